/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-document-check"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "base/tie-text.h"
#include "billing/tie-billing-check-private.h"
#include "billing/tie-document-private.h"
#include "model/tie-code.h"
#include "model/tie-number-series.h"
#include "model/tie-tax-code.h"
#include "store/tie-document-table.h"
#include "store/tie-number-table.h"
#include "store/tie-record-table.h"

/* The sentences that differ by kind.  Whole ones, as words of languages bend. */
typedef struct
{
  const char *kind;
  const char *name;
  const char *posted;
  const char *taken;
  const char *below_zero; /* (nullable): it may be */
  const char *no_lines;
} KindWords;

static const KindWords words[] = {
  { TIE_DOCUMENT_KIND_INVOICE,
    N_ ("Invoice"),
    N_ ("Posted invoices cannot be changed."),
    N_ ("Another invoice has the number %s."),
    N_ ("The total is below zero. Make a credit note instead."),
    N_ ("The invoice has no lines.") },
  { TIE_DOCUMENT_KIND_CREDIT,
    N_ ("Credit note"),
    N_ ("Posted credit notes cannot be changed."),
    N_ ("Another credit note has the number %s."),
    N_ ("The total is below zero. Make an invoice instead."),
    N_ ("The credit note has no lines.") },
  { TIE_DOCUMENT_KIND_SUPPLIER,
    N_ ("Supplier invoice"),
    N_ ("Posted supplier invoices cannot be changed."),
    N_ ("The invoice %s of this supplier was recorded already."),
    NULL, /* what a supplier gives back */
    N_ ("The supplier invoice has no lines.") },
};

static const KindWords *
get_words (TieDocument *document)
{
  const char *kind = tie_record_get_text (TIE_RECORD (document), TIE_DOCUMENT_KIND);

  for (guint i = 1; i < G_N_ELEMENTS (words); i++)
    {
      if (g_str_equal (words[i].kind, kind))
        return &words[i];
    }
  return &words[0];
}

static gboolean
has_stage (TieDocument *document,
           const char *stage)
{
  return g_str_equal (tie_record_get_text (TIE_RECORD (document), TIE_DOCUMENT_STAGE), stage);
}

char *
tie_document_get_title (TieDocument *document)
{
  const char *number = tie_record_get_text (TIE_RECORD (document), TIE_DOCUMENT_NUMBER);

  return g_strdup (tie_text_is_empty (number) ? _ (get_words (document)->name) : number);
}

gboolean
tie_document_check_editable (TieDocument *document,
                             GError **error)
{
  if (has_stage (document, TIE_DOCUMENT_STAGE_POSTED))
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_IN_USE, _ (get_words (document)->posted));
      return FALSE;
    }
  if (tie_record_get_integer (TIE_RECORD (document), TIE_DOCUMENT_IS_VOID))
    {
      g_autofree char *title = tie_document_get_title (document);

      /* Translators: %s is the number of a document */
      g_set_error (error, TIE_ERROR, TIE_ERROR_IN_USE, _ ("%s is void and cannot be changed. Duplicate it instead."), title);
      return FALSE;
    }
  return TRUE;
}

gboolean
tie_document_is_number_locked (TieDocument *document)
{
  return tie_record_get_integer (TIE_RECORD (document), TIE_DOCUMENT_IS_SENT) != 0 || !tie_document_check_editable (document, NULL);
}

static gboolean
is_line_empty (TieRecord *line)
{
  return tie_text_is_empty (tie_record_get_text (line, TIE_LINE_TEXT)) &&
         tie_record_get_text (line, TIE_LINE_WORK_CODE) == NULL &&
         tie_record_get_text (line, TIE_LINE_EXPENSE_CODE) == NULL &&
         tie_record_get_integer (line, TIE_LINE_QUANTITY) == 0 &&
         tie_record_get_integer (line, TIE_LINE_RATE) == 0 &&
         tie_record_get_integer (line, TIE_LINE_AMOUNT) == 0;
}

