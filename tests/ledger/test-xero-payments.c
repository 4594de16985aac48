/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-xero-payments"
#include "config.h"

#include <string.h>

#include "../net/net-fixture.h"
#include "ledger/xero/tie-xero-body.h"
#include "ledger/xero/tie-xero-entity.h"
#include "xero-books.h"

/* Payments, batches of them, refunds, and what credit notes are used for, in a look-alike Xero company. */

#define API "/api.xro/2.0/"

static TieRemote *
make (XeroBooks *books,
      TieKind kind,
      const char *number,
      gint64 amount)
{
  g_autoptr (TieLedgerDocument) document = xero_books_make_document (books, kind, number, amount);

  return xero_books_do (books, kind, "create", xero_books_make_body (books, "create", document, NULL));
}

static GBytes *
make_body (XeroBooks *books,
           const char *verb,
           const TieLedgerPayment *payment,
           const TieRemote *remote)
{
  g_autoptr (GError) error = NULL;
  GBytes *body = tie_xero_make_payment_body (&books->can, verb, payment, remote, &error);

  g_assert_no_error (error);
  return body;
}

static TieRemote *
pay (XeroBooks *books,
     const TieLedgerPayment *payment)
{
  return xero_books_do (books, payment->kind, "create", make_body (books, "create", payment, NULL));
}

static TieRemote *
take_back (XeroBooks *books,
           const TieRemote *payment)
{
  return xero_books_do (books, payment->kind, "delete", tie_xero_make_removal_body (payment->kind, "delete", payment, NULL));
}

static void
expect_due (XeroBooks *books,
            const TieRemote *document,
            gint64 due)
{
  gboolean is_credit = document->kind == TIE_KIND_SALES_CREDIT || document->kind == TIE_KIND_SUPPLIER_CREDIT;
  g_autofree char *resource = g_strdup_printf ("%s/%s", is_credit ? "CreditNotes" : "Invoices", document->id);

  g_assert_cmpint (xero_books_get_cents (books, resource, is_credit ? "CreditNotes.0" : "Invoices.0", is_credit ? "RemainingCredit" : "AmountDue"), ==, due);
}

static void
expect_applied (const TieRemote *remote,
                guint index,
                TieKind kind,
                const char *id,
                gint64 amount)
{
  const TieRemoteApplied *one = g_ptr_array_index (remote->money->applied, index);

  g_assert_cmpint (one->kind, ==, kind);
  g_assert_cmpstr (one->id, ==, id);
  g_assert_cmpint (one->amount, ==, amount);
}

/* What is sent comes back the same. */
static void
test_single (XeroBooks *books,
             gconstpointer data)
{
  static const TieKind kinds[][2] = { { TIE_KIND_SALES_INVOICE, TIE_KIND_RECEIPT }, { TIE_KIND_SUPPLIER_INVOICE, TIE_KIND_SUPPLIER_PAYMENT }, { TIE_KIND_SALES_CREDIT, TIE_KIND_REFUND } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (TieRemote) document = make (books, kinds[i][0], "P-1", 10000);
      g_autoptr (TieLedgerPayment) payment = xero_books_make_payment (books, kinds[i][1], 5005);
      g_autoptr (TieRemote) made = NULL;
      g_autoptr (TieRemote) gone = NULL;

      tie_ledger_payment_apply (payment, kinds[i][0], document->id, 5005);
      payment->reference = g_strdup ("CHQ 7");
      made = pay (books, payment);
      g_assert_cmpint (made->kind, ==, kinds[i][1]);
      g_assert_cmpint (made->money->total, ==, 5005);
      g_assert_cmpint (made->money->balance, ==, 0);
      g_assert_cmpstr (made->money->date, ==, payment->date);
      g_assert_cmpstr (made->money->party_id, ==, books->contact);
      g_assert_cmpstr (made->money->account_id, ==, books->bank);
      g_assert_nonnull (strstr (made->money->memo, payment->mark));
      g_assert_cmpuint (made->money->applied->len, ==, 1);
      expect_applied (made, 0, kinds[i][0], document->id, 5005);
      expect_due (books, document, 6995);
      gone = take_back (books, made);
      g_assert_true (gone->is_deleted);
      g_assert_cmpstr (gone->id, ==, made->id);
      expect_due (books, document, 12000);
      /* What is not there any more cannot be taken back again. */
      xero_books_expect_fault (xero_books_push (books, kinds[i][1], "delete", tie_xero_make_removal_body (kinds[i][1], "delete", made, NULL)), TRUE, TIE_ERROR_FROZEN);
    }
}

