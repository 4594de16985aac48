/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "run-fixture.h"
#include "store/tie-activity-table.h"
#include "store/tie-closed-period.h"
#include "store/tie-db.h"
#include "store/tie-record-table.h"
#include "store/tie-undo.h"

/* Suppliers' invoices, their credits, and what was paid on them, that somebody wrote in the package. */

#define LINE "\"Line\":[{\"Amount\":%d,\"DetailType\":\"AccountBasedExpenseLineDetail\",\"AccountBasedExpenseLineDetail\":{\"AccountRef\":{\"value\":\"%s\"}}}]"

/* The tests' data are not the company's name. */
static void
set_up (RunFixture *fixture,
        gconstpointer data)
{
  run_fixture_set_up (fixture, NULL);
}

/* (transfer full) The id of an account of that name. */
static char *
find_account (RunFixture *fixture,
              const char *name)
{
  for (guint i = 1; i < 200; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autofree char *there = run_pick (fixture, "Account", id, "Name");

      if (there != NULL && strstr (there, name) != NULL)
        return g_steal_pointer (&id);
    }
  g_assert_not_reached ();
}

static char *
write_there (RunFixture *fixture,
             const char *entity,
             const char *number,
             int amount)
{
  g_autofree char *vendor = run_get_remote_id (fixture, TIE_KIND_VENDOR, fixture->supplier);
  g_autofree char *account = find_account (fixture, "Office Supplies");
  char *id = run_create (fixture, entity, "{\"VendorRef\":{\"value\":\"%s\"},\"DocNumber\":\"%s\",\"TxnDate\":\"2025-11-20\"," LINE "}", vendor, number, amount, account);
  g_autoptr (GError) error = NULL;

  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  return id;
}

static guint
count_differences (RunFixture *fixture)
{
  g_autoptr (TieComparison) comparison = run_compare (fixture);

  return comparison->differences->len;
}

static gboolean
undo (TieDb *db,
      gpointer step,
      GError **error)
{
  g_autofree char *message = NULL;
  guint kept = 0;

  return tie_undo_apply (db, *(gint64 *) step, FALSE, &kept, &message, error) && kept == 0;
}

/* To a customer. */
static char *
sell_there (RunFixture *fixture,
            const char *entity,
            const char *number,
            int amount)
{
  g_autofree char *customer = run_get_remote_id (fixture, TIE_KIND_CUSTOMER, fixture->client);
  char *id = run_create (fixture, entity,
                         "{\"CustomerRef\":{\"value\":\"%s\"},\"DocNumber\":\"%s\",\"TxnDate\":\"2025-11-20\","
                         "\"Line\":[{\"Amount\":%d,\"DetailType\":\"SalesItemLineDetail\",\"SalesItemLineDetail\":{\"ItemRef\":{\"value\":\"9\"}}}]}",
                         customer, number, amount);
  g_autoptr (GError) error = NULL;

  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  return id;
}

typedef struct
{
  const char *path;
  char *(*write) (RunFixture *fixture, const char *entity, const char *number, int amount);
  const char *entity;
  TieKind kind;
  gint64 total;
  const char *words;
} ImportCase;

static const ImportCase cases[] = {
  { "/document-import/bill", write_there, "Bill", TIE_KIND_SUPPLIER_INVOICE, 12000, "1 supplier invoice imported" },
  { "/document-import/credit", write_there, "VendorCredit", TIE_KIND_SUPPLIER_CREDIT, -12000, "1 supplier invoice imported" },
  { "/document-import/invoice", sell_there, "Invoice", TIE_KIND_SALES_INVOICE, 12000, "1 invoice imported" },
  { "/document-import/credit-note", sell_there, "CreditMemo", TIE_KIND_SALES_CREDIT, 12000, "1 credit note imported" },
};

