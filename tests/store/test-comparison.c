/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-comparison"
#include "config.h"

#include "store-fixture.h"
#include "store/tie-comparison-table.h"

#define INVOICE "8"
#define CREDIT "9"
#define BILL "10"
#define BILL_CREDIT "11"
#define RECEIPT "12"
#define PAID "13"

#define UNTIL "2025-12-31"

typedef struct
{
  const char *sql;
  const char *from;
  TieComparison *comparison; /* (owned) */
} CompareData;

#define C "'" CONNECTION "'"
#define DOCUMENT(id, kind, number, date, total) \
  "INSERT INTO document (id, sort_key, number, kind, contact, date, total, stage) VALUES ('" id "', '', '" number "', '" kind "', 'alder', '" date "', " total ", 'approved');"
#define DRAFT(id, number) DOCUMENT (id, "invoice", number, "2025-11-04", "25000") "UPDATE document SET stage = 'invoiced';"
#define PAYMENT(id, kind, number, date, amount) \
  "INSERT INTO payment (id, sort_key, number, kind, contact, date, amount, origin) VALUES ('" id "', '', '" number "', '" kind "', 'alder', '" date "', " amount ", 'here');"
#define THERE(kind, id, number, date, total)                                                                                                        \
  "INSERT INTO remote (connection, kind, id, sort_key, version, seen) VALUES (" C ", " kind ", '" id "', '', '1', '2025-12-01T00:00:00Z');"        \
  "INSERT INTO remote_money (connection, kind, id, number, date, party_id, total) VALUES (" C ", " kind ", '" id "', '" number "', '" date "', '7', " total ");"
#define LINK(kind, local, remote)                                                                                                               \
  "INSERT INTO link (id, connection, kind, local_id, remote_id) VALUES ('l-" local "', " C ", " kind ", '" local "', '" remote "');"             \
  "INSERT INTO synced (connection, kind, local_id, remote_id, version, moment) VALUES (" C ", " kind ", '" local "', '" remote "', '1', '2025-12-01T00:00:00Z');"
/* It numbers sales documents itself, and has ours as their reference. */
#define OWN_NUMBERS "UPDATE connection SET lacks = 1;"
#define REFERENCE(text) "UPDATE remote_money SET reference = '" text "';"
#define ELSEWHERE(kind, local)                                                                                                                  \
  "INSERT OR IGNORE INTO connection (id, package, environment, company_name) VALUES ('other', 'dummy', 'production', 'Bayside Ltd');"            \
  "INSERT INTO link (id, connection, kind, local_id, remote_id) VALUES ('o-" local "', 'other', " kind ", '" local "', '77-" local "');"
/* Both sides the same. */
#define PAIR DOCUMENT ("a", "invoice", "INV-1", "2025-11-03", "45985") THERE (INVOICE, "130", "INV-1", "2025-11-03", "45985") LINK (INVOICE, "a", "130")

static gboolean
compare_cb (TieDb *db,
            gpointer user_data,
            GError **error)
{
  CompareData *data = user_data;

  add_contact (db, "alder", "Alder, Kim", TIE_CONTACT_TYPE_CLIENT);
  add_connection (db);
  add_remote (db, "7", "Kim Alder");
  g_assert_true (tie_db_exec (db, data->sql, error));
  data->comparison = tie_comparison_table_read (db, CONNECTION, data->from, UNTIL, error);
  return data->comparison != NULL;
}

static TieComparison *
compare (StoreFixture *fixture,
         const char *from,
         const char *sql)
{
  CompareData data = { sql, from, NULL };

  store_fixture_write (fixture, compare_cb, &data);
  return data.comparison;
}

static void
expect_line (const TieComparison *comparison,
             TieComparisonLine line,
             gint64 here,
             gint64 there,
             guint n_items)
{
  g_assert_cmpint (comparison->lines[line].here, ==, here);
  g_assert_cmpint (comparison->lines[line].there, ==, there);
  g_assert_cmpuint (comparison->lines[line].n_items, ==, n_items);
}

typedef struct
{
  const char *name;
  const char *sql;
  TieDifferenceKind kind; /* 0: none */
  const char *number;
  const char *party;
  gint64 here;
  gint64 there;
  gint64 receivables; /* here less there */
} Case;

