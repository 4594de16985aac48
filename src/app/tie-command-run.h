/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/tie-command-session.h"
#include "sync/tie-sync-list.h"
#include "sync/tie-sync-run.h"

G_BEGIN_DECLS

/* What the commands that send and bring over have in common. */

/* What came of it; adds up over several runs. */
typedef struct
{
  GHashTable *named; /* (owned): ids of records that were named on stderr, a set */
  guint n_done;
  guint n_imported;
  guint n_failed;   /* named on stderr */
  guint n_unknown;  /* sent, and no answer came until the end */
  guint n_not_sent; /* cancelled, or stopped before it was their turn */
} TieCommandRun;
void tie_command_run_init (TieCommandRun *self);
void tie_command_run_clear (TieCommandRun *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TieCommandRun, tie_command_run_clear)

/* (transfer full) The group's list as it is now. */
TieSyncList *tie_command_run_load (TieCommandSession *session, TieSyncGroup group);

/* (transfer full) (element-type utf8) Ids of its rows that are ready and marked. */
GPtrArray *tie_command_run_list_ready (TieSyncList *list);

/* Names the row and what keeps it back on stderr, unless it was named before. */
void tie_command_run_name (TieCommandRun *self, TieSyncRow *row);

/* FALSE with an error when it stopped before the end; what was done counts. */
gboolean tie_command_run_export (TieCommandSession *session, GPtrArray *ids, GCancellable *cancellable, TieCommandRun *self, GError **error);
gboolean tie_command_run_import (TieCommandSession *session, GPtrArray *ids, GCancellable *cancellable, TieCommandRun *self, GError **error);
/* kind: as tie_document_import_takes(). */
gboolean tie_command_run_import_documents (TieCommandSession *session, TieKind kind, GPtrArray *remote_ids, GCancellable *cancellable, TieCommandRun *self, GError **error);
/* One round as Sync Settings say; most: at most so many records, 0: all. */
gboolean tie_command_run_round (TieCommandSession *session, guint most, GCancellable *cancellable, TieCommandRun *self, GError **error);

/* "12 sent, 1 needs attention" or its JSON, and the exit status; error: (nullable) why it stopped. */
int tie_command_run_end (TieCommandSession *session, const TieCommandRun *self, const GError *error);

G_END_DECLS
