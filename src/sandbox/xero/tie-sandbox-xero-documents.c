/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-xero-documents"
#include "config.h"

#include <string.h>

#include "base/tie-money.h"
#include "base/tie-text.h"
#include "sandbox/xero/tie-sandbox-xero.h"

/* Invoices and bills (one kind, two types) and credit notes. */

static const TieSandboxXeroField fields[] = {
  { "Type", 'e', 0, "ACCREC ACCPAY ACCRECCREDIT ACCPAYCREDIT" },
  { "InvoiceNumber", 's', 255, NULL },
  { "CreditNoteNumber", 's', 255, NULL },
  { "Reference", 's', 255, NULL },
  { "Date", 'd', 0, NULL },
  { "DueDate", 'd', 0, NULL },
  { "LineAmountTypes", 'e', 0, "Exclusive Inclusive NoTax" },
  { "Status", 'e', 0, "DRAFT SUBMITTED AUTHORISED PAID VOIDED DELETED" },
  { "CurrencyCode", 's', 3, NULL },
  { "CurrencyRate", 'n', 0, NULL },
  { "Url", 's', 0, NULL },
  { "SentToContact", 'b', 0, NULL },
  { "BrandingThemeID", 's', 36, NULL },
};

static gboolean
is_sale (JsonObject *object)
{
  const char *type = tie_sandbox_json_get_text (object, "Type");

  return type != NULL && g_str_has_prefix (type, "ACCREC");
}

static void
check_lock (TieSandboxXeroWrite *write,
            JsonObject *object)
{
  g_autofree char *day = tie_sandbox_xero_dup_day (object, "Date");
  g_autofree char *message = NULL;

  if (day != NULL && tie_sandbox_xero_is_locked (write->call, day, &message))
    tie_sandbox_xero_problem (write, "%s", message);
}

static gboolean
may_become (const char *old,
            const char *new,
            gboolean is_allocated)
{
  if (g_strcmp0 (old, new) == 0)
    return TRUE;
  if (g_str_equal (new, "DELETED"))
    return g_str_equal (old, "DRAFT") || g_str_equal (old, "SUBMITTED");
  if (g_str_equal (new, "VOIDED"))
    return g_str_equal (old, "AUTHORISED") && !is_allocated;
  return !g_str_equal (old, "AUTHORISED") && !g_str_equal (new, "PAID");
}

static gboolean
has_allocations (JsonObject *object)
{
  static const char *const members[] = { "Payments", "CreditNotes", "Allocations" };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonArray *array = tie_sandbox_json_get_array (object, members[i]);

      if (array != NULL && json_array_get_length (array) > 0)
        return TRUE;
    }
  return FALSE;
}

/* What is paid, void or gone stays as it is, but that it was sent. */
static gboolean
check_change (TieSandboxXeroWrite *write)
{
  const char *old = write->record->status;
  const char *new = tie_sandbox_json_get_text (write->body, "Status");
  gboolean is_allocated = has_allocations (write->record->object);

  if (write->is_new)
    return TRUE;
  if (!g_str_equal (old, "DRAFT") && !g_str_equal (old, "SUBMITTED") && !g_str_equal (old, "AUTHORISED"))
    tie_sandbox_xero_problem (write, "Invoice not of valid status for modification");
  else if (is_allocated)
    tie_sandbox_xero_problem (write, "The document cannot be edited because it has payment or credit notes allocated");
  else if (new != NULL && !may_become (old, new, is_allocated))
    tie_sandbox_xero_problem (write, "Invoice not of valid status for modification");
  else
    check_lock (write, write->record->object);
  return write->problems->len == 0;
}

