/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-practice-data"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-csv.h"
#include "base/tie-error.h"
#include "store/tie-activity-table.h"
#include "store/tie-db.h"
#include "store/tie-migrations.h"
#include "store/tie-practice-data.h"
#include "store/tie-record-kind.h"
#include "store/tie-user-table.h"

/* Says what the folder is; one row per table with the number of its rows. */
#define CONTENTS "contents.csv"
#define FORMAT "tieout-practice"
/* Rows of a table that are held in memory at a time. */
#define ROWS_PER_PIECE 2000

/* Tables beside the kinds of records: links lean on connections, what both sides had when they met leans on links,
 * and what was done is told by the activity. */
static const char *const others[] = { "connection", "activity", "import_profile", "synced", "met", "export_batch", "export_item", "export_change" };

/* (transfer container) All tables, each behind those that its rows refer to. */
static GPtrArray *
list_tables (void)
{
  guint n_kinds;
  const TieRecordKind *kinds = tie_record_kind_list (&n_kinds);
  GPtrArray *tables = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_ptr_array_add (tables, (gpointer) others[i]);
  for (guint i = 0; i < n_kinds; i++)
    g_ptr_array_add (tables, (gpointer) kinds[i].table);
  return tables;
}

static char *
make_path (const char *folder,
           const char *table)
{
  g_autofree char *name = g_strconcat (table, ".csv", NULL);

  return g_build_filename (folder, name, NULL);
}

static void
add_columns (TieCsvWriter *csv,
             sqlite3_stmt *statement)
{
  for (int i = 0; i < sqlite3_column_count (statement); i++)
    tie_csv_writer_add (csv, (const char *) sqlite3_column_text (statement, i));
  tie_csv_writer_end_row (csv);
}

static gboolean
write_piece (TieCsvWriter *csv,
             GOutputStream *stream,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GBytes) piece = tie_csv_writer_finish (csv);

  return g_output_stream_write_all (stream, g_bytes_get_data (piece, NULL), g_bytes_get_size (piece), NULL, cancellable, error);
}

static gboolean
write_rows (TieDb *db,
            sqlite3_stmt *statement,
            GOutputStream *stream,
            GCancellable *cancellable,
            gint64 *n,
            GError **error)
{
  g_autoptr (TieCsvWriter) csv = tie_csv_writer_new (',');
  TieStep step;

  for (int i = 0; i < sqlite3_column_count (statement); i++)
    tie_csv_writer_add (csv, sqlite3_column_name (statement, i));
  tie_csv_writer_end_row (csv);
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      add_columns (csv, statement);
      if (++*n % ROWS_PER_PIECE == 0 && !write_piece (csv, stream, cancellable, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }
  return step == TIE_STEP_DONE && write_piece (csv, stream, cancellable, error);
}

/* The number of rows, -1 on error. */
static gint64
export_table (TieDb *db,
              const char *folder,
              const char *table,
              GCancellable *cancellable,
              GError **error)
{
  /* By id, so that the same practice gives the same files. */
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s ORDER BY 1, 2", table);
  g_autofree char *path = make_path (folder, table);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) stream = NULL;
  sqlite3_stmt *statement = tie_db_query (db, error, sql, "");
  gint64 n = 0;

  if (statement == NULL)
    return -1;
  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, error);
  if (stream == NULL)
    {
      sqlite3_reset (statement);
      return -1;
    }
  if (!write_rows (db, statement, G_OUTPUT_STREAM (stream), cancellable, &n, error) ||
      !g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error))
    return -1;
  return n;
}

static gboolean
prepare_folder (const char *folder,
                GError **error)
{
  g_autoptr (GDir) dir = NULL;
  g_autofree char *name = g_filename_display_basename (folder);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_FILE_READ_ONLY, "“%s” cannot be made", folder);
      return FALSE;
    }
  dir = g_dir_open (folder, 0, error);
  if (dir == NULL)
    return FALSE;
  if (g_dir_read_name (dir) == NULL)
    return TRUE;
  /* Translators: %s is the name of a folder */
  g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("There is something in “%s” already. Choose an empty folder."), name);
  return FALSE;
}

static void
add_fact (TieCsvWriter *csv,
          const char *name,
          gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  tie_csv_writer_add (csv, name);
  tie_csv_writer_add (csv, text);
  tie_csv_writer_end_row (csv);
}

