/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-transfer-window"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-text.h"
#include "ui/tie-running-question.h"
#include "ui/tie-transfer-window-private.h"

G_DEFINE_FINAL_TYPE (TieTransferWindow, tie_transfer_window, ADW_TYPE_WINDOW)

static void
clear_search_cb (TieTransferWindow *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_drop_down_set_selected (self->show_drop_down, TIE_TRANSFER_SHOW_ALL);
  gtk_check_button_set_active (self->hide_check, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
show_empty (TieTransferWindow *self)
{
  TieCompany *company = tie_session_get_company (self->session);
  const char *read = tie_company_get_last_read (company);
  g_autofree char *moment = read != NULL ? tie_date_to_display (read) : NULL;
  g_autofree char *description = moment != NULL ? g_strdup_printf (_ ("Read from %s %s"), tie_company_get_package (company)->short_name, moment) : NULL;
  g_autofree char *title = tie_text_name_package (_ (self->kind->empty_title), tie_company_get_package (company)->short_name);

  g_object_set (self->states, "empty-title", title, "empty-description", description, NULL);
}

static void
show_company (TieTransferWindow *self)
{
  TieCompany *company = tie_session_get_company (self->session);
  TieCompanyState state = tie_company_get_state (company);
  const char *name = tie_company_get_name (company);
  const char *package = tie_company_get_package (company)->short_name;
  g_autofree char *expired = g_strdup_printf (_ ("%s sign-in has expired."), package);
  g_autofree char *connect = g_strdup_printf (_ ("Connect to %s"), package);

  adw_window_title_set_subtitle (self->title_widget, name != NULL ? name : "");
  if (state == TIE_COMPANY_SIGN_IN_EXPIRED)
    tie_banner_set_title (self->banner, expired);
  else
    tie_banner_set_title (self->banner, state == TIE_COMPANY_OFFLINE ? _ ("No connection. The list is as it was last read.") : _ ("Not connected."));
  tie_banner_set_button_label (self->banner, state == TIE_COMPANY_SIGN_IN_EXPIRED ? _ ("Reconnect…") :
                                             state == TIE_COMPANY_NOT_CONNECTED   ? connect :
                                                                                    NULL);
  tie_banner_set_revealed (self->banner, state != TIE_COMPANY_CONNECTED && state != TIE_COMPANY_CONNECTING);
  show_empty (self);
  tie_transfer_window_update_actions (self);
}

static void
check_wanted (TieTransferWindow *self)
{
  g_auto (GStrv) wanted = g_steal_pointer (&self->wanted);
  TieTransferRow *first = NULL;

  if (wanted == NULL)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (self->rows); i++)
    {
      g_autoptr (TieTransferRow) row = g_list_model_get_item (self->rows, i);
      gboolean is_wanted = g_strv_contains ((const char *const *) wanted, tie_sync_row_get_id (tie_transfer_row_get_row (row)));

      tie_transfer_row_set_is_checked (row, is_wanted);
      first = first == NULL && is_wanted ? row : first;
    }
  for (guint i = 0; first != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->shown)); i++)
    {
      if (tie_transfer_window_get_row (self, i) == first)
        tie_table_focus_row (self->table, i);
    }
  tie_transfer_window_count_soon (self);
}

static void
check_first_ready (TieTransferWindow *self)
{
  guint n_left = self->n_wanted;

  if (n_left == 0 || g_list_model_get_n_items (self->rows) == 0)
    return;
  self->n_wanted = 0;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->shown)); i++)
    {
      TieTransferRow *row = tie_transfer_window_get_row (self, i);
      gboolean is_wanted = n_left > 0 && tie_sync_row_get_state (tie_transfer_row_get_row (row)) == TIE_SYNC_STATE_READY;

      tie_transfer_row_set_is_checked (row, is_wanted);
      n_left -= is_wanted ? 1 : 0;
    }
  tie_transfer_window_count_soon (self);
}

/* Not before the window is on the screen: that would keep it out of the accessibility tree (GTK 4.8). */
static void
focus_first_row (TieTransferWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || g_list_model_get_n_items (G_LIST_MODEL (self->shown)) == 0)
    return;
  if (self->wants_focus || focus == NULL || focus == GTK_WIDGET (self->table))
    tie_table_focus_row (self->table, 0);
  self->wants_focus = FALSE;
}

