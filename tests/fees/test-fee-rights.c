/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-fee-rights"
#include "config.h"

#include "fees/tie-fee-review.h"
#include "import-fixture.h"
#include "model/tie-user.h"

/* Fees are for who may bill.  Each verb asks for itself, also for a preview that was read while the right was still there, and
 * says whom to ask. */

typedef struct
{
  TieFeePreview *amount;  /* (owned) */
  TieFeePreview *invoice; /* (owned) */
  TieFeeReview *review;   /* (owned) */
  TieFeeFile *file;       /* (owned) */
} Before;

static gboolean
before_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  const TieFeePreviewOptions amount = { .date = DAY };
  const TieFeePreviewOptions invoice = { .with_invoice = TRUE, .date = DAY };
  Before *before = data;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("Client Number,Type,Year,Fee\n", strlen ("Client Number,Type,Year,Fee\n"));
  g_autoptr (TieUser) boss = tie_user_new (NULL);

  before->amount = read_preview (db, &amount);
  before->invoice = read_preview (db, &invoice);
  before->review = tie_fee_review_read (db, 2025, error);
  before->file = tie_fee_file_new (bytes, "file:///fees.csv", "fees.csv", NOW);
  expect_codes (before->amount, "");
  expect_codes (before->invoice, "");
  g_assert_true (((TieFeeReviewRow *) before->review->rows->pdata[0])->is_checked);
  g_assert_true (make_staff_cb (db, NULL, error));
  tie_record_set_text (TIE_RECORD (boss), TIE_USER_NAME, "Kim Alder");
  tie_record_set_text (TIE_RECORD (boss), TIE_USER_LOGIN, "boss");
  tie_record_set_text (TIE_RECORD (boss), TIE_USER_ROLE, TIE_ROLE_ADMINISTRATOR);
  return tie_record_table_save (db, TIE_RECORD (boss), error);
}

static gboolean
amount_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  return tie_fee_import_amount (db, ((Before *) data)->amount, NULL, error);
}

static gboolean
invoice_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  return tie_fee_import_invoice (db, ((Before *) data)->invoice, NULL, error) != NULL;
}

static gboolean
review_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func (g_free);
  guint n_done;

  return tie_fee_review_apply (db, ((Before *) data)->review, left, &n_done, NULL, error);
}

static gboolean
link_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  return tie_fee_link_save (db, "1000", 'I', "carter", NULL, NULL, error);
}

static gboolean
source_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  return tie_fee_source_set (db, NULL, error);
}

static gboolean
columns_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  return tie_fee_file_keep_profile (((Before *) data)->file, db, error);
}

static gboolean
preview_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  const TieFeePreviewOptions options = { .date = DAY };
  g_autoptr (TieFeePreview) preview = read_preview (db, &options);

  expect_codes (preview, "L20");
  g_assert_cmpstr (((TieFeeFinding *) preview->findings->pdata[0])->sentence, ==, "You need the Billing permission. Ask Kim Alder.");
  return TRUE;
}

static void
test_verbs (ImportFixture *fixture,
            gconstpointer data)
{
  static const TieStoreFunc verbs[] = { amount_cb, invoice_cb, review_cb, link_cb, source_cb, columns_cb };
  g_autoptr (TieFeeRefresh) refreshed = NULL;
  Before before = { 0 };

  write_file (fixture, "fees.csv", HEAD GOOD);
  refreshed = refresh (fixture);
  store_fixture_write (&fixture->store, before_cb, &before);
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    expect_error (&fixture->store, verbs[i], &before, TIE_ERROR_NOT_ALLOWED, "You need the Billing permission. Ask Kim Alder.");
  store_fixture_read (&fixture->store, preview_cb, NULL);
  tie_fee_preview_free (before.amount);
  tie_fee_preview_free (before.invoice);
  tie_fee_review_free (before.review);
  tie_fee_file_free (before.file);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/fees/rights/verbs", ImportFixture, NULL, import_fixture_set_up, test_verbs, import_fixture_tear_down);

  return g_test_run ();
}
