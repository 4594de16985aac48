/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sync-actions"
#include "config.h"

#include <string.h>

#include "checks-fixture.h"
#include "store/tie-synced-table.h"
#include "store/tie-undo.h"
#include "sync/tie-sync-actions.h"

/* A record that a check stops, and the next step that is offered for it: after the step it is ready, after undo stopped as
 * before. */
typedef struct
{
  const char *name;
  TieSyncGroup group;
  const char *id;
  const char *sql;
  TieSyncCode code;
  TieSyncAction action;
  const char *typed;    /* what the step is given beside the finding */
  const char *sentence; /* of the step */
} Case;

#define SETTING(name, value) "INSERT OR REPLACE INTO setting (id, value) VALUES ('sync." CONNECTION "." name "', '" value "');"
#define SAME                                                                                        \
  "INSERT INTO remote (connection, kind, id, sort_key, seen) VALUES ('" CONNECTION "', 8, '900', '', '');" \
  "INSERT INTO remote_money (connection, kind, id, number, party_id, total) VALUES ('" CONNECTION "', 8, '900', 'INV-9001', '148', 45000);"

/* The package's payment is settled together with a credit. */
#define BY_HAND "INSERT INTO remote_applied (connection, kind, id, position, to_kind, to_id, amount) VALUES ('" CONNECTION "', 12, '500', 1, 9, '70', 2000);"

static const Case cases[] = {
  { "mark-sent", TIE_SYNC_INVOICES, "inv", "UPDATE document SET is_sent = 0 WHERE id = 'inv'", TIE_SYNC_NOT_SENT, TIE_SYNC_ACTION_MARK_SENT, NULL, "INV-9001 marked as sent" },
  { "link-this", TIE_SYNC_INVOICES, "inv", "DELETE FROM link WHERE local_id = 'carter'", TIE_SYNC_NO_ACCOUNT, TIE_SYNC_ACTION_LINK_THIS, "148", "Carter, Joan linked to Carter, Joan" },
  { "link-this/supplier", TIE_SYNC_SUPPLIER, "bill", "DELETE FROM link WHERE local_id = 'paper'", TIE_SYNC_NO_ACCOUNT, TIE_SYNC_ACTION_LINK_THIS, "300", "Paper & More linked to Paper & More" },
  { "accsid", TIE_SYNC_INVOICES, "inv", "DELETE FROM link WHERE local_id = 'carter'", TIE_SYNC_NO_ACCOUNT, TIE_SYNC_ACTION_ACCSID, " 148 ", "Carter, Joan linked to Carter, Joan" },
  { "use-there", TIE_SYNC_INVOICES, "inv", "UPDATE link SET remote_id = '129' WHERE local_id = 'carter'", TIE_SYNC_BAD_ACCSID, TIE_SYNC_ACTION_USE_THERE, NULL, "Carter, Joan linked to Carter, Joan" },
  { "renumber", TIE_SYNC_INVOICES, "inv", SAME, TIE_SYNC_DUP_NUMBER, TIE_SYNC_ACTION_RENUMBER, NULL, "INV-9001 renumbered to INV-1001" },
  { "link-same", TIE_SYNC_INVOICES, "inv", SAME, TIE_SYNC_DUP_NUMBER, TIE_SYNC_ACTION_LINK_SAME, NULL, "INV-9001 linked to INV-9001 in QuickBooks" },
  { "link-same/payment", TIE_SYNC_PAYMENTS_IN, "500", BY_HAND, TIE_SYNC_BY_HAND, TIE_SYNC_ACTION_LINK_SAME, NULL, NULL },
  { "use-default-item", TIE_SYNC_INVOICES, "inv", "DELETE FROM link WHERE local_id = 'tax';" SETTING ("item.time", "20"), TIE_SYNC_NO_ITEM, TIE_SYNC_ACTION_USE_DEFAULT_ITEM, NULL, "TAX-1040 uses the default item" },
  { "choose-tax", TIE_SYNC_INVOICES, "inv",
    "UPDATE document_line SET tax_code = 'sales' WHERE document = 'inv';"
    "INSERT INTO remote (connection, kind, id, sort_key, seen) VALUES ('" CONNECTION "', 6, '60', '', '');"
    "INSERT INTO link (id, connection, kind, local_id, remote_id) VALUES ('t', '" CONNECTION "', 6, 'city', '60');",
    TIE_SYNC_NO_TAX, TIE_SYNC_ACTION_CHOOSE_TAX, "city", "INV-9001 changed" },
  { "use-state-once", TIE_SYNC_CONTACTS, "400", "UPDATE remote SET state = '' WHERE id = '400'; INSERT INTO setting (id, value) VALUES ('default-state', 'OR')",
    TIE_SYNC_UNKNOWN_STATE, TIE_SYNC_ACTION_USE_STATE_ONCE, NULL, "Unknown & Sons imported from QuickBooks" },
  { "change-date", TIE_SYNC_INVOICES, "inv", "UPDATE connection SET closed_until = '2026-03-02'", TIE_SYNC_CLOSED, TIE_SYNC_ACTION_CHANGE_DATE, "2026-03-03", "INV-9001 changed" },
  { "change-date/payment", TIE_SYNC_PAYMENTS, "paid", "UPDATE connection SET closed_until = '2026-03-31'", TIE_SYNC_CLOSED, TIE_SYNC_ACTION_CHANGE_DATE, "2026-04-01", NULL },
  { "send-after-all", TIE_SYNC_INVOICES, "inv", "UPDATE document SET do_not_send = 1 WHERE id = 'inv'", TIE_SYNC_DO_NOT_SEND, TIE_SYNC_ACTION_SEND_AFTER_ALL, NULL, "INV-9001 marked for sync" },
  { "send-after-all/payment", TIE_SYNC_PAYMENTS, "paid", "UPDATE payment SET do_not_send = 1", TIE_SYNC_DO_NOT_SEND, TIE_SYNC_ACTION_SEND_AFTER_ALL, NULL, NULL },
};

