/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-letterhead"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-text.h"
#include "print/tie-letterhead.h"

#define INCH 72.0
#define MM (72.0 / 25.4)
#define GAP 14.0
#define SHORT_HEAD 24.0

static const TiePenStyle firm_style = { .size = 13, .is_bold = TRUE };
static const TiePenStyle title_style = { .size = 20, .is_bold = TRUE, .align = TIE_PEN_RIGHT };
static const TiePenStyle small_style = { .size = 8, .is_grey = TRUE };
static const TiePenStyle footer_style = { .size = 8, .is_grey = TRUE, .align = TIE_PEN_CENTER };
static const TiePenStyle page_style = { .size = 8, .is_grey = TRUE, .align = TIE_PEN_RIGHT };
static const TiePenStyle text_style = { .size = 10 };
static const TiePenStyle fact_style = { .size = 9 };
static const TiePenStyle label_style = { .size = 9, .is_grey = TRUE };

/* Where the addressee stands: the window of a No. 10 envelope with a letter folded in three, or of a DL one with A4. */
typedef struct
{
  double x;
  double y;
  double width;
  double height;
} Window;

static const Window letter_window = { 0.95 * INCH, 2.1 * INCH, 3.6 * INCH, 1.0 * INCH };
static const Window a4_window = { 22 * MM, 50 * MM, 80 * MM, 35 * MM };

static void
clear_fact (gpointer data)
{
  g_free (((TieFact *) data)->value);
}

TieLetterhead *
tie_letterhead_new (const TieLetter *letter,
                    const char *title)
{
  TieLetterhead *self = g_new0 (TieLetterhead, 1);

  self->letter = letter;
  self->title = g_strdup (title);
  self->facts = g_array_new (FALSE, FALSE, sizeof (TieFact));
  g_array_set_clear_func (self->facts, clear_fact);
  self->margin = 0.75 * INCH;
  if (letter->layout->logo != NULL)
    {
      g_autoptr (GError) error = NULL;

      self->logo = tie_layout_decode_logo (letter->layout->logo, &error);
      if (self->logo == NULL) /* a picture was chosen that the window refuses; an old file may still hold one */
        g_message ("The logo is left out: %s", error->message);
    }
  return self;
}

void
tie_letterhead_free (TieLetterhead *self)
{
  g_clear_pointer (&self->logo, cairo_surface_destroy);
  g_array_unref (self->facts);
  g_free (self->title);
  g_free (self);
}

void
tie_letterhead_take_fact (TieLetterhead *self,
                          const char *label,
                          char *value)
{
  TieFact fact = { label, value };

  if (tie_text_is_empty (value))
    g_free (value);
  else
    g_array_append_val (self->facts, fact);
}

static double
get_logo_height (TieLetterhead *self)
{
  static const double heights[] = { [TIE_LOGO_SMALL] = 32, [TIE_LOGO_MEDIUM] = 54, [TIE_LOGO_LARGE] = 80 };

  return heights[self->letter->layout->logo_size];
}

/* Draws the picture as high as wished, but not wider than half the paper; returns its height. */
static double
draw_logo (TieLetterhead *self,
           TiePen *pen,
           double x,
           double y)
{
  double width;
  double height;
  double scale;
  cairo_t *cr = tie_pen_get_cairo (pen);

  if (self->logo == NULL)
    return 0;
  width = cairo_image_surface_get_width (self->logo);
  height = cairo_image_surface_get_height (self->logo);
  scale = MIN (get_logo_height (self) / height, (self->size.width / 2 - self->margin) / width);
  if (cr != NULL)
    {
      cairo_save (cr);
      cairo_translate (cr, x, y);
      cairo_scale (cr, scale, scale);
      cairo_set_source_surface (cr, self->logo, 0, 0);
      cairo_paint (cr);
      cairo_restore (cr);
    }
  return height * scale + 6;
}

static double
draw_firm (TieLetterhead *self,
           TiePen *pen)
{
  double width = self->size.width / 2 - self->margin - GAP;
  double y = self->margin;

  y += draw_logo (self, pen, self->margin, y);
  y += tie_pen_text (pen, &firm_style, self->margin, y, width, self->letter->firm);
  y += tie_pen_text (pen, &fact_style, self->margin, y, width, self->letter->firm_address);
  y += tie_pen_text (pen, &label_style, self->margin, y, width, self->letter->layout->header);
  return y;
}

