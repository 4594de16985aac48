/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-fee-review"
#include "config.h"

#include "fees/tie-fee-clients.h"
#include "fees/tie-fee-review.h"
#include "import-fixture.h"
#include "model/tie-contact.h"
#include "model/tie-project.h"
#include "store/tie-activity-table.h"

/* All of a year. */

static gboolean
bulk_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  g_autoptr (TieFeeReview) review = NULL;
  g_autoptr (TieFeeReview) after = NULL;
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func (g_free);
  g_auto (TieBillingStep) step = { 0 };
  guint n_done = 0;
  TieFeeReviewRow *row;

  set_text (db, TIE_TYPE_PROJECT, "books", TIE_PROJECT_RETURN, "S");
  set_integer (db, TIE_TYPE_PROJECT, "books", TIE_PROJECT_TAX_YEAR, 2025);
  set_integer (db, TIE_TYPE_PROJECT, "books", TIE_PROJECT_ESTIMATED_FEE, 100);
  set_text (db, TIE_TYPE_CONTACT, "yoga", TIE_CONTACT_NUMBER, "1002");
  review = tie_fee_review_read (db, 2025, error);
  g_assert_cmpuint (review->rows->len, ==, 2);
  g_assert_cmpuint (review->n_rows, ==, 3);
  g_assert_cmpuint (review->n_found, ==, 2);
  row = review->rows->pdata[0]; /* the yoga studio: its fee was typed */
  g_assert_cmpstr (row->project, ==, "books");
  g_assert_cmpint (row->code, ==, TIE_FEE_L18_TYPED_FEE);
  g_assert_false (row->is_checked);
  g_assert_true (row->is_typed);
  g_assert_true (row->can_import);
  row = review->rows->pdata[1];
  g_assert_cmpint (row->code, ==, TIE_FEE_OK);
  g_assert_true (row->is_checked);
  ((TieFeeReviewRow *) review->rows->pdata[0])->is_checked = TRUE;
  /* changed since the review was read: stays */
  set_integer (db, TIE_TYPE_PROJECT, "books", TIE_PROJECT_ESTIMATED_FEE, 200);
  g_assert_true (tie_fee_review_apply (db, review, left, &n_done, &step, error));
  g_assert_cmpuint (n_done, ==, 1);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpstr (step.sentence, ==, "1 fee imported from Lacerte");
  after = tie_fee_review_read (db, 2025, error);
  g_assert_cmpuint (after->n_same, ==, 1);
  return TRUE;
}

/* An old file is a question here, too: nothing of it is checked by itself. */
static gboolean
old_cb (TieDb *db,
        gpointer data,
        GError **error)
{
  g_autoptr (TieFeeReview) review = NULL;
  g_autoptr (TieFeeReview) later = NULL;
  TieFeeReviewRow *row;

  g_assert_true (tie_setting_table_set (db, TIE_SETTING_FEE_DAYS, "7", error));
  review = tie_fee_review_read (db, 2025, error);
  row = review->rows->pdata[review->rows->len - 1];
  g_assert_cmpstr (row->project, ==, "return");
  g_assert_cmpint (row->code, ==, TIE_FEE_L10_STALE);
  g_assert_nonnull (strstr (row->sentence, "more than 7 days ago"));
  g_assert_true (row->can_import);
  g_assert_false (row->is_checked);
  g_assert_true (tie_setting_table_set (db, TIE_SETTING_FEE_DAYS, "100000", error));
  set_text (db, TIE_TYPE_ENTRY, "a", TIE_ENTRY_DATE, "2026-03-16");
  later = tie_fee_review_read (db, 2025, error);
  row = later->rows->pdata[later->rows->len - 1];
  g_assert_cmpint (row->code, ==, TIE_FEE_L10_STALE);
  g_assert_nonnull (strstr (row->sentence, "Time was entered"));
  set_text (db, TIE_TYPE_ENTRY, "a", TIE_ENTRY_DATE, "2026-01-02");
  return TRUE;
}

static gboolean
clients_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  g_autoptr (TieFeeClients) clients = tie_fee_clients_read (db, tie_fee_table_list_years (db, 2025, 2025, 0, error), error);
  g_autoptr (GPtrArray) guesses = tie_fee_clients_suggest (clients, 2, 3);

  g_assert_cmpuint (clients->n_matched, ==, 2);
  g_assert_cmpuint (g_array_index (clients->contacts, guint, 2), ==, G_MAXUINT);
  g_assert_cmpuint (guesses->len, ==, 1);
  g_assert_cmpstr (((TieFeeClientGuess *) guesses->pdata[0])->name, ==, "Bright Horizon Yoga LLC");
  return TRUE;
}

static void
test_bulk (ImportFixture *fixture,
           gconstpointer data)
{
  g_autoptr (TieFeeRefresh) refreshed = NULL;

  write_file (fixture, "fees.csv", HEAD GOOD ROW "1002,S,2025,Bright Horizon Yoga LLC,900.00,," NOW "\n" ROW "1009,S,2025,Brite Horizon Yoga,5.00,," NOW "\n");
  refreshed = refresh (fixture);
  g_assert_cmpuint (refreshed->n_rows, ==, 3);
  store_fixture_write (&fixture->store, old_cb, NULL);
  store_fixture_write (&fixture->store, bulk_cb, NULL);
  store_fixture_write (&fixture->store, clients_cb, NULL);
  store_fixture_write (&fixture->store, undo_last_cb, NULL);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/fees/review/bulk", ImportFixture, NULL, import_fixture_set_up, test_bulk, import_fixture_tear_down);

  return g_test_run ();
}
