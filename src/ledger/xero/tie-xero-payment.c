/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero-body"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "base/tie-text.h"
#include "ledger/tie-body-writer.h"
#include "ledger/xero/tie-xero-body.h"
#include "ledger/xero/tie-xero-entity.h"
#include "ledger/xero/tie-xero-frozen.h"
#include "ledger/xero/tie-xero-limits.h"
#include "ledger/xero/tie-xero-writer.h"

/* Money at Xero pays one document: an invoice, a bill, or a credit note that is paid back.  What pays several is a batch.  No
 * payment is larger than what it pays.  What a credit note is used for is no payment, but a list of the credit note's. */

/* What the payment has to do with, by kinds. */
typedef struct
{
  guint n_invoices;
  guint n_credits;
  guint n_refunds;
  gint64 invoices; /* sums */
  gint64 credits;
  gint64 refunds;
} Applied;

static gboolean
is_credit (TieKind kind)
{
  return kind == TIE_KIND_SALES_CREDIT || kind == TIE_KIND_SUPPLIER_CREDIT;
}

static Applied
count_applied (const TieLedgerPayment *payment)
{
  Applied all = { 0 };

  for (guint i = 0; i < payment->applied->len; i++)
    {
      const TieRemoteApplied *one = g_ptr_array_index (payment->applied, i);

      *(is_credit (one->kind) ? &all.n_credits : one->kind == TIE_KIND_REFUND ? &all.n_refunds : &all.n_invoices) += 1;
      *(is_credit (one->kind) ? &all.credits : one->kind == TIE_KIND_REFUND ? &all.refunds : &all.invoices) += one->amount;
    }
  return all;
}

/* "" for none. */
static const char *
get_credit (const TieLedgerPayment *payment)
{
  for (guint i = 0; i < payment->applied->len; i++)
    {
      const TieRemoteApplied *one = g_ptr_array_index (payment->applied, i);

      if (is_credit (one->kind))
        return one->id;
    }
  return "";
}

/* ---- what can be said ---- */

static gboolean
refuse (GError **error,
        const char *sentence)
{
  g_set_error_literal (error, TIE_ERROR, TIE_ERROR_DATA, sentence);
  return FALSE;
}

static gboolean
refuse_amount (GError **error,
               const char *format, /* with two amounts */
               gint64 one,
               gint64 other)
{
  g_autofree char *first = tie_money_to_display (one);
  g_autofree char *second = tie_money_to_display (other);
  g_autofree char *sentence = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  sentence = g_strdup_printf (format, first, second);
#pragma GCC diagnostic pop
  return refuse (error, sentence);
}

static gboolean
check_use_of_credit (const TieLedgerPayment *payment,
                     const Applied *all,
                     GError **error)
{
  if (all->n_credits != 1)
    return refuse (error, _ ("Several credit notes at once pay for it. In Xero each is used by itself: let each credit note pay its own invoices."));
  if (all->n_invoices == 0)
    return refuse (error, _ ("The credit note pays no invoice, so Xero has nothing to record."));
  if (all->credits - all->refunds != all->invoices)
    return refuse_amount (error, _ ("The credit note gives %s and the invoices take %s. Make both the same."), all->credits - all->refunds, all->invoices);
  return TRUE;
}

static gboolean
check_refund (const TieLedgerPayment *payment,
              const Applied *all,
              GError **error)
{
  if (all->n_credits != 1 || all->n_invoices != 0)
    return refuse (error, _ ("Xero pays back one credit note at a time. Make a credit note for it, and refund that."));
  if (all->credits != payment->amount)
    return refuse_amount (error, _ ("%s is refunded and %s of the credit note is used. Make both the same."), payment->amount, all->credits);
  return TRUE;
}

