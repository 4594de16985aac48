/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sage-body"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-money.h"
#include "base/tie-text.h"
#include "ledger/sage/tie-sage-body.h"
#include "ledger/sage/tie-sage-entity.h"
#include "ledger/sage/tie-sage-writer.h"
#include "ledger/tie-body-writer.h"

/* An amount that credits add to, and documents take from. */
static gboolean
is_credit (TieKind kind)
{
  return kind == TIE_KIND_SALES_CREDIT || kind == TIE_KIND_SUPPLIER_CREDIT;
}

/* Money is a payment; a credit that settles an invoice is an allocation, which moves none. */
static const TieSageEntity *
find_entity (const TieLedgerPayment *payment)
{
  return tie_sage_entity_for_kind (payment->kind, payment->amount == 0 && payment->kind != TIE_KIND_REFUND ? 1 : 0);
}

static gboolean
is_bank_account (const char *id)
{
  const char *there = NULL;

  return !tie_text_is_empty (id) && g_strcmp0 (tie_sage_entity_for_id (TIE_KIND_ACCOUNT, id, &there)->list, "bank_accounts") == 0;
}

/* What is applied, by what it is. */
typedef struct
{
  gint64 documents;
  gint64 credits;
  gint64 refunds; /* given back out of the credits: in Sage the refund itself says so */
} Applied;

static Applied
sum_applied (const TieLedgerPayment *payment)
{
  Applied all = { 0 };

  for (guint i = 0; i < payment->applied->len; i++)
    {
      const TieRemoteApplied *one = g_ptr_array_index (payment->applied, i);

      *(is_credit (one->kind) ? &all.credits : one->kind == TIE_KIND_REFUND ? &all.refunds : &all.documents) += one->amount;
    }
  return all;
}

/* A refund takes from credits, an allocation as much from credits as it gives, any other money from itself. */
static gboolean
check_applied (const TieLedgerPayment *payment,
               gboolean is_allocation,
               GError **error)
{
  Applied all = sum_applied (payment);
  gint64 taken = payment->kind == TIE_KIND_REFUND ? all.credits : all.documents;

  if (!is_allocation && taken > payment->amount)
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("More is applied than was paid."));
  else if (!is_allocation && payment->kind != TIE_KIND_REFUND && all.credits > 0)
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("Sage settles a credit by itself, not within a payment."));
  else if (!is_allocation && (all.refunds > 0 || (payment->kind == TIE_KIND_REFUND && all.documents > 0)))
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("Part of it was paid back. Sage pays back credit notes only: make a credit note for it, and refund that."));
  else if (is_allocation && all.documents == 0)
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("The credit pays no invoice, so Sage has nothing to record."));
  else if (is_allocation && all.credits - all.refunds != all.documents)
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("The credit and what it is used for do not add up."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_payment (const TieLedgerCapabilities *can,
               const TieLedgerPayment *payment,
               const TieRemote *remote,
               GError **error)
{
  gboolean is_allocation = find_entity (payment) != tie_sage_entity_for_kind (payment->kind, 0);
  const char *there = NULL;

  if (tie_text_is_empty (payment->party_id))
    g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, payment->kind == TIE_KIND_SUPPLIER_PAYMENT ? _ ("The supplier is not linked.") : _ ("The customer is not linked."));
  else if (payment->kind == TIE_KIND_SUPPLIER_PAYMENT && !can->has_bills)
    g_set_error (error, TIE_ERROR, TIE_ERROR_PLAN, _ ("The edition of Sage has no supplier invoices."));
  else if (payment->amount < 0)
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("The amount is below zero."));
  else if (!is_allocation && !is_bank_account (payment->account_id))
    g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Sage keeps payments on bank accounts. Choose one in Account Defaults."));
  else if (remote != NULL && tie_sage_entity_for_id (payment->kind, remote->id, &there) != find_entity (payment))
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("In Sage a payment and the use of a credit are two things. Delete the one there first."));
  else
    return check_applied (payment, is_allocation, error);
  return FALSE;
}

/* The credits of an allocation less what was paid back out of them; a refund takes from credits what it is. */
static void
add_applied (TieJsonWriter *writer,
             const TieLedgerPayment *payment)
{
  gint64 refunds = sum_applied (payment).refunds;

  tie_json_writer_begin_array (writer, "allocated_artefacts");
  for (guint i = 0; i < payment->applied->len; i++)
    {
      const TieRemoteApplied *one = g_ptr_array_index (payment->applied, i);
      gboolean is_taken = is_credit (one->kind) && payment->kind != TIE_KIND_REFUND;
      gint64 paid_back = is_taken ? MIN (refunds, one->amount) : 0;
      const char *there = NULL;

      refunds -= paid_back;
      if (one->kind == TIE_KIND_REFUND || one->amount == paid_back)
        continue;
      tie_sage_entity_for_id (one->kind, one->id, &there);
      tie_json_writer_begin_object (writer, NULL);
      tie_json_writer_add_string (writer, "artefact_id", there);
      tie_json_writer_add_decimal (writer, "amount", is_taken ? paid_back - one->amount : one->amount, TIE_MONEY_DECIMALS);
      tie_json_writer_end_object (writer);
    }
  tie_json_writer_end_array (writer);
}

static gboolean
add_money (TieJsonWriter *writer,
           const TieLedgerCapabilities *can,
           const TieLedgerPayment *payment,
           GError **error)
{
  const char *reference = !tie_text_is_empty (payment->reference) ? payment->reference : payment->number;
  const char *there = NULL;

  tie_sage_entity_for_id (TIE_KIND_ACCOUNT, payment->account_id, &there);
  tie_sage_add_id (writer, "bank_account_id", there);
  tie_sage_add_id (writer, "payment_method_id", payment->method_id);
  if (!tie_body_add_date (writer, "date", payment->date, error))
    return FALSE;
  tie_json_writer_add_decimal (writer, "total_amount", payment->amount, TIE_MONEY_DECIMALS);
  return tie_sage_add_currency (writer, payment->currency, can->currency, can->has_multi_currency, error) &&
         tie_sage_add_reference (writer, reference, error);
}

GBytes *
tie_sage_make_payment_body (const TieLedgerCapabilities *can,
                            const char *verb,
                            const TieLedgerPayment *payment,
                            const TieRemote *remote,
                            GError **error)
{
  g_autoptr (TieJsonWriter) writer = tie_json_writer_new ();
  const TieSageEntity *entity = find_entity (payment);
  const TieRemote *old = g_str_equal (verb, "create") ? NULL : remote;

  if (!tie_sage_check_verb (payment->kind, verb, remote, error) || !check_payment (can, payment, old, error))
    return NULL;

  tie_sage_begin_body (writer, entity);
  tie_json_writer_add_string (writer, entity->filter, entity->value);
  tie_sage_add_id (writer, "contact_id", payment->party_id);
  if (g_str_equal (entity->list, "contact_payments") && !add_money (writer, can, payment, error))
    return NULL;
  /* Of an update also when it is empty: what is not named any more is not applied any more. */
  if (payment->applied->len > 0 || old != NULL)
    add_applied (writer, payment);
  return tie_sage_finish_body (writer, entity, old);
}
