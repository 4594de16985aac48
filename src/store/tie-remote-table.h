/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-remote.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* (transfer full) The id of the first account of that type (TieRemote.type) that is active; NULL without error: none. */
char *tie_remote_table_find_account (TieDb *db, const char *connection, const char *type, GError **error);

/* What was last read from the package, and how far reading has come.  Not undoable: it is the package's truth. */
gboolean tie_remote_table_save (TieDb *db, const char *connection, GPtrArray *remotes, GError **error); /* insert or replace, also deletions */
/* The same for what is not stored in just that version yet: a change feed looks back on purpose and tells much that is
 * known.  Answers how many that were, -1 on error. */
gint64 tie_remote_table_save_changed (TieDb *db, const char *connection, GPtrArray *remotes, GError **error);
GPtrArray *tie_remote_table_list (TieDb *db, const char *connection, TieKind kind, GError **error); /* TieRemote without raw and money, by folded name */
TieRemote *tie_remote_table_get (TieDb *db, const char *connection, TieKind kind, const char *id, GError **error);
/* (transfer full) The document or payment of that number or date whose private note holds the mark, alive and linked to nothing
 * here; NULL without error for none. */
char *tie_remote_table_find_marked (TieDb *db, const char *connection, TieKind kind, const char *number, const char *date, const char *mark, GError **error);
/* The same of that customer or supplier, day and amount, whose number it is or whose reference it begins. */
char *tie_remote_table_find_alike (TieDb *db, const char *connection, TieKind kind, const char *party_id, const char *number, const char *date, gint64 total, GError **error);
/* What that credit note was used for with so much of it. */
char *tie_remote_table_find_use (TieDb *db, const char *connection, const char *credit, gint64 amount, GError **error);
gint64 tie_remote_table_count (TieDb *db, const char *connection, TieKind kind, GError **error);
gboolean tie_remote_table_clear (TieDb *db, const char *connection, GError **error);
/* After a full read: those of that kind not seen since the moment are marked deleted. */
gboolean tie_remote_table_mark_unseen (TieDb *db, const char *connection, TieKind kind, const char *since, GError **error);

/* cursor: opaque text of the ledger; NULL for none. */
char *tie_cursor_table_get (TieDb *db, const char *connection, TieKind kind, GError **error);
gboolean tie_cursor_table_set (TieDb *db, const char *connection, TieKind kind, const char *cursor, GError **error);

G_END_DECLS
