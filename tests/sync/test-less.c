/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-less"
#include "config.h"

#include "base/tie-error.h"
#include "run-fixture.h"
#include "store/tie-activity-table.h"
#include "store/tie-remote-table.h"
#include "sync/tie-problem.h"

/* Packages that have less than others: no private note, no numbers of ours, no open payments, no change of a payment. */

static void
put (RunFixture *fixture,
     TieKind kind,
     const char *id,
     const char *type)
{
  TieRemote *remote = tie_remote_new (kind, id);

  remote->name = g_strdup_printf ("%s %s", tie_kind_to_string (kind), id);
  remote->type = g_strdup (type);
  remote->is_active = TRUE;
  tie_dummy_ledger_put (fixture->sync.dummy, remote);
}

static void
set_up (RunFixture *fixture,
        gconstpointer data)
{
  static const struct
  {
    TieKind kind;
    const char *id;
    const char *type;
  } lists[] = {
    { TIE_KIND_ITEM, "9", "Service" },
    { TIE_KIND_ITEM, "13", "Service" },
    { TIE_KIND_ITEM, "17", "Service" },
    { TIE_KIND_ACCOUNT, "8", "Income" },
    { TIE_KIND_ACCOUNT, "16", "Expense" },
    { TIE_KIND_ACCOUNT, "1", "Bank" },
  };
  TieLedgerCapabilities *can;

  sync_fixture_set_up_dummy (&fixture->sync, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    put (fixture, lists[i].kind, lists[i].id, lists[i].type);
  can = tie_dummy_ledger_edit_capabilities (fixture->sync.dummy);
  can->tax_model = TIE_TAX_NONE;
  can->has_private_note = FALSE;
  can->has_our_numbers = FALSE;
  can->has_sub_customers = FALSE;
  can->has_employees = FALSE;
  can->has_terms = FALSE;
  can->has_unapplied = FALSE;
  tie_dummy_ledger_set_verb (fixture->sync.dummy, TIE_KIND_RECEIPT, "update", FALSE);
  tie_dummy_ledger_set_verb (fixture->sync.dummy, TIE_KIND_SUPPLIER_PAYMENT, "update", FALSE);
  run_fixture_fill (fixture);
}

static const TieRemote *
get_there (RunFixture *fixture,
           TieKind kind,
           const char *id)
{
  g_autofree char *remote_id = run_get_remote_id (fixture, kind, id);

  g_assert_nonnull (remote_id);
  return tie_dummy_ledger_get (fixture->sync.dummy, kind, remote_id);
}

static void
export_good (RunFixture *fixture,
             const char *id)
{
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  run_export (fixture, run, &error, id, NULL);
  g_assert_no_error (error);
}

/* Lists that are not there are not asked for. */
static void
test_lists (RunFixture *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint before = tie_dummy_ledger_get_n_calls (fixture->sync.dummy, TIE_DUMMY_PULL);

  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_dummy_ledger_get_n_calls (fixture->sync.dummy, TIE_DUMMY_PULL) - before, ==, 13);
}

/* The package numbers it, and ours is its reference; somebody else's document with our number is in nobody's way. */
static void
test_number (RunFixture *fixture,
             gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 30000);
  g_autofree char *number = run_get_text (fixture, TIE_TYPE_DOCUMENT, invoice, TIE_DOCUMENT_NUMBER);
  TieRemote *other = tie_remote_new (TIE_KIND_SALES_INVOICE, "other");
  g_autoptr (GError) error = NULL;
  const TieRemote *there;

  tie_remote_need_money (other)->number = g_strdup (number);
  other->money->date = g_strdup ("2025-11-03");
  tie_dummy_ledger_put (fixture->sync.dummy, other);
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  export_good (fixture, invoice);
  there = get_there (fixture, TIE_KIND_SALES_INVOICE, invoice);
  g_assert_cmpstr (there->money->number, ==, "SI-1");
  g_assert_cmpstr (there->money->reference, ==, number);
  g_assert_null (there->money->memo);

  run_change_document (fixture, invoice, "Other words", 31000);
  export_good (fixture, invoice);
  there = get_there (fixture, TIE_KIND_SALES_INVOICE, invoice);
  g_assert_cmpstr (there->money->number, ==, "SI-1");
  g_assert_cmpint (there->money->total, ==, 31000);
}

/* ---- lost answers ---- */

typedef struct
{
  const char *path;
  const char *kind; /* of a document, or of what pays one */
  gboolean is_payment;
  TieKind there;
} LostCase;

