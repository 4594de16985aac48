/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-contact.h"
#include "model/tie-document.h"
#include "model/tie-fee.h"
#include "model/tie-project.h"

static const TieField link_fields[] = {
  [TIE_FEE_LINK_KEY] = { "client_key", N_ ("Lacerte number"), TIE_FIELD_TEXT, 200, TIE_FIELD_REQUIRED },
  [TIE_FEE_LINK_MODULE] = { "module", N_ ("Return"), TIE_FIELD_TEXT, 1 },
  [TIE_FEE_LINK_CONTACT] = { "contact", N_ ("Client"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_REQUIRED | TIE_FIELD_PART, NULL, tie_contact_get_type },
  [TIE_FEE_LINK_TIN] = { "tin", N_ ("Taxpayer number"), TIE_FIELD_TEXT, 64 },
};

TIE_DEFINE_RECORD (TieFeeLink, tie_fee_link, "fee_link", link_fields)

static const TieChoice kinds[] = {
  { TIE_FEE_IMPORT_AMOUNT, N_ ("Amount") },
  { TIE_FEE_IMPORT_INVOICE, N_ ("Invoice") },
  { NULL },
};

static const TieField import_fields[] = {
  [TIE_FEE_IMPORT_KEY] = { "client_key", N_ ("Lacerte number"), TIE_FIELD_TEXT, 200 },
  [TIE_FEE_IMPORT_PROJECT] = { "project", N_ ("Project"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_REQUIRED | TIE_FIELD_PART, NULL, tie_project_get_type },
  [TIE_FEE_IMPORT_DOCUMENT] = { "document", N_ ("Invoice"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_PART, NULL, tie_document_get_type },
  [TIE_FEE_IMPORT_KIND] = { "kind", N_ ("Kind"), TIE_FIELD_CHOICE, 0, TIE_FIELD_REQUIRED, kinds },
  [TIE_FEE_IMPORT_FEE] = { "fee", N_ ("Fee"), TIE_FIELD_MONEY },
  [TIE_FEE_IMPORT_OLD_FEE] = { "old_fee", N_ ("Estimated fee before"), TIE_FIELD_MONEY },
  [TIE_FEE_IMPORT_WIP] = { "wip", N_ ("Work in progress"), TIE_FIELD_MONEY },
  [TIE_FEE_IMPORT_FILE] = { "file", N_ ("File"), TIE_FIELD_TEXT, 500 },
  [TIE_FEE_IMPORT_LINE] = { "line", N_ ("Line"), TIE_FIELD_INTEGER },
  [TIE_FEE_IMPORT_MOMENT] = { "moment", N_ ("Time"), TIE_FIELD_TEXT, 20, TIE_FIELD_SORT },
  [TIE_FEE_IMPORT_PERSON] = { "person", N_ ("Person"), TIE_FIELD_TEXT, 200 },
};

TIE_DEFINE_RECORD (TieFeeImport, tie_fee_import, "fee_import", import_fields)