typedef struct
{
  const Case *test;
  const TieSyncFinding *finding;
  TieBillingStep step;
} Act;

static gboolean
act_cb (TieDb *db,
        gpointer data,
        GError **error)
{
  Act *act = data;
  const Case *test = act->test;
  const TieSyncFinding *finding = act->finding;
  g_autofree char *required = NULL;

  switch (test->action)
    {
    case TIE_SYNC_ACTION_MARK_SENT:
      return tie_sync_action_mark_sent (db, test->id, &act->step, error);
    case TIE_SYNC_ACTION_LINK_THIS:
      return tie_sync_action_link (db, CONNECTION, finding->kind, finding->record_id, test->typed, &act->step, error);
    case TIE_SYNC_ACTION_ACCSID:
      return tie_sync_action_set_accsid (db, CONNECTION, finding->kind, finding->record_id, test->typed, &required, &act->step, error);
    case TIE_SYNC_ACTION_USE_THERE:
      return tie_sync_action_link (db, CONNECTION, finding->kind, finding->record_id, finding->there, &act->step, error);
    case TIE_SYNC_ACTION_RENUMBER:
      return tie_sync_action_renumber (db, CONNECTION, test->id, &act->step, error);
    case TIE_SYNC_ACTION_LINK_SAME:
      if (test->group == TIE_SYNC_PAYMENTS_IN)
        return tie_sync_action_link_payment (db, CONNECTION, finding->kind, finding->remote_id, finding->record_id, &act->step, error);
      return tie_sync_action_link_same (db, CONNECTION, test->id, finding->remote_id, &act->step, error);
    case TIE_SYNC_ACTION_USE_DEFAULT_ITEM:
      return tie_sync_action_use_default_item (db, CONNECTION, finding->record_id, &act->step, error);
    case TIE_SYNC_ACTION_CHOOSE_TAX:
      return tie_sync_action_choose_tax (db, test->id, finding->line_id, test->typed, &act->step, error);
    case TIE_SYNC_ACTION_USE_STATE_ONCE:
      return tie_sync_action_use_state_once (db, CONNECTION, finding->remote_id, TRUE, &act->step, error);
    case TIE_SYNC_ACTION_CHANGE_DATE:
      return tie_sync_action_change_date (db, test->group, test->id, test->typed, &act->step, error);
    case TIE_SYNC_ACTION_SEND_AFTER_ALL:
      return tie_sync_action_set_do_not_send (db, test->group, test->id, FALSE, &act->step, error);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
has_findings_cb (TieDb *db,
                 gpointer data,
                 GError **error)
{
  const Case *test = data;
  g_autoptr (TieSyncContext) context = tie_sync_context_read (db, error);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GPtrArray) findings = tie_sync_check (db, context, test->group, test->id, &local_error);

  /* A customer that was brought over is no matter of the package's alone any more. */
  if (findings == NULL)
    g_assert_error (local_error, TIE_ERROR, TIE_ERROR_NOT_FOUND);
  else
    g_assert_cmpuint (findings->len, ==, 0);
  return TRUE;
}

static void
test_step (StoreFixture *fixture,
           gconstpointer data)
{
  Act act = { .test = data };
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  checks_run_sql (fixture, act.test->sql);
  before = store_fixture_dump (fixture);
  findings = checks_find (fixture, act.test->group, act.test->id);
  g_assert_cmpuint (findings->len, ==, 1);
  act.finding = findings->pdata[0];
  g_assert_cmpint (act.finding->code, ==, act.test->code);
  store_fixture_write (fixture, act_cb, &act);
  if (act.test->sentence != NULL)
    g_assert_cmpstr (act.step.sentence, ==, act.test->sentence);
  g_assert_cmpint (act.step.id, >, 0);
  store_fixture_read (fixture, has_findings_cb, (gpointer) act.test);

  store_fixture_write (fixture, undo_last_cb, NULL);
  again = checks_find (fixture, act.test->group, act.test->id);
  g_assert_cmpuint (again->len, ==, 1);
  g_assert_cmpint (((TieSyncFinding *) again->pdata[0])->code, ==, act.test->code);
  /* Numbers are never given twice: their counter is not taken back. */
  after = store_fixture_dump (fixture);
  if (act.test->action != TIE_SYNC_ACTION_RENUMBER)
    g_assert_cmpstr (before, ==, after);
  tie_billing_step_clear (&act.step);
}

/* ---- refusals ---- */

typedef struct
{
  const char *name;
  const char *sql;
  gboolean (*act) (TieDb *db, gpointer data, GError **error);
  TieError error;
  const char *message;
} Refusal;

static gboolean
accsid_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  g_autofree char *required = NULL;
  gboolean done = tie_sync_action_set_accsid (db, CONNECTION, TIE_KIND_CUSTOMER, "carter", "129", &required, NULL, error);

  g_assert_cmpstr (required, ==, strstr ((*error)->message, "requires 148") != NULL ? "148" : NULL);
  return done;
}

