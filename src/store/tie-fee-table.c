/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-table"
#include "config.h"

#include "base/tie-date.h"
#include "base/tie-random.h"
#include "store/tie-db.h"
#include "store/tie-fee-table.h"

void
tie_fee_file_info_free (TieFeeFileInfo *info)
{
  g_free (info->id);
  g_free (info->uri);
  g_free (info->label);
  g_free (info->sha256);
  g_free (info->as_of);
  g_free (info->format);
  g_free (info->stamp);
  g_free (info->read_at);
  g_free (info->problem);
  g_free (info);
}

GPtrArray *
tie_fee_table_list_files (TieDb *db,
                          GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_fee_file_info_free);
  sqlite3_stmt *statement = tie_db_query (db, error, "SELECT id, uri, label, sha256, as_of, format, stamp, read_at, n_rows, n_bad, code, problem FROM fee_file"
                                                     " ORDER BY as_of DESC, id DESC",
                                          "");
  TieStep step;

  if (statement == NULL)
    return NULL;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      TieFeeFileInfo *info = g_new0 (TieFeeFileInfo, 1);

      info->id = tie_db_dup_column (statement, 0);
      info->uri = tie_db_dup_column (statement, 1);
      info->label = tie_db_dup_column (statement, 2);
      info->sha256 = tie_db_dup_column (statement, 3);
      info->as_of = tie_db_dup_column (statement, 4);
      info->format = tie_db_dup_column (statement, 5);
      info->stamp = tie_db_dup_column (statement, 6);
      info->read_at = tie_db_dup_column (statement, 7);
      info->n_rows = (guint) sqlite3_column_int64 (statement, 8);
      info->n_bad = (guint) sqlite3_column_int64 (statement, 9);
      info->code = (guint) sqlite3_column_int64 (statement, 10);
      info->problem = tie_db_dup_column (statement, 11);
      g_ptr_array_add (files, info);
    }
  return step == TIE_STEP_DONE ? g_steal_pointer (&files) : NULL;
}

gboolean
tie_fee_table_remove_file (TieDb *db,
                           const char *id,
                           GError **error)
{
  tie_db_touch (db, TIE_STORE_AREA_FEES);
  return tie_db_run (db, error, "DELETE FROM fee_row WHERE file = ?", "s", id) &&
         tie_db_run (db, error, "DELETE FROM fee_file WHERE id = ?", "s", id);
}

static gboolean
add_row (TieDb *db,
         const char *file,
         const TieFeeRow *row,
         GError **error)
{
  const char module[2] = { row->module, '\0' };

  return tie_db_run (db, error, "INSERT INTO fee_row (file, line, client_number, client_key, module, tax_year, name, tin, has_amount, has_bad_parts, amount,"
                                " previous_balance, invoice_number, invoice_date, calculated_at, status, problem, problem_text)"
                                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     "sitttittiiiittttit",
                     file,
                     (gint64) row->line,
                     row->client_number,
                     row->client_key,
                     module,
                     (gint64) row->tax_year,
                     row->name,
                     row->tin,
                     (gint64) row->has_amount,
                     (gint64) row->has_bad_parts,
                     row->amount,
                     row->previous_balance,
                     row->invoice_number,
                     row->invoice_date,
                     row->calculated_at,
                     row->status,
                     (gint64) row->problem,
                     row->problem_text);
}

