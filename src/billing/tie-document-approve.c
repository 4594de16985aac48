/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-document-approve"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "billing/tie-billing-check-private.h"
#include "billing/tie-distribution.h"
#include "billing/tie-document-actions.h"
#include "store/tie-record-table.h"

/* (transfer full) Why this one stays as it is; NULL when it can be approved. */
static char *
find_reason (TieDb *db,
             TieDocumentSheet *sheet)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *title = tie_document_get_title (sheet->document);
  g_autofree char *problem = NULL;

  if (!tie_document_check_editable (sheet->document, &error) ||
      !tie_billing_check_date (db, tie_record_get_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_DATE), &error))
    return tie_error_get_sentence (error);
  if (!g_str_equal (tie_record_get_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_STAGE), TIE_DOCUMENT_STAGE_INVOICED))
    /* Translators: %s is the number of a document */
    return g_strdup_printf (_ ("%s is approved already."), title);
  problem = tie_distribution_get_problem (sheet);
  /* Translators: the first is the number of a document, the second such as "Debits exceed credits by $9.85" */
  return problem != NULL ? g_strdup_printf (_ ("%s: %s."), title, problem) : NULL;
}

gboolean
tie_document_approve (TieDb *db,
                      const char *const *ids,
                      GPtrArray *left,
                      TieBillingStep *step,
                      GError **error)
{
  g_autoptr (GPtrArray) reasons = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *title = NULL;
  char *sentence;
  guint n = 0;
  gboolean is_own = FALSE;

  if (!tie_billing_step_begin (db, &is_own, error))
    return FALSE;
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_read (db, ids[i], error);
      g_autofree char *reason = NULL;

      if (sheet == NULL)
        return FALSE;
      reason = find_reason (db, sheet);
      if (reason != NULL)
        {
          g_ptr_array_add (reasons, g_steal_pointer (&reason));
          continue;
        }
      if (n == 0)
        title = tie_document_get_title (sheet->document);
      tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_STAGE, TIE_DOCUMENT_STAGE_APPROVED);
      if (!tie_record_table_save (db, TIE_RECORD (sheet->document), error))
        return FALSE;
      n++;
    }
  if (n == 0 && reasons->len > 0)
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, reasons->pdata[0]);
      return FALSE;
    }
  for (guint i = 0; left != NULL && i < reasons->len; i++)
    g_ptr_array_add (left, g_strdup (reasons->pdata[i]));
  if (n == 1)
    /* Translators: %s is the number of a document */
    sentence = g_strdup_printf (_ ("%s approved"), title);
  else
    sentence = g_strdup_printf (ngettext ("%u document approved", "%u documents approved", n), n);
  return tie_billing_step_end (db, is_own, step, sentence, error);
}
