/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Calls func once, in the default main context, when that had little to do for so many milliseconds together: for work that
 * nobody waits for.  Returns the id of a source, 0 never; it is gone when func is called. */
guint tie_quiet_add (guint ms, GSourceOnceFunc func, gpointer user_data);

/* Gives the calling thread, and those it starts, the lowest priority for good. */
void tie_quiet_lower_thread (void);

G_END_DECLS
