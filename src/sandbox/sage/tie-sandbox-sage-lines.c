/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-sage-lines"
#include "config.h"

#include <string.h>

#include "base/tie-money.h"
#include "base/tie-text.h"
#include "sandbox/sage/tie-sandbox-sage.h"

#define HUNDRED (100 * (gint64) TIE_SCALE)

static const TieSandboxSageField fields[] = {
  { "id", 's', 32, NULL },
  { "description", 's', 0, NULL },
  { "ledger_account_id", 'r', 0, "ledger_account" },
  { "product_id", 'r', 0, "product" },
  { "service_id", 'r', 0, "service" },
  { "quantity", 'n', 0, NULL },
  { "unit_price", 'n', 0, NULL },
  { "unit_price_includes_tax", 'b', 0, NULL },
  { "discount_amount", 'n', 0, NULL },
  { "discount_percentage", 'n', 0, NULL },
  { "tax_rate_id", 'r', 0, "tax_rate" },
  { "tax_amount", 'n', 0, NULL },
};

static gint64
divide (__int128 value,
        __int128 by)
{
  return (gint64) ((value < 0 ? value - by / 2 : value + by / 2) / by);
}

/* An account that cannot be chosen here is as good as none. */
void
tie_sandbox_sage_check_account (TieSandboxSageWrite *write,
                                JsonObject *line)
{
  gboolean is_sale = (write->kind->traits & TIE_SANDBOX_SAGE_SALE) != 0;
  g_autoptr (TieSandboxSageRecord) account = tie_sandbox_sage_get (write->call, "ledger_account", tie_sandbox_sage_get_reference (line, "ledger_account"));
  const char *rate, *fixed;

  if (account == NULL)
    return;
  if (tie_sandbox_json_get_boolean (account->object, "is_control_account"))
    tie_sandbox_sage_problem (write, "ledger_account_id", "Control accounts cannot be used here");
  else if (!tie_sandbox_json_get_boolean (account->object, is_sale ? "visible_in_sales" : "visible_in_expenses"))
    tie_sandbox_sage_not_found (write, "The record was not found.");
  rate = tie_sandbox_sage_get_reference (line, "tax_rate");
  fixed = tie_sandbox_sage_get_reference (account->object, "tax_rate");
  if (rate == NULL && fixed != NULL && write->call->is_registered)
    json_object_set_object_member (line, "tax_rate", tie_sandbox_json_copy (tie_sandbox_json_get_object (account->object, "tax_rate")));
  else if (tie_sandbox_json_get_boolean (account->object, "fixed_tax_rate") && g_strcmp0 (rate, fixed) != 0)
    tie_sandbox_sage_problem (write, "tax_rate_id", "The ledger account takes another tax rate only");
}

/* The company computes no tax.  How far a sent one may be from what it would be nobody has tried: by a penny here, which
 * leaves room for rounding the whole document. */
void
tie_sandbox_sage_check_tax (TieSandboxSageWrite *write,
                            JsonObject *sent,
                            JsonObject *line,
                            gint64 net,
                            const char *prefix)
{
  g_autoptr (TieSandboxSageRecord) rate = tie_sandbox_sage_get (write->call, "tax_rate", tie_sandbox_sage_get_reference (line, "tax_rate"));
  gint64 percentage = rate != NULL ? tie_sandbox_sage_get_number (rate->object, "percentage", 4) : 0;
  gboolean is_sent = json_object_has_member (sent, "tax_amount") && !json_object_get_null_member (sent, "tax_amount");
  gint64 tax = tie_sandbox_sage_get_number (line, "tax_amount", TIE_MONEY_DECIMALS);
  gint64 expected = divide ((__int128) net * percentage, HUNDRED);
  g_autofree char *source = g_strconcat (prefix, "tax_amount", NULL);

  if (!write->call->is_registered && is_sent)
    tie_sandbox_sage_problem (write, source, "You entered a tax amount but the business is not registered for tax");
  else if (percentage == 0 && tax != 0)
    tie_sandbox_sage_problem (write, source, "You entered a tax amount but tax rate is zero");
  else if (percentage != 0 && !is_sent && write->call->is_registered)
    tie_sandbox_sage_problem (write, source, "can't be blank");
  else if (percentage != 0 && write->call->is_registered && ABS (tax - expected) > 1)
    tie_sandbox_sage_problem (write, source, "The tax amount does not fit the tax rate");
  tie_sandbox_sage_set_number (line, "tax_amount", tax, TIE_MONEY_DECIMALS);
}

