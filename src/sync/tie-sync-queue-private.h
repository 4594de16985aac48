/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-outbox-item.h"
#include "sync/tie-sync-queue.h"

G_BEGIN_DECLS

/* Shared by tie-sync-plan.c (what has to be done), -plan-items.c (products), tie-sync-queue.c (into the outbox) and -body.c. */

void tie_sync_queue_add_plan (TieSyncQueue *self, TieKind kind, const char *verb, const char *id, const char *label, const char *remote_id);
gboolean tie_sync_queue_plan_items (TieDb *db, TieSyncQueue *queue, TieDocumentSource *source, TieDocument *document, GError **error);

/* What is being put into the outbox. */
typedef struct
{
  TieDb *db;
  TieSyncQueue *queue;
  TieDocumentSource *source;
  TieSyncPlan *plan;
  TieOutboxFields *fields; /* (owned) */
  TieOutboxRow *row;       /* (owned) */
} TieSyncAdding;

void tie_sync_replace (char **text, const char *with);
/* Fills in what the row and its fields say beside. */
GBytes *tie_sync_adding_make_body (TieSyncAdding *adding, GError **error);

G_END_DECLS
