/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-chart"
#include "config.h"

#include <pango/pangocairo.h>

#include "print/tie-chart.h"

#define BAR_SHARE 0.62 /* of the place that each bar has */
#define N_PATTERNS 5

const TieChartStyle tie_chart_paper_style = {
  .text_size = 8,
  .text = { 0.1, 0.1, 0.1 },
  .accent = { 0.11, 0.37, 0.34 },
  .selected = -1,
};

static void
set_colour (cairo_t *cr,
            const TieChartColour *colour,
            double alpha)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, alpha);
}

/* Centred at x, its top at y; cut with an ellipsis where it is wider than its place. Returns its height. */
static double
draw_label (cairo_t *cr,
            const TieChartStyle *style,
            double x,
            double y,
            double width,
            gboolean is_bold,
            const char *text)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string ("Cantarell, DejaVu Sans, Sans");
  int height;

  pango_cairo_context_set_resolution (pango_layout_get_context (layout), 72);
  pango_font_description_set_size (font, (int) (style->text_size * PANGO_SCALE));
  pango_font_description_set_weight (font, is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_text (layout, text, -1);
  set_colour (cr, &style->text, 1);
  cairo_move_to (cr, x - width / 2, y);
  pango_cairo_show_layout (cr, layout);
  pango_layout_get_size (layout, NULL, &height);
  return pango_units_to_double (height);
}

/* Full, rising stripes, falling stripes, dots, level stripes: the clip is the bar. */
static void
fill_pattern (cairo_t *cr,
              guint pattern,
              double x,
              double y,
              double width,
              double height)
{
  const double step = 6;

  if (pattern == 0)
    {
      cairo_paint (cr);
      return;
    }
  cairo_set_line_width (cr, 1.5);
  if (pattern == 3)
    {
      for (double dx = step / 2; dx < width; dx += step)
        {
          for (double dy = step / 2; dy < height; dy += step)
            {
              cairo_new_sub_path (cr);
              cairo_arc (cr, x + dx, y + dy, 1.4, 0, 2 * G_PI);
            }
        }
      cairo_fill (cr);
      return;
    }
  for (double d = step / 2; pattern == 4 && d < height; d += step)
    {
      cairo_move_to (cr, x, y + d);
      cairo_line_to (cr, x + width, y + d);
    }
  for (double d = -height; pattern != 4 && d < width; d += step)
    {
      cairo_move_to (cr, x + d, pattern == 1 ? y + height : y);
      cairo_line_to (cr, x + d + height, pattern == 1 ? y : y + height);
    }
  cairo_stroke (cr);
}

static void
draw_bar (cairo_t *cr,
          const TieChartStyle *style,
          guint pattern,
          gboolean is_selected,
          double x,
          double y,
          double width,
          double height)
{
  if (height == 0)
    return;
  cairo_save (cr);
  cairo_rectangle (cr, x, y, width, height);
  cairo_clip (cr);
  set_colour (cr, &style->accent, pattern == 0 ? 0.85 : 0.18);
  cairo_paint (cr);
  set_colour (cr, &style->accent, 0.85);
  fill_pattern (cr, pattern, x, y, width, height);
  cairo_restore (cr);

  set_colour (cr, &style->accent, 1);
  cairo_set_line_width (cr, is_selected ? 3 : 1);
  cairo_rectangle (cr, x, y, width, height);
  cairo_stroke (cr);
}

int
tie_chart_find_bar (TieReport *report,
                    double width,
                    double x)
{
  guint n = tie_report_get_n_bars (report);

  if (n == 0 || width <= 0 || x < 0 || x >= width)
    return -1;
  return (int) (x * n / width);
}

void
tie_chart_draw (TieReport *report,
                const TieChartStyle *style,
                cairo_t *cr,
                double width,
                double height)
{
  guint n = tie_report_get_n_bars (report);
  double line = style->text_size * 1.6;
  double room = height - 2 * line - 4;
  gint64 highest = 0;
  gint64 lowest = 0;
  double zero;

  if (n == 0 || room <= 0)
    return;
  for (guint i = 0; i < n; i++)
    {
      highest = MAX (highest, tie_report_get_bar_number (report, i) + MAX (tie_report_get_bar_failed (report, i), 0));
      lowest = MIN (lowest, tie_report_get_bar_number (report, i));
    }
  /* Lengths on paper, no sums: here a double may stand for an amount. */
  zero = line + (highest == lowest ? room : room * (double) highest / ((double) highest - (double) lowest));

  for (guint i = 0; i < n; i++)
    {
      double place = width / n;
      double x = place * i + place * (1 - BAR_SHARE) / 2;
      gint64 number = tie_report_get_bar_number (report, i);
      gint64 failed = tie_report_get_bar_failed (report, i);
      gboolean is_selected = (int) i == style->selected;
      double unit = highest == lowest ? 0 : room / ((double) highest - (double) lowest);
      double length = unit * (double) number;
      double above = unit * (double) MAX (failed, 0);
      double top = MIN (zero, zero - length);
      g_autofree char *value = tie_report_dup_bar_display (report, i);

      /* Patterns tell bars from each other; of two parts, the parts. */
      draw_bar (cr, style, failed >= 0 ? 0 : i % N_PATTERNS, is_selected, x, top, place * BAR_SHARE, ABS (length));
      draw_bar (cr, style, 1, is_selected, x, top - above, place * BAR_SHARE, above);
      draw_label (cr, style, place * (i + 0.5), top - above - line, place - 2, TRUE, value);
      draw_label (cr, style, place * (i + 0.5), height - line, place - 2, FALSE, tie_report_get_bar_label (report, i));
    }
  set_colour (cr, &style->text, 0.6);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, 0, zero);
  cairo_line_to (cr, width, zero);
  cairo_stroke (cr);
}
