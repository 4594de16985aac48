/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-undo-whole"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "model/tie-number-series.h"
#include "store/tie-db.h"
#include "store/tie-number-table.h"
#include "store/tie-undo-whole-private.h"

gboolean
tie_undo_whole_is (TieDb *db,
                   gint64 step,
                   gboolean *is_whole,
                   GError **error)
{
  gint64 count = 0;

  /* Marks on documents (sent, approved) stand alone; contents, and all that moves money, do not. */
  if (!tie_db_get_integer (db,
                           0,
                           &count,
                           error,
                           "SELECT EXISTS (SELECT 1 FROM undo_row WHERE step = ? AND (tbl IN ('document_line', 'distribution', 'payment', 'allocation')"
                           " OR (tbl = 'document' AND (before IS NULL OR after IS NULL"
                           " OR json_extract (before, '$.total') <> json_extract (after, '$.total')"
                           " OR json_extract (before, '$.is_void') <> json_extract (after, '$.is_void')))))",
                           "i",
                           step))
    return FALSE;
  *is_whole = count > 0;
  return TRUE;
}

/* The series that numbered the row; NULL without error for rows that none numbers. */
static char *
find_series (TieDb *db,
             const char *table,
             const char *id,
             char **number,
             GError **error)
{
  if (g_str_equal (table, "payment"))
    {
      *number = tie_db_get_text (db, error, "SELECT number FROM payment WHERE id = ? AND number <> ''", "s", id);
      return *number != NULL ? g_strdup (TIE_NUMBER_SERIES_PAYMENT) : NULL;
    }
  if (g_str_equal (table, "document"))
    {
      *number = tie_db_get_text (db, error, "SELECT number FROM document WHERE id = ? AND number <> '' AND kind <> 'supplier'", "s", id);
      return *number != NULL ? tie_db_get_text (db, error, "SELECT kind FROM document WHERE id = ?", "s", id) : NULL;
    }
  return NULL;
}

gboolean
tie_undo_whole_release (TieDb *db,
                        const char *table,
                        const char *id,
                        gboolean *stays,
                        char **number,
                        GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *found = NULL;
  g_autofree char *series = find_series (db, table, id, &found, &local_error);

  *stays = FALSE;
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (series == NULL)
    return TRUE;
  if (!tie_number_table_release (db, series, found, stays, error))
    return FALSE;
  if (!*stays)
    return TRUE;
  *number = g_steal_pointer (&found);
  if (g_str_equal (table, "payment"))
    return tie_db_run (db, error, "UPDATE payment SET is_void = 1, amount = 0 WHERE id = ?", "s", id);
  return tie_db_run (db,
                     error,
                     "UPDATE document SET is_void = 1, stage = 'invoiced', freight = 0, discount = 0, subtotal = 0, tax = 0, total = 0, wip = 0 WHERE id = ?",
                     "s",
                     id);
}

gboolean
tie_undo_whole_is_void (TieDb *db,
                        const char *table,
                        const char *id,
                        gboolean *is_void,
                        GError **error)
{
  gint64 value = 0;
  gboolean ok = TRUE;

  if (g_str_equal (table, "payment"))
    ok = tie_db_get_integer (db, 0, &value, error, "SELECT is_void FROM payment WHERE id = ?", "s", id);
  else if (g_str_equal (table, "document"))
    ok = tie_db_get_integer (db, 0, &value, error, "SELECT is_void FROM document WHERE id = ?", "s", id);
  *is_void = value != 0;
  return ok;
}

gboolean
tie_undo_whole_claim (TieDb *db,
                      const char *table,
                      const char *id,
                      GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *number = NULL;
  g_autofree char *series = find_series (db, table, id, &number, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return series == NULL || tie_number_table_claim (db, series, number, error);
}

/* Number and what is applied, of a row that the step changed or whose applications it changed. */
#define OVER_APPLIED(table, total, column)                                                                                    \
  "SELECT number, paid FROM (SELECT r.number, r." total " AS total,"                                                          \
  " coalesce ((SELECT sum (a.amount) FROM allocation a WHERE a." column " = r.id), 0) AS paid FROM " table " r"               \
  " WHERE r.id IN (SELECT row_id FROM undo_row WHERE step = ?1 AND tbl = '" table "'"                                         \
  " UNION SELECT x." column " FROM undo_row u JOIN allocation x ON x.id = u.row_id WHERE u.step = ?1 AND u.tbl = 'allocation'))" \
  " WHERE paid > total LIMIT 1"

static const char *const over_applied[] = {
  OVER_APPLIED ("document", "total", "document"),
  OVER_APPLIED ("document", "total", "credit"),
  OVER_APPLIED ("payment", "amount", "payment"),
  OVER_APPLIED ("payment", "amount", "refund"),
};

gboolean
tie_undo_whole_check (TieDb *db,
                      gint64 step_id,
                      GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (over_applied); i++)
    {
      sqlite3_stmt *statement = tie_db_query (db, error, over_applied[i], "i", step_id);
      TieStep step = statement != NULL ? tie_db_step (db, statement, error) : TIE_STEP_ERROR;

      if (step == TIE_STEP_ROW)
        {
          g_autofree char *amount = tie_money_to_words (sqlite3_column_int64 (statement, 1));

          /* Translators: the first %s is the number of a document or payment, the second an amount */
          g_set_error (error, TIE_ERROR, TIE_ERROR_IN_USE, _ ("%s has payments of %s by now, which is more than it would have. Undo those first."), tie_db_column_text (statement, 0), amount);
          sqlite3_reset (statement);
        }
      if (step != TIE_STEP_DONE)
        return FALSE;
    }
  return TRUE;
}
