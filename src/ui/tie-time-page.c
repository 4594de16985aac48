/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-time-page"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-typed-date.h"
#include "model/tie-code.h"
#include "model/tie-employee.h"
#include "model/tie-entry.h"
#include "model/tie-project.h"
#include "ui/tie-entry-window.h"
#include "ui/tie-focus.h"
#include "ui/tie-invoice-window.h"
#include "ui/tie-list-pane.h"
#include "ui/tie-page.h"
#include "ui/tie-picker.h"
#include "ui/tie-quick-line.h"
#include "ui/tie-status-line.h"
#include "ui/tie-time-page.h"
#include "ui/tie-timer-control.h"
#include "ui/tie-week-grid.h"
#include "ui/tie-wip-rows.h"

#define WEEK 7
#define PICKER_WIDTH 200

struct _TieTimePage
{
  GtkWidget parent_instance;

  GtkWidget *box;             /* template child */
  GtkBox *line_box;           /* template child */
  GtkBox *week_bar;           /* template child */
  GtkWidget *wip_bar;         /* template child */
  GtkButton *week_button;     /* template child */
  GtkButton *selected_button; /* template child */
  GtkStack *stack;            /* template child */
  GtkStack *week_stack;       /* template child */
  GtkBox *grid_box;           /* template child */
  TieListPane *pane;          /* template child */

  TieQuickLine *line; /* (unowned) */
  TieWeekGrid *grid;  /* (unowned) */
  TiePicker *who;     /* (unowned) */
  TiePicker *project; /* (unowned): of a row to add */
  TiePicker *code;    /* (unowned) */

  TieSession *session; /* (owned) */
  char *monday;        /* (owned) */
};

static void tie_time_page_page_init (TiePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TieTimePage, tie_time_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (TIE_TYPE_PAGE, tie_time_page_page_init))

static gboolean
is_week (TieTimePage *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "week") == 0;
}

static void
show_week (TieTimePage *self)
{
  g_autofree char *date = tie_date_to_display (self->monday);
  /* Translators: %s is the Monday's date */
  g_autofree char *label = g_strdup_printf (_ ("Week of %s"), date);
  const char *who = tie_picker_get_id (self->who);

  gtk_button_set_label (self->week_button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->week_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  tie_week_grid_set_week (self->grid, who != NULL ? who : "", self->monday);
  tie_quick_line_set_employee (self->line, who);
}

static void
rows_changed_cb (TieTimePage *self)
{
  TieListing *rows = tie_week_grid_get_rows (self->grid);
  gboolean is_empty = tie_week_grid_get_n_rows (self->grid) == 0 && !tie_listing_get_is_loading (rows);

  gtk_stack_set_visible_child_name (self->week_stack, is_empty ? "empty" : "grid");
}

static void
view_changed_cb (TieTimePage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->week_bar), is_week (self));
  gtk_widget_set_visible (self->wip_bar, !is_week (self));
}

static GPtrArray *
collect_checked (TieTimePage *self)
{
  GListModel *rows = G_LIST_MODEL (tie_list_pane_get_listing (self->pane));
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (TieListRow) row = g_list_model_get_item (rows, i);

      if (tie_list_row_get_is_checked (row))
        g_ptr_array_add (ids, g_strdup (tie_list_row_get_id (row)));
    }
  return ids;
}

static void
show_selected (TieTimePage *self)
{
  g_autoptr (GPtrArray) ids = collect_checked (self);
  g_autofree char *label = g_strdup_printf (_ ("Invoice Selected (%u)"), ids->len);

  gtk_button_set_label (self->selected_button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->selected_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "time.invoice-selected", ids->len > 0 && tie_session_may (self->session, TIE_RIGHT_BILLING));
}

static void
wip_check_cb (TieTimePage *self,
              TieListRow *row)
{
  tie_list_row_set_is_checked (row, !tie_list_row_get_is_checked (row));
  show_selected (self);
}

static void
wip_activated_cb (TieTimePage *self,
                  TieListRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-project", "s", tie_list_row_get_id (row));
}

static void
user_changed_cb (TieTimePage *self)
{
  TieUser *user = tie_session_get_user (self->session);
  g_autofree char *refusal = tie_session_dup_refusal (self->session, TIE_RIGHT_BILLING);
  gboolean may_bill = tie_session_may (self->session, TIE_RIGHT_BILLING);

  if (user != NULL && tie_picker_get_id (self->who) == NULL)
    tie_picker_set_id (self->who, tie_record_get_text (TIE_RECORD (user), TIE_USER_EMPLOYEE));
  /* Staff enter their own time. */
  tie_typed_entry_set_editable (TIE_TYPED_ENTRY (self->who), may_bill);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "time.invoice-now", may_bill);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->selected_button), may_bill ? NULL : refusal);
  show_selected (self);
  show_week (self);
}