static const Case cases[] = {
  { "the same", PAIR, 0 },
  { "only here", DOCUMENT ("a", "invoice", "INV-2", "2025-11-04", "25000"), TIE_DIFFERENCE_NOT_EXPORTED, "INV-2", "Alder, Kim", 25000, 0, 25000 },
  { "a draft", DRAFT ("a", "INV-2"), 0 },
  { "a draft that was sent", DRAFT ("a", "INV-2") "UPDATE document SET is_sent = 1", TIE_DIFFERENCE_NOT_EXPORTED, "INV-2", "Alder, Kim", 25000, 0, 25000 },
  { "a draft that is there", DRAFT ("a", "INV-2") THERE (INVOICE, "131", "INV-2", "2025-11-04", "25000"), TIE_DIFFERENCE_NOT_LINKED, "INV-2", "Alder, Kim", 25000, 25000, 0 },
  { "a draft that was exported", DRAFT ("a", "INV-2") THERE (INVOICE, "131", "17", "2025-11-04", "25000") LINK (INVOICE, "a", "131") "UPDATE synced SET number = '17'", 0 },
  { "only here, a credit note", DOCUMENT ("a", "credit", "CN-2", "2025-11-04", "25000"), TIE_DIFFERENCE_NOT_EXPORTED, "CN-2", "Alder, Kim", 25000, 0, -25000 },
  { "only there", THERE (INVOICE, "131", "1042", "2025-11-04", "25000"), TIE_DIFFERENCE_ONLY_THERE, "1042", "Kim Alder", 0, 25000, -25000 },
  { "a payment only there", THERE (RECEIPT, "131", "88", "2025-11-04", "12500"), TIE_DIFFERENCE_ONLY_THERE, "88", "Kim Alder", 0, 12500, 12500 },
  { "a payment that only puts a credit to use", THERE (RECEIPT, "131", "88", "2025-11-04", "0"), 0 },
  { "a payment only here", PAYMENT ("p", "receipt", "R-1", "2025-11-04", "12500"), TIE_DIFFERENCE_NOT_EXPORTED, "R-1", "Alder, Kim", 12500, 0, -12500 },
  { "a payment to a supplier", PAYMENT ("p", "paid", "R-1", "2025-11-04", "12500"), TIE_DIFFERENCE_NOT_EXPORTED, "R-1", "Alder, Kim", 12500, 0, 0 },
  { "a payment to a supplier only there", THERE (PAID, "131", "88", "2025-11-04", "12500") "INSERT INTO remote (connection, kind, id, sort_key, name, seen) VALUES (" C ", 2, '7', '', 'Paper', '2025-12-01T00:00:00Z');",
    TIE_DIFFERENCE_ONLY_THERE, "88", "Paper", 0, 12500, 0 },
  { "a payment to a supplier that only puts a credit to use", THERE (PAID, "131", "88", "2025-11-04", "0"), 0 },
  { "a payment to a supplier on both sides", PAYMENT ("p", "paid", "R-1", "2025-11-04", "12500") THERE (PAID, "131", "R-1", "2025-11-04", "12500") LINK (PAID, "p", "131"), 0 },
  { "both, not linked", DOCUMENT ("a", "invoice", "INV-3", "2025-11-04", "100") THERE (INVOICE, "131", "INV-3", "2025-11-04", "100"), TIE_DIFFERENCE_NOT_LINKED, "INV-3", "Alder, Kim", 100, 100, 0 },
  { "another kind with the number", DOCUMENT ("a", "invoice", "3", "2025-11-04", "100") THERE (CREDIT, "131", "3", "2026-11-04", "100"), TIE_DIFFERENCE_NOT_EXPORTED, "3", "Alder, Kim", 100, 0, 100 },
  { "amount", PAIR "UPDATE remote_money SET total = 45986; UPDATE remote SET version = '2'", TIE_DIFFERENCE_AMOUNT, "INV-1", "Alder, Kim", 45985, 45986, -1 },
  { "amount here", PAIR "UPDATE document SET total = 45986", TIE_DIFFERENCE_CHANGED_HERE, "INV-1", "Alder, Kim", 45986, 45985, 1 },
  { "void here", PAIR "UPDATE document SET is_void = 1, total = 0", TIE_DIFFERENCE_CHANGED_HERE, "INV-1", "Alder, Kim", 0, 45985, -45985 },
  { "void there", PAIR "UPDATE remote_money SET is_void = 1, total = 0; UPDATE remote SET version = '2'", TIE_DIFFERENCE_AMOUNT, "INV-1", "Alder, Kim", 45985, 0, 45985 },
  { "void on both sides", PAIR "UPDATE remote_money SET is_void = 1, total = 0; UPDATE document SET is_void = 1, total = 0", 0 },
  { "deleted there", PAIR "UPDATE remote SET is_deleted = 1", TIE_DIFFERENCE_CHANGED_THERE, "INV-1", "Alder, Kim", 45985, 0, 45985 },
  { "another day there", PAIR "UPDATE remote_money SET date = '2025-11-05'; UPDATE remote SET version = '2'", TIE_DIFFERENCE_CHANGED_THERE, "INV-1", "Alder, Kim", 45985, 45985, 0 },
  { "another number there", PAIR "UPDATE remote_money SET number = '17'; UPDATE remote SET version = '2'", TIE_DIFFERENCE_CHANGED_THERE, "INV-1", "Alder, Kim", 45985, 45985, 0 },
  { "touched there", PAIR "UPDATE remote SET version = '9'", 0 },
  { "numbered by the package", PAIR "UPDATE remote_money SET number = '17'; UPDATE synced SET number = '17'", 0 },
  { "another day here", PAIR "UPDATE document SET date = '2025-11-05'", TIE_DIFFERENCE_CHANGED_HERE, "INV-1", "Alder, Kim", 45985, 45985, 0 },
  { "a supplier's credit", DOCUMENT ("a", "supplier", "S-1", "2025-11-04", "-300") THERE (BILL_CREDIT, "131", "S-1", "2025-11-04", "300") LINK (BILL_CREDIT, "a", "131"), 0 },
  { "a supplier's invoice", DOCUMENT ("a", "supplier", "S-1", "2025-11-04", "300") THERE (BILL, "131", "S-1", "2025-11-04", "310") LINK (BILL, "a", "131") "UPDATE remote SET version = '2'", TIE_DIFFERENCE_AMOUNT, "S-1", "Alder, Kim", 300, 310, 0 },
  { "numbered by the package, not linked", OWN_NUMBERS DOCUMENT ("a", "invoice", "INV-3", "2025-11-04", "100") THERE (INVOICE, "131", "SI-9", "2025-11-04", "100") REFERENCE ("INV-3"),
    TIE_DIFFERENCE_NOT_LINKED, "INV-3", "Alder, Kim", 100, 100, 0 },
  { "numbered by the package, a credit note not linked", OWN_NUMBERS DOCUMENT ("a", "credit", "CN-3", "2025-11-04", "100") THERE (CREDIT, "131", "SCN-9", "2025-11-04", "100") REFERENCE ("CN-3"),
    TIE_DIFFERENCE_NOT_LINKED, "CN-3", "Alder, Kim", 100, 100, 0 },
  { "numbered by the package, a draft that is there", OWN_NUMBERS DRAFT ("a", "INV-3") THERE (INVOICE, "131", "SI-9", "2025-11-04", "100") REFERENCE ("INV-3"),
    TIE_DIFFERENCE_NOT_LINKED, "INV-3", "Alder, Kim", 25000, 100, 24900 },
  { "numbered by the package, only there", OWN_NUMBERS THERE (INVOICE, "131", "SI-9", "2025-11-04", "100") REFERENCE ("PO 17"), TIE_DIFFERENCE_ONLY_THERE, "SI-9", "Kim Alder", 0, 100, -100 },
  { "elsewhere", DOCUMENT ("a", "invoice", "INV-3", "2025-11-04", "100") ELSEWHERE (INVOICE, "a"), 0 },
  { "a supplier's credit elsewhere", DOCUMENT ("a", "supplier", "S-1", "2025-11-04", "-300") ELSEWHERE (BILL_CREDIT, "a"), 0 },
  { "a payment elsewhere", PAYMENT ("p", "receipt", "R-1", "2025-11-04", "12500") ELSEWHERE (RECEIPT, "p"), 0 },
  { "a credit note whose use only is elsewhere", DOCUMENT ("a", "credit", "CN-2", "2025-11-04", "25000") ELSEWHERE (RECEIPT, "a"), TIE_DIFFERENCE_NOT_EXPORTED, "CN-2", "Alder, Kim", 25000, 0, -25000 },
  { "elsewhere, and linked here", PAIR "UPDATE remote_money SET total = 45986; UPDATE remote SET version = '2';" ELSEWHERE (INVOICE, "a"), TIE_DIFFERENCE_AMOUNT, "INV-1", "Alder, Kim", 45985, 45986, -1 },
  { "elsewhere, and here under its number", DOCUMENT ("a", "invoice", "INV-3", "2025-11-04", "100") ELSEWHERE (INVOICE, "a") THERE (INVOICE, "131", "INV-3", "2025-11-04", "100"),
    TIE_DIFFERENCE_NOT_LINKED, "INV-3", "Alder, Kim", 100, 100, 0 },
  { "elsewhere, and here under its reference", OWN_NUMBERS DOCUMENT ("a", "invoice", "INV-3", "2025-11-04", "100") ELSEWHERE (INVOICE, "a") THERE (INVOICE, "131", "SI-9", "2025-11-04", "100") REFERENCE ("INV-3"),
    TIE_DIFFERENCE_NOT_LINKED, "INV-3", "Alder, Kim", 100, 100, 0 },
  { "a reference of a package that has our numbers", THERE (INVOICE, "131", "SI-9", "2025-11-04", "100") REFERENCE ("INV-3") DRAFT ("a", "INV-3"), TIE_DIFFERENCE_ONLY_THERE, "SI-9", "Kim Alder", 0, 100, -100 },
  { "another currency", THERE (INVOICE, "131", "1042", "2025-11-04", "25000") "UPDATE remote_money SET currency = 'EUR'; UPDATE connection SET currency = 'USD'", 0 },
  { "later", DOCUMENT ("a", "invoice", "INV-2", "2026-01-01", "25000") THERE (INVOICE, "131", "1042", "2026-01-01", "1"), 0 },
};

