/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sequences"
#include "config.h"

#include "base/tie-money.h"
#include "billing-fixture.h"
#include "billing/tie-entry-actions.h"
#include "billing/tie-invoice-now.h"
#include "billing/tie-payment-actions.h"
#include "model/tie-number-series.h"
#include "store/tie-undo.h"

/* Whatever is done in whatever order, the practice stays true. */

#define WINDOW "window"
#define DAY "2026-01-05"
#define N_SEQUENCES 8
#define N_ACTIONS 120

typedef struct
{
  GRand *random;
  guint n_done;
} Sequence;

static char *
pick (TieDb *db,
      Sequence *sequence,
      const char *sql)
{
  gint64 n = 0;
  g_autofree char *count = g_strdup_printf ("SELECT count(*) FROM (%s)", sql);
  g_autofree char *one = g_strdup_printf ("%s ORDER BY 1 LIMIT 1 OFFSET ?", sql);

  g_assert_true (tie_db_get_integer (db, 0, &n, NULL, count, ""));
  return n > 0 ? tie_db_get_text (db, NULL, one, "i", (gint64) g_rand_int_range (sequence->random, 0, (gint32) n)) : NULL;
}

static gboolean
add_entry (TieDb *db,
           Sequence *sequence,
           TieBillingStep *step,
           GError **error)
{
  g_autoptr (TieEntry) entry = tie_entry_new (NULL);
  TieRecord *record = TIE_RECORD (entry);
  gboolean is_expense = g_rand_int_range (sequence->random, 0, 4) == 0;

  tie_record_set_text (record, TIE_ENTRY_KIND, is_expense ? TIE_ENTRY_KIND_EXPENSE : TIE_ENTRY_KIND_TIME);
  tie_record_set_text (record, TIE_ENTRY_DATE, DAY);
  tie_record_set_text (record, TIE_ENTRY_PROJECT, g_rand_boolean (sequence->random) ? "return" : "books");
  tie_record_set_text (record, TIE_ENTRY_WORK_CODE, g_rand_boolean (sequence->random) ? "tax" : "review");
  tie_record_set_text (record, TIE_ENTRY_EMPLOYEE, g_rand_boolean (sequence->random) ? "joan" : "kim");
  tie_record_set_integer (record, TIE_ENTRY_QUANTITY, g_rand_int_range (sequence->random, 1, 80000));
  if (is_expense)
    {
      tie_record_set_text (record, TIE_ENTRY_EXPENSE_CODE, "postage");
      tie_record_set_integer (record, TIE_ENTRY_RATE, g_rand_int_range (sequence->random, -100000, 1000000));
    }
  tie_record_set_integer (record, TIE_ENTRY_NOT_BILLABLE, g_rand_int_range (sequence->random, 0, 6) == 0);
  return tie_entry_save (db, entry, NULL, step, error);
}

static gboolean
change_entry (TieDb *db,
              Sequence *sequence,
              TieBillingStep *step,
              GError **error)
{
  g_autofree char *id = pick (db, sequence, "SELECT id FROM entry");
  g_autoptr (TieEntry) original = id != NULL ? tie_record_table_get (db, TIE_TYPE_ENTRY, id, error) : NULL;
  g_autoptr (TieEntry) entry = original != NULL ? tie_record_copy (TIE_RECORD (original)) : NULL;
  const char *const ids[] = { id, NULL };

  if (entry == NULL)
    return TRUE;
  if (g_rand_int_range (sequence->random, 0, 4) == 0)
    return tie_entry_delete (db, ids, step, error);
  tie_record_set_integer (TIE_RECORD (entry), TIE_ENTRY_QUANTITY, g_rand_int_range (sequence->random, 1, 80000));
  return tie_entry_save (db, entry, original, step, error);
}

static gboolean
bill (TieDb *db,
      Sequence *sequence,
      TieBillingStep *step,
      GError **error)
{
  g_autoptr (TieInvoicePreview) preview = tie_invoice_preview_read (db, g_rand_boolean (sequence->random) ? "return" : "books", NULL, error);
  g_autoptr (TieDocumentSheet) sheet = NULL;
  gint64 total = g_rand_int_range (sequence->random, 0, 300000);

  g_assert_nonnull (preview);
  sheet = tie_invoice_now (db, preview, DAY, g_rand_boolean (sequence->random) ? &total : NULL, step, error);
  return sheet != NULL;
}

