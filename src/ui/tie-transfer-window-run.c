/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-transfer-window"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-actions-window.h"
#include "ui/tie-reading-text.h"
#include "ui/tie-removal-question.h"
#include "ui/tie-sync-steps.h"
#include "ui/tie-transfer-window-private.h"
#include "ui/tie-windows.h"

static TieTransferRow *
get_current (TieTransferWindow *self)
{
  return tie_table_get_current (self->table);
}

static TieSyncRow *
get_sync_row (TieTransferWindow *self)
{
  TieTransferRow *row = get_current (self);

  return row != NULL ? tie_transfer_row_get_row (row) : NULL;
}

/* What may be pressed. */

void
tie_transfer_window_update_actions (TieTransferWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  TieCompanyState state;
  gboolean may;
  gboolean is_running;
  gboolean is_connected;
  g_autofree char *refusal = NULL;
  TieSyncRow *row;

  if (self->shown == NULL)
    return;
  state = tie_company_get_state (tie_session_get_company (self->session));
  may = tie_session_may (self->session, TIE_RIGHT_SYNC);
  is_running = tie_sync_job_get_is_running (self->job);
  is_connected = state == TIE_COMPANY_CONNECTED || state == TIE_COMPANY_OFFLINE;
  row = get_sync_row (self);
  if (!may)
    refusal = tie_session_dup_refusal (self->session, TIE_RIGHT_SYNC);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->run_button), refusal != NULL ? refusal : is_connected ? _ ("Ctrl+Return") : _ ("Not connected."));
  gtk_widget_action_set_enabled (widget, "transfer.run", may && is_connected && !is_running && self->n_checked > 0);
  gtk_widget_action_set_enabled (widget, "transfer.select-all", may && !is_running && g_list_model_get_n_items (G_LIST_MODEL (self->shown)) > 0);
  gtk_widget_action_set_enabled (widget, "transfer.select-none", !is_running && self->n_checked > 0);
  gtk_widget_action_set_enabled (widget, "transfer.refresh", may && is_connected && !is_running);
  gtk_widget_action_set_enabled (widget, "transfer.cancel", is_running && !tie_sync_job_get_is_cancelled (self->job));
  gtk_widget_action_set_enabled (widget, "transfer.open", row != NULL && tie_sync_steps_can_open (row));
  gtk_widget_action_set_enabled (widget, "transfer.open-contact", row != NULL && tie_sync_steps_can_open_contact (row));
  gtk_widget_action_set_enabled (widget, "transfer.actions", row != NULL && may && tie_sync_row_get_state (row) != TIE_SYNC_STATE_EXPORTED);
  gtk_widget_action_set_enabled (widget, "transfer.undo-export",
                                 row != NULL && may && is_connected && !is_running && !self->kind->is_import && tie_sync_row_is_exported (row));
}

/* The next step of a row that is kept back. */

/* Those that need more than a press are in the Actions window: a suggestion, an id. */
static gboolean
needs_window (TieSyncAction action)
{
  return action == TIE_SYNC_ACTION_LINK_THIS || action == TIE_SYNC_ACTION_ACCSID;
}

char *
tie_transfer_window_dup_step (TieTransferRow *row)
{
  const TieSyncFinding *finding = tie_transfer_row_get_finding (row);
  TieSyncAction actions[TIE_SYNC_MAX_ACTIONS];

  if (finding == NULL || tie_sync_finding_get_actions (finding, actions) == 0 || tie_transfer_row_get_is_sending (row))
    return NULL;
  return needs_window (actions[0]) ? g_strdup (_ ("Match…")) : tie_sync_steps_dup_label (finding, actions[0]);
}

void
tie_transfer_window_press_step (TieTransferWindow *self,
                                TieTransferRow *row)
{
  const TieSyncFinding *finding = tie_transfer_row_get_finding (row);
  TieSyncAction actions[TIE_SYNC_MAX_ACTIONS];

  if (finding == NULL || tie_sync_finding_get_actions (finding, actions) == 0)
    tie_sync_steps_open (GTK_WIDGET (self), tie_transfer_row_get_row (row));
  else if (!tie_session_may (self->session, TIE_RIGHT_SYNC))
    {
      g_autofree char *refusal = tie_session_dup_refusal (self->session, TIE_RIGHT_SYNC);

      tie_status_line_say (self->status_line, refusal, FALSE);
    }
  else if (needs_window (actions[0]))
    tie_actions_window_open (GTK_WINDOW (self), self->session, G_LIST_MODEL (self->shown), row);
  else
    tie_sync_steps_take (GTK_WIDGET (self), self->session, tie_transfer_row_get_row (row), finding, actions[0], NULL, NULL, NULL);
}

