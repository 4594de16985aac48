/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-payments"
#include "config.h"

#include "billing-fixture.h"
#include "billing/tie-payment-actions.h"
#include "store/tie-document-table.h"
#include "store/tie-find-table.h"
#include "store/tie-report-table.h"

/* Two invoices of Carter's, of 100.00 and 50.00, and one of the yoga's. */
typedef struct
{
  char *older;
  char *newer;
  char *other;
  TiePaymentSheet *sheet;
} World;

static gboolean
fill_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  World *world = data;

  world->newer = save_invoice (db, "carter", "2026-01-20", 5000);
  world->older = save_invoice (db, "carter", "2026-01-05", 10000);
  world->other = save_invoice (db, "yoga", "2026-01-05", 7000);
  return TRUE;
}

static void
set_up (StoreFixture *fixture,
        World *world)
{
  store_fixture_write (fixture, fill_cb, world);
}

static void
clear (World *world)
{
  g_free (world->older);
  g_free (world->newer);
  g_free (world->other);
  g_clear_pointer (&world->sheet, tie_payment_sheet_free);
}

static TiePaymentSheet *
make_payment (gint64 amount)
{
  TiePaymentSheet *sheet = tie_payment_sheet_new (TIE_PAYMENT_KIND_RECEIPT, "2026-02-01");

  tie_record_set_text (TIE_RECORD (sheet->payment), TIE_PAYMENT_CONTACT, "carter");
  tie_record_set_integer (TIE_RECORD (sheet->payment), TIE_PAYMENT_AMOUNT, amount);
  return sheet;
}

static void
expect_paid (TieDb *db,
             const char *document,
             gint64 expected)
{
  gint64 paid = -1;
  g_autoptr (GError) error = NULL;

  tie_document_table_get_paid (db, document, &paid, &error);
  g_assert_no_error (error);
  g_assert_cmpint (paid, ==, expected);
}

static void
expect_balance (TieDb *db,
                gint64 receivable,
                gint64 payable)
{
  gint64 values[2] = { -1, -1 };
  g_autoptr (GError) error = NULL;

  tie_payment_table_get_balance (db, "carter", &values[0], &values[1], &error);
  g_assert_no_error (error);
  g_assert_cmpint (values[0], ==, receivable);
  g_assert_cmpint (values[1], ==, payable);
}

static gboolean
save_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  World *world = data;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (TiePaymentSheet) again = NULL;
  g_auto (TieBillingStep) step = { 0 };
  TiePaymentSheet *sheet = make_payment (12000);
  const TieDueItem *item;

  world->sheet = sheet;
  items = tie_payment_table_list_due (db, "carter", tie_payment_sheet_get_document_kind (sheet), NULL, error);
  g_assert_cmpuint (items->len, ==, 2);
  item = items->pdata[0];
  g_assert_cmpstr (item->id, ==, world->older);
  g_assert_cmpint (item->open, ==, 10000);

  tie_payment_sheet_apply_oldest (sheet, items);
  g_assert_cmpint (tie_payment_sheet_get_applied (sheet, world->older), ==, 10000);
  g_assert_cmpint (tie_payment_sheet_get_applied (sheet, world->newer), ==, 2000);
  g_assert_cmpint (tie_payment_sheet_get_unapplied (sheet), ==, 0);
  g_assert_true (tie_payment_save (db, sheet, &step, error));
  g_assert_cmpstr (step.sentence, ==, "PAY-1001 recorded");
  expect_paid (db, world->older, 10000);
  expect_paid (db, world->newer, 2000);
  expect_balance (db, 3000, 0);

  /* What it paid itself is open to it, and to no other. */
  g_ptr_array_unref (items);
  items = tie_payment_table_list_due (db, "carter", TIE_DOCUMENT_KIND_INVOICE, NULL, error);
  g_assert_cmpuint (items->len, ==, 1);
  item = items->pdata[0];
  g_assert_cmpint (item->open, ==, 3000);
  g_ptr_array_unref (items);
  items = tie_payment_table_list_due (db, "carter", TIE_DOCUMENT_KIND_INVOICE, tie_record_get_id (TIE_RECORD (sheet->payment)), error);
  g_assert_cmpuint (items->len, ==, 2);

  again = tie_payment_sheet_read (db, tie_record_get_id (TIE_RECORD (sheet->payment)), error);
  g_assert_false (tie_payment_sheet_is_changed (again));
  tie_payment_sheet_set_applied (again, world->older, 0);
  tie_payment_sheet_set_applied (again, world->newer, 5000);
  g_assert_true (tie_payment_sheet_is_changed (again));
  g_assert_cmpint (tie_payment_sheet_get_unapplied (again), ==, 7000);
  g_assert_true (tie_payment_save (db, again, &step, error));
  g_assert_cmpstr (step.sentence, ==, "PAY-1001 changed");
  expect_paid (db, world->older, 0);
  expect_paid (db, world->newer, 5000);
  expect_balance (db, 3000, 0);
  return TRUE;
}

