/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-comparison-table"
#include "config.h"

#include <string.h>

#include "store/tie-activity-table.h"
#include "store/tie-comparison-table.h"
#include "store/tie-db.h"

/* The numbers of TieKind in SQL: 1 customer, 2 vendor, 8 invoice, 9 credit note, 10 supplier invoice, 11 supplier credit,
 * 12 receipt, 13 supplier payment, 14 refund, 15 refund receipt.  Journal entries and deposits are of no kind that is read: what somebody books on the
 * receivables with one of them is a difference to the package's own report, and none of the Tie-Out. */

/* Documents and payments of the practice as rows of one shape.  An invoice that was neither sent nor approved is a draft. */
#define BOOKS                                                                                                         \
  "SELECT d.id, CASE d.kind WHEN 'invoice' THEN 8 WHEN 'credit' THEN 9 ELSE CASE WHEN d.total < 0 THEN 11 ELSE 10 END END AS kind," \
  " d.number, d.contact, d.date, d.total, d.do_not_send, d.is_void, d.kind = 'invoice' AND d.stage = 'invoiced' AND d.is_sent = 0 AS is_draft FROM document d" \
  " UNION ALL SELECT p.id, CASE p.kind WHEN 'receipt' THEN 12 WHEN 'refund' THEN 14 ELSE 13 END, p.number, p.contact, p.date, p.amount, p.do_not_send, p.is_void, 0 FROM payment p"

/* What a credit note was used for is linked under its id, too, as a payment of nothing: that is another pair. */
#define IS_SAME_KIND(link, row) "(" link ".kind = " row ".kind OR (" link ".kind IN (10, 11) AND " row ".kind IN (10, 11)))"

/* The plus keeps SQLite from looking through all links of the connection for each document: the index by local id finds it. */
#define LINKS_ELSEWHERE(row) "FROM link o JOIN connection e ON e.id = o.connection WHERE o.local_id = " row ".id AND +o.connection <> ?1 AND " IS_SAME_KIND ("o", row)

/* The company has it, linked or under its number: a company that numbers by itself (TIE_LACKS_OUR_NUMBERS) has ours as the reference. */
#define IS_KNOWN                                                                                                      \
  "(EXISTS (SELECT 1 FROM link o WHERE o.local_id = b.id AND +o.connection = ?1 AND " IS_SAME_KIND ("o", "b") ")"       \
  " OR EXISTS (SELECT 1 FROM remote_money o WHERE o.connection = ?1 AND o.kind = b.kind AND o.number = b.number AND o.is_void = 0)" \
  " OR (b.kind, b.number) IN (SELECT o.kind, o.reference FROM connection n CROSS JOIN remote_money o ON o.connection = n.id" \
  " WHERE n.id = ?1 AND n.lacks & 1 AND o.kind IN (8, 9) AND o.is_void = 0 AND o.reference <> ''))"

/* A draft stands in nobody's books yet, and what went to another company of the practice stands in those of that one, unless this
 * company has it as well. */
#define HERE                                                                                                          \
  "SELECT b.id, b.kind, b.number, b.contact, b.date, b.total, b.do_not_send, b.is_void FROM (" BOOKS ") b"            \
  " WHERE NOT ((b.is_draft OR ((SELECT count (*) FROM connection) > 1 AND EXISTS (SELECT 1 " LINKS_ELSEWHERE ("b") "))) AND NOT " IS_KNOWN ")"

/* The same of the company: supplier credits are negative, and payments of nothing only put a credit to use.  Money that went to
 * a customer may be an expense, but where refunds are a kind of their own (TIE_LACKS_OPEN_REFUNDS). */
