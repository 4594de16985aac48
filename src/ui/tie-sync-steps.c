/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-steps"
#include "config.h"

#include <glib/gi18n.h>

#include "sync/tie-sync-actions.h"
#include "ui/tie-conflict-window.h"
#include "ui/tie-status-line.h"
#include "ui/tie-sync-steps-private.h"
#include "ui/tie-windows.h"

TieSyncStep *
tie_sync_step_copy (const TieSyncStep *self)
{
  TieSyncStep *copy = g_memdup2 (self, sizeof *self);

  g_object_ref (copy->widget);
  g_object_ref (copy->session);
  g_object_ref (copy->row);
  copy->id = g_strdup (self->id);
  copy->finding = tie_sync_finding_copy (self->finding);
  copy->connection = g_strdup (self->connection);
  copy->text = g_strdup (self->text);
  if (copy->owner != NULL)
    g_object_ref (copy->owner);
  return copy;
}

void
tie_sync_step_free (TieSyncStep *self)
{
  g_object_unref (self->widget);
  g_object_unref (self->session);
  g_object_unref (self->row);
  g_free (self->id);
  tie_sync_finding_free (self->finding);
  g_free (self->connection);
  g_free (self->text);
  g_clear_object (&self->owner);
  g_free (self);
}

static void
step_free (gpointer user_data)
{
  tie_sync_step_free (user_data);
}

