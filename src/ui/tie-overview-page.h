/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* What is to be done, the connection, what is linked, the last backup.  A TiePage. */
#define TIE_TYPE_OVERVIEW_PAGE (tie_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (TieOverviewPage, tie_overview_page, TIE, OVERVIEW_PAGE, GtkWidget)

GtkWidget *tie_overview_page_new (TieSession *session);

G_END_DECLS