#define THERE                                                                                                         \
  "SELECT m.id, m.kind, coalesce (m.number, '') AS number,"                                                          \
  " CASE WHEN n.lacks & 1 AND m.kind IN (8, 9) THEN coalesce (m.reference, '') ELSE '' END AS reference, m.party_id, coalesce (m.date, '') AS date,"                \
  " CASE m.kind WHEN 11 THEN - m.total ELSE m.total END AS total"                                                    \
  " FROM remote_money m JOIN remote r ON r.connection = m.connection AND r.kind = m.kind AND r.id = m.id"             \
  " JOIN connection n ON n.id = m.connection"                                                                        \
  " WHERE m.connection = ?1 AND m.kind BETWEEN 8 AND 15 AND m.is_void = 0 AND r.is_deleted = 0"                  \
  " AND (m.kind <> 14 OR n.lacks & 256 OR EXISTS (SELECT 1 FROM remote a WHERE a.connection = m.connection AND a.kind = 5 AND a.id = r.account AND a.type = 'Accounts Receivable'))" \
  " AND (m.kind < 12 OR m.total <> 0) AND (m.currency IS NULL OR n.currency IS NULL OR m.currency = n.currency)"

/* Never NULL. */
static char *
dup_text (sqlite3_stmt *statement,
          int column)
{
  return g_strdup (tie_db_column_text (statement, column));
}

static void
difference_free (gpointer data)
{
  TieDifference *self = data;

  g_free (self->local_id);
  g_free (self->remote_id);
  g_free (self->number);
  g_free (self->party);
  g_free (self->date);
  g_free (self->elsewhere);
  g_free (self);
}

static void
elsewhere_free (gpointer data)
{
  TieElsewhere *self = data;

  g_free (self->company);
  g_free (self);
}

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

/* ---- sums ---- */

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

/* ---- differences ---- */

static TieDifference *
add_difference (TieComparison *self,
                TieDifferenceKind kind,
                TieKind what,
                const char *date,
                const char *from)
{
  TieDifference *difference = g_new0 (TieDifference, 1);

  difference->kind = kind;
  difference->what = what;
  difference->date = g_strdup (date);
  difference->is_in_period = from == NULL || strcmp (date, from) >= 0;
  g_ptr_array_add (self->differences, difference);
  return difference;
}

static gboolean
list_only_here (TieDb *db,
                TieComparison *self,
                const char *connection,
                const char *from,
                const char *until,
                GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error,
                                          "SELECT h.id, h.kind, h.number, h.date, h.total, h.do_not_send, c.name, (SELECT e.company_name " LINKS_ELSEWHERE ("h") " ORDER BY e.id LIMIT 1)"
                                          " FROM (" HERE ") h JOIN contact c ON c.id = h.contact"
                                          " WHERE h.is_void = 0 AND h.date <= ?2"
                                          " AND NOT EXISTS (SELECT 1 FROM link l WHERE l.local_id = h.id AND +l.connection = ?1 AND " IS_SAME_KIND ("l", "h") ")",
                                          "ss", connection, until);
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      TieDifference *one = add_difference (self, TIE_DIFFERENCE_NOT_EXPORTED, (TieKind) sqlite3_column_int (statement, 1), tie_db_column_text (statement, 3), from);

      one->local_id = dup_text (statement, 0);
      one->number = dup_text (statement, 2);
      one->here = sqlite3_column_int64 (statement, 4);
      one->is_not_sent = sqlite3_column_int (statement, 5) != 0;
      one->party = dup_text (statement, 6);
      one->elsewhere = g_strdup ((const char *) sqlite3_column_text (statement, 7));
    }
  return step == TIE_STEP_DONE;
}

static guint
hash_number (gconstpointer key)
{
  const TieDifference *one = key;

  return g_str_hash (one->number) * 31 + (guint) one->what;
}

static gboolean
equal_number (gconstpointer first,
              gconstpointer second)
{
  const TieDifference *one = first;
  const TieDifference *other = second;

  return one->what == other->what && g_str_equal (one->number, other->number);
}

/* By number and kind; a supplier's number may stand here twice, and then nobody can say which of the two it is. */
static GHashTable *
index_numbers (GPtrArray *differences)
{
  GHashTable *numbers = g_hash_table_new (hash_number, equal_number);

  for (guint i = 0; i < differences->len; i++)
    {
      TieDifference *one = differences->pdata[i];

      if (*one->number != '\0')
        g_hash_table_insert (numbers, one, g_hash_table_contains (numbers, one) ? NULL : one);
    }
  return numbers;
}

