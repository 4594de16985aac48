/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A list of Setup (employees, codes, terms, users, …), and one of its records in its place.  Implements TiePage. */
#define TIE_TYPE_LISTS_PAGE (tie_lists_page_get_type ())
G_DECLARE_FINAL_TYPE (TieListsPage, tie_lists_page, TIE, LISTS_PAGE, GtkWidget)

/* name: of a TieListsKind. */
GtkWidget *tie_lists_page_new (TieSession *session, const char *name);

G_END_DECLS
