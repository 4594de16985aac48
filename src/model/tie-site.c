/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-site"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-contact.h"
#include "model/tie-site.h"

static const TieField fields[] = {
  [TIE_SITE_CONTACT] = { "contact", N_ ("Contact"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_REQUIRED | TIE_FIELD_PART, NULL, tie_contact_get_type },
  [TIE_SITE_NAME] = { "name", N_ ("Name"), TIE_FIELD_TEXT, 2000, TIE_FIELD_REQUIRED },
  [TIE_SITE_STREET] = { "street", N_ ("Street"), TIE_FIELD_LINES, 2000 },
  [TIE_SITE_CITY] = { "city", N_ ("City"), TIE_FIELD_TEXT, 500 },
  [TIE_SITE_STATE] = { "state", N_ ("State"), TIE_FIELD_TEXT, 500 },
  [TIE_SITE_POSTCODE] = { "postcode", N_ ("ZIP"), TIE_FIELD_TEXT, 100 },
  [TIE_SITE_COUNTRY] = { "country", N_ ("Country"), TIE_FIELD_TEXT, 500 },
};

TIE_DEFINE_RECORD (TieSite, tie_site, "site", fields)
