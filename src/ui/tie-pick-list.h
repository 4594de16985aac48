/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-pick-table.h"

G_BEGIN_DECLS

/* What a TiePicker completes to: the records of one or two kinds, read once into one block of text and read again when
 * the store says that they changed.  Looking through 100 000 of them takes a few milliseconds, so it is done as one types.
 * Signal "changed": the records were read (again). */
#define TIE_TYPE_PICK_LIST (tie_pick_list_get_type ())
G_DECLARE_FINAL_TYPE (TiePickList, tie_pick_list, TIE, PICK_LIST, GObject)

/* also: a second kind, G_TYPE_INVALID for none.  Kinds as of tie_pick_table_read(). */
TiePickList *tie_pick_list_new (TieStore *store, GType type, GType also);

/* What is no kind of the practice's: hands the rows to func, on the store's thread; read again when one of the areas
 * changes.  data: (transfer full), not changed any more. */
typedef gboolean (*TiePickRead) (TieDb *db, gconstpointer data, TiePickFunc func, gpointer user_data, GError **error);
TiePickList *tie_pick_list_new_for (TieStore *store, guint areas, TiePickRead read, gpointer data, GDestroyNotify destroy);

/* A record of the list; its texts live until "changed" is emitted. */
typedef struct
{
  const char *id;
  const char *code;
  const char *detail;
  const char *owner;
  const char *key; /* folded, for the search */
  GType type;
  gboolean is_archived;
} TiePickItem;

/* Every record that is not archived, in the kind's order. */
typedef void (*TiePickListFunc) (const TiePickItem *item, gpointer user_data);
void tie_pick_list_foreach (TiePickList *self, TiePickListFunc func, gpointer user_data);

gboolean tie_pick_list_get_is_loaded (TiePickList *self);
/* NULL when there is no such record (any more). */
const TiePickItem *tie_pick_list_find (TiePickList *self, const char *id);
/* The records that hold every typed word, best first, at most max of them: those that begin with what was typed, those
 * with a word that does, others.  "" gives the first ones.  Archived ones are left out.  owner: only of that contact, or
 * contacts of that sort (TIE_PICK_…); NULL for all.  (transfer container) */
GPtrArray *tie_pick_list_search (TiePickList *self, const char *typed, const char *owner, guint max);
/* The one record whose code is what was typed, whatever the case; NULL for none or several. */
const TiePickItem *tie_pick_list_find_exact (TiePickList *self, const char *typed, const char *owner);

G_END_DECLS
