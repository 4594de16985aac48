/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-pair-row.h"
#include "sync/tie-row-text.h"

G_BEGIN_DECLS

/* For the crosswalk that owns the rows. */
TiePairRow *tie_pair_row_new (TieRowText *text);
TieRowText *tie_pair_row_get_text (TiePairRow *self);
gboolean tie_pair_row_set_text (TiePairRow *self,
                                TieRowText *text); /* FALSE when it had the same */
void tie_pair_row_set_rank (TiePairRow *self,
                            guint rank);

/* state LINKED or GONE; partner NULL: gone without a trace.  Both sides have to be told. */
void tie_pair_row_set_partner (TiePairRow *self,
                               TieRowState state,
                               TiePairRow *partner);
/* Its partner stands in another list under that name. */
void tie_pair_row_set_taken (TiePairRow *self,
                             const char *name);
/* Shows as "n possible" from 2 on while the row is not linked. */
void tie_pair_row_set_n_possible (TiePairRow *self,
                                  guint n_possible);
gboolean tie_pair_row_is_decided (TiePairRow *self); /* linked, whether or not its partner is gone */
gboolean tie_pair_row_take_decision (TiePairRow *self); /* whether that is another answer than at the last call */

G_END_DECLS
