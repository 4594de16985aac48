/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"
#include "model/tie-remote.h"

G_BEGIN_DECLS

/* The fields of a contact or site that a package's names have too: what is sent, compared and taken over, and in which order
 * texts of the practice file hold them. */
typedef enum
{
  TIE_NAME_FIELD_NAME = 0,
  TIE_NAME_FIELD_EMAIL,
  TIE_NAME_FIELD_PHONE,
  TIE_NAME_FIELD_STREET,
  TIE_NAME_FIELD_CITY,
  TIE_NAME_FIELD_STATE,
  TIE_NAME_FIELD_POSTCODE,
  TIE_NAME_FIELD_COUNTRY,
  TIE_NAME_N_FIELDS
} TieNameField;

const char *tie_name_field_get_label (TieNameField field); /* translated: "Phone" */
gboolean tie_name_field_is_address (TieNameField field);   /* packages take an address as a whole */

/* Borrowed; "" for none.  record: a contact or a site, which has neither e-mail nor phone. */
const char *tie_name_field_get (TieNameField field, TieRecord *record);
/* FALSE: the record has no such field. */
gboolean tie_name_field_set (TieNameField field, TieRecord *record, const char *value);
const char *tie_name_field_get_remote (TieNameField field, const TieRemote *remote);

/* As one text, a line "field=value" for each: what TieSynced.fields says of a name. */
char *tie_name_fields_of_record (TieRecord *record);
/* (transfer full) Element n is the value of field n, "" for none; ended by NULL. */
char **tie_name_fields_parse (const char *text);

G_END_DECLS
