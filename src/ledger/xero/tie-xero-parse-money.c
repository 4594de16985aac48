/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero-parse"
#include "config.h"

#include "base/tie-money.h"
#include "base/tie-text.h"
#include "ledger/xero/tie-xero-date.h"
#include "ledger/xero/tie-xero-parse.h"

static gint64
get_amount (JsonObject *object,
            const char *member)
{
  return tie_json_get_decimal (object, member, TIE_MONEY_DECIMALS);
}

static gboolean
is_text (JsonObject *object,
         const char *member,
         const char *text)
{
  return g_strcmp0 (tie_json_get_string (object, member), text) == 0;
}

static gboolean
is_sale (TieKind kind)
{
  return kind == TIE_KIND_SALES_INVOICE || kind == TIE_KIND_SALES_CREDIT || kind == TIE_KIND_RECEIPT || kind == TIE_KIND_REFUND;
}

static char *
dup_party (JsonObject *object)
{
  return tie_xero_parse_dup_text (tie_json_get_object (object, "Contact"), "ContactID");
}

/* What was taken back: a void record stays with nothing in it. */
static void
empty (TieRemoteMoney *money)
{
  money->is_void = TRUE;
  money->total = 0;
  money->tax = 0;
  money->balance = 0;
}

TieRemote *
tie_xero_parse_document (const TieXeroEntity *entity,
                         JsonObject *object,
                         gboolean keeps_raw,
                         GError **error)
{
  gboolean is_credit = entity->kind == TIE_KIND_SALES_CREDIT || entity->kind == TIE_KIND_SUPPLIER_CREDIT;
  TieRemote *remote = NULL;
  TieRemoteMoney *money = NULL;

  if (!is_text (object, entity->type_member, entity->type))
    return NULL;
  remote = tie_xero_parse_begin (entity->kind, "", tie_json_get_string (object, entity->id), object, keeps_raw, error);
  if (remote == NULL)
    return NULL;
  /* Nobody owes anything for a draft; it is found by its number all the same. */
  remote->is_deleted = is_text (object, "Status", "DELETED") || (!keeps_raw && (is_text (object, "Status", "DRAFT") || is_text (object, "Status", "SUBMITTED")));
  remote->is_active = !remote->is_deleted;
  money = tie_remote_need_money (remote);
  money->number = tie_xero_parse_dup_text (object, entity->number);
  money->date = tie_xero_date_dup_day (object, "Date");
  money->due = is_credit ? NULL : tie_xero_date_dup_day (object, "DueDate");
  money->party_id = dup_party (object);
  money->currency = tie_xero_parse_dup_text (object, "CurrencyCode");
  money->total = get_amount (object, "Total");
  money->tax = get_amount (object, "TotalTax");
  money->balance = get_amount (object, is_credit ? "RemainingCredit" : "AmountDue");
  if (is_text (object, "Status", "VOIDED"))
    empty (money);
  return remote;
}

/* ---- payments ---- */

