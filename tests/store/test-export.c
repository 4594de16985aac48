/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-export"
#include "config.h"

#include "base/tie-error.h"
#include "model/tie-document.h"
#include "model/tie-payment.h"
#include "store-fixture.h"
#include "store/tie-document-table.h"
#include "store/tie-export-read.h"

#define TARGET "iif"

static void
add_document (TieDb *db,
              const char *id,
              const char *kind,
              const char *date,
              const char *stage,
              guint n_lines)
{
  g_autoptr (TieRecord) document = tie_record_new (TIE_TYPE_DOCUMENT, id);
  g_autoptr (GError) error = NULL;

  tie_record_set_text (document, TIE_DOCUMENT_NUMBER, id);
  tie_record_set_text (document, TIE_DOCUMENT_KIND, kind);
  tie_record_set_text (document, TIE_DOCUMENT_CONTACT, "alder");
  tie_record_set_text (document, TIE_DOCUMENT_DATE, date);
  tie_record_set_text (document, TIE_DOCUMENT_STAGE, stage);
  tie_record_set_integer (document, TIE_DOCUMENT_TOTAL, 1000);
  g_assert_true (tie_record_table_save (db, document, &error));
  for (guint i = 0; i < n_lines; i++)
    {
      g_autoptr (TieRecord) line = tie_record_new (TIE_TYPE_LINE, NULL);
      g_autoptr (TieRecord) share = tie_record_new (TIE_TYPE_DISTRIBUTION, NULL);

      tie_record_set_text (line, TIE_LINE_DOCUMENT, id);
      tie_record_set_integer (line, TIE_LINE_POSITION, i + 1);
      tie_record_set_text (line, TIE_LINE_TEXT, i == 0 ? "first" : "later");
      tie_record_set_integer (line, TIE_LINE_AMOUNT, 10 + i);
      g_assert_true (tie_record_table_save (db, line, &error));
      tie_record_set_text (share, TIE_DISTRIBUTION_DOCUMENT, id);
      tie_record_set_integer (share, TIE_DISTRIBUTION_POSITION, i + 1);
      tie_record_set_text (share, TIE_DISTRIBUTION_LINE, tie_record_get_id (line));
      tie_record_set_text (share, TIE_DISTRIBUTION_CATEGORY, "work");
      tie_record_set_text (share, TIE_DISTRIBUTION_ACCOUNT, "account-4010");
      tie_record_set_integer (share, TIE_DISTRIBUTION_CREDIT, 10 + i);
      g_assert_true (tie_record_table_save (db, share, &error));
    }
  g_assert_no_error (error);
}

static void
add_payment (TieDb *db,
             const char *id,
             const char *kind)
{
  g_autoptr (TieRecord) payment = tie_record_new (TIE_TYPE_PAYMENT, id);
  g_autoptr (GError) error = NULL;

  tie_record_set_text (payment, TIE_PAYMENT_NUMBER, id);
  tie_record_set_text (payment, TIE_PAYMENT_KIND, kind);
  tie_record_set_text (payment, TIE_PAYMENT_CONTACT, "alder");
  tie_record_set_text (payment, TIE_PAYMENT_DATE, "2026-03-20");
  tie_record_set_text (payment, TIE_PAYMENT_ORIGIN, TIE_PAYMENT_ORIGIN_HERE);
  tie_record_set_integer (payment, TIE_PAYMENT_AMOUNT, 500);
  g_assert_true (tie_record_table_save (db, payment, &error));
}

