/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quickbooks-body"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-money.h"
#include "base/tie-text.h"
#include "ledger/quickbooks/tie-quickbooks-tax.h"
#include "ledger/quickbooks/tie-quickbooks-writer.h"

/* In the United States a line only says whether it is taxed. */
#define TAXED "TAX"
#define NOT_TAXED "NON"

static gboolean
is_sale (const TieLedgerDocument *document)
{
  return document->kind == TIE_KIND_SALES_INVOICE || document->kind == TIE_KIND_SALES_CREDIT;
}

static gboolean
is_taxed (const TieLedgerLine *line)
{
  return !tie_text_is_empty (line->tax_code_id) && !g_str_equal (line->tax_code_id, NOT_TAXED);
}

gboolean
tie_quickbooks_tax_is_cost (const TieLedgerCapabilities *can,
                            const TieLedgerDocument *document)
{
  return !is_sale (document) && can->tax_model != TIE_TAX_GLOBAL;
}

/* The one code of a whole document; NULL: none, or only "taxed". */
static const char *
find_code (const TieLedgerDocument *document)
{
  for (guint i = 0; i < document->lines->len; i++)
    {
      const TieLedgerLine *line = g_ptr_array_index (document->lines, i);

      if (is_taxed (line) && !g_str_equal (line->tax_code_id, TAXED))
        return line->tax_code_id;
    }
  return NULL;
}

static gboolean
check_us (const TieLedgerDocument *document,
          GError **error)
{
  const char *code = find_code (document);

  for (guint i = 0; code != NULL && i < document->lines->len; i++)
    {
      const TieLedgerLine *line = g_ptr_array_index (document->lines, i);

      if (!is_taxed (line) || g_str_equal (line->tax_code_id, code))
        continue;
      g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Line %u: QuickBooks takes one sales tax for a whole document, and this line bears another."), i + 1);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_global (const TieLedgerDocument *document,
              GError **error)
{
  for (guint i = 0; i < document->lines->len; i++)
    {
      const TieLedgerLine *line = g_ptr_array_index (document->lines, i);

      if (line->role == TIE_LEDGER_LINE_TEXT || !tie_text_is_empty (line->tax_code_id))
        continue;
      g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("Line %u: QuickBooks wants a tax code on each line, also where no tax is due."), i + 1);
      return FALSE;
    }
  return TRUE;
}

gboolean
tie_quickbooks_check_tax (const TieLedgerCapabilities *can,
                          const TieLedgerDocument *document,
                          GError **error)
{
  g_autofree char *tax = NULL;

  if (tie_quickbooks_tax_is_cost (can, document))
    return TRUE;
  switch (can->tax_model)
    {
    case TIE_TAX_US:
      return check_us (document, error);
    case TIE_TAX_US_AUTOMATED:
      return TRUE;
    case TIE_TAX_GLOBAL:
      return check_global (document, error);
    case TIE_TAX_NONE:
    default:
      if (document->tax == 0)
        return TRUE;
      tax = tie_money_to_display (document->tax);
      g_set_error (error, TIE_ERROR, TIE_ERROR_MAPPING, _ ("It bears sales tax of %s, and the company in QuickBooks charges none. Turn sales tax on there."), tax);
      return FALSE;
    }
}

void
tie_quickbooks_add_line_tax (TieJsonWriter *writer,
                             const TieLedgerCapabilities *can,
                             const TieLedgerDocument *document,
                             const TieLedgerLine *line)
{
  if (can->tax_model == TIE_TAX_GLOBAL)
    tie_quickbooks_add_reference (writer, "TaxCodeRef", line->tax_code_id);
  else if (is_sale (document) && can->tax_model != TIE_TAX_NONE)
    tie_quickbooks_add_reference (writer, "TaxCodeRef", is_taxed (line) ? TAXED : NOT_TAXED);
}

static gboolean
has_taxed_line (const TieLedgerDocument *document)
{
  for (guint i = 0; i < document->lines->len; i++)
    {
      if (is_taxed (g_ptr_array_index (document->lines, i)))
        return TRUE;
    }
  return FALSE;
}

/* ---- taxes of several parts ---- */

#define WHOLE (100 * TIE_SCALE) /* a hundred percent */

typedef struct
{
  char *id; /* (owned): of the rate */
  gint64 percent; /* × 10 000 */
  gint64 net;     /* what it is charged on: where it is charged on another tax, with that */
  gint64 weight;  /* in proportion to what it comes to */
} Part;

static void
part_clear (gpointer data)
{
  g_free (((Part *) data)->id);
}

static Part *
find_part (GArray *parts,
           const char *id,
           gint64 percent)
{
  Part part = { NULL, percent, 0, 0 };

  for (guint i = 0; i < parts->len; i++)
    {
      if (g_str_equal (g_array_index (parts, Part, i).id, id))
        return &g_array_index (parts, Part, i);
    }
  part.id = g_strdup (id);
  g_array_append_val (parts, part);
  return &g_array_index (parts, Part, parts->len - 1);
}

