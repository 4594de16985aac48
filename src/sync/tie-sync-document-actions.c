/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-document-actions"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "billing/tie-document-actions.h"
#include "billing/tie-payment-actions.h"
#include "model/tie-term.h"
#include "store/tie-number-table.h"
#include "store/tie-record-table.h"
#include "store/tie-synced-table.h"
#include "sync/tie-practice-package.h"
#include "sync/tie-sync-actions.h"
#include "sync/tie-sync-check.h"

/* Documents and payments: their marks, numbers, dates and taxes. */

gboolean
tie_sync_action_mark_sent (TieDb *db,
                           const char *document,
                           TieBillingStep *step,
                           GError **error)
{
  const char *const ids[] = { document, NULL };

  return tie_document_set_sent (db, ids, TRUE, step, error);
}

static gboolean
set_payment_mark (TieDb *db,
                  const char *id,
                  gboolean do_not_send,
                  TieBillingStep *step,
                  GError **error)
{
  g_autoptr (TiePayment) payment = tie_record_table_get (db, TIE_TYPE_PAYMENT, id, error);
  g_autofree char *title = NULL;
  gboolean is_own = FALSE;

  if (payment == NULL || !tie_payment_check_editable (payment, error) || !tie_billing_step_begin (db, &is_own, error))
    return FALSE;
  title = tie_payment_get_title (payment);
  tie_record_set_integer (TIE_RECORD (payment), TIE_PAYMENT_DO_NOT_SEND, do_not_send);
  return tie_record_table_save (db, TIE_RECORD (payment), error) &&
         tie_billing_step_end (db, is_own, step, g_strdup_printf (do_not_send ? _ ("%s marked as do not send") : _ ("%s marked for sync"), title), error);
}

gboolean
tie_sync_action_set_do_not_send (TieDb *db,
                                 TieSyncGroup group,
                                 const char *id,
                                 gboolean do_not_send,
                                 TieBillingStep *step,
                                 GError **error)
{
  const char *const ids[] = { id, NULL };

  if (group == TIE_SYNC_PAYMENTS)
    return set_payment_mark (db, id, do_not_send, step, error);
  return tie_document_set_do_not_send (db, ids, do_not_send, step, error);
}

gboolean
tie_sync_action_keep_ours (TieDb *db,
                           const char *connection,
                           TieKind kind,
                           const char *document,
                           TieBillingStep *step,
                           GError **error)
{
  g_autoptr (TieDocument) ours = tie_record_table_get (db, TIE_TYPE_DOCUMENT, document, error);
  g_autofree char *title = NULL;
  gboolean is_own = FALSE;

  if (ours == NULL || !tie_billing_step_begin (db, &is_own, error) || !tie_synced_table_accept (db, connection, kind, document, error))
    return FALSE;
  title = tie_document_get_title (ours);
  /* Translators: the number of a document, and the package */
  return tie_billing_step_end (db, is_own, step, g_strdup_printf (_ ("%s goes to %s as it is here"), title, tie_practice_package_read_name (db)), error);
}

/* ---- numbers ---- */

/* Suppliers' numbers are theirs. */
static const char *
get_series (TieDocument *document,
            TieKind *there,
            GError **error)
{
  const char *kind = tie_record_get_text (TIE_RECORD (document), TIE_DOCUMENT_KIND);

  if (g_str_equal (kind, TIE_DOCUMENT_KIND_SUPPLIER))
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("The number of a supplier invoice is the supplier’s and cannot be changed here."));
      return NULL;
    }
  *there = g_str_equal (kind, TIE_DOCUMENT_KIND_CREDIT) ? TIE_KIND_SALES_CREDIT : TIE_KIND_SALES_INVOICE;
  return kind;
}

char *
tie_sync_action_peek_number (TieDb *db,
                             const char *connection,
                             const char *id,
                             GError **error)
{
  g_autoptr (TieDocument) document = tie_record_table_get (db, TIE_TYPE_DOCUMENT, id, error);
  TieKind there = 0;
  const char *series = document != NULL ? get_series (document, &there, error) : NULL;

  return series != NULL ? tie_number_table_find_apart (db, series, connection, there, FALSE, NULL, error) : NULL;
}

/* A number is locked once the document was sent, but this one is taken there: what the customer has on paper can only be
 * followed by a new one. */
