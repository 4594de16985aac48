/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-xero-api"
#include "config.h"

#include <string.h>

#include "base/tie-random.h"
#include "sandbox/tie-sandbox-operation.h"
#include "sandbox/xero/tie-sandbox-xero.h"

#define LARGEST_BODY 3500000

#define LISTED (TIE_SANDBOX_XERO_STAMPED | TIE_SANDBOX_XERO_BATCH)
#define WHOLE (LISTED | TIE_SANDBOX_XERO_PAGED)

static const TieSandboxXeroKind kinds[] = {
  { "Organisation", "Organisations", "OrganisationID", NULL, "Name", NULL, "accounting.settings", TIE_SANDBOX_XERO_READ_ONLY, NULL },
  { "Contact", "Contacts", "ContactID", "ContactNumber", "Name", "ContactStatus", "accounting.contacts", WHOLE, tie_sandbox_xero_apply_contact },
  { "Account", "Accounts", "AccountID", "Code", "Name", "Status", "accounting.settings",
    TIE_SANDBOX_XERO_STAMPED | TIE_SANDBOX_XERO_UNWRAPPED | TIE_SANDBOX_XERO_DELETABLE, tie_sandbox_xero_apply_account },
  { "Item", "Items", "ItemID", "Code", "Name", NULL, "accounting.settings accounting.invoices", LISTED | TIE_SANDBOX_XERO_DELETABLE, tie_sandbox_xero_apply_item },
  { "TaxRate", "TaxRates", "TaxRateID", "TaxType", "Name", "Status", "accounting.settings", TIE_SANDBOX_XERO_HIDDEN_ID, tie_sandbox_xero_apply_tax_rate },
  { "TrackingCategory", "TrackingCategories", "TrackingCategoryID", NULL, "Name", "Status", "accounting.settings",
    TIE_SANDBOX_XERO_UNWRAPPED | TIE_SANDBOX_XERO_ONE_POST | TIE_SANDBOX_XERO_DELETABLE, tie_sandbox_xero_apply_tracking },
  { "Invoice", "Invoices", "InvoiceID", "InvoiceNumber", NULL, "Status", "accounting.invoices", WHOLE, tie_sandbox_xero_apply_document },
  { "CreditNote", "CreditNotes", "CreditNoteID", "CreditNoteNumber", NULL, "Status", "accounting.invoices", WHOLE, tie_sandbox_xero_apply_document },
  { "Payment", "Payments", "PaymentID", NULL, NULL, "Status", "accounting.payments", WHOLE | TIE_SANDBOX_XERO_ONE_POST, tie_sandbox_xero_apply_payment },
  { "BatchPayment", "BatchPayments", "BatchPaymentID", NULL, NULL, "Status", "accounting.payments", LISTED | TIE_SANDBOX_XERO_ONE_POST, tie_sandbox_xero_apply_batch },
  { "Overpayment", "Overpayments", "OverpaymentID", NULL, NULL, "Status", "accounting.payments",
    TIE_SANDBOX_XERO_PAGED | TIE_SANDBOX_XERO_STAMPED | TIE_SANDBOX_XERO_READ_ONLY, tie_sandbox_xero_apply_overpayment },
  { "Prepayment", "Prepayments", "PrepaymentID", NULL, NULL, "Status", "accounting.payments",
    TIE_SANDBOX_XERO_PAGED | TIE_SANDBOX_XERO_STAMPED | TIE_SANDBOX_XERO_READ_ONLY, tie_sandbox_xero_apply_overpayment },
};

/* The singular opens the organisation, too: that is how the reference has it. */
const TieSandboxXeroKind *
tie_sandbox_xero_kind_find (const char *plural)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_ascii_strcasecmp (kinds[i].plural, plural) == 0 || (i == 0 && g_ascii_strcasecmp (kinds[i].name, plural) == 0))
        return &kinds[i];
    }
  return NULL;
}

const TieSandboxXeroKind *
tie_sandbox_xero_kind_get (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (kinds[i].name, name))
        return &kinds[i];
    }
  g_return_val_if_reached (NULL);
}

/* "\/Date(…)\/" is how the real one writes it; to a parser of JSON it is the same. */
static char *
escape_dates (char *json)
{
  GString *out = g_string_new (json);

  g_free (json);
  g_string_replace (out, "\"/Date(", "\"\\/Date(", 0);
  g_string_replace (out, ")/\"", ")\\/\"", 0);
  return g_string_free (out, FALSE);
}

char *
tie_sandbox_xero_write_json (JsonObject *object)
{
  return escape_dates (tie_sandbox_json_write_object (object));
}

char *
tie_sandbox_xero_envelope (TieSandboxXeroCall *call,
                           const char *plural,
                           JsonObject *pagination,
                           JsonArray *elements)
{
  g_autoptr (JsonObject) envelope = json_object_new ();
  g_autofree char *id = tie_random_uuid ();
  g_autofree char *now = tie_sandbox_xero_format_moment (tie_sandbox_xero_now (call));

  json_object_set_string_member (envelope, "Id", id);
  json_object_set_string_member (envelope, "Status", "OK");
  json_object_set_string_member (envelope, "ProviderName", "Tieout Sandbox");
  json_object_set_string_member (envelope, "DateTimeUTC", now);
  if (pagination != NULL)
    json_object_set_object_member (envelope, "pagination", pagination);
  json_object_set_array_member (envelope, plural, elements);
  return tie_sandbox_xero_write_json (envelope);
}

