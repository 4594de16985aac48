/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quickbooks-parse"
#include "config.h"

#include "base/tie-date.h"
#include "base/tie-money.h"
#include "base/tie-text.h"
#include "ledger/quickbooks/tie-quickbooks-parse.h"

/* NULL for "" too: a column is empty or it is not. */
static char *
dup_text (JsonObject *object,
          const char *member)
{
  const char *text = tie_json_get_string (object, member);

  return tie_text_is_empty (text) ? NULL : g_strdup (text);
}

static char *
dup_date (JsonObject *object,
          const char *member)
{
  const char *date = tie_json_get_string (object, member);

  return tie_date_is_valid (date) ? g_strdup (date) : NULL;
}

static char *
dup_reference (JsonObject *object,
               const char *member)
{
  return dup_text (tie_json_get_object (object, member), "value");
}

static gint64
get_amount (JsonObject *object,
            const char *member)
{
  return tie_json_get_decimal (object, member, TIE_MONEY_DECIMALS);
}

/* ---- what is void ---- */

/* What voiding leaves: of each line that sells something the quantity is there and nothing. */
static gboolean
is_emptied_line (JsonObject *line)
{
  JsonObject *detail = tie_json_get_object (line, "SalesItemLineDetail");

  return detail == NULL || (json_object_has_member (detail, "Qty") && tie_json_get_decimal (detail, "Qty", 4) == 0);
}

/* No member says it: all amounts are nothing, and the private note begins with a word of the company's language. */
static gboolean
is_void (const TieRemote *remote,
         JsonObject *object)
{
  JsonArray *lines = tie_json_get_array (object, "Line");
  gboolean says_so = remote->money->memo != NULL && g_ascii_strncasecmp (remote->money->memo, "Voided", 6) == 0;
  gboolean is_emptied = TRUE;

  if (remote->money->total != 0 || remote->kind == TIE_KIND_SALES_CREDIT || remote->kind == TIE_KIND_SUPPLIER_INVOICE || remote->kind == TIE_KIND_SUPPLIER_CREDIT)
    return FALSE;
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonObject *line = tie_json_get_element_object (lines, i);

      if (get_amount (line, "Amount") != 0)
        return FALSE;
      is_emptied = is_emptied && is_emptied_line (line);
    }
  return says_so || is_emptied;
}

/* ---- what a payment pays ---- */

static void
add_line (TieRemote *remote,
          JsonObject *line)
{
  JsonArray *links = tie_json_get_array (line, "LinkedTxn");
  JsonObject *link = links != NULL && json_array_get_length (links) > 0 ? tie_json_get_element_object (links, 0) : NULL;
  const char *id = tie_json_get_string (link, "TxnId");
  const TieQuickbooksEntity *to = tie_quickbooks_entity_for_link (tie_json_get_string (link, "TxnType"));

  if (!tie_text_is_empty (id))
    tie_remote_add_applied (remote, to != NULL ? to->kind : 0, id, get_amount (line, "Amount"));
}

static void
parse_payment (TieRemote *remote,
               JsonObject *object)
{
  TieRemoteMoney *money = remote->money;
  JsonArray *lines = tie_json_get_array (object, "Line");
  gint64 applied = 0;

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    add_line (remote, tie_json_get_element_object (lines, i));

  if (remote->kind == TIE_KIND_RECEIPT)
    {
      money->account_id = dup_reference (object, "DepositToAccountRef");
      money->reference = dup_text (object, "PaymentRefNum");
      money->balance = get_amount (object, "UnappliedAmt");
      return;
    }

  money->account_id = dup_reference (tie_json_get_object (object, "CheckPayment"), "BankAccountRef");
  if (money->account_id == NULL)
    money->account_id = dup_reference (tie_json_get_object (object, "CreditCardPayment"), "CCAccountRef");
  money->reference = g_strdup (money->number);
  for (guint i = 0; money->applied != NULL && i < money->applied->len; i++)
    {
      const TieRemoteApplied *one = g_ptr_array_index (money->applied, i);

      applied += one->kind == TIE_KIND_SUPPLIER_CREDIT ? -one->amount : one->amount;
    }
  money->balance = MAX (money->total - applied, 0);
}

/* The account of all lines, NULL where there are several. */
static char *
dup_line_account (JsonObject *object)
{
  JsonArray *lines = tie_json_get_array (object, "Line");
  const char *account = NULL;

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonObject *detail = tie_json_get_object (tie_json_get_element_object (lines, i), "AccountBasedExpenseLineDetail");
      const char *one = tie_json_get_string (tie_json_get_object (detail, "AccountRef"), "value");

      if (one == NULL || (account != NULL && !g_str_equal (one, account)))
        return NULL;
      account = one;
    }
  return g_strdup (account);
}

/* Money that went to a customer; booked on the receivables it is a refund, and only who knows the accounts can tell. */
static void
parse_refund (TieRemote *remote,
              JsonObject *object)
{
  TieRemoteMoney *money = remote->money;

  money->account_id = dup_reference (object, "AccountRef");
  money->reference = g_strdup (money->number);
  g_free (remote->account);
  remote->account = dup_line_account (object);
}

void
tie_quickbooks_parse_money (TieRemote *remote,
                            const TieQuickbooksEntity *entity,
                            JsonObject *object)
{
  TieRemoteMoney *money = tie_remote_need_money (remote);

  money->number = dup_text (object, "DocNumber");
  money->date = dup_date (object, "TxnDate");
  money->due = dup_date (object, "DueDate");
  money->party_id = dup_reference (object, entity->party);
  money->memo = dup_text (object, "PrivateNote");
  money->currency = dup_reference (object, "CurrencyRef");
  money->total = get_amount (object, "TotalAmt");
  if (remote->kind == TIE_KIND_REFUND)
    parse_refund (remote, object);
  else if (tie_kind_is_payment (remote->kind))
    parse_payment (remote, object);
  else
    {
      money->tax = get_amount (tie_json_get_object (object, "TxnTaxDetail"), "TotalTax");
      money->balance = get_amount (object, remote->kind == TIE_KIND_SALES_CREDIT && json_object_has_member (object, "RemainingCredit") ? "RemainingCredit" : "Balance");
    }
  money->is_void = is_void (remote, object);
}
