/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-number-series"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/tie-number-series.h"

static const TieField number_series_fields[] = {
  [TIE_NUMBER_SERIES_NAME] = { "name", N_ ("Name"), TIE_FIELD_TEXT, 200, TIE_FIELD_REQUIRED },
  [TIE_NUMBER_SERIES_PREFIX] = { "prefix", N_ ("Prefix"), TIE_FIELD_TEXT, 20 },
  [TIE_NUMBER_SERIES_NEXT] = { "next", N_ ("Next number"), TIE_FIELD_INTEGER },
  [TIE_NUMBER_SERIES_DIGITS] = { "digits", N_ ("Digits"), TIE_FIELD_INTEGER },
};

TIE_DEFINE_RECORD (TieNumberSeries, tie_number_series, "number_series", number_series_fields)

char *
tie_number_series_format (TieNumberSeries *self,
                          gint64 number)
{
  TieRecord *record = TIE_RECORD (self);
  int digits = (int) CLAMP (tie_record_get_integer (record, TIE_NUMBER_SERIES_DIGITS), 1, 18);

  return g_strdup_printf ("%s%0*" G_GINT64_FORMAT, tie_record_get_text (record, TIE_NUMBER_SERIES_PREFIX), digits, number);
}

gboolean
tie_number_series_parse (TieNumberSeries *self,
                         const char *text,
                         gint64 *number)
{
  const char *prefix = tie_record_get_text (TIE_RECORD (self), TIE_NUMBER_SERIES_PREFIX);
  g_autofree char *again = NULL;
  guint64 value = 0;

  if (!g_str_has_prefix (text, prefix) || !g_ascii_string_to_unsigned (text + strlen (prefix), 10, 0, G_MAXINT64 - 1, &value, NULL))
    return FALSE;
  again = tie_number_series_format (self, (gint64) value);
  *number = (gint64) value;
  return g_str_equal (again, text);
}
