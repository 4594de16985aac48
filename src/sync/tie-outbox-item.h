/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-ledger.h"
#include "store/tie-outbox-table.h"
#include "sync/tie-problem.h"

G_BEGIN_DECLS

/* A row of the outbox on its way. */
typedef enum
{
  TIE_OUTBOX_ITEM_SEND = 1,
  TIE_OUTBOX_ITEM_LOOK_UP, /* an earlier try has no answer: is the record there? */
  TIE_OUTBOX_ITEM_NAME,    /* refused as a double: whose name is it? */
  TIE_OUTBOX_ITEM_MADE,
  TIE_OUTBOX_ITEM_REFUSED,
  TIE_OUTBOX_ITEM_DROPPED, /* linked by hand meanwhile: nothing to send any more */
} TieOutboxStep;

typedef struct
{
  TieOutboxRow *row;   /* (owned) */
  TieOutboxStep step;
  gboolean is_open;    /* a try has left and nobody knows what became of it */
  char *parent_id;     /* (owned) (nullable): the package's parent of a sub-record */
  TieRemote *remote;   /* (owned) (nullable): what was made */
  GError *fault;       /* (owned) (nullable): why not */
  char *existing_id;   /* (owned) (nullable): of a double */
  char *trace;         /* (owned) (nullable) */
  guint retry_after;
} TieOutboxItem;

TieOutboxItem *tie_outbox_item_new (TieOutboxRow *row);
void tie_outbox_item_free (TieOutboxItem *self);

/* What follows from an answer to sending. */
void tie_outbox_item_take_result (TieOutboxItem *self,
                                  const TieLedgerResult *result);
/* What follows from the records that have the row's name; element TieRemote. */
void tie_outbox_item_take_found (TieOutboxItem *self,
                                 GPtrArray *found);

gboolean tie_outbox_item_is_answered (const TieOutboxItem *self);

/* The whole run has to end: nobody else's request would fare better. */
gboolean tie_outbox_item_stops_run (const GError *fault);

/* Reason and next step of a refused one. */
TieProblem *tie_outbox_item_make_problem (const TieOutboxItem *self);

G_END_DECLS
