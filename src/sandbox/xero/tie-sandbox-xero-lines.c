/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-xero-lines"
#include "config.h"

#include <string.h>

#include "base/tie-money.h"
#include "base/tie-random.h"
#include "base/tie-text.h"
#include "sandbox/xero/tie-sandbox-xero.h"

#define HUNDRED (100 * (gint64) TIE_SCALE)
#define MOST_TRACKING 2

static const TieSandboxXeroField fields[] = {
  { "LineItemID", 's', 36, NULL },
  { "Description", 's', 4000, NULL },
  { "Quantity", 'n', 0, NULL },
  { "ItemCode", 's', 30, NULL },
  { "AccountCode", 's', 10, NULL },
  { "TaxType", 's', 50, NULL },
  { "DiscountRate", 'n', 0, NULL },
  { "DiscountAmount", 'n', 0, NULL },
};

typedef struct
{
  TieSandboxXeroWrite *write;
  const char *amounts; /* Exclusive, Inclusive, NoTax */
  gboolean is_sale;
  gboolean is_approved;
  gboolean has_discount; /* invoices may, credit notes may not */
  guint unit_decimals;   /* that count of what is sent */
  gint64 net;
  gint64 tax;
} Sums;

static gint64
divide (__int128 value,
        __int128 by)
{
  return (gint64) ((value < 0 ? value - by / 2 : value + by / 2) / by);
}

/* The price list fills in what the line leaves out. */
static void
take_item (Sums *sums,
           JsonObject *line)
{
  const char *code = tie_sandbox_json_get_text (line, "ItemCode");
  g_autoptr (TieSandboxXeroRecord) item = NULL;
  JsonObject *details;
  const char *const members[] = { "AccountCode", "TaxType" };
  const char *description;
  gint64 price = 0;

  if (tie_text_is_empty (code))
    return;
  item = tie_sandbox_xero_find_number (sums->write->call, "Item", code);
  if (item == NULL)
    {
      tie_sandbox_xero_problem (sums->write, "Item code '%s' is not valid", code);
      return;
    }
  details = tie_sandbox_json_get_object (item->object, sums->is_sale ? "SalesDetails" : "PurchaseDetails");
  description = tie_sandbox_json_get_text (item->object, sums->is_sale ? "Description" : "PurchaseDescription");
  if (description != NULL && !json_object_has_member (line, "Description"))
    json_object_set_string_member (line, "Description", description);
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      if (!json_object_has_member (line, members[i]) && tie_sandbox_json_get_text (details, members[i]) != NULL)
        json_object_set_string_member (line, members[i], tie_sandbox_json_get_text (details, members[i]));
    }
  if (!json_object_has_member (line, "UnitAmount") && tie_sandbox_json_get_decimal (details, "UnitPrice", 4, &price))
    tie_sandbox_json_set_decimal (line, "UnitAmount", price, 4);
}

static void
check_account (Sums *sums,
               JsonObject *line)
{
  TieSandboxXeroWrite *write = sums->write;
  const char *code = tie_sandbox_json_get_text (line, "AccountCode");
  g_autoptr (TieSandboxXeroRecord) account = tie_sandbox_xero_find_number (write->call, "Account", code);
  const char *class = account != NULL ? tie_sandbox_json_get_text (account->object, "Class") : NULL;

  if (tie_text_is_empty (code))
    {
      if (sums->is_approved)
        tie_sandbox_xero_problem (write, "Account code must be specified");
      return;
    }
  if (account == NULL || g_strcmp0 (account->status, "ARCHIVED") == 0)
    tie_sandbox_xero_problem (write, "Account code '%s' has been archived, or has been deleted", code);
  else if (tie_sandbox_json_get_text (account->object, "SystemAccount") != NULL || g_strcmp0 (tie_sandbox_json_get_text (account->object, "Type"), "BANK") == 0
           || (!sums->is_sale && g_strcmp0 (class, "REVENUE") == 0))
    tie_sandbox_xero_problem (write, "Account code '%s' is not a valid code for this document.", code);
  else if (!json_object_has_member (line, "TaxType"))
    json_object_set_string_member (line, "TaxType", tie_sandbox_json_get_text (account->object, "TaxType"));
}

