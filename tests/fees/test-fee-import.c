/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-fee-import"
#include "config.h"

#include "base/tie-date.h"
#include "import-fixture.h"
#include "model/tie-contact.h"
#include "model/tie-fee.h"
#include "model/tie-project.h"

/* From a folder with fee files to the project's fee, an invoice, and back. */

static gboolean
amount_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  const TieFeePreviewOptions options = { .date = DAY };
  g_autoptr (TieFeePreview) preview = read_preview (db, &options);
  g_auto (TieBillingStep) step = { 0 };

  expect_codes (preview, "");
  g_assert_true (tie_fee_preview_can_import (preview));
  g_assert_false (tie_fee_preview_must_ask (preview));
  g_assert_cmpint (preview->old_fee, ==, 0);
  g_assert_cmpint (preview->new_fee, ==, 45000);
  g_assert_cmpstr (preview->source, ==, "fees.csv");
  g_assert_true (tie_fee_import_amount (db, preview, &step, error));
  g_assert_cmpstr (step.sentence, ==, "Estimated fee set to $450.00 from Lacerte (was $0.00)");
  g_assert_cmpint (get_amount (db, TIE_TYPE_PROJECT, "return", TIE_PROJECT_ESTIMATED_FEE), ==, 45000);
  g_assert_cmpint (tie_record_table_count (db, TIE_TYPE_FEE_IMPORT, error), ==, 1);
  /* the same preview again is no longer what it was */
  g_assert_false (tie_fee_import_amount (db, preview, &step, NULL));
  return FALSE; /* rolled back: that failed */
}

static gboolean
amount_again_cb (TieDb *db,
                 gpointer data,
                 GError **error)
{
  const TieFeePreviewOptions options = { .date = DAY };
  g_autoptr (TieFeePreview) preview = read_preview (db, &options);

  return tie_fee_import_amount (db, preview, NULL, error);
}

static gboolean
invoice_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  const TieFeePreviewOptions options = { .with_invoice = TRUE, .date = DAY };
  g_autoptr (TieFeePreview) preview = read_preview (db, &options);
  g_autoptr (TieDocumentSheet) sheet = NULL;
  g_autoptr (TieFeePreview) again = NULL;
  g_auto (TieBillingStep) step = { 0 };

  expect_codes (preview, "");
  g_assert_cmpint (preview->wip->wip, ==, 40332);
  g_assert_cmpint (tie_invoice_preview_get_adjustment (preview->wip, preview->new_fee), ==, 4668);
  sheet = tie_fee_import_invoice (db, preview, &step, error);
  g_assert_nonnull (sheet);
  g_assert_cmpstr (step.sentence, ==, "INV-1001 created, 4 entries billed");
  expect_billed (db, tie_record_get_id (TIE_RECORD (sheet->document)), 13389, 20455, 11156);
  again = read_preview (db, &options);
  expect_codes (again, "L09");
  g_assert_false (tie_fee_preview_can_import (again));
  return TRUE;
}

static gboolean
undone_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  expect_billed (db, NULL, 0, 0, 0);
  g_assert_cmpint (tie_record_table_count (db, TIE_TYPE_FEE_IMPORT, error), ==, 0);
  g_assert_cmpint (tie_record_table_count (db, TIE_TYPE_DOCUMENT, error), ==, 0);
  g_assert_cmpint (get_amount (db, TIE_TYPE_PROJECT, "return", TIE_PROJECT_ESTIMATED_FEE), ==, 0);
  return TRUE;
}

static void
test_whole_way (ImportFixture *fixture,
                gconstpointer data)
{
  g_autoptr (TieFeeRefresh) first = NULL;
  g_autoptr (TieFeeRefresh) second = NULL;

  write_file (fixture, "fees.csv", HEAD ROW "1000,I,2025,\"Carter, Joan\",450.00,," NOW "\r\n" ROW "1000,C,2025,Other,1875.00,," NOW "\r\n");
  write_file (fixture, "DATA1I24.DBF", "is not looked at");
  first = refresh (fixture);
  g_assert_true (first->has_source);
  g_assert_cmpuint (first->n_files, ==, 1);
  g_assert_cmpuint (first->n_read, ==, 1);
  g_assert_cmpuint (first->n_rows, ==, 2);
  g_assert_cmpuint (first->problems->len, ==, 0);
  second = refresh (fixture);
  g_assert_cmpuint (second->n_read, ==, 0);
  g_assert_cmpuint (second->n_rows, ==, 2);

  g_assert_false (tie_store_run (fixture->store.store, TIE_STORE_WRITE, amount_cb, NULL, NULL));
  store_fixture_write (&fixture->store, amount_again_cb, NULL);
  store_fixture_write (&fixture->store, undo_last_cb, NULL);
  store_fixture_write (&fixture->store, undone_cb, NULL);
  store_fixture_write (&fixture->store, invoice_cb, NULL);
  store_fixture_write (&fixture->store, undo_last_cb, NULL);
  store_fixture_write (&fixture->store, undone_cb, NULL);
}

