/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-page"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-actions-window.h"
#include "ui/tie-disconnect-question.h"
#include "ui/tie-sync-page-private.h"
#include "ui/tie-sync-steps.h"

/* So many records go out with one press. */
#define AT_ONCE 5

static TieSyncRow *
get_row (TieSyncPage *self)
{
  TieTransferRow *row = self->shown != NULL ? tie_sync_page_get_current (self) : NULL;

  return row != NULL ? tie_transfer_row_get_row (row) : NULL;
}

static gboolean
is_document (TieSyncRow *row)
{
  return tie_sync_row_get_group (row) != TIE_SYNC_CONTACTS && !tie_sync_row_is_theirs (row);
}

/* What a press may try, Auto Sync may not: a refusal stays one until somebody did something about it. */
static gboolean
is_worth_trying (TieSyncRow *row,
                 gboolean by_hand)
{
  if (!is_document (row) || !tie_sync_row_is_marked (row) || !tie_sync_row_may_send (row))
    return FALSE;
  return by_hand || tie_sync_row_get_code (row) != TIE_SYNC_REFUSED;
}

static gboolean
can_send (TieSyncPage *self)
{
  TieCompanyState state = tie_company_get_state (tie_session_get_company (self->session));

  return (state == TIE_COMPANY_CONNECTED || state == TIE_COMPANY_OFFLINE) && tie_session_may (self->session, TIE_RIGHT_SYNC);
}

static gboolean
is_signed_in (TieSyncPage *self)
{
  return can_send (self) && tie_company_get_state (tie_session_get_company (self->session)) != TIE_COMPANY_SIGN_IN_EXPIRED;
}

/* (transfer full) Ids of the first ones of what is shown. */
static GPtrArray *
list_first (TieSyncPage *self)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->shown)) && ids->len < AT_ONCE; i++)
    {
      g_autoptr (TieTransferRow) row = g_list_model_get_item (G_LIST_MODEL (self->shown), i);

      if (is_worth_trying (tie_transfer_row_get_row (row), TRUE))
        g_ptr_array_add (ids, g_strdup (tie_sync_row_get_id (tie_transfer_row_get_row (row))));
    }
  return ids;
}

/* (transfer full) Ids of what Auto Sync sends next, from the list that is shown and then from the others.  tried: whether
 * those count that it tried already since it last looked. */
static GPtrArray *
list_next (TieSyncPage *self,
           gboolean tried)
{
  static const TieSyncGroup order[] = { TIE_SYNC_INVOICES, TIE_SYNC_CREDITS, TIE_SYNC_SUPPLIER, TIE_SYNC_PAYMENTS };
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint g = 0; g < G_N_ELEMENTS (order); g++)
    {
      GListModel *list = G_LIST_MODEL (tie_sync_page_get_list (self, order[g]));

      for (guint i = 0; i < g_list_model_get_n_items (list) && ids->len < AT_ONCE; i++)
        {
          g_autoptr (TieSyncRow) row = g_list_model_get_item (list, i);
          const char *id = tie_sync_row_get_id (row);

          if (is_worth_trying (row, FALSE) && (tried || !g_hash_table_contains (self->tried, id)))
            g_ptr_array_add (ids, g_strdup (id));
        }
    }
  return ids;
}

static void
show_auto (TieSyncPage *self)
{
  gboolean is_on = tie_auto_sync_get_is_on (self->auto_sync);
  guint left = tie_auto_sync_get_left (self->auto_sync);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->auto_box, is_on);
  gtk_widget_set_visible (self->auto_button, !is_on);
  /* Translators: minutes and seconds that are left, "19:42 left" */
  text = g_strdup_printf (tie_auto_sync_get_is_paused (self->auto_sync) ? _ ("Paused, %u:%02u left") : _ ("%u:%02u left"), left / 60, left % 60);
  gtk_label_set_label (self->left_label, text);
}