/* INV-0001 and on, as the organisation numbers them when a number is left out. */
static void
give_number (TieSandboxXeroWrite *write,
             gboolean is_note)
{
  JsonObject *object = write->record->object;
  const char *member = is_note ? "CreditNoteNumber" : "InvoiceNumber";
  gint64 next;

  if (!is_sale (object) || !tie_text_is_empty (tie_sandbox_json_get_text (object, member)))
    return;
  next = tie_sandbox_store_get_number (write->call->store,
                                       "SELECT coalesce (max (CAST (substr (number, ?) AS INTEGER)), 0) + 1 FROM xero_record WHERE tenant = ? AND kind = ? AND number LIKE ?",
                                       "isss", (gint64) (is_note ? 4 : 5), write->call->tenant, write->kind->name, is_note ? "cn-%" : "inv-%");
  for (gboolean is_found = TRUE; is_found; next++)
    {
      g_autofree char *number = g_strdup_printf ("%s-%04d", is_note ? "CN" : "INV", (int) next);
      g_autoptr (TieSandboxXeroRecord) other = tie_sandbox_xero_find_number (write->call, write->kind->name, number);

      is_found = other != NULL;
      json_object_set_string_member (object, member, number);
    }
}

static void
check_number (TieSandboxXeroWrite *write,
              gboolean is_note)
{
  const char *member = is_note ? "CreditNoteNumber" : "InvoiceNumber";
  const char *number = tie_sandbox_json_get_text (write->record->object, member);
  g_autofree char *folded = number != NULL ? tie_sandbox_fold (number) : NULL;

  if (!is_sale (write->record->object) || folded == NULL)
    return;
  if (tie_sandbox_store_get_number (write->call->store,
                                    "SELECT count(*) FROM xero_record WHERE tenant = ? AND kind = ? AND number = ? AND id <> ? AND json_extract (json, '$.Type') LIKE 'ACCREC%'",
                                    "ssss", write->call->tenant, write->kind->name, folded, write->record->id != NULL ? write->record->id : "") > 0)
    tie_sandbox_xero_problem (write, is_note ? "Credit note # must be unique." : "Invoice # must be unique.");
}

static void
set_contact (TieSandboxXeroWrite *write)
{
  g_autoptr (TieSandboxXeroRecord) contact = NULL;
  JsonObject *named;

  if (!write->is_new && !json_object_has_member (write->body, "Contact"))
    return;
  contact = tie_sandbox_xero_take_contact (write);
  if (contact == NULL)
    return;
  named = json_object_new ();
  json_object_set_string_member (named, "ContactID", contact->id);
  json_object_set_string_member (named, "Name", tie_sandbox_json_get_text (contact->object, "Name"));
  json_object_set_object_member (write->record->object, "Contact", named);
  /* Becoming a customer does not move the contact's stamp. */
  json_object_set_boolean_member (contact->object, is_sale (write->record->object) ? "IsCustomer" : "IsSupplier", TRUE);
  {
    g_autofree char *json = tie_sandbox_json_write_object (contact->object);

    tie_sandbox_store_run (write->call->store, "UPDATE xero_record SET json = ? WHERE tenant = ? AND kind = 'Contact' AND id = ?", "sss", json, write->call->tenant, contact->id);
  }
}

static void
check_currency (TieSandboxXeroWrite *write)
{
  g_autoptr (TieSandboxXeroRecord) organisation = tie_sandbox_xero_get (write->call, "Organisation", write->call->tenant);
  const char *base = tie_sandbox_json_get_text (organisation->object, "BaseCurrency");
  const char *currency = tie_sandbox_json_get_text (write->record->object, "CurrencyCode");

  if (currency == NULL)
    json_object_set_string_member (write->record->object, "CurrencyCode", base);
  else if (!g_str_equal (currency, base))
    tie_sandbox_xero_problem (write, "The currency code %s is not subscribed to by this organisation", currency);
}

