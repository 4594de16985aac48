/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-tax"
#include "config.h"

#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-transaction.h"

#define RATE_DECIMALS 5

/* The form's own code, else the customer's, else the company's; 0 for none. */
static gint64
find_code (TieSandboxWrite *write,
           JsonObject *object,
           JsonObject *customer,
           JsonObject *preferences)
{
  gint64 code = tie_sandbox_json_get_reference_id (tie_sandbox_json_get_object (object, "TxnTaxDetail"), "TxnTaxCodeRef");

  /* Automated sales tax goes by the address alone, and here all live at the company's place. */
  if (tie_sandbox_json_get_boolean (preferences, "PartnerTaxEnabled"))
    return tie_sandbox_json_get_reference_id (preferences, "TaxGroupCodeRef");
  if (code == 0)
    code = tie_sandbox_json_get_reference_id (customer, "DefaultTaxCodeRef");
  if (code == 0)
    code = tie_sandbox_json_get_reference_id (preferences, "TaxGroupCodeRef");
  return code;
}

static JsonObject *
create_tax_line (const char *rate_id,
                 gint64 percent,
                 gint64 net,
                 gint64 tax)
{
  JsonObject *line = json_object_new ();
  JsonObject *detail = json_object_new ();

  tie_sandbox_json_set_cents (line, "Amount", tax);
  json_object_set_string_member (line, "DetailType", "TaxLineDetail");
  tie_sandbox_json_set_reference (detail, "TaxRateRef", rate_id, NULL);
  json_object_set_boolean_member (detail, "PercentBased", TRUE);
  tie_sandbox_json_set_decimal (detail, "TaxPercent", percent, RATE_DECIMALS);
  tie_sandbox_json_set_cents (detail, "NetAmountTaxable", net);
  json_object_set_object_member (line, "TaxLineDetail", detail);
  return line;
}

/* Each rate is taken of the whole net and rounded once, never line by line. */
static JsonArray *
apply_rates (TieSandboxWrite *write,
             JsonObject *code,
             gint64 net,
             gint64 *total_tax)
{
  JsonArray *details = tie_sandbox_json_get_array (tie_sandbox_json_get_object (code, "SalesTaxRateList"), "TaxRateDetail");
  JsonArray *lines = json_array_new ();

  for (guint i = 0; details != NULL && i < json_array_get_length (details); i++)
    {
      JsonObject *detail = json_array_get_object_element (details, i);
      g_autofree char *rate_id = tie_sandbox_json_dup_reference (detail, "TaxRateRef");
      g_autoptr (TieSandboxDocument) rate = tie_sandbox_store_get (write->company->store, "TaxRate", g_ascii_strtoll (rate_id, NULL, 10), FALSE);
      gint64 percent = 0;
      gint64 tax;

      tie_sandbox_json_get_decimal (rate->object, "RateValue", RATE_DECIMALS, &percent);
      tax = tie_sandbox_multiply (percent, net * 1000);
      *total_tax += tax;
      json_array_add_object_element (lines, create_tax_line (rate_id, percent, net, tax));
    }
  return lines;
}

/* Automated sales tax honours a sum that is given, and spreads it over the rates. */
static gboolean
has_own_sum (TieSandboxWrite *write,
             JsonObject *preferences,
             gint64 *sum)
{
  JsonObject *detail = tie_sandbox_json_get_object (write->body, "TxnTaxDetail");

  if (!tie_sandbox_json_get_boolean (preferences, "PartnerTaxEnabled") || detail == NULL || !json_object_has_member (detail, "TotalTax"))
    return FALSE;
  *sum = tie_sandbox_json_get_cents (detail, "TotalTax");
  return TRUE;
}

static void
spread (JsonArray *lines,
        gint64 computed,
        gint64 sum)
{
  gint64 left = sum;

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      gboolean is_last = i + 1 == json_array_get_length (lines);
      gint64 share = is_last || computed == 0 ? left : (gint64) ((__int128) sum * tie_sandbox_json_get_cents (line, "Amount") / computed);

      tie_sandbox_json_set_cents (line, "Amount", share);
      left -= share;
    }
}

gint64
tie_sandbox_tax_complete (TieSandboxWrite *write,
                          JsonObject *object,
                          JsonObject *customer,
                          const TieSandboxTotals *totals)
{
  g_autoptr (JsonObject) preferences = tie_sandbox_company_dup_preferences (write->company, "TaxPrefs");
  gint64 code_id = find_code (write, object, customer, preferences);
  g_autoptr (TieSandboxDocument) code = tie_sandbox_store_get (write->company->store, "TaxCode", code_id, FALSE);
  JsonObject *detail = json_object_new ();
  gint64 net = totals->taxable;
  gint64 total_tax = 0;
  gint64 own_sum = 0;

  if (tie_sandbox_json_get_boolean (object, "ApplyTaxAfterDiscount") && totals->subtotal != 0)
    net -= (gint64) ((__int128) totals->discount * totals->taxable / totals->subtotal);
  if (tie_sandbox_json_get_boolean (preferences, "UsingSalesTax") && code != NULL && net != 0)
    {
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, code_id);

      JsonArray *lines = apply_rates (write, code->object, net, &total_tax);

      tie_sandbox_json_set_reference (detail, "TxnTaxCodeRef", id, NULL);
      if (has_own_sum (write, preferences, &own_sum))
        {
          spread (lines, total_tax, own_sum);
          total_tax = own_sum;
        }
      json_object_set_array_member (detail, "TaxLine", lines);
    }
  tie_sandbox_json_set_cents (detail, "TotalTax", total_tax);
  json_object_set_object_member (object, "TxnTaxDetail", detail);
  return total_tax;
}
