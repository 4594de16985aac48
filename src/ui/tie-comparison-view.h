/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* The Tie-Out of a period: figures of both sides, and each difference with the button that mends it.  Properties: "is-even" (gboolean,
 * notified): the books were compared and nothing differs. */
#define TIE_TYPE_COMPARISON_VIEW (tie_comparison_view_get_type ())
G_DECLARE_FINAL_TYPE (TieComparisonView, tie_comparison_view, TIE, COMPARISON_VIEW, GtkWidget)

/* Reads by itself, and again when the practice or what was read from the company changes. */
void tie_comparison_view_set_session (TieComparisonView *self, TieSession *session);

G_END_DECLS
