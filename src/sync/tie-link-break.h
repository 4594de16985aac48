/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-remote.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* (transfer full) What a record is called in a set of records that are there. */
char *tie_link_break_key (TieKind kind, const char *remote_id);

/* The company is another one under the same name, such as one that was put back to an earlier day: links whose partner is not among those
 * that are there (a set of the above) are broken, and their documents can be exported again.  What was read of it is forgotten, so that
 * the next reading reads all.  Not undoable: nobody can bring back what is gone.  n: (out) how many links. */
gboolean tie_link_break_gone (TieDb *db, const char *connection, GHashTable *there, guint *n, GError **error);

G_END_DECLS
