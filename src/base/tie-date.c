/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-date"
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/tie-date.h"

gboolean
tie_date_is_valid (const char *iso_date)
{
  int year = 0, month = 0, day = 0;

  if (iso_date == NULL || strlen (iso_date) != 10 || iso_date[4] != '-' || iso_date[7] != '-')
    return FALSE;
  for (int i = 0; i < 10; i++)
    {
      if (i != 4 && i != 7 && !g_ascii_isdigit (iso_date[i]))
        return FALSE;
    }
  sscanf (iso_date, "%d-%d-%d", &year, &month, &day);
  return year > 0 && g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

static char *
format_moment (GDateTime *moment)
{
  g_autoptr (GDateTime) utc = g_date_time_to_utc (moment);

  return g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ");
}

char *
tie_date_now (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return format_moment (now);
}

char *
tie_date_now_to_millisecond (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *second = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%03dZ", second, g_date_time_get_microsecond (now) / 1000);
}

char *
tie_date_normalise (const char *iso_moment)
{
  return tie_date_shift (iso_moment, 0);
}

char *
tie_date_shift (const char *moment,
                gint64 seconds)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) parsed = moment != NULL ? g_date_time_new_from_iso8601 (moment, utc) : NULL;
  g_autoptr (GDateTime) shifted = parsed != NULL ? g_date_time_add_seconds (parsed, (gdouble) seconds) : NULL;

  return shifted != NULL ? format_moment (shifted) : NULL;
}

char *
tie_date_to_display (const char *moment_or_date)
{
  g_autoptr (GDateTime) parsed = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  if (moment_or_date == NULL)
    return g_strdup ("");
  if (tie_date_is_valid (moment_or_date))
    {
      g_autofree char *noon = g_strconcat (moment_or_date, "T12:00:00Z", NULL);

      parsed = g_date_time_new_from_iso8601 (noon, utc);
      return g_date_time_format (parsed, "%x");
    }
  parsed = g_date_time_new_from_iso8601 (moment_or_date, utc);
  if (parsed == NULL)
    return g_strdup (moment_or_date);
  local = g_date_time_to_local (parsed);
  return g_date_time_format (local, "%x %H:%M");
}
