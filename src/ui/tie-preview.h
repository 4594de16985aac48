/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "print/tie-printable.h"

G_BEGIN_DECLS

/* One page of something printable as it will be on paper.  Page Up and Page Down turn the pages.
 * Property, notified: "page" (from 0). */
#define TIE_TYPE_PREVIEW (tie_preview_get_type ())
G_DECLARE_FINAL_TYPE (TiePreview, tie_preview, TIE, PREVIEW, GtkWidget)

/* NULL: an empty sheet.  Call it again with the same one after it changed. */
void tie_preview_set_printable (TiePreview *self, TiePrintable *printable);
guint tie_preview_get_n_pages (TiePreview *self);
guint tie_preview_get_page (TiePreview *self);
void tie_preview_set_page (TiePreview *self, guint page); /* the last one where there are fewer */

G_END_DECLS
