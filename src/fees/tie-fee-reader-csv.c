/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-reader"
#include "config.h"

#include "base/tie-error.h"
#include "fees/tie-fee-reader-private.h"

gboolean
tie_fee_reader_read_csv (GBytes *bytes,
                         const char *name,
                         const TieFeeLayout *layout,
                         TieCsvRowFunc func,
                         gpointer user_data,
                         GError **error)
{
  g_autoptr (GBytes) text = tie_csv_decode (bytes, layout->encoding);
  g_autoptr (GError) local_error = NULL;

  if (tie_csv_read (text, layout->separator, func, user_data, &local_error))
    return TRUE;
  if (g_error_matches (local_error, TIE_ERROR, TIE_ERROR_INVALID)) /* a quotation mark that is never closed: half a file */
    tie_fee_reader_set_error (error, TIE_FEE_L13_LAYOUT, name, local_error->message);
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
