/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "checks-fixture"
#include "config.h"

#include "billing/tie-payment-actions.h"
#include "checks-fixture.h"
#include "ledger/tie-ledger.h"
#include "store/tie-synced-table.h"

static void
save_document (TieDb *db,
               const char *id,
               const char *kind,
               const char *number,
               const char *contact)
{
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_new (kind, "2026-03-02");
  TieRecord *line;
  g_autoptr (GError) error = NULL;

  g_object_unref (sheet->document);
  sheet->document = tie_document_new (id);
  tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_KIND, kind);
  tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_DATE, "2026-03-02");
  tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_STAGE, TIE_DOCUMENT_STAGE_INVOICED);
  tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_CONTACT, contact);
  tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_NUMBER, number);
  tie_record_set_integer (TIE_RECORD (sheet->document), TIE_DOCUMENT_IS_SENT, TRUE);
  line = TIE_RECORD (tie_document_sheet_add_line (sheet));
  tie_record_set_text (line, TIE_LINE_WORK_CODE, "tax");
  tie_record_set_text (line, TIE_LINE_TEXT, "2025 Form 1040");
  tie_record_set_integer (line, TIE_LINE_AMOUNT, 45000);
  tie_document_save (db, sheet, NULL, &error);
  g_assert_no_error (error);
}

static void
save_payment (TieDb *db)
{
  g_autoptr (TiePaymentSheet) sheet = tie_payment_sheet_new (TIE_PAYMENT_KIND_RECEIPT, "2026-03-09");
  g_autoptr (GError) error = NULL;

  g_object_unref (sheet->payment);
  sheet->payment = tie_payment_new ("paid");
  tie_record_set_text (TIE_RECORD (sheet->payment), TIE_PAYMENT_KIND, TIE_PAYMENT_KIND_RECEIPT);
  tie_record_set_text (TIE_RECORD (sheet->payment), TIE_PAYMENT_DATE, "2026-03-09");
  tie_record_set_text (TIE_RECORD (sheet->payment), TIE_PAYMENT_ORIGIN, TIE_PAYMENT_ORIGIN_HERE);
  tie_record_set_text (TIE_RECORD (sheet->payment), TIE_PAYMENT_CONTACT, "carter");
  tie_record_set_integer (TIE_RECORD (sheet->payment), TIE_PAYMENT_AMOUNT, 45000);
  tie_payment_save (db, sheet, NULL, &error);
  g_assert_no_error (error);
}

/* The numbers of TieKind: 1 customer, 2 vendor, 4 item, 5 account, 12 receipt. */
#define REMOTE(kind, id, name) \
  "INSERT INTO remote (connection, kind, id, sort_key, name, full_name, seen, state, country)" \
  " VALUES ('" CONNECTION "', " kind ", '" id "', lower ('" name "'), '" name "', '" name "', '', 'OR', 'US');"
#define LINK(kind, local, remote) \
  "INSERT INTO link (id, connection, kind, local_id, remote_id) VALUES ('link-" local "', '" CONNECTION "', " kind ", '" local "', '" remote "');"

static gboolean
set_up_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  g_autoptr (TieConnection) connection = tie_connection_new ();
  g_autoptr (TieSyncSettings) settings = tie_sync_settings_new (CONNECTION);

  g_free (connection->id);
  connection->id = g_strdup (CONNECTION);
  connection->package = g_strdup ("quickbooks");
  connection->environment = g_strdup ("local");
  connection->country = g_strdup ("US");
  connection->currency = g_strdup ("USD");
  connection->tax_model = TIE_TAX_US;
  set_setting (db, "currency", "USD");
  settings->accounts[TIE_SYNC_ACCOUNT_INCOME] = g_strdup ("80");
  settings->create_items = FALSE;
  settings->use_default_state = FALSE;
  save_document (db, "inv", TIE_DOCUMENT_KIND_INVOICE, "INV-9001", "carter");
  save_document (db, "credit", TIE_DOCUMENT_KIND_CREDIT, "CR-9001", "carter");
  save_document (db, "bill", TIE_DOCUMENT_KIND_SUPPLIER, "4711", "paper");
  save_payment (db);
  return tie_connection_table_save (db, connection, error) &&
         tie_sync_settings_save (db, settings, NULL, error) &&
         tie_db_exec (db,
                      REMOTE ("1", "148", "Carter, Joan") REMOTE ("1", "200", "Bright Horizon Yoga LLC") REMOTE ("2", "300", "Paper & More")
                      REMOTE ("4", "20", "Tax Preparation") REMOTE ("5", "80", "Income") REMOTE ("1", "400", "Unknown & Sons") REMOTE ("12", "500", "Payment")
                      LINK ("1", "carter", "148") LINK ("1", "yoga", "200") LINK ("2", "paper", "300") LINK ("4", "tax", "20")
                      "INSERT INTO remote_money (connection, kind, id, date, party_id, total) VALUES ('" CONNECTION "', 12, '500', '2026-03-10', '148', 45000);",
                      error);
}

void
checks_fixture_set_up (StoreFixture *fixture,
                       gconstpointer data)
{
  billing_fixture_set_up (fixture, data);
  store_fixture_write (fixture, set_up_cb, NULL);
}

static gboolean
sql_cb (TieDb *db,
        gpointer data,
        GError **error)
{
  return tie_db_exec (db, data, error);
}

void
checks_run_sql (StoreFixture *fixture,
                const char *sql)
{
  store_fixture_write (fixture, sql_cb, (gpointer) sql);
}

typedef struct
{
  TieSyncGroup group;
  const char *id;
  GPtrArray *findings;
} Find;

static gboolean
find_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  Find *find = data;
  g_autoptr (TieSyncContext) context = tie_sync_context_read (db, error);

  g_assert_no_error (*error);
  find->findings = tie_sync_check (db, context, find->group, find->id, error);
  return find->findings != NULL;
}

GPtrArray *
checks_find (StoreFixture *fixture,
             TieSyncGroup group,
             const char *id)
{
  Find find = { group, id, NULL };

  store_fixture_read (fixture, find_cb, &find);
  return find.findings;
}

static gboolean
do_not_send_cb (TieDb *db,
                gpointer data,
                GError **error)
{
  const char *const ids[] = { data, NULL };

  return tie_document_set_do_not_send (db, ids, TRUE, NULL, error);
}

void
checks_set_do_not_send (StoreFixture *fixture,
                        const char *document)
{
  store_fixture_write (fixture, do_not_send_cb, (gpointer) document);
}

static gboolean
synced_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  TieSynced *synced = data;

  synced->fields = tie_synced_table_get_state (db, synced->kind, synced->local_id, error);
  return synced->fields != NULL && tie_synced_table_save (db, CONNECTION, synced, error);
}

void
checks_set_synced (StoreFixture *fixture,
                   const char *id,
                   TieKind kind,
                   const char *number)
{
  TieSynced synced = { .kind = kind, .local_id = (char *) id, .remote_id = (char *) "900", .number = (char *) number };

  store_fixture_write (fixture, synced_cb, &synced);
  g_free (synced.fields);
}
