/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/tie-csv-text.h"
#include "base/tie-csv.h"
#include "fees/tie-fee-code.h"

G_BEGIN_DECLS

/* Bytes in, rows of text cells out: pure functions, bounds-checked, with limits against files made to be large. */

#define TIE_FEE_MAX_BYTES (64 * 1024 * 1024) /* of a file, and of each part that it unpacks to */
#define TIE_FEE_MAX_COLUMNS 512
#define TIE_FEE_MAX_ROWS 200001 /* with the header */
#define TIE_FEE_MAX_CELL (64 * 1024)

typedef enum
{
  TIE_FEE_FORMAT_CSV = 1,
  TIE_FEE_FORMAT_XLSX,
  TIE_FEE_FORMAT_DBF,
  TIE_FEE_FORMAT_PDF, /* tie-fee-pdf.h: no rows */
} TieFeeFormat;

const char *tie_fee_format_get_name (TieFeeFormat format); /* "csv", … */

/* How the bytes become cells; what does not concern the format stays 0. */
typedef struct
{
  TieFeeFormat format;
  TieEncoding encoding;
  char separator;
  guint sheet; /* of a workbook, from 0 */
} TieFeeLayout;

/* What it is, by the bytes alone.  Errors (TIE_FEE_ERROR): L14 for what is protected, damaged or of a kind that is not read,
 * L13 for nothing at all.  name: for the sentences. */
gboolean tie_fee_reader_detect (GBytes *bytes, const char *name, TieFeeLayout *layout, GError **error);

/* Hands over each row; a DBF's first one are the names of its fields.  FALSE from func stops, as in tie-csv.h. */
gboolean tie_fee_reader_read (GBytes *bytes, const char *name, const TieFeeLayout *layout, TieCsvRowFunc func, gpointer user_data, GError **error);

/* (transfer full) The names of a workbook's sheets. */
GStrv tie_fee_reader_list_sheets (GBytes *bytes, const char *name, GError **error);

G_END_DECLS