gboolean
tie_practice_data_export (TieDb *db,
                          const char *folder,
                          GCancellable *cancellable,
                          gint64 *n_rows,
                          GError **error)
{
  g_autoptr (GPtrArray) tables = list_tables ();
  g_autoptr (TieCsvWriter) contents = tie_csv_writer_new (',');
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *path = g_build_filename (folder, CONTENTS, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  *n_rows = 0;
  if (!prepare_folder (folder, error))
    return FALSE;
  tie_csv_writer_add (contents, "table");
  tie_csv_writer_add (contents, "rows");
  tie_csv_writer_end_row (contents);
  add_fact (contents, FORMAT, tie_migrations_get ()->n);
  for (guint i = 0; i < tables->len; i++)
    {
      gint64 n = export_table (db, folder, tables->pdata[i], cancellable, error);

      if (n < 0)
        return FALSE;
      add_fact (contents, tables->pdata[i], n);
      *n_rows += n;
    }
  /* Last of all: a folder without it is not complete. */
  bytes = tie_csv_writer_finish (contents);
  return g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, cancellable, error);
}

/* And back. */

typedef struct
{
  TieDb *db;
  const char *table;
  GCancellable *cancellable;
  sqlite3_stmt *insert; /* (unowned) (nullable): NULL until the titles are read */
  gboolean *is_nullable; /* (owned) of each column of the file */
  guint n_columns;
  gint64 n;
} Reading;

static gboolean
fail (GError **error,
      const char *table,
      guint line,
      const char *reason)
{
  g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("%s.csv, line %u: %s"), table, line, reason);
  return FALSE;
}

static gboolean
find_column (TieDb *db,
             const char *table,
             const char *column,
             gboolean *is_nullable,
             GError **error)
{
  gint64 kind = -1;

  if (!tie_db_get_integer (db, -1, &kind, error, "SELECT NOT \"notnull\" FROM pragma_table_info (?) WHERE name = ?", "ss", table, column))
    return FALSE;
  if (kind < 0)
    {
      g_autofree char *reason = g_strdup_printf (_ ("there is no column “%s”"), column);

      return fail (error, table, 1, reason);
    }
  *is_nullable = kind != 0;
  return TRUE;
}

static gboolean
read_titles (Reading *self,
             const char *const *fields,
             guint n_fields,
             GError **error)
{
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autoptr (GString) places = g_string_new (NULL);
  g_autofree char *sql = NULL;

  self->n_columns = n_fields;
  self->is_nullable = g_new0 (gboolean, n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      if (!find_column (self->db, self->table, fields[i], &self->is_nullable[i], error))
        return FALSE;
      g_string_append_printf (columns, "%s%s", i > 0 ? ", " : "", fields[i]);
      g_string_append (places, i > 0 ? ", ?" : "?");
    }
  sql = g_strdup_printf ("INSERT INTO %s (%s) VALUES (%s)", self->table, columns->str, places->str);
  self->insert = tie_db_prepare (self->db, error, sql);
  return self->insert != NULL;
}

static gboolean
read_row (const char *const *fields,
          guint n_fields,
          guint line,
          gpointer user_data,
          GError **error)
{
  Reading *self = user_data;
  g_autoptr (GError) refused = NULL;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (self->insert == NULL)
    return read_titles (self, fields, n_fields, error);
  if (n_fields != self->n_columns)
    return fail (error, self->table, line, _ ("the row has not as many columns as the titles"));
  for (guint i = 0; i < n_fields; i++)
    {
      if (*fields[i] == '\0' && self->is_nullable[i])
        sqlite3_bind_null (self->insert, (int) i + 1);
      else
        sqlite3_bind_text (self->insert, (int) i + 1, fields[i], -1, SQLITE_STATIC);
    }
  self->n++;
  if (tie_db_step (self->db, self->insert, &refused) == TIE_STEP_DONE)
    return TRUE;
  if (g_error_matches (refused, TIE_ERROR, TIE_ERROR_FAILED)) /* a constraint: the row is none of ours */
    return fail (error, self->table, line, refused->message);
  g_propagate_error (error, g_steal_pointer (&refused));
  return FALSE;
}

/* The number of rows, -1 on error. */
static gint64
read_csv (Reading *self,
          const char *folder,
          TieCsvRowFunc func,
          gpointer data,
          GError **error)
{
  g_autofree char *path = make_path (folder, self->table);
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (GBytes) text = NULL;
  gboolean has_mark;

  if (file == NULL)
    return -1;
  whole = g_mapped_file_get_bytes (file);
  if (!g_utf8_validate_len (g_bytes_get_data (whole, NULL) != NULL ? g_bytes_get_data (whole, NULL) : "", g_bytes_get_size (whole), NULL))
    {
      fail (error, self->table, 1, _ ("the file is not UTF-8"));
      return -1;
    }
  /* As a spreadsheet leaves it. */
  has_mark = g_bytes_get_size (whole) >= 3 && memcmp (g_bytes_get_data (whole, NULL), "\xef\xbb\xbf", 3) == 0;
  text = g_bytes_new_from_bytes (whole, has_mark ? 3 : 0, g_bytes_get_size (whole) - (has_mark ? 3 : 0));
  return tie_csv_read (text, ',', func, data, error) ? self->n : -1;
}

