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

/* Has come to the end of the list before: changes can be asked for. */
gboolean tie_list_place_is_at_end (const TieListPlace *self);

/* A page came that was asked for at that moment. */
void tie_list_place_take (TieListPlace *self, const TieLedgerPage *page, const char *asked);

/* Pages that came, one per place: a job of the store's thread that writes them all. */
typedef struct
{
  char *connection;  /* (owned) */
  GPtrArray *places; /* (owned) (nullable): of those that pages came for; of a job that only reads: all */
  GPtrArray *pages;  /* (owned) (nullable): TieLedgerPage */
  gint64 n_changed;  /* out */
  gboolean has_other_rates; /* out, of a job that only reads: of taxes, as they were last read */
} TieListPages;
/* pages: (transfer full) */
TieListPages *tie_list_pages_new (const char *connection, GPtrArray *places, GPtrArray *pages);
void tie_list_pages_free (gpointer data);
/* TieStoreFuncs. */
gboolean tie_list_pages_save (TieDb *db, gpointer data, GError **error);
gboolean tie_list_pages_read_places (TieDb *db, gpointer data, GError **error);

/* Lists of which a record may vanish without a word, because somebody merged it into another.  A list of which the package
 * has fewer than are known here is read whole. */
#define TIE_LIST_N_COUNTED 4
extern const TieKind tie_list_counted_kinds[TIE_LIST_N_COUNTED];

typedef struct
{
  char *connection; /* (owned) */
  gint64 *there;    /* (owned): numbers of records at the package */
  gboolean has_fewer[TIE_LIST_N_COUNTED]; /* out */
} TieListCounts;
TieListCounts *tie_list_counts_new (const char *connection, gint64 *there);
void tie_list_counts_free (gpointer data);
gboolean tie_list_counts_compare (TieDb *db, gpointer data, GError **error); /* a TieStoreFunc */

/* Whether only changes of such a list were read. */
gboolean tie_list_places_need_count (GPtrArray *places);
void tie_list_places_restart (GPtrArray *places, const TieListCounts *counts);

G_END_DECLS