static gboolean
fill_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  add_contact (db, "alder", "Alder, Kim", TIE_CONTACT_TYPE_CLIENT);
  add_contact (db, "birch", "Birch, Jo", TIE_CONTACT_TYPE_CLIENT);
  add_contact (db, "paper", "Paper & More", TIE_CONTACT_TYPE_SUPPLIER);
  add_document (db, "I-3", TIE_DOCUMENT_KIND_INVOICE, "2026-03-03", TIE_DOCUMENT_STAGE_APPROVED, 3);
  add_document (db, "I-1", TIE_DOCUMENT_KIND_INVOICE, "2026-03-01", TIE_DOCUMENT_STAGE_APPROVED, 2);
  add_document (db, "I-2", TIE_DOCUMENT_KIND_INVOICE, "2026-03-02", TIE_DOCUMENT_STAGE_INVOICED, 1);
  add_document (db, "C-1", TIE_DOCUMENT_KIND_CREDIT, "2026-03-02", TIE_DOCUMENT_STAGE_APPROVED, 0);
  add_document (db, "S-1", TIE_DOCUMENT_KIND_SUPPLIER, "2026-03-02", TIE_DOCUMENT_STAGE_APPROVED, 1);
  add_payment (db, "P-1", TIE_PAYMENT_KIND_RECEIPT);
  add_payment (db, "P-2", TIE_PAYMENT_KIND_PAID);
  return TRUE;
}

static void
set_up (StoreFixture *fixture,
        gconstpointer data)
{
  store_fixture_set_up (fixture, data);
  store_fixture_write (fixture, fill_cb, NULL);
}

/* The picked ones as "id@batch …". */
static void
list_cb (const TieExportListRow *row,
         gpointer user_data)
{
  g_string_append_printf (user_data, "%s%s@%d", ((GString *) user_data)->len > 0 ? " " : "", row->id, (int) row->batch);
}

static void
expect_picks (TieDb *db,
              TieExportKind kind,
              TieExportFilter filter,
              const char *expected)
{
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  tie_export_pick (db, kind, filter, TARGET, &n, &error);
  g_assert_no_error (error);
  tie_export_list_read (db, kind, TARGET, list_cb, found, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->str, ==, expected);
}

static char *
write_batch (TieDb *db,
             TieExportKind kind,
             const char *const *ids,
             const char *stage)
{
  TieExportBatch batch = { .target = (char *) TARGET, .kind = kind, .file = (char *) "out.iif", .sha256 = (char *) "abc" };
  g_autoptr (GError) error = NULL;

  tie_export_table_begin (db, &batch, &error);
  g_assert_no_error (error);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      tie_export_table_add_item (db, batch.id, ids[i], stage, "h1", &error);
      g_assert_no_error (error);
      batch.n_records++;
    }
  g_assert_true (tie_export_table_complete (db, &batch, &error));
  g_assert_true (kind != TIE_EXPORT_INVOICES || tie_export_table_set_exported (db, batch.id, &error));
  g_free (batch.moment);
  g_free (batch.person);
  return batch.id;
}

static gboolean
picks_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  g_autofree char *batch = NULL;

  expect_picks (db, TIE_EXPORT_CUSTOMERS, TIE_EXPORT_READY, "alder@0 birch@0");
  expect_picks (db, TIE_EXPORT_INVOICES, TIE_EXPORT_READY, "I-1@0 C-1@0 I-3@0");
  expect_picks (db, TIE_EXPORT_INVOICES, TIE_EXPORT_EXPORTED, "");
  expect_picks (db, TIE_EXPORT_PAYMENTS, TIE_EXPORT_READY, "P-1@0");
  batch = write_batch (db, TIE_EXPORT_INVOICES, (const char *const[]) { "I-1", "C-1", NULL }, TIE_DOCUMENT_STAGE_APPROVED);
  expect_picks (db, TIE_EXPORT_INVOICES, TIE_EXPORT_READY, "I-3@0");
  expect_picks (db, TIE_EXPORT_INVOICES, TIE_EXPORT_EXPORTED, "I-1@1 C-1@1");
  g_free (write_batch (db, TIE_EXPORT_INVOICES, (const char *const[]) { "I-1", NULL }, TIE_DOCUMENT_STAGE_EXPORTED));
  expect_picks (db, TIE_EXPORT_INVOICES, TIE_EXPORT_EXPORTED, "I-1@2 C-1@1");
  expect_picks (db, TIE_EXPORT_INVOICES, TIE_EXPORT_LAST, "I-1@2");
  g_free (write_batch (db, TIE_EXPORT_PAYMENTS, (const char *const[]) { "P-1", NULL }, ""));
  expect_picks (db, TIE_EXPORT_PAYMENTS, TIE_EXPORT_READY, "");
  expect_picks (db, TIE_EXPORT_PAYMENTS, TIE_EXPORT_LAST, "P-1@3");
  g_free (write_batch (db, TIE_EXPORT_CUSTOMERS, (const char *const[]) { "birch", NULL }, ""));
  expect_picks (db, TIE_EXPORT_CUSTOMERS, TIE_EXPORT_READY, "alder@0 birch@4");
  return TRUE;
}