/* amount × rate, half away from zero. */
static gint64
scale (gint64 amount,
       gint64 rate)
{
  __int128 product = (__int128) amount * rate;

  return (gint64) ((product + (product < 0 ? -WHOLE / 2 : WHOLE / 2)) / WHOLE);
}

/* Adds the line's amount to each of its taxes; FALSE where it is not known what they are.  is_several: set where a line bears
 * more than one. */
static gboolean
add_parts (GArray *parts,
           const TieLedgerLine *line,
           gboolean sale,
           gboolean *is_several)
{
  g_autoptr (GArray) own = NULL;
  gint64 sum = 0; /* of the rates so far, as they fall on the amount */

  if (line->role == TIE_LEDGER_LINE_TEXT || (line->tax_parts == NULL && line->tax == 0))
    return TRUE;
  own = tie_remote_list_tax_parts (line->tax_parts, sale);
  for (guint i = 0; own != NULL && i < own->len; i++)
    {
      const TieTaxPart *tax = &g_array_index (own, TieTaxPart, i);
      gint64 base = tie_tax_part_get_base (tax, WHOLE, sum);
      Part *part = find_part (parts, tax->id, tax->percent);

      part->net += scale (line->amount, base);
      part->weight += line->amount * scale (tax->percent, base);
      sum += scale (tax->percent, base);
      *is_several = *is_several || i > 0;
    }
  return own != NULL;
}

static void
add_tax_line (TieJsonWriter *writer,
              const Part *part,
              gint64 tax)
{
  tie_json_writer_begin_object (writer, NULL);
  tie_json_writer_add_decimal (writer, "Amount", tax, TIE_MONEY_DECIMALS);
  tie_json_writer_add_string (writer, "DetailType", "TaxLineDetail");
  tie_json_writer_begin_object (writer, "TaxLineDetail");
  tie_quickbooks_add_reference (writer, "TaxRateRef", part->id);
  tie_json_writer_add_boolean (writer, "PercentBased", TRUE);
  tie_json_writer_add_decimal (writer, "TaxPercent", part->percent, 4);
  tie_json_writer_add_decimal (writer, "NetAmountTaxable", part->net, TIE_MONEY_DECIMALS);
  tie_json_writer_end_object (writer);
  tie_json_writer_end_object (writer);
}

/* The package rounds each of several taxes by itself, and so comes to a cent more or less than the one rate of ours: it is
 * told what each is, so that both books have the same total.  Left to the package where not all of them are known. */
static void
add_tax_lines (TieJsonWriter *writer,
               const TieLedgerDocument *document)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_autofree gint64 *weights = NULL;
  g_autofree gint64 *taxes = NULL;
  gboolean is_known = document->tax > 0;
  gboolean is_several = FALSE;

  g_array_set_clear_func (parts, part_clear);
  for (guint i = 0; is_known && i < document->lines->len; i++)
    is_known = add_parts (parts, g_ptr_array_index (document->lines, i), is_sale (document), &is_several);
  if (!is_known || !is_several)
    return;
  weights = g_new0 (gint64, parts->len);
  taxes = g_new0 (gint64, parts->len);
  for (guint i = 0; i < parts->len; i++)
    weights[i] = MAX (g_array_index (parts, Part, i).weight, 0);
  tie_money_spread (document->tax, weights, parts->len, taxes);
  tie_json_writer_begin_object (writer, "TxnTaxDetail");
  tie_json_writer_add_decimal (writer, "TotalTax", document->tax, TIE_MONEY_DECIMALS);
  tie_json_writer_begin_array (writer, "TaxLine");
  for (guint i = 0; i < parts->len; i++)
    add_tax_line (writer, &g_array_index (parts, Part, i), taxes[i]);
  tie_json_writer_end_array (writer);
  tie_json_writer_end_object (writer);
}

void
tie_quickbooks_add_document_tax (TieJsonWriter *writer,
                                 const TieLedgerCapabilities *can,
                                 const TieLedgerDocument *document)
{
  const char *code = find_code (document);

  if (can->tax_model == TIE_TAX_GLOBAL)
    {
      tie_json_writer_add_string (writer, "GlobalTaxCalculation", "TaxExcluded");
      add_tax_lines (writer, document);
      return;
    }
  if (!is_sale (document) || !has_taxed_line (document))
    return;
  if (can->tax_model == TIE_TAX_US && code != NULL)
    {
      tie_json_writer_begin_object (writer, "TxnTaxDetail");
      tie_quickbooks_add_reference (writer, "TxnTaxCodeRef", code);
      tie_json_writer_end_object (writer);
    }
  else if (can->tax_model == TIE_TAX_US_AUTOMATED)
    {
      /* The engine there chooses the rate by the address, but honours a total that is given. */
      tie_json_writer_begin_object (writer, "TxnTaxDetail");
      tie_json_writer_add_decimal (writer, "TotalTax", document->tax, TIE_MONEY_DECIMALS);
      tie_json_writer_end_object (writer);
    }
}