static gboolean
taken_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  return tie_sync_action_link (db, CONNECTION, TIE_KIND_CUSTOMER, "carter", "200", NULL, error);
}

static gboolean
gone_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  return tie_sync_action_link (db, CONNECTION, TIE_KIND_CUSTOMER, "carter", "129", NULL, error);
}

static gboolean
site_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  return tie_sync_action_link (db, CONNECTION, TIE_KIND_CUSTOMER, "annex", "400", NULL, error);
}

static gboolean
renumber_bill_cb (TieDb *db,
                  gpointer data,
                  GError **error)
{
  return tie_sync_action_renumber (db, CONNECTION, "bill", NULL, error);
}

static gboolean
peek_bill_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  g_autofree char *number = tie_sync_action_peek_number (db, CONNECTION, "inv", error);
  g_autofree char *none = NULL;

  g_assert_no_error (*error);
  g_assert_cmpstr (number, ==, "INV-1001");
  none = tie_sync_action_peek_number (db, CONNECTION, "bill", error);
  return none != NULL;
}

static gboolean
same_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  return tie_sync_action_link_same (db, CONNECTION, "inv", "900", NULL, error);
}

static gboolean
default_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  return tie_sync_action_use_default_item (db, CONNECTION, "postage", NULL, error);
}

static gboolean
no_code_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  return tie_sync_action_use_default_item (db, CONNECTION, "nothing", NULL, error);
}

static gboolean
no_line_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  return tie_sync_action_choose_tax (db, "inv", "nothing", "sales", NULL, error);
}

static gboolean
closed_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  return tie_sync_action_change_date (db, TIE_SYNC_INVOICES, "inv", "2026-03-31", NULL, error);
}

static gboolean
no_date_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  return tie_sync_action_change_date (db, TIE_SYNC_INVOICES, "inv", "tomorrow", NULL, error);
}

static gboolean
no_state_cb (TieDb *db,
             gpointer data,
             GError **error)
{
  return tie_sync_action_use_state_once (db, CONNECTION, "400", TRUE, NULL, error);
}

#define DEFAULT_STATE "INSERT INTO setting (id, value) VALUES ('default-state', 'OR');"

