/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "exchange/tie-import.h"

G_BEGIN_DECLS

/* First step of the import: which file, what it holds, how it is read.  Property "import" (TieImport or NULL) notifies
 * when another file was read. */
#define TIE_TYPE_IMPORT_FILE (tie_import_file_get_type ())
G_DECLARE_FINAL_TYPE (TieImportFile, tie_import_file, TIE, IMPORT_FILE, AdwBin)

/* (nullable) (transfer none) */
TieImport *tie_import_file_get_import (TieImportFile *self);
void tie_import_file_open (TieImportFile *self, GFile *file);

G_END_DECLS
