/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"
#include "ui/tie-list-row.h"

G_BEGIN_DECLS

/* Rows of the practice file that keep themselves up to date: a GListModel of TieListRow, read on the store's thread when
 * it is made and again when the store says that one of its areas changed.  A record that stays keeps its row object, so
 * that selection, check, focus and scrolling live through it.  A long list is read in slices, between which the store does
 * what others ask of it, and shows the first one at once; "is-loading" ends with the last.
 * Properties, notified: "is-loading"; "problem" (a sentence, NULL when the last reading went well). */
#define TIE_TYPE_LISTING (tie_listing_get_type ())
G_DECLARE_FINAL_TYPE (TieListing, tie_listing, TIE, LISTING, GObject)

/* On the store's thread: the rows in their order, (transfer full), element TieListRow, free function set; NULL with an
 * error.  No two rows have the same id. */
typedef GPtrArray *(*TieListingFunc) (TieDb *db, const char *argument, GError **error);

/* The same for a long list: at most limit rows behind the one with the id after (NULL: from the begin).  Fewer than limit, they
 * are the last ones. */
typedef GPtrArray *(*TieListingSliceFunc) (TieDb *db, const char *argument, const char *after, guint limit, GError **error);

/* areas: TieStoreArea.  argument (nullable): what the function is to read, copied. */
TieListing *tie_listing_new (TieStore *store, guint areas, TieListingFunc func, const char *argument);
TieListing *tie_listing_new_sliced (TieStore *store, guint areas, TieListingSliceFunc func, const char *argument);
/* Reads what another argument asks for. */
void tie_listing_set_argument (TieListing *self, const char *argument);

gboolean tie_listing_get_is_loading (TieListing *self);
const char *tie_listing_get_problem (TieListing *self);

/* The row with that id, NULL for none. (transfer none) */
TieListRow *tie_listing_find (TieListing *self, const char *id);

G_END_DECLS
