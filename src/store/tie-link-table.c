/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-link-table"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-random.h"
#include "model/tie-code.h"
#include "store/tie-db.h"
#include "store/tie-row-name.h"
#include "store/tie-link-table.h"

void
tie_link_free (TieLink *link)
{
  g_free (link->local_id);
  g_free (link->remote_id);
  g_free (link);
}

static char *
get_remote_name (TieDb *db,
                 const char *connection,
                 TieKind kind,
                 const char *remote_id)
{
  char *name = tie_db_get_text (db, NULL, "SELECT name FROM remote WHERE connection = ? AND kind = ? AND id = ?", "sis", connection, (gint64) kind, remote_id);

  return name != NULL ? name : g_strdup (remote_id);
}

static void
set_already_linked (GError **error,
                    const char *name,
                    const char *partner)
{
  /* Translators: names of a contact and a customer, either way round */
  g_set_error (error, TIE_ERROR, TIE_ERROR_ALREADY_LINKED, _ ("%s is already linked to %s."), name, partner);
}

gboolean
tie_link_table_add (TieDb *db,
                    const char *connection,
                    TieKind kind,
                    const char *local_id,
                    const char *remote_id,
                    GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *local_partner = NULL;
  g_autofree char *remote_partner = NULL;
  g_autofree char *id = NULL;

  local_partner = tie_link_table_find_remote (db, connection, kind, local_id, &local_error);
  if (local_error == NULL)
    remote_partner = tie_link_table_find_local (db, connection, kind, remote_id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (local_partner != NULL && g_str_equal (local_partner, remote_id))
    return TRUE;
  if (remote_partner != NULL)
    {
      g_autofree char *name = get_remote_name (db, connection, kind, remote_id);
      g_autofree char *partner = tie_row_name_find_linked (db, remote_partner);

      set_already_linked (error, name, partner);
      return FALSE;
    }
  if (local_partner != NULL)
    {
      g_autofree char *name = tie_row_name_find_linked (db, local_id);
      g_autofree char *partner = get_remote_name (db, connection, kind, local_partner);

      set_already_linked (error, name, partner);
      return FALSE;
    }

  tie_db_touch (db, TIE_STORE_AREA_LINKS);
  id = tie_random_ordered_uuid ();
  return tie_db_run (db, error, "INSERT INTO link (id, connection, kind, local_id, remote_id) VALUES (?, ?, ?, ?, ?)", "ssiss", id, connection, (gint64) kind, local_id, remote_id);
}

gboolean
tie_link_table_remove (TieDb *db,
                       const char *connection,
                       TieKind kind,
                       const char *local_id,
                       GError **error)
{
  tie_db_touch (db, TIE_STORE_AREA_LINKS);
  return tie_db_run (db, error, "DELETE FROM link WHERE connection = ? AND kind = ? AND local_id = ?", "sis", connection, (gint64) kind, local_id);
}

gint64
tie_link_table_clear (TieDb *db,
                      const char *connection,
                      TieKind kind,
                      GError **error)
{
  tie_db_touch (db, TIE_STORE_AREA_LINKS);
  if (!tie_db_run (db, error, "DELETE FROM link WHERE connection = ?1 AND (?2 = 0 OR kind = ?2)", "si", connection, (gint64) kind))
    return -1;
  return tie_db_get_changes (db);
}

gint64
tie_link_table_clear_of (TieDb *db,
                         const char *connection,
                         TieKind kind,
                         GType local,
                         GError **error)
{
  const char *sql = local == TIE_TYPE_EXPENSE_CODE ? "DELETE FROM link WHERE connection = ?1 AND kind = ?2 AND local_id IN (SELECT id FROM expense_code)"
                                                   : "DELETE FROM link WHERE connection = ?1 AND kind = ?2 AND local_id IN (SELECT id FROM work_code)";

  g_return_val_if_fail (local == TIE_TYPE_WORK_CODE || local == TIE_TYPE_EXPENSE_CODE, -1);

  tie_db_touch (db, TIE_STORE_AREA_LINKS);
  if (!tie_db_run (db, error, sql, "si", connection, (gint64) kind))
    return -1;
  return tie_db_get_changes (db);
}

gint64
tie_link_table_count (TieDb *db,
                      const char *connection,
                      TieKind kind,
                      GError **error)
{
  gint64 count = 0;

  if (!tie_db_get_integer (db, 0, &count, error, "SELECT count(*) FROM link WHERE connection = ?1 AND (?2 = 0 OR kind = ?2)", "si", connection, (gint64) kind))
    return -1;
  return count;
}

static GPtrArray *
read_pairs (TieDb *db,
            sqlite3_stmt *statement,
            GError **error)
{
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_link_free);
  TieStep step;

  if (statement == NULL)
    return NULL;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      TieLink *link = g_new0 (TieLink, 1);

      link->local_id = tie_db_dup_column (statement, 0);
      link->remote_id = tie_db_dup_column (statement, 1);
      g_ptr_array_add (links, link);
    }
  return step == TIE_STEP_DONE ? g_steal_pointer (&links) : NULL;
}

