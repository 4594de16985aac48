/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quickbooks-tax-codes"
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "ledger/quickbooks/tie-quickbooks-fault.h"
#include "ledger/quickbooks/tie-quickbooks-limits.h"
#include "ledger/quickbooks/tie-quickbooks-parse.h"
#include "ledger/quickbooks/tie-quickbooks-queries.h"
#include "ledger/quickbooks/tie-quickbooks-tax-codes.h"

#define WHOLE (100 * TIE_SCALE) /* a hundred percent */

GBytes *
tie_quickbooks_make_tax_queries (void)
{
  static const char *const names[] = { "TaxRate", "TaxCode", NULL };

  return tie_quickbooks_make_queries (names, "*", " MAXRESULTS " G_STRINGIFY (TIE_QUICKBOOKS_MAX_PAGE));
}

/* Id → percentage × 10 000. */
static GHashTable *
read_rates (JsonObject *response)
{
  GHashTable *rates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  JsonArray *rows = tie_json_get_array (tie_json_get_object (response, "QueryResponse"), "TaxRate");

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonObject *row = tie_json_get_element_object (rows, i);
      gint64 rate = tie_json_get_decimal (row, "RateValue", 4);
      const char *id = tie_json_get_string (row, "Id");

      if (id != NULL)
        g_hash_table_insert (rates, g_strdup (id), g_memdup2 (&rate, sizeof rate));
    }
  return rates;
}

/* Most codes hold one rate, some two of which the second may be charged on the first as well. */
static gint64
sum_rates (JsonObject *list,
           GHashTable *rates)
{
  JsonArray *details = tie_json_get_array (list, "TaxRateDetail");
  gint64 sum = 0;

  for (guint i = 0; details != NULL && i < json_array_get_length (details); i++)
    {
      JsonObject *detail = tie_json_get_element_object (details, i);
      const char *id = tie_json_get_string (tie_json_get_object (detail, "TaxRateRef"), "value");
      const gint64 *rate = id != NULL ? g_hash_table_lookup (rates, id) : NULL;
      const char *how = tie_json_get_string (detail, "TaxTypeApplicable");

      if (rate == NULL)
        continue;
      if (g_strcmp0 (how, "TaxOnAmountPlusTax") == 0)
        sum += (*rate * (WHOLE + sum) + WHOLE / 2) / WHOLE;
      else if (g_strcmp0 (how, "TaxOnTax") == 0)
        sum += (*rate * sum + WHOLE / 2) / WHOLE;
      else
        sum += *rate;
    }
  return sum;
}

/* What a tax is charged on, as it stands behind its rate; NULL: not known. */
static const char *
get_base (const char *how)
{
  if (how == NULL || g_str_equal (how, "TaxOnAmount"))
    return "";
  if (g_str_equal (how, "TaxOnAmountPlusTax"))
    return "+";
  return g_str_equal (how, "TaxOnTax") ? "*" : NULL;
}

/* Appends "3:50000 7:99750"; FALSE where it is not known what one is charged on. */
static gboolean
append_parts (GString *parts,
              JsonObject *list,
              GHashTable *rates)
{
  JsonArray *details = tie_json_get_array (list, "TaxRateDetail");
  guint n = details != NULL ? json_array_get_length (details) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *detail = tie_json_get_element_object (details, i);
      const char *id = tie_json_get_string (tie_json_get_object (detail, "TaxRateRef"), "value");
      const char *how = tie_json_get_string (detail, "TaxTypeApplicable");
      const gint64 *rate = id != NULL ? g_hash_table_lookup (rates, id) : NULL;

      if (rate == NULL || get_base (how) == NULL)
        return FALSE;
      g_string_append_printf (parts, "%s%s:%" G_GINT64_FORMAT "%s", i > 0 ? " " : "", id, *rate, get_base (how));
    }
  return TRUE;
}

/* (transfer full) NULL: it is not known how it is computed. */
static char *
dup_parts (JsonObject *row,
           GHashTable *rates)
{
  g_autoptr (GString) parts = g_string_new (NULL);

  if (!append_parts (parts, tie_json_get_object (row, "SalesTaxRateList"), rates))
    return NULL;
  g_string_append_c (parts, '|');
  if (!append_parts (parts, tie_json_get_object (row, "PurchaseTaxRateList"), rates))
    return NULL;
  return g_string_free (g_steal_pointer (&parts), FALSE);
}

gboolean
tie_quickbooks_parse_tax_codes (JsonObject *root,
                                GPtrArray *remotes,
                                GError **error)
{
  JsonObject *rates_response = tie_quickbooks_find_answer (root, "TaxRate", error);
  JsonObject *codes_response = rates_response != NULL ? tie_quickbooks_find_answer (root, "TaxCode", error) : NULL;
  JsonArray *rows = tie_json_get_array (tie_json_get_object (codes_response, "QueryResponse"), "TaxCode");
  g_autoptr (GHashTable) rates = NULL;
  guint n = remotes->len;

  if (codes_response == NULL || !tie_quickbooks_parse_query (codes_response, tie_quickbooks_entity_for_kind (TIE_KIND_TAX_CODE), FALSE, remotes, error))
    return FALSE;
  rates = read_rates (rates_response);
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonObject *row = tie_json_get_element_object (rows, i);
      JsonObject *sales = tie_json_get_object (row, "SalesTaxRateList");
      TieRemote *remote = g_ptr_array_index (remotes, n + i);

      g_free (remote->sub_type);
      remote->sub_type = dup_parts (row, rates);
      remote->rate = sum_rates (sales != NULL ? sales : tie_json_get_object (row, "PurchaseTaxRateList"), rates);
    }
  return TRUE;
}
