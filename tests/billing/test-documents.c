/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-documents"
#include "config.h"

#include "billing-fixture.h"
#include "model/tie-number-series.h"
#include "store/tie-number-table.h"

static void
expect_document (TieDb *db,
                 const char *id,
                 const char *number,
                 gint64 total)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_read (db, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (tie_record_get_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_NUMBER), ==, number);
  g_assert_cmpint (tie_record_get_integer (TIE_RECORD (sheet->document), TIE_DOCUMENT_TOTAL), ==, total);
}

static void
expect_next (TieDb *db,
             const char *number)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *next = tie_number_table_peek (db, TIE_NUMBER_SERIES_INVOICE, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (next, ==, number);
}

static gboolean
save_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  g_autoptr (TieDocumentSheet) sheet = make_invoice ("carter", "2026-01-05", 45000);
  g_auto (TieBillingStep) step = { 0 };
  g_autofree char *id = g_strdup (tie_record_get_id (TIE_RECORD (sheet->document)));

  tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_TERMS, "net30");
  tie_document_sheet_add_line (sheet); /* the empty row below the last */
  g_assert_true (tie_document_save (db, sheet, &step, error));
  g_assert_cmpstr (step.sentence, ==, "INV-1001 created");
  g_assert_cmpint (step.id, >, 0);
  g_assert_false (tie_document_sheet_is_changed (sheet));
  g_assert_cmpuint (sheet->lines->len, ==, 1);
  g_assert_cmpstr (tie_record_get_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_DUE), ==, "2026-02-04");
  expect_document (db, id, "INV-1001", 45000);
  expect_next (db, "INV-1002");

  tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_STAGE, TIE_DOCUMENT_STAGE_APPROVED);
  g_assert_true (tie_record_table_save (db, TIE_RECORD (sheet->document), error));
  tie_document_sheet_free (g_steal_pointer (&sheet));
  sheet = tie_document_sheet_read (db, id, error);
  tie_record_set_integer (sheet->lines->pdata[0], TIE_LINE_AMOUNT, 46000);
  tie_record_set_text (TIE_RECORD (tie_document_sheet_add_line (sheet)), TIE_LINE_TEXT, "Postage");
  g_assert_true (tie_document_save (db, sheet, &step, error));
  g_assert_cmpstr (step.sentence, ==, "INV-1001 changed and put back to Invoiced");
  g_assert_cmpstr (tie_record_get_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_STAGE), ==, TIE_DOCUMENT_STAGE_INVOICED);
  expect_document (db, id, "INV-1001", 46000);

  g_ptr_array_remove_index (sheet->lines, 0);
  g_assert_true (tie_document_save (db, sheet, &step, error));
  g_assert_cmpstr (step.sentence, ==, "INV-1001 changed");
  expect_document (db, id, "INV-1001", 0);
  return TRUE;
}

static void
test_save (StoreFixture *fixture,
           gconstpointer data)
{
  store_fixture_write (fixture, save_cb, NULL);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/billing/documents/save", StoreFixture, NULL, billing_fixture_set_up, test_save, store_fixture_tear_down);

  return g_test_run ();
}
