/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-export-table"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "base/tie-random.h"
#include "store/tie-activity-table.h"
#include "store/tie-db.h"
#include "store/tie-export-table.h"
#include "store/tie-user-table.h"

void
tie_export_batch_free (TieExportBatch *batch)
{
  g_free (batch->id);
  g_free (batch->moment);
  g_free (batch->target);
  g_free (batch->file);
  g_free (batch->sha256);
  g_free (batch->person);
  g_free (batch->undone);
  g_free (batch);
}

void
tie_export_change_free (TieExportChange *change)
{
  g_free (change->local_id);
  g_free (change->record);
  g_free (change->field);
  g_free (change->old_text);
  g_free (change->new_text);
  g_free (change);
}

gboolean
tie_export_table_begin (TieDb *db,
                        TieExportBatch *batch,
                        GError **error)
{
  g_free (batch->id);
  g_free (batch->moment);
  g_free (batch->person);
  batch->id = tie_random_ordered_uuid ();
  batch->moment = tie_date_now ();
  batch->person = tie_user_table_get_current (db, error);
  if (batch->person == NULL || !tie_db_get_integer (db, 1, &batch->number, error, "SELECT coalesce (max (number), 0) + 1 FROM export_batch", ""))
    return FALSE;
  tie_db_touch (db, TIE_STORE_AREA_DOCUMENTS);
  return tie_db_run (db, error, "INSERT INTO export_batch (id, number, moment, target, kind, file, sha256, person) VALUES (?, ?, ?, ?, ?, ?, '', ?)",
                     "sississ",
                     batch->id,
                     batch->number,
                     batch->moment,
                     batch->target,
                     (gint64) batch->kind,
                     batch->file,
                     batch->person);
}

gboolean
tie_export_table_complete (TieDb *db,
                           const TieExportBatch *batch,
                           GError **error)
{
  return tie_db_run (db, error, "UPDATE export_batch SET sha256 = ?, n_records = ?, n_rows = ?, n_changes = ?, total = ? WHERE id = ?",
                     "siiiis",
                     batch->sha256,
                     (gint64) batch->n_records,
                     (gint64) batch->n_rows,
                     (gint64) batch->n_changes,
                     batch->total,
                     batch->id);
}

gboolean
tie_export_table_add_item (TieDb *db,
                           const char *batch,
                           const char *local_id,
                           const char *stage,
                           const char *hash,
                           GError **error)
{
  return tie_db_run (db, error, "INSERT INTO export_item (batch, local_id, stage, hash) VALUES (?, ?, ?, ?)", "sstt", batch, local_id, stage, hash);
}

gboolean
tie_export_table_set_exported (TieDb *db,
                               const char *batch,
                               GError **error)
{
  /* One by one: an IN (SELECT …) would gather all ids in memory first. */
  sqlite3_stmt *items = tie_db_query (db, error, "SELECT local_id FROM export_item WHERE batch = ?", "s", batch);
  TieStep step;

  if (items == NULL)
    return FALSE;
  tie_db_touch (db, TIE_STORE_AREA_DOCUMENTS);
  while ((step = tie_db_step (db, items, error)) == TIE_STEP_ROW)
    {
      if (!tie_db_run (db, error, "UPDATE document SET stage = 'exported' WHERE id = ? AND stage <> 'exported'", "s", tie_db_column_text (items, 0)))
        {
          sqlite3_reset (items);
          return FALSE;
        }
    }
  return step == TIE_STEP_DONE;
}

gboolean
tie_export_table_add_change (TieDb *db,
                             const char *batch,
                             guint position,
                             const TieExportChange *change,
                             GError **error)
{
  return tie_db_run (db, error, "INSERT INTO export_change (batch, position, local_id, record, field, old_text, new_text) VALUES (?, ?, ?, ?, ?, ?, ?)",
                     "sittttt",
                     batch,
                     (gint64) position,
                     change->local_id,
                     change->record,
                     change->field,
                     change->old_text,
                     change->new_text);
}

GPtrArray *
tie_export_table_list_changes (TieDb *db,
                               const char *batch,
                               GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_export_change_free);
  sqlite3_stmt *statement = tie_db_query (db, error, "SELECT local_id, record, field, old_text, new_text FROM export_change WHERE batch = ? ORDER BY position", "s", batch);
  TieStep step;

  if (statement == NULL)
    return NULL;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      TieExportChange *change = g_new0 (TieExportChange, 1);

      change->local_id = tie_db_dup_column (statement, 0);
      change->record = tie_db_dup_column (statement, 1);
      change->field = tie_db_dup_column (statement, 2);
      change->old_text = tie_db_dup_column (statement, 3);
      change->new_text = tie_db_dup_column (statement, 4);
      g_ptr_array_add (changes, change);
    }
  return step == TIE_STEP_DONE ? g_steal_pointer (&changes) : NULL;
}

#define BATCHES "SELECT id, number, moment, target, kind, file, sha256, n_records, n_rows, n_changes, total, person, undone FROM export_batch"

