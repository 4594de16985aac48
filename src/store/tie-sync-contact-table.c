/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-contact-table"
#include "config.h"

#include "base/tie-text.h"
#include "store/tie-db.h"
#include "store/tie-sync-table.h"

/* ?1 connection, ?2 id. */

#define IS_THERE "coalesce (r.is_active AND NOT r.is_deleted, 0)"
#define CONFLICT(id) "EXISTS (SELECT 1 FROM conflict f WHERE f.connection = ?1 AND f.kind IN (1, 2) AND f.local_id = " id ")"

#define CONTACTS(condition)                                                                                  \
  "SELECT c.id, 0, 0, CASE y.is_supplier WHEN 0 THEN 1 ELSE 2 END AS kind, c.name, c.name, c.state, c.country, NULL, ''," \
  " l.remote_id, " IS_THERE ", " CONFLICT ("c.id") ", c.sort_key"                                            \
  " FROM contact c JOIN contact_type y ON y.id = c.type"                                                     \
  " LEFT JOIN link l ON l.connection = ?1 AND l.local_id = c.id AND l.kind = CASE y.is_supplier WHEN 0 THEN 1 ELSE 2 END" \
  " LEFT JOIN remote r ON r.connection = ?1 AND r.kind = l.kind AND r.id = l.remote_id WHERE " condition

#define SITES(condition)                                                                                     \
  "SELECT s.id, 0, 1, 1, c.name || ': ' || s.name, s.name, s.state, s.country, c.id, c.state,"               \
  " l.remote_id, " IS_THERE ", " CONFLICT ("s.id") ", c.sort_key || ': ' || s.sort_key"                      \
  " FROM site s JOIN contact c ON c.id = s.contact"                                                          \
  " LEFT JOIN link l ON l.connection = ?1 AND l.kind = 1 AND l.local_id = s.id"                              \
  " LEFT JOIN remote r ON r.connection = ?1 AND r.kind = 1 AND r.id = l.remote_id WHERE " condition

/* Those that something may be said about. */
#define LINKED_WRONG "(l.remote_id IS NOT NULL AND NOT " IS_THERE ")"
#define SITE_TO_BE_MADE                                                                                      \
  "(s.state = '' AND l.remote_id IS NULL AND NOT c.archived AND EXISTS (SELECT 1 FROM link p WHERE p.connection = ?1 AND p.kind = 1 AND p.local_id = c.id))"
#define CONTACTS_ALL                                                                                         \
  CONTACTS ("?2 IS NULL AND (" LINKED_WRONG " OR " CONFLICT ("c.id") ")")                                    \
  " UNION ALL " SITES ("?2 IS NULL AND (" LINKED_WRONG " OR " CONFLICT ("s.id") " OR " SITE_TO_BE_MADE ")")  \
  " ORDER BY 14, 1"
#define CONTACTS_ONE CONTACTS ("c.id = ?2") " UNION ALL " SITES ("s.id = ?2")

#define CUSTOMERS(condition)                                                                                 \
  "SELECT r.id, 1, r.parent_id IS NOT NULL, 1, coalesce (r.full_name, r.name, ''), coalesce (r.name, ''), coalesce (r.state, '')," \
  " coalesce (r.country, ''), p.local_id, coalesce (c.state, ''), NULL, 0, 0, r.sort_key"                    \
  " FROM remote r LEFT JOIN link p ON p.connection = ?1 AND p.kind = 1 AND p.remote_id = r.parent_id"        \
  " LEFT JOIN contact c ON c.id = p.local_id"                                                                \
  " WHERE r.connection = ?1 AND r.kind = 1 AND r.is_active AND NOT r.is_deleted AND NOT r.is_project"        \
  " AND NOT EXISTS (SELECT 1 FROM link l WHERE l.connection = ?1 AND l.kind = 1 AND l.remote_id = r.id)"     \
  " AND " condition " ORDER BY r.sort_key, r.id"

