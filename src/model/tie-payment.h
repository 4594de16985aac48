/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"

G_BEGIN_DECLS

/* Money that came from a customer, went to a supplier, or went back to a customer, and the documents that it pays. */
#define TIE_PAYMENT_KIND_RECEIPT "receipt"
#define TIE_PAYMENT_KIND_PAID "paid"
#define TIE_PAYMENT_KIND_REFUND "refund"

#define TIE_PAYMENT_ORIGIN_HERE "here"
#define TIE_PAYMENT_ORIGIN_PACKAGE "package"

enum
{
  TIE_PAYMENT_NUMBER = 1,
  TIE_PAYMENT_KIND,
  TIE_PAYMENT_CONTACT, /* reference: contact */
  TIE_PAYMENT_DATE,
  TIE_PAYMENT_AMOUNT, /* minor units */
  TIE_PAYMENT_METHOD,
  TIE_PAYMENT_REFERENCE,
  TIE_PAYMENT_NOTES,
  TIE_PAYMENT_ORIGIN,
  TIE_PAYMENT_IS_VOID,     /* boolean */
  TIE_PAYMENT_DO_NOT_SEND, /* boolean */
  TIE_PAYMENT_N_FIELDS
};

#define TIE_TYPE_PAYMENT (tie_payment_get_type ())
G_DECLARE_FINAL_TYPE (TiePayment, tie_payment, TIE, PAYMENT, TieRecord)

#define tie_payment_new(id) ((TiePayment *) tie_record_new (TIE_TYPE_PAYMENT, (id)))

enum
{
  TIE_ALLOCATION_PAYMENT = 1, /* reference: payment; either this … */
  TIE_ALLOCATION_CREDIT,      /* reference: document; … or this */
  TIE_ALLOCATION_DOCUMENT,    /* reference: document; what is paid: either this … */
  TIE_ALLOCATION_REFUND,      /* reference: payment; … or this: money that went back to the customer */
  TIE_ALLOCATION_AMOUNT,      /* minor units */
  TIE_ALLOCATION_N_FIELDS
};

#define TIE_TYPE_ALLOCATION (tie_allocation_get_type ())
G_DECLARE_FINAL_TYPE (TieAllocation, tie_allocation, TIE, ALLOCATION, TieRecord)

#define tie_allocation_new(id) ((TieAllocation *) tie_record_new (TIE_TYPE_ALLOCATION, (id)))

G_END_DECLS