static const Refusal refusals[] = {
  { "accsid", "DELETE FROM link WHERE local_id = 'carter'", accsid_cb, TIE_ERROR_INVALID, "AccountsID (129) is not correct, QuickBooks requires 148." },
  { "accsid/no-name", "DELETE FROM link WHERE local_id = 'carter'; UPDATE remote SET is_active = 0 WHERE id = '148'", accsid_cb, TIE_ERROR_INVALID,
    "AccountsID (129) is not correct, QuickBooks has no such customer." },
  { "taken", "SELECT 1", taken_cb, TIE_ERROR_ALREADY_LINKED, "Bright Horizon Yoga LLC is already linked to Bright Horizon Yoga LLC." },
  { "gone", "SELECT 1", gone_cb, TIE_ERROR_GONE, NULL },
  { "site", "INSERT INTO site (id, sort_key, contact, name) VALUES ('annex', 'annex', 'carter', 'Annex')", site_cb, TIE_ERROR_INVALID, NULL },
  { "renumber/bill", "SELECT 1", renumber_bill_cb, TIE_ERROR_INVALID, "The number of a supplier invoice is the supplier’s and cannot be changed here." },
  { "peek/bill", "SELECT 1", peek_bill_cb, TIE_ERROR_INVALID, NULL },
  { "same/total", SAME "UPDATE remote_money SET total = 98000", same_cb, TIE_ERROR_INVALID, "INV-9001 is $980.00 in QuickBooks and $450.00 here, so it is not the same." },
  { "same/void", SAME "UPDATE remote_money SET is_void = 1", same_cb, TIE_ERROR_INVALID, "INV-9001 is $0.00 in QuickBooks and $450.00 here, so it is not the same." },
  { "same/party", SAME "UPDATE remote_money SET party_id = '200'", same_cb, TIE_ERROR_INVALID, "INV-9001 in QuickBooks is for Bright Horizon Yoga LLC, so it is not the same." },
  { "same/gone", "SELECT 1", same_cb, TIE_ERROR_GONE, NULL },
  { "default-item", "SELECT 1", default_cb, TIE_ERROR_INVALID, "Account Defaults have no product or service for Expense yet. Choose one there first." },
  { "default-item/no-code", "SELECT 1", no_code_cb, TIE_ERROR_NOT_FOUND, NULL },
  { "tax/no-line", "SELECT 1", no_line_cb, TIE_ERROR_NOT_FOUND, NULL },
  { "date/closed", "UPDATE connection SET closed_until = '2026-03-31'", closed_cb, TIE_ERROR_INVALID, "QuickBooks books are closed until 03/31/26." },
  { "date/none", "SELECT 1", no_date_cb, TIE_ERROR_INVALID, "“tomorrow” is not a date." },
  { "state/none", "SELECT 1", no_state_cb, TIE_ERROR_INVALID, "The practice has no default State. Choose one in Information & Settings." },
  { "state/no-parent", DEFAULT_STATE "UPDATE remote SET parent_id = '999' WHERE id = '400'", no_state_cb, TIE_ERROR_INVALID, NULL },
};

static void
test_refusal (StoreFixture *fixture,
              gconstpointer data)
{
  const Refusal *refusal = data;

  checks_run_sql (fixture, refusal->sql);
  expect_error (fixture, refusal->act, NULL, refusal->error, refusal->message);
}

/* ---- the rest ---- */

static gboolean
remove_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  return tie_sync_action_remove_accsid (db, CONNECTION, TIE_KIND_CUSTOMER, "carter", NULL, error);
}

/* What is left after a wrong AccsID was taken away is a contact without one. */
static void
test_remove_accsid (StoreFixture *fixture,
                    gconstpointer data)
{
  g_autoptr (GPtrArray) findings = NULL;

  checks_run_sql (fixture, "UPDATE link SET remote_id = '129' WHERE local_id = 'carter'");
  store_fixture_write (fixture, remove_cb, NULL);
  findings = checks_find (fixture, TIE_SYNC_INVOICES, "inv");
  g_assert_cmpint (tie_sync_findings_get_code (findings), ==, TIE_SYNC_NO_ACCOUNT);
}

static gboolean
same_check_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  g_autoptr (TieSynced) synced = tie_synced_table_get (db, CONNECTION, TIE_KIND_SALES_INVOICE, "inv", error);
  g_autoptr (TieDocument) document = tie_record_table_get (db, TIE_TYPE_DOCUMENT, "inv", error);
  gboolean is_changed = TRUE;

  g_assert_cmpstr (tie_record_get_text (TIE_RECORD (document), TIE_DOCUMENT_STAGE), ==, TIE_DOCUMENT_STAGE_EXPORTED);
  g_assert_cmpstr (synced->remote_id, ==, "900");
  g_assert_cmpint (synced->total, ==, 45000);
  g_assert_true (tie_synced_table_is_changed (db, CONNECTION, TIE_KIND_SALES_INVOICE, "inv", &is_changed, error));
  g_assert_false (is_changed);
  return TRUE;
}

