/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-ledger.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* What taking a document or payment back at the package would be, as far as is known here: for the question before it, and for the
 * run that does it.  Runs on the store's worker thread. */
typedef struct
{
  char *id;
  char *label;     /* "INV-1042" */
  TieKind kind;    /* at the package */
  char *remote_id; /* (nullable): NULL: it is not there */
  char *number;    /* (nullable): there */
  char *date;      /* ISO, there */
  gint64 amount;   /* there, minor units */
  gboolean can_delete;
  gboolean can_void;
  char *refusal;   /* (nullable): the sentence why neither is possible now, with what to do first */
  char *blocker;   /* (nullable): id of the payment or credit note here that has to be taken back first */
} TieRemoval;

void tie_removal_free (TieRemoval *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieRemoval, tie_removal_free)

/* ledger: of the present connection, after probe. */
TieRemoval *tie_removal_read (TieDb *db, TieLedger *ledger, const char *id, GError **error);

/* Of a record that is there.  refusal: (out) NULL: nothing keeps it; FALSE only with an error. */
gboolean tie_removal_check (TieDb *db, const char *connection, TieKind kind, TieRecord *record, const char *label, char **refusal, char **blocker, GError **error);

G_END_DECLS
