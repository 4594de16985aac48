/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-fee-import"
#include "config.h"

#include <glib/gstdio.h>

#include "../billing/billing-fixture.h"
#include "billing/tie-document-actions.h"
#include "billing/tie-entry-actions.h"
#include "billing/tie-timer-actions.h"
#include "billing/tie-relief.h"
#include "fees/tie-fee-import.h"
#include "fees/tie-fee-refresh.h"
#include "fees/tie-fee-clients.h"
#include "fees/tie-fee-review.h"
#include "fees/tie-fee-watch.h"
#include "model/tie-contact.h"
#include "model/tie-fee.h"
#include "model/tie-project.h"
#include "model/tie-user.h"
#include "store/tie-activity-table.h"
#include "store/tie-undo.h"

/* From a folder with fee files to the project's fee, an invoice, and back. */

#define HEAD "schema,client_number,module,tax_year,name,invoice_total,previous_balance,exported_at,form_charges\r\n"
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

/* Each code of a preview: what the file says, what is different in the practice, and what is found. */

typedef struct
{
  const char *why;
  const char *rows; /* behind the head */
  gboolean (*prepare) (TieDb *db, gpointer data, GError **error); /* (nullable) */
  gboolean with_invoice;
  const char *codes;
  gboolean can_import;
} CodeCase;

static gboolean
no_number_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  set_text (db, TIE_TYPE_CONTACT, "carter", TIE_CONTACT_NUMBER, "");
  return TRUE;
}

static gboolean
typed_fee_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  set_integer (db, TIE_TYPE_PROJECT, "return", TIE_PROJECT_ESTIMATED_FEE, 40000);
  return TRUE;
}

static gboolean
same_fee_cb (TieDb *db,
             gpointer data,
             GError **error)
{
  set_integer (db, TIE_TYPE_PROJECT, "return", TIE_PROJECT_ESTIMATED_FEE, 45000);
  return TRUE;
}

static gboolean
old_cb (TieDb *db,
        gpointer data,
        GError **error)
{
  return tie_setting_table_set (db, TIE_SETTING_FEE_DAYS, "7", error);
}

static gboolean
later_time_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  set_text (db, TIE_TYPE_ENTRY, "a", TIE_ENTRY_DATE, "2026-03-16");
  return TRUE;
}

static gboolean
closed_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  set_setting (db, TIE_SETTING_CLOSING_DATE, "2026-03-31");
  return TRUE;
}

static gboolean
staff_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  g_autoptr (GPtrArray) users = tie_record_table_list (db, TIE_TYPE_USER, error);

  for (guint i = 0; i < users->len; i++)
    set_text (db, TIE_TYPE_USER, tie_record_get_id (users->pdata[i]), TIE_USER_ROLE, TIE_ROLE_STAFF);
  return TRUE;
}

static gboolean
last_year_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  g_autoptr (TieProject) project = tie_project_new ("before");

  tie_record_set_text (TIE_RECORD (project), TIE_PROJECT_NAME, "2024 Form 1040");
  tie_record_set_text (TIE_RECORD (project), TIE_PROJECT_CONTACT, "carter");
  tie_record_set_text (TIE_RECORD (project), TIE_PROJECT_RETURN, "I");
  tie_record_set_integer (TIE_RECORD (project), TIE_PROJECT_TAX_YEAR, 2024);
  tie_record_set_integer (TIE_RECORD (project), TIE_PROJECT_ESTIMATED_FEE, 29000);
  return tie_record_table_save (db, TIE_RECORD (project), error);
}

static gboolean
timers_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  g_autoptr (TieTimer) running = tie_timer_start (db, "joe", "return", NULL, NULL, NULL, error);
  g_autoptr (TieTimer) pausing = tie_timer_start (db, "kim", "return", NULL, NULL, NULL, error);
  g_autofree char *message = NULL;

  return running != NULL && pausing != NULL && tie_timer_pause (db, pausing, NULL, &message, error);
}

