/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-number-series"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-number-series.h"

static const TieField number_series_fields[] = {
  [TIE_NUMBER_SERIES_NAME] = { "name", N_ ("Name"), TIE_FIELD_TEXT, 200, TIE_FIELD_REQUIRED },
  [TIE_NUMBER_SERIES_PREFIX] = { "prefix", N_ ("Prefix"), TIE_FIELD_TEXT, 20 },
  [TIE_NUMBER_SERIES_NEXT] = { "next", N_ ("Next number"), TIE_FIELD_INTEGER },
  [TIE_NUMBER_SERIES_DIGITS] = { "digits", N_ ("Digits"), TIE_FIELD_INTEGER },
};

TIE_DEFINE_RECORD (TieNumberSeries, tie_number_series, "number_series", number_series_fields)
