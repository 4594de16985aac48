/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* An entry of time or an expense in a window of its own; a billed one is locked and says on what it was billed. */

/* entry: id, NULL for a new one of that kind (TIE_ENTRY_KIND_…) on that project (nullable: to be chosen). */
void tie_entry_window_open (GtkWindow *parent, TieSession *session, const char *entry, const char *kind, const char *project);

G_END_DECLS
