/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-document-save"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "billing/tie-billing-check-private.h"
#include "billing/tie-distribution.h"
#include "billing/tie-document-private.h"
#include "billing/tie-document-totals.h"
#include "store/tie-record-table.h"

/* What the editor does not decide. */
static void
keep_state (TieDocumentSheet *sheet)
{
  TieRecord *document = TIE_RECORD (sheet->document);
  TieRecord *before = sheet->original != NULL ? TIE_RECORD (sheet->original->document) : NULL;

  tie_record_set_text (document, TIE_DOCUMENT_STAGE, before != NULL ? tie_record_get_text (before, TIE_DOCUMENT_STAGE) : TIE_DOCUMENT_STAGE_INVOICED);
  tie_record_set_integer (document, TIE_DOCUMENT_IS_VOID, before != NULL && tie_record_get_integer (before, TIE_DOCUMENT_IS_VOID));
  if (before == NULL)
    return;
  tie_record_set_integer (document, TIE_DOCUMENT_WIP, tie_record_get_integer (before, TIE_DOCUMENT_WIP));
  tie_record_set_text (document, TIE_DOCUMENT_KIND, tie_record_get_text (before, TIE_DOCUMENT_KIND));
}

static gboolean
set_due (TieDb *db,
         TieDocumentSheet *sheet,
         GError **error)
{
  TieRecord *document = TIE_RECORD (sheet->document);
  const char *terms = tie_record_get_text (document, TIE_DOCUMENT_TERMS);
  g_autoptr (TieTerm) term = NULL;

  if (!tie_text_is_empty (tie_record_get_text (document, TIE_DOCUMENT_DUE)))
    return TRUE;
  if (terms == NULL)
    {
      tie_record_set_text (document, TIE_DOCUMENT_DUE, tie_record_get_text (document, TIE_DOCUMENT_DATE));
      return TRUE;
    }
  term = tie_record_table_get (db, TIE_TYPE_TERM, terms, error);
  if (term == NULL)
    return FALSE;
  tie_document_sheet_set_terms (sheet, term);
  return TRUE;
}

/* What may change after approval without asking for another one. */
static gboolean
is_same_for_approval (TieDocumentSheet *sheet)
{
  static const guint free_fields[] = { TIE_DOCUMENT_NOTES, TIE_DOCUMENT_IS_SENT, TIE_DOCUMENT_DO_NOT_SEND };
  g_autoptr (TieDocumentSheet) compared = tie_document_sheet_copy (sheet);
  TieRecord *document = TIE_RECORD (compared->document);
  TieRecord *before = TIE_RECORD (compared->original->document);

  for (guint i = 0; i < G_N_ELEMENTS (free_fields); i++)
    {
      if (free_fields[i] == TIE_DOCUMENT_NOTES)
        tie_record_set_text (document, free_fields[i], tie_record_get_text (before, free_fields[i]));
      else
        tie_record_set_integer (document, free_fields[i], tie_record_get_integer (before, free_fields[i]));
    }
  return !tie_document_sheet_is_changed (compared);
}

