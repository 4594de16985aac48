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
static JsonNode *
read_resource (const char *name)
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
  fault = tie_sandbox_write_apply (&write, &result);
  if (fault != NULL)
    g_error ("The company data that came with the program breaks a rule: %s %s", fault->message, fault->detail);
}

static void
load_data (TieSandboxCompany *company,
           const char *name)
{
  g_autoptr (JsonNode) root = read_resource (name);
  JsonObjectIter iter;
  const char *entity_name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, json_node_get_object (root));
  while (json_object_iter_next_ordered (&iter, &entity_name, &node))
    {
      const TieSandboxEntity *entity = tie_sandbox_entity_find (entity_name);
      JsonArray *objects = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (objects); i++)
        load_object (company, entity, json_array_get_object_element (objects, i));
    }
}

/* Names of two drawn words and a number. */
GStrv
tie_sandbox_make_names (guint rows,
                        guint32 seed)
{
  g_autoptr (JsonNode) root = read_resource ("words");
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

void
tie_sandbox_company_load (TieSandboxService *service)
{
  TieSandboxCompany *company = service->company;
  gboolean is_strict = company->strict;
  gboolean is_harbor = g_str_equal (service->company_name, "harbor");

  tie_sandbox_store_begin (company->store);
  company->strict = FALSE;
  load_data (company, is_harbor ? "harbor" : "empty");
  load_data (company, "books");
  if (is_harbor)
    load_data (company, "harbor-names");
  else
    generate_customers (company, service->seed, service->rows);
  company->strict = is_strict;
  tie_sandbox_store_set_setting (company->store, "company", service->company_name);
  tie_sandbox_store_set_setting (company->store, "realm", company->realm);
  tie_sandbox_store_commit (company->store);
}

void
tie_sandbox_service_reset (TieSandboxService *service)
{
  tie_sandbox_store_clear (service->company->store);
  service->company->clock_offset = 0;
  tie_sandbox_service_set_fault (service, NULL, NULL);
  tie_sandbox_company_load (service);
}