/* What was linked as the same counts as exported, in the state that it has now. */
static void
test_same (StoreFixture *fixture,
           gconstpointer data)
{
  checks_run_sql (fixture, SAME);
  store_fixture_write (fixture, same_cb, NULL);
  store_fixture_read (fixture, same_check_cb, NULL);
}

static gboolean
state_here_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  g_autoptr (TieRecord) site = NULL;

  if (!tie_sync_action_use_state_once (db, CONNECTION, "annex", FALSE, NULL, error) || !tie_sync_action_use_state_once (db, CONNECTION, "carter", FALSE, NULL, error))
    return FALSE;
  site = tie_record_table_get (db, TIE_TYPE_SITE, "annex", error);
  g_assert_cmpstr (tie_record_get_text (site, TIE_SITE_STATE), ==, "OR");
  return TRUE;
}

static void
test_state_here (StoreFixture *fixture,
                 gconstpointer data)
{
  checks_run_sql (fixture, DEFAULT_STATE "INSERT INTO site (id, sort_key, contact, name) VALUES ('annex', 'annex', 'carter', 'Annex')");
  store_fixture_write (fixture, state_here_cb, NULL);
}

/* ---- settings ---- */

/* Where no money waits for its deposit, who sends payments has to say where they go. */
static gboolean
check_deposit (TieDb *db,
               TieSyncSettings *settings,
               gboolean is_asked,
               GError **error)
{
  static const struct
  {
    gboolean invoices;
    gboolean payments;
    TieSyncDirection direction;
    const char *account;
    gboolean is_missed;
  } choices[] = {
    { TRUE, TRUE, TIE_SYNC_BOTH, NULL, TRUE },   { TRUE, TRUE, TIE_SYNC_SEND, NULL, TRUE },   { TRUE, TRUE, TIE_SYNC_BRING, NULL, FALSE },
    { TRUE, FALSE, TIE_SYNC_BOTH, NULL, FALSE }, { FALSE, TRUE, TIE_SYNC_BOTH, NULL, FALSE }, { TRUE, TRUE, TIE_SYNC_BOTH, "80", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_autoptr (TieSyncSettings) changed = tie_sync_settings_copy (settings);
      g_autoptr (GPtrArray) missing = NULL;
      const char *sentence = NULL;

      changed->invoices = choices[i].invoices;
      changed->payments = choices[i].payments;
      changed->direction = choices[i].direction;
      g_free (changed->accounts[TIE_SYNC_ACCOUNT_DEPOSIT]);
      changed->accounts[TIE_SYNC_ACCOUNT_DEPOSIT] = g_strdup (choices[i].account);
      missing = tie_sync_settings_check (db, changed, error);
      if (missing == NULL)
        return FALSE;
      for (guint j = 0; j < missing->len; j++)
        {
          const TieSyncMissing *one = missing->pdata[j];

          if (!one->is_item && one->which == TIE_SYNC_ACCOUNT_DEPOSIT)
            sentence = one->sentence;
        }
      g_assert_cmpstr (sentence, ==, choices[i].is_missed && is_asked ? "Choose a deposit account" : NULL);
    }
  return TRUE;
}

static gboolean
settings_cb (TieDb *db,
             gpointer data,
             GError **error)
{
  g_autoptr (TieSyncSettings) settings = tie_sync_settings_load (db, NULL, error);
  g_autoptr (TieSyncSettings) again = NULL;
  g_autoptr (GPtrArray) missing = NULL;
  g_autoptr (TieConnection) connection = NULL;
  const TieSyncMissing *first;

  g_assert_cmpstr (settings->connection, ==, CONNECTION);
  g_assert_true (settings->invoices && settings->payments && settings->require_sent);
  g_assert_false (settings->require_approval || settings->is_enabled || settings->create_items);
  g_assert_cmpint (settings->interval, ==, 15);
  g_assert_cmpint (settings->direction, ==, TIE_SYNC_BOTH);

  /* An expense account is missing, the bank is gone, and the item for time was made inactive. */
  settings->accounts[TIE_SYNC_ACCOUNT_BANK] = g_strdup ("81");
  settings->items[TIE_SYNC_ITEM_TIME] = g_strdup ("20");
  settings->mode = TIE_SYNC_CONTINUOUS;
  settings->interval = 30;
  g_assert_true (tie_sync_settings_save (db, settings, NULL, error));
  again = tie_sync_settings_load (db, CONNECTION, error);
  g_assert_cmpint (again->mode, ==, TIE_SYNC_CONTINUOUS);
  g_assert_cmpint (again->interval, ==, 30);
  g_assert_cmpstr (again->items[TIE_SYNC_ITEM_TIME], ==, "20");
  missing = tie_sync_settings_check (db, again, error);
  g_assert_cmpuint (missing->len, ==, 3);
  first = missing->pdata[0];
  g_assert_cmpstr (first->sentence, ==, "Choose an expense account");
  g_assert_cmpuint (first->which, ==, TIE_SYNC_ACCOUNT_EXPENSE);
  g_assert_false (first->is_item);
  g_assert_cmpstr (((TieSyncMissing *) missing->pdata[1])->sentence, ==, "81 no longer exists in QuickBooks.");
  g_assert_cmpstr (((TieSyncMissing *) missing->pdata[2])->sentence, ==, "Tax Preparation no longer exists in QuickBooks.");
  g_assert_true (((TieSyncMissing *) missing->pdata[2])->is_item);

  g_assert_true (check_deposit (db, again, FALSE, error));
  connection = tie_connection_table_get (db, CONNECTION, error);
  connection->lacks |= TIE_LACKS_UNDEPOSITED;
  g_assert_true (tie_connection_table_save (db, connection, error));
  g_assert_true (check_deposit (db, again, TRUE, error));

  again->direction = TIE_SYNC_SEND;
  g_assert_true (tie_sync_settings_has (again, TIE_SYNC_PAYMENTS));
  g_assert_false (tie_sync_settings_has (again, TIE_SYNC_PAYMENTS_IN));
  again->direction = TIE_SYNC_BRING;
  g_assert_false (tie_sync_settings_has (again, TIE_SYNC_PAYMENTS));
  again->invoices = FALSE;
  g_assert_false (tie_sync_settings_has (again, TIE_SYNC_PAYMENTS_IN));
  g_assert_false (tie_sync_settings_has (again, TIE_SYNC_CREDITS));
  g_assert_true (tie_sync_settings_has (again, TIE_SYNC_CONTACTS));
  return TRUE;
}

static void
test_settings (StoreFixture *fixture,
               gconstpointer data)
{
  checks_run_sql (fixture, "UPDATE remote SET is_active = 0 WHERE id = '20';" SETTING ("interval", "0") SETTING ("direction", "9") SETTING ("mode", "x"));
  store_fixture_write (fixture, settings_cb, NULL);
  g_assert_true (tie_sync_account_fits (TIE_SYNC_ACCOUNT_BANK, "Credit Card"));
  g_assert_false (tie_sync_account_fits (TIE_SYNC_ACCOUNT_INCOME, "Bank"));
  g_assert_false (tie_sync_account_fits (TIE_SYNC_ACCOUNT_INCOME, NULL));
  g_assert_cmpstr (tie_sync_item_get_label (TIE_SYNC_ITEM_DISCOUNT), ==, "Discount/Write-down");
  g_assert_cmpstr (tie_sync_account_get_label (TIE_SYNC_ACCOUNT_DEPOSIT), ==, "Deposit payments to");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sync-actions/", cases[i].name, NULL);

      g_test_add (path, StoreFixture, &cases[i], checks_fixture_set_up, test_step, store_fixture_tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/sync-actions/refused/", refusals[i].name, NULL);

      g_test_add (path, StoreFixture, &refusals[i], checks_fixture_set_up, test_refusal, store_fixture_tear_down);
    }
  g_test_add ("/sync-actions/remove-accsid", StoreFixture, NULL, checks_fixture_set_up, test_remove_accsid, store_fixture_tear_down);
  g_test_add ("/sync-actions/same", StoreFixture, NULL, checks_fixture_set_up, test_same, store_fixture_tear_down);
  g_test_add ("/sync-actions/state-here", StoreFixture, NULL, checks_fixture_set_up, test_state_here, store_fixture_tear_down);
  g_test_add ("/sync-settings", StoreFixture, NULL, checks_fixture_set_up, test_settings, store_fixture_tear_down);
  return g_test_run ();
}
