/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-entries"
#include "config.h"

#include "billing-fixture.h"
#include "billing/tie-entry-actions.h"
#include "billing/tie-invoice-now.h"
#include "billing/tie-project-report.h"
#include "billing/tie-timer-actions.h"
#include "model/tie-code.h"
#include "model/tie-user.h"
#include "store/tie-entry-table.h"

#define DAY "2026-01-05"

typedef struct
{
  const char *why;
  const char *kind;
  const char *project;
  const char *work_code;
  const char *expense_code;
  const char *employee;
  gint64 quantity;
  gint64 rate;
  const char *date;
  TieError code; /* 0: it is saved */
  const char *message;
  gint64 expected_rate;
  gint64 expected_amount;
} EntryCase;

static const EntryCase entry_cases[] = {
  { "the code's rate goes first", "time", "return", "tax", NULL, "joan", 62500, 0, DAY, 0, NULL, 1300000, 81250 },
  { "the employee's, where the code has none", "time", "return", "review", NULL, "joan", 10000, 0, DAY, 0, NULL, 900000, 9000 },
  { "a rate that was typed stays", "time", "return", "tax", NULL, "joan", 10000, 1000000, DAY, 0, NULL, 1000000, 10000 },
  { "nobody knows a rate", "time", "return", NULL, NULL, NULL, 10000, 0, DAY, 0, NULL, 0, 0 },
  { "half a cent", "time", "return", NULL, NULL, NULL, 15000, 100, DAY, 0, NULL, 100, 2 },
  { "an expense", "expense", "return", NULL, "postage", "joan", 10000, 98500, DAY, 0, NULL, 98500, 985 },
  { "an expense that came back", "expense", "return", NULL, "postage", "joan", -10000, 98500, DAY, 0, NULL, 98500, -985 },
  { "an expense has no rate of the employee's", "expense", "return", NULL, "postage", "joan", 10000, 0, DAY, 0, NULL, 0, 0 },
  { "hours below zero", "time", "return", "tax", NULL, NULL, -1, 0, DAY, TIE_ERROR_INVALID, "Hours cannot be below zero.", 0, 0 },
  { "no hours", "time", "return", "tax", NULL, NULL, 0, 0, DAY, TIE_ERROR_INVALID, "Hours are missing.", 0, 0 },
  { "no pieces", "expense", "return", NULL, "postage", NULL, 0, 0, DAY, TIE_ERROR_INVALID, "Quantity is missing.", 0, 0 },
  { "no project", "time", NULL, "tax", NULL, NULL, 1, 0, DAY, TIE_ERROR_INVALID, "Project is missing.", 0, 0 },
  { "a date that is none", "time", "return", "tax", NULL, NULL, 1, 0, "2026-02-30", TIE_ERROR_INVALID, "Date: “2026-02-30” is not a date.", 0, 0 },
  { "a date in the closed period", "time", "return", "tax", NULL, NULL, 1, 0, "2025-12-31", TIE_ERROR_IN_USE, "12/31/25 lies in the closed period, which ends on 12/31/25. Choose a later date.", 0, 0 },
  { "a client in the archive", "time", "closed", "tax", NULL, NULL, 1, 0, DAY, TIE_ERROR_INVALID, "“Gone, Fishing”, the client of “Old work”, is archived. Take the contact out of the archive first.", 0, 0 },
  { "a project that is gone", "time", "nowhere", "tax", NULL, NULL, 1, 0, DAY, TIE_ERROR_NOT_FOUND, "The project was deleted meanwhile. Choose another one.", 0, 0 },
  { "a code that is gone", "time", "return", "gone", NULL, NULL, 1, 0, DAY, TIE_ERROR_NOT_FOUND, "The work code was deleted meanwhile. Choose another one.", 0, 0 },
  { "a code in the archive", "time", "return", "old", NULL, NULL, 1, 0, DAY, TIE_ERROR_INVALID, "“OLD” is archived. Choose another work code.", 0, 0 },
  { "an amount beyond all", "time", "return", NULL, NULL, NULL, G_MAXINT64, G_MAXINT64, DAY, TIE_ERROR_INVALID, "The amount is too large.", 0, 0 },
};

