/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/tie-billing-step.h"
#include "sync/tie-sync-settings.h"

G_BEGIN_DECLS

/* The next steps that change data.  Each runs on the store's worker thread inside a TIE_STORE_WRITE function and is one undo
 * step, as the verbs of billing, with which they share TieBillingStep.  Errors are sentences (TIE_ERROR_INVALID). */

/* LINK_THIS, USE_THERE: contact, site, employee or code with the package's record.  The link that the record has already is
 * replaced; TIE_ERROR_ALREADY_LINKED when the other one has a partner. */
gboolean tie_sync_action_link (TieDb *db, const char *connection, TieKind kind, const char *local_id, const char *remote_id, TieBillingStep *step, GError **error);

/* ACCSID: what a person typed.  An id that the package does not know is refused with
 * "AccountsID (129) is not correct, QuickBooks requires 148." and required is the right one, NULL where no name matches. */
gboolean tie_sync_action_set_accsid (TieDb *db, const char *connection, TieKind kind, const char *local_id, const char *typed, char **required, TieBillingStep *step, GError **error);

/* Whether the package knows the id; required: (transfer full) the right one where it does not, NULL where no name matches. */
gboolean tie_sync_action_check_accsid (TieDb *db, const char *connection, TieKind kind, const char *local_id, const char *typed, gboolean *is_known, char **required, GError **error);
/* (transfer full) The sentence about it; required: (nullable). */
char *tie_sync_action_say_accsid (const TiePackage *package, TieKind kind, const char *typed, const char *required);

/* REMOVE_ACCSID */
gboolean tie_sync_action_remove_accsid (TieDb *db, const char *connection, TieKind kind, const char *local_id, TieBillingStep *step, GError **error);

/* (transfer full) The number that RENUMBER would give: the next of the series that neither side has.  NULL with an error. */
char *tie_sync_action_peek_number (TieDb *db, const char *connection, const char *document, GError **error);
/* RENUMBER, also of a document that was sent: the package has taken the number. */
gboolean tie_sync_action_renumber (TieDb *db, const char *connection, const char *document, TieBillingStep *step, GError **error);

/* LINK_SAME: the document is the package's.  Refused when they differ in total or party, and when it is another one's. */
gboolean tie_sync_action_link_same (TieDb *db, const char *connection, const char *document, const char *remote_id, TieBillingStep *step, GError **error);

/* LINK_SAME of a payment of the package's that was recorded here by hand.  It is marked as do not send, for what it settles there
 * is not all here. */
gboolean tie_sync_action_link_payment (TieDb *db, const char *connection, TieKind kind, const char *remote_id, const char *payment, TieBillingStep *step, GError **error);

/* USE_DEFAULT_ITEM: TIE_ERROR_INVALID with the way out where Account Defaults has none. */
gboolean tie_sync_action_use_default_item (TieDb *db, const char *connection, const char *code, TieBillingStep *step, GError **error);

/* CHOOSE_TAX: of one line, and of those others of the document that have the same as it had, or none as it had; line NULL: of
 * the freight.  The document's totals follow. */
gboolean tie_sync_action_choose_tax (TieDb *db, const char *document, const char *line, const char *tax_code, TieBillingStep *step, GError **error);

/* USE_STATE_ONCE: brings the package's customer over as a contact with the practice's default state, or fills the state of a
 * contact or site here. */
gboolean tie_sync_action_use_state_once (TieDb *db, const char *connection, const char *id, gboolean is_theirs, TieBillingStep *step, GError **error);

/* CHANGE_DATE: of a document or payment, its due date by its terms. */
gboolean tie_sync_action_change_date (TieDb *db, TieSyncGroup group, const char *id, const char *date, TieBillingStep *step, GError **error);

/* DO_NOT_SEND, SEND_AFTER_ALL, of documents and payments. */
gboolean tie_sync_action_set_do_not_send (TieDb *db, TieSyncGroup group, const char *id, gboolean do_not_send, TieBillingStep *step, GError **error);

/* KEEP_OURS: what somebody changed at the package since the document was sent is to be written over by the next sync.  kind: there. */
gboolean tie_sync_action_keep_ours (TieDb *db, const char *connection, TieKind kind, const char *document, TieBillingStep *step, GError **error);

/* MARK_SENT */
gboolean tie_sync_action_mark_sent (TieDb *db, const char *document, TieBillingStep *step, GError **error);

G_END_DECLS
