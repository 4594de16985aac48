/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-sage-load"
#include "config.h"

#include <gio/gio.h>

#include "sandbox/sage/tie-sandbox-sage.h"
#include "sandbox/tie-sandbox.h"

/* Data are {"businesses":[{"business":{…},"financial_settings":[…],"contacts":[{…},…],…},…]}: of each business what a client
 * would send to make its books, in an order in which each finds what it refers to, after what all of its country have. */

static const char *const day_members[] = { "date", "due_date" };

/* Dates are so many days from today, so that the books never grow old. */
static void
set_days (TieSandboxSageCall *call,
          JsonObject *object)
{
  for (gsize i = 0; i < G_N_ELEMENTS (day_members); i++)
    {
      const char *text = tie_sandbox_json_get_text (object, day_members[i]);
      g_autofree char *day = NULL;
      gint64 shift = 0;

      if (text == NULL || !g_ascii_string_to_signed (text, 10, -9999, 9999, &shift, NULL))
        continue;
      day = tie_sandbox_sage_format_day (tie_sandbox_sage_now (call) + shift * 24 * 60 * 60);
      json_object_set_string_member (object, day_members[i], day);
    }
}

/* Payments name what they pay by its reference. */
static void
set_artefacts (TieSandboxSageCall *call,
               JsonObject *object)
{
  JsonArray *artefacts = tie_sandbox_json_get_array (object, "allocated_artefacts");

  for (guint i = 0; artefacts != NULL && i < json_array_get_length (artefacts); i++)
    {
      JsonObject *one = json_array_get_object_element (artefacts, i);
      const char *reference = tie_sandbox_json_get_text (one, "artefact_id");
      g_autoptr (TieSandboxSageRecord) invoice = tie_sandbox_sage_find_key (call, "sales_invoice", reference);

      if (invoice == NULL)
        invoice = tie_sandbox_sage_find_key (call, "purchase_invoice", reference);
      if (invoice != NULL)
        json_object_set_string_member (one, "artefact_id", invoice->id);
    }
}

static void
load_element (TieSandboxSageCall *call,
              const TieSandboxSageKind *kind,
              JsonObject *object)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (tie_sandbox_sage_problem_free);
  g_autoptr (JsonObject) body = tie_sandbox_json_copy (object);
  g_autoptr (TieSandboxSageRecord) record = tie_sandbox_sage_record_new (kind);
  TieSandboxSageWrite write = { .call = call, .kind = kind, .body = body, .record = record, .is_new = TRUE, .problems = problems };

  set_days (call, body);
  set_artefacts (call, body);
  tie_sandbox_sage_write_record (&write);
  if (problems->len > 0)
    {
      g_autofree char *json = tie_sandbox_json_write_object (body);
      const TieSandboxSageProblem *problem = g_ptr_array_index (problems, 0);

      g_error ("The company data that came with the program breaks a rule: %s %s: %s", problem->source, problem->message, json);
    }
}

static gboolean
is_harbor (TieSandboxService *service)
{
  static const char *const names[] = { "harbor", "demo", "lists", NULL };

  return g_strv_contains (names, service->company_name);
}

/* "lists" is "harbor" before its first invoice, and "demo" has nothing but money on account besides. */
static gboolean
is_left_out (TieSandboxSageCall *call,
             const char *kind,
             JsonObject *object)
{
  static const char *const documents[] = { "sales_invoices", "sales_credit_notes", "purchase_invoices", "purchase_quick_entries", NULL };
  gboolean is_lists = g_str_equal (call->service->company_name, "lists");

  if (!is_lists && !g_str_equal (call->service->company_name, "demo"))
    return FALSE;
  return g_strv_contains (documents, kind) || (g_str_equal (kind, "contact_payments") && (is_lists || json_object_has_member (object, "allocated_artefacts")));
}

