/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-file-parts.h"
#include "exchange/tie-file-rows.h"

G_BEGIN_DECLS

/* A document while its rows are made. */
typedef struct
{
  TieFileDocument *self;
  const TieExportDocument *document;
  const TieFileNames *names;
  TieFileFacts *facts;
  TieFileParts *parts;
  GArray *taxes; /* (owned) (element-type TieTaxSum) */
  gint64 sign;   /* of a receivable */
} TieFileMaking;

/* Before the rows: the document's taxes by code, and whether they are the document's. */
TieFileCode tie_file_taxes_sum_up (TieFileMaking *making);
/* When the rows are there: each row's part of the tax, to the cent; or how far the program's own tax would be from it. */
TieFileCode tie_file_taxes_spread (TieFileMaking *making);

G_END_DECLS
