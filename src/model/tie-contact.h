/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"

G_BEGIN_DECLS

/* A client, customer or supplier of the practice. */
enum
{
  TIE_CONTACT_NAME = 1,
  TIE_CONTACT_TYPE, /* reference: contact type */
  TIE_CONTACT_NUMBER, /* the firm's own client number */
  TIE_CONTACT_EMAIL,
  TIE_CONTACT_PHONE,
  TIE_CONTACT_STREET,
  TIE_CONTACT_CITY,
  TIE_CONTACT_STATE,
  TIE_CONTACT_POSTCODE,
  TIE_CONTACT_COUNTRY,
  TIE_CONTACT_TERMS,
  TIE_CONTACT_NOTES,
  TIE_CONTACT_ARCHIVED, /* boolean */
  TIE_CONTACT_N_FIELDS
};

#define TIE_TYPE_CONTACT (tie_contact_get_type ())
G_DECLARE_FINAL_TYPE (TieContact, tie_contact, TIE, CONTACT, TieRecord)

#define tie_contact_new(id) ((TieContact *) tie_record_new (TIE_TYPE_CONTACT, (id)))

/* Client, Prospect, Supplier, …: says whether its contacts are customers or vendors of a package. */
enum
{
  TIE_CONTACT_TYPE_NAME = 1,
  TIE_CONTACT_TYPE_IS_SUPPLIER, /* boolean */
  TIE_CONTACT_TYPE_PUSH,        /* boolean: sent to the package when edited */
  TIE_CONTACT_TYPE_N_FIELDS
};

#define TIE_TYPE_CONTACT_TYPE (tie_contact_type_get_type ())
G_DECLARE_FINAL_TYPE (TieContactType, tie_contact_type, TIE, CONTACT_TYPE, TieRecord)

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
