/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ui/tie-list-row.h"

G_BEGIN_DECLS

/* Shows what was read anew (element-type TieListRow).  A row that stays keeps its object, so that selection, focus and check live
 * through it; one that says something else than before is checked as it was read.  items holds what is shown then. */
void tie_fee_rows_show (GListStore *shown, GPtrArray *items);

G_END_DECLS
