/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-import-profile-table"
#include "config.h"

#include "store/tie-db.h"
#include "store/tie-import-profile-table.h"

char *
tie_import_profile_table_get (TieDb *db,
                              const char *kind,
                              const char *fingerprint,
                              GError **error)
{
  return tie_db_get_text (db, error, "SELECT mapping FROM import_profile WHERE kind = ? AND fingerprint = ?", "ss", kind, fingerprint);
}

gboolean
tie_import_profile_table_set (TieDb *db,
                              const char *kind,
                              const char *fingerprint,
                              const char *mapping,
                              GError **error)
{
  tie_db_touch (db, TIE_STORE_AREA_SETTINGS);
  return tie_db_run (db, error, "INSERT INTO import_profile (kind, fingerprint, mapping) VALUES (?, ?, ?)"
                                " ON CONFLICT (kind, fingerprint) DO UPDATE SET mapping = excluded.mapping",
                     "sss",
                     kind,
                     fingerprint,
                     mapping);
}
