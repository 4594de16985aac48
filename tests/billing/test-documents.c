/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-documents"
#include "config.h"

#include "billing-fixture.h"
#include "billing/tie-entry-actions.h"
#include "model/tie-number-series.h"
#include "store/tie-number-table.h"
#include "store/tie-undo.h"

static void
expect_document (TieDb *db,
                 const char *id,
                 const char *number,
                 gint64 total)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_read (db, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (tie_record_get_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_NUMBER), ==, number);
  g_assert_cmpint (tie_record_get_integer (TIE_RECORD (sheet->document), TIE_DOCUMENT_TOTAL), ==, total);
}

static void
expect_next (TieDb *db,
             const char *number)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *next = tie_number_table_peek (db, TIE_NUMBER_SERIES_INVOICE, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (next, ==, number);
}

static gboolean
save_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  g_autoptr (TieDocumentSheet) sheet = make_invoice ("carter", "2026-01-05", 45000);
  g_auto (TieBillingStep) step = { 0 };
  g_autofree char *id = g_strdup (tie_record_get_id (TIE_RECORD (sheet->document)));

  tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_TERMS, "net30");
  tie_document_sheet_add_line (sheet); /* the empty row below the last */
  g_assert_true (tie_document_save (db, sheet, &step, error));
  g_assert_cmpstr (step.sentence, ==, "INV-1001 created");
  g_assert_cmpint (step.id, >, 0);
  g_assert_false (tie_document_sheet_is_changed (sheet));
  g_assert_cmpuint (sheet->lines->len, ==, 1);
  g_assert_cmpstr (tie_record_get_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_DUE), ==, "2026-02-04");
  expect_document (db, id, "INV-1001", 45000);
  expect_next (db, "INV-1002");

  tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_STAGE, TIE_DOCUMENT_STAGE_APPROVED);
  g_assert_true (tie_record_table_save (db, TIE_RECORD (sheet->document), error));
  tie_document_sheet_free (g_steal_pointer (&sheet));
  sheet = tie_document_sheet_read (db, id, error);
  tie_record_set_integer (sheet->lines->pdata[0], TIE_LINE_AMOUNT, 46000);
  tie_record_set_text (TIE_RECORD (tie_document_sheet_add_line (sheet)), TIE_LINE_TEXT, "Postage");
  g_assert_true (tie_document_save (db, sheet, &step, error));
  g_assert_cmpstr (step.sentence, ==, "INV-1001 changed and put back to Invoiced");
  g_assert_cmpstr (tie_record_get_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_STAGE), ==, TIE_DOCUMENT_STAGE_INVOICED);
  expect_document (db, id, "INV-1001", 46000);

  g_ptr_array_remove_index (sheet->lines, 0);
  g_assert_true (tie_document_save (db, sheet, &step, error));
  g_assert_cmpstr (step.sentence, ==, "INV-1001 changed");
  expect_document (db, id, "INV-1001", 0);
  return TRUE;
}

static void
test_save (StoreFixture *fixture,
           gconstpointer data)
{
  store_fixture_write (fixture, save_cb, NULL);
}

/* One document after another, as one looks at what is refused. */
typedef struct
{
  const char *why;
  void (*spoil) (TieDocumentSheet *sheet);
  TieError code;
  const char *message;
  guint line;
} Refusal;

static void
set_document (TieDocumentSheet *sheet,
              guint field,
              const char *text)
{
  tie_record_set_text (TIE_RECORD (sheet->document), field, text);
}

static void
no_contact (TieDocumentSheet *sheet)
{
  set_document (sheet, TIE_DOCUMENT_CONTACT, NULL);
}

static void
contact_gone (TieDocumentSheet *sheet)
{
  set_document (sheet, TIE_DOCUMENT_CONTACT, "nobody");
}

static void
contact_archived (TieDocumentSheet *sheet)
{
  set_document (sheet, TIE_DOCUMENT_CONTACT, "gone");
}

static void
no_date (TieDocumentSheet *sheet)
{
  set_document (sheet, TIE_DOCUMENT_DATE, "");
}

static void
wrong_date (TieDocumentSheet *sheet)
{
  set_document (sheet, TIE_DOCUMENT_DATE, "2026-02-30");
}

static void
wrong_due (TieDocumentSheet *sheet)
{
  set_document (sheet, TIE_DOCUMENT_DUE, "soon");
}