/* A row for a project without time in this week, once both fields are filled or the project brings its code. */
static void
add_row_cb (TieTimePage *self)
{
  const TiePickItem *project = tie_picker_get_item (self->project);
  const TiePickItem *code = tie_picker_get_item (self->code);
  g_autofree char *label = NULL;

  if (project == NULL || code == NULL)
    return;
  label = g_strdup_printf ("%s · %s", project->detail, code->code);
  gtk_stack_set_visible_child_name (self->week_stack, "grid");
  tie_week_grid_add_row (self->grid, project->id, code->id, label, project->code);
  tie_picker_set_id (self->project, NULL);
  tie_picker_set_id (self->code, NULL);
}

static void
project_picked_cb (TieTimePage *self)
{
  if (tie_picker_get_item (self->project) != NULL && tie_picker_get_item (self->code) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->code));
}

static void
add_row_action (GtkWidget *widget,
                const char *action_name,
                GVariant *parameter)
{
  TieTimePage *self = TIE_TIME_PAGE (widget);

  if (tie_typed_entry_commit (TIE_TYPED_ENTRY (self->project)) && tie_typed_entry_commit (TIE_TYPED_ENTRY (self->code)))
    add_row_cb (self);
  if (tie_picker_get_id (self->project) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->project));
}

static void
move_week (TieTimePage *self,
           int days)
{
  char *monday = tie_typed_date_add_days (self->monday, days);

  g_free (self->monday);
  self->monday = monday;
  show_week (self);
}

static void
week_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  TieTimePage *self = TIE_TIME_PAGE (widget);
  g_autofree char *today = tie_typed_date_get_today ();

  if (g_str_equal (action_name, "time.this-week"))
    {
      g_free (self->monday);
      self->monday = tie_week_rows_find_monday (today);
      show_week (self);
    }
  else
    move_week (self, g_str_equal (action_name, "time.next-week") ? WEEK : -WEEK);
}

static void
add_time_action (GtkWidget *widget,
                 const char *action_name,
                 GVariant *parameter)
{
  tie_time_page_focus_line (TIE_TIME_PAGE (widget));
}

static void
add_expense_action (GtkWidget *widget,
                    const char *action_name,
                    GVariant *parameter)
{
  TieTimePage *self = TIE_TIME_PAGE (widget);

  tie_entry_window_open (GTK_WINDOW (gtk_widget_get_root (widget)), self->session, NULL, TIE_ENTRY_KIND_EXPENSE, NULL);
}

static void
invoice_now_action (GtkWidget *widget,
                    const char *action_name,
                    GVariant *parameter)
{
  TieTimePage *self = TIE_TIME_PAGE (widget);
  TieListRow *row = is_week (self) ? NULL : tie_list_pane_get_current (self->pane);

  if (row != NULL)
    tie_invoice_window_open (GTK_WINDOW (gtk_widget_get_root (widget)), self->session, tie_list_row_get_id (row));
}

static void
invoice_selected_action (GtkWidget *widget,
                         const char *action_name,
                         GVariant *parameter)
{
  TieTimePage *self = TIE_TIME_PAGE (widget);
  g_autoptr (GPtrArray) ids = collect_checked (self);

  g_ptr_array_add (ids, NULL);
  tie_invoice_window_open_selected (GTK_WINDOW (gtk_widget_get_root (widget)), self->session, (const char *const *) ids->pdata);
}

static void
page_create (TiePage *page)
{
  tie_time_page_focus_line (TIE_TIME_PAGE (page));
}

static void
page_search (TiePage *page)
{
  TieTimePage *self = TIE_TIME_PAGE (page);

  gtk_stack_set_visible_child_name (self->stack, "wip");
  tie_list_pane_focus_search (self->pane);
}

static void
tie_time_page_page_init (TiePageInterface *iface)
{
  iface->create = page_create;
  iface->search = page_search;
}

static gboolean
tie_time_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (TIE_TIME_PAGE (widget)->line));
}

static void
tie_time_page_dispose (GObject *object)
{
  TieTimePage *self = TIE_TIME_PAGE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_time_page_parent_class)->dispose (object);
}

static void
tie_time_page_finalize (GObject *object)
{
  g_free (TIE_TIME_PAGE (object)->monday);
  G_OBJECT_CLASS (tie_time_page_parent_class)->finalize (object);
}

