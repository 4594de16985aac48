/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-company.h"
#include "sync/tie-sync-settings.h"

G_BEGIN_DECLS

/* The checks before anything is sent, in the order of the codes: pure over the practice file, that is, over what was last
 * read from the package, so that they work offline. */

/* What they stand on beside the records. */
typedef struct
{
  char *connection;          /* (nullable): not connected */
  TieSyncSettings *settings; /* (owned) */
  char *currency;            /* of the practice */
  char *home;                /* of the company; NULL: not known */
  char *country;             /* (nullable) */
  char *closed_until;        /* (nullable) */
  const TiePackage *package; /* whose name stands in the sentences; never NULL */
  int tax_model;             /* as in the ledger's capabilities; 0: not known */
  guint lacks;               /* TieLacks of the company */
  TieCompanyState state;     /* of the sign-in; TIE_COMPANY_CONNECTED unless it is set */
} TieSyncContext;

TieSyncContext *tie_sync_context_read (TieDb *db, GError **error);
void tie_sync_context_free (TieSyncContext *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieSyncContext, tie_sync_context_free)

/* (transfer full) (element-type TieSyncFinding) All that keeps it back, in the order of the codes; empty: READY.  id: of
 * the document or payment, as tie_sync_table_name_payment() makes it of TIE_SYNC_PAYMENTS_IN; of TIE_SYNC_CONTACTS a contact or site, or the
 * package's id of a customer.  TIE_ERROR_NOT_FOUND. */
GPtrArray *tie_sync_check (TieDb *db, const TieSyncContext *context, TieSyncGroup group, const char *id, GError **error);

/* (transfer full) What a run of that package waits for that tries again in so many seconds: BUSY or OFFLINE. */
TieSyncFinding *tie_sync_check_wait (const TiePackage *package, TieSyncGroup group, const GError *fault, guint seconds);

/* READY where there is none. */
TieSyncCode tie_sync_findings_get_code (GPtrArray *findings);
/* Nothing that has to be solved here first: READY, or what only another try can solve. */
gboolean tie_sync_findings_may_send (GPtrArray *findings);

G_END_DECLS
