/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a window shows while no practice is open: the demo, a new practice, a backup. */
#define TIE_TYPE_WELCOME_PAGE (tie_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (TieWelcomePage, tie_welcome_page, TIE, WELCOME_PAGE, GtkWidget)

G_END_DECLS