/* In per cent × 10 000. */
static gint64
get_rate (Sums *sums,
          JsonObject *line)
{
  const char *type = tie_sandbox_json_get_text (line, "TaxType");
  g_autoptr (TieSandboxXeroRecord) found = NULL;
  gint64 rate = 0;

  if (g_str_equal (sums->amounts, "NoTax"))
    {
      json_object_set_string_member (line, "TaxType", "NONE");
      return 0;
    }
  if (tie_text_is_empty (type))
    {
      if (sums->is_approved && !tie_text_is_empty (tie_sandbox_json_get_text (line, "AccountCode")))
        tie_sandbox_xero_problem (sums->write, "TaxType must be specified");
      return 0;
    }
  found = tie_sandbox_xero_find_number (sums->write->call, "TaxRate", type);
  if (found == NULL || g_strcmp0 (found->status, "ACTIVE") != 0)
    tie_sandbox_xero_problem (sums->write, "The TaxType code '%s' does not exist or cannot be used for this type of transaction.", type);
  else if (!tie_sandbox_json_get_boolean (found->object, sums->is_sale ? "CanApplyToRevenue" : "CanApplyToExpenses"))
    tie_sandbox_xero_problem (sums->write, "The TaxType code '%s' cannot be used with account code '%s'.", type, tie_sandbox_json_get_text (line, "AccountCode"));
  else
    tie_sandbox_json_get_decimal (found->object, "EffectiveRate", 4, &rate);
  return rate;
}

/* Quantity × unit amount less the discount; a total that was sent has to be the same. */
static gint64
compute_amount (Sums *sums,
                JsonObject *sent,
                JsonObject *line)
{
  gint64 quantity = TIE_SCALE, unit = 0, discount = 0, amount = 0, given = 0;
  gboolean has_unit = tie_sandbox_json_get_decimal (line, "UnitAmount", 4, &unit);
  gboolean has_given = tie_sandbox_json_get_decimal (sent, "LineAmount", TIE_MONEY_DECIMALS, &given);

  if (!tie_sandbox_json_get_decimal (line, "Quantity", 4, &quantity) && has_unit)
    tie_sandbox_json_set_decimal (line, "Quantity", quantity, 4);
  tie_sandbox_json_get_decimal (line, "DiscountRate", 4, &discount);
  if (discount != 0 && !sums->has_discount)
    tie_sandbox_xero_problem (sums->write, "Discounts are not allowed on this type of document");
  if (!has_unit)
    return has_given ? given : 0;
  amount = divide ((__int128) quantity * unit * (HUNDRED - discount), (__int128) HUNDRED * TIE_SCALE * 100);
  if (tie_sandbox_json_get_decimal (line, "DiscountAmount", TIE_MONEY_DECIMALS, &discount))
    amount -= discount;
  if (has_given && given != amount)
    {
      g_autofree char *wanted = tie_decimal_format (amount, TIE_MONEY_DECIMALS, 2);
      g_autofree char *got = tie_decimal_format (given, TIE_MONEY_DECIMALS, 2);

      tie_sandbox_xero_problem (sums->write, "The line total %s does not match the expected line total %s", got, wanted);
    }
  return amount;
}

static void
take_tracking (Sums *sums,
               JsonObject *sent,
               JsonObject *line)
{
  JsonArray *tracking = tie_sandbox_json_get_array (sent, "Tracking");
  JsonArray *taken = json_array_new ();

  for (guint i = 0; tracking != NULL && i < json_array_get_length (tracking); i++)
    {
      JsonNode *node = json_array_get_element (tracking, i);
      JsonObject *one = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *name = one != NULL ? tie_sandbox_json_get_text (one, "Name") : NULL;
      g_autoptr (TieSandboxXeroRecord) category = tie_sandbox_xero_find_name (sums->write->call, "TrackingCategory", name);

      if (category == NULL && one != NULL)
        category = tie_sandbox_xero_get (sums->write->call, "TrackingCategory", tie_sandbox_json_get_text (one, "TrackingCategoryID"));
      if (category == NULL)
        tie_sandbox_xero_problem (sums->write, "The tracking category '%s' does not exist", name != NULL ? name : "");
      else
        json_array_add_object_element (taken, tie_sandbox_json_copy (one));
    }
  if (json_array_get_length (taken) > MOST_TRACKING)
    tie_sandbox_xero_problem (sums->write, "A line can have at most 2 tracking categories");
  json_object_set_array_member (line, "Tracking", taken);
}

