/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-payment"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-contact.h"
#include "model/tie-document.h"
#include "model/tie-payment.h"

static const TieChoice kinds[] = {
  { TIE_PAYMENT_KIND_RECEIPT, N_ ("Payment received") },
  { TIE_PAYMENT_KIND_PAID, N_ ("Payment made") },
  { TIE_PAYMENT_KIND_REFUND, N_ ("Refund to a client") },
  { NULL },
};

static const TieChoice methods[] = {
  { "check", N_ ("Check") },
  { "cash", N_ ("Cash") },
  { "card", N_ ("Card") },
  { "transfer", N_ ("Bank transfer") },
  { "other", N_ ("Other") },
  { NULL },
};

static const TieChoice origins[] = {
  { TIE_PAYMENT_ORIGIN_HERE, N_ ("Here") },
  { TIE_PAYMENT_ORIGIN_PACKAGE, N_ ("Accounting package") },
  { NULL },
};

static const TieField payment_fields[] = {
  [TIE_PAYMENT_NUMBER] = { "number", N_ ("Number"), TIE_FIELD_TEXT, 100 },
  [TIE_PAYMENT_KIND] = { "kind", N_ ("Kind"), TIE_FIELD_CHOICE, 0, TIE_FIELD_REQUIRED, kinds },
  [TIE_PAYMENT_CONTACT] = { "contact", N_ ("Contact"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_REQUIRED, NULL, tie_contact_get_type },
  [TIE_PAYMENT_DATE] = { "date", N_ ("Date"), TIE_FIELD_DATE, 0, TIE_FIELD_REQUIRED | TIE_FIELD_SORT },
  [TIE_PAYMENT_AMOUNT] = { "amount", N_ ("Amount"), TIE_FIELD_MONEY },
  [TIE_PAYMENT_METHOD] = { "method", N_ ("Method"), TIE_FIELD_CHOICE, 0, TIE_FIELD_NONE, methods },
  [TIE_PAYMENT_REFERENCE] = { "reference", N_ ("Reference"), TIE_FIELD_TEXT, 200 },
  [TIE_PAYMENT_NOTES] = { "notes", N_ ("Notes"), TIE_FIELD_LINES, 10000 },
  [TIE_PAYMENT_ORIGIN] = { "origin", N_ ("Origin"), TIE_FIELD_CHOICE, 0, TIE_FIELD_REQUIRED, origins },
  [TIE_PAYMENT_IS_VOID] = { "is_void", N_ ("Void"), TIE_FIELD_BOOLEAN, 0, TIE_FIELD_COMPUTED },
  [TIE_PAYMENT_DO_NOT_SEND] = { "do_not_send", N_ ("Do not send"), TIE_FIELD_BOOLEAN },
};

TIE_DEFINE_RECORD (TiePayment, tie_payment, "payment", payment_fields)

static const TieField allocation_fields[] = {
  [TIE_ALLOCATION_PAYMENT] = { "payment", N_ ("Payment"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_PART, NULL, tie_payment_get_type },
  [TIE_ALLOCATION_CREDIT] = { "credit", N_ ("Credit note"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_PART, NULL, tie_document_get_type },
  [TIE_ALLOCATION_DOCUMENT] = { "document", N_ ("Document"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_NONE, NULL, tie_document_get_type },
  [TIE_ALLOCATION_REFUND] = { "refund", N_ ("Refund"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_NONE, NULL, tie_payment_get_type },
  [TIE_ALLOCATION_AMOUNT] = { "amount", N_ ("Amount"), TIE_FIELD_MONEY },
};

TIE_DEFINE_RECORD (TieAllocation, tie_allocation, "allocation", allocation_fields)
