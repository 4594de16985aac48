/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A client's projects on its page: Enter opens one, [Add Project] begins one for the client.  Hidden until a client is set. */
#define TIE_TYPE_CLIENT_PROJECTS (tie_client_projects_get_type ())
G_DECLARE_FINAL_TYPE (TieClientProjects, tie_client_projects, TIE, CLIENT_PROJECTS, AdwPreferencesGroup)

GtkWidget *tie_client_projects_new (TieSession *session);
/* contact: NULL while it is new. */
void tie_client_projects_set_client (TieClientProjects *self, const char *contact);

G_END_DECLS
