/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-payment-table"
#include "config.h"

#include "store/tie-db.h"
#include "store/tie-payment-table.h"

void
tie_due_item_free (TieDueItem *self)
{
  g_free (self->id);
  g_free (self->number);
  g_free (self->date);
  g_free (self->due);
  g_free (self);
}

/* Allocations of others than the payer ?3. */
#define PAID_BY_OTHERS(document) \
  "coalesce ((SELECT sum (a.amount) FROM allocation a WHERE a.document = " document " AND (?3 IS NULL OR (a.payment IS NOT ?3 AND a.credit IS NOT ?3))), 0)"

static GPtrArray *
list_items (TieDb *db,
            sqlite3_stmt *statement,
            GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_due_item_free);
  TieStep step;

  if (statement == NULL)
    return NULL;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      TieDueItem *item = g_new0 (TieDueItem, 1);

      item->id = tie_db_dup_column (statement, 0);
      item->number = tie_db_dup_column (statement, 1);
      item->date = tie_db_dup_column (statement, 2);
      item->due = tie_db_dup_column (statement, 3);
      item->total = sqlite3_column_int64 (statement, 4);
      item->open = sqlite3_column_int64 (statement, 5);
      item->is_payment = sqlite3_column_int (statement, 6) != 0;
      g_ptr_array_add (items, item);
    }
  return step == TIE_STEP_DONE ? g_steal_pointer (&items) : NULL;
}

GPtrArray *
tie_payment_table_list_due (TieDb *db,
                            const char *contact,
                            const char *kind,
                            const char *payer,
                            GError **error)
{
  return list_items (db,
                     tie_db_query (db, error,
                                   "SELECT id, number, date, due, total, total - paid, 0 FROM"
                                   " (SELECT d.id, d.number, d.date, CASE WHEN d.due <> '' THEN d.due ELSE d.date END AS due, d.total,"
                                   " " PAID_BY_OTHERS ("d.id") " AS paid FROM document d"
                                   " WHERE (d.contact = ?1 OR d.contact IN (SELECT c.id FROM contact c WHERE c.care_of = ?1))"
                                   " AND d.kind = ?2 AND d.is_void = 0)"
                                   " WHERE total > paid ORDER BY due, date, number, id",
                                   "sss", contact, kind, payer),
                     error);
}

/* What was used of it, but for a refund.  ?2: that refund, or NULL. */
#define USED(column, id) \
  "coalesce ((SELECT sum (a.amount) FROM allocation a WHERE a." column " = " id " AND (?2 IS NULL OR a.refund IS NOT ?2)), 0)"

GPtrArray *
tie_payment_table_list_credits (TieDb *db,
                                const char *contact,
                                const char *refund,
                                GError **error)
{
  return list_items (db,
                     tie_db_query (db, error,
                                   "SELECT id, number, date, date, total, total - used, is_payment FROM"
                                   " (SELECT d.id, d.number, d.date, d.total, " USED ("credit", "d.id") " AS used, 0 AS is_payment FROM document d"
                                   " WHERE d.contact = ?1 AND d.kind = 'credit' AND d.is_void = 0"
                                   " UNION ALL SELECT p.id, p.number, p.date, p.amount, " USED ("payment", "p.id") ", 1 FROM payment p"
                                   " WHERE p.contact = ?1 AND p.kind = 'receipt' AND p.is_void = 0)"
                                   " WHERE total > used ORDER BY date, number, id",
                                   "ss", contact, refund),
                     error);
}

gboolean
tie_payment_table_get_credit (TieDb *db,
                              const char *id,
                              gboolean is_payment,
                              const char *refund,
                              gint64 *open,
                              GError **error)
{
  if (is_payment)
    return tie_db_get_integer (db, 0, open, error, "SELECT p.amount - " USED ("payment", "p.id") " FROM payment p WHERE p.id = ?1 AND p.kind = 'receipt'", "ss", id, refund);
  return tie_db_get_integer (db, 0, open, error, "SELECT d.total - " USED ("credit", "d.id") " FROM document d WHERE d.id = ?1 AND d.kind = 'credit'", "ss", id, refund);
}

gboolean
tie_payment_table_get_refunded_by_others (TieDb *db,
                                          const char *refund,
                                          const char *payer,
                                          gint64 *taken,
                                          GError **error)
{
  return tie_db_get_integer (db, 0, taken, error,
                             "SELECT coalesce (sum (amount), 0) FROM allocation WHERE refund = ?1 AND payment IS NOT ?2 AND credit IS NOT ?2",
                             "ss", refund, payer);
}

gboolean
tie_payment_table_get_paid_by_others (TieDb *db,
                                      const char *document,
                                      const char *payer,
                                      gint64 *paid,
                                      GError **error)
{
  return tie_db_get_integer (db,
                             0,
                             paid,
                             error,
                             "SELECT coalesce (sum (amount), 0) FROM allocation WHERE document = ?1 AND payment IS NOT ?2 AND credit IS NOT ?2",
                             "ss",
                             document,
                             payer);
}

gboolean
tie_payment_table_may_pay (TieDb *db,
                           const char *payer_contact,
                           const char *contact,
                           gboolean *may_pay,
                           GError **error)
{
  gint64 count = 0;

  if (!tie_db_get_integer (db, 0, &count, error, "SELECT count(*) FROM contact WHERE id = ?1 AND (id = ?2 OR care_of = ?2)", "ss", contact, payer_contact))
    return FALSE;
  *may_pay = count > 0;
  return TRUE;
}

/* Amounts of what is void are zero. */
#define BALANCE(documents, less, payments, back)                                                        \
  "SELECT coalesce ((SELECT sum (total) FROM document WHERE contact = ?1 AND kind = '" documents "'), 0)" \
  " - coalesce ((SELECT sum (total) FROM document WHERE contact = ?1 AND kind = '" less "'), 0)"          \
  " - coalesce ((SELECT sum (amount) FROM payment WHERE contact = ?1 AND kind = '" payments "'), 0)"      \
  " + coalesce ((SELECT sum (amount) FROM payment WHERE contact = ?1 AND kind = '" back "'), 0)"

gboolean
tie_payment_table_get_balance (TieDb *db,
                               const char *contact,
                               gint64 *receivable,
                               gint64 *payable,
                               GError **error)
{
  return tie_db_get_integer (db, 0, receivable, error, BALANCE ("invoice", "credit", "receipt", "refund"), "s", contact) &&
         tie_db_get_integer (db, 0, payable, error, BALANCE ("supplier", "", "paid", ""), "s", contact);
}
