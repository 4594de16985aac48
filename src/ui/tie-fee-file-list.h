/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/tie-fee-table.h"

G_BEGIN_DECLS

/* The files of a fee source, each with what was read of it.  Signal "columns" (uri): somebody wants to say what its columns are. */
#define TIE_TYPE_FEE_FILE_LIST (tie_fee_file_list_get_type ())
G_DECLARE_FINAL_TYPE (TieFeeFileList, tie_fee_file_list, TIE, FEE_FILE_LIST, GtkWidget)

/* (element-type TieFeeFileInfo) What is shown already stays as it is, and so does the focus. */
void tie_fee_file_list_show (TieFeeFileList *self, GPtrArray *files);

G_END_DECLS