/* Codes of lines that were chosen and are gone since. */
static gboolean
check_codes (TieDb *db,
             TieRecord *line,
             GError **error)
{
  return tie_billing_check_reference (db, TIE_TYPE_WORK_CODE, tie_record_get_text (line, TIE_LINE_WORK_CODE), NULL, error) &&
         tie_billing_check_reference (db, TIE_TYPE_EXPENSE_CODE, tie_record_get_text (line, TIE_LINE_EXPENSE_CODE), NULL, error) &&
         tie_billing_check_reference (db, TIE_TYPE_TAX_CODE, tie_record_get_text (line, TIE_LINE_TAX_CODE), NULL, error);
}

static gboolean
check_lines (TieDb *db,
             TieDocumentSheet *sheet,
             GError **error)
{
  for (guint i = sheet->lines->len; i-- > 0;)
    {
      if (is_line_empty (sheet->lines->pdata[i]))
        g_ptr_array_remove_index (sheet->lines, i);
    }
  if (sheet->lines->len == 0)
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, _ (get_words (sheet->document)->no_lines));
      return FALSE;
    }
  for (guint i = 0; i < sheet->lines->len; i++)
    {
      TieRecord *line = sheet->lines->pdata[i];
      g_autofree char *text = tie_text_clean (tie_record_get_text (line, TIE_LINE_TEXT));

      if (*text == '\0')
        {
          sheet->problem_line = i + 1;
          g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("Line %u has no text."), i + 1);
          return FALSE;
        }
      if (!check_codes (db, line, error))
        {
          sheet->problem_line = i + 1;
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
check_amounts (TieDocumentSheet *sheet,
               GError **error)
{
  TieRecord *document = TIE_RECORD (sheet->document);
  const char *sentence = NULL;

  if (tie_record_get_integer (document, TIE_DOCUMENT_DISCOUNT) < 0)
    sentence = _ ("Discount is below zero.");
  else if (tie_record_get_integer (document, TIE_DOCUMENT_FREIGHT) < 0)
    sentence = _ ("Freight is below zero.");
  else if (tie_record_get_integer (document, TIE_DOCUMENT_TOTAL) < 0 && get_words (sheet->document)->below_zero != NULL)
    sentence = _ (get_words (sheet->document)->below_zero);
  if (sentence == NULL)
    return TRUE;
  g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, sentence);
  return FALSE;
}

/* What a document was paid with stands to its total and its contact. */
static gboolean
check_payments (TieDb *db,
                TieDocumentSheet *sheet,
                GError **error)
{
  TieRecord *document = TIE_RECORD (sheet->document);
  g_autofree char *title = NULL;
  g_autofree char *amount = NULL;
  gint64 paid = 0;

  if (sheet->original == NULL)
    return TRUE;
  if (!tie_document_table_get_paid (db, tie_record_get_id (document), &paid, error))
    return FALSE;
  if (paid == 0)
    return TRUE;
  title = tie_document_get_title (sheet->document);
  amount = tie_money_to_words (paid);
  if (tie_record_get_integer (document, TIE_DOCUMENT_TOTAL) < paid)
    {
      /* Translators: the first %s is the number of a document, the second an amount */
      g_set_error (error, TIE_ERROR, TIE_ERROR_IN_USE, _ ("%s is paid with %s. Its total cannot be below that; change the payment first."), title, amount);
      return FALSE;
    }
  if (g_strcmp0 (tie_record_get_text (document, TIE_DOCUMENT_CONTACT), tie_record_get_text (TIE_RECORD (sheet->original->document), TIE_DOCUMENT_CONTACT)) != 0)
    {
      /* Translators: the first %s is the number of a document, the second an amount */
      g_set_error (error, TIE_ERROR, TIE_ERROR_IN_USE, _ ("%s is paid with %s by its present contact. Change the payment first."), title, amount);
      return FALSE;
    }
  return TRUE;
}

