/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/tie-billing-step.h"
#include "store/tie-name-state-table.h"

G_BEGIN_DECLS

/* Contacts and sites both ways, field by field: what only one side changed goes to the other, what both changed waits for a
 * person.  Runs on the store's thread. */

typedef enum
{
  TIE_NAME_SAME = 1,     /* neither changed, or both to the same */
  TIE_NAME_CHANGED_HERE,
  TIE_NAME_CHANGED_THERE,
  TIE_NAME_CHANGED_BOTH,
} TieNameChange;

TieNameChange tie_name_state_get_change (const TieNameState *self, TieNameField field);
/* Some field changed on both sides. */
gboolean tie_name_state_is_conflict (const TieNameState *self);
/* Some field is to go to the package. */
gboolean tie_name_state_is_changed_here (const TieNameState *self);

typedef struct
{
  guint n_changed;   /* records here that took something over */
  guint n_conflicts; /* that wait for a person now */
} TieNameMerge;

/* After the package was read: takes over what only changed there, as one undo step of no window ("3 contacts updated from
 * QuickBooks"), and notes conflicts.  Pairs whose change cannot be taken over as it is (a name that is too long, say) stay as
 * they are and become conflicts. */
gboolean tie_name_merge_follow (TieDb *db, const char *connection, TieNameMerge *merge, GError **error);

/* A person's choice: theirs has TIE_NAME_N_FIELDS entries, TRUE takes the package's.  What is kept of ours counts as changed
 * here from then on and goes out with the next update.  One undo step.  TIE_ERROR_CHANGED when either side is not what was
 * shown. */
gboolean tie_name_merge_resolve (TieDb *db, const char *connection, const TieNameState *shown, const gboolean *theirs, TieBillingStep *step, GError **error);

G_END_DECLS
