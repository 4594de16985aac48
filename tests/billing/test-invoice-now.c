/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-invoice-now"
#include "config.h"

#include "billing-fixture.h"
#include "billing/tie-entry-actions.h"
#include "billing/tie-invoice-now.h"
#include "billing/tie-timer-actions.h"
#include "model/tie-project.h"
#include "model/tie-user.h"
#include "store/tie-undo.h"

#define DAY "2026-01-05"

typedef struct
{
  const char *id;
  const char *project;
  const char *kind;
  const char *code;
  gint64 quantity;
  gint64 rate;
  gboolean not_billable;
  const char *date;
} Row;

/* On the return: 1.00 h and 2.00 h of tax preparation, an hour of review, a stamp, and an hour that nobody pays. */
static const Row rows[] = {
  { "a", "return", "time", "tax", 10000, 1200000, FALSE, "2026-01-02" },
  { "b", "return", "time", "tax", 20000, 1200000, FALSE, "2026-01-03" },
  { "c", "return", "time", "review", 10000, 999900, FALSE, "2026-01-03" },
  { "d", "return", "expense", "postage", 10000, 98500, FALSE, "2026-01-04" },
  { "e", "return", "time", "tax", 10000, 1200000, TRUE, "2026-01-04" },
  { "f", "return", "time", "tax", 10000, 1200000, FALSE, "2026-02-01" }, /* after the invoice */
  { "g", "books", "time", "review", 5000, 1000000, FALSE, "2026-01-02" },
};
#define WIP_OF_RETURN (12000 + 24000 + 9999 + 985)

static gboolean
fill_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TieEntry) entry = tie_entry_new (rows[i].id);
      TieRecord *record = TIE_RECORD (entry);

      tie_record_set_text (record, TIE_ENTRY_PROJECT, rows[i].project);
      tie_record_set_text (record, TIE_ENTRY_KIND, rows[i].kind);
      tie_record_set_text (record, g_str_equal (rows[i].kind, "time") ? TIE_ENTRY_WORK_CODE : TIE_ENTRY_EXPENSE_CODE, rows[i].code);
      tie_record_set_text (record, TIE_ENTRY_DATE, rows[i].date);
      tie_record_set_integer (record, TIE_ENTRY_QUANTITY, rows[i].quantity);
      tie_record_set_integer (record, TIE_ENTRY_RATE, rows[i].rate);
      tie_record_set_integer (record, TIE_ENTRY_NOT_BILLABLE, rows[i].not_billable);
      if (!tie_entry_save (db, entry, NULL, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static void
set_up (StoreFixture *fixture,
        gconstpointer data)
{
  billing_fixture_set_up (fixture, data);
  store_fixture_write (fixture, fill_cb, NULL);
}

static TieInvoicePreview *
preview_project (TieDb *db,
                 const char *project)
{
  g_autoptr (GError) error = NULL;
  TieInvoicePreview *preview = tie_invoice_preview_read (db, project, DAY, &error);

  g_assert_no_error (error);
  return preview;
}

/* Entries as "a 12000 b 24000": those that a document bills, and what falls on each; NULL: those that none does. */
static void
expect_entries (TieDb *db,
                const char *document,
                const char *expected)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TieRecord) entry = tie_record_table_get (db, TIE_TYPE_ENTRY, rows[i].id, NULL);

      if (g_strcmp0 (tie_record_get_text (entry, TIE_ENTRY_DOCUMENT), document) == 0)
        g_string_append_printf (out, "%s%s %" G_GINT64_FORMAT, out->len > 0 ? " " : "", rows[i].id, tie_record_get_integer (entry, TIE_ENTRY_BILLED));
    }
  g_assert_cmpstr (out->str, ==, expected);
}

