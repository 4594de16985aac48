/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-editor.h"
#include "ui/tie-page.h"
#include "ui/tie-session.h"

G_BEGIN_DECLS

/* The main window: the welcome page while no practice is open, else sidebar, pages and status line.  Every verb is an
 * action of the window ("win.…") or of the application ("app.…"). */
#define TIE_TYPE_SHELL (tie_shell_get_type ())
G_DECLARE_FINAL_TYPE (TieShell, tie_shell, TIE, SHELL, AdwApplicationWindow)

TieShell *tie_shell_new (GtkApplication *application);

TieSession *tie_shell_get_session (TieShell *self); /* NULL: the welcome page is shown */
void tie_shell_set_session (TieShell *self, TieSession *session);

/* "overview", "contacts", "activity". */
void tie_shell_show_page (TieShell *self, const char *name);
const char *tie_shell_get_page (TieShell *self);
TiePage *tie_shell_get_visible_page (TieShell *self); /* NULL on the welcome page */

/* Calls then when nothing in any page will be lost: at once, or as each page's question is answered; never when the person
 * stays.  Owns data. */
void tie_shell_leave (TieShell *self, TieEditorFunc then, gpointer data, GDestroyNotify data_free);

/* It is about to be closed for good: nothing goes on without it but a run that is under way.  Forgotten when the person stays. */
void tie_shell_set_quits (TieShell *self);
gboolean tie_shell_get_quits (TieShell *self);

/* Says a sentence in the status line; for what the application does. */
void tie_shell_say (TieShell *self, const char *sentence);
void tie_shell_say_error (TieShell *self, const GError *error);

G_END_DECLS
