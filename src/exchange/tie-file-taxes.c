/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-taxes"
#include "config.h"

#include "base/tie-money.h"
#include "billing/tie-document-totals.h"
#include "exchange/tie-file-rows-private.h"

TieFileCode
tie_file_taxes_sum_up (TieFileMaking *making)
{
  const TieExportDocument *document = making->document;
  g_autofree TieTaxedAmount *lines = g_new0 (TieTaxedAmount, document->lines->len + 1);
  const TieTaxedAmount freight = { document->tax_code, document->freight };
  gint64 tax = 0;

  for (guint i = 0; i < document->lines->len; i++)
    {
      lines[i].tax_code = g_array_index (document->lines, TieExportLine, i).tax_code;
      lines[i].amount = g_array_index (document->lines, TieExportLine, i).amount;
    }
  making->taxes = tie_tax_list_sums (lines, document->lines->len, document->discount, &freight, making->names->rates, NULL);
  for (guint i = 0; making->taxes != NULL && i < making->taxes->len; i++)
    {
      const TieTaxSum *sum = &g_array_index (making->taxes, TieTaxSum, i);

      tax += sum->tax;
      if (sum->tax != 0 && making->self->first_tax == NULL)
        making->self->first_tax = tie_file_names_get_tax (making->names, sum->tax_code);
    }
  making->self->is_taxed = document->tax != 0;
  if (making->names->layout->tax == TIE_FILE_TAX_ACCOUNTS)
    return TIE_FILE_OK;
  making->facts->amount = document->tax;
  if (document->tax != 0 && (making->taxes == NULL || making->taxes->len == 0))
    return TIE_FILE_F18_NO_TAX_CODE;
  making->facts->amount = ABS (document->tax - tax);
  return making->facts->amount != 0 ? TIE_FILE_F19_TAX_SUM : TIE_FILE_OK;
}

static gint64
compute_tax (gint64 amount,
             gint64 rate)
{
  const __int128 whole = 100 * TIE_SCALE;
  const __int128 product = (__int128) amount * rate;

  return (gint64) ((product + (product < 0 ? -whole / 2 : whole / 2)) / whole);
}

/* What a program that computes the tax itself would come to: it rounds each row, or once what all rows of a tax come to. */
static gint64
sum_computed_taxes (const TieFileMaking *making)
{
  const GArray *rows = making->self->rows;
  gint64 computed = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const TieFileRow *row = &g_array_index (rows, TieFileRow, i);
      gint64 amount = 0;
      gboolean is_summed = FALSE;

      if (row->tax == NULL)
        continue;
      if (!making->names->layout->tax_rounds_once)
        {
          computed += compute_tax (row->amount, row->tax->rate);
          continue;
        }
      for (guint k = 0; k < i && !is_summed; k++)
        is_summed = g_array_index (rows, TieFileRow, k).tax == row->tax;
      for (guint k = i; k < rows->len && !is_summed; k++)
        amount += g_array_index (rows, TieFileRow, k).tax == row->tax ? g_array_index (rows, TieFileRow, k).amount : 0;
      computed += compute_tax (amount, row->tax->rate);
    }
  return computed;
}

TieFileCode
tie_file_taxes_spread (TieFileMaking *making)
{
  GArray *rows = making->self->rows;
  const guint n = rows->len + 1; /* the last one is freight that has no row */
  g_autofree gint64 *weights = g_new0 (gint64, n);
  g_autofree gint64 *shares = g_new0 (gint64, n);
  gint64 left = making->document->tax;

  if (making->names->layout->tax == TIE_FILE_TAX_COMPUTED)
    {
      making->self->tax_difference = ABS (sum_computed_taxes (making) - making->document->tax);
      return TIE_FILE_OK;
    }
  if (making->names->layout->tax != TIE_FILE_TAX_COLUMN)
    return TIE_FILE_OK;
  for (guint t = 0; t < making->taxes->len; t++)
    {
      const TieTaxSum *sum = &g_array_index (making->taxes, TieTaxSum, t);
      const TieFileTaxName *tax = tie_file_names_get_tax (making->names, sum->tax_code);
      gboolean has_any = FALSE;

      for (guint i = 0; i < rows->len; i++)
        {
          const TieFileRow *row = &g_array_index (rows, TieFileRow, i);

          weights[i] = row->tax == tax && tax != NULL ? MAX (row->amount, 0) : 0;
          has_any |= weights[i] > 0;
        }
      weights[n - 1] = making->names->layout->freight_is_column && tax == making->self->freight_tax ? making->document->freight : 0;
      has_any |= weights[n - 1] > 0;
      if (!has_any || sum->tax == 0)
        continue;
      tie_money_spread (sum->tax, weights, n, shares);
      for (guint i = 0; i < rows->len; i++)
        g_array_index (rows, TieFileRow, i).tax_amount += shares[i];
      making->self->freight_tax_amount += shares[n - 1];
      left -= sum->tax;
    }
  making->facts->amount = ABS (left);
  return left == 0 ? TIE_FILE_OK : TIE_FILE_F19_TAX_SUM;
}
