/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-projects-page"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-typed-date.h"
#include "model/tie-project.h"
#include "ui/tie-fee-review-window.h"
#include "ui/tie-focus.h"
#include "ui/tie-list-pane.h"
#include "ui/tie-page.h"
#include "ui/tie-project-page.h"
#include "ui/tie-project-rows.h"
#include "ui/tie-projects-page.h"
#include "ui/tie-record-edit.h"
#include "ui/tie-saying.h"
#include "ui/tie-table-export.h"
#include "ui/tie-undo-control.h"

/* In the order of the drop-down. */
typedef enum
{
  SHOW_ALL,
  SHOW_NOT_DONE,
  SHOW_OVERDUE,
  SHOW_WITH_WIP,
  SHOW_ARCHIVED,
} Show;

struct _TieProjectsPage
{
  GtkWidget parent_instance;

  GtkStack *stack;   /* template child */
  TieListPane *pane; /* template child */

  TieSession *session; /* (owned) */
  GtkWidget *project;  /* (unowned) (nullable): the open project's page */
  char *today;         /* (owned): what overdue is measured by */
};

static void tie_projects_page_page_init (TiePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TieProjectsPage, tie_projects_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (TIE_TYPE_PAGE, tie_projects_page_page_init))

static gboolean
is_shown (TieListRow *row,
          guint show,
          gpointer user_data)
{
  TieProjectsPage *self = user_data;
  gboolean is_archived = tie_list_row_get_number (row, TIE_PROJECT_ROW_IS_ARCHIVED) != 0;
  gboolean is_done = tie_list_row_get_number (row, TIE_PROJECT_ROW_IS_DONE) != 0;
  const char *due;

  if (show == SHOW_ARCHIVED || is_archived)
    return show == SHOW_ARCHIVED && is_archived;
  if (show == SHOW_NOT_DONE)
    return !is_done;
  if (show == SHOW_WITH_WIP)
    return tie_list_row_get_number (row, TIE_PROJECT_ROW_WIP) != 0 || tie_list_row_get_number (row, TIE_PROJECT_ROW_HOURS) != 0;
  if (show == SHOW_ALL)
    return TRUE;
  due = tie_list_row_get_text (row, TIE_PROJECT_ROW_DUE);
  return !is_done && *due != '\0' && strcmp (due, self->today) < 0;
}

static void
close_project (TieProjectsPage *self)
{
  GtkWidget *project = self->project;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *id = NULL;

  if (project == NULL)
    return;
  if (root != NULL)
    gtk_root_set_focus (root, NULL); /* leaving a field saves it */
  id = g_strdup (tie_project_page_get_id (TIE_PROJECT_PAGE (project)));
  self->project = NULL;
  gtk_stack_set_visible_child_name (self->stack, "list");
  gtk_stack_remove (self->stack, project);
  tie_list_pane_focus_row (self->pane, id);
}

static void
row_activated_cb (TieProjectsPage *self,
                  TieListRow *row)
{
  tie_projects_page_open (self, tie_list_row_get_id (row), NULL);
}

static void
row_menu_cb (TieProjectsPage *self,
             TieListRow *row)
{
  gboolean is_archived = tie_list_row_get_number (row, TIE_PROJECT_ROW_IS_ARCHIVED) != 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "projects.archive", !is_archived);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "projects.unarchive", is_archived);
}

static void
open_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  TieListRow *row = tie_list_pane_get_current (TIE_PROJECTS_PAGE (widget)->pane);

  if (row != NULL)
    row_activated_cb (TIE_PROJECTS_PAGE (widget), row);
}

static void
open_client_action (GtkWidget *widget,
                    const char *action_name,
                    GVariant *parameter)
{
  TieListRow *row = tie_list_pane_get_current (TIE_PROJECTS_PAGE (widget)->pane);

  if (row != NULL)
    gtk_widget_activate_action (widget, "win.open-contact", "s", tie_list_row_get_text (row, TIE_PROJECT_ROW_CONTACT));
}

static void
add_action (GtkWidget *widget,
            const char *action_name,
            GVariant *parameter)
{
  tie_projects_page_open (TIE_PROJECTS_PAGE (widget), NULL, NULL);
}

static void
archive_action (GtkWidget *widget,
                const char *action_name,
                GVariant *parameter)
{
  TieProjectsPage *self = TIE_PROJECTS_PAGE (widget);
  TieListRow *row = tie_list_pane_get_current (self->pane);
  gboolean is_archive = g_str_equal (action_name, "projects.archive");
  const char *name;
  TieSaying *saying;

  if (row == NULL)
    return;
  name = tie_list_row_get_text (row, TIE_PROJECT_ROW_NAME);
  saying = tie_saying_new (widget, is_archive ? g_strdup_printf (_ ("%s archived"), name) : g_strdup_printf (_ ("%s brought back"), name));
  tie_record_edit_set_async (tie_session_get_store (self->session), TIE_TYPE_PROJECT, tie_list_row_get_id (row), TIE_PROJECT_ARCHIVED,
                             is_archive ? "1" : "", tie_saying_get_sentence (saying), tie_undo_control_get_id (widget), NULL,
                             tie_saying_edited_cb, saying);
}

