/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-reports"
#include "config.h"

#include <string.h>

#include "../store/store-fixture.h"
#include "base/tie-error.h"
#include "billing/tie-reports.h"
#include "exchange/tie-report-file.h"
#include "model/tie-document.h"
#include "model/tie-employee.h"
#include "model/tie-entry.h"
#include "model/tie-payment.h"
#include "model/tie-project.h"
#include "store/tie-report-table.h"

#define TODAY "2025-12-01"
#define FAULT 35 /* TIE_ERROR_DATA, as the file has it */

/* Straight into the file, so that what is read does not depend on how the program writes it. */
static gboolean
fill_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  static const struct
  {
    const char *id;
    const char *kind;
    const char *contact;
    const char *date;
    const char *due;
    gint64 total;
    gboolean is_void;
  } documents[] = {
    { "current", "invoice", "abacus", "2025-11-20", "2025-12-20", 10000, FALSE },
    { "due-today", "invoice", "abacus", "2025-11-01", "2025-12-01", 1000, FALSE },
    { "one-day", "invoice", "abacus", "2025-10-31", "2025-11-30", 200, FALSE },
    { "thirty", "invoice", "abacus", "2025-11-01", "2025-11-01", 300, FALSE },
    { "thirty-one", "invoice", "baker", "2025-10-31", "2025-10-31", 400, FALSE },
    { "sixty-one", "invoice", "baker", "2025-10-01", "2025-10-01", 500, FALSE },
    { "ninety-one", "invoice", "baker", "2025-09-01", "2025-09-01", 600, FALSE },
    { "no-due", "invoice", "baker", "2025-11-28", "", 7, FALSE },
    { "void", "invoice", "baker", "2025-11-28", "", 99999, TRUE },
    { "later", "invoice", "baker", "2025-12-02", "", 88888, FALSE },
    { "credit", "credit", "baker", "2025-11-28", "", 150, FALSE },
    { "bill", "supplier", "abacus", "2025-11-28", "", 77777, FALSE },
  };

  add_contact (db, "abacus", "Abacus Dental", TIE_CONTACT_TYPE_CLIENT);
  add_contact (db, "baker", "Baker & Sons", TIE_CONTACT_TYPE_CLIENT);
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (TieRecord) document = tie_record_new (TIE_TYPE_DOCUMENT, documents[i].id);

      tie_record_set_text (document, TIE_DOCUMENT_NUMBER, documents[i].id);
      tie_record_set_text (document, TIE_DOCUMENT_KIND, documents[i].kind);
      tie_record_set_text (document, TIE_DOCUMENT_CONTACT, documents[i].contact);
      tie_record_set_text (document, TIE_DOCUMENT_DATE, documents[i].date);
      tie_record_set_text (document, TIE_DOCUMENT_DUE, documents[i].due);
      tie_record_set_text (document, TIE_DOCUMENT_STAGE, "invoiced");
      tie_record_set_integer (document, TIE_DOCUMENT_TOTAL, documents[i].total);
      tie_record_set_integer (document, TIE_DOCUMENT_IS_VOID, documents[i].is_void);
      if (!tie_record_table_save (db, document, error))
        return FALSE;
    }
  return TRUE;
}