static void
loaded_cb (TieTransferWindow *self)
{
  tie_list_states_set_is_loading (self->states, tie_sync_list_get_is_loading (self->list));
  gtk_filter_changed (self->shows, GTK_FILTER_CHANGE_DIFFERENT);
  check_wanted (self);
  check_first_ready (self);
  tie_transfer_window_count_soon (self);
  focus_first_row (self);
}

static void
failed_cb (TieTransferWindow *self,
           const GError *error)
{
  tie_status_line_say_error (self->status_line, error);
}

static void
row_activated_cb (TieTransferWindow *self,
                  TieTransferRow *row)
{
  tie_transfer_window_press_step (self, row);
}

static void
row_check_cb (TieTransferWindow *self,
              TieTransferRow *row)
{
  if (tie_sync_job_get_is_running (self->job))
    return;
  tie_transfer_row_set_is_checked (row, !tie_transfer_row_get_is_checked (row));
  tie_transfer_window_count_soon (self);
}

static void
check_all_cb (TieTransferWindow *self,
              gboolean check)
{
  gtk_widget_activate_action (GTK_WIDGET (self), check ? "transfer.select-all" : "transfer.select-none", NULL);
  tie_transfer_window_count_soon (self); /* the box shows what came of it */
}

static void
row_menu_cb (TieTransferWindow *self,
             TieTransferRow *row)
{
  tie_transfer_window_update_actions (self);
}

static void
tie_transfer_window_map (GtkWidget *widget)
{
  TieTransferWindow *self = TIE_TRANSFER_WINDOW (widget);

  GTK_WIDGET_CLASS (tie_transfer_window_parent_class)->map (widget);
  gtk_window_set_focus (GTK_WINDOW (self), NULL); /* GTK's choice, the entry */
  self->wants_focus = TRUE; /* GTK chooses again while there are no rows yet */
  focus_first_row (self);
}

/* What was begun elsewhere is none of this window's business. */
static gboolean
tie_transfer_window_close_request (GtkWindow *window)
{
  TieTransferWindow *self = TIE_TRANSFER_WINDOW (window);

  if (self->is_mine && tie_running_question_holds (window, self->job, NULL))
    return GDK_EVENT_STOP;
  return GTK_WINDOW_CLASS (tie_transfer_window_parent_class)->close_request (window);
}

static void
tie_transfer_window_dispose (GObject *object)
{
  TieTransferWindow *self = TIE_TRANSFER_WINDOW (object);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (tie_session_get_company (self->session), self);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  if (self->shown != NULL)
    g_signal_handlers_disconnect_by_data (self->shown, self);
  g_clear_handle_id (&self->count_source, g_source_remove);
  g_clear_object (&self->shown);
  g_clear_object (&self->kept);
  g_clear_object (&self->shows);
  g_clear_object (&self->text);
  g_clear_object (&self->rows);
  g_clear_object (&self->job);
  g_clear_object (&self->list);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIE_TYPE_TRANSFER_WINDOW);
  G_OBJECT_CLASS (tie_transfer_window_parent_class)->dispose (object);
}

static void
tie_transfer_window_finalize (GObject *object)
{
  TieTransferWindow *self = TIE_TRANSFER_WINDOW (object);

  g_hash_table_unref (self->failed);
  g_strfreev (self->wanted);
  G_OBJECT_CLASS (tie_transfer_window_parent_class)->finalize (object);
}

