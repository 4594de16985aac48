/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-load"
#include "config.h"

#include <gio/gio.h>

#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-service.h"
#include "sandbox/tie-sandbox-write.h"
#include "sandbox/tie-sandbox.h"
#include "tie-sandbox-resources.h"

/* Company data is {"Customer":[{…},…],…}: what a client would send to create the objects, in an order in which each finds
 * what it refers to.  Ids follow from the order; the company's own settings and tax tables are stored as they are. */
JsonNode *
tie_sandbox_read_resource (const char *name)
{
  g_autofree char *path = g_strdup_printf ("/tieout/sandbox/%s.json", name);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (tie_sandbox_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  return tie_sandbox_json_parse (g_bytes_get_data (bytes, NULL));
}

static void
load_as_is (TieSandboxCompany *company,
            const TieSandboxEntity *entity,
            JsonObject *object)
{
  g_autoptr (TieSandboxDocument) document = tie_sandbox_document_new (entity->name);

  document->object = tie_sandbox_json_copy (object);
  document->created = document->updated = tie_sandbox_company_now (company);
  if (entity->name_member != NULL)
    document->name = tie_sandbox_fold (tie_sandbox_json_get_text (object, entity->name_member));
  tie_sandbox_store_put (company->store, document, entity->sequence);
  tie_sandbox_company_forget_preferences (company);
}

/* What a company has otherwise than the empty one. */
static void
load_settings (TieSandboxCompany *company,
               const TieSandboxEntity *entity,
               JsonObject *members)
{
  g_autoptr (TieSandboxDocument) document = tie_sandbox_store_get (company->store, entity->name, 1, FALSE);

  tie_sandbox_edit_overwrite (document->object, members);
  tie_sandbox_store_put (company->store, document, NULL);
  tie_sandbox_company_forget_preferences (company);
}

/* Dates are so many days from today, so that the company never grows old. */
static void
set_date (TieSandboxCompany *company,
          JsonObject *object)
{
  const char *days = json_object_get_string_member_with_default (object, "TxnDate", NULL);
  g_autofree char *time = NULL;
  gint64 shift = 0;

  if (days == NULL || !g_ascii_string_to_signed (days, 10, -9999, 9999, &shift, NULL))
    return;
  time = tie_sandbox_format_time (tie_sandbox_company_now (company) + shift * 24 * 60 * 60);
  time[10] = '\0';
  json_object_set_string_member (object, "TxnDate", time);
}

static void
load_object (TieSandboxCompany *company,
             const TieSandboxEntity *entity,
             JsonObject *object)
{
  g_autoptr (TieSandboxFault) fault = NULL;
  g_autoptr (JsonObject) body = tie_sandbox_json_copy (object);
  g_autofree char *result = NULL;
  TieSandboxWrite write = { .company = company, .entity = entity, .mode = TIE_SANDBOX_CREATE, .body = body };

  if (entity->kind == TIE_SANDBOX_KIND_READ_ONLY)
    {
      load_as_is (company, entity, object);
      return;
    }
  set_date (company, body);
  fault = tie_sandbox_write_apply (&write, &result);
  if (fault != NULL)
    g_error ("The company data that came with the program breaks a rule: %s %s", fault->message, fault->detail);
}

static void
load_data (TieSandboxCompany *company,
           const char *name)
{
  g_autoptr (JsonNode) root = tie_sandbox_read_resource (name);
  JsonObjectIter iter;
  const char *entity_name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, json_node_get_object (root));
  while (json_object_iter_next_ordered (&iter, &entity_name, &node))
    {
      const TieSandboxEntity *entity = tie_sandbox_entity_find (entity_name);
      JsonArray *objects = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

      if (objects == NULL)
        load_settings (company, entity, json_node_get_object (node));
      for (guint i = 0; objects != NULL && i < json_array_get_length (objects); i++)
        load_object (company, entity, json_array_get_object_element (objects, i));
    }
}

