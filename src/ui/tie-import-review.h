/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "exchange/tie-import.h"

G_BEGIN_DECLS

/* Third step of the import: each row with what will become of it. */
#define TIE_TYPE_IMPORT_REVIEW (tie_import_review_get_type ())
G_DECLARE_FINAL_TYPE (TieImportReview, tie_import_review, TIE, IMPORT_REVIEW, AdwBin)

/* After tie_import_review_async(). */
void tie_import_review_set_import (TieImportReview *self, TieImport *import);

G_END_DECLS
