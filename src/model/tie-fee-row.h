/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One client's fee as a tax program gave it out.  Texts are never NULL, "" for none. */
typedef struct
{
  const char *file;          /* id of the file; "" before it is in the practice */
  const char *label;         /* its name */
  const char *as_of;         /* moment: when it was written; the latest counts */
  guint line;
  const char *client_number; /* as it stands there */
  const char *client_key;    /* in its one form */
  char module;               /* the letter, as of a project's return; 0: not known */
  guint tax_year;            /* 0: not known */
  const char *name;
  const char *tin;           /* keyed hash of the taxpayer's number, hexadecimal */
  gboolean has_amount;
  gboolean has_bad_parts;    /* the parts of the amount do not add up to it */
  gint64 amount;             /* minor units */
  gint64 previous_balance;   /* minor units: shown, never taken over */
  const char *invoice_number;
  const char *invoice_date;
  const char *calculated_at; /* moment */
  const char *status;
  guint problem;             /* a code of the room fees; 0: none */
  const char *problem_text;  /* what stood there instead */
} TieFeeRow;

/* Rows that own their texts, each text once. */
typedef struct
{
  GArray *rows; /* (element-type TieFeeRow) */
  GStringChunk *texts;
} TieFeeRows;

TieFeeRows *tie_fee_rows_new (void);
void tie_fee_rows_free (TieFeeRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieFeeRows, tie_fee_rows_free)

/* Copies the row and its texts. */
void tie_fee_rows_add (TieFeeRows *self, const TieFeeRow *row);
guint tie_fee_rows_get_n (const TieFeeRows *self);
/* Stays as long as nothing is added. */
const TieFeeRow *tie_fee_rows_get (const TieFeeRows *self, guint i);

G_END_DECLS