/* One payment here is one there, whatever it pays. */
static void
test_batch (XeroBooks *books,
            gconstpointer data)
{
  static const TieKind kinds[][2] = { { TIE_KIND_SALES_INVOICE, TIE_KIND_RECEIPT }, { TIE_KIND_SUPPLIER_INVOICE, TIE_KIND_SUPPLIER_PAYMENT } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (TieRemote) one = make (books, kinds[i][0], "B-1", 10000);
      g_autoptr (TieRemote) two = make (books, kinds[i][0], "B-2", 20000);
      g_autoptr (TieLedgerPayment) payment = xero_books_make_payment (books, kinds[i][1], 30000);
      g_autoptr (TieRemote) made = NULL;
      g_autoptr (TieRemote) gone = NULL;

      tie_ledger_payment_apply (payment, kinds[i][0], one->id, 12000);
      tie_ledger_payment_apply (payment, kinds[i][0], two->id, 18000);
      made = pay (books, payment);
      g_assert_true (g_str_has_prefix (made->id, TIE_XERO_BATCH_PREFIX));
      g_assert_cmpint (made->kind, ==, kinds[i][1]);
      g_assert_cmpint (made->money->total, ==, 30000);
      g_assert_cmpstr (made->money->memo, ==, payment->mark);
      g_assert_cmpstr (made->money->party_id, ==, books->contact);
      g_assert_cmpuint (made->money->applied->len, ==, 2);
      expect_applied (made, 0, kinds[i][0], one->id, 12000);
      expect_applied (made, 1, kinds[i][0], two->id, 18000);
      expect_due (books, one, 0);
      expect_due (books, two, 6000);
      gone = take_back (books, made);
      g_assert_true (gone->is_deleted);
      expect_due (books, one, 12000);
      expect_due (books, two, 24000);
    }
}

static void
test_too_much (XeroBooks *books,
               gconstpointer data)
{
  g_autoptr (TieRemote) one = make (books, TIE_KIND_SALES_INVOICE, "T-1", 1000);
  g_autoptr (TieRemote) two = make (books, TIE_KIND_SALES_INVOICE, "T-2", 1000);
  g_autoptr (TieLedgerPayment) payment = xero_books_make_payment (books, TIE_KIND_RECEIPT, 1201);
  g_autoptr (TieLedgerPayment) batch = xero_books_make_payment (books, TIE_KIND_RECEIPT, 1300);

  tie_ledger_payment_apply (payment, TIE_KIND_SALES_INVOICE, one->id, 1201);
  xero_books_expect_fault (xero_books_push (books, TIE_KIND_RECEIPT, "create", make_body (books, "create", payment, NULL)), TRUE, TIE_ERROR_DATA);
  tie_ledger_payment_apply (batch, TIE_KIND_SALES_INVOICE, one->id, 99);
  tie_ledger_payment_apply (batch, TIE_KIND_SALES_INVOICE, two->id, 1201);
  xero_books_expect_fault (xero_books_push (books, TIE_KIND_RECEIPT, "create", make_body (books, "create", batch, NULL)), TRUE, TIE_ERROR_DATA);
  /* All of it or nothing. */
  expect_due (books, one, 1200);
}

