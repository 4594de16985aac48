/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-money-table"
#include "config.h"

#include <string.h>

#include "store/tie-closed-period.h"
#include "store/tie-db.h"
#include "store/tie-sync-table.h"

/* In all statements: ?1 connection, ?2 id, ?3 and on as they are handed over. */
#define ALL " AND ?2 IS NULL"

/* Whether what is linked is still there.  alias: of its row in remote. */
#define IS_THERE(alias) "coalesce (" alias ".is_active AND NOT " alias ".is_deleted, 0)"

/* Link, last meeting and conflict of a record of that kind. */
#define MEETING(kind, id)                                                                                    \
  " LEFT JOIN link k ON k.connection = ?1 AND k.kind = " kind " AND k.local_id = " id                        \
  " LEFT JOIN synced y ON y.connection = ?1 AND y.kind = " kind " AND y.local_id = " id

/* What was sent is not what the package has now; that it was only touched says nothing.  A fingerprint's fields stand between
 * tabs. */
#define CHANGED_THERE                                                                                        \
  " coalesce (NOT tr.is_deleted AND tr.version IS NOT y.version AND (tm.total <> y.total OR coalesce (tm.number, '') <> coalesce (y.number, '')" \
  " OR instr (y.fields, char (9) || tm.date || char (9)) = 0), 0)"
#define AS_IT_IS_THERE(kind)                                                                                 \
  " LEFT JOIN remote tr ON tr.connection = ?1 AND tr.kind = " kind " AND tr.id = k.remote_id"                \
  " LEFT JOIN remote_money tm ON tm.connection = ?1 AND tm.kind = " kind " AND tm.id = k.remote_id"

/* Another company of the practice has it, and this one has not. */
#define ELSEWHERE(kind, id)                                                                                  \
  "CASE WHEN k.remote_id IS NULL THEN (SELECT n.company_name FROM link o JOIN connection n ON n.id = o.connection" \
  " WHERE o.local_id = " id " AND o.kind = " kind " AND +o.connection <> ?1 ORDER BY n.id LIMIT 1) END"

/* It left for another company of the practice and may have arrived, or leaves when that company is switched to. */
#define OPEN_ELSEWHERE(kind, id)                                                                             \
  "CASE WHEN k.remote_id IS NULL THEN (SELECT n.company_name FROM outbox q JOIN connection n ON n.id = q.connection" \
  " WHERE q.local_id = " id " AND q.kind = " kind " AND +q.connection <> ?1 AND q.state IN (1, 2) ORDER BY q.id LIMIT 1) END"

#define PARTY(kind, id)                                                                                      \
  " LEFT JOIN link pl ON pl.connection = ?1 AND pl.kind = " kind " AND pl.local_id = " id                    \
  " LEFT JOIN remote pr ON pr.connection = ?1 AND pr.kind = " kind " AND pr.id = pl.remote_id"

/* Who gets the bill: a customer's matter. */
#define CARE_OF(is_sale)                                                                                     \
  " LEFT JOIN contact co ON co.id = c.care_of AND " is_sale                                                  \
  " LEFT JOIN link cl ON cl.connection = ?1 AND cl.kind = 1 AND cl.local_id = co.id"

/* A site is billed where the package has it, else its contact. */
#define BILLED "coalesce (sl.local_id, d.contact)"

/* ?3 kind of document, ?4 kind of party, ?5 kind there.  A supplier's invoice below zero is a supplier's credit. */
#define THERE "CASE WHEN ?5 = 10 AND d.total < 0 THEN 11 ELSE ?5 END"

/* What bears the number there: what our own mark says to be this very document, whose answer was lost, is not another one.
 * A supplier's number is theirs, so it is a double only from the same supplier. */
#define CLASH                                                                                                \
  "CASE WHEN k.remote_id IS NULL AND d.number <> '' THEN (SELECT m.id FROM remote_money m"                   \
  " JOIN remote r ON r.connection = m.connection AND r.kind = m.kind AND r.id = m.id"                        \
  " WHERE m.connection = ?1 AND m.kind = " THERE " AND m.number = d.number AND r.is_deleted = 0"                    \
  " AND (?4 = 1 OR m.party_id = pl.remote_id) AND instr (coalesce (m.memo, ''), d.id) = 0 ORDER BY m.id LIMIT 1) END"

