/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a row of the outbox that is a document or a payment keeps beside its frozen body, so that it can be found again at
 * the package whatever was done to the record here meanwhile.  One text, TieOutboxRow.fields. */
typedef struct
{
  char *state;    /* tie_synced_table_get_state() when it was frozen; never NULL */
  char *number;   /* as sent; NULL: none was */
  char *date;
  char *party_id; /* of the package */
  char *stage;    /* of a document before it was exported; NULL for payments */
  char *reference; /* what stands in front of its reference there, where that has to tell whose it is; NULL: nothing */
  char *version;  /* the package's version token that the body was made for; NULL of what is created */
} TieOutboxFields;

void tie_outbox_fields_free (TieOutboxFields *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieOutboxFields, tie_outbox_fields_free)

char *tie_outbox_fields_to_string (const TieOutboxFields *self);
/* text NULL: empty ones. */
TieOutboxFields *tie_outbox_fields_parse (const char *text);

/* (transfer full) What stands in the private note of what we made, so that it is known again. */
char *tie_outbox_make_mark (const char *local_id);
/* (transfer full) The id of the record here that the note names; NULL for none. */
char *tie_outbox_read_mark (const char *memo);

G_END_DECLS
