/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-ledger.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* Looks for contacts of the chosen types that were added or changed here since both sides were last the same, and puts them
 * into the outbox: a new one as it is, a changed one with the fields that changed and nothing else, so that what somebody
 * did in the package stays.  A field that changed on both sides is left to a person.
 *
 * What is the same on both sides is written down when pushing begins (nothing is sent then), and after each send. */
typedef struct
{
  char *connection;    /* (owned) */
  TieLedger *ledger;   /* (owned) (nullable): NULL: only looks */
  char *run;           /* (owned) (nullable): of what is queued */
  char *what;          /* (owned) (nullable): of the run, for the history */
  gboolean is_on;      /* out: Sync Settings say so */
  gboolean is_begun;   /* out: what is the same has been written down before */
  GHashTable *waiting; /* (owned): ids of contacts that have to be sent, a set */
  guint n_queued;      /* out */
} TieContactScan;

TieContactScan *tie_contact_scan_new (const char *connection, TieLedger *ledger, const char *run, const char *what);
void tie_contact_scan_free (gpointer data);

/* A TieStoreFunc: to look only, a TIE_STORE_READ; else a TIE_STORE_WRITE. */
gboolean tie_contact_scan_run (TieDb *db, gpointer data, GError **error);

G_END_DECLS
