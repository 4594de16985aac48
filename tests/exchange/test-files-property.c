/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-files-property"
#include "config.h"

#include <string.h>

#include "base/tie-csv.h"
#include "base/tie-money.h"
#include "billing/tie-document-actions.h"
#include "files-fixture.h"

/* Whatever the practice holds, what is written balances, or is refused: the files are read back here by other code than that
 * which wrote them, and compared with what the documents say. */

#define N_DOCUMENTS 120

static gint64
random_cents (GRand *random)
{
  static const gint64 likely[] = { 0, 1, 5, 99, 100, 12345, 999999 };
  const guint which = (guint) g_rand_int_range (random, 0, 10);

  return which < G_N_ELEMENTS (likely) ? likely[which] : g_rand_int_range (random, -20000, 2000000);
}

typedef struct
{
  GRand *random;
  guint number;
} Making;

/* What billing refuses is no document. */
static gboolean
make_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  static const char *const taxes[] = { NULL, "stx", "city" };
  static const char *const codes[] = { NULL, "design", "survey" };
  GRand *random = ((Making *) data)->random;
  const gboolean is_credit = g_rand_int_range (random, 0, 5) == 0;
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_new (is_credit ? TIE_DOCUMENT_KIND_CREDIT : TIE_DOCUMENT_KIND_INVOICE, "2026-05-01");
  TieRecord *document = TIE_RECORD (sheet->document);
  const guint n = (guint) g_rand_int_range (random, 1, 7);
  g_autofree char *number = g_strdup_printf ("%c%u", is_credit ? 'C' : 'R', ((Making *) data)->number);

  tie_record_set_text (document, TIE_DOCUMENT_NUMBER, number);
  tie_record_set_text (document, TIE_DOCUMENT_CONTACT, g_rand_boolean (random) ? "mills" : "zoe");
  tie_record_set_text (document, TIE_DOCUMENT_TAX_CODE, taxes[g_rand_int_range (random, 0, 3)]);
  tie_record_set_integer (document, TIE_DOCUMENT_FREIGHT, g_rand_int_range (random, 0, 3) == 0 ? ABS (random_cents (random)) : 0);
  tie_record_set_integer (document, TIE_DOCUMENT_DISCOUNT, g_rand_int_range (random, 0, 4) == 0 ? ABS (random_cents (random)) / 10 : 0);
  for (guint i = 0; i < n; i++)
    {
      TieRecord *line = TIE_RECORD (tie_document_sheet_add_line (sheet));

      tie_record_set_text (line, TIE_LINE_TEXT, "Work, \"as\" agreed;\tor so");
      tie_record_set_text (line, TIE_LINE_WORK_CODE, codes[g_rand_int_range (random, 0, 3)]);
      tie_record_set_text (line, TIE_LINE_TAX_CODE, taxes[g_rand_int_range (random, 0, 3)]);
      tie_record_set_integer (line, TIE_LINE_QUANTITY, g_rand_int_range (random, 0, 50000));
      tie_record_set_integer (line, TIE_LINE_RATE, g_rand_int_range (random, 0, 3000000));
      tie_record_set_integer (line, TIE_LINE_AMOUNT, random_cents (random));
    }
  return tie_document_save (db, sheet, NULL, error) &&
         tie_document_approve (db, (const char *const[]) { tie_record_get_id (document), NULL }, NULL, NULL, error);
}

static void
fill (StoreFixture *fixture)
{
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) g_test_rand_int ());

  for (guint i = 0; i < N_DOCUMENTS; i++)
    {
      Making making = { random, i };

      tie_store_run (fixture->store, TIE_STORE_WRITE, make_cb, &making, NULL);
    }
  /* Some that no verb would leave so. */
  files_fixture_exec (fixture, "UPDATE distribution SET credit = credit + 1 WHERE category = 'work' AND document IN (SELECT id FROM document WHERE number LIKE 'R%7')");
  files_fixture_exec (fixture, "UPDATE distribution SET account = NULL WHERE category = 'tax' AND document IN (SELECT id FROM document WHERE number LIKE 'R%3')");
  files_fixture_exec (fixture, "UPDATE document SET total = total + 1 WHERE number LIKE 'R%9'");
}

typedef struct
{
  gint64 total;   /* debits of the receivable */
  gint64 balance; /* what the file's rows add up to for it */
  gint64 tax;
} Expected;

typedef struct
{
  GHashTable *documents; /* (owned) number → Expected */
  const char *target;
  char *number;          /* (owned) of the transaction that is read */
  gint64 sum;
  guint n_done;
} Reading;