static void
expect_line (TieDocumentSheet *sheet,
             guint i,
             const char *text,
             gint64 quantity,
             gint64 rate,
             gint64 amount)
{
  TieRecord *line = sheet->lines->pdata[i];

  g_assert_cmpstr (tie_record_get_text (line, TIE_LINE_TEXT), ==, text);
  g_assert_cmpint (tie_record_get_integer (line, TIE_LINE_QUANTITY), ==, quantity);
  g_assert_cmpint (tie_record_get_integer (line, TIE_LINE_RATE), ==, rate);
  g_assert_cmpint (tie_record_get_integer (line, TIE_LINE_AMOUNT), ==, amount);
}

static gboolean
preview_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  g_autoptr (TieTimer) timer = tie_timer_start (db, "joe", "return", NULL, NULL, NULL, error);
  g_autoptr (TieTimer) other = tie_timer_start (db, "kim", "return", NULL, NULL, NULL, error);
  g_autoptr (TieUser) user = tie_user_new ("user");
  g_autoptr (TieInvoicePreview) preview = NULL;
  g_autoptr (TieInvoicePreview) all = NULL;
  g_autoptr (TieInvoicePreview) none = NULL;
  gint64 percent = 0;

  tie_record_set_text (TIE_RECORD (user), TIE_USER_NAME, "Joan Poe");
  tie_record_set_text (TIE_RECORD (user), TIE_USER_LOGIN, "joe");
  tie_record_set_text (TIE_RECORD (user), TIE_USER_ROLE, TIE_ROLE_STAFF);
  g_assert_true (tie_record_table_save (db, TIE_RECORD (user), error));

  preview = preview_project (db, "return");
  g_assert_cmpstr (preview->project_name, ==, "2025 Form 1040");
  g_assert_cmpstr (preview->contact_name, ==, "Carter, Joan");
  g_assert_cmpstr (preview->number, ==, "INV-1001");
  g_assert_cmpint (preview->estimated_fee, ==, 45000);
  g_assert_cmpuint (preview->entries->len, ==, 5);
  g_assert_cmpuint (preview->n_time, ==, 4);
  g_assert_cmpuint (preview->n_expenses, ==, 1);
  g_assert_cmpuint (preview->n_not_billable, ==, 1);
  g_assert_cmpint (preview->hours, ==, 40000);
  g_assert_cmpint (preview->wip, ==, WIP_OF_RETURN);
  g_assert_cmpint (preview->time_wip, ==, WIP_OF_RETURN - 985);
  g_assert_cmpint (preview->expense_wip, ==, 985);
  g_assert_cmpuint (preview->timers->len, ==, 2);
  g_assert_true (g_ptr_array_find_with_equal_func (preview->timers, "Joan Poe", g_str_equal, NULL));
  g_assert_true (g_ptr_array_find_with_equal_func (preview->timers, "kim", g_str_equal, NULL));
  g_assert_cmpint (tie_invoice_preview_get_adjustment (preview, 45000), ==, 45000 - WIP_OF_RETURN);
  g_assert_true (tie_invoice_preview_get_realization (preview, WIP_OF_RETURN / 2, &percent));
  g_assert_cmpint (percent, ==, 500000);

  all = tie_invoice_preview_read (db, "return", NULL, error);
  g_assert_cmpuint (all->entries->len, ==, 6);
  none = tie_invoice_preview_read (db, "closed", NULL, error);
  g_assert_false (tie_invoice_preview_get_realization (none, 45000, &percent));
  g_assert_null (tie_invoice_preview_read (db, "nowhere", NULL, NULL));
  return TRUE;
}

static void
test_preview (StoreFixture *fixture,
              gconstpointer data)
{
  store_fixture_write (fixture, preview_cb, NULL);
}

