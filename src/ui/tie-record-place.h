/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/tie-store.h"

G_BEGIN_DECLS

/* The page of the sidebar that lists documents of that kind (TIE_DOCUMENT_KIND_…): "invoices". */
const char *tie_record_place_get_page (const char *document_kind);

/* Shows the record in the window of widget, wherever its place is: contacts, sites with their contact, projects and what was
 * done on them, documents, payments.  What is gone, or has no page, is said in the status line. */
void tie_record_place_open (GtkWidget *widget, TieStore *store, const char *id);

G_END_DECLS