void
tie_sync_page_update_actions (TieSyncPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  TieSyncRow *row;
  TieCompanyState state;
  g_autofree char *expired = NULL;
  gboolean may_send;
  gboolean is_running;

  if (self->session == NULL)
    return;
  row = get_row (self);
  state = tie_company_get_state (tie_session_get_company (self->session));
  expired = g_strdup_printf (_ ("%s sign-in has expired."), tie_session_get_package (self->session)->short_name);
  may_send = can_send (self);
  is_running = tie_sync_job_get_is_running (self->job);
  gtk_widget_set_tooltip_text (self->sync_button,
                               state == TIE_COMPANY_OFFLINE           ? _ ("No connection") :
                               state == TIE_COMPANY_SIGN_IN_EXPIRED   ? expired :
                               self->group == TIE_SYNC_CONTACTS       ? _ ("Contacts are solved one by one") :
                                                                        _ ("Send the first five that are listed (Ctrl+Return)"));
  gtk_widget_action_set_enabled (widget, "sync.sync", may_send && state == TIE_COMPANY_CONNECTED && !is_running && self->group != 0 && self->group != TIE_SYNC_CONTACTS);
  gtk_widget_action_set_enabled (widget, "sync.auto", may_send && !tie_auto_sync_get_is_on (self->auto_sync));
  gtk_widget_action_set_enabled (widget, "sync.stop", tie_auto_sync_get_is_on (self->auto_sync));
  gtk_widget_action_set_enabled (widget, "sync.disconnect", tie_company_get_ledger (tie_session_get_company (self->session)) != NULL && tie_session_may (self->session, TIE_RIGHT_SET_UP));
  gtk_widget_action_set_enabled (widget, "sync.open", row != NULL && tie_sync_steps_can_open (row));
  gtk_widget_action_set_enabled (widget, "sync.open-contact", row != NULL && tie_sync_steps_can_open_contact (row));
  gtk_widget_action_set_enabled (widget, "sync.actions", row != NULL);
  gtk_widget_action_set_enabled (widget, "sync.this", row != NULL && may_send && !is_running && is_worth_trying (row, TRUE));
  gtk_widget_action_set_enabled (widget, "sync.do-not-send", row != NULL && may_send && is_document (row) && !tie_sync_row_is_exported (row));
}

/* The job. */

static void
progress_cb (TieSyncPage *self)
{
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  if (line != NULL && self->is_mine)
    tie_status_line_set_progress (line, tie_sync_job_get_progress (self->job), tie_sync_job_get_cancellable (self->job));
}

static TieAutoSyncNext
find_next (TieSyncPage *self,
           TieSyncRun *run)
{
  g_autoptr (GPtrArray) left = list_next (self, FALSE);
  g_autoptr (GPtrArray) all = list_next (self, TRUE);

  if (!is_signed_in (self) || all->len == 0)
    return TIE_AUTO_SYNC_PAUSE;
  return left->len > 0 && run != NULL && tie_sync_run_get_n_done (run) > 0 ? TIE_AUTO_SYNC_AT_ONCE : TIE_AUTO_SYNC_LATER;
}

static void
ended_cb (TieSyncPage *self,
          TieSyncRun *run)
{
  self->is_mine = FALSE;
  tie_sync_page_update_actions (self);
  if (tie_auto_sync_get_is_on (self->auto_sync))
    tie_auto_sync_go_on (self->auto_sync, find_next (self, run));
}

void
tie_sync_page_lists_changed (TieSyncPage *self)
{
  /* What the last run sent is known to be sent only now. */
  if (tie_auto_sync_get_is_on (self->auto_sync) && !tie_sync_job_get_is_running (self->job) && find_next (self, NULL) == TIE_AUTO_SYNC_PAUSE)
    tie_auto_sync_go_on (self->auto_sync, TIE_AUTO_SYNC_PAUSE);
}

static void
send (TieSyncPage *self,
      GPtrArray *ids)
{
  self->is_mine = TRUE;
  self->is_mine = tie_sync_job_export (self->job, GTK_WIDGET (self), ids, AT_ONCE);
}

static void
auto_sync_cb (TieSyncPage *self)
{
  g_autoptr (GPtrArray) ids = list_next (self, FALSE);

  if (ids->len == 0) /* looking anew */
    {
      g_hash_table_remove_all (self->tried);
      g_clear_pointer (&ids, g_ptr_array_unref);
      ids = list_next (self, FALSE);
    }
  if (ids->len == 0 || !is_signed_in (self))
    {
      tie_auto_sync_go_on (self->auto_sync, TIE_AUTO_SYNC_PAUSE);
      return;
    }
  if (tie_sync_job_get_is_running (self->job)) /* somebody else's: its end goes on */
    return;
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (self->tried, g_strdup (g_ptr_array_index (ids, i)));
  send (self, ids);
}

