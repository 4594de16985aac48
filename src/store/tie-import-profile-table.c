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

void
tie_import_profile_free (TieImportProfile *profile)
{
  g_free (profile->fingerprint);
  g_free (profile->mapping);
  g_free (profile);
}

GPtrArray *
tie_import_profile_table_list (TieDb *db,
                               const char *kind,
                               GError **error)
{
  g_autoptr (GPtrArray) profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_import_profile_free);
  sqlite3_stmt *statement = tie_db_query (db, error, "SELECT fingerprint, mapping FROM import_profile WHERE kind = ? ORDER BY fingerprint", "s", kind);
  TieStep step;

  if (statement == NULL)
    return NULL;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      TieImportProfile *profile = g_new0 (TieImportProfile, 1);

      profile->fingerprint = tie_db_dup_column (statement, 0);
      profile->mapping = tie_db_dup_column (statement, 1);
      g_ptr_array_add (profiles, profile);
    }
  return step == TIE_STEP_DONE ? g_steal_pointer (&profiles) : NULL;
}

gboolean
tie_import_profile_table_remove (TieDb *db,
                                 const char *kind,
                                 const char *fingerprint,
                                 GError **error)
{
  tie_db_touch (db, TIE_STORE_AREA_SETTINGS);
  return tie_db_run (db, error, "DELETE FROM import_profile WHERE kind = ? AND fingerprint = ?", "ss", kind, fingerprint);
}
