/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sage-parse"
#include "config.h"

#include "base/tie-date.h"
#include "base/tie-text.h"
#include "ledger/sage/tie-sage-parse.h"

/* What the connected business is and can do. */

static void
replace_text (char **place,
              char *text)
{
  if (text == NULL)
    return;
  g_free (*place);
  *place = text;
}

/* An object with an id, or the code alone. */
static void
take_country (TieLedgerCapabilities *capabilities,
              JsonObject *object)
{
  char *country = tie_sage_dup_reference (object, "country");

  replace_text (&capabilities->country, country != NULL ? country : tie_sage_dup_text (object, "country"));
}

gboolean
tie_sage_parse_business (JsonObject *root,
                         TieLedgerCapabilities *capabilities,
                         GError **error)
{
  char *name = tie_sage_dup_text (root, "name");

  if (name == NULL)
    name = tie_sage_dup_text (root, "displayed_as");
  if (name == NULL)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_BUG, "The business has no name");
      return FALSE;
    }
  replace_text (&capabilities->company_name, name);
  take_country (capabilities, root);
  return TRUE;
}

void
tie_sage_parse_financial_settings (JsonObject *root,
                                   TieLedgerCapabilities *capabilities)
{
  const char *scheme = tie_json_get_string (tie_json_get_object (root, "tax_scheme"), "id");
  const char *closed = tie_json_get_string (root, "year_end_lockdown_date");

  replace_text (&capabilities->currency, tie_sage_dup_reference (root, "base_currency"));
  g_free (capabilities->closed_until);
  capabilities->closed_until = tie_date_is_valid (closed) ? g_strdup (closed) : NULL;
  capabilities->has_multi_currency = tie_json_get_boolean (root, "multi_currency_enabled", FALSE);
  capabilities->tax_model = g_strcmp0 (scheme, "NOT_REGISTERED") == 0 ? TIE_TAX_NONE : TIE_TAX_GLOBAL;
  take_country (capabilities, root);
}

void
tie_sage_parse_business_settings (JsonObject *root,
                                  TieLedgerCapabilities *capabilities)
{
  if (capabilities->country == NULL)
    take_country (capabilities, tie_json_get_object (root, "address"));
  if (capabilities->country == NULL)
    take_country (capabilities, root);
}
