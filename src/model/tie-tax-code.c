/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-tax-code"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-tax-code.h"

static const TieField tax_code_fields[] = {
  [TIE_TAX_CODE_NAME] = { "name", N_ ("Name"), TIE_FIELD_TEXT, 200, TIE_FIELD_REQUIRED },
  [TIE_TAX_CODE_DESCRIPTION] = { "description", N_ ("Description"), TIE_FIELD_TEXT, 2000 },
  [TIE_TAX_CODE_RATE] = { "rate", N_ ("Percent"), TIE_FIELD_RATE },
  [TIE_TAX_CODE_ARCHIVED] = { "archived", N_ ("Archived"), TIE_FIELD_BOOLEAN },
};

TIE_DEFINE_RECORD (TieTaxCode, tie_tax_code, "tax_code", tax_code_fields)