static void
test_picks (StoreFixture *fixture,
            gconstpointer unused)
{
  store_fixture_write (fixture, picks_cb, NULL);
}

/* Lines and distribution come with their own document, in order, whatever the order of the picks. */
static gboolean
reader_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  const char *const ids[] = { "I-3", "C-1", "I-1", "I-3", NULL };
  const guint n_lines[] = { 3, 0, 2 };
  g_autoptr (TieExportReader) reader = NULL;
  g_autoptr (TieExportReader) contacts = NULL;
  const TieExportContact *contact;
  g_auto (GStrv) accounts = NULL;
  g_autofree char *date = NULL;
  guint n = 0;

  g_assert_true (tie_export_pick_ids (db, TIE_EXPORT_INVOICES, ids, &n, error));
  g_assert_cmpuint (n, ==, 3);
  reader = tie_export_reader_new (db, TIE_EXPORT_INVOICES, TARGET, error);
  g_assert_nonnull (reader);
  for (guint i = 0; i < 3; i++)
    {
      const TieExportDocument *document = tie_export_reader_next_document (reader, error);

      g_assert_nonnull (document);
      g_assert_cmpstr (document->id, ==, ids[i]);
      g_assert_cmpstr (document->contact.name, ==, "Alder, Kim");
      g_assert_cmpuint (document->lines->len, ==, n_lines[i]);
      g_assert_cmpuint (document->shares->len, ==, n_lines[i]);
      for (guint k = 0; k < n_lines[i]; k++)
        {
          const TieExportLine *line = &g_array_index (document->lines, TieExportLine, k);
          const TieExportShare *share = &g_array_index (document->shares, TieExportShare, k);

          g_assert_cmpint (line->amount, ==, 10 + k);
          g_assert_cmpstr (line->text, ==, k == 0 ? "first" : "later");
          g_assert_cmpstr (share->line, ==, line->id);
          g_assert_cmpint (share->net, ==, -(gint64) (10 + k));
        }
    }
  g_assert_null (tie_export_reader_next_document (reader, error));
  accounts = tie_export_list_used (db, TIE_EXPORT_USES_ACCOUNTS, error);
  g_assert_cmpuint (g_strv_length (accounts), ==, 1);
  date = tie_export_get_first_date (db, TIE_EXPORT_INVOICES, error);
  g_assert_cmpstr (date, ==, "2026-03-01");
  contacts = tie_export_reader_new_contacts (db, TIE_EXPORT_INVOICES, error);
  contact = tie_export_reader_next_contact (contacts, error);
  g_assert_cmpstr (contact->id, ==, "alder");
  g_assert_null (tie_export_reader_next_contact (contacts, error));
  return TRUE;
}

static void
test_reader (StoreFixture *fixture,
             gconstpointer unused)
{
  store_fixture_read (fixture, reader_cb, NULL);
}

static void
expect_stage (TieDb *db,
              const char *id,
              const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieRecord) document = tie_record_table_get (db, TIE_TYPE_DOCUMENT, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (tie_record_get_text (document, TIE_DOCUMENT_STAGE), ==, expected);
}

