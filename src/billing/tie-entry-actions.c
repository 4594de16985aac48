/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-entry-actions"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "billing/tie-billing-check-private.h"
#include "billing/tie-document-actions.h"
#include "billing/tie-document-totals.h"
#include "billing/tie-entry-actions.h"
#include "model/tie-code.h"
#include "model/tie-contact.h"
#include "model/tie-employee.h"
#include "model/tie-project.h"
#include "store/tie-closed-period.h"
#include "store/tie-record-table.h"

static gboolean
is_expense (TieEntry *entry)
{
  return g_str_equal (tie_record_get_text (TIE_RECORD (entry), TIE_ENTRY_KIND), TIE_ENTRY_KIND_EXPENSE);
}

gboolean
tie_entry_check_editable (TieDb *db,
                          TieEntry *entry,
                          GError **error)
{
  const char *id = tie_record_get_text (TIE_RECORD (entry), TIE_ENTRY_DOCUMENT);
  g_autoptr (TieDocument) document = NULL;
  g_autofree char *title = NULL;

  if (id == NULL)
    return tie_closed_period_check (db, tie_record_get_text (TIE_RECORD (entry), TIE_ENTRY_DATE), error);
  document = tie_record_table_get (db, TIE_TYPE_DOCUMENT, id, error);
  if (document == NULL)
    return FALSE;
  title = tie_document_get_title (document);
  /* Translators: %s is the number of an invoice */
  g_set_error (error, TIE_ERROR, TIE_ERROR_IN_USE, _ ("This entry is billed on %s and cannot be changed. Void that to free it."), title);
  return FALSE;
}

static gboolean
get_rate (TieDb *db,
          GType type,
          const char *id,
          guint field,
          gint64 *rate,
          GError **error)
{
  g_autoptr (TieRecord) record = NULL;

  if (id == NULL || *rate != 0)
    return TRUE;
  record = tie_record_table_get (db, type, id, error);
  if (record == NULL)
    return FALSE;
  *rate = tie_record_get_integer (record, field);
  return TRUE;
}

/* Gives the entry the rate that it begins with: its code's where that has one, else the employee's. */
static gboolean
fill_rate (TieDb *db,
           TieEntry *entry,
           GError **error)
{
  TieRecord *record = TIE_RECORD (entry);
  gint64 rate = 0;

  if (!get_rate (db, TIE_TYPE_WORK_CODE, tie_record_get_text (record, TIE_ENTRY_WORK_CODE), TIE_CODE_RATE, &rate, error) ||
      !get_rate (db, TIE_TYPE_EXPENSE_CODE, tie_record_get_text (record, TIE_ENTRY_EXPENSE_CODE), TIE_CODE_RATE, &rate, error) ||
      (!is_expense (entry) && !get_rate (db, TIE_TYPE_EMPLOYEE, tie_record_get_text (record, TIE_ENTRY_EMPLOYEE), TIE_EMPLOYEE_RATE, &rate, error)))
    return FALSE;
  tie_record_set_integer (record, TIE_ENTRY_RATE, rate);
  return TRUE;
}

/* Amount = quantity × rate. */
static gboolean
compute_amount (TieEntry *entry,
                GError **error)
{
  TieRecord *record = TIE_RECORD (entry);
  gint64 amount = 0;

  if (!tie_money_multiply (tie_record_get_integer (record, TIE_ENTRY_QUANTITY), tie_record_get_integer (record, TIE_ENTRY_RATE), &amount) ||
      amount > TIE_AMOUNT_MAX || amount < -TIE_AMOUNT_MAX)
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("The amount is too large."));
      return FALSE;
    }
  tie_record_set_integer (record, TIE_ENTRY_AMOUNT, amount);
  return TRUE;
}

static const char *
get_text (TieEntry *entry, /* (nullable) */
          guint field)
{
  return entry != NULL ? tie_record_get_text (TIE_RECORD (entry), field) : NULL;
}

/* The project takes time, and so does its client. */
static gboolean
check_project (TieDb *db,
               const char *project,
               const char *before,
               GError **error)
{
  g_autoptr (TieProject) record = NULL;
  g_autoptr (TieContact) contact = NULL;

  if (project == NULL)
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("Project is missing."));
      return FALSE;
    }
  if (!tie_billing_check_reference (db, TIE_TYPE_PROJECT, project, before, error))
    return FALSE;
  if (g_strcmp0 (project, before) == 0)
    return TRUE;
  record = tie_record_table_get (db, TIE_TYPE_PROJECT, project, error);
  contact = record != NULL ? tie_record_table_get (db, TIE_TYPE_CONTACT, tie_record_get_text (TIE_RECORD (record), TIE_PROJECT_CONTACT), error) : NULL;
  if (contact == NULL)
    return FALSE;
  if (tie_record_get_integer (TIE_RECORD (contact), TIE_CONTACT_ARCHIVED))
    {
      /* Translators: the first is the name of a contact, the second that of a project */
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("“%s”, the client of “%s”, is archived. Take the contact out of the archive first."), tie_record_get_name (TIE_RECORD (contact)), tie_record_get_name (TIE_RECORD (record)));
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_references (TieDb *db,
                  TieEntry *entry,
                  TieEntry *original,
                  GError **error)
{
  return check_project (db, get_text (entry, TIE_ENTRY_PROJECT), get_text (original, TIE_ENTRY_PROJECT), error) &&
         tie_billing_check_reference (db, TIE_TYPE_EMPLOYEE, get_text (entry, TIE_ENTRY_EMPLOYEE), get_text (original, TIE_ENTRY_EMPLOYEE), error) &&
         tie_billing_check_reference (db, TIE_TYPE_WORK_CODE, get_text (entry, TIE_ENTRY_WORK_CODE), get_text (original, TIE_ENTRY_WORK_CODE), error) &&
         tie_billing_check_reference (db, TIE_TYPE_EXPENSE_CODE, get_text (entry, TIE_ENTRY_EXPENSE_CODE), get_text (original, TIE_ENTRY_EXPENSE_CODE), error);
}

