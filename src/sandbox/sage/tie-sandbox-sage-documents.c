/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-sage-documents"
#include "config.h"

#include <string.h>

#include "base/tie-money.h"
#include "base/tie-text.h"
#include "sandbox/sage/tie-sandbox-sage.h"

/* Invoices and credit notes, of customers and of suppliers, and bills that are entered as one sum. */

static const TieSandboxSageField fields[] = {
  { "contact_id", 'x', 0, NULL },
  { "invoice_lines", 'x', 0, NULL },
  { "credit_note_lines", 'x', 0, NULL },
  { "date", 'd', 0, NULL },
  { "due_date", 'd', 0, NULL },
  { "original_invoice_date", 'd', 0, NULL },
  { "reference", 's', 25, NULL },
  { "vendor_reference", 's', 31, NULL },
  { "invoice_number", 'x', 0, NULL }, /* passed over: the company numbers by itself, as far as anybody knows */
  { "status_id", 'x', 0, NULL },
  { "sent", 'b', 0, NULL },
  { "currency_id", 'e', 0, "currencies GBP USD EUR" },
  { "exchange_rate", 'n', 0, NULL },
  { "tax_address_region_id", 's', 10, NULL },
  { "main_address", 'x', 0, NULL },
  { "delivery_address", 'x', 0, NULL },
  { "notes", 's', 2000, NULL },
  { "terms_and_conditions", 's', 2000, NULL },
  { "shipping_net_amount", 'n', 0, NULL },
  { "shipping_tax_rate_id", 'r', 0, "tax_rate" },
  { "shipping_tax_amount", 'n', 0, NULL },
};

static const TieSandboxSageField entry_fields[] = {
  { "contact_id", 'x', 0, NULL },
  { "quick_entry_type_id", 'e', 0, "quick_entry_types INVOICE CREDIT_NOTE" },
  { "date", 'd', 0, NULL },
  { "due_date", 'd', 0, NULL },
  { "reference", 's', 25, NULL },
  { "details", 's', 255, NULL },
  { "ledger_account_id", 'r', 0, "ledger_account" },
  { "tax_rate_id", 'r', 0, "tax_rate" },
  { "net_amount", 'n', 0, NULL },
  { "tax_amount", 'n', 0, NULL },
};

static gboolean
has (const TieSandboxSageWrite *write,
     TieSandboxSageTraits trait)
{
  return (write->kind->traits & trait) != 0;
}

static void
set_status (JsonObject *object,
            const char *id)
{
  g_autofree char *shown = g_ascii_strdown (id, -1);

  g_strdelimit (shown, "_", ' ');
  *shown = g_ascii_toupper (*shown);
  tie_sandbox_sage_set_reference (object, "status", "artefact_statuses", id, shown);
}

/* Numbers are the company's: they follow each other without a gap, drafts have none. */
static void
give_number (TieSandboxSageCall *call,
             TieSandboxSageRecord *record)
{
  gboolean is_sale = (record->kind->traits & TIE_SANDBOX_SAGE_SALE) != 0;
  gboolean is_credit = (record->kind->traits & TIE_SANDBOX_SAGE_CREDIT) != 0;
  const char *prefix = is_sale ? is_credit ? "SCN-" : "SI-" : is_credit ? "PCN-" : "PI-";
  g_autofree char *number = NULL;

  if (record->number == 0)
    record->number = tie_sandbox_store_get_number (call->store, "SELECT coalesce (max (number), 0) + 1 FROM sage_record WHERE business = ? AND kind = ?", "ss",
                                                   call->business, record->kind->name);
  number = g_strdup_printf ("%s%" G_GINT64_FORMAT, prefix, record->number);
  if (is_sale)
    json_object_set_string_member (record->object, is_credit ? "credit_note_number" : "invoice_number", number);
  json_object_set_string_member (record->object, "displayed_as", number);
}

static void
add_totals (TieSandboxSageWrite *write,
            JsonArray *lines)
{
  JsonObject *object = write->record->object;
  gint64 net = tie_sandbox_sage_get_number (object, "shipping_net_amount", TIE_MONEY_DECIMALS);
  gint64 tax = tie_sandbox_sage_get_number (object, "shipping_tax_amount", TIE_MONEY_DECIMALS);

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      net += tie_sandbox_sage_get_number (json_array_get_object_element (lines, i), "net_amount", TIE_MONEY_DECIMALS);
      tax += tie_sandbox_sage_get_number (json_array_get_object_element (lines, i), "tax_amount", TIE_MONEY_DECIMALS);
    }
  if (net + tax < 0)
    tie_sandbox_sage_problem (write, "total_amount", "must not be negative");
  tie_sandbox_sage_set_number (object, "net_amount", net, TIE_MONEY_DECIMALS);
  tie_sandbox_sage_set_number (object, "tax_amount", tax, TIE_MONEY_DECIMALS);
  tie_sandbox_sage_set_number (object, "total_amount", net + tax, TIE_MONEY_DECIMALS);
}

