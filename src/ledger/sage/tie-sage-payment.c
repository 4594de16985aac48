/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sage-body"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-money.h"
#include "base/tie-text.h"
#include "ledger/sage/tie-sage-body.h"
#include "ledger/sage/tie-sage-entity.h"
#include "ledger/sage/tie-sage-limits.h"
#include "ledger/sage/tie-sage-writer.h"
#include "ledger/tie-body-writer.h"

#define PACKAGE "Sage"

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

static gboolean
has_credit (const TieLedgerPayment *payment)
{
  for (guint i = 0; i < payment->applied->len; i++)
    {
      if (is_credit (((const TieRemoteApplied *) g_ptr_array_index (payment->applied, i))->kind))
        return TRUE;
    }
  return FALSE;
}

static gint64
count_left (const TieLedgerPayment *payment)
{
  gint64 left = payment->amount;

  for (guint i = 0; i < payment->applied->len; i++)
    {
      const TieRemoteApplied *one = g_ptr_array_index (payment->applied, i);

      left += is_credit (one->kind) ? one->amount : -one->amount;
    }
  return left;
}

static gboolean
check_payment (const TieLedgerCapabilities *can,
               const TieLedgerPayment *payment,
               const TieRemote *remote,
               GError **error)
{
  gint64 left = payment->kind == TIE_KIND_REFUND ? 0 : count_left (payment);
  gboolean is_allocation = find_entity (payment) != tie_sage_entity_for_kind (payment->kind, 0);
  const char *there = NULL;

  if (tie_text_is_empty (payment->party_id))
    g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, payment->kind == TIE_KIND_SUPPLIER_PAYMENT ? _ ("The supplier is not linked.") : _ ("The customer is not linked."));
  else if (payment->kind == TIE_KIND_SUPPLIER_PAYMENT && !can->has_bills)
    g_set_error (error, TIE_ERROR, TIE_ERROR_PLAN, _ ("The edition of Sage has no supplier invoices."));
  else if (payment->amount < 0)
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("The amount is below zero."));
  else if (left < 0)
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("More is applied than was paid."));
  else if (!is_allocation && has_credit (payment))
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("Sage settles a credit by itself, not within a payment."));
  else if (is_allocation && left != 0)
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("The credit and what it is used for do not add up."));
  else if (!is_allocation && !is_bank_account (payment->account_id))
    g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Sage keeps payments on bank accounts. Choose one in Account Defaults."));
  else if (remote != NULL && tie_sage_entity_for_id (payment->kind, remote->id, &there) != find_entity (payment))
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("In Sage a payment and the use of a credit are two things. Delete the one there first."));
  else
    return TRUE;
  return FALSE;
}

static void
add_applied (TieJsonWriter *writer,
             const TieLedgerPayment *payment)
{
  tie_json_writer_begin_array (writer, "allocated_artefacts");
  for (guint i = 0; i < payment->applied->len; i++)
    {
      const TieRemoteApplied *one = g_ptr_array_index (payment->applied, i);
      const char *there = NULL;

      tie_sage_entity_for_id (one->kind, one->id, &there);
      tie_json_writer_begin_object (writer, NULL);
      tie_json_writer_add_string (writer, "artefact_id", there);
      tie_json_writer_add_decimal (writer, "amount", is_credit (one->kind) ? -one->amount : one->amount, TIE_MONEY_DECIMALS);
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
  const char *reference = !tie_text_is_empty (payment->number) ? payment->number : payment->reference;
  const char *there = NULL;

  tie_sage_entity_for_id (TIE_KIND_ACCOUNT, payment->account_id, &there);
  tie_sage_add_id (writer, "bank_account_id", there);
  tie_sage_add_id (writer, "payment_method_id", payment->method_id);
  if (!tie_body_add_date (writer, "date", payment->date, error))
    return FALSE;
  tie_json_writer_add_decimal (writer, "total_amount", payment->amount, TIE_MONEY_DECIMALS);
  return tie_sage_add_currency (writer, payment->currency, can->currency, can->has_multi_currency, error) &&
         tie_body_add_text (writer, PACKAGE, "reference", _ ("The reference"), reference, TIE_SAGE_MAX_REFERENCE, error);
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
