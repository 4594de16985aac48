/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* Import Invoice Amount, or Import Amount/Create Invoice: brings the fee source up to date and looks for the project's amount.  What
 * nobody needs to be asked about is done at once, else its window opens; without a source Fee Source comes first.  What comes of
 * it is said in the window of widget. */
void tie_fee_start (GtkWidget *widget, TieSession *session, const char *project, gboolean with_invoice);

G_END_DECLS