/* Names of two drawn words and a number. */
GStrv
tie_sandbox_make_names (guint rows,
                        guint32 seed)
{
  g_autoptr (JsonNode) root = tie_sandbox_read_resource ("words");
  JsonArray *first = tie_sandbox_json_get_array (json_node_get_object (root), "first");
  JsonArray *second = tie_sandbox_json_get_array (json_node_get_object (root), "second");
  g_autoptr (GRand) dice = g_rand_new_with_seed (seed);
  GStrv names = g_new0 (char *, rows + 1);

  for (guint i = 0; i < rows; i++)
    {
      guint one = (guint) g_rand_int_range (dice, 0, (gint32) json_array_get_length (first));
      guint two = (guint) g_rand_int_range (dice, 0, (gint32) json_array_get_length (second));

      names[i] = g_strdup_printf ("%s %s %u", json_array_get_string_element (first, one), json_array_get_string_element (second, two), i + 1);
    }
  return names;
}

static void
generate_customers (TieSandboxCompany *company,
                    guint32 seed,
                    guint rows)
{
  g_auto (GStrv) names = tie_sandbox_make_names (rows, seed);

  for (guint i = 0; i < rows; i++)
    {
      g_autoptr (JsonObject) object = json_object_new ();
      JsonObject *email = json_object_new ();
      g_autofree char *address = g_strdup_printf ("office%u@example.com", i + 1);

      json_object_set_string_member (object, "DisplayName", names[i]);
      json_object_set_string_member (email, "Address", address);
      json_object_set_object_member (object, "PrimaryEmailAddr", email);
      load_object (company, tie_sandbox_entity_find ("Customer"), object);
    }
}

/* Of the customers in turn, one line each; numbers and amounts follow from the order. */
static void
generate_invoices (TieSandboxCompany *company,
                   guint rows,
                   guint invoices)
{
  for (guint i = 0; rows > 0 && i < invoices; i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"CustomerRef\":{\"value\":\"%u\"},\"DocNumber\":\"S%u\",\"TxnDate\":\"-%u\",\"GlobalTaxCalculation\":\"NotApplicable\","
                                               "\"Line\":[{\"Amount\":%u.%02u,\"DetailType\":\"SalesItemLineDetail\",\"SalesItemLineDetail\":{\"ItemRef\":{\"value\":\"%u\"}}}]}",
                                               i % rows + 1, i + 1, i % 365, 50 + i % 900, i % 100, i % 12 + 1);
      g_autoptr (JsonNode) node = tie_sandbox_json_parse (text);

      load_object (company, tie_sandbox_entity_find ("Invoice"), json_node_get_object (node));
    }
}

/* Of other countries: the profile brings them along. */
static gboolean
has_taxes (const char *company)
{
  static const char *const countries[] = { "uk", "au", "ca", NULL };

  return g_strv_contains (countries, company);
}

void
tie_sandbox_company_load (TieSandboxService *service)
{
  TieSandboxCompany *company = service->company;
  gboolean is_strict = company->strict;
  gboolean has_money = g_str_equal (service->company_name, "harbor") || g_str_equal (service->company_name, "demo");
  gboolean is_harbor = has_money || g_str_equal (service->company_name, "lists");
  g_autofree char *profile = g_strconcat ("profile-", service->company_name, NULL);

  company->strict = FALSE;
  load_data (company, is_harbor ? "harbor" : "empty");
  if (!has_taxes (service->company_name))
    load_data (company, "tax-us");
  if (!is_harbor && !g_str_equal (service->company_name, "empty"))
    load_data (company, profile);
  load_data (company, "books");
  if (is_harbor)
    {
      load_data (company, "harbor-names");
      if (has_money)
        load_data (company, "harbor-money");
    }
  else
    {
      generate_customers (company, service->seed, service->rows);
      generate_invoices (company, service->rows, service->invoices);
    }
  company->strict = is_strict;
}
