/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero-date"
#include "config.h"

#include <string.h>

#include "base/tie-date.h"
#include "ledger/xero/tie-xero-date.h"

#define PREFIX "/Date("
#define HOUR (60 * 60 * G_GINT64_CONSTANT (1000))

static gboolean
parse_slashed (const char *text,
               gint64 *milliseconds)
{
  char *end = NULL;

  if (!g_str_has_prefix (text, PREFIX))
    return FALSE;
  text += strlen (PREFIX);
  *milliseconds = g_ascii_strtoll (text, &end, 10);
  if (end == text || !(g_ascii_isdigit (*text) || *text == '-'))
    return FALSE;
  if (*end == '+' || *end == '-')
    end += 1 + strspn (end + 1, "0123456789");
  return g_str_equal (end, ")/");
}

static gboolean
parse (const char *text,
       gint64 *milliseconds)
{
  g_autoptr (GTimeZone) utc = NULL;
  g_autoptr (GDateTime) moment = NULL;

  if (text == NULL)
    return FALSE;
  if (parse_slashed (text, milliseconds))
    return TRUE;
  utc = g_time_zone_new_utc ();
  moment = g_date_time_new_from_iso8601 (text, utc);
  if (moment == NULL)
    return FALSE;
  *milliseconds = g_date_time_to_unix (moment) * 1000 + g_date_time_get_microsecond (moment) / 1000;
  return TRUE;
}

static char *
format (gint64 milliseconds,
        const char *how)
{
  gint64 seconds = milliseconds / 1000 - (milliseconds % 1000 < 0 ? 1 : 0);
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (seconds);

  return moment != NULL ? g_date_time_format (moment, how) : NULL;
}

char *
tie_xero_date_dup_day (JsonObject *object,
                       const char *member)
{
  g_autofree char *sibling = g_strconcat (member, "String", NULL);
  const char *words = tie_json_get_string (object, sibling);
  g_autofree char *day = words != NULL ? g_strndup (words, strlen ("2019-03-07")) : NULL;
  gint64 milliseconds = 0;

  if (day != NULL && tie_date_is_valid (day))
    return g_steal_pointer (&day);
  return parse (tie_json_get_string (object, member), &milliseconds) ? format (milliseconds, "%Y-%m-%d") : NULL;
}

char *
tie_xero_date_dup_moment (JsonObject *object,
                          const char *member)
{
  gint64 milliseconds = 0;

  return parse (tie_json_get_string (object, member), &milliseconds) ? format (milliseconds, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

char *
tie_xero_date_dup_version (JsonObject *object,
                           const char *member)
{
  gint64 milliseconds = 0;

  return parse (tie_json_get_string (object, member), &milliseconds) ? g_strdup_printf ("%" G_GINT64_FORMAT, milliseconds) : NULL;
}

/* More than twelve hours before Greenwich, at least in summer. */
static gboolean
is_far_east (const char *timezone)
{
  static const char *const words[] = { "NEWZEALAND", "TONGA", "SAMOA", "FIJI", "CHATHAM", "LINEISLANDS", "KAMCHATKA", "UTC+13", NULL };

  for (guint i = 0; timezone != NULL && words[i] != NULL; i++)
    {
      if (g_ascii_strncasecmp (timezone, words[i], strlen (words[i])) == 0)
        return TRUE;
    }
  return FALSE;
}

/* The midnight of nowhere is more than twelve hours from Greenwich's of the same day, but in the far east. */
char *
tie_xero_date_dup_midnight (JsonObject *object,
                            const char *member,
                            const char *timezone)
{
  gint64 milliseconds = 0;

  if (!parse (tie_json_get_string (object, member), &milliseconds))
    return NULL;
  return format (milliseconds + (is_far_east (timezone) ? 14 : 12) * HOUR, "%Y-%m-%d");
}
