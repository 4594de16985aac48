/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-file-rows.h"

G_BEGIN_DECLS

/* What a layout's cells can say.  Names as in layouts are in the table of tie-file-field.c, in the same order. */
typedef enum
{
  TIE_FILE_FIELD_TEXT = 0, /* fixed */
  TIE_FILE_FIELD_OPTION,
  TIE_FILE_FIELD_CONTACT_KEY,
  TIE_FILE_FIELD_CONTACT_NUMBER,
  TIE_FILE_FIELD_CONTACT_NAME,
  TIE_FILE_FIELD_CONTACT_EMAIL,
  TIE_FILE_FIELD_CONTACT_PHONE,
  TIE_FILE_FIELD_CONTACT_STREET_1,
  TIE_FILE_FIELD_CONTACT_STREET_2,
  TIE_FILE_FIELD_CONTACT_STREET_3,
  TIE_FILE_FIELD_CONTACT_STREET_4,
  TIE_FILE_FIELD_CONTACT_CITY,
  TIE_FILE_FIELD_CONTACT_STATE,
  TIE_FILE_FIELD_CONTACT_POSTCODE,
  TIE_FILE_FIELD_CONTACT_COUNTRY,
  TIE_FILE_FIELD_CONTACT_ADDRESS_1, /* name, streets, city: as on an envelope */
  TIE_FILE_FIELD_CONTACT_ADDRESS_2,
  TIE_FILE_FIELD_CONTACT_ADDRESS_3,
  TIE_FILE_FIELD_CONTACT_ADDRESS_4,
  TIE_FILE_FIELD_CONTACT_ADDRESS_5,
  TIE_FILE_FIELD_CONTACT_TERMS,
  TIE_FILE_FIELD_CONTACT_NOTES,
  TIE_FILE_FIELD_DOCUMENT_NUMBER, /* as the layout has numbers */
  TIE_FILE_FIELD_DOCUMENT_OWN_NUMBER,
  TIE_FILE_FIELD_DOCUMENT_KIND,
  TIE_FILE_FIELD_DOCUMENT_DATE,
  TIE_FILE_FIELD_DOCUMENT_DUE,
  TIE_FILE_FIELD_DOCUMENT_REFERENCE,
  TIE_FILE_FIELD_DOCUMENT_TEXT,
  TIE_FILE_FIELD_DOCUMENT_PROJECT,
  TIE_FILE_FIELD_DOCUMENT_TOTAL,
  TIE_FILE_FIELD_DOCUMENT_TAX,
  TIE_FILE_FIELD_DOCUMENT_FREIGHT,
  TIE_FILE_FIELD_DOCUMENT_IS_CREDIT,
  TIE_FILE_FIELD_DOCUMENT_IS_TAXED,
  TIE_FILE_FIELD_DOCUMENT_TAX_CODE, /* the first one */
  TIE_FILE_FIELD_DOCUMENT_FREIGHT_TAX,
  TIE_FILE_FIELD_DOCUMENT_FREIGHT_TAX_CODE,
  TIE_FILE_FIELD_DOCUMENT_RECEIVABLE,
  TIE_FILE_FIELD_DOCUMENT_N_ROWS,
  TIE_FILE_FIELD_TERMS_NAME,
  TIE_FILE_FIELD_TERMS_LABEL, /* what it is called here */
  TIE_FILE_FIELD_TERMS_TYPE,
  TIE_FILE_FIELD_TERMS_DAYS,
  TIE_FILE_FIELD_TERMS_DISCOUNT_DAYS,
  TIE_FILE_FIELD_TERMS_PERCENT,
  TIE_FILE_FIELD_TERMS_LATE,
  TIE_FILE_FIELD_TERMS_DISCOUNT_DATE,
  TIE_FILE_FIELD_TERMS_DISCOUNT_AMOUNT,
  TIE_FILE_FIELD_ROW_ACCOUNT,
  TIE_FILE_FIELD_ROW_AMOUNT,
  TIE_FILE_FIELD_ROW_QUANTITY,
  TIE_FILE_FIELD_ROW_RATE,
  TIE_FILE_FIELD_ROW_PRICE, /* the rate; of a tax: "8.25%" */
  TIE_FILE_FIELD_ROW_TEXT,
  TIE_FILE_FIELD_ROW_ITEM,
  TIE_FILE_FIELD_ROW_KIND,
  TIE_FILE_FIELD_ROW_TAX_CODE,
  TIE_FILE_FIELD_ROW_TAX_RATE,
  TIE_FILE_FIELD_ROW_TAX_PERCENT, /* "8.25%" */
  TIE_FILE_FIELD_ROW_TAX_AMOUNT,
  TIE_FILE_FIELD_ROW_IS_TAXED,
  TIE_FILE_FIELD_ROW_IS_FIRST,
  TIE_FILE_FIELD_ROW_AGENCY,
  TIE_FILE_FIELD_PAYMENT_NUMBER,
  TIE_FILE_FIELD_PAYMENT_DATE,
  TIE_FILE_FIELD_PAYMENT_METHOD,
  TIE_FILE_FIELD_PAYMENT_REFERENCE,
  TIE_FILE_FIELD_PAYMENT_AMOUNT,
  TIE_FILE_FIELD_PAYMENT_TEXT,
  TIE_FILE_FIELD_PAYMENT_BANK,
  TIE_FILE_FIELD_PAYMENT_RECEIVABLE,
  TIE_FILE_FIELD_ACCOUNT_NAME,
  TIE_FILE_FIELD_ACCOUNT_NUMBER,
  TIE_FILE_FIELD_ACCOUNT_TYPE,
  TIE_FILE_FIELD_ACCOUNT_EXTRA, /* "tax" of those that taxes stand on */
  TIE_FILE_FIELD_ITEM_NAME,
  TIE_FILE_FIELD_ITEM_TYPE,
  TIE_FILE_FIELD_ITEM_TEXT,
  TIE_FILE_FIELD_ITEM_ACCOUNT,
  TIE_FILE_FIELD_ITEM_PRICE, /* of a tax */
  TIE_FILE_FIELD_ITEM_IS_TAXED,
  TIE_FILE_FIELD_ITEM_AGENCY,
  TIE_FILE_FIELD_VENDOR_NAME,
  TIE_FILE_N_FIELDS
} TieFileField;

