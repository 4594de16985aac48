/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* Sync Settings of the demo practice: accounts of the sandbox company (choices.csv of the package), once they were read and
 * while nobody chose any.  A TieStoreFunc that writes; data: the TiePackage. */
gboolean tie_demo_settings_choose (TieDb *db, gpointer data, GError **error);

G_END_DECLS