#define DISTRIBUTED(column)                                                                                  \
  "CASE WHEN k.remote_id IS NULL THEN (SELECT coalesce (sum (" column "), 0) FROM distribution b WHERE b.document = d.id) ELSE 0 END"

#define DOCUMENTS(condition)                                                                                 \
  "SELECT d.id, " THERE ", d.number, d.date, d.contact, c.name, d.stage, d.total, d.is_sent, d.do_not_send, d.is_void, 0," \
  " ?4, " BILLED ", CASE WHEN sl.local_id IS NOT NULL THEN c.name || ': ' || s.name ELSE c.name END,"        \
  " pl.remote_id, " IS_THERE ("pr") ", pr.currency, co.id, co.name, cl.remote_id IS NOT NULL,"               \
  " " CLASH ", " DISTRIBUTED ("debit") ", " DISTRIBUTED ("credit") ","                                       \
  " NULL, k.remote_id, NULL, y.moment, y.number,"                                                            \
  " EXISTS (SELECT 1 FROM conflict f WHERE f.connection = ?1 AND f.kind = " THERE " AND f.local_id = d.id)," CHANGED_THERE \
  ", tm.number, tm.date, tm.total, y.total, " ELSEWHERE (THERE, "d.id") ", 0, " OPEN_ELSEWHERE (THERE, "d.id")                       \
  " FROM document d JOIN contact c ON c.id = d.contact LEFT JOIN site s ON s.id = d.site"                    \
  " LEFT JOIN link sl ON sl.connection = ?1 AND sl.kind = 1 AND ?4 = 1 AND sl.local_id = d.site"             \
  PARTY ("?4", BILLED) CARE_OF ("?4 = 1") MEETING (THERE, "d.id") AS_IT_IS_THERE (THERE) \
  " WHERE d.kind = ?3" condition " ORDER BY d.date DESC, d.number DESC, d.id"

#define PAYMENT_KIND "CASE p.kind WHEN 'receipt' THEN 12 WHEN 'refund' THEN 14 ELSE 13 END"
#define PAYER_KIND "CASE p.kind WHEN 'paid' THEN 2 ELSE 1 END"

#define PAYMENTS(condition)                                                                                  \
  "SELECT p.id, " PAYMENT_KIND ", p.number, p.date, p.contact, c.name, '', p.amount, 1, p.do_not_send, p.is_void," \
  " p.origin <> 'here', " PAYER_KIND ", p.contact, c.name, pl.remote_id, " IS_THERE ("pr") ", pr.currency,"  \
  " co.id, co.name, cl.remote_id IS NOT NULL, NULL, 0, 0, NULL, k.remote_id, NULL, y.moment, y.number,"      \
  " EXISTS (SELECT 1 FROM conflict f WHERE f.connection = ?1 AND f.kind = " PAYMENT_KIND " AND f.local_id = p.id), 0, NULL, NULL, 0, 0," \
  " " ELSEWHERE (PAYMENT_KIND, "p.id") ", 0, " OPEN_ELSEWHERE (PAYMENT_KIND, "p.id")                         \
  " FROM payment p JOIN contact c ON c.id = p.contact"                                                       \
  PARTY (PAYER_KIND, "p.contact") CARE_OF ("p.kind <> 'paid'") MEETING (PAYMENT_KIND, "p.id")              \
  " WHERE p.id <> ''" condition " ORDER BY p.date DESC, p.number DESC, p.id"

/* Whose customer or vendor a payment of the package's is of. */
#define PARTY_THERE "CASE m.kind WHEN 13 THEN 2 ELSE 1 END"

/* What may not go over as it stands: it is used for something else than invoices, or lies in our closed period. */
#define IS_ODD                                                                                               \
  "k.local_id IS NULL AND (m.date <= (SELECT value FROM setting WHERE id = '" TIE_SETTING_CLOSING_DATE "')"  \
  " OR EXISTS (SELECT 1 FROM remote_applied u WHERE u.connection = ?1 AND u.kind = m.kind AND u.id = m.id AND u.to_kind <> CASE m.kind WHEN 12 THEN 8 ELSE 10 END))"

/* Payments of nothing only put a credit note to use.  Money that went to a customer may be an expense, but where refunds are a
 * kind of their own (TIE_LACKS_OPEN_REFUNDS). */
