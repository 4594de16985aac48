/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-import-save"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "billing/tie-document-actions.h"
#include "billing/tie-entry-actions.h"
#include "billing/tie-payment-actions.h"
#include "exchange/tie-import-save.h"
#include "store/tie-record-table.h"

/* A rate has two digits more than money. */
#define RATE_OF_MONEY (TIE_SCALE / 100)

void
tie_import_save_set_constants (const TieImportTable *table,
                               TieRecord *record)
{
  for (const TieImportConstant *constant = table->constants; constant->field != 0; constant++)
    tie_record_set_text (record, constant->field, constant->text);
}

void
tie_import_save_complete (TieImportKind kind,
                          TieRecord *record)
{
  if (kind == TIE_IMPORT_TIME)
    tie_record_set_text (record, TIE_ENTRY_KIND, tie_record_get_text (record, TIE_ENTRY_EXPENSE_CODE) != NULL ? "expense" : "time");
}

static gboolean
check_positive (TieRecord *record,
                guint field,
                GError **error)
{
  gint64 amount = tie_record_get_integer (record, field);

  if (amount > 0)
    return TRUE;
  g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, amount == 0 ? _ ("Amount is missing.") : _ ("The amount is below zero."));
  return FALSE;
}

gboolean
tie_import_save_check (TieImportKind kind,
                       TieRecord *record,
                       GError **error)
{
  switch (kind)
    {
    case TIE_IMPORT_OPEN_INVOICES:
    case TIE_IMPORT_SUPPLIER_INVOICES:
      return check_positive (record, TIE_DOCUMENT_TOTAL, error);
    case TIE_IMPORT_PAYMENTS:
      return check_positive (record, TIE_PAYMENT_AMOUNT, error);
    case TIE_IMPORT_TIME:
      if (tie_record_get_integer (record, TIE_ENTRY_QUANTITY) > 0)
        return TRUE;
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID,
                           tie_record_get_integer (record, TIE_ENTRY_QUANTITY) < 0 ? _ ("Hours cannot be below zero.") : _ ("Hours are missing."));
      return FALSE;
    default:
      return TRUE;
    }
}

gboolean
tie_import_save_is_final (TieImportKind kind)
{
  return kind == TIE_IMPORT_OPEN_INVOICES || kind == TIE_IMPORT_SUPPLIER_INVOICES || kind == TIE_IMPORT_PAYMENTS;
}

static gboolean
set_terms (TieDb *db,
           TieDocumentSheet *sheet,
           TieRecord *record,
           GError **error)
{
  const char *id = tie_record_get_text (record, TIE_DOCUMENT_TERMS);
  g_autoptr (TieTerm) terms = NULL;

  if (id == NULL)
    return TRUE;
  terms = tie_record_table_get (db, TIE_TYPE_TERM, id, error);
  if (terms == NULL)
    return FALSE;
  tie_document_sheet_set_terms (sheet, terms);
  return TRUE;
}

/* A file knows a document's amount, not its lines: it gets one. */
static gboolean
save_document (TieDb *db,
               TieRecord *record,
               GError **error)
{
  static const guint copied[] = { TIE_DOCUMENT_NUMBER, TIE_DOCUMENT_CONTACT, TIE_DOCUMENT_REFERENCE, TIE_DOCUMENT_NOTES };
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_new (tie_record_get_text (record, TIE_DOCUMENT_KIND), tie_record_get_text (record, TIE_DOCUMENT_DATE));
  TieRecord *document = TIE_RECORD (sheet->document);
  const char *notes = tie_record_get_text (record, TIE_DOCUMENT_NOTES);
  gint64 amount = tie_record_get_integer (record, TIE_DOCUMENT_TOTAL);
  TieRecord *line;

  for (guint i = 0; i < G_N_ELEMENTS (copied); i++)
    tie_record_set_text (document, copied[i], tie_record_get_text (record, copied[i]));
  if (!set_terms (db, sheet, record, error))
    return FALSE;
  if (*tie_record_get_text (record, TIE_DOCUMENT_DUE) != '\0')
    tie_record_set_text (document, TIE_DOCUMENT_DUE, tie_record_get_text (record, TIE_DOCUMENT_DUE));
  line = TIE_RECORD (tie_document_sheet_add_line (sheet));
  tie_record_set_text (line, TIE_LINE_TEXT, *notes != '\0' ? notes : _ ("Opening balance"));
  tie_record_set_integer (line, TIE_LINE_QUANTITY, TIE_SCALE);
  tie_record_set_integer (line, TIE_LINE_RATE, amount * RATE_OF_MONEY);
  tie_record_set_integer (line, TIE_LINE_AMOUNT, amount);
  return tie_document_save (db, sheet, NULL, error);
}

