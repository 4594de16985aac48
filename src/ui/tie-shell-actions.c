/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-shell"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-backup-dialogs.h"
#include "ui/tie-contacts-page.h"
#include "ui/tie-document-editor.h"
#include "ui/tie-projects-page.h"
#include "ui/tie-reading-text.h"
#include "ui/tie-settings.h"
#include "ui/tie-shell-private.h"
#include "ui/tie-sync-page.h"
#include "ui/tie-time-page.h"

static void
show_page_action (GtkWidget *widget,
                  const char *action_name,
                  GVariant *parameter)
{
  tie_shell_show_page (TIE_SHELL (widget), g_variant_get_string (parameter, NULL));
}

static void
show_page_number_action (GtkWidget *widget,
                         const char *action_name,
                         GVariant *parameter)
{
  GtkListBox *list = TIE_SHELL (widget)->page_list;
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, g_variant_get_int32 (parameter) - 1);

  if (row != NULL)
    g_signal_emit_by_name (list, "row-activated", row);
}

static void
open_contact_action (GtkWidget *widget,
                     const char *action_name,
                     GVariant *parameter)
{
  TieShell *self = TIE_SHELL (widget);

  tie_shell_show_page (self, "contacts");
  tie_contacts_page_open (TIE_CONTACTS_PAGE (tie_shell_get_visible_page (self)), g_variant_get_string (parameter, NULL));
}

static void
open_project_action (GtkWidget *widget,
                     const char *action_name,
                     GVariant *parameter)
{
  TieShell *self = TIE_SHELL (widget);

  tie_shell_show_page (self, "projects");
  tie_projects_page_open (TIE_PROJECTS_PAGE (tie_shell_get_visible_page (self)), g_variant_get_string (parameter, NULL), NULL);
}

/* For a client, with its id. */
static void
new_project_action (GtkWidget *widget,
                    const char *action_name,
                    GVariant *parameter)
{
  TieShell *self = TIE_SHELL (widget);

  tie_shell_show_page (self, "projects");
  tie_projects_page_open (TIE_PROJECTS_PAGE (tie_shell_get_visible_page (self)), NULL, g_variant_get_string (parameter, NULL));
}

static void
add_time_action (GtkWidget *widget,
                 const char *action_name,
                 GVariant *parameter)
{
  TieShell *self = TIE_SHELL (widget);

  tie_shell_show_page (self, "time");
  tie_time_page_focus_line (TIE_TIME_PAGE (tie_shell_get_visible_page (self)));
}

static void
go_to_action (GtkWidget *widget,
              const char *action_name,
              GVariant *parameter)
{
  tie_shell_go_to (TIE_SHELL (widget));
}

static void
new_action (GtkWidget *widget,
            const char *action_name,
            GVariant *parameter)
{
  TieShell *self = TIE_SHELL (widget);

  /* A page that makes nothing hands over to the first one that does. */
  if (!tie_page_can_create (tie_shell_get_visible_page (self)))
    tie_shell_show_page (self, "contacts");
  tie_page_create (tie_shell_get_visible_page (self));
}

static void
new_on_page_action (GtkWidget *widget,
                    const char *action_name,
                    GVariant *parameter)
{
  TieShell *self = TIE_SHELL (widget);

  tie_shell_show_page (self, g_variant_get_string (parameter, NULL));
  if (tie_page_can_create (tie_shell_get_visible_page (self)))
    tie_page_create (tie_shell_get_visible_page (self));
}

/* Parameters: the page, the record's id. */
static void
open_record_action (GtkWidget *widget,
                    const char *action_name,
                    GVariant *parameter)
{
  TieShell *self = TIE_SHELL (widget);
  const char *page;
  const char *id;

  g_variant_get (parameter, "(&s&s)", &page, &id);
  tie_shell_show_page (self, page);
  if (g_str_equal (action_name, "win.open-record") && tie_page_can_open (tie_shell_get_visible_page (self)))
    tie_page_open (tie_shell_get_visible_page (self), id);
  else if (g_str_equal (action_name, "win.new-from") && tie_page_can_create_from (tie_shell_get_visible_page (self)))
    tie_page_create_from (tie_shell_get_visible_page (self), id);
}

