/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fees/tie-fee-file.h"
#include "fees/tie-fee-source.h"

G_BEGIN_DECLS

/* Reads what changed in the fee source into the practice.  Files that went away are forgotten; while the source cannot be
 * reached all that was read last stays, and so does a file that is being written. */

typedef struct
{
  gboolean has_source;   /* FALSE: choose one first */
  guint n_files;         /* that hold fees */
  guint n_read;          /* of them: read now, because they changed */
  guint n_rows;          /* of all files */
  guint n_bad;
  GPtrArray *problems;   /* (element-type TieFeeFinding) of the source and its files */
  GPtrArray *folders;    /* (element-type GFile) where something may change: the source, and the folders of its files; not all of many */
} TieFeeRefresh;

void tie_fee_refresh_free (TieFeeRefresh *refresh);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieFeeRefresh, tie_fee_refresh_free)

/* Blocks: for the command line and threads.  tin_key: as tie_fee_file_read().
 * anew: files that have not changed are read again, too (their columns were said anew).  Errors are the store's, and cancelling; what
 * is wrong with files is among the problems. */
TieFeeRefresh *tie_fee_refresh (TieStore *store, GBytes *tin_key, gboolean anew, GCancellable *cancellable, GError **error);

/* One file for the Fee Source window, with its sample and profile as the practice knows it; rows are not read yet.  Blocks. */
TieFeeFile *tie_fee_refresh_open (TieStore *store, TieFeeCandidate *candidate, GCancellable *cancellable, GError **error);

G_END_DECLS
