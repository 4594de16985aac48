/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-report-paper"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "print/tie-chart.h"
#include "print/tie-flow.h"
#include "print/tie-report-paper.h"

#define MARGIN 54.0
#define CHART_HEIGHT 150.0
#define GAP 12.0

struct _TieReportPaper
{
  TiePrintable parent_instance;

  TieReport *report;
  char *firm;
  char *printed; /* when */
  TieFlow *flow;
  TieFlowFrame frame;
};

G_DEFINE_FINAL_TYPE (TieReportPaper, tie_report_paper, TIE_TYPE_PRINTABLE)

static const TiePenStyle firm_style = { .size = 10, .is_grey = TRUE };
static const TiePenStyle title_style = { .size = 18, .is_bold = TRUE };
static const TiePenStyle small_style = { .size = 8, .is_grey = TRUE };

static TieFlowStyle
get_row_style (TieReport *report,
               guint row)
{
  switch (tie_report_get_row_style (report, row))
    {
    case TIE_REPORT_ROW_GROUP:
      return TIE_FLOW_HEADING;
    case TIE_REPORT_ROW_TOTAL:
      return TIE_FLOW_TOTAL;
    case TIE_REPORT_ROW_PLAIN:
    default:
      return TIE_FLOW_PLAIN;
    }
}

static void
make_flow (TieReportPaper *self)
{
  guint n_columns = tie_report_get_n_columns (self->report);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_clear_pointer (&self->flow, tie_flow_free);
  self->flow = tie_flow_new (n_columns > 7 ? 8 : 9);
  for (guint c = 0; c < n_columns; c++)
    {
      gboolean is_narrow = tie_report_column_is_number (self->report, c) || tie_report_get_column_type (self->report, c) == TIE_CELL_DATE;

      tie_flow_add_column (self->flow, tie_report_get_column_title (self->report, c), is_narrow ? 0 : c == 0 ? 2 : 1);
    }
  for (guint row = 0; row < tie_report_get_n_rows (self->report); row++)
    {
      g_ptr_array_set_size (cells, 0);
      for (guint c = 0; c < n_columns; c++)
        g_ptr_array_add (cells, tie_report_dup_display (self->report, row, c));
      tie_flow_add_row (self->flow, get_row_style (self->report, row), (const char *const *) cells->pdata);
    }
}

/* Returns where it ends. */
static double
draw_head (TieReportPaper *self,
           TiePen *pen,
           double width)
{
  double y = MARGIN;
  cairo_t *cr = tie_pen_get_cairo (pen);

  y += tie_pen_text (pen, &firm_style, MARGIN, y, width, self->firm);
  y += tie_pen_text (pen, &title_style, MARGIN, y, width, tie_report_get_title (self->report));
  y += tie_pen_text (pen, &firm_style, MARGIN, y, width, tie_report_get_subtitle (self->report)) + GAP;
  if (tie_report_get_n_bars (self->report) == 0)
    return y;
  if (cr != NULL)
    {
      cairo_save (cr);
      cairo_translate (cr, MARGIN, y);
      tie_chart_draw (self->report, &tie_chart_paper_style, cr, width, CHART_HEIGHT);
      cairo_restore (cr);
    }
  return y + CHART_HEIGHT + GAP;
}

static guint
tie_report_paper_paginate (TiePrintable *printable,
                           TiePen *pen)
{
  TieReportPaper *self = TIE_REPORT_PAPER (printable);
  TiePaperSize size = tie_paper_get_size (tie_printable_get_paper (printable));

  make_flow (self);
  self->frame.left = MARGIN;
  self->frame.width = size.width - 2 * MARGIN;
  self->frame.first_top = draw_head (self, pen, self->frame.width);
  self->frame.top = MARGIN + GAP + tie_pen_measure (pen, &small_style, 0, "1");
  self->frame.bottom = size.height - MARGIN - GAP;
  self->frame.after = 0;
  return tie_flow_paginate (self->flow, pen, &self->frame);
}

static void
tie_report_paper_draw (TiePrintable *printable,
                       TiePen *pen,
                       guint page)
{
  TieReportPaper *self = TIE_REPORT_PAPER (printable);
  TiePaperSize size = tie_paper_get_size (tie_printable_get_paper (printable));
  TiePenStyle right = small_style;
  g_autofree char *number = g_strdup_printf (_ ("Page %u of %u"), page + 1, tie_printable_get_n_pages (printable));
  g_autofree char *title = g_strdup_printf ("%s · %s", tie_report_get_title (self->report), tie_report_get_subtitle (self->report));

  if (page == 0)
    draw_head (self, pen, self->frame.width);
  else
    tie_pen_text (pen, &small_style, MARGIN, MARGIN, self->frame.width, title);
  tie_flow_draw (self->flow, pen, page);
  right.align = TIE_PEN_RIGHT;
  tie_pen_text (pen, &small_style, MARGIN, size.height - MARGIN, self->frame.width, self->printed);
  tie_pen_text (pen, &right, MARGIN, size.height - MARGIN, self->frame.width, number);
}

static void
tie_report_paper_finalize (GObject *object)
{
  TieReportPaper *self = TIE_REPORT_PAPER (object);

  g_clear_pointer (&self->flow, tie_flow_free);
  g_clear_object (&self->report);
  g_free (self->firm);
  g_free (self->printed);

  G_OBJECT_CLASS (tie_report_paper_parent_class)->finalize (object);
}

static void
tie_report_paper_class_init (TieReportPaperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tie_report_paper_finalize;
  TIE_PRINTABLE_CLASS (klass)->paginate = tie_report_paper_paginate;
  TIE_PRINTABLE_CLASS (klass)->draw = tie_report_paper_draw;
}

static void
tie_report_paper_init (TieReportPaper *self)
{
}

TiePrintable *
tie_report_paper_new (TieReport *report,
                      const char *firm,
                      TiePaper paper)
{
  TieReportPaper *self = g_object_new (TIE_TYPE_REPORT_PAPER, NULL);
  g_autofree char *now = tie_date_now ();

  self->report = g_object_ref (report);
  self->firm = g_strdup (firm);
  self->printed = tie_date_to_display (now);
  tie_printable_set_title (TIE_PRINTABLE (self), tie_report_get_title (report));
  tie_printable_set_paper (TIE_PRINTABLE (self), paper);
  return TIE_PRINTABLE (self);
}