static gboolean
read_rows (TieDb *db,
           sqlite3_stmt *statement,
           TieSyncContactFunc func,
           gpointer user_data,
           GError **error)
{
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      const TieSyncContact row = {
        .id = tie_db_column_text (statement, 0),
        .is_theirs = sqlite3_column_int (statement, 1) != 0,
        .is_site = sqlite3_column_int (statement, 2) != 0,
        .kind = (TieKind) sqlite3_column_int (statement, 3),
        .name = tie_db_column_text (statement, 4),
        .short_name = tie_db_column_text (statement, 5),
        .state = tie_db_column_text (statement, 6),
        .country = tie_db_column_text (statement, 7),
        .contact = (const char *) sqlite3_column_text (statement, 8),
        .contact_state = tie_db_column_text (statement, 9),
        .remote_id = (const char *) sqlite3_column_text (statement, 10),
        .is_there = sqlite3_column_int (statement, 11) != 0,
        .has_conflict = sqlite3_column_int (statement, 12) != 0,
      };

      if (!func (&row, user_data, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }
  return step == TIE_STEP_DONE;
}

gboolean
tie_sync_table_read_contacts (TieDb *db,
                              const char *connection,
                              const char *id,
                              TieSyncContactFunc func,
                              gpointer user_data,
                              GError **error)
{
  return read_rows (db, tie_db_query (db, error, id == NULL ? CONTACTS_ALL : CONTACTS_ONE, "ss", connection, id), func, user_data, error);
}

gboolean
tie_sync_table_read_customers (TieDb *db,
                               const char *connection,
                               const char *id,
                               TieSyncContactFunc func,
                               gpointer user_data,
                               GError **error)
{
  return read_rows (db,
                    tie_db_query (db, error, id == NULL ? CUSTOMERS ("?2 IS NULL AND (r.parent_id IS NULL OR p.local_id IS NOT NULL)") : CUSTOMERS ("r.id = ?2"), "ss", connection, id),
                    func, user_data, error);
}

char *
tie_sync_table_find_by_name (TieDb *db,
                             const char *connection,
                             TieKind kind,
                             const char *parent,
                             const char *key,
                             GError **error)
{
  sqlite3_stmt *statement;
  g_autofree char *id = NULL;
  guint n = 0;
  TieStep step;

  /* A sub-customer is ordered by its full name, of which only the end is its own: there are few under one customer. */
  if (parent == NULL)
    statement = tie_db_query (db, error, "SELECT r.id, r.name FROM remote r WHERE r.connection = ? AND r.kind = ? AND r.sort_key = ? AND r.parent_id IS NULL AND r.is_active AND NOT r.is_deleted AND NOT r.is_project"
                                         " AND NOT EXISTS (SELECT 1 FROM link l WHERE l.connection = r.connection AND l.kind = r.kind AND l.remote_id = r.id)",
                              "sis", connection, (gint64) kind, key);
  else
    statement = tie_db_query (db, error, "SELECT r.id, r.name FROM remote r WHERE r.connection = ? AND r.kind = ? AND r.parent_id = ? AND r.is_active AND NOT r.is_deleted AND NOT r.is_project"
                                         " AND NOT EXISTS (SELECT 1 FROM link l WHERE l.connection = r.connection AND l.kind = r.kind AND l.remote_id = r.id)",
                              "sis", connection, (gint64) kind, parent);
  if (statement == NULL)
    return NULL;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      g_autofree char *name = tie_text_fold (tie_db_column_text (statement, 1));

      if (!g_str_equal (name, key))
        continue;
      g_free (id);
      id = tie_db_dup_column (statement, 0);
      n++;
    }
  return step == TIE_STEP_DONE && n == 1 ? g_steal_pointer (&id) : NULL;
}

/* Of a document's memory the party is one of its parts; its tabs are this file's. */
#define WAS_BILLED "instr (y.fields, char (9) || ?3 || char (9)) > 0"

char *
tie_sync_table_find_survivor (TieDb *db,
                              const char *connection,
                              TieKind kind,
                              const char *local_id,
                              const char *lost,
                              GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error, "SELECT m.party_id FROM synced y JOIN document d ON d.id = y.local_id AND (d.contact = ?4 OR d.site = ?4)"
                                                     " JOIN remote_money m ON m.connection = y.connection AND m.kind = y.kind AND m.id = y.remote_id AND m.party_id <> ?3"
                                                     " JOIN remote r ON r.connection = y.connection AND r.kind = ?2 AND r.id = m.party_id AND r.is_active AND NOT r.is_deleted"
                                                     " WHERE y.connection = ?1 AND y.kind BETWEEN 8 AND 11 AND " WAS_BILLED
                                                     " AND NOT EXISTS (SELECT 1 FROM link l WHERE l.connection = ?1 AND l.kind = ?2 AND l.remote_id = m.party_id)"
                                                     " GROUP BY m.party_id ORDER BY count (*) DESC, m.party_id LIMIT 1",
                                          "siss", connection, (gint64) kind, lost, local_id);
  char *id = NULL;

  if (statement == NULL || tie_db_step (db, statement, error) != TIE_STEP_ROW)
    return NULL;
  id = tie_db_dup_column (statement, 0);
  sqlite3_reset (statement);
  return id;
}

gboolean
tie_sync_table_has_number (TieDb *db,
                           const char *connection,
                           TieKind kind,
                           const char *number,
                           gboolean *has,
                           GError **error)
{
  gint64 n = 0;

  if (!tie_db_get_integer (db, 0, &n, error, "SELECT count(*) FROM remote_money m JOIN remote r ON r.connection = m.connection AND r.kind = m.kind AND r.id = m.id"
                                             " WHERE m.connection = ? AND m.kind = ? AND m.number = ? AND r.is_deleted = 0",
                           "sis", connection, (gint64) kind, number))
    return FALSE;
  *has = n > 0;
  return TRUE;
}
