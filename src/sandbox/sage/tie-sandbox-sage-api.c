/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-sage-api"
#include "config.h"

#include <string.h>

#include "sandbox/sage/tie-sandbox-sage.h"

#define LISTED (TIE_SANDBOX_SAGE_STAMPED | TIE_SANDBOX_SAGE_REPLAYS)
#define WHOLE (LISTED | TIE_SANDBOX_SAGE_TOMBS | TIE_SANDBOX_SAGE_DELETABLE)
#define PAPER (WHOLE | TIE_SANDBOX_SAGE_SORTED | TIE_SANDBOX_SAGE_DOCUMENT)
#define SINGLE (TIE_SANDBOX_SAGE_READ_ONLY | TIE_SANDBOX_SAGE_SINGLE)

#define ALL "PLUS STANDARD START"
#define BILLS "PLUS STANDARD"

static const TieSandboxSageKind kinds[] = {
  { "contact", "contacts", "Contacts", "reference", "name", ALL, WHOLE, tie_sandbox_sage_apply_contact },
  { "ledger_account", "ledger_accounts", "Settings", "nominal_code", "displayed_as", ALL, LISTED, tie_sandbox_sage_apply_account },
  { "bank_account", "bank_accounts", "Bank", "nominal_code", "account_name", ALL, LISTED | TIE_SANDBOX_SAGE_READ_ONLY, tie_sandbox_sage_apply_bank },
  { "tax_rate", "tax_rates", "Settings", NULL, "name", "PLUS.US START.US", TIE_SANDBOX_SAGE_STAMPED | TIE_SANDBOX_SAGE_FIXED, tie_sandbox_sage_apply_tax_rate },
  { "product", "products", "Products & Services", "item_code", "description", BILLS, WHOLE, tie_sandbox_sage_apply_item },
  { "service", "services", "Products & Services", "item_code", "description", BILLS, WHOLE, tie_sandbox_sage_apply_item },
  { "sales_invoice", "sales_invoices", "Sales", "reference", "displayed_as", ALL, PAPER | TIE_SANDBOX_SAGE_SALE, tie_sandbox_sage_apply_document },
  /* Lists of what the Standard edition may differ; of the United Kingdom they agree. */
  { "sales_credit_note", "sales_credit_notes", "Sales", "reference", "displayed_as", "PLUS STANDARD.GB START",
    PAPER | TIE_SANDBOX_SAGE_SALE | TIE_SANDBOX_SAGE_CREDIT, tie_sandbox_sage_apply_document },
  { "purchase_invoice", "purchase_invoices", "Purchases", "reference", "displayed_as", BILLS, PAPER, tie_sandbox_sage_apply_document },
  { "purchase_credit_note", "purchase_credit_notes", "Purchases", "reference", "displayed_as", "PLUS", PAPER | TIE_SANDBOX_SAGE_CREDIT, tie_sandbox_sage_apply_document },
  { "purchase_quick_entry", "purchase_quick_entries", "Purchases", "reference", "displayed_as", BILLS, WHOLE | TIE_SANDBOX_SAGE_SORTED, tie_sandbox_sage_apply_quick_entry },
  { "contact_payment", "contact_payments", "Bank", "reference", "displayed_as", ALL, WHOLE | TIE_SANDBOX_SAGE_SORTED, tie_sandbox_sage_apply_payment },
  { "contact_allocation", "contact_allocations", "Bank", NULL, "displayed_as", BILLS, WHOLE | TIE_SANDBOX_SAGE_SORTED | TIE_SANDBOX_SAGE_FIXED, tie_sandbox_sage_apply_allocation },
  { "financial_settings", "financial_settings", "Settings", NULL, NULL, ALL, SINGLE, tie_sandbox_sage_apply_constant },
  { "business_settings", "business_settings", "Settings", NULL, NULL, ALL, SINGLE, tie_sandbox_sage_apply_constant },
  { "invoice_settings", "invoice_settings", "Settings", NULL, NULL, ALL, SINGLE, tie_sandbox_sage_apply_constant },
  { "country", "countries", "Settings", NULL, "displayed_as", ALL, TIE_SANDBOX_SAGE_READ_ONLY, tie_sandbox_sage_apply_constant },
  { "business", "businesses", "Settings", NULL, "name", ALL, TIE_SANDBOX_SAGE_READ_ONLY, tie_sandbox_sage_apply_constant },
};

