/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-xero-date"
#include "config.h"

#include <string.h>

#include "sandbox/xero/tie-sandbox-xero.h"

gint64
tie_sandbox_xero_now (TieSandboxXeroCall *call)
{
  return tie_sandbox_company_now_ms (call->service->company);
}

char *
tie_sandbox_xero_format_moment (gint64 milliseconds)
{
  return g_strdup_printf ("/Date(%" G_GINT64_FORMAT "+0000)/", milliseconds);
}

/* "/Date(1551916800000+0000)/": the zone is decoration, the number counts in UTC. */
static gboolean
parse_slashed (const char *text,
               gint64 *milliseconds)
{
  char *end = NULL;

  if (!g_str_has_prefix (text, "/Date("))
    return FALSE;
  *milliseconds = g_ascii_strtoll (text + strlen ("/Date("), &end, 10);
  if (end == text + strlen ("/Date("))
    return FALSE;
  if ((*end == '+' || *end == '-') && strspn (end + 1, "0123456789") == 4)
    end += 5;
  return g_str_equal (end, ")/");
}

gboolean
tie_sandbox_xero_parse_moment (const char *text,
                               gint64 *milliseconds)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) moment = NULL;
  g_autofree char *whole = NULL;

  if (text == NULL)
    return FALSE;
  if (parse_slashed (text, milliseconds))
    return TRUE;
  whole = strchr (text, 'T') == NULL ? g_strconcat (text, "T00:00:00", NULL) : g_strdup (text);
  moment = g_date_time_new_from_iso8601 (whole, utc);
  if (moment == NULL)
    return FALSE;
  *milliseconds = g_date_time_to_unix (moment) * 1000 + g_date_time_get_microsecond (moment) / 1000;
  return TRUE;
}

char *
tie_sandbox_xero_format_day (gint64 milliseconds)
{
  gint64 seconds = milliseconds / 1000 - (milliseconds % 1000 < 0 ? 1 : 0);
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (seconds);

  return moment != NULL ? g_date_time_format (moment, "%Y-%m-%d") : NULL;
}

void
tie_sandbox_xero_set_day (JsonObject *object,
                          const char *member,
                          const char *iso)
{
  g_autofree char *sibling = g_strconcat (member, "String", NULL);
  g_autofree char *text = g_strconcat (iso, "T00:00:00", NULL);
  g_autofree char *slashed = NULL;
  gint64 milliseconds = 0;

  g_return_if_fail (tie_sandbox_xero_parse_moment (iso, &milliseconds));

  slashed = tie_sandbox_xero_format_moment (milliseconds);
  json_object_set_string_member (object, member, slashed);
  json_object_set_string_member (object, sibling, text);
}

char *
tie_sandbox_xero_dup_day (JsonObject *object,
                          const char *member)
{
  gint64 milliseconds = 0;

  if (!tie_sandbox_xero_parse_moment (tie_sandbox_json_get_text (object, member), &milliseconds))
    return NULL;
  return tie_sandbox_xero_format_day (milliseconds);
}

char *
tie_sandbox_xero_today (TieSandboxXeroCall *call)
{
  return tie_sandbox_xero_format_day (tie_sandbox_xero_now (call));
}
