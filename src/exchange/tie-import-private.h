/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-import.h"

G_BEGIN_DECLS

/* Between the object and what runs on the worker thread. */
TieImportPlan *tie_import_dup_plan (TieImport *self);
/* What a remembered mapping is found by, NULL without header; and the mapping as text. */
char *tie_import_dup_fingerprint (TieImport *self);
char *tie_import_dup_mapping (TieImport *self);
void tie_import_take_mapping (TieImport *self, const char *mapping);

G_END_DECLS
