/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-comparison-table"
#include "config.h"

#include "store/tie-activity-table.h"
#include "store/tie-comparison-private.h"

void
tie_comparison_free (TieComparison *self)
{
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  g_clear_pointer (&self->elsewhere, g_ptr_array_unref);
  g_free (self->last_read);
  g_free (self);
}

static TieComparisonLine
find_line (TieKind kind)
{
  switch (kind)
    {
    case TIE_KIND_SALES_INVOICE:
      return TIE_COMPARISON_INVOICES;
    case TIE_KIND_SALES_CREDIT:
      return TIE_COMPARISON_CREDITS;
    case TIE_KIND_RECEIPT:
      return TIE_COMPARISON_PAYMENTS;
    case TIE_KIND_SUPPLIER_PAYMENT:
      return TIE_COMPARISON_PAID;
    case TIE_KIND_REFUND:
    case TIE_KIND_REFUND_RECEIPT:
      return TIE_COMPARISON_REFUNDS;
    default:
      return TIE_COMPARISON_SUPPLIERS;
    }
}

/* What an amount of that kind does to what customers owe. */
static int
find_sign (TieKind kind)
{
  if (kind == TIE_KIND_SALES_INVOICE || kind == TIE_KIND_REFUND)
    return 1;
  return kind == TIE_KIND_SALES_CREDIT || kind == TIE_KIND_RECEIPT ? -1 : 0;
}

static gboolean
add_up (TieDb *db,
        TieComparison *self,
        const char *sql,
        const char *connection,
        const char *from,
        const char *until,
        gboolean is_here,
        GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error, sql, "sts", connection, from, until);
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      TieKind kind = (TieKind) sqlite3_column_int (statement, 0);
      TieComparisonLine line = find_line (kind);
      gint64 n = sqlite3_column_int64 (statement, 1);
      gint64 inside = sqlite3_column_int64 (statement, 2);
      gint64 owed = find_sign (kind) * sqlite3_column_int64 (statement, 3);

      *(is_here ? &self->lines[line].n_here : &self->lines[line].n_there) += n;
      *(is_here ? &self->lines[line].here : &self->lines[line].there) += inside;
      *(is_here ? &self->lines[TIE_COMPARISON_RECEIVABLES].here : &self->lines[TIE_COMPARISON_RECEIVABLES].there) += owed;
    }
  return step == TIE_STEP_DONE;
}

#define SUMS(rows, condition)                                                                                         \
  "SELECT kind, count (*) FILTER (WHERE date >= ?2), coalesce (sum (total) FILTER (WHERE date >= ?2), 0), sum (total)" \
  " FROM (" rows ") WHERE date <= ?3" condition " GROUP BY kind"

static void
count_items (TieComparison *self)
{
  for (guint i = 0; i < self->differences->len; i++)
    {
      const TieDifference *one = self->differences->pdata[i];

      if (one->is_in_period)
        self->lines[find_line (one->what)].n_items++;
      if (find_sign (one->what) != 0 && one->here != one->there)
        self->lines[TIE_COMPARISON_RECEIVABLES].n_items++;
    }
}

TieComparison *
tie_comparison_table_read (TieDb *db,
                           const char *connection,
                           const char *from,
                           const char *until,
                           GError **error)
{
  g_autoptr (TieComparison) self = g_new0 (TieComparison, 1);
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (connection != NULL, NULL);
  g_return_val_if_fail (until != NULL, NULL);

  self->last_read = tie_db_get_text (db, &local_error, "SELECT last_read FROM connection WHERE id = ?", "s", connection);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (!add_up (db, self, SUMS (TIE_COMPARISON_HERE, " AND is_void = 0"), connection, from, until, TRUE, error) ||
      !add_up (db, self, SUMS (TIE_COMPARISON_THERE, ""), connection, from, until, FALSE, error) ||
      !tie_comparison_list_differences (db, self, connection, from, until, error) ||
      !tie_comparison_count_elsewhere (db, self, connection, from, until, error))
    return NULL;
  count_items (self);
  return g_steal_pointer (&self);
}

gboolean
tie_comparison_is_even (const TieComparison *self)
{
  for (guint i = 0; i < TIE_COMPARISON_N_LINES; i++)
    {
      if (self->lines[i].here != self->lines[i].there || self->lines[i].n_here != self->lines[i].n_there || self->lines[i].n_items > 0)
        return FALSE;
    }
  return TRUE;
}

gboolean
tie_comparison_table_has_moved (TieDb *db,
                                const char *connection,
                                gboolean *has_exported,
                                gboolean *has_imported,
                                GError **error)
{
  gint64 exported = 0;
  gint64 imported = 0;

  if (!tie_db_get_integer (db, 0, &exported, error, "SELECT 1 FROM synced WHERE connection = ? AND kind BETWEEN 8 AND 11"
                           " AND run IS NOT (SELECT value FROM setting WHERE id = '" TIE_SETTING_DEMO_RUN "') LIMIT 1", "s", connection) ||
      !tie_db_get_integer (db, 0, &imported, error, "SELECT 1 FROM payment p JOIN link l ON l.local_id = p.id WHERE l.connection = ? AND l.kind = 12 AND p.origin = 'package' LIMIT 1", "s", connection))
    return FALSE;
  *has_exported = exported != 0;
  *has_imported = imported != 0;
  return TRUE;
}
