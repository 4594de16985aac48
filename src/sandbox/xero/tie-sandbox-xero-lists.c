/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-xero-lists"
#include "config.h"

#include <string.h>

#include "base/tie-random.h"
#include "base/tie-text.h"
#include "sandbox/xero/tie-sandbox-xero.h"

#define MOST_CATEGORIES 2

static const TieSandboxXeroField account_fields[] = {
  { "Code", 's', 10, NULL },
  { "Name", 's', 150, NULL },
  { "Type", 'e', 0, "BANK CURRENT CURRLIAB DEPRECIATN DIRECTCOSTS EQUITY EXPENSE FIXED INVENTORY LIABILITY NONCURRENT OTHERINCOME OVERHEADS PREPAYMENT REVENUE SALES TERMLIAB PAYG" },
  { "BankAccountNumber", 's', 30, NULL },
  { "Status", 'e', 0, "ACTIVE ARCHIVED" },
  { "Description", 's', 4000, NULL },
  { "TaxType", 's', 50, NULL },
  { "EnablePaymentsToAccount", 'b', 0, NULL },
  { "SystemAccount", 's', 0, NULL },
};

static const TieSandboxXeroField item_fields[] = {
  { "Code", 's', 30, NULL },
  { "Name", 's', 50, NULL },
  { "Description", 's', 4000, NULL },
  { "PurchaseDescription", 's', 4000, NULL },
  { "IsSold", 'b', 0, NULL },
  { "IsPurchased", 'b', 0, NULL },
};

static const TieSandboxXeroField price_fields[] = {
  { "UnitPrice", 'n', 0, NULL },
  { "AccountCode", 's', 10, NULL },
  { "TaxType", 's', 50, NULL },
};

static const TieSandboxXeroField tax_fields[] = {
  { "Name", 's', 50, NULL },
  { "TaxType", 's', 50, NULL },
  { "Status", 'e', 0, "ACTIVE DELETED ARCHIVED" },
  { "EffectiveRate", 'n', 0, NULL },
  { "DisplayTaxRate", 'n', 0, NULL },
  { "CanApplyToAssets", 'b', 0, NULL },
  { "CanApplyToEquity", 'b', 0, NULL },
  { "CanApplyToExpenses", 'b', 0, NULL },
  { "CanApplyToLiabilities", 'b', 0, NULL },
  { "CanApplyToRevenue", 'b', 0, NULL },
};

static const TieSandboxXeroField tracking_fields[] = {
  { "Name", 's', 100, NULL },
  { "Status", 'e', 0, "ACTIVE ARCHIVED" },
};

/* TRUE when another one has it already. */
static gboolean
is_taken (TieSandboxXeroWrite *write,
          const char *column,
          const char *text)
{
  g_autofree char *folded = text != NULL ? tie_sandbox_fold (text) : NULL;
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM xero_record WHERE tenant = ? AND kind = ? AND %s = ? AND id <> ?", column);

  return !tie_text_is_empty (folded)
         && tie_sandbox_store_get_number (write->call->store, sql, "ssss", write->call->tenant, write->kind->name, folded,
                                          write->record->id != NULL ? write->record->id : "") > 0;
}

static void
set_default (JsonObject *object,
             const char *member,
             const char *value)
{
  if (!json_object_has_member (object, member))
    json_object_set_string_member (object, member, value);
}