static void
tie_time_page_class_init (TieTimePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_time_page_dispose;
  object_class->finalize = tie_time_page_finalize;
  widget_class->focus = tie_focus_through;
  widget_class->grab_focus = tie_time_page_grab_focus;

  g_type_ensure (TIE_TYPE_LIST_PANE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-time-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TieTimePage, box);
  gtk_widget_class_bind_template_child (widget_class, TieTimePage, line_box);
  gtk_widget_class_bind_template_child (widget_class, TieTimePage, week_bar);
  gtk_widget_class_bind_template_child (widget_class, TieTimePage, wip_bar);
  gtk_widget_class_bind_template_child (widget_class, TieTimePage, week_button);
  gtk_widget_class_bind_template_child (widget_class, TieTimePage, selected_button);
  gtk_widget_class_bind_template_child (widget_class, TieTimePage, stack);
  gtk_widget_class_bind_template_child (widget_class, TieTimePage, week_stack);
  gtk_widget_class_bind_template_child (widget_class, TieTimePage, grid_box);
  gtk_widget_class_bind_template_child (widget_class, TieTimePage, pane);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, wip_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, wip_check_cb);

  gtk_widget_class_install_action (widget_class, "time.previous-week", NULL, week_action);
  gtk_widget_class_install_action (widget_class, "time.this-week", NULL, week_action);
  gtk_widget_class_install_action (widget_class, "time.next-week", NULL, week_action);
  gtk_widget_class_install_action (widget_class, "time.add-time", NULL, add_time_action);
  gtk_widget_class_install_action (widget_class, "time.add-row", NULL, add_row_action);
  gtk_widget_class_install_action (widget_class, "time.add-expense", NULL, add_expense_action);
  gtk_widget_class_install_action (widget_class, "time.invoice-now", NULL, invoice_now_action);
  gtk_widget_class_install_action (widget_class, "time.invoice-selected", NULL, invoice_selected_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_ALT_MASK, "time.previous-week", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_ALT_MASK, "time.next-week", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "time.invoice-now", NULL);
}

static void
tie_time_page_init (TieTimePage *self)
{
  g_autofree char *today = tie_typed_date_get_today ();

  self->monday = tie_week_rows_find_monday (today);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static TiePicker *
create_picker (TieTimePage *self,
               const char *name,
               GType type,
               int width)
{
  GtkWidget *picker = tie_picker_new (name, tie_session_get_pick_list (self->session, type, G_TYPE_INVALID));

  gtk_widget_set_size_request (picker, width, -1);
  gtk_widget_set_valign (picker, GTK_ALIGN_CENTER);
  gtk_entry_set_placeholder_text (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (picker)), name);
  return TIE_PICKER (picker);
}

static GtkWidget *
create_button (const char *label,
               const char *name,
               const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static void
build_week (TieTimePage *self)
{
  GtkWidget *adding = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->who = create_picker (self, _ ("Who"), TIE_TYPE_EMPLOYEE, PICKER_WIDTH * 2 / 3);
  gtk_box_prepend (self->week_bar, GTK_WIDGET (self->who));
  self->grid = TIE_WEEK_GRID (tie_week_grid_new (self->session));
  gtk_box_append (self->grid_box, GTK_WIDGET (self->grid));
  self->project = create_picker (self, _ ("Project"), TIE_TYPE_PROJECT, PICKER_WIDTH);
  self->code = create_picker (self, _ ("Work code"), TIE_TYPE_WORK_CODE, PICKER_WIDTH * 2 / 3);
  gtk_box_append (GTK_BOX (adding), GTK_WIDGET (self->project));
  gtk_box_append (GTK_BOX (adding), GTK_WIDGET (self->code));
  gtk_box_append (GTK_BOX (adding), create_button (_ ("+ Row"), _ ("Add Row"), "time.add-row"));
  gtk_box_append (self->grid_box, adding);
}

static void
connect_signals (TieTimePage *self)
{
  TieListing *wip = tie_list_pane_get_listing (self->pane);

  g_signal_connect_object (self->grid, "changed", G_CALLBACK (rows_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tie_week_grid_get_rows (self->grid), "notify::is-loading", G_CALLBACK (rows_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->who, "notify::id", G_CALLBACK (show_week), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->project, "picked", G_CALLBACK (project_picked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->code, "picked", G_CALLBACK (add_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (wip, "items-changed", G_CALLBACK (show_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::user", G_CALLBACK (user_changed_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
tie_time_page_new (TieSession *session)
{
  TieTimePage *self;
  g_autoptr (TieListing) wip = NULL;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_TIME_PAGE, NULL);
  self->session = g_object_ref (session);
  self->line = TIE_QUICK_LINE (tie_quick_line_new (session));
  gtk_widget_set_hexpand (GTK_WIDGET (self->line), TRUE);
  gtk_box_append (self->line_box, GTK_WIDGET (self->line));
  tie_quick_line_append (self->line, tie_timer_control_new (session, self->line));
  tie_quick_line_append (self->line, create_button (_ ("+ Expense"), _ ("Add Expense"), "time.add-expense"));
  build_week (self);
  wip = tie_wip_rows_new (tie_session_get_store (session));
  tie_wip_rows_add_columns (tie_list_pane_get_table (self->pane));
  tie_list_pane_set_listing (self->pane, "wip", wip, NULL, NULL);
  connect_signals (self);
  user_changed_cb (self);
  rows_changed_cb (self);
  return GTK_WIDGET (self);
}

void
tie_time_page_focus_line (TieTimePage *self)
{
  g_return_if_fail (TIE_IS_TIME_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->line));
}
