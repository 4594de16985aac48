/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-document-totals"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "billing/tie-document-totals.h"
#include "model/tie-tax-code.h"
#include "store/tie-record-table.h"

/* A rate is percent × 10 000. */
#define WHOLE (100 * TIE_SCALE)

GHashTable *
tie_tax_rates_read (TieDb *db,
                    GError **error)
{
  g_autoptr (GPtrArray) codes = tie_record_table_list (db, TIE_TYPE_TAX_CODE, error);
  GHashTable *rates;

  if (codes == NULL)
    return NULL;
  rates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < codes->len; i++)
    {
      gint64 rate = tie_record_get_integer (codes->pdata[i], TIE_TAX_CODE_RATE);

      g_hash_table_insert (rates, g_strdup (tie_record_get_id (codes->pdata[i])), g_memdup2 (&rate, sizeof rate));
    }
  return rates;
}

static gboolean
set_too_large (GError **error)
{
  g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("The amount is too large."));
  return FALSE;
}

static gboolean
fits (__int128 amount)
{
  return amount <= TIE_AMOUNT_MAX && amount >= -TIE_AMOUNT_MAX;
}

gboolean
tie_line_compute_amount (TieLine *line,
                         GError **error)
{
  TieRecord *record = TIE_RECORD (line);
  gint64 amount = 0;

  if (!tie_money_multiply (tie_record_get_integer (record, TIE_LINE_QUANTITY), tie_record_get_integer (record, TIE_LINE_RATE), &amount) || !fits (amount))
    return set_too_large (error);
  tie_record_set_integer (record, TIE_LINE_AMOUNT, amount);
  return TRUE;
}

gint64 *
tie_tax_spread_discount (const TieTaxedAmount *lines,
                         guint n,
                         gint64 discount)
{
  g_autofree gint64 *weights = g_new0 (gint64, n + 1);
  gint64 *shares = g_new0 (gint64, n + 1);

  for (guint i = 0; i < n; i++)
    weights[i] = MAX (lines[i].amount, 0);
  if (n > 0)
    tie_money_spread (discount, weights, n, shares);
  return shares;
}

static void
add_base (GArray *taxes,
          const char *tax_code,
          gint64 amount)
{
  TieTaxSum sum = { tax_code, amount, 0 };

  if (tax_code == NULL || amount == 0)
    return;
  for (guint i = 0; i < taxes->len; i++)
    {
      TieTaxSum *known = &g_array_index (taxes, TieTaxSum, i);

      if (g_str_equal (known->tax_code, tax_code))
        {
          known->base += amount;
          return;
        }
    }
  g_array_append_val (taxes, sum);
}

static gboolean
check_amounts (TieDocumentSheet *sheet,
               GError **error)
{
  TieRecord *document = TIE_RECORD (sheet->document);
  __int128 sum = 0;

  for (guint i = 0; i < sheet->lines->len; i++)
    {
      gint64 amount = tie_record_get_integer (sheet->lines->pdata[i], TIE_LINE_AMOUNT);

      sum += amount;
      if (!fits (amount) || !fits (sum))
        {
          sheet->problem_line = i + 1;
          return set_too_large (error);
        }
    }
  if (!fits (tie_record_get_integer (document, TIE_DOCUMENT_DISCOUNT)) || !fits (tie_record_get_integer (document, TIE_DOCUMENT_FREIGHT)))
    return set_too_large (error);
  return TRUE;
}

GArray *
tie_tax_list_sums (const TieTaxedAmount *lines,
                   guint n_lines,
                   gint64 discount,
                   const TieTaxedAmount *freight,
                   GHashTable *tax_rates,
                   GError **error)
{
  g_autofree gint64 *shares = tie_tax_spread_discount (lines, n_lines, discount);
  g_autoptr (GArray) taxes = g_array_new (FALSE, FALSE, sizeof (TieTaxSum));

  for (guint i = 0; i < n_lines; i++)
    add_base (taxes, lines[i].tax_code, lines[i].amount - shares[i]);
  add_base (taxes, freight->tax_code, freight->amount);

  for (guint i = 0; i < taxes->len; i++)
    {
      TieTaxSum *sum = &g_array_index (taxes, TieTaxSum, i);
      const gint64 *rate = g_hash_table_lookup (tax_rates, sum->tax_code);
      __int128 product = (__int128) sum->base * (rate != NULL ? *rate : 0);
      __int128 tax = (product + (product < 0 ? -WHOLE / 2 : WHOLE / 2)) / WHOLE;

      if (!fits (tax))
        {
          set_too_large (error);
          return NULL;
        }
      sum->tax = (gint64) tax;
    }
  return g_steal_pointer (&taxes);
}

GArray *
tie_document_list_taxes (TieDocumentSheet *sheet,
                         GHashTable *tax_rates,
                         GError **error)
{
  TieRecord *document = TIE_RECORD (sheet->document);
  const TieTaxedAmount freight = { tie_record_get_text (document, TIE_DOCUMENT_TAX_CODE), tie_record_get_integer (document, TIE_DOCUMENT_FREIGHT) };
  g_autofree TieTaxedAmount *lines = NULL;

  if (!check_amounts (sheet, error))
    return NULL;
  lines = g_new0 (TieTaxedAmount, sheet->lines->len + 1);
  for (guint i = 0; i < sheet->lines->len; i++)
    {
      lines[i].tax_code = tie_record_get_text (sheet->lines->pdata[i], TIE_LINE_TAX_CODE);
      lines[i].amount = tie_record_get_integer (sheet->lines->pdata[i], TIE_LINE_AMOUNT);
    }
  return tie_tax_list_sums (lines, sheet->lines->len, tie_record_get_integer (document, TIE_DOCUMENT_DISCOUNT), &freight, tax_rates, error);
}

gboolean
tie_document_compute_totals (TieDocumentSheet *sheet,
                             GHashTable *tax_rates,
                             GError **error)
{
  TieRecord *document = TIE_RECORD (sheet->document);
  g_autoptr (GArray) taxes = tie_document_list_taxes (sheet, tax_rates, error);
  gint64 subtotal = 0;
  __int128 tax = 0;
  __int128 total;

  if (taxes == NULL)
    return FALSE;
  for (guint i = 0; i < sheet->lines->len; i++)
    subtotal += tie_record_get_integer (sheet->lines->pdata[i], TIE_LINE_AMOUNT);
  for (guint i = 0; i < taxes->len; i++)
    tax += g_array_index (taxes, TieTaxSum, i).tax;
  total = subtotal - tie_record_get_integer (document, TIE_DOCUMENT_DISCOUNT) + tax + tie_record_get_integer (document, TIE_DOCUMENT_FREIGHT);
  if (!fits (tax) || !fits (total))
    return set_too_large (error);

  tie_record_set_integer (document, TIE_DOCUMENT_SUBTOTAL, subtotal);
  tie_record_set_integer (document, TIE_DOCUMENT_TAX, (gint64) tax);
  tie_record_set_integer (document, TIE_DOCUMENT_TOTAL, (gint64) total);
  return TRUE;
}