/* Nobody else changed it since it was read. */
static gboolean
check_meanwhile (TieDb *db,
                 TieDocumentSheet *sheet,
                 GError **error)
{
  g_autoptr (TieDocumentSheet) present = NULL;

  if (sheet->original == NULL)
    return TRUE;
  present = tie_document_sheet_read (db, tie_record_get_id (TIE_RECORD (sheet->document)), error);
  if (present == NULL)
    return FALSE;
  g_clear_pointer (&present->original, tie_document_sheet_free);
  present->original = tie_document_sheet_copy (sheet->original);
  if (!tie_document_sheet_is_changed (present))
    return TRUE;
  g_set_error (error, TIE_ERROR, TIE_ERROR_CHANGED, "The document is not what it was when it was read");
  return FALSE;
}

gboolean
tie_document_check_save (TieDb *db,
                         TieDocumentSheet *sheet,
                         GError **error)
{
  TieRecord *document = TIE_RECORD (sheet->document);
  TieRecord *before = sheet->original != NULL ? TIE_RECORD (sheet->original->document) : NULL;

  sheet->problem_line = 0;
  return check_meanwhile (db, sheet, error) &&
         (before == NULL || tie_document_check_editable (sheet->original->document, error)) &&
         (before == NULL || tie_billing_check_date (db, tie_record_get_text (before, TIE_DOCUMENT_DATE), error)) &&
         tie_billing_check_date (db, tie_record_get_text (document, TIE_DOCUMENT_DATE), error) &&
         tie_billing_check_contact (db,
                                    tie_record_get_text (document, TIE_DOCUMENT_CONTACT),
                                    before != NULL ? tie_record_get_text (before, TIE_DOCUMENT_CONTACT) : NULL,
                                    error) &&
         check_lines (db, sheet, error);
}

gboolean
tie_document_check_totals (TieDb *db,
                           TieDocumentSheet *sheet,
                           GError **error)
{
  return check_amounts (sheet, error) && check_payments (db, sheet, error);
}

/* A number that a person chose. */
static gboolean
check_number (TieDb *db,
              TieDocument *document,
              const char *kind,
              const char *number,
              GError **error)
{
  const char *id = tie_record_get_id (TIE_RECORD (document));
  gboolean is_taken = FALSE;

  if (g_str_equal (kind, TIE_DOCUMENT_KIND_SUPPLIER))
    {
      if (!tie_document_table_has_supplier_number (db, tie_record_get_text (TIE_RECORD (document), TIE_DOCUMENT_CONTACT), number, id, &is_taken, error))
        return FALSE;
    }
  else if (!tie_number_table_is_used (db, kind, number, id, &is_taken, error))
    return FALSE;
  if (!is_taken)
    return TRUE;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ (get_words (document)->taken), number); /* each takes the number */
#pragma GCC diagnostic pop
  return FALSE;
}

gboolean
tie_document_number (TieDb *db,
                     TieDocumentSheet *sheet,
                     GError **error)
{
  TieRecord *document = TIE_RECORD (sheet->document);
  const char *kind = tie_record_get_text (document, TIE_DOCUMENT_KIND);
  const char *before = sheet->original != NULL ? tie_record_get_text (TIE_RECORD (sheet->original->document), TIE_DOCUMENT_NUMBER) : "";
  gboolean is_supplier = g_str_equal (kind, TIE_DOCUMENT_KIND_SUPPLIER);
  g_autofree char *number = tie_text_clean (tie_record_get_text (document, TIE_DOCUMENT_NUMBER));

  if (*number == '\0' && !is_supplier)
    {
      g_free (number);
      number = *before != '\0' ? g_strdup (before) : tie_number_table_find_next (db, kind, TRUE, NULL, error);
      if (number == NULL)
        return FALSE;
      tie_record_set_text (document, TIE_DOCUMENT_NUMBER, number);
      return TRUE;
    }
  tie_record_set_text (document, TIE_DOCUMENT_NUMBER, number);
  if (g_str_equal (number, before) || *number == '\0')
    return TRUE;
  if (sheet->original != NULL && tie_document_is_number_locked (sheet->original->document))
    {
      /* Translators: %s is the number of a document */
      g_set_error (error, TIE_ERROR, TIE_ERROR_IN_USE, _ ("%s was sent, so its number stays."), before);
      return FALSE;
    }
  return check_number (db, sheet->document, kind, number, error) && (is_supplier || tie_number_table_claim (db, kind, number, error));
}
