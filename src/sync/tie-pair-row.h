/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "sync/tie-row-text.h"

G_BEGIN_DECLS

typedef enum
{
  TIE_ROW_NOT_LINKED = 1,
  TIE_ROW_LINKED,
  TIE_ROW_POSSIBLE, /* Automatch found several and decided nothing: "2 possible" */
  TIE_ROW_GONE,     /* linked, but the record at the package was deleted or made inactive */
  TIE_ROW_TAKEN,    /* an item that is linked to a code of the other type: "Linked to POSTAGE" */
} TieRowState;

/* One row of either list of a crosswalk.  It is the same object as long as its record is in the list, whatever is read
 * or changed meanwhile, so selections survive.  Properties "name", "detail", "state" (guint TieRowState),
 * "partner" (TiePairRow or NULL). */
#define TIE_TYPE_PAIR_ROW (tie_pair_row_get_type ())
G_DECLARE_FINAL_TYPE (TiePairRow, tie_pair_row, TIE, PAIR_ROW, GObject)

const char *tie_pair_row_get_id (TiePairRow *self);
const char *tie_pair_row_get_name (TiePairRow *self);
const char *tie_pair_row_get_words (TiePairRow *self, TieRowTextField field); /* never NULL */
const char *tie_pair_row_get_taken_by (TiePairRow *self); /* name of that code; NULL for none */
const char *tie_pair_row_get_key (TiePairRow *self);    /* folded, for the filter */
const char *tie_pair_row_get_detail (TiePairRow *self); /* city or e-mail, to tell namesakes apart; may be "" */
TieRowState tie_pair_row_get_state (TiePairRow *self);
/* "Linked", "—", "2 possible", "Gone in QuickBooks"; package: its short name. */
char *tie_pair_row_dup_state_text (TiePairRow *self, const char *package);
TiePairRow *tie_pair_row_get_partner (TiePairRow *self); /* NULL for none, and for one that is gone without a trace */
guint tie_pair_row_get_rank (TiePairRow *self);          /* position by name: the list's own order */
gboolean tie_pair_row_get_is_child (TiePairRow *self);   /* a site or a sub-customer */

G_END_DECLS
