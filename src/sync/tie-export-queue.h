/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-ledger.h"
#include "store/tie-store.h"
#include "sync/tie-document-source.h"

G_BEGIN_DECLS

/* Puts contacts and sites, employees or codes into the outbox: bodies are made and frozen here.  Left out are records that are linked, that
 * are in the outbox already, and those that cannot be sent as they are, which become problems. */
typedef struct
{
  char *connection; /* (owned) */
  char *run;        /* (owned) */
  char *what;       /* (owned): of the run, for the history */
  TieKind kind;
  GType local;       /* of items: the type of the codes; else G_TYPE_INVALID */
  TieLedger *ledger; /* (owned), after probe */
  const char *package_name; /* "Xero" */
  guint max_batch;
  gboolean begins_run;
  GPtrArray *contacts; /* (owned): ids (also of employees and codes); their own rows in the first round, all of their sites in the second */
  GPtrArray *sites;    /* (owned): ids of sites chosen by themselves */
  GPtrArray *problems; /* (owned): TieProblem */
  GHashTable *open;    /* (owned): local ids of rows that wait or are being sent, a set */
  GHashTable *refused; /* (owned): local id → gint64, the refused row */
  TieDocumentSource *source; /* (owned) (nullable): of items */
  TieSyncContext *context; /* (owned) (nullable): once queueing began */
  char *batch;         /* (owned) (nullable): id that the rows of one batch share */
  guint in_batch;
} TieExportQueue;

TieExportQueue *tie_export_queue_new (const char *connection,
                                      const char *run,
                                      const char *what,
                                      TieKind kind,
                                      GType local,
                                      TieLedger *ledger);
void tie_export_queue_free (gpointer data);

/* Two TieStoreFuncs: sites can only be queued when their contacts have their records. */
gboolean tie_export_queue_contacts (TieDb *db,
                                    gpointer data,
                                    GError **error);
gboolean tie_export_queue_sites (TieDb *db,
                                 gpointer data,
                                 GError **error);

G_END_DECLS
