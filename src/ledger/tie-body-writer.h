/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/tie-json-writer.h"
#include "ledger/tie-ledger-money.h"
#include "model/tie-record.h"

G_BEGIN_DECLS

/* What the request bodies of all packages have in common.  package: its name in sentences ("QuickBooks").  What fails does so
 * with TIE_ERROR_DATA and a sentence for people. */

/* Ends the object that is open and hands the text over; the writer is empty afterwards. */
GBytes *tie_body_finish (TieJsonWriter *writer);

/* label: the field's name in the sentence when it is longer than max characters. */
gboolean tie_body_check_length (const char *package, const char *label, const char *text, guint max, GError **error);
/* Cleaned; left out when empty. */
gboolean tie_body_add_text (TieJsonWriter *writer, const char *package, const char *member, const char *label, const char *text, guint max, GError **error);
/* Always: what is left out becomes the server's day. */
gboolean tie_body_add_date (TieJsonWriter *writer, const char *member, const char *date, GError **error);

/* Which field of a contact, a site or an employee holds what; 0: it has none. */
typedef struct
{
  guint name, email, phone, street, city, state, postcode, country;
} TieBodyFields;
const TieBodyFields *tie_body_find_fields (TieRecord *record);

/* (transfer full) Cleaned; "" for a field that the record has not. */
char *tie_body_dup_field (TieRecord *record, guint field);
/* As tie_body_add_text(), labelled as the field is. */
gboolean tie_body_add_field (TieJsonWriter *writer, const char *package, const char *member, TieRecord *record, guint field, guint max, GError **error);
gboolean tie_body_has_address (TieRecord *record, const TieBodyFields *fields);
/* (transfer full) The lines of a street, at most max: what is over stands behind the last. */
GStrv tie_body_split_street (TieRecord *record, guint field, guint max);

/* What could be an email address: something on both sides of an @, a dot behind it, no blanks. */
gboolean tie_body_is_email (const char *text);

/* What does not add up here would not add up there either, and nobody would know who is right. */
gboolean tie_body_check_sum (const TieLedgerDocument *document, GError **error);

/* Quantity and rate may stand beside an amount only when their product comes to it beyond doubt: halves of a cent are
 * rounded by rules of others. */
gboolean tie_body_is_product (gint64 quantity, gint64 rate, gint64 amount);

G_END_DECLS
