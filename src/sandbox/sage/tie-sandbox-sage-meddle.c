/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-sage-meddle"
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "sandbox/sage/tie-sandbox-sage.h"

/* The colleague who sits at the same books, and is a moment faster. */

/* FALSE when the rules refuse it. */
static gboolean
make (TieSandboxSageCall *call,
      const TieSandboxSageKind *kind,
      JsonObject *body)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (tie_sandbox_sage_problem_free);
  g_autoptr (TieSandboxSageRecord) record = tie_sandbox_sage_record_new (kind);
  g_autoptr (JsonObject) own = tie_sandbox_json_copy (body);
  TieSandboxSageWrite write = { .call = call, .kind = kind, .body = own, .record = record, .is_new = TRUE, .problems = problems };

  json_object_remove_member (own, "idempotency_id");
  tie_sandbox_sage_write_record (&write);
  return problems->len == 0;
}

static void
touch (TieSandboxSageCall *call,
       const TieSandboxSageKind *kind,
       const char *id)
{
  g_autoptr (TieSandboxSageRecord) record = tie_sandbox_sage_get (call, kind->name, id);

  if (record == NULL)
    return;
  json_object_set_string_member (record->object, "notes", "Changed by somebody else");
  tie_sandbox_sage_put (call, record);
}

/* The contact, or the one of the document, is deleted. */
static void
remove_contact (TieSandboxSageCall *call,
                const TieSandboxSageKind *kind,
                const char *id,
                JsonObject *body)
{
  const char *contact_id = g_str_equal (kind->name, "contact") ? id : tie_sandbox_json_get_text (body, "contact_id");
  g_autoptr (TieSandboxSageRecord) contact = tie_sandbox_sage_get (call, "contact", contact_id);

  if (contact != NULL)
    tie_sandbox_sage_drop (call, contact);
}

static void
close_books (TieSandboxSageCall *call)
{
  g_autoptr (TieSandboxSageRecord) settings = tie_sandbox_sage_get (call, "financial_settings", call->business);
  g_autofree char *today = tie_sandbox_sage_format_day (tie_sandbox_sage_now (call));

  json_object_set_string_member (settings->object, "year_end_lockdown_date", today);
  tie_sandbox_sage_put (call, settings);
}

static void
remove_business (TieSandboxSageCall *call)
{
  g_autoptr (TieSandboxSageRecord) business = tie_sandbox_sage_get (call, "business", call->business);

  tie_sandbox_sage_drop (call, business);
}

static void
use_key (TieSandboxSageCall *call,
         JsonObject *body)
{
  const char *key = tie_sandbox_json_get_text (body, "idempotency_id");

  if (key != NULL)
    tie_sandbox_store_run (call->store, "INSERT OR REPLACE INTO sage_reply VALUES (?, ?, 'of another request', '{}', ?)", "ssi", call->business, key, tie_sandbox_sage_now (call));
}

static void
act (TieSandboxSageCall *call,
     TieSandboxFaultKind fault,
     const TieSandboxRequest *request)
{
  g_auto (GStrv) parts = g_strsplit (request->path + strlen (TIE_SANDBOX_SAGE_API), "/", -1);
  const TieSandboxSageKind *kind = parts[0] != NULL ? tie_sandbox_sage_kind_find (parts[0]) : NULL;
  g_autoptr (JsonNode) root = tie_sandbox_json_parse (request->body);
  JsonObject *wrapper = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonObject *body = kind != NULL ? tie_sandbox_json_get_object (wrapper, kind->name) : NULL;

  if (fault == TIE_SANDBOX_FAULT_CLOSED)
    close_books (call);
  else if (fault == TIE_SANDBOX_FAULT_DISCONNECTED)
    remove_business (call);
  else if (kind == NULL)
    return;
  else if (fault == TIE_SANDBOX_FAULT_EDITED && parts[1] != NULL)
    touch (call, kind, parts[1]);
  else if (fault == TIE_SANDBOX_FAULT_TAKEN && body != NULL && g_str_equal (request->method, "POST"))
    make (call, kind, body);
  else if (fault == TIE_SANDBOX_FAULT_ARCHIVED)
    remove_contact (call, kind, parts[1], body);
  else if (fault == TIE_SANDBOX_FAULT_KEY_USED && body != NULL)
    use_key (call, body);
}