static gboolean
bill_all (TieDb *db,
          Sequence *sequence,
          TieBillingStep *step,
          GError **error)
{
  g_autoptr (GPtrArray) previews = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_invoice_preview_free);
  g_autoptr (GPtrArray) ids = NULL;

  g_ptr_array_add (previews, tie_invoice_preview_read (db, "return", NULL, error));
  g_ptr_array_add (previews, tie_invoice_preview_read (db, "books", NULL, error));
  ids = tie_invoice_now_all (db, previews, DAY, g_rand_boolean (sequence->random), step, error);
  return ids != NULL;
}

static gboolean
change_document (TieDb *db,
                 Sequence *sequence,
                 TieBillingStep *step,
                 GError **error)
{
  g_autofree char *id = pick (db, sequence, "SELECT id FROM document");
  g_autoptr (TieDocumentSheet) sheet = id != NULL ? tie_document_sheet_read (db, id, error) : NULL;
  const char *const ids[] = { id, NULL };

  if (sheet == NULL)
    return TRUE;
  switch (g_rand_int_range (sequence->random, 0, 6))
    {
    case 0:
      return tie_document_void (db, id, step, error);
    case 1:
      return tie_document_delete (db, id, step, error);
    case 2:
      return tie_document_set_sent (db, ids, TRUE, step, error);
    case 3:
      return tie_document_approve (db, ids, NULL, step, error);
    default:
      if (sheet->lines->len > 0) /* as it is on one whose creation was undone */
        tie_record_set_integer (sheet->lines->pdata[0], TIE_LINE_AMOUNT, g_rand_int_range (sequence->random, 0, 300000));
      tie_record_set_integer (TIE_RECORD (sheet->document), TIE_DOCUMENT_DISCOUNT, g_rand_int_range (sequence->random, 0, 3000));
      return tie_document_save (db, sheet, step, error);
    }
}

static gboolean
add_document (TieDb *db,
              Sequence *sequence,
              TieBillingStep *step,
              GError **error)
{
  g_autoptr (TieDocumentSheet) sheet = make_invoice (g_rand_boolean (sequence->random) ? "carter" : "yoga", DAY, g_rand_int_range (sequence->random, 0, 300000));

  if (g_rand_int_range (sequence->random, 0, 3) == 0)
    tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_KIND, TIE_DOCUMENT_KIND_CREDIT);
  return tie_document_save (db, sheet, step, error);
}

static gboolean
pay (TieDb *db,
     Sequence *sequence,
     TieBillingStep *step,
     GError **error)
{
  g_autoptr (TiePaymentSheet) sheet = tie_payment_sheet_new (TIE_PAYMENT_KIND_RECEIPT, DAY);
  const char *contact = g_rand_boolean (sequence->random) ? "carter" : "yoga";
  g_autoptr (GPtrArray) items = tie_payment_table_list_due (db, contact, TIE_DOCUMENT_KIND_INVOICE, NULL, error);

  tie_record_set_text (TIE_RECORD (sheet->payment), TIE_PAYMENT_CONTACT, contact);
  tie_record_set_integer (TIE_RECORD (sheet->payment), TIE_PAYMENT_AMOUNT, g_rand_int_range (sequence->random, 1, 400000));
  tie_payment_sheet_apply_oldest (sheet, items);
  return tie_payment_save (db, sheet, step, error);
}

static gboolean
change_payment (TieDb *db,
                Sequence *sequence,
                TieBillingStep *step,
                GError **error)
{
  g_autofree char *id = pick (db, sequence, "SELECT id FROM payment");
  g_autofree char *document = pick (db, sequence, "SELECT id FROM document");
  g_autoptr (TiePaymentSheet) sheet = id != NULL ? tie_payment_sheet_read (db, id, error) : NULL;

  if (sheet == NULL || document == NULL)
    return TRUE;
  if (g_rand_boolean (sequence->random))
    return tie_payment_void (db, id, step, error);
  tie_payment_sheet_set_applied (sheet, document, g_rand_int_range (sequence->random, 0, 200000));
  return tie_payment_save (db, sheet, step, error);
}

static gboolean
apply_credit (TieDb *db,
              Sequence *sequence,
              TieBillingStep *step,
              GError **error)
{
  g_autofree char *id = pick (db, sequence, "SELECT id FROM document WHERE kind = 'credit'");
  g_autofree char *document = pick (db, sequence, "SELECT id FROM document WHERE kind = 'invoice'");
  g_autoptr (GPtrArray) allocations = g_ptr_array_new_with_free_func (g_object_unref);
  TieRecord *allocation;

  if (id == NULL || document == NULL)
    return TRUE;
  allocation = tie_record_new (TIE_TYPE_ALLOCATION, NULL);
  tie_record_set_text (allocation, TIE_ALLOCATION_DOCUMENT, document);
  tie_record_set_integer (allocation, TIE_ALLOCATION_AMOUNT, g_rand_int_range (sequence->random, 1, 100000));
  g_ptr_array_add (allocations, allocation);
  return tie_credit_note_apply (db, id, allocations, step, error);
}

