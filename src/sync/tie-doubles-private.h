/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-doubles-find.h"
#include "sync/tie-doubles.h"

G_BEGIN_DECLS

/* Shared by tie-doubles.c (looking) and tie-doubles-change.c (merging and refusing). */
struct _TieDoubles
{
  GObject parent_instance;

  TieCompany *company; /* (owned) */
  TieKind kind;        /* 0: the practice's contacts */
  GListStore *groups;  /* (owned) */
  guint n_rows;
  char *connection;    /* (owned) (nullable): the one that was last looked with */

  gboolean is_looking;
  gboolean is_stale;   /* the list changed while it was looked through */
  guint source;        /* 0: none */
  gint64 took;         /* µs; while looking: since when */
  gint64 looked_at;    /* monotonic */
};

G_END_DECLS