static gboolean
expected_cb (TieDb *db,
             gpointer data,
             GError **error)
{
  GHashTable *documents = data;
  sqlite3_stmt *statement = tie_db_query (db, error, "SELECT number, CASE kind WHEN 'credit' THEN -total ELSE total END, CASE kind WHEN 'credit' THEN -tax ELSE tax END FROM document", "");

  while (tie_db_step (db, statement, error) == TIE_STEP_ROW)
    {
      Expected *expected = g_new0 (Expected, 1);

      expected->total = sqlite3_column_int64 (statement, 1);
      expected->tax = sqlite3_column_int64 (statement, 2);
      g_hash_table_insert (documents, tie_db_dup_column (statement, 0), expected);
    }
  return TRUE;
}

static gint64
read_money (const char *text)
{
  gint64 value = 0;

  g_assert_true (tie_decimal_parse (text, 2, &value));
  return value;
}

/* Transactions of rows that must sum to zero: each row's amount at a column, the number and total on the first. */
static void
read_iif (Reading *reading,
          const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);

      if (g_strcmp0 (cells[0], "TRNS") == 0)
        {
          const Expected *expected = g_hash_table_lookup (reading->documents, cells[8]);

          g_assert_cmpuint (g_strv_length (cells), ==, 19);
          g_assert_nonnull (expected);
          reading->sum = read_money (cells[7]);
          g_assert_cmpint (reading->sum, ==, expected->total);
        }
      else if (g_strcmp0 (cells[0], "SPL") == 0)
        {
          g_assert_cmpuint (g_strv_length (cells), ==, 16);
          reading->sum += read_money (cells[7]);
        }
      else if (g_strcmp0 (cells[0], "ENDTRNS") == 0)
        {
          g_assert_cmpint (reading->sum, ==, 0);
          reading->n_done++;
        }
    }
}

static void
read_journal (Reading *reading,
              const char *text,
              gboolean is_beancount)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  const char *number = NULL;
  gint64 sum = 0;
  guint n = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = lines[i];
      char *comment = strstr (line, "  ; ");
      char *amount;

      if (g_ascii_isdigit (*line) && strstr (line, " * ") != NULL)
        {
          char *begin = is_beancount ? strrchr (line, '^') : strchr (line, '(');
          char *end = is_beancount ? NULL : strchr (begin, ')');

          if (end != NULL)
            *end = '\0';
          number = begin + 1;
          sum = 0;
          n = 0;
          continue;
        }
      if (*line == '\0' && n > 0)
        {
          g_assert_cmpint (sum, ==, 0);
          reading->n_done++;
          n = 0;
        }
      if (comment != NULL)
        *comment = '\0';
      if (*line != ' ' || strstr (line, ": ") != NULL || strchr (line, ':') == NULL)
        continue;
      if (is_beancount)
        *strstr (line, " USD") = '\0';
      amount = strrchr (line, is_beancount ? ' ' : '$') + 1;
      if (n++ == 0)
        g_assert_cmpint (read_money (amount), ==, ((Expected *) g_hash_table_lookup (reading->documents, number))->total);
      sum += read_money (amount);
    }
}

/* Where the columns of the others stand. */
typedef struct
{
  const char *target;
  char separator;
  guint number, amount;
  gint tax;       /* column of the row's tax, -1: none */
  gint total;     /* column of the document's tax, -1: none */
  gint freight;   /* columns of the document's freight and its tax, -1: none */
  gint freight_tax;
  gint quantity;  /* column of a quantity whose product with the next one is the amount, -1: none */
  gint type;      /* column that says SC where amounts count the other way, -1: none */
  gboolean is_debit;
  gboolean has_no_tax; /* the program adds it */
} Columns;

static const Columns columns[] = {
  { "csv", ',', 0, 16, -1, -1, -1, -1, -1, -1, FALSE, FALSE },
  { "myob-ap", '\t', 3, 12, -1, 16, 17, -1, -1, -1, FALSE, FALSE },
  { "myob-ar", '\t', 1, 7, 10, -1, 11, 13, -1, -1, FALSE, FALSE },
  { "peachtree2003", ',', 1, 13, -1, -1, -1, -1, -1, -1, TRUE, FALSE },
  { "sage50us", ',', 1, 14, -1, -1, -1, -1, -1, -1, TRUE, FALSE },
  { "sage50uk", ',', 5, 7, 9, -1, -1, -1, -1, 0, FALSE, FALSE },
  { "qbo-csv", ',', 0, 11, -1, -1, -1, -1, 9, -1, FALSE, TRUE },
  { "xero-csv", ',', 10, 17, -1, -1, -1, -1, 16, -1, FALSE, TRUE },
  { "gnucash", ',', 0, 10, -1, -1, -1, -1, 9, -1, FALSE, TRUE },
};