/* Ctrl+Z and Ctrl+Shift+Z. */
static gboolean
undo (TieDb *db,
      Sequence *sequence,
      TieBillingStep *step,
      GError **error)
{
  gboolean redo = g_rand_int_range (sequence->random, 0, 3) == 0;
  g_autoptr (TieUndoStep) last = tie_undo_peek (db, WINDOW, redo, error);

  return last == NULL || tie_undo_apply (db, last->id, redo, NULL, NULL, error);
}

/* The Activity page undoes any step. */
static gboolean
undo_any (TieDb *db,
          Sequence *sequence,
          TieBillingStep *step,
          GError **error)
{
  g_autofree char *id = pick (db, sequence, "SELECT id FROM (SELECT id FROM undo_step WHERE undone IS NULL ORDER BY id DESC LIMIT 6)");

  return id == NULL || tie_undo_apply (db, g_ascii_strtoll (id, NULL, 10), FALSE, NULL, NULL, error);
}

static gboolean
redo_any (TieDb *db,
          Sequence *sequence,
          TieBillingStep *step,
          GError **error)
{
  g_autofree char *id = pick (db, sequence, "SELECT id FROM (SELECT id FROM undo_step WHERE undone IS NOT NULL ORDER BY undone DESC LIMIT 6)");

  return id == NULL || tie_undo_apply (db, g_ascii_strtoll (id, NULL, 10), TRUE, NULL, NULL, error);
}

typedef struct
{
  const char *name;
  gboolean (*run) (TieDb *db, Sequence *sequence, TieBillingStep *step, GError **error);
} Action;

static const Action actions[] = {
  { "add entry", add_entry },
  { "add entry", add_entry },
  { "change entry", change_entry },
  { "bill", bill },
  { "bill all", bill_all },
  { "add document", add_document },
  { "change document", change_document },
  { "change document", change_document },
  { "pay", pay },
  { "change payment", change_payment },
  { "apply credit", apply_credit },
  { "undo", undo },
  { "undo", undo },
  { "undo any", undo_any },
  { "redo any", redo_any },
};

/* Queries that must count nothing. */
static const struct
{
  const char *why;
  const char *sql;
} falsehoods[] = {
  { "billed on a document that is void", "SELECT count(*) FROM entry e JOIN document d ON d.id = e.document WHERE d.is_void" },
  { "billed without a document", "SELECT count(*) FROM entry WHERE document IS NULL AND billed <> 0" },
  { "what falls on the entries is not the invoice",
    "SELECT count(*) FROM document d WHERE EXISTS (SELECT 1 FROM entry e WHERE e.document = d.id AND NOT e.not_billable)"
    " AND d.subtotal - d.discount <> (SELECT sum (billed) FROM entry e WHERE e.document = d.id)" },
  { "more applied than the document has",
    "SELECT count(*) FROM document d WHERE d.total < (SELECT coalesce (sum (amount), 0) FROM allocation a WHERE a.document = d.id)" },
  { "more applied than the credit note has",
    "SELECT count(*) FROM document d WHERE d.total < (SELECT coalesce (sum (amount), 0) FROM allocation a WHERE a.credit = d.id)" },
  { "more applied than was paid",
    "SELECT count(*) FROM payment p WHERE p.amount < (SELECT coalesce (sum (amount), 0) FROM allocation a WHERE a.payment = p.id)" },
  { "an application of nothing", "SELECT count(*) FROM allocation WHERE amount <= 0" },
  { "a document without lines", "SELECT count(*) FROM document d WHERE NOT is_void AND NOT EXISTS (SELECT 1 FROM document_line l WHERE l.document = d.id)" },
  { "totals that are not those of the lines",
    "SELECT count(*) FROM document d WHERE NOT is_void AND (subtotal <> (SELECT sum (amount) FROM document_line l WHERE l.document = d.id)"
    " OR total <> subtotal - discount + tax + freight)" },
  { "a row that refers to one that is gone", "SELECT count(*) FROM pragma_foreign_key_check" },
  { "approved out of balance",
    "SELECT count(*) FROM document d WHERE stage = 'approved'"
    " AND (SELECT sum (debit) - sum (credit) FROM distribution x WHERE x.document = d.id) <> 0" },
};

