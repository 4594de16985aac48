/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-line-table"
#include "config.h"

#include "base/tie-money.h"
#include "model/tie-remote.h"
#include "store/tie-db.h"
#include "store/tie-sync-table.h"

#define LINKED(alias, kind, id)                                                                              \
  " LEFT JOIN link " alias "l ON " alias "l.connection = ?1 AND " alias "l.kind = " kind " AND " alias "l.local_id = " id \
  " LEFT JOIN remote " alias "r ON " alias "r.connection = ?1 AND " alias "r.kind = " kind " AND " alias "r.id = " alias "l.remote_id"
#define IS_THERE(alias) "coalesce (" alias "r.is_active AND NOT " alias "r.is_deleted, 0)"

/* ?1 connection, ?2 id of the document, ?3 its kind, ?4 its kind there, ?5 flags: 1 without item, 2 tax linked, 4 tax always, 8 tax rate.
 * Of all, what is exported is not even looked at: few of those changed since, and they are asked for one by one. */
#define LINES(condition)                                                                                     \
  "SELECT l.document, l.id, l.position, l.text, l.amount, coalesce (l.work_code, l.expense_code),"           \
  " coalesce (w.code, x.code, ''), l.expense_code IS NOT NULL, il.remote_id IS NOT NULL, " IS_THERE ("i") "," \
  " l.tax_code IS NOT NULL, " IS_THERE ("t") ", coalesce (tc.rate, 0), tr.sub_type"                          \
  " FROM document d JOIN document_line l ON l.document = d.id"                                               \
  " LEFT JOIN work_code w ON w.id = l.work_code LEFT JOIN expense_code x ON x.id = l.expense_code"           \
  " LEFT JOIN tax_code tc ON tc.id = l.tax_code"                                                             \
  LINKED ("i", "4", "coalesce (l.work_code, l.expense_code)") LINKED ("t", "6", "l.tax_code")                \
  " WHERE d.kind = ?3" condition                                                                             \
  " AND (l.text = '' OR (l.work_code IS NULL AND l.expense_code IS NULL) OR (il.remote_id IS NOT NULL AND NOT " IS_THERE ("i") ")" \
  " OR ((?5 & 1) <> 0 AND il.remote_id IS NULL)"                                                             \
  " OR ((?5 & 2) <> 0 AND l.tax_code IS NOT NULL AND NOT " IS_THERE ("t") ")"                                \
  " OR ((?5 & 4) <> 0 AND l.tax_code IS NULL) OR ((?5 & 8) <> 0 AND l.tax_code IS NOT NULL))"                \
  " ORDER BY l.document, l.position, l.id"

/* The plus keeps SQLite from looking through all links of the connection for each document: the index by local id finds it. */
#define NOT_EXPORTED                                                                                         \
  " AND ?2 IS NULL AND NOT EXISTS (SELECT 1 FROM link k WHERE +k.connection = ?1 AND (k.kind = ?4 OR (?4 = 10 AND k.kind = 11)) AND k.local_id = d.id)"

static TieKind
get_kind_there (const char *kind)
{
  return g_str_equal (kind, "supplier") ? TIE_KIND_SUPPLIER_INVOICE : g_str_equal (kind, "credit") ? TIE_KIND_SALES_CREDIT : TIE_KIND_SALES_INVOICE;
}

gboolean
tie_sync_table_read_lines (TieDb *db,
                           const char *connection,
                           const char *kind,
                           const char *id,
                           TieSyncLineFlags flags,
                           TieSyncLineFunc func,
                           gpointer user_data,
                           GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error, id == NULL ? LINES (NOT_EXPORTED) : LINES (" AND d.id = ?2"), "sssii",
                                          connection, id, kind, (gint64) get_kind_there (kind), (gint64) flags);
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      const TieSyncLine line = {
        .document = tie_db_column_text (statement, 0),
        .id = tie_db_column_text (statement, 1),
        .number = (guint) sqlite3_column_int (statement, 2),
        .text = tie_db_column_text (statement, 3),
        .amount = sqlite3_column_int64 (statement, 4),
        .code_id = (const char *) sqlite3_column_text (statement, 5),
        .code = tie_db_column_text (statement, 6),
        .is_expense = sqlite3_column_int (statement, 7) != 0,
        .has_item = sqlite3_column_int (statement, 8) != 0,
        .is_item_there = sqlite3_column_int (statement, 9) != 0,
        .has_tax = sqlite3_column_int (statement, 10) != 0,
        .is_tax_linked = sqlite3_column_int (statement, 11) != 0,
        .tax_rate = sqlite3_column_int64 (statement, 12),
        .tax_parts = (const char *) sqlite3_column_text (statement, 13),
      };

      if (!func (&line, user_data, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }
  return step == TIE_STEP_DONE;
}