void
tie_sync_page_follow_job (TieSyncPage *self)
{
  g_signal_connect_object (self->job, "notify::progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->job, "notify::is-running", G_CALLBACK (tie_sync_page_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->job, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->auto_sync, "sync", G_CALLBACK (auto_sync_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->auto_sync, "notify", G_CALLBACK (show_auto), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->auto_sync, "notify::is-on", G_CALLBACK (tie_sync_page_update_actions), self, G_CONNECT_SWAPPED);
  show_auto (self);
}

/* The verbs. */

static void
sync_action (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  TieSyncPage *self = TIE_SYNC_PAGE (widget);
  g_autoptr (GPtrArray) ids = list_first (self);
  TieStatusLine *line = tie_status_line_for (widget);

  if (ids->len > 0)
    send (self, ids);
  else if (line != NULL)
    tie_status_line_say (line, g_list_model_get_n_items (G_LIST_MODEL (self->shown)) > 0 ? _ ("Nothing that is listed can be sent yet.") : _ ("Everything Is in Step"), FALSE);
}

static void
this_action (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  TieSyncPage *self = TIE_SYNC_PAGE (widget);
  TieSyncRow *row = get_row (self);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  if (row == NULL)
    return;
  g_ptr_array_add (ids, g_strdup (tie_sync_row_get_id (row)));
  send (self, ids);
}

static void
auto_action (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  TieSyncPage *self = TIE_SYNC_PAGE (widget);

  g_hash_table_remove_all (self->tried);
  tie_auto_sync_start (self->auto_sync);
  gtk_widget_grab_focus (self->stop_button);
}

static void
stop_action (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  TieSyncPage *self = TIE_SYNC_PAGE (widget);

  tie_auto_sync_stop (self->auto_sync);
  if (self->is_mine)
    tie_sync_job_cancel (self->job);
  gtk_widget_grab_focus (self->auto_button);
}

static void
disconnect_action (GtkWidget *widget,
                   const char *action,
                   GVariant *parameter)
{
  tie_disconnect_question_ask (widget, TIE_SYNC_PAGE (widget)->session);
}

static void
open_action (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  TieSyncRow *row = get_row (TIE_SYNC_PAGE (widget));

  if (row != NULL && g_str_equal (action, "sync.open"))
    tie_sync_steps_open (widget, row);
  else if (row != NULL)
    tie_sync_steps_open_contact (widget, row);
}

void
tie_sync_page_open_actions (TieSyncPage *self,
                            TieTransferRow *row)
{
  tie_actions_window_open (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->session, G_LIST_MODEL (self->shown), row);
}

static void
actions_action (GtkWidget *widget,
                const char *action,
                GVariant *parameter)
{
  TieSyncPage *self = TIE_SYNC_PAGE (widget);
  TieTransferRow *row = tie_sync_page_get_current (self);

  if (row != NULL)
    tie_sync_page_open_actions (self, row);
}

static void
do_not_send_action (GtkWidget *widget,
                    const char *action,
                    GVariant *parameter)
{
  TieSyncPage *self = TIE_SYNC_PAGE (widget);
  TieSyncRow *row = get_row (self);
  g_autoptr (TieSyncFinding) finding = NULL;

  if (row == NULL)
    return;
  finding = tie_sync_finding_new (tie_sync_row_get_group (row), TIE_SYNC_READY, tie_session_get_package (self->session));
  tie_sync_steps_take (widget, self->session, row, finding, TIE_SYNC_ACTION_DO_NOT_SEND, NULL, NULL, NULL);
}

void
tie_sync_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "sync.sync", NULL, sync_action);
  gtk_widget_class_install_action (widget_class, "sync.this", NULL, this_action);
  gtk_widget_class_install_action (widget_class, "sync.auto", NULL, auto_action);
  gtk_widget_class_install_action (widget_class, "sync.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "sync.disconnect", NULL, disconnect_action);
  gtk_widget_class_install_action (widget_class, "sync.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "sync.open-contact", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "sync.actions", NULL, actions_action);
  gtk_widget_class_install_action (widget_class, "sync.do-not-send", NULL, do_not_send_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "sync.sync", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "sync.sync", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "sync.open", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_O, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "sync.open-contact", NULL);
}
