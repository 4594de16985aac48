/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"

G_BEGIN_DECLS

/* Where the next number of a kind of document comes from: prefix, and a number of at least so many digits. */
enum
{
  TIE_NUMBER_SERIES_NAME = 1,
  TIE_NUMBER_SERIES_PREFIX,
  TIE_NUMBER_SERIES_NEXT,
  TIE_NUMBER_SERIES_DIGITS, /* at least; filled with zeros */
  TIE_NUMBER_SERIES_N_FIELDS
};

#define TIE_TYPE_NUMBER_SERIES (tie_number_series_get_type ())
G_DECLARE_FINAL_TYPE (TieNumberSeries, tie_number_series, TIE, NUMBER_SERIES, TieRecord)

#define tie_number_series_new(id) ((TieNumberSeries *) tie_record_new (TIE_TYPE_NUMBER_SERIES, (id)))

/* Each practice has these three, by which code names them: what a document's kind is, and payments. */
#define TIE_NUMBER_SERIES_INVOICE "invoice"
#define TIE_NUMBER_SERIES_CREDIT "credit"
#define TIE_NUMBER_SERIES_PAYMENT "payment"

/* (transfer full) The series' text for a number: (INV-, 4 digits, 7) is "INV-0007". */
char *tie_number_series_format (TieNumberSeries *self, gint64 number);
/* The way back; FALSE when the text is not one that the series makes. */
gboolean tie_number_series_parse (TieNumberSeries *self, const char *text, gint64 *number);

G_END_DECLS