typedef struct
{
  Reading *reading;
  const Columns *columns;
} Rows;

static void
end_document (Reading *reading,
              const Columns *at)
{
  const Expected *expected = reading->number != NULL ? g_hash_table_lookup (reading->documents, reading->number) : NULL;

  if (expected == NULL)
    return;
  g_assert_cmpint (at->is_debit ? -reading->sum : reading->sum, ==, expected->total - (at->has_no_tax ? expected->tax : 0));
  reading->n_done++;
}

static gint64
read_row (const char *const *cells,
          const Columns *at)
{
  gint64 quantity = 0, rate = 0, product = 0;
  const char *amount = cells[at->amount];

  if (at->quantity < 0)
    return read_money (amount);
  g_assert_true (tie_decimal_parse (cells[at->quantity], 4, &quantity) && tie_decimal_parse (cells[at->quantity + 1], 4, &rate));
  g_assert_true (tie_money_multiply (quantity, rate, &product));
  if (g_str_equal (at->target, "qbo-csv"))
    g_assert_cmpint (product, ==, read_money (amount));
  return product;
}

static gboolean
row_cb (const char *const *cells,
        guint n_cells,
        guint line,
        gpointer user_data,
        GError **error)
{
  const Rows *rows = user_data;
  Reading *reading = rows->reading;
  const Columns *at = rows->columns;
  gint64 sum;

  if (line == 1 && !g_str_equal (at->target, "gnucash"))
    return TRUE;
  if (g_strcmp0 (reading->number, cells[at->number]) != 0)
    {
      end_document (reading, at);
      g_free (reading->number);
      reading->number = g_strdup (cells[at->number]);
      reading->sum = 0;
      if (at->total >= 0)
        reading->sum += read_money (cells[at->total]);
      if (at->freight >= 0)
        reading->sum += read_money (cells[at->freight]);
      if (at->freight_tax >= 0)
        reading->sum += read_money (cells[at->freight_tax]);
    }
  sum = read_row (cells, at) + (at->tax >= 0 ? read_money (cells[at->tax]) : 0);
  reading->sum += at->type >= 0 && g_str_equal (cells[at->type], "SC") ? -sum : sum;
  return TRUE;
}

static void
read_table (Reading *reading,
            const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      Rows rows = { reading, &columns[i] };
      g_autoptr (TieCsvReader) reader = NULL;
      g_autoptr (GError) error = NULL;

      if (!g_str_equal (columns[i].target, reading->target))
        continue;
      reader = tie_csv_reader_new (columns[i].separator, row_cb, &rows);
      tie_csv_reader_feed (reader, text, -1, &error);
      g_assert_no_error (error);
      tie_csv_reader_finish (reader, &error);
      g_assert_no_error (error);
      end_document (reading, &columns[i]);
      return;
    }
  g_assert_not_reached ();
}

static void
test_balances (StoreFixture *fixture,
               gconstpointer unused)
{
  static const char *const targets[] = { "iif", "hledger", "beancount", "csv", "myob-ap", "myob-ar", "peachtree2003", "sage50us", "sage50uk", "qbo-csv", "xero-csv", "gnucash" };
  g_autoptr (GHashTable) documents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  fill (fixture);
  store_fixture_read (fixture, expected_cb, documents);
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TieFileLayout) layout = tie_file_layout_find (targets[i], &error);
      g_autoptr (TieFileExport) export = tie_file_export_new (layout, TIE_EXPORT_INVOICES, TIE_FILE_READY);
      g_autofree char *path = g_build_filename (fixture->folder, targets[i], NULL);
      g_autofree char *text = NULL;
      Reading reading = { documents, targets[i] };

      export->skips = TRUE;
      g_test_message ("%s", targets[i]);
      tie_file_export_run (export, fixture->store, path, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (export->n_records, >, 0);
      g_assert_cmpuint (export->n_stopped, >, 0);
      g_assert_true (g_file_get_contents (path, &text, NULL, &error));
      if (g_str_equal (targets[i], "iif"))
        read_iif (&reading, text);
      else if (layout->form != TIE_FILE_FORM_TABLE)
        read_journal (&reading, text, layout->form == TIE_FILE_FORM_BEANCOUNT);
      else
        read_table (&reading, text);
      g_assert_cmpuint (reading.n_done, ==, export->n_records);
      g_free (reading.number);
      files_fixture_exec (fixture, "UPDATE document SET stage = 'approved' WHERE stage = 'exported'");
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/files/balances", StoreFixture, NULL, files_fixture_set_up, test_balances, store_fixture_tear_down);

  return g_test_run ();
}
