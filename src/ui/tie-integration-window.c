/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-integration-window"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-code.h"
#include "sync/tie-practice-package.h"
#include "ui/tie-caption.h"
#include "ui/tie-defaults-page.h"
#include "ui/tie-integration-window.h"
#include "ui/tie-match-page.h"
#include "ui/tie-reading-text.h"
#include "ui/tie-status-line.h"
#include "ui/tie-windows.h"

struct _TieIntegrationWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toast_overlay; /* template child */
  AdwViewStack *stack;            /* template child */
  TieStatusLine *status_line;     /* template child */
  GtkWidget *refresh_button;      /* template child */

  TieSession *session;       /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): while reading */
};

G_DEFINE_FINAL_TYPE (TieIntegrationWindow, tie_integration_window, ADW_TYPE_WINDOW)

static void
update_title (TieIntegrationWindow *self)
{
  const char *company = tie_company_get_name (tie_session_get_company (self->session));
  const TiePackage *package = tie_session_get_package (self->session);

  if (company != NULL)
    /* Translators: title of a window, with the package and the name of the company */
    tie_caption_set (GTK_WIDGET (self), _ ("%s Integration – %s"), package->name, company);
  else
    tie_caption_set (GTK_WIDGET (self), _ ("%s Integration"), package->name);
  tie_caption_set_accessible (GTK_WIDGET (self), _ ("%s Integration"), package->name);
  tie_caption_set_tooltip (self->refresh_button, _ ("Read from %s (F5)"), package->short_name);
}

/* ---- the pages, each made when it is first looked at ---- */

static AdwBin *
get_bin (TieIntegrationWindow *self,
         const char *name)
{
  return ADW_BIN (adw_view_stack_get_child_by_name (self->stack, name));
}

static void
update_page_rights (TieIntegrationWindow *self,
                    GtkWidget *page)
{
  gboolean may_sync = tie_session_may (self->session, TIE_RIGHT_SYNC);
  gboolean may_set_up = tie_session_may (self->session, TIE_RIGHT_SET_UP);
  g_autofree char *change = may_sync ? NULL : tie_session_dup_refusal (self->session, TIE_RIGHT_SYNC);
  g_autofree char *clear = may_set_up ? NULL : tie_session_dup_refusal (self->session, TIE_RIGHT_SET_UP);

  if (TIE_IS_MATCH_PAGE (page))
    tie_match_page_set_refusals (TIE_MATCH_PAGE (page), change, clear);
  else if (TIE_IS_DEFAULTS_PAGE (page))
    tie_defaults_page_set_refusal (TIE_DEFAULTS_PAGE (page), clear);
}

static GtkWidget *
make_page (TieIntegrationWindow *self,
           const char *name)
{
  TieCompany *company = tie_session_get_company (self->session);
  g_autofree char *lack = g_str_equal (name, "employees") ? tie_practice_package_dup_lack (tie_company_get_connection (company), TIE_LACKS_EMPLOYEES) : NULL;
  GtkWidget *page = lack != NULL                     ? g_object_new (ADW_TYPE_STATUS_PAGE, "icon-name", "system-users-symbolic", "title", lack, NULL)
                    : g_str_equal (name, "defaults") ? tie_defaults_page_new (company)
                                                     : tie_match_page_new (company);
  TieMatchPage *match = TIE_IS_MATCH_PAGE (page) ? TIE_MATCH_PAGE (page) : NULL;

  if (match == NULL)
    return page;
  if (g_str_equal (name, "contacts"))
    {
      tie_match_page_add_list (match, tie_session_get_crosswalk (self->session, TIE_KIND_CUSTOMER), &tie_match_list_customers);
      tie_match_page_add_list (match, tie_session_get_crosswalk (self->session, TIE_KIND_VENDOR), &tie_match_list_vendors);
    }
  else if (g_str_equal (name, "employees"))
    tie_match_page_add_list (match, tie_session_get_crosswalk (self->session, TIE_KIND_EMPLOYEE), &tie_match_list_employees);
  else if (g_str_equal (name, "work-codes"))
    tie_match_page_add_list (match, tie_session_get_code_crosswalk (self->session, TIE_TYPE_WORK_CODE), &tie_match_list_work_codes);
  else
    tie_match_page_add_list (match, tie_session_get_code_crosswalk (self->session, TIE_TYPE_EXPENSE_CODE), &tie_match_list_expense_codes);
  return page;
}

static void
page_shown_cb (TieIntegrationWindow *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->stack);
  AdwBin *bin = name != NULL ? get_bin (self, name) : NULL;

  if (bin == NULL || self->session == NULL || adw_bin_get_child (bin) != NULL)
    return;
  adw_bin_set_child (bin, make_page (self, name));
  update_page_rights (self, adw_bin_get_child (bin));
}

static void
focus_page (TieIntegrationWindow *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->stack);
  GtkWidget *page = name != NULL ? adw_bin_get_child (get_bin (self, name)) : NULL;

  if (page != NULL)
    gtk_widget_grab_focus (page);
}

/* Another company may have what the one before had not. */
static void
company_changed_cb (TieIntegrationWindow *self)
{
  AdwBin *employees = get_bin (self, "employees");

  adw_bin_set_child (employees, NULL);
  page_shown_cb (self);
}

/* By keys the focus goes along; a click on the switcher keeps it there. */
static void
show_page (TieIntegrationWindow *self,
           const char *name)
{
  adw_view_stack_set_visible_child_name (self->stack, name);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    focus_page (self);
}

/* Not before: a window whose focus is set while it is made gets no role for a screen reader in GTK 4.8. */
static void
tie_integration_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tie_integration_window_parent_class)->map (widget);
  focus_page (TIE_INTEGRATION_WINDOW (widget));
}

