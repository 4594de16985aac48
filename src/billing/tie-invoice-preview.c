/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-invoice-preview"
#include "config.h"

#include "base/tie-money.h"
#include "billing/tie-invoice-preview.h"
#include "model/tie-contact.h"
#include "model/tie-entry.h"
#include "model/tie-number-series.h"
#include "model/tie-project.h"
#include "model/tie-timer.h"
#include "model/tie-user.h"
#include "store/tie-entry-table.h"
#include "store/tie-number-table.h"
#include "store/tie-record-table.h"

void
tie_invoice_preview_free (TieInvoicePreview *self)
{
  g_free (self->project);
  g_free (self->project_name);
  g_free (self->contact);
  g_free (self->contact_name);
  g_free (self->number);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->timers, g_ptr_array_unref);
  g_free (self);
}

static void
add_up (TieInvoicePreview *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      TieRecord *entry = self->entries->pdata[i];
      gboolean is_expense = g_str_equal (tie_record_get_text (entry, TIE_ENTRY_KIND), TIE_ENTRY_KIND_EXPENSE);
      gint64 amount = tie_record_get_integer (entry, TIE_ENTRY_AMOUNT);

      if (is_expense)
        self->n_expenses++;
      else
        self->n_time++;
      if (tie_record_get_integer (entry, TIE_ENTRY_NOT_BILLABLE))
        {
          self->n_not_billable++;
          continue;
        }
      self->wip += amount;
      if (is_expense)
        self->expense_wip += amount;
      else
        {
          self->time_wip += amount;
          self->hours += tie_record_get_integer (entry, TIE_ENTRY_QUANTITY);
        }
    }
}

/* The login, where the practice does not know its person. */
static char *
find_person (TieDb *db,
             const char *login,
             GError **error)
{
  g_autoptr (GPtrArray) users = tie_record_table_list_where (db, TIE_TYPE_USER, TIE_USER_LOGIN, login, error);

  if (users == NULL)
    return NULL;
  return g_strdup (users->len > 0 ? tie_record_get_name (users->pdata[0]) : login);
}

static gboolean
read_timers (TieDb *db,
             TieInvoicePreview *self,
             GError **error)
{
  g_autoptr (GPtrArray) timers = tie_record_table_list_where (db, TIE_TYPE_TIMER, TIE_TIMER_PROJECT, self->project, error);

  if (timers == NULL)
    return FALSE;
  self->timers = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < timers->len; i++)
    {
      char *person = find_person (db, tie_record_get_text (timers->pdata[i], TIE_TIMER_LOGIN), error);

      if (person == NULL)
        return FALSE;
      g_ptr_array_add (self->timers, person);
    }
  return TRUE;
}

/* Billed work of the project, freed of the document: only in memory. */
static gboolean
add_billed (TieDb *db,
            TieInvoicePreview *self,
            const char *document,
            GError **error)
{
  g_autoptr (GPtrArray) billed = tie_record_table_list_where (db, TIE_TYPE_ENTRY, TIE_ENTRY_DOCUMENT, document, error);

  for (guint i = 0; billed != NULL && i < billed->len; i++)
    {
      TieRecord *entry = billed->pdata[i];

      if (!g_str_equal (tie_record_get_text (entry, TIE_ENTRY_PROJECT), self->project))
        continue;
      tie_record_set_text (entry, TIE_ENTRY_DOCUMENT, NULL);
      tie_record_set_integer (entry, TIE_ENTRY_BILLED, 0);
      g_ptr_array_add (self->entries, g_object_ref (entry));
    }
  return billed != NULL;
}

TieInvoicePreview *
tie_invoice_preview_read (TieDb *db,
                          const char *project,
                          const char *until,
                          GError **error)
{
  return tie_invoice_preview_read_anew (db, project, until, NULL, error);
}

TieInvoicePreview *
tie_invoice_preview_read_anew (TieDb *db,
                               const char *project,
                               const char *until,
                               const char *document,
                               GError **error)
{
  g_autoptr (TieProject) record = tie_record_table_get (db, TIE_TYPE_PROJECT, project, error);
  g_autoptr (TieContact) contact = NULL;
  g_autoptr (TieInvoicePreview) self = g_new0 (TieInvoicePreview, 1);

  if (record == NULL)
    return NULL;
  self->project = g_strdup (project);
  self->project_name = g_strdup (tie_record_get_name (TIE_RECORD (record)));
  self->contact = g_strdup (tie_record_get_text (TIE_RECORD (record), TIE_PROJECT_CONTACT));
  self->estimated_fee = tie_record_get_integer (TIE_RECORD (record), TIE_PROJECT_ESTIMATED_FEE);
  contact = tie_record_table_get (db, TIE_TYPE_CONTACT, self->contact, error);
  if (contact == NULL)
    return NULL;
  self->contact_name = g_strdup (tie_record_get_name (TIE_RECORD (contact)));
  self->number = tie_number_table_peek (db, TIE_NUMBER_SERIES_INVOICE, error);
  if (self->number == NULL)
    return NULL;
  self->entries = tie_entry_table_list_open (db, project, until, error);
  if (self->entries == NULL || !read_timers (db, self, error))
    return NULL;
  if (document != NULL && !add_billed (db, self, document, error))
    return NULL;
  add_up (self);
  return g_steal_pointer (&self);
}

gint64
tie_invoice_preview_get_adjustment (TieInvoicePreview *self,
                                    gint64 total)
{
  return total - self->wip;
}

gboolean
tie_invoice_preview_get_realization (TieInvoicePreview *self,
                                     gint64 total,
                                     gint64 *percent)
{
  __int128 product = (__int128) total * 100 * TIE_SCALE;

  if (self->wip <= 0)
    return FALSE;
  *percent = (gint64) ((product + (product < 0 ? -self->wip / 2 : self->wip / 2)) / self->wip);
  return TRUE;
}