/* Both books agree then; nothing goes back, whatever is changed here, and undone it is as it was. */
static void
test_import (RunFixture *fixture,
             gconstpointer data)
{
  const ImportCase *one = data;
  g_autofree char *remote = one->write (fixture, one->entity, "B-77", 120);
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  g_autofree char *id = NULL;
  g_autofree char *number = NULL;
  g_autofree char *stage = NULL;
  g_autofree char *gone = NULL;
  gint64 step;

  g_assert_cmpuint (count_differences (fixture), ==, 1);
  run_import_document (fixture, run, one->kind, remote, &error);
  g_assert_no_error (error);
  words = tie_sync_run_describe (run);
  g_assert_cmpstr (words, ==, one->words);
  step = tie_sync_run_get_step (run);
  g_assert_cmpint (step, !=, 0);
  g_assert_cmpuint (count_differences (fixture), ==, 0);

  id = run_get_local_id (fixture, one->kind, remote);
  g_assert_nonnull (id);
  number = run_get_text (fixture, TIE_TYPE_DOCUMENT, id, TIE_DOCUMENT_NUMBER);
  stage = run_get_text (fixture, TIE_TYPE_DOCUMENT, id, TIE_DOCUMENT_STAGE);
  g_assert_cmpstr (number, ==, "B-77");
  g_assert_cmpstr (stage, ==, TIE_DOCUMENT_STAGE_EXPORTED);
  g_assert_cmpint (run_get_integer (fixture, TIE_TYPE_DOCUMENT, id, TIE_DOCUMENT_TOTAL), ==, one->total);

  run_import_document (fixture, run, one->kind, remote, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 0);
  run_export (fixture, run, &error, id, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 0);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);

  run_write (fixture, undo, &step);
  g_assert_cmpuint (count_differences (fixture), ==, 1);
  gone = run_get_local_id (fixture, one->kind, remote);
  g_assert_null (gone);
  run_import_document (fixture, run, one->kind, remote, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 1);
  g_assert_cmpuint (count_differences (fixture), ==, 0);
}

/* Another one of ours has that number: which of the two is meant, a person says. */
static void
test_number_taken (RunFixture *fixture,
                   gconstpointer data)
{
  g_autofree char *ours = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 5000);
  g_autofree char *number = run_get_text (fixture, TIE_TYPE_DOCUMENT, ours, TIE_DOCUMENT_NUMBER);
  g_autofree char *remote = sell_there (fixture, "Invoice", number, 120);
  g_autofree char *expected = g_strdup_printf ("%s stands here already. Link the two, or give one of them another number.", number);
  g_autofree char *words = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  run_import_document (fixture, run, TIE_KIND_SALES_INVOICE, remote, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 0);
  words = tie_sync_run_describe (run);
  g_assert_cmpstr (words, ==, expected);
}

/* The package's lines were not read, so none of ours ever takes their place. */
static void
test_changed (RunFixture *fixture,
              gconstpointer data)
{
  g_autofree char *remote = write_there (fixture, "Bill", "B-77", 120);
  g_autofree char *before = run_pick (fixture, "Bill", remote, "Line");
  g_autofree char *after = NULL;
  g_autofree char *id = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  run_import_document (fixture, run, TIE_KIND_SUPPLIER_INVOICE, remote, &error);
  g_assert_no_error (error);
  id = run_get_local_id (fixture, TIE_KIND_SUPPLIER_INVOICE, remote);
  run_change_document (fixture, id, "Another text", 9900);
  run_export (fixture, run, &error, id, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 0);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 1);
  after = run_pick (fixture, "Bill", remote, "Line");
  g_assert_cmpstr (after, ==, before);
}

/* What was paid there on an invoice that was brought over pays it here too. */
static void
test_paid (RunFixture *fixture,
           gconstpointer data)
{
  g_autofree char *bill = write_there (fixture, "Bill", "B-77", 120);
  g_autofree char *vendor = run_get_remote_id (fixture, TIE_KIND_VENDOR, fixture->supplier);
  g_autofree char *bank = find_account (fixture, "Checking");
  g_autofree char *payment = run_create (fixture, "BillPayment",
                                         "{\"VendorRef\":{\"value\":\"%s\"},\"TotalAmt\":120,\"TxnDate\":\"2025-11-21\",\"PayType\":\"Check\",\"CheckPayment\":{\"BankAccountRef\":{\"value\":\"%s\"}},"
                                         "\"Line\":[{\"Amount\":120,\"LinkedTxn\":[{\"TxnId\":\"%s\",\"TxnType\":\"Bill\"}]}]}",
                                         vendor, bank, bill);
  g_autofree char *id = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  run_import_document (fixture, run, TIE_KIND_SUPPLIER_INVOICE, bill, &error);
  g_assert_no_error (error);
  run_import_payment (fixture, run, TIE_KIND_SUPPLIER_PAYMENT, payment, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 1);
  id = run_get_local_id (fixture, TIE_KIND_SUPPLIER_INVOICE, bill);
  g_assert_cmpint (run_get_paid (fixture, id), ==, 12000);
  g_assert_cmpuint (count_differences (fixture), ==, 0);
}