/* A file does not know what it pays: the oldest first. */
static gboolean
save_payment (TieDb *db,
              TieRecord *record,
              GError **error)
{
  static const guint copied[] = { TIE_PAYMENT_CONTACT, TIE_PAYMENT_METHOD, TIE_PAYMENT_REFERENCE, TIE_PAYMENT_NOTES };
  g_autoptr (TiePaymentSheet) sheet = tie_payment_sheet_new (tie_record_get_text (record, TIE_PAYMENT_KIND), tie_record_get_text (record, TIE_PAYMENT_DATE));
  TieRecord *payment = TIE_RECORD (sheet->payment);
  g_autoptr (GPtrArray) due = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (copied); i++)
    tie_record_set_text (payment, copied[i], tie_record_get_text (record, copied[i]));
  tie_record_set_integer (payment, TIE_PAYMENT_AMOUNT, tie_record_get_integer (record, TIE_PAYMENT_AMOUNT));
  due = tie_payment_sheet_list_due (db, tie_record_get_text (payment, TIE_PAYMENT_KIND), tie_record_get_text (payment, TIE_PAYMENT_CONTACT), NULL, error);
  if (due == NULL)
    return FALSE;
  tie_payment_sheet_apply_oldest (sheet, due);
  return tie_payment_save (db, sheet, NULL, error);
}

gboolean
tie_import_save (TieDb *db,
                 TieImportKind kind,
                 TieRecord *record,
                 TieRecord *original,
                 GError **error)
{
  switch (kind)
    {
    case TIE_IMPORT_OPEN_INVOICES:
    case TIE_IMPORT_SUPPLIER_INVOICES:
      return save_document (db, record, error);
    case TIE_IMPORT_PAYMENTS:
      return save_payment (db, record, error);
    case TIE_IMPORT_TIME:
      return tie_entry_save (db, TIE_ENTRY (record), (TieEntry *) original, NULL, error);
    default:
      return tie_record_table_save (db, record, error);
    }
}

char *
tie_import_save_make_sentence (TieImportKind kind,
                               gulong n)
{
  switch (kind)
    {
    case TIE_IMPORT_CONTACTS:
      return g_strdup_printf (ngettext ("%lu contact imported", "%lu contacts imported", n), n);
    case TIE_IMPORT_SITES:
      return g_strdup_printf (ngettext ("%lu site imported", "%lu sites imported", n), n);
    case TIE_IMPORT_EMPLOYEES:
      return g_strdup_printf (ngettext ("%lu employee imported", "%lu employees imported", n), n);
    case TIE_IMPORT_WORK_CODES:
      return g_strdup_printf (ngettext ("%lu work code imported", "%lu work codes imported", n), n);
    case TIE_IMPORT_EXPENSE_CODES:
      return g_strdup_printf (ngettext ("%lu expense code imported", "%lu expense codes imported", n), n);
    case TIE_IMPORT_PROJECTS:
      return g_strdup_printf (ngettext ("%lu project imported", "%lu projects imported", n), n);
    case TIE_IMPORT_TIME:
      return g_strdup_printf (ngettext ("%lu entry imported", "%lu entries imported", n), n);
    case TIE_IMPORT_OPEN_INVOICES:
      return g_strdup_printf (ngettext ("%lu invoice imported", "%lu invoices imported", n), n);
    case TIE_IMPORT_PAYMENTS:
      return g_strdup_printf (ngettext ("%lu payment imported", "%lu payments imported", n), n);
    case TIE_IMPORT_SUPPLIER_INVOICES:
      return g_strdup_printf (ngettext ("%lu supplier invoice imported", "%lu supplier invoices imported", n), n);
    case TIE_IMPORT_N_KINDS:
    default:
      g_return_val_if_reached (g_strdup (""));
    }
}
