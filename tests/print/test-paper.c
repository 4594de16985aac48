/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-paper"
#include "config.h"

#include <string.h>

#include "../store/store-fixture.h"
#include "base/tie-error.h"
#include "model/tie-document.h"
#include "model/tie-payment.h"
#include "print/tie-document-paper.h"
#include "print/tie-report-paper.h"
#include "print/tie-statement-paper.h"
#include "store/tie-activity-table.h"

#define N_LINES 70

static void
set_up (StoreFixture *fixture,
        gconstpointer data)
{
  g_autofree char *reader = g_find_program_in_path ("pdftotext");

  if (reader == NULL)
    g_error ("pdftotext is missing: build-aux/setup test");
  store_fixture_set_up (fixture, data);
}

static gboolean
add_line (TieDb *db,
          gint64 position,
          const char *text,
          gint64 amount,
          GError **error)
{
  g_autoptr (TieRecord) line = tie_record_new (TIE_TYPE_LINE, NULL);

  tie_record_set_text (line, TIE_LINE_DOCUMENT, "invoice");
  tie_record_set_integer (line, TIE_LINE_POSITION, position);
  tie_record_set_text (line, TIE_LINE_TEXT, text);
  tie_record_set_integer (line, TIE_LINE_QUANTITY, 10000);
  tie_record_set_integer (line, TIE_LINE_RATE, amount * 100);
  tie_record_set_integer (line, TIE_LINE_AMOUNT, amount);
  return tie_record_table_save (db, line, error);
}