static gboolean
as_is_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  g_autoptr (TieInvoicePreview) preview = preview_project (db, "return");
  g_autoptr (TieRecord) contact = tie_record_table_get (db, TIE_TYPE_CONTACT, "carter", error);
  g_autoptr (TieDocumentSheet) sheet = NULL;
  g_auto (TieBillingStep) step = { 0 };
  TieRecord *document;
  const char *id;

  tie_record_set_text (contact, TIE_CONTACT_TERMS, "Net 30");
  g_assert_true (tie_record_table_save (db, contact, error));
  sheet = tie_invoice_now (db, preview, DAY, NULL, &step, error);
  g_assert_nonnull (sheet);
  g_assert_cmpstr (step.sentence, ==, "INV-1001 created, 5 entries billed");
  document = TIE_RECORD (sheet->document);
  id = tie_record_get_id (document);
  g_assert_cmpstr (tie_record_get_text (document, TIE_DOCUMENT_PROJECT), ==, "return");
  g_assert_cmpstr (tie_record_get_text (document, TIE_DOCUMENT_DUE), ==, "2026-02-04");
  g_assert_cmpint (tie_record_get_integer (document, TIE_DOCUMENT_WIP), ==, WIP_OF_RETURN);
  g_assert_cmpint (tie_record_get_integer (document, TIE_DOCUMENT_TAX), ==, 81); /* of the postage */
  g_assert_cmpuint (sheet->lines->len, ==, 3);
  expect_line (sheet, 0, "Tax preparation", 30000, 1200000, 36000);
  expect_line (sheet, 1, "Review", 10000, 999900, 9999);
  expect_line (sheet, 2, "Postage", 10000, 98500, 985);
  expect_entries (db, id, "a 12000 b 24000 c 9999 d 985 e 0");
  expect_entries (db, NULL, "f 0 g 0");

  /* What is changed on the invoice afterwards falls on its time anew. */
  tie_record_set_integer (sheet->lines->pdata[0], TIE_LINE_AMOUNT, 12510);
  g_assert_true (tie_document_save (db, sheet, NULL, error));
  expect_entries (db, id, "a 6000 b 12001 c 5000 d 493 e 0");

  g_assert_true (tie_document_void (db, id, &step, error));
  g_assert_cmpstr (step.sentence, ==, "INV-1001 voided");
  expect_entries (db, NULL, "a 0 b 0 c 0 d 0 e 0 f 0 g 0");
  g_assert_cmpint (get_amount (db, TIE_TYPE_DOCUMENT, id, TIE_DOCUMENT_TOTAL), ==, 0);
  g_assert_cmpint (get_amount (db, TIE_TYPE_DOCUMENT, id, TIE_DOCUMENT_WIP), ==, 0);
  g_assert_true (tie_undo_apply (db, step.id, FALSE, NULL, NULL, error));
  expect_entries (db, id, "a 6000 b 12001 c 5000 d 493 e 0");
  g_assert_true (tie_document_delete (db, id, &step, error));
  expect_entries (db, NULL, "a 0 b 0 c 0 d 0 e 0 f 0 g 0");
  g_assert_true (tie_undo_apply (db, step.id, FALSE, NULL, NULL, error));
  expect_entries (db, id, "a 6000 b 12001 c 5000 d 493 e 0");
  return TRUE;
}

static void
test_as_is (StoreFixture *fixture,
            gconstpointer data)
{
  store_fixture_write (fixture, as_is_cb, NULL);
}

static gboolean
fixed_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  g_autoptr (TieInvoicePreview) preview = preview_project (db, "return");
  g_autoptr (TieRecord) project = tie_record_table_get (db, TIE_TYPE_PROJECT, "return", error);
  g_autoptr (TieDocumentSheet) sheet = NULL;
  const gint64 total = 45000;

  tie_record_set_text (project, TIE_PROJECT_WORK_CODE, "tax");
  g_assert_true (tie_record_table_save (db, project, error));
  sheet = tie_invoice_now (db, preview, DAY, &total, NULL, error);
  g_assert_nonnull (sheet);
  g_assert_cmpuint (sheet->lines->len, ==, 1);
  expect_line (sheet, 0, "2025 Form 1040", 10000, 4500000, 45000);
  g_assert_cmpstr (tie_record_get_text (sheet->lines->pdata[0], TIE_LINE_WORK_CODE), ==, "tax");
  /* 46984 become 45000 */
  expect_entries (db, tie_record_get_id (TIE_RECORD (sheet->document)), "a 11493 b 22987 c 9577 d 943 e 0");
  return TRUE;
}

