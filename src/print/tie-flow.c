/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-flow"
#include "config.h"

#include <string.h>

#include "print/tie-flow.h"

#define COLUMN_GAP 10.0
#define ROW_GAP 4.0
#define HEAD_GAP 6.0

typedef struct
{
  char *title; /* (owned) */
  double weight;
  char *widest; /* (owned): the longest cell, in bytes, of a column of numbers */
  double x;
  double width;
} Column;

typedef struct
{
  TieFlowStyle style;
  char **cells; /* (owned) as many as there are columns */
} Row;

/* So many lines of a row, from a page's top down. */
typedef struct
{
  guint row;
  int first; /* line */
  int n;
  double line_height;
} Piece;

struct _TieFlow
{
  double text_size;
  GArray *columns; /* element Column */
  GArray *rows;    /* element Row */
  GArray *pieces;  /* element Piece */
  GArray *pages;   /* element guint: the first piece of each page */
  TieFlowFrame frame;
  double head_height;
  double line_height;
};

TieFlow *
tie_flow_new (double text_size)
{
  TieFlow *self = g_new0 (TieFlow, 1);

  self->text_size = text_size;
  self->columns = g_array_new (FALSE, TRUE, sizeof (Column));
  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  self->pieces = g_array_new (FALSE, TRUE, sizeof (Piece));
  self->pages = g_array_new (FALSE, TRUE, sizeof (guint));
  return self;
}

void
tie_flow_free (TieFlow *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = &g_array_index (self->rows, Row, i);

      for (guint c = 0; c < self->columns->len; c++)
        g_free (row->cells[c]);
      g_free (row->cells);
    }
  for (guint c = 0; c < self->columns->len; c++)
    {
      g_free (g_array_index (self->columns, Column, c).title);
      g_free (g_array_index (self->columns, Column, c).widest);
    }
  g_array_unref (self->rows);
  g_array_unref (self->columns);
  g_array_unref (self->pieces);
  g_array_unref (self->pages);
  g_free (self);
}

void
tie_flow_add_column (TieFlow *self,
                     const char *title,
                     double weight)
{
  Column column = { .title = g_strdup (title), .weight = weight, .widest = g_strdup ("") };

  g_return_if_fail (self->rows->len == 0);

  g_array_append_val (self->columns, column);
}

void
tie_flow_add_row (TieFlow *self,
                  TieFlowStyle style,
                  const char *const *cells)
{
  Row row = { style, g_new0 (char *, self->columns->len) };

  for (guint c = 0; c < self->columns->len; c++)
    {
      Column *column = &g_array_index (self->columns, Column, c);

      row.cells[c] = g_strdup (cells[c] != NULL ? cells[c] : "");
      if (column->weight == 0 && strlen (row.cells[c]) > strlen (column->widest))
        {
          g_free (column->widest);
          column->widest = g_strdup (row.cells[c]);
        }
    }
  g_array_append_val (self->rows, row);
}

static TiePenStyle
get_style (TieFlow *self,
           TieFlowStyle style,
           const Column *column)
{
  TiePenStyle pen_style = { .size = self->text_size, .is_bold = style != TIE_FLOW_PLAIN };

  pen_style.align = column->weight == 0 ? TIE_PEN_RIGHT : TIE_PEN_LEFT;
  return pen_style;
}

static TiePenStyle
get_head_style (TieFlow *self,
                const Column *column)
{
  TiePenStyle style = get_style (self, TIE_FLOW_HEADING, column);

  style.size = self->text_size - 1;
  return style;
}

static void
place_columns (TieFlow *self,
               TiePen *pen)
{
  double weights = 0;
  double left = self->frame.width - COLUMN_GAP * (self->columns->len - 1);
  double x = self->frame.left;

  for (guint c = 0; c < self->columns->len; c++)
    {
      Column *column = &g_array_index (self->columns, Column, c);
      TiePenStyle head = get_head_style (self, column);
      TiePenStyle bold = get_style (self, TIE_FLOW_TOTAL, column);

      weights += column->weight;
      if (column->weight > 0)
        continue;
      /* A little more than it takes: rounding must not break a number. */
      column->width = MAX (tie_pen_measure_width (pen, &bold, column->widest), tie_pen_measure_width (pen, &head, column->title)) + 1;
      left -= column->width;
    }
  for (guint c = 0; c < self->columns->len; c++)
    {
      Column *column = &g_array_index (self->columns, Column, c);

      if (column->weight > 0)
        column->width = MAX (left, 0) * column->weight / weights;
      column->x = x;
      x += column->width + COLUMN_GAP;
    }
}

static PangoLayout *
make_layout (TieFlow *self,
             TiePen *pen,
             const Row *row,
             guint c)
{
  const Column *column = &g_array_index (self->columns, Column, c);
  TiePenStyle style = get_style (self, row->style, column);

  return tie_pen_make_layout (pen, &style, MAX (column->width, 12), row->cells[c]);
}

