/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "print/tie-printable.h"

G_BEGIN_DECLS

/* A report on paper, from whatever page shows it: what went wrong, and where it was saved, is said in the widget's window. */

void tie_report_verbs_print (GtkWidget *widget, TiePrintable *paper);
/* Asks for a file, of that name at first. */
void tie_report_verbs_save_pdf (GtkWidget *widget, TiePrintable *paper, const char *name);
/* error NULL: it was saved. */
void tie_report_verbs_say_saved (GtkWidget *widget, const char *path, const GError *error);

G_END_DECLS