gboolean
tie_fee_table_save_file (TieDb *db,
                         TieFeeFileInfo *info,
                         const TieFeeRows *rows,
                         GError **error)
{
  g_autofree char *now = tie_date_now ();
  g_autofree char *known = NULL;
  g_autoptr (GError) local_error = NULL;

  known = tie_db_get_text (db, &local_error, "SELECT id FROM fee_file WHERE uri = ?", "s", info->uri);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (known != NULL && !tie_fee_table_remove_file (db, known, error))
    return FALSE;
  g_free (info->id);
  info->id = tie_random_ordered_uuid ();
  tie_db_touch (db, TIE_STORE_AREA_FEES);
  if (!tie_db_run (db, error, "INSERT INTO fee_file (id, uri, label, sha256, as_of, format, stamp, read_at, n_rows, n_bad, code, problem)"
                              " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                   "sssstttsiiit",
                   info->id,
                   info->uri,
                   info->label,
                   info->sha256,
                   info->as_of,
                   info->format,
                   info->stamp,
                   now,
                   (gint64) info->n_rows,
                   (gint64) info->n_bad,
                   (gint64) info->code,
                   info->problem))
    return FALSE;
  for (guint i = 0; rows != NULL && i < tie_fee_rows_get_n (rows); i++)
    {
      if (!add_row (db, info->id, tie_fee_rows_get (rows, i), error))
        return FALSE;
    }
  return TRUE;
}

#define ROWS "SELECT r.file, f.label, f.as_of, r.line, r.client_number, r.client_key, r.module, r.tax_year, r.name, r.tin, r.has_amount, r.has_bad_parts," \
             " r.amount, r.previous_balance, r.invoice_number, r.invoice_date, r.calculated_at, r.status, r.problem, r.problem_text" \
             " FROM fee_row r JOIN fee_file f ON f.id = r.file"
#define ROWS_ORDER " ORDER BY f.as_of DESC, f.id DESC, r.line"

static TieFeeRows *
read_rows (TieDb *db,
           sqlite3_stmt *statement,
           GError **error)
{
  g_autoptr (TieFeeRows) rows = tie_fee_rows_new ();
  TieStep step;

  if (statement == NULL)
    return NULL;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      TieFeeRow row = {
        .file = tie_db_column_text (statement, 0),
        .label = tie_db_column_text (statement, 1),
        .as_of = tie_db_column_text (statement, 2),
        .line = (guint) sqlite3_column_int64 (statement, 3),
        .client_number = tie_db_column_text (statement, 4),
        .client_key = tie_db_column_text (statement, 5),
        .module = *tie_db_column_text (statement, 6),
        .tax_year = (guint) sqlite3_column_int64 (statement, 7),
        .name = tie_db_column_text (statement, 8),
        .tin = tie_db_column_text (statement, 9),
        .has_amount = sqlite3_column_int64 (statement, 10) != 0,
        .has_bad_parts = sqlite3_column_int64 (statement, 11) != 0,
        .amount = sqlite3_column_int64 (statement, 12),
        .previous_balance = sqlite3_column_int64 (statement, 13),
        .invoice_number = tie_db_column_text (statement, 14),
        .invoice_date = tie_db_column_text (statement, 15),
        .calculated_at = tie_db_column_text (statement, 16),
        .status = tie_db_column_text (statement, 17),
        .problem = (guint) sqlite3_column_int64 (statement, 18),
        .problem_text = tie_db_column_text (statement, 19),
      };

      tie_fee_rows_add (rows, &row);
    }
  return step == TIE_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

TieFeeRows *
tie_fee_table_list_key (TieDb *db,
                        const char *client_key,
                        GError **error)
{
  return read_rows (db, tie_db_query (db, error, ROWS " WHERE r.client_key = ?" ROWS_ORDER, "s", client_key), error);
}

TieFeeRows *
tie_fee_table_list_years (TieDb *db,
                          guint first,
                          guint last,
                          char module,
                          GError **error)
{
  const char letter[2] = { module, '\0' };

  return read_rows (db, tie_db_query (db, error, ROWS " WHERE r.tax_year BETWEEN ?1 AND ?2 AND (?3 = '' OR r.module = ?3)" ROWS_ORDER, "iis", (gint64) first, (gint64) last, letter), error);
}

TieFeeRows *
tie_fee_table_list_file (TieDb *db,
                         const char *file,
                         GError **error)
{
  return read_rows (db, tie_db_query (db, error, ROWS " WHERE r.file = ?" ROWS_ORDER, "s", file), error);
}

