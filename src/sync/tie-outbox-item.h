/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-ledger.h"
#include "store/tie-outbox-table.h"
#include "store/tie-synced-table.h"
#include "sync/tie-outbox-fields.h"
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
  TIE_OUTBOX_ITEM_DROPPED, /* linked (or unlinked) by hand meanwhile: nothing to send any more */
  TIE_OUTBOX_ITEM_AGAIN,   /* what was frozen fits no more, although nobody changed the record: it is made anew */
} TieOutboxStep;

typedef struct
{
  TieOutboxRow *row;   /* (owned) */
  TieOutboxStep step;
  TieOutboxFields *fields; /* (owned) */
  gboolean is_open;    /* a try has left and nobody knows what became of it */
  gboolean is_burnt;   /* … with a fault that is the server's own, or that nobody understands: where the package keeps those, the
                        * next try needs another request id */
  guint n_puzzles;     /* tries whose outcome nobody knows although waiting cures nothing */
  gboolean has_private_note; /* the package keeps our mark where only the firm sees it */
  gboolean is_stale;   /* refused because the record is not what it was when it was read */
  gboolean is_different; /* made, but the package came to another total */
  char *parent_id;     /* (owned) (nullable): the package's parent of a sub-record */
  TieSynced *synced;   /* (owned) (nullable): what both sides had before, of what is not created */
  TieRemote *remote;   /* (owned) (nullable): what was made */
  GError *fault;       /* (owned) (nullable): why not */
  char *existing_id;   /* (owned) (nullable): of a double */
  char *trace;         /* (owned) (nullable) */
  guint retry_after;
} TieOutboxItem;

TieOutboxItem *tie_outbox_item_new (TieOutboxRow *row); /* (transfer full) */
void tie_outbox_item_free (TieOutboxItem *self);

/* What follows from an answer to sending. */
void tie_outbox_item_take_result (TieOutboxItem *self,
                                  const TieLedgerResult *result);
/* A try that got nowhere: what was open before is looked up, for its request id grows old while the run waits. */
void tie_outbox_item_put_off (TieOutboxItem *self);
/* It is there, in this form. */
void tie_outbox_item_take_remote (TieOutboxItem *self,
                                  const TieRemote *remote);
/* It is deleted, as was wanted. */
void tie_outbox_item_take_gone (TieOutboxItem *self);
/* How the row's record is looked for at the package; mark: where that is kept, to be freed after the key. */
TieLedgerKey tie_outbox_item_make_key (const TieOutboxItem *self,
                                       char **mark);
/* Whether nobody changed at the package what we sent; party: of the package, that it has by now, NULL for none. */
gboolean tie_outbox_is_untouched (const TieSynced *synced,
                                  const TieRemote *now,
                                  const char *party);
/* What follows from the records that were found; element TieRemote. */
void tie_outbox_item_take_found (TieOutboxItem *self,
                                 GPtrArray *found);

gboolean tie_outbox_item_is_create (const TieOutboxItem *self);
/* Nobody knows what became of it.  One that a busy package turned away is open as well, but that it is busy is the news. */
gboolean tie_outbox_item_is_unknown (const TieOutboxItem *self);
/* Nobody knows what became of it, and looking once has not helped: to go on would go on for ever. */
gboolean tie_outbox_item_is_puzzling (const TieOutboxItem *self);
/* A customer there becomes a vendor, too, or the other way round: nothing is made, but the record is linked as both. */
gboolean tie_outbox_item_is_joining (const TieOutboxItem *self);
gboolean tie_outbox_item_is_answered (const TieOutboxItem *self);

/* The whole run has to end: nobody else's request would fare better. */
gboolean tie_outbox_item_stops_run (const GError *fault);

/* Reason and next step of a refused one, or of one that came to another total; package: its short name. */
TieProblem *tie_outbox_item_make_problem (const TieOutboxItem *self, const char *package);

G_END_DECLS
