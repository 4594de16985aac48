/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The clock of Auto Sync.  It syncs nothing itself: "sync" says when, and who listens says what came of it.  It goes on at
 * once while something is left, else looks every 20 s, for 20 minutes.  While nothing is left, or nobody is signed in, it is
 * paused: it still looks, but the minutes do not run.
 *
 * Properties, notified: "is-on", "is-paused", "left" (guint seconds).
 * Signal "sync": sync now; call tie_auto_sync_go_on() when that is through. */
#define TIE_TYPE_AUTO_SYNC (tie_auto_sync_get_type ())
G_DECLARE_FINAL_TYPE (TieAutoSync, tie_auto_sync, TIE, AUTO_SYNC, GObject)

#define TIE_AUTO_SYNC_SECONDS (20 * 60)
#define TIE_AUTO_SYNC_LOOK_SECONDS 20

/* seconds: how long; look_seconds: between two looks. */
TieAutoSync *tie_auto_sync_new (guint seconds, guint look_seconds);

void tie_auto_sync_start (TieAutoSync *self);
void tie_auto_sync_stop (TieAutoSync *self);
typedef enum
{
  TIE_AUTO_SYNC_AT_ONCE = 1, /* there is more, and it goes well */
  TIE_AUTO_SYNC_LATER,       /* there is more, but nothing went out this time */
  TIE_AUTO_SYNC_PAUSE,       /* nothing is left, or nobody is signed in */
} TieAutoSyncNext;

/* What "sync" began is through, or could not begin. */
void tie_auto_sync_go_on (TieAutoSync *self, TieAutoSyncNext next);

gboolean tie_auto_sync_get_is_on (TieAutoSync *self);
gboolean tie_auto_sync_get_is_paused (TieAutoSync *self);
guint tie_auto_sync_get_left (TieAutoSync *self);

/* One second is over: called by the clock, and by tests that cannot wait. */
void tie_auto_sync_tick (TieAutoSync *self);

G_END_DECLS