static const LostCase lost_cases[] = {
  { "/less/lost/invoice", TIE_DOCUMENT_KIND_INVOICE, FALSE, TIE_KIND_SALES_INVOICE },
  { "/less/lost/credit", TIE_DOCUMENT_KIND_CREDIT, FALSE, TIE_KIND_SALES_CREDIT },
  { "/less/lost/bill", TIE_DOCUMENT_KIND_SUPPLIER, FALSE, TIE_KIND_SUPPLIER_INVOICE },
  { "/less/lost/receipt", TIE_PAYMENT_KIND_RECEIPT, TRUE, TIE_KIND_RECEIPT },
  { "/less/lost/paid", TIE_PAYMENT_KIND_PAID, TRUE, TIE_KIND_SUPPLIER_PAYMENT },
};

static char *
add_case (RunFixture *fixture,
          const LostCase *c)
{
  gboolean is_supplier = g_str_equal (c->kind, TIE_DOCUMENT_KIND_SUPPLIER) || g_str_equal (c->kind, TIE_PAYMENT_KIND_PAID);
  const char *contact = is_supplier ? fixture->supplier : fixture->client;
  g_autofree char *document = NULL;

  if (!c->is_payment)
    return run_add_document (fixture, c->kind, contact, 25000);
  document = run_add_document (fixture, is_supplier ? TIE_DOCUMENT_KIND_SUPPLIER : TIE_DOCUMENT_KIND_INVOICE, contact, is_supplier ? 25000 + tie_dummy_ledger_count (fixture->sync.dummy, c->there) : 25000);
  export_good (fixture, document);
  return run_add_payment (fixture, c->kind, contact, document, is_supplier ? run_get_integer (fixture, TIE_TYPE_DOCUMENT, document, TIE_DOCUMENT_TOTAL) : 25000);
}

/* It arrived, and the answer did not; the package knows request ids no longer. */
static void
test_lost (RunFixture *fixture,
           gconstpointer data)
{
  const LostCase *c = data;
  g_autofree char *id = add_case (fixture, c);

  tie_dummy_ledger_fail (fixture->sync.dummy, TIE_DUMMY_PUSH, 0, TIE_ERROR_NETWORK, TRUE);
  tie_dummy_ledger_forget_requests (fixture->sync.dummy);
  export_good (fixture, id);
  g_assert_cmpuint (tie_dummy_ledger_count (fixture->sync.dummy, c->there), ==, 1);
  g_assert_nonnull (get_there (fixture, c->there, id));
}

/* It did not arrive, and another one just like it is there: that is somebody else's, whatever it looks like. */
static void
test_twin (RunFixture *fixture,
           gconstpointer data)
{
  const LostCase *c = data;
  g_autofree char *first = add_case (fixture, c);
  g_autofree char *second = NULL;
  g_autofree char *twin = NULL;
  TieRemote *copy;

  if (c->there == TIE_KIND_SUPPLIER_INVOICE || c->there == TIE_KIND_SUPPLIER_PAYMENT) /* numbers of bills differ */
    return;
  export_good (fixture, first);
  second = add_case (fixture, c);
  copy = tie_remote_copy (get_there (fixture, c->there, first));
  g_free (copy->money->reference);
  copy->money->reference = run_get_text (fixture, c->is_payment ? TIE_TYPE_PAYMENT : TIE_TYPE_DOCUMENT, second, c->is_payment ? (guint) TIE_PAYMENT_NUMBER : (guint) TIE_DOCUMENT_NUMBER);
  tie_dummy_ledger_put (fixture->sync.dummy, copy);
  tie_dummy_ledger_lose (fixture->sync.dummy, 0);
  export_good (fixture, second);
  g_assert_cmpuint (tie_dummy_ledger_count (fixture->sync.dummy, c->there), ==, 2);
  twin = run_get_remote_id (fixture, c->there, second);
  g_assert_cmpstr (twin, !=, get_there (fixture, c->there, first)->id);
}

/* ---- names ---- */

/* Sites are nobody there: they are neither listed nor sent, and their documents go to the contact. */
static void
test_sites (RunFixture *fixture,
            gconstpointer data)
{
  g_autofree char *site = sync_add_site (&fixture->sync, fixture->client, "Annex");
  g_autoptr (TieCrosswalk) crosswalk = sync_load_crosswalk (&fixture->sync, TIE_KIND_CUSTOMER);
  g_autoptr (TieCrosswalk) employees = sync_load_crosswalk (&fixture->sync, TIE_KIND_EMPLOYEE);
  g_autoptr (GError) error = NULL;
  guint before = tie_dummy_ledger_count (fixture->sync.dummy, TIE_KIND_CUSTOMER);
  g_autofree char *sentence = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (tie_crosswalk_get_left (crosswalk)), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (tie_crosswalk_get_left (employees)), ==, 0);
  sentence = sync_export (crosswalk, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_dummy_ledger_count (fixture->sync.dummy, TIE_KIND_CUSTOMER), ==, before);
}

