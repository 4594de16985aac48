/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Time & WIP: the quick line and the timer, a week of somebody's time, and what is to be billed.  Implements TiePage. */
#define TIE_TYPE_TIME_PAGE (tie_time_page_get_type ())
G_DECLARE_FINAL_TYPE (TieTimePage, tie_time_page, TIE, TIME_PAGE, GtkWidget)

GtkWidget *tie_time_page_new (TieSession *session);

/* The quick line has the focus. */
void tie_time_page_focus_line (TieTimePage *self);

G_END_DECLS
