/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-item-state-table"
#include "config.h"

#include "base/tie-date.h"
#include "model/tie-remote.h"
#include "store/tie-db.h"
#include "store/tie-item-state-table.h"

/* Fields are joined with a character that none of them can hold. */
#define FIELD "\x1f"
#define AND "|| char (31) ||"

#define ITEM "4" /* TIE_KIND_ITEM */
#define CODES "(SELECT id, code, description, rate FROM work_code UNION ALL SELECT id, code, description, rate FROM expense_code)"
#define HERE "c.code " AND " c.description " AND " c.rate"
/* Where an item's description is kept. */
#define THERE "coalesce (r.name, '') " AND " coalesce (r.company, '') " AND " r.rate"
#define PAIRS                                                                                                          \
  " FROM link l JOIN " CODES " c ON c.id = l.local_id JOIN remote r ON r.connection = l.connection AND r.kind = l.kind" \
  " AND r.id = l.remote_id AND r.is_deleted = 0"

void
tie_item_state_free (TieItemState *self)
{
  g_strfreev (self->here);
  g_strfreev (self->there);
  g_strfreev (self->old_here);
  g_strfreev (self->old_there);
  g_free (self);
}

gboolean
tie_item_state_is_changed_here (const TieItemState *self,
                                TieItemField field)
{
  g_return_val_if_fail (field < TIE_ITEM_N_FIELDS, FALSE);

  return !g_str_equal (self->here[field], self->old_here[field]) && g_str_equal (self->there[field], self->old_there[field]) &&
         !g_str_equal (self->here[field], self->there[field]);
}

gboolean
tie_item_state_table_learn (TieDb *db,
                            const char *connection,
                            GError **error)
{
  g_autofree char *now = tie_date_now ();

  return tie_db_run (db, error,
                     "INSERT OR REPLACE INTO met (connection, kind, local_id, remote_id, moment, here, there)"
                     " SELECT l.connection, l.kind, l.local_id, l.remote_id, ?2, " HERE ", " THERE PAIRS
                     " WHERE l.connection = ?1 AND l.kind = " ITEM " AND NOT EXISTS (SELECT 1 FROM met m WHERE m.connection = l.connection"
                     " AND m.kind = l.kind AND m.local_id = l.local_id AND m.remote_id = l.remote_id)",
                     "ss", connection, now);
}

/* NULL where a field was left out by somebody. */
static char **
split (const char *text)
{
  char **fields = g_strsplit (text, FIELD, -1);

  if (g_strv_length (fields) == TIE_ITEM_N_FIELDS)
    return fields;
  g_strfreev (fields);
  return NULL;
}

TieItemState *
tie_item_state_table_get (TieDb *db,
                          const char *connection,
                          const char *code,
                          GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error,
                                          "SELECT " HERE ", " THERE ", m.here, m.there" PAIRS
                                          " JOIN met m ON m.connection = l.connection AND m.kind = l.kind AND m.local_id = l.local_id AND m.remote_id = l.remote_id"
                                          " WHERE l.connection = ? AND l.kind = " ITEM " AND l.local_id = ?",
                                          "ss", connection, code);
  g_autoptr (TieItemState) self = NULL;

  if (statement == NULL || tie_db_step (db, statement, error) != TIE_STEP_ROW)
    return NULL;
  self = g_new0 (TieItemState, 1);
  self->here = split (tie_db_column_text (statement, 0));
  self->there = split (tie_db_column_text (statement, 1));
  self->old_here = split (tie_db_column_text (statement, 2));
  self->old_there = split (tie_db_column_text (statement, 3));
  sqlite3_reset (statement);
  return self->here != NULL && self->there != NULL && self->old_here != NULL && self->old_there != NULL ? g_steal_pointer (&self) : NULL;
}

char *
tie_item_state_table_dup_here (TieDb *db,
                               const char *code,
                               GError **error)
{
  return tie_db_get_text (db, error, "SELECT " HERE " FROM " CODES " c WHERE c.id = ?", "s", code);
}

gboolean
tie_item_state_table_meet (TieDb *db,
                           const char *connection,
                           const char *code,
                           const char *remote_id,
                           const char *here,
                           GError **error)
{
  g_autofree char *now = tie_date_now ();

  return tie_db_run (db, error,
                     "INSERT OR REPLACE INTO met (connection, kind, local_id, remote_id, moment, here, there)"
                     " SELECT r.connection, r.kind, ?2, r.id, ?4, ?5, " THERE " FROM remote r WHERE r.connection = ?1 AND r.kind = " ITEM " AND r.id = ?3",
                     "sssss", connection, code, remote_id, now, here);
}