/* Quantity × unit price less the discount, as it was sent: with or without the tax. */
static gint64
compute_amount (JsonObject *line)
{
  gint64 quantity = tie_sandbox_sage_get_number (line, "quantity", 4);
  gint64 unit = tie_sandbox_sage_get_number (line, "unit_price", 4);
  gint64 percentage = tie_sandbox_sage_get_number (line, "discount_percentage", 4);
  gint64 amount = divide ((__int128) quantity * unit, (__int128) TIE_SCALE * TIE_SCALE / 100);
  gint64 discount = tie_sandbox_sage_get_number (line, "discount_amount", TIE_MONEY_DECIMALS);

  if (percentage != 0)
    discount = divide ((__int128) amount * percentage, HUNDRED);
  tie_sandbox_sage_set_number (line, "discount_amount", discount, TIE_MONEY_DECIMALS);
  return amount - discount;
}

/* A line that names its id has to be one of the document's. */
static void
give_id (TieSandboxSageWrite *write,
         JsonObject *line,
         JsonArray *stored)
{
  const char *id = tie_sandbox_json_get_text (line, "id");
  g_autofree char *fresh = tie_sandbox_sage_new_id ();

  for (guint i = 0; id != NULL && stored != NULL && i < json_array_get_length (stored); i++)
    {
      if (g_strcmp0 (tie_sandbox_json_get_text (json_array_get_object_element (stored, i), "id"), id) == 0)
        return;
    }
  if (id != NULL)
    tie_sandbox_sage_not_found (write, "The record was not found.");
  json_object_set_string_member (line, "id", fresh);
}

static JsonObject *
take_line (TieSandboxSageWrite *write,
           JsonObject *sent,
           JsonArray *stored,
           const char *prefix)
{
  static const char *const required_of_sale[] = { "description", "ledger_account", "unit_price", NULL };
  static const char *const required_of_bill[] = { "description", "ledger_account", "unit_price", "quantity", NULL };
  gboolean is_sale = (write->kind->traits & TIE_SANDBOX_SAGE_SALE) != 0;
  JsonObject *line = json_object_new ();
  gint64 amount, net, tax;

  tie_sandbox_sage_take_fields (write, sent, line, fields, G_N_ELEMENTS (fields), prefix);
  tie_sandbox_sage_require (write, line, prefix, is_sale ? required_of_sale : required_of_bill);
  give_id (write, line, stored);
  if (!json_object_has_member (line, "quantity"))
    tie_sandbox_sage_set_number (line, "quantity", TIE_SCALE, 4);
  tie_sandbox_sage_check_account (write, line);
  amount = compute_amount (line);
  tax = tie_sandbox_sage_get_number (line, "tax_amount", TIE_MONEY_DECIMALS);
  net = tie_sandbox_json_get_boolean (line, "unit_price_includes_tax") ? amount - tax : amount;
  tie_sandbox_sage_check_tax (write, sent, line, net, prefix);
  if (!tie_text_is_empty (tie_sandbox_json_get_text (line, "description")))
    json_object_set_string_member (line, "displayed_as", tie_sandbox_json_get_text (line, "description"));
  tie_sandbox_sage_set_number (line, "net_amount", net, TIE_MONEY_DECIMALS);
  tie_sandbox_sage_set_number (line, "total_amount", net + tax, TIE_MONEY_DECIMALS);
  return line;
}

/* Lines that are sent take the place of all that were there. */
void
tie_sandbox_sage_take_lines (TieSandboxSageWrite *write,
                             const char *member)
{
  JsonArray *sent = tie_sandbox_json_get_array (write->body, member);
  JsonArray *stored = tie_sandbox_json_get_array (write->record->object, member);
  JsonArray *lines;

  if (sent == NULL && stored != NULL)
    return;
  lines = json_array_new ();
  for (guint i = 0; sent != NULL && i < json_array_get_length (sent); i++)
    {
      JsonNode *node = json_array_get_element (sent, i);
      g_autofree char *prefix = g_strdup_printf ("%s.%u.", member, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        json_array_add_object_element (lines, take_line (write, json_node_get_object (node), stored, prefix));
      else
        tie_sandbox_sage_problem (write, member, "is not of the right type");
    }
  if (json_array_get_length (lines) == 0)
    tie_sandbox_sage_problem (write, member, "can't be blank");
  json_object_set_array_member (write->record->object, member, lines);
}
