/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-undo"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "store/tie-activity-table.h"
#include "store/tie-closed-period.h"
#include "store/tie-db.h"
#include "store/tie-dependents.h"
#include "store/tie-row-name.h"
#include "store/tie-undo-private.h"
#include "store/tie-undo-whole-private.h"

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
  gboolean is_whole;  /* all rows or none */
  GPtrArray *targets; /* (owned) of Target */
  guint n_rows;
  GPtrArray *kept;   /* (owned) names of rows left alone */
  const char *table; /* of all rows kept, NULL where they differ */
  char *number;      /* (owned) (nullable): the first that stays used as void */
} Apply;

static void
clear_apply (Apply *apply)
{
  g_free (apply->number);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Apply, clear_apply)

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

/* What a step over documents has touched beside them, a project's fee or a remembered number, may be another by now. */
static gboolean
may_stay (const char *table)
{
  return g_str_equal (table, "project") || g_str_equal (table, "fee_link");
}

/* Leaves a row alone, where the others may do without it.  sentence: why it cannot be put back, with its name. */
static gboolean
keep (Apply *apply,
      const char *table,
      const char *row,
      const char *sentence,
      GError **error)
{
  const TieRecordKind *kind = tie_record_kind_find (table);
  g_autofree char *name = tie_row_name_read (apply->db, &kind, row);

  if (apply->is_whole && !may_stay (table))
    {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_set_error (error, TIE_ERROR, TIE_ERROR_IN_USE, sentence, name); /* both sentences take a name */
#pragma GCC diagnostic pop
      return FALSE;
    }
  if (apply->kept->len == 0)
    apply->table = kind->table;
  else if (apply->table != kind->table)
    apply->table = NULL;
  g_ptr_array_add (apply->kept, g_steal_pointer (&name));
  return TRUE;
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
         const char *id,
         const char *row,
         GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (tie_db_run (apply->db, &local_error, target->put, "s", row))
    return tie_undo_whole_claim (apply->db, target->info->table, id, error);
  /* Another row has taken its place meanwhile, as when a customer was linked to somebody else. */
  if (sqlite3_extended_errcode (tie_db_get_handle (apply->db)) == SQLITE_CONSTRAINT_UNIQUE)
    return keep (apply, target->info->table, row, _ ("“%s” was given to another record since. Undo that first."), error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
remove_row (Apply *apply,
            Target *target,
            const char *id,
            GError **error)
{
  g_autofree char *number = NULL;
  gboolean stays = FALSE;

  if (!tie_undo_whole_release (apply->db, target->info->table, id, &stays, &number, error))
    return FALSE;
  if (apply->number == NULL)
    apply->number = g_steal_pointer (&number);
  return stays || tie_db_run (apply->db, error, target->remove, "s", id);
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

  if (!is_unchanged (apply, target, id, left, &unchanged, error) ||
      (!unchanged && left == NULL && !tie_undo_whole_is_void (apply->db, target->info->table, id, &unchanged, error)))
    return FALSE;
  if (!unchanged)
    return keep (apply, target->info->table, left != NULL ? left : wanted, _ ("“%s” was changed since. Undo that first."), error);
  return wanted != NULL ? put_row (apply, target, id, wanted, error) : remove_row (apply, target, id, error);
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
  if (apply->number != NULL)
    /* Translators: the first is what was done, such as "INV-1001 created", the second a number */
    return g_strdup_printf (apply->redo ? _ ("%s: redone; the number %s stays used, as void") : _ ("%s: undone; the number %s stays used, as void"),
                            sentence,
                            apply->number);
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
  g_autofree char *record_id = NULL;
  g_autofree char *name = NULL;

  if (!tie_undo_find_record (apply->db, apply->step, &record_id, &name, error))
    return FALSE;
  activity.record_id = record_id;
  activity.record = name;
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
  g_auto (Apply) apply = { .db = db, .step = step_id, .redo = redo, .targets = targets, .kept = kept_names };

  if (step == NULL)
    return FALSE;
  if (step->is_undone != redo)
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, redo ? _ ("This step is not undone.") : _ ("This step is undone already."));
      return FALSE;
    }

  /* Rows come in no order that suits their references; those are looked at when all are in place. */
  if (!tie_undo_check_right (db, step_id, error) ||
      !tie_db_exec (db, "PRAGMA defer_foreign_keys = ON", error) ||
      !tie_undo_whole_is (db, step_id, &apply.is_whole, error) ||
      !tie_closed_period_check_step (db, step_id, error) ||
      !apply_rows (&apply, TRUE, error) ||
      !apply_rows (&apply, FALSE, error) ||
      !tie_dependents_check_step (db, step_id, error) ||
      !tie_undo_check_administrator (db, step_id, error) ||
      (apply.is_whole && !tie_undo_whole_check (db, step_id, error)))
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
