/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How long to wait before a call is repeated; data, so that tests need not wait. */
typedef struct
{
  guint waits_ms[5];  /* before the second, third, … try after no answer or a server's fault */
  guint n_waits;
  guint throttled_ms; /* after "too many requests" where the package does not say how long */
  guint jitter_ms;    /* up to so much more, so that programs do not come back all at once */
} TieBackoff;

/* What QuickBooks Online asks for: 2, 8, 30, 60, 60 s; 60 s when throttled. */
extern const TieBackoff tie_backoff_default;

/* Nothing known can go wrong by repeating: no answer, too many requests, the server's own trouble. */
gboolean tie_backoff_is_worthwhile (const GError *fault);

/* tries: calls made so far; retry_after: seconds the package asked for, 0 for none.  FALSE: leave it, also where the package
 * asks for more than ten minutes: that is a day's limit. */
gboolean tie_backoff_next (const TieBackoff *self,
                           const GError *fault,
                           guint tries,
                           guint retry_after,
                           guint *wait_ms);

/* Ends after so many milliseconds, or at once with G_IO_ERROR_CANCELLED. */
void tie_backoff_wait_async (guint wait_ms,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean tie_backoff_wait_finish (GAsyncResult *result,
                                  GError **error);

G_END_DECLS
