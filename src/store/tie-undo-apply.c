/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-undo"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "store/tie-activity-table.h"
#include "store/tie-db.h"
#include "store/tie-dependents.h"
#include "store/tie-row-name.h"
#include "store/tie-undo-private.h"

/* Rows that were left alone are named up to this many. */
#define MAX_NAMES 3

/* What putting rows of one table back takes. */
typedef struct
{
  const TieRecordKind *info;
  char *current; /* (owned) the row as the log would write it now */
  char *remove;  /* (owned) */
  char *put;     /* (owned) inserts or overwrites from the log's text */
} Target;

typedef struct
{
  TieDb *db;
  gint64 step;
  gboolean redo;
  GPtrArray *targets; /* (owned) of Target */
  guint n_rows;
  GPtrArray *kept;   /* (owned) names of rows left alone */
  const char *table; /* of all rows kept, NULL where they differ */
} Apply;

static void
free_target (Target *target)
{
  g_free (target->current);
  g_free (target->remove);
  g_free (target->put);
  g_free (target);
}

static Target *
make_target (TieDb *db,
             const TieRecordKind *info,
             GError **error)
{
  g_autoptr (GPtrArray) columns = tie_undo_list_columns (db, info->table, error);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) values = g_string_new (NULL);
  g_autoptr (GString) updates = g_string_new (NULL);
  g_autofree char *json = NULL;
  Target *target;

  if (columns == NULL)
    return NULL;
  for (guint i = 0; i < columns->len; i++)
    {
      const char *name = columns->pdata[i];
      const char *comma = i > 0 ? ", " : "";

      g_string_append_printf (names, "%s%s", comma, name);
      g_string_append_printf (values, "%sjson_extract (?1, '$.%s')", comma, name);
      g_string_append_printf (updates, "%s%s = excluded.%s", comma, name, name);
    }
  json = tie_undo_make_json_sql (columns, "");

  target = g_new0 (Target, 1);
  target->info = info;
  target->current = g_strdup_printf ("SELECT %s FROM %s WHERE id = ?", json, info->table);
  target->remove = g_strdup_printf ("DELETE FROM %s WHERE id = ?", info->table);
  target->put = g_strdup_printf ("INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (id) DO UPDATE SET %s",
                                 info->table,
                                 names->str,
                                 values->str,
                                 updates->str);
  return target;
}

static Target *
get_target (Apply *apply,
            const char *table,
            GError **error)
{
  const TieRecordKind *kind = tie_record_kind_find (table);
  Target *made;

  for (guint i = 0; i < apply->targets->len; i++)
    {
      Target *target = apply->targets->pdata[i];

      if (g_str_equal (target->info->table, table))
        return target;
    }
  if (kind == NULL || !kind->is_undoable)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_FAILED, "The undo log names a table that cannot be undone: %s", table);
      return NULL;
    }
  made = make_target (apply->db, kind, error);
  if (made != NULL)
    {
      g_ptr_array_add (apply->targets, made);
      tie_db_touch (apply->db, kind->area);
    }
  return made;
}

static void
keep (Apply *apply,
      const char *table,
      const char *row)
{
  const TieRecordKind *kind = tie_record_kind_find (table);

  if (apply->kept->len == 0)
    apply->table = kind->table;
  else if (apply->table != kind->table)
    apply->table = NULL;
  g_ptr_array_add (apply->kept, tie_row_name_read (apply->db, &kind, row));
}

/* Whether the row still is what the step left (NULL: gone). */
static gboolean
is_unchanged (Apply *apply,
              Target *target,
              const char *id,
              const char *left,
              gboolean *unchanged,
              GError **error)
{
  sqlite3_stmt *statement = tie_db_query (apply->db, error, target->current, "s", id);
  TieStep step;

  if (statement == NULL)
    return FALSE;
  step = tie_db_step (apply->db, statement, error);
  if (step == TIE_STEP_ROW)
    *unchanged = left != NULL && g_str_equal (tie_db_column_text (statement, 0), left);
  else
    *unchanged = left == NULL;
  sqlite3_reset (statement);
  return step != TIE_STEP_ERROR;
}

