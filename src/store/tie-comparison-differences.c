/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-comparison-table"
#include "config.h"

#include <string.h>

#include "store/tie-comparison-private.h"

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

/* Takes one row of a query. */
typedef void (*TakeRow) (TieComparison *self, sqlite3_stmt *row, const char *from, gpointer user_data);

/* The query has the connection as ?1 and the last day as ?2. */
static gboolean
take_rows (TieDb *db,
           TieComparison *self,
           const char *sql,
           const char *connection,
           const char *from,
           const char *until,
           TakeRow take,
           gpointer user_data,
           GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error, sql, "ss", connection, until);
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    take (self, statement, from, user_data);
  return step == TIE_STEP_DONE;
}

#define ONLY_HERE \
  "SELECT h.id, h.kind, h.number, h.date, h.total, h.do_not_send, c.name, (SELECT e.company_name " TIE_COMPARISON_LINKS_ELSEWHERE ("h") " ORDER BY e.id LIMIT 1)" \
  " FROM (" TIE_COMPARISON_HERE ") h JOIN contact c ON c.id = h.contact" \
  " WHERE h.is_void = 0 AND h.date <= ?2" \
  " AND NOT EXISTS (SELECT 1 FROM link l WHERE l.local_id = h.id AND +l.connection = ?1 AND " TIE_COMPARISON_IS_SAME_KIND ("l", "h") ")"

static void
take_only_here (TieComparison *self,
                sqlite3_stmt *row,
                const char *from,
                gpointer unused)
{
  TieDifference *one = add_difference (self, TIE_DIFFERENCE_NOT_EXPORTED, (TieKind) sqlite3_column_int (row, 1), tie_db_column_text (row, 3), from);

  one->local_id = dup_text (row, 0);
  one->number = dup_text (row, 2);
  one->here = sqlite3_column_int64 (row, 4);
  one->is_not_sent = sqlite3_column_int (row, 5) != 0;
  one->party = dup_text (row, 6);
  one->elsewhere = g_strdup ((const char *) sqlite3_column_text (row, 7));
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

#define ONLY_THERE \
  "SELECT t.id, t.kind, t.number, t.date, t.total, coalesce (p.name, ''), t.reference FROM (" TIE_COMPARISON_THERE ") t" \
  " LEFT JOIN remote p ON p.connection = ?1 AND p.kind = CASE WHEN t.kind IN (10, 11, 13) THEN 2 ELSE 1 END AND p.id = t.party_id" \
  " WHERE t.date <= ?2 AND NOT EXISTS (SELECT 1 FROM link l WHERE l.connection = ?1 AND l.kind = t.kind AND l.remote_id = t.id)"

static void
take_only_there (TieComparison *self,
                 sqlite3_stmt *row,
                 const char *from,
                 gpointer numbers)
{
  TieKind what = (TieKind) sqlite3_column_int (row, 1);
  TieDifference *one = find_number (numbers, what, tie_db_column_text (row, 6), tie_db_column_text (row, 2));

  if (one != NULL && one->remote_id == NULL)
    one->kind = TIE_DIFFERENCE_NOT_LINKED;
  else
    {
      one = add_difference (self, TIE_DIFFERENCE_ONLY_THERE, what, tie_db_column_text (row, 3), from);
      one->number = dup_text (row, 2);
      one->party = dup_text (row, 5);
    }
  one->remote_id = dup_text (row, 0);
  one->there = sqlite3_column_int64 (row, 4);
}

/* Columns of LINKED. */
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
#define LINKED \
  "SELECT l.kind, h.id, l.remote_id, h.number, c.name, h.date, coalesce (m.date, '')," \
  " CASE WHEN h.is_void THEN 0 ELSE h.total END," \
  " CASE WHEN m.id IS NULL OR m.is_void OR r.is_deleted THEN 0 WHEN l.kind = 11 THEN - m.total ELSE m.total END," \
  " m.id IS NULL OR r.is_deleted," \
  " coalesce (m.number, '') = h.number OR m.number IS s.number, r.version IS s.version, h.is_void" \
  " FROM link l JOIN (" TIE_COMPARISON_HERE ") h ON h.id = l.local_id AND " TIE_COMPARISON_IS_SAME_KIND ("l", "h") " JOIN contact c ON c.id = h.contact" \
  " LEFT JOIN remote_money m ON m.connection = l.connection AND m.kind = l.kind AND m.id = l.remote_id" \
  " LEFT JOIN remote r ON r.connection = l.connection AND r.kind = l.kind AND r.id = l.remote_id" \
  " LEFT JOIN synced s ON s.connection = l.connection AND s.kind = l.kind AND s.local_id = l.local_id" \
  " WHERE l.connection = ?1 AND l.kind BETWEEN 8 AND 14 AND min (h.date, coalesce (m.date, h.date)) <= ?2"

static void
take_linked (TieComparison *self,
             sqlite3_stmt *row,
             const char *from,
             gpointer unused)
{
  TieDifferenceKind kind = judge_pair (row);
  TieDifference *one;

  if (kind == 0)
    return;
  one = add_difference (self, kind, (TieKind) sqlite3_column_int (row, LINKED_KIND), tie_db_column_text (row, LINKED_DATE), from);
  one->local_id = dup_text (row, LINKED_LOCAL_ID);
  one->remote_id = dup_text (row, LINKED_REMOTE_ID);
  one->number = dup_text (row, LINKED_NUMBER);
  one->party = dup_text (row, LINKED_PARTY);
  one->here = sqlite3_column_int64 (row, LINKED_HERE);
  one->there = sqlite3_column_int64 (row, LINKED_THERE);
  one->is_gone = sqlite3_column_int (row, LINKED_IS_GONE) != 0;
  one->is_void = sqlite3_column_int (row, LINKED_IS_VOID) != 0;
}

gboolean
tie_comparison_count_elsewhere (TieDb *db,
                                TieComparison *self,
                                const char *connection,
                                const char *from,
                                const char *until,
                                GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error,
                                          "SELECT coalesce (n.company_name, ''), count (DISTINCT b.id) FROM connection n CROSS JOIN link o ON o.connection = n.id"
                                          " JOIN (" TIE_COMPARISON_BOOKS ") b ON b.id = o.local_id AND " TIE_COMPARISON_IS_SAME_KIND ("o", "b")
                                          " WHERE n.id <> ?1 AND b.is_void = 0 AND b.date BETWEEN coalesce (?2, '') AND ?3 AND NOT " TIE_COMPARISON_IS_KNOWN " GROUP BY n.id ORDER BY 1, n.id",
                                          "sss", connection, from, until);
  TieStep step;

  self->elsewhere = g_ptr_array_new_with_free_func (elsewhere_free);
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

gboolean
tie_comparison_list_differences (TieDb *db,
                                 TieComparison *self,
                                 const char *connection,
                                 const char *from,
                                 const char *until,
                                 GError **error)
{
  g_autoptr (GHashTable) numbers = NULL;

  self->differences = g_ptr_array_new_with_free_func (difference_free);
  if (!take_rows (db, self, ONLY_HERE, connection, from, until, take_only_here, NULL, error))
    return FALSE;
  numbers = index_numbers (self->differences);
  if (!take_rows (db, self, ONLY_THERE, connection, from, until, take_only_there, numbers, error) ||
      !take_rows (db, self, LINKED, connection, from, until, take_linked, NULL, error))
    return FALSE;
  g_ptr_array_sort (self->differences, compare_differences);
  return TRUE;
}
