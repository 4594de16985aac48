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
  gboolean is_lost; /* nobody knows that it has not acted */
} TieDummyFailure;

struct _TieDummyLedger
{
  GObject parent_instance;

  GPtrArray *entries;   /* (owned) of TieDummyEntry, in order of making */
  GHashTable *requests; /* (owned) request id → id of what it made, (owned) both */
  GHashTable *verbs;    /* (owned) "KIND VERB" → whether it can, where that is not the usual */
  guint64 sequence;
  guint next_id;
  guint next_number;    /* of sales documents, where the package gives them */
  guint page_size;
  TieDummyFailure failures[TIE_DUMMY_N_CALLS];
  TieError fault; /* of every call; 0: none */
  gboolean is_probed;
  TieLedgerCapabilities *capabilities; /* (owned) */
};

void tie_dummy_entry_free (TieDummyEntry *entry);

/* The interface's methods of that name; bodies are this package's own business. */
GBytes *tie_dummy_ledger_make_body (TieLedger *ledger, TieKind kind, const char *verb, TieRecord *record, const char *parent_remote_id, const TieRemote *remote, GError **error);
GBytes *tie_dummy_ledger_make_document_body (TieLedger *ledger, const char *verb, const TieLedgerDocument *document, const TieRemote *remote, GError **error);
GBytes *tie_dummy_ledger_make_payment_body (TieLedger *ledger, const char *verb, const TieLedgerPayment *payment, const TieRemote *remote, GError **error);
GBytes *tie_dummy_ledger_make_item_body (TieLedger *ledger, const char *verb, const TieLedgerItem *item, const TieRemote *remote, GError **error);
GBytes *tie_dummy_ledger_make_removal_body (TieLedger *ledger, TieKind kind, const char *verb, const TieRemote *remote, GError **error);
/* The record as the body says it, without id when it is new; NULL when this is no body of ours. */
TieRemote *tie_dummy_ledger_parse_body (TieKind kind, GBytes *body);

/* TRUE: what is kept answers to the key. */
gboolean tie_dummy_ledger_is_found (const TieRemote *remote, TieKind kind, const TieLedgerKey *key);

/* Books one operation, or says in the result why not.  (transfer none): the books keep it. */
const TieRemote *tie_dummy_ledger_act (TieDummyLedger *self, const TieLedgerOperation *operation, TieLedgerResult *result);

G_END_DECLS
