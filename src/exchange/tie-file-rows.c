/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-rows"
#include "config.h"

#include "base/tie-money.h"
#include "billing/tie-document-totals.h"
#include "exchange/tie-file-rows-private.h"
#include "model/tie-document.h"
#include "model/tie-policy.h"

void
tie_file_document_init (TieFileDocument *self)
{
  *self = (TieFileDocument) { .rows = g_array_new (FALSE, TRUE, sizeof (TieFileRow)) };
}

void
tie_file_document_clear (TieFileDocument *self)
{
  g_clear_pointer (&self->rows, g_array_unref);
}

static gboolean
fits_decimals (gint64 value,
               guint decimals)
{
  static const gint64 units[] = { 10000, 1000, 100, 10, 1 };

  return value % units[MIN (decimals, 4)] == 0;
}

/* A line's own quantity and rate where they are the whole truth of the row, else one of its amount.  A program that computes the tax
 * may take it of the product before that is rounded: then the product has to be cents as it is. */
static void
set_quantity (TieFileRow *row,
              gboolean is_whole,
              const TieFileLayout *layout)
{
  const __int128 cent = (__int128) TIE_SCALE * TIE_SCALE / 100;
  gint64 product = 0;

  row->quantity = TIE_SCALE;
  row->rate = row->amount * (TIE_SCALE / 100);
  if (!is_whole || row->line == NULL || !tie_money_multiply (row->line->quantity, row->line->rate, &product) || product != row->amount)
    return;
  if (row->line->quantity == 0 || !fits_decimals (row->line->quantity, layout->quantity_decimals) || !fits_decimals (row->line->rate, layout->quantity_decimals))
    return;
  if (layout->tax == TIE_FILE_TAX_COMPUTED && (__int128) row->line->quantity * row->line->rate % cent != 0)
    return;
  row->quantity = row->line->quantity;
  row->rate = row->line->rate;
}

static TieFileRow *
add_row (TieFileMaking *making,
         TieFileRowKind kind,
         const TieFileAccount *account,
         gint64 net)
{
  TieFileRow row = { .kind = kind, .account = account, .net = net };

  row.amount = kind == TIE_FILE_ROW_TOTAL ? making->sign * net : -making->sign * net;
  row.quantity = TIE_SCALE;
  row.rate = row.amount * (TIE_SCALE / 100);
  g_array_append_val (making->self->rows, row);
  if (kind != TIE_FILE_ROW_TOTAL)
    making->self->n_rows++;
  return &g_array_index (making->self->rows, TieFileRow, making->self->rows->len - 1);
}

static TieFileCode
take_account (TieFileMaking *making,
              const char *id,
              const TieFileAccount **account)
{
  *account = tie_file_names_get_account (making->names, id);
  making->facts->other = *account != NULL ? (*account)->label : id;
  return *account == NULL || (*account)->is_bad ? TIE_FILE_F09_ACCOUNT_NAME : TIE_FILE_OK;
}

/* The total's one row, or refuse. */
static TieFileCode
add_total (TieFileMaking *making)
{
  const gboolean is_table = making->names->layout->form == TIE_FILE_FORM_TABLE;

  for (guint i = 0; i < making->document->shares->len; i++)
    {
      const TieExportShare *share = &g_array_index (making->document->shares, TieExportShare, i);
      const TieFileAccount *account = NULL;
      TieFileCode code;

      if (!g_str_equal (share->category, TIE_CATEGORY_TOTAL) || share->net == 0)
        continue;
      code = take_account (making, share->account, &account);
      if (code != TIE_FILE_OK)
        return code;
      if (is_table && !g_str_equal (account->kind, "receivable"))
        return TIE_FILE_F11_ACCOUNT_TYPE;
      if (is_table && making->self->receivable != NULL)
        return TIE_FILE_F12_RECEIVABLES;
      making->self->receivable = account;
      add_row (making, TIE_FILE_ROW_TOTAL, account, share->net);
    }
  return TIE_FILE_OK;
}