/* ---- what a credit note is used for ---- */

static void
test_use_of_credit (XeroBooks *books,
                    gconstpointer data)
{
  g_autoptr (TieRemote) note = make (books, TIE_KIND_SALES_CREDIT, "CN-1", 10000);
  g_autoptr (TieRemote) one = make (books, TIE_KIND_SALES_INVOICE, "U-1", 5000);
  g_autoptr (TieRemote) two = make (books, TIE_KIND_SALES_INVOICE, "U-2", 20000);
  g_autoptr (TieLedgerPayment) use = xero_books_make_payment (books, TIE_KIND_RECEIPT, 0);
  g_autoptr (TieLedgerPayment) other = xero_books_make_payment (books, TIE_KIND_RECEIPT, 0);
  g_autoptr (TieRemote) made = NULL;
  g_autoptr (TieRemote) again = NULL;
  g_autoptr (TieRemote) changed = NULL;
  g_autoptr (TieRemote) gone = NULL;

  tie_ledger_payment_apply (use, TIE_KIND_SALES_INVOICE, one->id, 6000);
  tie_ledger_payment_apply (use, TIE_KIND_SALES_INVOICE, two->id, 1000);
  tie_ledger_payment_apply (use, TIE_KIND_SALES_CREDIT, note->id, 7000);
  made = pay (books, use);
  g_assert_true (g_str_has_prefix (made->id, TIE_XERO_CREDIT_PREFIX));
  g_assert_cmpint (made->money->total, ==, 0);
  g_assert_cmpstr (made->money->date, ==, use->date);
  g_assert_cmpuint (made->money->applied->len, ==, 3);
  expect_due (books, one, 0);
  expect_due (books, two, 23000);
  expect_due (books, note, 5000);

  /* Said again, nothing is done again. */
  again = pay (books, use);
  g_assert_cmpstr (again->version, ==, made->version);
  g_assert_cmpuint (xero_books_count (books, "PUT", API "CreditNotes/"), ==, 1);

  tie_ledger_payment_apply (other, TIE_KIND_SALES_INVOICE, two->id, 9000);
  tie_ledger_payment_apply (other, TIE_KIND_SALES_INVOICE, one->id, 500);
  tie_ledger_payment_apply (other, TIE_KIND_SALES_CREDIT, note->id, 9500);
  changed = xero_books_do (books, TIE_KIND_RECEIPT, "update", make_body (books, "update", other, made));
  g_assert_cmpuint (changed->money->applied->len, ==, 3);
  expect_due (books, one, 5500);
  expect_due (books, two, 15000);
  expect_due (books, note, 2500);

  /* From a state that is not the last. */
  xero_books_expect_fault (xero_books_push (books, TIE_KIND_RECEIPT, "update", make_body (books, "update", use, made)), TRUE, TIE_ERROR_STALE);

  gone = take_back (books, changed);
  g_assert_cmpstr (gone->id, ==, made->id);
  g_assert_true (gone->is_deleted);
  expect_due (books, one, 6000);
  expect_due (books, note, 12000);
}

static void
test_credit_refused (XeroBooks *books,
                     gconstpointer data)
{
  g_autoptr (TieRemote) note = make (books, TIE_KIND_SALES_CREDIT, "CN-1", 1000);
  g_autoptr (TieRemote) one = make (books, TIE_KIND_SALES_INVOICE, "U-1", 5000);
  g_autoptr (TieLedgerPayment) use = xero_books_make_payment (books, TIE_KIND_RECEIPT, 0);
  g_autoptr (TieLedgerPayment) nowhere = xero_books_make_payment (books, TIE_KIND_RECEIPT, 0);

  tie_ledger_payment_apply (use, TIE_KIND_SALES_INVOICE, one->id, 1201);
  tie_ledger_payment_apply (use, TIE_KIND_SALES_CREDIT, note->id, 1201);
  xero_books_expect_fault (xero_books_push (books, TIE_KIND_RECEIPT, "create", make_body (books, "create", use, NULL)), TRUE, TIE_ERROR_DATA);
  tie_ledger_payment_apply (nowhere, TIE_KIND_SALES_INVOICE, one->id, 10);
  tie_ledger_payment_apply (nowhere, TIE_KIND_SALES_CREDIT, one->id, 10);
  xero_books_expect_fault (xero_books_push (books, TIE_KIND_RECEIPT, "create", make_body (books, "create", nowhere, NULL)), TRUE, TIE_ERROR_GONE);
}

