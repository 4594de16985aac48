/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* After how many days a practice calls a file of fees old; for who may bill. */
#define TIE_TYPE_FEE_DAYS_ROW (tie_fee_days_row_get_type ())
G_DECLARE_FINAL_TYPE (TieFeeDaysRow, tie_fee_days_row, TIE, FEE_DAYS_ROW, AdwActionRow)

GtkWidget *tie_fee_days_row_new (TieSession *session);

G_END_DECLS