const TieSandboxSageKind *
tie_sandbox_sage_kind_find (const char *plural)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (kinds[i].plural, plural))
        return &kinds[i];
    }
  return NULL;
}

const TieSandboxSageKind *
tie_sandbox_sage_kind_get (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (kinds[i].name, name))
        return &kinds[i];
    }
  return NULL;
}

static gboolean
is_writable (const TieSandboxSageKind *kind,
             const char *id,
             const char *method)
{
  if ((kind->traits & TIE_SANDBOX_SAGE_READ_ONLY) != 0)
    return FALSE;
  if (g_str_equal (method, "POST"))
    return id == NULL;
  if (g_str_equal (method, "PUT"))
    return id != NULL && (kind->traits & TIE_SANDBOX_SAGE_FIXED) == 0;
  return g_str_equal (method, "DELETE") && id != NULL && (kind->traits & TIE_SANDBOX_SAGE_DELETABLE) != 0;
}

static void
route (TieSandboxSageCall *call,
       const TieSandboxSageKind *kind,
       char **parts,
       const TieSandboxRequest *request,
       TieSandboxAnswer *answer)
{
  const char *id = parts[1];
  gboolean is_release = id != NULL && g_strcmp0 (parts[2], "release") == 0 && (kind->traits & TIE_SANDBOX_SAGE_DOCUMENT) != 0;

  if (id != NULL && parts[2] != NULL && !is_release)
    tie_sandbox_sage_answer_error (answer, SOUP_STATUS_NOT_FOUND, "NotFound", "There is nothing at this address.");
  else if (is_release && g_str_equal (request->method, "POST"))
    tie_sandbox_sage_release (call, kind, id, answer);
  else if (!is_release && g_str_equal (request->method, "GET"))
    tie_sandbox_sage_read (call, kind, id, request, answer);
  else if (is_release || !is_writable (kind, id, request->method))
    tie_sandbox_sage_answer_error (answer, SOUP_STATUS_METHOD_NOT_ALLOWED, "MethodNotAllowed", "The method is not allowed here.");
  else if (g_str_equal (request->method, "POST"))
    tie_sandbox_sage_create (call, kind, request, answer);
  else if (g_str_equal (request->method, "PUT"))
    tie_sandbox_sage_update (call, kind, id, request, answer);
  else
    tie_sandbox_sage_delete (call, kind, id, request, answer);
}

static void
work (TieSandboxSageCall *call,
      const TieSandboxSageKind *kind,
      char **parts,
      const TieSandboxRequest *request,
      TieSandboxAnswer *answer)
{
  tie_sandbox_store_begin (call->store);
  route (call, kind, parts, request, answer);
  if (!tie_sandbox_store_commit (call->store))
    tie_sandbox_sage_answer_error (answer, SOUP_STATUS_INTERNAL_SERVER_ERROR, "UnexpectedError", "An unexpected error occurred.");
}

gboolean
tie_sandbox_sage_api_handle (TieSandboxService *service,
                             const TieSandboxRequest *request,
                             TieSandboxAnswer *answer)
{
  const char *business = soup_message_headers_get_one (request->headers, "X-Business");
  g_auto (TieSandboxSageCall) call = { .service = service, .store = service->company->store };
  const TieSandboxSageKind *kind = NULL;
  g_auto (GStrv) parts = NULL;

  if (!g_str_has_prefix (request->path, TIE_SANDBOX_SAGE_API))
    return FALSE;
  parts = g_strsplit (request->path + strlen (TIE_SANDBOX_SAGE_API), "/", -1);
  kind = parts[0] != NULL ? tie_sandbox_sage_kind_find (parts[0]) : NULL;
  if (!tie_sandbox_sage_check_token (service, request, answer))
    return TRUE;
  if (parts[0] != NULL && g_str_equal (parts[0], "businesses"))
    {
      tie_sandbox_sage_businesses_handle (service, parts, request, answer);
      return TRUE;
    }
  if (!tie_sandbox_sage_open_business (&call, business, answer) || !tie_sandbox_sage_limits_admit (&call, answer))
    return TRUE;
  if (kind == NULL)
    tie_sandbox_sage_answer_error (answer, SOUP_STATUS_NOT_FOUND, "NotFound", "There is nothing at this address.");
  else if (tie_sandbox_sage_check_rights (&call, kind, request, answer))
    work (&call, kind, parts, request, answer);
  return TRUE;
}
