/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-project-page"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "model/tie-entry.h"
#include "ui/tie-columns.h"
#include "ui/tie-entry-rows.h"
#include "ui/tie-entry-window.h"
#include "ui/tie-focus.h"
#include "ui/tie-invoice-window.h"
#include "ui/tie-project-page-private.h"
#include "ui/tie-status-line.h"
#include "ui/tie-timer-control.h"
#include "ui/tie-windows.h"

G_DEFINE_FINAL_TYPE (TieProjectPage, tie_project_page, GTK_TYPE_WIDGET)

enum
{
  BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const guint start_fields[] = { TIE_PROJECT_NAME, TIE_PROJECT_CONTACT, TIE_PROJECT_SITE, TIE_PROJECT_TAX_YEAR, TIE_PROJECT_RETURN, 0 };
static const guint end_fields[] = { TIE_PROJECT_DUE, TIE_PROJECT_STATUS, TIE_PROJECT_WORK_CODE, TIE_PROJECT_ESTIMATED_FEE, 0 };

static TieStore *
get_store (TieProjectPage *self)
{
  return tie_session_get_store (self->session);
}

static void
show_title (TieProjectPage *self)
{
  g_autofree char *title = NULL;

  if (self->id == NULL)
    title = g_strdup (_ ("New Project"));
  else
    /* Translators: a project's name and its client's */
    title = g_strdup_printf (_ ("%s — %s"), tie_record_get_name (self->project), self->view->client);
  gtk_label_set_label (self->title_label, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title_label), title);
}

static void
show_figures (TieProjectPage *self)
{
  g_autofree char *invoiced = tie_money_to_display (self->view->invoiced);
  g_autofree char *wip = tie_project_view_describe_wip (self->view);

  gtk_label_set_label (self->actual_fee, invoiced);
  gtk_label_set_label (self->wip_label, wip);
}

static void
show_project (TieProjectPage *self)
{
  gboolean is_archived = tie_record_get_integer (self->project, TIE_PROJECT_ARCHIVED) != 0;

  show_title (self);
  tie_fee_menu_set_project (self->fee_menu, self->id);
  tie_record_form_set_owner (self->start, TIE_PROJECT_SITE, tie_record_get_text (self->project, TIE_PROJECT_CONTACT));
  tie_record_form_show (self->start, self->project);
  tie_record_form_show (self->end, self->project);
  if (self->view != NULL)
    show_figures (self);
  tie_banner_set_revealed (self->banner, is_archived);
  tie_banner_set_revealed (self->client_banner, self->view != NULL && self->view->client_is_archived);
  gtk_widget_set_visible (self->activity, self->id != NULL);
  gtk_widget_set_visible (self->verbs, self->id != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), self->id != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "project.archive", !is_archived);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "project.unarchive", is_archived);
}

/* What is done with a project, or the name of one that is new: not Back, which stands before them. */
static gboolean
focus_first (TieProjectPage *self)
{
  if (self->id != NULL)
    return gtk_widget_child_focus (self->verbs, GTK_DIR_TAB_FORWARD);
  return tie_record_form_focus (self->start, TIE_PROJECT_NAME);
}

static gboolean
tie_project_page_grab_focus (GtkWidget *widget)
{
  TieProjectPage *self = TIE_PROJECT_PAGE (widget);

  self->wants_focus = self->id != NULL && self->view == NULL;
  if (!self->wants_focus)
    return focus_first (self);
  return gtk_widget_child_focus (gtk_widget_get_first_child (widget), GTK_DIR_TAB_FORWARD); /* until it is read */
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieProjectPage) self = TIE_PROJECT_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  TieProjectView *view = tie_project_view_load_finish (TIE_STORE (source), result, &error);
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));
  gboolean is_first = self->view == NULL;

  if (view == NULL)
    {
      if (g_error_matches (error, TIE_ERROR, TIE_ERROR_NOT_FOUND)) /* deleted, or its making undone */
        g_signal_emit (self, signals[BACK], 0);
      else if (line != NULL)
        tie_status_line_say_error (line, error);
      return;
    }
  g_clear_pointer (&self->view, tie_project_view_free);
  self->view = view;
  g_set_object (&self->project, view->project);
  show_project (self);
  if (is_first && (self->wants_focus || gtk_widget_get_focus_child (GTK_WIDGET (self)) == NULL))
    focus_first (self);
}

