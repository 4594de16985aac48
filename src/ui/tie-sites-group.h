/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-record-view.h"
#include "ui/tie-session.h"

G_BEGIN_DECLS

/* The sites of a contact on its page: "Main Studio", linked; [Add Site].  Signal "open-site" (char *id). */
#define TIE_TYPE_SITES_GROUP (tie_sites_group_get_type ())
G_DECLARE_FINAL_TYPE (TieSitesGroup, tie_sites_group, TIE, SITES_GROUP, AdwPreferencesGroup)

GtkWidget *tie_sites_group_new (TieSession *session);

/* view: of the contact (transfer none); NULL hides the group. */
void tie_sites_group_show (TieSitesGroup *self, const TieRecordView *view);

G_END_DECLS
