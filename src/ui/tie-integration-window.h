/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* "QuickBooks Online Integration": the accounts that documents are booked to, and the lists of the practice beside those of
 * its company.  Pages: "defaults", "contacts", "employees", "work-codes", "expense-codes". */
#define TIE_TYPE_INTEGRATION_WINDOW (tie_integration_window_get_type ())
G_DECLARE_FINAL_TYPE (TieIntegrationWindow, tie_integration_window, TIE, INTEGRATION_WINDOW, AdwWindow)

GtkWidget *tie_integration_window_new (TieSession *session, const char *page);
void tie_integration_window_show_page (TieIntegrationWindow *self, const char *page);
/* NULL while it was never shown. */
GtkWidget *tie_integration_window_get_page (TieIntegrationWindow *self, const char *page);

G_END_DECLS
