/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-outbox-table"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "store/tie-db.h"
#include "store/tie-outbox-table.h"

#define COLUMNS "id, connection, run, kind, verb, local_id, request_id, label, body, state, tries, remote_id, fault, message, trace, created, sent, rank, total, fields"

void
tie_outbox_row_free (TieOutboxRow *row)
{
  g_free (row->connection);
  g_free (row->run);
  g_free (row->verb);
  g_free (row->local_id);
  g_free (row->request_id);
  g_free (row->label);
  g_clear_pointer (&row->body, g_bytes_unref);
  g_free (row->remote_id);
  g_free (row->message);
  g_free (row->trace);
  g_free (row->created);
  g_free (row->sent);
  g_free (row->fields);
  g_free (row);
}

static TieOutboxRow *
read_row (sqlite3_stmt *statement)
{
  TieOutboxRow *row = g_new0 (TieOutboxRow, 1);

  row->id = sqlite3_column_int64 (statement, 0);
  row->connection = tie_db_dup_column (statement, 1);
  row->run = tie_db_dup_column (statement, 2);
  row->kind = (TieKind) sqlite3_column_int (statement, 3);
  row->verb = tie_db_dup_column (statement, 4);
  row->local_id = tie_db_dup_column (statement, 5);
  row->request_id = tie_db_dup_column (statement, 6);
  row->label = tie_db_dup_column (statement, 7);
  row->body = g_bytes_new (sqlite3_column_blob (statement, 8), (gsize) sqlite3_column_bytes (statement, 8));
  row->state = (TieOutboxState) sqlite3_column_int (statement, 9);
  row->tries = (guint) sqlite3_column_int (statement, 10);
  row->remote_id = tie_db_dup_column (statement, 11);
  row->fault = sqlite3_column_int (statement, 12);
  row->message = tie_db_dup_column (statement, 13);
  row->trace = tie_db_dup_column (statement, 14);
  row->created = tie_db_dup_column (statement, 15);
  row->sent = tie_db_dup_column (statement, 16);
  row->rank = (guint) sqlite3_column_int (statement, 17);
  row->has_total = sqlite3_column_type (statement, 18) != SQLITE_NULL;
  row->total = sqlite3_column_int64 (statement, 18);
  row->fields = tie_db_dup_column (statement, 19);
  return row;
}

static GPtrArray *
read_rows (TieDb *db,
           sqlite3_stmt *statement,
           GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_outbox_row_free);
  TieStep step;

  if (statement == NULL)
    return NULL;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    g_ptr_array_add (rows, read_row (statement));
  return step == TIE_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

static gboolean
check_not_open (TieDb *db,
                const TieOutboxRow *row,
                GError **error)
{
  gint64 open = 0;

  if (!tie_db_get_integer (db, 0, &open, error, "SELECT count(*) FROM outbox WHERE local_id = ? AND kind = ? AND connection = ? AND state IN (1, 2)", "sis", row->local_id, (gint64) row->kind, row->connection))
    return FALSE;
  if (open > 0)
    {
      /* Translators: %s is a contact's name */
      g_set_error (error, TIE_ERROR, TIE_ERROR_IN_USE, _ ("“%s” is being sent already."), row->label);
      return FALSE;
    }
  return TRUE;
}

gboolean
tie_outbox_table_add (TieDb *db,
                      TieOutboxRow *row,
                      GError **error)
{
  g_return_val_if_fail (row->connection != NULL && row->verb != NULL && row->local_id != NULL, FALSE);
  g_return_val_if_fail (row->request_id != NULL && row->label != NULL && row->body != NULL, FALSE);

  tie_db_touch (db, TIE_STORE_AREA_OUTBOX);
  if (!check_not_open (db, row, error))
    return FALSE;
  g_free (row->created);
  row->created = tie_date_now ();
  row->state = TIE_OUTBOX_QUEUED;
  if (!tie_db_run (db, error, "INSERT INTO outbox (connection, run, kind, verb, local_id, request_id, label, body, state, created, remote_id, rank, fields)"
                              " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                   "ssissssbissis",
                   row->connection,
                   row->run,
                   (gint64) row->kind,
                   row->verb,
                   row->local_id,
                   row->request_id,
                   row->label,
                   row->body,
                   (gint64) row->state,
                   row->created,
                   row->remote_id,
                   (gint64) row->rank,
                   row->fields))
    return FALSE;
  row->id = sqlite3_last_insert_rowid (tie_db_get_handle (db));
  return !row->has_total || tie_db_run (db, error, "UPDATE outbox SET total = ? WHERE id = ?", "ii", row->total, row->id);
}

#define CLAIMED "connection = ?1 AND (state = 1 OR (state = 2 AND run IS NOT ?2)) AND rank = (SELECT min (rank) FROM outbox WHERE connection = ?1 AND state IN (1, 2))"
#define ALIKE "kind, verb, state, substr (request_id, 1, 36)"

