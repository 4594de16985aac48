/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/tie-document-sheet.h"
#include "ledger/tie-ledger.h"
#include "sync/tie-sync-check.h"

G_BEGIN_DECLS

/* Documents, payments and codes of the practice in the package's terms: ids are the package's by then, accounts and items
 * those of Sync Settings.  Runs on the store's worker thread.
 *
 * Errors that a person can cure (TIE_ERROR_MAPPING, TIE_ERROR_DATA) are sentences that name the line. */
typedef struct
{
  TieSyncContext *context;  /* (owned) */
  GHashTable *tax_rates;    /* (owned) */
  GHashTable *uses_default; /* (owned): codes whose lines go out with the default item */
  const char *package_name; /* "Xero" */
  gboolean has_our_numbers; /* the package keeps the numbers we send; else they are its reference */
  gboolean has_private_note; /* … and our mark; else payments are known again by their numbers in front of the reference */
} TieDocumentSource;

/* ledger: after probe. */
TieDocumentSource *tie_document_source_new (TieDb *db, TieLedger *ledger, GError **error);
void tie_document_source_free (TieDocumentSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieDocumentSource, tie_document_source_free)

/* What the record is at the package: of a document by its kind, of a payment by its own; 0: neither.  A supplier's invoice
 * below zero is a credit there, with positive amounts. */
TieKind tie_document_source_get_kind (TieRecord *record);
TieSyncGroup tie_document_source_get_group (TieKind kind);

/* (transfer full) */
TieLedgerDocument *tie_document_source_make_document (TieDb *db, TieDocumentSource *self, TieDocumentSheet *sheet, GError **error);
/* id: of a payment, or of a credit note for what that was used for: a payment of nothing. */
TieLedgerPayment *tie_document_source_make_payment (TieDb *db, TieDocumentSource *self, const char *id, GError **error);
/* (transfer full) (element-type TieRecord) What makes up that payment of nothing: a credit note's allocations, those to refunds
 * only where a refund does not say it itself. */
GPtrArray *tie_document_source_list_uses (TieDb *db, TieDocumentSource *self, const char *credit, GError **error);
/* code: of a work code or expense code. */
TieLedgerItem *tie_document_source_make_item (TieDb *db, TieDocumentSource *self, TieRecord *code);

/* (transfer full) The number or code by which the package calls one of its items or accounts; NULL: it has none. */
char *tie_document_source_dup_number (TieDb *db, TieDocumentSource *self, TieKind kind, const char *remote_id);

/* "INV-1031 Order 7" of "Order 7": what is known again by its beginning. */
void tie_document_source_put_in_front (char **reference, const char *number);

/* (transfer full) Who is billed at the package: the one in whose care the contact is, else the site where that is linked, else
 * the contact.  NULL: not linked, or with an error. */
char *tie_document_source_find_party (TieDb *db, const char *connection, TieKind kind, const char *contact, const char *site, GError **error);

/* Of a sale: a line of some cents where the package will come to another tax than we do, because it rounds the rates of a code one
 * by one.  TIE_ERROR_MAPPING where that is so and no item was chosen for it. */
gboolean tie_document_source_add_rounding (TieDb *db, TieDocumentSource *self, TieLedgerDocument *document, GError **error);

G_END_DECLS