static void
tie_transfer_window_class_init (TieTransferWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_transfer_window_dispose;
  object_class->finalize = tie_transfer_window_finalize;
  widget_class->map = tie_transfer_window_map;
  GTK_WINDOW_CLASS (klass)->close_request = tie_transfer_window_close_request;

  g_type_ensure (TIE_TYPE_BANNER);
  g_type_ensure (TIE_TYPE_LIST_STATES);
  g_type_ensure (TIE_TYPE_PAYMENT_PREVIEW);
  g_type_ensure (TIE_TYPE_STATUS_LINE);
  g_type_ensure (TIE_TYPE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-transfer-window.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, TieTransferWindow, child)
  BIND (title_widget);
  BIND (banner);
  BIND (search_entry);
  BIND (show_drop_down);
  BIND (hide_check);
  BIND (view_button);
  BIND (toasts);
  BIND (states);
  BIND (table);
  BIND (row_menu);
  BIND (preview);
  BIND (bottom_stack);
  BIND (selected_label);
  BIND (run_button);
  BIND (progress_bar);
  BIND (progress_label);
  BIND (cancel_button);
  BIND (status_line);
#undef BIND
  gtk_widget_class_bind_template_callback_full (widget_class, "filters_changed_cb", G_CALLBACK (tie_transfer_window_filter));
  gtk_widget_class_bind_template_callback (widget_class, clear_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_check_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_menu_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_all_cb);
  tie_transfer_window_install_actions (widget_class);
}

static void
tie_transfer_window_init (TieTransferWindow *self)
{
  self->failed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  tie_status_line_set_toast_overlay (self->status_line, self->toasts);
}

static void
show_words (TieTransferWindow *self)
{
  const TieTransferKind *kind = self->kind;

  adw_window_title_set_title (self->title_widget, _ (kind->title));
  gtk_window_set_title (GTK_WINDOW (self), _ (kind->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (kind->title), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search_entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (kind->search_label), -1);
  g_object_set (self->search_entry, "placeholder-text", _ (kind->search_label), NULL);
  gtk_check_button_set_label (self->hide_check, _ (kind->hide));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->hide_check), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (kind->hide_name), -1);
  tie_payment_preview_show (self->preview, NULL);
}

GtkWidget *
tie_transfer_window_new (TieSession *session,
                         const TieTransferKind *kind)
{
  TieTransferWindow *self;
  TieCompany *company;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  self = g_object_new (TIE_TYPE_TRANSFER_WINDOW, NULL);
  company = tie_session_get_company (session);
  self->session = g_object_ref (session);
  self->kind = kind;
  self->list = g_object_ref (tie_session_get_sync_list (session, kind->group));
  self->job = g_object_ref (tie_session_get_sync_job (session));
  self->rows = G_LIST_MODEL (tie_transfer_rows_new (self->list, self->job));
  tie_payment_preview_set_session (self->preview, session);
  show_words (self);
  tie_transfer_window_build_table (self);
  tie_transfer_window_filter (self);
  g_signal_connect_object (company, "notify", G_CALLBACK (show_company), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::user", G_CALLBACK (tie_transfer_window_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  tie_transfer_window_follow_job (self);
  show_company (self);
  loaded_cb (self);
  return GTK_WIDGET (self);
}

const TieTransferKind *
tie_transfer_window_get_kind (TieTransferWindow *self)
{
  g_return_val_if_fail (TIE_IS_TRANSFER_WINDOW (self), NULL);

  return self->kind;
}

void
tie_transfer_window_check (TieTransferWindow *self,
                           const char *const *ids)
{
  g_return_if_fail (TIE_IS_TRANSFER_WINDOW (self));

  g_strfreev (self->wanted);
  self->wanted = g_strdupv ((char **) ids);
  if (!tie_sync_list_get_is_loading (self->list))
    check_wanted (self);
}

void
tie_transfer_window_check_ready (TieTransferWindow *self,
                                 guint n)
{
  g_return_if_fail (TIE_IS_TRANSFER_WINDOW (self));

  self->n_wanted = n;
  if (!tie_sync_list_get_is_loading (self->list))
    check_first_ready (self);
}

void
tie_transfer_window_show (TieTransferWindow *self,
                          TieTransferShow show)
{
  g_return_if_fail (TIE_IS_TRANSFER_WINDOW (self));

  gtk_drop_down_set_selected (self->show_drop_down, show);
}

TieTable *
tie_transfer_window_get_table (TieTransferWindow *self)
{
  g_return_val_if_fail (TIE_IS_TRANSFER_WINDOW (self), NULL);

  return self->table;
}

const char *
tie_transfer_window_get_state (TieTransferWindow *self)
{
  g_return_val_if_fail (TIE_IS_TRANSFER_WINDOW (self), NULL);

  return tie_list_states_get_state (self->states);
}