static gboolean
save_again_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  World *world = data;

  return tie_payment_save (db, world->sheet, NULL, error);
}

static gboolean
void_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  World *world = data;
  g_auto (TieBillingStep) step = { 0 };

  if (!tie_payment_void (db, tie_record_get_id (TIE_RECORD (world->sheet->payment)), &step, error))
    return FALSE;
  g_assert_cmpstr (step.sentence, ==, "PAY-1001 voided");
  expect_paid (db, world->newer, 0);
  expect_balance (db, 15000, 0);
  return TRUE;
}

static gboolean
expect_unvoided_cb (TieDb *db,
                    gpointer data,
                    GError **error)
{
  World *world = data;

  expect_paid (db, world->newer, 5000);
  expect_balance (db, 3000, 0);
  return TRUE;
}

static void
test_payment (StoreFixture *fixture,
              gconstpointer data)
{
  World world = { 0 };

  set_up (fixture, &world);
  store_fixture_write (fixture, save_cb, &world);
  expect_error (fixture, save_again_cb, &world, TIE_ERROR_CHANGED, NULL);
  store_fixture_write (fixture, void_cb, &world);
  expect_error (fixture, void_cb, &world, TIE_ERROR_IN_USE, "PAY-1001 is void and cannot be changed. Record a new payment instead.");
  store_fixture_write (fixture, undo_last_cb, NULL);
  store_fixture_read (fixture, expect_unvoided_cb, &world);
  clear (&world);
}

typedef enum
{
  OLDER = 1,
  OTHER,
  VOID,
  CREDIT,
} Which;

typedef struct
{
  const char *why;
  gint64 amount;
  Which which;
  gint64 applied;
  TieError code;
  const char *message;
  const char *contact;
  const char *date;
  const char *number;
} PaymentCase;

static const PaymentCase payment_cases[] = {
  { "no amount", 0, 0, 0, TIE_ERROR_INVALID, "Amount is missing." },
  { "below zero", -1, 0, 0, TIE_ERROR_INVALID, "Amount is below zero." },
  { "beyond all", G_MAXINT64, 0, 0, TIE_ERROR_INVALID, "The amount is too large." },
  { "nobody paid", 1, 0, 0, TIE_ERROR_INVALID, "Contact is missing.", "" },
  { "somebody in the archive", 1, 0, 0, TIE_ERROR_INVALID, "“Gone, Fishing” is archived. Take the contact out of the archive first.", "gone" },
  { "no day", 1, 0, 0, TIE_ERROR_INVALID, "Date: “2026-02-30” is not a date.", NULL, "2026-02-30" },
  { "a closed period", 1, 0, 0, TIE_ERROR_IN_USE, NULL, NULL, "2025-12-31" },
  { "a number that is taken", 1, 0, 0, TIE_ERROR_INVALID, "Another payment has the number PAY-7.", NULL, NULL, "PAY-7" },
  { "more than was paid", 4000, OLDER, 5000, TIE_ERROR_INVALID, "$10.00 more is applied than was paid." },
  { "more than is open", 20000, OLDER, 10001, TIE_ERROR_INVALID, "INV-1002 has only $100.00 open." },
  { "below zero to one", 20000, OLDER, -1, TIE_ERROR_INVALID, "What is applied to INV-1002 must be above zero." },
  { "another's invoice", 20000, OTHER, 100, TIE_ERROR_INVALID, "INV-1003 is not a document that this contact pays." },
  { "a void one", 20000, VOID, 100, TIE_ERROR_IN_USE, "INV-1001 is void and cannot be paid." },
  { "a credit note", 20000, CREDIT, 100, TIE_ERROR_INVALID, "CN-1001 is not a document that this contact pays." },
};

