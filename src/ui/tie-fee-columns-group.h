/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fees/tie-fee-file.h"

G_BEGIN_DECLS

/* A row for each column of a file, with some of what stands below it and what it is.  Signal "changed" when somebody says what one is. */
#define TIE_TYPE_FEE_COLUMNS_GROUP (tie_fee_columns_group_get_type ())
G_DECLARE_FINAL_TYPE (TieFeeColumnsGroup, tie_fee_columns_group, TIE, FEE_COLUMNS_GROUP, GtkWidget)

/* The file (unowned) has a profile, which takes what is said; it must live as long as it is shown.  NULL: none any more. */
void tie_fee_columns_group_show (TieFeeColumnsGroup *self, TieFeeFile *file);

/* The profile was changed otherwise. */
void tie_fee_columns_group_update (TieFeeColumnsGroup *self);

G_END_DECLS