static TieEntry *
make_entry (const EntryCase *c)
{
  TieEntry *entry = tie_entry_new (NULL);

  tie_record_set_text (TIE_RECORD (entry), TIE_ENTRY_KIND, c->kind);
  tie_record_set_text (TIE_RECORD (entry), TIE_ENTRY_DATE, c->date);
  tie_record_set_text (TIE_RECORD (entry), TIE_ENTRY_PROJECT, c->project);
  tie_record_set_text (TIE_RECORD (entry), TIE_ENTRY_WORK_CODE, c->work_code);
  tie_record_set_text (TIE_RECORD (entry), TIE_ENTRY_EXPENSE_CODE, c->expense_code);
  tie_record_set_text (TIE_RECORD (entry), TIE_ENTRY_EMPLOYEE, c->employee);
  tie_record_set_integer (TIE_RECORD (entry), TIE_ENTRY_QUANTITY, c->quantity);
  tie_record_set_integer (TIE_RECORD (entry), TIE_ENTRY_RATE, c->rate);
  return entry;
}

static gboolean
save_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  const EntryCase *c = data;
  g_autoptr (TieEntry) entry = make_entry (c);

  if (!tie_entry_save (db, entry, NULL, NULL, error))
    return FALSE;
  g_assert_cmpint (get_amount (db, TIE_TYPE_ENTRY, tie_record_get_id (TIE_RECORD (entry)), TIE_ENTRY_RATE), ==, c->expected_rate);
  g_assert_cmpint (get_amount (db, TIE_TYPE_ENTRY, tie_record_get_id (TIE_RECORD (entry)), TIE_ENTRY_AMOUNT), ==, c->expected_amount);
  return TRUE;
}

static gboolean
prepare_cases_cb (TieDb *db,
                 gpointer data,
                 GError **error)
{
  g_autoptr (TieRecord) code = tie_record_new (TIE_TYPE_WORK_CODE, "old");

  tie_record_set_text (code, TIE_CODE_CODE, "OLD");
  tie_record_set_integer (code, TIE_CODE_ARCHIVED, TRUE);
  set_setting (db, TIE_SETTING_CLOSING_DATE, "2025-12-31");
  return tie_record_table_save (db, code, error);
}

static void
test_save (StoreFixture *fixture,
           gconstpointer data)
{
  store_fixture_write (fixture, prepare_cases_cb, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (entry_cases); i++)
    {
      EntryCase c = entry_cases[i];

      g_test_message ("%s", c.why);
      if (c.code == 0)
        store_fixture_write (fixture, save_cb, &c);
      else
        expect_error (fixture, save_cb, &c, c.code, c.message);
    }
}

static TieEntry *
save_time (TieDb *db,
           gint64 quantity)
{
  EntryCase c = { NULL, "time", "return", "tax", NULL, "joan", quantity, 0, DAY };
  TieEntry *entry = make_entry (&c);
  g_autoptr (GError) error = NULL;

  tie_entry_save (db, entry, NULL, NULL, &error);
  g_assert_no_error (error);
  return entry;
}

/* An entry as one window read it, while another changed, billed or deleted it. */
typedef struct
{
  TieEntry *entry;
  TieEntry *original;
} Edit;

static gboolean
edit_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  Edit *edit = data;
  g_autoptr (TieEntry) changed = tie_record_copy (TIE_RECORD (edit->entry));

  tie_record_set_text (TIE_RECORD (changed), TIE_ENTRY_TEXT, "Review K-1");
  return tie_entry_save (db, changed, edit->original, NULL, error);
}

static gboolean
begin_edit_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  Edit *edit = data;

  edit->entry = save_time (db, 10000);
  edit->original = tie_record_copy (TIE_RECORD (edit->entry));
  return TRUE;
}

static gboolean
bill_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  g_autoptr (TieInvoicePreview) preview = tie_invoice_preview_read (db, "return", NULL, error);
  g_autoptr (TieDocumentSheet) sheet = preview != NULL ? tie_invoice_now (db, preview, DAY, NULL, NULL, error) : NULL;

  return sheet != NULL;
}