typedef struct
{
  World world;
  char *credit;
  const PaymentCase *c;
} CaseData;

static gboolean
prepare_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  CaseData *d = data;
  g_autoptr (TiePaymentSheet) seven = make_payment (100);
  g_autoptr (TieDocumentSheet) credit = make_invoice ("carter", "2026-01-05", 1000);

  tie_record_set_text (TIE_RECORD (seven->payment), TIE_PAYMENT_NUMBER, "PAY-7");
  tie_record_set_text (TIE_RECORD (credit->document), TIE_DOCUMENT_KIND, TIE_DOCUMENT_KIND_CREDIT);
  set_setting (db, TIE_SETTING_CLOSING_DATE, "2025-12-31");
  if (!tie_payment_save (db, seven, NULL, error) ||
      !tie_document_save (db, credit, NULL, error) ||
      !tie_document_void (db, d->world.newer, NULL, error))
    return FALSE;
  d->credit = g_strdup (tie_record_get_id (TIE_RECORD (credit->document)));
  return TRUE;
}

static gboolean
save_case_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  CaseData *d = data;
  const char *const documents[] = { NULL, d->world.older, d->world.other, d->world.newer, d->credit };
  g_autoptr (TiePaymentSheet) sheet = make_payment (d->c->amount);

  if (d->c->contact != NULL)
    tie_record_set_text (TIE_RECORD (sheet->payment), TIE_PAYMENT_CONTACT, d->c->contact);
  if (d->c->date != NULL)
    tie_record_set_text (TIE_RECORD (sheet->payment), TIE_PAYMENT_DATE, d->c->date);
  tie_record_set_text (TIE_RECORD (sheet->payment), TIE_PAYMENT_NUMBER, d->c->number);
  if (d->c->which != 0)
    tie_payment_sheet_set_applied (sheet, documents[d->c->which], d->c->applied);
  return tie_payment_save (db, sheet, NULL, error);
}

static gboolean
pay_twice_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  CaseData *d = data;
  g_autoptr (TiePaymentSheet) sheet = make_payment (1000);
  TieRecord *second = tie_record_new (TIE_TYPE_ALLOCATION, NULL);

  tie_payment_sheet_set_applied (sheet, d->world.older, 1);
  tie_record_set_text (second, TIE_ALLOCATION_DOCUMENT, d->world.older);
  tie_record_set_integer (second, TIE_ALLOCATION_AMOUNT, 1);
  g_ptr_array_add (sheet->allocations, second);
  return tie_payment_save (db, sheet, NULL, error);
}

static void
test_refusals (StoreFixture *fixture,
               gconstpointer data)
{
  CaseData d = { 0 };

  set_up (fixture, &d.world);
  store_fixture_write (fixture, prepare_cb, &d);
  for (guint i = 0; i < G_N_ELEMENTS (payment_cases); i++)
    {
      d.c = &payment_cases[i];
      g_test_message ("%s", d.c->why);
      expect_error (fixture, save_case_cb, &d, d.c->code, d.c->message);
    }
  expect_error (fixture, pay_twice_cb, &d, TIE_ERROR_INVALID, "The same document is paid twice. Add the two amounts up.");
  clear (&d.world);
  g_free (d.credit);
}

