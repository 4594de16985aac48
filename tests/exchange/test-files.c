/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-files"
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/tie-error.h"
#include "exchange/tie-file-check.h"
#include "files-fixture.h"

static const char *const targets[] = { "beancount", "csv", "gnucash", "hledger", "iif", "myob-ap", "myob-ar", "peachtree2003", "qbo-csv", "sage50uk", "sage50us", "xero-csv" };

/* Golden files: what each target gets of the same practice, byte for byte.  TIEOUT_WRITE_GOLDEN=1 writes them anew, to be read by a
 * person before they are committed. */

static void
compare_golden (const char *name,
                const char *written)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "layouts", name, NULL);
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  gsize expected_size = 0, found_size = 0;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (written, &found, &found_size, &error);
  g_assert_no_error (error);
  if (g_getenv ("TIEOUT_WRITE_GOLDEN") != NULL)
    {
      g_assert_true (g_file_set_contents (path, found, (gssize) found_size, &error));
      return;
    }
  g_file_get_contents (path, &expected, &expected_size, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (found, found_size, expected, expected_size);
}

static void
test_golden (StoreFixture *fixture,
             gconstpointer data)
{
  static const struct
  {
    TieExportKind kind;
    const char *name;
  } kinds[] = {
    { TIE_EXPORT_CUSTOMERS, "customers" },
    { TIE_EXPORT_INVOICES, "invoices" },
    { TIE_EXPORT_PAYMENTS, "payments" },
  };
  const char *target = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TieFileLayout) layout = tie_file_layout_find (target, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (TieFileExport) export = tie_file_export_new (layout, kinds[i].kind, TIE_FILE_READY);
      g_autofree char *name = g_strdup_printf ("%s-%s.%s", target, kinds[i].name, layout->extension);
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      if (!tie_file_layout_has (layout, kinds[i].kind))
        continue;
      export->skips = TRUE;
      tie_file_export_run (export, fixture->store, path, &error);
      g_assert_no_error (error);
      compare_golden (name, path);
      /* What was shown before is what was written. */
      g_assert_true (files_fixture_begins_with (path, export->preview, layout->encoding));
      g_assert_cmpuint (strlen (export->batch->sha256), ==, 64);
    }
}

