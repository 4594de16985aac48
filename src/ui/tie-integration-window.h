/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-match-page.h"
#include "ui/tie-session.h"

G_BEGIN_DECLS

/* "QuickBooks Online Integration": the lists of the practice beside those of its company. */
#define TIE_TYPE_INTEGRATION_WINDOW (tie_integration_window_get_type ())
G_DECLARE_FINAL_TYPE (TieIntegrationWindow, tie_integration_window, TIE, INTEGRATION_WINDOW, AdwWindow)

GtkWidget *tie_integration_window_new (TieSession *session);
TieMatchPage *tie_integration_window_get_contacts (TieIntegrationWindow *self);

G_END_DECLS
