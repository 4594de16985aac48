/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Keeps batches within what a package takes in a minute, so that it need not say "too many requests"; single requests are
 * paced where they are sent.  Moments are microseconds of the monotonic clock, given by the caller so that tests need not
 * wait. */
typedef struct _TiePacer TiePacer;

TiePacer *tie_pacer_new (void);
void tie_pacer_free (TiePacer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiePacer, tie_pacer_free)

/* Milliseconds to wait before the next one, which is counted as sent then.  per_minute 0: any number. */
guint tie_pacer_reserve (TiePacer *self, guint per_minute, gint64 now);

G_END_DECLS
