/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "exchange/tie-import.h"
#include "model/tie-code.h"
#include "model/tie-document.h"
#include "model/tie-employee.h"
#include "model/tie-entry.h"
#include "model/tie-payment.h"
#include "model/tie-project.h"
#include "store/tie-record-table.h"
#include "store/tie-undo.h"

/* One file after the other into one practice, as a firm that moves in would do it. */
typedef struct
{
  char *folder;
  char *path;
  TieStore *store;
} Fixture;

static TieImport *
review (Fixture *fixture,
        TieImportKind kind,
        const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  TieImport *import = tie_import_new (kind, bytes);
  g_autoptr (GError) error = NULL;

  g_assert_true (tie_import_review (import, fixture->store, &error));
  g_assert_no_error (error);
  return import;
}

static const char *
get_reason (TieImport *import,
            guint row)
{
  g_autoptr (TieImportRow) item = g_list_model_get_item (tie_import_get_rows (import), row);

  g_assert_nonnull (item);
  return tie_import_row_get_reason (item);
}

static void
expect (TieImport *import,
        const char *summary)
{
  g_autofree char *now = tie_import_dup_summary (import);

  g_assert_cmpstr (now, ==, summary);
}

static void
apply (Fixture *fixture,
       TieImport *import,
       const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = tie_import_apply (import, fixture->store, "main", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (sentence, ==, expected);
}

/* New the first time, the same the second. */
static void
import_twice (Fixture *fixture,
              TieImportKind kind,
              const char *text,
              guint n,
              const char *sentence)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TieImport) import = review (fixture, kind, text);

      for (guint row = 0; row < n; row++)
        g_assert_cmpstr (get_reason (import, row), ==, "");
      g_assert_cmpuint (tie_import_count (import, i == 0 ? TIE_IMPORT_ROW_NEW : TIE_IMPORT_ROW_SAME), ==, n);
      if (i == 0)
        apply (fixture, import, sentence);
    }
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("tie-import-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "Test.tieout", NULL);
  fixture->store = tie_store_open (fixture->path, TIE_STORE_CREATE, &error);
  g_assert_no_error (error);

  import_twice (fixture, TIE_IMPORT_CONTACTS, "Name,Number,Type\n\"Carter, Joan\",CARTJ01,Client\nBaker,B1,Client\nBeacon Tax Forms,S1,Supplier\n", 3, "3 contacts imported");
  import_twice (fixture, TIE_IMPORT_EMPLOYEES, "Name,Initials,Rate\n\"Ruiz, Dana\",DR,145.00\nLee Park,LP,\"1,095.50\"\n", 2, "2 employees imported");
  import_twice (fixture, TIE_IMPORT_WORK_CODES, "Code,Description,Rate\nTAX-1040,Form 1040,130\nBOOK,Bookkeeping,85\n", 2, "2 work codes imported");
  import_twice (fixture, TIE_IMPORT_EXPENSE_CODES, "Item,Description,Price\nPOSTAGE,Certified mail,9.85\n", 1, "1 expense code imported");
  import_twice (fixture, TIE_IMPORT_PROJECTS,
                "Client,Project,Return,Tax Year,Due,Status,Fee\n"
                "CARTJ01,2025 Form 1040,Individual,2025,04/15/2026,In progress,450.00\n"
                "Baker,2025 Form 1040,I,2025,,,\n"
                "Baker,Books,,,,waiting for client,\"$1,200\"\n",
                3, "3 projects imported");
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  g_assert_finalize_object (G_OBJECT (fixture->store));
  folder = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static gboolean
check_lists_cb (TieDb *db,
                gpointer data,
                GError **error)
{
  g_autoptr (GPtrArray) employees = tie_record_table_list (db, TIE_TYPE_EMPLOYEE, error);
  g_autoptr (GPtrArray) codes = tie_record_table_list (db, TIE_TYPE_EXPENSE_CODE, error);
  g_autoptr (GPtrArray) projects = tie_record_table_list (db, TIE_TYPE_PROJECT, error);
  TieRecord *books;

  g_assert_cmpint (tie_record_get_integer (employees->pdata[0], TIE_EMPLOYEE_RATE), ==, 10955000);
  g_assert_cmpint (tie_record_get_integer (codes->pdata[0], TIE_CODE_RATE), ==, 98500);
  books = projects->pdata[2];
  g_assert_cmpstr (tie_record_get_name (books), ==, "Books");
  g_assert_cmpstr (tie_record_get_text (books, TIE_PROJECT_STATUS), ==, "wait");
  g_assert_cmpint (tie_record_get_integer (books, TIE_PROJECT_ESTIMATED_FEE), ==, 120000);
  g_assert_cmpstr (tie_record_get_text (projects->pdata[0], TIE_PROJECT_RETURN), ==, "I");
  return TRUE;
}

static void
test_lists (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (TieImport) update = NULL;
  g_autoptr (TieImport) wrong = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (tie_store_run (fixture->store, TIE_STORE_READ, check_lists_cb, NULL, &error));
  update = review (fixture, TIE_IMPORT_WORK_CODES, "Code,Rate\ntax-1040,140\n");
  expect (update, "1 row: 0 new · 1 update · 0 same · 0 problems");
  g_assert_cmpstr (get_reason (update, 0), ==, "Changes Code, Rate");
  wrong = review (fixture, TIE_IMPORT_PROJECTS, "Client,Project,Return,Due,Default work code,Fee\nNobody,X,,,,\nBaker,X,Z,,,\nBaker,X,,31/31/2025,,\nBaker,X,,,GONE,\nBaker,X,,,,abc\nBaker,,,,,\n");
  expect (wrong, "6 rows: 0 new · 0 update · 0 same · 6 problems");
  g_assert_cmpstr (get_reason (wrong, 0), ==, "No contact is called “Nobody”");
  g_assert_cmpstr (get_reason (wrong, 1), ==, "“Z” is none of the choices");
  g_assert_cmpstr (get_reason (wrong, 2), ==, "“31/31/2025” is not a date");
  g_assert_cmpstr (get_reason (wrong, 3), ==, "There is no work code “GONE”");
  g_assert_cmpstr (get_reason (wrong, 4), ==, "“abc” is not a number");
  g_assert_cmpstr (get_reason (wrong, 5), ==, "Name is missing.");
}

static gboolean
check_time_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  g_autoptr (GPtrArray) entries = tie_record_table_list (db, TIE_TYPE_ENTRY, error);
  gint64 total = 0;
  guint n_expenses = 0;

  g_assert_cmpuint (entries->len, ==, 5);
  for (guint i = 0; i < entries->len; i++)
    {
      total += tie_record_get_integer (entries->pdata[i], TIE_ENTRY_AMOUNT);
      n_expenses += g_str_equal (tie_record_get_text (entries->pdata[i], TIE_ENTRY_KIND), "expense");
    }
  g_assert_cmpuint (n_expenses, ==, 1);
  /* 1.5 × 130 twice, 2 × 85, 0.25 × 100, 2 × 9.85 */
  g_assert_cmpint (total, ==, 2 * 19500 + 17000 + 2500 + 1970);
  return TRUE;
}

