/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-xero-load"
#include "config.h"

#include <gio/gio.h>

#include "sandbox/tie-sandbox.h"
#include "sandbox/xero/tie-sandbox-xero.h"

/* Data are {"Organisations":[{"Organisation":{…},"Contacts":[{…},…],…},…]}: of each organisation what a client would send to
 * make its books, in an order in which each finds what it refers to, after the accounts and tax rates that all of them have. */

/* Dates are so many days from today, so that the books never grow old. */
static void
set_days (TieSandboxXeroCall *call,
          JsonObject *object)
{
  static const char *const members[] = { "Date", "DueDate" };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *text = tie_sandbox_json_get_text (object, members[i]);
      g_autofree char *day = NULL;
      gint64 shift = 0;

      if (text == NULL || !g_ascii_string_to_signed (text, 10, -9999, 9999, &shift, NULL))
        continue;
      day = tie_sandbox_xero_format_day (tie_sandbox_xero_now (call) + shift * 24 * 60 * 60 * 1000);
      json_object_set_string_member (object, members[i], day);
    }
}

static void
load_element (TieSandboxXeroCall *call,
              const TieSandboxXeroKind *kind,
              JsonObject *object)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonObject) body = tie_sandbox_json_copy (object);
  g_autoptr (TieSandboxXeroRecord) record = tie_sandbox_xero_record_new (kind->name);
  TieSandboxXeroWrite write = { .call = call, .kind = kind, .body = body, .record = record, .is_new = TRUE, .problems = problems };

  set_days (call, body);
  tie_sandbox_xero_write_element (&write);
  if (problems->len > 0)
    {
      g_autofree char *json = tie_sandbox_json_write_object (body);

      g_error ("The company data that came with the program breaks a rule: %s %s", (const char *) g_ptr_array_index (problems, 0), json);
    }
}

/* "lists" is "harbor" before its first invoice, and "demo" has nothing but money on account besides. */
static gboolean
is_left_out (TieSandboxXeroCall *call,
             const char *kind)
{
  static const char *const documents[] = { "Invoices", "CreditNotes", "Payments", NULL };
  gboolean is_lists = g_str_equal (call->service->company_name, "lists");

  return (is_lists && g_str_equal (kind, "Overpayments")) || ((is_lists || g_str_equal (call->service->company_name, "demo")) && g_strv_contains (documents, kind));
}

static void
load_kinds (TieSandboxXeroCall *call,
            JsonObject *data)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, data);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      const TieSandboxXeroKind *kind = tie_sandbox_xero_kind_find (name);
      JsonArray *objects = JSON_NODE_HOLDS_ARRAY (node) && !is_left_out (call, name) ? json_node_get_array (node) : NULL;

      for (guint i = 0; objects != NULL && i < json_array_get_length (objects); i++)
        load_element (call, kind, json_array_get_object_element (objects, i));
    }
}

static void
load_organisation (TieSandboxXeroCall *call,
                   JsonObject *data)
{
  JsonObject *object = tie_sandbox_json_get_object (data, "Organisation");
  g_autoptr (TieSandboxXeroRecord) organisation = tie_sandbox_xero_record_new ("Organisation");
  gboolean has_tax = tie_sandbox_json_get_boolean (object, "PaysTax");
  g_autoptr (JsonNode) books = tie_sandbox_read_resource (has_tax ? "xero-books" : "xero-books-untaxed");

  json_object_unref (organisation->object);
  organisation->object = tie_sandbox_json_copy (object);
  organisation->id = g_strdup (call->tenant);
  tie_sandbox_xero_put (call, organisation);
  load_kinds (call, json_node_get_object (books));
  load_kinds (call, data);
}

static void
generate_contacts (TieSandboxXeroCall *call)
{
  g_auto (GStrv) names = tie_sandbox_make_names (call->service->rows, call->service->seed);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (JsonObject) object = json_object_new ();
      g_autofree char *address = g_strdup_printf ("office%u@example.com", i + 1);

      json_object_set_string_member (object, "Name", names[i]);
      json_object_set_string_member (object, "EmailAddress", address);
      load_element (call, tie_sandbox_xero_kind_get ("Contact"), object);
    }
}

/* Of the contacts in turn, one line each. */
static void
generate_invoices (TieSandboxXeroCall *call)
{
  g_auto (GStrv) names = tie_sandbox_make_names (call->service->rows, call->service->seed);

  for (guint i = 0; call->service->rows > 0 && i < call->service->invoices; i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"Type\":\"ACCREC\",\"Status\":\"AUTHORISED\",\"Contact\":{\"Name\":\"%s\"},\"InvoiceNumber\":\"S%u\",\"Date\":\"-%u\",\"DueDate\":\"30\","
                                               "\"LineItems\":[{\"Description\":\"Fees\",\"Quantity\":1,\"UnitAmount\":%u.%02u,\"AccountCode\":\"200\"}]}",
                                               names[i % call->service->rows], i + 1, i % 365, 50 + i % 900, i % 100);
      g_autoptr (JsonNode) node = tie_sandbox_json_parse (text);

      load_element (call, tie_sandbox_xero_kind_get ("Invoice"), json_node_get_object (node));
    }
}

static void
clear_tables (TieSandboxStore *store)
{
  static const char *const statements[] = {
    "DELETE FROM xero_record",
    "DELETE FROM xero_connection",
    "DELETE FROM xero_consent",
    "DELETE FROM xero_reply",
    "DELETE FROM xero_call",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++)
    tie_sandbox_store_run (store, statements[i], "");
}

void
tie_sandbox_xero_load (TieSandboxService *service)
{
  gboolean is_harbor = !g_str_equal (service->company_name, "empty");
  g_autoptr (JsonNode) root = tie_sandbox_read_resource (is_harbor ? "xero-harbor" : "xero-empty");
  JsonArray *organisations = tie_sandbox_json_get_array (json_node_get_object (root), "Organisations");

  tie_sandbox_xero_create_tables (service->company->store);
  clear_tables (service->company->store);
  for (guint i = 0; i < json_array_get_length (organisations); i++)
    {
      JsonObject *data = json_array_get_object_element (organisations, i);
      JsonObject *organisation = tie_sandbox_json_get_object (data, "Organisation");
      TieSandboxXeroCall call = { .service = service, .store = service->company->store, .unit_decimals = 4 };

      call.tenant = tie_sandbox_json_get_text (organisation, "OrganisationID");
      load_organisation (&call, data);
      if (!is_harbor && i == 0)
        {
          generate_contacts (&call);
          generate_invoices (&call);
        }
    }
}
