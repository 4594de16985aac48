/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"
#include "model/tie-remote.h"

G_BEGIN_DECLS

/* The fields of a contact that a package has too: what TieSynced.fields says of a name.  One text, a line "field=value" for
 * each. */
typedef enum
{
  TIE_CONTACT_SENT_NAME,
  TIE_CONTACT_SENT_EMAIL,
  TIE_CONTACT_SENT_PHONE,
  TIE_CONTACT_SENT_STREET,
  TIE_CONTACT_SENT_CITY,
  TIE_CONTACT_SENT_STATE,
  TIE_CONTACT_SENT_POSTCODE,
  TIE_CONTACT_SENT_COUNTRY,
  TIE_CONTACT_SENT_N_FIELDS
} TieContactSent;

guint tie_contact_sent_get_field (TieContactSent sent); /* TIE_CONTACT_… */
gboolean tie_contact_sent_is_address (TieContactSent sent); /* packages take an address as a whole */

char *tie_contact_fields_of_record (TieRecord *contact);
/* (transfer full) Element n is the value of TieContactSent n, "" for none; ended by NULL. */
char **tie_contact_fields_parse (const char *fields);
/* Borrowed; "" for none. */
const char *tie_contact_fields_of_remote (const TieRemote *remote, TieContactSent sent);

G_END_DECLS
