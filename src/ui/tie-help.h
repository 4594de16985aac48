/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The address of the help page about what the window shows: its own, or that of the page of the shell it stands over. */
const char *tie_help_get_uri (GtkWindow *window);

/* What is open in a window now has a part of its own ("fee-problems#l01"); NULL: only the window's. */
void tie_help_set_page (GtkWindow *window, const char *page);

/* Opens it in the help browser. */
void tie_help_show (GtkWindow *window, const char *page);

G_END_DECLS
