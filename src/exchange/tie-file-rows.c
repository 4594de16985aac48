/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-rows"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-money.h"
#include "billing/tie-document-totals.h"
#include "exchange/tie-file-rows.h"
#include "model/tie-document.h"
#include "model/tie-policy.h"

/* What a document says of its parts is compared here once more with its distribution, by other code than that which approved it:
 * a file is the last place where a mistake could be stopped. */

static const struct
{
  const char *category;
  TieFileRowKind kind;
  const char *part; /* as sentences name it */
} categories[] = {
  { TIE_CATEGORY_TOTAL, TIE_FILE_ROW_TOTAL, N_ ("total") },
  { TIE_CATEGORY_WORK, TIE_FILE_ROW_LINE, N_ ("line") },
  { TIE_CATEGORY_EXPENSE, TIE_FILE_ROW_LINE, N_ ("line") },
  { TIE_CATEGORY_DISCOUNT, TIE_FILE_ROW_DISCOUNT, N_ ("discount") },
  { TIE_CATEGORY_FREIGHT, TIE_FILE_ROW_FREIGHT, N_ ("freight") },
  { TIE_CATEGORY_ROUNDING, TIE_FILE_ROW_ROUNDING, N_ ("rounding") },
  { TIE_CATEGORY_TAX, TIE_FILE_ROW_TAX, N_ ("tax") },
};

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

static int
find_category (const char *category)
{
  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    {
      if (g_str_equal (categories[i].category, category))
        return (int) i;
    }
  return -1;
}

/* hint: where the search begins, for lines and their shares mostly come in the same order. */
static int
find_line (const TieExportDocument *document,
           const char *id,
           guint *hint)
{
  const guint n = document->lines->len;

  for (guint i = 0; i < n; i++)
    {
      const guint k = (*hint + i) % n;

      if (g_str_equal (g_array_index (document->lines, TieExportLine, k).id, id))
        {
          *hint = k;
          return (int) k;
        }
    }
  return -1;
}

typedef struct
{
  gint64 parts[6];     /* net by kind of row, but for lines */
  gint64 *lines;       /* (owned) net by line */
  guint *n_of_line;    /* (owned) shares of each */
  gint64 stray;        /* what belongs to no part of the document, or stands on no account: some part lacks it */
  gint64 balance;
} Sums;

static void
sums_clear (Sums *sums)
{
  g_free (sums->lines);
  g_free (sums->n_of_line);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sums, sums_clear)

static guint
get_index (TieFileRowKind kind)
{
  return (guint) g_bit_nth_lsf (kind, -1);
}

static void
sum_up (const TieExportDocument *document,
        Sums *sums)
{
  guint hint = 0;

  sums->lines = g_new0 (gint64, document->lines->len + 1);
  sums->n_of_line = g_new0 (guint, document->lines->len + 1);
  for (guint i = 0; i < document->shares->len; i++)
    {
      const TieExportShare *share = &g_array_index (document->shares, TieExportShare, i);
      const int category = find_category (share->category);
      const int line = share->line != NULL ? find_line (document, share->line, &hint) : -1;

      sums->balance += share->net;
      if (category < 0 || share->account == NULL || (categories[category].kind == TIE_FILE_ROW_LINE) != (line >= 0))
        sums->stray += ABS (share->net);
      else if (line >= 0)
        {
          sums->lines[line] += share->net;
          sums->n_of_line[line]++;
        }
      else
        sums->parts[get_index (categories[category].kind)] += share->net;
    }
}

