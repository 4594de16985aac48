/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-remote.h"
#include "store/tie-store.h"
#include "sync/tie-double-group.h"

G_BEGIN_DECLS

/* Which list is looked through: the practice's contacts, clients and suppliers apart, or one of the package's. */
typedef struct
{
  gboolean is_package;
  char *connection; /* (nullable): of the package's list; else the one whose partners are named */
  TieKind kind;     /* of the package's list */
} TieDoublesList;

/* Blocks; for a thread of its own.  (transfer full) TieDoubleGroup, the surest first.  cancelled: looked at with
 * g_atomic_int_get() now and then. */
GPtrArray *tie_doubles_find (TieStore *store,
                             const TieDoublesList *list,
                             const gint *cancelled,
                             GError **error);

G_END_DECLS
