/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/tie-invoice-preview.h"
#include "fees/tie-fee-match.h"

G_BEGIN_DECLS

/* What an import would do, before it does: the row, the figures, and all that should be known.  Read in a store read; the
 * import takes the same preview and does exactly that, or nothing (TIE_ERROR_CHANGED). */

typedef struct
{
  gboolean with_invoice;  /* Import Amount/Create Invoice */
  gboolean replace;       /* the invoice of an earlier import is voided and its work billed anew */
  const char *date;       /* of the invoice, and the last one of entries; NULL: today */
  const char *file;       /* (nullable) with line: the row that a person chose, by the file's id */
  guint line;
  const gint64 *typed;    /* (nullable) an amount that a person typed, or confirmed from paper */
  const char *typed_from; /* (nullable) the paper's file name */
} TieFeePreviewOptions;

typedef struct
{
  char *project;        /* (owned) id, as all texts here are owned */
  char *project_name;
  char *contact;        /* id */
  char *contact_name;
  char module;
  guint tax_year;
  gint64 old_fee;       /* minor units, as all amounts */
  gint64 new_fee;
  TieFeeRows *rows;     /* of the client's number; holds row */
  const TieFeeRow *row; /* (nullable) in rows; NULL for a typed amount, and where none fits */
  char *source;         /* name of the file, "" for an amount that was typed */
  gboolean is_chosen;   /* by a person: the number is remembered as the client's */
  gboolean has_amount;  /* new_fee is one that can be taken over */

  gboolean with_invoice;
  char *date;
  gboolean replace;
  TieInvoicePreview *wip; /* (nullable): with_invoice only; what is billed */
  char *invoice;          /* (nullable) id of the invoice that was made of this fee before */
  char *invoice_number;   /* (nullable) */
  gboolean can_replace;   /* that invoice was not sent anywhere yet */
  char *terms;            /* (nullable): with_invoice only; the client's, "" for none */
  char *due;              /* (nullable): the day by which they want the money, "" for none */
  char *company;          /* (nullable): where the invoice goes to; NULL: the practice is not connected */
  gboolean is_linked;     /* the client is linked there; else the invoice waits for that */

  TieFeeCode code;        /* what stands in the way most; OK: nothing */
  GPtrArray *findings;    /* (element-type TieFeeFinding) that and the rest: stops first, notes last */
} TieFeePreview;

/* NULL only on errors of the store; what keeps a fee from being taken over is a finding. */
TieFeePreview *tie_fee_preview_read (TieDb *db, const char *project, const TieFeePreviewOptions *options, GError **error);
void tie_fee_preview_free (TieFeePreview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieFeePreview, tie_fee_preview_free)

/* Whether the import that it was read for may be done at all, and whether a person should be asked first. */
gboolean tie_fee_preview_can_import (const TieFeePreview *self);
gboolean tie_fee_preview_must_ask (const TieFeePreview *self);

/* (transfer full) (element-type TieFeeSuggestion) For Choose Row.  *rows holds the rows: (transfer full), to be freed after. */
GPtrArray *tie_fee_preview_suggest (TieDb *db, const char *project, guint max, TieFeeRows **rows, GError **error);

/* Setting: after how many days a file is called old. */
#define TIE_SETTING_FEE_DAYS "fee-stale-days"
#define TIE_FEE_DAYS 7
gboolean tie_fee_preview_get_days (TieDb *db, guint *days, GError **error);
gboolean tie_fee_preview_set_days (TieDb *db, guint days, GError **error); /* for who may bill */

G_END_DECLS
