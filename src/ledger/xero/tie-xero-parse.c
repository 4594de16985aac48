/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero-parse"
#include "config.h"

#include "base/tie-text.h"
#include "ledger/xero/tie-xero-date.h"
#include "ledger/xero/tie-xero-fault.h"
#include "ledger/xero/tie-xero-limits.h"
#include "ledger/xero/tie-xero-parse.h"

JsonNode *
tie_xero_parse_answer (const TieHttpAnswer *answer,
                       GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (JsonNode) root = NULL;

  /* A status that says all, whatever the body is: a proxy's page with 503 is a server that does not answer. */
  if (tie_xero_fault_to_error (answer, error))
    return NULL;
  root = tie_http_answer_parse (answer, &reason);
  if (root == NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  else if (tie_json_get_root_object (root) == NULL)
    g_set_error (error, TIE_ERROR, TIE_ERROR_SERVER, "The answer is JSON, but no object");
  else
    return g_steal_pointer (&root);
  return NULL;
}

char *
tie_xero_parse_dup_text (JsonObject *object,
                         const char *member)
{
  const char *text = tie_json_get_string (object, member);

  return tie_text_is_empty (text) ? NULL : g_strdup (text);
}

static char *
dump (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_alloc ();

  json_node_init_object (node, object);
  return json_to_string (node, FALSE);
}

TieRemote *
tie_xero_parse_begin (TieKind kind,
                      const char *prefix,
                      const char *id,
                      JsonObject *object,
                      gboolean keeps_raw,
                      GError **error)
{
  g_autofree char *whole = NULL;
  TieRemote *remote = NULL;

  if (tie_text_is_empty (id))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_BUG, "A record of kind %s came without its id", tie_kind_to_string (kind));
      return NULL;
    }
  whole = g_strconcat (prefix, id, NULL);
  remote = tie_remote_new (kind, whole);
  remote->version = tie_xero_date_dup_version (object, "UpdatedDateUTC");
  remote->updated = tie_xero_date_dup_moment (object, "UpdatedDateUTC");
  if (keeps_raw)
    remote->raw = dump (object);
  return remote;
}

/* ---- contacts ---- */

static JsonObject *
find_typed (JsonObject *object,
            const char *list,
            const char *member,
            const char *type)
{
  JsonArray *array = tie_json_get_array (object, list);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *one = tie_json_get_element_object (array, i);

      if (g_strcmp0 (tie_json_get_string (one, member), type) == 0)
        return one;
    }
  return NULL;
}

static void
append (GString *out,
        JsonObject *object,
        const char *member,
        const char *separator)
{
  const char *text = tie_json_get_string (object, member);

  if (!tie_text_is_empty (text))
    g_string_append_printf (out, "%s%s", out->len > 0 ? separator : "", text);
}

static char *
dup_lines (JsonObject *address)
{
  GString *out = g_string_new (NULL);

  for (guint i = 1; i <= TIE_XERO_MAX_LINES; i++)
    {
      g_autofree char *member = g_strdup_printf ("AddressLine%u", i);

      append (out, address, member, "\n");
    }
  return g_string_free (out, out->len == 0);
}

static gboolean
parse_address (TieRemote *remote,
               JsonObject *address)
{
  remote->street = dup_lines (address);
  remote->city = tie_xero_parse_dup_text (address, "City");
  remote->state = tie_xero_parse_dup_text (address, "Region");
  remote->postcode = tie_xero_parse_dup_text (address, "PostalCode");
  remote->country = tie_xero_parse_dup_text (address, "Country");
  return remote->street != NULL || remote->city != NULL || remote->postcode != NULL;
}

static char *
dup_phone (JsonObject *phone)
{
  GString *out = g_string_new (NULL);

  append (out, phone, "PhoneCountryCode", " ");
  append (out, phone, "PhoneAreaCode", " ");
  append (out, phone, "PhoneNumber", " ");
  return g_string_free (out, out->len == 0);
}

