/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-refused"
#include "config.h"

#include "billing/tie-document-actions.h"
#include "billing/tie-document-sheet.h"
#include "model/tie-code.h"
#include "run-fixture.h"
#include "store/tie-link-table.h"
#include "sync/tie-problem.h"
#include "sync/tie-sync-list.h"

/* What a document needs beside itself was not accepted, or it could not even be made: its row says so, until that is mended. */

typedef struct
{
  const char *name;
  const char *document;
} Coded;

static gboolean
add_code (TieDb *db,
          gpointer data,
          GError **error)
{
  const Coded *coded = data;
  g_autoptr (TieRecord) code = tie_record_new (TIE_TYPE_WORK_CODE, "tax");
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_read (db, coded->document, error);

  tie_record_set_text (code, TIE_CODE_CODE, coded->name);
  tie_record_set_text (code, TIE_CODE_DESCRIPTION, "Tax return");
  if (sheet == NULL || !tie_record_table_save (db, code, error))
    return FALSE;
  tie_record_set_text (sheet->lines->pdata[0], TIE_LINE_WORK_CODE, "tax");
  return tie_document_save (db, sheet, NULL, error);
}

typedef struct
{
  const char *connection;
  const char *item;
} Linked;

static gboolean
link_code (TieDb *db,
           gpointer data,
           GError **error)
{
  const Linked *linked = data;

  return tie_link_table_add (db, linked->connection, TIE_KIND_ITEM, "tax", linked->item, error);
}

static void
assert_row (RunFixture *fixture,
            const char *id,
            TieSyncState state,
            TieSyncCode code,
            const char *sentence)
{
  g_autoptr (TieSyncList) list = tie_sync_list_new (fixture->sync.company, TIE_SYNC_INVOICES);
  TieSyncRow *row;

  while (tie_sync_list_get_is_loading (list))
    g_main_context_iteration (NULL, TRUE);
  row = tie_sync_list_find (list, id);
  g_assert_nonnull (row);
  g_assert_cmpint (tie_sync_row_get_code (row), ==, code);
  g_assert_true (g_str_has_prefix (tie_sync_row_get_sentence (row), sentence));
  g_assert_cmpint (tie_sync_row_get_state (row), ==, state);
}

static void
export_one (RunFixture *fixture,
            const char *id,
            guint n_done)
{
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  run_export (fixture, run, &error, id, NULL);
  g_assert_no_error (error);
  for (guint i = 0; i < tie_sync_run_get_problems (run)->len; i++)
    g_test_message ("%s", ((TieProblem *) tie_sync_run_get_problems (run)->pdata[i])->sentence);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, n_done);
}

/* Somebody made one of that name there, and it was not read yet. */
static void
test_item (RunFixture *fixture,
           gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  g_autofree char *item = run_create (fixture, "Item", "{\"Name\":\"TAX-1040\",\"Type\":\"Service\",\"IncomeAccountRef\":{\"value\":\"8\"}}");
  Coded coded = { "TAX-1040", invoice };
  Linked linked = { NULL, item };
  g_autoptr (GError) error = NULL;

  run_write (fixture, add_code, &coded);
  assert_row (fixture, invoice, TIE_SYNC_STATE_READY, TIE_SYNC_READY, "Ready to sync");
  export_one (fixture, invoice, 0);
  g_assert_cmpuint (run_count (fixture, "Invoice", NULL), ==, 0);
  assert_row (fixture, invoice, TIE_SYNC_STATE_BLOCKED, TIE_SYNC_REFUSED, "QuickBooks did not accept TAX-1040: “");
  /* A second try finds the same. */
  export_one (fixture, invoice, 0);
  assert_row (fixture, invoice, TIE_SYNC_STATE_BLOCKED, TIE_SYNC_REFUSED, "QuickBooks did not accept TAX-1040: “");

  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  assert_row (fixture, invoice, TIE_SYNC_STATE_BLOCKED, TIE_SYNC_NO_ITEM, "Line 1: TAX-1040 has no matching product or service.");
  linked.connection = tie_company_get_connection (fixture->sync.company)->id;
  run_write (fixture, link_code, &linked);
  assert_row (fixture, invoice, TIE_SYNC_STATE_READY, TIE_SYNC_READY, "Ready to sync");
  export_one (fixture, invoice, 1);
  g_assert_cmpuint (run_count (fixture, "Invoice", NULL), ==, 1);
}

typedef struct
{
  const char *id;
  const char *number;
} Numbered;

static gboolean
set_number (TieDb *db,
            gpointer data,
            GError **error)
{
  const Numbered *numbered = data;
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_read (db, numbered->id, error);

  if (sheet == NULL)
    return FALSE;
  tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_NUMBER, numbered->number);
  return tie_document_save (db, sheet, NULL, error);
}

/* Nothing that the checks look at is wrong with it. */
static void
test_document_not_made (RunFixture *fixture,
                        gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  Numbered numbered = { invoice, "INV-2025-0000000000000000001" };

  run_write (fixture, set_number, &numbered);
  assert_row (fixture, invoice, TIE_SYNC_STATE_READY, TIE_SYNC_READY, "Ready to sync");
  export_one (fixture, invoice, 0);
  assert_row (fixture, invoice, TIE_SYNC_STATE_BLOCKED, TIE_SYNC_REFUSED, "The number is longer");
  g_assert_cmpuint (run_count (fixture, "Invoice", NULL), ==, 0);
  numbered.number = "INV-2025";
  run_write (fixture, set_number, &numbered);
  assert_row (fixture, invoice, TIE_SYNC_STATE_READY, TIE_SYNC_READY, "Ready to sync");
  export_one (fixture, invoice, 1);
  g_assert_cmpint (run_count_outbox (fixture, TIE_OUTBOX_FAILED), ==, 0);
}

static gboolean
add_discount (TieDb *db,
              gpointer data,
              GError **error)
{
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_read (db, data, error);

  if (sheet == NULL)
    return FALSE;
  tie_record_set_integer (TIE_RECORD (sheet->document), TIE_DOCUMENT_DISCOUNT, 500);
  return tie_document_save (db, sheet, NULL, error);
}

static void
choose_no_discount (TieSyncSettings *settings)
{
  g_clear_pointer (&settings->items[TIE_SYNC_ITEM_DISCOUNT], g_free);
}

/* What the company has not is known before anything is made, also without a connection. */
static void
test_no_discounts (RunFixture *fixture,
                   gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  g_autoptr (GError) error = NULL;

  run_change_settings (fixture, choose_no_discount);
  run_write (fixture, add_discount, invoice);
  assert_row (fixture, invoice, TIE_SYNC_STATE_READY, TIE_SYNC_READY, "Ready to sync");
  run_edit (fixture, "{\"action\":\"set\",\"entity\":\"Preferences\",\"members\":{\"SalesFormsPrefs\":{\"AllowDiscount\":false,\"CustomTxnNumbers\":true}}}");
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  assert_row (fixture, invoice, TIE_SYNC_STATE_BLOCKED, TIE_SYNC_NO_ITEM, "Line 2: Discount has no matching product or service.");
  sync_fixture_restart (&fixture->sync);
  assert_row (fixture, invoice, TIE_SYNC_STATE_BLOCKED, TIE_SYNC_NO_ITEM, "Line 2: Discount has no matching product or service.");
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (RunFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/refused/item", test_item },
    { "/refused/document-not-made", test_document_not_made },
    { "/refused/no-discounts", test_no_discounts },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, RunFixture, NULL, run_fixture_set_up, tests[i].test, run_fixture_tear_down);
  return g_test_run ();
}
