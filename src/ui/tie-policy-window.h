/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* Setup > Invoice Distribution Policies: the policies at left, what the chosen one does at right, and how it would distribute an
 * invoice.  Every change is saved and can be undone. */
#define TIE_TYPE_POLICY_WINDOW (tie_policy_window_get_type ())
G_DECLARE_FINAL_TYPE (TiePolicyWindow, tie_policy_window, TIE, POLICY_WINDOW, AdwWindow)

GtkWidget *tie_policy_window_new (TieSession *session);

/* For tests: the chosen policy's id; NULL while nothing is read. */
const char *tie_policy_window_get_policy (TiePolicyWindow *self);

G_END_DECLS
