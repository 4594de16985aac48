/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quiet"
#include "config.h"

#include <sys/resource.h>
#include <unistd.h>

#include "base/tie-quiet.h"

/* A tick comes last of all that is due: one that is later than this was kept waiting. */
#define TICK_MS 100
#define LATE_MS 50
#define LOWEST 19

typedef struct
{
  GSourceOnceFunc func;
  gpointer user_data;
  gint64 wanted; /* µs */
  gint64 since;  /* monotonic: the loop was last busy */
  gint64 last;   /* monotonic: the last tick */
} Quiet;

static gboolean
tick_cb (gpointer user_data)
{
  Quiet *self = user_data;
  gint64 now = g_get_monotonic_time ();

  if (now - self->last > (TICK_MS + LATE_MS) * G_TIME_SPAN_MILLISECOND)
    self->since = now;
  self->last = now;
  if (now - self->since < self->wanted)
    return G_SOURCE_CONTINUE;
  self->func (self->user_data);
  return G_SOURCE_REMOVE;
}

guint
tie_quiet_add (guint ms,
               GSourceOnceFunc func,
               gpointer user_data)
{
  Quiet *self;

  g_return_val_if_fail (func != NULL, 0);

  self = g_new0 (Quiet, 1);
  self->func = func;
  self->user_data = user_data;
  self->wanted = ms * G_TIME_SPAN_MILLISECOND;
  self->since = self->last = g_get_monotonic_time ();
  return g_timeout_add_full (G_PRIORITY_LOW, TICK_MS, tick_cb, self, g_free);
}

void
tie_quiet_lower_thread (void)
{
  /* On Linux each thread has its own niceness.  Without it the work is merely less polite. */
  if (setpriority (PRIO_PROCESS, (id_t) gettid (), LOWEST) != 0)
    g_debug ("The thread keeps its priority");
}
