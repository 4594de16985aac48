/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-accounting-window"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-money.h"
#include "store/tie-activity-table.h"
#include "ui/tie-accounting-rows.h"
#include "ui/tie-accounting-setup.h"
#include "ui/tie-accounting-window-private.h"
#include "ui/tie-checked-rows.h"
#include "ui/tie-flow-layout.h"
#include "ui/tie-record-place.h"
#include "ui/tie-windows.h"

#define TARGET_SETTING "accounting-target"

G_DEFINE_FINAL_TYPE (TieAccountingWindow, tie_accounting_window, ADW_TYPE_WINDOW)

/* In the order of TieExportKind, from 1. */
static const struct
{
  const char *page;
  const char *columns; /* under which their state is kept */
  const char *name;
} kinds[TIE_ACCOUNTING_N_KINDS] = {
  { "customers", "accounting-customers", N_ ("Customers") },
  { "invoices", "accounting-invoices", N_ ("Invoices") },
  { "payments", "accounting-payments", N_ ("Payments") },
};

TieFileLayout *
tie_accounting_window_get_layout (TieAccountingWindow *self)
{
  guint selected = gtk_drop_down_get_selected (self->target_drop_down);

  return selected < self->layouts->len ? self->layouts->pdata[selected] : NULL;
}

TieExportKind
tie_accounting_window_get_kind (TieAccountingWindow *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->stack);
  guint kind = 0;

  while (kind + 1 < TIE_ACCOUNTING_N_KINDS && g_strcmp0 (kinds[kind].page, page) != 0)
    kind++;
  return (TieExportKind) (kind + 1);
}

static TieListPane *
get_visible_pane (TieAccountingWindow *self)
{
  return self->panes[tie_accounting_window_get_kind (self) - 1];
}

/* ---- what is checked ---- */

static gboolean
count_cb (gpointer user_data)
{
  TieAccountingWindow *self = user_data;
  gboolean is_money = tie_accounting_window_get_kind (self) != TIE_EXPORT_CUSTOMERS;
  gboolean may = tie_session_may (self->session, TIE_RIGHT_SYNC);
  g_autofree char *refusal = may ? NULL : tie_session_dup_refusal (self->session, TIE_RIGHT_SYNC);
  TieCheckedRows checked;
  g_autofree char *amount = NULL;
  g_autofree char *text = NULL;
  g_autofree char *verb = NULL;

  self->count_source = 0;
  tie_checked_rows_count (tie_list_pane_get_rows (get_visible_pane (self)), TIE_ACCOUNTING_ROW_AMOUNT, &checked);
  tie_table_set_head (tie_list_pane_get_table (get_visible_pane (self)), checked.n_checked, checked.n);
  amount = tie_money_to_display (checked.sum);
  /* Translators: how many rows are checked, of how many, and the sum of their amounts: "1 of 14 selected, 459.85" */
  text = is_money ? g_strdup_printf (_ ("%u of %u selected, %s"), checked.n_checked, checked.n, amount)
                  : g_strdup_printf (_ ("%u of %u selected"), checked.n_checked, checked.n);
  gtk_label_set_label (self->selected_label, text);
  verb = g_strdup_printf (_ ("Export Selected (%u)"), checked.n_checked);
  gtk_button_set_label (self->export_button, verb);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->export_button), GTK_ACCESSIBLE_PROPERTY_LABEL, verb, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->export_button), may ? _ ("Export Selected (Ctrl+Return)") : refusal);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "accounting.export", may && checked.n_checked > 0 && self->running == NULL);
  if (gtk_toggle_button_get_active (self->preview_button))
    tie_accounting_window_preview (self);
  return G_SOURCE_REMOVE;
}

void
tie_accounting_window_count_soon (TieAccountingWindow *self)
{
  if (self->count_source == 0 && self->session != NULL)
    self->count_source = g_idle_add_full (GDK_PRIORITY_REDRAW - 1, count_cb, self, NULL);
}

static void
row_check_cb (TieAccountingWindow *self,
              TieListRow *row)
{
  if (self->running != NULL)
    return;
  tie_list_row_set_is_checked (row, !tie_list_row_get_is_checked (row));
  tie_accounting_window_count_soon (self);
}

