/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-xero-meddle"
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "sandbox/xero/tie-sandbox-xero.h"

/* The colleague who sits at the same books, and is a moment faster. */

typedef void (*Deed) (TieSandboxXeroCall *call, const TieSandboxXeroKind *kind, JsonObject *body);

static void
touch (TieSandboxXeroCall *call,
       const TieSandboxXeroKind *kind,
       JsonObject *body)
{
  g_autoptr (TieSandboxXeroRecord) record = tie_sandbox_xero_get (call, kind->name, tie_sandbox_json_get_text (body, kind->id_member));

  if (record != NULL)
    tie_sandbox_xero_put (call, record);
}

/* The same thing, made by another; FALSE when the rules refuse it. */
static gboolean
make (TieSandboxXeroCall *call,
      const TieSandboxXeroKind *kind,
      JsonObject *body)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (TieSandboxXeroRecord) record = tie_sandbox_xero_record_new (kind->name);
  TieSandboxXeroWrite write = { .call = call, .kind = kind, .body = body, .record = record, .is_new = TRUE, .problems = problems };

  if (tie_sandbox_json_get_text (body, kind->id_member) != NULL || kind->apply == NULL)
    return FALSE;
  tie_sandbox_xero_write_element (&write);
  return problems->len == 0;
}

static void
take (TieSandboxXeroCall *call,
      const TieSandboxXeroKind *kind,
      JsonObject *body)
{
  make (call, kind, body);
}

static void
archive (TieSandboxXeroCall *call,
         const TieSandboxXeroKind *kind,
         JsonObject *body)
{
  JsonObject *contact = g_str_equal (kind->name, "Contact") ? body : tie_sandbox_json_get_object (body, "Contact");
  g_autoptr (TieSandboxXeroRecord) record = NULL;

  record = tie_sandbox_xero_get (call, "Contact", contact != NULL ? tie_sandbox_json_get_text (contact, "ContactID") : NULL);
  if (record == NULL)
    return;
  json_object_set_string_member (record->object, "ContactStatus", "ARCHIVED");
  tie_sandbox_xero_put (call, record);
}

static void
do_to_request (TieSandboxXeroCall *call,
               const TieSandboxRequest *request,
               Deed deed)
{
  g_auto (GStrv) parts = g_strsplit (request->path, "/", -1);
  g_autoptr (JsonNode) root = tie_sandbox_json_parse (request->body);
  JsonObject *body = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  const TieSandboxXeroKind *kind = g_strv_length (parts) > 3 ? tie_sandbox_xero_kind_find (parts[3]) : NULL;
  JsonArray *elements = body != NULL && kind != NULL ? tie_sandbox_json_get_array (body, kind->plural) : NULL;

  for (guint i = 0; elements != NULL && i < json_array_get_length (elements); i++)
    {
      JsonNode *node = json_array_get_element (elements, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        deed (call, kind, json_node_get_object (node));
    }
}

static void
close_books (TieSandboxXeroCall *call)
{
  g_autoptr (TieSandboxXeroRecord) organisation = tie_sandbox_xero_get (call, "Organisation", call->tenant);
  g_autofree char *today = tie_sandbox_xero_today (call);

  if (organisation == NULL)
    return;
  tie_sandbox_xero_set_lock (organisation->object, "PeriodLockDate", today);
  tie_sandbox_xero_put (call, organisation);
}

static void
use_key (TieSandboxXeroCall *call,
         const TieSandboxRequest *request)
{
  const char *key = soup_message_headers_get_one (request->headers, "Idempotency-Key");

  if (key != NULL)
    tie_sandbox_store_run (call->store, "INSERT OR REPLACE INTO xero_reply VALUES (?, 'of another request', 200, '{}', ?)", "si", key, tie_sandbox_company_now (call->service->company));
}

void
tie_sandbox_xero_meddle (TieSandboxService *service,
                         TieSandboxFaultKind kind,
                         const TieSandboxRequest *request)
{
  const char *tenant = soup_message_headers_get_one (request->headers, "Xero-Tenant-Id");
  TieSandboxXeroCall call = { .service = service, .store = service->company->store, .tenant = tenant != NULL ? tenant : "", .unit_decimals = 4 };

  tie_sandbox_store_begin (call.store);
  if (kind == TIE_SANDBOX_FAULT_EXPIRED)
    tie_sandbox_oauth_expire_all (service);
  else if (kind == TIE_SANDBOX_FAULT_REVOKED)
    tie_sandbox_oauth_revoke_all (service);
  else if (kind == TIE_SANDBOX_FAULT_DISCONNECTED)
    tie_sandbox_xero_disconnect (service);
  else if (kind == TIE_SANDBOX_FAULT_EDITED)
    do_to_request (&call, request, touch);
  else if (kind == TIE_SANDBOX_FAULT_TAKEN)
    do_to_request (&call, request, take);
  else if (kind == TIE_SANDBOX_FAULT_ARCHIVED)
    do_to_request (&call, request, archive);
  else if (kind == TIE_SANDBOX_FAULT_CLOSED)
    close_books (&call);
  else if (kind == TIE_SANDBOX_FAULT_KEY_USED)
    use_key (&call, request);
  tie_sandbox_store_commit (call.store);
}

static void
overwrite (JsonObject *object,
           JsonObject *members)
{
  static const char *const names[] = { "PeriodLockDate", "EndOfYearLockDate" };

  tie_sandbox_edit_overwrite (object, members);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *day = tie_sandbox_json_get_text (members, names[i]);

      if (day != NULL && strlen (day) == 10)
        tie_sandbox_xero_set_lock (object, names[i], day);
    }
}

