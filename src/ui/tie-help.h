/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The address of the help page about what the window shows: its own, or that of the page of the shell it stands over. */
const char *tie_help_get_uri (GtkWindow *window);

G_END_DECLS