static gboolean
delete_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  Edit *edit = data;
  const char *const ids[] = { tie_record_get_id (TIE_RECORD (edit->entry)), NULL };

  return tie_entry_delete (db, ids, NULL, error);
}

static void
test_meanwhile (StoreFixture *fixture,
                gconstpointer data)
{
  const char *locked = "This entry is billed on INV-1001 and cannot be changed. Void that to free it.";
  Edit edit = { 0 };

  store_fixture_write (fixture, begin_edit_cb, &edit);
  store_fixture_write (fixture, edit_cb, &edit);
  expect_error (fixture, edit_cb, &edit, TIE_ERROR_CHANGED, NULL);
  tie_record_set_text (TIE_RECORD (edit.original), TIE_ENTRY_TEXT, "Review K-1");
  store_fixture_write (fixture, edit_cb, &edit);

  store_fixture_write (fixture, bill_cb, NULL);
  expect_error (fixture, edit_cb, &edit, TIE_ERROR_IN_USE, locked);
  expect_error (fixture, delete_cb, &edit, TIE_ERROR_IN_USE, locked);
  store_fixture_write (fixture, undo_last_cb, NULL);
  store_fixture_write (fixture, delete_cb, &edit);
  expect_error (fixture, edit_cb, &edit, TIE_ERROR_NOT_FOUND, "The record was deleted meanwhile.");
  g_object_unref (edit.entry);
  g_object_unref (edit.original);
}

static gboolean
set_day_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  return tie_entry_set_day (db, "return", "tax", "joan", DAY, *(gint64 *) data, NULL, error);
}

static void
set_day (StoreFixture *fixture,
         gint64 quantity)
{
  store_fixture_write (fixture, set_day_cb, &quantity);
}

/* All entries of the day: how many, and their hours. */
typedef struct
{
  guint n;
  gint64 quantity;
} Day;

static gboolean
read_day_cb (TieDb *db,
             gpointer data,
             GError **error)
{
  Day *day = data;
  g_autoptr (GPtrArray) entries = tie_entry_table_list_between (db, "joan", DAY, DAY, error);

  g_assert_nonnull (entries);
  *day = (Day) { 0 };
  for (guint i = 0; i < entries->len; i++, day->n++)
    day->quantity += tie_record_get_integer (entries->pdata[i], TIE_ENTRY_QUANTITY);
  return TRUE;
}

static void
expect_day (StoreFixture *fixture,
            guint n,
            gint64 quantity)
{
  Day day;

  store_fixture_read (fixture, read_day_cb, &day);
  g_assert_cmpuint (day.n, ==, n);
  g_assert_cmpint (day.quantity, ==, quantity);
}

static gboolean
save_two_cb (TieDb *db,
             gpointer data,
             GError **error)
{
  g_autoptr (TieEntry) first = save_time (db, 10000);
  g_autoptr (TieEntry) second = save_time (db, 20000);

  return TRUE;
}

static void
test_day (StoreFixture *fixture,
          gconstpointer data)
{
  gint64 less = 5000;
  gint64 below = -1;

  set_day (fixture, 0);
  expect_day (fixture, 0, 0);
  set_day (fixture, 15000);
  expect_day (fixture, 1, 15000);
  set_day (fixture, 20000);
  expect_day (fixture, 1, 20000);
  set_day (fixture, 0);
  expect_day (fixture, 0, 0);

  store_fixture_write (fixture, save_two_cb, NULL);
  set_day (fixture, 35000);
  expect_day (fixture, 2, 35000);
  set_day (fixture, 5000); /* the later one goes, the earlier is cut */
  expect_day (fixture, 1, 5000);
  expect_error (fixture, set_day_cb, &below, TIE_ERROR_INVALID, "Hours cannot be below zero.");

  set_day (fixture, 10000);
  store_fixture_write (fixture, bill_cb, NULL);
  expect_error (fixture, set_day_cb, &less, TIE_ERROR_IN_USE, "More hours than that are billed already. Void the invoice to free them.");
  set_day (fixture, 12500);
  expect_day (fixture, 2, 12500);
  set_day (fixture, 10000);
  expect_day (fixture, 1, 10000);
}

