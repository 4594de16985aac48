/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-policy.h"
#include "ui/tie-verb.h"

G_BEGIN_DECLS

/* What the window of policies does to the file: one change, and the verbs that make it. */
typedef struct
{
  char *id;            /* (owned) (nullable): the policy, of add the one that is copied */
  char *name;          /* (owned) (nullable) */
  gboolean is_on;
  TiePolicyRule *rule; /* (owned) (nullable) */
  char *added;         /* (owned) (nullable) */
} TiePolicyChange;

TiePolicyChange *tie_policy_change_new (const char *id);
void tie_policy_change_free (gpointer data);

/* TieVerbFuncs. */
gboolean tie_policy_change_add (TieDb *db, gpointer data, TieBillingStep *step, GError **error);
gboolean tie_policy_change_rename (TieDb *db, gpointer data, TieBillingStep *step, GError **error);
gboolean tie_policy_change_set_default (TieDb *db, gpointer data, TieBillingStep *step, GError **error);
gboolean tie_policy_change_set_auto_approve (TieDb *db, gpointer data, TieBillingStep *step, GError **error);
gboolean tie_policy_change_set_rule (TieDb *db, gpointer data, TieBillingStep *step, GError **error);
gboolean tie_policy_change_delete (TieDb *db, gpointer data, TieBillingStep *step, GError **error);

G_END_DECLS
