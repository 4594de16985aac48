/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero-parse"
#include "config.h"

#include "base/tie-text.h"
#include "ledger/xero/tie-xero-date.h"
#include "ledger/xero/tie-xero-parse.h"

static void
replace_text (char **place,
              char *text)
{
  g_free (*place);
  *place = text;
}

/* Nobody but advisers may enter anything before the one, nobody at all before the other. */
static char *
dup_closed (JsonObject *organisation,
            const char *timezone)
{
  g_autofree char *period = tie_xero_date_dup_midnight (organisation, "PeriodLockDate", timezone);
  g_autofree char *year = tie_xero_date_dup_midnight (organisation, "EndOfYearLockDate", timezone);

  return g_strcmp0 (period, year) >= 0 ? g_steal_pointer (&period) : g_steal_pointer (&year);
}

gboolean
tie_xero_parse_organisation (JsonObject *root,
                             TieLedgerCapabilities *capabilities,
                             char **timezone,
                             GError **error)
{
  JsonArray *all = tie_json_get_array (root, "Organisations");
  JsonObject *organisation = all != NULL && json_array_get_length (all) > 0 ? tie_json_get_element_object (all, 0) : NULL;
  const char *name = tie_json_get_string (organisation, "Name");

  if (tie_text_is_empty (name))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_BUG, "The organisation has no name");
      return FALSE;
    }
  replace_text (timezone, tie_xero_parse_dup_text (organisation, "Timezone"));
  replace_text (&capabilities->company_name, g_strdup (name));
  replace_text (&capabilities->country, tie_xero_parse_dup_text (organisation, "CountryCode"));
  replace_text (&capabilities->currency, tie_xero_parse_dup_text (organisation, "BaseCurrency"));
  replace_text (&capabilities->closed_until, dup_closed (organisation, *timezone));
  capabilities->tax_model = tie_json_get_boolean (organisation, "PaysTax", TRUE) ? TIE_TAX_GLOBAL : TIE_TAX_NONE;
  return TRUE;
}
