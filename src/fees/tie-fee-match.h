/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fees/tie-fee-code.h"
#include "model/tie-fee-row.h"
#include "store/tie-fee-table.h"

G_BEGIN_DECLS

/* Which row is a project's: by client number, return and tax year, never by a name.  Pure functions. */

/* Rows by number, for many projects at once.  The rows must stay as they are while it lives, the latest file first. */
typedef struct _TieFeeIndex TieFeeIndex;

TieFeeIndex *tie_fee_index_new (const TieFeeRows *rows);
void tie_fee_index_free (TieFeeIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieFeeIndex, tie_fee_index_free)

typedef struct
{
  TieFeeCode code;       /* OK, or L01 to L08, L16 */
  const TieFeeRow *row;  /* (nullable) the one that is meant; of L03 and L04 the one that was found instead */
  guint n_rows;          /* of L05: how many differ */
  guint n_alike;         /* rows of the same file that say the same */
} TieFeeMatch;

void tie_fee_index_match (const TieFeeIndex *self, const TieFeeProject *project, TieFeeMatch *match);

/* The row whose amount is looked at: OK, L06, L07, L08 or L16. */
TieFeeCode tie_fee_row_get_code (const TieFeeRow *row);

/* (transfer full) The number by which a project is looked for: the chosen one, else its client's own; "" for none. */
char *tie_fee_project_dup_key (const TieFeeProject *project);

/* What to offer where no number fits. */
typedef struct
{
  const TieFeeRow *row;
  guint percent;   /* how sure; 100 for the same taxpayer */
  char *reason;    /* (owned) for people */
} TieFeeSuggestion;

void tie_fee_suggestion_free (TieFeeSuggestion *suggestion);

/* (transfer full) (element-type TieFeeSuggestion) Rows of the project's year and return (all where it has none) that may be meant, best
 * first: the same taxpayer, the same number but for leading zeros, then similar names; at most max. */
GPtrArray *tie_fee_suggest (const TieFeeRows *rows, const TieFeeProject *project, guint max);

G_END_DECLS