/* A payment of 5,000 for "current" of which 4,000 are applied; one of tomorrow; the credit note pays 100 of "ninety-one". */
static gboolean
pay_cb (TieDb *db,
        gpointer data,
        GError **error)
{
  static const struct
  {
    const char *id;
    const char *date;
    gint64 amount;
    gboolean is_void;
  } payments[] = {
    { "paid", "2025-11-25", 5000, FALSE },
    { "tomorrow", "2025-12-02", 1000, FALSE },
    { "bounced", "2025-11-25", 1000, TRUE },
  };
  static const struct
  {
    const char *payment;
    const char *credit;
    const char *document;
    gint64 amount;
  } allocations[] = {
    { "paid", NULL, "current", 4000 },
    { "tomorrow", NULL, "due-today", 1000 },
    { NULL, "credit", "ninety-one", 100 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (payments); i++)
    {
      g_autoptr (TieRecord) payment = tie_record_new (TIE_TYPE_PAYMENT, payments[i].id);

      tie_record_set_text (payment, TIE_PAYMENT_NUMBER, payments[i].id);
      tie_record_set_text (payment, TIE_PAYMENT_KIND, "receipt");
      tie_record_set_text (payment, TIE_PAYMENT_ORIGIN, "here");
      tie_record_set_text (payment, TIE_PAYMENT_CONTACT, "abacus");
      tie_record_set_text (payment, TIE_PAYMENT_DATE, payments[i].date);
      tie_record_set_integer (payment, TIE_PAYMENT_AMOUNT, payments[i].amount);
      tie_record_set_integer (payment, TIE_PAYMENT_IS_VOID, payments[i].is_void);
      if (!tie_record_table_save (db, payment, error))
        return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (allocations); i++)
    {
      g_autoptr (TieRecord) allocation = tie_record_new (TIE_TYPE_ALLOCATION, NULL);

      tie_record_set_text (allocation, TIE_ALLOCATION_PAYMENT, allocations[i].payment);
      tie_record_set_text (allocation, TIE_ALLOCATION_CREDIT, allocations[i].credit);
      tie_record_set_text (allocation, TIE_ALLOCATION_DOCUMENT, allocations[i].document);
      tie_record_set_integer (allocation, TIE_ALLOCATION_AMOUNT, allocations[i].amount);
      if (!tie_record_table_save (db, allocation, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
work_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  static const struct
  {
    const char *date;
    gint64 amount;
    gint64 billed;
    const char *document;
    gboolean not_billable;
  } entries[] = {
    { "2025-11-01", 100, 0, NULL, FALSE },   /* thirty days */
    { "2025-10-31", 20, 0, NULL, FALSE },    /* thirty-one */
    { "2025-08-01", 3, 0, NULL, FALSE },     /* old */
    { "2025-11-01", 5000, 0, NULL, TRUE },
    { "2025-12-02", 6000, 0, NULL, FALSE },  /* tomorrow's */
    { "2025-11-01", 8000, 6000, "current", FALSE },
    { "2025-11-01", 400, 400, "later", FALSE }, /* billed tomorrow: still in progress today */
  };
  g_autoptr (TieRecord) project = tie_record_new (TIE_TYPE_PROJECT, "return");
  g_autoptr (TieRecord) employee = tie_record_new (TIE_TYPE_EMPLOYEE, "dana");

  tie_record_set_text (project, TIE_PROJECT_NAME, "2025 Form 1120");
  tie_record_set_text (project, TIE_PROJECT_CONTACT, "abacus");
  tie_record_set_text (employee, TIE_EMPLOYEE_NAME, "Dana");
  if (!tie_record_table_save (db, project, error) || !tie_record_table_save (db, employee, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autoptr (TieRecord) entry = tie_record_new (TIE_TYPE_ENTRY, NULL);

      tie_record_set_text (entry, TIE_ENTRY_KIND, "time");
      tie_record_set_text (entry, TIE_ENTRY_PROJECT, "return");
      tie_record_set_text (entry, TIE_ENTRY_EMPLOYEE, "dana");
      tie_record_set_text (entry, TIE_ENTRY_DATE, entries[i].date);
      tie_record_set_integer (entry, TIE_ENTRY_QUANTITY, 10000);
      tie_record_set_integer (entry, TIE_ENTRY_AMOUNT, entries[i].amount);
      tie_record_set_integer (entry, TIE_ENTRY_BILLED, entries[i].billed);
      tie_record_set_text (entry, TIE_ENTRY_DOCUMENT, entries[i].document);
      tie_record_set_integer (entry, TIE_ENTRY_NOT_BILLABLE, entries[i].not_billable);
      if (!tie_record_table_save (db, entry, error))
        return FALSE;
    }
  return TRUE;
}

static void
set_up (StoreFixture *fixture,
        gconstpointer data)
{
  store_fixture_set_up (fixture, data);
  store_fixture_write (fixture, fill_cb, NULL);
  store_fixture_write (fixture, pay_cb, NULL);
  store_fixture_write (fixture, work_cb, NULL);
}

typedef struct
{
  TieReportsKind kind;
  const char *from;
  const char *to;
  TieReport *report;
} Request;

static gboolean
make_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  Request *request = data;

  request->report = tie_reports_make (db, request->kind, request->from, request->to, "QuickBooks", error);
  return request->report != NULL;
}

static void
expect_csv (StoreFixture *fixture,
            TieReportsKind kind,
            const char *from,
            const char *expected)
{
  Request request = { kind, from, TODAY, NULL };
  g_autoptr (TieReport) report = NULL;
  g_autoptr (GBytes) csv = NULL;
  g_autofree char *text = NULL;

  store_fixture_read (fixture, make_cb, &request);
  report = request.report;
  csv = tie_report_file_to_csv (report);
  text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_ageing (StoreFixture *fixture,
             gconstpointer unused)
{
  expect_csv (fixture,
              TIE_REPORTS_AGEING,
              NULL,
              "Contact,Current,1–30,31–60,61–90,90+,Unapplied,Total\r\n"
              "Abacus Dental,70.00,5.00,0.00,0.00,0.00,-10.00,65.00\r\n"
              "Baker & Sons,0.00,0.07,4.00,5.00,5.00,-0.50,13.57\r\n"
              "Total,70.00,5.07,4.00,5.00,5.00,-10.50,78.57\r\n");
}

static void
test_wip (StoreFixture *fixture,
          gconstpointer unused)
{
  expect_csv (fixture,
              TIE_REPORTS_WIP,
              NULL,
              "Project,Client,Hours,0–30,31–60,61–90,90+,WIP,Estimated fee\r\n"
              "2025 Form 1120,Abacus Dental,4,5.00,0.20,0.00,0.03,5.23,\r\n"
              "Total,,4,5.00,0.20,0.00,0.03,5.23,\r\n");
}

static void
test_realization (StoreFixture *fixture,
                  gconstpointer unused)
{
  expect_csv (fixture,
              TIE_REPORTS_REALIZATION,
              "2025-01-01",
              "Client,WIP,Billed,Write-up/down,Realization\r\n"
              "Abacus Dental,80.00,60.00,-20.00,75\r\n"
              "Total,80.00,60.00,-20.00,75\r\n");
}

static void
test_words (StoreFixture *fixture,
            gconstpointer unused)
{
  Request request = { TIE_REPORTS_AGEING, NULL, TODAY, NULL };
  g_autoptr (TieReport) report = NULL;

  store_fixture_read (fixture, make_cb, &request);
  report = request.report;
  g_assert_cmpstr (tie_report_get_sentence (report), ==, "Receivables 89.07: 79 % current, 6 % over 90 days");
  g_assert_cmpuint (tie_report_get_n_bars (report), ==, 5);
  g_assert_cmpint (tie_report_get_bar_number (report, 4), ==, 500);
  g_assert_cmpstr (tie_report_get_row_id (report, 0), ==, "abacus");
  g_assert_null (tie_report_get_row_id (report, 2));
}

static gboolean
bad_date_cb (TieDb *db,
             gpointer data,
             GError **error)
{
  g_autoptr (GError) failure = NULL;

  g_assert_null (tie_reports_make (db, TIE_REPORTS_AGEING, NULL, "2025-02-30", "QuickBooks", &failure));
  g_assert_error (failure, TIE_ERROR, TIE_ERROR_INVALID);
  g_clear_error (&failure);
  g_assert_null (tie_reports_make (db, TIE_REPORTS_WIP, NULL, "soon", "QuickBooks", &failure));
  g_assert_error (failure, TIE_ERROR, TIE_ERROR_INVALID);
  return TRUE;
}

static void
test_bad_date (StoreFixture *fixture,
               gconstpointer unused)
{
  store_fixture_read (fixture, bad_date_cb, NULL);
}

typedef struct
{
  GPtrArray *items;
} Items;

static gboolean
items_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  Items *items = data;

  items->items = tie_report_table_list_open_items (db, "abacus", TODAY, error);
  return items->items != NULL;
}

static void
test_open_items (StoreFixture *fixture,
                 gconstpointer unused)
{
  g_autoptr (GPtrArray) all = NULL;
  Items items = { NULL };
  gint64 sum = 0;

  store_fixture_read (fixture, items_cb, &items);
  all = items.items;
  g_assert_cmpuint (all->len, ==, 5);
  for (guint i = 0; i < all->len; i++)
    sum += ((TieOpenItem *) all->pdata[i])->open;
  g_assert_cmpint (sum, ==, 6500);
  g_assert_cmpstr (((TieOpenItem *) all->pdata[0])->id, ==, "one-day");
}

static TieReport *
make (StoreFixture *fixture,
      TieReportsKind kind,
      const char *from,
      const char *to)
{
  Request request = { kind, from, to, NULL };

  store_fixture_read (fixture, make_cb, &request);
  return request.report;
}

static gboolean
fill_outbox_cb (TieDb *db,
                gpointer data,
                GError **error)
{
  add_connection (db);
  return tie_db_exec (db,
                      "INSERT INTO outbox (connection, kind, verb, local_id, request_id, label, body, state, tries, fault, message, created, sent) VALUES"
                      " ('" CONNECTION "', 8, 'create', 'a', '1', '', '', 3, 1, 0, NULL, '2025-11-20T10:00:00Z', '2025-11-20T10:00:02Z'),"
                      " ('" CONNECTION "', 8, 'create', 'b', '2', '', '', 3, 1, 0, NULL, '2025-11-20T10:00:00Z', '2025-11-20T10:00:05Z'),"
                      " ('" CONNECTION "', 12, 'create', 'c', '3', '', '', 3, 1, 0, NULL, '2025-11-21T10:00:00Z', '2025-11-21T10:10:00Z'),"
                      " ('" CONNECTION "', 8, 'create', 'd', '4', '', '', 4, 1, " G_STRINGIFY (FAULT) ", 'No such item', '2025-11-21T10:00:00Z', '2025-11-21T10:00:01Z'),"
                      " ('" CONNECTION "', 8, 'create', 'e', '5', '', '', 5, 1, 0, NULL, '2025-11-21T10:00:00Z', '2025-11-21T10:00:01Z'),"
                      " ('" CONNECTION "', 8, 'create', 'f', '6', '', '', 5, 0, 0, NULL, '2025-11-21T10:00:00Z', NULL),"
                      " ('" CONNECTION "', 8, 'create', 'g', '7', '', '', 1, 0, 0, NULL, '2025-11-21T10:00:00Z', NULL),"
                      " ('" CONNECTION "', 1, 'create', 'h', '8', '', '', 3, 1, 0, NULL, '2025-11-21T10:00:00Z', '2025-11-21T10:00:01Z'),"
                      " ('" CONNECTION "', 8, 'create', 'i', '9', '', '', 3, 1, 0, NULL, '2025-10-01T10:00:00Z', '2025-10-01T10:00:01Z')",
                      error);
}

static gboolean
turn_away_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  return tie_db_run (db, error, "UPDATE outbox SET fault = ? WHERE local_id = 'd'", "i", (gint64) TIE_ERROR_THROTTLED);
}

static void
expect_counts (TieReport *report,
               guint row,
               gint64 n_done,
               gint64 n_refused)
{
  g_assert_cmpint (tie_report_get_number (report, row, 1), ==, n_done);
  g_assert_cmpint (tie_report_get_number (report, row, 2), ==, n_refused);
}

/* Names have no part in it, nor what was withdrawn before it left, nor other days. */
static void
test_health (StoreFixture *fixture,
             gconstpointer data)
{
  g_autoptr (TieReport) nothing = make (fixture, TIE_REPORTS_HEALTH, "2025-11-01", TODAY);
  g_autoptr (TieReport) report = NULL;
  g_autoptr (TieReport) busy = NULL;
  g_autofree char *failed = NULL;

  g_assert_cmpuint (tie_report_get_n_rows (nothing), ==, 0);
  store_fixture_write (fixture, fill_outbox_cb, NULL);
  report = make (fixture, TIE_REPORTS_HEALTH, "2025-11-01", TODAY);
  expect_counts (report, 0, 2, 0);
  expect_counts (report, 1, 1, 2);
  expect_counts (report, 2, 3, 2);
  g_assert_cmpstr (tie_report_get_text (report, 4, 0), ==, "No such item");
  expect_counts (report, 4, 0, 1);
  expect_counts (report, 6, 1, 0);
  g_assert_cmpuint (tie_report_get_n_bars (report), ==, 2);
  g_assert_cmpint (tie_report_get_bar_number (report, 1), ==, 1);
  g_assert_cmpint (tie_report_get_bar_failed (report, 1), ==, 2);
  failed = tie_report_dup_bar_display (report, 1);
  g_assert_cmpstr (failed, ==, "1 + 2 failed");
  g_assert_cmpstr (tie_report_get_sentence (report), ==, "3 sent, 2 not accepted, 1 waiting; half were through after 5 seconds");

  /* What has a sentence of its own names the package. */
  store_fixture_write (fixture, turn_away_cb, NULL);
  busy = make (fixture, TIE_REPORTS_HEALTH, "2025-11-01", TODAY);
  g_assert_cmpstr (tie_report_get_text (busy, 4, 0), ==, "QuickBooks is busy. Try again in a minute.");
}

int
main (int argc,
      char *argv[])
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add (name, StoreFixture, NULL, set_up, func, store_fixture_tear_down)
  ADD ("/reports/ageing", test_ageing);
  ADD ("/reports/wip", test_wip);
  ADD ("/reports/health", test_health);
  ADD ("/reports/realization", test_realization);
  ADD ("/reports/words", test_words);
  ADD ("/reports/bad-date", test_bad_date);
  ADD ("/reports/open-items", test_open_items);
  return g_test_run ();
}