static void
step_page_action (GtkWidget *widget,
                  const char *action,
                  GVariant *parameter)
{
  TieIntegrationWindow *self = TIE_INTEGRATION_WINDOW (widget);
  g_autoptr (GtkSelectionModel) pages = adw_view_stack_get_pages (self->stack);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (pages));
  g_autoptr (GtkBitset) shown = gtk_selection_model_get_selection (pages);
  guint position = (gtk_bitset_get_minimum (shown) + (g_str_equal (action, "integration.next-page") ? 1 : n - 1)) % n;
  g_autoptr (AdwViewStackPage) page = g_list_model_get_item (G_LIST_MODEL (pages), position);

  show_page (self, adw_view_stack_page_get_name (page));
}

static void
update_reading (TieIntegrationWindow *self)
{
  TieCompany *company = tie_session_get_company (self->session);
  gboolean is_reading = tie_company_get_is_reading (company);
  TieCompanyState state = tie_company_get_state (company);
  g_autofree char *sentence = NULL;

  /* While it waits before its next try, F5 ends the wait. */
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "integration.refresh",
                                 (!is_reading || tie_company_get_waiting (company) > 0) && tie_session_may (self->session, TIE_RIGHT_SYNC) && (state == TIE_COMPANY_CONNECTED || state == TIE_COMPANY_OFFLINE));
  if (self->cancellable == NULL)
    return;
  sentence = tie_reading_text_make (company);
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
      if (n_read > 0)
        sentence = g_strdup_printf (ngettext ("%'u record read from %s", "%'u records read from %s", n_read), n_read, tie_session_get_package (self->session)->short_name);
      else
        sentence = g_strdup_printf (_ ("Nothing has changed in %s"), tie_session_get_package (self->session)->short_name);
      tie_status_line_say (self->status_line, sentence, FALSE);
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
  TieCompany *company = tie_session_get_company (self->session);

  if (tie_company_get_is_reading (company)) /* by whichever window */
    {
      tie_company_try_now (company);
      return;
    }
  if (self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  tie_company_pull_async (company, self->cancellable, refreshed_cb, g_object_ref (self));
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
  widget_class->map = tie_integration_window_map;

  g_type_ensure (TIE_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-integration-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TieIntegrationWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, TieIntegrationWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, TieIntegrationWindow, status_line);
  gtk_widget_class_bind_template_child (widget_class, TieIntegrationWindow, refresh_button);
  gtk_widget_class_install_action (widget_class, "integration.refresh", NULL, refresh_action);
  gtk_widget_class_bind_template_callback (widget_class, page_shown_cb);
  gtk_widget_class_install_action (widget_class, "integration.connect", NULL, connect_action);
  gtk_widget_class_install_action (widget_class, "integration.next-page", NULL, step_page_action);
  gtk_widget_class_install_action (widget_class, "integration.previous-page", NULL, step_page_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "integration.refresh", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

/* Before the tables, which have these keys for their rows. */
static void
add_page_keys (TieIntegrationWindow *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Page_Down, GDK_CONTROL_MASK), gtk_named_action_new ("integration.next-page")));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Page_Up, GDK_CONTROL_MASK), gtk_named_action_new ("integration.previous-page")));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
tie_integration_window_init (TieIntegrationWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_page_keys (self);
  tie_status_line_set_toast_overlay (self->status_line, self->toast_overlay);
}

static void
update_rights (TieIntegrationWindow *self)
{
  g_autoptr (GtkSelectionModel) pages = NULL;

  if (self->session == NULL) /* closed meanwhile */
    return;
  pages = adw_view_stack_get_pages (self->stack);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++)
    {
      g_autoptr (AdwViewStackPage) page = g_list_model_get_item (G_LIST_MODEL (pages), i);
      GtkWidget *child = adw_bin_get_child (ADW_BIN (adw_view_stack_page_get_child (page)));

      if (child != NULL)
        update_page_rights (self, child);
    }
  update_reading (self);
}

GtkWidget *
tie_integration_window_new (TieSession *session,
                            const char *page)
{
  TieIntegrationWindow *self;
  TieCompany *company;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_INTEGRATION_WINDOW, NULL);
  self->session = g_object_ref (session);
  company = tie_session_get_company (session);
  g_signal_connect_object (session, "notify::user", G_CALLBACK (update_rights), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (company, "notify::name", G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (company, "notify::package", G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (company, "notify::package", G_CALLBACK (company_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (company, "notify::state", G_CALLBACK (update_reading), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (company, "notify::is-reading", G_CALLBACK (update_reading), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (company, "notify::progress", G_CALLBACK (update_reading), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (company, "notify::waiting", G_CALLBACK (update_reading), self, G_CONNECT_SWAPPED);
  update_title (self);
  tie_integration_window_show_page (self, page);
  update_rights (self);
  return GTK_WIDGET (self);
}

void
tie_integration_window_show_page (TieIntegrationWindow *self,
                                  const char *page)
{
  g_return_if_fail (TIE_IS_INTEGRATION_WINDOW (self));
  g_return_if_fail (adw_view_stack_get_child_by_name (self->stack, page) != NULL);

  adw_view_stack_set_visible_child_name (self->stack, page);
  page_shown_cb (self); /* the first one is in sight from the start */
  show_page (self, page);
}

GtkWidget *
tie_integration_window_get_page (TieIntegrationWindow *self,
                                 const char *page)
{
  g_return_val_if_fail (TIE_IS_INTEGRATION_WINDOW (self), NULL);

  return adw_bin_get_child (get_bin (self, page));
}
