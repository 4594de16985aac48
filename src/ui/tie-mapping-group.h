/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-company.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A short list of the practice (tax codes, terms), each record with its partner of the package, chosen once and kept as a
 * link.  Hidden while there is nothing to map or nothing to map it to.
 * Signals: "saved" (char *sentence), "failed" (GError *). */
#define TIE_TYPE_MAPPING_GROUP (tie_mapping_group_get_type ())
G_DECLARE_FINAL_TYPE (TieMappingGroup, tie_mapping_group, TIE, MAPPING_GROUP, AdwPreferencesGroup)

GtkWidget *tie_mapping_group_new (TieCompany *company, GType local, TieKind kind, const char *title, const char *description);
/* FALSE: the package has no use for it now. */
void tie_mapping_group_set_is_wanted (TieMappingGroup *self, gboolean is_wanted);

G_END_DECLS
