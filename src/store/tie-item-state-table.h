/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* Codes that are linked to products and services: what each side has, and what it had when the two last met, as
 * store/tie-name-state-table.h has it of names. */
typedef enum
{
  TIE_ITEM_FIELD_NAME = 0,
  TIE_ITEM_FIELD_DESCRIPTION,
  TIE_ITEM_FIELD_RATE,
  TIE_ITEM_N_FIELDS
} TieItemField;

typedef struct
{
  char **here; /* TIE_ITEM_N_FIELDS texts each, "" for none */
  char **there;
  char **old_here;
  char **old_there;
} TieItemState;

void tie_item_state_free (TieItemState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieItemState, tie_item_state_free)

/* The field was changed here alone: the package is to have it. */
gboolean tie_item_state_is_changed_here (const TieItemState *self, TieItemField field);

/* Remembers what both sides have for every pair that is linked and has no memory yet. */
gboolean tie_item_state_table_learn (TieDb *db, const char *connection, GError **error);

/* NULL without error: not linked, or not learned yet. */
TieItemState *tie_item_state_table_get (TieDb *db, const char *connection, const char *code, GError **error);

/* (transfer full) What the code has now, as one text; what tie_item_state_table_meet() takes. */
char *tie_item_state_table_dup_here (TieDb *db, const char *code, GError **error);
/* The package has what the code had then. */
gboolean tie_item_state_table_meet (TieDb *db, const char *connection, const char *code, const char *remote_id, const char *here, GError **error);

G_END_DECLS
