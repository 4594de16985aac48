/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quickbooks-body"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-money.h"
#include "base/tie-text.h"
#include "ledger/quickbooks/tie-quickbooks-document.h"
#include "ledger/quickbooks/tie-quickbooks-entity.h"
#include "ledger/quickbooks/tie-quickbooks-limits.h"
#include "ledger/quickbooks/tie-quickbooks-writer.h"
#include "ledger/tie-body-writer.h"

/* ---- payments ---- */

/* An amount that credits add to, and documents take from. */
static gboolean
is_credit (TieKind kind)
{
  return kind == TIE_KIND_SALES_CREDIT || kind == TIE_KIND_SUPPLIER_CREDIT;
}

static gboolean
check_payment (const TieLedgerCapabilities *can,
               const TieLedgerPayment *payment,
               GError **error)
{
  gint64 left = payment->amount;

  for (guint i = 0; i < payment->applied->len; i++)
    {
      const TieRemoteApplied *one = g_ptr_array_index (payment->applied, i);

      left += is_credit (one->kind) ? one->amount : -one->amount;
    }
  if (tie_text_is_empty (payment->party_id))
    g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, payment->kind == TIE_KIND_SUPPLIER_PAYMENT ? _ ("The supplier is not linked.") : _ ("The customer is not linked."));
  else if (payment->kind == TIE_KIND_SUPPLIER_PAYMENT && !can->has_bills)
    g_set_error (error, TIE_ERROR, TIE_ERROR_PLAN, _ ("The company’s QuickBooks plan has no supplier invoices."));
  else if (payment->kind == TIE_KIND_REFUND && payment->is_card)
    g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Refunds are paid from a bank account. Choose one in Account Defaults."));
  else if (payment->kind == TIE_KIND_REFUND && tie_text_is_empty (payment->owed_on))
    g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Choose the account of receivables in Account Defaults."));
  else if (payment->kind != TIE_KIND_RECEIPT && tie_text_is_empty (payment->account_id))
    g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("The account that the payment is taken from is missing."));
  else if (payment->kind == TIE_KIND_SUPPLIER_PAYMENT && payment->applied->len == 0)
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("A payment to a supplier has to pay an invoice."));
  else if (payment->amount < 0)
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("The amount is below zero."));
  else if (left < 0)
    g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("More is applied than was paid."));
  else
    return TRUE;
  return FALSE;
}

static void
add_applied (TieJsonWriter *writer,
             const TieLedgerPayment *payment)
{
  tie_json_writer_begin_array (writer, "Line");
  for (guint i = 0; i < payment->applied->len; i++)
    {
      const TieRemoteApplied *one = g_ptr_array_index (payment->applied, i);

      tie_json_writer_begin_object (writer, NULL);
      tie_json_writer_add_decimal (writer, "Amount", one->amount, TIE_MONEY_DECIMALS);
      tie_json_writer_begin_array (writer, "LinkedTxn");
      tie_json_writer_begin_object (writer, NULL);
      tie_json_writer_add_string (writer, "TxnId", one->id);
      tie_json_writer_add_string (writer, "TxnType", tie_quickbooks_entity_get_link (tie_quickbooks_entity_for_kind (one->kind)));
      tie_json_writer_end_object (writer);
      tie_json_writer_end_array (writer);
      tie_json_writer_end_object (writer);
    }
  tie_json_writer_end_array (writer);
}

static gboolean
add_receipt (TieJsonWriter *writer,
             const TieLedgerPayment *payment,
             GError **error)
{
  const char *reference = !tie_text_is_empty (payment->reference) ? payment->reference : payment->number;

  tie_quickbooks_add_reference (writer, "PaymentMethodRef", payment->method_id);
  /* Left out, it waits in Undeposited Funds. */
  tie_quickbooks_add_reference (writer, "DepositToAccountRef", payment->account_id);
  return tie_quickbooks_add_text (writer, "PaymentRefNum", _ ("The reference"), reference, TIE_QUICKBOOKS_MAX_NUMBER, error);
}

static gboolean
add_supplier_payment (TieJsonWriter *writer,
                      const TieLedgerPayment *payment,
                      GError **error)
{
  const char *reference = !tie_text_is_empty (payment->reference) ? payment->reference : payment->number;

  tie_json_writer_add_string (writer, "PayType", payment->is_card ? "CreditCard" : "Check");
  tie_json_writer_begin_object (writer, payment->is_card ? "CreditCardPayment" : "CheckPayment");
  tie_quickbooks_add_reference (writer, payment->is_card ? "CCAccountRef" : "BankAccountRef", payment->account_id);
  tie_json_writer_end_object (writer);
  return tie_quickbooks_add_text (writer, "DocNumber", _ ("The reference"), reference, TIE_QUICKBOOKS_MAX_NUMBER, error);
}

/* A check that the customer owes again, until a payment of nothing puts the credit against it. */
static gboolean
add_refund (TieJsonWriter *writer,
            const TieLedgerCapabilities *can,
            const TieLedgerPayment *payment,
            GError **error)
{
  const char *reference = !tie_text_is_empty (payment->reference) ? payment->reference : payment->number;

  tie_json_writer_add_string (writer, "PaymentType", "Check");
  tie_quickbooks_add_reference (writer, "AccountRef", payment->account_id);
  if (can->tax_model == TIE_TAX_GLOBAL)
    tie_json_writer_add_string (writer, "GlobalTaxCalculation", "NotApplicable");
  tie_json_writer_begin_array (writer, "Line");
  tie_json_writer_begin_object (writer, NULL);
  tie_json_writer_add_decimal (writer, "Amount", payment->amount, TIE_MONEY_DECIMALS);
  tie_json_writer_add_string (writer, "DetailType", "AccountBasedExpenseLineDetail");
  tie_json_writer_begin_object (writer, "AccountBasedExpenseLineDetail");
  tie_quickbooks_add_reference (writer, "AccountRef", payment->owed_on);
  tie_quickbooks_add_reference (writer, "CustomerRef", payment->party_id);
  /* Left out, some settings would bill it to the customer. */
  tie_json_writer_add_string (writer, "BillableStatus", "NotBillable");
  tie_json_writer_end_object (writer);
  tie_json_writer_end_object (writer);
  tie_json_writer_end_array (writer);
  return tie_quickbooks_add_text (writer, "DocNumber", _ ("The reference"), reference, TIE_QUICKBOOKS_MAX_NUMBER, error);
}

