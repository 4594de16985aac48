/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-remote.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* What documents and payments have in common that are brought over from the package. */

/* Whose a record of the package would be here.  kind: TIE_KIND_CUSTOMER or TIE_KIND_VENDOR; remote_id (nullable): of that.  A
 * sub-customer that is not linked itself is its parent's.
 *
 * contact_id: (out) NULL: nobody here is linked to it, and problem says so.  contact_name: (out) ours, else the package's. */
void tie_import_read_party (TieDb *db, const char *connection, TieKind kind, const char *remote_id, char **contact_id, char **contact_name, char **problem);

/* Both sides have the same now, as it is here and as it was last read.  stage (nullable): as of TieOutboxFields. */
gboolean tie_import_save_synced (TieDb *db, const char *connection, TieKind kind, const char *local_id, const char *remote_id, const char *stage, const char *run, GError **error);
/* "Imported from QuickBooks", in the history of that run. */
gboolean tie_import_add_activity (TieDb *db, const char *local_id, const char *title, const char *run, const char *result, GError **error);

G_END_DECLS
