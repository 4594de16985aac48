/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-contact-type.h"
#include "model/tie-record.h"
#include "model/tie-site.h"

G_BEGIN_DECLS

/* A client, customer or supplier of the practice. */
enum
{
  TIE_CONTACT_NAME = 1,
  TIE_CONTACT_TYPE_ID, /* reference: contact type; TIE_CONTACT_TYPE is that class' cast */
  TIE_CONTACT_NUMBER,  /* the firm's own client number */
  TIE_CONTACT_EMAIL,
  TIE_CONTACT_PHONE,
  TIE_CONTACT_STREET,
  TIE_CONTACT_CITY,
  TIE_CONTACT_STATE,
  TIE_CONTACT_POSTCODE,
  TIE_CONTACT_COUNTRY,
  TIE_CONTACT_TERMS,
  TIE_CONTACT_NOTES,
  TIE_CONTACT_ARCHIVED,  /* boolean */
  TIE_CONTACT_CARE_OF,   /* reference: contact who gets the bill */
  TIE_CONTACT_WORK_CODE, /* reference: work code that time starts with */
  TIE_CONTACT_N_FIELDS
};

#define TIE_TYPE_CONTACT (tie_contact_get_type ())
G_DECLARE_FINAL_TYPE (TieContact, tie_contact, TIE, CONTACT, TieRecord)

#define tie_contact_new(id) ((TieContact *) tie_record_new (TIE_TYPE_CONTACT, (id)))

G_END_DECLS