/* Credit days of the contact, else of the business. */
static void
give_due_date (TieSandboxSageWrite *write,
               TieSandboxSageRecord *contact)
{
  JsonObject *object = write->record->object;
  const char *date = tie_sandbox_json_get_text (object, "date");
  g_autoptr (JsonObject) settings = tie_sandbox_sage_dup_settings (write->call, "invoice_settings");
  JsonObject *from = json_object_has_member (contact->object, "credit_days") && !json_object_get_null_member (contact->object, "credit_days") ? contact->object : settings;
  g_autofree char *due = NULL;

  if (date == NULL || tie_sandbox_json_get_text (object, "due_date") != NULL)
    return;
  due = tie_sandbox_sage_add_days (date, (int) tie_sandbox_sage_get_number (from, "credit_days", 0));
  json_object_set_string_member (object, "due_date", due);
}

static gboolean
check_change (TieSandboxSageWrite *write)
{
  const char *sent = tie_sandbox_json_get_text (write->body, "status_id");

  if (write->is_new)
    {
      if (sent != NULL && !g_str_equal (sent, "DRAFT"))
        tie_sandbox_sage_problem (write, "status_id", "is not one of the values");
      set_status (write->record->object, sent != NULL ? "DRAFT" : "UNPAID");
    }
  else if (g_strcmp0 (write->record->status, "VOID") == 0 || tie_sandbox_sage_is_allocated (write->call, write->record->id))
    tie_sandbox_sage_problem (write, NULL, "The transaction cannot be edited.");
  else if (sent != NULL && g_strcmp0 (sent, write->record->status) != 0)
    tie_sandbox_sage_problem (write, "status_id", "cannot be changed, drafts are released");
  else
    tie_sandbox_sage_check_day (write, "date");
  return write->problems->len == 0;
}

/* Only where tax depends on where the customer is. */
static void
check_region (TieSandboxSageWrite *write)
{
  const char *region = tie_sandbox_json_get_text (write->record->object, "tax_address_region_id");
  const char *country = write->call->country;
  g_autofree char *prefix = g_strconcat (country, "-", NULL);

  if (!g_str_equal (country, "US") && !g_str_equal (country, "CA"))
    return;
  if (tie_text_is_empty (region))
    tie_sandbox_sage_problem (write, "tax_address_region_id", "can't be blank");
  else if (!g_str_has_prefix (region, prefix) || strlen (region) != 5)
    tie_sandbox_sage_not_found (write, "The record was not found.");
}

/* Of one currency only where the business has but one. */
static void
check_currency (TieSandboxSageWrite *write)
{
  g_autoptr (JsonObject) settings = tie_sandbox_sage_dup_settings (write->call, "financial_settings");
  const char *base = tie_sandbox_sage_get_reference (settings, "base_currency");
  const char *currency = tie_sandbox_sage_get_reference (write->record->object, "currency");

  if (currency != NULL && g_strcmp0 (currency, base) != 0 && !tie_sandbox_json_get_boolean (settings, "multi_currency_enabled"))
    tie_sandbox_sage_problem (write, "currency_id", "Multi-currency is not enabled");
  else if (currency == NULL && base != NULL)
    tie_sandbox_sage_set_reference (write->record->object, "currency", "currencies", base, base);
}

static void
finish (TieSandboxSageWrite *write)
{
  JsonObject *object = write->record->object;

  if (write->problems->len > 0)
    return;
  if (g_strcmp0 (tie_sandbox_sage_get_reference (object, "status"), "DRAFT") != 0)
    give_number (write->call, write->record);
  else
    json_object_set_string_member (object, "displayed_as", "Draft");
  if (write->is_new)
    json_object_set_null_member (object, "deleted_at");
  tie_sandbox_sage_settle (write->call, write->record);
}

void
tie_sandbox_sage_apply_document (TieSandboxSageWrite *write)
{
  static const char *const required_of_sale[] = { "date", NULL };
  static const char *const required_of_bill[] = { "date", "due_date", NULL };
  JsonObject *object = write->record->object;
  gboolean is_sale = has (write, TIE_SANDBOX_SAGE_SALE);
  const char *lines = has (write, TIE_SANDBOX_SAGE_CREDIT) ? "credit_note_lines" : "invoice_lines";
  g_autoptr (TieSandboxSageRecord) contact = NULL;

  if (!check_change (write))
    return;
  if (write->is_new)
    json_object_set_boolean_member (object, "sent", FALSE);
  tie_sandbox_sage_take_fields (write, write->body, object, fields, G_N_ELEMENTS (fields), "");
  contact = tie_sandbox_sage_take_contact (write, is_sale ? "CUSTOMER" : "VENDOR");
  tie_sandbox_sage_require (write, object, "", is_sale || has (write, TIE_SANDBOX_SAGE_CREDIT) ? required_of_sale : required_of_bill);
  tie_sandbox_sage_check_day (write, "date");
  if (is_sale)
    check_region (write);
  check_currency (write);
  tie_sandbox_sage_take_lines (write, lines);
  add_totals (write, tie_sandbox_json_get_array (object, lines));
  if (contact != NULL && is_sale && !has (write, TIE_SANDBOX_SAGE_CREDIT))
    give_due_date (write, contact);
  finish (write);
}