/* Parameters: the page, the record's id, and a place as of tie_document_editor_go_to(). */
static void
open_record_at_action (GtkWidget *widget,
                       const char *action_name,
                       GVariant *parameter)
{
  TieShell *self = TIE_SHELL (widget);
  TieEditor *editor;
  const char *page;
  const char *id;
  const char *place;

  g_variant_get (parameter, "(&s&s&s)", &page, &id, &place);
  tie_shell_show_page (self, page);
  if (!tie_page_can_open (tie_shell_get_visible_page (self)))
    return;
  tie_page_open (tie_shell_get_visible_page (self), id);
  editor = tie_page_get_editor (tie_shell_get_visible_page (self));
  if (TIE_IS_DOCUMENT_EDITOR (editor) && g_strcmp0 (tie_editor_get_id (editor), id) == 0) /* else another one is being edited still */
    tie_document_editor_go_to (TIE_DOCUMENT_EDITOR (editor), place);
}

static void
open_site_action (GtkWidget *widget,
                  const char *action_name,
                  GVariant *parameter)
{
  TieShell *self = TIE_SHELL (widget);

  tie_shell_show_page (self, "contacts");
  tie_contacts_page_open_site (TIE_CONTACTS_PAGE (tie_shell_get_visible_page (self)), g_variant_get_string (parameter, NULL));
}

/* Parameters: TieSyncGroup, the record's id ("": none). */
static void
open_sync_action (GtkWidget *widget,
                  const char *action_name,
                  GVariant *parameter)
{
  TieShell *self = TIE_SHELL (widget);
  guint group;
  const char *id;

  g_variant_get (parameter, "(u&s)", &group, &id);
  tie_shell_show_page (self, "sync");
  tie_sync_page_show (TIE_SYNC_PAGE (tie_shell_get_visible_page (self)), group, *id != '\0' ? id : NULL);
}

static void
search_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  tie_page_search (tie_shell_get_visible_page (TIE_SHELL (widget)));
}

static void
back_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  TiePage *page = tie_shell_get_visible_page (TIE_SHELL (widget));

  if (page != NULL)
    tie_page_go_back (page);
}

static void
toggle_sidebar_action (GtkWidget *widget,
                       const char *action_name,
                       GVariant *parameter)
{
  TieShell *self = TIE_SHELL (widget);
  AdwLeaflet *leaflet = self->leaflet;
  GtkWidget *sidebar = self->sidebar;

  if (!adw_leaflet_get_folded (leaflet))
    {
      gtk_widget_set_visible (sidebar, !gtk_widget_get_visible (sidebar));
      return;
    }
  gtk_widget_set_visible (sidebar, TRUE);
  if (adw_leaflet_get_visible_child (leaflet) == sidebar)
    adw_leaflet_set_visible_child (leaflet, self->content);
  else
    {
      adw_leaflet_set_visible_child (leaflet, sidebar);
      gtk_widget_child_focus (GTK_WIDGET (self->page_list), GTK_DIR_TAB_FORWARD);
    }
}

/* There are two panes, so the next one is the previous one too. */
static void
other_pane_action (GtkWidget *widget,
                   const char *action_name,
                   GVariant *parameter)
{
  TieShell *self = TIE_SHELL (widget);
  GtkWidget *sidebar = self->sidebar;

  if (gtk_widget_get_focus_child (sidebar) != NULL || !gtk_widget_get_child_visible (sidebar) || !gtk_widget_get_visible (sidebar))
    tie_shell_focus_page (self);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->page_list), GTK_DIR_TAB_FORWARD);
}

static void
setup_menu_action (GtkWidget *widget,
                   const char *action_name,
                   GVariant *parameter)
{
  tie_shell_open_setup (TIE_SHELL (widget));
}

static void
progress_cb (TieCompany *company,
             GParamSpec *pspec,
             TieShell *self)
{
  g_autofree char *sentence = tie_reading_text_make (company);

  tie_status_line_set_progress (self->status_line, sentence, self->reading);
}

static void
pulled_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieShell) self = TIE_SHELL (user_data);
  g_autoptr (GError) error = NULL;
  guint read = 0;
  gboolean is_done = tie_company_pull_finish (TIE_COMPANY (source), result, &read, &error);
  g_autofree char *sentence = NULL;

  g_signal_handlers_disconnect_by_func (source, progress_cb, self);
  if (self->reading == NULL) /* the window is gone */
    return;
  tie_status_line_set_progress (self->status_line, NULL, NULL);
  if (is_done)
    {
      const char *package = tie_company_get_package (TIE_COMPANY (source))->short_name;

      if (read > 0)
        sentence = g_strdup_printf (ngettext ("%u change read from %s", "%u changes read from %s", read), read, package);
      else
        sentence = g_strdup_printf (_ ("Nothing has changed in %s"), package);
      tie_shell_say (self, sentence);
    }
  else
    tie_shell_say_error (self, error);
}

