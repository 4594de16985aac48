/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-name-field.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* Contacts and sites that are kept on both sides: what each side has, and what it had when the two last met.  A field changed
 * on a side when that side has something else than then; that the two differ is no change, for a firm may write a name its own
 * way. */
typedef struct
{
  TieKind kind;
  gboolean is_site; /* has neither e-mail nor phone */
  char *local_id;
  char *remote_id;
  char *name;    /* as it is here, for sentences */
  char *version; /* the package's version token now */
  char **here;   /* TIE_NAME_N_FIELDS texts each, "" for none */
  char **there;
  char **old_here;
  char **old_there;
} TieNameState;

void tie_name_state_free (TieNameState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieNameState, tie_name_state_free)

/* Remembers what both sides have for every pair that is linked and has no memory yet. */
gboolean tie_name_state_table_learn (TieDb *db, const char *connection, TieKind kind, GError **error);

/* (transfer full) (element-type TieNameState) Pairs of which a side is not what it was, by name; what is deleted at the package
 * is left out. */
GPtrArray *tie_name_state_table_list_changed (TieDb *db, const char *connection, TieKind kind, GError **error);
/* NULL without error: not linked, or not learned yet. */
TieNameState *tie_name_state_table_get (TieDb *db, const char *connection, TieKind kind, const char *local_id, GError **error);

/* Remembers old_here and old_there. */
gboolean tie_name_state_table_save (TieDb *db, const char *connection, const TieNameState *state, GError **error);

/* Pairs that changed on both sides wait for a person here.  Not undoable: they come back by themselves. */
gboolean tie_conflict_table_add (TieDb *db, const char *connection, const TieNameState *state, GError **error);
gboolean tie_conflict_table_remove (TieDb *db, const char *connection, TieKind kind, const char *local_id, GError **error);
gint64 tie_conflict_table_count (TieDb *db, const char *connection, GError **error); /* -1 on error */

G_END_DECLS
