/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-undo"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "store/tie-activity-table.h"
#include "store/tie-db.h"
#include "store/tie-record-kind.h"
#include "store/tie-row-name.h"
#include "store/tie-undo-private.h"

/* Steps that are remembered; older ones go when a new one comes. */
#define MAX_STEPS 1000

GPtrArray *
tie_undo_list_columns (TieDb *db,
                       const char *table,
                       GError **error)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  /* A counter is no change of anybody's: documents take numbers and give them back by themselves (tie-number-table.c). */
  sqlite3_stmt *statement = tie_db_query (db, error, "SELECT name FROM pragma_table_info (?1)"
                                                     " WHERE NOT (?1 = 'number_series' AND name = 'next') ORDER BY cid",
                                          "s",
                                          table);
  TieStep step;

  if (statement == NULL)
    return NULL;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    g_ptr_array_add (columns, tie_db_dup_column (statement, 0));
  return step == TIE_STEP_DONE ? g_steal_pointer (&columns) : NULL;
}

char *
tie_undo_make_json_sql (GPtrArray *columns,
                        const char *prefix)
{
  GString *sql = g_string_new ("json_object (");

  for (guint i = 0; i < columns->len; i++)
    {
      const char *name = columns->pdata[i];

      g_string_append_printf (sql, "%s'%s', %s%s", i > 0 ? ", " : "", name, prefix, name);
    }
  g_string_append_c (sql, ')');
  return g_string_free (sql, FALSE);
}

/* A row that is changed twice in a step keeps its first "before" and gets the last "after". */
static char *
make_trigger (const char *table,
              const char *event,
              gint64 step,
              const char *row_id,
              const char *before,
              const char *after)
{
  return g_strdup_printf ("CREATE TEMP TRIGGER undo_%s_%s AFTER %s ON main.%s BEGIN"
                          " INSERT INTO undo_row (step, tbl, row_id, before, after) VALUES (%" G_GINT64_FORMAT ", '%s', %s, %s, %s)"
                          " ON CONFLICT (step, tbl, row_id) DO UPDATE SET after = excluded.after;"
                          " END;",
                          table,
                          event,
                          event,
                          table,
                          step,
                          table,
                          row_id,
                          before,
                          after);
}

static gboolean
add_triggers (TieDb *db,
              const char *table,
              gint64 step,
              GError **error)
{
  g_autoptr (GPtrArray) columns = tie_undo_list_columns (db, table, error);
  g_autofree char *old_row = NULL;
  g_autofree char *new_row = NULL;
  g_autofree char *on_insert = NULL;
  g_autofree char *on_update = NULL;
  g_autofree char *on_delete = NULL;
  g_autofree char *sql = NULL;

  if (columns == NULL)
    return FALSE;
  old_row = tie_undo_make_json_sql (columns, "old.");
  new_row = tie_undo_make_json_sql (columns, "new.");
  on_insert = make_trigger (table, "INSERT", step, "new.id", "NULL", new_row);
  on_update = make_trigger (table, "UPDATE", step, "old.id", old_row, new_row);
  on_delete = make_trigger (table, "DELETE", step, "old.id", old_row, "NULL");
  sql = g_strconcat (on_insert, on_update, on_delete, NULL);
  return tie_db_exec (db, sql, error);
}

