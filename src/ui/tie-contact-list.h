/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/tie-store.h"
#include "ui/tie-contact-row.h"

G_BEGIN_DECLS

/* All contacts of the practice by name, a GListModel of TieContactRow.  Loads by itself, and again when the store says
 * that contacts or links changed; rows that stayed the same stay the same objects, so a selection lives through it.
 * Properties, notified: "is-loading"; "problem" (sentence, NULL when the last reading went well). */
#define TIE_TYPE_CONTACT_LIST (tie_contact_list_get_type ())
G_DECLARE_FINAL_TYPE (TieContactList, tie_contact_list, TIE, CONTACT_LIST, GObject)

TieContactList *tie_contact_list_new (TieStore *store);
gboolean tie_contact_list_get_is_loading (TieContactList *self);
const char *tie_contact_list_get_problem (TieContactList *self);

/* The position of the contact with that id; GTK_INVALID_LIST_POSITION (G_MAXUINT) for none. */
guint tie_contact_list_find (TieContactList *self, const char *id);

G_END_DECLS
