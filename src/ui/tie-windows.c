/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-windows"
#include "config.h"

#include "ui/tie-accounting-window.h"
#include "ui/tie-connect-window.h"
#include "ui/tie-firm-window.h"
#include "ui/tie-import-window.h"
#include "ui/tie-integration-window.h"
#include "ui/tie-layout-window.h"
#include "ui/tie-match-page.h"
#include "ui/tie-options-window.h"
#include "ui/tie-policy-window.h"
#include "ui/tie-post-window.h"
#include "ui/tie-print-window.h"
#include "ui/tie-sync-settings-window.h"
#include "ui/tie-shell.h"
#include "ui/tie-transfer-window.h"
#include "ui/tie-undo-control.h"
#include "ui/tie-windows.h"

#define SESSION_KEY "tie-session"
#define PARENT_KEY "tie-parent" /* of a window that stands beside its parent */

/* The window of that class on the session, raised; NULL when there is none yet. */
static GtkWindow *
raise_window (TieSession *session,
              GType type)
{
  GtkWidget *window = tie_windows_find (session, type);

  if (window != NULL)
    gtk_window_present (GTK_WINDOW (window));
  return (GtkWindow *) window;
}

static void
parent_destroyed_cb (GtkWindow *parent,
                     GtkWindow *window)
{
  if (gtk_window_get_transient_for (window) == parent)
    gtk_window_set_transient_for (window, NULL);
}

/* A window that goes with its parent keeps, in GTK 4.8, the address of that parent: one that a running step still holds would look
 * there when it goes itself. */
static void
stand_over (GtkWindow *window,
            GtkWindow *parent)
{
  gtk_window_set_transient_for (window, parent);
  if (parent != NULL)
    g_signal_connect_object (parent, "destroy", G_CALLBACK (parent_destroyed_cb), window, 0);
}

static void
show_window (GtkWindow *parent,
             TieSession *session,
             GtkWidget *window)
{
  const char *id = parent != NULL ? tie_undo_control_get_id (GTK_WIDGET (parent)) : NULL;

  g_object_set_data (G_OBJECT (window), SESSION_KEY, session);
  stand_over (GTK_WINDOW (window), parent);
  tie_undo_control_attach (GTK_WINDOW (window), tie_session_get_store (session), id != NULL ? id : G_OBJECT_TYPE_NAME (window));
  gtk_window_present (GTK_WINDOW (window));
}

void
tie_windows_open_integration (GtkWindow *parent,
                              TieSession *session,
                              const char *page)
{
  GtkWindow *window;

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (TIE_IS_SESSION (session));

  window = raise_window (session, TIE_TYPE_INTEGRATION_WINDOW);
  if (window != NULL)
    tie_integration_window_show_page (TIE_INTEGRATION_WINDOW (window), page);
  else
    show_window (parent, session, tie_integration_window_new (session, page));
}

/* NULL: the company has no such list, and the window says so. */
static TieMatchPage *
open_match_page (GtkWindow *parent,
                 TieSession *session,
                 const char *page)
{
  GtkWidget *shown;

  tie_windows_open_integration (parent, session, page);
  shown = tie_integration_window_get_page (TIE_INTEGRATION_WINDOW (tie_windows_find (session, TIE_TYPE_INTEGRATION_WINDOW)), page);
  return TIE_IS_MATCH_PAGE (shown) ? TIE_MATCH_PAGE (shown) : NULL;
}

void
tie_windows_open_automatch (GtkWindow *parent,
                            TieSession *session)
{
  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (TIE_IS_SESSION (session));

  tie_match_page_automatch (open_match_page (parent, session, "contacts"));
}

void
tie_windows_open_match (GtkWindow *parent,
                        TieSession *session,
                        TieKind kind,
                        gboolean is_expense,
                        const char *local_id,
                        const char *remote_id)
{
  const char *page = kind == TIE_KIND_EMPLOYEE ? "employees" : kind != TIE_KIND_ITEM ? "contacts" : is_expense ? "expense-codes" : "work-codes";
  TieMatchPage *match;

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (TIE_IS_SESSION (session));
  g_return_if_fail (local_id != NULL || remote_id != NULL);

  match = open_match_page (parent, session, page);
  if (match != NULL)
    tie_match_page_show_record (match, kind, local_id, remote_id);
}

