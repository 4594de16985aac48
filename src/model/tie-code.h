/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"

G_BEGIN_DECLS

/* What is billed: a work code (time) or an expense code.  Both have the same fields and are kinds, and tables, of their
 * own: a code never turns from one into the other. */
enum
{
  TIE_CODE_CODE = 1,
  TIE_CODE_DESCRIPTION,
  TIE_CODE_RATE, /* an hour or a unit, × 10 000 */
  TIE_CODE_ARCHIVED,
  TIE_CODE_TAX_CODE, /* reference: the tax that a line with this code bears, NULL for none */
  TIE_CODE_N_FIELDS
};

#define TIE_TYPE_WORK_CODE (tie_work_code_get_type ())
G_DECLARE_FINAL_TYPE (TieWorkCode, tie_work_code, TIE, WORK_CODE, TieRecord)

#define TIE_TYPE_EXPENSE_CODE (tie_expense_code_get_type ())
G_DECLARE_FINAL_TYPE (TieExpenseCode, tie_expense_code, TIE, EXPENSE_CODE, TieRecord)

G_END_DECLS
