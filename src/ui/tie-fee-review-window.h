/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* "Import Fees": the projects of a tax year with the amounts that Lacerte has for them, looked through before any comes over; all
 * that are checked are one undo step. */
#define TIE_TYPE_FEE_REVIEW_WINDOW (tie_fee_review_window_get_type ())
G_DECLARE_FINAL_TYPE (TieFeeReviewWindow, tie_fee_review_window, TIE, FEE_REVIEW_WINDOW, AdwWindow)

/* (transfer none) On screen.  tax_year 0: last year's. */
GtkWidget *tie_fee_review_window_open (GtkWindow *parent, TieSession *session, guint tax_year);

G_END_DECLS
