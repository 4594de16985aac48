/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-report"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-money.h"
#include "base/tie-text.h"
#include "model/tie-report.h"

typedef struct
{
  char *text; /* (owned) (nullable) */
  gint64 number;
  gboolean is_set;
} Cell;

typedef struct
{
  TieReportRowStyle style;
  char *id;    /* (owned) (nullable) */
  Cell *cells; /* (owned) as many as there are columns */
} Row;

typedef struct
{
  char *title; /* (owned) */
  TieCellType type;
} Column;

typedef struct
{
  char *label; /* (owned) */
  char *id;    /* (owned) (nullable) */
  gint64 number;
  gint64 failed; /* stands on the other; -1: the bar has one part only */
} Bar;

struct _TieReport
{
  GObject parent_instance;

  char *title;
  char *subtitle;
  char *sentence;
  GArray *columns; /* element Column */
  GArray *rows;    /* element Row */
  GArray *bars;    /* element Bar */
  TieCellType bar_type;
};

G_DEFINE_FINAL_TYPE (TieReport, tie_report, G_TYPE_OBJECT)

static void
clear_column (gpointer data)
{
  g_free (((Column *) data)->title);
}

static void
clear_bar (gpointer data)
{
  Bar *bar = data;

  g_free (bar->label);
  g_free (bar->id);
}

static void
tie_report_finalize (GObject *object)
{
  TieReport *self = TIE_REPORT (object);

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = &g_array_index (self->rows, Row, i);

      for (guint c = 0; c < self->columns->len; c++)
        g_free (row->cells[c].text);
      g_free (row->cells);
      g_free (row->id);
    }
  g_array_unref (self->rows);
  g_array_unref (self->columns);
  g_array_unref (self->bars);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->sentence);

  G_OBJECT_CLASS (tie_report_parent_class)->finalize (object);
}

static void
tie_report_class_init (TieReportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tie_report_finalize;
}

static void
tie_report_init (TieReport *self)
{
  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->bars = g_array_new (FALSE, FALSE, sizeof (Bar));
  g_array_set_clear_func (self->columns, clear_column);
  g_array_set_clear_func (self->bars, clear_bar);
  self->bar_type = TIE_CELL_MONEY;
}

TieReport *
tie_report_new (const char *title,
                const char *subtitle)
{
  TieReport *self = g_object_new (TIE_TYPE_REPORT, NULL);

  self->title = g_strdup (title);
  self->subtitle = g_strdup (subtitle);
  return self;
}

const char *
tie_report_get_title (TieReport *self)
{
  return self->title;
}

const char *
tie_report_get_subtitle (TieReport *self)
{
  return self->subtitle;
}

void
tie_report_add_column (TieReport *self,
                       const char *title,
                       TieCellType type)
{
  Column column = { g_strdup (title), type };

  g_return_if_fail (self->rows->len == 0);

  g_array_append_val (self->columns, column);
}

guint
tie_report_get_n_columns (TieReport *self)
{
  return self->columns->len;
}

static const Column *
get_column (TieReport *self,
            guint column)
{
  g_assert (column < self->columns->len);

  return &g_array_index (self->columns, Column, column);
}

const char *
tie_report_get_column_title (TieReport *self,
                             guint column)
{
  return get_column (self, column)->title;
}

TieCellType
tie_report_get_column_type (TieReport *self,
                            guint column)
{
  return get_column (self, column)->type;
}

static gboolean
is_number (TieCellType type)
{
  return type >= TIE_CELL_MONEY;
}

gboolean
tie_report_column_is_number (TieReport *self,
                             guint column)
{
  return is_number (get_column (self, column)->type);
}

guint
tie_report_add_row (TieReport *self,
                    TieReportRowStyle style,
                    const char *id)
{
  Row row = { style, g_strdup (id), g_new0 (Cell, self->columns->len) };

  g_array_append_val (self->rows, row);
  return self->rows->len - 1;
}

guint
tie_report_get_n_rows (TieReport *self)
{
  return self->rows->len;
}

static Row *
get_row (TieReport *self,
         guint row)
{
  g_assert (row < self->rows->len);

  return &g_array_index (self->rows, Row, row);
}

TieReportRowStyle
tie_report_get_row_style (TieReport *self,
                          guint row)
{
  return get_row (self, row)->style;
}

const char *
tie_report_get_row_id (TieReport *self,
                       guint row)
{
  return get_row (self, row)->id;
}

static Cell *
get_cell (TieReport *self,
          guint row,
          guint column)
{
  g_assert (column < self->columns->len);

  return &get_row (self, row)->cells[column];
}

void
tie_report_set_text (TieReport *self,
                     guint row,
                     guint column,
                     const char *text)
{
  Cell *cell = get_cell (self, row, column);

  g_free (cell->text);
  cell->text = g_strdup (text);
  cell->is_set = !tie_text_is_empty (text);
}