/* data: the lines' texts, ending with NULL. */
static gboolean
fill_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  const char *const *texts = data;
  g_autoptr (TieRecord) document = tie_record_new (TIE_TYPE_DOCUMENT, "invoice");
  g_autoptr (TieRecord) contact = tie_record_new (TIE_TYPE_CONTACT, "carter");
  gint64 n = 0;

  tie_record_set_text (contact, TIE_CONTACT_NAME, "Carter, Joan");
  tie_record_set_text (contact, TIE_CONTACT_TYPE_ID, TIE_CONTACT_TYPE_CLIENT);
  tie_record_set_text (contact, TIE_CONTACT_STREET, "12 Elm Street\nSuite 4");
  tie_record_set_text (contact, TIE_CONTACT_CITY, "Portland");
  tie_record_set_text (contact, TIE_CONTACT_STATE, "OR");
  tie_record_set_text (contact, TIE_CONTACT_POSTCODE, "97201");
  if (!tie_record_table_save (db, contact, error) || !tie_setting_table_set (db, "firm", "Harbor Tax & Books", error))
    return FALSE;

  tie_record_set_text (document, TIE_DOCUMENT_KIND, "invoice");
  tie_record_set_text (document, TIE_DOCUMENT_STAGE, "invoiced");
  tie_record_set_text (document, TIE_DOCUMENT_CONTACT, "carter");
  tie_record_set_text (document, TIE_DOCUMENT_NUMBER, "INV-1042");
  tie_record_set_text (document, TIE_DOCUMENT_DATE, "2025-11-03");
  tie_record_set_integer (document, TIE_DOCUMENT_TOTAL, 123456);
  if (!tie_record_table_save (db, document, error))
    return FALSE;
  for (; texts[n] != NULL; n++)
    {
      if (!add_line (db, n + 1, texts[n], 45000, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  TiePrintable **paper = data;
  TieDocumentData *document = tie_document_data_load (db, "invoice", error);

  if (document == NULL)
    return FALSE;
  *paper = tie_document_paper_new (document);
  return TRUE;
}

static TiePrintable *
make_paper (StoreFixture *fixture,
            const char *const *texts)
{
  TiePrintable *paper = NULL;

  store_fixture_write (fixture, fill_cb, (gpointer) texts);
  store_fixture_read (fixture, load_cb, &paper);
  return paper;
}

/* What another program reads on the paper. */
static char *
read_pdf (StoreFixture *fixture,
          TiePrintable *paper)
{
  g_autofree char *path = g_build_filename (fixture->folder, "paper.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GSubprocess) reader = NULL;
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_assert_true (tie_printable_write_pdf (&paper, 1, file, NULL, &error));
  g_assert_no_error (error);
  reader = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "pdftotext", "-layout", path, "-", NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (reader, NULL, NULL, &text, NULL, &error));
  g_assert_true (g_subprocess_get_successful (reader));
  return text;
}

static void
expect_words (const char *text,
              const char *const *words)
{
  for (; *words != NULL; words++)
    {
      if (strstr (text, *words) == NULL)
        g_error ("“%s” is not on paper:\n%s", *words, text);
    }
}

static void
test_invoice (StoreFixture *fixture,
              gconstpointer unused)
{
  static const char *const texts[] = { "2025 Form 1040", "Certified mail", NULL };
  static const char *const words[] = { "Harbor Tax & Books", "Invoice", "INV-1042", "Carter, Joan", "Suite 4", "Portland, OR 97201",
                                       "2025 Form 1040", "Certified mail", "450.00", "Total", "1,234.56", NULL };
  g_autoptr (TiePrintable) paper = make_paper (fixture, texts);
  g_autofree char *text = read_pdf (fixture, paper);

  g_assert_cmpuint (tie_printable_get_n_pages (paper), ==, 1);
  g_assert_cmpuint (tie_printable_get_missing (paper), ==, 0);
  expect_words (text, words);
  g_assert_null (strstr (text, "Page 1"));
}

/* Names in other scripts are no empty boxes, and in their own order. */
static void
test_scripts (StoreFixture *fixture,
              gconstpointer unused)
{
  static const char *const texts[] = { "李雷会计事务所 2025", "שלום חשבון", "مكتب المحاسبة", "Café ZOË – ½ € ☎", NULL };
  static const char *const words[] = { "李雷会计事务所", "Café ZOË", NULL };
  g_autoptr (TiePrintable) paper = make_paper (fixture, texts);
  g_autofree char *text = read_pdf (fixture, paper);

  g_assert_cmpuint (tie_printable_get_missing (paper), ==, 0);
  expect_words (text, words);
}

/* Each line stands on exactly one page, the sums once, the head of the table on every page. */
static void
test_many_lines (StoreFixture *fixture,
                 gconstpointer unused)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (TiePrintable) paper = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) pages = NULL;

  for (guint i = 0; i < N_LINES; i++)
    g_ptr_array_add (texts, g_strdup_printf ("Work number %u.", i + 1));
  g_ptr_array_add (texts, NULL);
  paper = make_paper (fixture, (const char *const *) texts->pdata);
  text = read_pdf (fixture, paper);
  pages = g_strsplit (text, "\f", -1);
  g_assert_cmpuint (g_strv_length (pages) - 1, ==, tie_printable_get_n_pages (paper));
  g_assert_cmpuint (tie_printable_get_n_pages (paper), >, 1);
  for (guint i = 0; i < N_LINES; i++)
    {
      g_auto (GStrv) parts = g_strsplit (text, texts->pdata[i], -1);

      g_assert_cmpuint (g_strv_length (parts), ==, 2);
    }
  for (guint i = 0; i < tie_printable_get_n_pages (paper); i++)
    {
      g_autofree char *number = g_strdup_printf ("Page %u of %u", i + 1, tie_printable_get_n_pages (paper));

      g_assert_nonnull (strstr (pages[i], number));
      g_assert_nonnull (strstr (pages[i], "Description"));
    }
  g_assert_nonnull (strstr (pages[tie_printable_get_n_pages (paper) - 1], "1,234.56"));
}

/* A text of ten thousand characters goes on over the pages and loses no word. */
static void
test_long_text (StoreFixture *fixture,
                gconstpointer unused)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *texts[2] = { NULL };
  g_autoptr (TiePrintable) paper = NULL;
  g_autofree char *found = NULL;
  guint n = 0;

  while (text->len < 9980)
    g_string_append_printf (text, "word%u. ", ++n);
  texts[0] = text->str;
  paper = make_paper (fixture, texts);
  found = read_pdf (fixture, paper);
  g_assert_cmpuint (tie_printable_get_n_pages (paper), >, 1);
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *word = g_strdup_printf ("word%u.", i);

      g_assert_nonnull (strstr (found, word));
    }
}

