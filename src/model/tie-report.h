/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A report as a table of typed cells with the bars of its chart: made once, then shown, printed, or written as CSV or XLSX. */

typedef enum
{
  TIE_CELL_TEXT = 1,
  TIE_CELL_DATE,    /* "YYYY-MM-DD" text */
  TIE_CELL_MONEY,   /* minor units */
  TIE_CELL_RATE,    /* × 10 000: hours, quantities */
  TIE_CELL_PERCENT, /* percent × 10 000 */
  TIE_CELL_COUNT,
} TieCellType;

typedef enum
{
  TIE_REPORT_ROW_PLAIN = 1,
  TIE_REPORT_ROW_GROUP, /* a heading over those that follow */
  TIE_REPORT_ROW_TOTAL,
} TieReportRowStyle;

#define TIE_TYPE_REPORT (tie_report_get_type ())
G_DECLARE_FINAL_TYPE (TieReport, tie_report, TIE, REPORT, GObject)

/* title: "A/R Ageing"; subtitle: "As of 11/22/2026". */
TieReport *tie_report_new (const char *title, const char *subtitle);

const char *tie_report_get_title (TieReport *self);
const char *tie_report_get_subtitle (TieReport *self);

/* All columns come before the first row.  title is translated already. */
void tie_report_add_column (TieReport *self, const char *title, TieCellType type);
guint tie_report_get_n_columns (TieReport *self);
const char *tie_report_get_column_title (TieReport *self, guint column);
TieCellType tie_report_get_column_type (TieReport *self, guint column);
gboolean tie_report_column_is_number (TieReport *self, guint column);

/* id (nullable): the record that the row is about, for going there.  Returns the row's number. */
guint tie_report_add_row (TieReport *self, TieReportRowStyle style, const char *id);
guint tie_report_get_n_rows (TieReport *self);
TieReportRowStyle tie_report_get_row_style (TieReport *self, guint row);
const char *tie_report_get_row_id (TieReport *self, guint row);

/* A cell that was not set is empty, also one of numbers. */
void tie_report_set_text (TieReport *self, guint row, guint column, const char *text);
void tie_report_set_number (TieReport *self, guint row, guint column, gint64 number);
gboolean tie_report_is_empty (TieReport *self, guint row, guint column);
const char *tie_report_get_text (TieReport *self, guint row, guint column);
gint64 tie_report_get_number (TieReport *self, guint row, guint column);

/* (transfer full) For people, by locale. */
char *tie_report_dup_display (TieReport *self, guint row, guint column);
/* (transfer full) For programs: plain decimal text, ISO dates. */
char *tie_report_dup_plain (TieReport *self, guint row, guint column);

/* A bar of the chart; id as of a row, for going there.  All bars are of the one type. */
void tie_report_add_bar (TieReport *self, const char *label, gint64 number, const char *id);
/* One of two parts: what did not go well stands on what did. */
void tie_report_add_result_bar (TieReport *self, const char *label, gint64 n_done, gint64 n_failed);
void tie_report_set_bar_type (TieReport *self, TieCellType type); /* money unless said */
guint tie_report_get_n_bars (TieReport *self);
const char *tie_report_get_bar_label (TieReport *self, guint bar);
gint64 tie_report_get_bar_number (TieReport *self, guint bar); /* of two parts: the first */
gint64 tie_report_get_bar_failed (TieReport *self, guint bar); /* the second; -1: there is one only */
char *tie_report_dup_bar_display (TieReport *self, guint bar); /* (transfer full) */

/* The chart as one sentence, for who cannot see it. */
void tie_report_set_sentence (TieReport *self, const char *sentence);
const char *tie_report_get_sentence (TieReport *self);

G_END_DECLS