TieRemote *
tie_xero_parse_payment (const TieXeroEntity *entity,
                        JsonObject *object,
                        gboolean keeps_raw,
                        GError **error)
{
  TieKind paid = entity->kind == TIE_KIND_RECEIPT ? TIE_KIND_SALES_INVOICE : entity->kind == TIE_KIND_REFUND ? TIE_KIND_SALES_CREDIT : TIE_KIND_SUPPLIER_INVOICE;
  const char *document_name = paid == TIE_KIND_SALES_CREDIT ? "CreditNote" : "Invoice";
  const char *document_id = paid == TIE_KIND_SALES_CREDIT ? "CreditNoteID" : "InvoiceID";
  JsonObject *document = tie_json_get_object (object, document_name);
  TieRemote *remote = NULL;
  TieRemoteMoney *money = NULL;
  const char *id = NULL;

  if (!is_text (object, entity->type_member, entity->type))
    return NULL;
  if (tie_json_get_object (object, "BatchPayment") != NULL || !tie_text_is_empty (tie_json_get_string (object, "BatchPaymentID")))
    return NULL;
  remote = tie_xero_parse_begin (entity->kind, "", tie_json_get_string (object, entity->id), object, keeps_raw, error);
  if (remote == NULL)
    return NULL;
  remote->is_deleted = is_text (object, "Status", "DELETED");
  remote->is_active = !remote->is_deleted;
  money = tie_remote_need_money (remote);
  money->date = tie_xero_date_dup_day (object, "Date");
  money->party_id = dup_party (document);
  money->account_id = tie_xero_parse_dup_text (tie_json_get_object (object, "Account"), "AccountID");
  money->reference = tie_xero_parse_dup_text (object, "Reference");
  money->memo = g_strdup (money->reference); /* our mark stands there */
  money->currency = tie_xero_parse_dup_text (document, "CurrencyCode");
  money->total = get_amount (object, "Amount");
  id = tie_json_get_string (document, document_id);
  if (!tie_text_is_empty (id))
    tie_remote_add_applied (remote, paid, id, money->total);
  return remote;
}

TieRemote *
tie_xero_parse_batch_payment (const TieXeroEntity *entity,
                              JsonObject *object,
                              gboolean keeps_raw,
                              GError **error)
{
  JsonArray *payments = tie_json_get_array (object, "Payments");
  TieKind paid = is_sale (entity->kind) ? TIE_KIND_SALES_INVOICE : TIE_KIND_SUPPLIER_INVOICE;
  TieRemote *remote = NULL;
  TieRemoteMoney *money = NULL;
  gint64 applied = 0;

  if (!is_text (object, "Type", is_sale (entity->kind) ? "RECBATCH" : "PAYBATCH"))
    return NULL;
  remote = tie_xero_parse_begin (entity->kind, TIE_XERO_BATCH_PREFIX, tie_json_get_string (object, "BatchPaymentID"), object, keeps_raw, error);
  if (remote == NULL)
    return NULL;
  remote->is_deleted = is_text (object, "Status", "DELETED");
  remote->is_active = !remote->is_deleted;
  money = tie_remote_need_money (remote);
  money->date = tie_xero_date_dup_day (object, "Date");
  money->account_id = tie_xero_parse_dup_text (tie_json_get_object (object, "Account"), "AccountID");
  money->reference = tie_xero_parse_dup_text (object, "Reference");
  money->memo = g_strdup (money->reference);
  for (guint i = 0; payments != NULL && i < json_array_get_length (payments); i++)
    {
      JsonObject *one = tie_json_get_element_object (payments, i);
      JsonObject *invoice = tie_json_get_object (one, "Invoice");
      const char *id = tie_json_get_string (invoice, "InvoiceID");

      if (tie_text_is_empty (id) || is_text (one, "Status", "DELETED"))
        continue;
      tie_remote_add_applied (remote, paid, id, get_amount (one, "Amount"));
      applied += get_amount (one, "Amount");
      if (money->party_id == NULL)
        money->party_id = dup_party (invoice);
      if (money->currency == NULL)
        money->currency = tie_xero_parse_dup_text (invoice, "CurrencyCode");
    }
  money->total = applied;
  return remote;
}

/* ---- parts of credits, and money paid in advance ---- */

