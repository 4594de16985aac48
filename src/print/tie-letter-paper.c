/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-letter-paper"
#include "config.h"

#include "print/tie-letter-paper.h"

typedef struct
{
  TieLetter *letter; /* (unowned) */
  TieLetterhead *head;
  TieFlow *flow;
  TieFlowFrame frame;
} TieLetterPaperPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (TieLetterPaper, tie_letter_paper, TIE_TYPE_PRINTABLE)

static TieLetterPaperPrivate *
get_private (TieLetterPaper *self)
{
  return tie_letter_paper_get_instance_private (self);
}

static guint
tie_letter_paper_paginate (TiePrintable *printable,
                           TiePen *pen)
{
  TieLetterPaper *self = TIE_LETTER_PAPER (printable);
  TieLetterPaperClass *klass = TIE_LETTER_PAPER_GET_CLASS (self);
  TieLetterPaperPrivate *priv = get_private (self);

  g_clear_pointer (&priv->head, tie_letterhead_free);
  g_clear_pointer (&priv->flow, tie_flow_free);
  priv->head = klass->make_head (self);
  priv->flow = klass->make_flow (self);
  tie_letterhead_measure (priv->head, pen, tie_printable_get_paper (printable), &priv->frame);
  /* A message of pages must not push everything off: what does not fit is then cut at the page's end. */
  priv->frame.after = MIN (klass->draw_end (self, pen, 0), (priv->frame.bottom - priv->frame.top) / 2);
  return tie_flow_paginate (priv->flow, pen, &priv->frame);
}

static void
tie_letter_paper_draw (TiePrintable *printable,
                       TiePen *pen,
                       guint page)
{
  TieLetterPaper *self = TIE_LETTER_PAPER (printable);
  TieLetterPaperPrivate *priv = get_private (self);
  guint n_pages = tie_printable_get_n_pages (printable);
  double y;

  tie_letterhead_draw (priv->head, pen, page, n_pages);
  y = tie_flow_draw (priv->flow, pen, page);
  if (page + 1 == n_pages)
    TIE_LETTER_PAPER_GET_CLASS (self)->draw_end (self, pen, y);
}

static void
tie_letter_paper_finalize (GObject *object)
{
  TieLetterPaperPrivate *priv = get_private (TIE_LETTER_PAPER (object));

  g_clear_pointer (&priv->head, tie_letterhead_free);
  g_clear_pointer (&priv->flow, tie_flow_free);

  G_OBJECT_CLASS (tie_letter_paper_parent_class)->finalize (object);
}

static void
tie_letter_paper_class_init (TieLetterPaperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tie_letter_paper_finalize;
  TIE_PRINTABLE_CLASS (klass)->paginate = tie_letter_paper_paginate;
  TIE_PRINTABLE_CLASS (klass)->draw = tie_letter_paper_draw;
}

static void
tie_letter_paper_init (TieLetterPaper *self)
{
}

void
tie_letter_paper_set_letter (TieLetterPaper *self,
                             TieLetter *letter)
{
  get_private (self)->letter = letter;
  tie_printable_set_paper (TIE_PRINTABLE (self), letter->layout->paper);
}

const TieFlowFrame *
tie_letter_paper_get_frame (TieLetterPaper *self)
{
  return &get_private (self)->frame;
}

const TieLetter *
tie_letter_paper_get_letter (TieLetterPaper *self)
{
  return get_private (self)->letter;
}

void
tie_letter_paper_set_layout (TieLetterPaper *self,
                             const TieLayout *layout)
{
  TieLetterPaperPrivate *priv = get_private (self);
  TieLayout *copy = tie_layout_copy (layout);

  tie_layout_free (priv->letter->layout);
  priv->letter->layout = copy;
  tie_printable_set_paper (TIE_PRINTABLE (self), copy->paper);
}