#define PAYMENTS_IN(condition)                                                                               \
  "SELECT CASE m.kind WHEN 12 THEN m.id ELSE m.kind || '/' || m.id END, m.kind, coalesce (nullif (m.number, ''), m.reference, ''), m.date, coalesce (s.contact, pl.local_id)," \
  " coalesce (c.name, pr.full_name, m.party_id, ''), '', m.total, 1, 0, m.is_void, coalesce (p.origin <> 'here', 1),"  \
  " " PARTY_THERE ", pl.local_id, coalesce (pr.full_name, m.party_id, ''), m.party_id, " IS_THERE ("pr") ", NULL,"         \
  " NULL, NULL, 0, NULL, 0, 0, m.currency, CASE WHEN k.local_id IS NOT NULL THEN m.id END, k.local_id, y.moment, p.number,"          \
  " EXISTS (SELECT 1 FROM conflict f WHERE f.connection = ?1 AND f.kind = m.kind AND f.local_id = k.local_id), 0, NULL, NULL, 0, 0, NULL, coalesce (" IS_ODD ", 0), NULL" \
  " FROM remote_money m JOIN remote r ON r.connection = m.connection AND r.kind = m.kind AND r.id = m.id"    \
  " JOIN connection n ON n.id = m.connection"                                                                \
  " LEFT JOIN remote pr ON pr.connection = ?1 AND pr.kind = " PARTY_THERE " AND pr.id = m.party_id"          \
  " LEFT JOIN link pl ON pl.connection = ?1 AND pl.kind = " PARTY_THERE " AND pl.remote_id = m.party_id"     \
  " LEFT JOIN site s ON s.id = pl.local_id LEFT JOIN contact c ON c.id = coalesce (s.contact, pl.local_id)"  \
  " LEFT JOIN link k ON k.connection = ?1 AND k.kind = m.kind AND k.remote_id = m.id"                        \
  " LEFT JOIN synced y ON y.connection = ?1 AND y.kind = m.kind AND y.local_id = k.local_id"                 \
  " LEFT JOIN payment p ON p.id = k.local_id"                                                                \
  " WHERE m.connection = ?1 AND m.kind IN (12, 13, 14) AND m.total <> 0 AND r.is_deleted = 0"                \
  " AND (m.kind <> 14 OR k.local_id IS NOT NULL OR n.lacks & 256 OR EXISTS (SELECT 1 FROM remote a WHERE a.connection = ?1 AND a.kind = 5 AND a.id = r.account AND a.type = 'Accounts Receivable'))" condition \
  " ORDER BY m.date DESC, m.id DESC, m.kind"

