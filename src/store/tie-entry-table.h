/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-entry.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* Both (transfer full), (element-type TieEntry), in order of date. */

/* Work in progress of a project up to and including a date; until NULL: all of it. */
GPtrArray *tie_entry_table_list_open (TieDb *db, const char *project, const char *until, GError **error);

/* Between two dates, both included; employee NULL: of everybody. */
GPtrArray *tie_entry_table_list_between (TieDb *db, const char *employee, const char *from, const char *to, GError **error);

G_END_DECLS