static void
check_all_cb (TieAccountingWindow *self,
              gboolean check)
{
  if (self->running == NULL)
    tie_checked_rows_set_all (tie_list_pane_get_rows (get_visible_pane (self)), check);
  tie_accounting_window_count_soon (self); /* the box shows what came of it */
}

static void
row_activated_cb (TieAccountingWindow *self,
                  TieListRow *row)
{
  TieExportKind kind = tie_accounting_window_get_kind (self);
  const char *page = kind == TIE_EXPORT_INVOICES ? tie_record_place_get_page (tie_list_row_get_text (row, TIE_ACCOUNTING_ROW_KIND)) : "payments";

  if (kind == TIE_EXPORT_CUSTOMERS)
    tie_windows_activate (GTK_WIDGET (self), "win.open-contact", g_variant_new_string (tie_list_row_get_id (row)));
  else
    tie_windows_activate (GTK_WIDGET (self), "win.open-record", g_variant_new ("(ss)", page, tie_list_row_get_id (row)));
}

/* ---- target ---- */

static gboolean
read_target (TieDb *db,
             gpointer data,
             GError **error)
{
  GError *local_error = NULL;
  char **target = data;

  *target = tie_setting_table_get (db, TARGET_SETTING, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}

static gboolean
write_target (TieDb *db,
              gpointer data,
              GError **error)
{
  return tie_setting_table_set (db, TARGET_SETTING, data, error);
}

static void
free_target (gpointer data)
{
  g_free (*(char **) data);
  g_free (data);
}

static void
show_target (TieAccountingWindow *self)
{
  TieFileLayout *layout = tie_accounting_window_get_layout (self);

  if (layout == NULL)
    return;
  for (guint i = 0; i < TIE_ACCOUNTING_N_KINDS; i++)
    {
      GtkStackPage *page = gtk_stack_get_page (self->stack, GTK_WIDGET (self->panes[i]));
      gboolean has_kind = tie_file_layout_has (layout, (TieExportKind) (i + 1));

      if (!has_kind && gtk_stack_get_visible_child (self->stack) == GTK_WIDGET (self->panes[i]))
        gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->panes[TIE_EXPORT_INVOICES - 1]));
      gtk_stack_page_set_visible (page, has_kind);
      tie_accounting_rows_set_target (self->listings[i], (TieExportKind) (i + 1), layout->id);
    }
  tie_accounting_window_count_soon (self);
}

static void
target_cb (TieAccountingWindow *self)
{
  TieFileLayout *layout;

  if (self->session == NULL || self->is_showing)
    return;
  layout = tie_accounting_window_get_layout (self);
  show_target (self);
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_WRITE, write_target, g_strdup (layout->id), g_free, NULL, NULL, NULL);
}

static void
target_read_cb (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  g_autoptr (TieAccountingWindow) self = user_data;
  char **target = tie_store_run_finish (TIE_STORE (source), result, NULL);

  if (self->session == NULL || target == NULL || *target == NULL)
    return;
  self->is_showing = TRUE;
  tie_accounting_window_set_target (self, *target);
  self->is_showing = FALSE;
  show_target (self);
}

static void
setup_action (GtkWidget *widget,
              const char *action_name,
              GVariant *parameter)
{
  TieAccountingWindow *self = TIE_ACCOUNTING_WINDOW (widget);

  tie_windows_show (GTK_WINDOW (self), self->session, tie_accounting_setup_new (self->session, tie_accounting_window_get_target (self)));
}

static void
help_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  g_autofree char *uri = g_strconcat ("help:tieout/files-", tie_accounting_window_get_target (TIE_ACCOUNTING_WINDOW (widget)), NULL);

  gtk_show_uri (GTK_WINDOW (widget), uri, GDK_CURRENT_TIME);
}