/* The number that we would know it by comes first. */
static TieDifference *
find_number (GHashTable *numbers,
             TieKind what,
             const char *reference,
             const char *number)
{
  TieDifference key = { .what = what, .number = (char *) (*reference != '\0' ? reference : number) };

  return *key.number != '\0' ? g_hash_table_lookup (numbers, &key) : NULL;
}

static gboolean
list_only_there (TieDb *db,
                 TieComparison *self,
                 const char *connection,
                 const char *from,
                 const char *until,
                 GError **error)
{
  g_autoptr (GHashTable) numbers = index_numbers (self->differences);
  sqlite3_stmt *statement = tie_db_query (db, error,
                                          "SELECT t.id, t.kind, t.number, t.date, t.total, coalesce (p.name, ''), t.reference FROM (" THERE ") t"
                                          " LEFT JOIN remote p ON p.connection = ?1 AND p.kind = CASE WHEN t.kind IN (10, 11, 13) THEN 2 ELSE 1 END AND p.id = t.party_id"
                                          " WHERE t.date <= ?2 AND NOT EXISTS (SELECT 1 FROM link l WHERE l.connection = ?1 AND l.kind = t.kind AND l.remote_id = t.id)",
                                          "ss", connection, until);
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      TieKind what = (TieKind) sqlite3_column_int (statement, 1);
      TieDifference *one = find_number (numbers, what, tie_db_column_text (statement, 6), tie_db_column_text (statement, 2));

      if (one != NULL && one->remote_id == NULL)
        one->kind = TIE_DIFFERENCE_NOT_LINKED;
      else
        {
          one = add_difference (self, TIE_DIFFERENCE_ONLY_THERE, what, tie_db_column_text (statement, 3), from);
          one->number = dup_text (statement, 2);
          one->party = dup_text (statement, 5);
        }
      one->remote_id = dup_text (statement, 0);
      one->there = sqlite3_column_int64 (statement, 4);
    }
  return step == TIE_STEP_DONE;
}

/* Columns of list_linked(). */
enum
{
  LINKED_KIND,
  LINKED_LOCAL_ID,
  LINKED_REMOTE_ID,
  LINKED_NUMBER,
  LINKED_PARTY,
  LINKED_DATE,
  LINKED_DATE_THERE,
  LINKED_HERE,
  LINKED_THERE,
  LINKED_IS_GONE,
  LINKED_IS_SAME_NUMBER,
  LINKED_IS_SAME_VERSION,
  LINKED_IS_VOID,
};

/* 0: the two are the same. */
static TieDifferenceKind
judge_pair (sqlite3_stmt *statement)
{
  gint64 here = sqlite3_column_int64 (statement, LINKED_HERE);
  gint64 there = sqlite3_column_int64 (statement, LINKED_THERE);
  gboolean is_same_day = g_str_equal (tie_db_column_text (statement, LINKED_DATE), tie_db_column_text (statement, LINKED_DATE_THERE));

  if (sqlite3_column_int (statement, LINKED_IS_GONE))
    return here != 0 ? TIE_DIFFERENCE_CHANGED_THERE : 0;
  if (here == there && (here == 0 || (is_same_day && sqlite3_column_int (statement, LINKED_IS_SAME_NUMBER))))
    return 0;
  if (sqlite3_column_int (statement, LINKED_IS_SAME_VERSION))
    return TIE_DIFFERENCE_CHANGED_HERE;
  return here != there ? TIE_DIFFERENCE_AMOUNT : TIE_DIFFERENCE_CHANGED_THERE;
}

