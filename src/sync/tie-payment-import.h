/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-remote.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* A package's payment as it would be recorded here, from what was last read: for the preview, and for bringing it over. */

typedef struct
{
  char *document_id; /* of ours that it pays or pays back; NULL: none here is linked to it */
  gboolean is_refund; /* document_id is the refund that took from it */
  char *number;      /* ours, else the package's; NULL: not known */
  gint64 amount;     /* what it pays at the package, minor units */
  gint64 applied;    /* what of that will be recorded on ours */
} TiePaymentImportLine;

typedef struct
{
  TieKind kind; /* TIE_KIND_RECEIPT, TIE_KIND_SUPPLIER_PAYMENT or TIE_KIND_REFUND */
  char *remote_id;
  char *local_id;     /* of ours that it is linked to; NULL: not here yet */
  char *contact_id;   /* NULL: its customer is not linked */
  char *contact_name; /* ours, else the package's */
  char *date;
  char *reference;
  char *account_name; /* where the money was deposited or taken from; NULL: not known */
  gint64 amount;      /* minor units */
  gint64 unapplied;   /* what stays open on the account of the contact */
  gboolean is_ours;   /* "Sent from Tieout": never comes back */
  gboolean is_gone;   /* void or deleted at the package */
  gboolean is_same;   /* as it is here already */
  gboolean names_credits; /* of a refund: its lines are the credit notes that it pays back; else those name it */
  GPtrArray *lines;    /* (element-type TiePaymentImportLine) */
  GPtrArray *warnings; /* (element-type utf8) sentences, such as of an overpayment */
  char *problem;       /* why it cannot be brought over; NULL: it can */
} TiePaymentImport;

void tie_payment_import_free (TiePaymentImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiePaymentImport, tie_payment_import_free)

/* TIE_ERROR_NOT_FOUND: never read. */
TiePaymentImport *tie_payment_import_read (TieDb *db, const char *connection, TieKind kind, const char *remote_id, GError **error);

/* TIE_PAYMENT_KIND_…: what it is here. */
const char *tie_payment_import_get_kind_here (TieKind kind);

/* Records it, or lets ours become what it is there, as part of the open undo step.  run: of the history. */
gboolean tie_payment_import_apply (TieDb *db, const char *connection, TiePaymentImport *self, const char *run, GError **error);

G_END_DECLS