static void
parse_contact (TieRemote *remote,
               JsonObject *object)
{
  remote->email = tie_xero_parse_dup_text (object, "EmailAddress");
  remote->phone = dup_phone (find_typed (object, "Phones", "PhoneType", "DEFAULT"));
  remote->account = tie_xero_parse_dup_text (object, "AccountNumber");
  remote->currency = tie_xero_parse_dup_text (object, "DefaultCurrency");
  /* Letters go to the first, if there is one. */
  if (!parse_address (remote, find_typed (object, "Addresses", "AddressType", "POBOX")))
    {
      g_free (remote->state);
      g_free (remote->country);
      parse_address (remote, find_typed (object, "Addresses", "AddressType", "STREET"));
    }
  remote->is_active = g_strcmp0 (tie_json_get_string (object, "ContactStatus"), "ARCHIVED") != 0 && g_strcmp0 (tie_json_get_string (object, "ContactStatus"), "GDPRREQUEST") != 0;
  /* What was merged into another is archived for good. */
  remote->is_deleted = !tie_text_is_empty (tie_json_get_string (object, "MergedToContactID"));
  remote->is_active = remote->is_active && !remote->is_deleted;
}

/* ---- items, accounts, tax rates ---- */

static void
parse_item (TieRemote *remote,
            JsonObject *object)
{
  JsonObject *sales = tie_json_get_object (object, "SalesDetails");
  const char *name = tie_json_get_string (object, "Name");

  /* It is called by its code, of which there is one, also on lines; names may be shared.  What a code stands for the
   * matching looks for where others have a company. */
  remote->company = g_strcmp0 (name, remote->name) != 0 && !tie_text_is_empty (name) ? g_strdup (name) : tie_xero_parse_dup_text (object, "Description");
  remote->account = tie_xero_parse_dup_text (sales, "AccountCode");
  remote->type = g_strdup (tie_json_get_boolean (object, "IsTrackedAsInventory", FALSE) ? "Inventory" : "Service");
  remote->rate = tie_json_get_decimal (sales, "UnitPrice", 4);
}

/* The words that all packages' accounts are sorted by. */
static const char *
get_account_type (JsonObject *object)
{
  static const char *const types[][2] = {
    { "REVENUE", "Income" }, { "SALES", "Income" }, { "OTHERINCOME", "Other Income" },
    { "DIRECTCOSTS", "Cost of Goods Sold" }, { "EXPENSE", "Expense" }, { "OVERHEADS", "Expense" }, { "DEPRECIATN", "Other Expense" },
    { "CURRLIAB", "Other Current Liability" }, { "PAYG", "Other Current Liability" }, { "LIABILITY", "Long Term Liability" }, { "TERMLIAB", "Long Term Liability" },
    { "FIXED", "Fixed Asset" }, { "NONCURRENT", "Other Asset" }, { "EQUITY", "Equity" },
  };
  const char *type = tie_json_get_string (object, "Type");
  const char *system = tie_json_get_string (object, "SystemAccount");

  if (g_strcmp0 (system, "DEBTORS") == 0)
    return "Accounts Receivable";
  if (g_strcmp0 (system, "CREDITORS") == 0)
    return "Accounts Payable";
  if (g_strcmp0 (type, "BANK") == 0)
    return g_strcmp0 (tie_json_get_string (object, "BankAccountType"), "CREDITCARD") == 0 ? "Credit Card" : "Bank";
  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (types); i++)
    {
      if (g_str_equal (type, types[i][0]))
        return types[i][1];
    }
  /* Money can be put on some of the others. */
  return tie_json_get_boolean (object, "EnablePaymentsToAccount", FALSE) ? "Other Current Asset" : "Other Asset";
}

