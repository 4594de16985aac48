/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-user.h"
#include "sync/tie-contact-push.h"
#include "sync/tie-continuous.h"
#include "sync/tie-crosswalk.h"
#include "sync/tie-doubles.h"
#include "sync/tie-sync-list.h"
#include "ui/tie-pick-list.h"
#include "ui/tie-sync-job.h"

G_BEGIN_DECLS

/* An open practice as all windows on it share it: the file, its company, and the lists of pairs.
 * Properties, notified: "firm" (the firm's name; the file's name while there is none), "is-demo",
 * "user" (who works here; what tie_session_may() says changes with it). */
#define TIE_TYPE_SESSION (tie_session_get_type ())
G_DECLARE_FINAL_TYPE (TieSession, tie_session, TIE, SESSION, GObject)

/* Reads the settings and the connection by itself.  is_demo: the practice is a demo, and the company that belongs to it
 * is served inside this program at company_uri (NULL: none). */
TieSession *tie_session_new (TieStore *store, gboolean is_demo, const char *company_uri);

/* The same on a company that is there already. */
TieSession *tie_session_new_with_company (TieCompany *company, gboolean is_demo, const char *company_uri);

TieStore *tie_session_get_store (TieSession *self);
TieCompany *tie_session_get_company (TieSession *self);
/* Whose name stands in words: tie_company_get_package().  NULL, in a window that is going away: any. */
const TiePackage *tie_session_get_package (TieSession *self);
TieContinuous *tie_session_get_continuous (TieSession *self); /* (transfer none) ticks by itself */
const char *tie_session_get_path (TieSession *self);
const char *tie_session_get_firm (TieSession *self);
/* Sentences of windows are about this practice's money from now on; its own window calls it when it becomes the active one. */
void tie_session_use_currency (TieSession *self);
gboolean tie_session_get_is_demo (TieSession *self);
/* Where the sandbox company on this computer is to be found: the demo's own; NULL when there is none. */
const char *tie_session_get_company_uri (TieSession *self);

TieUser *tie_session_get_user (TieSession *self); /* (nullable): not among the practice's users */

/* FALSE for a moment after opening: it is not known yet who works here. */
gboolean tie_session_get_is_read (TieSession *self);

/* What the person's role allows; until it is read, a moment after opening, everything.  What one may not do stays visible,
 * insensitive, with this sentence: "You need the Sync permission. Ask Kim Alder." */
gboolean tie_session_may (TieSession *self, TieRight right);
char *tie_session_dup_refusal (TieSession *self, TieRight right); /* (transfer full) */

/* Made when first asked for and kept: opening the match window again shows its rows at once.  (transfer none) */
TieCrosswalk *tie_session_get_crosswalk (TieSession *self, TieKind kind);
TieCrosswalk *tie_session_get_code_crosswalk (TieSession *self, GType type); /* TIE_TYPE_WORK_CODE, TIE_TYPE_EXPENSE_CODE */

/* Sends contacts as they are edited, while Sync Settings say so.  (transfer none) */
TieContactPush *tie_session_get_push (TieSession *self);

/* Contacts of the practice that look like doubles; made when first asked for and kept.  (transfer none) */
TieDoubles *tie_session_get_doubles (TieSession *self);

/* What is to be sent or brought over, with the reason that keeps it back; made when first asked for and kept.  And the one run
 * that the practice's windows share.  (transfer none) */
TieSyncList *tie_session_get_sync_list (TieSession *self, TieSyncGroup group);
TieSyncJob *tie_session_get_sync_job (TieSession *self);

/* What fields for references to that kind complete to (also: a second kind, G_TYPE_INVALID for none).  Made when first
 * asked for and kept.  (transfer none) */
TiePickList *tie_session_get_pick_list (TieSession *self, GType type, GType also);

G_END_DECLS
