/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* How the columns of a file were mapped last time: one text per kind ("contact", "site") and fingerprint of the file's
 * header row.  What the text says is the import's business.  Not undoable. */
char *tie_import_profile_table_get (TieDb *db, const char *kind, const char *fingerprint, GError **error); /* NULL for none */
gboolean tie_import_profile_table_set (TieDb *db, const char *kind, const char *fingerprint, const char *mapping, GError **error);

/* All of a kind, by fingerprint. */
typedef struct
{
  char *fingerprint;
  char *mapping;
} TieImportProfile;
void tie_import_profile_free (TieImportProfile *profile);
GPtrArray *tie_import_profile_table_list (TieDb *db, const char *kind, GError **error); /* TieImportProfile */
gboolean tie_import_profile_table_remove (TieDb *db, const char *kind, const char *fingerprint, GError **error);

G_END_DECLS
