/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-db.h"

G_BEGIN_DECLS

/* (transfer full) The name of the person who works here, as the activity shows it.  Whoever writes for the first time is
 * added to the practice's users. */
char *tie_user_table_get_current (TieDb *db, GError **error);

G_END_DECLS
