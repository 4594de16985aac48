/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "run-fixture.h"
#include "store/tie-connection-table.h"
#include "store/tie-remote-table.h"
#include "sync/tie-link-break.h"

/* A company that was put back to an earlier day: what it does not have any more is linked to nothing. */

typedef struct
{
  GHashTable *there;
  guint n;
  gint64 n_remotes;
} Breaking;

static gboolean
break_gone (TieDb *db,
            gpointer data,
            GError **error)
{
  Breaking *breaking = data;
  g_autoptr (TieConnection) connection = tie_connection_table_get_active (db, error);

  if (connection == NULL || !tie_link_break_gone (db, connection->id, breaking->there, &breaking->n, error))
    return FALSE;
  breaking->n_remotes = tie_remote_table_count (db, connection->id, TIE_KIND_CUSTOMER, error);
  return breaking->n_remotes >= 0;
}

static void
test_break (RunFixture *fixture,
            gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  g_autofree char *payment = run_add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, fixture->client, invoice, 10000);
  g_autofree char *customer = run_get_remote_id (fixture, TIE_KIND_CUSTOMER, fixture->client);
  g_autofree char *stage = NULL;
  g_autofree char *still = NULL;
  g_autofree char *other = NULL;
  g_autofree char *no_invoice = NULL;
  g_autofree char *no_payment = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;
  Breaking breaking = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), 0, 0 };

  run_export (fixture, run, &error, invoice, payment, NULL);
  g_assert_no_error (error);
  g_hash_table_add (breaking.there, tie_link_break_key (TIE_KIND_CUSTOMER, customer));
  run_write (fixture, break_gone, &breaking);
  g_hash_table_unref (breaking.there);
  g_assert_cmpuint (breaking.n, >=, 4); /* two documents, another client, the supplier */
  g_assert_cmpint (breaking.n_remotes, ==, 0);

  still = run_get_remote_id (fixture, TIE_KIND_CUSTOMER, fixture->client);
  g_assert_cmpstr (still, ==, customer);
  other = run_get_remote_id (fixture, TIE_KIND_CUSTOMER, fixture->other);
  g_assert_null (other);
  no_invoice = run_get_remote_id (fixture, TIE_KIND_SALES_INVOICE, invoice);
  g_assert_null (no_invoice);
  no_payment = run_get_remote_id (fixture, TIE_KIND_RECEIPT, payment);
  g_assert_null (no_payment);
  stage = run_get_text (fixture, TIE_TYPE_DOCUMENT, invoice, TIE_DOCUMENT_STAGE);
  g_assert_cmpstr (stage, ==, TIE_DOCUMENT_STAGE_INVOICED);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/link-break/gone", RunFixture, NULL, run_fixture_set_up, test_break, run_fixture_tear_down);
  return g_test_run ();
}
