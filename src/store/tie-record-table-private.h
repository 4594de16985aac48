/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-record-table.h"

G_BEGIN_DECLS

/* For the tables of single kinds: all records that the clause (from WHERE on, with ORDER BY) leaves.  texts are bound to its
 * parameters one after the other, n of them; NULL binds NULL. */
GPtrArray *tie_record_table_list_clause (TieDb *db, GType type, const char *clause, const char *const *texts, guint n, GError **error);

G_END_DECLS