static gboolean
drop_triggers (TieDb *db,
               GError **error)
{
  guint n_kinds;
  const TieRecordKind *kinds = tie_record_kind_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      const char *table = kinds[i].table;
      g_autofree char *sql = NULL;

      if (!kinds[i].is_undoable)
        continue;
      sql = g_strdup_printf ("DROP TRIGGER temp.undo_%s_INSERT; DROP TRIGGER temp.undo_%s_UPDATE; DROP TRIGGER temp.undo_%s_DELETE;",
                             table,
                             table,
                             table);
      if (!tie_db_exec (db, sql, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
tie_undo_begin (TieDb *db,
                GError **error)
{
  guint n_kinds;
  const TieRecordKind *kinds = tie_record_kind_list (&n_kinds);
  gint64 step;

  g_assert (tie_db_get_open_step (db) == 0);

  tie_db_touch (db, TIE_STORE_AREA_HISTORY);
  if (!tie_db_run (db, error, "INSERT INTO undo_step (sentence, moment, n_rows) VALUES ('', '', 0)", ""))
    return FALSE;
  step = sqlite3_last_insert_rowid (tie_db_get_handle (db));
  for (guint i = 0; i < n_kinds; i++)
    {
      if (kinds[i].is_undoable && !add_triggers (db, kinds[i].table, step, error))
        return FALSE;
    }
  tie_db_set_open_step (db, step);
  return TRUE;
}

gboolean
tie_undo_is_open (TieDb *db)
{
  return tie_db_get_open_step (db) != 0;
}

static gboolean
forget_old_steps (TieDb *db,
                  gint64 newest,
                  GError **error)
{
  return tie_db_run (db, error, "DELETE FROM undo_row WHERE step <= ?", "i", newest - MAX_STEPS) &&
         tie_db_run (db, error, "DELETE FROM undo_step WHERE id <= ?", "i", newest - MAX_STEPS);
}

gboolean
tie_undo_find_record (TieDb *db,
                      gint64 step,
                      char **record_id,
                      char **record,
                      GError **error)
{
  static const char *const tables[] = { "document", "payment", "project", "contact", "site" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      const TieRecordKind *kind = tie_record_kind_find (tables[i]);
      gint64 n = 0;

      if (!tie_db_get_integer (db, 0, &n, error, "SELECT count (*) FROM undo_row WHERE step = ? AND tbl = ?", "is", step, tables[i]))
        return FALSE;
      if (n == 0)
        continue;
      if (n == 1)
        {
          *record_id = tie_db_get_text (db, error, "SELECT row_id FROM undo_row WHERE step = ? AND tbl = ?", "is", step, tables[i]);
          *record = *record_id != NULL ? tie_row_name_get (db, &kind, *record_id) : NULL;
          return *record_id != NULL;
        }
      return TRUE;
    }
  return TRUE;
}

static gboolean
finish_step (TieDb *db,
             gint64 step,
             gint64 n_rows,
             const char *sentence,
             const char *window,
             GError **error)
{
  g_autofree char *now = tie_date_now ();
  g_autofree char *record_id = NULL;
  g_autofree char *record = NULL;
  TieActivity activity = { .what = (char *) sentence, .step = step };

  if (!tie_undo_find_record (db, step, &record_id, &record, error))
    return FALSE;
  activity.record_id = record_id;
  activity.record = record;
  return tie_db_run (db, error, "UPDATE undo_step SET sentence = ?, owner = ?, moment = ?, n_rows = ? WHERE id = ?", "sssii", sentence, window, now, n_rows, step) &&
         tie_activity_table_add (db, &activity, error) &&
         forget_old_steps (db, step, error);
}

gboolean
tie_undo_end (TieDb *db,
              const char *sentence,
              const char *window,
              gint64 *step_id,
              GError **error)
{
  gint64 step = tie_db_get_open_step (db);
  gint64 n_rows = 0;

  g_assert (step != 0);

  tie_db_set_open_step (db, 0);
  if (step_id != NULL)
    *step_id = 0;
  if (!drop_triggers (db, error) ||
      !tie_db_run (db, error, "DELETE FROM undo_row WHERE step = ? AND before IS after", "i", step) ||
      !tie_db_get_integer (db, 0, &n_rows, error, "SELECT count(*) FROM undo_row WHERE step = ?", "i", step))
    return FALSE;
  if (n_rows == 0)
    return tie_db_run (db, error, "DELETE FROM undo_step WHERE id = ?", "i", step);
  if (step_id != NULL)
    *step_id = step;
  return finish_step (db, step, n_rows, sentence, window, error);
}

void
tie_undo_step_free (TieUndoStep *step)
{
  g_free (step->sentence);
  g_free (step->window);
  g_free (step->when);
  g_free (step);
}

/* NULL without error for no row. */
static TieUndoStep *
read_step (TieDb *db,
           sqlite3_stmt *statement,
           GError **error)
{
  TieUndoStep *step = NULL;

  if (statement == NULL)
    return NULL;
  if (tie_db_step (db, statement, error) == TIE_STEP_ROW)
    {
      step = g_new0 (TieUndoStep, 1);
      step->id = sqlite3_column_int64 (statement, 0);
      step->sentence = tie_db_dup_column (statement, 1);
      step->window = tie_db_dup_column (statement, 2);
      step->when = tie_db_dup_column (statement, 3);
      step->rows = (guint) sqlite3_column_int64 (statement, 4);
      step->is_undone = sqlite3_column_type (statement, 5) != SQLITE_NULL;
    }
  sqlite3_reset (statement);
  return step;
}

#define STEP_SQL "SELECT s.id, s.sentence, s.owner, s.moment, s.n_rows, s.undone FROM undo_step s"

TieUndoStep *
tie_undo_peek (TieDb *db,
               const char *window,
               gboolean redo,
               GError **error)
{
  /* Redo goes on where undo stopped, as long as nothing new was done on top. */
  const char *sql = redo ? STEP_SQL " WHERE s.owner = ? AND s.undone IS NOT NULL AND NOT EXISTS"
                                    " (SELECT 1 FROM undo_step n WHERE n.owner = s.owner AND n.id > s.id AND n.undone IS NULL)"
                                    " ORDER BY s.undone DESC LIMIT 1"
                         : STEP_SQL " WHERE s.owner = ? AND s.undone IS NULL ORDER BY s.id DESC LIMIT 1";

  return read_step (db, tie_db_query (db, error, sql, "s", window), error);
}

TieUndoStep *
tie_undo_get (TieDb *db,
              gint64 step_id,
              GError **error)
{
  g_autoptr (GError) local_error = NULL;
  TieUndoStep *step = read_step (db, tie_db_query (db, &local_error, STEP_SQL " WHERE s.id = ?", "i", step_id), &local_error);

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (step == NULL)
    g_set_error (error, TIE_ERROR, TIE_ERROR_NOT_FOUND, _ ("This step is too old to be undone."));
  return step;
}