/* A credit note pays an invoice, and neither can be made smaller than that. */
static gboolean
credit_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  World *world = data;
  g_autoptr (TieDocumentSheet) credit = tie_document_make_credit_note (db, world->older, "2026-02-01", error);
  g_autoptr (GPtrArray) allocations = g_ptr_array_new_with_free_func (g_object_unref);
  TieRecord *allocation = tie_record_new (TIE_TYPE_ALLOCATION, NULL);
  const char *id = tie_record_get_id (TIE_RECORD (credit->document));
  g_auto (TieBillingStep) step = { 0 };
  g_autoptr (GError) local_error = NULL;

  g_assert_cmpstr (tie_record_get_text (TIE_RECORD (credit->document), TIE_DOCUMENT_REFERENCE), ==, "INV-1002");
  g_assert_true (tie_document_save (db, credit, &step, error));
  g_assert_cmpstr (step.sentence, ==, "CN-1001 created");
  g_ptr_array_add (allocations, allocation);
  tie_record_set_text (allocation, TIE_ALLOCATION_DOCUMENT, world->older);
  tie_record_set_integer (allocation, TIE_ALLOCATION_AMOUNT, 6000);
  g_assert_true (tie_credit_note_apply (db, id, allocations, &step, error));
  g_assert_cmpstr (step.sentence, ==, "CN-1001 applied");
  expect_paid (db, world->older, 6000);
  expect_paid (db, id, 6000);
  expect_balance (db, 5000, 0);

  tie_record_set_integer (credit->lines->pdata[0], TIE_LINE_AMOUNT, 5999);
  g_assert_false (tie_document_save (db, credit, NULL, &local_error));
  g_assert_error (local_error, TIE_ERROR, TIE_ERROR_IN_USE);
  g_assert_cmpstr (local_error->message, ==, "CN-1001 is paid with $60.00. Its total cannot be below that; change the payment first.");
  return FALSE; /* that save left a step open */
}

static gboolean
void_credit_cb (TieDb *db,
                gpointer data,
                GError **error)
{
  World *world = data;
  g_autoptr (TieDocumentSheet) credit = tie_document_make_credit_note (db, world->older, "2026-02-01", error);
  g_autoptr (GPtrArray) allocations = g_ptr_array_new_with_free_func (g_object_unref);
  TieRecord *allocation = tie_record_new (TIE_TYPE_ALLOCATION, NULL);
  const char *id = tie_record_get_id (TIE_RECORD (credit->document));

  g_ptr_array_add (allocations, allocation);
  tie_record_set_text (allocation, TIE_ALLOCATION_DOCUMENT, world->older);
  tie_record_set_integer (allocation, TIE_ALLOCATION_AMOUNT, 6000);
  g_assert_true (tie_document_save (db, credit, NULL, error));
  g_assert_true (tie_credit_note_apply (db, id, allocations, NULL, error));
  g_assert_true (tie_document_void (db, id, NULL, error));
  expect_paid (db, world->older, 0);
  return tie_credit_note_apply (db, id, allocations, NULL, error);
}

static void
test_credit_note (StoreFixture *fixture,
                  gconstpointer data)
{
  World world = { 0 };
  g_autoptr (GError) error = NULL;

  set_up (fixture, &world);
  g_assert_false (tie_store_run (fixture->store, TIE_STORE_WRITE, credit_cb, &world, &error));
  expect_error (fixture, void_credit_cb, &world, TIE_ERROR_IN_USE, "CN-1001 is no credit note that could be applied.");
  clear (&world);
}

