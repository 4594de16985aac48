/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* What happened in the practice and what was sent, with Undo where it is possible.  A TiePage. */
#define TIE_TYPE_ACTIVITY_PAGE (tie_activity_page_get_type ())
G_DECLARE_FINAL_TYPE (TieActivityPage, tie_activity_page, TIE, ACTIVITY_PAGE, GtkWidget)

GtkWidget *tie_activity_page_new (TieSession *session);

G_END_DECLS
