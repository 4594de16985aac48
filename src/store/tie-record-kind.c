/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-record-kind"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-account.h"
#include "model/tie-code.h"
#include "model/tie-contact.h"
#include "model/tie-document.h"
#include "model/tie-employee.h"
#include "model/tie-entry.h"
#include "model/tie-fee.h"
#include "model/tie-number-series.h"
#include "model/tie-payment.h"
#include "model/tie-policy.h"
#include "model/tie-project.h"
#include "model/tie-tax-code.h"
#include "model/tie-term.h"
#include "model/tie-timer.h"
#include "model/tie-user.h"
#include "store/tie-record-kind.h"

/* A part that no one knows by a name of its own has no sentence: its whole is named instead. */
static const TieRecordKind kinds[] = {
  { "setting", NULL, TIE_STORE_AREA_SETTINGS, TRUE, FALSE, NULL },
  { "contact_type", tie_contact_type_get_type, TIE_STORE_AREA_CONTACTS, TRUE, FALSE, NULL },
  { "tax_code", tie_tax_code_get_type, TIE_STORE_AREA_LISTS, TRUE, TRUE, NULL },
  { "work_code", tie_work_code_get_type, TIE_STORE_AREA_LISTS, TRUE, TRUE, N_ ("“%s” is used by the work code “%s”.") },
  { "expense_code", tie_expense_code_get_type, TIE_STORE_AREA_LISTS, TRUE, TRUE, N_ ("“%s” is used by the expense code “%s”.") },
  { "contact", tie_contact_get_type, TIE_STORE_AREA_CONTACTS, TRUE, TRUE, N_ ("“%s” is used by the contact “%s”.") },
  { "site", tie_site_get_type, TIE_STORE_AREA_CONTACTS, TRUE, TRUE, N_ ("“%s” has the site “%s”.") },
  { "employee", tie_employee_get_type, TIE_STORE_AREA_LISTS, TRUE, TRUE, NULL },
  { "practice_user", tie_user_get_type, TIE_STORE_AREA_SETTINGS, TRUE, FALSE, N_ ("“%s” is used by the user “%s”.") },
  { "term", tie_term_get_type, TIE_STORE_AREA_LISTS, TRUE, TRUE, NULL },
  { "number_series", tie_number_series_get_type, TIE_STORE_AREA_LISTS, TRUE, FALSE, NULL },
  { "account", tie_account_get_type, TIE_STORE_AREA_LISTS, TRUE, TRUE, NULL },
  { "policy", tie_policy_get_type, TIE_STORE_AREA_LISTS, TRUE, FALSE, N_ ("“%s” is used by the distribution policy “%s”.") },
  { "policy_rule", tie_policy_rule_get_type, TIE_STORE_AREA_LISTS, TRUE, FALSE, NULL },
  { "project", tie_project_get_type, TIE_STORE_AREA_PROJECTS, TRUE, FALSE, N_ ("“%s” is used by the project “%s”.") },
  { "document", tie_document_get_type, TIE_STORE_AREA_DOCUMENTS, TRUE, TRUE, N_ ("“%s” is used by the document “%s”.") },
  { "document_line", tie_line_get_type, TIE_STORE_AREA_DOCUMENTS, TRUE, FALSE, NULL },
  { "distribution", tie_distribution_get_type, TIE_STORE_AREA_DOCUMENTS, TRUE, FALSE, NULL },
  { "entry", tie_entry_get_type, TIE_STORE_AREA_PROJECTS, TRUE, FALSE, N_ ("“%s” is used by the entry “%s”.") },
  { "payment", tie_payment_get_type, TIE_STORE_AREA_DOCUMENTS, TRUE, TRUE, N_ ("“%s” is used by the payment “%s”.") },
  { "allocation", tie_allocation_get_type, TIE_STORE_AREA_DOCUMENTS, TRUE, FALSE, NULL },
  { "fee_link", tie_fee_link_get_type, TIE_STORE_AREA_FEES, TRUE, FALSE, NULL },
  { "fee_import", tie_fee_import_get_type, TIE_STORE_AREA_FEES, TRUE, FALSE, NULL },
  { "timer", tie_timer_get_type, TIE_STORE_AREA_PROJECTS, FALSE, FALSE, N_ ("“%s” is used by the timer of “%s”.") },
  { "link", NULL, TIE_STORE_AREA_LINKS, TRUE, FALSE, NULL },
  { "refusal", NULL, TIE_STORE_AREA_LINKS, TRUE, FALSE, NULL },
  { "not_double", NULL, TIE_STORE_AREA_LINKS, TRUE, FALSE, NULL },
};

const TieRecordKind *
tie_record_kind_list (guint *n_kinds)
{
  *n_kinds = G_N_ELEMENTS (kinds);
  return kinds;
}

const TieRecordKind *
tie_record_kind_find (const char *table)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (kinds[i].table, table))
        return &kinds[i];
    }
  return NULL;
}

const TieRecordKind *
tie_record_kind_of (GType type)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (kinds[i].get_type != NULL && kinds[i].get_type () == type)
        return &kinds[i];
    }
  g_return_val_if_reached (NULL);
}

static GArray *
find_references (void)
{
  GArray *references = g_array_new (FALSE, FALSE, sizeof (TieReference));

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GTypeClass) klass = kinds[i].get_type != NULL ? g_type_class_ref (kinds[i].get_type ()) : NULL;

      for (guint f = 1; klass != NULL && f < TIE_RECORD_CLASS (klass)->n_fields; f++)
        {
          const TieField *field = &TIE_RECORD_CLASS (klass)->fields[f];
          TieReference reference = { &kinds[i], field, NULL };

          if (field->type != TIE_FIELD_REFERENCE)
            continue;
          reference.target = tie_record_kind_of (field->target ());
          g_array_append_val (references, reference);
        }
    }
  return references;
}

const TieReference *
tie_record_kind_list_references (guint *n_references)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) find_references ());
  *n_references = ((GArray *) once)->len;
  return (const TieReference *) (gpointer) ((GArray *) once)->data;
}
