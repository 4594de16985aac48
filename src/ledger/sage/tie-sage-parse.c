/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sage-parse"
#include "config.h"

#include <string.h>

#include "base/tie-date.h"
#include "base/tie-text.h"
#include "ledger/sage/tie-sage-fault.h"
#include "ledger/sage/tie-sage-parse.h"

JsonNode *
tie_sage_parse_answer (const TieSageEntity *entity,
                       const TieHttpAnswer *answer,
                       GError **error)
{
  g_autoptr (JsonNode) root = NULL;

  if (tie_sage_fault_to_error (entity, answer, error))
    return NULL;
  root = tie_http_answer_parse (answer, error);
  if (root == NULL || JSON_NODE_HOLDS_OBJECT (root))
    return g_steal_pointer (&root);
  g_set_error (error, TIE_ERROR, TIE_ERROR_SERVER, "The answer is JSON, but no object");
  return NULL;
}

char *
tie_sage_dup_text (JsonObject *object,
                   const char *member)
{
  const char *text = tie_json_get_string (object, member);

  return tie_text_is_empty (text) ? NULL : g_strdup (text);
}

char *
tie_sage_dup_reference (JsonObject *object,
                        const char *member)
{
  return tie_sage_dup_text (tie_json_get_object (object, member), "id");
}

/* ---- lists ---- */

/* "/contacts?page=2&items_per_page=100", or the same with the host before it: only the number counts, so that no token ever
 * follows an address to another host. */
static guint
parse_next (const char *next)
{
  const char *query = next != NULL ? strchr (next, '?') : NULL;
  g_autoptr (GHashTable) pairs = query != NULL ? g_uri_parse_params (query + 1, -1, "&", G_URI_PARAMS_NONE, NULL) : NULL;
  const char *page = pairs != NULL ? g_hash_table_lookup (pairs, "page") : NULL;
  guint64 number = page != NULL ? g_ascii_strtoull (page, NULL, 10) : 0;

  return number < G_MAXUINT ? (guint) number : 0;
}

gboolean
tie_sage_parse_list (JsonObject *root,
                     TieSageList *list,
                     GError **error)
{
  list->items = tie_json_get_array (root, "$items");
  list->total = root != NULL && json_object_has_member (root, "$total") ? tie_json_get_decimal (root, "$total", 0) : -1;
  list->next_page = parse_next (tie_json_get_string (root, "$next"));
  if (list->items != NULL)
    return TRUE;
  g_set_error (error, TIE_ERROR, TIE_ERROR_BUG, "The answer to a list has no items");
  return FALSE;
}

/* ---- records ---- */

static char *
dup_either (JsonObject *object,
            const char *member,
            const char *other)
{
  char *text = tie_sage_dup_text (object, member);

  return text != NULL ? text : tie_sage_dup_text (object, other);
}

static void
parse_address (TieRemote *remote,
               JsonObject *address)
{
  const char *first = tie_json_get_string (address, "address_line_1");
  const char *second = tie_json_get_string (address, "address_line_2");

  if (!tie_text_is_empty (first) && !tie_text_is_empty (second))
    remote->street = g_strdup_printf ("%s\n%s", first, second);
  else
    remote->street = dup_either (address, "address_line_1", "address_line_2");
  remote->city = tie_sage_dup_text (address, "city");
  remote->state = tie_sage_dup_text (address, "region");
  remote->postcode = tie_sage_dup_text (address, "postal_code");
  remote->country = tie_sage_dup_reference (address, "country");
}

static void
parse_contact (TieRemote *remote,
               JsonObject *object)
{
  JsonObject *person = tie_json_get_object (object, "main_contact_person");

  remote->name = dup_either (object, "name", "displayed_as");
  remote->account = tie_sage_dup_text (object, "reference");
  remote->email = tie_sage_dup_text (object, "email");
  if (remote->email == NULL)
    remote->email = tie_sage_dup_text (person, "email");
  remote->phone = dup_either (person, "telephone", "mobile");
  remote->currency = tie_sage_dup_reference (object, "currency");
  /* What the law made Sage forget, and contacts of its own. */
  remote->is_active = !tie_json_get_boolean (object, "gdpr_obfuscated", FALSE) && !tie_json_get_boolean (object, "system", FALSE);
  parse_address (remote, tie_json_get_object (object, "main_address"));
}

/* Products have prices, services have rates: the first counts. */
static gint64
get_price (JsonObject *object)
{
  JsonArray *prices = tie_json_get_array (object, "sales_prices");
  JsonArray *rates = tie_json_get_array (object, "sales_rates");

  if (prices != NULL && json_array_get_length (prices) > 0)
    return tie_json_get_decimal (tie_json_get_element_object (prices, 0), "price", 4);
  if (rates != NULL && json_array_get_length (rates) > 0)
    return tie_json_get_decimal (tie_json_get_element_object (rates, 0), "rate", 4);
  return 0;
}

static void
parse_item (TieRemote *remote,
            const TieSageEntity *entity,
            JsonObject *object)
{
  remote->name = dup_either (object, "item_code", "description");
  if (remote->name == NULL)
    remote->name = tie_sage_dup_text (object, "displayed_as");
  remote->company = tie_sage_dup_text (object, "description"); /* where the matching looks for what a code stands for */
  remote->type = g_strdup (g_str_equal (entity->list, "services") ? "Service" : "Product");
  remote->account = tie_sage_dup_reference (object, "sales_ledger_account");
  remote->rate = get_price (object);
  remote->is_active = tie_json_get_boolean (object, "active", TRUE);
}