/* Layouts as tables: mistakes are named with line and column. */
static void
test_layout_errors (void)
{
#define HEAD "[layout]\nid = x\nlabel = X\nextension = x\nform = table\n[file]\ndate = YYYY\n[rules]\ntax = rows\nrows = line tax\n"
  static const struct
  {
    const char *why;
    const char *text;
    const char *message;
  } cases[] = {
    { "no section", "id = x\n", "x.layout, line 1, column 1: there is no [section] above it" },
    { "unknown section", "[layuot]\n", "x.layout, line 1, column 1: “layuot” is none of: customers, invoice-head, invoices, payment-head, payments, accounts, vendors, items, terms" },
    { "unknown key", "[file]\n\ncolour = red\n", "x.layout, line 3, column 1: “colour” means nothing in [file]" },
    { "no equals sign", "[file]\ndate YYYY\n", "x.layout, line 2, column 6: there is no equals sign" },
    { "nothing behind it", "[file]\ndate =\n", "x.layout, line 2, column 1: nothing stands behind the equals sign" },
    { "open quotation mark", "[layout]\nlabel = \"X\n", "x.layout, line 2, column 9: a quotation mark is opened and never closed" },
    { "blanks without marks", "[layout]\nlabel = My Program\n", "x.layout, line 2, column 12: put text with blanks in quotation marks" },
    { "bad choice", "[file]\nencoding = latin\n", "x.layout, line 2, column 12: “latin” is none of: , utf-8, ascii, windows-1252" },
    { "no number", "[rules]\nnumber-max = many\n", "x.layout, line 2, column 14: “many” is no number" },
    { "row twice", "[rules]\nrows = line tax line\n", "x.layout, line 2, column 17: “line” stands there twice" },
    { "unknown field", HEAD "[invoices]\ncolumn = Date document.dat\n", "x.layout, line 12, column 15: there is no field “document.dat”" },
    { "open brace", HEAD "[invoices]\ncolumn = Memo \"a {contact.name\"\n", "x.layout, line 12, column 15: a brace is opened and never closed" },
    { "unknown attribute", HEAD "[invoices]\ncolumn = Date document.date width=3\n", "x.layout, line 12, column 29: “width” is none of: max, keep, required, upper, double-quotes, decimals, sign, else, map, deny, for, first" },
    { "no pair", HEAD "[invoices]\ncolumn = T document.is-credit map=yes\n", "x.layout, line 12, column 31: “yes” is no pair such as yes:Y" },
    { "nothing needed", HEAD, "x.layout, line 12, column 1: “[invoices] column” is missing" },
    { "not UTF-8", "[layout]\nlabel = \xff\n", "x.layout, line 1, column 1: the file is not UTF-8" },
    { "half a choice", HEAD "[option date]\nchoices = a\n", "x.layout, line 12, column 11: choices are pairs of a value and its words" },
    { "option without name", "[option]\n", "x.layout, line 1, column 1: an option has a name, as in [option date]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) text = g_bytes_new_static (cases[i].text, strlen (cases[i].text));
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].why);
      g_assert_null (tie_file_layout_parse (text, "x.layout", &error));
      g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

/* A copy in the user's data folder stands in place of the built-in one; a broken one is named and passed over. */
static void
test_layout_copies (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "tieout", "layouts", NULL);
  g_autofree char *path = g_build_filename (folder, "iif.layout", NULL);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) layouts = NULL;
  g_autoptr (TieFileLayout) copy = NULL;
  g_autoptr (GError) error = NULL;

  layouts = tie_file_layout_list (problems);
  g_assert_cmpuint (layouts->len, ==, G_N_ELEMENTS (targets));
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpstr (((TieFileLayout *) layouts->pdata[0])->label, ==, "QuickBooks Desktop (IIF)");
  for (guint i = 0; i < layouts->len; i++)
    {
      g_auto (GStrv) limits = tie_file_layout_dup_limits (layouts->pdata[i]);

      g_assert_cmpuint (g_strv_length (limits), >=, 2);
    }

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, HEAD "[invoices]\ncolumn = N document.number\n", -1, &error));
  copy = tie_file_layout_find ("iif", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (copy->label, ==, "X");
  g_assert_true (copy->is_own);
  g_assert_true (g_file_set_contents (path, "[rules]\nrows = lines\n", -1, &error));
  g_clear_pointer (&copy, tie_file_layout_unref);
  copy = tie_file_layout_find ("iif", &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "iif.layout, line 2, column 8: “lines”"));
  g_clear_error (&error);
  g_clear_pointer (&layouts, g_ptr_array_unref);
  layouts = tie_file_layout_list (problems);
  g_assert_cmpuint (layouts->len, ==, G_N_ELEMENTS (targets));
  g_assert_cmpuint (problems->len, ==, 1);
  g_unlink (path);
  g_assert_null (tie_file_layout_find ("../iif", &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_NOT_FOUND);
}

/* A sample for every target, of a practice that has nothing yet. */
static gboolean
sample_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  StoreFixture *fixture = data;

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autoptr (TieFileLayout) layout = tie_file_layout_find (targets[i], error);
      g_autofree char *path = g_build_filename (fixture->folder, targets[i], NULL);

      if (!tie_file_export_write_sample (db, layout, TIE_EXPORT_INVOICES, path, error))
        return FALSE;
      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
    }
  return TRUE;
}

static void
test_sample (StoreFixture *fixture,
             gconstpointer unused)
{
  store_fixture_read (fixture, sample_cb, fixture);
  g_assert_cmpuint (files_fixture_count (fixture, "SELECT count(*) FROM export_batch"), ==, 0);
}