static TieSandboxXeroRecord *
find (TieSandboxXeroCall *call,
      const TieSandboxXeroKind *kind,
      JsonObject *edit)
{
  TieSandboxXeroRecord *found = tie_sandbox_xero_get (call, kind->name, tie_sandbox_json_get_text (edit, "id"));

  if (found == NULL)
    found = tie_sandbox_xero_find_number (call, kind->name, tie_sandbox_json_get_text (edit, "number"));
  if (found == NULL)
    found = tie_sandbox_xero_find_name (call, kind->name, tie_sandbox_json_get_text (edit, "name"));
  return found;
}

static const char *
apply_edit (TieSandboxXeroCall *call,
            const TieSandboxXeroKind *kind,
            JsonObject *edit)
{
  const char *action = tie_sandbox_json_get_text (edit, "action");
  JsonObject *members = tie_sandbox_json_get_object (edit, "members");
  g_autoptr (TieSandboxXeroRecord) record = NULL;

  if (g_strcmp0 (action, "create") == 0 && members != NULL)
    return make (call, kind, members) ? NULL : "The rules of the books refuse it";
  record = find (call, kind, edit);
  if (record == NULL)
    return "There is no such object";
  if (g_strcmp0 (action, "set") == 0 && members != NULL)
    overwrite (record->object, members);
  else if (g_strcmp0 (action, "delete") == 0)
    {
      tie_sandbox_xero_drop (call, record);
      return NULL;
    }
  else if (g_strcmp0 (action, "bump") != 0)
    return "The action is not known";
  tie_sandbox_xero_put (call, record);
  return NULL;
}

/* {"action":"create|set|bump|delete","entity":"Contact","id"|"number"|"name":…,"members":{…}}, and "tenant" for another
 * organisation than the first.  Set asks for no rules. */
gboolean
tie_sandbox_xero_edit (TieSandboxService *service,
                       const char *json,
                       GError **error)
{
  g_autoptr (JsonNode) root = tie_sandbox_json_parse (json);
  JsonObject *edit = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  const char *entity = edit != NULL ? tie_sandbox_json_get_text (edit, "entity") : NULL;
  g_autofree char *plural = entity != NULL ? g_str_equal (entity, "TrackingCategory") ? g_strdup ("TrackingCategories") : g_strconcat (entity, "s", NULL) : NULL;
  const TieSandboxXeroKind *kind = plural != NULL ? tie_sandbox_xero_kind_find (plural) : NULL;
  const char *tenant = edit != NULL ? tie_sandbox_json_get_text (edit, "tenant") : NULL;
  TieSandboxXeroCall call = { .service = service, .store = service->company->store, .unit_decimals = 4 };
  const char *problem = "The edit names no entity";

  call.tenant = tenant != NULL ? tenant : service->company->realm;
  if (kind != NULL)
    problem = apply_edit (&call, kind, edit);
  if (problem != NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, problem);
  return problem == NULL;
}