/* As many as were given out, and each of them once.  all: counts those of the series; one: those with that number. */
static void
expect_no_gaps (TieDb *db,
                const char *series,
                const char *prefix,
                const char *all,
                const char *one)
{
  gint64 next = 0;
  gint64 n = 0;

  g_assert_true (tie_db_get_integer (db, 0, &next, NULL, "SELECT next FROM number_series WHERE id = ?", "s", series));
  g_assert_true (tie_db_get_integer (db, 0, &n, NULL, all, ""));
  g_assert_cmpint (n, ==, next - 1001);
  for (gint64 number = 1001; number < next; number++)
    {
      g_autofree char *text = g_strdup_printf ("%s%" G_GINT64_FORMAT, prefix, number);

      g_assert_true (tie_db_get_integer (db, 0, &n, NULL, one, "s", text));
      g_assert_cmpint (n, ==, 1);
    }
}

static void
expect_truth (TieDb *db)
{
  g_autoptr (GPtrArray) entries = tie_record_table_list (db, TIE_TYPE_ENTRY, NULL);
  gint64 wip = 0;
  gint64 sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (falsehoods); i++)
    {
      gint64 n = -1;

      g_assert_true (tie_db_get_integer (db, -1, &n, NULL, falsehoods[i].sql, ""));
      if (n != 0)
        g_test_message ("%s", falsehoods[i].why);
      g_assert_cmpint (n, ==, 0);
    }
  for (guint i = 0; i < entries->len; i++)
    {
      gint64 amount = 0;

      if (tie_record_get_text (entries->pdata[i], TIE_ENTRY_DOCUMENT) != NULL || tie_record_get_integer (entries->pdata[i], TIE_ENTRY_NOT_BILLABLE))
        continue;
      g_assert_true (tie_money_multiply (tie_record_get_integer (entries->pdata[i], TIE_ENTRY_QUANTITY), tie_record_get_integer (entries->pdata[i], TIE_ENTRY_RATE), &amount));
      sum += amount;
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TieInvoicePreview) preview = tie_invoice_preview_read (db, i == 0 ? "return" : "books", NULL, NULL);

      wip += preview->wip;
    }
  g_assert_cmpint (wip, ==, sum);
#define DOCUMENTS(kind) "SELECT count(*) FROM document WHERE kind = '" kind "'"
#define PAYMENTS "SELECT count(*) FROM payment"
  expect_no_gaps (db, TIE_NUMBER_SERIES_INVOICE, "INV-", DOCUMENTS ("invoice"), DOCUMENTS ("invoice") " AND number = ?");
  expect_no_gaps (db, TIE_NUMBER_SERIES_CREDIT, "CN-", DOCUMENTS ("credit"), DOCUMENTS ("credit") " AND number = ?");
  expect_no_gaps (db, TIE_NUMBER_SERIES_PAYMENT, "PAY-", PAYMENTS, PAYMENTS " WHERE number = ?");
}

/* Refused is refused: nothing is left of it. */
static void
act (TieDb *db,
     Sequence *sequence)
{
  const Action *action = &actions[g_rand_int_range (sequence->random, 0, G_N_ELEMENTS (actions))];
  g_auto (TieBillingStep) step = { .window = WINDOW };
  g_autoptr (GError) error = NULL;

  g_assert_true (tie_db_exec (db, "SAVEPOINT action", NULL));
  if (action->run (db, sequence, &step, &error))
    sequence->n_done++;
  else
    {
      g_assert_true (tie_db_exec (db, "ROLLBACK TO action", NULL));
      tie_db_set_open_step (db, 0);
    }
  g_assert_true (tie_db_exec (db, "RELEASE action", NULL));
  g_test_message ("%s: %s", action->name, error != NULL ? error->message : step.sentence != NULL ? step.sentence : "");
  if (error != NULL)
    g_assert_true (error->domain == TIE_ERROR && error->code != TIE_ERROR_FAILED);
}

/* All in one transaction, which spares waiting for the disk. */
static gboolean
sequence_cb (TieDb *db,
             gpointer data,
             GError **error)
{
  for (guint i = 0; i < N_ACTIONS; i++)
    {
      act (db, data);
      expect_truth (db);
    }
  return TRUE;
}

static void
test_sequences (void)
{
  guint n_done = 0;

  for (guint seed = 1; seed <= N_SEQUENCES; seed++)
    {
      StoreFixture fixture = { 0 };
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      Sequence sequence = { random, 0 };

      g_test_message ("seed %u", seed);
      billing_fixture_set_up (&fixture, NULL);
      store_fixture_write (&fixture, sequence_cb, &sequence);
      n_done += sequence.n_done;
      store_fixture_tear_down (&fixture, NULL);
    }
  /* Most of it was really done. */
  g_assert_cmpuint (n_done, >, N_SEQUENCES * N_ACTIONS / 2);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/billing/sequences", test_sequences);

  return g_test_run ();
}
