/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-backoff.h"

G_BEGIN_DECLS

/* The wait before a call is repeated, which a person who does not want to wait may end.  A field of whoever waits, zeroed at
 * first; one wait at a time. */
typedef struct
{
  GCancellable *cancellable; /* (owned) (nullable): of the present wait */
  GCancellable *outer;       /* (owned) (nullable): of all that is going on, ends the wait too */
  gulong handler;
  gboolean may_end;
  gint64 until;              /* (monotonic) when it is waited out */
} TieNap;

/* may_end: by tie_nap_end(); a wait that the package's limits ask for is kept. */
void tie_nap_begin (TieNap *self, guint wait_ms, gboolean may_end, GCancellable *outer, GAsyncReadyCallback callback, gpointer user_data);
/* Waited out, or ended by a person; FALSE only when all was cancelled. */
gboolean tie_nap_finish (TieNap *self, GAsyncResult *result, GError **error);

/* Does nothing where nobody waits. */
void tie_nap_end (TieNap *self);
/* When (monotonic) it is waited out; 0 where nobody waits. */
gint64 tie_nap_get_until (const TieNap *self);

G_END_DECLS