#define EXTRAS(condition)                                                                                    \
  "SELECT d.id, (SELECT count(*) FROM document_line l WHERE l.document = d.id), d.freight, d.discount, d.tax_code IS NOT NULL," \
  " coalesce (tc.rate, 0), " IS_THERE ("t") ","                                                              \
  " (SELECT count (DISTINCT l.tax_code) FROM document_line l WHERE l.document = d.id AND l.amount > 0), tr.sub_type" \
  " FROM document d LEFT JOIN tax_code tc ON tc.id = d.tax_code" LINKED ("t", "6", "d.tax_code")             \
  " WHERE d.kind = ?3" condition " AND (d.freight <> 0 OR d.discount <> 0) ORDER BY d.id"

gboolean
tie_sync_table_read_extras (TieDb *db,
                            const char *connection,
                            const char *kind,
                            const char *id,
                            TieSyncExtrasFunc func,
                            gpointer user_data,
                            GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error, id == NULL ? EXTRAS (NOT_EXPORTED) : EXTRAS (" AND d.id = ?2 AND ?4 <> 0"), "sssi",
                                          connection, id, kind, (gint64) get_kind_there (kind));
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      const TieSyncExtras extras = {
        .document = tie_db_column_text (statement, 0),
        .n_lines = (guint) sqlite3_column_int (statement, 1),
        .freight = sqlite3_column_int64 (statement, 2),
        .discount = sqlite3_column_int64 (statement, 3),
        .has_tax = sqlite3_column_int (statement, 4) != 0,
        .tax_rate = sqlite3_column_int64 (statement, 5),
        .is_tax_linked = sqlite3_column_int (statement, 6) != 0,
        .n_tax_codes = (guint) sqlite3_column_int (statement, 7),
        .tax_parts = (const char *) sqlite3_column_text (statement, 8),
      };

      if (!func (&extras, user_data, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }
  return step == TIE_STEP_DONE;
}

#define TAKEN(table)                                                                                         \
  "SELECT c.id FROM remote r JOIN " table " c ON c.sort_key = r.sort_key WHERE r.connection = ?1 AND r.kind = 4 AND NOT r.is_deleted" \
  " AND NOT EXISTS (SELECT 1 FROM link l WHERE l.connection = ?1 AND l.kind = 4 AND l.local_id = c.id)"

GHashTable *
tie_sync_table_list_taken_codes (TieDb *db,
                                 const char *connection,
                                 GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error, TAKEN ("work_code") " UNION " TAKEN ("expense_code"), "s", connection);
  g_autoptr (GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  TieStep step;

  if (statement == NULL)
    return NULL;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    g_hash_table_add (codes, tie_db_dup_column (statement, 0));
  return step == TIE_STEP_DONE ? g_steal_pointer (&codes) : NULL;
}

#define NOT_LINKED(kind, id) " AND NOT EXISTS (SELECT 1 FROM link k WHERE k.connection = ?1 AND k.kind = " kind " AND k.local_id = " id ")"

/* The kinds there of what a payment pays: 8 sales invoice, 10 supplier invoice, 14 refund; of what a refund takes from: 9 credit
 * note.  A payment that it takes from names it itself, and may come later. */
