/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sync-hazards"
#include "config.h"

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "billing/tie-document-actions.h"
#include "model/tie-tax-code.h"
#include "package-fixture.h"
#include "store/tie-backup.h"
#include "store/tie-db.h"
#include "store/tie-link-table.h"
#include "store/tie-remote-table.h"
#include "sync/tie-problem.h"

#define ZERO "tax-zero"

/* What happens to a practice between two runs, and must not send anything twice: an old copy in its place, a busy package after
 * a lost answer, a key that has grown old meanwhile. */

/* One of each kind that is sent.  What settles invoice and bill leaves so much open that the package would take it once more. */
static GPtrArray *
add_round (RunFixture *fixture)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (ids, package_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10010));
  g_ptr_array_add (ids, package_add_document (fixture, TIE_DOCUMENT_KIND_CREDIT, fixture->client, 4999));
  g_ptr_array_add (ids, package_add_document (fixture, TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, 8881));
  g_ptr_array_add (ids, package_add_document (fixture, TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, -505));
  g_ptr_array_add (ids, run_add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, fixture->client, ids->pdata[0], 3000));
  g_ptr_array_add (ids, run_add_payment (fixture, TIE_PAYMENT_KIND_PAID, fixture->supplier, ids->pdata[2], 2000));
  run_apply_credit (fixture, ids->pdata[1], ids->pdata[0], 1000);
  return ids;
}

static void
export_patiently (RunFixture *fixture,
                  GPtrArray *ids)
{
  for (guint tries = 0; tries < 3; tries++)
    {
      g_autoptr (TieSyncRun) run = run_new (fixture);
      g_autoptr (GError) error = NULL;

      if (run_export_all (fixture, run, ids, NULL, &error) && tie_sync_run_get_n_failed (run) == 0)
        return;
      for (guint i = 0; i < tie_sync_run_get_problems (run)->len; i++)
        g_test_message ("%s", ((const TieProblem *) tie_sync_run_get_problems (run)->pdata[i])->sentence);
    }
  g_assert_not_reached ();
}

/* ---- an old copy ---- */

static gboolean
write_copy (TieDb *db,
            gpointer data,
            GError **error)
{
  return tie_backup_write (db, data, error);
}

static void
close_practice (RunFixture *fixture)
{
  g_clear_object (&fixture->sync.company);
  tie_store_close (fixture->sync.store);
  g_clear_object (&fixture->sync.store);
}

static void
open_practice (RunFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->sync.store = tie_store_open (fixture->sync.path, 0, &error);
  g_assert_no_error (error);
  sync_fixture_restart (&fixture->sync);
}

static gboolean
sum_uses (TieDb *db,
          gpointer data,
          GError **error)
{
  return tie_db_get_integer (db, 0, data, error, "SELECT sum (a.amount) FROM remote_applied a JOIN remote r ON r.connection = a.connection AND r.kind = a.kind AND r.id = a.id"
                                                 " WHERE a.to_kind = 9 AND r.kind = 12 AND NOT r.is_deleted", "");
}

/* What credit notes at the company were used for, as last read. */
static gint64
get_uses (RunFixture *fixture)
{
  gint64 sum = 0;
  g_autoptr (GError) error = NULL;

  tie_store_run (fixture->sync.store, TIE_STORE_READ, sum_uses, &sum, &error);
  g_assert_no_error (error);
  return sum;
}

/* Restored from a copy that knows nothing of what was sent since, and goes on as if nothing had happened: nobody has read the
 * company in between. */
