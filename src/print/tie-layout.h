/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print/tie-printable.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* How the firm's documents look on paper: the settings of the Invoice Layout window. */

typedef enum
{
  TIE_LAYOUT_CLASSIC = 0,
  TIE_LAYOUT_ENVELOPE, /* the addressee stands where a window envelope has its window */
} TieLayoutStyle;

typedef enum
{
  TIE_LOGO_SMALL = 0,
  TIE_LOGO_MEDIUM,
  TIE_LOGO_LARGE,
} TieLogoSize;

#define TIE_LAYOUT_MAX_LOGO (2 * 1024 * 1024) /* bytes */

typedef struct
{
  TieLayoutStyle style;
  TiePaper paper;
  TieLogoSize logo_size;
  GBytes *logo; /* (owned) (nullable): a picture file's bytes */
  char *header; /* (owned) (nullable): lines under the firm's name */
  char *footer; /* (owned) (nullable): lines at the bottom of each page, bank details and the like */
  gboolean hide_quantity; /* no columns for quantity and rate */
  gboolean hide_codes;
  gboolean has_slip; /* a remittance slip to be cut off at the bottom of the last page */
} TieLayout;

/* Classic, on Letter where the practice's country is the US or Canada, else on A4. */
TieLayout *tie_layout_new (void);
TieLayout *tie_layout_copy (const TieLayout *self);
void tie_layout_free (TieLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieLayout, tie_layout_free)

/* On the store's thread.  (transfer full) */
TieLayout *tie_layout_load (TieDb *db, GError **error);
/* One undo step is the caller's. */
gboolean tie_layout_save (TieDb *db, const TieLayout *self, GError **error);

/* The picture, decoded.  (transfer full).  TIE_ERROR_INVALID with a sentence when the bytes are no picture, or too many. */
cairo_surface_t *tie_layout_decode_logo (GBytes *logo, GError **error);

G_END_DECLS