/* What is typed, or confirmed from paper. */
static gboolean
typed_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  const gint64 amount = 47500, credit = -100, none = 0;
  const TieFeePreviewOptions options = { .with_invoice = TRUE, .date = DAY, .typed = &amount, .typed_from = "invoice.pdf" };
  const TieFeePreviewOptions below = { .date = DAY, .typed = &credit };
  const TieFeePreviewOptions zero = { .with_invoice = TRUE, .date = DAY, .typed = &none };
  g_autoptr (TieFeePreview) preview = read_preview (db, &options);
  g_autoptr (TieFeePreview) refused = read_preview (db, &below);
  g_autoptr (TieFeePreview) nothing = read_preview (db, &zero);
  g_autoptr (TieDocumentSheet) sheet = tie_fee_import_invoice (db, preview, NULL, error);
  g_autoptr (GPtrArray) imports = tie_record_table_list (db, TIE_TYPE_FEE_IMPORT, error);

  g_assert_nonnull (sheet);
  g_assert_cmpint (get_amount (db, TIE_TYPE_PROJECT, "return", TIE_PROJECT_ESTIMATED_FEE), ==, 47500);
  g_assert_cmpuint (imports->len, ==, 1);
  g_assert_cmpstr (tie_record_get_text (imports->pdata[0], TIE_FEE_IMPORT_FILE), ==, "invoice.pdf");
  g_assert_cmpint (tie_record_get_integer (imports->pdata[0], TIE_FEE_IMPORT_WIP), ==, 40332);
  expect_codes (refused, "L08");
  expect_codes (nothing, "L07");
  g_assert_false (tie_fee_preview_can_import (nothing));
  return TRUE;
}

static void
test_typed (ImportFixture *fixture,
            gconstpointer data)
{
  store_fixture_write (&fixture->store, typed_cb, NULL);
}

/* A row that a person chose: its number is the client's from then on. */
static gboolean
choose_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  g_autoptr (GPtrArray) files = tie_fee_table_list_files (db, error);
  const TieFeeFileInfo *info = files->pdata[0];
  const TieFeePreviewOptions chosen = { .date = DAY, .file = info->id, .line = 2 };
  const TieFeePreviewOptions last_year = { .date = DAY, .file = info->id, .line = 3 };
  const TieFeePreviewOptions other_return = { .date = DAY, .file = info->id, .line = 4 };
  const TieFeePreviewOptions no_line = { .date = DAY, .file = info->id, .line = 99 };
  const TieFeePreviewOptions plain = { .date = DAY };
  g_autoptr (TieFeePreview) year = read_preview (db, &last_year);
  g_autoptr (TieFeePreview) form = read_preview (db, &other_return);
  g_autoptr (TieFeePreview) none = read_preview (db, &no_line);
  g_autoptr (TieFeePreview) before = read_preview (db, &plain);
  g_autoptr (TieFeePreview) preview = read_preview (db, &chosen);
  g_autoptr (TieFeePreview) after = NULL;
  g_autoptr (TieFeePreview) forgotten = NULL;
  g_autoptr (GPtrArray) suggestions = NULL;
  TieFeeRows *rows = NULL;

  expect_codes (year, "L03");
  expect_codes (form, "L04");
  expect_codes (none, "L01");
  expect_codes (before, "L01");
  suggestions = tie_fee_preview_suggest (db, "return", 5, &rows, error);
  g_assert_cmpuint (suggestions->len, ==, 1);
  g_assert_cmpstr (((TieFeeSuggestion *) suggestions->pdata[0])->row->client_key, ==, "CARTJ01");
  tie_fee_rows_free (rows);
  expect_codes (preview, "");
  g_assert_true (preview->is_chosen);
  g_assert_true (tie_fee_import_amount (db, preview, NULL, error));
  after = read_preview (db, &plain);
  expect_codes (after, "");
  g_assert_cmpstr (after->row->client_key, ==, "CARTJ01");
  g_assert_true (tie_fee_link_save (db, "CARTJ01", 'I', NULL, NULL, NULL, error));
  forgotten = read_preview (db, &plain);
  expect_codes (forgotten, "L01");
  return TRUE;
}