/* What of the document's parts is not where it should be.  Most strays are what a part lacks: they count once. */
static gint64
count_missing (const TieExportDocument *document,
               const Sums *sums,
               gint64 sign)
{
  gint64 rounding = document->total - document->tax - document->freight + document->discount;
  gint64 missing = 0;

  for (guint i = 0; i < document->lines->len; i++)
    {
      const gint64 amount = g_array_index (document->lines, TieExportLine, i).amount;

      missing += ABS (sums->lines[i] + sign * amount);
      rounding -= amount;
    }
  missing += ABS (sums->parts[get_index (TIE_FILE_ROW_TOTAL)] - sign * document->total);
  missing += ABS (sums->parts[get_index (TIE_FILE_ROW_DISCOUNT)] - sign * document->discount);
  missing += ABS (sums->parts[get_index (TIE_FILE_ROW_FREIGHT)] + sign * document->freight);
  missing += ABS (sums->parts[get_index (TIE_FILE_ROW_TAX)] + sign * document->tax);
  missing += ABS (sums->parts[get_index (TIE_FILE_ROW_ROUNDING)] + sign * rounding);
  return MAX (missing, sums->stray);
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

typedef struct
{
  TieFileDocument *self;
  const TieExportDocument *document;
  const TieFileNames *names;
  TieFileFacts *facts;
  Sums *sums;
  GArray *taxes; /* (owned) (element-type TieTaxSum) */
  gint64 sign;   /* of a receivable */
} Making;

static TieFileRow *
add_row (Making *making,
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
take_account (Making *making,
              const char *id,
              const TieFileAccount **account)
{
  *account = tie_file_names_get_account (making->names, id);
  making->facts->other = *account != NULL ? (*account)->label : id;
  return *account == NULL || (*account)->is_bad ? TIE_FILE_F09_ACCOUNT_NAME : TIE_FILE_OK;
}

/* The total's one row, or refuse. */
static TieFileCode
add_total (Making *making)
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
add_shares (Making *making,
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

      if (categories[find_category (share->category)].kind != kind || share->net == 0)
        continue;
      code = take_account (making, share->account, &account);
      if (code != TIE_FILE_OK)
        return code;
      row = add_row (making, kind, account, share->net);
      if (kind == TIE_FILE_ROW_LINE)
        {
          const int line = find_line (making->document, share->line, &hint);

          row->line = &g_array_index (making->document->lines, TieExportLine, line);
          tax_code = row->line->tax_code;
          set_quantity (row, making->sums->n_of_line[line] == 1, making->names->layout);
        }
      row->tax = tie_file_names_get_tax (making->names, tax_code);
    }
  return TIE_FILE_OK;
}

/* What the discount took off what bears this tax. */
static gint64
get_discount_share (const Making *making,
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
add_discounts (Making *making)
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
add_taxes (Making *making)
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

/* The document's taxes by code, and whether they are the document's. */
static TieFileCode
sum_taxes (Making *making)
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
sum_computed_taxes (const Making *making)
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

/* Each row's part of the tax, to the cent; or how far the program's own tax would be from it. */
static TieFileCode
spread_taxes (Making *making)
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

static TieFileCode
check_parts (Making *making)
{
  const TieFileLayout *layout = making->names->layout;

  for (guint i = 0; i < making->document->shares->len; i++)
    {
      const TieExportShare *share = &g_array_index (making->document->shares, TieExportShare, i);
      const int category = find_category (share->category);
      const gboolean is_column = (categories[category].kind == TIE_FILE_ROW_TAX && layout->tax != TIE_FILE_TAX_ROWS && layout->tax != TIE_FILE_TAX_ACCOUNTS) ||
                                 (categories[category].kind == TIE_FILE_ROW_FREIGHT && layout->freight_is_column);

      if (share->net == 0 || is_column || (layout->rows & categories[category].kind) != 0)
        continue;
      making->facts->text = _ (categories[category].part);
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
add_rows (Making *making)
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
  g_auto (Sums) sums = { 0 };
  Making making = { self, document, names, facts, &sums };
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
  sum_up (document, &sums);
  facts->amount = ABS (sums.balance);
  if (sums.balance != 0)
    return TIE_FILE_F01_UNBALANCED;
  facts->amount = count_missing (document, &sums, making.sign);
  if (facts->amount != 0)
    return TIE_FILE_F02_UNDISTRIBUTED;
  code = check_parts (&making);
  if (code == TIE_FILE_OK)
    code = sum_taxes (&making);
  if (code == TIE_FILE_OK)
    code = add_rows (&making);
  if (code == TIE_FILE_OK)
    code = spread_taxes (&making);
  g_clear_pointer (&making.taxes, g_array_unref);
  return code;
}
