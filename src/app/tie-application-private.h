/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/tie-application.h"
#include "ui/tie-shell.h"

G_BEGIN_DECLS

/* The window that is in front, made when there is none. */
TieShell *tie_application_get_shell (TieApplication *self);

/* The session on that file, when some window has it open. */
TieSession *tie_application_find_session (TieApplication *self, const char *path);

/* Shows the practice in the window and remembers it as the last one. */
void tie_application_show_session (TieApplication *self, TieShell *shell, TieSession *session);

/* Opens the practice at the path in that window, or says why not. */
void tie_application_open_practice (TieApplication *self, TieShell *shell, const char *path);

/* The one that was open last.  TRUE when it is being opened, also by somebody else; FALSE: there is none. */
gboolean tie_application_open_last (TieApplication *self, TieShell *shell);

/* Closes it in every window, and the file with it. */
void tie_application_close_practice (TieApplication *self, const char *path);

/* The demo practice and its company, in tie-application-demo.c. */
void tie_application_open_demo (TieApplication *self, TieShell *shell, const char *path);
void tie_application_add_demo_actions (TieApplication *self);
void tie_application_stop_company (TieApplication *self);

/* What comes by D-Bus, in tie-application-remote.c.  run: what waited for that window's practice; drop: it does not come. */
void tie_application_add_remote_actions (TieApplication *self);
void tie_application_run_requests (TieShell *shell);
void tie_application_drop_requests (TieShell *shell);

G_END_DECLS