static void
set_new (TieSandboxXeroWrite *write,
         gboolean is_note)
{
  JsonObject *object = write->record->object;

  json_object_set_string_member (object, "Status", "DRAFT");
  json_object_set_string_member (object, "LineAmountTypes", "Exclusive");
  json_object_set_array_member (object, "Payments", json_array_new ());
  json_object_set_array_member (object, is_note ? "Allocations" : "CreditNotes", json_array_new ());
  json_object_set_boolean_member (object, "HasAttachments", FALSE);
  json_object_set_boolean_member (object, "SentToContact", FALSE);
}

static void
check_whole (TieSandboxXeroWrite *write,
             gboolean is_note)
{
  JsonObject *object = write->record->object;
  const char *status = tie_sandbox_json_get_text (object, "Status");
  const char *type = tie_sandbox_json_get_text (object, "Type");

  if (type == NULL || g_str_has_suffix (type, "CREDIT") != is_note)
    tie_sandbox_xero_problem (write, "Type is missing or not valid for this document");
  if (write->is_new && !g_str_equal (status, "DRAFT") && !g_str_equal (status, "SUBMITTED") && !g_str_equal (status, "AUTHORISED"))
    tie_sandbox_xero_problem (write, "Invoice not of valid status for creation");
  if (!json_object_has_member (object, "Date"))
    {
      g_autofree char *today = tie_sandbox_xero_today (write->call);

      tie_sandbox_xero_set_day (object, "Date", today);
    }
  if (!is_note && !json_object_has_member (object, "DueDate") && (g_str_equal (status, "SUBMITTED") || g_str_equal (status, "AUTHORISED")))
    tie_sandbox_xero_problem (write, "DueDate is required");
  check_lock (write, object);
}

void
tie_sandbox_xero_apply_document (TieSandboxXeroWrite *write)
{
  JsonObject *object = write->record->object;
  gboolean is_note = g_str_equal (write->kind->name, "CreditNote");

  if (!check_change (write))
    return;
  if (write->is_new)
    set_new (write, is_note);
  tie_sandbox_xero_take_fields (write, write->body, object, fields, G_N_ELEMENTS (fields));
  check_whole (write, is_note);
  if (write->problems->len > 0)
    return;
  set_contact (write);
  check_currency (write);
  give_number (write, is_note);
  check_number (write, is_note);
  tie_sandbox_xero_compute_lines (write, is_sale (object));
  if (write->problems->len == 0)
    tie_sandbox_xero_settle (write->call, write->record);
}

static gint64
sum (JsonObject *object,
     const char *list,
     const char *member)
{
  JsonArray *array = tie_sandbox_json_get_array (object, list);
  gint64 total = 0;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    total += tie_sandbox_json_get_cents (json_array_get_object_element (array, i), member);
  return total;
}

/* Paid is what owes nothing any more, and no longer so when a payment goes. */
void
tie_sandbox_xero_settle (TieSandboxXeroCall *call,
                         TieSandboxXeroRecord *document)
{
  JsonObject *object = document->object;
  gboolean is_note = g_str_equal (document->kind, "CreditNote");
  const char *status = tie_sandbox_json_get_text (object, "Status");
  gint64 total = tie_sandbox_json_get_cents (object, "Total");
  gint64 paid = sum (object, "Payments", "Amount");
  gint64 credited = is_note ? sum (object, "Allocations", "Amount") : sum (object, "CreditNotes", "AppliedAmount");
  gboolean is_open = g_str_equal (status, "AUTHORISED") || g_str_equal (status, "PAID");
  gint64 left = g_str_equal (status, "VOIDED") || g_str_equal (status, "DELETED") ? 0 : total - paid - credited;

  if (is_note)
    tie_sandbox_json_set_cents (object, "RemainingCredit", left);
  else
    {
      tie_sandbox_json_set_cents (object, "AmountDue", left);
      tie_sandbox_json_set_cents (object, "AmountPaid", paid);
      tie_sandbox_json_set_cents (object, "AmountCredited", credited);
    }
  if (is_open)
    json_object_set_string_member (object, "Status", left == 0 && total > 0 ? "PAID" : "AUTHORISED");
}
