/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-ledger.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* How far reading one of a package's lists has come, as the practice file keeps it. */
typedef struct
{
  TieKind kind;
  char *cursor; /* (owned) (nullable): the package's; NULL: from the beginning */
  char *began;  /* (owned) (nullable): moment that reading the whole list began; NULL: only changes are read */
  gboolean is_read; /* to its end, in this reading */
} TieListPlace;
void tie_list_place_free (TieListPlace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieListPlace, tie_list_place_free)

/* One per kind, in the order in which lists are read. */
GPtrArray *tie_list_places_read (TieDb *db, const char *connection, GError **error);

/* Has come to the end of the list before: changes can be asked for. */
gboolean tie_list_place_is_at_end (const TieListPlace *self);

/* A page came that was asked for at that moment. */
void tie_list_place_take (TieListPlace *self, const TieLedgerPage *page, const char *asked);

/* Writes what is new in the page and the place after it, and at the end of a whole reading marks what was not seen as gone.
 * Answers how many records were new or changed, -1 on error. */
gint64 tie_list_place_save (const TieListPlace *self, TieDb *db, const char *connection, const TieLedgerPage *page, GError **error);

G_END_DECLS