void
tie_sandbox_sage_apply_quick_entry (TieSandboxSageWrite *write)
{
  static const char *const required[] = { "quick_entry_type", "date", "reference", "ledger_account", "net_amount", NULL };
  JsonObject *object = write->record->object;
  g_autoptr (TieSandboxSageRecord) contact = NULL;

  if (!check_change (write))
    return;
  tie_sandbox_sage_take_fields (write, write->body, object, entry_fields, G_N_ELEMENTS (entry_fields), "");
  contact = tie_sandbox_sage_take_contact (write, "VENDOR");
  tie_sandbox_sage_require (write, object, "", required);
  tie_sandbox_sage_check_day (write, "date");
  tie_sandbox_sage_check_account (write, object);
  if (write->is_new || json_object_has_member (write->body, "net_amount") || json_object_has_member (write->body, "tax_rate_id"))
    tie_sandbox_sage_check_tax (write, write->body, object, tie_sandbox_sage_get_number (object, "net_amount", TIE_MONEY_DECIMALS), "");
  tie_sandbox_sage_set_number (object, "total_amount",
                               tie_sandbox_sage_get_number (object, "net_amount", TIE_MONEY_DECIMALS) + tie_sandbox_sage_get_number (object, "tax_amount", TIE_MONEY_DECIMALS),
                               TIE_MONEY_DECIMALS);
  if (write->problems->len > 0)
    return;
  json_object_set_string_member (object, "displayed_as", tie_sandbox_json_get_text (object, "reference"));
  tie_sandbox_sage_settle (write->call, write->record);
}

void
tie_sandbox_sage_release (TieSandboxSageCall *call,
                          const TieSandboxSageKind *kind,
                          const char *id,
                          TieSandboxAnswer *answer)
{
  g_autoptr (TieSandboxSageRecord) record = tie_sandbox_sage_get (call, kind->name, id);

  if (record == NULL)
    tie_sandbox_sage_answer_error (answer, SOUP_STATUS_NOT_FOUND, "RecordNotFound", "The record was not found.");
  else if (g_strcmp0 (record->status, "DRAFT") != 0)
    tie_sandbox_sage_answer_error (answer, SOUP_STATUS_UNPROCESSABLE_ENTITY, "RecordInvalid", "Only drafts can be released.");
  else if (tie_sandbox_sage_is_locked (call, record->date))
    tie_sandbox_sage_answer_error (answer, SOUP_STATUS_UNPROCESSABLE_ENTITY, "RecordInvalid", "The date is before the year end lockdown date.");
  else
    {
      set_status (record->object, "UNPAID");
      give_number (call, record);
      tie_sandbox_sage_settle (call, record);
      tie_sandbox_sage_put (call, record);
      tie_sandbox_sage_answer_object (answer, SOUP_STATUS_OK, tie_sandbox_sage_present (call, record, NULL, FALSE));
    }
}

void
tie_sandbox_sage_void (TieSandboxSageCall *call,
                       TieSandboxSageRecord *record,
                       const TieSandboxRequest *request,
                       TieSandboxAnswer *answer)
{
  const char *reason = g_hash_table_lookup (request->query, "void_reason");

  if (g_strcmp0 (record->status, "VOID") == 0)
    tie_sandbox_sage_answer_error (answer, SOUP_STATUS_UNPROCESSABLE_ENTITY, "RecordInvalid", "The transaction is void already.");
  else if (tie_text_is_empty (reason))
    tie_sandbox_sage_answer_error (answer, SOUP_STATUS_UNPROCESSABLE_ENTITY, "RecordInvalid", "void_reason can't be blank.");
  else
    {
      set_status (record->object, "VOID");
      json_object_set_string_member (record->object, "void_reason", reason);
      tie_sandbox_sage_settle (call, record);
      tie_sandbox_sage_put (call, record);
      tie_sandbox_sage_answer_object (answer, SOUP_STATUS_OK, tie_sandbox_sage_present (call, record, NULL, FALSE));
    }
}

void
tie_sandbox_sage_settle (TieSandboxSageCall *call,
                         TieSandboxSageRecord *record)
{
  JsonObject *object = record->object;
  const char *status = tie_sandbox_sage_get_reference (object, "status");
  gint64 total = tie_sandbox_sage_get_number (object, "total_amount", TIE_MONEY_DECIMALS);
  gint64 left = tie_sandbox_sage_get_outstanding (call, record);
  gboolean is_void = g_strcmp0 (status, "VOID") == 0;

  if (!is_void && g_strcmp0 (status, "DRAFT") != 0)
    set_status (object, left == 0 ? "PAID" : left < total ? "PART_PAID" : "UNPAID");
  tie_sandbox_sage_set_number (object, "outstanding_amount", is_void ? 0 : left, TIE_MONEY_DECIMALS);
  tie_sandbox_sage_set_number (object, "payments_allocations_total_amount", total - left, TIE_MONEY_DECIMALS);
  json_object_set_boolean_member (object, "editable", !is_void && left == total);
}
