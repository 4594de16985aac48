/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-dependents"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "model/tie-contact.h"
#include "model/tie-number-series.h"
#include "store/tie-db.h"
#include "store/tie-dependents-private.h"
#include "store/tie-row-name.h"

typedef struct
{
  const TieRecordKind *kind;
  char *id; /* (owned) */
} Row;

static void
free_row (Row *row)
{
  g_free (row->id);
  g_free (row);
}

static gboolean
has_row (GPtrArray *rows,
         const TieRecordKind *kind,
         const char *id)
{
  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = rows->pdata[i];

      if (row->kind == kind && g_str_equal (row->id, id))
        return TRUE;
    }
  return FALSE;
}

static void
add_row (GPtrArray *rows,
         const TieRecordKind *kind,
         const char *id)
{
  Row *row = g_new0 (Row, 1);

  row->kind = kind;
  row->id = g_strdup (id);
  g_ptr_array_add (rows, row);
}

static sqlite3_stmt *
query_users (TieDb *db,
             const TieReference *reference,
             const char *id,
             GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE %s = ?", reference->kind->table, reference->field->name);

  return tie_db_query (db, error, sql, "s", id);
}

static gboolean
add_parts (TieDb *db,
           GPtrArray *rows,
           const TieReference *reference,
           const char *id,
           GError **error)
{
  sqlite3_stmt *statement = query_users (db, reference, id, error);
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      const char *part = tie_db_column_text (statement, 0);

      if (!has_row (rows, reference->kind, part)) /* a distribution is part of its document and of its line */
        add_row (rows, reference->kind, part);
    }
  return step == TIE_STEP_DONE;
}

/* The record, its parts, their parts. */
static GPtrArray *
collect_rows (TieDb *db,
              const TieRecordKind *kind,
              const char *id,
              GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) free_row);
  guint n;
  const TieReference *references = tie_record_kind_list_references (&n);

  add_row (rows, kind, id);
  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = rows->pdata[i];

      for (guint r = 0; r < n; r++)
        {
          if (references[r].target == row->kind && (references[r].field->flags & TIE_FIELD_PART) != 0 &&
              !add_parts (db, rows, &references[r], row->id, error))
            return NULL;
        }
    }
  return g_steal_pointer (&rows);
}

char *
tie_dependents_make_sentence (TieDb *db,
                              const char *name,
                              const TieRecordKind *user_kind,
                              const char *user_id)
{
  g_autofree char *user = tie_row_name_get (db, &user_kind, user_id);
  const char *format = user_kind->used_by != NULL ? _ (user_kind->used_by) : _ ("“%s” is used by “%s”.");

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, name, user != NULL ? user : ""); /* all sentences of the kinds take two names */
#pragma GCC diagnostic pop
}

static gboolean
is_archived_kind (const TieRecordKind *kind)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (kind->get_type ());

  return tie_record_find_field (TIE_RECORD_CLASS (klass), "archived") > 0;
}

static void
set_in_use (TieDb *db,
            const Row *root,
            const Row *used,
            const TieRecordKind *user_kind,
            const char *user_id,
            GError **error)
{
  const TieRecordKind *kind = used->kind;
  g_autofree char *name = tie_row_name_get (db, &kind, used->id);
  g_autofree char *sentence = tie_dependents_make_sentence (db, name, user_kind, user_id);

  if (is_archived_kind (root->kind))
    /* Translators: %s is a sentence such as “Alder, Kim” is used by the project “2025 Form 1040”. */
    g_set_error (error, TIE_ERROR, TIE_ERROR_IN_USE, _ ("%s Archive it instead."), sentence);
  else
    g_set_error_literal (error, TIE_ERROR, TIE_ERROR_IN_USE, sentence);
}

/* Whether nothing but the rows themselves refers to one of them. */
static gboolean
check_users (TieDb *db,
             GPtrArray *rows,
             const Row *row,
             const TieReference *reference,
             GError **error)
{
  sqlite3_stmt *statement = query_users (db, reference, row->id, error);
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      g_autofree char *user = tie_db_dup_column (statement, 0);

      if (has_row (rows, reference->kind, user))
        continue;
      sqlite3_reset (statement);
      set_in_use (db, rows->pdata[0], row, reference->kind, user, error);
      return FALSE;
    }
  return step == TIE_STEP_DONE;
}

