/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-remote.h"

G_BEGIN_DECLS

/* What goes to a package, in no package's own words: ids are the package's, money is minor units, quantities and rates
 * are × 10 000.  All strings owned, NULL for none. */

typedef enum
{
  TIE_LEDGER_LINE_ITEM = 1, /* a product, service or, of a supplier's document, an account */
  TIE_LEDGER_LINE_FREIGHT,
  TIE_LEDGER_LINE_DISCOUNT,
  TIE_LEDGER_LINE_ROUNDING,
  TIE_LEDGER_LINE_TEXT, /* no amount */
} TieLedgerLineRole;

typedef struct
{
  TieLedgerLineRole role;
  char *item_id;
  char *account_id; /* of a supplier's line without item; of a discount without item; of any other line that of its item, for
                     * packages that want both */
  char *item_number; /* the code by which the package calls that item: where lines name codes and not ids */
  char *account_number; /* … that account */
  char *text;
  gint64 quantity; /* 0: none is said */
  gint64 rate;
  gint64 amount; /* what the line adds to the net of the document: a discount's is negative */
  char *tax_code_id; /* NULL: not taxed */
  char *tax_parts; /* of that code: its TieRemote.sub_type */
  gint64 tax; /* as computed here */
} TieLedgerLine;

/* A sales invoice, a sales credit, or a supplier's. */
typedef struct
{
  TieKind kind;
  char *number; /* of a supplier's document: theirs; NULL: the package gives one.  Where the package gives its own in any case, ours
                 * becomes its reference */
  char *date;
  char *due;      /* of invoices */
  char *party_id; /* who is billed, or who bills: a customer, a sub-customer for a site, a vendor */
  char *term_id;
  char *currency; /* ISO code; NULL: the company's own */
  char *reference;
  char *memo;  /* on paper */
  char *mark;  /* only there: by it a document whose answer was lost is known again */
  char *email; /* an address that the package cannot take is left out */
  char *state; /* of whoever is billed, where the tax depends on it: as it stands in the address ("CA") */
  char *account_id; /* receivable or payable; NULL: the package's own */
  GPtrArray *lines; /* (owned) TieLedgerLine, in order */
  gint64 total;     /* with tax */
  gint64 tax;
} TieLedgerDocument;

/* Money received, paid to a supplier, or given back to a customer.  What gives for a refund is applied to it, or, with
 * TieLedgerCapabilities.refunds_name_credit, the refund to what gives.  Applied to an invoice and a credit with a total of 0, it
 * settles the one with the other. */
typedef struct
{
  TieKind kind;
  char *number;
  char *date;
  char *party_id;
  gint64 amount;
  char *account_id; /* where it is deposited (NULL: the package's own place for it), or taken from */
  gboolean is_card; /* of a payment to a supplier: account_id is a credit card's */
  char *owed_on;    /* of a refund: the account of receivables */
  char *reference;  /* cheque number and the like */
  char *method_id;  /* way of paying, NULL: none is said */
  char *memo;
  char *mark;
  char *currency;
  GPtrArray *applied; /* (owned) TieRemoteApplied: documents and credits, amounts positive */
} TieLedgerPayment;

/* A product or service. */
typedef struct
{
  char *name;
  char *description;
  gint64 rate; /* 0: none is said */
  char *income_account_id;
  char *expense_account_id;
  char *income_account_number; /* the code by which the package calls that account */
  char *expense_account_number;
  char *type; /* the package's word for what it is; NULL: a service */
} TieLedgerItem;

TieLedgerDocument *tie_ledger_document_new (TieKind kind);
void tie_ledger_document_free (TieLedgerDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieLedgerDocument, tie_ledger_document_free)
/* Appends an empty line of that role; it belongs to the document. */
TieLedgerLine *tie_ledger_document_add_line (TieLedgerDocument *self, TieLedgerLineRole role);

TieLedgerPayment *tie_ledger_payment_new (TieKind kind);
void tie_ledger_payment_free (TieLedgerPayment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieLedgerPayment, tie_ledger_payment_free)
void tie_ledger_payment_apply (TieLedgerPayment *self, TieKind kind, const char *remote_id, gint64 amount);

TieLedgerItem *tie_ledger_item_new (void);
void tie_ledger_item_free (TieLedgerItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieLedgerItem, tie_ledger_item_free)

G_END_DECLS
