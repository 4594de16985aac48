/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "print/tie-pen.h"

G_BEGIN_DECLS

/* Something on paper: pages that are laid out once and drawn as often as wanted, by the preview, the printer and the PDF
 * alike.  Needs no display.  Used by one thread at a time. */

typedef enum
{
  TIE_PAPER_LETTER = 0,
  TIE_PAPER_A4,
} TiePaper;

typedef struct
{
  double width; /* points */
  double height;
} TiePaperSize;

TiePaperSize tie_paper_get_size (TiePaper paper);

#define TIE_TYPE_PRINTABLE (tie_printable_get_type ())
G_DECLARE_DERIVABLE_TYPE (TiePrintable, tie_printable, TIE, PRINTABLE, GObject)

struct _TiePrintableClass
{
  GObjectClass parent_class;

  guint (*paginate) (TiePrintable *self, TiePen *pen); /* a lifted pen; returns how many pages, at least one */
  void (*draw) (TiePrintable *self, TiePen *pen, guint page);
};

TiePaper tie_printable_get_paper (TiePrintable *self);
void tie_printable_set_paper (TiePrintable *self, TiePaper paper); /* lays out anew */
const char *tie_printable_get_title (TiePrintable *self);
void tie_printable_set_title (TiePrintable *self, const char *title);

/* Something that the layout depends on has changed. */
void tie_printable_invalidate (TiePrintable *self);

guint tie_printable_get_n_pages (TiePrintable *self);
/* One unit of cr is a point.  Pages count from 0. */
void tie_printable_draw (TiePrintable *self, cairo_t *cr, guint page);

/* Characters on the pages drawn up to now that no font here has. */
guint tie_printable_get_missing (TiePrintable *self);

/* All pages of all of them as one PDF (PDF 1.5); the file appears whole or not at all.  Errors: G_IO_ERROR, TIE_ERROR_DISK_FULL. */
gboolean tie_printable_write_pdf (TiePrintable *const *printables, gsize n, GFile *file, GCancellable *cancellable, GError **error);

G_END_DECLS