static void
delete_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  TieProjectsPage *self = TIE_PROJECTS_PAGE (widget);
  TieListRow *row = tie_list_pane_get_current (self->pane);
  TieSaying *saying;

  if (row == NULL)
    return;
  saying = tie_saying_new (widget, g_strdup_printf (_ ("%s deleted"), tie_list_row_get_text (row, TIE_PROJECT_ROW_NAME)));
  tie_record_edit_delete_async (tie_session_get_store (self->session), TIE_TYPE_PROJECT, tie_list_row_get_id (row), tie_saying_get_sentence (saying),
                                tie_undo_control_get_id (widget), NULL, tie_saying_edited_cb, saying);
}

static void
export_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  TieProjectsPage *self = TIE_PROJECTS_PAGE (widget);

  tie_table_export (tie_list_pane_get_table (self->pane), _ ("Projects"));
}

static void
import_fees_action (GtkWidget *widget,
                    const char *action_name,
                    GVariant *parameter)
{
  tie_fee_review_window_open (GTK_WINDOW (gtk_widget_get_root (widget)), TIE_PROJECTS_PAGE (widget)->session, 0);
}

static void
user_changed_cb (TieProjectsPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "projects.import-fees", tie_session_may (self->session, TIE_RIGHT_BILLING));
}

static void
page_create (TiePage *page)
{
  tie_projects_page_open (TIE_PROJECTS_PAGE (page), NULL, NULL);
}

static void
page_search (TiePage *page)
{
  TieProjectsPage *self = TIE_PROJECTS_PAGE (page);

  close_project (self);
  tie_list_pane_focus_search (self->pane);
}

static gboolean
page_go_back (TiePage *page)
{
  TieProjectsPage *self = TIE_PROJECTS_PAGE (page);

  if (self->project == NULL)
    return FALSE;
  close_project (self);
  return TRUE;
}

static void
tie_projects_page_page_init (TiePageInterface *iface)
{
  iface->create = page_create;
  iface->search = page_search;
  iface->go_back = page_go_back;
}

static gboolean
tie_projects_page_grab_focus (GtkWidget *widget)
{
  TieProjectsPage *self = TIE_PROJECTS_PAGE (widget);

  if (self->project != NULL)
    return gtk_widget_grab_focus (self->project);
  return gtk_widget_grab_focus (GTK_WIDGET (self->pane));
}

static void
tie_projects_page_dispose (GObject *object)
{
  TieProjectsPage *self = TIE_PROJECTS_PAGE (object);

  g_clear_pointer ((GtkWidget **) &self->stack, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_projects_page_parent_class)->dispose (object);
}

static void
tie_projects_page_finalize (GObject *object)
{
  g_free (TIE_PROJECTS_PAGE (object)->today);
  G_OBJECT_CLASS (tie_projects_page_parent_class)->finalize (object);
}

static void
tie_projects_page_class_init (TieProjectsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_projects_page_dispose;
  object_class->finalize = tie_projects_page_finalize;
  widget_class->focus = tie_focus_through;
  widget_class->grab_focus = tie_projects_page_grab_focus;

  g_type_ensure (TIE_TYPE_LIST_PANE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-projects-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TieProjectsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TieProjectsPage, pane);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_menu_cb);

  gtk_widget_class_install_action (widget_class, "projects.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "projects.open-client", NULL, open_client_action);
  gtk_widget_class_install_action (widget_class, "projects.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "projects.archive", NULL, archive_action);
  gtk_widget_class_install_action (widget_class, "projects.unarchive", NULL, archive_action);
  gtk_widget_class_install_action (widget_class, "projects.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "projects.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "projects.import-fees", NULL, import_fees_action);
}

static void
tie_projects_page_init (TieProjectsPage *self)
{
  self->today = tie_typed_date_get_today ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tie_projects_page_new (TieSession *session)
{
  TieProjectsPage *self;
  g_autoptr (TieListing) projects = NULL;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_PROJECTS_PAGE, NULL);
  self->session = g_object_ref (session);
  projects = tie_project_rows_new (tie_session_get_store (session), NULL);
  tie_project_rows_add_columns (tie_list_pane_get_table (self->pane), TRUE);
  tie_list_pane_set_listing (self->pane, "projects", projects, is_shown, self);
  g_signal_connect_object (session, "notify::user", G_CALLBACK (user_changed_cb), self, G_CONNECT_SWAPPED);
  user_changed_cb (self);
  return GTK_WIDGET (self);
}

void
tie_projects_page_open (TieProjectsPage *self,
                        const char *id,
                        const char *contact)
{
  g_return_if_fail (TIE_IS_PROJECTS_PAGE (self));

  close_project (self);
  self->project = tie_project_page_new (self->session, id, contact);
  g_signal_connect_object (self->project, "back", G_CALLBACK (close_project), self, G_CONNECT_SWAPPED);
  gtk_stack_add_child (self->stack, self->project);
  gtk_stack_set_visible_child (self->stack, self->project);
}
