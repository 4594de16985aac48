/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-payment.h"
#include "store/tie-payment-table.h"

G_BEGIN_DECLS

/* A payment and the documents that it pays, as an editor has them in hand and as they are saved: one unit.  A refund has the
 * credit notes and payments that the money is taken from instead; these are "documents" here, too. */
typedef struct _TiePaymentSheet TiePaymentSheet;
struct _TiePaymentSheet
{
  TiePayment *payment;       /* (owned) */
  GPtrArray *allocations;    /* (owned) (element-type TieAllocation) */
  TiePaymentSheet *original; /* (owned) (nullable): what the file had; NULL for a new payment */
};

/* kind: TIE_PAYMENT_KIND_…. */
TiePaymentSheet *tie_payment_sheet_new (const char *kind, const char *date);
TiePaymentSheet *tie_payment_sheet_copy (TiePaymentSheet *self);
void tie_payment_sheet_free (TiePaymentSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiePaymentSheet, tie_payment_sheet_free)

TiePaymentSheet *tie_payment_sheet_read (TieDb *db, const char *id, GError **error);
gboolean tie_payment_sheet_is_changed (TiePaymentSheet *self);

gboolean tie_payment_sheet_is_refund (TiePaymentSheet *self);
/* TIE_DOCUMENT_KIND_…: of what it pays, or, of a refund, of what it takes from beside payments. */
const char *tie_payment_sheet_get_document_kind (TiePaymentSheet *self);

/* What it may be applied to, oldest first: (transfer full) (element-type TieDueItem), see tie-payment-table.h. */
GPtrArray *tie_payment_sheet_list_due (TieDb *db, const char *kind, const char *contact, const char *id, GError **error);

/* What is applied to a document; setting 0 takes the application away. */
gint64 tie_payment_sheet_get_applied (TiePaymentSheet *self, const char *document);
void tie_payment_sheet_set_applied (TiePaymentSheet *self, const char *document, gint64 amount);
/* The same of a refund and a customer's payment that it takes from, and of a customer's payment and a refund of it. */
void tie_payment_sheet_set_refunded (TiePaymentSheet *self, const char *payment, gint64 amount);
/* Sets what is applied to the item, whatever it is. */
void tie_payment_sheet_apply (TiePaymentSheet *self, const TieDueItem *item, gint64 amount);
/* amount − what is applied; below zero while more is applied than was paid. */
gint64 tie_payment_sheet_get_unapplied (TiePaymentSheet *self);
/* Applies the amount anew to the items (TieDueItem) in their order, oldest first, as far as it reaches.  What went back of it
 * stays. */
void tie_payment_sheet_apply_oldest (TiePaymentSheet *self, GPtrArray *items);

G_END_DECLS
