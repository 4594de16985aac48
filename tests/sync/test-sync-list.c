/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sync-list"
#include "config.h"

#include "base/tie-date.h"
#include "checks-fixture.h"
#include "ledger/dummy/tie-dummy-ledger.h"
#include "sync/tie-sync-list.h"

typedef struct
{
  StoreFixture base;
  TieCompany *company;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (TieDummyLedger) dummy = tie_dummy_ledger_new ();

  checks_fixture_set_up (&fixture->base, data);
  fixture->company = tie_company_new_with_ledger (fixture->base.store, TIE_LEDGER (dummy));
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (fixture->company);
  store_fixture_tear_down (&fixture->base, data);
}

/* Until what was done just now has been read. */
static void
wait_loaded (TieSyncList *list)
{
  while (tie_sync_list_get_is_loading (list))
    g_main_context_iteration (NULL, TRUE);
}

static TieSyncList *
load (Fixture *fixture,
      TieSyncGroup group)
{
  TieSyncList *list = tie_sync_list_new (fixture->company, group);

  wait_loaded (list);
  return list;
}

typedef struct
{
  guint n_told;
  guint n_rows;
} Told;

static void
told_cb (Told *told,
         guint position,
         guint removed,
         guint added)
{
  told->n_told++;
  told->n_rows += added;
}

/* SQL past the tables touches no area: the list is told by hand. */
static void
change (Fixture *fixture,
        TieSyncList *list,
        const char *sql)
{
  wait_loaded (list);
  checks_run_sql (&fixture->base, sql);
  tie_sync_list_reload (list);
  wait_loaded (list);
}

static void
test_states (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (TieSyncList) list = load (fixture, TIE_SYNC_INVOICES);
  g_autoptr (TieSyncRow) row = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_autofree char *tooltip = NULL;
  g_autofree char *now = tie_date_now ();
  g_autofree char *sql = NULL;
  g_autofree char *day = NULL;
  g_autofree char *done = NULL;
  g_autoptr (GDateTime) today = g_date_time_new_now_local ();

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  g_assert_true (tie_sync_list_find (list, "inv") == row);
  g_assert_cmpstr (tie_sync_row_get_number (row), ==, "INV-9001");
  g_assert_cmpstr (tie_sync_row_get_date (row), ==, "2026-03-02");
  g_assert_cmpstr (tie_sync_row_get_contact (row), ==, "Carter, Joan");
  g_assert_cmpstr (tie_sync_row_get_contact_id (row), ==, "carter");
  g_assert_cmpint (tie_sync_row_get_amount (row), ==, 45000);
  g_assert_cmpint (tie_sync_row_get_state (row), ==, TIE_SYNC_STATE_READY);
  g_assert_cmpint (tie_sync_row_get_code (row), ==, TIE_SYNC_READY);
  g_assert_cmpstr (tie_sync_row_get_sentence (row), ==, "Ready to sync");
  g_assert_true (tie_sync_row_may_send (row));
  g_assert_cmpint (tie_sync_row_get_part (row, TIE_SYNC_PART_SENT), ==, TIE_SYNC_PART_STATE_OK);
  g_assert_cmpint (tie_sync_row_get_part (row, TIE_SYNC_PART_CARE_OF), ==, TIE_SYNC_PART_STATE_NOT_ASKED);
  g_assert_cmpuint (tie_sync_list_get_n_ready (list), ==, 1);

  change (fixture, list, "UPDATE document SET is_sent = 0 WHERE id = 'inv'; DELETE FROM link WHERE local_id = 'carter'");
  g_assert_true (tie_sync_list_find (list, "inv") == row);
  g_assert_cmpint (tie_sync_row_get_state (row), ==, TIE_SYNC_STATE_BLOCKED);
  g_assert_cmpint (tie_sync_row_get_code (row), ==, TIE_SYNC_NOT_SENT);
  tooltip = tie_sync_row_dup_tooltip (row);
  g_assert_cmpstr (tooltip, ==, "Cannot sync until marked as sent.\nCustomer account does not exist in QuickBooks.");
  g_assert_cmpint (tie_sync_row_get_part (row, TIE_SYNC_PART_ACCOUNT), ==, TIE_SYNC_PART_STATE_FAILS);
  g_assert_cmpuint (tie_sync_list_get_n_blocked (list), ==, 1);
  g_assert_cmpuint (tie_sync_list_get_n_ready (list), ==, 0);

  /* What is there now is shown with the number that it has there; its checks are over. */
  sql = g_strdup_printf ("INSERT INTO link (id, connection, kind, local_id, remote_id) VALUES ('k', '" CONNECTION "', 8, 'inv', '900');"
                         "INSERT INTO synced (connection, kind, local_id, remote_id, moment, number, fields) VALUES ('" CONNECTION "', 8, 'inv', '900', '%s', '1031', 'other')",
                         now);
  change (fixture, list, sql);
  g_assert_true (tie_sync_row_is_exported (row));
  g_assert_true (tie_sync_row_is_changed (row));
  g_assert_cmpuint (tie_sync_list_get_n_done_today (list), ==, 1);
  change (fixture, list, "UPDATE document SET is_sent = 1; INSERT INTO link (id, connection, kind, local_id, remote_id) VALUES ('l', '" CONNECTION "', 1, 'carter', '148')");
  g_assert_cmpint (tie_sync_row_get_state (row), ==, TIE_SYNC_STATE_READY);
  g_assert_cmpstr (tie_sync_row_get_sentence (row), ==, "Changed since export");
  g_assert_true (tie_sync_row_may_send (row));

  checks_set_synced (&fixture->base, "inv", TIE_KIND_SALES_INVOICE, "1031");
  tie_sync_list_reload (list);
  wait_loaded (list);
  day = g_date_time_format (today, "%x");
  done = g_strdup_printf ("Exported %s as 1031", day);
  g_assert_cmpstr (tie_sync_row_get_sentence (row), ==, done);
  g_assert_cmpint (tie_sync_row_get_state (row), ==, TIE_SYNC_STATE_EXPORTED);
  g_assert_false (tie_sync_row_may_send (row));
  g_assert_cmpstr (tie_sync_row_get_remote_id (row), ==, "900");
  g_assert_cmpuint (tie_sync_list_get_n_exported (list), ==, 1);

}