void
tie_sandbox_xero_answer_exception (TieSandboxAnswer *answer,
                                   guint status,
                                   guint number,
                                   const char *type,
                                   const char *message)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "{\"ErrorNumber\":%u,\"Type\":\"%s\",\"Message\":", number, type);
  tie_sandbox_json_append_quoted (out, message);
  g_string_append_c (out, '}');
  tie_sandbox_answer_set (answer, status, TIE_SANDBOX_JSON, g_string_free (out, FALSE));
}

static gboolean
wants_json (const TieSandboxRequest *request)
{
  const char *accept = soup_message_headers_get_list (request->headers, "Accept");

  return accept != NULL && strstr (accept, "application/json") != NULL;
}

static void
answer_not_found (TieSandboxAnswer *answer)
{
  tie_sandbox_answer_set (answer, SOUP_STATUS_NOT_FOUND, "text/html;charset=UTF-8", g_strdup ("The resource you're looking for cannot be found"));
}

static void
route (TieSandboxXeroCall *call,
       const TieSandboxXeroKind *kind,
       char **parts,
       const TieSandboxRequest *request,
       TieSandboxAnswer *answer)
{
  gboolean is_write = g_str_equal (request->method, "PUT") || g_str_equal (request->method, "POST");

  if (parts[1] != NULL && parts[2] != NULL)
    {
      if (!tie_sandbox_xero_options_handle (call, parts, request, answer) && !tie_sandbox_xero_allocations_handle (call, parts, request, answer))
        answer_not_found (answer);
    }
  else if (g_str_equal (request->method, "GET"))
    tie_sandbox_xero_read (call, kind, parts[1], request, answer);
  else if (g_str_equal (request->method, "DELETE") && parts[1] != NULL && (kind->traits & TIE_SANDBOX_XERO_DELETABLE) != 0)
    tie_sandbox_xero_delete (call, kind, parts[1], answer);
  else if (is_write && (kind->traits & TIE_SANDBOX_XERO_READ_ONLY) == 0)
    tie_sandbox_xero_post (call, kind, parts[1], request, answer);
  else
    tie_sandbox_xero_answer_exception (answer, SOUP_STATUS_METHOD_NOT_ALLOWED, 20, "ApiMethodNotAllowedException", "The HTTP method is not allowed here");
}

static void
work (TieSandboxXeroCall *call,
      const TieSandboxXeroKind *kind,
      char **parts,
      const TieSandboxRequest *request,
      TieSandboxAnswer *answer)
{
  if (tie_sandbox_xero_idempotency_replay (call->service, request, answer))
    return;
  tie_sandbox_store_begin (call->store);
  route (call, kind, parts, request, answer);
  tie_sandbox_xero_idempotency_keep (call->service, request, answer);
  if (!tie_sandbox_store_commit (call->store))
    tie_sandbox_xero_answer_exception (answer, SOUP_STATUS_INTERNAL_SERVER_ERROR, 0, "Error", "An error occurred in Xero. Check the API Status page");
}

gboolean
tie_sandbox_xero_api_handle (TieSandboxService *service,
                             const TieSandboxRequest *request,
                             TieSandboxAnswer *answer)
{
  const char *tenant = soup_message_headers_get_one (request->headers, "Xero-Tenant-Id");
  TieSandboxXeroCall call = { .service = service, .store = service->company->store, .tenant = tenant };
  const TieSandboxXeroKind *kind = NULL;
  g_auto (GStrv) parts = NULL;

  if (!g_str_has_prefix (request->path, TIE_SANDBOX_XERO_API))
    return FALSE;
  parts = g_strsplit (request->path + strlen (TIE_SANDBOX_XERO_API), "/", -1);
  kind = parts[0] != NULL ? tie_sandbox_xero_kind_find (parts[0]) : NULL;
  call.unit_decimals = g_strcmp0 (g_hash_table_lookup (request->query, "unitdp"), "4") == 0 ? 4 : 2;
  if (!tie_sandbox_xero_check (service, request, kind != NULL ? kind->scope : NULL, tenant != NULL ? tenant : "", answer)
      || !tie_sandbox_xero_limits_admit (service, tenant, answer))
    return TRUE;
  if (kind == NULL)
    answer_not_found (answer);
  else if (strlen (request->body) > LARGEST_BODY)
    tie_sandbox_answer_set (answer, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "text/plain", g_strdup ("Request entity too large"));
  else
    work (&call, kind, parts, request, answer);
  if (!wants_json (request) && answer->body != NULL && g_str_has_prefix (answer->type, "application/json"))
    {
      g_autofree char *json = g_steal_pointer (&answer->body);

      tie_sandbox_answer_set (answer, answer->status, "text/xml;charset=UTF-8", tie_sandbox_xml_from_json (json, "Response", NULL));
    }
  return TRUE;
}