static gboolean
check_quantity (TieEntry *entry,
                GError **error)
{
  gint64 quantity = tie_record_get_integer (TIE_RECORD (entry), TIE_ENTRY_QUANTITY);
  const char *sentence = NULL;

  if (!is_expense (entry) && quantity < 0)
    sentence = _ ("Hours cannot be below zero.");
  else if (!is_expense (entry) && quantity == 0)
    sentence = _ ("Hours are missing.");
  else if (quantity == 0)
    sentence = _ ("Quantity is missing.");
  if (sentence == NULL)
    return TRUE;
  g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, sentence);
  return FALSE;
}

/* Neither billed nor changed since it was read. */
static gboolean
check_meanwhile (TieDb *db,
                 TieEntry *entry,
                 TieEntry *original,
                 GError **error)
{
  g_autoptr (TieEntry) present = NULL;

  if (original == NULL)
    return TRUE;
  present = tie_record_table_get (db, TIE_TYPE_ENTRY, tie_record_get_id (TIE_RECORD (entry)), error);
  if (present == NULL || !tie_entry_check_editable (db, present, error))
    return FALSE;
  if (tie_record_equal (TIE_RECORD (present), TIE_RECORD (original)))
    return TRUE;
  g_set_error (error, TIE_ERROR, TIE_ERROR_CHANGED, "The entry is not what it was when it was read");
  return FALSE;
}

static gboolean
is_priced_anew (TieEntry *entry,
                TieEntry *original)
{
  static const guint deciding[] = { TIE_ENTRY_WORK_CODE, TIE_ENTRY_EXPENSE_CODE, TIE_ENTRY_EMPLOYEE };

  if (tie_record_get_integer (TIE_RECORD (entry), TIE_ENTRY_RATE) != 0)
    return FALSE;
  for (guint i = 0; original != NULL && i < G_N_ELEMENTS (deciding); i++)
    {
      if (g_strcmp0 (get_text (entry, deciding[i]), get_text (original, deciding[i])) != 0)
        return TRUE;
    }
  return original == NULL;
}

static char *
make_sentence (TieDb *db,
               TieEntry *entry,
               gboolean is_new,
               GError **error)
{
  g_autoptr (TieProject) project = tie_record_table_get (db, TIE_TYPE_PROJECT, get_text (entry, TIE_ENTRY_PROJECT), error);
  const char *format;

  if (project == NULL)
    return NULL;
  /* Translators: %s is the name of a project */
  if (is_expense (entry))
    format = is_new ? _ ("Expense on “%s” added") : _ ("Expense on “%s” changed");
  else
    format = is_new ? _ ("Time on “%s” added") : _ ("Time on “%s” changed");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, tie_record_get_name (TIE_RECORD (project)));
#pragma GCC diagnostic pop
}

gboolean
tie_entry_save (TieDb *db,
                TieEntry *entry,
                TieEntry *original,
                TieBillingStep *step,
                GError **error)
{
  TieRecord *record = TIE_RECORD (entry);
  g_autofree char *sentence = NULL;
  gboolean is_own = FALSE;

  /* A code of the other kind is left over from before the kind was changed. */
  tie_record_set_text (record, is_expense (entry) ? TIE_ENTRY_WORK_CODE : TIE_ENTRY_EXPENSE_CODE, NULL);
  tie_record_set_text (record, TIE_ENTRY_DOCUMENT, NULL);
  tie_record_set_integer (record, TIE_ENTRY_BILLED, 0);
  if (!check_meanwhile (db, entry, original, error) ||
      !check_quantity (entry, error) ||
      !tie_billing_check_date (db, tie_record_get_text (record, TIE_ENTRY_DATE), error) ||
      !check_references (db, entry, original, error) ||
      (is_priced_anew (entry, original) && !fill_rate (db, entry, error)) ||
      !compute_amount (entry, error))
    return FALSE;
  sentence = make_sentence (db, entry, original == NULL, error);
  return sentence != NULL &&
         tie_billing_step_begin (db, &is_own, error) &&
         tie_record_table_save (db, record, error) &&
         tie_billing_step_end (db, is_own, step, g_steal_pointer (&sentence), error);
}

gboolean
tie_entry_delete (TieDb *db,
                  const char *const *ids,
                  TieBillingStep *step,
                  GError **error)
{
  guint n = 0;
  gboolean is_own = FALSE;

  if (!tie_billing_step_begin (db, &is_own, error))
    return FALSE;
  for (; ids[n] != NULL; n++)
    {
      g_autoptr (TieEntry) entry = tie_record_table_get (db, TIE_TYPE_ENTRY, ids[n], error);

      if (entry == NULL || !tie_entry_check_editable (db, entry, error) || !tie_record_table_delete (db, TIE_TYPE_ENTRY, ids[n], error))
        return FALSE;
    }
  return tie_billing_step_end (db, is_own, step, g_strdup_printf (ngettext ("%u entry deleted", "%u entries deleted", n), n), error);
}