static void
test_restored (RunFixture *fixture,
               gconstpointer data)
{
  g_autoptr (GPtrArray) before = add_round (fixture);
  g_autoptr (GPtrArray) ids = NULL;
  g_autofree char *copy = g_build_filename (fixture->sync.folder, "Copy.tieout", NULL);
  g_autoptr (GError) error = NULL;

  run_export_whole (fixture, before, before->len);
  package_assert_even (fixture);
  ids = add_round (fixture);
  tie_store_run (fixture->sync.store, TIE_STORE_READ, write_copy, copy, &error);
  g_assert_no_error (error);
  run_export_whole (fixture, ids, ids->len);
  package_assert_even (fixture);
  g_assert_cmpint (get_uses (fixture), ==, 2000);

  close_practice (fixture);
  tie_backup_restore (copy, fixture->sync.path, NULL, &error);
  g_assert_no_error (error);
  open_practice (fixture);
  export_patiently (fixture, ids);
  package_assert_even (fixture);
  g_assert_cmpint (get_uses (fixture), ==, 2000);
}

/* What is read before the first export of a program costs few requests: those of one batch stay within one and five. */
static void
test_few_requests (RunFixture *fixture,
                   gconstpointer data)
{
  g_autofree char *invoice = package_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10010);
  g_autofree char *next = NULL;
  g_autoptr (TieSyncRun) run = NULL;
  g_autoptr (GError) error = NULL;
  guint n_requests;

  run = run_new (fixture);
  run_export (fixture, run, &error, invoice, NULL);
  g_assert_no_error (error);
  next = package_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 20020);
  sync_fixture_restart (&fixture->sync);
  n_requests = run_count_requests (fixture, "");
  g_clear_object (&run);
  run = run_new (fixture);
  run_export (fixture, run, &error, next, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 1);
  g_assert_cmpuint (run_count_requests (fixture, "") - n_requests, <=, 1 + 5);
}

/* ---- busy after a lost answer ---- */

static void
pass (RunFixture *fixture,
      gint64 seconds)
{
  tie_sandbox_advance_clock (fixture->sync.sandbox, seconds);
  run_shift_sent (fixture, -seconds);
  sync_fixture_restart (&fixture->sync);
}

static void
export_and_fail (RunFixture *fixture,
                 GPtrArray *ids,
                 const char *fault,
                 TieError code)
{
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  sync_set_fault (&fixture->sync, fault);
  run_export_all (fixture, run, ids, NULL, &error);
  g_assert_error (error, TIE_ERROR, (int) code);
  g_assert_cmpint (run_count_outbox (fixture, TIE_OUTBOX_SENDING), ==, 1);
  sync_set_fault (&fixture->sync, NULL);
}

/* A key counts from the first try: one that did not even leave the house does not make it young again. */
static void
test_busy_between (RunFixture *fixture,
                   gconstpointer data)
{
  gboolean is_xero = g_str_equal (fixture->sync.package, "xero");
  gint64 half = is_xero ? 200 : 1900; /* twice that is longer than a key lives */
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (ids, package_add_document (fixture, TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, 8881));
  export_and_fail (fixture, ids, is_xero ? "cut-after,method=PUT,path=/Invoices;refuse,method=GET,after=2" : "cut-after,method=POST,path=purchase_invoices;refuse,method=GET,after=3", TIE_ERROR_NETWORK);
  pass (fixture, half);
  export_and_fail (fixture, ids, is_xero ? "revoked,method=PUT,count=1" : "revoked,method=POST,path=purchase_invoices,count=1", TIE_ERROR_SIGN_IN_EXPIRED);
  sync_connect (&fixture->sync, &error);
  g_assert_no_error (error);
  pass (fixture, half);
  export_patiently (fixture, ids);
  package_assert_even (fixture);
}

/* ---- what goes back bears tax, and what is charged bears none ---- */

typedef struct
{
  const char *contact;
  const gint64 *amounts; /* of the line without tax and of two with 20 %; 0: no such line */
  char *id;
} Rebate;

