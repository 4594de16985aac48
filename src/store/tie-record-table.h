/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* Reading and writing of every record kind, driven by its table of fields.  All run on the worker thread. */

/* (transfer full) NULL with TIE_ERROR_NOT_FOUND when there is none. */
gpointer tie_record_table_get (TieDb *db, GType type, const char *id, GError **error);

/* All of a kind in order of the first field, or those whose field has that text. (transfer full), element TieRecord. */
GPtrArray *tie_record_table_list (TieDb *db, GType type, GError **error);
GPtrArray *tie_record_table_list_where (TieDb *db, GType type, guint field, const char *text, GError **error);
gint64 tie_record_table_count (TieDb *db, GType type, GError **error); /* -1 on error */

/* Validates, then inserts or updates. */
gboolean tie_record_table_save (TieDb *db, TieRecord *record, GError **error);

/* TIE_ERROR_IN_USE with a sentence that names what depends on it. */
gboolean tie_record_table_delete (TieDb *db, GType type, const char *id, GError **error);

G_END_DECLS