static void
test_case (StoreFixture *fixture,
           gconstpointer data)
{
  const Case *one = data;
  g_autoptr (TieComparison) comparison = compare (fixture, NULL, one->sql);
  const TieDifference *difference;

  g_assert_cmpint (comparison->lines[TIE_COMPARISON_RECEIVABLES].here - comparison->lines[TIE_COMPARISON_RECEIVABLES].there, ==, one->receivables);
  g_assert_cmpint (tie_comparison_is_even (comparison), ==, one->kind == 0);
  g_assert_cmpuint (comparison->differences->len, ==, one->kind != 0 ? 1 : 0);
  if (one->kind == 0)
    return;
  difference = comparison->differences->pdata[0];
  g_assert_cmpint (difference->kind, ==, one->kind);
  g_assert_cmpstr (difference->number, ==, one->number);
  g_assert_cmpstr (difference->party, ==, one->party);
  g_assert_cmpint (difference->here, ==, one->here);
  g_assert_cmpint (difference->there, ==, one->there);
}

/* The lines are of the period, what customers owe is of all time, and so are the records that explain it. */
static void
test_period (StoreFixture *fixture,
             gconstpointer data)
{
  g_autoptr (TieComparison) comparison = compare (fixture, "2025-10-01",
                                                  PAIR DOCUMENT ("b", "invoice", "INV-0", "2025-09-30", "1000")
                                                  DOCUMENT ("c", "credit", "CN-1", "2025-10-01", "200")
                                                  THERE (RECEIPT, "140", "88", "2025-11-20", "12500") THERE (BILL, "150", "A-1", "2025-11-20", "700"));
  const TieDifference *first = comparison->differences->pdata[0];

  expect_line (comparison, TIE_COMPARISON_INVOICES, 45985, 45985, 0);
  g_assert_cmpint (comparison->lines[TIE_COMPARISON_INVOICES].n_here, ==, 1);
  g_assert_cmpint (comparison->lines[TIE_COMPARISON_INVOICES].n_there, ==, 1);
  expect_line (comparison, TIE_COMPARISON_CREDITS, 200, 0, 1);
  expect_line (comparison, TIE_COMPARISON_PAYMENTS, 0, 12500, 1);
  expect_line (comparison, TIE_COMPARISON_SUPPLIERS, 0, 700, 1);
  expect_line (comparison, TIE_COMPARISON_RECEIVABLES, 45985 + 1000 - 200, 45985 - 12500, 3);
  g_assert_cmpuint (comparison->differences->len, ==, 4);
  g_assert_cmpstr (first->number, ==, "INV-0");
  g_assert_false (first->is_in_period);
}