static TieExportBatch *
take_batch (sqlite3_stmt *statement)
{
  TieExportBatch *batch = g_new0 (TieExportBatch, 1);

  batch->id = tie_db_dup_column (statement, 0);
  batch->number = sqlite3_column_int64 (statement, 1);
  batch->moment = tie_db_dup_column (statement, 2);
  batch->target = tie_db_dup_column (statement, 3);
  batch->kind = (TieExportKind) sqlite3_column_int (statement, 4);
  batch->file = tie_db_dup_column (statement, 5);
  batch->sha256 = tie_db_dup_column (statement, 6);
  batch->n_records = (guint) sqlite3_column_int (statement, 7);
  batch->n_rows = (guint) sqlite3_column_int (statement, 8);
  batch->n_changes = (guint) sqlite3_column_int (statement, 9);
  batch->total = sqlite3_column_int64 (statement, 10);
  batch->person = tie_db_dup_column (statement, 11);
  batch->undone = tie_db_dup_column (statement, 12);
  return batch;
}

GPtrArray *
tie_export_table_list_batches (TieDb *db,
                               const char *target,
                               GError **error)
{
  g_autoptr (GPtrArray) batches = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_export_batch_free);
  sqlite3_stmt *statement = tie_db_query (db, error, BATCHES " WHERE ?1 IS NULL OR target = ?1 ORDER BY number DESC", "s", target);
  TieStep step;

  if (statement == NULL)
    return NULL;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    g_ptr_array_add (batches, take_batch (statement));
  return step == TIE_STEP_DONE ? g_steal_pointer (&batches) : NULL;
}

static TieExportBatch *
take_only (TieDb *db,
           sqlite3_stmt *statement,
           GError **error)
{
  TieExportBatch *batch;

  if (statement == NULL || tie_db_step (db, statement, error) != TIE_STEP_ROW)
    return NULL;
  batch = take_batch (statement);
  sqlite3_reset (statement);
  return batch;
}

static TieExportBatch *
get_batch (TieDb *db,
           const char *id,
           GError **error)
{
  return take_only (db, tie_db_query (db, error, BATCHES " WHERE id = ?", "s", id), error);
}

TieExportBatch *
tie_export_table_get_last (TieDb *db,
                           const char *target,
                           TieExportKind kind,
                           GError **error)
{
  return take_only (db, tie_db_query (db, error, BATCHES " WHERE target = ? AND kind = ? AND undone IS NULL ORDER BY number DESC LIMIT 1", "si", target, (gint64) kind), error);
}

TieExportBatch *
tie_export_table_find_file (TieDb *db,
                            const char *sha256,
                            GError **error)
{
  return take_only (db, tie_db_query (db, error, BATCHES " WHERE sha256 = ? ORDER BY number DESC LIMIT 1", "s", sha256), error);
}

static gboolean
check_undoable (TieDb *db,
                const TieExportBatch *batch,
                GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *posted = NULL;

  if (batch->undone != NULL)
    {
      /* Translators: %d is the number of an export batch */
      g_set_error (error, TIE_ERROR, TIE_ERROR_IN_USE, _ ("Batch %d was taken back already."), (int) batch->number);
      return FALSE;
    }
  posted = tie_db_get_text (db, &local_error, "SELECT d.number FROM export_item i JOIN document d ON d.id = i.local_id WHERE i.batch = ? AND d.stage = 'posted' ORDER BY d.number LIMIT 1", "s", batch->id);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (posted == NULL)
    return TRUE;
  /* Translators: the first is the number of an export batch, the second that of a document */
  g_set_error (error, TIE_ERROR, TIE_ERROR_IN_USE, _ ("Batch %d cannot be taken back: %s is posted."), (int) batch->number, posted);
  return FALSE;
}

gboolean
tie_export_table_undo (TieDb *db,
                       const char *id,
                       GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieExportBatch) batch = get_batch (db, id, &local_error);
  g_autofree char *what = NULL;
  g_autofree char *now = tie_date_now ();
  TieActivity activity = { .run = (char *) id };

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (batch == NULL)
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_NOT_FOUND, _ ("This batch is not there any more."));
      return FALSE;
    }
  if (!check_undoable (db, batch, error))
    return FALSE;
  tie_db_touch (db, TIE_STORE_AREA_DOCUMENTS);
  /* Translators: the first is the number of an export batch, the second the name of its file */
  what = g_strdup_printf (_ ("Batch %d taken back: %s"), (int) batch->number, batch->file);
  activity.what = what;
  return tie_db_run (db, error, "UPDATE export_batch SET undone = ? WHERE id = ?", "ss", now, id) &&
         tie_db_run (db, error, "UPDATE document SET stage = 'approved' WHERE stage = 'exported' AND id IN (SELECT local_id FROM export_item WHERE batch = ?1)"
                                /* it was a file that made it Exported, and neither another one nor a package holds it now */
                                " AND EXISTS (SELECT 1 FROM export_item i WHERE i.local_id = document.id AND i.stage = 'approved')"
                                " AND NOT EXISTS (SELECT 1 FROM export_item i JOIN export_batch b ON b.id = i.batch WHERE i.local_id = document.id AND b.undone IS NULL)"
                                " AND NOT EXISTS (SELECT 1 FROM synced s WHERE s.local_id = document.id)",
                     "s",
                     id) &&
         tie_activity_table_add (db, &activity, error);
}
