/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-sync-status.h"

G_BEGIN_DECLS

/* What tells the export windows (one a kind of record) and Payment Import apart: words, and which rows. */
typedef struct
{
  const char *id; /* for actions, and under which columns are kept */
  TieSyncGroup group;
  gboolean is_import;
  const char *title; /* N_() words from here on */
  const char *verb;  /* "Export Selected (%u)" */
  const char *done;  /* head of the column that says it is done: "Exported" */
  const char *hide;  /* "_Hide Exported" */
  const char *hide_name; /* the same without a mnemonic */
  const char *going; /* in the rows that are on their way */
  const char *search_label;
  const char *nothing_found; /* with one %s */
  const char *nothing_shown; /* without anything typed */
  const char *empty_title;
} TieTransferKind;

extern const TieTransferKind tie_transfer_invoice_export;
extern const TieTransferKind tie_transfer_credit_export;
extern const TieTransferKind tie_transfer_supplier_export;
extern const TieTransferKind tie_transfer_payment_import;
extern const TieTransferKind tie_transfer_payment_export;

/* By its id. */
const TieTransferKind *tie_transfer_kind_find (const char *id);

G_END_DECLS