static gboolean
save_parts (TieDb *db,
            GPtrArray *parts,
            GError **error)
{
  for (guint i = 0; i < parts->len; i++)
    {
      if (!tie_record_table_save (db, parts->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}

static void
number_parts (TieDocumentSheet *sheet)
{
  const char *id = tie_record_get_id (TIE_RECORD (sheet->document));

  for (guint i = 0; i < sheet->lines->len; i++)
    {
      tie_record_set_text (sheet->lines->pdata[i], TIE_LINE_DOCUMENT, id);
      tie_record_set_integer (sheet->lines->pdata[i], TIE_LINE_POSITION, i + 1);
    }
  for (guint i = 0; i < sheet->distributions->len; i++)
    {
      tie_record_set_text (sheet->distributions->pdata[i], TIE_DISTRIBUTION_DOCUMENT, id);
      tie_record_set_integer (sheet->distributions->pdata[i], TIE_DISTRIBUTION_POSITION, i + 1);
    }
}

gboolean
tie_document_write (TieDb *db,
                    TieDocumentSheet *sheet,
                    GError **error)
{
  TieDocumentSheet *before = sheet->original;

  number_parts (sheet);
  if (before != NULL &&
      (!tie_billing_delete_missing (db, before->distributions, sheet->distributions, error) || !tie_billing_delete_missing (db, before->lines, sheet->lines, error)))
    return FALSE;
  if (!tie_record_table_save (db, TIE_RECORD (sheet->document), error) ||
      !save_parts (db, sheet->lines, error) ||
      !save_parts (db, sheet->distributions, error))
    return FALSE;
  g_clear_pointer (&sheet->original, tie_document_sheet_free);
  sheet->original = tie_document_sheet_copy (sheet);
  return TRUE;
}

/* A line's own reason is worth the number of the line. */
static gboolean
validate_lines (TieDocumentSheet *sheet,
                GError **error)
{
  for (guint i = 0; i < sheet->lines->len; i++)
    {
      g_autoptr (GError) local_error = NULL;

      if (tie_record_validate (sheet->lines->pdata[i], &local_error))
        continue;
      sheet->problem_line = i + 1;
      /* Translators: %u is the number of a line, %s what is wrong with it */
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("Line %u: %s"), i + 1, local_error->message);
      return FALSE;
    }
  return TRUE;
}

static gboolean
has_stage (TieDocumentSheet *sheet,
           const char *stage)
{
  return g_str_equal (tie_record_get_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_STAGE), stage);
}

/* The distribution follows the lines; what was approved is so no more, unless the policy approves by itself. */
static gboolean
distribute (TieDb *db,
            TieDocumentSheet *sheet,
            GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TiePolicyRules) rules = tie_policy_rules_read (db, NULL, &local_error);
  g_autofree char *problem = NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  tie_distribution_refresh (sheet, rules);
  number_parts (sheet);
  if (has_stage (sheet, TIE_DOCUMENT_STAGE_APPROVED) && !is_same_for_approval (sheet))
    tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_STAGE, TIE_DOCUMENT_STAGE_INVOICED);
  if (rules == NULL || !rules->auto_approve || !has_stage (sheet, TIE_DOCUMENT_STAGE_INVOICED))
    return TRUE;
  problem = tie_distribution_get_problem (sheet);
  if (problem == NULL)
    tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_STAGE, TIE_DOCUMENT_STAGE_APPROVED);
  return TRUE;
}

static char *
make_sentence (TieDocumentSheet *sheet,
               gboolean is_new,
               gboolean was_approved)
{
  g_autofree char *title = tie_document_get_title (sheet->document);

  if (is_new)
    return g_strdup_printf (_ ("%s created"), title); /* Translators: %s is the number of a document */
  if (was_approved)
    return g_strdup_printf (_ ("%s changed and put back to Invoiced"), title);
  return g_strdup_printf (_ ("%s changed"), title);
}

gboolean
tie_document_save (TieDb *db,
                   TieDocumentSheet *sheet,
                   TieBillingStep *step,
                   GError **error)
{
  gboolean is_new = sheet->original == NULL;
  gboolean was_approved = FALSE;
  gboolean is_own = FALSE;
  g_autoptr (GHashTable) rates = NULL;
  g_autofree char *sentence = NULL;

  keep_state (sheet);
  if (!tie_billing_step_begin (db, &is_own, error) || !tie_document_check_save (db, sheet, error))
    return FALSE;
  rates = tie_tax_rates_read (db, error);
  if (rates == NULL ||
      !tie_document_compute_totals (sheet, rates, error) ||
      !tie_document_check_totals (db, sheet, error) ||
      !set_due (db, sheet, error) ||
      !tie_document_number (db, sheet, error))
    return FALSE;

  number_parts (sheet);
  if (!validate_lines (sheet, error))
    return FALSE;
  was_approved = has_stage (sheet, TIE_DOCUMENT_STAGE_APPROVED);
  if (!distribute (db, sheet, error))
    return FALSE;
  sentence = make_sentence (sheet, is_new, was_approved && has_stage (sheet, TIE_DOCUMENT_STAGE_INVOICED));
  return tie_document_write (db, sheet, error) &&
         (is_new || tie_document_relieve (db, sheet->document, error)) &&
         tie_billing_step_end (db, is_own, step, g_steal_pointer (&sentence), error);
}
