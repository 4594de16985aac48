/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "run-fixture"
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "base/tie-date.h"
#include "base/tie-money.h"
#include "billing/tie-document-actions.h"
#include "billing/tie-payment-actions.h"
#include "run-fixture.h"
#include "store/tie-connection-table.h"
#include "store/tie-document-table.h"
#include "store/tie-link-table.h"
#include "store/tie-outbox-table.h"
#include "store/tie-remote-table.h"
#include "store/tie-sync-table.h"

#define DATE "2025-11-03"

void
run_write (RunFixture *fixture,
           TieStoreFunc func,
           gpointer data)
{
  g_autoptr (GError) error = NULL;

  tie_store_run (fixture->sync.store, TIE_STORE_WRITE, func, data, &error);
  g_assert_no_error (error);
}

/* ---- settings ---- */

static gboolean
change_settings (TieDb *db,
                 gpointer data,
                 GError **error)
{
  void (*change) (TieSyncSettings *) = *(void (**) (TieSyncSettings *)) data;
  g_autoptr (TieSyncSettings) settings = tie_sync_settings_load (db, NULL, error);

  if (settings == NULL)
    return FALSE;
  change (settings);
  return tie_sync_settings_save (db, settings, NULL, error);
}

void
run_change_settings (RunFixture *fixture,
                     void (*change) (TieSyncSettings *settings))
{
  run_write (fixture, change_settings, &change);
}

static void
choose (TieSyncSettings *settings)
{
  static const char *const items[TIE_SYNC_N_ITEMS] = { "9", "13", "9", "9", "17", "9" };

  settings->is_enabled = TRUE;
  settings->require_sent = FALSE;
  for (guint i = 0; i < TIE_SYNC_N_ITEMS; i++)
    {
      g_free (settings->items[i]);
      settings->items[i] = g_strdup (items[i]);
    }
  settings->accounts[TIE_SYNC_ACCOUNT_INCOME] = g_strdup ("8");
  settings->accounts[TIE_SYNC_ACCOUNT_EXPENSE] = g_strdup ("16");
  settings->accounts[TIE_SYNC_ACCOUNT_BANK] = g_strdup ("1");
}

/* ---- set up and tear down ---- */

static void
export_contacts (RunFixture *fixture,
                 TieKind kind)
{
  g_autoptr (TieCrosswalk) crosswalk = sync_load_crosswalk (&fixture->sync, kind);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = sync_export (crosswalk, &error);

  g_assert_no_error (error);
}

void
run_fixture_fill (RunFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->client = sync_add_contact (&fixture->sync, "Carter, Joan", TIE_CONTACT_TYPE_CLIENT);
  fixture->other = sync_add_contact (&fixture->sync, "Bright Horizon Yoga LLC", TIE_CONTACT_TYPE_CLIENT);
  fixture->supplier = sync_add_contact (&fixture->sync, "Paper & More", TIE_CONTACT_TYPE_SUPPLIER);
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  export_contacts (fixture, TIE_KIND_CUSTOMER);
  export_contacts (fixture, TIE_KIND_VENDOR);
  run_change_settings (fixture, choose);
}

void
run_fixture_set_up (RunFixture *fixture,
                    gconstpointer data)
{
  sync_fixture_set_up_sandbox (&fixture->sync, data != NULL ? data : "empty");
  run_fixture_fill (fixture);
}

void
run_fixture_tear_down (RunFixture *fixture,
                       gconstpointer data)
{
  sync_fixture_tear_down (&fixture->sync, data);
  g_free (fixture->client);
  g_free (fixture->other);
  g_free (fixture->supplier);
}

/* ---- records ---- */

typedef struct
{
  const char *kind;
  const char *contact;
  const char *other; /* document, credit note, text */
  gint64 amount;
  char *id;
} Record;

static gboolean
add_document (TieDb *db,
              gpointer data,
              GError **error)
{
  Record *record = data;
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_new (record->kind, DATE);
  TieRecord *line = TIE_RECORD (tie_document_sheet_add_line (sheet));

  tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_CONTACT, record->contact);
  if (g_str_equal (record->kind, TIE_DOCUMENT_KIND_SUPPLIER))
    {
      g_autofree char *number = g_strdup_printf ("%c-%" G_GINT64_FORMAT, record->amount < 0 ? 'C' : 'A', ABS (record->amount));

      tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_NUMBER, number);
    }
  tie_record_set_text (line, TIE_LINE_TEXT, "2025 Form 1040");
  tie_record_set_integer (line, TIE_LINE_QUANTITY, TIE_SCALE);
  tie_record_set_integer (line, TIE_LINE_RATE, record->amount * 100);
  tie_record_set_integer (line, TIE_LINE_AMOUNT, record->amount);
  if (!tie_document_save (db, sheet, NULL, error))
    return FALSE;
  record->id = g_strdup (tie_record_get_id (TIE_RECORD (sheet->document)));
  return TRUE;
}