/* An invoice without any time behind it. */
static gboolean
no_entries_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  g_autoptr (TieInvoicePreview) preview = tie_invoice_preview_read (db, "books", "2025-01-01", error);
  g_autoptr (TieDocumentSheet) sheet = NULL;
  g_auto (TieBillingStep) step = { 0 };
  const gint64 total = 1000;

  sheet = tie_invoice_now (db, preview, DAY, &total, &step, error);
  g_assert_nonnull (sheet);
  g_assert_cmpstr (step.sentence, ==, "INV-1002 created");
  expect_line (sheet, 0, "Bookkeeping", 10000, 100000, 1000);
  return TRUE;
}

static void
test_fixed (StoreFixture *fixture,
            gconstpointer data)
{
  store_fixture_write (fixture, fixed_cb, NULL);
  store_fixture_write (fixture, no_entries_cb, NULL);
}

typedef struct
{
  const char *project;
  gint64 total;
  gboolean as_is;
  TieError code;
  const char *message;
} Refusal;

static const Refusal refusals[] = {
  { "return", -1, FALSE, TIE_ERROR_INVALID, "The total is below zero." },
  { "return", G_MAXINT64, FALSE, TIE_ERROR_INVALID, "The amount is too large." },
  { "closed", 0, TRUE, TIE_ERROR_INVALID, "There is no work in progress on “Old work”. Bill a fixed total instead." },
  { "closed", 100, FALSE, TIE_ERROR_INVALID, "“Gone, Fishing” is archived. Take the contact out of the archive first." },
};

static gboolean
refuse_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  const Refusal *refusal = data;
  g_autoptr (TieInvoicePreview) preview = preview_project (db, refusal->project);
  g_autoptr (TieDocumentSheet) sheet = tie_invoice_now (db, preview, DAY, refusal->as_is ? NULL : &refusal->total, NULL, error);

  return sheet != NULL;
}

static void
test_refusals (StoreFixture *fixture,
               gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    expect_error (fixture, refuse_cb, (gpointer) &refusals[i], refusals[i].code, refusals[i].message);
}

/* Two windows have looked at the same work. */
static gboolean
read_preview_cb (TieDb *db,
                 gpointer data,
                 GError **error)
{
  *(TieInvoicePreview **) data = preview_project (db, "return");
  return TRUE;
}

static gboolean
bill_preview_cb (TieDb *db,
                 gpointer data,
                 GError **error)
{
  g_autoptr (TieDocumentSheet) sheet = tie_invoice_now (db, *(TieInvoicePreview **) data, DAY, NULL, NULL, error);

  return sheet != NULL;
}

static gboolean
change_entry_cb (TieDb *db,
                 gpointer data,
                 GError **error)
{
  g_autoptr (TieEntry) original = tie_record_table_get (db, TIE_TYPE_ENTRY, "a", error);
  g_autoptr (TieEntry) entry = tie_record_copy (TIE_RECORD (original));

  tie_record_set_integer (TIE_RECORD (entry), TIE_ENTRY_QUANTITY, 20000);
  return tie_entry_save (db, entry, original, NULL, error);
}

static gboolean
delete_entry_cb (TieDb *db,
                 gpointer data,
                 GError **error)
{
  const char *const ids[] = { "a", NULL };

  return tie_entry_delete (db, ids, NULL, error);
}