static void
test_choose (ImportFixture *fixture,
             gconstpointer data)
{
  g_autoptr (TieFeeRefresh) refreshed = NULL;

  write_file (fixture, "fees.csv", HEAD ROW "cartj01,I,2025,\"Carter, Joan M\",450.00,," NOW "\n" ROW "cartj01,I,2024,X,1.00,," NOW "\n" ROW "cartj01,S,2025,X,1.00,," NOW "\n");
  refreshed = refresh (fixture);
  store_fixture_write (&fixture->store, choose_cb, NULL);
  store_fixture_write (&fixture->store, undo_last_cb, NULL); /* the forgetting */
}

/* An invoice that was made before is voided, and its work billed anew. */
static gboolean
replace_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  const gint64 first = 45000, second = 50000;
  const TieFeePreviewOptions options = { .with_invoice = TRUE, .date = DAY, .typed = &first };
  const TieFeePreviewOptions again = { .with_invoice = TRUE, .replace = TRUE, .date = DAY, .typed = &second };
  g_autoptr (TieFeePreview) preview = read_preview (db, &options);
  g_autoptr (TieFeePreview) stale = read_preview (db, &options);
  g_autoptr (TieDocumentSheet) sheet = tie_fee_import_invoice (db, preview, NULL, error);
  g_autoptr (TieFeePreview) replacing = NULL;
  g_autoptr (TieDocumentSheet) other = NULL;
  g_autoptr (GError) late = NULL;
  const char *id = tie_record_get_id (TIE_RECORD (sheet->document));

  /* the second window pressed the command at the same time */
  g_assert_null (tie_fee_import_invoice (db, stale, NULL, &late));
  g_assert_error (late, TIE_ERROR, TIE_ERROR_IN_USE);
  replacing = read_preview (db, &again);
  expect_codes (replacing, "");
  g_assert_cmpstr (replacing->invoice_number, ==, "INV-1001");
  g_assert_cmpint (replacing->wip->wip, ==, 40332);
  other = tie_fee_import_invoice (db, replacing, NULL, error);
  g_assert_nonnull (other);
  g_assert_cmpint (get_amount (db, TIE_TYPE_DOCUMENT, id, TIE_DOCUMENT_IS_VOID), ==, 1);
  expect_billed (db, tie_record_get_id (TIE_RECORD (other->document)), 14876, 22728, 12396);
  return TRUE;
}

static void
test_replace (ImportFixture *fixture,
              gconstpointer data)
{
  store_fixture_write (&fixture->store, replace_cb, NULL);
}