static void
closed_date (TieDocumentSheet *sheet)
{
  set_document (sheet, TIE_DOCUMENT_DATE, "2025-12-31");
}

static void
no_lines (TieDocumentSheet *sheet)
{
  g_ptr_array_set_size (sheet->lines, 0);
  tie_document_sheet_add_line (sheet);
}

static void
no_text (TieDocumentSheet *sheet)
{
  tie_record_set_integer (TIE_RECORD (tie_document_sheet_add_line (sheet)), TIE_LINE_AMOUNT, 100);
}

static void
blank_text (TieDocumentSheet *sheet)
{
  TieRecord *line = TIE_RECORD (tie_document_sheet_add_line (sheet));

  tie_record_set_integer (line, TIE_LINE_AMOUNT, 100);
  tie_record_set_text (line, TIE_LINE_TEXT, " \t ");
}

static void
long_text (TieDocumentSheet *sheet)
{
  g_autofree char *text = g_strnfill (10001, 'x');

  tie_record_set_text (sheet->lines->pdata[0], TIE_LINE_TEXT, text);
}

static void
code_gone (TieDocumentSheet *sheet)
{
  tie_record_set_text (sheet->lines->pdata[0], TIE_LINE_WORK_CODE, "nothing");
}

static void
large (TieDocumentSheet *sheet)
{
  tie_record_set_integer (sheet->lines->pdata[0], TIE_LINE_AMOUNT, G_MAXINT64);
}

static void
below_zero (TieDocumentSheet *sheet)
{
  tie_record_set_integer (sheet->lines->pdata[0], TIE_LINE_AMOUNT, -1);
}

static void
credit_below_zero (TieDocumentSheet *sheet)
{
  set_document (sheet, TIE_DOCUMENT_KIND, TIE_DOCUMENT_KIND_CREDIT);
  below_zero (sheet);
}

static void
discount_below_zero (TieDocumentSheet *sheet)
{
  tie_record_set_integer (TIE_RECORD (sheet->document), TIE_DOCUMENT_DISCOUNT, -1);
}

static void
freight_below_zero (TieDocumentSheet *sheet)
{
  tie_record_set_integer (TIE_RECORD (sheet->document), TIE_DOCUMENT_FREIGHT, -1);
}

static void
terms_gone (TieDocumentSheet *sheet)
{
  set_document (sheet, TIE_DOCUMENT_TERMS, "never");
}

static void
number_taken (TieDocumentSheet *sheet)
{
  set_document (sheet, TIE_DOCUMENT_NUMBER, " INV-1001 ");
}

static void
supplier_number_taken (TieDocumentSheet *sheet)
{
  set_document (sheet, TIE_DOCUMENT_KIND, TIE_DOCUMENT_KIND_SUPPLIER);
  set_document (sheet, TIE_DOCUMENT_CONTACT, "paper");
  set_document (sheet, TIE_DOCUMENT_NUMBER, "A-77");
}

static const Refusal refusals[] = {
  { "no contact", no_contact, TIE_ERROR_INVALID, "Contact is missing.", 0 },
  { "a contact that is gone", contact_gone, TIE_ERROR_NOT_FOUND, "The contact was deleted meanwhile. Choose another one.", 0 },
  { "a contact in the archive", contact_archived, TIE_ERROR_INVALID, "“Gone, Fishing” is archived. Take the contact out of the archive first.", 0 },
  { "no date", no_date, TIE_ERROR_INVALID, "Date is missing.", 0 },
  { "a date that does not exist", wrong_date, TIE_ERROR_INVALID, "Date: “2026-02-30” is not a date.", 0 },
  { "a due date that is none", wrong_due, TIE_ERROR_INVALID, "Due: “soon” is not a date.", 0 },
  { "a closed period", closed_date, TIE_ERROR_IN_USE, NULL, 0 },
  { "no lines but an empty one", no_lines, TIE_ERROR_INVALID, "The invoice has no lines.", 0 },
  { "a line without text", no_text, TIE_ERROR_INVALID, "Line 2 has no text.", 2 },
  { "a line of blanks", blank_text, TIE_ERROR_INVALID, "Line 2 has no text.", 2 },
  { "a text beyond all", long_text, TIE_ERROR_INVALID, "Line 1: Text is longer than 10000 characters.", 1 },
  { "a code that is gone", code_gone, TIE_ERROR_NOT_FOUND, "The work code was deleted meanwhile. Choose another one.", 1 },
  { "an amount beyond all", large, TIE_ERROR_INVALID, "The amount is too large.", 1 },
  { "a total below zero", below_zero, TIE_ERROR_INVALID, "The total is below zero. Make a credit note instead.", 0 },
  { "the same of a credit note", credit_below_zero, TIE_ERROR_INVALID, "The total is below zero. Make an invoice instead.", 0 },
  { "a discount below zero", discount_below_zero, TIE_ERROR_INVALID, "Discount is below zero.", 0 },
  { "freight below zero", freight_below_zero, TIE_ERROR_INVALID, "Freight is below zero.", 0 },
  { "terms that are gone", terms_gone, TIE_ERROR_NOT_FOUND, NULL, 0 },
  { "a number that is taken", number_taken, TIE_ERROR_INVALID, "Another invoice has the number INV-1001.", 0 },
  { "a supplier's number that was recorded", supplier_number_taken, TIE_ERROR_INVALID, "The invoice A-77 of this supplier was recorded already.", 0 },
};

