/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-preview"
#include "config.h"

#include <glib/gi18n.h>

#include "billing/tie-document-sheet.h"
#include "billing/tie-invoice-now.h"
#include "billing/tie-timer-actions.h"
#include "fees/tie-fee-preview-private.h"
#include "model/tie-contact.h"
#include "model/tie-document.h"
#include "store/tie-activity-table.h"
#include "store/tie-closed-period.h"
#include "store/tie-connection-table.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"

static gboolean
read_timers (TieFeePreview *self,
             TieDb *db,
             GError **error)
{
  g_autoptr (GPtrArray) timers = tie_record_table_list_where (db, TIE_TYPE_TIMER, TIE_TIMER_PROJECT, self->project, error);
  g_autoptr (GString) running = g_string_new (NULL);
  TieFeeFacts facts = { 0 };

  for (guint i = 0; timers != NULL && i < timers->len; i++)
    {
      if (!tie_timer_is_running (timers->pdata[i]))
        facts.count++;
      else if (i < self->wip->timers->len) /* both lists are in the same order */
        g_string_append_printf (running, "%s%s", running->len > 0 ? ", " : "", (const char *) self->wip->timers->pdata[i]);
    }
  facts.person = running->str;
  if (running->len > 0)
    g_ptr_array_add (self->findings, tie_fee_finding_new (TIE_FEE_W4_TIMER, &facts));
  if (facts.count > 0)
    g_ptr_array_add (self->findings, tie_fee_finding_new (TIE_FEE_W6_UNSAVED_TIME, &facts));
  return timers != NULL;
}

/* Here, or at the company that it would go to: the later of the two days counts. */
static gboolean
read_closing (TieFeePreview *self,
              TieDb *db,
              const char *closed_there,
              GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *closed_here = tie_setting_table_get (db, TIE_SETTING_CLOSING_DATE, &local_error);
  TieFeeFacts facts = { .when = closed_here };

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (g_strcmp0 (closed_there, closed_here) > 0)
    facts.when = closed_there;
  if (g_strcmp0 (facts.when, self->date) >= 0)
    g_ptr_array_add (self->findings, tie_fee_finding_new (TIE_FEE_L19_CLOSED, &facts));
  return TRUE;
}

static gboolean
read_terms (TieFeePreview *self,
            TieDb *db,
            GError **error)
{
  g_autoptr (TieContact) contact = tie_record_table_get (db, TIE_TYPE_CONTACT, self->contact, error);
  g_autoptr (TieTerm) terms = NULL;

  if (contact == NULL || !tie_invoice_find_terms (db, contact, &terms, error))
    return FALSE;
  self->terms = g_strdup (terms != NULL ? tie_record_get_name (TIE_RECORD (terms)) : "");
  self->due = terms != NULL ? tie_document_get_due (self->date, tie_record_get_integer (TIE_RECORD (terms), TIE_TERM_DAYS)) : g_strdup ("");
  return TRUE;
}

static gboolean
read_link (TieFeePreview *self,
           TieDb *db,
           const TieConnection *connection,
           GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *customer = tie_link_table_find_remote (db, connection->id, TIE_KIND_CUSTOMER, self->contact, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  self->company = g_strdup (connection->company_name != NULL ? connection->company_name : _ ("the accounting package"));
  self->is_linked = customer != NULL;
  return TRUE;
}

gboolean
tie_fee_preview_read_invoice (TieFeePreview *self,
                              TieDb *db,
                              GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieConnection) connection = tie_connection_table_get_active (db, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  self->wip = tie_invoice_preview_read_anew (db, self->project, self->date, self->replace ? self->invoice : NULL, error);
  if (self->wip == NULL || !read_timers (self, db, error) || !read_terms (self, db, error))
    return FALSE;
  if (connection != NULL && connection->connected != NULL && !read_link (self, db, connection, error))
    return FALSE;
  return read_closing (self, db, connection != NULL ? connection->closed_until : NULL, error);
}