/* The run. */

static void
progress_cb (TieTransferWindow *self)
{
  const char *progress = tie_sync_job_get_progress (self->job);

  gtk_progress_bar_set_fraction (self->progress_bar, tie_sync_job_get_fraction (self->job));
  gtk_label_set_label (self->progress_label, tie_sync_job_get_is_cancelled (self->job) ? _ ("Stopping after this batch…") : progress);
}

static void
running_cb (TieTransferWindow *self)
{
  gboolean is_running = tie_sync_job_get_is_running (self->job);
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->bottom_stack)) != NULL;

  gtk_stack_set_visible_child_name (self->bottom_stack, is_running ? "running" : "selecting");
  tie_transfer_window_update_actions (self);
  if (had_focus) /* the button that was pressed is gone */
    gtk_widget_grab_focus (is_running ? self->cancel_button : GTK_WIDGET (self->table));
}

static void
job_row_cb (TieTransferWindow *self,
            const char *id,
            guint state)
{
  if (self->is_mine && state == TIE_SYNC_RUN_FAILED)
    g_hash_table_add (self->failed, g_strdup (id));
}

static void
select_first_failure (TieTransferWindow *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->shown)); i++)
    {
      TieTransferRow *row = tie_transfer_window_get_row (self, i);

      if (g_hash_table_contains (self->failed, tie_sync_row_get_id (tie_transfer_row_get_row (row))))
        {
          tie_table_focus_row (self->table, i);
          return;
        }
    }
}

static void
ended_cb (TieTransferWindow *self)
{
  if (self->is_mine && g_hash_table_size (self->failed) > 0)
    select_first_failure (self);
  self->is_mine = FALSE;
  gtk_filter_changed (self->shows, GTK_FILTER_CHANGE_DIFFERENT);
  tie_transfer_window_count_soon (self);
}

void
tie_transfer_window_follow_job (TieTransferWindow *self)
{
  g_signal_connect_object (self->job, "notify::progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->job, "notify::is-running", G_CALLBACK (running_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->job, "row", G_CALLBACK (job_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->job, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  running_cb (self);
  progress_cb (self);
}

static void
run_action (GtkWidget *widget,
            const char *action,
            GVariant *parameter)
{
  TieTransferWindow *self = TIE_TRANSFER_WINDOW (widget);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->shown)); i++)
    {
      TieTransferRow *row = tie_transfer_window_get_row (self, i);

      if (tie_transfer_row_get_is_checked (row))
        g_ptr_array_add (ids, g_strdup (tie_sync_row_get_id (tie_transfer_row_get_row (row))));
    }
  if (ids->len == 0)
    return;
  g_hash_table_remove_all (self->failed);
  self->is_mine = TRUE;
  if (self->kind->is_import)
    self->is_mine = tie_sync_job_import_payments (self->job, widget, ids);
  else
    self->is_mine = tie_sync_job_export (self->job, widget, ids, 0);
}

static void
cancel_action (GtkWidget *widget,
               const char *action,
               GVariant *parameter)
{
  TieTransferWindow *self = TIE_TRANSFER_WINDOW (widget);

  tie_sync_job_cancel (self->job);
  progress_cb (self);
  tie_transfer_window_update_actions (self);
}

/* Escape stops what runs, else it closes. */
static void
escape_action (GtkWidget *widget,
               const char *action,
               GVariant *parameter)
{
  TieTransferWindow *self = TIE_TRANSFER_WINDOW (widget);

  if (tie_sync_job_get_is_running (self->job))
    gtk_widget_activate_action (widget, "transfer.cancel", NULL);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
select_action (GtkWidget *widget,
               const char *action,
               GVariant *parameter)
{
  TieTransferWindow *self = TIE_TRANSFER_WINDOW (widget);
  gboolean is_all = g_str_equal (action, "transfer.select-all");

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->shown)); i++)
    {
      TieTransferRow *row = tie_transfer_window_get_row (self, i);

      tie_transfer_row_set_is_checked (row, is_all && tie_sync_row_get_state (tie_transfer_row_get_row (row)) == TIE_SYNC_STATE_READY);
    }
  tie_transfer_window_count_soon (self);
}