static void
test_time (Fixture *fixture,
           gconstpointer data)
{
  static const char text[] = "Date,Project,Client,Who,Work code,Expense code,Hours,Rate,Text\n"
                             "11/03/2025,2025 Form 1040,\"Carter, Joan\",DR,TAX-1040,,1.5,,Review K-1\n"
                             "11/03/2025,2025 Form 1040,\"Carter, Joan\",DR,TAX-1040,,1.5,,Review K-1\n" /* twice that day */
                             "11/14/2025,Books,,Lee Park,BOOK,,2,,\n"
                             "11/14/2025,Books,,LP,BOOK,,0.25,100,\n"
                             "11/14/2025,Books,,,,POSTAGE,2,,\n";
  g_autoptr (TieImport) wrong = NULL;
  g_autoptr (GError) error = NULL;

  import_twice (fixture, TIE_IMPORT_TIME, text, 5, "5 entries imported");
  g_assert_true (tie_store_run (fixture->store, TIE_STORE_READ, check_time_cb, NULL, &error));
  wrong = review (fixture, TIE_IMPORT_TIME,
                  "Date,Project,Client,Who,Work code,Hours\n"
                  "11/14/2025,2025 Form 1040,,DR,TAX-1040,1\n"
                  "11/14/2025,Books,\"Carter, Joan\",DR,BOOK,1\n"
                  "11/14/2025,Books,,XX,BOOK,1\n"
                  "11/14/2025,Books,,DR,BOOK,-1\n"
                  "02/29/2025,Books,,DR,BOOK,1\n"
                  "11/14/2025,,,DR,BOOK,1\n"
                  "11/14/2025,Books,,DR,BOOK,\n");
  expect (wrong, "7 rows: 0 new · 0 update · 0 same · 7 problems");
  g_assert_cmpstr (get_reason (wrong, 0), ==, "Several projects are called “2025 Form 1040”; give the client too");
  g_assert_cmpstr (get_reason (wrong, 1), ==, "No project is called “Books”");
  g_assert_cmpstr (get_reason (wrong, 2), ==, "No employee is called “XX”");
  g_assert_cmpstr (get_reason (wrong, 3), ==, "Hours cannot be below zero.");
  g_assert_cmpstr (get_reason (wrong, 4), ==, "“02/29/2025” is not a date");
  g_assert_cmpstr (get_reason (wrong, 5), ==, "Project is missing");
  g_assert_cmpstr (get_reason (wrong, 6), ==, "Hours are missing.");
}

static gboolean
check_documents_cb (TieDb *db,
                    gpointer data,
                    GError **error)
{
  g_autoptr (GPtrArray) documents = tie_record_table_list (db, TIE_TYPE_DOCUMENT, error);
  g_autoptr (GPtrArray) lines = tie_record_table_list (db, TIE_TYPE_LINE, error);
  gint64 total = 0;

  g_assert_cmpuint (documents->len, ==, 4);
  g_assert_cmpuint (lines->len, ==, 4);
  for (guint i = 0; i < documents->len; i++)
    {
      TieRecord *document = documents->pdata[i];

      total += tie_record_get_integer (document, TIE_DOCUMENT_TOTAL);
      if (g_str_equal (tie_record_get_name (document), "INV-0990"))
        g_assert_cmpstr (tie_record_get_text (document, TIE_DOCUMENT_DUE), ==, "2025-12-03");
    }
  g_assert_cmpint (total, ==, 123450 + 45000 + 7 + 8800);
  return TRUE;
}

