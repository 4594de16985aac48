/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-integration-window"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-integration-window.h"
#include "ui/tie-status-line.h"
#include "ui/tie-windows.h"

struct _TieIntegrationWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title_widget;   /* template child */
  AdwToastOverlay *toast_overlay; /* template child */
  TieStatusLine *status_line;     /* template child */

  TieMatchPage *contacts;    /* (unowned): child of the overlay */
  TieSession *session;       /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): while reading */
};

G_DEFINE_FINAL_TYPE (TieIntegrationWindow, tie_integration_window, ADW_TYPE_WINDOW)

static void
update_title (TieIntegrationWindow *self)
{
  const char *company = tie_company_get_name (tie_session_get_company (self->session));

  adw_window_title_set_subtitle (self->title_widget, company != NULL ? company : _ ("QuickBooks Online Integration"));
}

static void
update_reading (TieIntegrationWindow *self)
{
  TieCompany *company = tie_session_get_company (self->session);
  gboolean is_reading = tie_company_get_is_reading (company);
  TieCompanyState state = tie_company_get_state (company);
  g_autofree char *sentence = NULL;
  guint progress;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "integration.refresh",
                                 !is_reading && tie_session_may (self->session, TIE_RIGHT_SYNC) && (state == TIE_COMPANY_CONNECTED || state == TIE_COMPANY_OFFLINE));
  if (self->cancellable == NULL)
    return;
  g_object_get (company, "progress", &progress, NULL);
  sentence = g_strdup_printf (_ ("Reading from QuickBooks… %'u"), progress);
  tie_status_line_set_progress (self->status_line, sentence, self->cancellable);
}

static void
refreshed_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (TieIntegrationWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  guint n_read = 0;
  gboolean done = tie_company_pull_finish (TIE_COMPANY (source), result, &n_read, &error);

  g_clear_object (&self->cancellable);
  tie_status_line_set_progress (self->status_line, NULL, NULL);
  if (done)
    {
      sentence = g_strdup_printf (ngettext ("%'u record read from QuickBooks", "%'u records read from QuickBooks", n_read), n_read);
      tie_status_line_say (self->status_line, n_read > 0 ? sentence : _ ("Nothing has changed in QuickBooks"), FALSE);
    }
  else
    tie_status_line_say_error (self->status_line, error);
  update_reading (self);
}

static void
refresh_action (GtkWidget *widget,
                const char *action,
                GVariant *parameter)
{
  TieIntegrationWindow *self = TIE_INTEGRATION_WINDOW (widget);

  if (self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  tie_company_pull_async (tie_session_get_company (self->session), self->cancellable, refreshed_cb, g_object_ref (self));
  update_reading (self);
}

static void
connect_action (GtkWidget *widget,
                const char *action,
                GVariant *parameter)
{
  tie_windows_open_connect (GTK_WINDOW (widget), TIE_INTEGRATION_WINDOW (widget)->session);
}

static void
tie_integration_window_dispose (GObject *object)
{
  TieIntegrationWindow *self = TIE_INTEGRATION_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (tie_session_get_company (self->session), self);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIE_TYPE_INTEGRATION_WINDOW);
  G_OBJECT_CLASS (tie_integration_window_parent_class)->dispose (object);
}

static void
tie_integration_window_class_init (TieIntegrationWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_integration_window_dispose;

  g_type_ensure (TIE_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-integration-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TieIntegrationWindow, title_widget);
  gtk_widget_class_bind_template_child (widget_class, TieIntegrationWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, TieIntegrationWindow, status_line);
  gtk_widget_class_install_action (widget_class, "integration.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "integration.connect", NULL, connect_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "integration.refresh", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tie_integration_window_init (TieIntegrationWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tie_status_line_set_toast_overlay (self->status_line, self->toast_overlay);
}

static void
update_rights (TieIntegrationWindow *self)
{
  g_autofree char *change = NULL;
  g_autofree char *clear = NULL;

  if (self->session == NULL) /* closed meanwhile */
    return;
  change = tie_session_may (self->session, TIE_RIGHT_SYNC) ? NULL : tie_session_dup_refusal (self->session, TIE_RIGHT_SYNC);
  clear = tie_session_may (self->session, TIE_RIGHT_SET_UP) ? NULL : tie_session_dup_refusal (self->session, TIE_RIGHT_SET_UP);
  tie_match_page_set_refusals (self->contacts, change, clear);
  update_reading (self);
}

GtkWidget *
tie_integration_window_new (TieSession *session)
{
  TieIntegrationWindow *self;
  TieCompany *company;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_INTEGRATION_WINDOW, NULL);
  self->session = g_object_ref (session);
  company = tie_session_get_company (session);
  self->contacts = TIE_MATCH_PAGE (tie_match_page_new (company));
  tie_match_page_add_list (self->contacts, tie_session_get_crosswalk (session, TIE_KIND_CUSTOMER), &tie_match_list_customers);
  tie_match_page_add_list (self->contacts, tie_session_get_crosswalk (session, TIE_KIND_VENDOR), &tie_match_list_vendors);
  adw_toast_overlay_set_child (self->toast_overlay, GTK_WIDGET (self->contacts));

  g_signal_connect_object (session, "notify::user", G_CALLBACK (update_rights), self, G_CONNECT_SWAPPED);
  update_rights (self);
  g_signal_connect_object (company, "notify::name", G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (company, "notify::state", G_CALLBACK (update_reading), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (company, "notify::is-reading", G_CALLBACK (update_reading), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (company, "notify::progress", G_CALLBACK (update_reading), self, G_CONNECT_SWAPPED);
  update_title (self);
  update_reading (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->contacts));
  return GTK_WIDGET (self);
}

TieMatchPage *
tie_integration_window_get_contacts (TieIntegrationWindow *self)
{
  g_return_val_if_fail (TIE_IS_INTEGRATION_WINDOW (self), NULL);

  return self->contacts;
}