/* A parent pays for those in his care. */
static gboolean
care_of_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  World *world = data;
  g_autoptr (TieRecord) yoga = tie_record_table_get (db, TIE_TYPE_CONTACT, "yoga", error);
  g_autoptr (TiePaymentSheet) sheet = make_payment (7000);
  g_autoptr (GPtrArray) items = NULL;

  tie_record_set_text (yoga, TIE_CONTACT_CARE_OF, "carter");
  g_assert_true (tie_record_table_save (db, yoga, error));
  items = tie_payment_table_list_due (db, "carter", TIE_DOCUMENT_KIND_INVOICE, NULL, error);
  g_assert_cmpuint (items->len, ==, 3);
  tie_payment_sheet_set_applied (sheet, world->other, 7000);
  g_assert_true (tie_payment_save (db, sheet, NULL, error));
  expect_paid (db, world->other, 7000);
  return TRUE;
}

static void
test_care_of (StoreFixture *fixture,
              gconstpointer data)
{
  World world = { 0 };

  set_up (fixture, &world);
  store_fixture_write (fixture, care_of_cb, &world);
  clear (&world);
}

static gboolean
supplier_cb (TieDb *db,
             gpointer data,
             GError **error)
{
  g_autoptr (TieDocumentSheet) bill = make_invoice ("paper", "2026-01-05", 3000);
  g_autoptr (TiePaymentSheet) sheet = tie_payment_sheet_new (TIE_PAYMENT_KIND_PAID, "2026-02-01");
  gint64 balance[2];

  tie_record_set_text (TIE_RECORD (bill->document), TIE_DOCUMENT_KIND, TIE_DOCUMENT_KIND_SUPPLIER);
  g_assert_true (tie_document_save (db, bill, NULL, error));
  tie_record_set_text (TIE_RECORD (sheet->payment), TIE_PAYMENT_CONTACT, "paper");
  tie_record_set_integer (TIE_RECORD (sheet->payment), TIE_PAYMENT_AMOUNT, 2000);
  tie_payment_sheet_set_applied (sheet, tie_record_get_id (TIE_RECORD (bill->document)), 2000);
  g_assert_true (tie_payment_save (db, sheet, NULL, error));
  g_assert_true (tie_payment_table_get_balance (db, "paper", &balance[0], &balance[1], error));
  g_assert_cmpint (balance[0], ==, 0);
  g_assert_cmpint (balance[1], ==, 1000);
  return TRUE;
}

static void
test_supplier (StoreFixture *fixture,
               gconstpointer data)
{
  store_fixture_write (fixture, supplier_cb, NULL);
}

static void
take_found (const TieFoundDocument *found,
            gpointer user_data)
{
  g_string_append_printf (user_data, "%s %s %s;", found->kind, found->number, found->contact);
}

/* Go To finds payments beside documents, by a part of their number. */
static gboolean
find_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  g_autoptr (TiePaymentSheet) payment = make_payment (100);
  g_autofree char *invoice = save_invoice (db, "carter", "2026-01-05", 100);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_true (tie_payment_save (db, payment, NULL, error));
  g_assert_true (tie_find_table_documents (db, "y-1001", 6, take_found, found, error));
  g_assert_cmpstr (found->str, ==, "payment PAY-1001 Carter, Joan;");
  g_string_truncate (found, 0);
  g_assert_true (tie_find_table_documents (db, "1001", 6, take_found, found, error));
  g_assert_cmpstr (found->str, ==, "invoice INV-1001 Carter, Joan;payment PAY-1001 Carter, Joan;");
  g_string_truncate (found, 0);
  g_assert_true (tie_find_table_documents (db, "%", 6, take_found, found, error)); /* no pattern */
  g_assert_cmpstr (found->str, ==, "");
  return TRUE;
}

static void
test_find (StoreFixture *fixture,
           gconstpointer data)
{
  store_fixture_write (fixture, find_cb, NULL);
}

/* ---- money that goes back ---- */

