/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/tie-command-session.h"

G_BEGIN_DECLS

/* Element TieCompanyEntry, the one in use first; NULL with an error. */
GPtrArray *tie_command_connection_list (TieCommandSession *session, GError **error);
/* The member "connections". */
void tie_command_connection_add_json (JsonBuilder *json, GPtrArray *entries);

G_END_DECLS