#define CARTER ROW "1000,I,2025,\"Carter, Joan\","
#define GOOD CARTER "450.00,," NOW "\n"

static const CodeCase code_cases[] = {
  { "nothing stands in the way", GOOD, NULL, TRUE, "", TRUE },
  { "no row", ROW "1001,I,2025,X,450.00,," NOW "\n", NULL, FALSE, "L01", FALSE },
  { "no number", GOOD, no_number_cb, FALSE, "L02", FALSE },
  { "a fee for last year", ROW "1000,I,2024,\"Carter, Joan\",450.00,," NOW "\n", NULL, FALSE, "L03", FALSE },
  { "another return", ROW "1000,S,2025,\"Carter, Joan\",450.00,," NOW "\n", NULL, FALSE, "L04", FALSE },
  { "two amounts", GOOD CARTER "460.00,," NOW "\n", NULL, FALSE, "L05", FALSE },
  { "the same amount twice", GOOD GOOD, NULL, FALSE, "", TRUE },
  { "empty", CARTER ",," NOW "\n", NULL, FALSE, "L06", FALSE },
  { "zero, without an invoice", CARTER "0.00,," NOW "\n", NULL, FALSE, "L07", TRUE },
  { "zero, with an invoice", CARTER "0.00,," NOW "\n", NULL, TRUE, "L07", FALSE },
  { "unreadable", CARTER "ten,," NOW "\n", NULL, FALSE, "L16", FALSE },
  { "an old file", GOOD, old_cb, FALSE, "L10", TRUE },
  { "time after it", GOOD, later_time_cb, FALSE, "L10", TRUE },
  { "masked", ROW "1000,I,2025,*****,450.00,," NOW "\n", NULL, FALSE, "L15", TRUE },
  { "a fee that was typed", GOOD, typed_fee_cb, FALSE, "L18", TRUE },
  { "the same fee typed", GOOD, same_fee_cb, FALSE, "", TRUE },
  { "books closed", GOOD, closed_cb, TRUE, "L19", FALSE },
  { "books closed, without an invoice", GOOD, closed_cb, FALSE, "", TRUE },
  { "no right", GOOD, staff_cb, FALSE, "L20", FALSE },
  { "another name", ROW "1000,I,2025,\"Smith, Jo\",450.00,," NOW "\n", NULL, FALSE, "W1", TRUE },
  { "parts that do not add up", CARTER "450.00,," NOW ",400.00\n", NULL, FALSE, "W2", TRUE },
  { "half as much again as last year", GOOD, last_year_cb, FALSE, "W3", TRUE },
  { "timers", GOOD, timers_cb, TRUE, "W4 W6", TRUE },
  { "a previous balance", CARTER "450.00,120.00," NOW "\n", NULL, FALSE, "W5", TRUE },
};

typedef struct
{
  const CodeCase *one;
  TieFeePreview *preview; /* (owned) */
} CodeReading;

static gboolean
code_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  CodeReading *reading = data;
  const TieFeePreviewOptions options = { .with_invoice = reading->one->with_invoice, .date = DAY };

  if (reading->one->prepare != NULL && !reading->one->prepare (db, NULL, error))
    return FALSE;
  reading->preview = read_preview (db, &options);
  if (!tie_fee_preview_can_import (reading->preview) && !tie_fee_import_log_refusal (db, reading->preview, error))
    return FALSE;
  if (!tie_fee_preview_can_import (reading->preview))
    {
      g_autoptr (GPtrArray) activities = tie_activity_table_list (db, 1, error);
      const TieActivity *activity = activities->pdata[0];

      g_assert_cmpstr (activity->what, ==, "Lacerte fee not imported");
      g_assert_nonnull (strstr (reading->one->codes, activity->details));
      g_assert_cmpstr (activity->record_id, ==, "return");
      if (reading->one->with_invoice)
        g_assert_null (tie_fee_import_invoice (db, reading->preview, NULL, NULL));
      else
        g_assert_false (tie_fee_import_amount (db, reading->preview, NULL, NULL));
    }
  g_set_error_literal (error, TIE_ERROR, TIE_ERROR_FAILED, "rolled back, for the next case");
  return FALSE;
}

