/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sync-taxes"
#include "config.h"

#include <string.h>

#include "billing/tie-document-actions.h"
#include "model/tie-tax-code.h"
#include "run-fixture.h"
#include "store/tie-activity-table.h"
#include "store/tie-connection-table.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"

typedef struct
{
  const char *connection;
  const char *document;
} Taxed;

/* Two taxes of one code there, 5 % and 9.975 %. */
static gboolean
add_tax (TieDb *db,
         gpointer data,
         GError **error)
{
  const Taxed *taxed = data;
  g_autoptr (TieRecord) code = tie_record_new (TIE_TYPE_TAX_CODE, "quebec");
  g_autoptr (TieDocumentSheet) sheet = NULL;

  tie_record_set_text (code, TIE_TAX_CODE_NAME, "GST and QST");
  tie_record_set_integer (code, TIE_TAX_CODE_RATE, 149750);
  if (!tie_record_table_save (db, code, error) || !tie_link_table_add (db, taxed->connection, TIE_KIND_TAX_CODE, "quebec", "4", error) ||
      !tie_setting_table_set (db, "currency", "CAD", error))
    return FALSE;
  sheet = tie_document_sheet_read (db, taxed->document, error);
  if (sheet == NULL)
    return FALSE;
  tie_record_set_text (sheet->lines->pdata[0], TIE_LINE_TAX_CODE, "quebec");
  return tie_document_save (db, sheet, NULL, error);
}

/* Each tax rounded by itself comes to a cent more than the one rate here: the package is told ours. */
static void
test_tax_parts (RunFixture *fixture,
                gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 1010);
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;
  Taxed taxed = { tie_company_get_connection (fixture->sync.company)->id, invoice };
  gint64 sum = 0;

  run_write (fixture, add_tax, &taxed);
  g_assert_cmpint (run_get_integer (fixture, TIE_TYPE_DOCUMENT, invoice, TIE_DOCUMENT_TOTAL), ==, 1010 + 151);
  run_export (fixture, run, &error, invoice, NULL);
  for (guint i = 0; i < tie_sync_run_get_problems (run)->len; i++)
    g_test_message ("%s", ((TieProblem *) tie_sync_run_get_problems (run)->pdata[i])->sentence);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  run_count (fixture, "Invoice", &sum);
  g_assert_cmpint (sum, ==, 1010 + 151);

  /* Changed, it is ours again. */
  run_change_document (fixture, invoice, "2026 return", 3030);
  run_export (fixture, run, &error, invoice, NULL);
  g_assert_no_error (error);
  run_count (fixture, "Invoice", &sum);
  g_assert_cmpint (sum, ==, 3030 + 454);
}

/* The second tax there is charged on the first as well. */
static gboolean
compound (TieDb *db,
          gpointer data,
          GError **error)
{
  g_autoptr (TieRecord) code = tie_record_table_get (db, TIE_TYPE_TAX_CODE, "quebec", error);
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_read (db, data, error);

  tie_record_set_integer (code, TIE_TAX_CODE_RATE, 154738);
  tie_record_set_text (sheet->lines->pdata[0], TIE_LINE_TEXT, "2025 return");
  return tie_record_table_save (db, code, error) && tie_document_save (db, sheet, NULL, error);
}

static void
test_compound_tax (RunFixture *fixture,
                   gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 1010);
  g_autoptr (TieSyncRun) run = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *list = run_pick (fixture, "TaxCode", "4", "SalesTaxRateList");
  char *last = g_strrstr (list, "TaxOnAmount");
  g_autofree char *head = g_strndup (list, (gsize) (last - list));
  Taxed taxed = { NULL, invoice };
  gint64 sum = 0;

  run_edit (fixture, "{\"action\":\"set\",\"entity\":\"TaxCode\",\"id\":\"4\",\"members\":{\"SalesTaxRateList\":%sTaxOnAmountPlusTax%s}}", head, last + strlen ("TaxOnAmount"));
  sync_fixture_restart (&fixture->sync); /* what tells no changes is read at once then */
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  run = run_new (fixture);
  taxed.connection = tie_company_get_connection (fixture->sync.company)->id;
  run_write (fixture, add_tax, &taxed);
  run_write (fixture, compound, invoice);
  g_assert_cmpint (run_get_integer (fixture, TIE_TYPE_DOCUMENT, invoice, TIE_DOCUMENT_TOTAL), ==, 1010 + 156);
  run_export (fixture, run, &error, invoice, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  run_count (fixture, "Invoice", &sum);
  g_assert_cmpint (sum, ==, 1010 + 156); /* by itself it would come to a cent more */
}