static gboolean
undo_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  g_autofree char *first = write_batch (db, TIE_EXPORT_INVOICES, (const char *const[]) { "I-1", "I-3", NULL }, TIE_DOCUMENT_STAGE_APPROVED);
  g_autofree char *second = write_batch (db, TIE_EXPORT_INVOICES, (const char *const[]) { "I-1", NULL }, TIE_DOCUMENT_STAGE_EXPORTED);
  g_autoptr (TieExportBatch) batch = NULL;
  g_autoptr (TieExportBatch) same = NULL;
  g_autoptr (GPtrArray) batches = NULL;
  g_autoptr (GError) refused = NULL;

  expect_stage (db, "I-1", TIE_DOCUMENT_STAGE_EXPORTED);
  g_assert_true (tie_export_table_undo (db, first, error));
  expect_stage (db, "I-1", TIE_DOCUMENT_STAGE_EXPORTED); /* stands in the second */
  expect_stage (db, "I-3", TIE_DOCUMENT_STAGE_APPROVED);
  g_assert_false (tie_export_table_undo (db, first, &refused));
  g_assert_error (refused, TIE_ERROR, TIE_ERROR_IN_USE);
  g_assert_cmpstr (refused->message, ==, "Batch 1 was taken back already.");
  g_clear_error (&refused);
  g_assert_true (tie_export_table_undo (db, second, error));
  expect_stage (db, "I-1", TIE_DOCUMENT_STAGE_APPROVED);

  g_free (first);
  first = write_batch (db, TIE_EXPORT_INVOICES, (const char *const[]) { "I-1", "I-3", NULL }, TIE_DOCUMENT_STAGE_APPROVED);
  g_assert_true (tie_document_table_set_stage (db, "I-3", TIE_DOCUMENT_STAGE_POSTED, error));
  g_assert_false (tie_export_table_undo (db, first, &refused));
  g_assert_error (refused, TIE_ERROR, TIE_ERROR_IN_USE);
  g_assert_cmpstr (refused->message, ==, "Batch 3 cannot be taken back: I-3 is posted.");
  g_clear_error (&refused);
  g_assert_false (tie_export_table_undo (db, "nowhere", &refused));
  g_assert_error (refused, TIE_ERROR, TIE_ERROR_NOT_FOUND);

  batches = tie_export_table_list_batches (db, TARGET, error);
  g_assert_cmpuint (batches->len, ==, 3);
  g_assert_null (((TieExportBatch *) batches->pdata[0])->undone);
  g_assert_nonnull (((TieExportBatch *) batches->pdata[1])->undone);
  batch = tie_export_table_get_last (db, TARGET, TIE_EXPORT_INVOICES, error);
  g_assert_cmpint (batch->number, ==, 3);
  g_assert_cmpuint (batch->n_records, ==, 2);
  same = tie_export_table_find_file (db, "abc", error);
  g_assert_cmpint (same->number, ==, 3);
  g_assert_null (tie_export_table_find_file (db, "none", error));
  return TRUE;
}

static void
test_undo (StoreFixture *fixture,
           gconstpointer unused)
{
  store_fixture_write (fixture, undo_cb, NULL);
}

static gboolean
changes_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  g_autofree char *batch = write_batch (db, TIE_EXPORT_CUSTOMERS, (const char *const[]) { "alder", NULL }, "");
  const TieExportChange change = { (char *) "alder", (char *) "Alder, Kim", (char *) "NAME", (char *) "Zoë", (char *) "Zoe" };
  g_autoptr (GPtrArray) changes = NULL;

  g_assert_true (tie_export_table_add_change (db, batch, 1, &change, error));
  changes = tie_export_table_list_changes (db, batch, error);
  g_assert_cmpuint (changes->len, ==, 1);
  g_assert_cmpstr (((TieExportChange *) changes->pdata[0])->new_text, ==, "Zoe");
  return TRUE;
}

static void
test_changes (StoreFixture *fixture,
              gconstpointer unused)
{
  store_fixture_write (fixture, changes_cb, NULL);
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (StoreFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/export/picks", test_picks },
    { "/export/reader", test_reader },
    { "/export/undo", test_undo },
    { "/export/changes", test_changes },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, StoreFixture, NULL, set_up, tests[i].test, store_fixture_tear_down);

  return g_test_run ();
}
