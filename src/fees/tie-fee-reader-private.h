/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fees/tie-fee-reader.h"

G_BEGIN_DECLS

gboolean tie_fee_reader_read_csv (GBytes *bytes, const char *name, const TieFeeLayout *layout, TieCsvRowFunc func, gpointer user_data, GError **error);
gboolean tie_fee_reader_read_xlsx (GBytes *bytes, const char *name, const TieFeeLayout *layout, TieCsvRowFunc func, gpointer user_data, GError **error);
gboolean tie_fee_reader_read_dbf (GBytes *bytes, const char *name, TieCsvRowFunc func, gpointer user_data, GError **error);
gboolean tie_fee_reader_is_dbf (GBytes *bytes);

/* L13 and L14 with a sentence about the file. */
void tie_fee_reader_set_error (GError **error, TieFeeCode code, const char *name, const char *text);

/* Between a reader and whoever takes its rows: keeps the limits. */
typedef struct
{
  const char *name;
  TieCsvRowFunc func;
  gpointer user_data;
  guint n_rows;
} TieFeeLimits;

gboolean tie_fee_limits_row (const char *const *cells, guint n_cells, guint line, gpointer limits, GError **error);

G_END_DECLS