/* Where a record may be both, who is a supplier becomes a customer under the same id, exactly once, whatever becomes of the
 * answer. */
static void
test_both (RunFixture *fixture,
           gconstpointer data)
{
  TieLedgerCapabilities *can = tie_dummy_ledger_edit_capabilities (fixture->sync.dummy);
  g_autofree char *vendor = run_get_remote_id (fixture, TIE_KIND_VENDOR, fixture->supplier);
  g_autofree char *customer = NULL;
  g_autoptr (TieRecord) record = NULL;
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  TieRemote *there = tie_remote_copy (tie_dummy_ledger_get (fixture->sync.dummy, TIE_KIND_VENDOR, vendor));

  can->has_one_contact = TRUE;
  can->names_shared = FALSE;
  there->kind = TIE_KIND_CUSTOMER; /* one record, in both lists */
  tie_dummy_ledger_put (fixture->sync.dummy, there);
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  record = tie_record_new (TIE_TYPE_CONTACT, fixture->supplier);
  tie_record_set_text (record, TIE_CONTACT_NAME, "Paper & More");
  tie_record_set_text (record, TIE_CONTACT_TYPE_ID, TIE_CONTACT_TYPE_CLIENT);
  sync_save_record (&fixture->sync, record);
  crosswalk = sync_load_crosswalk (&fixture->sync, TIE_KIND_CUSTOMER);
  tie_dummy_ledger_fail (fixture->sync.dummy, TIE_DUMMY_PUSH, 0, TIE_ERROR_NETWORK, TRUE);
  sentence = sync_export (crosswalk, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_crosswalk_get_problems (crosswalk)->len, ==, 0);
  customer = run_get_remote_id (fixture, TIE_KIND_CUSTOMER, fixture->supplier);
  g_assert_cmpstr (customer, ==, vendor);
  g_assert_cmpuint (tie_dummy_ledger_count (fixture->sync.dummy, TIE_KIND_CUSTOMER), ==, 3);
}

/* Where two records may have one name, the one that is there is offered. */
static void
test_same_name (RunFixture *fixture,
                gconstpointer data)
{
  g_autofree char *contact = NULL;
  g_autofree char *there = NULL;
  g_autofree char *made = NULL;
  g_autofree char *sentence = NULL;
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GError) error = NULL;
  const TieProblem *problem;

  tie_dummy_ledger_edit_capabilities (fixture->sync.dummy)->has_names_unique = FALSE;
  there = sync_put_remote (&fixture->sync, TIE_KIND_CUSTOMER, "Dale, Robin", NULL);
  contact = sync_add_contact (&fixture->sync, "Dale, Robin", TIE_CONTACT_TYPE_CLIENT);
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  crosswalk = sync_load_crosswalk (&fixture->sync, TIE_KIND_CUSTOMER);
  sentence = sync_export (crosswalk, &error);
  g_assert_cmpuint (tie_crosswalk_get_problems (crosswalk)->len, ==, 1);
  problem = g_ptr_array_index (tie_crosswalk_get_problems (crosswalk), 0);
  g_assert_cmpstr (problem->existing_id, ==, there);
  made = run_get_remote_id (fixture, TIE_KIND_CUSTOMER, contact);
  g_assert_null (made);
}

/* ---- payments ---- */

static void
test_unapplied (RunFixture *fixture,
                gconstpointer data)
{
  g_autofree char *payment = run_add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, fixture->client, NULL, 5000);
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;
  GPtrArray *problems;

  run_export (fixture, run, &error, payment, NULL);
  problems = tie_sync_run_get_problems (run);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (((const TieProblem *) g_ptr_array_index (problems, 0))->sentence, ==,
                   "$50.00 of it is not applied, and Dummy takes only payments that are applied to invoices as a whole. Apply all of it, then send it again.");
  g_assert_cmpuint (tie_dummy_ledger_count (fixture->sync.dummy, TIE_KIND_RECEIPT), ==, 0);
}

