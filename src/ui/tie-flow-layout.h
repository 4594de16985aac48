/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Children from left to right in their natural widths, going on in a new line where there is no room; what is left of a
 * line goes to those that expand.  What AdwWrapBox (libadwaita 1.7) will do.
 * Properties "spacing" and "line-spacing". */
#define TIE_TYPE_FLOW_LAYOUT (tie_flow_layout_get_type ())
G_DECLARE_FINAL_TYPE (TieFlowLayout, tie_flow_layout, TIE, FLOW_LAYOUT, GtkLayoutManager)

G_END_DECLS
