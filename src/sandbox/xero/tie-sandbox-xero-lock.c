/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-xero-lock"
#include "config.h"

#include <string.h>

#include "sandbox/xero/tie-sandbox-xero.h"

/* The organisation's midnight: the only dates that are not midnight in UTC. */
/* Xero names zones as Windows does; those that a sandbox organisation may be set to. */
static const char *const zones[][2] = {
  { "GMTSTANDARDTIME", "Europe/London" },
  { "NEWZEALANDSTANDARDTIME", "Pacific/Auckland" },
  { "AUSEASTERNSTANDARDTIME", "Australia/Sydney" },
  { "EASTERNSTANDARDTIME", "America/New_York" },
  { "PACIFICSTANDARDTIME", "America/Los_Angeles" },
};

static GTimeZone *
get_zone (JsonObject *organisation)
{
  const char *name = tie_sandbox_json_get_text (organisation, "Timezone");
  GTimeZone *zone = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (zones) && zone == NULL; i++)
    {
      if (g_strcmp0 (name, zones[i][0]) == 0)
        zone = g_time_zone_new_identifier (zones[i][1]);
    }
  return zone != NULL ? zone : g_time_zone_new_utc ();
}

static char *
dup_lock_day (JsonObject *organisation,
              const char *member)
{
  g_autoptr (GTimeZone) zone = get_zone (organisation);
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;
  gint64 milliseconds = 0;

  if (!tie_sandbox_xero_parse_moment (tie_sandbox_json_get_text (organisation, member), &milliseconds))
    return NULL;
  utc = g_date_time_new_from_unix_utc (milliseconds / 1000);
  local = g_date_time_to_timezone (utc, zone);
  return g_date_time_format (local, "%Y-%m-%d");
}

gboolean
tie_sandbox_xero_is_locked (TieSandboxXeroCall *call,
                            const char *day,
                            char **message)
{
  g_autoptr (TieSandboxXeroRecord) organisation = tie_sandbox_xero_get (call, "Organisation", call->tenant);
  g_autofree char *period = dup_lock_day (organisation->object, "PeriodLockDate");
  g_autofree char *year = dup_lock_day (organisation->object, "EndOfYearLockDate");

  if (year != NULL && strcmp (day, year) <= 0)
    *message = g_strdup_printf ("The document date cannot be before the end of year lock date, currently set at %s", year);
  else if (period != NULL && strcmp (day, period) <= 0)
    *message = g_strdup_printf ("The document date cannot be before the period lock date, currently set at %s", period);
  else
    return FALSE;
  return TRUE;
}

void
tie_sandbox_xero_set_lock (JsonObject *organisation,
                           const char *member,
                           const char *iso)
{
  g_autoptr (GTimeZone) zone = get_zone (organisation);
  g_autofree char *whole = g_strconcat (iso, "T00:00:00", NULL);
  g_autoptr (GDateTime) midnight = g_date_time_new_from_iso8601 (whole, zone);
  g_autofree char *moment = midnight != NULL ? tie_sandbox_xero_format_moment (g_date_time_to_unix (midnight) * 1000) : NULL;

  if (moment != NULL)
    json_object_set_string_member (organisation, member, moment);
}
