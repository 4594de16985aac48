/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-field"
#include "config.h"

#include "base/tie-money.h"
#include "billing/tie-document-sheet.h"
#include "exchange/tie-file-field-private.h"

/* An amount that the document says above zero, as the column wants it. */
static gint64
turn (gint64 amount,
      TieFileSign sign,
      gboolean is_credit,
      gboolean is_total)
{
  if (sign == TIE_FILE_SIGN_DOCUMENT)
    return amount;
  if (is_credit)
    amount = -amount;
  return sign == TIE_FILE_SIGN_DEBIT && !is_total ? -amount : amount;
}

void
tie_file_field_get_of_document (TieFileField field,
                                const TieFileContext *context,
                                TieFileSign sign,
                                TieFileValue *value)
{
  const TieExportDocument *document = context->document;
  const TieFileDocument *made = context->made;

  if (document == NULL || made == NULL)
    return;
  value->is_none = FALSE;
  if (field == TIE_FILE_FIELD_DOCUMENT_NUMBER)
    value->text = context->number;
  else if (field == TIE_FILE_FIELD_DOCUMENT_OWN_NUMBER)
    value->text = document->number;
  else if (field == TIE_FILE_FIELD_DOCUMENT_KIND)
    value->text = document->kind;
  else if (field == TIE_FILE_FIELD_DOCUMENT_DATE)
    value->text = document->date;
  else if (field == TIE_FILE_FIELD_DOCUMENT_DUE)
    value->text = *document->due != '\0' ? document->due : document->date;
  else if (field == TIE_FILE_FIELD_DOCUMENT_REFERENCE)
    value->text = document->reference;
  else if (field == TIE_FILE_FIELD_DOCUMENT_TEXT)
    value->text = document->text;
  else if (field == TIE_FILE_FIELD_DOCUMENT_PROJECT)
    value->text = document->project;
  else if (field == TIE_FILE_FIELD_DOCUMENT_TOTAL)
    value->number = turn (document->total, sign, made->is_credit, TRUE);
  else if (field == TIE_FILE_FIELD_DOCUMENT_TAX)
    value->number = turn (document->tax, sign, made->is_credit, FALSE);
  else if (field == TIE_FILE_FIELD_DOCUMENT_FREIGHT)
    value->number = turn (document->freight, sign, made->is_credit, FALSE);
  else if (field == TIE_FILE_FIELD_DOCUMENT_IS_CREDIT)
    value->number = made->is_credit;
  else if (field == TIE_FILE_FIELD_DOCUMENT_IS_TAXED)
    value->number = made->is_taxed;
  else if (field == TIE_FILE_FIELD_DOCUMENT_TAX_CODE)
    value->text = made->first_tax != NULL ? made->first_tax->name : "";
  else if (field == TIE_FILE_FIELD_DOCUMENT_FREIGHT_TAX)
    value->number = turn (made->freight_tax_amount, sign, made->is_credit, FALSE);
  else if (field == TIE_FILE_FIELD_DOCUMENT_FREIGHT_TAX_CODE)
    value->text = made->freight_tax != NULL ? made->freight_tax->name : "";
  else if (field == TIE_FILE_FIELD_DOCUMENT_RECEIVABLE)
    value->text = made->receivable != NULL ? made->receivable->name : "";
  else
    value->number = made->n_rows;
}

void
tie_file_field_get_of_terms (TieFileField field,
                             const TieFileContext *context,
                             GString *scratch,
                             TieFileValue *value)
{
  const TieFileTerms *terms = context->terms;

  value->is_none = terms == NULL;
  if (field == TIE_FILE_FIELD_TERMS_DISCOUNT_DATE && context->document != NULL)
    {
      g_autofree char *date = tie_document_get_due (context->document->date, terms != NULL ? terms->discount_days : 0);

      g_string_append (scratch, date != NULL ? date : "");
      value->text = scratch->str;
    }
  else if (field == TIE_FILE_FIELD_TERMS_DISCOUNT_AMOUNT && context->document != NULL)
    {
      const __int128 whole = 100 * TIE_SCALE;

      value->is_none = FALSE;
      value->number = terms != NULL ? (gint64) (((__int128) context->document->total * terms->percent + whole / 2) / whole) : 0;
    }
  else if (terms == NULL)
    return;
  else if (field == TIE_FILE_FIELD_TERMS_NAME)
    value->text = terms->name;
  else if (field == TIE_FILE_FIELD_TERMS_LABEL)
    value->text = terms->label;
  else if (field == TIE_FILE_FIELD_TERMS_TYPE)
    value->number = terms->type;
  else if (field == TIE_FILE_FIELD_TERMS_DAYS)
    value->number = terms->days;
  else if (field == TIE_FILE_FIELD_TERMS_DISCOUNT_DAYS)
    value->number = terms->discount_days;
  else if (field == TIE_FILE_FIELD_TERMS_PERCENT)
    value->number = terms->percent;
  else if (field == TIE_FILE_FIELD_TERMS_LATE)
    value->number = terms->late;
}

