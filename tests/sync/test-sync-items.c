/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sync-items"
#include "config.h"

#include <string.h>

#include "billing/tie-document-actions.h"
#include "model/tie-code.h"
#include "run-fixture.h"
#include "store/tie-record-table.h"

static gboolean
add_code (TieDb *db,
          gpointer data,
          GError **error)
{
  g_autoptr (TieRecord) code = tie_record_new (TIE_TYPE_WORK_CODE, "tax");
  g_autoptr (TieDocumentSheet) sheet = NULL;

  tie_record_set_text (code, TIE_CODE_CODE, "TAX-1040");
  tie_record_set_text (code, TIE_CODE_DESCRIPTION, "Tax return");
  tie_record_set_integer (code, TIE_CODE_RATE, 1300000);
  if (!tie_record_table_save (db, code, error))
    return FALSE;
  sheet = tie_document_sheet_read (db, data, error);
  if (sheet == NULL)
    return FALSE;
  tie_record_set_text (sheet->lines->pdata[0], TIE_LINE_WORK_CODE, "tax");
  return tie_document_save (db, sheet, NULL, error);
}

static void
post (TieSyncSettings *settings)
{
  settings->post_after_export = TRUE;
}

/* A product that is not there yet is made before the documents that need it, once; what was exported is posted where that
 * is wanted, and stays then. */
static void
test_items (RunFixture *fixture,
            gconstpointer data)
{
  g_autofree char *first = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  g_autofree char *second = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 20000);
  g_autofree char *item = NULL;
  g_autofree char *line = NULL;
  g_autofree char *remote = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;
  guint n_items = run_count (fixture, "Item", NULL);

  run_write (fixture, add_code, first);
  run_write (fixture, add_code, second);
  run_change_settings (fixture, post);
  run_export (fixture, run, &error, first, second, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 2);
  g_assert_cmpuint (run_count (fixture, "Item", NULL), ==, n_items + 1);
  item = run_get_remote_id (fixture, TIE_KIND_ITEM, "tax");
  g_assert_nonnull (item);
  remote = run_get_remote_id (fixture, TIE_KIND_SALES_INVOICE, second);
  line = run_pick (fixture, "Invoice", remote, "Line");
  g_assert_nonnull (strstr (line, "TAX-1040"));
  run_assert_stage (fixture, first, TIE_DOCUMENT_STAGE_POSTED);

  run_remove (fixture, run, first, "delete", &error);
  g_assert_no_error (error);
  run_assert_problem (run, "INV-1001 is posted and stays. A credit note takes it back.");
}

static gboolean
change_code (TieDb *db,
             gpointer data,
             GError **error)
{
  g_autoptr (TieRecord) code = tie_record_table_get (db, TIE_TYPE_WORK_CODE, "tax", error);

  if (code == NULL)
    return FALSE;
  tie_record_set_text (code, TIE_CODE_DESCRIPTION, data);
  tie_record_set_integer (code, TIE_CODE_RATE, 1750000);
  return tie_record_table_save (db, code, error);
}

static void
keep_items (TieSyncSettings *settings)
{
  settings->create_items = FALSE;
}

/* What is changed here of a product goes with the next document that needs it; what somebody changed there stays. */
static void
test_items_updated (RunFixture *fixture,
                    gconstpointer data)
{
  g_autofree char *first = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  g_autofree char *second = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 20000);
  g_autofree char *third = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 30000);
  g_autofree char *fourth = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 40000);
  const char *documents[] = { first, second, third, fourth };
  g_autofree char *item = NULL;
  g_autofree char *description = NULL;
  g_autofree char *price = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *name = NULL;
  g_autofree char *account = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    run_write (fixture, add_code, (gpointer) documents[i]);
  run_export (fixture, run, &error, first, NULL);
  g_assert_no_error (error);
  item = run_get_remote_id (fixture, TIE_KIND_ITEM, "tax");
  account = run_pick (fixture, "Item", item, "IncomeAccountRef");

  run_edit (fixture, "{\"action\":\"set\",\"entity\":\"Item\",\"id\":\"%s\",\"members\":{\"Name\":\"Their own name\"}}", item);
  run_write (fixture, change_code, (gpointer) "2026 returns");
  run_export (fixture, run, &error, second, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  description = run_pick (fixture, "Item", item, "Description");
  g_assert_cmpstr (description, ==, "\"2026 returns\"");
  price = run_pick (fixture, "Item", item, "UnitPrice");
  g_assert_cmpstr (price, ==, "175");
  name = run_pick (fixture, "Item", item, "Name");
  g_assert_cmpstr (name, ==, "\"Their own name\"");
  kept = run_pick (fixture, "Item", item, "IncomeAccountRef");
  g_assert_cmpstr (kept, ==, account);

  /* Changed on both sides: theirs stays. */
  run_edit (fixture, "{\"action\":\"set\",\"entity\":\"Item\",\"id\":\"%s\",\"members\":{\"Description\":\"Their words\"}}", item);
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  run_write (fixture, change_code, (gpointer) "Our words");
  run_export (fixture, run, &error, third, NULL);
  g_assert_no_error (error);
  theirs = run_pick (fixture, "Item", item, "Description");
  g_assert_cmpstr (theirs, ==, "\"Their words\"");

  /* Nor does anything go where Sync Settings leave products alone. */
  run_change_settings (fixture, keep_items);
  run_write (fixture, change_code, (gpointer) "Ours again");
  run_export (fixture, run, &error, fourth, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  g_free (theirs);
  theirs = run_pick (fixture, "Item", item, "Description");
  g_assert_cmpstr (theirs, ==, "\"Their words\"");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/sync-items/made", RunFixture, NULL, run_fixture_set_up, test_items, run_fixture_tear_down);
  g_test_add ("/sync-items/updated", RunFixture, NULL, run_fixture_set_up, test_items_updated, run_fixture_tear_down);

  return g_test_run ();
}
