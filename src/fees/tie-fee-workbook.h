/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fees/tie-fee-reader.h"

G_BEGIN_DECLS

/* What a workbook says beside its sheets: their names and parts, texts that cells share, and which styles show dates. */
typedef struct
{
  GPtrArray *sheets;  /* (element-type utf8) names */
  GPtrArray *parts;   /* (element-type utf8) where each is */
  GPtrArray *strings; /* (element-type utf8) */
  GArray *is_date;    /* (element-type gboolean) of each cell format */
  gboolean from_1904; /* days count from 1904 */
} TieFeeWorkbook;

TieFeeWorkbook *tie_fee_workbook_read (GBytes *bytes, const char *name, gboolean with_cells, GError **error);
void tie_fee_workbook_free (TieFeeWorkbook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieFeeWorkbook, tie_fee_workbook_free)

/* (transfer full) A number's text ("450.10000000000002", "1E3") as people see it: plain, of 15 digits at most.  The text
 * itself where it is no number. */
char *tie_fee_workbook_dup_number (const char *text);
/* (transfer full) A day's number as a date. */
char *tie_fee_workbook_dup_date (const TieFeeWorkbook *self, const char *text);

/* An element's name without the name space's short form. */
const char *tie_fee_workbook_bare_name (const char *element);
const char *tie_fee_workbook_find_attribute (const char *const *names, const char *const *values, const char *name);

/* Feeds a part to a parser; sentences are about the file of that name. */
gboolean tie_fee_workbook_parse (GBytes *bytes, const char *name, const char *part, const GMarkupParser *parser, gpointer user_data, gboolean *is_there, GError **error);

G_END_DECLS
