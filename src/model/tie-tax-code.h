/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"

G_BEGIN_DECLS

/* A tax on lines of documents. */
enum
{
  TIE_TAX_CODE_NAME = 1,
  TIE_TAX_CODE_DESCRIPTION,
  TIE_TAX_CODE_RATE,     /* percent × 10 000: 8.25 % is 82500 */
  TIE_TAX_CODE_ARCHIVED, /* boolean */
  TIE_TAX_CODE_N_FIELDS
};

#define TIE_TYPE_TAX_CODE (tie_tax_code_get_type ())
G_DECLARE_FINAL_TYPE (TieTaxCode, tie_tax_code, TIE, TAX_CODE, TieRecord)

#define tie_tax_code_new(id) ((TieTaxCode *) tie_record_new (TIE_TYPE_TAX_CODE, (id)))

G_END_DECLS
