/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-post-window"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-money.h"
#include "exchange/tie-file-post.h"
#include "ui/tie-checked-rows.h"
#include "ui/tie-post-rows.h"
#include "ui/tie-post-window.h"
#include "ui/tie-status-line.h"
#include "ui/tie-verb.h"
#include "ui/tie-windows.h"

struct _TiePostWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;    /* template child */
  TieListPane *pane;          /* template child */
  GtkLabel *selected_label;   /* template child */
  GtkButton *post_button;     /* template child */
  TieStatusLine *status_line; /* template child */

  TieSession *session; /* (owned) */
  guint count_source;  /* 0: none */
  gboolean is_posting;
};

G_DEFINE_FINAL_TYPE (TiePostWindow, tie_post_window, ADW_TYPE_WINDOW)

static gboolean
count_cb (gpointer user_data)
{
  TiePostWindow *self = user_data;
  gboolean may = tie_session_may (self->session, TIE_RIGHT_APPROVE);
  g_autofree char *refusal = may ? NULL : tie_session_dup_refusal (self->session, TIE_RIGHT_APPROVE);
  TieCheckedRows checked;
  g_autofree char *amount = NULL;
  g_autofree char *text = NULL;
  g_autofree char *verb = NULL;

  self->count_source = 0;
  tie_checked_rows_count (tie_list_pane_get_rows (self->pane), TIE_POST_ROW_TOTAL, &checked);
  tie_table_set_head (tie_list_pane_get_table (self->pane), checked.n_checked, checked.n);
  amount = tie_money_to_display (checked.sum);
  /* Translators: how many rows are checked, of how many, and the sum of their amounts: "1 of 14 selected, 459.85" */
  text = g_strdup_printf (_ ("%u of %u selected, %s"), checked.n_checked, checked.n, amount);
  gtk_label_set_label (self->selected_label, text);
  verb = g_strdup_printf (_ ("Post Selected (%u)"), checked.n_checked);
  gtk_button_set_label (self->post_button, verb);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->post_button), GTK_ACCESSIBLE_PROPERTY_LABEL, verb, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->post_button), may ? _ ("Post Selected (Ctrl+Return)") : refusal);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "post.run", may && checked.n_checked > 0 && !self->is_posting);
  return G_SOURCE_REMOVE;
}

static void
count_soon (TiePostWindow *self)
{
  if (self->count_source == 0 && self->session != NULL)
    self->count_source = g_idle_add_full (GDK_PRIORITY_REDRAW - 1, count_cb, self, NULL);
}

/* One that was changed since has to go to the accounting program again first. */
static void
row_check_cb (TiePostWindow *self,
              TieListRow *row)
{
  if (tie_list_row_get_number (row, TIE_POST_ROW_IS_CHANGED) != 0 && !tie_list_row_get_is_checked (row))
    {
      g_autofree char *reason = tie_file_post_dup_reason (tie_list_row_get_text (row, TIE_POST_ROW_NUMBER));

      tie_status_line_say (self->status_line, reason, FALSE);
      return;
    }
  tie_list_row_set_is_checked (row, !tie_list_row_get_is_checked (row));
  count_soon (self);
}

static void
check_all_cb (TiePostWindow *self,
              gboolean check)
{
  GListModel *rows = tie_list_pane_get_rows (self->pane);

  tie_checked_rows_set_all (rows, check);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (TieListRow) row = g_list_model_get_item (rows, i);

      if (tie_list_row_get_number (row, TIE_POST_ROW_IS_CHANGED) != 0)
        tie_list_row_set_is_checked (row, FALSE);
    }
  count_soon (self);
}

static void
row_activated_cb (TiePostWindow *self,
                  TieListRow *row)
{
  tie_windows_activate (GTK_WIDGET (self), "win.open-record",
                        g_variant_new ("(ss)", tie_list_row_get_text (row, TIE_POST_ROW_PAGE), tie_list_row_get_id (row)));
}

/* Not before the window is on the screen: that would keep it out of the accessibility tree (GTK 4.8). */
static void
map_cb (TiePostWindow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->pane));
}

/* ---- posting ---- */

static gboolean
post_func (TieDb *db,
           gpointer data,
           TieBillingStep *step,
           GError **error)
{
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *done = NULL;

  if (!tie_file_post (db, data, left, step, error))
    return FALSE;
  if (left->len > 0)
    {
      done = g_steal_pointer (&step->sentence);
      /* Translators: two sentences: what was done, and why one document was left as it is */
      step->sentence = g_strdup_printf (_ ("%s. %s"), done, (char *) g_ptr_array_index (left, 0));
    }
  return TRUE;
}

