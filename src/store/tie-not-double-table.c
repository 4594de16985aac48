/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-not-double-table"
#include "config.h"

#include <string.h>

#include "base/tie-random.h"
#include "store/tie-db.h"
#include "store/tie-not-double-table.h"

void
tie_not_double_free (TieNotDouble *pair)
{
  g_free (pair->first_id);
  g_free (pair->second_id);
  g_free (pair);
}

gboolean
tie_not_double_table_add (TieDb *db,
                          const char *connection,
                          guint kind,
                          const char *id,
                          const char *other_id,
                          GError **error)
{
  g_autofree char *row_id = tie_random_ordered_uuid ();
  gboolean in_order = strcmp (id, other_id) < 0;

  tie_db_touch (db, TIE_STORE_AREA_LINKS);
  return tie_db_run (db, error, "INSERT INTO not_double (id, connection, kind, first_id, second_id) VALUES (?, ?, ?, ?, ?)"
                                " ON CONFLICT (coalesce (connection, ''), kind, first_id, second_id) DO NOTHING",
                     "ssiss",
                     row_id,
                     connection,
                     (gint64) kind,
                     in_order ? id : other_id,
                     in_order ? other_id : id);
}

static GPtrArray *
read_pairs (TieDb *db,
            sqlite3_stmt *statement,
            GError **error)
{
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_not_double_free);
  TieStep step;

  if (statement == NULL)
    return NULL;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      TieNotDouble *pair = g_new0 (TieNotDouble, 1);

      pair->first_id = tie_db_dup_column (statement, 0);
      pair->second_id = tie_db_dup_column (statement, 1);
      g_ptr_array_add (pairs, pair);
    }
  return step == TIE_STEP_DONE ? g_steal_pointer (&pairs) : NULL;
}

GPtrArray *
tie_not_double_table_list (TieDb *db,
                           const char *connection,
                           guint kind,
                           GError **error)
{
  return read_pairs (db,
                     tie_db_query (db, error, "SELECT first_id, second_id FROM not_double WHERE coalesce (connection, '') = ? AND kind = ? ORDER BY first_id, second_id", "ti", connection, (gint64) kind),
                     error);
}

gboolean
tie_not_double_table_move (TieDb *db,
                           const char *from_contact,
                           const char *to_contact,
                           GError **error)
{
  g_autoptr (GPtrArray) pairs = NULL;

  pairs = read_pairs (db,
                      tie_db_query (db, error, "SELECT first_id, second_id FROM not_double WHERE connection IS NULL AND ? IN (first_id, second_id)", "s", from_contact),
                      error);
  if (pairs == NULL)
    return FALSE;

  tie_db_touch (db, TIE_STORE_AREA_LINKS);
  if (!tie_db_run (db, error, "DELETE FROM not_double WHERE connection IS NULL AND ? IN (first_id, second_id)", "s", from_contact))
    return FALSE;
  for (guint i = 0; i < pairs->len; i++)
    {
      const TieNotDouble *pair = g_ptr_array_index (pairs, i);
      const char *other = g_str_equal (pair->first_id, from_contact) ? pair->second_id : pair->first_id;

      if (!g_str_equal (other, to_contact) && !tie_not_double_table_add (db, NULL, 0, to_contact, other, error))
        return FALSE;
    }
  return TRUE;
}
