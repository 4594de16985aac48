/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-files-refused"
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "base/tie-error.h"
#include "files-fixture.h"

/* What stands against a record, and files that cannot be written or need their texts fitted. */

static void
test_refused (StoreFixture *fixture,
              gconstpointer unused)
{
  static const struct
  {
    const char *why;
    const char *sql;
    const char *target;
    const char *id;
    TieFileCode code;
    const char *sentence;
  } cases[] = {
    { "off by a cent", "UPDATE distribution SET credit = credit + 1 WHERE document = 'weir' AND category = 'freight'", "iif", "weir", TIE_FILE_F01_UNBALANCED,
      "I-10421: Debits and credits differ by $0.01. Distribute it anew." },
    { "a cent on the wrong part",
      "UPDATE distribution SET credit = credit + CASE category WHEN 'freight' THEN 1 ELSE -1 END WHERE document = 'weir' AND category IN ('freight', 'tax')", "hledger", "weir",
      TIE_FILE_F02_UNDISTRIBUTED, "I-10421: $0.02 is not distributed. Choose an account for each part." },
    { "no account", "UPDATE distribution SET account = NULL WHERE document = 'weir' AND category = 'freight'", "csv", "weir", TIE_FILE_F02_UNDISTRIBUTED,
      "I-10421: $18.50 is not distributed. Choose an account for each part." },
    { "a line without account",
      "UPDATE distribution SET account = NULL WHERE line = (SELECT id FROM document_line WHERE document = 'weir' AND position = 2)", "csv", "weir", TIE_FILE_F02_UNDISTRIBUTED,
      "I-10421: $350.00 is not distributed. Choose an account for each part." },
    { "a share that no line knows", "UPDATE distribution SET category = 'other' WHERE document = 'weir' AND category = 'freight'", "csv", "weir", TIE_FILE_F02_UNDISTRIBUTED,
      "I-10421: $18.50 is not distributed. Choose an account for each part." },
    { "not approved", "UPDATE document SET stage = 'invoiced' WHERE id = 'weir'", "iif", "weir", TIE_FILE_F03_NOT_APPROVED, "I-10421 is not approved. Approve it first." },
    { "posted", "UPDATE document SET stage = 'posted' WHERE id = 'weir'", "iif", "weir", TIE_FILE_F04_POSTED, NULL },
    { "void", "UPDATE document SET is_void = 1 WHERE id = 'weir'", "iif", "weir", TIE_FILE_F05_VOID, "I-10421 is void." },
    { "credit note", "SELECT 1", "gnucash", "credit", TIE_FILE_F06_NO_CREDIT_NOTES, "C-10433 is a credit note, and files for GnuCash (CSV) have none. Enter it there by hand." },
    { "discount", "SELECT 1", "qbo-csv", "odd", TIE_FILE_F07_NO_PART, NULL },
    { "below zero", "UPDATE document_line SET amount = amount - 200000 WHERE document = 'weir' AND position = 1;"
                    "UPDATE document_line SET amount = amount + 200000, tax_code = 'stx' WHERE document = 'weir' AND position = 2;"
                    "UPDATE distribution SET debit = 80000, credit = 0 WHERE document = 'weir' AND line = (SELECT id FROM document_line WHERE document = 'weir' AND position = 1);"
                    "UPDATE distribution SET credit = credit + 200000 WHERE document = 'weir' AND line = (SELECT id FROM document_line WHERE document = 'weir' AND position = 2);"
                    "UPDATE document SET tax = 12788, total = total + 2888 WHERE id = 'weir';"
                    "UPDATE distribution SET credit = 12788 WHERE document = 'weir' AND category = 'tax';"
                    "UPDATE distribution SET debit = debit + 2888 WHERE document = 'weir' AND category = 'total'",
      "sage50uk", "weir", TIE_FILE_F08_BELOW_ZERO, NULL },
    { "account unknown to the target", "UPDATE account SET number = '' WHERE number = '4920'", "peachtree2003", "weir", TIE_FILE_F09_ACCOUNT_NAME,
      "I-10421: It is not known what Peachtree Complete 2003 (CSV) calls the account “Freight charged”. Say so in the set-up of this target." },
    { "account too long", "UPDATE account SET number = '123456789' WHERE number = '4920'", "sage50uk", "weir", TIE_FILE_F09_ACCOUNT_NAME, NULL },
    { "accounts become equal", "UPDATE account SET name = 'Freight, charged' WHERE number = '4920'; UPDATE account SET name = 'Freight charged' WHERE number = '4010'", "beancount", "weir",
      TIE_FILE_F10_ACCOUNTS_EQUAL, NULL },
    { "no receivable", "UPDATE account SET kind = 'bank' WHERE number = '1100'", "iif", "weir", TIE_FILE_F11_ACCOUNT_TYPE, NULL },
    { "customer without number", "UPDATE contact SET number = '' WHERE id = 'mills'", "sage50uk", "weir", TIE_FILE_F13_NO_CUSTOMER_KEY, NULL },
    { "customer's number too long", "UPDATE contact SET number = 'NORTHBROOK-01' WHERE id = 'mills'", "sage50uk", "weir", TIE_FILE_F14_CUSTOMER_KEY, NULL },
    { "customers equal after cutting", "UPDATE contact SET number = '', name = 'The very long name of a company that stands here 1' WHERE id = 'mills';"
                                       "UPDATE contact SET number = '', name = 'The very long name of a company that stands here 2' WHERE id = 'zoe'",
      "iif", "weir", TIE_FILE_F15_CUSTOMERS_EQUAL, NULL },
    { "customers equal but for case", "UPDATE contact SET number = 'nrthbk01' WHERE id = 'zoe'", "iif", "weir", TIE_FILE_F15_CUSTOMERS_EQUAL,
      "The customers “Northbrook Mills” and “Café \"Zoë\" & Søn; =1+1” would both be “NRTHBK01” for QuickBooks Desktop (IIF). Give one of them another number." },
    { "number too long", "UPDATE document SET number = 'INVOICE-10421' WHERE id = 'weir'", "iif", "weir", TIE_FILE_F16_NUMBER,
      "INVOICE-10421: QuickBooks Desktop (IIF) takes numbers of 11 characters, and this would be “INVOICE-10421”. Give it a shorter number." },
    { "numbers equal", "UPDATE document SET number = 'I-10421' WHERE id = 'credit'", "iif", "weir", TIE_FILE_F17_NUMBERS_EQUAL, NULL },
    { "tax without a code", "UPDATE document_line SET tax_code = NULL", "iif", "weir", TIE_FILE_F18_NO_TAX_CODE, "I-10421 has $99.00 of tax and no tax code on any line. Choose the tax code of each line." },
    { "tax of another rate", "UPDATE tax_code SET rate = 82600 WHERE id = 'stx'", "iif", "weir", TIE_FILE_F19_TAX_SUM, NULL },
    { "terms not understood", "INSERT INTO setting VALUES ('files.myob-ap.terms.net-30', 'MYOB net 30')", "myob-ap", "weir", TIE_FILE_F21_TERMS, NULL },
    { "tax code too long", "DELETE FROM setting WHERE id LIKE 'files.sage50uk.tax.%'", "sage50uk", "weir", TIE_FILE_F26_TEXT, NULL },
    { "exported elsewhere", "UPDATE document SET stage = 'exported' WHERE id = 'weir'", "iif", "weir", TIE_FILE_W6_ELSEWHERE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      files_fixture_renew (fixture);
      files_fixture_exec (fixture, cases[i].sql);
      files_fixture_expect_code (fixture, cases[i].target, TIE_EXPORT_INVOICES, cases[i].id, cases[i].code, cases[i].sentence);
    }
}

/* The file cannot be written: nothing half-written, no stage changed, no batch. */
static void
expect_failure (StoreFixture *fixture,
                const char *path,
                TieError code,
                const char *sentence)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieFileLayout) layout = tie_file_layout_find ("iif", &error);
  g_autoptr (TieFileExport) export = tie_file_export_new (layout, TIE_EXPORT_INVOICES, TIE_FILE_READY);
  g_autofree char *before = store_fixture_dump (fixture);
  g_autofree char *after = NULL;

  g_assert_false (tie_file_export_run (export, fixture->store, path, &error));
  g_assert_error (error, TIE_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, sentence);
  g_assert_null (export->batch);
  after = store_fixture_dump (fixture);
  g_assert_cmpstr (before, ==, after);
  files_fixture_expect_no_temporaries (fixture);
  g_assert_cmpuint (files_fixture_count (fixture, "SELECT count(*) FROM export_batch"), ==, 0);
}

