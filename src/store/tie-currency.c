/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-currency"
#include "config.h"

#include <string.h>

#include "base/tie-text.h"
#include "store/tie-activity-table.h"
#include "store/tie-currency.h"

/* As people write their country. */
static const char *const countries[][2] = {
  { "US", "USD" }, { "USA", "USD" }, { "United States", "USD" },
  { "GB", "GBP" }, { "UK", "GBP" }, { "United Kingdom", "GBP" }, { "Great Britain", "GBP" }, { "England", "GBP" }, { "Scotland", "GBP" }, { "Wales", "GBP" }, { "Northern Ireland", "GBP" },
  { "IE", "EUR" }, { "Ireland", "EUR" }, { "DE", "EUR" }, { "Germany", "EUR" }, { "FR", "EUR" }, { "France", "EUR" }, { "ES", "EUR" }, { "Spain", "EUR" },
  { "CA", "CAD" }, { "Canada", "CAD" }, { "AU", "AUD" }, { "Australia", "AUD" }, { "NZ", "NZD" }, { "New Zealand", "NZD" }, { "ZA", "ZAR" }, { "South Africa", "ZAR" },
};

static const char *
find_country (const char *name)
{
  g_autofree char *folded = tie_text_fold (name);

  for (guint i = 0; i < G_N_ELEMENTS (countries); i++)
    {
      g_autofree char *country = tie_text_fold (countries[i][0]);

      if (g_str_equal (country, folded))
        return countries[i][1];
    }
  return NULL;
}

char *
tie_currency_read (TieDb *db,
                   GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *country = NULL;
  g_autofree char *currency = tie_setting_table_get (db, TIE_SETTING_CURRENCY, &local_error);
  const char *known = NULL;

  if (local_error == NULL && tie_text_is_empty (currency))
    {
      g_free (currency);
      currency = tie_db_get_text (db, &local_error, "SELECT currency FROM connection WHERE is_active = 1", "");
    }
  if (local_error == NULL && tie_text_is_empty (currency))
    country = tie_setting_table_get (db, "country", &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (!tie_text_is_empty (currency))
    return g_steal_pointer (&currency);
  known = country != NULL ? find_country (country) : NULL;
  return g_strdup (known != NULL ? known : "USD");
}

gboolean
tie_currency_is_code (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return strlen (text) == 3 && g_ascii_isupper (text[0]) && g_ascii_isupper (text[1]) && g_ascii_isupper (text[2]);
}
