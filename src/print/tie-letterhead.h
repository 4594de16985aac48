/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print/tie-flow.h"
#include "print/tie-paper-data.h"

G_BEGIN_DECLS

/* What invoices and statements have alike: logo and firm, addressee, title with its facts, footer and page number. */

typedef struct
{
  const char *label; /* translated */
  char *value;       /* (owned) */
} TieFact;

typedef struct
{
  const TieLetter *letter; /* (unowned) */
  cairo_surface_t *logo;   /* (owned) (nullable) */
  char *title;             /* (owned) "Invoice" */
  GArray *facts;           /* (owned) element TieFact */
  TiePaper paper;
  TiePaperSize size;
  double margin;
  double footer_height; /* measured by tie_letterhead_measure() */
} TieLetterhead;

TieLetterhead *tie_letterhead_new (const TieLetter *letter, const char *title);
void tie_letterhead_free (TieLetterhead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieLetterhead, tie_letterhead_free)

/* value: (transfer full); an empty one is left out. */
void tie_letterhead_take_fact (TieLetterhead *self, const char *label, char *value);

/* Where the table may stand: after the head on the first page, under the short head on the others, above the footer. */
void tie_letterhead_measure (TieLetterhead *self, TiePen *pen, TiePaper paper, TieFlowFrame *frame);
void tie_letterhead_draw (TieLetterhead *self, TiePen *pen, guint page, guint n_pages);

G_END_DECLS