static void
test_codes (Fixture *fixture,
            gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (code_cases); i++)
    {
      CodeReading reading = { &code_cases[i] };
      g_autofree char *contents = g_strconcat (HEAD, code_cases[i].rows, NULL);
      g_autofree char *name = g_strdup_printf ("fees-%u.csv", i);
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autoptr (TieFeeRefresh) refreshed = NULL;

      g_test_message ("%s", code_cases[i].why);
      write_file (fixture, name, contents);
      refreshed = refresh (fixture);
      g_assert_cmpuint (refreshed->n_files, ==, 1);
      g_assert_false (tie_store_run (fixture->store.store, TIE_STORE_WRITE, code_cb, &reading, NULL));
      expect_codes (reading.preview, code_cases[i].codes);
      g_assert_cmpint (tie_fee_preview_can_import (reading.preview), ==, code_cases[i].can_import);
      g_assert_cmpint (reading.preview->code != TIE_FEE_OK, ==, *code_cases[i].codes != '\0');
      tie_fee_preview_free (reading.preview);
      g_unlink (path);
    }
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
test_typed (Fixture *fixture,
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
test_choose (Fixture *fixture,
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
test_replace (Fixture *fixture,
              gconstpointer data)
{
  store_fixture_write (&fixture->store, replace_cb, NULL);
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
test_undo_after_edit (Fixture *fixture,
                      gconstpointer data)
{
  store_fixture_write (&fixture->store, edit_fee_cb, NULL);
  store_fixture_write (&fixture->store, undo_last_cb, NULL);
  store_fixture_write (&fixture->store, fee_stays_cb, NULL);
}

/* Relief through the import: whatever amount and whatever work, the parts add up to the amount. */
#define ROUNDS 10000

static gboolean
relief_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  TieReliefEntry entries[12];

  for (guint round = 0; round < ROUNDS; round++)
    {
      guint n = (guint) g_test_rand_int_range (1, G_N_ELEMENTS (entries) + 1);
      gint64 amount = g_test_rand_int_range (0, 2) == 0 ? g_test_rand_int_range (0, 1000) : g_test_rand_int_range (0, 999999999);
      gint64 sum = 0;
      gboolean is_any_billable = FALSE;

      for (guint i = 0; i < n; i++)
        {
          entries[i] = (TieReliefEntry) { .value = g_test_rand_int_range (0, 4) == 0 ? 0 : g_test_rand_int_range (-2000, 200000), .quantity = g_test_rand_int_range (0, 100000), .is_billable = g_test_rand_int_range (0, 6) != 0 };
          is_any_billable |= entries[i].is_billable;
        }
      tie_relief_spread (amount, entries, n);
      for (guint i = 0; i < n; i++)
        {
          sum += entries[i].billed;
          g_assert_true (entries[i].is_billable || entries[i].billed == 0);
        }
      g_assert_true (!is_any_billable || sum == amount);
    }
  return TRUE;
}

static void
test_relief (Fixture *fixture,
             gconstpointer data)
{
  store_fixture_write (&fixture->store, relief_cb, NULL);
}

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
test_bulk (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (TieFeeRefresh) refreshed = NULL;

  write_file (fixture, "fees.csv", HEAD GOOD ROW "1002,S,2025,Bright Horizon Yoga LLC,900.00,," NOW "\n" ROW "1009,S,2025,Brite Horizon Yoga,5.00,," NOW "\n");
  refreshed = refresh (fixture);
  g_assert_cmpuint (refreshed->n_rows, ==, 3);
  store_fixture_write (&fixture->store, bulk_cb, NULL);
  store_fixture_write (&fixture->store, clients_cb, NULL);
  store_fixture_write (&fixture->store, undo_last_cb, NULL);
}

/* Sources that change, go away and come back. */
static void
test_refresh (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.csv", NULL);
  g_autofree char *aside = g_strconcat (fixture->folder, "-away", NULL);
  g_autoptr (TieFeeRefresh) first = NULL;
  g_autoptr (TieFeeRefresh) away = NULL;
  g_autoptr (TieFeeRefresh) back = NULL;

  write_file (fixture, "a.csv", HEAD GOOD);
  write_file (fixture, "copy.csv", HEAD GOOD);
  write_file (fixture, "table.dbf", "is no table");
  write_file (fixture, "old.xlsx", "\xd0\xcf\x11\xe0");
  first = refresh (fixture);
  g_assert_cmpuint (first->n_files, ==, 1); /* the copy says the same */
  g_assert_cmpuint (first->n_rows, ==, 1);
  g_assert_cmpuint (first->problems->len, ==, 2);

  g_assert_cmpint (g_rename (fixture->folder, aside), ==, 0);
  away = refresh (fixture);
  g_assert_cmpint (((TieFeeFinding *) away->problems->pdata[0])->code, ==, TIE_FEE_L11_UNREACHABLE);
  g_assert_cmpuint (away->n_rows, ==, 1); /* what was read last stays */
  g_assert_cmpint (g_rename (aside, fixture->folder), ==, 0);

  g_unlink (path);
  write_file (fixture, "copy.csv", HEAD GOOD GOOD ROW "1001,I,2025,X,1.00,," NOW "\n");
  back = refresh (fixture);
  g_assert_cmpuint (back->n_files, ==, 1);
  g_assert_cmpuint (back->n_read, ==, 1);
  g_assert_cmpuint (back->n_rows, ==, 3);
}

typedef struct
{
  guint n_done;
  guint n_news;
} Watching;

static void
looked_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (tie_fee_watch_look_finish (TIE_FEE_WATCH (source), result, &error));
  g_assert_no_error (error);
  ((Watching *) user_data)->n_done++;
}

static void
refreshed_cb (TieFeeWatch *watch,
              gpointer user_data)
{
  ((Watching *) user_data)->n_news++;
}

static void
test_watch (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (TieFeeWatch) watch = tie_fee_watch_new (fixture->store.store, 0);
  Watching watching = { 0 };

  write_file (fixture, "a.csv", HEAD GOOD);
  g_signal_connect (watch, "refreshed", G_CALLBACK (refreshed_cb), &watching);
  /* the second one is asked for while the first is under way */
  tie_fee_watch_look_async (watch, NULL, looked_cb, &watching);
  tie_fee_watch_look_async (watch, NULL, looked_cb, &watching);
  while (watching.n_done < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (watching.n_news, ==, 1); /* nothing was new the second time */
  g_assert_cmpuint (tie_fee_watch_get_last (watch)->n_rows, ==, 1);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/fees/import/whole-way", Fixture, NULL, set_up, test_whole_way, tear_down);
  g_test_add ("/fees/import/codes", Fixture, NULL, set_up, test_codes, tear_down);
  g_test_add ("/fees/import/typed", Fixture, NULL, set_up, test_typed, tear_down);
  g_test_add ("/fees/import/choose", Fixture, NULL, set_up, test_choose, tear_down);
  g_test_add ("/fees/import/replace", Fixture, NULL, set_up, test_replace, tear_down);
  g_test_add ("/fees/import/undo-after-edit", Fixture, NULL, set_up, test_undo_after_edit, tear_down);
  g_test_add ("/fees/import/relief", Fixture, NULL, set_up, test_relief, tear_down);
  g_test_add ("/fees/import/bulk", Fixture, NULL, set_up, test_bulk, tear_down);
  g_test_add ("/fees/import/refresh", Fixture, NULL, set_up, test_refresh, tear_down);
  g_test_add ("/fees/import/watch", Fixture, NULL, set_up, test_watch, tear_down);

  return g_test_run ();
}
