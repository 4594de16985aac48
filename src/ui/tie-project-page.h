/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A project's page: its fields, what it is worth, its entries, and what is done with it.
 * Signal "back": the page is done with (Back, or the project is no more). */
#define TIE_TYPE_PROJECT_PAGE (tie_project_page_get_type ())
G_DECLARE_FINAL_TYPE (TieProjectPage, tie_project_page, TIE, PROJECT_PAGE, GtkWidget)

/* id NULL: a new project, contact (nullable) being its client; it goes into the file once it has a name and a client. */
GtkWidget *tie_project_page_new (TieSession *session, const char *id, const char *contact);

const char *tie_project_page_get_id (TieProjectPage *self); /* NULL while new */

G_END_DECLS
