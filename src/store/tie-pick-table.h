/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "store/tie-store.h"

G_BEGIN_DECLS

/* The lean way to read what a field for a reference completes to: no object per row.  Kinds: contact, site, project,
 * employee, work code, expense code, term, tax code, account, policy. */

/* The owners of contacts: suppliers, as their type says, and all others. */
#define TIE_PICK_CLIENT "client"
#define TIE_PICK_SUPPLIER "supplier"

/* Alive during the call only; never NULL, "" for none. */
typedef struct
{
  const char *id;
  const char *code;   /* what stands in the field: a name, a code, an account's number */
  const char *detail; /* beside it: a code's description, a project's client */
  const char *owner;  /* id of the contact of a site or a project; of a contact one of the two above */
  const char *also;   /* found by it, not shown: a client's number, somebody's initials */
  gboolean is_archived;
} TiePickRow;

typedef void (*TiePickFunc) (const TiePickRow *row, gpointer user_data);

/* Hands over every record of the kind, archived ones too, in the kind's order. */
gboolean tie_pick_table_read (TieDb *db, GType type, TiePickFunc func, gpointer user_data, GError **error);

G_END_DECLS