static gboolean
prepare_refusals_cb (TieDb *db,
                     gpointer data,
                     GError **error)
{
  g_autofree char *id = save_invoice (db, "carter", "2026-01-05", 100);
  g_autoptr (TieDocumentSheet) supplier = make_invoice ("carter", "2026-01-05", 100);

  supplier_number_taken (supplier);
  set_setting (db, TIE_SETTING_CLOSING_DATE, "2025-12-31");
  return tie_document_save (db, supplier, NULL, error);
}

static gboolean
refuse_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  const Refusal *refusal = data;
  g_autoptr (TieDocumentSheet) sheet = make_invoice ("carter", "2026-01-05", 45000);
  gboolean ok;

  refusal->spoil (sheet);
  ok = tie_document_save (db, sheet, NULL, error);
  g_assert_cmpuint (sheet->problem_line, ==, refusal->line);
  return ok;
}

static void
test_refusals (StoreFixture *fixture,
               gconstpointer data)
{
  store_fixture_write (fixture, prepare_refusals_cb, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_test_message ("%s", refusals[i].why);
      expect_error (fixture, refuse_cb, (gpointer) &refusals[i], refusals[i].code, refusals[i].message);
    }
}

/* What a document's stage and marks forbid. */
typedef enum
{
  EDIT = 1,
  RENUMBER,
  VOID,
  DELETE,
  SEND,
} Verb;

typedef struct
{
  const char *why;
  Verb verb;
  guint field;
  const char *text; /* what the field says, or a number where it is NULL */
  const char *message; /* NULL: it is done */
} Lock;

static const Lock locks[] = {
  { "a draft is edited", EDIT, 0, NULL, NULL },
  { "and numbered anew", RENUMBER, 0, NULL, NULL },
  { "and voided", VOID, 0, NULL, NULL },
  { "and deleted", DELETE, 0, NULL, NULL },
  { "a sent one is edited", EDIT, TIE_DOCUMENT_IS_SENT, NULL, NULL },
  { "but keeps its number", RENUMBER, TIE_DOCUMENT_IS_SENT, NULL, "INV-1001 was sent, so its number stays." },
  { "and is not deleted", DELETE, TIE_DOCUMENT_IS_SENT, NULL, "INV-1001 was sent. Void it instead." },
  { "a sent one is voided", VOID, TIE_DOCUMENT_IS_SENT, NULL, NULL },
  { "an approved one is not deleted", DELETE, TIE_DOCUMENT_STAGE, TIE_DOCUMENT_STAGE_APPROVED, "INV-1001 is approved. Void it instead." },
  { "an approved one is voided", VOID, TIE_DOCUMENT_STAGE, TIE_DOCUMENT_STAGE_APPROVED, NULL },
  { "an exported one is edited", EDIT, TIE_DOCUMENT_STAGE, TIE_DOCUMENT_STAGE_EXPORTED, NULL },
  { "but not voided", VOID, TIE_DOCUMENT_STAGE, TIE_DOCUMENT_STAGE_EXPORTED, "INV-1001 was exported. Take it back where it was exported to first." },
  { "nor deleted", DELETE, TIE_DOCUMENT_STAGE, TIE_DOCUMENT_STAGE_EXPORTED, "INV-1001 was exported. Take it back where it was exported to first." },
  { "a posted one is read only", EDIT, TIE_DOCUMENT_STAGE, TIE_DOCUMENT_STAGE_POSTED, "Posted invoices cannot be changed." },
  { "also for a void", VOID, TIE_DOCUMENT_STAGE, TIE_DOCUMENT_STAGE_POSTED, "Posted invoices cannot be changed." },
  { "and for the eraser", DELETE, TIE_DOCUMENT_STAGE, TIE_DOCUMENT_STAGE_POSTED, "Posted invoices cannot be changed." },
  { "but may be sent", SEND, TIE_DOCUMENT_STAGE, TIE_DOCUMENT_STAGE_POSTED, NULL },
  { "a void one is read only", EDIT, TIE_DOCUMENT_IS_VOID, NULL, "INV-1001 is void and cannot be changed. Duplicate it instead." },
  { "also for a void", VOID, TIE_DOCUMENT_IS_VOID, NULL, "INV-1001 is void and cannot be changed. Duplicate it instead." },
  { "and is not sent", SEND, TIE_DOCUMENT_IS_VOID, NULL, "INV-1001 is void and cannot be changed. Duplicate it instead." },
};

