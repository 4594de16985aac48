/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/dummy/tie-dummy-ledger.h"

G_BEGIN_DECLS

typedef struct
{
  TieRemote *remote; /* (owned) */
  guint64 sequence;  /* of its last change */
} TieDummyEntry;

typedef struct
{
  guint calls;
  guint after; /* good calls before the bad one */
  TieError code; /* 0: none will fail */
  gboolean has_acted;
} TieDummyFailure;

struct _TieDummyLedger
{
  GObject parent_instance;

  GPtrArray *entries;   /* (owned) of TieDummyEntry, in order of making */
  GHashTable *requests; /* (owned) request id → id of what it made, (owned) both */
  guint64 sequence;
  guint next_id;
  guint page_size;
  TieDummyFailure failures[TIE_DUMMY_N_CALLS];
  TieError fault; /* of every call; 0: none */
  gboolean is_probed;
  TieLedgerCapabilities *capabilities; /* (owned) */
};

void tie_dummy_entry_free (TieDummyEntry *entry);

/* Books one operation, or says in the result why not.  (transfer none): the books keep it. */
const TieRemote *tie_dummy_ledger_act (TieDummyLedger *self, const TieLedgerOperation *operation, TieLedgerResult *result);

G_END_DECLS