static void
test_two_windows (StoreFixture *fixture,
                  gconstpointer data)
{
  TieInvoicePreview *preview = NULL;

  store_fixture_read (fixture, read_preview_cb, &preview);
  store_fixture_write (fixture, change_entry_cb, NULL);
  expect_error (fixture, bill_preview_cb, &preview, TIE_ERROR_CHANGED, NULL);
  store_fixture_write (fixture, undo_last_cb, NULL);
  store_fixture_write (fixture, delete_entry_cb, NULL);
  expect_error (fixture, bill_preview_cb, &preview, TIE_ERROR_NOT_FOUND, NULL);
  store_fixture_write (fixture, undo_last_cb, NULL);

  store_fixture_write (fixture, bill_preview_cb, &preview);
  expect_error (fixture, bill_preview_cb, &preview, TIE_ERROR_IN_USE, "The work on “2025 Form 1040” was billed on INV-1001 meanwhile. Nothing was done.");
  tie_invoice_preview_free (preview);
}

/* Invoice Selected. */
static gboolean
several_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  gboolean for_each_client = GPOINTER_TO_INT (data);
  g_autoptr (TieRecord) project = tie_record_table_get (db, TIE_TYPE_PROJECT, "books", error);
  g_autoptr (GPtrArray) previews = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_invoice_preview_free);
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (TieDocumentSheet) sheet = NULL;
  g_auto (TieBillingStep) step = { 0 };

  tie_record_set_text (project, TIE_PROJECT_CONTACT, "carter");
  g_assert_true (tie_record_table_save (db, project, error));
  g_ptr_array_add (previews, preview_project (db, "return"));
  g_ptr_array_add (previews, preview_project (db, "books"));
  g_ptr_array_add (previews, preview_project (db, "closed")); /* nothing to bill */
  ids = tie_invoice_now_all (db, previews, DAY, for_each_client, &step, error);
  g_assert_nonnull (ids);
  g_assert_cmpuint (ids->len, ==, for_each_client ? 1 : 2);
  g_assert_cmpstr (step.sentence, ==, for_each_client ? "1 invoice created" : "2 invoices created");
  sheet = tie_document_sheet_read (db, ids->pdata[0], error);
  if (for_each_client)
    {
      g_assert_cmpuint (sheet->lines->len, ==, 4);
      expect_line (sheet, 3, "Bookkeeping: Review", 5000, 1000000, 5000);
      expect_entries (db, ids->pdata[0], "a 12000 b 24000 c 9999 d 985 e 0 g 5000");
      g_assert_null (tie_record_get_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_PROJECT));
    }
  else
    {
      expect_entries (db, ids->pdata[0], "a 12000 b 24000 c 9999 d 985 e 0");
      expect_entries (db, ids->pdata[1], "g 5000");
    }
  g_assert_true (tie_undo_apply (db, step.id, FALSE, NULL, NULL, error));
  expect_entries (db, NULL, "a 0 b 0 c 0 d 0 e 0 f 0 g 0");
  return TRUE;
}

static gboolean
nothing_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  g_autoptr (GPtrArray) previews = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_invoice_preview_free);
  g_autoptr (GPtrArray) ids = NULL;

  g_ptr_array_add (previews, preview_project (db, "closed"));
  ids = tie_invoice_now_all (db, previews, DAY, FALSE, NULL, error);
  return ids != NULL;
}

static void
test_several (StoreFixture *fixture,
              gconstpointer data)
{
  store_fixture_write (fixture, several_cb, GINT_TO_POINTER (FALSE));
  store_fixture_write (fixture, several_cb, GINT_TO_POINTER (TRUE));
  expect_error (fixture, nothing_cb, NULL, TIE_ERROR_INVALID, "There is no work in progress on these projects.");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, func) g_test_add ("/billing/invoice-now/" name, StoreFixture, NULL, set_up, func, store_fixture_tear_down)
  ADD ("preview", test_preview);
  ADD ("as-is", test_as_is);
  ADD ("fixed", test_fixed);
  ADD ("refusals", test_refusals);
  ADD ("two-windows", test_two_windows);
  ADD ("several", test_several);

  return g_test_run ();
}
