/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-export-table.h"
#include "ui/tie-listing.h"
#include "ui/tie-table.h"

G_BEGIN_DECLS

/* What may go into an accounting file for a target: customers, invoices or payments. */
enum
{
  TIE_ACCOUNTING_ROW_NUMBER, /* texts */
  TIE_ACCOUNTING_ROW_NAME,
  TIE_ACCOUNTING_ROW_STATUS,
  TIE_ACCOUNTING_ROW_DATE,
  TIE_ACCOUNTING_ROW_KIND, /* of a document: TIE_DOCUMENT_KIND_… */
  TIE_ACCOUNTING_ROW_N_TEXTS
};

enum
{
  TIE_ACCOUNTING_ROW_AMOUNT, /* numbers */
  TIE_ACCOUNTING_ROW_SHOWN,  /* bits: under which words of the drop-down it stands */
  TIE_ACCOUNTING_ROW_N_NUMBERS
};

/* The words of the drop-down, in order.  Customers have the first two only: all, and those that are new or changed. */
typedef enum
{
  TIE_ACCOUNTING_SHOW_READY = 0,
  TIE_ACCOUNTING_SHOW_CHANGED,
  TIE_ACCOUNTING_SHOW_EXPORTED,
  TIE_ACCOUNTING_SHOW_LAST,
} TieAccountingShow;

/* target: id of a layout; another one by tie_accounting_rows_set_target(). */
TieListing *tie_accounting_rows_new (TieStore *store, TieExportKind kind, const char *target);
void tie_accounting_rows_set_target (TieListing *listing, TieExportKind kind, const char *target);
/* As TieListPaneShows. */
gboolean tie_accounting_rows_shows (TieListRow *row, guint filter, gpointer data);

void tie_accounting_rows_add_columns (TieTable *table, TieExportKind kind);

G_END_DECLS
