/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/tie-store.h"

G_BEGIN_DECLS

/* "Select Contact Types to Sync to QuickBooks": the types at left are not sent when they are edited, those at right are.
 * Right and Left move the selected one; each change is saved at once and is one undo step. */
#define TIE_TYPE_CONTACT_TYPES_WINDOW (tie_contact_types_window_get_type ())
G_DECLARE_FINAL_TYPE (TieContactTypesWindow, tie_contact_types_window, TIE, CONTACT_TYPES_WINDOW, AdwWindow)

GtkWidget *tie_contact_types_window_new (GtkWindow *parent, TieStore *store);

G_END_DECLS
