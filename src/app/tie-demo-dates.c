/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-demo-dates"
#include "config.h"

#include <string.h>

#include "app/tie-demo-dates.h"
#include "base/tie-typed-date.h"

static gboolean
set_date_cb (const GMatchInfo *match,
             GString *result,
             gpointer user_data)
{
  const char *today = user_data;
  g_autofree char *what = g_match_info_fetch (match, 1);
  g_autofree char *number = g_match_info_fetch (match, 2);
  g_autofree char *weekday = g_match_info_fetch (match, 3);
  int n = (int) g_ascii_strtoll (number, NULL, 10);
  g_autofree char *date = NULL;
  GDate day;

  if (g_str_equal (what, "year"))
    {
      g_string_append_printf (result, "%d", (int) g_ascii_strtoll (today, NULL, 10) + n); /* the year stands first */
      return FALSE;
    }
  if (g_str_equal (what, "week"))
    {
      g_date_set_parse (&day, today);
      n = n * 7 + (int) g_ascii_strtoll (weekday, NULL, 10) - (int) g_date_get_weekday (&day);
    }
  date = tie_typed_date_add_days (today, n);
  g_string_append (result, date);
  return FALSE;
}

GBytes *
tie_demo_set_dates (GBytes *csv,
                    const char *today)
{
  g_autoptr (GRegex) regex = g_regex_new ("\\{(date|week|year) ([+-]?[0-9]+)(?: ([1-7]))?\\}", 0, 0, NULL);
  gsize length = 0;
  const char *text = g_bytes_get_data (csv, &length);
  char *set = g_regex_replace_eval (regex, text, (gssize) length, 0, 0, set_date_cb, (gpointer) today, NULL);

  return g_bytes_new_take (set, strlen (set));
}
