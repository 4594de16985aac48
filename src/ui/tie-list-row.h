/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A row of a list as it is shown: a record's id, texts and numbers under the numbers that the list gives them, and
 * whether it is checked.  Filled on the store's thread, read on the main one.  Notifies "id" when it took over other
 * values, "is-checked" when that changed. */
#define TIE_TYPE_LIST_ROW (tie_list_row_get_type ())
G_DECLARE_FINAL_TYPE (TieListRow, tie_list_row, TIE, LIST_ROW, GObject)

TieListRow *tie_list_row_new (const char *id, guint n_texts, guint n_numbers);

const char *tie_list_row_get_id (TieListRow *self);

/* Texts are never NULL on reading. */
void tie_list_row_set_text (TieListRow *self, guint number, const char *text);
const char *tie_list_row_get_text (TieListRow *self, guint number);
void tie_list_row_set_number (TieListRow *self, guint number, gint64 value);
gint64 tie_list_row_get_number (TieListRow *self, guint number);

/* Only the first so many texts are searched: what stands behind them is no word for people, an id say. */
void tie_list_row_set_n_searched (TieListRow *self, guint n_texts);
/* All texts that are searched, folded: for TieTextFilter. */
const char *tie_list_row_get_key (TieListRow *self);

/* The row is filled: from now on nothing of it can be set, and it takes as little room as it needs.  TieListing does so on
 * the store's thread; asking for the key or comparing rows does it too. */
void tie_list_row_pack (TieListRow *self);

gboolean tie_list_row_get_is_checked (TieListRow *self);
void tie_list_row_set_is_checked (TieListRow *self, gboolean is_checked);

/* The same id, texts and numbers. */
gboolean tie_list_row_equal (TieListRow *self, TieListRow *other);
/* Takes the other's texts and numbers; the id is the same.  The check stays. */
void tie_list_row_take (TieListRow *self, TieListRow *other);

G_END_DECLS
