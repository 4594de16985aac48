/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-listing.h"
#include "ui/tie-table.h"

G_BEGIN_DECLS

/* The documents that were exported and are not posted yet, newest first. */
enum
{
  TIE_POST_ROW_NUMBER, /* texts */
  TIE_POST_ROW_CONTACT,
  TIE_POST_ROW_PLACE,  /* the file that it stands in, or the package */
  TIE_POST_ROW_DATE,
  TIE_POST_ROW_PAGE,   /* of the main window where it opens */
  TIE_POST_ROW_N_TEXTS
};

enum
{
  TIE_POST_ROW_TOTAL, /* numbers */
  TIE_POST_ROW_IS_CHANGED, /* since it was exported: held back */
  TIE_POST_ROW_N_NUMBERS
};

TieListing *tie_post_rows_new (TieStore *store);
void tie_post_rows_add_columns (TieTable *table);

G_END_DECLS
