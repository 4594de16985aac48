/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-actions-window"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-text.h"
#include "ui/tie-actions-window-private.h"
#include "ui/tie-flow-layout.h"
#include "ui/tie-sync-steps.h"
#include "ui/tie-windows.h"

G_DEFINE_FINAL_TYPE (TieActionsWindow, tie_actions_window, ADW_TYPE_WINDOW)

/* The row. */

static void row_changed_cb (TieActionsWindow *self);

static void
set_row (TieActionsWindow *self,
         TieTransferRow *row)
{
  if (self->row != NULL)
    g_signal_handlers_disconnect_by_func (self->row, row_changed_cb, self);
  g_set_object (&self->row, row);
  if (row != NULL)
    g_signal_connect_object (row, "notify", G_CALLBACK (row_changed_cb), self, G_CONNECT_SWAPPED);
  tie_actions_window_show_row (self);
}

static gboolean
is_kept_back (TieTransferRow *row)
{
  TieSyncRow *of = tie_transfer_row_get_row (row);

  return tie_transfer_row_get_finding (row) != NULL && tie_sync_row_get_state (of) != TIE_SYNC_STATE_EXPORTED && tie_sync_row_is_marked (of);
}

/* The next one that is kept back, from where the solved one stood; then from the top. */
static void
go_on (TieActionsWindow *self)
{
  guint n_rows = g_list_model_get_n_items (self->rows);

  for (guint i = 0; i < n_rows; i++)
    {
      guint position = (self->position + i) % n_rows;
      g_autoptr (TieTransferRow) row = g_list_model_get_item (self->rows, position);

      if (row != self->row && is_kept_back (row))
        {
          self->position = position;
          set_row (self, row);
          return;
        }
    }
  set_row (self, NULL);
}

static void
row_changed_cb (TieActionsWindow *self)
{
  TieSyncRow *row = tie_actions_window_get_sync_row (self);
  gboolean is_counting = tie_transfer_row_get_is_waiting (self->row); /* the seconds are all that is new */

  if (self->code != TIE_SYNC_READY && !is_kept_back (self->row) && !tie_transfer_row_get_is_sending (self->row))
    go_on (self);
  else if (self->code != tie_transfer_row_get_code (self->row) || (!is_counting && g_strcmp0 (self->sentence, tie_transfer_row_get_sentence (self->row)) != 0))
    tie_actions_window_show_row (self);
  else
    {
      tie_actions_window_show_sentences (self);
      tie_check_strip_show (self->strip, row);
      tie_actions_window_update_actions (self);
    }
}

/* The list that it was opened from has changed: where does the row stand now? */
static gboolean
rows_changed_cb (gpointer user_data)
{
  TieActionsWindow *self = user_data;

  self->rows_source = 0;
  for (guint i = 0; self->row != NULL && i < g_list_model_get_n_items (self->rows); i++)
    {
      g_autoptr (TieTransferRow) row = g_list_model_get_item (self->rows, i);

      if (row == self->row)
        {
          self->position = i;
          tie_actions_window_update_actions (self);
          return G_SOURCE_REMOVE;
        }
    }
  if (self->row != NULL)
    go_on (self);
  return G_SOURCE_REMOVE;
}

static void
look_soon (TieActionsWindow *self)
{
  if (self->rows_source == 0)
    self->rows_source = g_idle_add (rows_changed_cb, self);
}

/* The verbs. */

static void
move_action (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  TieActionsWindow *self = TIE_ACTIONS_WINDOW (widget);
  gboolean is_next = g_str_equal (action, "actions.next");
  g_autoptr (TieTransferRow) row = NULL;

  if (!is_next && self->position == 0)
    return;
  row = g_list_model_get_item (self->rows, is_next ? self->position + 1 : self->position - 1);
  if (row == NULL)
    return;
  self->position = is_next ? self->position + 1 : self->position - 1;
  set_row (self, row);
}

static void
take_action (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  TieActionsWindow *self = TIE_ACTIONS_WINDOW (widget);

  if (g_str_equal (action, "actions.create"))
    tie_actions_window_take (self, TIE_SYNC_ACTION_CREATE_NEW, NULL);
  else if (g_str_equal (action, "actions.do-not-send"))
    tie_actions_window_take (self, TIE_SYNC_ACTION_DO_NOT_SEND, NULL);
  else
    tie_actions_window_take (self, TIE_SYNC_ACTION_TRY_NOW, NULL);
}

static void
use_accsid_action (GtkWidget *widget,
                   const char *action,
                   GVariant *parameter)
{
  TieActionsWindow *self = TIE_ACTIONS_WINDOW (widget);
  g_autofree char *typed = tie_text_clean (gtk_editable_get_text (GTK_EDITABLE (self->accsid_entry)));

  if (*typed != '\0')
    tie_actions_window_take (self, TIE_SYNC_ACTION_ACCSID, typed);
}

static void
open_action (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  TieActionsWindow *self = TIE_ACTIONS_WINDOW (widget);

  if (self->row != NULL && g_str_equal (action, "actions.open"))
    tie_sync_steps_open (widget, tie_actions_window_get_sync_row (self));
  else if (self->row != NULL)
    tie_sync_steps_open_contact (widget, tie_actions_window_get_sync_row (self));
}

