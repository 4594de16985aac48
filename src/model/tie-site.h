/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"

G_BEGIN_DECLS

/* A contact's place; a package's sub-customer. */
enum
{
  TIE_SITE_CONTACT = 1, /* reference */
  TIE_SITE_NAME,
  TIE_SITE_STREET,
  TIE_SITE_CITY,
  TIE_SITE_STATE,
  TIE_SITE_POSTCODE,
  TIE_SITE_COUNTRY,
  TIE_SITE_N_FIELDS
};

#define TIE_TYPE_SITE (tie_site_get_type ())
G_DECLARE_FINAL_TYPE (TieSite, tie_site, TIE, SITE, TieRecord)

G_END_DECLS
