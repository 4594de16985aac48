/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-entry-day"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "billing/tie-entry-actions.h"
#include "model/tie-project.h"
#include "store/tie-entry-table.h"
#include "store/tie-record-table.h"

static gint64
get_quantity (TieRecord *entry)
{
  return tie_record_get_integer (entry, TIE_ENTRY_QUANTITY);
}

/* The cell's entries in order; what of them is billed is summed up and left out. */
static GPtrArray *
list_cell (TieDb *db,
           const char *project,
           const char *work_code,
           const char *employee,
           const char *date,
           gint64 *billed,
           GError **error)
{
  g_autoptr (GPtrArray) entries = tie_entry_table_list_between (db, employee, date, date, error);
  GPtrArray *cell;

  if (entries == NULL)
    return NULL;
  cell = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < entries->len; i++)
    {
      TieRecord *entry = entries->pdata[i];

      if (!g_str_equal (tie_record_get_text (entry, TIE_ENTRY_KIND), TIE_ENTRY_KIND_TIME) ||
          g_strcmp0 (tie_record_get_text (entry, TIE_ENTRY_PROJECT), project) != 0 ||
          g_strcmp0 (tie_record_get_text (entry, TIE_ENTRY_WORK_CODE), work_code) != 0 ||
          g_strcmp0 (tie_record_get_text (entry, TIE_ENTRY_EMPLOYEE), employee) != 0)
        continue;
      if (tie_record_get_text (entry, TIE_ENTRY_DOCUMENT) != NULL)
        *billed += get_quantity (entry);
      else
        g_ptr_array_add (cell, g_object_ref (entry));
    }
  return cell;
}

static gboolean
change (TieDb *db,
        TieRecord *entry,
        gint64 quantity,
        GError **error)
{
  g_autoptr (TieEntry) original = tie_record_copy (entry);

  if (quantity == 0)
    {
      const char *const ids[] = { tie_record_get_id (entry), NULL };

      return tie_entry_delete (db, ids, NULL, error);
    }
  tie_record_set_integer (entry, TIE_ENTRY_QUANTITY, quantity);
  return tie_entry_save (db, TIE_ENTRY (entry), original, NULL, error);
}

/* The latest entry takes what is added and gives first. */
static gboolean
spread (TieDb *db,
        GPtrArray *cell,
        gint64 difference,
        GError **error)
{
  for (guint i = cell->len; i-- > 0 && difference != 0;)
    {
      gint64 quantity = get_quantity (cell->pdata[i]);
      gint64 wanted = MAX (quantity + difference, 0);

      if (!change (db, cell->pdata[i], wanted, error))
        return FALSE;
      difference -= wanted - quantity;
    }
  return TRUE;
}

static gboolean
add (TieDb *db,
     const char *project,
     const char *work_code,
     const char *employee,
     const char *date,
     gint64 quantity,
     GError **error)
{
  g_autoptr (TieEntry) entry = tie_entry_new (NULL);
  TieRecord *record = TIE_RECORD (entry);

  tie_record_set_text (record, TIE_ENTRY_KIND, TIE_ENTRY_KIND_TIME);
  tie_record_set_text (record, TIE_ENTRY_DATE, date);
  tie_record_set_text (record, TIE_ENTRY_PROJECT, project);
  tie_record_set_text (record, TIE_ENTRY_WORK_CODE, work_code);
  tie_record_set_text (record, TIE_ENTRY_EMPLOYEE, employee);
  tie_record_set_integer (record, TIE_ENTRY_QUANTITY, quantity);
  return tie_entry_save (db, entry, NULL, NULL, error);
}

gboolean
tie_entry_set_day (TieDb *db,
                   const char *project,
                   const char *work_code,
                   const char *employee,
                   const char *date,
                   gint64 quantity,
                   TieBillingStep *step,
                   GError **error)
{
  gint64 billed = 0;
  gint64 open = 0;
  g_autoptr (GPtrArray) cell = list_cell (db, project, work_code, employee, date, &billed, error);
  g_autoptr (TieProject) record = NULL;
  gboolean is_own = FALSE;

  if (cell == NULL)
    return FALSE;
  if (quantity < 0)
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("Hours cannot be below zero."));
      return FALSE;
    }
  if (quantity < billed)
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_IN_USE, _ ("More hours than that are billed already. Void the invoice to free them."));
      return FALSE;
    }
  record = tie_record_table_get (db, TIE_TYPE_PROJECT, project, error);
  if (record == NULL || !tie_billing_step_begin (db, &is_own, error))
    return FALSE;
  for (guint i = 0; i < cell->len; i++)
    open += get_quantity (cell->pdata[i]);
  if (cell->len > 0 ? !spread (db, cell, quantity - billed - open, error)
                    : quantity > billed && !add (db, project, work_code, employee, date, quantity - billed, error))
    return FALSE;
  return tie_billing_step_end (db, is_own, step, g_strdup_printf (_ ("Time on “%s” changed"), tie_record_get_name (TIE_RECORD (record))), error);
}