/* The sum; date (out, nullable): of the first. */
static gint64
add_allocations (TieRemote *remote,
                 JsonObject *object,
                 char **date)
{
  JsonArray *allocations = tie_json_get_array (object, "Allocations");
  TieKind paid = is_sale (remote->kind) ? TIE_KIND_SALES_INVOICE : TIE_KIND_SUPPLIER_INVOICE;
  gint64 sum = 0;

  for (guint i = 0; allocations != NULL && i < json_array_get_length (allocations); i++)
    {
      JsonObject *one = tie_json_get_element_object (allocations, i);
      const char *id = tie_json_get_string (tie_json_get_object (one, "Invoice"), "InvoiceID");

      if (tie_text_is_empty (id) || tie_json_get_boolean (one, "IsDeleted", FALSE))
        continue;
      /* Xero keeps no allocation of nothing, and so there is always a date with a sum. */
      if (sum == 0 && date != NULL)
        {
          g_free (*date);
          *date = tie_xero_date_dup_day (one, "Date");
        }
      tie_remote_add_applied (remote, paid, id, get_amount (one, "Amount"));
      sum += get_amount (one, "Amount");
    }
  return sum;
}

TieRemote *
tie_xero_parse_credit_use (const TieXeroEntity *entity,
                           JsonObject *object,
                           gboolean keeps_raw,
                           GError **error)
{
  const char *id = tie_json_get_string (object, "CreditNoteID");
  TieRemote *remote = NULL;
  TieRemoteMoney *money = NULL;
  gint64 sum = 0;

  if (!is_text (object, "Type", is_sale (entity->kind) ? "ACCRECCREDIT" : "ACCPAYCREDIT"))
    return NULL;
  remote = tie_xero_parse_begin (entity->kind, TIE_XERO_CREDIT_PREFIX, id, object, keeps_raw, error);
  if (remote == NULL)
    return NULL;
  money = tie_remote_need_money (remote);
  money->party_id = dup_party (object);
  money->currency = tie_xero_parse_dup_text (object, "CurrencyCode");
  sum = add_allocations (remote, object, &money->date);
  if (sum != 0)
    tie_remote_add_applied (remote, is_sale (entity->kind) ? TIE_KIND_SALES_CREDIT : TIE_KIND_SUPPLIER_CREDIT, id, sum);
  /* Used for nothing, or not any more. */
  remote->is_deleted = sum == 0;
  remote->is_active = !remote->is_deleted;
  return remote;
}

static TieRemote *
parse_advance (const TieXeroEntity *entity,
               JsonObject *object,
               const char *prefix,
               const char *id_member,
               const char *type,
               gboolean keeps_raw,
               GError **error)
{
  TieRemote *remote = NULL;
  TieRemoteMoney *money = NULL;

  if (!is_text (object, "Type", type))
    return NULL;
  remote = tie_xero_parse_begin (entity->kind, prefix, tie_json_get_string (object, id_member), object, keeps_raw, error);
  if (remote == NULL)
    return NULL;
  money = tie_remote_need_money (remote);
  money->date = tie_xero_date_dup_day (object, "Date");
  money->party_id = dup_party (object);
  money->reference = tie_xero_parse_dup_text (object, "Reference");
  money->memo = g_strdup (money->reference);
  money->currency = tie_xero_parse_dup_text (object, "CurrencyCode");
  money->total = get_amount (object, "Total");
  money->balance = get_amount (object, "RemainingCredit");
  add_allocations (remote, object, NULL);
  if (is_text (object, "Status", "VOIDED"))
    empty (money);
  return remote;
}

TieRemote *
tie_xero_parse_overpayment (const TieXeroEntity *entity,
                            JsonObject *object,
                            gboolean keeps_raw,
                            GError **error)
{
  return parse_advance (entity, object, TIE_XERO_OVERPAYMENT_PREFIX, "OverpaymentID", is_sale (entity->kind) ? "RECEIVE-OVERPAYMENT" : "SPEND-OVERPAYMENT", keeps_raw, error);
}

TieRemote *
tie_xero_parse_prepayment (const TieXeroEntity *entity,
                           JsonObject *object,
                           gboolean keeps_raw,
                           GError **error)
{
  return parse_advance (entity, object, TIE_XERO_PREPAYMENT_PREFIX, "PrepaymentID", is_sale (entity->kind) ? "RECEIVE-PREPAYMENT" : "SPEND-PREPAYMENT", keeps_raw, error);
}