/* Purchases may go to anybody. */
static void
add_party (TieJsonWriter *writer,
           const TieLedgerPayment *payment)
{
  const TieQuickbooksEntity *entity = tie_quickbooks_entity_for_kind (payment->kind);

  if (payment->kind != TIE_KIND_REFUND)
    {
      tie_quickbooks_add_reference (writer, entity->party, payment->party_id);
      return;
    }
  tie_json_writer_begin_object (writer, entity->party);
  tie_json_writer_add_string (writer, "value", payment->party_id);
  tie_json_writer_add_string (writer, "type", "Customer");
  tie_json_writer_end_object (writer);
}

static gboolean
add_kind (TieJsonWriter *writer,
          const TieLedgerCapabilities *can,
          const TieLedgerPayment *payment,
          GError **error)
{
  if (payment->kind == TIE_KIND_REFUND)
    return add_refund (writer, can, payment, error);
  tie_json_writer_add_decimal (writer, "TotalAmt", payment->amount, TIE_MONEY_DECIMALS);
  return payment->kind == TIE_KIND_RECEIPT ? add_receipt (writer, payment, error) : add_supplier_payment (writer, payment, error);
}

GBytes *
tie_quickbooks_make_payment_body (const TieLedgerCapabilities *can,
                                  const char *verb,
                                  const TieLedgerPayment *payment,
                                  const TieRemote *remote,
                                  GError **error)
{
  g_autoptr (TieJsonWriter) writer = tie_json_writer_new ();

  if (!tie_quickbooks_check_verb (payment->kind, verb, remote, error) || !check_payment (can, payment, error))
    return NULL;

  tie_quickbooks_begin_body (writer, verb, remote);
  add_party (writer, payment);
  if (!tie_body_add_date (writer, "TxnDate", payment->date, error) ||
      !tie_quickbooks_add_currency (writer, payment->currency, can->currency, can->has_multi_currency, error))
    return NULL;
  if (!add_kind (writer, can, payment, error))
    return NULL;
  if (!tie_quickbooks_add_note (writer, payment->memo, payment->mark, error))
    return NULL;
  /* Of an update also when it is empty: what is not named any more is not applied any more. */
  if (payment->kind != TIE_KIND_REFUND && (payment->applied->len > 0 || g_str_equal (verb, "update")))
    add_applied (writer, payment);
  return tie_body_finish (writer);
}

/* ---- products and services ---- */

GBytes *
tie_quickbooks_make_item_body (const char *verb,
                               const TieLedgerItem *item,
                               const TieRemote *remote,
                               GError **error)
{
  g_autoptr (TieJsonWriter) writer = tie_json_writer_new ();
  g_autofree char *name = g_strdelimit (tie_text_clean (item->name), TIE_QUICKBOOKS_NAME_FORBIDDEN, TIE_QUICKBOOKS_NAME_REPLACEMENT);
  gboolean is_new = g_str_equal (verb, "create");

  if (!tie_quickbooks_check_verb (TIE_KIND_ITEM, verb, remote, error))
    return NULL;
  if (*name == '\0')
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_DATA, _ ("Give a name; QuickBooks takes no record without one."));
      return NULL;
    }
  if (is_new && tie_text_is_empty (item->income_account_id))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Choose an income account"));
      return NULL;
    }

  tie_quickbooks_begin_body (writer, verb, remote);
  if (!tie_quickbooks_add_text (writer, "Name", _ ("The name"), name, TIE_QUICKBOOKS_MAX_NAME, error) ||
      !tie_quickbooks_add_text (writer, "Description", _ ("The description"), item->description, TIE_QUICKBOOKS_MAX_TEXT, error))
    return NULL;
  if (is_new)
    tie_json_writer_add_string (writer, "Type", item->type != NULL ? item->type : "Service");
  if (item->rate != 0)
    tie_json_writer_add_decimal (writer, "UnitPrice", item->rate, 4);
  tie_quickbooks_add_reference (writer, "IncomeAccountRef", item->income_account_id);
  tie_quickbooks_add_reference (writer, "ExpenseAccountRef", item->expense_account_id);
  return tie_body_finish (writer);
}

/* ---- taking back ---- */

GBytes *
tie_quickbooks_make_removal_body (TieKind kind,
                                  const char *verb,
                                  const TieRemote *remote,
                                  GError **error)
{
  g_autoptr (TieJsonWriter) writer = tie_json_writer_new ();

  if (!tie_quickbooks_check_verb (kind, verb, remote, error))
    return NULL;
  tie_json_writer_begin_object (writer, NULL);
  tie_json_writer_add_string (writer, "Id", remote->id);
  tie_json_writer_add_string (writer, "SyncToken", remote->version);
  if (g_str_equal (verb, "void"))
    tie_json_writer_add_boolean (writer, "sparse", TRUE);
  return tie_body_finish (writer);
}