GPtrArray *
tie_link_table_list (TieDb *db,
                     const char *connection,
                     TieKind kind,
                     GError **error)
{
  return read_pairs (db,
                     tie_db_query (db, error, "SELECT local_id, remote_id FROM link WHERE connection = ?1 AND (?2 = 0 OR kind = ?2) ORDER BY kind, local_id", "si", connection, (gint64) kind),
                     error);
}

char *
tie_link_table_find_remote (TieDb *db,
                            const char *connection,
                            TieKind kind,
                            const char *local_id,
                            GError **error)
{
  return tie_db_get_text (db, error, "SELECT remote_id FROM link WHERE connection = ? AND kind = ? AND local_id = ?", "sis", connection, (gint64) kind, local_id);
}

char *
tie_link_table_find_local (TieDb *db,
                           const char *connection,
                           TieKind kind,
                           const char *remote_id,
                           GError **error)
{
  return tie_db_get_text (db, error, "SELECT local_id FROM link WHERE connection = ? AND kind = ? AND remote_id = ?", "sis", connection, (gint64) kind, remote_id);
}

gboolean
tie_link_table_check_open (TieDb *db,
                           const char *connection,
                           TieKind kind,
                           const char *local_id,
                           const char *remote_id,
                           gboolean *is_open,
                           GError **error)
{
  gint64 count = 0;

  if (!tie_db_get_integer (db, 0, &count, error,
                           "SELECT count(*) FROM remote r WHERE r.connection = ?1 AND r.kind = ?2 AND r.id = ?4 AND r.is_active AND NOT r.is_deleted"
                           " AND NOT EXISTS (SELECT 1 FROM link l WHERE l.connection = ?1 AND l.kind = ?2 AND (l.local_id = ?3 OR l.remote_id = ?4))"
                           " AND NOT EXISTS (SELECT 1 FROM refusal f WHERE f.connection = ?1 AND f.kind = ?2 AND f.local_id = ?3 AND f.remote_id = ?4)"
                           " AND (EXISTS (SELECT 1 FROM contact c WHERE c.id = ?3 AND NOT c.archived)"
                           " OR EXISTS (SELECT 1 FROM site s JOIN link p ON p.connection = ?1 AND p.kind = ?2 AND p.local_id = s.contact WHERE s.id = ?3 AND p.remote_id = r.parent_id)"
                           " OR EXISTS (SELECT 1 FROM employee e WHERE e.id = ?3 AND NOT e.archived)"
                           " OR EXISTS (SELECT 1 FROM work_code w WHERE w.id = ?3 AND NOT w.archived)"
                           " OR EXISTS (SELECT 1 FROM expense_code x WHERE x.id = ?3 AND NOT x.archived))",
                           "siss", connection, (gint64) kind, local_id, remote_id))
    return FALSE;
  *is_open = count > 0;
  return TRUE;
}

gboolean
tie_refusal_table_add (TieDb *db,
                       const char *connection,
                       TieKind kind,
                       const char *local_id,
                       const char *remote_id,
                       GError **error)
{
  g_autofree char *id = tie_random_ordered_uuid ();

  tie_db_touch (db, TIE_STORE_AREA_LINKS);
  return tie_db_run (db, error, "INSERT INTO refusal (id, connection, kind, local_id, remote_id) VALUES (?, ?, ?, ?, ?)"
                                " ON CONFLICT (connection, kind, local_id, remote_id) DO NOTHING",
                     "ssiss",
                     id,
                     connection,
                     (gint64) kind,
                     local_id,
                     remote_id);
}

gboolean
tie_refusal_table_remove (TieDb *db,
                          const char *connection,
                          TieKind kind,
                          const char *local_id,
                          const char *remote_id,
                          GError **error)
{
  tie_db_touch (db, TIE_STORE_AREA_LINKS);
  return tie_db_run (db, error, "DELETE FROM refusal WHERE connection = ? AND kind = ? AND local_id = ? AND remote_id = ?", "siss", connection, (gint64) kind, local_id, remote_id);
}

GPtrArray *
tie_refusal_table_list (TieDb *db,
                        const char *connection,
                        TieKind kind,
                        GError **error)
{
  return read_pairs (db,
                     tie_db_query (db, error, "SELECT local_id, remote_id FROM refusal WHERE connection = ?1 AND (?2 = 0 OR kind = ?2) ORDER BY kind, local_id", "si", connection, (gint64) kind),
                     error);
}
