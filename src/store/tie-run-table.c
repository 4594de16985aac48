/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-run-table"
#include "config.h"

#include "base/tie-date.h"
#include "store/tie-db.h"
#include "store/tie-outbox-table.h"

gboolean
tie_run_table_begin (TieDb *db,
                     const char *run,
                     const char *connection,
                     const char *what,
                     GError **error)
{
  g_autofree char *now = tie_date_now ();

  tie_db_touch (db, TIE_STORE_AREA_OUTBOX);
  return tie_db_run (db, error, "INSERT INTO run (id, connection, what, begun) VALUES (?, ?, ?, ?)", "ssss", run, connection, what, now);
}

gboolean
tie_run_table_end (TieDb *db,
                   const char *run,
                   guint done,
                   guint failed,
                   GError **error)
{
  g_autofree char *now = tie_date_now ();

  tie_db_touch (db, TIE_STORE_AREA_OUTBOX);
  return tie_db_run (db, error, "UPDATE run SET ended = ?, done = ?, failed = ? WHERE id = ?", "siis", now, (gint64) done, (gint64) failed, run);
}