static void
help_action (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  TieActionsWindow *self = TIE_ACTIONS_WINDOW (widget);
  g_autofree char *page = tie_sync_code_dup_help (self->code);
  g_autofree char *uri = g_strconcat ("help:tieout/", page, NULL);

  gtk_show_uri (GTK_WINDOW (self), uri, GDK_CURRENT_TIME);
}

static void
link_cb (TieActionsWindow *self,
         const char *remote_id)
{
  tie_actions_window_take (self, TIE_SYNC_ACTION_LINK_THIS, remote_id);
}

/* They come a moment later: an exact one takes the focus if nobody has gone elsewhere meanwhile. */
static void
suggestions_shown_cb (TieActionsWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (focus == NULL || focus == self->create_button || !gtk_widget_get_mapped (focus))
    tie_actions_window_focus_first_step (self);
}

static void
accsid_changed_cb (TieActionsWindow *self)
{
  if (self->session == NULL)
    return;
  tie_actions_window_clear_accsid (self);
  tie_actions_window_update_actions (self);
}

static void
accsid_activate_cb (TieActionsWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "actions.use-accsid", NULL);
}

static void
tie_actions_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tie_actions_window_parent_class)->map (widget);
  tie_actions_window_focus_first_step (TIE_ACTIONS_WINDOW (widget));
}

static void
tie_actions_window_dispose (GObject *object)
{
  TieActionsWindow *self = TIE_ACTIONS_WINDOW (object);

  if (self->row != NULL)
    g_signal_handlers_disconnect_by_data (self->row, self);
  if (self->rows != NULL)
    g_signal_handlers_disconnect_by_data (self->rows, self);
  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_clear_handle_id (&self->rows_source, g_source_remove);
  g_clear_object (&self->row);
  g_clear_object (&self->rows);
  g_clear_object (&self->job);
  g_clear_object (&self->session);
  g_clear_pointer (&self->sentence, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIE_TYPE_ACTIONS_WINDOW);
  G_OBJECT_CLASS (tie_actions_window_parent_class)->dispose (object);
}

static void
tie_actions_window_class_init (TieActionsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_actions_window_dispose;
  widget_class->map = tie_actions_window_map;

  g_type_ensure (TIE_TYPE_CHECK_STRIP);
  g_type_ensure (TIE_TYPE_FLOW_LAYOUT);
  g_type_ensure (TIE_TYPE_STATUS_LINE);
  g_type_ensure (TIE_TYPE_SUGGESTION_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-actions-window.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, TieActionsWindow, child)
  BIND (title_widget);
  BIND (toasts);
  BIND (stack);
  BIND (strip);
  BIND (sentence_label);
  BIND (others_label);
  BIND (steps_box);
  BIND (account_box);
  BIND (suggestions);
  BIND (create_button);
  BIND (create_label);
  BIND (accsid_entry);
  BIND (accsid_note);
  BIND (close_button);
  BIND (bottom);
  BIND (mark_button);
  BIND (open_button);
  BIND (try_button);
  BIND (status_line);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, link_cb);
  gtk_widget_class_bind_template_callback (widget_class, suggestions_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, accsid_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, accsid_activate_cb);

  gtk_widget_class_install_action (widget_class, "actions.previous", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "actions.next", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "actions.create", NULL, take_action);
  gtk_widget_class_install_action (widget_class, "actions.do-not-send", NULL, take_action);
  gtk_widget_class_install_action (widget_class, "actions.try-again", NULL, take_action);
  gtk_widget_class_install_action (widget_class, "actions.use-accsid", NULL, use_accsid_action);
  gtk_widget_class_install_action (widget_class, "actions.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "actions.open-contact", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "actions.help", NULL, help_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "actions.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "actions.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "actions.try-again", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "actions.open", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_O, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "actions.open-contact", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F1, 0, "actions.help", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tie_actions_window_init (TieActionsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tie_status_line_set_toast_overlay (self->status_line, self->toasts);
}

static void
follow (TieActionsWindow *self,
        GListModel *rows)
{
  if (self->rows == rows)
    return;
  if (self->rows != NULL)
    g_signal_handlers_disconnect_by_data (self->rows, self);
  g_set_object (&self->rows, rows);
  g_signal_connect_object (rows, "items-changed", G_CALLBACK (look_soon), self, G_CONNECT_SWAPPED);
}

GtkWidget *
tie_actions_window_open (GtkWindow *parent,
                         TieSession *session,
                         GListModel *rows,
                         TieTransferRow *row)
{
  TieActionsWindow *self;

  g_return_val_if_fail (parent == NULL || GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (rows), NULL);
  g_return_val_if_fail (TIE_IS_TRANSFER_ROW (row), NULL);

  self = TIE_ACTIONS_WINDOW (tie_windows_find (session, TIE_TYPE_ACTIONS_WINDOW));
  if (self == NULL)
    {
      self = g_object_new (TIE_TYPE_ACTIONS_WINDOW, NULL);
      self->session = g_object_ref (session);
      self->job = g_object_ref (tie_session_get_sync_job (session));
      g_signal_connect_object (self->job, "notify::is-running", G_CALLBACK (tie_actions_window_update_actions), self, G_CONNECT_SWAPPED);
    }
  follow (self, rows);
  set_row (self, row);
  look_soon (self);
  tie_windows_show (parent, session, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

TieTransferRow *
tie_actions_window_get_row (TieActionsWindow *self)
{
  g_return_val_if_fail (TIE_IS_ACTIONS_WINDOW (self), NULL);

  return self->row;
}