static void
parse_account (TieRemote *remote,
               JsonObject *object)
{
  remote->account = tie_xero_parse_dup_text (object, "Code");
  remote->type = g_strdup (get_account_type (object));
  remote->sub_type = tie_xero_parse_dup_text (object, "Type");
  remote->currency = tie_xero_parse_dup_text (object, "CurrencyCode");
  remote->is_active = g_strcmp0 (tie_json_get_string (object, "Status"), "ACTIVE") == 0;
}

/* Xero computes the tax of a line by one rate, whatever it is made up of. */
static void
parse_tax_rate (TieRemote *remote,
                JsonObject *object)
{
  /* Said of neither, it is not said at all. */
  gboolean is_unsaid = !json_object_has_member (object, "CanApplyToRevenue") && !json_object_has_member (object, "CanApplyToExpenses");
  gboolean is_for_sales = tie_json_get_boolean (object, "CanApplyToRevenue", is_unsaid);
  gboolean is_for_purchases = tie_json_get_boolean (object, "CanApplyToExpenses", is_unsaid);
  g_autofree char *part = NULL;

  remote->rate = tie_json_get_decimal (object, json_object_has_member (object, "EffectiveRate") ? "EffectiveRate" : "DisplayTaxRate", 4);
  part = g_strdup_printf ("%s:%" G_GINT64_FORMAT, remote->id, remote->rate);
  remote->sub_type = g_strdup_printf ("%s|%s", is_for_sales ? part : "", is_for_purchases ? part : "");
  remote->type = g_strdup (is_for_sales == is_for_purchases ? "both" : is_for_sales ? "sales" : "purchase");
  remote->is_active = g_strcmp0 (tie_json_get_string (object, "Status"), "ACTIVE") == 0 && (is_for_sales || is_for_purchases);
  remote->is_deleted = g_strcmp0 (tie_json_get_string (object, "Status"), "DELETED") == 0;
}

TieRemote *
tie_xero_parse_remote (const TieXeroEntity *entity,
                       JsonObject *object,
                       gboolean keeps_raw,
                       GError **error)
{
  TieRemote *remote = NULL;

  if (tie_kind_is_payment (entity->kind))
    return tie_xero_parse_payment (entity, object, keeps_raw, error);
  if (tie_kind_is_money (entity->kind))
    return tie_xero_parse_document (entity, object, keeps_raw, error);
  remote = tie_xero_parse_begin (entity->kind, "", tie_json_get_string (object, entity->id), object, TRUE, error);
  if (remote == NULL)
    return NULL;
  remote->name = tie_xero_parse_dup_text (object, entity->name);
  if (entity->kind == TIE_KIND_ITEM)
    parse_item (remote, object);
  else if (entity->kind == TIE_KIND_ACCOUNT)
    parse_account (remote, object);
  else if (entity->kind == TIE_KIND_TAX_CODE)
    parse_tax_rate (remote, object);
  else
    parse_contact (remote, object);
  remote->full_name = g_strdup (remote->name);
  return remote;
}

/* ---- lists ---- */

