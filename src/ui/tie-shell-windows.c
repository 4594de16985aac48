/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-shell"
#include "config.h"

#include <string.h>

#include "ui/tie-data-dialogs.h"
#include "ui/tie-shell-private.h"
#include "ui/tie-windows.h"

/* The windows that the menus and pages open, each under the name of an action. */

static void
open_settings_action (GtkWidget *widget,
                      const char *action_name,
                      GVariant *parameter)
{
  tie_windows_open_settings (GTK_WINDOW (widget), tie_shell_get_session (TIE_SHELL (widget)));
}

static void
open_connection_action (GtkWidget *widget,
                        const char *action_name,
                        GVariant *parameter)
{
  tie_windows_open_connection (GTK_WINDOW (widget), tie_shell_get_session (TIE_SHELL (widget)));
}

static void
open_connect_action (GtkWidget *widget,
                     const char *action_name,
                     GVariant *parameter)
{
  tie_windows_open_connect (GTK_WINDOW (widget), tie_shell_get_session (TIE_SHELL (widget)));
}

/* "win.work-codes-sync" opens the page "work-codes". */
static void
open_sync_action (GtkWidget *widget,
                  const char *action_name,
                  GVariant *parameter)
{
  const char *name = action_name + strlen ("win.");
  g_autofree char *page = g_strndup (name, strlen (name) - strlen ("-sync"));

  tie_windows_open_integration (GTK_WINDOW (widget), tie_shell_get_session (TIE_SHELL (widget)), page);
}

static void
open_sync_settings_action (GtkWidget *widget,
                           const char *action_name,
                           GVariant *parameter)
{
  tie_windows_open_sync_settings (GTK_WINDOW (widget), tie_shell_get_session (TIE_SHELL (widget)));
}

static const struct
{
  const char *action;
  const char *kind; /* as tie_transfer_kind_find() */
} transfers[] = {
  { "win.export-invoices", "invoice-export" },
  { "win.import-payments", "payment-import" },
  { "win.export-payments", "payment-export" },
};

static void
transfer_action (GtkWidget *widget,
                 const char *action_name,
                 GVariant *parameter)
{
  for (guint i = 0; i < G_N_ELEMENTS (transfers); i++)
    {
      if (g_str_equal (transfers[i].action, action_name))
        tie_windows_open_transfer (GTK_WINDOW (widget), tie_shell_get_session (TIE_SHELL (widget)), transfers[i].kind, NULL);
    }
}

/* A kind as above, and the id of the row that is to be checked. */
static void
open_transfer_action (GtkWidget *widget,
                      const char *action_name,
                      GVariant *parameter)
{
  const char *kind = NULL;
  const char *ids[] = { NULL, NULL };

  g_variant_get (parameter, "(&s&s)", &kind, &ids[0]);
  tie_windows_open_transfer (GTK_WINDOW (widget), tie_shell_get_session (TIE_SHELL (widget)), kind, ids);
}

static void
open_import_action (GtkWidget *widget,
                    const char *action_name,
                    GVariant *parameter)
{
  tie_windows_open_import (GTK_WINDOW (widget), tie_shell_get_session (TIE_SHELL (widget)), NULL);
}

static void
open_layout_action (GtkWidget *widget,
                    const char *action_name,
                    GVariant *parameter)
{
  tie_windows_open_layout (GTK_WINDOW (widget), tie_shell_get_session (TIE_SHELL (widget)));
}

static void
open_policies_action (GtkWidget *widget,
                      const char *action_name,
                      GVariant *parameter)
{
  tie_windows_open_policies (GTK_WINDOW (widget), tie_shell_get_session (TIE_SHELL (widget)));
}

static void
open_accounting_action (GtkWidget *widget,
                        const char *action_name,
                        GVariant *parameter)
{
  tie_windows_open_accounting (GTK_WINDOW (widget), tie_shell_get_session (TIE_SHELL (widget)));
}

static void
open_post_action (GtkWidget *widget,
                  const char *action_name,
                  GVariant *parameter)
{
  tie_windows_open_post (GTK_WINDOW (widget), tie_shell_get_session (TIE_SHELL (widget)));
}

static void
export_data_action (GtkWidget *widget,
                    const char *action_name,
                    GVariant *parameter)
{
  tie_data_dialogs_export (GTK_WINDOW (widget), tie_shell_get_session (TIE_SHELL (widget)));
}

static void
import_data_action (GtkWidget *widget,
                    const char *action_name,
                    GVariant *parameter)
{
  tie_data_dialogs_import (GTK_WINDOW (widget), tie_shell_get_session (TIE_SHELL (widget)));
}

/* The program restores; the window knows whose practice it is. */
static void
restore_action (GtkWidget *widget,
                const char *action_name,
                GVariant *parameter)
{
  gtk_widget_activate_action (widget, "app.restore", NULL);
}

static const struct
{
  const char *name;
  GtkWidgetActionActivateFunc activate;
  TieRight right;        /* without which it is insensitive; 0: none */
  const char *parameter; /* type; NULL: none */
} actions[] = {
  { "win.company-settings", open_settings_action, TIE_RIGHT_SET_UP },
  { "win.connection", open_connection_action },
  { "win.connect", open_connect_action, TIE_RIGHT_SET_UP },
  { "win.contacts-sync", open_sync_action },
  { "win.employees-sync", open_sync_action },
  { "win.work-codes-sync", open_sync_action },
  { "win.expense-codes-sync", open_sync_action },
  { "win.sync-settings", open_sync_settings_action },
  { "win.export-invoices", transfer_action },
  { "win.import-payments", transfer_action },
  { "win.export-payments", transfer_action },
  { "win.open-transfer", open_transfer_action, 0, "(ss)" },
  { "win.import-csv", open_import_action, TIE_RIGHT_BILLING },
  { "win.export-data", export_data_action, TIE_RIGHT_BILLING },
  { "win.import-data", import_data_action, TIE_RIGHT_SET_UP },
  { "win.invoice-layout", open_layout_action, TIE_RIGHT_BILLING },
  { "win.policies", open_policies_action, TIE_RIGHT_SET_UP },
  { "win.accounting-export", open_accounting_action, TIE_RIGHT_BILLING },
  { "win.post-invoices", open_post_action, TIE_RIGHT_APPROVE },
  { "win.restore", restore_action, TIE_RIGHT_SET_UP },
};

void
tie_shell_install_window_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter, actions[i].activate);
}

void
tie_shell_update_window_actions (TieShell *self)
{
  TieSession *session = tie_shell_get_session (self);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gboolean may = session != NULL && (actions[i].right == 0 || tie_session_may (session, actions[i].right));

      gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name, may);
    }
}
