/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-remote.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* Remembered pairs, and pairs refused ("never match these two").  Undoable. */
typedef struct
{
  char *local_id; /* contact, site, employee or code */
  char *remote_id;
} TieLink;
void tie_link_free (TieLink *link);

/* TIE_ERROR_ALREADY_LINKED with a sentence that names the partner when one side has another one. */
gboolean tie_link_table_add (TieDb *db, const char *connection, TieKind kind, const char *local_id, const char *remote_id, GError **error);
gboolean tie_link_table_remove (TieDb *db, const char *connection, TieKind kind, const char *local_id, GError **error);
gint64 tie_link_table_clear (TieDb *db, const char *connection, TieKind kind, GError **error); /* how many; -1 on error */
/* Codes of two types share the kind of items: only the links of that type's records. */
gint64 tie_link_table_clear_of (TieDb *db, const char *connection, TieKind kind, GType local, GError **error);
gint64 tie_link_table_count (TieDb *db, const char *connection, TieKind kind, GError **error); /* kind 0: all */
GPtrArray *tie_link_table_list (TieDb *db, const char *connection, TieKind kind, GError **error); /* TieLink */
/* (transfer full) NULL for none, also on error. */
char *tie_link_table_find_remote (TieDb *db, const char *connection, TieKind kind, const char *local_id, GError **error);
char *tie_link_table_find_local (TieDb *db, const char *connection, TieKind kind, const char *remote_id, GError **error);

/* Whether the two may be linked by a proposal that was made some time ago: both are still there and free, nobody refused
 * the pair meanwhile, and a site still stands below the contact whose partner is its customer's parent.  FALSE only on
 * error. */
gboolean tie_link_table_check_open (TieDb *db, const char *connection, TieKind kind, const char *local_id, const char *remote_id, gboolean *is_open, GError **error);

gboolean tie_refusal_table_add (TieDb *db, const char *connection, TieKind kind, const char *local_id, const char *remote_id, GError **error);
gboolean tie_refusal_table_remove (TieDb *db, const char *connection, TieKind kind, const char *local_id, const char *remote_id, GError **error);
GPtrArray *tie_refusal_table_list (TieDb *db, const char *connection, TieKind kind, GError **error); /* TieLink */

G_END_DECLS
