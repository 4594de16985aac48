/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-listing.h"

G_BEGIN_DECLS

#define TIE_WEEK_DAYS 7

/* A week of somebody's time, a row for each project and work code. */
enum
{
  TIE_WEEK_ROW_LABEL, /* "Carter, Joan · TAX-1040" */
  TIE_WEEK_ROW_NAME,  /* the project's */
  TIE_WEEK_ROW_PROJECT,
  TIE_WEEK_ROW_CODE,   /* id, "" for none */
  TIE_WEEK_ROW_NUMBER, /* and the six after it: numbers of the documents that the day was billed on */
  TIE_WEEK_ROW_N_TEXTS = TIE_WEEK_ROW_NUMBER + TIE_WEEK_DAYS
};

enum
{
  TIE_WEEK_ROW_HOURS,                                   /* and the six after it: × 10 000 */
  TIE_WEEK_ROW_BILLED = TIE_WEEK_ROW_HOURS + TIE_WEEK_DAYS, /* and the six after it: of those hours */
  TIE_WEEK_ROW_N_NUMBERS = TIE_WEEK_ROW_BILLED + TIE_WEEK_DAYS
};

/* employee: id, "" for nobody.  monday: "YYYY-MM-DD". */
TieListing *tie_week_rows_new (TieStore *store, const char *employee, const char *monday);
void tie_week_rows_set (TieListing *rows, const char *employee, const char *monday);

/* (transfer full) The id of the row for a project and a code (nullable). */
char *tie_week_rows_make_id (const char *project, const char *code);
/* (transfer full) The Monday on or before the date. */
char *tie_week_rows_find_monday (const char *date);

G_END_DECLS