/* Reading from the company. */

static void
reading_cb (TieTransferWindow *self)
{
  g_autofree char *sentence = NULL;

  if (self->session == NULL)
    return;
  sentence = tie_reading_text_make (tie_session_get_company (self->session));
  tie_status_line_set_progress (self->status_line, sentence, self->reading);
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (TieTransferWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_read = tie_company_pull_finish (TIE_COMPANY (source), result, NULL, &error);

  g_signal_handlers_disconnect_by_func (source, reading_cb, self);
  g_clear_object (&self->reading);
  if (self->session == NULL) /* closed meanwhile */
    return;
  tie_status_line_set_progress (self->status_line, NULL, NULL);
  if (is_read)
    {
      g_autofree char *sentence = g_strdup_printf (_ ("Read from %s"), tie_session_get_package (self->session)->short_name);

      tie_status_line_say (self->status_line, sentence, FALSE);
    }
  else
    tie_status_line_say_error (self->status_line, error);
  tie_transfer_window_update_actions (self);
}

static void
refresh_action (GtkWidget *widget,
                const char *action,
                GVariant *parameter)
{
  TieTransferWindow *self = TIE_TRANSFER_WINDOW (widget);
  TieCompany *company = tie_session_get_company (self->session);

  if (tie_company_get_is_reading (company)) /* begun by another window */
    {
      tie_company_try_now (company);
      return;
    }
  self->reading = g_cancellable_new ();
  g_signal_connect_object (company, "notify::progress", G_CALLBACK (reading_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (company, "notify::waiting", G_CALLBACK (reading_cb), self, G_CONNECT_SWAPPED);
  reading_cb (self);
  tie_company_pull_async (company, self->reading, read_cb, g_object_ref (self));
  tie_transfer_window_update_actions (self);
}

static void
connect_action (GtkWidget *widget,
                const char *action,
                GVariant *parameter)
{
  tie_windows_open_connect (GTK_WINDOW (widget), TIE_TRANSFER_WINDOW (widget)->session);
}

/* One row. */

static void
open_action (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  TieSyncRow *row = get_sync_row (TIE_TRANSFER_WINDOW (widget));

  if (row != NULL && g_str_equal (action, "transfer.open"))
    tie_sync_steps_open (widget, row);
  else if (row != NULL)
    tie_sync_steps_open_contact (widget, row);
}

static void
actions_action (GtkWidget *widget,
                const char *action,
                GVariant *parameter)
{
  TieTransferWindow *self = TIE_TRANSFER_WINDOW (widget);
  TieTransferRow *row = get_current (self);

  if (row != NULL)
    tie_actions_window_open (GTK_WINDOW (self), self->session, G_LIST_MODEL (self->shown), row);
}

static void
undo_export_action (GtkWidget *widget,
                    const char *action,
                    GVariant *parameter)
{
  TieTransferWindow *self = TIE_TRANSFER_WINDOW (widget);
  TieSyncRow *row = get_sync_row (self);
  const char *const ids[] = { row != NULL ? tie_sync_row_get_id (row) : NULL, NULL };

  if (row != NULL)
    tie_removal_question_ask (widget, self->session, ids, "delete");
}

void
tie_transfer_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "transfer.run", NULL, run_action);
  gtk_widget_class_install_action (widget_class, "transfer.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "window.escape", NULL, escape_action);
  gtk_widget_class_install_action (widget_class, "transfer.select-all", NULL, select_action);
  gtk_widget_class_install_action (widget_class, "transfer.select-none", NULL, select_action);
  gtk_widget_class_install_action (widget_class, "transfer.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "transfer.connect", NULL, connect_action);
  gtk_widget_class_install_action (widget_class, "transfer.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "transfer.open-contact", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "transfer.actions", NULL, actions_action);
  gtk_widget_class_install_action (widget_class, "transfer.undo-export", NULL, undo_export_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "transfer.run", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "transfer.run", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_CONTROL_MASK, "transfer.select-all", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_A, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "transfer.select-none", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "transfer.refresh", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "transfer.open", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_O, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "transfer.open-contact", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.escape", NULL);
}
