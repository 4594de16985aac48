/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fees/tie-fee-code.h"
#include "ui/tie-session.h"

G_BEGIN_DECLS

/* What should be known before a fee is taken over, or keeps it from being taken over: a sentence each, with its ways out as
 * buttons.
 * Signal "way" (guint way, guint code): one of them was pressed (TieFeeWay), of that finding (TieFeeCode). */
#define TIE_TYPE_FEE_FINDINGS (tie_fee_findings_get_type ())
G_DECLARE_FINAL_TYPE (TieFeeFindings, tie_fee_findings, TIE, FEE_FINDINGS, GtkWidget)

/* Begins anew; ways: those that the window can do now. */
void tie_fee_findings_clear (TieFeeFindings *self);
void tie_fee_findings_add (TieFeeFindings *self, const TieFeeFinding *finding, guint ways);
/* Who works here may not bill: whom to ask. */
void tie_fee_findings_add_refusal (TieFeeFindings *self, TieSession *session);

G_END_DECLS