static gboolean
check_money (const TieLedgerPayment *payment,
             const Applied *all,
             GError **error)
{
  if (all->n_credits > 0)
    return refuse (error, _ ("Money and a credit note pay together. In Xero each is recorded by itself: take the credit note out, and let it pay the invoice on its own."));
  if (all->n_refunds > 0)
    return refuse (error, _ ("Part of it was paid back. Xero pays back credit notes only: make a credit note for it, and refund that."));
  if (all->n_invoices == 0)
    return refuse (error, _ ("It pays no invoice. Xero takes payments for invoices only: apply it to one first."));
  if (all->invoices != payment->amount)
    return refuse_amount (error, _ ("The payment is %s and %s of it is applied. Xero takes no more than what invoices are paid with: apply all of it, or make it smaller."), payment->amount, all->invoices);
  return TRUE;
}

static gboolean
check_account (const TieLedgerPayment *payment,
               GError **error)
{
  const char *sentence = _ ("The account that the payment is taken from is missing.");

  if (!tie_text_is_empty (payment->account_id))
    return TRUE;
  if (payment->kind == TIE_KIND_RECEIPT)
    sentence = _ ("Choose the account that payments are deposited to in Account Defaults.");
  g_set_error_literal (error, TIE_ERROR, TIE_ERROR_MAPPING, sentence);
  return FALSE;
}

static gboolean
check_amounts (const TieLedgerPayment *payment,
               GError **error)
{
  for (guint i = 0; i < payment->applied->len; i++)
    {
      if (((const TieRemoteApplied *) g_ptr_array_index (payment->applied, i))->amount <= 0)
        return refuse (error, _ ("An amount that it is applied with is not above zero."));
    }
  return payment->amount >= 0 || refuse (error, _ ("The amount is below zero."));
}

static gboolean
check_payment (const TieLedgerPayment *payment,
               const Applied *all,
               GError **error)
{
  if (!check_amounts (payment, error))
    return FALSE;
  if (payment->kind == TIE_KIND_REFUND)
    return check_refund (payment, all, error) && check_account (payment, error);
  if (payment->amount == 0 && all->n_credits > 0)
    return check_use_of_credit (payment, all, error);
  return check_money (payment, all, error) && check_account (payment, error);
}

/* ---- bodies ---- */

/* What people wrote, then our mark: there is no other place for it. */
static gboolean
add_reference (TieJsonWriter *writer,
               const TieLedgerPayment *payment,
               GError **error)
{
  const char *words = !tie_text_is_empty (payment->reference) ? payment->reference : payment->number;
  g_autofree char *both = NULL;

  if (!tie_text_is_empty (words) && !tie_text_is_empty (payment->mark))
    both = g_strdup_printf ("%s %s", words, payment->mark);
  return tie_xero_add_text (writer, "Reference", _ ("The reference"), both != NULL ? both : tie_text_is_empty (words) ? payment->mark : words, TIE_XERO_MAX_REFERENCE, error);
}

static void
add_amount (TieJsonWriter *writer,
            gint64 amount)
{
  tie_json_writer_add_decimal (writer, "Amount", amount, TIE_MONEY_DECIMALS);
}

static void
add_document (TieJsonWriter *writer,
              const TieRemoteApplied *one)
{
  const TieXeroEntity *entity = tie_xero_entity_for_kind (one->kind);

  tie_xero_add_reference (writer, entity->singular, entity->id, one->id);
}

static GBytes *
make_single (TieJsonWriter *writer,
             const TieLedgerPayment *payment,
             GError **error)
{
  add_document (writer, g_ptr_array_index (payment->applied, 0));
  tie_xero_add_reference (writer, "Account", "AccountID", payment->account_id);
  if (!tie_body_add_date (writer, "Date", payment->date, error))
    return NULL;
  add_amount (writer, payment->amount);
  return add_reference (writer, payment, error) ? tie_xero_freeze ("PUT", "Payments", NULL, writer) : NULL;
}

