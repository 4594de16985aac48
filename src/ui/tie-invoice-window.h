/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Invoice Now: what will be billed, for which total, and what that makes of the work in progress, before it is done. */
void tie_invoice_window_open (GtkWindow *parent, TieSession *session, const char *project);

/* Invoice Selected: several projects as they are, an invoice each; ids ends with NULL. */
void tie_invoice_window_open_selected (GtkWindow *parent, TieSession *session, const char *const *projects);

G_END_DECLS
