/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "billing/tie-billing-step.h"
#include "billing/tie-document-sheet.h"
#include "ui/tie-session.h"

G_BEGIN_DECLS

/* What is done to documents and payments as they lie in the file, from a list or an editor. */

/* On the store's thread, in one transaction and one undo step.  ids ends with NULL. */
typedef gboolean (*TieBillingVerb) (TieDb *db, const char *const *ids, TieBillingStep *step, GError **error);

/* Those that cannot be approved stay; the first reason is said with the rest. */
gboolean tie_billing_verb_approve (TieDb *db, const char *const *ids, TieBillingStep *step, GError **error);
gboolean tie_billing_verb_mark_sent (TieDb *db, const char *const *ids, TieBillingStep *step, GError **error);
gboolean tie_billing_verb_mark_not_sent (TieDb *db, const char *const *ids, TieBillingStep *step, GError **error);
gboolean tie_billing_verb_do_not_send (TieDb *db, const char *const *ids, TieBillingStep *step, GError **error);
gboolean tie_billing_verb_send_after_all (TieDb *db, const char *const *ids, TieBillingStep *step, GError **error);
gboolean tie_billing_verb_void_documents (TieDb *db, const char *const *ids, TieBillingStep *step, GError **error);
gboolean tie_billing_verb_void_payments (TieDb *db, const char *const *ids, TieBillingStep *step, GError **error);
gboolean tie_billing_verb_delete_documents (TieDb *db, const char *const *ids, TieBillingStep *step, GError **error);

/* Does it, and says in the widget's window what was done, with [Undo], or what went wrong. */
void tie_billing_verb_run (GtkWidget *widget, TieSession *session, TieBillingVerb verb, const char *const *ids);

/* Makes a document out of another one; neither numbered nor saved, dated today. */
typedef TieDocumentSheet *(*TieBillingMake) (TieDb *db, const char *id, const char *date, GError **error);

/* finish: (transfer full) */
void tie_billing_make_async (TieSession *session, TieBillingMake make, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TieDocumentSheet *tie_billing_make_finish (TieStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