static double
draw_facts (TieLetterhead *self,
            TiePen *pen)
{
  TiePenStyle value_style = fact_style;
  double half = self->size.width / 2;
  double width = half - self->margin;
  double y = self->margin;

  value_style.align = TIE_PEN_RIGHT;
  y += tie_pen_text (pen, &title_style, half, y, width, self->title) + 4;
  for (guint i = 0; i < self->facts->len; i++)
    {
      const TieFact *fact = &g_array_index (self->facts, TieFact, i);
      double label = tie_pen_text (pen, &label_style, half + GAP, y, width * 0.4, fact->label);
      double value = tie_pen_text (pen, &value_style, half + width * 0.45, y, width * 0.55, fact->value);

      y += MAX (label, value) + 2;
    }
  return y;
}

static double
draw_addressee (TieLetterhead *self,
                TiePen *pen,
                double y)
{
  const Window *window = self->paper == TIE_PAPER_A4 ? &a4_window : &letter_window;

  if (self->letter->layout->style == TIE_LAYOUT_ENVELOPE)
    {
      tie_pen_text (pen, &text_style, window->x, window->y, window->width, self->letter->addressee);
      return MAX (y, window->y + MAX (window->height, tie_pen_measure (pen, &text_style, window->width, self->letter->addressee)));
    }
  y += tie_pen_text (pen, &small_style, self->margin, y, 0, _ ("Bill to")) + 2;
  return y + tie_pen_text (pen, &text_style, self->margin, y, self->size.width / 2 - self->margin, self->letter->addressee);
}

/* The first page's head; returns where it ends. */
static double
draw_head (TieLetterhead *self,
           TiePen *pen)
{
  double firm = draw_firm (self, pen);
  double facts = draw_facts (self, pen);

  return draw_addressee (self, pen, MAX (firm, facts) + GAP) + GAP;
}

void
tie_letterhead_measure (TieLetterhead *self,
                        TiePen *pen,
                        TiePaper paper,
                        TieFlowFrame *frame)
{
  self->paper = paper;
  self->size = tie_paper_get_size (paper);
  self->footer_height = tie_pen_measure (pen, &footer_style, self->size.width - 2 * self->margin, self->letter->layout->footer) +
                        tie_pen_measure (pen, &page_style, 0, "1") + 6;
  frame->left = self->margin;
  frame->width = self->size.width - 2 * self->margin;
  frame->first_top = draw_head (self, pen);
  frame->top = self->margin + SHORT_HEAD;
  frame->bottom = self->size.height - self->margin - self->footer_height;
}

static void
draw_footer (TieLetterhead *self,
             TiePen *pen,
             guint page,
             guint n_pages)
{
  double y = self->size.height - self->margin - self->footer_height + 6;
  double width = self->size.width - 2 * self->margin;
  g_autofree char *number = NULL;

  tie_pen_rule (pen, self->margin, y - 3, width, 0.5);
  y += tie_pen_text (pen, &footer_style, self->margin, y, width, self->letter->layout->footer);
  if (n_pages < 2)
    return;
  /* Translators: page number and number of pages, at the bottom of a printed page */
  number = g_strdup_printf (_ ("Page %u of %u"), page + 1, n_pages);
  tie_pen_text (pen, &page_style, self->margin, y, width, number);
}

void
tie_letterhead_draw (TieLetterhead *self,
                     TiePen *pen,
                     guint page,
                     guint n_pages)
{
  if (page == 0)
    draw_head (self, pen);
  else
    {
      const char *number = self->facts->len > 0 ? g_array_index (self->facts, TieFact, 0).value : "";
      g_autofree char *line = g_strdup_printf ("%s · %s %s", self->letter->firm, self->title, number);

      tie_pen_text (pen, &small_style, self->margin, self->margin, self->size.width - 2 * self->margin, line);
    }
  draw_footer (self, pen, page, n_pages);
}
