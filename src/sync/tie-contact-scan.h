/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-ledger.h"
#include "store/tie-store.h"
#include "sync/tie-sync-check.h"

G_BEGIN_DECLS

/* Looks for contacts of the chosen types, and their linked sites, that were added or changed here since both sides were last the
 * same, and puts them into the outbox: a new one as it is, a changed one with the fields that changed and nothing else, so that
 * what somebody did in the package stays.  A field that changed on both sides is left to a person.
 *
 * What is the same on both sides is written down when pushing begins (nothing is sent then), and after each send; from then on
 * only those are looked at that were edited (store/tie-edited-table.h). */
typedef struct
{
  char *connection;    /* (owned) */
  TieLedger *ledger;   /* (owned) (nullable): not there yet */
  char *run;           /* (owned) (nullable): of what is queued; NULL: only looks */
  char *what;          /* (owned) (nullable): of the run, for the history */
  TieSyncContext *context; /* (owned) (nullable) */
  gboolean is_on;      /* out: Sync Settings say so */
  gboolean is_begun;   /* out: what is the same has been written down before */
  GHashTable *waiting; /* (owned): ids of contacts that have to be sent, a set */
  guint n_queued;      /* out */
} TieContactScan;

TieContactScan *tie_contact_scan_new (const char *connection, TieLedger *ledger, const char *run, const char *what);
void tie_contact_scan_free (gpointer data);

/* A TieStoreFunc for TIE_STORE_WRITE: who only looks writes down what needs nothing. */
gboolean tie_contact_scan_run (TieDb *db, gpointer data, GError **error);

G_END_DECLS
