/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-sage-items"
#include "config.h"

#include "base/tie-text.h"
#include "sandbox/sage/tie-sandbox-sage.h"

/* Products and services. */

static const TieSandboxSageField product_fields[] = {
  { "description", 's', 255, NULL },
  { "item_code", 's', 255, NULL },
  { "notes", 's', 4000, NULL },
  { "sales_ledger_account_id", 'r', 0, "ledger_account" },
  { "purchase_ledger_account_id", 'r', 0, "ledger_account" },
  { "sales_tax_rate_id", 'r', 0, "tax_rate" },
  { "purchase_tax_rate_id", 'r', 0, "tax_rate" },
  { "cost_price", 'n', 0, NULL },
  { "active", 'b', 0, NULL },
  { "source_guid", 's', 255, NULL },
  { "sales_prices", 'x', 0, NULL },
};

static const TieSandboxSageField service_fields[] = {
  { "description", 's', 255, NULL },
  { "item_code", 's', 255, NULL },
  { "notes", 's', 4000, NULL },
  { "sales_ledger_account_id", 'r', 0, "ledger_account" },
  { "sales_tax_rate_id", 'r', 0, "tax_rate" },
  { "active", 'b', 0, NULL },
  { "source_guid", 's', 255, NULL },
  { "sales_rates", 'x', 0, NULL },
};

static const TieSandboxSageField price_fields[] = {
  { "id", 'x', 0, NULL },
  { "price_name", 's', 50, NULL },
  { "price", 'n', 0, NULL },
  { "price_includes_tax", 'b', 0, NULL },
  { "product_sales_price_type_id", 's', 0, NULL },
};

static const TieSandboxSageField rate_fields[] = {
  { "id", 'x', 0, NULL },
  { "rate_name", 's', 50, NULL },
  { "rate", 'n', 0, NULL },
  { "rate_includes_tax", 'b', 0, NULL },
  { "service_rate_type_id", 's', 0, NULL },
};

/* The prices that are sent take the place of those that were there. */
static void
take_prices (TieSandboxSageWrite *write,
             const char *member,
             const TieSandboxSageField *fields,
             gsize n_fields,
             const char *name_member)
{
  JsonArray *sent = tie_sandbox_json_get_array (write->body, member);
  JsonArray *prices = json_array_new ();
  g_autofree char *prefix = g_strconcat (member, ".", NULL);

  for (guint i = 0; sent != NULL && i < json_array_get_length (sent); i++)
    {
      JsonNode *node = json_array_get_element (sent, i);
      JsonObject *price = json_object_new ();
      g_autofree char *id = tie_sandbox_sage_new_id ();
      const char *shown;

      if (JSON_NODE_HOLDS_OBJECT (node))
        tie_sandbox_sage_take_fields (write, json_node_get_object (node), price, fields, n_fields, prefix);
      shown = tie_sandbox_json_get_text (price, name_member);
      json_object_set_string_member (price, "id", id);
      json_object_set_string_member (price, "displayed_as", shown != NULL ? shown : "");
      json_array_add_object_element (prices, price);
    }
  if (sent != NULL || write->is_new)
    json_object_set_array_member (write->record->object, member, prices);
  else
    json_array_unref (prices);
}

void
tie_sandbox_sage_apply_item (TieSandboxSageWrite *write)
{
  static const char *const required_of_product[] = { "description", "sales_ledger_account", "purchase_ledger_account", NULL };
  static const char *const required_of_service[] = { "description", "sales_ledger_account", NULL };
  JsonObject *object = write->record->object;
  gboolean is_product = g_str_equal (write->kind->name, "product");
  const char *code;

  if (write->is_new)
    json_object_set_boolean_member (object, "active", TRUE);
  if (is_product)
    {
      tie_sandbox_sage_take_fields (write, write->body, object, product_fields, G_N_ELEMENTS (product_fields), "");
      take_prices (write, "sales_prices", price_fields, G_N_ELEMENTS (price_fields), "price_name");
    }
  else
    {
      tie_sandbox_sage_take_fields (write, write->body, object, service_fields, G_N_ELEMENTS (service_fields), "");
      take_prices (write, "sales_rates", rate_fields, G_N_ELEMENTS (rate_fields), "rate_name");
    }
  tie_sandbox_sage_require (write, object, "", is_product ? required_of_product : required_of_service);
  code = tie_sandbox_json_get_text (object, "item_code");
  /* That codes are unique nobody has confirmed. */
  if (!tie_text_is_empty (code) && tie_sandbox_sage_is_taken (write, code))
    tie_sandbox_sage_problem (write, "item_code", "The item code %s has already been taken", code);
  if (write->problems->len == 0)
    json_object_set_string_member (object, "displayed_as", tie_sandbox_json_get_text (object, "description"));
}
