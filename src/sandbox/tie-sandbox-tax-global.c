/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-tax"
#include "config.h"

#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-transaction.h"

/* Every country but the United States: a form says whether its amounts hold tax, each line names a code, a code names rates,
 * and each rate is taken of the sum of what bears it, rounded once. */

#define RATE_DECIMALS 5

typedef struct
{
  gint64 id;
  gint64 percent;
  gint64 net; /* cents */
  gint64 tax;
} Rate;

static const char *const details[] = {
  "SalesItemLineDetail", "DiscountLineDetail", "ItemBasedExpenseLineDetail", "AccountBasedExpenseLineDetail",
};

static JsonObject *
find_detail (JsonObject *line)
{
  for (gsize i = 0; i < G_N_ELEMENTS (details); i++)
    {
      JsonObject *detail = tie_sandbox_json_get_object (line, details[i]);

      if (detail != NULL)
        return detail;
    }
  return NULL;
}

static Rate *
get_rate (TieSandboxWrite *write,
          GArray *rates,
          gint64 id)
{
  g_autoptr (TieSandboxDocument) document = NULL;
  Rate rate = { .id = id };

  for (guint i = 0; i < rates->len; i++)
    {
      if (g_array_index (rates, Rate, i).id == id)
        return &g_array_index (rates, Rate, i);
    }
  document = tie_sandbox_store_get (write->company->store, "TaxRate", id, FALSE);
  if (document != NULL)
    tie_sandbox_json_get_decimal (document->object, "RateValue", RATE_DECIMALS, &rate.percent);
  g_array_append_val (rates, rate);
  return &g_array_index (rates, Rate, rates->len - 1);
}

static TieSandboxFault *
add_line (TieSandboxWrite *write,
          JsonObject *line,
          JsonObject *detail,
          GArray *rates)
{
  gboolean is_sale = write->entity->kind == TIE_SANDBOX_KIND_SALE;
  gint64 amount = tie_sandbox_json_get_cents (line, "Amount");
  g_autofree char *value = tie_sandbox_json_dup_reference (detail, "TaxCodeRef");
  g_autoptr (TieSandboxDocument) code = NULL;
  gint64 before = 0; /* the taxes that come first: one may be charged on them */
  JsonArray *list;

  if (value == NULL)
    return tie_sandbox_fault_new (6000, "TaxCodeRef", "Make sure all your transactions have a GST/HST rate (VAT rate) before you save.");
  code = tie_sandbox_store_get (write->company->store, "TaxCode", g_ascii_strtoll (value, NULL, 10), FALSE);
  if (code == NULL)
    return tie_sandbox_fault_new (6100, "Line.TaxCodeRef", "The tax code %s is not one of this company", value);
  list = tie_sandbox_json_get_array (tie_sandbox_json_get_object (code->object, is_sale ? "SalesTaxRateList" : "PurchaseTaxRateList"), "TaxRateDetail");
  if (list == NULL)
    return tie_sandbox_fault_new (6100, "Line.TaxCodeRef", "The tax code %s is not for %s", value, is_sale ? "sales" : "purchases");
  if (json_object_has_member (line, "DiscountLineDetail"))
    amount = -amount;
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *applied = json_array_get_object_element (list, i);
      const char *how = tie_sandbox_json_get_text (applied, "TaxTypeApplicable");
      Rate *rate = get_rate (write, rates, tie_sandbox_json_get_reference_id (applied, "TaxRateRef"));
      gint64 base = g_strcmp0 (how, "TaxOnAmountPlusTax") == 0 ? amount + before : g_strcmp0 (how, "TaxOnTax") == 0 ? before : amount;

      rate->net += base;
      before += tie_sandbox_multiply (rate->percent, base * 1000);
    }
  return NULL;
}

static JsonObject *
create_tax_line (const Rate *rate)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, rate->id);
  JsonObject *line = json_object_new ();
  JsonObject *detail = json_object_new ();

  tie_sandbox_json_set_cents (line, "Amount", rate->tax);
  json_object_set_string_member (line, "DetailType", "TaxLineDetail");
  tie_sandbox_json_set_reference (detail, "TaxRateRef", id, NULL);
  json_object_set_boolean_member (detail, "PercentBased", TRUE);
  tie_sandbox_json_set_decimal (detail, "TaxPercent", rate->percent, RATE_DECIMALS);
  tie_sandbox_json_set_cents (detail, "NetAmountTaxable", rate->net);
  json_object_set_object_member (line, "TaxLineDetail", detail);
  return line;
}

/* A list of tax lines that was sent takes the place of what would be computed. */
static JsonArray *
find_override (TieSandboxWrite *write)
{
  JsonArray *lines = tie_sandbox_json_get_array (tie_sandbox_json_get_object (write->body, "TxnTaxDetail"), "TaxLine");

  return lines != NULL && json_array_get_length (lines) > 0 ? lines : NULL;
}

static void
set_result (TieSandboxWrite *write,
            JsonObject *object,
            GArray *rates,
            gint64 *total)
{
  JsonObject *result = json_object_new ();
  JsonArray *given = find_override (write);
  JsonArray *lines = given != NULL ? json_array_ref (given) : json_array_new ();

  for (guint i = 0; given != NULL && i < json_array_get_length (given); i++)
    *total += tie_sandbox_json_get_cents (json_array_get_object_element (given, i), "Amount");
  for (guint i = 0; given == NULL && i < rates->len; i++)
    {
      Rate *rate = &g_array_index (rates, Rate, i);

      rate->tax = tie_sandbox_multiply (rate->percent, rate->net * 1000);
      *total += rate->tax;
      json_array_add_object_element (lines, create_tax_line (rate));
    }
  tie_sandbox_json_set_cents (result, "TotalTax", *total);
  json_object_set_array_member (result, "TaxLine", lines);
  json_object_set_object_member (object, "TxnTaxDetail", result);
}

TieSandboxFault *
tie_sandbox_tax_global_complete (TieSandboxWrite *write,
                                 JsonObject *object,
                                 gint64 *total)
{
  g_autoptr (GArray) rates = g_array_new (FALSE, FALSE, sizeof (Rate));
  JsonArray *lines = tie_sandbox_json_get_array (object, "Line");
  const char *model = tie_sandbox_json_get_text (object, "GlobalTaxCalculation");

  *total = 0;
  if (model == NULL)
    return tie_sandbox_fault_new (2020, "GlobalTaxCalculation", "Required parameter GlobalTaxCalculation is missing in the request");
  if (g_str_equal (model, "NotApplicable"))
    {
      json_object_remove_member (object, "TxnTaxDetail");
      return tie_sandbox_json_get_object (write->body, "TxnTaxDetail") == NULL ? NULL : tie_sandbox_fault_new (6170, "TxnTaxDetail", "Tax is not applicable to this transaction");
    }
  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      JsonObject *detail = find_detail (line);
      TieSandboxFault *fault = detail != NULL ? add_line (write, line, detail, rates) : NULL;

      if (fault != NULL)
        return fault;
    }
  set_result (write, object, rates, total);
  return NULL;
}