gboolean
tie_sync_action_renumber (TieDb *db,
                          const char *connection,
                          const char *id,
                          TieBillingStep *step,
                          GError **error)
{
  g_autoptr (TieDocument) document = tie_record_table_get (db, TIE_TYPE_DOCUMENT, id, error);
  g_autofree char *title = NULL;
  g_autofree char *number = NULL;
  const char *series;
  TieKind there = 0;
  gboolean is_own = FALSE;

  if (document == NULL || !tie_document_check_editable (document, error))
    return FALSE;
  series = get_series (document, &there, error);
  if (series == NULL || !tie_billing_step_begin (db, &is_own, error))
    return FALSE;
  number = tie_number_table_find_apart (db, series, connection, there, TRUE, NULL, error);
  if (number == NULL)
    return FALSE;
  title = tie_document_get_title (document);
  tie_record_set_text (TIE_RECORD (document), TIE_DOCUMENT_NUMBER, number);
  return tie_record_table_save (db, TIE_RECORD (document), error) &&
         /* Translators: both %s are numbers of documents */
         tie_billing_step_end (db, is_own, step, g_strdup_printf (_ ("%s renumbered to %s"), title, number), error);
}

/* ---- taxes ---- */

gboolean
tie_sync_action_choose_tax (TieDb *db,
                            const char *document,
                            const char *line,
                            const char *tax_code,
                            TieBillingStep *step,
                            GError **error)
{
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_read (db, document, error);
  g_autofree char *before = NULL;
  TieRecord *chosen = NULL;

  if (sheet != NULL && line == NULL)
    {
      tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_TAX_CODE, tax_code);
      return tie_document_save (db, sheet, step, error);
    }
  for (guint i = 0; sheet != NULL && i < sheet->lines->len; i++)
    {
      if (g_str_equal (tie_record_get_id (sheet->lines->pdata[i]), line))
        chosen = sheet->lines->pdata[i];
    }
  if (chosen == NULL)
    {
      if (sheet != NULL)
        g_set_error (error, TIE_ERROR, TIE_ERROR_NOT_FOUND, "No such line: %s", line);
      return FALSE;
    }
  before = g_strdup (tie_record_get_text (chosen, TIE_LINE_TAX_CODE));
  for (guint i = 0; i < sheet->lines->len; i++)
    {
      if (g_strcmp0 (tie_record_get_text (sheet->lines->pdata[i], TIE_LINE_TAX_CODE), before) == 0)
        tie_record_set_text (sheet->lines->pdata[i], TIE_LINE_TAX_CODE, tax_code);
    }
  return tie_document_save (db, sheet, step, error);
}

/* ---- dates ---- */

static gboolean
check_date (TieDb *db,
            const char *date,
            GError **error)
{
  g_autoptr (TieSyncContext) context = NULL;
  g_autoptr (TieSyncFinding) finding = NULL;
  g_autofree char *closed = NULL;

  if (!tie_date_is_valid (date))
    {
      /* Translators: %s is what was typed */
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("“%s” is not a date."), date);
      return FALSE;
    }
  context = tie_sync_context_read (db, error);
  if (context == NULL)
    return FALSE;
  if (context->closed_until == NULL || strcmp (date, context->closed_until) > 0)
    return TRUE;
  finding = tie_sync_finding_new (TIE_SYNC_INVOICES, TIE_SYNC_CLOSED, context->package);
  closed = tie_date_to_display (context->closed_until);
  tie_sync_finding_say (finding, "date", closed, NULL);
  g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, finding->sentence);
  return FALSE;
}

static gboolean
change_document_date (TieDb *db,
                      const char *id,
                      const char *date,
                      TieBillingStep *step,
                      GError **error)
{
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_read (db, id, error);
  g_autoptr (TieTerm) term = NULL;
  const char *terms;

  if (sheet == NULL)
    return FALSE;
  terms = tie_record_get_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_TERMS);
  tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_DATE, date);
  if (terms != NULL)
    {
      term = tie_record_table_get (db, TIE_TYPE_TERM, terms, error);
      if (term == NULL)
        return FALSE;
      tie_document_sheet_set_terms (sheet, term);
    }
  else if (strcmp (tie_record_get_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_DUE), date) < 0)
    tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_DUE, date);
  return tie_document_save (db, sheet, step, error);
}

gboolean
tie_sync_action_change_date (TieDb *db,
                             TieSyncGroup group,
                             const char *id,
                             const char *date,
                             TieBillingStep *step,
                             GError **error)
{
  g_autoptr (TiePaymentSheet) sheet = NULL;

  if (!check_date (db, date, error))
    return FALSE;
  if (group != TIE_SYNC_PAYMENTS)
    return change_document_date (db, id, date, step, error);
  sheet = tie_payment_sheet_read (db, id, error);
  if (sheet == NULL)
    return FALSE;
  tie_record_set_text (TIE_RECORD (sheet->payment), TIE_PAYMENT_DATE, date);
  return tie_payment_save (db, sheet, step, error);
}