void
tie_windows_open_sync_settings (GtkWindow *parent,
                                TieSession *session)
{
  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (TIE_IS_SESSION (session));

  if (raise_window (session, TIE_TYPE_SYNC_SETTINGS_WINDOW) == NULL)
    show_window (parent, session, tie_sync_settings_window_new (session));
}

void
tie_windows_open_import (GtkWindow *parent,
                         TieSession *session,
                         GFile *file)
{
  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (TIE_IS_SESSION (session));

  if (raise_window (session, TIE_TYPE_IMPORT_WINDOW) == NULL)
    show_window (parent, session, tie_import_window_new (session, file));
}

void
tie_windows_open_settings (GtkWindow *parent,
                           TieSession *session)
{
  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (TIE_IS_SESSION (session));

  if (raise_window (session, TIE_TYPE_FIRM_WINDOW) == NULL)
    show_window (parent, session, tie_firm_window_new (session));
}

void
tie_windows_open_connection (GtkWindow *parent,
                             TieSession *session)
{
  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (TIE_IS_SESSION (session));

  if (raise_window (session, TIE_TYPE_OPTIONS_WINDOW) == NULL)
    show_window (parent, session, tie_options_window_new (session));
}

void
tie_windows_open_connect (GtkWindow *parent,
                          TieSession *session)
{
  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (TIE_IS_SESSION (session));

  if (raise_window (session, TIE_TYPE_CONNECT_WINDOW) == NULL)
    show_window (parent, session, tie_connect_window_new (session));
}

void
tie_windows_open_layout (GtkWindow *parent,
                         TieSession *session)
{
  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (TIE_IS_SESSION (session));

  if (raise_window (session, TIE_TYPE_LAYOUT_WINDOW) == NULL)
    show_window (parent, session, tie_layout_window_new (session));
}

void
tie_windows_open_policies (GtkWindow *parent,
                           TieSession *session)
{
  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (TIE_IS_SESSION (session));

  if (raise_window (session, TIE_TYPE_POLICY_WINDOW) == NULL)
    show_window (parent, session, tie_policy_window_new (session));
}

void
tie_windows_open_print (GtkWindow *parent,
                        TieSession *session,
                        const char *document_id)
{
  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (TIE_IS_SESSION (session));

  show_window (parent, session, tie_print_window_new (session, document_id));
}

void
tie_windows_open_statement (GtkWindow *parent,
                            TieSession *session,
                            const char *contact_id)
{
  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (TIE_IS_SESSION (session));

  show_window (parent, session, tie_print_window_new_statement (session, contact_id));
}

void
tie_windows_open_project_list (GtkWindow *parent,
                               TieSession *session,
                               const char *project_id)
{
  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (TIE_IS_SESSION (session));

  show_window (parent, session, tie_print_window_new_project (session, project_id));
}

/* A window over its parent hides what the person goes to from it. */
static void
show_beside (GtkWindow *parent,
             TieSession *session,
             GtkWidget *window)
{
  show_window (parent, session, window);
  gtk_window_set_transient_for (GTK_WINDOW (window), NULL);
  if (parent == NULL)
    return;
  gtk_window_set_application (GTK_WINDOW (window), gtk_window_get_application (parent));
  g_object_set_data (G_OBJECT (window), PARENT_KEY, parent);
  g_signal_connect_object (parent, "destroy", G_CALLBACK (gtk_window_destroy), window, G_CONNECT_SWAPPED);
}

void
tie_windows_open_accounting (GtkWindow *parent,
                             TieSession *session)
{
  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (TIE_IS_SESSION (session));

  if (raise_window (session, TIE_TYPE_ACCOUNTING_WINDOW) == NULL)
    show_beside (parent, session, tie_accounting_window_new (session));
}

