/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/tie-application.h"
#include "ledger/tie-package.h"
#include "ui/tie-shell.h"

G_BEGIN_DECLS

struct _TieApplication
{
  AdwApplication parent_instance;

  guint n_opening;    /* practices on their way into a window */
  GPtrArray *kept;    /* (owned): TieSession that go on without a window, the last one closed at the end */
  GPtrArray *notices; /* (owned): TieNotices, one for each open practice */
};

/* The program's own verbs, in tie-application-actions.c. */
void tie_application_add_actions (TieApplication *self);

/* Practices and the windows they are in, in tie-application-practices.c. */

/* The window that shows the practice at that path, or one that is free for it; not shown yet. */
TieShell *tie_application_get_shell_for (TieApplication *self, const char *path);

/* The window that is in front, made when there is none. */
TieShell *tie_application_get_shell (TieApplication *self);

/* The session on that file, when some window has it open or it goes on without one. */
TieSession *tie_application_find_session (TieApplication *self, const char *path);

/* Shows the practice in the window and remembers it as the last one. */
void tie_application_show_session (TieApplication *self, TieShell *shell, TieSession *session);

/* Opens the practice at the path in that window, or says why not. */
void tie_application_open_practice (TieApplication *self, TieShell *shell, const char *path);

/* The one that goes on without a window, or else the one that was open last.  TRUE when it is being opened, also by somebody else; FALSE: there is none. */
gboolean tie_application_open_last (TieApplication *self, TieShell *shell);

/* Asks for a backup to put in that practice's place (NULL: one of its own), and opens it. */
void tie_application_restore (TieApplication *self, const char *practice);

/* What goes on without a window, in tie-application-background.c.  closed: that window is on its way out. */
void tie_application_window_closed (TieApplication *self, TieShell *shell);
TieSession *tie_application_find_kept (TieApplication *self, const char *path); /* NULL: the last one closed */
void tie_application_forget_kept (TieApplication *self, TieSession *session);   /* nothing when it is not kept */
/* The practices that are open became others. */
void tie_application_update_notices (TieApplication *self);
/* Ends what goes on without a window too. */
void tie_application_quit (TieApplication *self);

/* The demo practice and its company, in tie-application-demo.c.  path NULL: the one of that package; package NULL: as the practice
 * at the path has it. */
void tie_application_open_demo (TieApplication *self, TieShell *shell, const char *path, const TiePackage *package);
void tie_application_add_demo_actions (TieApplication *self);
void tie_application_stop_companies (TieApplication *self);

/* What comes by D-Bus, in tie-application-remote.c.  run: what waited for that window's practice; drop: it does not come. */
void tie_application_add_remote_actions (TieApplication *self);
void tie_application_run_requests (TieShell *shell);
void tie_application_drop_requests (TieShell *shell);
/* Shows the latest document or payment of that number, or that id, or says that there is none. */
void tie_application_open_document (TieShell *shell, const char *wanted);

G_END_DECLS