static void
test_layouts (StoreFixture *fixture,
              gconstpointer unused)
{
  static const char *const texts[] = { "2025 Form 1040", NULL };
  static const char *const words[] = { "Bank 123-456", "Please send this slip", "INV-1042", NULL };
  g_autoptr (TiePrintable) paper = make_paper (fixture, texts);
  g_autoptr (TieLayout) layout = tie_layout_new ();
  g_autofree char *text = NULL;

  layout->style = TIE_LAYOUT_ENVELOPE;
  layout->paper = TIE_PAPER_A4;
  layout->footer = g_strdup ("Bank 123-456");
  layout->has_slip = TRUE;
  layout->hide_quantity = TRUE;
  tie_letter_paper_set_layout (TIE_LETTER_PAPER (paper), layout);
  text = read_pdf (fixture, paper);
  expect_words (text, words);
  g_assert_null (strstr (text, "Quantity"));
}

static gboolean
save_layout_cb (TieDb *db,
                gpointer data,
                GError **error)
{
  return tie_layout_save (db, data, error);
}

static gboolean
load_layout_cb (TieDb *db,
                gpointer data,
                GError **error)
{
  TieLayout **layout = data;

  *layout = tie_layout_load (db, error);
  return *layout != NULL;
}

static void
test_settings (StoreFixture *fixture,
               gconstpointer unused)
{
  g_autoptr (TieLayout) layout = tie_layout_new ();
  g_autoptr (TieLayout) found = NULL;

  layout->style = TIE_LAYOUT_ENVELOPE;
  layout->paper = TIE_PAPER_A4;
  layout->logo_size = TIE_LOGO_LARGE;
  layout->logo = g_bytes_new_static ("any\0bytes", 9);
  layout->header = g_strdup ("Since 1998");
  layout->has_slip = TRUE;
  store_fixture_write (fixture, save_layout_cb, layout);
  store_fixture_read (fixture, load_layout_cb, &found);
  g_assert_cmpint (found->style, ==, layout->style);
  g_assert_cmpint (found->paper, ==, layout->paper);
  g_assert_cmpint (found->logo_size, ==, layout->logo_size);
  g_assert_true (g_bytes_equal (found->logo, layout->logo));
  g_assert_cmpstr (found->header, ==, "Since 1998");
  g_assert_cmpstr (found->footer, ==, "");
  g_assert_true (found->has_slip);
  g_assert_false (found->hide_codes);
}

typedef struct
{
  const char *id;
  const char *kind; /* of a document; "receipt" for a payment */
  const char *date;
  const char *due;
  gint64 amount;
  const char *pays; /* (nullable): id of the invoice it pays */
  gint64 paid;
  gboolean is_void;
} Item;

/* One invoice of each age, one paid, one void, one of later; a payment of more than it pays, and a credit note. */
static const Item items[] = {
  { "S-1", "invoice", "2025-07-01", "2025-07-31", 10000, NULL, 0, FALSE },
  { "S-2", "invoice", "2025-08-20", "2025-09-19", 20000, NULL, 0, FALSE },
  { "S-3", "invoice", "2025-09-01", "2025-10-01", 30000, NULL, 0, FALSE },
  { "S-4", "invoice", "2025-11-01", "2025-11-29", 40000, NULL, 0, FALSE },
  { "S-5", "invoice", "2025-11-03", "2025-11-30", 50000, NULL, 0, FALSE },
  { "S-6", "invoice", "2025-10-01", "2025-10-31", 70000, NULL, 0, FALSE },
  { "S-7", "invoice", "2025-10-02", "2025-10-31", 80000, NULL, 0, TRUE },
  { "S-8", "invoice", "2025-12-01", "2025-12-31", 90000, NULL, 0, FALSE },
  { "P-1", "receipt", "2025-10-20", NULL, 71500, "S-6", 70000, FALSE },
  { "C-1", "credit", "2025-11-04", NULL, 2500, "S-5", 500, FALSE },
};