static gboolean
posted_cb (gpointer data,
           const GError *error,
           gpointer user_data)
{
  TiePostWindow *self = user_data;

  self->is_posting = FALSE;
  count_soon (self);
  return FALSE;
}

static void
post (TiePostWindow *self)
{
  GStrv ids = tie_checked_rows_dup_ids (tie_list_pane_get_rows (self->pane));

  self->is_posting = TRUE;
  count_soon (self);
  tie_verb_run (GTK_WIDGET (self), tie_session_get_store (self->session), post_func, ids, (GDestroyNotify) g_strfreev, posted_cb, self);
}

static void
response_cb (TiePostWindow *self,
             const char *response)
{
  if (g_str_equal (response, "post") && self->session != NULL)
    post (self);
}

static void
run_action (GtkWidget *widget,
            const char *action_name,
            GVariant *parameter)
{
  TiePostWindow *self = TIE_POST_WINDOW (widget);
  TieCheckedRows checked;
  g_autofree char *heading = NULL;
  GtkWidget *dialog;

  tie_checked_rows_count (tie_list_pane_get_rows (self->pane), TIE_POST_ROW_TOTAL, &checked);
  if (checked.n_checked == 0)
    return;
  heading = g_strdup_printf (ngettext ("Post %u document?", "Post %u documents?", checked.n_checked), checked.n_checked);
  dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, _ ("Posted invoices can no longer be changed."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "post", _ ("_Post"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "post", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
select_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  check_all_cb (TIE_POST_WINDOW (widget), g_str_equal (action_name, "post.select-all"));
}

static void
tie_post_window_dispose (GObject *object)
{
  TiePostWindow *self = TIE_POST_WINDOW (object);

  g_clear_handle_id (&self->count_source, g_source_remove);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIE_TYPE_POST_WINDOW);
  G_OBJECT_CLASS (tie_post_window_parent_class)->dispose (object);
}

static void
tie_post_window_class_init (TiePostWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_post_window_dispose;
  g_type_ensure (TIE_TYPE_LIST_PANE);
  g_type_ensure (TIE_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-post-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TiePostWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, TiePostWindow, pane);
  gtk_widget_class_bind_template_child (widget_class, TiePostWindow, selected_label);
  gtk_widget_class_bind_template_child (widget_class, TiePostWindow, post_button);
  gtk_widget_class_bind_template_child (widget_class, TiePostWindow, status_line);
  gtk_widget_class_bind_template_callback (widget_class, map_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_check_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_install_action (widget_class, "post.run", NULL, run_action);
  gtk_widget_class_install_action (widget_class, "post.select-all", NULL, select_action);
  gtk_widget_class_install_action (widget_class, "post.select-none", NULL, select_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "post.run", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "post.run", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_CONTROL_MASK, "post.select-all", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_A, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "post.select-none", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tie_post_window_init (TiePostWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tie_status_line_set_toast_overlay (self->status_line, self->toasts);
}

GtkWidget *
tie_post_window_new (TieSession *session)
{
  g_autoptr (TieListing) listing = NULL;
  TiePostWindow *self;
  TieTable *table;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_POST_WINDOW, NULL);
  table = tie_list_pane_get_table (self->pane);
  self->session = g_object_ref (session);
  listing = tie_post_rows_new (tie_session_get_store (session));
  tie_post_rows_add_columns (table);
  tie_table_set_accessible_name (table, _ ("Post Invoices"));
  tie_checked_rows_bind_keys (GTK_WIDGET (table), "post.select-all", "post.select-none");
  tie_list_pane_set_listing (self->pane, "post-invoices", listing, NULL, NULL);
  g_signal_connect_object (table, "check-all", G_CALLBACK (check_all_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tie_list_pane_get_rows (self->pane), "items-changed", G_CALLBACK (count_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::user", G_CALLBACK (count_soon), self, G_CONNECT_SWAPPED);
  count_cb (self);
  return GTK_WIDGET (self);
}

TieListPane *
tie_post_window_get_pane (TiePostWindow *self)
{
  g_return_val_if_fail (TIE_IS_POST_WINDOW (self), NULL);

  return self->pane;
}
