/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-states"
#include "config.h"

#include <string.h>

#include "base/tie-states.h"
#include "base/tie-text.h"

#define DASH " – "

/* Proper names: not translated. */
static const char *const states[] = {
  "AL – Alabama", "AK – Alaska", "AZ – Arizona", "AR – Arkansas", "CA – California", "CO – Colorado",
  "CT – Connecticut", "DE – Delaware", "DC – District of Columbia", "FL – Florida", "GA – Georgia",
  "HI – Hawaii", "ID – Idaho", "IL – Illinois", "IN – Indiana", "IA – Iowa", "KS – Kansas",
  "KY – Kentucky", "LA – Louisiana", "ME – Maine", "MD – Maryland", "MA – Massachusetts",
  "MI – Michigan", "MN – Minnesota", "MS – Mississippi", "MO – Missouri", "MT – Montana",
  "NE – Nebraska", "NV – Nevada", "NH – New Hampshire", "NJ – New Jersey", "NM – New Mexico",
  "NY – New York", "NC – North Carolina", "ND – North Dakota", "OH – Ohio", "OK – Oklahoma",
  "OR – Oregon", "PA – Pennsylvania", "PR – Puerto Rico", "RI – Rhode Island", "SC – South Carolina",
  "SD – South Dakota", "TN – Tennessee", "TX – Texas", "UT – Utah", "VT – Vermont", "VA – Virginia",
  "WA – Washington", "WV – West Virginia", "WI – Wisconsin", "WY – Wyoming", NULL
};

const char *const *
tie_states_get (void)
{
  return states;
}

const char *
tie_state_get_name (const char *state)
{
  g_autofree char *wanted = tie_text_fold (state);

  for (guint i = 0; states[i] != NULL; i++)
    {
      const char *name = strstr (states[i], DASH) + strlen (DASH);

      if ((strlen (wanted) == 2 && g_ascii_strncasecmp (wanted, states[i], 2) == 0) || g_ascii_strcasecmp (wanted, name) == 0)
        return name;
    }
  return NULL;
}

static gboolean
is_united_states (const char *country)
{
  static const char *const names[] = { "us", "usa", "u.s.", "u.s.a.", "united states", "united states of america" };
  g_autofree char *folded = tie_text_fold (country);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_str_equal (folded, names[i]))
        return TRUE;
    }
  return FALSE;
}

gboolean
tie_state_is_known (const char *state,
                    const char *country,
                    const char *company_country)
{
  const char *here = !tie_text_is_empty (country) ? country : company_country;

  if (!tie_text_is_empty (here) && !is_united_states (here))
    return TRUE;
  return tie_state_get_name (state) != NULL;
}
