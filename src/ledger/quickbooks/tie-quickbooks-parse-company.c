/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quickbooks-parse"
#include "config.h"

#include <string.h>

#include "base/tie-date.h"
#include "base/tie-text.h"
#include "ledger/quickbooks/tie-quickbooks-parse.h"

/* What the connected company is and can do. */

static void
replace_text (char **place,
              char *text)
{
  g_free (*place);
  *place = text;
}

/* Since autumn 2025 three letters occur where two did. */
static char *
dup_country (JsonObject *company)
{
  static const char *const codes[][2] = {
    { "USA", "US" }, { "CAN", "CA" }, { "GBR", "GB" }, { "UK", "GB" }, { "AUS", "AU" }, { "IND", "IN" }, { "FRA", "FR" },
  };
  const char *country = tie_json_get_string (company, "Country");
  g_autofree char *upper = country != NULL ? g_ascii_strup (country, -1) : NULL;

  for (guint i = 0; upper != NULL && i < G_N_ELEMENTS (codes); i++)
    {
      if (g_str_equal (upper, codes[i][0]))
        return g_strdup (codes[i][1]);
    }
  return g_steal_pointer (&upper);
}

/* ---- what the plan has ---- */

/* CompanyInfo tells what else it knows as pairs. */
static const char *
find_value (JsonObject *company,
            const char *name)
{
  JsonArray *pairs = tie_json_get_array (company, "NameValue");

  for (guint i = 0; pairs != NULL && i < json_array_get_length (pairs); i++)
    {
      JsonObject *pair = tie_json_get_element_object (pairs, i);

      if (g_strcmp0 (tie_json_get_string (pair, "Name"), name) == 0)
        return tie_json_get_string (pair, "Value");
    }
  return NULL;
}

static gboolean
holds (const char *text,
       const char *const *words)
{
  g_autofree char *folded = tie_text_fold (text);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (strstr (folded, words[i]) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* A plan that is not known is taken to have all: a refusal names what it lacks. */
static void
parse_plan (JsonObject *company,
            TieLedgerCapabilities *capabilities)
{
  static const char *const without_bills[] = { "simple start", "simplestart", "easystart", "self-employed", NULL };
  static const char *const without_items[] = { "essentials", NULL };
  const char *plan = find_value (company, "OfferingSku");
  const char *payroll = find_value (company, "PayrollFeature");

  capabilities->has_bills = !holds (plan, without_bills);
  capabilities->has_bill_items = capabilities->has_bills && !holds (plan, without_items);
  capabilities->has_payroll = payroll != NULL && g_ascii_strcasecmp (payroll, "true") == 0;
}

gboolean
tie_quickbooks_parse_company (JsonObject *root,
                              TieLedgerCapabilities *capabilities,
                              GError **error)
{
  JsonObject *company = tie_json_get_object (root, "CompanyInfo");
  const char *name = tie_json_get_string (company, "CompanyName");

  if (tie_text_is_empty (name))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_BUG, "The company has no name");
      return FALSE;
    }
  replace_text (&capabilities->company_name, g_strdup (name));
  replace_text (&capabilities->country, dup_country (company));
  parse_plan (company, capabilities);
  return TRUE;
}

/* Absent members are settings that the company has not. */
static TieTaxModel
parse_tax_model (JsonObject *preferences,
                 const char *country)
{
  JsonObject *tax = tie_json_get_object (preferences, "TaxPrefs");

  if (!tie_json_get_boolean (tax, "UsingSalesTax", FALSE))
    return TIE_TAX_NONE;
  if (country != NULL && !g_str_equal (country, "US"))
    return TIE_TAX_GLOBAL;
  return tax != NULL && json_object_has_member (tax, "PartnerTaxEnabled") ? TIE_TAX_US_AUTOMATED : TIE_TAX_US;
}

void
tie_quickbooks_parse_preferences (JsonObject *root,
                                  TieLedgerCapabilities *capabilities)
{
  JsonObject *preferences = tie_json_get_object (root, "Preferences");
  JsonObject *currency = tie_json_get_object (preferences, "CurrencyPrefs");
  JsonObject *forms = tie_json_get_object (preferences, "SalesFormsPrefs");
  const char *home = tie_json_get_string (tie_json_get_object (currency, "HomeCurrency"), "value");
  const char *closed = tie_json_get_string (tie_json_get_object (preferences, "AccountingInfoPrefs"), "BookCloseDate");
  const char *discount = tie_json_get_string (forms, "DefaultDiscountAccount");

  replace_text (&capabilities->currency, tie_text_is_empty (home) ? NULL : g_strdup (home));
  /* Absent while the books are open. */
  replace_text (&capabilities->closed_until, tie_date_is_valid (closed) ? g_strdup (closed) : NULL);
  replace_text (&capabilities->discount_account_id, tie_text_is_empty (discount) ? NULL : g_strdup (discount));
  capabilities->has_our_numbers = tie_json_get_boolean (forms, "CustomTxnNumbers", FALSE);
  capabilities->has_discount = capabilities->has_credit_discount = tie_json_get_boolean (forms, "AllowDiscount", FALSE);
  capabilities->auto_applies = tie_json_get_boolean (forms, "AutoApplyCredit", FALSE) || tie_json_get_boolean (forms, "AutoApplyPayments", FALSE);
  capabilities->has_multi_currency = tie_json_get_boolean (currency, "MultiCurrencyEnabled", FALSE);
  /* Items on purchases are a setting, too. */
  capabilities->has_bill_items = capabilities->has_bill_items && tie_json_get_boolean (tie_json_get_object (preferences, "ProductAndServicesPrefs"), "ForPurchase", TRUE);
  capabilities->tax_model = parse_tax_model (preferences, capabilities->country);
  capabilities->lacks_tax_codes = g_strcmp0 (capabilities->country, "CA") == 0 && capabilities->tax_model != TIE_TAX_GLOBAL;
}