static const char *
get_class (const char *type)
{
  static const char *const classes[][2] = {
    { "REVENUE", "REVENUE SALES OTHERINCOME" },
    { "EXPENSE", "DIRECTCOSTS EXPENSE OVERHEADS DEPRECIATN" },
    { "EQUITY", "EQUITY" },
    { "LIABILITY", "CURRLIAB LIABILITY TERMLIAB PAYG" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      g_auto (GStrv) types = g_strsplit (classes[i][1], " ", -1);

      if (g_strv_contains ((const char *const *) types, type))
        return classes[i][0];
    }
  return "ASSET";
}

void
tie_sandbox_xero_apply_account (TieSandboxXeroWrite *write)
{
  JsonObject *object = write->record->object;
  const char *type;

  set_default (object, "Status", "ACTIVE");
  tie_sandbox_xero_take_fields (write, write->body, object, account_fields, G_N_ELEMENTS (account_fields));
  type = tie_sandbox_json_get_text (object, "Type");
  set_default (object, "TaxType", "NONE");
  if (!json_object_has_member (object, "EnablePaymentsToAccount"))
    json_object_set_boolean_member (object, "EnablePaymentsToAccount", FALSE);
  if (tie_text_is_empty (tie_sandbox_json_get_text (object, "Name")))
    tie_sandbox_xero_problem (write, "Name is a mandatory field.");
  else if (is_taken (write, "name", tie_sandbox_json_get_text (object, "Name")))
    tie_sandbox_xero_problem (write, "Please enter a unique Name.");
  if (type == NULL)
    tie_sandbox_xero_problem (write, "Type is a mandatory field.");
  else
    json_object_set_string_member (object, "Class", get_class (type));
  if (g_strcmp0 (type, "BANK") == 0 && tie_text_is_empty (tie_sandbox_json_get_text (object, "BankAccountNumber")))
    tie_sandbox_xero_problem (write, "You must specify a Bank Account Number.");
  if (g_strcmp0 (type, "BANK") != 0 && tie_text_is_empty (tie_sandbox_json_get_text (object, "Code")))
    tie_sandbox_xero_problem (write, "Code is a mandatory field.");
  if (is_taken (write, "number", tie_sandbox_json_get_text (object, "Code")))
    tie_sandbox_xero_problem (write, "Please enter a unique Code.");
}

static void
take_price (TieSandboxXeroWrite *write,
            const char *member)
{
  JsonObject *sent = tie_sandbox_json_get_object (write->body, member);
  JsonObject *stored = tie_sandbox_json_get_object (write->record->object, member);
  JsonObject *price = stored != NULL ? tie_sandbox_json_copy (stored) : json_object_new ();
  const char *account;

  if (sent != NULL)
    tie_sandbox_xero_take_fields (write, sent, price, price_fields, G_N_ELEMENTS (price_fields));
  account = tie_sandbox_json_get_text (price, "AccountCode");
  if (account != NULL)
    {
      g_autoptr (TieSandboxXeroRecord) found = tie_sandbox_xero_find_number (write->call, "Account", account);

      if (found == NULL)
        tie_sandbox_xero_problem (write, "Account code '%s' is not a valid code for this item.", account);
    }
  json_object_set_object_member (write->record->object, member, price);
}

void
tie_sandbox_xero_apply_item (TieSandboxXeroWrite *write)
{
  JsonObject *object = write->record->object;
  const char *code;

  if (write->is_new)
    {
      json_object_set_boolean_member (object, "IsSold", TRUE);
      json_object_set_boolean_member (object, "IsPurchased", TRUE);
      json_object_set_boolean_member (object, "IsTrackedAsInventory", FALSE);
    }
  tie_sandbox_xero_take_fields (write, write->body, object, item_fields, G_N_ELEMENTS (item_fields));
  take_price (write, "SalesDetails");
  take_price (write, "PurchaseDetails");
  if (!tie_sandbox_json_get_boolean (object, "IsSold"))
    json_object_set_object_member (object, "SalesDetails", json_object_new ());
  if (!tie_sandbox_json_get_boolean (object, "IsPurchased"))
    json_object_set_object_member (object, "PurchaseDetails", json_object_new ());
  code = tie_sandbox_json_get_text (object, "Code");
  if (tie_text_is_empty (code))
    tie_sandbox_xero_problem (write, "Item code must be specified.");
  else if (is_taken (write, "number", code))
    tie_sandbox_xero_problem (write, "Price List Item with Code '%s' already exists", code);
}

void
tie_sandbox_xero_apply_tax_rate (TieSandboxXeroWrite *write)
{
  JsonObject *object = write->record->object;

  set_default (object, "Status", "ACTIVE");
  tie_sandbox_xero_take_fields (write, write->body, object, tax_fields, G_N_ELEMENTS (tax_fields));
  if (tie_text_is_empty (tie_sandbox_json_get_text (object, "Name")))
    tie_sandbox_xero_problem (write, "Name is a mandatory field.");
  if (!json_object_has_member (object, "TaxType"))
    {
      gint64 number = tie_sandbox_store_get_number (write->call->store, "SELECT count(*) + 1 FROM xero_record WHERE tenant = ? AND kind = 'TaxRate' AND number LIKE 'tax0%'",
                                                    "s", write->call->tenant);
      g_autofree char *type = g_strdup_printf ("TAX%03d", (int) number);

      json_object_set_string_member (object, "TaxType", type);
    }
  if (is_taken (write, "name", tie_sandbox_json_get_text (object, "Name")))
    tie_sandbox_xero_problem (write, "A tax rate with this name already exists");
}

static JsonObject *
make_option (const char *name)
{
  JsonObject *option = json_object_new ();
  g_autofree char *id = tie_random_uuid ();

  json_object_set_string_member (option, "TrackingOptionID", id);
  json_object_set_string_member (option, "Name", name);
  json_object_set_string_member (option, "Status", "ACTIVE");
  return option;
}

void
tie_sandbox_xero_apply_tracking (TieSandboxXeroWrite *write)
{
  JsonObject *object = write->record->object;

  set_default (object, "Status", "ACTIVE");
  tie_sandbox_xero_take_fields (write, write->body, object, tracking_fields, G_N_ELEMENTS (tracking_fields));
  if (!json_object_has_member (object, "Options"))
    json_object_set_array_member (object, "Options", json_array_new ());
  if (tie_text_is_empty (tie_sandbox_json_get_text (object, "Name")))
    tie_sandbox_xero_problem (write, "A tracking category needs a name");
  else if (is_taken (write, "name", tie_sandbox_json_get_text (object, "Name")))
    tie_sandbox_xero_problem (write, "A tracking category with this name already exists");
  if (write->is_new && tie_sandbox_store_get_number (write->call->store,
                                                     "SELECT count(*) FROM xero_record WHERE tenant = ? AND kind = 'TrackingCategory' AND status = 'ACTIVE'",
                                                     "s", write->call->tenant) >= MOST_CATEGORIES)
    tie_sandbox_xero_problem (write, "Only 2 active tracking categories are allowed");
}

/* PUT /TrackingCategories/{id}/Options {"Name":"…"} */
gboolean
tie_sandbox_xero_options_handle (TieSandboxXeroCall *call,
                                 char **parts,
                                 const TieSandboxRequest *request,
                                 TieSandboxAnswer *answer)
{
  g_autoptr (TieSandboxXeroRecord) category = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonArray *options, *elements;
  JsonObject *option;
  const char *name;

  if (!g_str_equal (parts[0], "TrackingCategories") || !g_str_equal (parts[2], "Options") || !g_str_equal (request->method, "PUT"))
    return FALSE;
  category = tie_sandbox_xero_get (call, "TrackingCategory", parts[1]);
  if (category == NULL)
    return FALSE;
  root = tie_sandbox_json_parse (request->body);
  name = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? tie_sandbox_json_get_text (json_node_get_object (root), "Name") : NULL;
  options = tie_sandbox_json_get_array (category->object, "Options");
  for (guint i = 0; name != NULL && i < json_array_get_length (options); i++)
    {
      if (g_strcmp0 (tie_sandbox_json_get_text (json_array_get_object_element (options, i), "Name"), name) == 0)
        name = NULL;
    }
  if (tie_text_is_empty (name))
    {
      tie_sandbox_xero_answer_exception (answer, SOUP_STATUS_BAD_REQUEST, 10, "ValidationException", "An option needs a name of its own");
      return TRUE;
    }
  option = make_option (name);
  json_array_add_object_element (options, json_object_ref (option));
  tie_sandbox_xero_put (call, category);
  elements = json_array_new ();
  json_array_add_object_element (elements, option);
  tie_sandbox_answer_set (answer, SOUP_STATUS_OK, TIE_SANDBOX_JSON, tie_sandbox_xero_envelope (call, "Options", NULL, elements));
  return TRUE;
}