static void
expect_old_file (const char *path)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "what stood there before");
}

static void
test_no_place (StoreFixture *fixture,
               gconstpointer unused)
{
  g_autofree char *gone = g_build_filename (fixture->folder, "gone", "out.iif", NULL);
  g_autofree char *folder = g_build_filename (fixture->folder, "folder", NULL);
  g_autofree char *inside = g_build_filename (folder, "something", NULL);
  g_autofree char *is_folder = g_strdup_printf ("“%s” cannot be written: Is a directory. Choose another folder; nothing was changed here.", folder);
  g_autofree char *not_there = g_strdup_printf ("“%s” cannot be written: No such file or directory. Choose another folder; nothing was changed here.", gone);

  expect_failure (fixture, gone, TIE_ERROR_INVALID, not_there);
  /* A rename that is refused: a folder that is not empty stands there. */
  g_assert_cmpint (g_mkdir_with_parents (inside, 0700), ==, 0);
  expect_failure (fixture, folder, TIE_ERROR_INVALID, is_folder);
}

static void
test_disk_full (StoreFixture *fixture,
                gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "out.iif", NULL);
  struct rlimit limit, small;

  g_assert_true (g_file_set_contents (path, "what stood there before", -1, NULL));
  /* The limit of a file's size stands for a disk without room: the practice is larger than it already. */
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  small = limit;
  small.rlim_cur = 512;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  files_fixture_try_to_write (fixture, path);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  expect_old_file (path);
  files_fixture_expect_no_temporaries (fixture);
  g_assert_cmpuint (files_fixture_count (fixture, "SELECT count(*) FROM export_batch"), ==, 0);
  g_assert_cmpuint (files_fixture_count (fixture, "SELECT count(*) FROM document WHERE stage = 'exported'"), ==, 0);
}