/* A package that numbers by itself gave the number that was synced; whose date was changed last follows from the version. */
static gboolean
list_linked (TieDb *db,
             TieComparison *self,
             const char *connection,
             const char *from,
             const char *until,
             GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error,
                                          "SELECT l.kind, h.id, l.remote_id, h.number, c.name, h.date, coalesce (m.date, ''),"
                                          " CASE WHEN h.is_void THEN 0 ELSE h.total END,"
                                          " CASE WHEN m.id IS NULL OR m.is_void OR r.is_deleted THEN 0 WHEN l.kind = 11 THEN - m.total ELSE m.total END,"
                                          " m.id IS NULL OR r.is_deleted,"
                                          " coalesce (m.number, '') = h.number OR m.number IS s.number, r.version IS s.version, h.is_void"
                                          " FROM link l JOIN (" HERE ") h ON h.id = l.local_id AND " IS_SAME_KIND ("l", "h") " JOIN contact c ON c.id = h.contact"
                                          " LEFT JOIN remote_money m ON m.connection = l.connection AND m.kind = l.kind AND m.id = l.remote_id"
                                          " LEFT JOIN remote r ON r.connection = l.connection AND r.kind = l.kind AND r.id = l.remote_id"
                                          " LEFT JOIN synced s ON s.connection = l.connection AND s.kind = l.kind AND s.local_id = l.local_id"
                                          " WHERE l.connection = ?1 AND l.kind BETWEEN 8 AND 14 AND min (h.date, coalesce (m.date, h.date)) <= ?2",
                                          "ss", connection, until);
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      TieDifferenceKind kind = judge_pair (statement);
      TieDifference *one;

      if (kind == 0)
        continue;
      one = add_difference (self, kind, (TieKind) sqlite3_column_int (statement, LINKED_KIND), tie_db_column_text (statement, LINKED_DATE), from);
      one->local_id = dup_text (statement, LINKED_LOCAL_ID);
      one->remote_id = dup_text (statement, LINKED_REMOTE_ID);
      one->number = dup_text (statement, LINKED_NUMBER);
      one->party = dup_text (statement, LINKED_PARTY);
      one->here = sqlite3_column_int64 (statement, LINKED_HERE);
      one->there = sqlite3_column_int64 (statement, LINKED_THERE);
      one->is_gone = sqlite3_column_int (statement, LINKED_IS_GONE) != 0;
      one->is_void = sqlite3_column_int (statement, LINKED_IS_VOID) != 0;
    }
  return step == TIE_STEP_DONE;
}

/* What was left out, by the company that has it. */
static gboolean
count_elsewhere (TieDb *db,
                 TieComparison *self,
                 const char *connection,
                 const char *from,
                 const char *until,
                 GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error,
                                          "SELECT coalesce (n.company_name, ''), count (DISTINCT b.id) FROM connection n CROSS JOIN link o ON o.connection = n.id"
                                          " JOIN (" BOOKS ") b ON b.id = o.local_id AND " IS_SAME_KIND ("o", "b")
                                          " WHERE n.id <> ?1 AND b.is_void = 0 AND b.date BETWEEN coalesce (?2, '') AND ?3 AND NOT " IS_KNOWN " GROUP BY n.id ORDER BY 1, n.id",
                                          "sss", connection, from, until);
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      TieElsewhere *one = g_new0 (TieElsewhere, 1);

      one->company = dup_text (statement, 0);
      one->n = (guint) sqlite3_column_int (statement, 1);
      g_ptr_array_add (self->elsewhere, one);
    }
  return step == TIE_STEP_DONE;
}

static int
compare_differences (gconstpointer first,
                     gconstpointer second)
{
  const TieDifference *one = *(TieDifference *const *) first;
  const TieDifference *other = *(TieDifference *const *) second;
  int order = strcmp (one->date, other->date);

  if (order == 0)
    order = strcmp (one->number, other->number);
  if (order == 0)
    order = (int) one->what - (int) other->what;
  return order != 0 ? order : g_strcmp0 (one->remote_id, other->remote_id);
}

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

  self->differences = g_ptr_array_new_with_free_func (difference_free);
  self->elsewhere = g_ptr_array_new_with_free_func (elsewhere_free);
  self->last_read = tie_db_get_text (db, &local_error, "SELECT last_read FROM connection WHERE id = ?", "s", connection);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (!add_up (db, self, SUMS (HERE, " AND is_void = 0"), connection, from, until, TRUE, error) ||
      !add_up (db, self, SUMS (THERE, ""), connection, from, until, FALSE, error) ||
      !list_only_here (db, self, connection, from, until, error) ||
      !list_only_there (db, self, connection, from, until, error) ||
      !list_linked (db, self, connection, from, until, error) ||
      !count_elsewhere (db, self, connection, from, until, error))
    return NULL;
  g_ptr_array_sort (self->differences, compare_differences);
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