char *
run_add_document (RunFixture *fixture,
                  const char *kind,
                  const char *contact,
                  gint64 amount)
{
  Record record = { kind, contact, NULL, amount, NULL };

  run_write (fixture, add_document, &record);
  return record.id;
}

static gboolean
add_payment (TieDb *db,
             gpointer data,
             GError **error)
{
  Record *record = data;
  g_autoptr (TiePaymentSheet) sheet = tie_payment_sheet_new (record->kind, DATE);

  tie_record_set_text (TIE_RECORD (sheet->payment), TIE_PAYMENT_CONTACT, record->contact);
  tie_record_set_integer (TIE_RECORD (sheet->payment), TIE_PAYMENT_AMOUNT, record->amount);
  if (record->other != NULL)
    tie_payment_sheet_set_applied (sheet, record->other, record->amount);
  if (!tie_payment_save (db, sheet, NULL, error))
    return FALSE;
  record->id = g_strdup (tie_record_get_id (TIE_RECORD (sheet->payment)));
  return TRUE;
}

char *
run_add_payment (RunFixture *fixture,
                 const char *kind,
                 const char *contact,
                 const char *document,
                 gint64 amount)
{
  Record record = { kind, contact, document, amount, NULL };

  run_write (fixture, add_payment, &record);
  return record.id;
}

static gboolean
apply_credit (TieDb *db,
              gpointer data,
              GError **error)
{
  Record *record = data;
  g_autoptr (GPtrArray) allocations = g_ptr_array_new_with_free_func (g_object_unref);
  TieRecord *allocation = tie_record_new (TIE_TYPE_ALLOCATION, NULL);

  g_ptr_array_add (allocations, allocation);
  tie_record_set_text (allocation, TIE_ALLOCATION_DOCUMENT, record->other);
  tie_record_set_integer (allocation, TIE_ALLOCATION_AMOUNT, record->amount);
  return tie_credit_note_apply (db, record->contact, allocations, NULL, error);
}

void
run_apply_credit (RunFixture *fixture,
                  const char *credit,
                  const char *invoice,
                  gint64 amount)
{
  Record record = { NULL, credit, invoice, amount, NULL };

  run_write (fixture, apply_credit, &record);
}

static gboolean
change_payment (TieDb *db,
                gpointer data,
                GError **error)
{
  Record *record = data;
  g_autoptr (TiePaymentSheet) sheet = tie_payment_sheet_read (db, record->id, error);

  if (sheet == NULL)
    return FALSE;
  tie_record_set_integer (TIE_RECORD (sheet->payment), TIE_PAYMENT_AMOUNT, record->amount);
  for (guint i = 0; i < sheet->allocations->len; i++)
    tie_record_set_integer (sheet->allocations->pdata[i], TIE_ALLOCATION_AMOUNT, record->amount);
  return tie_payment_save (db, sheet, NULL, error);
}

void
run_change_payment (RunFixture *fixture,
                    const char *id,
                    gint64 amount)
{
  Record record = { .id = (char *) id, .amount = amount };

  run_write (fixture, change_payment, &record);
}

static gboolean
change_document (TieDb *db,
                 gpointer data,
                 GError **error)
{
  Record *record = data;
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_read (db, record->id, error);

  if (sheet == NULL)
    return FALSE;
  tie_record_set_text (sheet->lines->pdata[0], TIE_LINE_TEXT, record->other);
  tie_record_set_integer (sheet->lines->pdata[0], TIE_LINE_RATE, record->amount * 100);
  tie_record_set_integer (sheet->lines->pdata[0], TIE_LINE_AMOUNT, record->amount);
  return tie_document_save (db, sheet, NULL, error);
}

void
run_change_document (RunFixture *fixture,
                     const char *id,
                     const char *text,
                     gint64 amount)
{
  Record record = { NULL, NULL, text, amount, (char *) id };

  run_write (fixture, change_document, &record);
}

typedef struct
{
  RunFixture *fixture;
  GType type;
  const char *id;
  TieKind kind;
  TieOutboxState state;
  TieRecord *record;
  char *text;
  gint64 n;
} Reading;

