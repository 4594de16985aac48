/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-remote.h"
#include "store/tie-link-table.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* What both sides had when a record was last sent or brought over, beside its link: the link says that the two are one, this
 * says in which state.  Not undoable, for it tells what happened at the package; a row whose link is gone counts for
 * nothing. */
typedef struct
{
  TieKind kind;
  char *local_id;
  char *remote_id;
  char *version; /* the package's version token then */
  char *moment;  /* filled in when NULL */
  char *run;     /* NULL for none */
  char *number;  /* at the package */
  gint64 total;  /* at the package, minor units */
  char *fields;  /* of documents and payments: tie_synced_table_get_state() then, and after a tab what the engine needs; of
                  * names: the mapped fields */
} TieSynced;

void tie_synced_free (TieSynced *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieSynced, tie_synced_free)

/* NULL without error for none. */
TieSynced *tie_synced_table_get (TieDb *db, const char *connection, TieKind kind, const char *local_id, GError **error);
GPtrArray *tie_synced_table_list (TieDb *db, const char *connection, TieKind kind, GError **error); /* TieSynced */
gboolean tie_synced_table_save (TieDb *db, const char *connection, const TieSynced *synced, GError **error); /* insert or replace */
gboolean tie_synced_table_delete (TieDb *db, const char *connection, TieKind kind, const char *local_id, GError **error);

/* Somebody has seen what the package has now: it counts as what both sides had, so that ours may be written over it.
 * TIE_ERROR_GONE when nothing is known of it. */
gboolean tie_synced_table_accept (TieDb *db, const char *connection, TieKind kind, const char *local_id, GError **error);

/* (transfer full) A fingerprint of everything in a document or payment that a package gets to see, and of what a payment
 * pays: another one says "Changed since export".  kind RECEIPT with the id of a credit note: of what the credit note was
 * used for, which packages keep as a payment of nothing. */
char *tie_synced_table_get_state (TieDb *db, TieKind kind, const char *local_id, GError **error);
/* Whether the record is linked, and not what it was when it was sent. */
gboolean tie_synced_table_is_changed (TieDb *db, const char *connection, TieKind kind, const char *local_id, gboolean *is_changed, GError **error);
/* (transfer full) (element-type utf8) Ids of all of that kind for which that is so. */
GPtrArray *tie_synced_table_list_changed (TieDb *db, const char *connection, TieKind kind, GError **error);

/* (transfer full) (element-type utf8) Ids of credit notes that are exported and were used after that, which the package does not
 * know yet; id: of one only, or NULL. */
GPtrArray *tie_synced_table_list_not_used (TieDb *db, const char *connection, const char *id, GError **error);

/* (transfer full) (element-type TieLink) Documents that are void or deleted at the package and alive here. */
GPtrArray *tie_synced_table_list_gone (TieDb *db, const char *connection, TieKind kind, GError **error);

/* The same of payments that are gone at the package, or not at the version that both sides had. */
GPtrArray *tie_synced_table_list_touched (TieDb *db, const char *connection, TieKind kind, GError **error);

G_END_DECLS