static gboolean
timer_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  g_autoptr (TieUser) user = tie_user_new ("user");
  g_autoptr (TieTimer) timer = tie_timer_get (db, "joe", error);
  g_autoptr (TieTimer) again = NULL;
  g_autoptr (TieEntry) entry = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *message = NULL;

  tie_record_set_text (TIE_RECORD (user), TIE_USER_NAME, "Joan Poe");
  tie_record_set_text (TIE_RECORD (user), TIE_USER_LOGIN, "joe");
  tie_record_set_text (TIE_RECORD (user), TIE_USER_ROLE, TIE_ROLE_STAFF);
  tie_record_set_text (TIE_RECORD (user), TIE_USER_EMPLOYEE, "joan");
  g_assert_true (tie_record_table_save (db, TIE_RECORD (user), error));

  g_assert_null (timer);
  timer = tie_timer_start (db, "joe", "return", "tax", "Review", "2026-01-05T10:00:00Z", error);
  g_assert_nonnull (timer);
  g_assert_null (tie_timer_start (db, "joe", "books", NULL, NULL, NULL, &local_error));
  g_assert_error (local_error, TIE_ERROR, TIE_ERROR_IN_USE);
  g_clear_error (&local_error);

  /* The program fell over, and reads it again. */
  again = tie_timer_get (db, "joe", error);
  g_assert_true (tie_timer_is_running (again));
  g_assert_cmpint (tie_timer_count_seconds (again, "2026-01-05T10:20:00Z"), ==, 1200);

  g_assert_true (tie_timer_pause (db, again, "2026-01-05T10:30:00Z", &message, error));
  g_assert_null (message);
  g_assert_false (tie_timer_is_running (again));
  g_assert_cmpint (tie_timer_count_seconds (again, "2026-01-05T11:30:00Z"), ==, 1800);
  g_assert_true (tie_timer_resume (db, again, "2026-01-05T12:00:00Z", &message, error));
  g_assert_true (tie_timer_see (db, again, "2026-01-05T12:55:00Z", &message, error));
  g_assert_null (message);

  /* The clock is set back by two hours: nothing is lost, and nothing counted twice. */
  g_assert_cmpint (tie_timer_count_seconds (again, "2026-01-05T11:00:00Z"), ==, 5100);
  g_assert_true (tie_timer_see (db, again, "2026-01-05T11:00:00Z", &message, error));
  g_assert_cmpstr (message, ==, "The computer's clock was set back while the timer ran. It counted 1:25 until then and goes on from there.");
  g_clear_pointer (&message, g_free);
  g_assert_cmpint (tie_timer_count_seconds (again, "2026-01-05T11:05:00Z"), ==, 5400);

  entry = tie_timer_stop (db, again, DAY, "2026-01-05T11:05:00Z", &message, NULL, error);
  g_assert_nonnull (entry);
  g_assert_null (message);
  g_assert_cmpint (tie_record_get_integer (TIE_RECORD (entry), TIE_ENTRY_QUANTITY), ==, 15000);
  g_assert_cmpstr (tie_record_get_text (TIE_RECORD (entry), TIE_ENTRY_EMPLOYEE), ==, "joan");
  g_assert_cmpstr (tie_record_get_text (TIE_RECORD (entry), TIE_ENTRY_TEXT), ==, "Review");
  g_assert_cmpint (tie_record_table_count (db, TIE_TYPE_TIMER, error), ==, 0);
  return TRUE;
}

