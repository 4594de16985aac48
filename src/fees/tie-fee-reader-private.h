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

G_END_DECLS
