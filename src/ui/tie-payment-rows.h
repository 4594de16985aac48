/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-company.h"
#include "ui/tie-listing.h"
#include "ui/tie-table.h"

G_BEGIN_DECLS

/* Payments as rows of a list. */
enum
{
  TIE_PAYMENT_ROW_NUMBER, /* texts */
  TIE_PAYMENT_ROW_CONTACT,
  TIE_PAYMENT_ROW_METHOD,
  TIE_PAYMENT_ROW_REFERENCE,
  TIE_PAYMENT_ROW_ORIGIN,
  TIE_PAYMENT_ROW_DATE,
  TIE_PAYMENT_ROW_CONTACT_ID,
  TIE_PAYMENT_ROW_N_TEXTS
};

enum
{
  TIE_PAYMENT_ROW_AMOUNT, /* numbers; negative: it went out */
  TIE_PAYMENT_ROW_UNAPPLIED,
  TIE_PAYMENT_ROW_IS_OUTGOING,
  TIE_PAYMENT_ROW_IS_VOID,
  TIE_PAYMENT_ROW_IS_LINKED,  /* is at the package */
  TIE_PAYMENT_ROW_IS_FOREIGN, /* came from the package */
  TIE_PAYMENT_ROW_N_NUMBERS
};

/* The words of the drop-down over such lists, in this order. */
typedef enum
{
  TIE_PAYMENTS_ALL,
  TIE_PAYMENTS_RECEIVED,
  TIE_PAYMENTS_MADE,
  TIE_PAYMENTS_UNAPPLIED,
} TiePaymentsShow;

/* Of that contact (id), NULL: of all. */
TieListing *tie_payment_rows_new (TieStore *store, const char *contact);
void tie_payment_rows_add_columns (TieTable *table, TieCompany *company, gboolean with_contact);
gboolean tie_payment_rows_shows (TieListRow *row, TiePaymentsShow show);

G_END_DECLS
