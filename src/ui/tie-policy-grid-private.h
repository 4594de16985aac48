/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-policy-grid.h"

G_BEGIN_DECLS

/* Shared by tie-policy-grid.c (which rules there are) and tie-policy-grid-lines.c (their fields). */
struct _TiePolicyGrid
{
  GtkWidget parent_instance;

  GtkGrid *grid;       /* (unowned): the only child */
  TieSession *session; /* (owned) (nullable) */
  char *policy;        /* (owned) (nullable): id */
  GPtrArray *rules;    /* (owned), element TiePolicyRule: as they are shown, those without an account too */
  gboolean is_editable;
  gboolean is_showing; /* fields are being filled: what they say is no change */
};

/* Tells of a change, unless there is nothing of the rule to save. */
void tie_policy_grid_commit (TiePolicyGrid *self, TieRecord *rule);

/* tie-policy-grid-lines.c */
void tie_policy_grid_show_rules (TiePolicyGrid *self);
/* For one code, or for what is taxed or not alone; what is left is for all of a category. */
gboolean tie_policy_grid_is_single (TieRecord *rule);

G_END_DECLS
