/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-record-view.h"
#include "ui/tie-session.h"

G_BEGIN_DECLS

/* The "QuickBooks" group of a contact's or site's page: what the record is linked to, its AccsID behind a lock, Unlink. */
#define TIE_TYPE_LINK_GROUP (tie_link_group_get_type ())
G_DECLARE_FINAL_TYPE (TieLinkGroup, tie_link_group, TIE, LINK_GROUP, AdwPreferencesGroup)

GtkWidget *tie_link_group_new (TieSession *session);

/* view: (transfer none), copied as far as needed. */
void tie_link_group_show (TieLinkGroup *self, const TieRecordView *view);

G_END_DECLS
