/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-ledger.h"

G_BEGIN_DECLS

/* A package in memory that keeps the interface's promises (pages, changes, unique names, repeated request ids) and fails
 * on demand: for tests of everything that stands on a ledger. */
#define TIE_TYPE_DUMMY_LEDGER (tie_dummy_ledger_get_type ())
G_DECLARE_FINAL_TYPE (TieDummyLedger, tie_dummy_ledger, TIE, DUMMY_LEDGER, GObject)

typedef enum
{
  TIE_DUMMY_PROBE = 1,
  TIE_DUMMY_PULL,
  TIE_DUMMY_FIND,
  TIE_DUMMY_PUSH, /* counted and failed per operation */
  TIE_DUMMY_N_CALLS
} TieDummyCall;

TieDummyLedger *tie_dummy_ledger_new (void);

void tie_dummy_ledger_set_page_size (TieDummyLedger *self, guint rows);
void tie_dummy_ledger_set_company (TieDummyLedger *self, const char *id, const char *name, const char *country);

/* Takes the remote; an empty id gets the next number.  One with an id that is there replaces it: an edit by somebody else.
 * Returns the record as it is kept. */
const TieRemote *tie_dummy_ledger_put (TieDummyLedger *self, TieRemote *remote);
const TieRemote *tie_dummy_ledger_get (TieDummyLedger *self, TieKind kind, const char *id);
guint tie_dummy_ledger_count (TieDummyLedger *self, TieKind kind);

/* For tests of companies that can do less, or more.  (transfer none) */
TieLedgerCapabilities *tie_dummy_ledger_edit_capabilities (TieDummyLedger *self);

/* The call after so many good ones fails once.  has_acted: of a push, the record is made and the answer is lost. */
void tie_dummy_ledger_fail (TieDummyLedger *self, TieDummyCall call, guint after, TieError code, gboolean has_acted);
/* The push after so many good ones gets no answer, and never arrived; nobody knows that. */
void tie_dummy_ledger_lose (TieDummyLedger *self, guint after);
/* Whether the package can do that to records of the kind. */
void tie_dummy_ledger_set_verb (TieDummyLedger *self, TieKind kind, const char *verb, gboolean has_verb);
/* From now on every call fails so; 0: all is well again. */
void tie_dummy_ledger_fail_always (TieDummyLedger *self, TieError code);
/* As a package does after hours: a repeated request id is a new request. */
void tie_dummy_ledger_forget_requests (TieDummyLedger *self);
guint tie_dummy_ledger_get_n_calls (TieDummyLedger *self, TieDummyCall call);

G_END_DECLS