void
tie_project_page_load (TieProjectPage *self)
{
  if (self->id != NULL)
    tie_project_view_load_async (get_store (self), self->id, self->gone, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (TieProjectPage *self,
                  guint areas)
{
  if ((areas & (TIE_STORE_AREA_PROJECTS | TIE_STORE_AREA_DOCUMENTS | TIE_STORE_AREA_CONTACTS)) != 0)
    tie_project_page_load (self);
}

static void
print_action (GtkWidget *widget,
              const char *action_name,
              GVariant *parameter)
{
  TieProjectPage *self = TIE_PROJECT_PAGE (widget);

  if (self->id != NULL)
    tie_windows_open_project_list (GTK_WINDOW (gtk_widget_get_root (widget)), self->session, self->id);
}

static void
open_client_action (GtkWidget *widget,
                    const char *action_name,
                    GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.open-contact", "s", tie_record_get_text (TIE_PROJECT_PAGE (widget)->project, TIE_PROJECT_CONTACT));
}

static void
open_entry (TieProjectPage *self,
            const char *entry,
            const char *kind)
{
  tie_entry_window_open (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->session, entry, kind, self->id);
}

static void
entry_activated_cb (TieProjectPage *self,
                    TieListRow *row)
{
  open_entry (self, tie_list_row_get_id (row), tie_list_row_get_text (row, TIE_ENTRY_ROW_KIND));
}

static void
add_entry_action (GtkWidget *widget,
                  const char *action_name,
                  GVariant *parameter)
{
  open_entry (TIE_PROJECT_PAGE (widget), NULL, g_str_equal (action_name, "project.add-time") ? TIE_ENTRY_KIND_TIME : TIE_ENTRY_KIND_EXPENSE);
}

static void
invoice_now_action (GtkWidget *widget,
                    const char *action_name,
                    GVariant *parameter)
{
  TieProjectPage *self = TIE_PROJECT_PAGE (widget);

  if (self->id != NULL)
    tie_invoice_window_open (GTK_WINDOW (gtk_widget_get_root (widget)), self->session, self->id);
}

static void
start_timer_action (GtkWidget *widget,
                    const char *action_name,
                    GVariant *parameter)
{
  TieProjectPage *self = TIE_PROJECT_PAGE (widget);

  if (self->id != NULL)
    tie_timer_control_start_for (widget, self->session, self->id, tie_record_get_text (self->project, TIE_PROJECT_WORK_CODE));
}

static void
user_changed_cb (TieProjectPage *self)
{
  g_autofree char *refusal = tie_session_dup_refusal (self->session, TIE_RIGHT_BILLING);
  gboolean may_bill = tie_session_may (self->session, TIE_RIGHT_BILLING);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "project.invoice-now", may_bill);
  gtk_widget_set_tooltip_text (self->invoice_button, may_bill ? _ ("Invoice Now (Ctrl+Return)") : refusal);
}

static void
back_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  g_signal_emit (widget, signals[BACK], 0);
}

static void
entries_changed_cb (TieProjectPage *self)
{
  tie_list_states_set_is_loading (self->states, tie_listing_get_is_loading (self->entries));
}

static void
tie_project_page_dispose (GObject *object)
{
  TieProjectPage *self = TIE_PROJECT_PAGE (object);

  g_cancellable_cancel (self->gone);
  g_clear_object (&self->fee_menu);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->entries);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_project_page_parent_class)->dispose (object);
}

static void
tie_project_page_finalize (GObject *object)
{
  TieProjectPage *self = TIE_PROJECT_PAGE (object);

  g_clear_pointer (&self->view, tie_project_view_free);
  g_clear_object (&self->project);
  g_object_unref (self->gone);
  g_free (self->id);
  G_OBJECT_CLASS (tie_project_page_parent_class)->finalize (object);
}

