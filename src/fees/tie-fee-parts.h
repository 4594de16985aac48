/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fees/tie-fee-reader.h"

G_BEGIN_DECLS

/* The parts of a workbook, unpacked with libarchive; each at most TIE_FEE_MAX_BYTES, however small it is packed. */

typedef gboolean (*TieFeePartFunc) (const char *text, gsize length, gpointer user_data, GError **error);

/* Hands over the named part piece by piece, the end as a piece of nothing.  *is_there: whether it has it.  FALSE from func
 * without an error stops. */
gboolean tie_fee_parts_read (GBytes *bytes, const char *name, const char *part, TieFeePartFunc func, gpointer user_data, gboolean *is_there, GError **error);

G_END_DECLS