static const char *
get_kind_word (TieFileRowKind kind)
{
  static const char *const words[] = { "total", "line", "discount", "freight", "rounding", "tax" };

  return words[g_bit_nth_lsf (kind, -1)];
}

/* What a row without a line of its own says, and the item that it is billed as: the set-up knows. */
static const char *
get_row_text (const TieFileContext *context,
              gboolean is_item)
{
  const TieFileRow *row = context->row;
  const char *option = get_kind_word (row->kind);

  if (row->kind == TIE_FILE_ROW_TAX)
    return row->tax != NULL ? (is_item ? row->tax->name : row->tax->label) : "";
  if (row->line != NULL && (!is_item || *row->line->code != '\0'))
    return is_item ? row->line->code : row->line->text;
  if (is_item)
    {
      g_autofree char *name = g_strconcat (option, "-item", NULL);

      return tie_file_names_get_option (context->names, name);
    }
  return row->account->label;
}

static const char *
get_price (const TieFileRow *row,
           GString *scratch)
{
  if (row->kind == TIE_FILE_ROW_TAX)
    return row->tax != NULL ? tie_file_field_make_percent (row->tax->rate, scratch) : "";
  tie_decimal_append (scratch, row->rate, 4, 2);
  return scratch->str;
}

void
tie_file_field_get_of_row (TieFileField field,
                           const TieFileContext *context,
                           TieFileSign sign,
                           GString *scratch,
                           TieFileValue *value)
{
  const TieFileRow *row = context->row;
  const gboolean is_credit = context->made != NULL && context->made->is_credit;

  if (row == NULL)
    return;
  value->is_none = FALSE;
  if (field == TIE_FILE_FIELD_ROW_ACCOUNT)
    value->text = row->account->name;
  else if (field == TIE_FILE_FIELD_ROW_AMOUNT)
    value->number = turn (row->amount, sign, is_credit, row->kind == TIE_FILE_ROW_TOTAL);
  else if (field == TIE_FILE_FIELD_ROW_QUANTITY)
    value->number = turn (row->quantity, sign, is_credit, FALSE);
  else if (field == TIE_FILE_FIELD_ROW_RATE)
    value->number = row->rate;
  else if (field == TIE_FILE_FIELD_ROW_PRICE)
    value->text = get_price (row, scratch);
  else if (field == TIE_FILE_FIELD_ROW_TEXT)
    value->text = get_row_text (context, FALSE);
  else if (field == TIE_FILE_FIELD_ROW_ITEM)
    value->text = get_row_text (context, TRUE);
  else if (field == TIE_FILE_FIELD_ROW_KIND)
    value->text = get_kind_word (row->kind);
  else if (field == TIE_FILE_FIELD_ROW_TAX_CODE)
    value->text = row->tax != NULL ? row->tax->name : "";
  else if (field == TIE_FILE_FIELD_ROW_TAX_RATE)
    {
      value->is_none = row->tax == NULL;
      value->number = row->tax != NULL ? row->tax->rate : 0;
    }
  else if (field == TIE_FILE_FIELD_ROW_TAX_PERCENT)
    value->text = row->tax != NULL ? tie_file_field_make_percent (row->tax->rate, scratch) : "";
  else if (field == TIE_FILE_FIELD_ROW_TAX_AMOUNT)
    value->number = turn (row->tax_amount, sign, is_credit, FALSE);
  else if (field == TIE_FILE_FIELD_ROW_IS_TAXED)
    value->number = row->tax != NULL && row->tax->rate != 0;
  else if (field == TIE_FILE_FIELD_ROW_IS_FIRST)
    value->number = row->is_first;
  else
    value->text = row->tax != NULL ? row->tax->agency : "";
}
