/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"

G_BEGIN_DECLS

/* Under which number a tax program knows a client: what a person chose once, remembered. */
enum
{
  TIE_FEE_LINK_KEY = 1, /* the number in its one form (tie_fee_make_key()) */
  TIE_FEE_LINK_MODULE,  /* the letter, as of a project's return */
  TIE_FEE_LINK_CONTACT, /* reference: contact */
  TIE_FEE_LINK_TIN,     /* keyed hash of the taxpayer's number, "" where none was seen */
  TIE_FEE_LINK_N_FIELDS
};

#define TIE_TYPE_FEE_LINK (tie_fee_link_get_type ())
G_DECLARE_FINAL_TYPE (TieFeeLink, tie_fee_link, TIE, FEE_LINK, TieRecord)

#define tie_fee_link_new(id) ((TieFeeLink *) tie_record_new (TIE_TYPE_FEE_LINK, (id)))

/* A fee that was taken over into a project.  It goes with the invoice that was made of it, so what is not imported any
 * more has none. */
#define TIE_FEE_IMPORT_AMOUNT "amount"
#define TIE_FEE_IMPORT_INVOICE "invoice"

enum
{
  TIE_FEE_IMPORT_KEY = 1, /* the client's number */
  TIE_FEE_IMPORT_PROJECT, /* reference: project */
  TIE_FEE_IMPORT_DOCUMENT, /* reference: document; NULL of an amount alone */
  TIE_FEE_IMPORT_KIND,    /* TIE_FEE_IMPORT_… */
  TIE_FEE_IMPORT_FEE,     /* minor units: what came over */
  TIE_FEE_IMPORT_OLD_FEE, /* minor units: the estimated fee before */
  TIE_FEE_IMPORT_WIP,     /* minor units: value of the entries that were relieved */
  TIE_FEE_IMPORT_FILE,    /* the file's name, "" for an amount that was typed from paper */
  TIE_FEE_IMPORT_LINE,
  TIE_FEE_IMPORT_MOMENT,
  TIE_FEE_IMPORT_PERSON,
  TIE_FEE_IMPORT_N_FIELDS
};

#define TIE_TYPE_FEE_IMPORT (tie_fee_import_get_type ())
G_DECLARE_FINAL_TYPE (TieFeeImport, tie_fee_import, TIE, FEE_IMPORT, TieRecord)

#define tie_fee_import_new(id) ((TieFeeImport *) tie_record_new (TIE_TYPE_FEE_IMPORT, (id)))

G_END_DECLS
