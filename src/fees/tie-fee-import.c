/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-import"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "base/tie-money.h"
#include "billing/tie-document-actions.h"
#include "billing/tie-invoice-now.h"
#include "fees/tie-fee-import.h"
#include "model/tie-contact.h"
#include "model/tie-fee.h"
#include "model/tie-project.h"
#include "store/tie-activity-table.h"
#include "store/tie-fee-table.h"
#include "store/tie-record-table.h"
#include "store/tie-user-table.h"

static gboolean
check_preview (const TieFeePreview *preview,
               GError **error)
{
  const TieFeeFinding *first = preview->findings->len > 0 ? preview->findings->pdata[0] : NULL;

  if (tie_fee_preview_can_import (preview))
    return TRUE;
  g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, first != NULL ? first->sentence : _ ("There is no amount."));
  return FALSE;
}

static void
note_invoice_cb (const TieFeeProject *project,
                 gpointer is_invoiced)
{
  *(gboolean *) is_invoiced = project->is_invoiced;
}

/* Another window may have been first: whoever comes second sees what it did. */
static gboolean
check_not_invoiced (TieDb *db,
                    const TieFeePreview *preview,
                    GError **error)
{
  gboolean is_invoiced = FALSE;

  if (!tie_fee_table_read_project (db, preview->project, note_invoice_cb, &is_invoiced, error))
    return FALSE;
  if (is_invoiced && preview->invoice == NULL)
    {
      /* Translators: %s is the name of a project */
      g_set_error (error, TIE_ERROR, TIE_ERROR_IN_USE, _ ("The fee of “%s” was invoiced meanwhile. Nothing was done."), preview->project_name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
set_fee (TieDb *db,
         const TieFeePreview *preview,
         GError **error)
{
  g_autoptr (TieRecord) project = tie_record_table_get (db, TIE_TYPE_PROJECT, preview->project, error);

  if (project == NULL)
    return FALSE;
  if (tie_record_get_integer (project, TIE_PROJECT_ESTIMATED_FEE) != preview->old_fee ||
      tie_record_get_integer (project, TIE_PROJECT_TAX_YEAR) != (gint64) preview->tax_year ||
      *tie_record_get_text (project, TIE_PROJECT_RETURN) != preview->module)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_CHANGED, "The project is not what it was in the preview");
      return FALSE;
    }
  tie_record_set_integer (project, TIE_PROJECT_ESTIMATED_FEE, preview->new_fee);
  return tie_record_table_save (db, project, error);
}

static gboolean
save_link (TieDb *db,
           const char *client_key,
           char module,
           const char *contact,
           const char *tin,
           GError **error)
{
  const char letter[2] = { module, '\0' };
  g_autoptr (GError) local_error = NULL;
  g_autofree char *known = tie_fee_table_find_link (db, client_key, module, &local_error);
  g_autoptr (TieRecord) link = NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (contact == NULL)
    return known == NULL || tie_record_table_delete (db, TIE_TYPE_FEE_LINK, known, error);
  link = known != NULL ? tie_record_table_get (db, TIE_TYPE_FEE_LINK, known, error) : TIE_RECORD (tie_fee_link_new (NULL));
  if (link == NULL)
    return FALSE;
  tie_record_set_text (link, TIE_FEE_LINK_KEY, client_key);
  tie_record_set_text (link, TIE_FEE_LINK_MODULE, letter);
  tie_record_set_text (link, TIE_FEE_LINK_CONTACT, contact);
  if (tin != NULL && *tin != '\0')
    tie_record_set_text (link, TIE_FEE_LINK_TIN, tin);
  return tie_record_table_save (db, link, error);
}

/* The contact stood under another number of this module until now. */
static gboolean
drop_other_links (TieDb *db,
                  const char *client_key,
                  char module,
                  const char *contact,
                  GError **error)
{
  g_autoptr (GPtrArray) links = tie_record_table_list_where (db, TIE_TYPE_FEE_LINK, TIE_FEE_LINK_CONTACT, contact, error);

  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      TieRecord *link = links->pdata[i];

      if (*tie_record_get_text (link, TIE_FEE_LINK_MODULE) == module && !g_str_equal (tie_record_get_text (link, TIE_FEE_LINK_KEY), client_key) &&
          !tie_record_table_delete (db, TIE_TYPE_FEE_LINK, tie_record_get_id (link), error))
        return FALSE;
    }
  return links != NULL;
}

/* A chosen number is remembered; one that was found by the client's own number is, too, once it shows a taxpayer, so that it is
 * found again when the number changes. */
static gboolean
remember (TieDb *db,
          const TieFeePreview *preview,
          GError **error)
{
  const TieFeeRow *row = preview->row;

  if (row == NULL || *row->client_key == '\0' || (!preview->is_chosen && *row->tin == '\0'))
    return TRUE;
  return drop_other_links (db, row->client_key, row->module, preview->contact, error) &&
         save_link (db, row->client_key, row->module, preview->contact, row->tin, error);
}