/* Rows of all shares of a kind: lines, freight, rounding, discounts that no tax divides, taxes by account. */
static TieFileCode
add_shares (TieFileMaking *making,
            TieFileRowKind kind)
{
  guint hint = 0;

  for (guint i = 0; i < making->document->shares->len; i++)
    {
      const TieExportShare *share = &g_array_index (making->document->shares, TieExportShare, i);
      const TieFileAccount *account = NULL;
      const char *tax_code = kind == TIE_FILE_ROW_FREIGHT ? making->document->tax_code : NULL;
      TieFileRow *row;
      TieFileCode code;

      if (tie_file_parts_get_kind (share->category) != kind || share->net == 0)
        continue;
      code = take_account (making, share->account, &account);
      if (code != TIE_FILE_OK)
        return code;
      row = add_row (making, kind, account, share->net);
      if (kind == TIE_FILE_ROW_LINE)
        {
          const int line = tie_file_parts_find_line (making->document, share->line, &hint);

          row->line = &g_array_index (making->document->lines, TieExportLine, line);
          tax_code = row->line->tax_code;
          set_quantity (row, making->parts->n_of_line[line] == 1, making->names->layout);
        }
      row->tax = tie_file_names_get_tax (making->names, tax_code);
    }
  return TIE_FILE_OK;
}

/* What the discount took off what bears this tax. */
static gint64
get_discount_share (const TieFileMaking *making,
                    const TieTaxSum *sum)
{
  gint64 before = 0;

  for (guint i = 0; i < making->document->lines->len; i++)
    {
      const TieExportLine *line = &g_array_index (making->document->lines, TieExportLine, i);

      if (g_strcmp0 (line->tax_code, sum->tax_code) == 0)
        before += line->amount;
    }
  if (g_strcmp0 (making->document->tax_code, sum->tax_code) == 0)
    before += making->document->freight;
  return before - sum->base;
}

/* A program that computes the tax itself has to see the discount under each tax. */
static TieFileCode
add_discounts (TieFileMaking *making)
{
  const guint first = making->self->rows->len;
  TieFileCode code = add_shares (making, TIE_FILE_ROW_DISCOUNT);
  const guint n = making->self->rows->len - first;
  const TieFileAccount *account;
  gint64 left = making->document->discount;

  if (code != TIE_FILE_OK || n != 1 || making->names->layout->tax != TIE_FILE_TAX_COMPUTED)
    return code;
  account = g_array_index (making->self->rows, TieFileRow, first).account;
  g_array_set_size (making->self->rows, first);
  making->self->n_rows--;
  for (guint i = 0; i < making->taxes->len; i++)
    {
      const TieTaxSum *sum = &g_array_index (making->taxes, TieTaxSum, i);
      const gint64 share = get_discount_share (making, sum);

      left -= share;
      if (share != 0)
        add_row (making, TIE_FILE_ROW_DISCOUNT, account, making->sign * share)->tax = tie_file_names_get_tax (making->names, sum->tax_code);
    }
  if (left != 0)
    add_row (making, TIE_FILE_ROW_DISCOUNT, account, making->sign * left);
  return TIE_FILE_OK;
}

static TieFileCode
add_taxes (TieFileMaking *making)
{
  const guint first = making->self->rows->len;
  TieFileCode code = add_shares (making, TIE_FILE_ROW_TAX);
  const guint n = making->self->rows->len - first;
  const TieTaxSum *only = NULL;
  guint n_taxes = 0;
  const TieFileAccount *account;

  if (code != TIE_FILE_OK || n == 0 || making->names->layout->tax == TIE_FILE_TAX_ACCOUNTS)
    return code;
  for (guint i = 0; i < making->taxes->len; i++)
    {
      if (g_array_index (making->taxes, TieTaxSum, i).tax == 0)
        continue;
      only = &g_array_index (making->taxes, TieTaxSum, i);
      n_taxes++;
    }
  if (n_taxes <= 1)
    {
      for (guint i = first; only != NULL && i < making->self->rows->len; i++)
        g_array_index (making->self->rows, TieFileRow, i).tax = tie_file_names_get_tax (making->names, only->tax_code);
      return TIE_FILE_OK;
    }
  if (n > 1)
    return TIE_FILE_F20_TAX_ACCOUNTS;
  account = g_array_index (making->self->rows, TieFileRow, first).account;
  g_array_set_size (making->self->rows, first);
  making->self->n_rows--;
  for (guint i = 0; i < making->taxes->len; i++)
    {
      const TieTaxSum *sum = &g_array_index (making->taxes, TieTaxSum, i);

      if (sum->tax != 0)
        add_row (making, TIE_FILE_ROW_TAX, account, -making->sign * sum->tax)->tax = tie_file_names_get_tax (making->names, sum->tax_code);
    }
  return TIE_FILE_OK;
}

