/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* The windows that pages and menus open.  Each is transient for parent and shares its undo steps
 * (tie_undo_control_get_id()); parent may be any window of the session.  Opened a second time it is raised. */

/* Setup > My Company > Information & Settings: firm, default state, integrations. */
void tie_windows_open_settings (GtkWindow *parent, TieSession *session);
/* "QuickBooks Integration Options" with connection state and Disconnect. */
void tie_windows_open_connection (GtkWindow *parent, TieSession *session);
/* "Connect to QuickBooks". */
void tie_windows_open_connect (GtkWindow *parent, TieSession *session);
/* "QuickBooks Online Integration" at "defaults", "contacts", "employees", "work-codes" or "expense-codes". */
void tie_windows_open_integration (GtkWindow *parent, TieSession *session, const char *page);
/* Setup > QuickBooks Online > Sync Settings. */
void tie_windows_open_sync_settings (GtkWindow *parent, TieSession *session);
/* The same at "contacts", with Automatch in front where there is anything to match. */
void tie_windows_open_automatch (GtkWindow *parent, TieSession *session);
/* The same with the row of that record selected, which has the focus: kind is the package's; local_id of ours or, where that is
 * NULL, remote_id of the package's.  is_expense: of items, an expense code. */
void tie_windows_open_match (GtkWindow *parent, TieSession *session, TieKind kind, gboolean is_expense, const char *local_id, const char *remote_id);
/* The CSV import; file may be NULL. */
void tie_windows_open_import (GtkWindow *parent, TieSession *session, GFile *file);
/* Setup > Invoice Layout. */
void tie_windows_open_layout (GtkWindow *parent, TieSession *session);
/* Setup > Invoice Distribution Policies. */
void tie_windows_open_policies (GtkWindow *parent, TieSession *session);
/* Setup > Accounting Export; beside the parent too. */
void tie_windows_open_accounting (GtkWindow *parent, TieSession *session);
/* Setup > Post Invoices. */
void tie_windows_open_post (GtkWindow *parent, TieSession *session);
/* A document's preview, with Print…, Save PDF… and Email…. */
void tie_windows_open_print (GtkWindow *parent, TieSession *session, const char *document_id);
/* A statement's. */
void tie_windows_open_statement (GtkWindow *parent, TieSession *session, const char *contact_id);
void tie_windows_open_project_list (GtkWindow *parent, TieSession *session, const char *project_id);

/* Setup > QuickBooks Online > Time & Billing: kind as tie_transfer_kind_find().  ids (nullable): ends with NULL; checked at
 * first.  It stands beside the parent, not over it, so that both can be seen. */
void tie_windows_open_transfer (GtkWindow *parent, TieSession *session, const char *kind, const char *const *ids);

/* The same with the first n ready rows checked. */
void tie_windows_open_transfer_ready (GtkWindow *parent, TieSession *session, const char *kind, guint n);

/* What is needed to open one of them elsewhere: the window of that class on the session, NULL for none; and showing one,
 * new or raised. */
GtkWidget *tie_windows_find (TieSession *session, GType type);
void tie_windows_show (GtkWindow *parent, TieSession *session, GtkWidget *window);

/* Whose name stands in words: the package of the practice that the widget's window shows; where it shows none, the one that is
 * offered first. */
const TiePackage *tie_windows_get_package (GtkWidget *widget);

/* Activates an action of the main window on which the widget's window depends, and brings that window to the front. */
void tie_windows_activate (GtkWidget *widget, const char *action, GVariant *parameter);

G_END_DECLS
