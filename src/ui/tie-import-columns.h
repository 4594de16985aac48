/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "exchange/tie-import.h"

G_BEGIN_DECLS

/* Second step of the import: which column goes to which field. */
#define TIE_TYPE_IMPORT_COLUMNS (tie_import_columns_get_type ())
G_DECLARE_FINAL_TYPE (TieImportColumns, tie_import_columns, TIE, IMPORT_COLUMNS, AdwBin)

void tie_import_columns_set_import (TieImportColumns *self, TieImport *import);

G_END_DECLS