static const TieXeroSource contacts[] = { { "Contacts", NULL, TRUE, FALSE, tie_xero_parse_remote }, { NULL } };
static const TieXeroSource items[] = { { "Items", NULL, FALSE, FALSE, tie_xero_parse_remote }, { NULL } };
static const TieXeroSource accounts[] = { { "Accounts", NULL, FALSE, FALSE, tie_xero_parse_remote }, { NULL } };
static const TieXeroSource tax_rates[] = { { "TaxRates", NULL, FALSE, FALSE, tie_xero_parse_remote }, { NULL } };
static const TieXeroSource invoices[] = { { "Invoices", "Type==\"ACCREC\"", TRUE, FALSE, tie_xero_parse_document }, { NULL } };
static const TieXeroSource bills[] = { { "Invoices", "Type==\"ACCPAY\"", TRUE, FALSE, tie_xero_parse_document }, { NULL } };
static const TieXeroSource credits[] = { { "CreditNotes", "Type==\"ACCRECCREDIT\"", TRUE, FALSE, tie_xero_parse_document }, { NULL } };
static const TieXeroSource supplier_credits[] = { { "CreditNotes", "Type==\"ACCPAYCREDIT\"", TRUE, FALSE, tie_xero_parse_document }, { NULL } };
static const TieXeroSource receipts[] = {
  { "Payments", "PaymentType==\"ACCRECPAYMENT\"", TRUE, FALSE, tie_xero_parse_payment },
  { "BatchPayments", NULL, FALSE, TRUE, tie_xero_parse_batch_payment },
  { "CreditNotes", "Type==\"ACCRECCREDIT\"", TRUE, FALSE, tie_xero_parse_credit_use },
  { "Overpayments", NULL, TRUE, TRUE, tie_xero_parse_overpayment },
  { "Prepayments", NULL, TRUE, TRUE, tie_xero_parse_prepayment },
  { NULL },
};
static const TieXeroSource supplier_payments[] = {
  { "Payments", "PaymentType==\"ACCPAYPAYMENT\"", TRUE, FALSE, tie_xero_parse_payment },
  { "BatchPayments", NULL, FALSE, TRUE, tie_xero_parse_batch_payment },
  { "CreditNotes", "Type==\"ACCPAYCREDIT\"", TRUE, FALSE, tie_xero_parse_credit_use },
  { "Overpayments", NULL, TRUE, TRUE, tie_xero_parse_overpayment },
  { "Prepayments", NULL, TRUE, TRUE, tie_xero_parse_prepayment },
  { NULL },
};
static const TieXeroSource refunds[] = { { "Payments", "PaymentType==\"ARCREDITPAYMENT\"", TRUE, FALSE, tie_xero_parse_payment }, { NULL } };

const TieXeroSource *
tie_xero_sources_for_kind (TieKind kind)
{
  switch (kind)
    {
    case TIE_KIND_CUSTOMER:
    case TIE_KIND_VENDOR:
      return contacts;
    case TIE_KIND_ITEM:
      return items;
    case TIE_KIND_ACCOUNT:
      return accounts;
    case TIE_KIND_TAX_CODE:
      return tax_rates;
    case TIE_KIND_SALES_INVOICE:
      return invoices;
    case TIE_KIND_SUPPLIER_INVOICE:
      return bills;
    case TIE_KIND_SALES_CREDIT:
      return credits;
    case TIE_KIND_SUPPLIER_CREDIT:
      return supplier_credits;
    case TIE_KIND_RECEIPT:
      return receipts;
    case TIE_KIND_SUPPLIER_PAYMENT:
      return supplier_payments;
    case TIE_KIND_REFUND:
      return refunds;
    case TIE_KIND_EMPLOYEE:
    case TIE_KIND_TERM:
    case TIE_KIND_REFUND_RECEIPT:
    default:
      return NULL;
    }
}

gboolean
tie_xero_parse_list (JsonObject *root,
                     const TieXeroSource *source,
                     const TieXeroEntity *entity,
                     gboolean keeps_raw,
                     GPtrArray *remotes,
                     guint *n_rows,
                     char **last,
                     GError **error)
{
  JsonArray *rows = tie_json_get_array (root, source->plural);

  if (rows == NULL)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_BUG, "The answer has no %s", source->plural);
      return FALSE;
    }
  if (n_rows != NULL)
    *n_rows = json_array_get_length (rows);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      g_autoptr (GError) reason = NULL;
      JsonObject *object = tie_json_get_element_object (rows, i);
      TieRemote *remote = source->parse (entity, object, keeps_raw, &reason);

      if (reason != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
      if (remote != NULL)
        g_ptr_array_add (remotes, remote);
      if (last != NULL && i + 1 == json_array_get_length (rows))
        *last = tie_xero_date_dup_moment (object, "UpdatedDateUTC");
    }
  return TRUE;
}
