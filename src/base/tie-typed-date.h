/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Dates as a person types them, in the order of the locale. */

typedef enum
{
  TIE_TYPED_DATE_MDY = 1,
  TIE_TYPED_DATE_DMY,
  TIE_TYPED_DATE_YMD,
} TieTypedDateOrder;

TieTypedDateOrder tie_typed_date_get_order (void);

/* Today by the desktop's clock and time zone, as "YYYY-MM-DD". */
char *tie_typed_date_get_today (void);

/* "11/3/2025", "11-3-25", "11.3" (this year), "3" (this month), "20251103" and "2025-11-03" whatever the order, "t" (today),
 * "+7" and "-1" (days from the date that stood there, else from today).  Two-digit years lie within 1970–2069.
 * (transfer full) "YYYY-MM-DD"; NULL and TIE_ERROR_INVALID with a sentence that says whether it is no date at all or one
 * that does not exist.  before may be "". */
char *tie_typed_date_parse (const char *text, TieTypedDateOrder order, const char *today, const char *before, GError **error);

/* (transfer full) The date as it can be typed again, with four digits for the year: "11/03/2025"; "" for none. */
char *tie_typed_date_format (const char *date, TieTypedDateOrder order);

/* (transfer full) So many days or months on; the last day of a month that is shorter. */
char *tie_typed_date_add_days (const char *date, int days);
char *tie_typed_date_add_months (const char *date, int months);

G_END_DECLS
