/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-code"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-code.h"
#include "model/tie-tax-code.h"

static const TieField fields[] = {
  [TIE_CODE_CODE] = { "code", N_ ("Code"), TIE_FIELD_TEXT, 200, TIE_FIELD_REQUIRED },
  [TIE_CODE_DESCRIPTION] = { "description", N_ ("Description"), TIE_FIELD_TEXT, 2000 },
  [TIE_CODE_RATE] = { "rate", N_ ("Rate"), TIE_FIELD_RATE },
  [TIE_CODE_ARCHIVED] = { "archived", N_ ("Archived"), TIE_FIELD_BOOLEAN },
  [TIE_CODE_TAX_CODE] = { "tax_code", N_ ("Tax code"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_NONE, NULL, tie_tax_code_get_type },
};

TIE_DEFINE_RECORD (TieWorkCode, tie_work_code, "work_code", fields)
TIE_DEFINE_RECORD (TieExpenseCode, tie_expense_code, "expense_code", fields)
