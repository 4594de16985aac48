/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* Whether contacts are sent when they are edited, and those of which types. */
#define TIE_TYPE_PUSH_GROUP (tie_push_group_get_type ())
G_DECLARE_FINAL_TYPE (TiePushGroup, tie_push_group, TIE, PUSH_GROUP, AdwPreferencesGroup)

GtkWidget *tie_push_group_new (TieSession *session);

G_END_DECLS
