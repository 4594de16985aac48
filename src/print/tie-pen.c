/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-pen"
#include "config.h"

#include "print/tie-pen.h"

#define FONT "Cantarell, DejaVu Sans, Sans"

struct _TiePen
{
  cairo_t *cr;           /* (owned) (nullable) */
  PangoContext *context; /* (owned) */
  guint missing;
};

TiePen *
tie_pen_new (cairo_t *cr)
{
  TiePen *self = g_new0 (TiePen, 1);
  cairo_font_options_t *options = cairo_font_options_create ();

  self->cr = cr != NULL ? cairo_reference (cr) : NULL;
  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (self->context, options);
  pango_cairo_context_set_resolution (self->context, 72);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  cairo_font_options_destroy (options);
  return self;
}

void
tie_pen_free (TiePen *self)
{
  g_clear_pointer (&self->cr, cairo_destroy);
  g_object_unref (self->context);
  g_free (self);
}

cairo_t *
tie_pen_get_cairo (TiePen *self)
{
  return self->cr;
}

PangoLayout *
tie_pen_make_layout (TiePen *self,
                     const TiePenStyle *style,
                     double width,
                     const char *text)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *font = pango_font_description_from_string (FONT);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_font_description_set_size (font, (int) (style->size * PANGO_SCALE));
  pango_font_description_set_weight (font, style->is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  /* Digits of one width, so that columns of amounts stand under each other. */
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  if (width > 0)
    {
      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
    }
  if (style->align == TIE_PEN_CENTER)
    pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  else if (style->align == TIE_PEN_RIGHT)
    {
      /* At the paper's right, whatever the text's direction. */
      pango_layout_set_auto_dir (layout, FALSE);
      pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
    }
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static void
set_colour (TiePen *self,
            const TiePenStyle *style)
{
  double level = style->is_grey ? 0.4 : 0;

  cairo_set_source_rgb (self->cr, level, level, level);
}

double
tie_pen_draw_lines (TiePen *self,
                    PangoLayout *layout,
                    const TiePenStyle *style,
                    double x,
                    double y,
                    int first,
                    int n)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  double top = -1;
  double bottom = 0;
  int number = 0;

  do
    {
      PangoRectangle area;
      double baseline = pango_units_to_double (pango_layout_iter_get_baseline (iter));

      if (number < first)
        continue;
      if (number >= first + n)
        break;
      pango_layout_iter_get_line_extents (iter, NULL, &area);
      if (top < 0)
        top = pango_units_to_double (area.y);
      bottom = pango_units_to_double (area.y + area.height);
      if (self->cr != NULL)
        {
          set_colour (self, style);
          cairo_move_to (self->cr, x + pango_units_to_double (area.x), y + baseline - top);
          pango_cairo_show_layout_line (self->cr, pango_layout_iter_get_line_readonly (iter));
        }
    }
  while (++number, pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
  if (self->cr != NULL && first == 0)
    self->missing += (guint) pango_layout_get_unknown_glyphs_count (layout);
  return top < 0 ? 0 : bottom - top;
}

double
tie_pen_text (TiePen *self,
              const TiePenStyle *style,
              double x,
              double y,
              double width,
              const char *text)
{
  g_autoptr (PangoLayout) layout = NULL;

  if (text == NULL || *text == '\0')
    return 0;
  layout = tie_pen_make_layout (self, style, width, text);
  return tie_pen_draw_lines (self, layout, style, x, y, 0, G_MAXINT);
}

double
tie_pen_measure (TiePen *self,
                 const TiePenStyle *style,
                 double width,
                 const char *text)
{
  g_autoptr (PangoLayout) layout = NULL;
  int height;

  if (text == NULL || *text == '\0')
    return 0;
  layout = tie_pen_make_layout (self, style, width, text);
  pango_layout_get_size (layout, NULL, &height);
  return pango_units_to_double (height);
}

double
tie_pen_measure_width (TiePen *self,
                       const TiePenStyle *style,
                       const char *text)
{
  g_autoptr (PangoLayout) layout = tie_pen_make_layout (self, style, 0, text != NULL ? text : "");
  int width;

  pango_layout_get_size (layout, &width, NULL);
  return pango_units_to_double (width);
}

void
tie_pen_rule (TiePen *self,
              double x,
              double y,
              double width,
              double thickness)
{
  if (self->cr == NULL)
    return;
  cairo_set_source_rgb (self->cr, 0.25, 0.25, 0.25);
  cairo_set_line_width (self->cr, thickness);
  cairo_move_to (self->cr, x, y);
  cairo_line_to (self->cr, x + width, y);
  cairo_stroke (self->cr);
}

void
tie_pen_dashes (TiePen *self,
                double x,
                double y,
                double width)
{
  const double dashes[] = { 4, 4 };

  if (self->cr == NULL)
    return;
  cairo_save (self->cr);
  cairo_set_dash (self->cr, dashes, G_N_ELEMENTS (dashes), 0);
  tie_pen_rule (self, x, y, width, 0.5);
  cairo_restore (self->cr);
}

guint
tie_pen_get_missing (TiePen *self)
{
  return self->missing;
}