static gboolean
add_item (TieDb *db,
          const Item *item,
          GError **error)
{
  gboolean is_receipt = g_str_equal (item->kind, "receipt");
  g_autoptr (TieRecord) record = tie_record_new (is_receipt ? TIE_TYPE_PAYMENT : TIE_TYPE_DOCUMENT, item->id);
  g_autoptr (TieRecord) allocation = NULL;

  tie_record_set_text (record, is_receipt ? TIE_PAYMENT_KIND : TIE_DOCUMENT_KIND, item->kind);
  tie_record_set_text (record, is_receipt ? TIE_PAYMENT_CONTACT : TIE_DOCUMENT_CONTACT, "carter");
  tie_record_set_text (record, is_receipt ? TIE_PAYMENT_NUMBER : TIE_DOCUMENT_NUMBER, item->id);
  tie_record_set_text (record, is_receipt ? TIE_PAYMENT_DATE : TIE_DOCUMENT_DATE, item->date);
  tie_record_set_integer (record, is_receipt ? TIE_PAYMENT_AMOUNT : TIE_DOCUMENT_TOTAL, item->amount);
  if (is_receipt)
    tie_record_set_text (record, TIE_PAYMENT_ORIGIN, "here");
  tie_record_set_integer (record, is_receipt ? TIE_PAYMENT_IS_VOID : TIE_DOCUMENT_IS_VOID, item->is_void);
  if (!is_receipt)
    {
      tie_record_set_text (record, TIE_DOCUMENT_DUE, item->due);
      tie_record_set_text (record, TIE_DOCUMENT_STAGE, "invoiced");
    }
  if (!tie_record_table_save (db, record, error))
    return FALSE;
  if (item->pays == NULL)
    return TRUE;
  allocation = tie_record_new (TIE_TYPE_ALLOCATION, NULL);
  tie_record_set_text (allocation, is_receipt ? TIE_ALLOCATION_PAYMENT : TIE_ALLOCATION_CREDIT, item->id);
  tie_record_set_text (allocation, TIE_ALLOCATION_DOCUMENT, item->pays);
  tie_record_set_integer (allocation, TIE_ALLOCATION_AMOUNT, item->paid);
  return tie_record_table_save (db, allocation, error);
}

static gboolean
fill_items_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      if (!add_item (db, &items[i], error))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  const char *as_of;
  TiePrintable *paper;
} StatementRequest;

static gboolean
load_statement_cb (TieDb *db,
                   gpointer data,
                   GError **error)
{
  StatementRequest *request = data;
  TieStatementData *statement = tie_statement_data_load (db, "carter", request->as_of, error);

  request->paper = statement != NULL ? tie_statement_paper_new (statement) : NULL;
  return statement != NULL;
}

static TiePrintable *
make_statement (StoreFixture *fixture,
                const char *as_of)
{
  StatementRequest request = { as_of, NULL };

  store_fixture_read (fixture, load_statement_cb, &request);
  return request.paper;
}

/* The document of make_paper() is dated 3 November and open too: 1,234.56. */
static void
test_statement (StoreFixture *fixture,
                gconstpointer unused)
{
  static const char *const texts[] = { "2025 Form 1040", NULL };
  static const char *const words[] = { "Statement", "Carter, Joan", "Portland, OR 97201", "S-1", "S-2", "S-3", "S-4", "S-5", "INV-1042",
                                       "Payment P-1", "Credit Note C-1", NULL };
  /* Current is S-5 less the credit, and the invoice that has no due date is due when it is dated. */
  static const char *const feet[] = { "495.00", "1,634.56", "300.00", "200.00", "100.00", "-35.00", "2,694.56", NULL };
  g_autoptr (TiePrintable) invoice = make_paper (fixture, texts);
  g_autoptr (TiePrintable) paper = NULL;
  g_autofree char *text = NULL;
  const char *foot;

  store_fixture_write (fixture, fill_items_cb, NULL);
  paper = make_statement (fixture, "2025-11-30");
  text = read_pdf (fixture, paper);
  expect_words (text, words);
  for (guint i = 5; i < 8; i++)
    g_assert_null (strstr (text, items[i].id)); /* paid, void, of later */
  g_assert_null (strstr (text, "Nothing is open"));
  g_assert_cmpuint (tie_printable_get_n_pages (paper), ==, 1);
  foot = strstr (text, "61–90");
  g_assert_nonnull (foot);
  for (guint i = 0; feet[i] != NULL; i++)
    {
      const char *found = strstr (foot, feet[i]);

      if (found == NULL)
        g_error ("“%s” is not at the foot, or not in its place:\n%s", feet[i], text);
      foot = found + strlen (feet[i]);
    }
}