/* What the window says of the invoice before there is one: terms, the day they end, and where it goes. */
static gboolean
terms_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  const gint64 fee = 45000;
  const TieFeePreviewOptions options = { .with_invoice = TRUE, .date = DAY, .typed = &fee };
  g_autoptr (TieFeePreview) plain = read_preview (db, &options);
  g_autoptr (TieFeePreview) disconnected = NULL;
  g_autoptr (TieFeePreview) unlinked = NULL;
  g_autoptr (TieFeePreview) linked = NULL;
  g_autoptr (TieFeePreview) closed = NULL;
  g_autoptr (TieFeePreview) after = NULL;
  g_autoptr (TieConnection) connection = NULL;
  g_autoptr (TieDocumentSheet) sheet = NULL;
  g_autofree char *day = tie_date_to_display (DAY);

  g_assert_cmpstr (plain->terms, ==, "");
  g_assert_cmpstr (plain->due, ==, "");
  g_assert_null (plain->company);
  set_text (db, TIE_TYPE_CONTACT, "carter", TIE_CONTACT_TERMS, "Net 30");
  add_connection (db);
  add_remote (db, "58", "Joan Carter");
  disconnected = read_preview (db, &options);
  g_assert_null (disconnected->company);
  connection = tie_connection_table_get_active (db, error);
  connection->company_name = g_strdup ("Harbor & Lane");
  connection->connected = g_strdup (NOW);
  g_assert_true (tie_connection_table_save (db, connection, error));
  unlinked = read_preview (db, &options);
  g_assert_cmpstr (unlinked->terms, ==, "Net 30");
  g_assert_cmpstr (unlinked->due, ==, "2026-04-14");
  g_assert_cmpstr (unlinked->company, ==, "Harbor & Lane");
  g_assert_false (unlinked->is_linked);
  g_assert_true (tie_link_table_add (db, CONNECTION, TIE_KIND_CUSTOMER, "carter", "58", error));
  linked = read_preview (db, &options);
  g_assert_true (linked->is_linked);
  expect_codes (linked, "");

  /* closed there, not here: the amount alone can still come over */
  connection->closed_until = g_strdup (DAY);
  g_assert_true (tie_connection_table_save (db, connection, error));
  closed = read_preview (db, &options);
  expect_codes (closed, "L19");
  g_assert_nonnull (strstr (((TieFeeFinding *) closed->findings->pdata[0])->sentence, day));
  g_assert_false (tie_fee_preview_can_import (closed));

  /* what the preview said is what the invoice has */
  sheet = tie_fee_import_invoice (db, linked, NULL, error);
  g_assert_cmpstr (tie_record_get_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_NUMBER), ==, linked->wip->number);
  g_assert_cmpstr (tie_record_get_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_TERMS), ==, "net-30");
  g_assert_cmpstr (tie_record_get_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_DUE), ==, linked->due);
  after = read_preview (db, &options);
  g_assert_true (after->can_replace);
  tie_fee_preview_free (g_steal_pointer (&after));
  set_text (db, TIE_TYPE_DOCUMENT, tie_record_get_id (TIE_RECORD (sheet->document)), TIE_DOCUMENT_STAGE, TIE_DOCUMENT_STAGE_EXPORTED);
  after = read_preview (db, &options);
  g_assert_false (after->can_replace);
  return TRUE;
}

static void
test_terms (ImportFixture *fixture,
            gconstpointer data)
{
  store_fixture_write (&fixture->store, terms_cb, NULL);
}

/* Undo after edits: what was changed since stays, and the rest comes back. */
static gboolean
edit_fee_cb (TieDb *db,
             gpointer data,
             GError **error)
{
  const gint64 fee = 45000;
  const TieFeePreviewOptions options = { .with_invoice = TRUE, .date = DAY, .typed = &fee };
  g_autoptr (TieFeePreview) preview = read_preview (db, &options);
  g_autoptr (TieDocumentSheet) sheet = tie_fee_import_invoice (db, preview, NULL, error);

  g_assert_nonnull (sheet);
  set_integer (db, TIE_TYPE_PROJECT, "return", TIE_PROJECT_ESTIMATED_FEE, 77700);
  return TRUE;
}

static gboolean
fee_stays_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  expect_billed (db, NULL, 0, 0, 0);
  g_assert_cmpint (tie_record_table_count (db, TIE_TYPE_DOCUMENT, error), ==, 0);
  g_assert_cmpint (get_amount (db, TIE_TYPE_PROJECT, "return", TIE_PROJECT_ESTIMATED_FEE), ==, 77700);
  return TRUE;
}

static void
test_undo_after_edit (ImportFixture *fixture,
                      gconstpointer data)
{
  store_fixture_write (&fixture->store, edit_fee_cb, NULL);
  store_fixture_write (&fixture->store, undo_last_cb, NULL);
  store_fixture_write (&fixture->store, fee_stays_cb, NULL);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/fees/import/whole-way", ImportFixture, NULL, import_fixture_set_up, test_whole_way, import_fixture_tear_down);
  g_test_add ("/fees/import/typed", ImportFixture, NULL, import_fixture_set_up, test_typed, import_fixture_tear_down);
  g_test_add ("/fees/import/choose", ImportFixture, NULL, import_fixture_set_up, test_choose, import_fixture_tear_down);
  g_test_add ("/fees/import/replace", ImportFixture, NULL, import_fixture_set_up, test_replace, import_fixture_tear_down);
  g_test_add ("/fees/import/terms", ImportFixture, NULL, import_fixture_set_up, test_terms, import_fixture_tear_down);
  g_test_add ("/fees/import/undo-after-edit", ImportFixture, NULL, import_fixture_set_up, test_undo_after_edit, import_fixture_tear_down);

  return g_test_run ();
}
