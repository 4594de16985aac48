/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many threads to use when so many are wanted, 0 for as many as there are processors. */
guint tie_match_count_threads (guint wanted);

/* Does a part of the work: things from start to before end.  thread counts from 0, for memory that a thread keeps between
 * its parts. */
typedef void (*TieMatchWork) (gsize start,
                              gsize end,
                              guint thread,
                              gpointer data);

/* Does work over n things on so many threads, the calling one among them as the first; they take the next part, of so
 * many things, when they have done one.  What comes out must not depend on who does which part. */
void tie_match_share (guint threads,
                      gsize n,
                      gsize part,
                      TieMatchWork work,
                      gpointer data);

G_END_DECLS