#define UNSENT(payment, refund)                                                                              \
  "SELECT a.payment, d.id, d.number, CASE p.kind WHEN 'receipt' THEN 8 ELSE 10 END, d.date FROM allocation a JOIN document d ON d.id = a.document" \
  " JOIN payment p ON p.id = a.payment WHERE a.amount <> 0" payment NOT_LINKED ("CASE p.kind WHEN 'receipt' THEN 8 ELSE 10 END", "d.id") \
  " UNION ALL SELECT a.payment, r.id, r.number, 14, r.date FROM allocation a JOIN payment r ON r.id = a.refund" \
  " WHERE a.amount <> 0" payment NOT_LINKED ("14", "r.id")                                                   \
  " UNION ALL SELECT a.refund, d.id, d.number, 9, d.date FROM allocation a JOIN document d ON d.id = a.credit" \
  " WHERE a.amount <> 0" refund NOT_LINKED ("9", "d.id")                                                     \
  " ORDER BY 1, 5, 3, 2"

gboolean
tie_sync_table_read_unsent (TieDb *db,
                            const char *connection,
                            const char *payment,
                            TieSyncUnsentFunc func,
                            gpointer user_data,
                            GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error, payment == NULL ? UNSENT (" AND ?2 IS NULL AND a.payment IS NOT NULL", " AND ?2 IS NULL AND a.refund IS NOT NULL") : UNSENT (" AND a.payment = ?2", " AND a.refund = ?2"), "ss", connection, payment);
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      const TieSyncUnsent row = {
        .payment = tie_db_column_text (statement, 0),
        .document = tie_db_column_text (statement, 1),
        .number = tie_db_column_text (statement, 2),
        .kind = (TieKind) sqlite3_column_int (statement, 3),
      };

      if (!func (&row, user_data, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }
  return step == TIE_STEP_DONE;
}

/* 2 sent without an answer, 4 refused, 5 dropped before it left: what was dropped says nothing about the try before. */
gboolean
tie_sync_table_read_faults (TieDb *db,
                            const char *connection,
                            TieSyncFaultFunc func,
                            gpointer user_data,
                            GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error, "SELECT o.local_id, o.kind, o.state = 2, o.fault, o.message, o.trace, o.fields, o.label, length (o.body) > 0 FROM outbox o"
                                                     " WHERE o.connection = ? AND o.state IN (2, 4) AND NOT EXISTS (SELECT 1 FROM outbox n"
                                                     " WHERE n.local_id = o.local_id AND n.kind = o.kind AND n.connection = o.connection AND n.id > o.id AND n.state <> 5)"
                                                     " ORDER BY o.id",
                                          "s", connection);
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      const TieSyncFault fault = {
        .local_id = tie_db_column_text (statement, 0),
        .kind = (TieKind) sqlite3_column_int (statement, 1),
        .is_open = sqlite3_column_int (statement, 2) != 0,
        .fault = sqlite3_column_int (statement, 3),
        .message = tie_db_column_text (statement, 4),
        .trace = tie_db_column_text (statement, 5),
        .fields = tie_db_column_text (statement, 6),
        .label = tie_db_column_text (statement, 7),
        .was_sent = sqlite3_column_int (statement, 8) != 0,
      };

      if (!func (&fault, user_data, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }
  return step == TIE_STEP_DONE;
}

#define WHOLE (100 * TIE_SCALE) /* a hundred percent */

/* A difference below a part's rounding is none. */
static gboolean
is_rate_of (const char *tax_parts,
            gboolean is_sale,
            gint64 rate)
{
  g_autoptr (GArray) parts = tie_remote_list_tax_parts (tax_parts, is_sale);

  return parts != NULL && parts->len > 0 && ABS (tie_tax_parts_compute (parts, WHOLE) - rate) <= (gint64) parts->len;
}

gboolean
tie_sync_table_find_other_rates (TieDb *db,
                                 const char *connection,
                                 gboolean *has,
                                 GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error,
                                          "SELECT c.rate, r.sub_type FROM link l JOIN tax_code c ON c.id = l.local_id"
                                          " JOIN remote r ON r.connection = l.connection AND r.kind = l.kind AND r.id = l.remote_id"
                                          " WHERE l.connection = ? AND l.kind = 6 AND NOT r.is_deleted AND r.sub_type GLOB '*[0-9]*'",
                                          "s", connection);
  TieStep step;

  *has = FALSE;
  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      gint64 rate = sqlite3_column_int64 (statement, 0);
      const char *parts = tie_db_column_text (statement, 1);

      *has |= !is_rate_of (parts, TRUE, rate) && !is_rate_of (parts, FALSE, rate);
    }
  return step == TIE_STEP_DONE;
}
