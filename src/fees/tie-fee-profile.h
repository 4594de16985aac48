/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fees/tie-fee-reader.h"

G_BEGIN_DECLS

/* Which column of a file is what.  A layout that was seen before is known by its header row, so nobody is asked twice. */

typedef enum
{
  TIE_FEE_FIELD_NONE = 0,
  TIE_FEE_FIELD_CLIENT_NUMBER,
  TIE_FEE_FIELD_MODULE,
  TIE_FEE_FIELD_TAX_YEAR,
  TIE_FEE_FIELD_AMOUNT,      /* several columns: their sum */
  TIE_FEE_FIELD_AMOUNT_LESS, /* taken off it */
  TIE_FEE_FIELD_NAME,
  TIE_FEE_FIELD_LAST_NAME,
  TIE_FEE_FIELD_FIRST_NAME,
  TIE_FEE_FIELD_TIN,
  TIE_FEE_FIELD_INVOICE_NUMBER,
  TIE_FEE_FIELD_INVOICE_DATE,
  TIE_FEE_FIELD_FORM_CHARGES,
  TIE_FEE_FIELD_TIME_CHARGES,
  TIE_FEE_FIELD_OTHER_CHARGES,
  TIE_FEE_FIELD_DISCOUNT,
  TIE_FEE_FIELD_PREVIOUS_BALANCE,
  TIE_FEE_FIELD_PAYMENTS,
  TIE_FEE_FIELD_STATUS,
  TIE_FEE_FIELD_CALCULATED,
  TIE_FEE_FIELD_EXPORTED,
  TIE_FEE_FIELD_SCHEMA,      /* of fee file v1 */
  TIE_FEE_FIELD_TIN_LAST4,
  TIE_FEE_FIELD_SOURCE,
  TIE_FEE_N_FIELDS
} TieFeeField;

/* Words for people; the last three are no choice of theirs. */
#define TIE_FEE_N_CHOICES TIE_FEE_FIELD_SCHEMA
const char *tie_fee_field_get_label (TieFeeField field);
/* The column's name in fee file v1, and in saved profiles. */
const char *tie_fee_field_get_name (TieFeeField field);
/* By that name; NONE where there is none. */
TieFeeField tie_fee_field_find (const char *name);
/* The label by the name; the name itself where there is none. */
const char *tie_fee_field_find_label (const char *name);

typedef struct
{
  char *name;           /* (owned) what a person calls it, "" for none */
  TieFeeLayout layout;
  guint header_row;     /* line of the header; 0: there is none */
  GStrv titles;         /* (owned) of the columns */
  TieFeeField *map;     /* (owned) one each */
  guint n_columns;
  guint tax_year;       /* of all rows where no column says it; 0: not known */
  char module;          /* the same */
  gboolean is_strict;   /* fee file v1: columns are what they are called, and rows are checked strictly */
  gboolean asks_total;  /* the amount was only found as "total due", which may hold older unpaid amounts */
} TieFeeProfile;

void tie_fee_profile_free (TieFeeProfile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieFeeProfile, tie_fee_profile_free)

/* Guesses from the first rows (GStrv) and their lines; NULL where none of them is a header with a client number and more. */
TieFeeProfile *tie_fee_profile_guess (const TieFeeLayout *layout, GPtrArray *rows, const guint *lines);

/* One that a person fills in: the row as titles, nothing mapped. */
TieFeeProfile *tie_fee_profile_new (const TieFeeLayout *layout, const char *const *titles, guint header_row);

gboolean tie_fee_profile_has (const TieFeeProfile *self, TieFeeField field);
/* A field that may be there once leaves the column that had it. */
void tie_fee_profile_set_column (TieFeeProfile *self, guint column, TieFeeField field);
/* Whether rows can be read with it; what is missing for people (transfer full), NULL when all is there.  Year and module may
 * also come from the path. */
char *tie_fee_profile_dup_missing (const TieFeeProfile *self);

/* (transfer full) By the titles alone. */
char *tie_fee_profile_dup_fingerprint (const TieFeeProfile *self);

G_END_DECLS
