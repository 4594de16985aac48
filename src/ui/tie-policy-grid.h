/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/tie-policy.h"
#include "ui/tie-session.h"

G_BEGIN_DECLS

/* Which account each part of a document goes to by a policy: a line for all of a category, and below it lines for single
 * codes, or for what is taxed alone.
 *
 * Signal "changed" (TiePolicyRule *rule): a person changed a rule that has, or had, an account. */
#define TIE_TYPE_POLICY_GRID (tie_policy_grid_get_type ())
G_DECLARE_FINAL_TYPE (TiePolicyGrid, tie_policy_grid, TIE, POLICY_GRID, GtkWidget)

/* Once, before anything is shown. */
void tie_policy_grid_set_session (TiePolicyGrid *self, TieSession *session);
/* policy: id; rules: element TiePolicyRule.  Lines of that policy that wait for an account stay. */
void tie_policy_grid_show (TiePolicyGrid *self, const char *policy, GPtrArray *rules);
void tie_policy_grid_set_editable (TiePolicyGrid *self, gboolean is_editable);

/* For tests: the field for the account (code: for the work or expense code) of the category's line so many (from 0). */
GtkWidget *tie_policy_grid_get_field (TiePolicyGrid *self, const char *category, guint line, gboolean is_code);

G_END_DECLS
