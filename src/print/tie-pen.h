/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* What draws on paper: text, lines and pictures on a cairo context, in points from the paper's top left corner.  The same
 * calls measure while the pen is lifted, so that what was measured is what is drawn; hinting is off, so that a line breaks
 * alike on screen, printer and in a file. */

typedef enum
{
  TIE_PEN_LEFT = 0, /* where a text begins: right to left text at its right */
  TIE_PEN_RIGHT,
  TIE_PEN_CENTER,
} TiePenAlign;

typedef struct
{
  double size; /* points */
  gboolean is_bold;
  gboolean is_grey;
  TiePenAlign align;
} TiePenStyle;

typedef struct _TiePen TiePen;

/* cr NULL: a pen that only measures. */
TiePen *tie_pen_new (cairo_t *cr);
void tie_pen_free (TiePen *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiePen, tie_pen_free)

cairo_t *tie_pen_get_cairo (TiePen *self); /* NULL while lifted */

/* Draws text wrapped to width and returns its height.  width 0: one line as wide as it is. */
double tie_pen_text (TiePen *self, const TiePenStyle *style, double x, double y, double width, const char *text);
/* The same without drawing. */
double tie_pen_measure (TiePen *self, const TiePenStyle *style, double width, const char *text);
/* How wide the text is on one line. */
double tie_pen_measure_width (TiePen *self, const TiePenStyle *style, const char *text);

/* (transfer full) For who breaks a text over pages: the wrapped text as Pango has it. */
PangoLayout *tie_pen_make_layout (TiePen *self, const TiePenStyle *style, double width, const char *text);
/* Draws lines first … first + n - 1 of it and returns their height. */
double tie_pen_draw_lines (TiePen *self, PangoLayout *layout, const TiePenStyle *style, double x, double y, int first, int n);

void tie_pen_rule (TiePen *self, double x, double y, double width, double thickness);
void tie_pen_dashes (TiePen *self, double x, double y, double width);

/* Characters, up to now, that no font on this computer has: they stand as boxes. */
guint tie_pen_get_missing (TiePen *self);

G_END_DECLS
