/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-record-table"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "model/tie-term.h"
#include "store/tie-db.h"
#include "store/tie-dependents.h"
#include "store/tie-record-kind.h"
#include "store/tie-record-table-private.h"

/* What is said to SQLite about one kind, made once from its table of fields. */
typedef struct
{
  char *select; /* id and the fields, without condition */
  char *list;
  char *get;
  char *count;
  char *save;
} RecordSql;

static gboolean
is_text (const TieField *field)
{
  return field->type <= TIE_FIELD_REFERENCE;
}

static RecordSql *
make_sql (TieRecordClass *klass)
{
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autoptr (GString) places = g_string_new (NULL);
  g_autoptr (GString) updates = g_string_new (NULL);
  RecordSql *sql = g_new0 (RecordSql, 1);

  for (guint i = 1; i < klass->n_fields; i++)
    {
      const char *name = klass->fields[i].name;

      g_string_append_printf (columns, ", %s", name);
      g_string_append (places, ", ?");
      g_string_append_printf (updates, ", %s = excluded.%s", name, name);
    }
  sql->select = g_strdup_printf ("SELECT id%s FROM %s", columns->str, klass->table);
  sql->list = g_strdup_printf ("%s ORDER BY sort_key, id", sql->select);
  sql->get = g_strdup_printf ("%s WHERE id = ?", sql->select);
  sql->count = g_strdup_printf ("SELECT count(*) FROM %s", klass->table);
  sql->save = g_strdup_printf ("INSERT INTO %s (id, sort_key%s) VALUES (?, ?%s) ON CONFLICT (id) DO UPDATE SET sort_key = excluded.sort_key%s",
                               klass->table,
                               columns->str,
                               places->str,
                               updates->str);
  return sql;
}

/* Kept with the type for as long as the program runs. */
static const RecordSql *
get_sql (GType type)
{
  static GMutex mutex;
  static GQuark quark;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  g_autoptr (GTypeClass) klass = NULL;
  RecordSql *sql;

  if (quark == 0)
    quark = g_quark_from_static_string ("tie-record-sql");
  sql = g_type_get_qdata (type, quark);
  if (sql == NULL)
    {
      klass = g_type_class_ref (type);
      sql = make_sql (TIE_RECORD_CLASS (klass));
      g_type_set_qdata (type, quark, sql);
    }
  return sql;
}

static TieRecord *
read_record (GType type,
             sqlite3_stmt *statement)
{
  TieRecord *record = tie_record_new (type, tie_db_column_text (statement, 0));
  TieRecordClass *klass = TIE_RECORD_GET_CLASS (record);

  for (guint i = 1; i < klass->n_fields; i++)
    {
      if (is_text (&klass->fields[i]))
        tie_record_set_text (record, i, (const char *) sqlite3_column_text (statement, (int) i));
      else
        tie_record_set_integer (record, i, sqlite3_column_int64 (statement, (int) i));
    }
  return record;
}

static GPtrArray *
read_all (TieDb *db,
          GType type,
          sqlite3_stmt *statement,
          GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  TieStep step;

  if (statement == NULL)
    return NULL;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    g_ptr_array_add (records, read_record (type, statement));
  return step == TIE_STEP_DONE ? g_steal_pointer (&records) : NULL;
}

gpointer
tie_record_table_get (TieDb *db,
                      GType type,
                      const char *id,
                      GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error, get_sql (type)->get, "s", id);
  TieRecord *record = NULL;
  TieStep step;

  if (statement == NULL)
    return NULL;
  step = tie_db_step (db, statement, error);
  if (step == TIE_STEP_ROW)
    record = read_record (type, statement);
  else if (step == TIE_STEP_DONE)
    g_set_error (error, TIE_ERROR, TIE_ERROR_NOT_FOUND, _ ("The record was deleted meanwhile."));
  sqlite3_reset (statement);
  return record;
}

GPtrArray *
tie_record_table_list (TieDb *db,
                       GType type,
                       GError **error)
{
  return read_all (db, type, tie_db_query (db, error, get_sql (type)->list, ""), error);
}

