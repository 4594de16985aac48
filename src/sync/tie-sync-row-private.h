/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-sync-check-private.h"
#include "sync/tie-sync-list.h"

G_BEGIN_DECLS

/* Made on the store's thread, shown on the main one. */
TieSyncRow *tie_sync_row_new (TieSyncGroup group, const TieSyncRecord *record);

/* The same record, and everything that is shown of it. */
gboolean tie_sync_row_equal (TieSyncRow *self, TieSyncRow *other);
/* Takes over what the other one shows; the two are of the same record. */
void tie_sync_row_take (TieSyncRow *self, TieSyncRow *other);

/* One reading of a list: what it needs goes in, its rows come out. */
typedef struct
{
  TieSyncGroup group;
  TieCompanyState state;
  GPtrArray *rows; /* (owned): TieSyncRow */
  gint64 began;    /* monotonic */
} TieSyncListJob;
TieSyncListJob *tie_sync_list_job_new (TieSyncGroup group);
void tie_sync_list_job_free (gpointer data);
gboolean tie_sync_list_job_read (TieDb *db, gpointer data, GError **error); /* a TieStoreFunc */

enum
{
  TIE_SYNC_COUNT_READY,
  TIE_SYNC_COUNT_BLOCKED,
  TIE_SYNC_COUNT_CONFLICTS,
  TIE_SYNC_COUNT_ATTENTION,
  TIE_SYNC_COUNT_EXPORTED,
  TIE_SYNC_COUNT_DONE_TODAY,
  TIE_SYNC_N_COUNTS
};
void tie_sync_rows_count (GPtrArray *rows, guint *counts);

G_END_DECLS