static gboolean
lock_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  const Lock *lock = data;
  g_autofree char *id = save_invoice (db, "carter", "2026-01-05", 100);
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_read (db, id, error);
  const char *const ids[] = { id, NULL };

  if (lock->field != 0 && lock->text != NULL)
    set_document (sheet, lock->field, lock->text);
  else if (lock->field != 0)
    tie_record_set_integer (TIE_RECORD (sheet->document), lock->field, TRUE);
  g_assert_true (tie_record_table_save (db, TIE_RECORD (sheet->document), error));
  tie_document_sheet_free (g_steal_pointer (&sheet));
  sheet = tie_document_sheet_read (db, id, error);
  switch (lock->verb)
    {
    case VOID:
      return tie_document_void (db, id, NULL, error);
    case DELETE:
      return tie_document_delete (db, id, NULL, error);
    case SEND:
      return tie_document_set_sent (db, ids, TRUE, NULL, error);
    case RENUMBER:
      set_document (sheet, TIE_DOCUMENT_NUMBER, "X-1");
      return tie_document_save (db, sheet, NULL, error);
    case EDIT:
    default:
      set_document (sheet, TIE_DOCUMENT_TEXT, "Thank you");
      return tie_document_save (db, sheet, NULL, error);
    }
}

static void
test_locks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (locks); i++)
    {
      StoreFixture fixture = { 0 };

      g_test_message ("%s", locks[i].why);
      billing_fixture_set_up (&fixture, NULL);
      if (locks[i].message != NULL)
        expect_error (&fixture, lock_cb, (gpointer) &locks[i], TIE_ERROR_IN_USE, locks[i].message);
      else
        store_fixture_write (&fixture, lock_cb, (gpointer) &locks[i]);
      store_fixture_tear_down (&fixture, NULL);
    }
}

/* Two windows have the same document open. */
static gboolean
save_first_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  g_autofree char *id = save_invoice (db, "carter", "2026-01-05", 100);

  *(TieDocumentSheet **) data = tie_document_sheet_read (db, id, error);
  return TRUE;
}

static gboolean
save_copy_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_copy (*(TieDocumentSheet **) data);

  set_document (sheet, TIE_DOCUMENT_TEXT, "Thank you");
  return tie_document_save (db, sheet, NULL, error);
}

static void
test_two_windows (StoreFixture *fixture,
                  gconstpointer data)
{
  TieDocumentSheet *sheet = NULL;

  store_fixture_write (fixture, save_first_cb, &sheet);
  store_fixture_write (fixture, save_copy_cb, &sheet);
  expect_error (fixture, save_copy_cb, &sheet, TIE_ERROR_CHANGED, NULL);
  tie_document_sheet_free (sheet);
}

static void
save_numbered (TieDb *db,
               const char *number,
               const char *expected)
{
  g_autoptr (TieDocumentSheet) sheet = make_invoice ("carter", "2026-01-05", 100);
  g_autoptr (GError) error = NULL;

  set_document (sheet, TIE_DOCUMENT_NUMBER, number);
  tie_document_save (db, sheet, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tie_record_get_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_NUMBER), ==, expected);
}