static JsonObject *
take_line (Sums *sums,
           JsonObject *sent)
{
  JsonObject *line = json_object_new ();
  gint64 unit, rate, amount, tax;

  tie_sandbox_xero_take_fields (sums->write, sent, line, fields, G_N_ELEMENTS (fields));
  if (tie_sandbox_json_get_decimal (sent, "UnitAmount", sums->unit_decimals, &unit))
    tie_sandbox_json_set_decimal (line, "UnitAmount", unit, sums->unit_decimals);
  take_item (sums, line);
  if (json_object_has_member (line, "UnitAmount") || json_object_has_member (sent, "LineAmount"))
    check_account (sums, line);
  if (tie_text_is_empty (tie_sandbox_json_get_text (line, "Description")) && sums->is_approved)
    tie_sandbox_xero_problem (sums->write, "Description is required");
  if (!json_object_has_member (line, "LineItemID"))
    {
      g_autofree char *id = tie_random_uuid ();

      json_object_set_string_member (line, "LineItemID", id);
    }
  amount = compute_amount (sums, sent, line);
  rate = get_rate (sums, line);
  if (g_str_equal (sums->amounts, "Inclusive"))
    tax = divide ((__int128) amount * rate, HUNDRED + rate);
  else
    tax = divide ((__int128) amount * rate, HUNDRED);
  if (rate != 0)
    tie_sandbox_json_get_decimal (sent, "TaxAmount", TIE_MONEY_DECIMALS, &tax);
  tie_sandbox_json_set_cents (line, "LineAmount", amount);
  tie_sandbox_json_set_cents (line, "TaxAmount", tax);
  take_tracking (sums, sent, line);
  sums->net += g_str_equal (sums->amounts, "Inclusive") ? amount - tax : amount;
  sums->tax += tax;
  return line;
}

/* A list that is sent takes the place of the stored one; one that is left out is computed anew, for the amounts' type may
 * have changed. */
void
tie_sandbox_xero_compute_lines (TieSandboxXeroWrite *write,
                                gboolean is_sale)
{
  JsonObject *object = write->record->object;
  JsonArray *sent = tie_sandbox_json_get_array (write->body, "LineItems");
  JsonArray *stored = tie_sandbox_json_get_array (object, "LineItems");
  g_autoptr (JsonArray) from = sent != NULL ? json_array_ref (sent) : stored != NULL ? json_array_ref (stored) : json_array_new ();
  JsonArray *lines = json_array_new ();
  const char *status = tie_sandbox_json_get_text (object, "Status");
  Sums sums = { .write = write, .is_sale = is_sale };

  sums.unit_decimals = sent != NULL ? write->call->unit_decimals : 4;
  sums.amounts = tie_sandbox_json_get_text (object, "LineAmountTypes");
  sums.is_approved = g_strcmp0 (status, "AUTHORISED") == 0 || g_strcmp0 (status, "SUBMITTED") == 0;
  sums.has_discount = g_str_equal (write->kind->name, "Invoice") && is_sale;
  for (guint i = 0; i < json_array_get_length (from); i++)
    {
      JsonNode *node = json_array_get_element (from, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        json_array_add_object_element (lines, take_line (&sums, json_node_get_object (node)));
    }
  if (json_array_get_length (lines) == 0)
    tie_sandbox_xero_problem (write, "One or more line items must be specified");
  if (sums.net + sums.tax < 0)
    tie_sandbox_xero_problem (write, "The document total must not be negative");
  json_object_set_array_member (object, "LineItems", lines);
  tie_sandbox_json_set_cents (object, "SubTotal", sums.net);
  tie_sandbox_json_set_cents (object, "TotalTax", sums.tax);
  tie_sandbox_json_set_cents (object, "Total", sums.net + sums.tax);
}