void
tie_windows_open_post (GtkWindow *parent,
                       TieSession *session)
{
  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (TIE_IS_SESSION (session));

  if (raise_window (session, TIE_TYPE_POST_WINDOW) == NULL)
    show_beside (parent, session, tie_post_window_new (session));
}

static TieTransferWindow *
open_transfer (GtkWindow *parent,
               TieSession *session,
               const char *kind)
{
  const TieTransferKind *wanted = tie_transfer_kind_find (kind);
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  GtkWidget *window = NULL;

  for (GList *link = windows; link != NULL && window == NULL; link = link->next)
    {
      if (TIE_IS_TRANSFER_WINDOW (link->data) && g_object_get_data (link->data, SESSION_KEY) == session && tie_transfer_window_get_kind (link->data) == wanted)
        window = link->data;
    }
  if (window != NULL)
    gtk_window_present (GTK_WINDOW (window));
  else
    {
      window = tie_transfer_window_new (session, wanted);
      show_beside (parent, session, window);
    }
  return TIE_TRANSFER_WINDOW (window);
}

void
tie_windows_open_transfer (GtkWindow *parent,
                           TieSession *session,
                           const char *kind,
                           const char *const *ids)
{
  TieTransferWindow *window;

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (TIE_IS_SESSION (session));

  window = open_transfer (parent, session, kind);
  if (ids != NULL)
    tie_transfer_window_check (window, ids);
}

void
tie_windows_open_transfer_ready (GtkWindow *parent,
                                 TieSession *session,
                                 const char *kind,
                                 guint n)
{
  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (TIE_IS_SESSION (session));

  tie_transfer_window_check_ready (open_transfer (parent, session, kind), n);
}

GtkWidget *
tie_windows_find (TieSession *session,
                  GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  for (GList *link = windows; link != NULL; link = link->next)
    {
      if (G_TYPE_CHECK_INSTANCE_TYPE (link->data, type) && g_object_get_data (link->data, SESSION_KEY) == session)
        return link->data;
    }
  return NULL;
}

void
tie_windows_show (GtkWindow *parent,
                  TieSession *session,
                  GtkWidget *window)
{
  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (TIE_IS_SESSION (session));
  g_return_if_fail (GTK_IS_WINDOW (window));

  if (g_object_get_data (G_OBJECT (window), SESSION_KEY) == NULL)
    show_window (parent, session, window);
  else
    {
      stand_over (GTK_WINDOW (window), parent);
      gtk_window_present (GTK_WINDOW (window));
    }
}

const TiePackage *
tie_windows_get_package (GtkWidget *widget)
{
  GtkRoot *root;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), *tie_package_list ());

  root = gtk_widget_get_root (widget);
  while (root != NULL)
    {
      TieSession *session = TIE_IS_SHELL (root) ? tie_shell_get_session (TIE_SHELL (root)) : g_object_get_data (G_OBJECT (root), SESSION_KEY);

      if (session != NULL)
        return tie_session_get_package (session);
      root = GTK_IS_WINDOW (root) ? (GtkRoot *) gtk_window_get_transient_for (GTK_WINDOW (root)) : NULL;
    }
  return *tie_package_list ();
}

void
tie_windows_activate (GtkWidget *widget,
                      const char *action,
                      GVariant *parameter)
{
  g_autoptr (GVariant) sunk = parameter != NULL ? g_variant_ref_sink (parameter) : NULL;
  GtkWindow *window;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  window = GTK_WINDOW (gtk_widget_get_root (widget));
  while (window != NULL && !TIE_IS_SHELL (window))
    {
      GtkWindow *parent = gtk_window_get_transient_for (window);

      window = parent != NULL ? parent : g_object_get_data (G_OBJECT (window), PARENT_KEY);
    }
  if (window == NULL)
    return;
  gtk_widget_activate_action_variant (GTK_WIDGET (window), action, sunk);
  gtk_window_present (window);
}
