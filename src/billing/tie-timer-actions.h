/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/tie-billing-step.h"
#include "model/tie-entry.h"
#include "model/tie-timer.h"

G_BEGIN_DECLS

/* The timer, one for each login.  It stands in the file, so it survives a crash and goes on counting.  It has no undo: only the
 * entry that it makes has.  Moments (tie-date.h) are given, so that tests need not wait: now NULL is the present one. */

/* (transfer full) NULL without error for none. */
TieTimer *tie_timer_get (TieDb *db, const char *login, GError **error);

gboolean tie_timer_is_running (TieTimer *self);
/* What it has counted; looks at the object only. */
gint64 tie_timer_count_seconds (TieTimer *self, const char *now);

/* TIE_ERROR_IN_USE when the login has one already.  project may be given later, with a plain save of the record. */
TieTimer *tie_timer_start (TieDb *db, const char *login, const char *project, const char *work_code, const char *text, const char *now, GError **error);

/* All three notice a clock that was set back since the timer was last seen: what was counted until then stays, the time
 * that seems to lie ahead is not taken away, and *message (transfer full, NULL while all is well) says so.  The window
 * calls see once a minute. */
gboolean tie_timer_see (TieDb *db, TieTimer *timer, const char *now, char **message, GError **error);
gboolean tie_timer_pause (TieDb *db, TieTimer *timer, const char *now, char **message, GError **error);
gboolean tie_timer_resume (TieDb *db, TieTimer *timer, const char *now, char **message, GError **error);

/* Ends it and makes an entry of it, dated today, by the login's employee, in hundredths of an hour.  (transfer full) The
 * entry; on error the timer goes on. */
TieEntry *tie_timer_stop (TieDb *db, TieTimer *timer, const char *today, const char *now, char **message, TieBillingStep *step, GError **error);

/* Ends it without an entry. */
gboolean tie_timer_discard (TieDb *db, TieTimer *timer, GError **error);

G_END_DECLS
