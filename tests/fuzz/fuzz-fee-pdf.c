/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fees/tie-fee-pdf.h"
#include "fuzz.h"

/* The text of a printed invoice, as the library hands it over: always UTF-8. */

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize size)
{
  g_autofree char *raw = g_strndup (size > 0 ? (const char *) data : "", size);
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  g_autoptr (GPtrArray) amounts = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_fee_pdf_amount_free);

  tie_fee_pdf_find_amounts (text, 1, amounts);
  g_assert_cmpuint (amounts->len, <=, TIE_FEE_PDF_MAX_AMOUNTS);
  for (guint i = 0; i < amounts->len; i++)
    {
      const TieFeePdfAmount *amount = amounts->pdata[i];

      g_assert_true (g_utf8_validate (amount->label, -1, NULL));
      g_assert_true (ABS (amount->amount) <= 999999999);
    }
  return 0;
}