/* Short texts, nearly all there are, are not laid out to learn that they take one line.  Other scripts' lines may be higher. */
static int
count_lines (TieFlow *self,
             TiePen *pen,
             const Row *row,
             double *line_height)
{
  int n = 1;

  *line_height = self->line_height;

  for (guint c = 0; c < self->columns->len; c++)
    {
      const Column *column = &g_array_index (self->columns, Column, c);
      gsize length = strlen (row->cells[c]);

      if (length == 0 || column->weight == 0 || (length * self->text_size < column->width && g_str_is_ascii (row->cells[c]) && strchr (row->cells[c], '\n') == NULL))
        continue;
      else
        {
          g_autoptr (PangoLayout) layout = make_layout (self, pen, row, c);
          int lines = pango_layout_get_line_count (layout);
          int height;

          pango_layout_get_size (layout, NULL, &height);
          *line_height = MAX (*line_height, pango_units_to_double (height) / lines);
          n = MAX (n, lines);
        }
    }
  return n;
}

static double
get_height (const Row *row,
            int lines,
            double line_height)
{
  return lines * line_height + ROW_GAP + (row->style == TIE_FLOW_TOTAL ? ROW_GAP : 0);
}

static void
begin_page (TieFlow *self)
{
  g_array_append_val (self->pages, self->pieces->len);
}

static double
get_page_top (TieFlow *self)
{
  return (self->pages->len == 1 ? self->frame.first_top : self->frame.top) + self->head_height + HEAD_GAP;
}

guint
tie_flow_paginate (TieFlow *self,
                   TiePen *pen,
                   const TieFlowFrame *frame)
{
  TiePenStyle plain = { .size = self->text_size };
  double y;

  self->frame = *frame;
  g_array_set_size (self->pieces, 0);
  g_array_set_size (self->pages, 0);
  place_columns (self, pen);
  self->line_height = tie_pen_measure (pen, &plain, 0, "Xg");
  self->head_height = 0;
  for (guint c = 0; c < self->columns->len; c++)
    {
      const Column *column = &g_array_index (self->columns, Column, c);
      TiePenStyle style = get_head_style (self, column);

      self->head_height = MAX (self->head_height, tie_pen_measure (pen, &style, column->width, column->title));
    }

  begin_page (self);
  y = get_page_top (self);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);
      gboolean is_last = i + 1 == self->rows->len;
      double line_height;
      int lines = count_lines (self, pen, row, &line_height);
      int first = 0;
      double wanted = get_height (row, MIN (lines, 3), line_height) + (row->style == TIE_FLOW_HEADING ? self->line_height + ROW_GAP : 0);

      /* A row begins where three of its lines fit, the last one where what follows the table fits too. */
      if (y + wanted + (is_last && lines <= 3 ? frame->after : 0) > frame->bottom && y > get_page_top (self))
        {
          begin_page (self);
          y = get_page_top (self);
        }
      while (first < lines)
        {
          int fitting = MAX (1, (int) ((frame->bottom - y - ROW_GAP) / line_height));
          Piece piece = { i, first, MIN (fitting, lines - first), line_height };

          g_array_append_val (self->pieces, piece);
          first += piece.n;
          y += get_height (row, piece.n, line_height);
          if (first < lines)
            {
              begin_page (self);
              y = get_page_top (self);
            }
        }
    }
  /* What follows a long last row goes to a page of its own, under the head alone. */
  if (y + frame->after > frame->bottom && y > get_page_top (self))
    begin_page (self);
  return self->pages->len;
}

static void
draw_head (TieFlow *self,
           TiePen *pen,
           double y)
{
  for (guint c = 0; c < self->columns->len; c++)
    {
      const Column *column = &g_array_index (self->columns, Column, c);
      TiePenStyle style = get_head_style (self, column);

      tie_pen_text (pen, &style, column->x, y, column->width, column->title);
    }
  tie_pen_rule (pen, self->frame.left, y + self->head_height + 2, self->frame.width, 0.75);
}

double
tie_flow_draw (TieFlow *self,
               TiePen *pen,
               guint page)
{
  double y = page == 0 ? self->frame.first_top : self->frame.top;
  guint first;
  guint end;

  g_return_val_if_fail (page < self->pages->len, y);

  first = g_array_index (self->pages, guint, page);
  end = page + 1 < self->pages->len ? g_array_index (self->pages, guint, page + 1) : self->pieces->len;
  draw_head (self, pen, y);
  y += self->head_height + HEAD_GAP;
  for (guint i = first; i < end; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);
      const Row *row = &g_array_index (self->rows, Row, piece->row);

      if (row->style == TIE_FLOW_TOTAL)
        {
          tie_pen_rule (pen, self->frame.left, y, self->frame.width, 0.5);
          y += ROW_GAP;
        }
      for (guint c = 0; c < self->columns->len; c++)
        {
          g_autoptr (PangoLayout) layout = NULL;
          const Column *column = &g_array_index (self->columns, Column, c);
          TiePenStyle style = get_style (self, row->style, column);

          if (*row->cells[c] == '\0')
            continue;
          layout = make_layout (self, pen, row, c);
          tie_pen_draw_lines (pen, layout, &style, column->x, y, piece->first, piece->n);
        }
      y += piece->n * piece->line_height + ROW_GAP;
    }
  return y;
}
