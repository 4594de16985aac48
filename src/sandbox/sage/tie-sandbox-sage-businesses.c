/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-sage-businesses"
#include "config.h"

#include <string.h>

#include "base/tie-text.h"
#include "sandbox/sage/tie-sandbox-sage.h"

/* Of a business nobody sees what the sandbox keeps there of its subscription and the user's rights. */
static JsonObject *
present (JsonObject *object,
         gboolean is_whole)
{
  static const char *const seen[] = { "id", "displayed_as", "$path", "name", "country" };
  JsonObject *shown = json_object_new ();

  for (gsize i = 0; i < (is_whole ? G_N_ELEMENTS (seen) : 3); i++)
    json_object_set_string_member (shown, seen[i], tie_sandbox_json_get_text (object, seen[i]));
  return shown;
}

static void
list (TieSandboxService *service,
      const TieSandboxRequest *request,
      TieSandboxAnswer *answer)
{
  TieSandboxStore *store = service->company->store;
  gboolean is_whole = g_strcmp0 (g_hash_table_lookup (request->query, "attributes"), "all") == 0;
  g_autoptr (TieSandboxStatement) statement = NULL;
  JsonArray *items;
  gint64 page, size, total;

  if (!tie_sandbox_sage_read_page (request, &page, &size, answer))
    return;
  items = json_array_new ();
  total = tie_sandbox_store_get_number (store, "SELECT count(*) FROM sage_record WHERE kind = 'business' AND deleted = 0", "");
  statement = tie_sandbox_store_query (store, "SELECT json FROM sage_record WHERE kind = 'business' AND deleted = 0 ORDER BY seq LIMIT ? OFFSET ?", "ii",
                                       size, (page - 1) * size);
  while (tie_sandbox_store_step (store, statement))
    {
      g_autoptr (JsonNode) root = tie_sandbox_json_parse ((const char *) sqlite3_column_text (statement, 0));

      json_array_add_object_element (items, present (json_node_get_object (root), is_whole));
    }
  /* This list alone writes its page size so. */
  tie_sandbox_sage_answer_object (answer, SOUP_STATUS_OK, tie_sandbox_sage_make_page ("/businesses", request, "$items_per_page", page, size, total, items));
}

void
tie_sandbox_sage_businesses_handle (TieSandboxService *service,
                                    char **parts,
                                    const TieSandboxRequest *request,
                                    TieSandboxAnswer *answer)
{
  g_auto (TieSandboxSageCall) call = { .service = service, .store = service->company->store };
  g_autoptr (TieSandboxSageRecord) business = NULL;

  if (!g_str_equal (request->method, "GET"))
    tie_sandbox_sage_answer_error (answer, SOUP_STATUS_METHOD_NOT_ALLOWED, "MethodNotAllowed", "The method is not allowed here.");
  else if (parts[1] == NULL)
    list (service, request, answer);
  else if (tie_sandbox_sage_open_business (&call, g_str_equal (parts[1], "lead") ? NULL : parts[1], answer))
    {
      business = tie_sandbox_sage_get (&call, "business", call.business);
      tie_sandbox_sage_answer_object (answer, SOUP_STATUS_OK, present (business->object, TRUE));
    }
}

JsonObject *
tie_sandbox_sage_dup_settings (TieSandboxSageCall *call,
                               const char *name)
{
  g_autoptr (TieSandboxSageRecord) settings = tie_sandbox_sage_get (call, name, call->business);

  return settings != NULL ? json_object_ref (settings->object) : json_object_new ();
}

gboolean
tie_sandbox_sage_is_locked (TieSandboxSageCall *call,
                            const char *day)
{
  g_autoptr (JsonObject) settings = tie_sandbox_sage_dup_settings (call, "financial_settings");
  const char *locked = tie_sandbox_json_get_text (settings, "year_end_lockdown_date");

  /* Whether the day itself is still open nobody has tried: it is not. */
  return !tie_text_is_empty (locked) && day != NULL && strcmp (day, locked) <= 0;
}

void
tie_sandbox_sage_check_day (TieSandboxSageWrite *write,
                            const char *member)
{
  if (!write->call->is_loading && tie_sandbox_sage_is_locked (write->call, tie_sandbox_json_get_text (write->record->object, member)))
    tie_sandbox_sage_problem (write, member, "must be after the year end lockdown date");
}
