/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-pacer"
#include "config.h"

#include "sync/tie-pacer.h"

#define MINUTE (60 * G_USEC_PER_SEC)

/* Moments of the last minute, oldest first; some may lie ahead. */
struct _TiePacer
{
  GArray *moments; /* (owned) gint64 */
};

TiePacer *
tie_pacer_new (void)
{
  TiePacer *self = g_new0 (TiePacer, 1);

  self->moments = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

void
tie_pacer_free (TiePacer *self)
{
  g_array_unref (self->moments);
  g_free (self);
}

guint
tie_pacer_reserve (TiePacer *self,
                   guint per_minute,
                   gint64 now)
{
  guint n_old = 0;
  gint64 moment = now;

  while (n_old < self->moments->len && g_array_index (self->moments, gint64, n_old) + MINUTE <= now)
    n_old++;
  if (n_old > 0)
    g_array_remove_range (self->moments, 0, n_old);
  if (per_minute > 0 && self->moments->len >= per_minute)
    moment = MAX (now, g_array_index (self->moments, gint64, self->moments->len - per_minute) + MINUTE);
  g_array_append_val (self->moments, moment);
  return (guint) ((moment - now + 999) / 1000);
}