/* The oldest is paid first, and what is left over stays with the payment. */
static gboolean
check_payments_cb (TieDb *db,
                   gpointer data,
                   GError **error)
{
  g_autoptr (GPtrArray) allocations = tie_record_table_list (db, TIE_TYPE_ALLOCATION, error);
  gint64 total = 0;

  for (guint i = 0; i < allocations->len; i++)
    total += tie_record_get_integer (allocations->pdata[i], TIE_ALLOCATION_AMOUNT);
  g_assert_cmpuint (allocations->len, ==, 4); /* Baker's two invoices, Carter's one twice */
  g_assert_cmpint (total, ==, 45005 + 123450);
  return TRUE;
}

static void
test_documents (Fixture *fixture,
                gconstpointer data)
{
  /* Amounts and dates as they are written in Europe. */
  static const char invoices[] = "Number;Client;Date;Terms;Amount;Text\n"
                                 "INV-0990;CARTJ01;03.11.2025;Net 30;1.234,50;2024 Form 1040\n"
                                 "INV-0991;Baker;14.11.2025;;450,00;\n"
                                 "INV-0992;Baker;14.11.2025;;0,07;\n";
  g_autoptr (TieImport) wrong = NULL;
  g_autoptr (GError) error = NULL;

  import_twice (fixture, TIE_IMPORT_OPEN_INVOICES, invoices, 3, "3 invoices imported");
  import_twice (fixture, TIE_IMPORT_SUPPLIER_INVOICES, "Supplier,Bill no,Date,Amount\nBeacon Tax Forms,2214,11/14/2025,88.00\n", 1, "1 supplier invoice imported");
  g_assert_true (tie_store_run (fixture->store, TIE_STORE_READ, check_documents_cb, NULL, &error));
  import_twice (fixture, TIE_IMPORT_PAYMENTS,
                "Client,Date,Amount,Method,Ref\n"
                "Baker,11/20/2025,450.05,Check,2041\n"
                "CARTJ01,11/20/2025,1000.00,Bank transfer,\n"
                "CARTJ01,11/20/2025,1000.00,Bank transfer,\n",
                3, "3 payments imported");
  g_assert_true (tie_store_run (fixture->store, TIE_STORE_READ, check_payments_cb, NULL, &error));
  wrong = review (fixture, TIE_IMPORT_OPEN_INVOICES,
                  "Number,Client,Date,Terms,Amount\n"
                  "INV-0991,Baker,11/14/2025,,451.00\n"
                  "INV-1,Baker,,,1\n"
                  "INV-2,Baker,11/14/2025,Net 99,1\n"
                  "INV-3,Baker,11/14/2025,,-1\n"
                  "INV-4,Baker,11/14/2025,,\n");
  expect (wrong, "5 rows: 0 new · 0 update · 0 same · 5 problems");
  g_assert_cmpstr (get_reason (wrong, 0), ==, "“INV-0991” is in the practice already. Changes Total");
  g_assert_cmpstr (get_reason (wrong, 1), ==, "Date is missing.");
  g_assert_cmpstr (get_reason (wrong, 2), ==, "There are no terms “Net 99”");
  g_assert_cmpstr (get_reason (wrong, 3), ==, "The amount is below zero.");
  g_assert_cmpstr (get_reason (wrong, 4), ==, "Amount is missing.");
}

/* Each kind's template is read without a word. */
static void
test_templates (void)
{
  for (guint kind = TIE_IMPORT_CONTACTS; kind < TIE_IMPORT_N_KINDS; kind++)
    {
      g_autoptr (GBytes) bytes = tie_import_kind_make_template (kind);
      g_autoptr (TieImport) import = tie_import_new (kind, bytes);

      g_assert_null (tie_import_get_problem (import));
      g_assert_cmpuint (tie_import_get_header_row (import), ==, 1);
      for (guint i = 0; i < tie_import_get_n_columns (import); i++)
        {
          guint field = tie_import_get_column_field (import, i);

          if (field == 0)
            g_error ("%s: the column “%s” of its own template is not understood", tie_import_kind_to_string (kind), tie_import_get_column_title (import, i));
          g_assert_cmpstr (tie_import_get_field_label (import, field), ==, tie_import_get_column_title (import, i));
        }
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/import-kinds/templates", test_templates);
  g_test_add ("/import-kinds/lists", Fixture, NULL, set_up, test_lists, tear_down);
  g_test_add ("/import-kinds/time", Fixture, NULL, set_up, test_time, tear_down);
  g_test_add ("/import-kinds/documents", Fixture, NULL, set_up, test_documents, tear_down);
  return g_test_run ();
}