/* The next tab, or the one before, that the target has. */
static gboolean
tab_cb (GtkWidget *widget,
        GVariant *args,
        gpointer user_data)
{
  TieAccountingWindow *self = TIE_ACCOUNTING_WINDOW (gtk_widget_get_root (widget));
  int step = g_variant_get_int32 (args);
  int kind = (int) tie_accounting_window_get_kind (self) - 1;

  for (int i = kind + step; i >= 0 && i < TIE_ACCOUNTING_N_KINDS; i += step)
    {
      if (!gtk_stack_page_get_visible (gtk_stack_get_page (self->stack, GTK_WIDGET (self->panes[i]))))
        continue;
      tie_accounting_window_show_kind (self, (TieExportKind) (i + 1));
      gtk_widget_grab_focus (GTK_WIDGET (self->panes[i]));
      break;
    }
  return TRUE;
}

/* Before the tables, which have these keys for themselves. */
static void
bind_tab_key (TieAccountingWindow *self,
              guint key,
              int step)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (key, GDK_CONTROL_MASK), gtk_callback_action_new (tab_cb, NULL, NULL));

  gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (step));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
  gtk_widget_add_controller (GTK_WIDGET (self->stack), keys);
}

static void
select_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  check_all_cb (TIE_ACCOUNTING_WINDOW (widget), g_str_equal (action_name, "accounting.select-all"));
}

static void
preview_toggled_cb (TieAccountingWindow *self)
{
  gtk_revealer_set_reveal_child (self->preview_revealer, gtk_toggle_button_get_active (self->preview_button));
  tie_accounting_window_count_soon (self);
}

/* Not before the window is on the screen: that would keep it out of the accessibility tree (GTK 4.8). */
static void
map_cb (TieAccountingWindow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (get_visible_pane (self)));
}

static void
tie_accounting_window_dispose (GObject *object)
{
  TieAccountingWindow *self = TIE_ACCOUNTING_WINDOW (object);

  g_clear_handle_id (&self->count_source, g_source_remove);
  g_clear_handle_id (&self->poll_source, g_source_remove);
  g_cancellable_cancel (self->previewing);
  g_clear_object (&self->previewing);
  g_clear_weak_pointer (&self->problems);
  for (guint i = 0; i < TIE_ACCOUNTING_N_KINDS; i++)
    g_clear_object (&self->listings[i]);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIE_TYPE_ACCOUNTING_WINDOW);
  G_OBJECT_CLASS (tie_accounting_window_parent_class)->dispose (object);
}

static void
tie_accounting_window_finalize (GObject *object)
{
  TieAccountingWindow *self = TIE_ACCOUNTING_WINDOW (object);

  g_clear_pointer (&self->found, tie_file_export_free);
  g_clear_pointer (&self->layouts, g_ptr_array_unref);
  G_OBJECT_CLASS (tie_accounting_window_parent_class)->finalize (object);
}