static void
refresh_action (GtkWidget *widget,
                const char *action_name,
                GVariant *parameter)
{
  TieShell *self = TIE_SHELL (widget);
  TieCompany *company = tie_session_get_company (tie_shell_get_session (self));

  if (tie_company_get_is_reading (company))
    {
      tie_company_try_now (company);
      return;
    }
  g_signal_connect (company, "notify::progress", G_CALLBACK (progress_cb), self);
  g_signal_connect (company, "notify::waiting", G_CALLBACK (progress_cb), self);
  progress_cb (company, NULL, self);
  tie_company_pull_async (company, tie_shell_begin_reading (self), pulled_cb, g_object_ref (self));
}

static void
back_up_action (GtkWidget *widget,
                const char *action_name,
                GVariant *parameter)
{
  tie_backup_dialogs_back_up (GTK_WINDOW (widget), tie_session_get_store (tie_shell_get_session (TIE_SHELL (widget))));
}

static void
tour_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  g_settings_reset (tie_settings_get (), "guide-dismissed");
  tie_shell_show_page (TIE_SHELL (widget), "overview");
}

void
tie_shell_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.show-page", "s", show_page_action);
  gtk_widget_class_install_action (widget_class, "win.show-page-number", "i", show_page_number_action);
  gtk_widget_class_install_action (widget_class, "win.open-contact", "s", open_contact_action);
  gtk_widget_class_install_action (widget_class, "win.open-project", "s", open_project_action);
  gtk_widget_class_install_action (widget_class, "win.new-project", "s", new_project_action);
  gtk_widget_class_install_action (widget_class, "win.go-to", NULL, go_to_action);
  gtk_widget_class_install_action (widget_class, "win.add-time", NULL, add_time_action);
  gtk_widget_class_install_action (widget_class, "win.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "win.new-on-page", "s", new_on_page_action);
  gtk_widget_class_install_action (widget_class, "win.open-record", "(ss)", open_record_action);
  gtk_widget_class_install_action (widget_class, "win.new-from", "(ss)", open_record_action);
  gtk_widget_class_install_action (widget_class, "win.open-record-at", "(sss)", open_record_at_action);
  gtk_widget_class_install_action (widget_class, "win.open-site", "s", open_site_action);
  gtk_widget_class_install_action (widget_class, "win.open-sync", "(us)", open_sync_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.toggle-sidebar", NULL, toggle_sidebar_action);
  gtk_widget_class_install_action (widget_class, "win.other-pane", NULL, other_pane_action);
  gtk_widget_class_install_action (widget_class, "win.setup-menu", NULL, setup_menu_action);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "win.back-up", NULL, back_up_action);
  gtk_widget_class_install_action (widget_class, "win.tour", NULL, tour_action);

  tie_shell_install_window_actions (widget_class);

  for (int i = 1; i <= 9; i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0 + i, GDK_ALT_MASK, "win.show-page-number", "i", i);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "win.new", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "win.search", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, GDK_CONTROL_MASK, "win.go-to", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, GDK_CONTROL_MASK, "win.add-time", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "win.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F9, 0, "win.toggle-sidebar", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F6, 0, "win.other-pane", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F6, GDK_SHIFT_MASK, "win.other-pane", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_ALT_MASK, "win.setup-menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "win.refresh", NULL);
}

void
tie_shell_update_actions (TieShell *self)
{
  static const char *const of_practice[] = {
    "win.show-page", "win.show-page-number", "win.open-contact", "win.open-project", "win.new-project", "win.add-time", "win.go-to", "win.new", "win.new-on-page",
    "win.open-record", "win.open-record-at", "win.open-site", "win.open-sync", "win.new-from", "win.back", "win.toggle-sidebar", "win.other-pane", "win.setup-menu",
    "win.back-up", "win.tour",
  };
  GtkWidget *widget = GTK_WIDGET (self);
  TieSession *session = tie_shell_get_session (self);
  TiePage *page = tie_shell_get_visible_page (self);
  TieCompanyState state = session != NULL ? tie_company_get_state (tie_session_get_company (session)) : TIE_COMPANY_NOT_CONNECTED;

  for (guint i = 0; i < G_N_ELEMENTS (of_practice); i++)
    gtk_widget_action_set_enabled (widget, of_practice[i], session != NULL);
  tie_shell_update_window_actions (self);
  gtk_widget_action_set_enabled (widget, "win.search", page != NULL && tie_page_can_search (page));
  gtk_widget_action_set_enabled (widget, "win.refresh", (state == TIE_COMPANY_CONNECTED || state == TIE_COMPANY_OFFLINE) && tie_session_may (session, TIE_RIGHT_SYNC));
}
