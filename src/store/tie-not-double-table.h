/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* Pairs of rows of one list that a person said are no doubles of each other.  Undoable.  connection NULL, kind 0: the
 * practice's own contacts; else the package's list of that TieKind. */
typedef struct
{
  char *first_id; /* the smaller of the two as text */
  char *second_id;
} TieNotDouble;
void tie_not_double_free (TieNotDouble *pair);

/* In either order; one that is there already stays. */
gboolean tie_not_double_table_add (TieDb *db, const char *connection, guint kind, const char *id, const char *other_id, GError **error);
GPtrArray *tie_not_double_table_list (TieDb *db, const char *connection, guint kind, GError **error); /* TieNotDouble */

/* What was said of one contact holds for the other from now on; about the two themselves nothing is said any more. */
gboolean tie_not_double_table_move (TieDb *db, const char *from_contact, const char *to_contact, GError **error);

G_END_DECLS