static char *
save_credit (TieDb *db,
             const char *contact,
             const char *date,
             gint64 amount)
{
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_new (TIE_DOCUMENT_KIND_CREDIT, date);
  TieRecord *line = TIE_RECORD (tie_document_sheet_add_line (sheet));
  g_autoptr (GError) error = NULL;

  tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_CONTACT, contact);
  tie_record_set_text (line, TIE_LINE_TEXT, "Goodwill");
  tie_record_set_integer (line, TIE_LINE_AMOUNT, amount);
  tie_document_save (db, sheet, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (tie_record_get_id (TIE_RECORD (sheet->document)));
}

static TiePaymentSheet *
make_refund (const char *date,
             gint64 amount)
{
  TiePaymentSheet *sheet = tie_payment_sheet_new (TIE_PAYMENT_KIND_REFUND, date);

  tie_record_set_text (TIE_RECORD (sheet->payment), TIE_PAYMENT_CONTACT, "carter");
  tie_record_set_integer (TIE_RECORD (sheet->payment), TIE_PAYMENT_AMOUNT, amount);
  return sheet;
}

static void
expect_open (TieDb *db,
             const char *as_of,
             const char *id,
             gint64 expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = tie_report_table_list_open_items (db, "carter", as_of, &error);
  gint64 open = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++)
    {
      const TieOpenItem *item = items->pdata[i];

      if (g_str_equal (item->id, id))
        open = item->open;
    }
  g_assert_cmpint (open, ==, expected);
}

/* A credit note of 60.00 and 20.00 that were paid too much, of which 70.00 go back. */
static gboolean
refund_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  World *world = data;
  g_auto (TieBillingStep) step = { 0 };
  g_autofree char *credit = save_credit (db, "carter", "2026-01-25", 6000);
  g_autoptr (TiePaymentSheet) refund = make_refund ("2026-03-01", 7000);
  g_autoptr (TiePaymentSheet) again = NULL;
  g_autoptr (GPtrArray) items = NULL;
  const char *payment;

  world->sheet = make_payment (12000);
  payment = tie_record_get_id (TIE_RECORD (world->sheet->payment));
  tie_payment_sheet_set_applied (world->sheet, world->older, 10000);
  g_assert_true (tie_payment_save (db, world->sheet, &step, error));
  expect_balance (db, 15000 - 12000 - 6000, 0);

  items = tie_payment_sheet_list_due (db, TIE_PAYMENT_KIND_REFUND, "carter", NULL, error);
  g_assert_cmpuint (items->len, ==, 2);
  g_assert_cmpstr (((TieDueItem *) items->pdata[0])->id, ==, credit);
  g_assert_cmpint (((TieDueItem *) items->pdata[1])->open, ==, 2000);
  tie_payment_sheet_apply_oldest (refund, items);
  g_assert_cmpint (tie_payment_sheet_get_applied (refund, credit), ==, 6000);
  g_assert_cmpint (tie_payment_sheet_get_applied (refund, payment), ==, 1000);
  g_assert_true (tie_payment_save (db, refund, &step, error));
  g_assert_cmpstr (step.sentence, ==, "PAY-1002 recorded");
  expect_balance (db, 4000, 0);
  expect_paid (db, credit, 6000);

  /* On a day before it all that is as it was. */
  expect_open (db, "2026-02-15", credit, -6000);
  expect_open (db, "2026-02-15", payment, -2000);
  expect_open (db, "2026-03-01", credit, 0);
  expect_open (db, "2026-03-01", payment, -1000);
  expect_open (db, "2026-03-01", tie_record_get_id (TIE_RECORD (refund->payment)), 0);

  /* The customer's payment knows of it, and what it pays elsewhere leaves that alone. */
  again = tie_payment_sheet_read (db, payment, error);
  g_assert_cmpint (tie_payment_sheet_get_unapplied (again), ==, 1000);
  g_ptr_array_unref (items);
  items = tie_payment_table_list_due (db, "carter", TIE_DOCUMENT_KIND_INVOICE, payment, error);
  tie_payment_sheet_apply_oldest (again, items);
  g_assert_cmpint (tie_payment_sheet_get_applied (again, world->older), ==, 10000);
  g_assert_cmpint (tie_payment_sheet_get_applied (again, world->newer), ==, 1000);
  g_assert_true (tie_payment_save (db, again, &step, error));
  g_assert_cmpint (tie_payment_sheet_get_unapplied (again), ==, 0);

  /* Void, it gives back what it took. */
  g_assert_true (tie_payment_void (db, tie_record_get_id (TIE_RECORD (refund->payment)), &step, error));
  expect_paid (db, credit, 0);
  expect_balance (db, -3000, 0);
  expect_open (db, "2026-03-01", payment, -1000);
  return TRUE;
}