static gboolean
numbers_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  g_autoptr (TieRecord) series = NULL;

  save_numbered (db, NULL, "INV-1001");
  save_numbered (db, "INV-1003", "INV-1003"); /* typed ahead: passed over when its turn comes */
  save_numbered (db, NULL, "INV-1002");
  save_numbered (db, NULL, "INV-1004");
  save_numbered (db, "INV-1005", "INV-1005"); /* typed, and just the next one */
  expect_next (db, "INV-1006");
  save_numbered (db, "2026/7", "2026/7"); /* none of the series' */
  expect_next (db, "INV-1006");

  series = tie_record_table_get (db, TIE_TYPE_NUMBER_SERIES, TIE_NUMBER_SERIES_INVOICE, error);
  tie_record_set_text (series, TIE_NUMBER_SERIES_PREFIX, "S");
  tie_record_set_integer (series, TIE_NUMBER_SERIES_NEXT, 7);
  tie_record_set_integer (series, TIE_NUMBER_SERIES_DIGITS, 6);
  g_assert_true (tie_record_table_save (db, series, error));
  save_numbered (db, NULL, "S000007");
  save_numbered (db, "S8", "S8"); /* not how the series writes it */
  save_numbered (db, NULL, "S000008");
  return TRUE;
}

static gboolean
delete_series_cb (TieDb *db,
                  gpointer data,
                  GError **error)
{
  return tie_record_table_delete (db, TIE_TYPE_NUMBER_SERIES, TIE_NUMBER_SERIES_INVOICE, error);
}

static void
test_numbers (StoreFixture *fixture,
              gconstpointer data)
{
  expect_error (fixture, delete_series_cb, NULL, TIE_ERROR_IN_USE, NULL);
  store_fixture_write (fixture, numbers_cb, NULL);
}

/* The steps of one window. */
typedef struct
{
  char *first;
  char *second;
  gint64 first_step;
  gint64 second_step;
} Steps;

static gint64
save_step (TieDb *db,
           char **id)
{
  g_autoptr (TieDocumentSheet) sheet = make_invoice ("carter", "2026-01-05", 100);
  g_auto (TieBillingStep) step = { 0 };
  g_autoptr (GError) error = NULL;

  tie_document_save (db, sheet, &step, &error);
  g_assert_no_error (error);
  *id = g_strdup (tie_record_get_id (TIE_RECORD (sheet->document)));
  return step.id;
}

static void
undo (TieDb *db,
      gint64 step,
      gboolean redo,
      const char *expected)
{
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;

  tie_undo_apply (db, step, redo, NULL, &message, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (message, ==, expected);
}

static gboolean
undo_numbers_cb (TieDb *db,
                 gpointer data,
                 GError **error)
{
  Steps *steps = data;

  steps->first_step = save_step (db, &steps->first);
  steps->second_step = save_step (db, &steps->second);

  /* The last one is given back, and taken again. */
  undo (db, steps->second_step, FALSE, "INV-1002 created: undone");
  expect_next (db, "INV-1002");
  g_assert_cmpint (tie_record_table_count (db, TIE_TYPE_DOCUMENT, error), ==, 1);
  undo (db, steps->second_step, TRUE, "INV-1002 created: redone");
  expect_next (db, "INV-1003");

  /* One that is followed stays as void, and comes back as it was. */
  undo (db, steps->first_step, FALSE, "INV-1001 created: undone; the number INV-1001 stays used, as void");
  expect_document (db, steps->first, "INV-1001", 0);
  g_assert_cmpint (get_amount (db, TIE_TYPE_DOCUMENT, steps->first, TIE_DOCUMENT_IS_VOID), ==, 1);
  expect_next (db, "INV-1003");
  undo (db, steps->first_step, TRUE, "INV-1001 created: redone");
  expect_document (db, steps->first, "INV-1001", 100);
  g_assert_cmpint (get_amount (db, TIE_TYPE_DOCUMENT, steps->first, TIE_DOCUMENT_IS_VOID), ==, 0);
  return TRUE;
}

static gboolean
change_first_cb (TieDb *db,
                 gpointer data,
                 GError **error)
{
  Steps *steps = data;
  const char *const ids[] = { steps->first, NULL };

  return tie_document_set_sent (db, ids, TRUE, NULL, error);
}

static gboolean
undo_first_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  return tie_undo_apply (db, ((Steps *) data)->first_step, FALSE, NULL, NULL, error);
}

