/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sync-health"
#include "config.h"

#include "billing/tie-document-actions.h"
#include "billing/tie-reports.h"
#include "run-fixture.h"
#include "store/tie-db.h"
#include "sync/tie-sync-health.h"

/* The report of what was sent also says what can be sent now, and what keeps the rest back. */

static gboolean
make (TieDb *db,
      gpointer data,
      GError **error)
{
  TieReport **report = data;

  *report = tie_reports_make (db, TIE_REPORTS_HEALTH, "2000-01-01", "2099-12-31", "QuickBooks", error);
  return *report != NULL && tie_sync_health_add_now (db, *report, error);
}

static gboolean
mark_sent (TieDb *db,
           gpointer id,
           GError **error)
{
  return tie_db_run (db, error, "UPDATE document SET is_sent = 1 WHERE id = ?", "s", (const char *) id);
}

static void
require_sent (TieSyncSettings *settings)
{
  settings->require_sent = TRUE;
}

static void
expect_row (TieReport *report,
            guint row,
            const char *text,
            gint64 n)
{
  g_assert_cmpuint (row, <, tie_report_get_n_rows (report));
  g_assert_cmpstr (tie_report_get_text (report, row, 0), ==, text);
  if (n > 0)
    g_assert_cmpint (tie_report_get_number (report, row, 1), ==, n);
}

static void
test_now (RunFixture *fixture,
          gconstpointer data)
{
  g_autofree char *stranger = sync_add_contact (&fixture->sync, "Nobody There", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *sent = NULL;
  g_autofree char *never = NULL;
  g_autofree char *payment = NULL;
  g_autofree char *ready = NULL;
  g_autofree char *unlinked = NULL;
  char *ids[2] = { NULL }; /* (owned) */
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (TieReport) nothing = NULL;
  g_autoptr (TieReport) before = NULL;
  g_autoptr (TieReport) report = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  run_write (fixture, make, &nothing);
  g_assert_cmpuint (tie_report_get_n_rows (nothing), ==, 0); /* as the page wants it to say so */
  sent = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  never = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, stranger, 30000);
  run_write (fixture, make, &before);
  g_assert_cmpuint (tie_report_get_n_rows (before), ==, 3);
  expect_row (before, 0, "Ready to sync", 1);
  expect_row (before, 2, "Customer account does not exist in QuickBooks.", 1);
  g_assert_cmpstr (tie_report_get_sentence (before), ==, "Nothing was sent in this time");
  run_export (fixture, run, &error, sent, NULL);
  g_assert_no_error (error);

  run_change_settings (fixture, require_sent);
  ready = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 20000);
  unlinked = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, stranger, 30000);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->other, 100 + i);
  payment = run_add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, fixture->other, ids[0], 100);
  run_write (fixture, mark_sent, ready);
  run_write (fixture, mark_sent, unlinked);

  run_write (fixture, make, &report);
  n = tie_report_get_n_rows (report);
  expect_row (report, n - 5, "Ready to sync", 1);
  expect_row (report, n - 4, "Blocked now, and why", 0);
  expect_row (report, n - 3, "Cannot sync until marked as sent.", 3);
  expect_row (report, n - 2, "Customer account does not exist in QuickBooks.", 1);
  expect_row (report, n - 1, "Invoice INV-1005 has not been exported.", 1);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_free (ids[i]);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/sync-health/now", RunFixture, NULL, run_fixture_set_up, test_now, run_fixture_tear_down);
  return g_test_run ();
}