GPtrArray *
tie_record_table_list_where (TieDb *db,
                             GType type,
                             guint field,
                             const char *text,
                             GError **error)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (type);
  g_autofree char *sql = NULL;

  g_return_val_if_fail (field > 0 && field < TIE_RECORD_CLASS (klass)->n_fields, NULL);

  sql = g_strdup_printf ("%s WHERE %s = ? ORDER BY sort_key, id", get_sql (type)->select, TIE_RECORD_CLASS (klass)->fields[field].name);
  return read_all (db, type, tie_db_query (db, error, sql, "t", text), error);
}

GPtrArray *
tie_record_table_list_clause (TieDb *db,
                              GType type,
                              const char *clause,
                              const char *const *texts,
                              guint n,
                              GError **error)
{
  g_autofree char *sql = g_strdup_printf ("%s %s", get_sql (type)->select, clause);
  sqlite3_stmt *statement = tie_db_prepare (db, error, sql);

  if (statement == NULL)
    return NULL;
  for (guint i = 0; i < n; i++)
    sqlite3_bind_text (statement, (int) i + 1, texts[i], -1, SQLITE_TRANSIENT);
  return read_all (db, type, statement, error);
}

gint64
tie_record_table_count (TieDb *db,
                        GType type,
                        GError **error)
{
  gint64 count = 0;

  return tie_db_get_integer (db, 0, &count, error, get_sql (type)->count, "") ? count : -1;
}

static char *
make_sort_key (TieRecord *record)
{
  guint field = tie_record_class_get_sort_field (TIE_RECORD_GET_CLASS (record));

  if (field == 0)
    return g_strdup ("");
  if (is_text (tie_record_get_field (record, field)))
    return tie_text_fold (tie_record_get_text (record, field));
  return g_strdup_printf ("%019" G_GINT64_FORMAT, tie_record_get_integer (record, field));
}

/* Contacts name their terms in words. */
static gboolean
rename_terms (TieDb *db,
              TieRecord *term,
              GError **error)
{
  if (!tie_db_run (db, error, "UPDATE contact SET terms = ?1 WHERE terms = (SELECT name FROM term WHERE id = ?2 AND name <> ?1)", "ss",
                   tie_record_get_text (term, TIE_TERM_NAME),
                   tie_record_get_id (term)))
    return FALSE;
  if (tie_db_get_changes (db) > 0)
    tie_db_touch (db, TIE_STORE_AREA_CONTACTS);
  return TRUE;
}

gboolean
tie_record_table_save (TieDb *db,
                       TieRecord *record,
                       GError **error)
{
  TieRecordClass *klass = TIE_RECORD_GET_CLASS (record);
  g_autofree char *sort_key = NULL;
  sqlite3_stmt *statement;

  if (!tie_record_validate (record, error))
    return FALSE;
  if (TIE_IS_TERM (record) && !rename_terms (db, record, error))
    return FALSE;
  statement = tie_db_prepare (db, error, get_sql (G_OBJECT_TYPE (record))->save);
  if (statement == NULL)
    return FALSE;

  tie_db_touch (db, tie_record_kind_of (G_OBJECT_TYPE (record))->area);
  sort_key = make_sort_key (record);
  /* Nothing is copied: record and key outlive the step.  The statement keeps no pointer, as it is bound anew each time. */
  sqlite3_bind_text (statement, 1, tie_record_get_id (record), -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, sort_key, -1, SQLITE_STATIC);
  for (guint i = 1; i < klass->n_fields; i++)
    {
      if (is_text (&klass->fields[i]))
        sqlite3_bind_text (statement, (int) i + 2, tie_record_get_text (record, i), -1, SQLITE_STATIC);
      else
        sqlite3_bind_int64 (statement, (int) i + 2, tie_record_get_integer (record, i));
    }
  return tie_db_step (db, statement, error) == TIE_STEP_DONE;
}

gboolean
tie_record_table_delete (TieDb *db,
                         GType type,
                         const char *id,
                         GError **error)
{
  g_autoptr (TieRecord) record = tie_record_table_get (db, type, id, error);

  return record != NULL && tie_dependents_delete (db, type, id, error);
}
