/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-fee-import"
#include "config.h"

#include <glib/gstdio.h>

#include "../billing/billing-fixture.h"
#include "billing/tie-document-actions.h"
#include "billing/tie-entry-actions.h"
#include "billing/tie-timer-actions.h"
#include "fees/tie-fee-import.h"
#include "fees/tie-fee-refresh.h"
#include "fees/tie-fee-review.h"
#include "model/tie-contact.h"
#include "model/tie-fee.h"
#include "model/tie-project.h"
#include "store/tie-activity-table.h"
#include "store/tie-undo.h"

/* From a folder with fee files to the project's fee, an invoice, and back. */

#define HEAD "schema,client_number,module,tax_year,name,invoice_total,previous_balance,exported_at\r\n"
#define ROW "lacerte-fee/1,"
#define NOW "2026-03-14T18:00:00Z"
#define DAY "2026-03-15"

typedef struct
{
  StoreFixture store;
  char *folder;
} Fixture;

static void
write_file (Fixture *fixture,
            const char *name,
            const char *contents)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, contents, -1, &error);
  g_assert_no_error (error);
}

static void
set_text (TieDb *db,
          GType type,
          const char *id,
          guint field,
          const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieRecord) record = tie_record_table_get (db, type, id, &error);

  g_assert_no_error (error);
  tie_record_set_text (record, field, text);
  tie_record_table_save (db, record, &error);
  g_assert_no_error (error);
}

static void
set_integer (TieDb *db,
             GType type,
             const char *id,
             guint field,
             gint64 value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieRecord) record = tie_record_table_get (db, type, id, &error);

  g_assert_no_error (error);
  tie_record_set_integer (record, field, value);
  tie_record_table_save (db, record, &error);
  g_assert_no_error (error);
}

/* The three entries of the reference, 403.32 of work, and one that nobody pays. */
static gboolean
fill_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  static const struct
  {
    const char *id;
    gint64 amount;
    gboolean not_billable;
  } entries[] = { { "a", 12000 }, { "b", 18333 }, { "c", 9999 }, { "d", 5000, TRUE } };
  Fixture *fixture = data;
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);

  set_text (db, TIE_TYPE_CONTACT, "carter", TIE_CONTACT_NUMBER, "1000");
  set_text (db, TIE_TYPE_PROJECT, "return", TIE_PROJECT_RETURN, "I");
  set_integer (db, TIE_TYPE_PROJECT, "return", TIE_PROJECT_TAX_YEAR, 2025);
  set_integer (db, TIE_TYPE_PROJECT, "return", TIE_PROJECT_ESTIMATED_FEE, 0);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autoptr (TieEntry) entry = tie_entry_new (entries[i].id);
      TieRecord *record = TIE_RECORD (entry);

      tie_record_set_text (record, TIE_ENTRY_PROJECT, "return");
      tie_record_set_text (record, TIE_ENTRY_KIND, "time");
      tie_record_set_text (record, TIE_ENTRY_WORK_CODE, "tax");
      tie_record_set_text (record, TIE_ENTRY_DATE, "2026-01-02");
      tie_record_set_integer (record, TIE_ENTRY_QUANTITY, 10000);
      tie_record_set_integer (record, TIE_ENTRY_RATE, entries[i].amount * 100);
      tie_record_set_integer (record, TIE_ENTRY_NOT_BILLABLE, entries[i].not_billable);
      if (!tie_entry_save (db, entry, NULL, NULL, error))
        return FALSE;
    }
  return tie_setting_table_set (db, TIE_SETTING_FEE_DAYS, "100000", error) && tie_fee_source_set (db, folder, error);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  billing_fixture_set_up (&fixture->store, data);
  fixture->folder = g_dir_make_tmp ("tie-fees-XXXXXX", &error);
  g_assert_no_error (error);
  store_fixture_write (&fixture->store, fill_cb, fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  store_fixture_tear_down (&fixture->store, data);
}

static TieFeeRefresh *
refresh (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  TieFeeRefresh *result = tie_fee_refresh (fixture->store.store, NULL, FALSE, NULL, &error);

  g_assert_no_error (error);
  return result;
}

static TieFeePreview *
read_preview (TieDb *db,
              const TieFeePreviewOptions *options)
{
  g_autoptr (GError) error = NULL;
  TieFeePreview *preview = tie_fee_preview_read (db, "return", options, &error);

  g_assert_no_error (error);
  return preview;
}

/* The codes of a preview, "W1 W5". */
static void
expect_codes (const TieFeePreview *preview,
              const char *expected)
{
  g_autoptr (GString) codes = g_string_new (NULL);

  for (guint i = 0; i < preview->findings->len; i++)
    g_string_append_printf (codes, "%s%s", i > 0 ? " " : "", tie_fee_code_get_name (((TieFeeFinding *) preview->findings->pdata[i])->code));
  g_assert_cmpstr (codes->str, ==, expected);
}

static void
expect_billed (TieDb *db,
               const char *document,
               gint64 a,
               gint64 b,
               gint64 c)
{
  const gint64 billed[] = { a, b, c, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (billed); i++)
    {
      const char id[2] = { (char) ('a' + i), '\0' };
      g_autoptr (TieRecord) entry = tie_record_table_get (db, TIE_TYPE_ENTRY, id, NULL);

      g_assert_cmpstr (tie_record_get_text (entry, TIE_ENTRY_DOCUMENT), ==, document);
      g_assert_cmpint (tie_record_get_integer (entry, TIE_ENTRY_BILLED), ==, billed[i]);
    }
}

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
test_whole_way (Fixture *fixture,
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

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/fees/import/whole-way", Fixture, NULL, set_up, test_whole_way, tear_down);

  return g_test_run ();
}