/* The difference is the sum of what is listed, whatever it consists of. */
static void
test_explained (StoreFixture *fixture,
                gconstpointer data)
{
  g_autoptr (GString) sql = g_string_new (PAIR "UPDATE remote_money SET total = 45000; UPDATE remote SET version = '2';");
  g_autoptr (TieComparison) comparison = NULL;
  gint64 explained = 0;

  g_string_append (sql, DOCUMENT ("b", "invoice", "INV-2", "2025-11-04", "25000") DOCUMENT ("c", "credit", "CN-2", "2025-11-04", "3100"));
  g_string_append (sql, THERE (RECEIPT, "140", "88", "2025-11-20", "12500") THERE (INVOICE, "131", "1042", "2025-11-04", "77") PAYMENT ("p", "receipt", "R-1", "2025-11-04", "5"));
  comparison = compare (fixture, NULL, sql->str);
  for (guint i = 0; i < comparison->differences->len; i++)
    {
      const TieDifference *one = comparison->differences->pdata[i];

      explained += (one->what == TIE_KIND_SALES_INVOICE ? 1 : -1) * (one->here - one->there);
    }
  g_assert_cmpuint (comparison->differences->len, ==, 6);
  g_assert_cmpint (explained, ==, comparison->lines[TIE_COMPARISON_RECEIVABLES].here - comparison->lines[TIE_COMPARISON_RECEIVABLES].there);
}