static const char *
get_text_or_null (sqlite3_stmt *statement,
                  int column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

static gboolean
read_rows (TieDb *db,
           sqlite3_stmt *statement,
           TieSyncMoneyFunc func,
           gpointer user_data,
           GError **error)
{
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      const TieSyncMoney row = {
        .id = tie_db_column_text (statement, 0),
        .kind = (TieKind) sqlite3_column_int (statement, 1),
        .number = tie_db_column_text (statement, 2),
        .date = tie_db_column_text (statement, 3),
        .contact = get_text_or_null (statement, 4),
        .contact_name = tie_db_column_text (statement, 5),
        .stage = tie_db_column_text (statement, 6),
        .amount = sqlite3_column_int64 (statement, 7),
        .is_sent = sqlite3_column_int (statement, 8) != 0,
        .do_not_send = sqlite3_column_int (statement, 9) != 0,
        .is_void = sqlite3_column_int (statement, 10) != 0,
        .is_from_there = sqlite3_column_int (statement, 11) != 0,
        .party_kind = (TieKind) sqlite3_column_int (statement, 12),
        .party = get_text_or_null (statement, 13),
        .party_name = tie_db_column_text (statement, 14),
        .party_remote = get_text_or_null (statement, 15),
        .party_is_there = sqlite3_column_int (statement, 16) != 0,
        .party_currency = get_text_or_null (statement, 17),
        .care_of = get_text_or_null (statement, 18),
        .care_of_name = tie_db_column_text (statement, 19),
        .care_of_is_linked = sqlite3_column_int (statement, 20) != 0,
        .clash = get_text_or_null (statement, 21),
        .debits = sqlite3_column_int64 (statement, 22),
        .credits = sqlite3_column_int64 (statement, 23),
        .currency = get_text_or_null (statement, 24),
        .remote_id = get_text_or_null (statement, 25),
        .local_id = get_text_or_null (statement, 26),
        .moment = get_text_or_null (statement, 27),
        .remote_number = get_text_or_null (statement, 28),
        .has_conflict = sqlite3_column_int (statement, 29) != 0,
        .is_changed_there = sqlite3_column_int (statement, 30) != 0,
        .number_there = get_text_or_null (statement, 31),
        .date_there = get_text_or_null (statement, 32),
        .total_there = sqlite3_column_int64 (statement, 33),
        .total_sent = sqlite3_column_int64 (statement, 34),
        .elsewhere = get_text_or_null (statement, 35),
        .is_odd = sqlite3_column_int (statement, 36) != 0,
        .open_elsewhere = get_text_or_null (statement, 37),
      };

      if (!func (&row, user_data, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }
  return step == TIE_STEP_DONE;
}

gboolean
tie_sync_table_read_documents (TieDb *db,
                               const char *connection,
                               const char *kind,
                               const char *id,
                               TieSyncMoneyFunc func,
                               gpointer user_data,
                               GError **error)
{
  gboolean is_supplier = g_str_equal (kind, "supplier");
  TieKind there = is_supplier ? TIE_KIND_SUPPLIER_INVOICE : g_str_equal (kind, "credit") ? TIE_KIND_SALES_CREDIT : TIE_KIND_SALES_INVOICE;

  return read_rows (db,
                    tie_db_query (db, error, id == NULL ? DOCUMENTS (ALL) : DOCUMENTS (" AND d.id = ?2"), "sssii",
                                  connection, id, kind, (gint64) (is_supplier ? TIE_KIND_VENDOR : TIE_KIND_CUSTOMER), (gint64) there),
                    func, user_data, error);
}

gboolean
tie_sync_table_read_payments (TieDb *db,
                              const char *connection,
                              const char *id,
                              TieSyncMoneyFunc func,
                              gpointer user_data,
                              GError **error)
{
  return read_rows (db, tie_db_query (db, error, id == NULL ? PAYMENTS (ALL) : PAYMENTS (" AND p.id = ?2"), "ss", connection, id), func, user_data, error);
}

gboolean
tie_sync_table_read_payments_in (TieDb *db,
                                 const char *connection,
                                 const char *id,
                                 TieSyncMoneyFunc func,
                                 gpointer user_data,
                                 GError **error)
{
  TieKind kind = 0;
  const char *remote_id = id != NULL ? tie_sync_table_parse_payment (id, &kind) : NULL;

  return read_rows (db, tie_db_query (db, error, id == NULL ? PAYMENTS_IN (ALL) : PAYMENTS_IN (" AND m.id = ?2 AND m.kind = ?3"), id == NULL ? "ss" : "ssi", connection, remote_id, (gint64) kind),
                    func, user_data, error);
}

char *
tie_sync_table_name_payment (TieKind kind,
                             const char *remote_id)
{
  return kind == TIE_KIND_RECEIPT ? g_strdup (remote_id) : g_strdup_printf ("%d/%s", (int) kind, remote_id);
}

const char *
tie_sync_table_parse_payment (const char *id,
                              TieKind *kind)
{
  for (*kind = TIE_KIND_SUPPLIER_PAYMENT; *kind <= TIE_KIND_REFUND; (*kind)++)
    {
      g_autofree char *before = tie_sync_table_name_payment (*kind, "");

      if (g_str_has_prefix (id, before))
        return id + strlen (before);
    }
  *kind = TIE_KIND_RECEIPT;
  return id;
}

char *
tie_sync_table_find_like_payment (TieDb *db,
                                  const char *connection,
                                  const TieSyncMoney *there,
                                  GError **error)
{
  return tie_db_get_text (db, error,
                          "SELECT p.id FROM payment p WHERE p.contact = ?1 AND p.amount = ?2 AND NOT p.is_void AND " PAYMENT_KIND " = ?3"
                          " AND NOT EXISTS (SELECT 1 FROM link k WHERE k.connection = ?4 AND k.kind = ?3 AND k.local_id = p.id)"
                          " AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.connection = ?4 AND o.kind = ?3 AND o.local_id = p.id AND o.state = 2)"
                          " ORDER BY abs (julianday (p.date) - julianday (?5)), p.id LIMIT 1",
                          "siiss", there->contact, there->amount, (gint64) there->kind, connection, there->date);
}
