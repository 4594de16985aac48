/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-import-list.h"

G_BEGIN_DECLS

/* Between a list and its rows: the list remembers which rows somebody holds, a row tells when nobody does. */
TieImportRow *tie_import_row_new (TieImportList *list, TieImportRows *rows, guint index);
void tie_import_row_leave (TieImportRow *self); /* the list is gone or shows other rows */
void tie_import_list_forget (TieImportList *self, guint index);

G_END_DECLS