/* Those that change data, on the store's thread. */
static gboolean
change_func (TieDb *db,
             gpointer user_data,
             TieBillingStep *step,
             GError **error)
{
  const TieSyncStep *self = user_data;
  const TieSyncFinding *finding = self->finding;
  g_autofree char *required = NULL;

  switch (self->action)
    {
    case TIE_SYNC_ACTION_MARK_SENT:
      return tie_sync_action_mark_sent (db, self->id, step, error);
    case TIE_SYNC_ACTION_LINK_THIS:
      return tie_sync_action_link (db, self->connection, finding->kind, finding->record_id, self->text, step, error);
    case TIE_SYNC_ACTION_ACCSID:
      return tie_sync_action_set_accsid (db, self->connection, finding->kind, finding->record_id, self->text, &required, step, error);
    case TIE_SYNC_ACTION_USE_THERE:
      return tie_sync_action_link (db, self->connection, finding->kind, finding->record_id, finding->there, step, error);
    case TIE_SYNC_ACTION_REMOVE_ACCSID:
      return tie_sync_action_remove_accsid (db, self->connection, finding->kind, finding->record_id, step, error);
    case TIE_SYNC_ACTION_RENUMBER:
      return tie_sync_action_renumber (db, self->connection, self->id, step, error);
    case TIE_SYNC_ACTION_LINK_SAME:
      if (self->group == TIE_SYNC_PAYMENTS_IN)
        return tie_sync_action_link_payment (db, self->connection, finding->kind, finding->remote_id, finding->record_id, step, error);
      return tie_sync_action_link_same (db, self->connection, self->id, finding->remote_id, step, error);
    case TIE_SYNC_ACTION_USE_DEFAULT_ITEM:
      return tie_sync_action_use_default_item (db, self->connection, finding->record_id, step, error);
    case TIE_SYNC_ACTION_CHOOSE_TAX:
      return tie_sync_action_choose_tax (db, self->id, finding->line_id, self->text, step, error);
    case TIE_SYNC_ACTION_USE_STATE_ONCE:
      return tie_sync_action_use_state_once (db, self->connection, finding->record_id != NULL ? finding->record_id : finding->remote_id,
                                             finding->record_id == NULL, step, error);
    case TIE_SYNC_ACTION_CHANGE_DATE:
      return tie_sync_action_change_date (db, self->group, self->id, self->text, step, error);
    case TIE_SYNC_ACTION_KEEP_OURS:
      return tie_sync_action_keep_ours (db, self->connection, finding->kind, self->id, step, error);
    case TIE_SYNC_ACTION_DO_NOT_SEND:
    case TIE_SYNC_ACTION_SEND_AFTER_ALL:
      return tie_sync_action_set_do_not_send (db, self->group, self->id, self->action == TIE_SYNC_ACTION_DO_NOT_SEND, step, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* The rows of the package's payments have ids of their own. */
static void
send (const TieSyncStep *self,
      const char *id)
{
  TieSyncJob *job = tie_session_get_sync_job (self->session);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (ids, g_strdup (id));
  if (self->group == TIE_SYNC_PAYMENTS_IN)
    tie_sync_job_import_payments (job, self->widget, ids);
  else
    tie_sync_job_export (job, self->widget, ids, 0);
}

static void
try_again (const TieSyncStep *self)
{
  if (self->group == TIE_SYNC_CONTACTS)
    tie_sync_step_create (self, !tie_sync_row_is_theirs (self->row));
  else if (!tie_sync_job_try_now (tie_session_get_sync_job (self->session))) /* what runs sends it already, or is waiting to */
    send (self, self->id);
}

static void
copy_details (const TieSyncStep *self)
{
  TieStatusLine *line = tie_status_line_for (self->widget);
  g_autofree char *text = g_strjoin ("\n", tie_sync_row_get_number (self->row), self->finding->sentence, self->finding->details, NULL);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (self->widget), text);
  if (line != NULL)
    tie_status_line_say (line, _ ("Details copied"), FALSE);
}

static void
read_again_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  TieStatusLine *line;

  tie_company_pull_finish (TIE_COMPANY (source), result, NULL, &error);
  line = gtk_widget_get_root (widget) != NULL ? tie_status_line_for (widget) : NULL;
  if (line != NULL && error != NULL)
    tie_status_line_say_error (line, error);
  else if (line != NULL)
    tie_status_line_say (line, _ ("Read again"), FALSE);
}

static void
read_again (const TieSyncStep *self)
{
  TieCompany *company = tie_session_get_company (self->session);

  if (tie_company_get_is_reading (company))
    tie_company_try_now (company);
  else
    tie_company_pull_async (company, NULL, read_again_cb, g_object_ref (self->widget));
}

static const char *
get_page (TieSyncGroup group)
{
  switch (group)
    {
    case TIE_SYNC_INVOICES:
      return "invoices";
    case TIE_SYNC_CREDITS:
      return "credit-notes";
    case TIE_SYNC_SUPPLIER:
      return "supplier-invoices";
    case TIE_SYNC_PAYMENTS:
    case TIE_SYNC_PAYMENTS_IN:
      return "payments";
    default:
      return "contacts";
    }
}

/* place: as of tie_page_open_at(). */
static void
open_at (GtkWidget *widget,
         TieSyncRow *row,
         const char *place)
{
  tie_windows_activate (widget, "win.open-record-at", g_variant_new ("(sss)", get_page (tie_sync_row_get_group (row)), tie_sync_row_get_local_id (row), place));
}

static void
open_line (const TieSyncStep *self)
{
  g_autofree char *place = g_strdup_printf ("line:%u", self->finding->line);

  open_at (self->widget, self->row, place);
}

void
tie_sync_step_run (const TieSyncStep *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (self->widget));

  switch (self->action)
    {
    case TIE_SYNC_ACTION_SYNC:
    case TIE_SYNC_ACTION_LOOK_UP:
    case TIE_SYNC_ACTION_TRY_NOW:
      try_again (self);
      break;
    case TIE_SYNC_ACTION_EXPORT_FIRST:
      send (self, self->finding->record_id);
      break;
    case TIE_SYNC_ACTION_CREATE_NEW:
    case TIE_SYNC_ACTION_IMPORT_CONTACT:
      tie_sync_step_create (self, self->action == TIE_SYNC_ACTION_CREATE_NEW);
      break;
    case TIE_SYNC_ACTION_PRINT:
      tie_windows_open_print (window, self->session, self->id);
      break;
    case TIE_SYNC_ACTION_OPEN_DISTRIBUTION:
      open_at (self->widget, self->row, "distribution");
      break;
    case TIE_SYNC_ACTION_OPEN_AT_LINE:
      open_line (self);
      break;
    case TIE_SYNC_ACTION_REVIEW:
      if (self->finding->record_id != NULL)
        gtk_window_present (GTK_WINDOW (tie_conflict_window_new (window, self->session, self->finding->kind, self->finding->record_id)));
      else
        tie_sync_step_ask_whose (self);
      break;
    case TIE_SYNC_ACTION_OPEN_DOCUMENT:
      tie_sync_steps_open (self->widget, self->row);
      break;
    case TIE_SYNC_ACTION_OPEN_CONTACT:
      tie_sync_steps_open_contact (self->widget, self->row);
      break;
    case TIE_SYNC_ACTION_OPEN_SITE:
      tie_windows_activate (self->widget, "win.open-site", g_variant_new_string (self->finding->record_id));
      break;
    case TIE_SYNC_ACTION_MATCH_CONTACT:
      tie_windows_open_match (window, self->session, self->finding->kind, FALSE, self->finding->record_id, self->finding->remote_id);
      break;
    case TIE_SYNC_ACTION_MATCH_CODE:
      tie_windows_open_match (window, self->session, TIE_KIND_ITEM, self->finding->is_expense, self->finding->record_id, NULL);
      break;
    case TIE_SYNC_ACTION_SYNC_SETTINGS:
      tie_windows_open_sync_settings (window, self->session);
      break;
    case TIE_SYNC_ACTION_ACCOUNT_DEFAULTS:
      tie_windows_open_integration (window, self->session, "defaults");
      break;
    case TIE_SYNC_ACTION_SWITCH:
      tie_windows_open_connection (window, self->session);
      break;
    case TIE_SYNC_ACTION_READ_AGAIN:
      read_again (self);
      break;
    case TIE_SYNC_ACTION_RECONNECT:
      tie_windows_open_connect (window, self->session);
      break;
    case TIE_SYNC_ACTION_COPY_DETAILS:
      copy_details (self);
      break;
    default:
      tie_verb_run (self->widget, tie_session_get_store (self->session), change_func, tie_sync_step_copy (self), step_free, self->done, self->owner);
    }
}