static gboolean
read_record (TieDb *db,
             gpointer data,
             GError **error)
{
  Reading *reading = data;

  reading->record = tie_record_table_get (db, reading->type, reading->id, error);
  return reading->record != NULL;
}

static void
run_read (RunFixture *fixture,
          TieStoreFunc func,
          Reading *reading)
{
  g_autoptr (GError) error = NULL;

  tie_store_run (fixture->sync.store, TIE_STORE_READ, func, reading, &error);
  g_assert_no_error (error);
}

char *
run_get_text (RunFixture *fixture,
              GType type,
              const char *id,
              guint field)
{
  Reading reading = { .fixture = fixture, .type = type, .id = id };
  g_autoptr (TieRecord) record = NULL;

  run_read (fixture, read_record, &reading);
  record = reading.record;
  return g_strdup (tie_record_get_text (record, field));
}

gint64
run_get_integer (RunFixture *fixture,
                 GType type,
                 const char *id,
                 guint field)
{
  Reading reading = { .fixture = fixture, .type = type, .id = id };
  g_autoptr (TieRecord) record = NULL;

  run_read (fixture, read_record, &reading);
  record = reading.record;
  return tie_record_get_integer (record, field);
}

static gboolean
read_link (TieDb *db,
           gpointer data,
           GError **error)
{
  Reading *reading = data;

  reading->text = tie_link_table_find_remote (db, tie_company_get_connection (reading->fixture->sync.company)->id, reading->kind, reading->id, NULL);
  return TRUE;
}

char *
run_get_remote_id (RunFixture *fixture,
                   TieKind kind,
                   const char *id)
{
  Reading reading = { .fixture = fixture, .kind = kind, .id = id };

  run_read (fixture, read_link, &reading);
  return reading.text;
}

static gboolean
read_local (TieDb *db,
            gpointer data,
            GError **error)
{
  Reading *reading = data;

  reading->text = tie_link_table_find_local (db, tie_company_get_connection (reading->fixture->sync.company)->id, reading->kind, reading->id, NULL);
  return TRUE;
}

char *
run_get_local_id (RunFixture *fixture,
                  TieKind kind,
                  const char *remote_id)
{
  Reading reading = { .fixture = fixture, .kind = kind, .id = remote_id };

  run_read (fixture, read_local, &reading);
  return reading.text;
}

static gboolean
find_account (TieDb *db,
              gpointer data,
              GError **error)
{
  Reading *reading = data;

  reading->text = tie_remote_table_find_account (db, tie_company_get_connection (reading->fixture->sync.company)->id, reading->id, error);
  return TRUE;
}

char *
run_find_account (RunFixture *fixture,
                  const char *type)
{
  Reading reading = { .fixture = fixture, .id = type };

  run_read (fixture, find_account, &reading);
  return reading.text;
}

static gboolean
read_paid (TieDb *db,
           gpointer data,
           GError **error)
{
  Reading *reading = data;

  return tie_document_table_get_paid (db, reading->id, &reading->n, error);
}

gint64
run_get_paid (RunFixture *fixture,
              const char *document)
{
  Reading reading = { .fixture = fixture, .id = document };

  run_read (fixture, read_paid, &reading);
  return reading.n;
}

static gboolean
read_payments (TieDb *db,
               gpointer data,
               GError **error)
{
  Reading *reading = data;

  reading->n = tie_record_table_count (db, TIE_TYPE_PAYMENT, error);
  return reading->n >= 0;
}

gint64
run_count_payments (RunFixture *fixture)
{
  Reading reading = { .fixture = fixture };

  run_read (fixture, read_payments, &reading);
  return reading.n;
}

static gboolean
read_outbox (TieDb *db,
             gpointer data,
             GError **error)
{
  Reading *reading = data;

  reading->n = tie_outbox_table_count (db, tie_company_get_connection (reading->fixture->sync.company)->id, reading->state, error);
  return reading->n >= 0;
}

gint64
run_count_outbox (RunFixture *fixture,
                  TieOutboxState state)
{
  Reading reading = { .fixture = fixture, .state = state };

  run_read (fixture, read_outbox, &reading);
  return reading.n;
}

typedef struct
{
  RunFixture *fixture;
  gint64 seconds;
} Shift;

static gboolean
shift_sent (TieDb *db,
            gpointer data,
            GError **error)
{
  const Shift *shift = data;
  g_autoptr (GPtrArray) rows = tie_outbox_table_list_open (db, tie_company_get_connection (shift->fixture->sync.company)->id, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const TieOutboxRow *row = g_ptr_array_index (rows, i);
      g_autofree char *moment = row->sent != NULL ? tie_date_shift (row->sent, shift->seconds) : NULL;

      if (moment != NULL && !tie_outbox_table_set_sent (db, row->id, moment, error))
        return FALSE;
    }
  return rows != NULL;
}