typedef struct
{
  const char *fault;
  gboolean is_done;
  gboolean is_known;
  TieError code;
} LostCase;

/* A look tells what came of it. */
static const LostCase lost_cases[] = {
  { "cut-after,count=1,method=PUT,path=Allocations", TRUE, TRUE, 0 },
  { "cut-before,count=1,method=PUT,path=Allocations", TRUE, TRUE, 0 },
  { "500,count=1,method=PUT,path=Allocations", TRUE, TRUE, 0 },
  { "cut-before,method=PUT,path=Allocations", FALSE, FALSE, TIE_ERROR_NETWORK },
  { "503,method=PUT,path=Allocations", FALSE, FALSE, TIE_ERROR_SERVER },
  { "429-minute,method=PUT,path=Allocations", FALSE, TRUE, TIE_ERROR_THROTTLED },
  { "html,method=GET,path=CreditNotes", FALSE, TRUE, TIE_ERROR_SERVER },
};

static void
test_credit_lost (XeroBooks *books,
                  gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (lost_cases); i++)
    {
      const LostCase *c = &lost_cases[i];
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_autoptr (TieRemote) note = make (books, TIE_KIND_SALES_CREDIT, number, 10000);
      g_autoptr (TieRemote) one = make (books, TIE_KIND_SALES_INVOICE, number, 5000);
      g_autoptr (TieLedgerPayment) use = xero_books_make_payment (books, TIE_KIND_RECEIPT, 0);
      g_autoptr (TieLedgerResult) result = NULL;
      g_autoptr (GPtrArray) operations = xero_books_make_operations ();
      g_autoptr (GPtrArray) results = NULL;
      g_autoptr (GError) error = NULL;

      tie_ledger_payment_apply (use, TIE_KIND_SALES_INVOICE, one->id, 6000);
      tie_ledger_payment_apply (use, TIE_KIND_SALES_CREDIT, note->id, 6000);
      g_ptr_array_add (operations, xero_books_make_operation (books, TIE_KIND_RECEIPT, "create", make_body (books, "create", use, NULL)));
      xero_books_fault (books, c->fault);
      results = xero_books_push_all (books, operations, &error);
      xero_books_fault (books, NULL);
      if (results == NULL)
        {
          g_assert_error (error, TIE_ERROR, (int) c->code);
          g_assert_true (c->is_known);
          continue;
        }
      result = g_ptr_array_steal_index (results, 0);
      g_assert_cmpint (result->is_known, ==, c->is_known);
      if (c->is_done)
        {
          g_assert_no_error (result->fault);
          expect_due (books, one, 0);
          expect_due (books, note, 6000);
        }
      else
        g_assert_error (result->fault, TIE_ERROR, (int) c->code);
    }
}

int
main (int argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  net_use_file_keyring ();
#define ADD(name, function) g_test_add ("/xero-payments/" name, XeroBooks, NULL, xero_books_set_up, function, xero_books_tear_down)
  ADD ("single", test_single);
  ADD ("batch", test_batch);
  ADD ("too-much", test_too_much);
  ADD ("use-of-credit", test_use_of_credit);
  ADD ("credit-refused", test_credit_refused);
  ADD ("credit-lost", test_credit_lost);
#undef ADD
  result = g_test_run ();
  net_clean_up ();
  return result;
}