/* A state of 1 or 2 is queued or sending. */
static gboolean
check_not_sending (TieDb *db,
                   const Row *row,
                   GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *label = tie_db_get_text (db, &local_error, "SELECT label FROM outbox WHERE local_id = ? AND state IN (1, 2) LIMIT 1", "s", row->id);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (label != NULL)
    {
      const TieRecordKind *kind = row->kind;
      g_autofree char *name = tie_row_name_get (db, &kind, row->id);

      g_set_error (error, TIE_ERROR, TIE_ERROR_IN_USE, _ (TIE_DEPENDENTS_SENDING), name, label);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_row (TieDb *db,
           GPtrArray *rows,
           const Row *row,
           GError **error)
{
  guint n;
  const TieReference *references = tie_record_kind_list_references (&n);

  for (guint r = 0; r < n; r++)
    {
      if (references[r].target == row->kind && !check_users (db, rows, row, &references[r], error))
        return FALSE;
    }
  return !row->kind->is_linked || check_not_sending (db, row, error);
}

static gboolean
delete_row (TieDb *db,
            const Row *row,
            GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE id = ?", row->kind->table);

  tie_db_touch (db, row->kind->area);
  if (row->kind->is_linked)
    {
      if (!tie_db_run (db, error, "DELETE FROM refusal WHERE local_id = ?", "s", row->id) ||
          !tie_db_run (db, error, "DELETE FROM link WHERE local_id = ?", "s", row->id))
        return FALSE;
      if (tie_db_get_changes (db) > 0)
        tie_db_touch (db, TIE_STORE_AREA_LINKS);
    }
  if (row->kind->get_type == tie_contact_get_type &&
      !tie_db_run (db, error, "DELETE FROM not_double WHERE connection IS NULL AND ? IN (first_id, second_id)", "s", row->id))
    return FALSE;
  return tie_db_run (db, error, sql, "s", row->id);
}

/* Users before those whom they use: the list of kinds backwards. */
static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const Row *row_a = *(const Row *const *) a;
  const Row *row_b = *(const Row *const *) b;

  return row_a->kind < row_b->kind ? 1 : row_a->kind > row_b->kind ? -1 : 0;
}

gboolean
tie_dependents_delete (TieDb *db,
                       GType type,
                       const char *id,
                       GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (type == TIE_TYPE_NUMBER_SERIES)
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_IN_USE, _ ("A number series cannot be deleted: new documents take their numbers from it."));
      return FALSE;
    }
  rows = collect_rows (db, tie_record_kind_of (type), id, error);
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      if (!check_row (db, rows, rows->pdata[i], error))
        return FALSE;
    }
  g_ptr_array_sort (rows, compare_rows);
  for (guint i = 0; i < rows->len; i++)
    {
      if (!delete_row (db, rows->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
replace_reference (TieDb *db,
                   const TieReference *reference,
                   const char *from,
                   const char *to,
                   GError **error)
{
  const char *table = reference->kind->table;
  const char *column = reference->field->name;
  g_autofree char *move = g_strdup_printf ("UPDATE %s SET %s = ? WHERE %s = ?", table, column, column);
  g_autofree char *free_self = g_strdup_printf ("UPDATE %s SET %s = NULL WHERE %s = id AND id = ?", table, column, column);

  if (!tie_db_run (db, error, move, "ss", to, from))
    return FALSE;
  if (tie_db_get_changes (db) > 0)
    tie_db_touch (db, reference->kind->area);
  /* Nobody is in care of himself. */
  return reference->kind != reference->target || tie_db_run (db, error, free_self, "s", to);
}

gboolean
tie_dependents_replace (TieDb *db,
                        GType type,
                        const char *from,
                        const char *to,
                        GError **error)
{
  const TieRecordKind *kind = tie_record_kind_of (type);
  guint n;
  const TieReference *references = tie_record_kind_list_references (&n);

  for (guint r = 0; r < n; r++)
    {
      if (references[r].target == kind && !replace_reference (db, &references[r], from, to, error))
        return FALSE;
    }
  return TRUE;
}