/* County and city there, 8.25 % and 1.5 %, one rate here. */
static gboolean
add_us_tax (TieDb *db,
            gpointer data,
            GError **error)
{
  const Taxed *taxed = data;
  g_autoptr (TieRecord) code = tie_record_new (TIE_TYPE_TAX_CODE, "border");
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_read (db, taxed->document, error);

  tie_record_set_text (code, TIE_TAX_CODE_NAME, "Border City");
  tie_record_set_integer (code, TIE_TAX_CODE_RATE, 97500);
  if (!tie_record_table_save (db, code, error) || !tie_link_table_add (db, taxed->connection, TIE_KIND_TAX_CODE, "border", "3", error))
    return FALSE;
  tie_record_set_text (sheet->lines->pdata[0], TIE_LINE_TAX_CODE, "border");
  return tie_document_save (db, sheet, NULL, error);
}

static void
assert_code (RunFixture *fixture,
             const char *invoice,
             TieSyncCode code)
{
  g_autoptr (GPtrArray) findings = run_check (fixture, TIE_SYNC_INVOICES, invoice);

  g_assert_cmpint (tie_sync_findings_get_code (findings), ==, code);
}

static void
choose_rounding (TieSyncSettings *settings)
{
  g_free (settings->items[TIE_SYNC_ITEM_ROUNDING]);
  settings->items[TIE_SYNC_ITEM_ROUNDING] = g_strdup ("9");
}

static void
choose_no_rounding (TieSyncSettings *settings)
{
  g_clear_pointer (&settings->items[TIE_SYNC_ITEM_ROUNDING], g_free);
}

/* A cent apart: named before anything goes, and made up for by a line where somebody chose what it stands on. */
static void
test_rounding (RunFixture *fixture,
               gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 1033);
  g_autofree char *linked = NULL;
  g_autofree char *lines = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;
  Taxed taxed = { tie_company_get_connection (fixture->sync.company)->id, invoice };
  gint64 sum = 0;

  run_write (fixture, add_us_tax, &taxed);
  run_change_settings (fixture, choose_no_rounding);
  run_export (fixture, run, &error, invoice, NULL);
  g_assert_no_error (error);
  run_assert_problem (run, "Its tax is 1.01 here and 1.00 in QuickBooks, which rounds each part of it. Choose a product or service for rounding in Account Defaults.");
  g_assert_cmpuint (run_count (fixture, "Invoice", NULL), ==, 0);
  assert_code (fixture, invoice, TIE_SYNC_REFUSED);

  run_change_settings (fixture, choose_rounding);
  assert_code (fixture, invoice, TIE_SYNC_READY);
  run_export (fixture, run, &error, invoice, NULL);
  g_assert_no_error (error);
  for (guint i = 0; i < tie_sync_run_get_problems (run)->len; i++)
    g_test_message ("%s", ((TieProblem *) tie_sync_run_get_problems (run)->pdata[i])->sentence);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  run_count (fixture, "Invoice", &sum);
  g_assert_cmpint (sum, ==, 1033 + 101);
  linked = run_get_remote_id (fixture, TIE_KIND_SALES_INVOICE, invoice);
  lines = run_pick (fixture, "Invoice", linked, "Line");
  g_assert_nonnull (strstr (lines, "Rounding of the tax"));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/sync-taxes/parts", RunFixture, "ca", run_fixture_set_up, test_tax_parts, run_fixture_tear_down);
  g_test_add ("/sync-taxes/rounding", RunFixture, NULL, run_fixture_set_up, test_rounding, run_fixture_tear_down);
  g_test_add ("/sync-taxes/compound", RunFixture, "ca", run_fixture_set_up, test_compound_tax, run_fixture_tear_down);

  return g_test_run ();
}