/* A link of the same return first, else none: a number belongs to a module. */
#define PROJECTS "SELECT p.id, p.name, c.id, c.name, c.number, coalesce (l.client_key, ''), coalesce (l.tin, ''), p.return_type, p.tax_year, p.estimated_fee," \
                 " coalesce ((SELECT max (b.estimated_fee) FROM project b WHERE b.contact = p.contact AND b.return_type = p.return_type AND b.tax_year = p.tax_year - 1), 0)," \
                 " coalesce ((SELECT i.fee FROM fee_import i WHERE i.project = p.id ORDER BY i.moment DESC, i.id DESC LIMIT 1), -1)," \
                 " coalesce ((SELECT max (i.moment) FROM fee_import i WHERE i.project = p.id), '')," \
                 " coalesce ((SELECT max (e.date) FROM entry e WHERE e.project = p.id), '')," \
                 " EXISTS (SELECT 1 FROM fee_import i JOIN document d ON d.id = i.document WHERE i.project = p.id AND d.is_void = 0)" \
                 " FROM project p JOIN contact c ON c.id = p.contact" \
                 " LEFT JOIN fee_link l ON l.id = (SELECT k.id FROM fee_link k WHERE k.contact = p.contact AND k.module = p.return_type ORDER BY k.client_key LIMIT 1)"

static gboolean
read_projects (TieDb *db,
               sqlite3_stmt *statement,
               TieFeeProjectFunc func,
               gpointer user_data,
               GError **error)
{
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      TieFeeProject project = {
        .id = tie_db_column_text (statement, 0),
        .name = tie_db_column_text (statement, 1),
        .contact = tie_db_column_text (statement, 2),
        .contact_name = tie_db_column_text (statement, 3),
        .number = tie_db_column_text (statement, 4),
        .link_key = tie_db_column_text (statement, 5),
        .link_tin = tie_db_column_text (statement, 6),
        .module = *tie_db_column_text (statement, 7),
        .tax_year = (guint) sqlite3_column_int64 (statement, 8),
        .estimated_fee = sqlite3_column_int64 (statement, 9),
        .last_fee = sqlite3_column_int64 (statement, 10),
        .imported_fee = sqlite3_column_int64 (statement, 11),
        .imported_at = tie_db_column_text (statement, 12),
        .last_entry = tie_db_column_text (statement, 13),
        .is_invoiced = sqlite3_column_int64 (statement, 14) != 0,
      };

      func (&project, user_data);
    }
  return step == TIE_STEP_DONE;
}

gboolean
tie_fee_table_read_projects (TieDb *db,
                             guint tax_year,
                             TieFeeProjectFunc func,
                             gpointer user_data,
                             GError **error)
{
  return read_projects (db, tie_db_query (db, error, PROJECTS " WHERE p.archived = 0 AND (?1 = 0 OR p.tax_year = ?1) ORDER BY c.sort_key, p.sort_key, p.id", "i", (gint64) tax_year),
                        func, user_data, error);
}

gboolean
tie_fee_table_read_project (TieDb *db,
                            const char *project,
                            TieFeeProjectFunc func,
                            gpointer user_data,
                            GError **error)
{
  return read_projects (db, tie_db_query (db, error, PROJECTS " WHERE p.id = ?", "s", project), func, user_data, error);
}

char *
tie_fee_table_find_link (TieDb *db,
                         const char *client_key,
                         char module,
                         GError **error)
{
  const char letter[2] = { module, '\0' };

  return tie_db_get_text (db, error, "SELECT id FROM fee_link WHERE client_key = ? AND module = ?", "ss", client_key, letter);
}

char *
tie_fee_table_find_import (TieDb *db,
                           const char *project,
                           GError **error)
{
  return tie_db_get_text (db, error, "SELECT i.id FROM fee_import i LEFT JOIN document d ON d.id = i.document WHERE i.project = ?"
                                     " ORDER BY coalesce (d.is_void, 0), i.document IS NULL, i.moment DESC, i.id DESC LIMIT 1",
                          "s",
                          project);
}
