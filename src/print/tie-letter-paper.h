/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print/tie-letterhead.h"

G_BEGIN_DECLS

/* Something on the firm's own paper, to somebody: the letterhead, a table that flows over the pages, and an end below it
 * on the last one. */
#define TIE_TYPE_LETTER_PAPER (tie_letter_paper_get_type ())
G_DECLARE_DERIVABLE_TYPE (TieLetterPaper, tie_letter_paper, TIE, LETTER_PAPER, TiePrintable)

struct _TieLetterPaperClass
{
  TiePrintableClass parent_class;

  TieLetterhead *(*make_head) (TieLetterPaper *self); /* (transfer full) */
  TieFlow *(*make_flow) (TieLetterPaper *self);       /* (transfer full) */
  double (*draw_end) (TieLetterPaper *self, TiePen *pen, double y); /* returns where it ends */
};

/* For those that derive: to be called once.  letter: (unowned), lives as long as the paper. */
void tie_letter_paper_set_letter (TieLetterPaper *self, TieLetter *letter);
/* Where the table may stand; known once the paper is laid out. */
const TieFlowFrame *tie_letter_paper_get_frame (TieLetterPaper *self);

const TieLetter *tie_letter_paper_get_letter (TieLetterPaper *self);
/* Draws with another layout from now on: for a preview of settings. */
void tie_letter_paper_set_layout (TieLetterPaper *self, const TieLayout *layout);

G_END_DECLS