/* Sage's kinds of accounts in the words that the program asks for. */
static const char *
find_account_type (const char *type)
{
  static const char *const types[][2] = {
    { "SALES", "Income" },
    { "OTHER_INCOME", "Other Income" },
    { "DIRECT_EXPENSES", "Cost of Goods Sold" },
    { "OVERHEADS", "Expense" },
    { "DEPRECIATION", "Other Expense" },
    { "CURRENT_ASSETS", "Other Current Asset" },
    { "FIXED_ASSETS", "Fixed Asset" },
    { "FUTURE_ASSETS", "Other Asset" },
    { "CURRENT_LIABILITY", "Other Current Liability" },
    { "CURRENT_LIABILITIES", "Other Current Liability" },
    { "FUTURE_LIABILITY", "Long Term Liability" },
    { "FUTURE_LIABILITIES", "Long Term Liability" },
    { "EQUITY", "Equity" },
    { "BANK", "Bank" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (g_strcmp0 (types[i][0], type) == 0)
        return types[i][1];
    }
  return type;
}

static gboolean
holds (const char *text,
       const char *a,
       const char *b)
{
  g_autofree char *folded = tie_text_fold (text);

  return strstr (folded, a) != NULL || strstr (folded, b) != NULL;
}

static char *
dup_account_type (const TieRemote *remote,
                  JsonObject *object)
{
  g_autofree char *type = tie_sage_dup_reference (object, "ledger_account_type");

  if (tie_json_get_boolean (object, "is_control_account", FALSE))
    {
      if (holds (remote->name, "debtor", "receivable"))
        return g_strdup ("Accounts Receivable");
      if (holds (remote->name, "creditor", "payable"))
        return g_strdup ("Accounts Payable");
    }
  return g_strdup (find_account_type (type));
}

/* A number is text or a number; some texts have zeros before it. */
static char *
dup_number (JsonObject *object,
            const char *member)
{
  gint64 number = tie_json_get_integer (object, member, -1);

  return number >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, number) : tie_sage_dup_text (object, member);
}

static void
parse_account (TieRemote *remote,
               const TieSageEntity *entity,
               JsonObject *object)
{
  if (g_str_equal (entity->list, "bank_accounts"))
    {
      JsonObject *account = tie_json_get_object (object, "ledger_account");

      remote->name = dup_either (object, "account_name", "displayed_as");
      remote->account = account != NULL && json_object_has_member (account, "nominal_code") ? dup_number (account, "nominal_code") : dup_number (object, "nominal_code");
      remote->type = g_strdup ("Bank");
      remote->sub_type = tie_sage_dup_reference (object, "bank_account_type");
      remote->currency = tie_sage_dup_reference (object, "currency");
      return;
    }
  remote->name = dup_either (object, "display_name", "name");
  if (remote->name == NULL)
    remote->name = tie_sage_dup_text (object, "displayed_as");
  remote->account = dup_number (object, "nominal_code");
  remote->type = dup_account_type (remote, object);
  /* Money is paid to and from bank accounts, which have a list of their own. */
  remote->is_active = g_strcmp0 (remote->type, "Bank") != 0;
}

static void
parse_tax_rate (TieRemote *remote,
                const char *id,
                JsonObject *object)
{
  remote->name = dup_either (object, "name", "displayed_as");
  remote->type = g_strdup ("both");
  remote->rate = tie_json_get_decimal (object, "percentage", 4);
  remote->sub_type = g_strdup_printf ("%s:%" G_GINT64_FORMAT "|%s:%" G_GINT64_FORMAT, id, remote->rate, id, remote->rate);
  remote->is_active = tie_json_get_boolean (object, "is_visible", TRUE);
}

static void
parse_kind (TieRemote *remote,
            const TieSageEntity *entity,
            JsonObject *object)
{
  switch (entity->kind)
    {
    case TIE_KIND_CUSTOMER:
    case TIE_KIND_VENDOR:
      parse_contact (remote, object);
      break;
    case TIE_KIND_ITEM:
      parse_item (remote, entity, object);
      break;
    case TIE_KIND_ACCOUNT:
      parse_account (remote, entity, object);
      break;
    case TIE_KIND_TAX_CODE:
      parse_tax_rate (remote, remote->id, object);
      break;
    default:
      tie_sage_parse_money (remote, entity, object);
      break;
    }
}

static char *
dump (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_alloc ();

  json_node_init_object (node, object);
  return json_to_string (node, FALSE);
}

TieRemote *
tie_sage_parse_remote (const TieSageEntity *entity,
                       JsonObject *object,
                       gboolean keeps_raw,
                       GError **error)
{
  g_autoptr (TieRemote) remote = NULL;
  g_autofree char *id = NULL;
  const char *there = tie_json_get_string (object, "id");
  const char *updated = tie_json_get_string (object, "updated_at");

  if (tie_text_is_empty (there))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_BUG, "A %s came without its id", entity->wrapper);
      return NULL;
    }

  id = tie_sage_entity_dup_id (entity, there);
  remote = tie_remote_new (entity->kind, id);
  remote->version = g_strdup (updated);
  remote->updated = updated != NULL ? tie_date_normalise (updated) : NULL;
  parse_kind (remote, entity, object);
  remote->full_name = g_strdup (remote->name);
  if (!tie_text_is_empty (tie_json_get_string (object, "deleted_at")))
    {
      remote->is_deleted = TRUE;
      remote->is_active = FALSE;
    }
  if (keeps_raw || !tie_kind_is_money (entity->kind))
    remote->raw = dump (object);
  return g_steal_pointer (&remote);
}