void
run_shift_sent (RunFixture *fixture,
                gint64 seconds)
{
  Shift shift = { fixture, seconds };

  run_write (fixture, shift_sent, &shift);
}

typedef struct
{
  RunFixture *fixture;
  TieSyncGroup group;
  const char *id;
  GPtrArray *findings;
} Check;

static gboolean
check (TieDb *db,
       gpointer data,
       GError **error)
{
  Check *job = data;
  g_autoptr (TieSyncContext) context = tie_sync_context_read (db, error);

  if (context == NULL)
    return FALSE;
  context->state = tie_company_get_state (job->fixture->sync.company);
  job->findings = tie_sync_check (db, context, job->group, job->id, error);
  return job->findings != NULL;
}

GPtrArray *
run_check (RunFixture *fixture,
           TieSyncGroup group,
           const char *id)
{
  Check job = { fixture, group, id, NULL };

  run_write (fixture, check, &job);
  return job.findings;
}

/* ---- runs ---- */

TieSyncRun *
run_new (RunFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  TieSyncRun *run = tie_sync_run_new (fixture->sync.company, "Exported to QuickBooks", &error);

  g_assert_no_error (error);
  return run;
}

gboolean
run_export_all (RunFixture *fixture,
                TieSyncRun *run,
                GPtrArray *ids,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tie_sync_run_export_async (run, ids, cancellable, sync_done_cb, &result);
  sync_wait (&result);
  return tie_sync_run_finish (run, result, error);
}

gboolean
run_export (RunFixture *fixture,
            TieSyncRun *run,
            GError **error,
            ...)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  char *id;
  va_list list;

  va_start (list, error);
  while ((id = va_arg (list, char *)) != NULL)
    g_ptr_array_add (ids, id);
  va_end (list);
  return run_export_all (fixture, run, ids, NULL, error);
}

gboolean
run_remove_all (RunFixture *fixture,
                TieSyncRun *run,
                GPtrArray *ids,
                const char *verb,
                GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tie_sync_run_remove_async (run, ids, verb, NULL, sync_done_cb, &result);
  sync_wait (&result);
  return tie_sync_run_finish (run, result, error);
}

gboolean
run_remove (RunFixture *fixture,
            TieSyncRun *run,
            const char *id,
            const char *verb,
            GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  g_ptr_array_add (ids, (char *) id);
  return run_remove_all (fixture, run, ids, verb, error);
}

gboolean
run_import (RunFixture *fixture,
            TieSyncRun *run,
            const char *remote_id,
            GError **error)
{
  return run_import_payment (fixture, run, TIE_KIND_RECEIPT, remote_id, error);
}

gboolean
run_import_payment (RunFixture *fixture,
                    TieSyncRun *run,
                    TieKind kind,
                    const char *remote_id,
                    GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (ids, tie_sync_table_name_payment (kind, remote_id));
  tie_sync_run_import_payments_async (run, ids, "window", NULL, sync_done_cb, &result);
  sync_wait (&result);
  return tie_sync_run_finish (run, result, error);
}

gboolean
run_import_document (RunFixture *fixture,
                     TieSyncRun *run,
                     TieKind kind,
                     const char *remote_id,
                     GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  g_ptr_array_add (ids, (char *) remote_id);
  tie_sync_run_import_documents_async (run, kind, ids, "window", NULL, sync_done_cb, &result);
  sync_wait (&result);
  return tie_sync_run_finish (run, result, error);
}

gboolean
run_follow (RunFixture *fixture,
            TieSyncRun *run,
            GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tie_sync_run_follow_async (run, "window", NULL, sync_done_cb, &result);
  sync_wait (&result);
  return tie_sync_run_finish (run, result, error);
}

void
run_assert_problem (TieSyncRun *run,
                    const char *sentence)
{
  GPtrArray *problems = tie_sync_run_get_problems (run);

  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (((TieProblem *) problems->pdata[0])->sentence, ==, sentence);
}

void
run_assert_stage (RunFixture *fixture,
                  const char *id,
                  const char *stage)
{
  g_autofree char *now = run_get_text (fixture, TIE_TYPE_DOCUMENT, id, TIE_DOCUMENT_STAGE);

  g_assert_cmpstr (now, ==, stage);
}