static gboolean
short_timer_cb (TieDb *db,
                gpointer data,
                GError **error)
{
  g_autoptr (TieTimer) timer = tie_timer_start (db, "joe", "return", NULL, NULL, "2026-01-05T10:00:00Z", error);
  g_autoptr (TieEntry) entry = NULL;
  g_autofree char *message = NULL;

  /* Set back and stopped at once. */
  entry = tie_timer_stop (db, timer, DAY, "2026-01-05T09:00:00Z", &message, NULL, error);
  g_assert_nonnull (entry);
  g_assert_nonnull (message);
  g_assert_cmpint (tie_record_get_integer (TIE_RECORD (entry), TIE_ENTRY_QUANTITY), ==, 100);
  return TRUE;
}

static gboolean
stop_without_project_cb (TieDb *db,
                         gpointer data,
                         GError **error)
{
  g_autoptr (TieTimer) timer = tie_timer_start (db, "joe", NULL, NULL, NULL, "2026-01-05T10:00:00Z", error);
  g_autoptr (TieEntry) entry = NULL;
  g_autofree char *message = NULL;

  entry = tie_timer_stop (db, timer, DAY, "2026-01-05T11:00:00Z", &message, NULL, error);
  return entry != NULL;
}

static void
test_timer (StoreFixture *fixture,
            gconstpointer data)
{
  store_fixture_write (fixture, timer_cb, NULL);
  store_fixture_write (fixture, short_timer_cb, NULL);
  expect_error (fixture, stop_without_project_cb, NULL, TIE_ERROR_INVALID, "Project is missing.");
}

/* A project's activity list for paper: the earliest first, with what is worked and what is open. */
static gboolean
report_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  static const EntryCase entries[] = {
    { NULL, "time", "return", "tax", NULL, "joan", 10000, 0, "2026-01-06" },
    { NULL, "time", "return", "tax", NULL, "joan", 20000, 0, "2026-01-05" },
    { NULL, "expense", "return", NULL, "postage", "joan", 10000, 98500, "2026-01-07" },
  };
  g_autoptr (TieReport) report = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autoptr (TieEntry) entry = make_entry (&entries[i]);

      tie_record_set_integer (TIE_RECORD (entry), TIE_ENTRY_NOT_BILLABLE, i == 1);
      g_assert_true (tie_entry_save (db, entry, NULL, NULL, error));
    }
  report = tie_project_report_make (db, "return", error);
  g_assert_cmpuint (tie_report_get_n_rows (report), ==, 5);
  g_assert_cmpstr (tie_report_get_text (report, 0, 0), ==, "2026-01-05");
  g_assert_cmpstr (tie_report_get_text (report, 0, 6), ==, "Not billable");
  g_assert_cmpstr (tie_report_get_text (report, 2, 2), ==, "POSTAGE");
  g_assert_true (tie_report_is_empty (report, 2, 4)); /* an expense has no hours */
  g_assert_cmpint (tie_report_get_number (report, 3, 4), ==, 30000);
  g_assert_cmpint (tie_report_get_number (report, 3, 5), ==, 39985);
  g_assert_cmpint (tie_report_get_number (report, 4, 4), ==, 10000); /* not billed yet */
  g_assert_cmpint (tie_report_get_number (report, 4, 5), ==, 13985);
  return TRUE;
}

static gboolean
no_report_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  g_autoptr (TieReport) report = tie_project_report_make (db, "nowhere", error);

  return report != NULL;
}

static void
test_report (StoreFixture *fixture,
             gconstpointer data)
{
  store_fixture_write (fixture, report_cb, NULL);
  expect_error (fixture, no_report_cb, NULL, TIE_ERROR_NOT_FOUND, NULL);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/billing/entries/save", StoreFixture, NULL, billing_fixture_set_up, test_save, store_fixture_tear_down);
  g_test_add ("/billing/entries/meanwhile", StoreFixture, NULL, billing_fixture_set_up, test_meanwhile, store_fixture_tear_down);
  g_test_add ("/billing/entries/day", StoreFixture, NULL, billing_fixture_set_up, test_day, store_fixture_tear_down);
  g_test_add ("/billing/timer", StoreFixture, NULL, billing_fixture_set_up, test_timer, store_fixture_tear_down);
  g_test_add ("/billing/project-report", StoreFixture, NULL, billing_fixture_set_up, test_report, store_fixture_tear_down);

  return g_test_run ();
}