static GBytes *
make_batch (TieJsonWriter *writer,
            const TieLedgerPayment *payment,
            GError **error)
{
  tie_xero_add_reference (writer, "Account", "AccountID", payment->account_id);
  if (!tie_body_add_date (writer, "Date", payment->date, error) || !add_reference (writer, payment, error))
    return NULL;
  tie_json_writer_begin_array (writer, "Payments");
  for (guint i = 0; i < payment->applied->len; i++)
    {
      tie_json_writer_begin_object (writer, NULL);
      add_document (writer, g_ptr_array_index (payment->applied, i));
      add_amount (writer, ((const TieRemoteApplied *) g_ptr_array_index (payment->applied, i))->amount);
      tie_json_writer_end_object (writer);
    }
  tie_json_writer_end_array (writer);
  return tie_xero_freeze ("PUT", "BatchPayments", NULL, writer);
}

/* Each invoice once: what is paid in two parts is one allocation. */
static gint64
sum_invoice (const TieLedgerPayment *payment,
             guint first)
{
  const TieRemoteApplied *wanted = g_ptr_array_index (payment->applied, first);
  gint64 sum = 0;

  for (guint i = 0; i < payment->applied->len; i++)
    {
      const TieRemoteApplied *one = g_ptr_array_index (payment->applied, i);

      if (one->kind != wanted->kind || !g_str_equal (one->id, wanted->id))
        continue;
      if (i < first)
        return 0;
      sum += one->amount;
    }
  return sum;
}

static GBytes *
make_allocations (TieJsonWriter *writer,
                  const TieLedgerPayment *payment,
                  const TieRemote *remote,
                  GError **error)
{
  g_autofree char *resource = g_strdup_printf (TIE_XERO_CREDIT_PREFIX "%s/Allocations", get_credit (payment));

  tie_json_writer_begin_array (writer, "Allocations");
  for (guint i = 0; i < payment->applied->len; i++)
    {
      const TieRemoteApplied *one = g_ptr_array_index (payment->applied, i);
      gint64 amount = is_credit (one->kind) || one->kind == TIE_KIND_REFUND ? 0 : sum_invoice (payment, i);

      if (amount == 0)
        continue;
      tie_json_writer_begin_object (writer, NULL);
      add_document (writer, one);
      add_amount (writer, amount);
      if (!tie_body_add_date (writer, "Date", payment->date, error))
        return NULL;
      tie_json_writer_end_object (writer);
    }
  tie_json_writer_end_array (writer);
  return tie_xero_freeze (remote != NULL ? "POST" : "PUT", resource, remote != NULL ? remote->version : NULL, writer);
}

GBytes *
tie_xero_make_payment_body (const TieLedgerCapabilities *can,
                            const char *verb,
                            const TieLedgerPayment *payment,
                            const TieRemote *remote,
                            GError **error)
{
  g_autoptr (TieJsonWriter) writer = tie_json_writer_new ();
  Applied all = count_applied (payment);
  gboolean is_new = g_str_equal (verb, "create");
  gboolean is_use_of_credit = payment->kind != TIE_KIND_REFUND && payment->amount == 0 && all.n_credits > 0;

  if (!tie_xero_check_verb (payment->kind, verb, remote, error))
    return NULL;
  if (!is_new && !(is_use_of_credit && g_str_has_prefix (remote->id, TIE_XERO_CREDIT_PREFIX)))
    {
      refuse (error, _ ("Payments cannot be changed in Xero. Delete it there from here, and send it anew."));
      return NULL;
    }
  if (tie_text_is_empty (payment->party_id))
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_MAPPING, payment->kind == TIE_KIND_SUPPLIER_PAYMENT ? _ ("The supplier is not linked.") : _ ("The customer is not linked."));
      return NULL;
    }
  if (!check_payment (payment, &all, error))
    return NULL;

  tie_json_writer_begin_object (writer, NULL);
  if (is_use_of_credit)
    return make_allocations (writer, payment, is_new ? NULL : remote, error);
  return payment->applied->len == 1 ? make_single (writer, payment, error) : make_batch (writer, payment, error);
}
