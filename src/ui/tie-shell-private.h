/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-page.h"
#include "ui/tie-shell.h"
#include "ui/tie-status-line.h"

G_BEGIN_DECLS

/* What the window's actions need of it. */
void tie_shell_install_actions (GtkWidgetClass *widget_class);
/* Enables what can be done with the page that is shown and the company's state. */
void tie_shell_update_actions (TieShell *self);

/* Those that open a window, in tie-shell-windows.c; called by the two above. */
void tie_shell_install_window_actions (GtkWidgetClass *widget_class);
void tie_shell_update_window_actions (TieShell *self);

/* Closing is put off by what would be lost with the window, and asked about; else its state is saved.  In tie-shell-leave.c. */
gboolean tie_shell_holds (TieShell *self);
/* Forgets tie_shell_set_quits(). */
void tie_shell_stay (TieShell *self);

/* Opens Go To over the window's menus. */
void tie_shell_go_to (TieShell *self);

/* The page that is shown gets the keyboard. */
void tie_shell_focus_page (TieShell *self);
TiePage *tie_shell_get_visible_page (TieShell *self); /* NULL on the welcome page */
TieStatusLine *tie_shell_get_status_line (TieShell *self);
/* Opens the Setup menu; once it closes, the keyboard is where it was. */
void tie_shell_open_setup (TieShell *self);
GtkStack *tie_shell_get_page_stack (TieShell *self);
GtkWidget *tie_shell_get_page_list (TieShell *self);
AdwLeaflet *tie_shell_get_leaflet (TieShell *self);
GtkWidget *tie_shell_get_sidebar (TieShell *self);
GtkWidget *tie_shell_get_content (TieShell *self);
/* A new cancellable for reading from the company, cancelled with the window; NULL from get: the window is gone. */
GCancellable *tie_shell_begin_reading (TieShell *self);
GCancellable *tie_shell_get_reading (TieShell *self);

G_END_DECLS
