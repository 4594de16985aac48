/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-typed-date"
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "base/tie-text.h"
#include "base/tie-typed-date.h"

#define FIRST_YEAR 1000
#define LAST_YEAR 9999

TieTypedDateOrder
tie_typed_date_get_order (void)
{
  /* The locale is asked with a date of which no two parts look alike. */
  g_autofree char *sample = tie_date_to_display ("2033-11-22");
  const char *month = strstr (sample, "11");
  const char *day = strstr (sample, "22");
  const char *year = strstr (sample, "33");

  if (month == NULL || day == NULL || year == NULL)
    return TIE_TYPED_DATE_YMD;
  if (year < month)
    return TIE_TYPED_DATE_YMD;
  return month < day ? TIE_TYPED_DATE_MDY : TIE_TYPED_DATE_DMY;
}

char *
tie_typed_date_get_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

static gboolean
read_date (const char *text,
           GDate *date)
{
  int year = 0, month = 0, day = 0;

  if (!tie_date_is_valid (text))
    return FALSE;
  sscanf (text, "%d-%d-%d", &year, &month, &day);
  g_date_clear (date, 1);
  g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return TRUE;
}

static char *
write_date (const GDate *date)
{
  guint year = g_date_get_year (date);

  if (year < FIRST_YEAR || year > LAST_YEAR)
    return NULL;
  return g_strdup_printf ("%04u-%02u-%02u", year, (guint) g_date_get_month (date), (guint) g_date_get_day (date));
}

char *
tie_typed_date_add_days (const char *date,
                         int days)
{
  GDate moved;
  int julian;

  if (!read_date (date, &moved))
    return NULL;
  julian = (int) g_date_get_julian (&moved);
  if (__builtin_add_overflow (julian, days, &julian) || julian < 1 || julian > 4000000)
    return NULL;
  g_date_set_julian (&moved, (guint32) julian);
  return write_date (&moved);
}

char *
tie_typed_date_add_months (const char *date,
                           int months)
{
  GDate moved;

  if (!read_date (date, &moved))
    return NULL;
  if (months >= 0)
    g_date_add_months (&moved, (guint) months);
  else
    g_date_subtract_months (&moved, (guint) -months);
  return write_date (&moved);
}

/* One to three groups of digits with a sign between them. */
static guint
split (const char *text,
       int parts[3],
       gsize digits[3])
{
  guint n = 0;

  while (n < 3)
    {
      digits[n] = strspn (text, "0123456789");
      if (digits[n] == 0 || digits[n] > 4)
        return 0;
      parts[n] = 0;
      for (gsize i = 0; i < digits[n]; i++)
        parts[n] = parts[n] * 10 + (*text++ - '0');
      n++;
      if (*text == '\0')
        return n;
      if (strchr ("/-. ", *text) == NULL)
        return 0;
      text++;
    }
  return 0;
}

/* The parts in the order of year, month, day; what was left out is that of today. */
static gboolean
order_parts (guint n,
             const int parts[3],
             const gsize digits[3],
             TieTypedDateOrder order,
             const GDate *today,
             int ymd[3])
{
  gsize year_digits = 0;

  ymd[0] = g_date_get_year (today);
  ymd[1] = g_date_get_month (today);
  if (n == 1)
    ymd[2] = parts[0];
  else if (n == 2)
    {
      ymd[1] = parts[order == TIE_TYPED_DATE_DMY ? 1 : 0];
      ymd[2] = parts[order == TIE_TYPED_DATE_DMY ? 0 : 1];
    }
  else
    {
      static const guint places[][3] = { { 0, 0, 0 }, { 2, 0, 1 }, { 2, 1, 0 }, { 0, 1, 2 } };
      const guint *place = places[digits[0] > 2 ? TIE_TYPED_DATE_YMD : order];

      for (guint i = 0; i < 3; i++)
        ymd[i] = parts[place[i]];
      year_digits = digits[place[0]];
    }
  if (year_digits == 1 || year_digits == 2)
    ymd[0] += ymd[0] < 70 ? 2000 : 1900;
  return year_digits != 3;
}