static char *
add_paid (RunFixture *fixture)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 25000);
  char *payment = run_add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, fixture->client, invoice, 20000);

  export_good (fixture, invoice);
  export_good (fixture, payment);
  return payment;
}

/* What cannot be changed there goes and comes anew. */
static void
test_replaced (RunFixture *fixture,
               gconstpointer data)
{
  g_autofree char *payment = add_paid (fixture);
  g_autofree char *old = run_get_remote_id (fixture, TIE_KIND_RECEIPT, payment);

  run_change_payment (fixture, payment, 25000);
  export_good (fixture, payment);
  g_assert_cmpuint (tie_dummy_ledger_count (fixture->sync.dummy, TIE_KIND_RECEIPT), ==, 1);
  g_assert_cmpint (get_there (fixture, TIE_KIND_RECEIPT, payment)->money->total, ==, 25000);
  g_assert_cmpstr (get_there (fixture, TIE_KIND_RECEIPT, payment)->id, !=, old);
}

/* The second half does not happen: whoever comes next sends it. */
static void
test_replaced_halfway (RunFixture *fixture,
                       gconstpointer data)
{
  g_autofree char *payment = add_paid (fixture);
  g_autofree char *gone = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  run_change_payment (fixture, payment, 25000);
  tie_dummy_ledger_fail (fixture->sync.dummy, TIE_DUMMY_PUSH, 1, TIE_ERROR_SIGN_IN_EXPIRED, FALSE);
  run_export (fixture, run, &error, payment, NULL);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_SIGN_IN_EXPIRED);
  gone = run_get_remote_id (fixture, TIE_KIND_RECEIPT, payment);
  g_assert_null (gone);
  g_assert_cmpuint (tie_dummy_ledger_count (fixture->sync.dummy, TIE_KIND_RECEIPT), ==, 0);
  export_good (fixture, payment);
  g_assert_cmpuint (tie_dummy_ledger_count (fixture->sync.dummy, TIE_KIND_RECEIPT), ==, 1);
  g_assert_cmpint (get_there (fixture, TIE_KIND_RECEIPT, payment)->money->total, ==, 25000);
}

/* Where it cannot go either, a person has to do something. */
static void
test_unchangeable (RunFixture *fixture,
                   gconstpointer data)
{
  g_autofree char *payment = add_paid (fixture);
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;
  GPtrArray *problems;

  tie_dummy_ledger_set_verb (fixture->sync.dummy, TIE_KIND_RECEIPT, "delete", FALSE);
  run_change_payment (fixture, payment, 25000);
  run_export (fixture, run, &error, payment, NULL);
  problems = tie_sync_run_get_problems (run);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_nonnull (strstr (((const TieProblem *) g_ptr_array_index (problems, 0))->sentence, "cannot be changed in Dummy. Undo its export, then send it again."));
  g_assert_cmpint (get_there (fixture, TIE_KIND_RECEIPT, payment)->money->total, ==, 20000);
}

/* A day's limit is not waited out. */
static void
test_day_limit (RunFixture *fixture,
                gconstpointer data)
{
  g_autoptr (GError) fault = g_error_new_literal (TIE_ERROR, TIE_ERROR_THROTTLED, "day");
  guint wait_ms = 0;

  g_assert_true (tie_backoff_next (&tie_backoff_default, fault, 1, 90, &wait_ms));
  g_assert_cmpuint (wait_ms, >=, 90000);
  g_assert_true (tie_backoff_next (&tie_backoff_default, fault, 1, 600, &wait_ms));
  g_assert_false (tie_backoff_next (&tie_backoff_default, fault, 1, 601, &wait_ms));
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
    { "/less/lists", test_lists },
    { "/less/number", test_number },
    { "/less/sites", test_sites },
    { "/less/both", test_both },
    { "/less/same-name", test_same_name },
    { "/less/unapplied", test_unapplied },
    { "/less/replaced", test_replaced },
    { "/less/replaced-halfway", test_replaced_halfway },
    { "/less/unchangeable", test_unchangeable },
    { "/less/day-limit", test_day_limit },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, RunFixture, NULL, set_up, tests[i].test, run_fixture_tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (lost_cases); i++)
    {
      g_autofree char *twin = g_strconcat (lost_cases[i].path, "-twin", NULL);

      g_test_add (lost_cases[i].path, RunFixture, &lost_cases[i], set_up, test_lost, run_fixture_tear_down);
      g_test_add (twin, RunFixture, &lost_cases[i], set_up, test_twin, run_fixture_tear_down);
    }
  return g_test_run ();
}
