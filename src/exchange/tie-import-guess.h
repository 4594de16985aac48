/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-import-kind.h"

G_BEGIN_DECLS

/* Which of the first rows (GStrv) names the columns, counted from 1; 0: none does. */
guint tie_import_guess_header_row (TieImportKind kind, GPtrArray *rows);

/* A field per column by their titles; map has room for n_columns. */
void tie_import_guess_map (TieImportKind kind, const char *const *titles, guint n_columns, guint *map);

G_END_DECLS
