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

void
tie_quickbooks_add_document_tax (TieJsonWriter *writer,
                                 const TieLedgerCapabilities *can,
                                 const TieLedgerDocument *document)
{
  const char *code = find_code (document);

  if (can->tax_model == TIE_TAX_GLOBAL)
    {
      tie_json_writer_add_string (writer, "GlobalTaxCalculation", "TaxExcluded");
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