static void
tie_accounting_window_class_init (TieAccountingWindowClass *klass)
{
  static const char *const panes[TIE_ACCOUNTING_N_KINDS] = { "customers_pane", "invoices_pane", "payments_pane" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_accounting_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = tie_accounting_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = tie_accounting_window_close_request;
  g_type_ensure (TIE_TYPE_FLOW_LAYOUT);
  g_type_ensure (TIE_TYPE_LIST_PANE);
  g_type_ensure (TIE_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-accounting-window.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, TieAccountingWindow, child)
  BIND (target_drop_down);
  BIND (toasts);
  BIND (stack);
  BIND (preview_button);
  BIND (preview_revealer);
  BIND (preview_view);
  BIND (bottom_stack);
  BIND (selected_label);
  BIND (export_button);
  BIND (progress_bar);
  BIND (progress_label);
  BIND (status_line);
#undef BIND
  for (guint i = 0; i < TIE_ACCOUNTING_N_KINDS; i++)
    gtk_widget_class_bind_template_child_full (widget_class, panes[i], FALSE, G_STRUCT_OFFSET (TieAccountingWindow, panes) + (gssize) (i * sizeof (gpointer)));
  gtk_widget_class_bind_template_callback (widget_class, map_cb);
  gtk_widget_class_bind_template_callback (widget_class, target_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_check_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, preview_toggled_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "count_cb", G_CALLBACK (tie_accounting_window_count_soon));
  gtk_widget_class_install_action (widget_class, "accounting.set-up", NULL, setup_action);
  gtk_widget_class_install_action (widget_class, "accounting.help", NULL, help_action);
  gtk_widget_class_install_action (widget_class, "accounting.select-all", NULL, select_action);
  gtk_widget_class_install_action (widget_class, "accounting.select-none", NULL, select_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F1, 0, "accounting.help", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_CONTROL_MASK, "accounting.select-all", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_A, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "accounting.select-none", NULL);
  tie_accounting_window_install_run (widget_class);
}

static void
tie_accounting_window_init (TieAccountingWindow *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  self->is_showing = TRUE;
  self->layouts = tie_file_layout_list (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  tie_status_line_set_toast_overlay (self->status_line, self->toasts);
  bind_tab_key (self, GDK_KEY_Page_Down, 1);
  bind_tab_key (self, GDK_KEY_Page_Up, -1);
  for (guint i = 0; i < self->layouts->len; i++)
    gtk_string_list_append (labels, ((TieFileLayout *) self->layouts->pdata[i])->label);
  gtk_drop_down_set_model (self->target_drop_down, G_LIST_MODEL (labels));
  self->is_showing = FALSE;
}

static void
add_pane (TieAccountingWindow *self,
          TieExportKind kind)
{
  TieListPane *pane = self->panes[kind - 1];
  TieTable *table = tie_list_pane_get_table (pane);

  self->listings[kind - 1] = tie_accounting_rows_new (tie_session_get_store (self->session), kind, tie_accounting_window_get_target (self));
  tie_accounting_rows_add_columns (table, kind);
  tie_table_set_accessible_name (table, _ (kinds[kind - 1].name));
  tie_checked_rows_bind_keys (GTK_WIDGET (table), "accounting.select-all", "accounting.select-none");
  tie_list_pane_set_listing (pane, kinds[kind - 1].columns, self->listings[kind - 1], tie_accounting_rows_shows, NULL);
  g_signal_connect_object (table, "check-all", G_CALLBACK (check_all_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tie_list_pane_get_rows (pane), "items-changed", G_CALLBACK (tie_accounting_window_count_soon), self, G_CONNECT_SWAPPED);
}

GtkWidget *
tie_accounting_window_new (TieSession *session)
{
  TieAccountingWindow *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_ACCOUNTING_WINDOW, NULL);
  self->session = g_object_ref (session);
  for (guint kind = TIE_EXPORT_CUSTOMERS; kind <= TIE_EXPORT_PAYMENTS; kind++)
    add_pane (self, (TieExportKind) kind);
  show_target (self);
  g_signal_connect_object (session, "notify::user", G_CALLBACK (tie_accounting_window_count_soon), self, G_CONNECT_SWAPPED);
  tie_store_run_async (tie_session_get_store (session), TIE_STORE_READ, read_target, g_new0 (char *, 1), free_target, NULL, target_read_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

void
tie_accounting_window_set_target (TieAccountingWindow *self,
                                  const char *target)
{
  g_return_if_fail (TIE_IS_ACCOUNTING_WINDOW (self));

  for (guint i = 0; i < self->layouts->len; i++)
    {
      if (g_strcmp0 (((TieFileLayout *) self->layouts->pdata[i])->id, target) == 0)
        gtk_drop_down_set_selected (self->target_drop_down, i);
    }
}

const char *
tie_accounting_window_get_target (TieAccountingWindow *self)
{
  TieFileLayout *layout;

  g_return_val_if_fail (TIE_IS_ACCOUNTING_WINDOW (self), NULL);

  layout = tie_accounting_window_get_layout (self);
  return layout != NULL ? layout->id : NULL;
}

void
tie_accounting_window_show_kind (TieAccountingWindow *self,
                                 TieExportKind kind)
{
  g_return_if_fail (TIE_IS_ACCOUNTING_WINDOW (self));

  gtk_stack_set_visible_child_name (self->stack, kinds[kind - 1].page);
}

TieListPane *
tie_accounting_window_get_pane (TieAccountingWindow *self,
                                TieExportKind kind)
{
  g_return_val_if_fail (TIE_IS_ACCOUNTING_WINDOW (self), NULL);

  return self->panes[kind - 1];
}
