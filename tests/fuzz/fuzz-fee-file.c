/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "fees/tie-fee-file.h"
#include "fees/tie-fee-match.h"
#include "fuzz.h"

/* A file of fees as it comes, whatever its kind.  Either there is a sentence that says why it cannot be read, or rows that keep
 * what their interface promises. */

static void
check_row (const TieFeeRow *row,
           guint last_line)
{
  g_autofree char *problem = tie_fee_row_dup_problem (row);

  g_assert_cmpuint (row->line, >, last_line);
  g_assert_true (g_utf8_validate (row->client_key, -1, NULL));
  g_assert_true (g_utf8_validate (row->name, -1, NULL));
  g_assert_true (row->module == 0 || strchr ("IPCSFRTNB", row->module) != NULL);
  g_assert_true (row->tax_year == 0 || (row->tax_year >= 1990 && row->tax_year <= 2079));
  g_assert_true ((row->problem != TIE_FEE_OK) == (problem != NULL));
  g_assert_true (problem == NULL || g_utf8_validate (problem, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GBytes) key = g_bytes_new_static ("0123456789abcdef", 16);
  g_autoptr (TieFeeFile) file = tie_fee_file_new (bytes, size % 2 == 0 ? "file:///24tax/idata/export.csv" : "file:///export.csv", "export.csv", "2026-03-14T18:00:00Z");
  g_autoptr (TieFeeIndex) index = NULL;
  guint last_line = 0;

  if (!tie_fee_file_read (file, key))
    {
      g_assert_cmpint (file->code, !=, TIE_FEE_OK);
      g_assert_cmpstr (file->problem, !=, "");
      g_assert_null (file->rows);
      return 0;
    }
  for (guint i = 0; i < tie_fee_rows_get_n (file->rows); i++)
    {
      check_row (tie_fee_rows_get (file->rows, i), last_line);
      last_line = tie_fee_rows_get (file->rows, i)->line;
    }
  g_assert_cmpuint (file->n_bad, <=, tie_fee_rows_get_n (file->rows));
  index = tie_fee_index_new (file->rows);
  return 0;
}
