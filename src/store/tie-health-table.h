/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* How sending documents and payments went, from what the outbox remembers of all companies. */

typedef struct
{
  char *day; /* of the last try, UTC as all moments in the file */
  gint64 n_done;
  gint64 n_refused;
} TieHealthDay;

typedef struct
{
  int fault;     /* TieError */
  char *message; /* the package's own text, of one of them; "" for none */
  gint64 n;
} TieHealthReason;

typedef struct
{
  GPtrArray *days;    /* (owned) (element-type TieHealthDay): those on which something was sent, in order */
  GPtrArray *reasons; /* (owned) (element-type TieHealthReason): of what is refused now, the most frequent first */
  gint64 n_waiting;   /* now: queued, or sent without an answer */
  gint64 median;      /* seconds from queueing to the answer of what went well; -1: nothing did */
} TieHealth;

void tie_health_free (TieHealth *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieHealth, tie_health_free)

/* from, to: days, both included. */
TieHealth *tie_health_table_read (TieDb *db, const char *from, const char *to, GError **error);

G_END_DECLS
