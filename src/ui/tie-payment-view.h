/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/tie-payment-sheet.h"

G_BEGIN_DECLS

/* What an editor shows of a payment, read at once. */
typedef struct
{
  TiePaymentSheet *sheet; /* (owned) (nullable): NULL for a new one */
  GPtrArray *items;       /* (owned), element TieDueItem: what the contact has open; what it pays comes first */
  char *next_number;      /* (owned) (nullable): what a new payment would get */
  char *contact;          /* (owned) (nullable): whose items they are */
  char *kind;             /* (owned): TIE_PAYMENT_KIND_…, for which they are open */
  gint64 open;            /* of the document that it is made for, 0 for none */
} TiePaymentView;

void tie_payment_view_free (TiePaymentView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiePaymentView, tie_payment_view_free)

/* id NULL: a new payment of that kind and contact (nullable); for_document (nullable): one that it is to pay, whose contact
 * and kind are taken.  finish: (transfer full) */
void tie_payment_view_load_async (TieStore *store, const char *id, const char *kind, const char *contact, const char *for_document,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TiePaymentView *tie_payment_view_load_finish (TieStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