/* Before anything was owed the paper says so. */
static void
test_no_statement (StoreFixture *fixture,
                   gconstpointer unused)
{
  static const char *const texts[] = { "2025 Form 1040", NULL };
  static const char *const words[] = { "Statement", "Nothing is open.", "$0.00", NULL };
  g_autoptr (TiePrintable) invoice = make_paper (fixture, texts);
  g_autoptr (TiePrintable) paper = make_statement (fixture, "2020-01-01");
  g_autofree char *text = read_pdf (fixture, paper);
  StatementRequest wrong = { "2025-02-30", NULL };
  g_autoptr (GError) error = NULL;

  expect_words (text, words);
  g_assert_false (tie_store_run (fixture->store, TIE_STORE_READ, load_statement_cb, &wrong, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
}

static void
test_logo (void)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("this is no picture", 18);
  g_autoptr (GBytes) large = g_bytes_new_take (g_malloc0 (TIE_LAYOUT_MAX_LOGO + 1), TIE_LAYOUT_MAX_LOGO + 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (tie_layout_decode_logo (text, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (tie_layout_decode_logo (large, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
}

static void
test_whole_or_not (StoreFixture *fixture,
                   gconstpointer unused)
{
  static const char *const texts[] = { "2025 Form 1040", NULL };
  g_autoptr (TiePrintable) paper = make_paper (fixture, texts);
  g_autofree char *path = g_build_filename (fixture->folder, "old.pdf", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->folder, "no folder", "new.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) absent = g_file_new_for_path (nowhere);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;

  g_assert_true (g_file_set_contents (path, "as before", -1, &error));
  g_cancellable_cancel (cancellable);
  g_assert_false (tie_printable_write_pdf (&paper, 1, file, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (path, &contents, NULL, &error));
  g_assert_cmpstr (contents, ==, "as before");

  g_assert_false (tie_printable_write_pdf (&paper, 1, absent, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_report (StoreFixture *fixture,
             gconstpointer unused)
{
  static const char *const words[] = { "A/R Ageing", "As of today", "Abacus Dental LLC", "1,250.00", "61.5 %", "Total", "Harbor", NULL };
  g_autoptr (TieReport) report = tie_report_new ("A/R Ageing", "As of today");
  g_autoptr (TiePrintable) paper = NULL;
  g_autofree char *text = NULL;
  guint row;

  tie_report_add_column (report, "Contact", TIE_CELL_TEXT);
  tie_report_add_column (report, "Current", TIE_CELL_MONEY);
  tie_report_add_column (report, "Share", TIE_CELL_PERCENT);
  row = tie_report_add_row (report, TIE_REPORT_ROW_PLAIN, "abacus");
  tie_report_set_text (report, row, 0, "Abacus Dental LLC");
  tie_report_set_number (report, row, 1, 125000);
  tie_report_set_number (report, row, 2, 615000);
  row = tie_report_add_row (report, TIE_REPORT_ROW_TOTAL, NULL);
  tie_report_set_text (report, row, 0, "Total");
  tie_report_add_bar (report, "Current", 125000, NULL);
  tie_report_add_bar (report, "90+", -2000, NULL);
  g_assert_cmpuint (tie_report_get_n_rows (report), ==, 2);
  g_assert_true (tie_report_is_empty (report, 1, 1));

  paper = tie_report_paper_new (report, "Harbor", TIE_PAPER_LETTER);
  text = read_pdf (fixture, paper);
  expect_words (text, words);
}

int
main (int argc,
      char *argv[])
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add (name, StoreFixture, NULL, set_up, func, store_fixture_tear_down)
  ADD ("/paper/invoice", test_invoice);
  ADD ("/paper/scripts", test_scripts);
  ADD ("/paper/many-lines", test_many_lines);
  ADD ("/paper/long-text", test_long_text);
  ADD ("/paper/layouts", test_layouts);
  ADD ("/paper/settings", test_settings);
  ADD ("/paper/whole-or-not", test_whole_or_not);
  ADD ("/paper/report", test_report);
  ADD ("/paper/statement", test_statement);
  ADD ("/paper/no-statement", test_no_statement);
  g_test_add_func ("/paper/logo", test_logo);
  return g_test_run ();
}
