/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sync/tie-pair-row-private.h"

G_BEGIN_DECLS

/* One side of a crosswalk: a GListModel over a sorted array of TiePairRow.  A GListStore would cost a tree node for each
 * row, and its items would not know their position. */
#define TIE_TYPE_ROW_LIST (tie_row_list_get_type ())
G_DECLARE_FINAL_TYPE (TieRowList, tie_row_list, TIE, ROW_LIST, GObject)

TieRowList *tie_row_list_new (void);
guint tie_row_list_get_length (TieRowList *self);
TiePairRow *tie_row_list_get (TieRowList *self,
                              guint position); /* (transfer none) */
TiePairRow *tie_row_list_find (TieRowList *self,
                               const char *id); /* (transfer none) NULL for none */

/* texts: element TieRowText, in the order of tie_row_text_compare().  Rows whose id stays keep their object.  Rows that
 * go lose their partner first, and their partner loses them.  FALSE when everything was as it is. */
gboolean tie_row_list_replace (TieRowList *self,
                               GPtrArray *texts);

/* (transfer full) What the lists did since the last call: rows that came or got new words, and rows that went.  FALSE, and
 * neither, when there are so many that whoever follows had better begin anew. */
gboolean tie_row_list_take_changes (TieRowList *self,
                                    GPtrArray **changed,
                                    GPtrArray **gone);

/* Adds the row or gives it new words, at its place in the order.  (transfer none) */
TiePairRow *tie_row_list_put (TieRowList *self,
                              TieRowText *text);

G_END_DECLS