static void
load_kinds (TieSandboxSageCall *call,
            JsonObject *data)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, data);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      const TieSandboxSageKind *kind = tie_sandbox_sage_kind_find (name);
      JsonArray *objects = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

      for (guint i = 0; objects != NULL && i < json_array_get_length (objects); i++)
        {
          JsonObject *object = json_array_get_object_element (objects, i);

          if (!is_left_out (call, name, object))
            load_element (call, kind, object);
        }
    }
}

static void
set_text (char **text,
          JsonObject *object,
          const char *member)
{
  g_free (*text);
  *text = g_strdup (tie_sandbox_json_get_text (object, member));
}

static void
load_business (TieSandboxSageCall *call,
               JsonObject *data)
{
  JsonObject *business = tie_sandbox_json_get_object (data, "business");
  g_autofree char *books_name = NULL;
  g_autoptr (JsonNode) books = NULL;

  set_text (&call->business, business, "id");
  set_text (&call->country, business, "country");
  set_text (&call->edition, business, "edition");
  call->is_registered = tie_sandbox_json_get_boolean (business, "is_registered");
  books_name = g_ascii_strdown (call->country, -1);
  books = tie_sandbox_read_resource (!call->is_registered ? "sage-books-untaxed" : g_str_equal (books_name, "us") ? "sage-books-us" : "sage-books");
  load_element (call, tie_sandbox_sage_kind_get ("business"), business);
  load_kinds (call, json_node_get_object (books));
  load_kinds (call, data);
}

static void
generate_contacts (TieSandboxSageCall *call)
{
  g_auto (GStrv) names = tie_sandbox_make_names (call->service->rows, call->service->seed);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"contact_type_ids\":[\"CUSTOMER\"],\"reference\":\"S%06u\",\"main_contact_person\":{\"name\":\"Office\",\"email\":\"office%u@example.com\"}}", i + 1, i + 1);
      g_autoptr (JsonNode) node = tie_sandbox_json_parse (text);
      g_autoptr (JsonObject) object = tie_sandbox_json_copy (json_node_get_object (node));

      json_object_set_string_member (object, "name", names[i]);
      load_element (call, tie_sandbox_sage_kind_get ("contact"), object);
    }
}

/* Of the contacts in turn, one line each. */
static void
generate_invoices (TieSandboxSageCall *call)
{
  for (guint i = 0; call->service->rows > 0 && i < call->service->invoices; i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"contact_id\":\"S%06u\",\"date\":\"-%u\",\"invoice_lines\":[{\"description\":\"Fees\",\"quantity\":1,\"unit_price\":%u.%02u,"
                                               "\"ledger_account_id\":\"4000\"%s}]}",
                                               i % call->service->rows + 1, i % 365, 50 + i % 900, i % 100,
                                               call->is_registered ? ",\"tax_rate_id\":\"GB_ZERO\"" : "");
      g_autoptr (JsonNode) node = tie_sandbox_json_parse (text);

      load_element (call, tie_sandbox_sage_kind_get ("sales_invoice"), json_node_get_object (node));
    }
}

void
tie_sandbox_sage_load (TieSandboxService *service)
{
  g_autofree char *name = g_strconcat ("sage-", is_harbor (service) ? "harbor" : service->company_name, NULL);
  g_autoptr (JsonNode) root = tie_sandbox_read_resource (name);
  JsonArray *businesses = tie_sandbox_json_get_array (json_node_get_object (root), "businesses");

  tie_sandbox_sage_create_tables (service->company->store);
  tie_sandbox_sage_clear_tables (service->company->store);
  for (guint i = 0; i < json_array_get_length (businesses); i++)
    {
      g_auto (TieSandboxSageCall) call = { .service = service, .store = service->company->store, .is_loading = TRUE };

      load_business (&call, json_array_get_object_element (businesses, i));
      if (i > 0 || g_str_equal (name, "sage-harbor"))
        continue;
      generate_contacts (&call);
      generate_invoices (&call);
    }
}
