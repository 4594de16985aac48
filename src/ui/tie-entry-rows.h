/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-listing.h"
#include "ui/tie-table.h"

G_BEGIN_DECLS

/* A project's entries as rows of a list, the latest first. */
enum
{
  TIE_ENTRY_ROW_DATE,
  TIE_ENTRY_ROW_WHO,
  TIE_ENTRY_ROW_CODE,
  TIE_ENTRY_ROW_TEXT,
  TIE_ENTRY_ROW_BILLED_ON, /* the document's number; "Not billable" */
  TIE_ENTRY_ROW_DOCUMENT,  /* id, "" while not billed */
  TIE_ENTRY_ROW_KIND,      /* token */
  TIE_ENTRY_ROW_N_TEXTS
};

enum
{
  TIE_ENTRY_ROW_HOURS, /* 0 for an expense */
  TIE_ENTRY_ROW_AMOUNT,
  TIE_ENTRY_ROW_N_NUMBERS
};

/* project: NULL while there is none yet; tie_listing_set_argument() gives it. */
TieListing *tie_entry_rows_new (TieStore *store, const char *project);

/* The same once, in a store read: (transfer full) (element-type TieListRow). */
GPtrArray *tie_entry_rows_read (TieDb *db, const char *project, GError **error);

void tie_entry_rows_add_columns (TieTable *table);

G_END_DECLS
