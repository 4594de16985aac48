/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/tie-fee-table.h"

G_BEGIN_DECLS

/* A file of the fee source in a boxed list: its name, and what was read of it or why nothing could be.
 * *columns_button: (transfer none) (nullable) in it, for files that have columns. */
GtkWidget *tie_fee_file_row_new (const TieFeeFileInfo *file, GtkWidget **columns_button);

G_END_DECLS
