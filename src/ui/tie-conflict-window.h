/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* "Review Changes": a contact or site that changed here and in the package; what each side has, and what it had when the two
 * last met.  One choice per field that changed. */
#define TIE_TYPE_CONFLICT_WINDOW (tie_conflict_window_get_type ())
G_DECLARE_FINAL_TYPE (TieConflictWindow, tie_conflict_window, TIE, CONFLICT_WINDOW, AdwWindow)

/* kind: TIE_KIND_CUSTOMER or TIE_KIND_VENDOR.  What is chosen is said in parent's status line, and taken back there.  Signal
 * "resolved": a choice was saved. */
GtkWidget *tie_conflict_window_new (GtkWindow *parent, TieSession *session, TieKind kind, const char *local_id);

G_END_DECLS
