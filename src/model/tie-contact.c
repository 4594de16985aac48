/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-contact"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-code.h"
#include "model/tie-contact.h"

/* Lengths are generous: what a package allows is the package's business, and is said before sending. */
static const TieField fields[] = {
  [TIE_CONTACT_NAME] = { "name", N_ ("Name"), TIE_FIELD_TEXT, 2000, TIE_FIELD_REQUIRED },
  [TIE_CONTACT_TYPE_ID] = { "type", N_ ("Type"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_REQUIRED, NULL, tie_contact_type_get_type },
  [TIE_CONTACT_NUMBER] = { "number", N_ ("Number"), TIE_FIELD_TEXT, 100 },
  [TIE_CONTACT_EMAIL] = { "email", N_ ("Email"), TIE_FIELD_TEXT, 500 },
  [TIE_CONTACT_PHONE] = { "phone", N_ ("Phone"), TIE_FIELD_TEXT, 100 },
  [TIE_CONTACT_STREET] = { "street", N_ ("Street"), TIE_FIELD_LINES, 2000 },
  [TIE_CONTACT_CITY] = { "city", N_ ("City"), TIE_FIELD_TEXT, 500 },
  [TIE_CONTACT_STATE] = { "state", N_ ("State"), TIE_FIELD_TEXT, 500 },
  [TIE_CONTACT_POSTCODE] = { "postcode", N_ ("ZIP"), TIE_FIELD_TEXT, 100 },
  [TIE_CONTACT_COUNTRY] = { "country", N_ ("Country"), TIE_FIELD_TEXT, 500 },
  [TIE_CONTACT_TERMS] = { "terms", N_ ("Terms"), TIE_FIELD_TEXT, 500 },
  [TIE_CONTACT_NOTES] = { "notes", N_ ("Notes"), TIE_FIELD_LINES },
  [TIE_CONTACT_ARCHIVED] = { "archived", N_ ("Archived"), TIE_FIELD_BOOLEAN },
  [TIE_CONTACT_CARE_OF] = { "care_of", N_ ("Care of"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_NONE, NULL, tie_contact_get_type },
  [TIE_CONTACT_WORK_CODE] = { "work_code", N_ ("Default work code"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_NONE, NULL, tie_work_code_get_type },
};

TIE_DEFINE_RECORD (TieContact, tie_contact, "contact", fields)
