/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* The list of contacts, and in its place the record that was opened.  A TiePage. */
#define TIE_TYPE_CONTACTS_PAGE (tie_contacts_page_get_type ())
G_DECLARE_FINAL_TYPE (TieContactsPage, tie_contacts_page, TIE, CONTACTS_PAGE, GtkWidget)

GtkWidget *tie_contacts_page_new (TieSession *session);

/* A contact, or NULL for a new one. */
void tie_contacts_page_open (TieContactsPage *self, const char *id);
/* A contact's site, by its own id. */
void tie_contacts_page_open_site (TieContactsPage *self, const char *id);

G_END_DECLS