/* What was written is read back, and a cent too much is found where a file says a thing twice. */
static void
test_check (void)
{
  static const struct
  {
    const char *file;
    const char *target;
    guint n_records;
    gint64 total;
    const char *from; /* (nullable) what is spoiled */
    const char *to;
    const char *problem;
  } cases[] = {
    { "iif-invoices.iif", "iif", 4, 208918, "-350.00\t\tSite", "-350.01\t\tSite", "Line 27: I-10421 does not balance, by $0.01" },
    { "iif-payments.iif", "iif", 1, 166750, "1667.50\t5512", "1667.51\t5512", "Line 9: 5512 does not balance, by $0.01" },
    { "iif-invoices.iif", "iif", 4, 208918, "03/14/2026\tAccounts", "14.3.2026\tAccounts", "Line 27: “DATE” is no date: “14.3.2026”" },
    { "hledger-invoices.journal", "hledger", 4, 208918, "$-18.50", "$-18.51", "Line 15: (I-10421) Northbrook Mills does not balance, by $0.01" },
    { "beancount-invoices.beancount", "beancount", 4, 208918, " -18.50 USD", " -18.51 USD", "Line 8: \"Northbrook Mills\" \"Weir gate design\" ^I-10421 does not balance, by $0.01" },
    { "csv-invoices.csv", "csv", 4, 208918, "4920,18.50,", "4920,18.51,", "Line 2: I-10421 does not balance, by $0.01" },
    { "csv-payments.csv", "csv", 1, 166750, "1667.50", "1667,50", "Line 2: 9 columns instead of 8" },
    { "peachtree2003-invoices.csv", "peachtree2003", 3, 0, "STATE,4,Site", "STATE,3,Site", NULL },
    { "peachtree2003-invoices.csv", "peachtree2003", 3, 0, "STATE,4,State", "STATE,5,State", "Line 2: I-10421 says 5 rows and has 4" },
    { "sage50uk-invoices.csv", "sage50uk", 3, 0, "NRTHBK01,4010", "NRTHBK012,4010", "Line 2: “Account Reference” has more than 8 characters" },
    { "gnucash-invoices.csv", "gnucash", 2, 0, ",12.5,", ",twelve,", "Line 1: “quantity” is no number: “twelve”" },
    { "xero-csv-customers.csv", "xero-csv", 2, 0, "\nNorthbrook Mills,", "\n,", "Line 3: “*ContactName” is empty" },
    { "hledger-customers.journal", "hledger", 2, 0, NULL, NULL, NULL },
    { "myob-ap-invoices.txt", "myob-ap", 4, 0, NULL, NULL, NULL },
    { "qbo-csv-invoices.csv", "qbo-csv", 2, 0, NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "layouts", cases[i].file, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *whole = NULL;
      gsize size = 0;

      g_test_message ("%s", cases[i].file);
      g_file_get_contents (path, &whole, &size, &error);
      g_assert_no_error (error);
      g_string_append_len (text, whole, (gssize) size);
      for (guint spoiled = 0; spoiled < 2; spoiled++)
        {
          g_autoptr (TieFileCheck) check = NULL;

          if (spoiled > 0 && (cases[i].from == NULL || cases[i].problem == NULL))
            continue;
          if (spoiled > 0)
            g_assert_cmpuint (g_string_replace (text, cases[i].from, cases[i].to, 1), ==, 1);
          g_clear_pointer (&bytes, g_bytes_unref);
          bytes = g_bytes_new (text->str, text->len);
          check = tie_file_check (bytes, &error);
          g_assert_no_error (error);
          g_assert_cmpstr (check->layout->id, ==, cases[i].target);
          if (spoiled == 0)
            {
              g_assert_cmpuint (check->n_problems, ==, 0);
              g_assert_cmpuint (check->n_records, ==, cases[i].n_records);
              g_assert_cmpint (check->total, ==, cases[i].total);
            }
          else
            {
              g_assert_cmpuint (check->n_problems, >=, 1);
              g_assert_cmpstr (check->problems->pdata[0], ==, cases[i].problem);
            }
        }
    }
}

static void
test_check_foreign (void)
{
  static const char *const foreign[] = { "", "a\n", "one,two\n1,2\n", "\"open\n" };

  for (guint i = 0; i < G_N_ELEMENTS (foreign); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (foreign[i], strlen (foreign[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (tie_file_check (bytes, &error));
      g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/files/layout/errors", test_layout_errors);
  g_test_add_func ("/files/layout/copies", test_layout_copies);
  g_test_add_func ("/files/check/written", test_check);
  g_test_add_func ("/files/check/foreign", test_check_foreign);
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autofree char *path = g_strconcat ("/files/golden/", targets[i], NULL);

      g_test_add (path, StoreFixture, targets[i], files_fixture_set_up, test_golden, store_fixture_tear_down);
    }
  g_test_add ("/files/sample", StoreFixture, NULL, files_fixture_set_up, test_sample, store_fixture_tear_down);

  return g_test_run ();
}
