/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-quick-line.h"

G_BEGIN_DECLS

/* The timer of whoever works here: [Start Timer], and while there is one its time, [Pause] or [Resume], and [Stop], which
 * makes an entry of it.  It stands in the file, so it goes on through a crash and shows in every window. */
#define TIE_TYPE_TIMER_CONTROL (tie_timer_control_get_type ())
G_DECLARE_FINAL_TYPE (TieTimerControl, tie_timer_control, TIE, TIMER_CONTROL, GtkWidget)

/* line: names the project, work code and text of a timer that is started or stopped without. */
GtkWidget *tie_timer_control_new (TieSession *session, TieQuickLine *line);

/* Starts it for a project from elsewhere; what stands against it is said in the widget's window. */
void tie_timer_control_start_for (GtkWidget *widget, TieSession *session, const char *project, const char *work_code);

G_END_DECLS