/* The last is undone and another takes its number. */
static gboolean
take_number_cb (TieDb *db,
                gpointer data,
                GError **error)
{
  g_autofree char *id = NULL;

  return tie_undo_apply (db, ((Steps *) data)->second_step, FALSE, NULL, NULL, error) && save_step (db, &id) != 0;
}

static gboolean
redo_second_cb (TieDb *db,
                gpointer data,
                GError **error)
{
  return tie_undo_apply (db, ((Steps *) data)->second_step, TRUE, NULL, NULL, error);
}

static gboolean
delete_gone_cb (TieDb *db,
                 gpointer data,
                 GError **error)
{
  return tie_document_delete (db, ((Steps *) data)->second, NULL, error);
}

/* Neither what lies in the closed period nor what would come to lie there; marks are free. */
static gboolean
close_period_cb (TieDb *db,
                 gpointer data,
                 GError **error)
{
  Steps *steps = data;
  const char *ids[] = { NULL, NULL };
  g_auto (TieBillingStep) mark = { 0 };
  g_auto (TieBillingStep) entry_step = { 0 };
  g_autoptr (TieEntry) entry = tie_entry_new (NULL);

  tie_record_set_text (TIE_RECORD (entry), TIE_ENTRY_KIND, TIE_ENTRY_KIND_TIME);
  tie_record_set_text (TIE_RECORD (entry), TIE_ENTRY_DATE, "2026-01-05");
  tie_record_set_text (TIE_RECORD (entry), TIE_ENTRY_PROJECT, "return");
  tie_record_set_integer (TIE_RECORD (entry), TIE_ENTRY_QUANTITY, 10000);
  g_assert_true (tie_entry_save (db, entry, NULL, &entry_step, error));
  steps->first_step = save_step (db, &steps->first);
  steps->second_step = entry_step.id;
  ids[0] = steps->first;
  g_assert_true (tie_document_set_sent (db, ids, TRUE, &mark, error));
  set_setting (db, TIE_SETTING_CLOSING_DATE, "2026-01-31");
  undo (db, mark.id, FALSE, "INV-1001 marked as sent: undone");
  return TRUE;
}

static gboolean
undo_second_cb (TieDb *db,
                gpointer data,
                GError **error)
{
  return tie_undo_apply (db, ((Steps *) data)->second_step, FALSE, NULL, NULL, error);
}

static gboolean
reopen_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  Steps *steps = data;

  set_setting (db, TIE_SETTING_CLOSING_DATE, "2025-12-31");
  undo (db, steps->first_step, FALSE, "INV-1001 created: undone");
  set_setting (db, TIE_SETTING_CLOSING_DATE, "2026-01-31");
  return TRUE;
}

static gboolean
redo_first_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  return tie_undo_apply (db, ((Steps *) data)->first_step, TRUE, NULL, NULL, error);
}

static void
test_undo_closed (StoreFixture *fixture,
                  gconstpointer data)
{
  const char *refusal = "01/05/26 lies in the closed period, which ends on 01/31/26. Choose a later date.";
  Steps steps = { 0 };

  store_fixture_write (fixture, close_period_cb, &steps);
  expect_error (fixture, undo_first_cb, &steps, TIE_ERROR_IN_USE, refusal);
  expect_error (fixture, undo_second_cb, &steps, TIE_ERROR_IN_USE, refusal);
  store_fixture_write (fixture, reopen_cb, &steps);
  expect_error (fixture, redo_first_cb, &steps, TIE_ERROR_IN_USE, refusal);
  g_free (steps.first);
}

static void
test_undo (StoreFixture *fixture,
           gconstpointer data)
{
  Steps steps = { 0 };

  store_fixture_write (fixture, undo_numbers_cb, &steps);
  store_fixture_write (fixture, change_first_cb, &steps);
  expect_error (fixture, undo_first_cb, &steps, TIE_ERROR_IN_USE, "“INV-1001” was changed since. Undo that first.");
  store_fixture_write (fixture, take_number_cb, &steps);
  expect_error (fixture, redo_second_cb, &steps, TIE_ERROR_IN_USE, "“INV-1002” was given to another record since. Undo that first.");
  expect_error (fixture, delete_gone_cb, &steps, TIE_ERROR_NOT_FOUND, NULL);
  g_free (steps.first);
  g_free (steps.second);
}

