/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* Taking back at the package what was exported: the question says what is there by number, date and amount, and what becomes of
 * it on both sides; what cannot go now is said with what has to be done first.  A yes begins a run of the session's TieSyncJob.
 *
 * verb: "delete" or "void"; NULL: both are offered.  ids (of documents and payments) ends with NULL. */
void tie_removal_question_ask (GtkWidget *widget, TieSession *session, const char *const *ids, const char *verb);
/* The same for all that a run exported for the first time. */
void tie_removal_question_ask_run (GtkWidget *widget, TieSession *session, const char *run);

/* Whether it may be offered for a record of that kind that is there: connected, allowed, and a thing the package can do. */
gboolean tie_removal_question_may (TieSession *session, TieKind kind, const char *verb);

G_END_DECLS
