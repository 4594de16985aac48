/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "../fees/fee-fixture.h"
#include "fuzz.h"

/* A workbook: packed as it is, or the inside of its sheet, of its shared texts and its formats with a line of "====" between. */

#define BORDER "\n====\n"

static gboolean
check_cb (const char *const *cells,
          guint n_cells,
          guint line,
          gpointer last_line,
          GError **error)
{
  g_assert_cmpuint (line, >, *(guint *) last_line);
  *(guint *) last_line = line;
  for (guint i = 0; i < n_cells; i++)
    g_assert_true (g_utf8_validate (cells[i], -1, NULL));
  return TRUE;
}

static GBytes *
make_input (const guint8 *data,
            gsize size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);
  g_auto (GStrv) parts = g_strsplit (text, BORDER, 3);
  guint n = g_strv_length (parts);

  if (size >= 2 && memcmp (data, "PK", 2) == 0)
    return g_bytes_new (data, size);
  return make_sheet (n > 0 ? parts[0] : "", n > 1 ? parts[1] : "", n > 2 ? parts[2] : "");
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize size)
{
  g_autoptr (GBytes) bytes = make_input (data, size);
  g_autoptr (GError) error = NULL;
  const TieFeeLayout layout = { TIE_FEE_FORMAT_XLSX };
  guint last_line = 0;

  if (!tie_fee_reader_read (bytes, "fees.xlsx", &layout, check_cb, &last_line, &error))
    {
      g_assert_true (error->domain == TIE_FEE_ERROR);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  return 0;
}
