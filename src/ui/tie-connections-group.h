/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* The companies that the practice is connected to, where they are several: which one is in use, and [Use This One] on the
 * others.  With fewer it is not visible. */
#define TIE_TYPE_CONNECTIONS_GROUP (tie_connections_group_get_type ())
G_DECLARE_FINAL_TYPE (TieConnectionsGroup, tie_connections_group, TIE, CONNECTIONS_GROUP, AdwPreferencesGroup)

GtkWidget *tie_connections_group_new (TieSession *session);

G_END_DECLS
