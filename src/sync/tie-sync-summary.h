/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-sync-check.h"

G_BEGIN_DECLS

/* How everything that goes back and forth stands, in numbers.  Void records and those marked as do not send are in none of
 * them; each of the others is in one. */
typedef struct
{
  struct
  {
    guint draft;    /* invoiced, neither sent nor approved, and not ready */
    guint ready;
    guint blocked;
    guint exported; /* and not posted */
    guint posted;
  } documents;
  struct
  {
    guint ready;
    guint blocked;
    guint exported;
    guint to_import;        /* the company's that are not here yet */
    guint to_import_blocked;
    guint imported;
  } payments;
} TieSyncSummary;

gboolean tie_sync_summary_read (TieDb *db, TieSyncSummary *self, GError **error);

G_END_DECLS