static TieFileCode
check_parts (TieFileMaking *making)
{
  const TieFileLayout *layout = making->names->layout;

  for (guint i = 0; i < making->document->shares->len; i++)
    {
      const TieExportShare *share = &g_array_index (making->document->shares, TieExportShare, i);
      const TieFileRowKind kind = tie_file_parts_get_kind (share->category);
      const gboolean is_column = (kind == TIE_FILE_ROW_TAX && layout->tax != TIE_FILE_TAX_ROWS && layout->tax != TIE_FILE_TAX_ACCOUNTS) ||
                                 (kind == TIE_FILE_ROW_FREIGHT && layout->freight_is_column);

      if (share->net == 0 || is_column || (layout->rows & kind) != 0)
        continue;
      making->facts->text = tie_file_parts_get_name (share->category);
      return TIE_FILE_F07_NO_PART;
    }
  return TIE_FILE_OK;
}

static void
mark_first (GArray *rows)
{
  guint seen = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      TieFileRow *row = &g_array_index (rows, TieFileRow, i);

      row->is_first = (seen & row->kind) == 0;
      seen |= row->kind;
    }
}

static TieFileCode
add_rows (TieFileMaking *making)
{
  const TieFileLayout *layout = making->names->layout;
  TieFileCode code = add_total (making);

  for (guint i = 0; code == TIE_FILE_OK && i < layout->n_row_order; i++)
    {
      if (layout->row_order[i] == TIE_FILE_ROW_TAX)
        code = add_taxes (making);
      else if (layout->row_order[i] == TIE_FILE_ROW_DISCOUNT)
        code = add_discounts (making);
      else if (layout->row_order[i] != TIE_FILE_ROW_TOTAL)
        code = add_shares (making, layout->row_order[i]);
    }
  if (code != TIE_FILE_OK)
    return code;
  mark_first (making->self->rows);
  for (guint i = 0; !layout->has_below_zero && i < making->self->rows->len; i++)
    {
      making->facts->amount = g_array_index (making->self->rows, TieFileRow, i).amount;
      if (making->facts->amount < 0)
        return TIE_FILE_F08_BELOW_ZERO;
    }
  return making->self->n_rows > 0 ? TIE_FILE_OK : TIE_FILE_F25_NO_AMOUNT;
}

TieFileCode
tie_file_document_make (TieFileDocument *self,
                        const TieExportDocument *document,
                        const TieFileNames *names,
                        TieFileFacts *facts)
{
  g_auto (TieFileParts) parts = { 0 };
  TieFileMaking making = { self, document, names, facts, &parts };
  TieFileCode code;

  g_array_set_size (self->rows, 0);
  self->n_rows = 0;
  self->first_tax = NULL;
  self->receivable = NULL;
  self->tax_difference = 0;
  self->freight_tax = document->freight != 0 ? tie_file_names_get_tax (names, document->tax_code) : NULL;
  self->freight_tax_amount = 0;
  self->is_credit = g_str_equal (document->kind, TIE_DOCUMENT_KIND_CREDIT);
  making.sign = self->is_credit ? -1 : 1;
  facts->record = document->number;
  facts->target = names->layout->label;
  if (self->is_credit && !names->layout->has_credit_notes)
    return TIE_FILE_F06_NO_CREDIT_NOTES;
  tie_file_parts_sum_up (document, &parts);
  facts->amount = ABS (parts.balance);
  if (parts.balance != 0)
    return TIE_FILE_F01_UNBALANCED;
  facts->amount = tie_file_parts_count_missing (document, &parts, making.sign);
  if (facts->amount != 0)
    return TIE_FILE_F02_UNDISTRIBUTED;
  code = check_parts (&making);
  if (code == TIE_FILE_OK)
    code = tie_file_taxes_sum_up (&making);
  if (code == TIE_FILE_OK)
    code = add_rows (&making);
  if (code == TIE_FILE_OK)
    code = tie_file_taxes_spread (&making);
  g_clear_pointer (&making.taxes, g_array_unref);
  return code;
}