static void
tie_project_page_class_init (TieProjectPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_project_page_dispose;
  object_class->finalize = tie_project_page_finalize;
  signals[BACK] = g_signal_new ("back", TIE_TYPE_PROJECT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (TIE_TYPE_BANNER);
  g_type_ensure (TIE_TYPE_LIST_STATES);
  g_type_ensure (TIE_TYPE_TABLE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  widget_class->focus = tie_focus_through;
  widget_class->grab_focus = tie_project_page_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-project-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TieProjectPage, box);
  gtk_widget_class_bind_template_child (widget_class, TieProjectPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, TieProjectPage, verbs);
  gtk_widget_class_bind_template_child (widget_class, TieProjectPage, invoice_button);
  gtk_widget_class_bind_template_child (widget_class, TieProjectPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, TieProjectPage, banner);
  gtk_widget_class_bind_template_child (widget_class, TieProjectPage, client_banner);
  gtk_widget_class_bind_template_child (widget_class, TieProjectPage, fields);
  gtk_widget_class_bind_template_child (widget_class, TieProjectPage, activity);
  gtk_widget_class_bind_template_child (widget_class, TieProjectPage, wip_label);
  gtk_widget_class_bind_template_child (widget_class, TieProjectPage, states);
  gtk_widget_class_bind_template_child (widget_class, TieProjectPage, table);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);

  gtk_widget_class_install_action (widget_class, "project.invoice-now", NULL, invoice_now_action);
  gtk_widget_class_install_action (widget_class, "project.start-timer", NULL, start_timer_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "project.print", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "project.invoice-now", NULL);
  gtk_widget_class_install_action (widget_class, "project.add-time", NULL, add_entry_action);
  gtk_widget_class_install_action (widget_class, "project.add-expense", NULL, add_entry_action);
  gtk_widget_class_install_action (widget_class, "project.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "project.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "project.open-client", NULL, open_client_action);
  gtk_widget_class_install_action (widget_class, "project.archive", NULL, tie_project_page_set_archived_action);
  gtk_widget_class_install_action (widget_class, "project.unarchive", NULL, tie_project_page_set_archived_action);
  gtk_widget_class_install_action (widget_class, "project.delete", NULL, tie_project_page_delete_action);
}

static void
tie_project_page_init (TieProjectPage *self)
{
  self->gone = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static TieRecordForm *
add_form (TieProjectPage *self,
          GtkWidget *column,
          const guint *fields)
{
  GtkWidget *form = tie_record_form_new (self->session, TIE_TYPE_PROJECT, fields);

  g_signal_connect_object (form, "commit", G_CALLBACK (tie_project_page_commit_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (column), form);
  return TIE_RECORD_FORM (form);
}

static GtkWidget *
create_column (void)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_widget_set_valign (column, GTK_ALIGN_START);
  return column;
}

static void
build_forms (TieProjectPage *self)
{
  GtkWidget *start = create_column ();
  GtkWidget *end = create_column ();
  GtkWidget *actual = adw_action_row_new ();

  self->start = add_form (self, start, start_fields);
  self->end = add_form (self, end, end_fields);
  self->fee_menu = tie_fee_menu_new (GTK_WIDGET (self), TIE_AMOUNT_ENTRY (tie_record_form_get_widget (self->end, TIE_PROJECT_ESTIMATED_FEE)), self->session);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (actual), _ ("Actual fee"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (actual), _ ("Invoiced"));
  gtk_widget_set_focusable (actual, FALSE);
  self->actual_fee = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->actual_fee), "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (actual), GTK_WIDGET (self->actual_fee));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->end), actual);
  adw_bin_set_child (self->fields, tie_columns_new (start, end));
}

GtkWidget *
tie_project_page_new (TieSession *session,
                      const char *id,
                      const char *contact)
{
  TieProjectPage *self;
  GListModel *sorted;
  g_autoptr (GtkSingleSelection) rows = NULL;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_PROJECT_PAGE, NULL);
  self->session = g_object_ref (session);
  self->id = g_strdup (id);
  self->project = tie_record_new (TIE_TYPE_PROJECT, id);
  build_forms (self);
  tie_entry_rows_add_columns (self->table);
  self->entries = tie_entry_rows_new (get_store (self), id);
  sorted = G_LIST_MODEL (tie_table_sort_model (self->table, g_object_ref (G_LIST_MODEL (self->entries))));
  rows = gtk_single_selection_new (sorted);
  tie_table_set_model (self->table, GTK_SELECTION_MODEL (rows));
  tie_list_states_set_models (self->states, G_LIST_MODEL (self->entries), G_LIST_MODEL (rows));
  g_signal_connect_object (self->entries, "notify::is-loading", G_CALLBACK (entries_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_store (self), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::user", G_CALLBACK (user_changed_cb), self, G_CONNECT_SWAPPED);
  user_changed_cb (self);
  if (id == NULL)
    {
      tie_record_set_text (self->project, TIE_PROJECT_CONTACT, contact);
      tie_record_set_text (self->project, TIE_PROJECT_STATUS, "open");
      show_project (self);
      tie_record_form_focus (self->start, TIE_PROJECT_NAME);
    }
  tie_project_page_load (self);
  return GTK_WIDGET (self);
}

const char *
tie_project_page_get_id (TieProjectPage *self)
{
  g_return_val_if_fail (TIE_IS_PROJECT_PAGE (self), NULL);

  return self->id;
}