void
tie_sandbox_sage_meddle (TieSandboxService *service,
                         TieSandboxFaultKind kind,
                         const TieSandboxRequest *request)
{
  const char *business = soup_message_headers_get_one (request->headers, "X-Business");
  g_auto (TieSandboxSageCall) call = { .service = service, .store = service->company->store };
  g_auto (TieSandboxAnswer) nobody = { 0 };

  if (kind == TIE_SANDBOX_FAULT_NONE)
    return;
  tie_sandbox_store_begin (call.store);
  if (kind == TIE_SANDBOX_FAULT_EXPIRED)
    tie_sandbox_oauth_expire_all (service);
  else if (kind == TIE_SANDBOX_FAULT_REVOKED)
    tie_sandbox_oauth_revoke_all (service);
  else if (request->is_api && tie_sandbox_sage_open_business (&call, business, &nobody))
    act (&call, kind, request);
  tie_sandbox_store_commit (call.store);
}

static TieSandboxSageRecord *
find (TieSandboxSageCall *call,
      const TieSandboxSageKind *kind,
      JsonObject *edit)
{
  gboolean is_single = (kind->traits & TIE_SANDBOX_SAGE_SINGLE) != 0 || g_str_equal (kind->name, "business");
  TieSandboxSageRecord *found = tie_sandbox_sage_get (call, kind->name, is_single ? call->business : tie_sandbox_json_get_text (edit, "id"));

  if (found == NULL)
    found = tie_sandbox_sage_find_key (call, kind->name, tie_sandbox_json_get_text (edit, "reference"));
  if (found == NULL)
    found = tie_sandbox_sage_find_name (call, kind->name, tie_sandbox_json_get_text (edit, "name"));
  return found;
}

static const char *
apply_edit (TieSandboxSageCall *call,
            const TieSandboxSageKind *kind,
            JsonObject *edit)
{
  const char *action = tie_sandbox_json_get_text (edit, "action");
  JsonObject *members = tie_sandbox_json_get_object (edit, "members");
  g_autoptr (TieSandboxSageRecord) record = NULL;

  if (g_strcmp0 (action, "create") == 0 && members != NULL)
    return make (call, kind, members) ? NULL : "The rules of the books refuse it";
  record = find (call, kind, edit);
  if (record == NULL)
    return "There is no such object";
  if (g_strcmp0 (action, "set") == 0 && members != NULL)
    tie_sandbox_edit_overwrite (record->object, members);
  else if (g_strcmp0 (action, "delete") == 0)
    {
      tie_sandbox_sage_unallocate (call, record->id);
      tie_sandbox_sage_drop (call, record);
      return NULL;
    }
  else if (g_strcmp0 (action, "bump") != 0)
    return "The action is not known";
  tie_sandbox_sage_put (call, record);
  return NULL;
}

/* {"action":"create|set|bump|delete","entity":"contact","id"|"reference"|"name":…,"members":{…}}, and "business" for another
 * one than the first.  Set asks for no rules; create takes names and codes instead of ids. */
gboolean
tie_sandbox_sage_edit (TieSandboxService *service,
                       const char *json,
                       GError **error)
{
  g_autoptr (JsonNode) root = tie_sandbox_json_parse (json);
  JsonObject *edit = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  const char *entity = edit != NULL ? tie_sandbox_json_get_text (edit, "entity") : NULL;
  const TieSandboxSageKind *kind = entity != NULL ? tie_sandbox_sage_kind_get (entity) : NULL;
  const char *business = edit != NULL ? tie_sandbox_json_get_text (edit, "business") : NULL;
  g_auto (TieSandboxSageCall) call = { .service = service, .store = service->company->store, .is_loading = TRUE };
  g_auto (TieSandboxAnswer) nobody = { 0 };
  const char *problem = "The edit names no entity";

  if (kind != NULL)
    problem = tie_sandbox_sage_open_business (&call, business != NULL ? business : service->company->realm, &nobody) ? apply_edit (&call, kind, edit) : "There is no such business";
  if (problem != NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, problem);
  return problem == NULL;
}