char *
tie_sync_steps_dup_label (const TieSyncFinding *finding,
                          TieSyncAction action)
{
  g_autofree char *label = NULL;

  g_return_val_if_fail (finding != NULL, NULL);

  label = tie_sync_finding_dup_label (finding, action);
  if (action == TIE_SYNC_ACTION_CHOOSE_TAX || action == TIE_SYNC_ACTION_CHANGE_DATE)
    return g_strconcat (label, "…", NULL);
  return g_steal_pointer (&label);
}

void
tie_sync_steps_take (GtkWidget *widget,
                     TieSession *session,
                     TieSyncRow *row,
                     const TieSyncFinding *finding,
                     TieSyncAction action,
                     const char *text,
                     TieVerbDone done,
                     gpointer owner)
{
  const TieConnection *connection;
  TieSyncStep step;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIE_IS_SESSION (session));
  g_return_if_fail (TIE_IS_SYNC_ROW (row));
  g_return_if_fail (finding != NULL);

  connection = tie_company_get_connection (tie_session_get_company (session));
  step = (TieSyncStep) {
    .widget = widget,
    .session = session,
    .row = row,
    .id = (char *) tie_sync_row_get_id (row),
    .group = tie_sync_row_get_group (row),
    .finding = (TieSyncFinding *) finding,
    .action = action,
    .connection = connection != NULL ? connection->id : NULL,
    .text = (char *) text,
    .done = done,
    .owner = owner,
  };
  if (action == TIE_SYNC_ACTION_CHOOSE_TAX && text == NULL)
    tie_sync_step_ask_for_tax (&step);
  else if (action == TIE_SYNC_ACTION_CHANGE_DATE && text == NULL)
    tie_sync_step_ask_for_date (&step);
  else
    tie_sync_step_run (&step);
}

gboolean
tie_sync_steps_can_open (TieSyncRow *row)
{
  g_return_val_if_fail (TIE_IS_SYNC_ROW (row), FALSE);

  return tie_sync_row_get_local_id (row) != NULL;
}

void
tie_sync_steps_open (GtkWidget *widget,
                     TieSyncRow *row)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIE_IS_SYNC_ROW (row));

  if (tie_sync_row_get_group (row) == TIE_SYNC_CONTACTS)
    tie_sync_steps_open_contact (widget, row);
  else if (tie_sync_steps_can_open (row))
    open_at (widget, row, "");
}

gboolean
tie_sync_steps_can_open_contact (TieSyncRow *row)
{
  g_return_val_if_fail (TIE_IS_SYNC_ROW (row), FALSE);

  return tie_sync_row_get_contact_id (row) != NULL;
}

void
tie_sync_steps_open_contact (GtkWidget *widget,
                             TieSyncRow *row)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIE_IS_SYNC_ROW (row));

  if (tie_sync_steps_can_open_contact (row))
    tie_windows_activate (widget, "win.open-contact", g_variant_new_string (tie_sync_row_get_contact_id (row)));
}
