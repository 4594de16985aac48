/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* "Fee Source": the folder or file that Lacerte's amounts come from, what was read of it, and who is meant by the rows of
 * nobody.  It is only looked at. */
#define TIE_TYPE_FEE_SOURCE_WINDOW (tie_fee_source_window_get_type ())
G_DECLARE_FINAL_TYPE (TieFeeSourceWindow, tie_fee_source_window, TIE, FEE_SOURCE_WINDOW, AdwWindow)

/* (transfer none) On screen; who waits for it connects to "destroy". */
GtkWidget *tie_fee_source_window_open (GtkWindow *parent, TieSession *session);
/* As choosing it does. */
void tie_fee_source_window_set_source (TieFeeSourceWindow *self, GFile *source);

G_END_DECLS