/* Cancelled by the second record that is noted, in the middle of the file. */
static void
cancel_func (sqlite3_context *context,
             int n_values,
             sqlite3_value **values)
{
  g_cancellable_cancel (sqlite3_user_data (context));
  sqlite3_result_null (context);
}

static gboolean
cancelled_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  TieFileExport *export = data;

  g_assert_cmpint (sqlite3_create_function (tie_db_get_handle (db), "tie_test_cancel", 0, SQLITE_UTF8, export->cancellable, cancel_func, NULL, NULL), ==, SQLITE_OK);
  return tie_db_exec (db, "CREATE TEMP TRIGGER cancel_now AFTER INSERT ON main.export_item WHEN (SELECT count(*) FROM main.export_item) = 2 BEGIN SELECT tie_test_cancel (); END", error);
}

/* The file that stood there before stands there still. */
static void
test_cancelled (StoreFixture *fixture,
                gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "out.iif", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TieFileLayout) layout = tie_file_layout_find ("iif", &error);
  g_autoptr (TieFileExport) export = tie_file_export_new (layout, TIE_EXPORT_INVOICES, TIE_FILE_READY);

  g_assert_true (g_file_set_contents (path, "what stood there before", -1, NULL));
  export->cancellable = g_cancellable_new ();
  store_fixture_write (fixture, cancelled_cb, export);
  before = store_fixture_dump (fixture);
  g_assert_false (tie_file_export_run (export, fixture->store, path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_atomic_int_get (&export->n_done), ==, 2);
  after = store_fixture_dump (fixture);
  g_assert_cmpstr (before, ==, after);
  expect_old_file (path);
  files_fixture_expect_no_temporaries (fixture);
}

/* A file that may only be read, or that another program has open, is replaced as a whole by one of its name: the other program
 * keeps what it has. */
static void
test_name_exists (StoreFixture *fixture,
                  gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "out.iif", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GMappedFile) other = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TieFileLayout) layout = tie_file_layout_find ("iif", &error);
  g_autoptr (TieFileExport) export = tie_file_export_new (layout, TIE_EXPORT_INVOICES, TIE_FILE_READY);
  GStatBuf status;

  g_assert_true (g_file_set_contents (path, "what stood there before", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0400), ==, 0);
  other = g_mapped_file_new (path, FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (tie_file_export_run (export, fixture->store, path, &error));
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_assert_true (g_str_has_prefix (text, "!ACCNT"));
  g_assert_cmpint (strncmp (g_mapped_file_get_contents (other), "what stood there before", 23), ==, 0);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  files_fixture_expect_no_temporaries (fixture);
}

/* Names that are no names: every change is in the log, nothing is silent, and the columns stay where they are. */
static void
test_odd_names (StoreFixture *fixture,
                gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieFileLayout) layout = tie_file_layout_find ("iif", &error);
  g_autoptr (TieFileExport) export = tie_file_export_new (layout, TIE_EXPORT_CUSTOMERS, TIE_FILE_READY);
  g_autofree char *path = g_build_filename (fixture->folder, "odd.iif", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean has_name = FALSE, has_formula = FALSE;

  files_fixture_exec (fixture, "UPDATE contact SET number = '', name = '=Tab' || char (9) || 'Quote\" Semi; New' || char (10) || 'Line Œuvre 漢' WHERE id = 'zoe'");
  tie_file_export_run (export, fixture->store, path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_assert_true (g_str_is_ascii (text));
  g_assert_nonnull (strstr (text, "CUST\t=Tab Quote' Semi, New Line OEuvre ?\t"));
  lines = g_strsplit (text, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);

      g_assert_cmpuint (g_strv_length (cells), ==, 10);
    }
  for (guint i = 0; i < export->changes->len; i++)
    has_name |= g_str_equal (((TieExportChange *) export->changes->pdata[i])->field, "COMPANYNAME");
  for (guint i = 0; i < export->problems->len; i++)
    has_formula |= ((TieFileProblem *) export->problems->pdata[i])->code == TIE_FILE_W4_FORMULA;
  g_assert_true (has_name && has_formula);
  g_assert_cmpuint (export->n_changes, ==, files_fixture_count (fixture, "SELECT count(*) FROM export_change"));
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (StoreFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/files/refused", test_refused },
    { "/files/no-place", test_no_place },
    { "/files/disk-full", test_disk_full },
    { "/files/cancelled", test_cancelled },
    { "/files/name-exists", test_name_exists },
    { "/files/odd-names", test_odd_names },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, StoreFixture, NULL, files_fixture_set_up, tests[i].test, store_fixture_tear_down);

  return g_test_run ();
}
