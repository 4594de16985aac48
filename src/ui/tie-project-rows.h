/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-listing.h"
#include "ui/tie-table.h"

G_BEGIN_DECLS

/* Projects as rows of a list. */
enum
{
  TIE_PROJECT_ROW_NAME,
  TIE_PROJECT_ROW_CLIENT,
  TIE_PROJECT_ROW_RETURN, /* words */
  TIE_PROJECT_ROW_STATUS, /* words */
  TIE_PROJECT_ROW_DUE,
  TIE_PROJECT_ROW_CONTACT, /* id */
  TIE_PROJECT_ROW_N_TEXTS
};

enum
{
  TIE_PROJECT_ROW_TAX_YEAR,
  TIE_PROJECT_ROW_ESTIMATED_FEE,
  TIE_PROJECT_ROW_INVOICED,
  TIE_PROJECT_ROW_HOURS,
  TIE_PROJECT_ROW_WIP,
  TIE_PROJECT_ROW_IS_DONE,
  TIE_PROJECT_ROW_IS_ARCHIVED,
  TIE_PROJECT_ROW_N_NUMBERS
};

/* Every project, or with contact (nullable) that client's. */
TieListing *tie_project_rows_new (TieStore *store, const char *contact);

/* Their columns; those of a client's projects leave the client out. */
void tie_project_rows_add_columns (TieTable *table, gboolean with_client);

G_END_DECLS