static char *
parse_parts (const char *text,
             TieTypedDateOrder order,
             const GDate *today,
             gboolean *is_date)
{
  int parts[3];
  gsize digits[3];
  int ymd[3];
  guint n;
  int year, month, day;
  int used = 0;

  *is_date = FALSE;
  if (strlen (text) == 8 && strspn (text, "0123456789") == 8 && sscanf (text, "%4d%2d%2d%n", &year, &month, &day, &used) == 3 && used == 8)
    {
      ymd[0] = year;
      ymd[1] = month;
      ymd[2] = day;
    }
  else
    {
      n = split (text, parts, digits);
      if (n == 0 || !order_parts (n, parts, digits, order, today, ymd))
        return NULL;
    }
  *is_date = TRUE;
  if (ymd[0] < FIRST_YEAR || ymd[1] < 1 || ymd[1] > 12 || ymd[2] < 1 || !g_date_valid_dmy ((GDateDay) MIN (ymd[2], 99), (GDateMonth) ymd[1], (GDateYear) ymd[0]))
    return NULL;
  return g_strdup_printf ("%04d-%02d-%02d", ymd[0], ymd[1], ymd[2]);
}

/* "+7" and "-1"; NULL when it is nothing of that kind. */
static char *
parse_offset (const char *text,
              const char *from)
{
  char *end = NULL;
  gint64 days;

  if ((*text != '+' && *text != '-') || !g_ascii_isdigit (text[1]))
    return NULL;
  days = g_ascii_strtoll (text, &end, 10);
  if (*end != '\0' || days > G_MAXINT || days < G_MININT)
    return NULL;
  return tie_typed_date_add_days (from, (int) days);
}

char *
tie_typed_date_parse (const char *text,
                      TieTypedDateOrder order,
                      const char *today,
                      const char *before,
                      GError **error)
{
  g_autofree char *cleaned = tie_text_clean (text);
  gboolean is_date = FALSE;
  GDate present;
  char *date;

  g_return_val_if_fail (read_date (today, &present), NULL);

  /* Translators: the letter that stands for today in a field for a date, as the first letter of that word */
  if (g_ascii_strcasecmp (cleaned, "t") == 0 || strcmp (cleaned, C_ ("date", "t")) == 0)
    return g_strdup (today);
  date = parse_offset (cleaned, tie_date_is_valid (before) ? before : today);
  if (date == NULL)
    date = parse_parts (cleaned, order, &present, &is_date);
  if (date != NULL)
    return date;
  /* Translators: %s is what was typed into a field for a date */
  g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, is_date ? _ ("There is no %s in the calendar.") : _ ("“%s” is not a date."), cleaned);
  return NULL;
}

char *
tie_typed_date_format (const char *date,
                       TieTypedDateOrder order)
{
  /* The sign between the parts is the locale's as far as it can be typed. */
  g_autofree char *sample = tie_date_to_display ("2033-11-22");
  char between = strchr (sample, '.') != NULL ? '.' : strchr (sample, '/') != NULL ? '/' : '-';
  GDate parts;
  guint year, month, day;

  if (!read_date (date, &parts))
    return g_strdup ("");
  year = g_date_get_year (&parts);
  month = g_date_get_month (&parts);
  day = g_date_get_day (&parts);
  if (order == TIE_TYPED_DATE_YMD)
    return g_strdup_printf ("%04u%c%02u%c%02u", year, between, month, between, day);
  if (order == TIE_TYPED_DATE_DMY)
    return g_strdup_printf ("%02u%c%02u%c%04u", day, between, month, between, year);
  return g_strdup_printf ("%02u%c%02u%c%04u", month, between, day, between, year);
}