GPtrArray *
tie_outbox_table_claim (TieDb *db,
                        const char *connection,
                        const char *run,
                        gboolean is_mixed,
                        guint max,
                        GError **error)
{
  g_autofree char *now = tie_date_now ();
  g_autoptr (GPtrArray) rows = NULL;

  tie_db_touch (db, TIE_STORE_AREA_OUTBOX);
  /* Only the holder of the run lock comes here, so a row that another run is "sending" was left by a crash. */
  rows = read_rows (db,
                    tie_db_query (db, error, "SELECT " COLUMNS " FROM outbox WHERE " CLAIMED " AND (?4 OR (" ALIKE ") = (SELECT " ALIKE " FROM outbox WHERE " CLAIMED " ORDER BY id LIMIT 1))"
                                             " ORDER BY id LIMIT ?3",
                                  "ssii",
                                  connection,
                                  run,
                                  (gint64) max,
                                  (gint64) is_mixed),
                    error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const TieOutboxRow *row = rows->pdata[i]; /* given as it was: that tells how old an unanswered try is */

      /* Its request id counts from the first try that was not answered, whatever became of those since. */
      if (!tie_db_run (db, error, "UPDATE outbox SET sent = CASE state WHEN 2 THEN coalesce (sent, ?2) ELSE ?2 END, state = 2, run = ?1, tries = tries + 1 WHERE id = ?3", "ssi", run, now, row->id))
        return NULL;
    }
  return g_steal_pointer (&rows);
}

static gboolean
check_changed (TieDb *db,
               gint64 id,
               GError **error)
{
  if (tie_db_get_changes (db) == 1)
    return TRUE;
  g_set_error (error, TIE_ERROR, TIE_ERROR_NOT_FOUND, "No such outbox row: %" G_GINT64_FORMAT, id);
  return FALSE;
}

gboolean
tie_outbox_table_finish (TieDb *db,
                         gint64 id,
                         TieOutboxState state,
                         const char *remote_id,
                         int fault,
                         const char *message,
                         const char *trace,
                         GError **error)
{
  tie_db_touch (db, TIE_STORE_AREA_OUTBOX);
  return tie_db_run (db, error, "UPDATE outbox SET state = ?, remote_id = ?, fault = ?, message = ?, trace = ? WHERE id = ?", "isissi", (gint64) state, remote_id, (gint64) fault, message, trace, id) &&
         check_changed (db, id, error);
}

gboolean
tie_outbox_table_set_sent (TieDb *db,
                           gint64 id,
                           const char *sent,
                           GError **error)
{
  tie_db_touch (db, TIE_STORE_AREA_OUTBOX);
  return tie_db_run (db, error, "UPDATE outbox SET sent = ? WHERE id = ?", "si", sent, id) && check_changed (db, id, error);
}

gboolean
tie_outbox_table_set_request (TieDb *db,
                              gint64 id,
                              const char *request_id,
                              GError **error)
{
  tie_db_touch (db, TIE_STORE_AREA_OUTBOX);
  return tie_db_run (db, error, "UPDATE outbox SET request_id = ? WHERE id = ?", "si", request_id, id) && check_changed (db, id, error);
}

gboolean
tie_outbox_table_requeue (TieDb *db,
                          gint64 id,
                          GError **error)
{
  tie_db_touch (db, TIE_STORE_AREA_OUTBOX);
  return tie_db_run (db, error, "UPDATE outbox SET state = 1, fault = 0, message = NULL, trace = NULL WHERE id = ? AND state IN (1, 2, 4)", "i", id) &&
         check_changed (db, id, error);
}

GPtrArray *
tie_outbox_table_list_open (TieDb *db,
                            const char *connection,
                            GError **error)
{
  return read_rows (db,
                    tie_db_query (db, error, "SELECT " COLUMNS " FROM outbox WHERE connection = ? AND state IN (1, 2, 4) ORDER BY id", "s", connection),
                    error);
}

TieOutboxRow *
tie_outbox_table_find (TieDb *db,
                       const char *connection,
                       TieKind kind,
                       const char *local_id,
                       GError **error)
{
  g_autoptr (GPtrArray) rows = read_rows (db,
                                          tie_db_query (db, error, "SELECT " COLUMNS " FROM outbox WHERE local_id = ? AND kind = ? AND connection = ? AND state IN (1, 2, 4) ORDER BY id DESC LIMIT 1",
                                                        "sis", local_id, (gint64) kind, connection),
                                          error);

  return rows != NULL && rows->len > 0 ? g_ptr_array_steal_index (rows, 0) : NULL;
}

GPtrArray *
tie_outbox_table_list_created (TieDb *db,
                               const char *connection,
                               const char *run,
                               GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement;
  TieStep step;

  /* A credit note goes under its id twice: as itself, and as what it was used for. */
  statement = tie_db_query (db, error, "SELECT o.local_id FROM outbox o JOIN link l ON l.connection = o.connection AND l.kind = o.kind AND l.local_id = o.local_id AND l.remote_id = o.remote_id"
                                       " WHERE o.connection = ? AND o.state = 3 AND o.rank >= 20 AND o.run = ? AND o.verb = 'create' GROUP BY o.local_id ORDER BY min(o.rank), min(o.id)",
                            "ss", connection, run);
  if (statement == NULL)
    return NULL;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    g_ptr_array_add (ids, tie_db_dup_column (statement, 0));
  return step == TIE_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

gboolean
tie_outbox_table_drop_queued (TieDb *db,
                              const char *connection,
                              guint *n,
                              GError **error)
{
  tie_db_touch (db, TIE_STORE_AREA_OUTBOX);
  if (!tie_db_run (db, error, "UPDATE outbox SET state = 5 WHERE connection = ? AND state = 1 AND rank >= 20", "s", connection))
    return FALSE;
  if (n != NULL)
    *n = tie_db_get_changes (db);
  return TRUE;
}

gint64
tie_outbox_table_count (TieDb *db,
                        const char *connection,
                        TieOutboxState state,
                        GError **error)
{
  gint64 count = 0;

  if (!tie_db_get_integer (db, 0, &count, error, "SELECT count(*) FROM outbox WHERE connection = ? AND state = ?", "si", connection, (gint64) state))
    return -1;
  return count;
}