/* A code of ours that is none there, and is linked to one there that bears nothing. */
static gboolean
add_zero_rate (TieDb *db,
               gpointer connection,
               GError **error)
{
  g_autoptr (GPtrArray) there = tie_remote_table_list (db, connection, TIE_KIND_TAX_CODE, error);
  g_autoptr (TieRecord) code = tie_record_new (TIE_TYPE_TAX_CODE, ZERO);

  tie_record_set_text (code, TIE_TAX_CODE_NAME, ZERO);
  for (guint i = 0; there != NULL && i < there->len; i++)
    {
      const TieRemote *remote = there->pdata[i];

      if (remote->rate == 0 && remote->is_active && (remote->type == NULL || strstr (remote->type, "sales") != NULL || g_str_equal (remote->type, "both")))
        return tie_record_table_save (db, code, error) && tie_link_table_add (db, connection, TIE_KIND_TAX_CODE, ZERO, remote->id, error);
    }
  g_assert_not_reached ();
}

static gboolean
save_rebate (TieDb *db,
             gpointer data,
             GError **error)
{
  Rebate *rebate = data;
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_new (TIE_DOCUMENT_KIND_INVOICE, "2025-11-03");
  TieRecord *document = TIE_RECORD (sheet->document);

  tie_record_set_text (document, TIE_DOCUMENT_CONTACT, rebate->contact);
  tie_record_set_text (document, TIE_DOCUMENT_DUE, "2025-12-03");
  for (guint i = 0; i < 3; i++)
    {
      TieRecord *line = rebate->amounts[i] != 0 ? TIE_RECORD (tie_document_sheet_add_line (sheet)) : NULL;

      if (line == NULL)
        continue;
      tie_record_set_text (line, TIE_LINE_TEXT, "Work");
      tie_record_set_text (line, TIE_LINE_WORK_CODE, "prep");
      tie_record_set_integer (line, TIE_LINE_QUANTITY, TIE_SCALE);
      tie_record_set_integer (line, TIE_LINE_RATE, rebate->amounts[i] * 100);
      tie_record_set_integer (line, TIE_LINE_AMOUNT, rebate->amounts[i]);
      tie_record_set_text (line, TIE_LINE_TAX_CODE, i == 0 ? ZERO : "tax-sales");
    }
  rebate->id = g_strdup (tie_record_get_id (document));
  return tie_document_save (db, sheet, NULL, error);
}

/* The tax of lines below zero stays with them: alone, beside others of the same tax, where all of it comes to nothing, and where
 * the sum is so small that its rounding says nothing of the rate. */
static void
test_rebate (RunFixture *fixture,
             gconstpointer data)
{
  static const gint64 amounts[][3] = { { 10000, -3000, 0 }, { 5000, 10000, -3000 }, { 5000, 10000, -10000 }, { 5000, 10003, -10000 } };
  static const gint64 taxes[] = { -600, 1400, 0, 1 };
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  run_write (fixture, add_zero_rate, tie_company_get_connection (fixture->sync.company)->id);
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      Rebate rebate = { fixture->client, amounts[i], NULL };

      run_write (fixture, save_rebate, &rebate);
      g_ptr_array_add (ids, rebate.id);
      g_assert_cmpint (run_get_integer (fixture, TIE_TYPE_DOCUMENT, rebate.id, TIE_DOCUMENT_TAX), ==, taxes[i]);
    }
  export_patiently (fixture, ids);
  package_assert_even (fixture);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < N_PACKAGE_CASES; i++)
    {
      const PackageCase *c = &package_cases[i];
      g_autofree char *restored = g_strdup_printf ("/sync-hazards/%s/restored", c->package);
      g_autofree char *rebate = g_strdup_printf ("/sync-hazards/%s/rebate", c->package);
      g_autofree char *busy = g_strdup_printf ("/sync-hazards/%s/busy-between", c->package);

      g_test_add (restored, RunFixture, c, package_fixture_set_up, test_restored, run_fixture_tear_down);
      g_test_add (rebate, RunFixture, c, package_fixture_set_up, test_rebate, run_fixture_tear_down);
      if (i > 0)
        g_test_add (busy, RunFixture, c, package_fixture_set_up, test_busy_between, run_fixture_tear_down);
    }
  g_test_add ("/sync-hazards/quickbooks/few-requests", RunFixture, &package_cases[0], package_fixture_set_up, test_few_requests, run_fixture_tear_down);
  return g_test_run ();
}