void
tie_report_set_number (TieReport *self,
                       guint row,
                       guint column,
                       gint64 number)
{
  Cell *cell = get_cell (self, row, column);

  g_return_if_fail (tie_report_column_is_number (self, column));

  cell->number = number;
  cell->is_set = TRUE;
}

gboolean
tie_report_is_empty (TieReport *self,
                     guint row,
                     guint column)
{
  return !get_cell (self, row, column)->is_set;
}

const char *
tie_report_get_text (TieReport *self,
                     guint row,
                     guint column)
{
  const char *text = get_cell (self, row, column)->text;

  return text != NULL ? text : "";
}

gint64
tie_report_get_number (TieReport *self,
                       guint row,
                       guint column)
{
  return get_cell (self, row, column)->number;
}

static char *
number_to_display (gint64 number,
                   TieCellType type)
{
  g_autofree char *percent = NULL;

  switch (type)
    {
    case TIE_CELL_MONEY:
      return tie_money_to_display (number);
    case TIE_CELL_RATE:
      return tie_decimal_format (number, 4, 2);
    case TIE_CELL_PERCENT:
      percent = tie_decimal_format ((number + (number < 0 ? -500 : 500)) / 1000, 1, 1); /* as precise as a person reads it */
      return g_strconcat (percent, " %", NULL);
    case TIE_CELL_COUNT:
      return g_strdup_printf ("%'" G_GINT64_FORMAT, number);
    case TIE_CELL_TEXT:
    case TIE_CELL_DATE:
    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

char *
tie_report_dup_display (TieReport *self,
                        guint row,
                        guint column)
{
  const Cell *cell = get_cell (self, row, column);
  TieCellType type = tie_report_get_column_type (self, column);

  if (!cell->is_set)
    return g_strdup ("");
  if (cell->text != NULL && type != TIE_CELL_DATE)
    return g_strdup (cell->text);
  return type == TIE_CELL_DATE ? tie_date_to_display (cell->text) : number_to_display (cell->number, type);
}

char *
tie_report_dup_plain (TieReport *self,
                      guint row,
                      guint column)
{
  const Cell *cell = get_cell (self, row, column);
  TieCellType type = tie_report_get_column_type (self, column);

  if (!cell->is_set)
    return g_strdup ("");
  if (cell->text != NULL)
    return g_strdup (cell->text);
  if (type == TIE_CELL_COUNT)
    return tie_decimal_format (cell->number, 0, 0);
  return type == TIE_CELL_MONEY ? tie_decimal_format (cell->number, TIE_MONEY_DECIMALS, TIE_MONEY_DECIMALS) : tie_decimal_format (cell->number, 4, 0);
}

void
tie_report_add_bar (TieReport *self,
                    const char *label,
                    gint64 number,
                    const char *id)
{
  Bar bar = { g_strdup (label), g_strdup (id), number, -1 };

  g_array_append_val (self->bars, bar);
}

void
tie_report_add_result_bar (TieReport *self,
                           const char *label,
                           gint64 n_done,
                           gint64 n_failed)
{
  Bar bar = { g_strdup (label), NULL, n_done, n_failed };

  g_return_if_fail (n_done >= 0 && n_failed >= 0);

  g_array_append_val (self->bars, bar);
}

void
tie_report_set_bar_type (TieReport *self,
                         TieCellType type)
{
  g_return_if_fail (is_number (type));

  self->bar_type = type;
}

guint
tie_report_get_n_bars (TieReport *self)
{
  return self->bars->len;
}

static const Bar *
get_bar (TieReport *self,
         guint bar)
{
  g_assert (bar < self->bars->len);

  return &g_array_index (self->bars, Bar, bar);
}

const char *
tie_report_get_bar_label (TieReport *self,
                          guint bar)
{
  return get_bar (self, bar)->label;
}

gint64
tie_report_get_bar_number (TieReport *self,
                           guint bar)
{
  return get_bar (self, bar)->number;
}

gint64
tie_report_get_bar_failed (TieReport *self,
                           guint bar)
{
  return get_bar (self, bar)->failed;
}

char *
tie_report_dup_bar_display (TieReport *self,
                            guint bar)
{
  const Bar *own = get_bar (self, bar);
  g_autofree char *number = number_to_display (own->number, self->bar_type);
  g_autofree char *failed = own->failed > 0 ? number_to_display (own->failed, self->bar_type) : NULL;

  /* Translators: how much went well, and how much did not */
  return failed != NULL ? g_strdup_printf (_ ("%s + %s failed"), number, failed) : g_steal_pointer (&number);
}

void
tie_report_set_sentence (TieReport *self,
                         const char *sentence)
{
  g_free (self->sentence);
  self->sentence = g_strdup (sentence);
}

const char *
tie_report_get_sentence (TieReport *self)
{
  return self->sentence;
}
