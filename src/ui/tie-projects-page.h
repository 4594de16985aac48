/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The list of projects, and a project's page in its place when one is opened.  Implements TiePage. */
#define TIE_TYPE_PROJECTS_PAGE (tie_projects_page_get_type ())
G_DECLARE_FINAL_TYPE (TieProjectsPage, tie_projects_page, TIE, PROJECTS_PAGE, GtkWidget)

GtkWidget *tie_projects_page_new (TieSession *session);

/* id NULL: a new project, contact (nullable) being its client. */
void tie_projects_page_open (TieProjectsPage *self, const char *id, const char *contact);

G_END_DECLS
