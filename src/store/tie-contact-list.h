/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* The lean way to read the list of contacts: no object per row. */

/* Alive during the call only; texts are never NULL but for account. */
typedef struct
{
  const char *id;
  const char *name;
  const char *type; /* its name */
  const char *account; /* (nullable): id of the linked record in the connected company */
  const char *city;
  const char *email;
  gboolean is_supplier;
  gboolean is_archived;
  gint64 balance;           /* minor units: what a client owes, what is owed to a supplier */
  const char *last_invoice; /* date, empty without one */
} TieContactListRow;

typedef void (*TieContactListFunc) (const TieContactListRow *row, gpointer user_data);

/* In the order of names.  after: the id behind which the list goes on, NULL for the begin.  limit: at most so many. */
gboolean tie_contact_list_read (TieDb *db, const char *after, guint limit, TieContactListFunc func, gpointer user_data, GError **error);

G_END_DECLS
