/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* A document of a contact, or of somebody in whose care the contact is, that can be paid; for a refund a credit note, or a
 * payment that is not all applied. */
typedef struct
{
  char *id;
  gboolean is_payment;
  char *number;
  char *date;
  char *due;
  gint64 total; /* minor units */
  gint64 open;  /* minor units: what nobody but the payer paid of it */
} TieDueItem;

void tie_due_item_free (TieDueItem *self);

/* (transfer full) (element-type TieDueItem) What the contact's payments may be applied to, oldest first: documents of that kind
 * (TIE_DOCUMENT_KIND_…) with something open.  payer: id of the payment or credit note whose own applications do not count,
 * NULL for none. */
GPtrArray *tie_payment_table_list_due (TieDb *db, const char *contact, const char *kind, const char *payer, GError **error);

/* The same for a refund: the contact's credit notes, and its payments, with something left. */
GPtrArray *tie_payment_table_list_credits (TieDb *db, const char *contact, const char *refund, GError **error);

/* What is left of a customer's credit note (is_payment FALSE) or payment but for that refund. */
gboolean tie_payment_table_get_credit (TieDb *db, const char *id, gboolean is_payment, const char *refund, gint64 *open, GError **error);

/* What others than that payment or credit note gave for a refund. */
gboolean tie_payment_table_get_refunded_by_others (TieDb *db, const char *refund, const char *payer, gint64 *taken, GError **error);

/* What others than payer paid of a document. */
gboolean tie_payment_table_get_paid_by_others (TieDb *db, const char *document, const char *payer, gint64 *paid, GError **error);

/* Whether the payer may pay for the contact: it is the contact itself, or the one in whose care it is. */
gboolean tie_payment_table_may_pay (TieDb *db, const char *payer_contact, const char *contact, gboolean *may_pay, GError **error);

/* What a contact owes (invoices less credit notes and payments, and what went back of them), and what it is owed (supplier invoices less payments). */
gboolean tie_payment_table_get_balance (TieDb *db, const char *contact, gint64 *receivable, gint64 *payable, GError **error);

G_END_DECLS
