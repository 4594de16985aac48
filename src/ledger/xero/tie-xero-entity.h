/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-remote.h"

G_BEGIN_DECLS

/* What a kind is called at Xero, where customers and vendors are one list, and the direction of a document or payment is a
 * word in it. */
typedef struct
{
  TieKind kind;
  const char *plural;   /* in JSON and addresses: "CreditNotes" */
  const char *singular; /* "CreditNote" */
  const char *id;       /* the member that holds the id: "CreditNoteID" */
  const char *number;   /* the member that holds the number or code; NULL for none */
  const char *name;     /* the member that holds the name; NULL of documents and payments, which have none */
  const char *status;   /* the member that holds the status; NULL for none */
  const char *type_member; /* "Type", "PaymentType"; NULL: all of the list are of this kind */
  const char *type;     /* what stands there: "ACCREC" */
  gboolean is_paged;
  gboolean is_stamped;  /* changes since a moment can be asked for */
} TieXeroEntity;

/* NULL: not kept at Xero. */
const TieXeroEntity *tie_xero_entity_for_kind (TieKind kind);

/* Contacts change, archive and come into being, and never go; of payments nothing can be changed. */
gboolean tie_xero_entity_has_verb (const TieXeroEntity *self, const char *verb);

/* What settles an invoice with a credit is no payment at Xero but a part of the credit note: of all that one credit note is
 * used for, a receipt (or payment to a supplier) with a total of 0 is made, whose id is the credit note's address.  So with
 * money received in advance, whose total is not 0. */
#define TIE_XERO_CREDIT_PREFIX "CreditNotes/"
/* Money that pays several documents is one record of its own there, too, and its parts are no payments here. */
#define TIE_XERO_BATCH_PREFIX "BatchPayments/"
#define TIE_XERO_OVERPAYMENT_PREFIX "Overpayments/"
#define TIE_XERO_PREPAYMENT_PREFIX "Prepayments/"

G_END_DECLS
