/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"
#include "model/tie-remote.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* Changes that a record page makes.  Each is one transaction and one undo step of that window; sentence is what the step
 * is called ("Phone of Abacus Dental changed"). */

/* Saves a record as it is; for new ones. */
void tie_record_edit_save_async (TieStore *store, TieRecord *record, const char *sentence, const char *window, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* Sets a field of a record in memory to what its editor gave.  text: of a boolean "1" or ""; of numbers and amounts the
 * digits of the integer that is stored; NULL for no reference. */
void tie_record_edit_take (TieRecord *record, guint field, const char *text);

/* Sets one field so, and leaves the others as they are in the file, where somebody else may have changed them meanwhile. */
void tie_record_edit_set_async (TieStore *store, GType type, const char *id, guint field, const char *text, const char *sentence, const char *window, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* A contact's sites and links go with it.  TIE_ERROR_IN_USE names what else depends on the record. */
void tie_record_edit_delete_async (TieStore *store, GType type, const char *id, const char *sentence, const char *window, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

gboolean tie_record_edit_finish (TieStore *store, GAsyncResult *result, GError **error);

/* Links the record to the package's record with that id in place of the one it had; remote_id NULL takes the link away.
 * FALSE without error: the package has no such record.  required is then the id of its record with the same name, NULL
 * for none (transfer full). */
void tie_record_edit_link_async (TieStore *store, const char *connection, TieKind kind, GType type, const char *id, const char *remote_id, const char *sentence, const char *window, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_record_edit_link_finish (TieStore *store, GAsyncResult *result, char **required, GError **error);

G_END_DECLS
