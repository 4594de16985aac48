/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "print/tie-printable.h"

G_BEGIN_DECLS

/* Asks for a printer (through the print portal where there is one) and prints.  func is called once, with FALSE where the
 * person changed their mind, and an error where printing failed. */
typedef void (*TiePrintFunc) (gboolean was_printed, const GError *error, gpointer user_data);

void tie_print_job_run (GtkWindow *window, TiePrintable *printable, guint copies, TiePrintFunc func, gpointer user_data);

G_END_DECLS