/* ---- the company ---- */

static JsonArray *
query (RunFixture *fixture,
       const char *entity,
       const char *where,
       JsonNode **root)
{
  g_autofree char *statement = g_strdup_printf ("select * from %s%s maxresults 1000", entity, where);
  g_autofree char *text = tie_sandbox_dup_query (fixture->sync.sandbox, statement);
  JsonObject *response;

  *root = json_from_string (text, NULL);
  response = json_object_get_object_member (json_node_get_object (*root), "QueryResponse");
  g_assert_nonnull (response);
  return json_object_has_member (response, entity) ? json_object_get_array_member (response, entity) : NULL;
}

guint
run_count (RunFixture *fixture,
           const char *entity,
           gint64 *sum)
{
  g_autoptr (JsonNode) root = NULL;
  JsonArray *array = query (fixture, entity, "", &root);
  guint n = array != NULL ? json_array_get_length (array) : 0;

  if (sum != NULL)
    *sum = 0;
  for (guint i = 0; sum != NULL && i < n; i++)
    *sum += tie_decimal_from_json_double (json_object_get_double_member (json_array_get_object_element (array, i), "TotalAmt"), TIE_MONEY_DECIMALS);
  return n;
}

char *
run_pick (RunFixture *fixture,
          const char *entity,
          const char *id,
          const char *member)
{
  g_autofree char *where = g_strdup_printf (" where Id = '%s'", id);
  g_autoptr (JsonNode) root = NULL;
  JsonArray *array = query (fixture, entity, where, &root);
  JsonNode *node;

  if (array == NULL || json_array_get_length (array) == 0)
    return NULL;
  node = json_object_get_member (json_array_get_object_element (array, 0), member);
  return node != NULL ? json_to_string (node, FALSE) : g_strdup ("");
}

static gboolean
compare (TieDb *db,
         gpointer data,
         GError **error)
{
  TieComparison **comparison = data;
  g_autoptr (TieConnection) connection = tie_connection_table_get_active (db, error);

  *comparison = connection != NULL ? tie_comparison_table_read (db, connection->id, NULL, "2099-12-31", error) : NULL;
  return *comparison != NULL;
}

TieComparison *
run_compare (RunFixture *fixture)
{
  TieComparison *comparison = NULL;

  run_write (fixture, compare, &comparison);
  return comparison;
}

guint
run_count_requests (RunFixture *fixture,
                    const char *path)
{
  g_autofree char *journal = tie_sandbox_dup_journal (fixture->sync.sandbox);
  g_autoptr (JsonNode) root = json_from_string (journal, NULL);
  JsonArray *array = json_node_get_array (root);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (array); i++)
    n += g_str_has_suffix (json_object_get_string_member (json_array_get_object_element (array, i), "path"), path);
  return n;
}

char *
run_create (RunFixture *fixture,
            const char *entity,
            const char *format,
            ...)
{
  g_autofree char *members = NULL;
  g_autofree char *edit = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  JsonArray *array;
  gint64 newest = 0;
  va_list list;

  va_start (list, format);
  members = g_strdup_vprintf (format, list);
  va_end (list);
  edit = g_strdup_printf ("{\"action\":\"create\",\"entity\":\"%s\",\"members\":%s}", entity, members);
  tie_sandbox_edit (fixture->sync.sandbox, edit, &error);
  g_assert_no_error (error);
  array = query (fixture, entity, "", &root);
  for (guint i = 0; i < json_array_get_length (array); i++)
    newest = MAX (newest, g_ascii_strtoll (json_object_get_string_member (json_array_get_object_element (array, i), "Id"), NULL, 10));
  return g_strdup_printf ("%" G_GINT64_FORMAT, newest);
}

void
run_edit (RunFixture *fixture,
          const char *format,
          ...)
{
  g_autofree char *edit = NULL;
  g_autoptr (GError) error = NULL;
  va_list list;

  va_start (list, format);
  edit = g_strdup_vprintf (format, list);
  va_end (list);
  tie_sandbox_edit (fixture->sync.sandbox, edit, &error);
  g_assert_no_error (error);
}

/* All of them go, and nothing is said against any. */
void
run_export_whole (RunFixture *fixture,
                      GPtrArray *ids,
                      guint n_expected)
{
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  run_export_all (fixture, run, ids, NULL, &error);
  for (guint i = 0; i < tie_sync_run_get_problems (run)->len; i++)
    g_test_message ("%s", ((TieProblem *) tie_sync_run_get_problems (run)->pdata[i])->sentence);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, n_expected);
}