/* What did not change is not announced, and what did is the same object. */
static void
test_announces (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (TieSyncList) list = NULL;
  Told told = { 0 };

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *sql = g_strdup_printf ("INSERT INTO document SELECT 'd%02u', sort_key, 'N%02u', kind, contact, site, project, date, terms, due, reference, text, notes, tax_code, freight, discount,"
                                              " subtotal, tax, total, wip, stage, is_sent, do_not_send, is_void FROM document WHERE id = 'inv'",
                                              i, i);

      checks_run_sql (&fixture->base, sql);
    }
  list = load (fixture, TIE_SYNC_INVOICES);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 21);
  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (told_cb), &told);

  tie_sync_list_reload (list);
  wait_loaded (list);
  g_assert_cmpuint (told.n_told, ==, 0);
  change (fixture, list, "UPDATE document SET is_sent = 0 WHERE id IN ('d03', 'd17')");
  g_assert_cmpuint (told.n_told, ==, 2);
  g_assert_cmpuint (told.n_rows, ==, 2);
  change (fixture, list, "DELETE FROM document WHERE id = 'd05'");
  g_assert_cmpuint (told.n_told, ==, 3);
  g_assert_cmpuint (told.n_rows, ==, 2);
  g_assert_null (tie_sync_list_find (list, "d05"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 20);
}

static void
test_groups (Fixture *fixture,
             gconstpointer data)
{
  static const guint expected[TIE_SYNC_N_GROUPS] = { 0, 1, 1, 1, 1, 1, 0 };

  for (TieSyncGroup group = TIE_SYNC_INVOICES; group < TIE_SYNC_N_GROUPS; group++)
    {
      g_autoptr (TieSyncList) list = load (fixture, group);

      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, expected[group]);
      g_assert_cmpint (tie_sync_list_get_group (list), ==, group);
      g_assert_false (tie_sync_list_get_is_loading (list));
      g_assert_cmpuint (tie_sync_list_get_n_ready (list), ==, expected[group]);
    }
}

/* A payment that came from there, one that was sent from here, and a contact that cannot go. */
static void
test_other_rows (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (TieSyncList) there = load (fixture, TIE_SYNC_PAYMENTS_IN);
  g_autoptr (TieSyncList) contacts = load (fixture, TIE_SYNC_CONTACTS);
  TieSyncRow *row = tie_sync_list_find (there, "500");

  g_assert_true (tie_sync_row_is_theirs (row));
  g_assert_null (tie_sync_row_get_local_id (row));
  change (fixture, there, "INSERT INTO link (id, connection, kind, local_id, remote_id) VALUES ('k', '" CONNECTION "', 12, 'paid', '500')");
  g_assert_cmpstr (tie_sync_row_get_sentence (row), ==, "Sent from Tieout");
  g_assert_cmpstr (tie_sync_row_get_local_id (row), ==, "paid");
  change (fixture, there, "UPDATE payment SET origin = 'package'");
  g_assert_true (g_str_has_prefix (tie_sync_row_get_sentence (row), "Synced "));

  change (fixture, contacts, "INSERT INTO outbox (connection, kind, verb, local_id, request_id, label, body, state, fault, message, created)"
                             " VALUES ('" CONNECTION "', 1, 'update', 'yoga', 'r', 'x', x'00', 4, 53, 'Bad address', '')");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (contacts)), ==, 1);
  row = tie_sync_list_find (contacts, "yoga");
  g_assert_cmpstr (tie_sync_row_get_sentence (row), ==, "QuickBooks did not accept it: “Bad address”.");
  g_assert_cmpint (tie_sync_row_get_state (row), ==, TIE_SYNC_STATE_BLOCKED);
  g_assert_true (tie_sync_row_may_send (row));
}

/* What is written elsewhere in the program is followed by itself. */
static void
test_follows (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (TieSyncList) list = load (fixture, TIE_SYNC_INVOICES);

  checks_set_do_not_send (&fixture->base, "inv");
  while (tie_sync_row_is_marked (tie_sync_list_find (list, "inv")))
    g_main_context_iteration (NULL, TRUE);
  wait_loaded (list);
  g_assert_cmpint (tie_sync_row_get_code (tie_sync_list_find (list, "inv")), ==, TIE_SYNC_DO_NOT_SEND);
  g_assert_cmpuint (tie_sync_list_get_n_blocked (list), ==, 0);
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/sync-list/states", test_states },
    { "/sync-list/announces", test_announces },
    { "/sync-list/groups", test_groups },
    { "/sync-list/other-rows", test_other_rows },
    { "/sync-list/follows", test_follows },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