/* What another company has is counted by company, in the period; a row that shows all the same says so. */
static void
test_elsewhere (StoreFixture *fixture,
                gconstpointer data)
{
  g_autoptr (TieComparison) comparison = compare (fixture, "2025-10-01",
                                                  DOCUMENT ("a", "invoice", "INV-1", "2025-11-04", "100") ELSEWHERE (INVOICE, "a")
                                                  DOCUMENT ("b", "invoice", "INV-2", "2025-09-30", "100") ELSEWHERE (INVOICE, "b")
                                                  DOCUMENT ("c", "invoice", "INV-3", "2025-11-04", "100") ELSEWHERE (INVOICE, "c") THERE (INVOICE, "131", "INV-3", "2025-11-04", "100")
                                                  PAYMENT ("p", "receipt", "R-1", "2025-11-04", "12500") ELSEWHERE (RECEIPT, "p"));
  const TieElsewhere *left_out;
  const TieDifference *row;

  g_assert_cmpuint (comparison->elsewhere->len, ==, 1);
  left_out = comparison->elsewhere->pdata[0];
  g_assert_cmpstr (left_out->company, ==, "Bayside Ltd");
  g_assert_cmpuint (left_out->n, ==, 2);
  g_assert_cmpuint (comparison->differences->len, ==, 1);
  row = comparison->differences->pdata[0];
  g_assert_cmpint (row->kind, ==, TIE_DIFFERENCE_NOT_LINKED);
  g_assert_cmpstr (row->elsewhere, ==, "Bayside Ltd");
  expect_line (comparison, TIE_COMPARISON_PAYMENTS, 0, 0, 0);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/comparison/%s", cases[i].name);

      g_test_add (path, StoreFixture, &cases[i], store_fixture_set_up, test_case, store_fixture_tear_down);
    }
  g_test_add ("/comparison/period", StoreFixture, NULL, store_fixture_set_up, test_period, store_fixture_tear_down);
  g_test_add ("/comparison/explained", StoreFixture, NULL, store_fixture_set_up, test_explained, store_fixture_tear_down);
  g_test_add ("/comparison/left-out", StoreFixture, NULL, store_fixture_set_up, test_elsewhere, store_fixture_tear_down);
  return g_test_run ();
}
