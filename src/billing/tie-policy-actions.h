/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/tie-billing-step.h"
#include "model/tie-policy.h"

G_BEGIN_DECLS

/* Verbs of distribution policies: which account each part of a document goes to. */

/* A new one that nothing uses yet.  copied: whose rules it gets, NULL for none.  id: (out) (transfer full) (optional) */
gboolean tie_policy_add (TieDb *db, const char *copied, char **id, TieBillingStep *step, GError **error);

/* Two policies of one name cannot be told apart, so that is refused. */
gboolean tie_policy_rename (TieDb *db, const char *id, const char *name, TieBillingStep *step, GError **error);
/* Whether new documents are distributed by it; the one that was gives way. */
gboolean tie_policy_set_default (TieDb *db, const char *id, gboolean is_default, TieBillingStep *step, GError **error);
gboolean tie_policy_set_auto_approve (TieDb *db, const char *id, gboolean auto_approve, TieBillingStep *step, GError **error);

/* With its rules.  TIE_ERROR_IN_USE for the one by which new documents are distributed. */
gboolean tie_policy_delete (TieDb *db, const char *id, TieBillingStep *step, GError **error);

/* Saves a rule, new or changed; one without an account goes.  TIE_ERROR_INVALID when another rule of the policy is for
 * the same. */
gboolean tie_policy_set_rule (TieDb *db, TiePolicyRule *rule, TieBillingStep *step, GError **error);

G_END_DECLS
