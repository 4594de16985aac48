/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/tie-remote.h"
#include "sync/tie-pair-row-private.h"

G_BEGIN_DECLS

/* One run of the matching engine over two sets of rows, with what it read kept alive: the engine borrows its strings,
 * and reasons are asked for when they come into view, long after the run. */
typedef struct
{
  GPtrArray *left_rows;  /* (owned): TiePairRow */
  GPtrArray *right_rows; /* (owned): TiePairRow */
  GPtrArray *texts;      /* (owned): TieRowText of all of them as they were */
  TieMatchKind kind;
  GArray *left;          /* (owned): TieMatchRow */
  GArray *right;         /* (owned): TieMatchRow */
  GArray *known;         /* (owned): TieMatchPair */
  GArray *never;         /* (owned): TieMatchPair */
  TieMatchResult *result; /* (owned) (nullable): NULL before the run */
} TieMatchOutcome;

/* How lists of such records are written. */
TieMatchKind tie_match_kind_of (TieKind kind);

TieMatchOutcome *tie_match_outcome_new (TieKind kind);
TieMatchOutcome *tie_match_outcome_ref (TieMatchOutcome *self);
void tie_match_outcome_unref (TieMatchOutcome *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieMatchOutcome, tie_match_outcome_unref)

/* Each gives the row's index on its side. */
guint tie_match_outcome_add_left (TieMatchOutcome *self,
                                  TiePairRow *row);
guint tie_match_outcome_add_right (TieMatchOutcome *self,
                                   TiePairRow *row);

/* Blocks; for a thread of its own. */
gboolean tie_match_outcome_run (TieMatchOutcome *self,
                                const gint *cancelled,
                                TieMatchProgress progress,
                                gpointer progress_data,
                                GError **error);

G_END_DECLS