/* As an older copy of the practice has it, with another number meanwhile. */
static gboolean
forget (TieDb *db,
        gpointer id,
        GError **error)
{
  return tie_db_run (db, error, "DELETE FROM link WHERE local_id = ?", "s", id) &&
         tie_db_run (db, error, "UPDATE document SET number = 'B-1' WHERE id = ?", "s", id);
}

/* What we sent ourselves is known by its mark, and is not recorded a second time. */
static void
test_own (RunFixture *fixture,
          gconstpointer data)
{
  g_autofree char *bill = run_add_document (fixture, TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, 12000);
  g_autofree char *remote = NULL;
  g_autofree char *id = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  run_export (fixture, run, &error, bill, NULL);
  g_assert_no_error (error);
  remote = run_get_remote_id (fixture, TIE_KIND_SUPPLIER_INVOICE, bill);
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  run_write (fixture, forget, bill);
  run_import_document (fixture, run, TIE_KIND_SUPPLIER_INVOICE, remote, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 1);
  id = run_get_local_id (fixture, TIE_KIND_SUPPLIER_INVOICE, remote);
  g_assert_cmpstr (id, ==, bill);
}

static gboolean
unlink_supplier (TieDb *db,
                 gpointer data,
                 GError **error)
{
  return tie_db_run (db, error, "DELETE FROM link WHERE kind = 2", "");
}

static gboolean
close_period (TieDb *db,
              gpointer data,
              GError **error)
{
  return tie_setting_table_set (db, TIE_SETTING_CLOSING_DATE, "2025-12-31", error);
}

static gboolean
change_currency (TieDb *db,
                 gpointer data,
                 GError **error)
{
  return tie_db_run (db, error, "UPDATE remote_money SET currency = 'CHF' WHERE kind = 10", "");
}

typedef struct
{
  const char *path;
  TieStoreFunc before;
  const char *sentence;
} ProblemCase;

static const ProblemCase problems[] = {
  { "/document-import/not-linked", unlink_supplier, "is not linked to a contact." },
  { "/document-import/closed", close_period, "closed period" },
  { "/document-import/currency", change_currency, "Invoice is in CHF, the company uses USD." },
  { "/document-import/number-taken", NULL, "The invoice A-12000 of this supplier was recorded already. Link the two." },
};

/* It stays where it is, and the reason is said. */
static void
test_problem (RunFixture *fixture,
              gconstpointer data)
{
  const ProblemCase *one = data;
  g_autofree char *remote = write_there (fixture, "Bill", "A-12000", 120);
  g_autofree char *same = one->before == NULL ? run_add_document (fixture, TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, 12000) : NULL;
  g_autofree char *id = NULL;
  g_autofree char *words = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  if (one->before != NULL)
    run_write (fixture, one->before, NULL);
  run_import_document (fixture, run, TIE_KIND_SUPPLIER_INVOICE, remote, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 1);
  words = tie_sync_run_describe (run);
  g_assert_nonnull (strstr (words, one->sentence));
  id = run_get_local_id (fixture, TIE_KIND_SUPPLIER_INVOICE, remote);
  g_assert_null (id);

  run_import_document (fixture, run, TIE_KIND_SUPPLIER_INVOICE, "9999", &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_NOT_FOUND);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, RunFixture, &cases[i], set_up, test_import, run_fixture_tear_down);
  g_test_add ("/document-import/invoice-number-taken", RunFixture, NULL, set_up, test_number_taken, run_fixture_tear_down);
  g_test_add ("/document-import/changed", RunFixture, NULL, set_up, test_changed, run_fixture_tear_down);
  g_test_add ("/document-import/paid", RunFixture, NULL, set_up, test_paid, run_fixture_tear_down);
  g_test_add ("/document-import/own", RunFixture, NULL, set_up, test_own, run_fixture_tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    g_test_add (problems[i].path, RunFixture, &problems[i], set_up, test_problem, run_fixture_tear_down);
  return g_test_run ();
}
