/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-user.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* The person who works here is known by the desktop's account name.  Users are records like others (tie-record-table.h). */

/* (transfer full) NULL without error: not among the practice's users. */
TieUser *tie_user_table_find (TieDb *db, GError **error);

/* (transfer full) The name of the person as the activity shows it.  Whoever writes for the first time is added to the users:
 * the first of them as Administrator, the others as Staff. */
char *tie_user_table_get_current (TieDb *db, GError **error);

/* (transfer full) Whom to ask: an administrator's name, NULL without error for none. */
char *tie_user_table_get_administrator (TieDb *db, GError **error);

/* TIE_ERROR_NOT_ALLOWED with a sentence that says whom to ask.  For whatever is not reached through a page that asks itself:
 * the command line above all. */
gboolean tie_user_table_check (TieDb *db, TieRight right, GError **error);

/* Who restores a backup or brings a whole practice here holds its file, and must be able to set it up. */
gboolean tie_user_table_make_administrator (TieDb *db, GError **error);

/* After a user was changed or deleted: TIE_ERROR_INVALID when no administrator is left. */
gboolean tie_user_table_check_administrator (TieDb *db, GError **error);

G_END_DECLS