static gint64
import_table (TieDb *db,
              const char *folder,
              const char *table,
              GCancellable *cancellable,
              GError **error)
{
  Reading self = { db, table, cancellable };
  gint64 n = read_csv (&self, folder, read_row, &self, error);

  g_free (self.is_nullable);
  return n;
}

/* What contents.csv says: rows by table. */
static gboolean
read_fact (const char *const *fields,
           guint n_fields,
           guint line,
           gpointer user_data,
           GError **error)
{
  GHashTable *facts = user_data;

  if (line > 1 && n_fields >= 2)
    g_hash_table_insert (facts, g_strdup (fields[0]), GINT_TO_POINTER ((int) g_ascii_strtoll (fields[1], NULL, 10)));
  return TRUE;
}

static GHashTable *
read_contents (const char *folder,
               GError **error)
{
  g_autoptr (GHashTable) facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reading self = { NULL, "contents", NULL };
  g_autoptr (GError) local = NULL;
  gint64 version;

  if (read_csv (&self, folder, read_fact, facts, &local) < 0 || !g_hash_table_contains (facts, FORMAT))
    {
      g_autofree char *name = g_filename_display_basename (folder);

      /* Translators: %s is the name of a folder */
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("“%s” holds no practice data, or not all of them."), name);
      return NULL;
    }
  version = GPOINTER_TO_INT (g_hash_table_lookup (facts, FORMAT));
  if (version > (gint64) tie_migrations_get ()->n)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_FILE_NEWER, "The data have version %" G_GINT64_FORMAT, version);
      return NULL;
    }
  return g_steal_pointer (&facts);
}

/* Nothing but what each practice begins with. */
static gboolean
check_empty (TieDb *db,
             GError **error)
{
  static const char *const worked_on[] = { "contact", "employee", "work_code", "expense_code", "project", "document", "entry", "payment", "link", "connection" };

  for (guint i = 0; i < G_N_ELEMENTS (worked_on); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", worked_on[i]);
      gint64 n = 0;

      if (!tie_db_get_integer (db, 0, &n, error, sql, ""))
        return FALSE;
      if (n > 0)
        {
          g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("This practice is not empty. Make a new one and bring the data into that."));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
make_room (TieDb *db,
           GPtrArray *tables,
           GError **error)
{
  for (guint i = tables->len; i > 0; i--)
    {
      g_autofree char *sql = g_strdup_printf ("DELETE FROM %s", (const char *) tables->pdata[i - 1]);

      if (!tie_db_run (db, error, sql, ""))
        return FALSE;
    }
  return tie_db_run (db, error, "DELETE FROM undo_row", "") && tie_db_run (db, error, "DELETE FROM undo_step", "");
}

/* The file is told by name, the row is not: its reference leads nowhere. */
static gboolean
check_references (TieDb *db,
                  GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *table = tie_db_get_text (db, &local, "SELECT \"table\" FROM pragma_foreign_key_check () LIMIT 1", "");

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (table == NULL)
    return TRUE;
  g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("%s.csv: a row refers to one that is not among the data."), table);
  return FALSE;
}

gboolean
tie_practice_data_import (TieDb *db,
                          const char *folder,
                          GCancellable *cancellable,
                          gint64 *n_rows,
                          GError **error)
{
  g_autoptr (GPtrArray) tables = list_tables ();
  g_autoptr (GHashTable) contents = read_contents (folder, error);
  TieActivity activity = { .what = (char *) _ ("Practice data imported") };

  *n_rows = 0;
  if (contents == NULL || !check_empty (db, error) || !tie_db_exec (db, "PRAGMA defer_foreign_keys = ON", error) || !make_room (db, tables, error))
    return FALSE;
  tie_db_touch (db, (TieStoreArea) ~0);
  for (guint i = 0; i < tables->len; i++)
    {
      const char *table = tables->pdata[i];
      gint64 n;

      if (!g_hash_table_contains (contents, table)) /* of a program that did not have it yet */
        continue;
      n = import_table (db, folder, table, cancellable, error);
      if (n < 0)
        return FALSE;
      if (n != GPOINTER_TO_INT (g_hash_table_lookup (contents, table)))
        {
          g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("%s.csv does not have as many rows as were exported."), table);
          return FALSE;
        }
      *n_rows += n;
    }
  return check_references (db, error) && tie_user_table_make_administrator (db, error) && tie_activity_table_add (db, &activity, error);
}