static gboolean
add_import (TieDb *db,
            const TieFeePreview *preview,
            const char *document,
            GError **error)
{
  g_autoptr (TieFeeImport) import = tie_fee_import_new (NULL);
  TieRecord *record = TIE_RECORD (import);
  g_autofree char *now = tie_date_now ();
  g_autofree char *person = tie_user_table_get_current (db, error);

  if (person == NULL)
    return FALSE;
  tie_record_set_text (record, TIE_FEE_IMPORT_KEY, preview->row != NULL ? preview->row->client_key : "");
  tie_record_set_text (record, TIE_FEE_IMPORT_PROJECT, preview->project);
  tie_record_set_text (record, TIE_FEE_IMPORT_DOCUMENT, document);
  tie_record_set_text (record, TIE_FEE_IMPORT_KIND, document != NULL ? TIE_FEE_IMPORT_INVOICE : TIE_FEE_IMPORT_AMOUNT);
  tie_record_set_integer (record, TIE_FEE_IMPORT_FEE, preview->new_fee);
  tie_record_set_integer (record, TIE_FEE_IMPORT_OLD_FEE, preview->old_fee);
  tie_record_set_integer (record, TIE_FEE_IMPORT_WIP, preview->wip != NULL ? preview->wip->wip : 0);
  tie_record_set_text (record, TIE_FEE_IMPORT_FILE, preview->source);
  tie_record_set_integer (record, TIE_FEE_IMPORT_LINE, preview->row != NULL ? preview->row->line : 0);
  tie_record_set_text (record, TIE_FEE_IMPORT_MOMENT, now);
  tie_record_set_text (record, TIE_FEE_IMPORT_PERSON, person);
  return tie_record_table_save (db, record, error);
}

gboolean
tie_fee_import_amount (TieDb *db,
                       const TieFeePreview *preview,
                       TieBillingStep *step,
                       GError **error)
{
  g_autofree char *old_fee = tie_money_to_words (preview->old_fee);
  g_autofree char *new_fee = tie_money_to_words (preview->new_fee);
  gboolean is_own = FALSE;

  g_return_val_if_fail (!preview->with_invoice, FALSE);

  if (!check_preview (preview, error) || !tie_user_table_check (db, TIE_RIGHT_BILLING, error) || !tie_billing_step_begin (db, &is_own, error))
    return FALSE;
  if (!set_fee (db, preview, error) || !remember (db, preview, error) || !add_import (db, preview, NULL, error))
    return FALSE;
  /* Translators: two amounts of money */
  return tie_billing_step_end (db, is_own, step, g_strdup_printf (_ ("Estimated fee set to %s from Lacerte (was %s)"), new_fee, old_fee), error);
}

TieDocumentSheet *
tie_fee_import_invoice (TieDb *db,
                        const TieFeePreview *preview,
                        TieBillingStep *step,
                        GError **error)
{
  g_autoptr (TieDocumentSheet) sheet = NULL;
  g_auto (TieBillingStep) part = { 0 };
  gboolean is_own = FALSE;

  g_return_val_if_fail (preview->with_invoice, NULL);

  if (!check_preview (preview, error) || !tie_user_table_check (db, TIE_RIGHT_BILLING, error) || !check_not_invoiced (db, preview, error) || !tie_billing_step_begin (db, &is_own, error))
    return NULL;
  if (preview->replace && preview->invoice != NULL && !tie_document_void (db, preview->invoice, NULL, error))
    return NULL;
  if (!set_fee (db, preview, error) || !remember (db, preview, error))
    return NULL;
  sheet = tie_invoice_now (db, preview->wip, preview->date, &preview->new_fee, &part, error);
  if (sheet == NULL || !add_import (db, preview, tie_record_get_id (TIE_RECORD (sheet->document)), error))
    return NULL;
  return tie_billing_step_end (db, is_own, step, g_steal_pointer (&part.sentence), error) ? g_steal_pointer (&sheet) : NULL;
}

gboolean
tie_fee_import_log_refusal (TieDb *db,
                            const TieFeePreview *preview,
                            GError **error)
{
  const TieFeeFinding *first = preview->findings->len > 0 ? preview->findings->pdata[0] : NULL;
  TieActivity activity = {
    .what = (char *) _ ("Lacerte fee not imported"),
    .record_id = preview->project,
    .record = preview->project_name,
    .result = first != NULL ? first->sentence : NULL,
    .details = first != NULL ? (char *) tie_fee_code_get_name (first->code) : NULL,
  };

  return tie_activity_table_add (db, &activity, error);
}

gboolean
tie_fee_link_save (TieDb *db,
                   const char *client_key,
                   char module,
                   const char *contact,
                   const char *tin,
                   TieBillingStep *step,
                   GError **error)
{
  g_autoptr (TieRecord) record = contact != NULL ? tie_record_table_get (db, TIE_TYPE_CONTACT, contact, error) : NULL;
  gboolean is_own = FALSE;
  char *sentence;

  if ((contact != NULL && record == NULL) || !tie_user_table_check (db, TIE_RIGHT_BILLING, error))
    return FALSE;
  if (!tie_billing_step_begin (db, &is_own, error) || (contact != NULL && !drop_other_links (db, client_key, module, contact, error)) ||
      !save_link (db, client_key, module, contact, tin, error))
    return FALSE;
  if (contact != NULL)
    /* Translators: a client's number in Lacerte, and a name */
    sentence = g_strdup_printf (_ ("Lacerte number %s is %s"), client_key, tie_record_get_name (record));
  else
    /* Translators: %s is a client's number in Lacerte */
    sentence = g_strdup_printf (_ ("Lacerte number %s forgotten"), client_key);
  return tie_billing_step_end (db, is_own, step, sentence, error);
}