static gboolean
put_row (Apply *apply,
         Target *target,
         const char *row,
         GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (tie_db_run (apply->db, &local_error, target->put, "s", row))
    return TRUE;
  /* Another row has taken its place meanwhile, as when a customer was linked to somebody else. */
  if (sqlite3_extended_errcode (tie_db_get_handle (apply->db)) == SQLITE_CONSTRAINT_UNIQUE)
    {
      keep (apply, target->info->table, row);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
apply_row (Apply *apply,
           Target *target,
           const char *id,
           const char *left,
           const char *wanted,
           GError **error)
{
  gboolean unchanged = FALSE;

  if (!is_unchanged (apply, target, id, left, &unchanged, error))
    return FALSE;
  if (!unchanged)
    {
      keep (apply, target->info->table, left != NULL ? left : wanted);
      return TRUE;
    }
  return wanted != NULL ? put_row (apply, target, wanted, error) : tie_db_run (apply->db, error, target->remove, "s", id);
}

/* Rows go before rows come: a moved link frees its place first. */
static gboolean
apply_rows (Apply *apply,
            gboolean removing,
            GError **error)
{
  const char *sql = removing ? "SELECT tbl, row_id, before, after FROM undo_row WHERE step = ? AND (CASE WHEN ? THEN after ELSE before END) IS NULL"
                             : "SELECT tbl, row_id, before, after FROM undo_row WHERE step = ? AND (CASE WHEN ? THEN after ELSE before END) IS NOT NULL";
  sqlite3_stmt *statement = tie_db_query (apply->db, error, sql, "ii", apply->step, (gint64) apply->redo);
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (apply->db, statement, error)) == TIE_STEP_ROW)
    {
      const char *id = tie_db_column_text (statement, 1);
      const char *before = (const char *) sqlite3_column_text (statement, 2);
      const char *after = (const char *) sqlite3_column_text (statement, 3);
      Target *target = get_target (apply, tie_db_column_text (statement, 0), error);

      apply->n_rows++;
      if (target == NULL || !apply_row (apply, target, id, apply->redo ? before : after, apply->redo ? after : before, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }
  return step == TIE_STEP_DONE;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

static char *
make_kept_sentence (Apply *apply)
{
  guint kept = apply->kept->len;
  const char *format;
  g_autofree char *count = NULL;
  g_autoptr (GString) names = g_string_new (NULL);

  /* Translators: %1$u of %2$u; names follow after a colon */
  if (g_strcmp0 (apply->table, "link") == 0)
    format = ngettext ("%u of %u links was changed since and stays", "%u of %u links were changed since and stay", kept);
  else if (g_strcmp0 (apply->table, "contact") == 0)
    format = ngettext ("%u of %u contacts was changed since and stays", "%u of %u contacts were changed since and stay", kept);
  else if (g_strcmp0 (apply->table, "site") == 0)
    format = ngettext ("%u of %u sites was changed since and stays", "%u of %u sites were changed since and stay", kept);
  else
    format = ngettext ("%u of %u records was changed since and stays", "%u of %u records were changed since and stay", kept);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  count = g_strdup_printf (format, kept, apply->n_rows); /* all four take two numbers */
#pragma GCC diagnostic pop

  g_ptr_array_sort (apply->kept, compare_names);
  for (guint i = 0; i < MIN (kept, MAX_NAMES); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? "; " : "", (const char *) apply->kept->pdata[i]);
  if (kept > MAX_NAMES)
    g_string_append (names, "; …");
  /* Translators: the first is "3 of 22 links were changed since and stay", the second their names */
  return g_strdup_printf (_ ("%s: %s"), count, names->str);
}

static char *
make_message (Apply *apply,
              const char *sentence)
{
  if (apply->kept->len > 0)
    return make_kept_sentence (apply);
  /* Translators: %s is what was done, such as "22 links made" */
  return g_strdup_printf (apply->redo ? _ ("%s: redone") : _ ("%s: undone"), sentence);
}

static gboolean
record (Apply *apply,
        const char *sentence,
        const char *message,
        GError **error)
{
  TieActivity activity = { .what = (char *) message };
  g_autofree char *what = NULL;

  if (apply->kept->len > 0)
    {
      what = g_strdup_printf (apply->redo ? _ ("%s: redone") : _ ("%s: undone"), sentence);
      activity.what = what;
      activity.result = (char *) message;
    }
  if (!tie_activity_table_add (apply->db, &activity, error))
    return FALSE;
  if (apply->redo)
    return tie_db_run (apply->db, error, "UPDATE undo_step SET undone = NULL WHERE id = ?", "i", apply->step);
  return tie_db_run (apply->db, error, "UPDATE undo_step SET undone = (SELECT coalesce (max (undone), 0) + 1 FROM undo_step) WHERE id = ?", "i", apply->step);
}

gboolean
tie_undo_apply (TieDb *db,
                gint64 step_id,
                gboolean redo,
                guint *kept,
                char **message,
                GError **error)
{
  g_autoptr (TieUndoStep) step = tie_undo_get (db, step_id, error);
  g_autoptr (GPtrArray) targets = g_ptr_array_new_with_free_func ((GDestroyNotify) free_target);
  g_autoptr (GPtrArray) kept_names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  Apply apply = { .db = db, .step = step_id, .redo = redo, .targets = targets, .kept = kept_names };

  if (step == NULL)
    return FALSE;
  if (step->is_undone != redo)
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, redo ? _ ("This step is not undone.") : _ ("This step is undone already."));
      return FALSE;
    }

  /* Rows come in no order that suits their references; those are looked at when all are in place. */
  if (!tie_db_exec (db, "PRAGMA defer_foreign_keys = ON", error) ||
      !apply_rows (&apply, TRUE, error) ||
      !apply_rows (&apply, FALSE, error) ||
      !tie_dependents_check_step (db, step_id, error))
    return FALSE;

  text = make_message (&apply, step->sentence);
  if (!record (&apply, step->sentence, text, error))
    return FALSE;
  if (kept != NULL)
    *kept = kept_names->len;
  if (message != NULL)
    *message = g_steal_pointer (&text);
  return TRUE;
}