typedef enum
{
  TIE_FILE_VALUE_TEXT = 1,
  TIE_FILE_VALUE_DATE,
  TIE_FILE_VALUE_MONEY,   /* minor units, as a document says it: its sign is the column's */
  TIE_FILE_VALUE_DECIMAL, /* × 10 000 */
  TIE_FILE_VALUE_NUMBER,
  TIE_FILE_VALUE_TRUTH,
} TieFileValueType;

/* 0: there is no field of that name. */
TieFileField tie_file_field_find (const char *name);
TieFileValueType tie_file_field_get_type (TieFileField field);

/* Something that an item list names: what is billed, or a tax. */
typedef struct
{
  const char *name;
  const char *type;
  const char *text;
  const char *account;
  gint64 rate; /* × 10 000; of a tax: percent */
  gboolean is_tax;
  gboolean is_taxed;
  const char *agency;
} TieFileItem;

/* Where values come from: what is being written, and in what.  Those that do not apply are NULL. */
typedef struct
{
  const TieFileNames *names;
  const TieExportContact *contact;
  const char *contact_key;
  const TieExportDocument *document;
  const char *number; /* of the document or payment, as the layout has numbers */
  const TieFileTerms *terms;
  const TieFileDocument *made; /* rows and taxes of the document */
  const TieFileRow *row;
  const TieExportPayment *payment;
  const TieFileAccount *account;
  gboolean is_tax_account;
  const TieFileItem *item;
  const char *vendor;
} TieFileContext;

typedef struct
{
  const char *text; /* of texts and dates */
  gint64 number;    /* of all others */
  gboolean is_none; /* a number that is not there */
} TieFileValue;

/* scratch: holds what had to be put together. */
void tie_file_field_get (TieFileField field, const TieFileContext *context, const char *option, TieFileSign sign, GString *scratch, TieFileValue *value);

G_END_DECLS
