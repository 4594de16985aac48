/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The quick line of time: "carter 1040 1.5 review k-1".  As one types the line below says what is understood; where several
 * fit, Enter (or Down) offers them; Enter saves and the next line begins.
 *
 * Signal "saved". */
#define TIE_TYPE_QUICK_LINE (tie_quick_line_get_type ())
G_DECLARE_FINAL_TYPE (TieQuickLine, tie_quick_line, TIE, QUICK_LINE, GtkWidget)

GtkWidget *tie_quick_line_new (TieSession *session);
/* Puts a widget beside the entry, at the same height, so that Tab goes on to it. */
void tie_quick_line_append (TieQuickLine *self, GtkWidget *widget);
/* Whose time it is; NULL: nobody's.  The day is today. */
void tie_quick_line_set_employee (TieQuickLine *self, const char *employee);
void tie_quick_line_clear (TieQuickLine *self);

/* What is understood so far, for a timer; NULL where it is not clear.  They stay the line's until it changes. */
const char *tie_quick_line_get_project (TieQuickLine *self);
const char *tie_quick_line_get_work_code (TieQuickLine *self);
const char *tie_quick_line_get_text (TieQuickLine *self);

G_END_DECLS
