/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-billing-check"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "base/tie-text.h"
#include "billing/tie-billing-check-private.h"
#include "billing/tie-billing-step.h"
#include "model/tie-code.h"
#include "model/tie-contact.h"
#include "model/tie-employee.h"
#include "model/tie-project.h"
#include "model/tie-tax-code.h"
#include "store/tie-closed-period.h"
#include "store/tie-record-table.h"

typedef struct
{
  GType (*type) (void);
  const char *deleted;
  const char *archived; /* takes the name */
} ReferenceWords;

static const ReferenceWords words[] = {
  { tie_contact_get_type, N_ ("The contact was deleted meanwhile. Choose another one."), N_ ("“%s” is archived. Take the contact out of the archive first.") },
  { tie_project_get_type, N_ ("The project was deleted meanwhile. Choose another one."), N_ ("“%s” is archived. Take the project out of the archive first.") },
  { tie_employee_get_type, N_ ("The employee was deleted meanwhile. Choose another one."), N_ ("“%s” is archived. Choose another employee.") },
  { tie_work_code_get_type, N_ ("The work code was deleted meanwhile. Choose another one."), N_ ("“%s” is archived. Choose another work code.") },
  { tie_expense_code_get_type, N_ ("The expense code was deleted meanwhile. Choose another one."), N_ ("“%s” is archived. Choose another expense code.") },
  { tie_tax_code_get_type, N_ ("The tax code was deleted meanwhile. Choose another one."), N_ ("“%s” is archived. Choose another tax code.") },
};

static const ReferenceWords *
get_words (GType type)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (words[i].type () == type)
        return &words[i];
    }
  g_return_val_if_reached (&words[0]);
}

static gboolean
is_archived (TieRecord *record)
{
  guint field = tie_record_find_field (TIE_RECORD_GET_CLASS (record), "archived");

  return field > 0 && tie_record_get_integer (record, field) != 0;
}

gboolean
tie_billing_check_reference (TieDb *db,
                             GType type,
                             const char *id,
                             const char *before,
                             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieRecord) record = NULL;

  if (id == NULL)
    return TRUE;
  record = tie_record_table_get (db, type, id, &local_error);
  if (g_error_matches (local_error, TIE_ERROR, TIE_ERROR_NOT_FOUND))
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_NOT_FOUND, _ (get_words (type)->deleted));
      return FALSE;
    }
  if (record == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (is_archived (record) && g_strcmp0 (id, before) != 0)
    {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ (get_words (type)->archived), tie_record_get_name (record)); /* each takes the name */
#pragma GCC diagnostic pop
      return FALSE;
    }
  return TRUE;
}

gboolean
tie_billing_check_contact (TieDb *db,
                           const char *contact,
                           const char *before,
                           GError **error)
{
  if (contact != NULL)
    return tie_billing_check_reference (db, TIE_TYPE_CONTACT, contact, before, error);
  g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("Contact is missing."));
  return FALSE;
}

gboolean
tie_billing_check_date (TieDb *db,
                        const char *date,
                        GError **error)
{
  if (!tie_date_is_valid (date))
    {
      if (tie_text_is_empty (date))
        g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("Date is missing."));
      else
        g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("Date: “%s” is not a date."), date);
      return FALSE;
    }
  return tie_closed_period_check (db, date, error);
}

gboolean
tie_billing_delete_missing (TieDb *db,
                            GPtrArray *before,
                            GPtrArray *now,
                            GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < now->len; i++)
    g_hash_table_add (ids, (gpointer) tie_record_get_id (now->pdata[i]));
  for (guint i = 0; i < before->len; i++)
    {
      const char *id = tie_record_get_id (before->pdata[i]);

      if (!g_hash_table_contains (ids, id) && !tie_record_table_delete (db, G_OBJECT_TYPE (before->pdata[i]), id, error))
        return FALSE;
    }
  return TRUE;
}
