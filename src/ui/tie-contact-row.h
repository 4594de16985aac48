/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "model/tie-contact.h"

G_BEGIN_DECLS

/* A contact as the list shows it: texts only, made on the store's thread.  Notifies "name" when it took over others. */
#define TIE_TYPE_CONTACT_ROW (tie_contact_row_get_type ())
G_DECLARE_FINAL_TYPE (TieContactRow, tie_contact_row, TIE, CONTACT_ROW, GObject)

/* type: NULL for none.  account: the AccsID, NULL for not linked. */
TieContactRow *tie_contact_row_new (TieContact *contact, TieContactType *type, const char *account);

const char *tie_contact_row_get_id (TieContactRow *self);
const char *tie_contact_row_get_name (TieContactRow *self);
const char *tie_contact_row_get_type_name (TieContactRow *self);
const char *tie_contact_row_get_account (TieContactRow *self); /* NULL: not linked */
const char *tie_contact_row_get_city (TieContactRow *self);
const char *tie_contact_row_get_email (TieContactRow *self);
const char *tie_contact_row_get_key (TieContactRow *self); /* every text column, folded: for the search */
gboolean tie_contact_row_get_is_supplier (TieContactRow *self);
gboolean tie_contact_row_get_is_archived (TieContactRow *self);

gboolean tie_contact_row_equal (TieContactRow *self, TieContactRow *other);

/* The same contact, and whatever filter a list has keeps it or leaves it out as before. */
gboolean tie_contact_row_stays_listed (TieContactRow *self, TieContactRow *other);
void tie_contact_row_take (TieContactRow *self, TieContactRow *other);

G_END_DECLS