static gboolean
delete_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  g_autofree char *first = save_invoice (db, "carter", "2026-01-05", 100);
  g_autofree char *second = save_invoice (db, "carter", "2026-01-05", 100);
  g_auto (TieBillingStep) step = { 0 };

  g_assert_true (tie_document_delete (db, second, &step, error));
  g_assert_cmpstr (step.sentence, ==, "INV-1002 deleted");
  g_assert_cmpint (tie_record_table_count (db, TIE_TYPE_LINE, error), ==, 1);
  expect_next (db, "INV-1002");
  undo (db, step.id, FALSE, "INV-1002 deleted: undone");
  expect_document (db, second, "INV-1002", 100);
  expect_next (db, "INV-1003");
  return tie_document_delete (db, first, NULL, error);
}

static gboolean
duplicate_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  g_autofree char *id = save_invoice (db, "carter", "2026-01-05", 45000);
  g_autoptr (TieDocumentSheet) copy = tie_document_duplicate (db, id, "2026-03-01", error);

  g_assert_nonnull (copy);
  g_assert_cmpstr (tie_record_get_text (TIE_RECORD (copy->document), TIE_DOCUMENT_NUMBER), ==, "");
  g_assert_true (tie_document_save (db, copy, NULL, error));
  expect_document (db, tie_record_get_id (TIE_RECORD (copy->document)), "INV-1002", 45000);
  g_assert_cmpstr (tie_record_get_text (TIE_RECORD (copy->document), TIE_DOCUMENT_DUE), ==, "2026-03-01");
  g_assert_null (tie_document_duplicate (db, "nothing", "2026-03-01", NULL));
  return TRUE;
}

static gboolean
marks_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  g_autofree char *first = save_invoice (db, "carter", "2026-01-05", 100);
  g_autofree char *second = save_invoice (db, "carter", "2026-01-05", 100);
  const char *const one[] = { first, NULL };
  const char *const both[] = { first, second, NULL };
  g_auto (TieBillingStep) step = { 0 };

  g_assert_true (tie_document_set_sent (db, one, TRUE, &step, error));
  g_assert_cmpstr (step.sentence, ==, "INV-1001 marked as sent");
  g_assert_true (tie_document_set_sent (db, both, FALSE, &step, error));
  g_assert_cmpstr (step.sentence, ==, "2 documents marked as not sent");
  g_assert_true (tie_document_set_do_not_send (db, one, TRUE, &step, error));
  g_assert_cmpstr (step.sentence, ==, "INV-1001 marked as do not send");
  g_assert_cmpint (get_amount (db, TIE_TYPE_DOCUMENT, first, TIE_DOCUMENT_DO_NOT_SEND), ==, 1);
  g_assert_true (tie_document_set_do_not_send (db, both, FALSE, &step, error));
  g_assert_cmpstr (step.sentence, ==, "2 documents marked for sync");
  return TRUE;
}

static void
test_verbs (StoreFixture *fixture,
            gconstpointer data)
{
  store_fixture_write (fixture, duplicate_cb, NULL);
  store_fixture_write (fixture, undo_last_cb, NULL);
  store_fixture_write (fixture, undo_last_cb, NULL);
  expect_error (fixture, delete_cb, NULL, TIE_ERROR_IN_USE, "INV-1001 is not the last number, and no number may be missing. Void it instead.");
  store_fixture_write (fixture, marks_cb, NULL);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, func) g_test_add ("/billing/documents/" name, StoreFixture, NULL, billing_fixture_set_up, func, store_fixture_tear_down)
  ADD ("save", test_save);
  ADD ("refusals", test_refusals);
  ADD ("two-windows", test_two_windows);
  ADD ("numbers", test_numbers);
  ADD ("undo", test_undo);
  ADD ("undo/closed-period", test_undo_closed);
  ADD ("verbs", test_verbs);
  g_test_add_func ("/billing/documents/locks", test_locks);

  return g_test_run ();
}