static void
test_refund (StoreFixture *fixture,
             gconstpointer data)
{
  World world = { 0 };

  set_up (fixture, &world);
  store_fixture_write (fixture, refund_cb, &world);
  clear (&world);
}

typedef struct
{
  gint64 credit;  /* of the credit note, of which 40.00 are left */
  gint64 payment; /* of the yoga's payment */
  const char *sentence;
} RefundCase;

static const RefundCase refund_cases[] = {
  { 4001, 0, "CN-1001 has only $40.00 open." },
  { 0, 1, "PAY-1001 is of another contact." },
  { -1, 0, "What is applied to CN-1001 must be above zero." },
  { 4000, 1001, "PAY-1001 is of another contact." },
};

typedef struct
{
  World world;
  char *credit; /* (owned) */
  const RefundCase *c;
} RefundData;

static gboolean
fill_refund_cb (TieDb *db,
                gpointer data,
                GError **error)
{
  RefundData *d = data;
  g_autoptr (TiePaymentSheet) first = make_refund ("2026-03-01", 2000);

  d->credit = save_credit (db, "carter", "2026-01-25", 6000);
  d->world.sheet = make_payment (500);
  tie_record_set_text (TIE_RECORD (d->world.sheet->payment), TIE_PAYMENT_CONTACT, "yoga");
  tie_payment_sheet_set_applied (first, d->credit, 2000);
  return tie_payment_save (db, d->world.sheet, NULL, error) && tie_payment_save (db, first, NULL, error);
}

static gboolean
bad_refund_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  RefundData *d = data;
  g_autoptr (TiePaymentSheet) sheet = make_refund ("2026-03-02", 5000);

  if (d->c->credit != 0)
    tie_payment_sheet_set_applied (sheet, d->credit, d->c->credit);
  if (d->c->payment != 0)
    tie_payment_sheet_set_refunded (sheet, tie_record_get_id (TIE_RECORD (d->world.sheet->payment)), d->c->payment);
  return tie_payment_save (db, sheet, NULL, error);
}

static void
test_bad_refund (StoreFixture *fixture,
                 gconstpointer data)
{
  RefundData d = { 0 };

  set_up (fixture, &d.world);
  store_fixture_write (fixture, fill_refund_cb, &d);
  for (guint i = 0; i < G_N_ELEMENTS (refund_cases); i++)
    {
      d.c = &refund_cases[i];
      expect_error (fixture, bad_refund_cb, &d, TIE_ERROR_INVALID, d.c->sentence);
    }
  clear (&d.world);
  g_free (d.credit);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, func) g_test_add ("/billing/payments/" name, StoreFixture, NULL, billing_fixture_set_up, func, store_fixture_tear_down)
  ADD ("save", test_payment);
  ADD ("refusals", test_refusals);
  ADD ("credit-note", test_credit_note);
  ADD ("care-of", test_care_of);
  ADD ("supplier", test_supplier);
  ADD ("find", test_find);
  ADD ("refund", test_refund);
  ADD ("refund/refused", test_bad_refund);

  return g_test_run ();
}
