/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-sync-round.h"

G_BEGIN_DECLS

/* Continuous mode: while Sync Settings say so, the integration is enabled and the person may sync, a round (tie-sync-round.h)
 * on opening and then every so many minutes.  Never beside another run: then it waits for the next time.  Without a
 * connection it tries again after 1, 2, 4, … minutes, at most the interval; an expired sign-in stops it until somebody
 * signs in again.
 *
 * Properties, notified: "is-on" (rounds begin by themselves), "is-in-background" (they also shall when no window is open),
 * "is-running".
 * Signal "did" (TieSyncRound *round, GError *error): a round is over, by itself or by tie_continuous_sync_now(); error NULL:
 * it came to its end. */
#define TIE_TYPE_CONTINUOUS (tie_continuous_get_type ())
G_DECLARE_FINAL_TYPE (TieContinuous, tie_continuous, TIE, CONTINUOUS, GObject)

/* Reads the settings, and follows them from then on. */
TieContinuous *tie_continuous_new (TieCompany *company);

/* From now on its own clock ticks.  Tests tick instead. */
void tie_continuous_start (TieContinuous *self);
/* now: seconds of any clock that only goes forward.  Begins a round when it is time for one. */
void tie_continuous_tick (TieContinuous *self, gint64 now);

/* A round at once, whatever the settings say.  FALSE: one is running, and its end will be told. */
gboolean tie_continuous_sync_now (TieContinuous *self);

gboolean tie_continuous_get_is_on (TieContinuous *self);
gboolean tie_continuous_get_is_in_background (TieContinuous *self);
guint tie_continuous_get_interval (TieContinuous *self); /* minutes */
gboolean tie_continuous_get_is_running (TieContinuous *self);

G_END_DECLS
