/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sync/tie-sync-list.h"

G_BEGIN_DECLS

/* What was checked of a record, side by side: "✓ Sent  ✗ Account  – Care of".  A sign and a word each, never colour alone. */
#define TIE_TYPE_CHECK_STRIP (tie_check_strip_get_type ())
G_DECLARE_FINAL_TYPE (TieCheckStrip, tie_check_strip, TIE, CHECK_STRIP, GtkWidget)

/* row NULL: nothing is shown. */
void tie_check_strip_show (TieCheckStrip *self, TieSyncRow *row);

G_END_DECLS
