/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-name-state-table"
#include "config.h"

#include "base/tie-date.h"
#include "store/tie-db.h"
#include "store/tie-name-state-table.h"

/* Fields are joined with a character that none of them can hold. */
#define FIELD "\x1f"
#define AND "|| char (31) ||"

#define OF_CONTACT "c.name " AND " c.email " AND " c.phone " AND " c.street " AND " c.city " AND " c.state " AND " c.postcode " AND " c.country"
#define OF_SITE "c.name " AND " '' " AND " '' " AND " c.street " AND " c.city " AND " c.state " AND " c.postcode " AND " c.country"
#define TEXT(column) "coalesce (r." column ", '')"
#define OF_REMOTE(email, phone)                                                                                  \
  TEXT ("name") AND email AND phone AND TEXT ("street") AND TEXT ("city") AND TEXT ("state") AND TEXT ("postcode") AND TEXT ("country")
/* A site has no e-mail of its own, its customer may have one. */
#define REMOTE_OF_CONTACT OF_REMOTE (TEXT ("email"), TEXT ("phone"))
#define REMOTE_OF_SITE OF_REMOTE ("''", "''")

#define PAIRS(table) \
  " FROM link l JOIN " table " c ON c.id = l.local_id JOIN remote r ON r.connection = l.connection AND r.kind = l.kind AND r.id = l.remote_id"
#define MEMORY " JOIN met m ON m.connection = l.connection AND m.kind = l.kind AND m.local_id = l.local_id AND m.remote_id = l.remote_id"

#define LEARN(table, here, there)                                                                                       \
  "INSERT OR REPLACE INTO met (connection, kind, local_id, remote_id, moment, here, there)"                           \
  " SELECT l.connection, l.kind, l.local_id, l.remote_id, ?3, " here ", " there PAIRS (table)                         \
  " WHERE l.connection = ?1 AND l.kind = ?2 AND r.is_deleted = 0 AND NOT EXISTS (SELECT 1 FROM met m WHERE m.connection = l.connection" \
  " AND m.kind = l.kind AND m.local_id = l.local_id AND m.remote_id = l.remote_id)"

#define SELECT(table, is_site, here, there) \
  "SELECT l.local_id, l.remote_id, c.name, r.version, " here ", " there ", m.here, m.there, " is_site PAIRS (table) MEMORY \
  " WHERE l.connection = ?1 AND l.kind = ?2 AND r.is_deleted = 0"
#define CHANGED(here, there) " AND (m.here <> " here " OR m.there <> " there ")"

typedef struct
{
  const char *learn;
  const char *changed;
  const char *one;
} Statements;

static const Statements statements[] = {
  { LEARN ("contact", OF_CONTACT, REMOTE_OF_CONTACT),
    SELECT ("contact", "0", OF_CONTACT, REMOTE_OF_CONTACT) CHANGED (OF_CONTACT, REMOTE_OF_CONTACT) " ORDER BY c.sort_key, c.id",
    SELECT ("contact", "0", OF_CONTACT, REMOTE_OF_CONTACT) " AND l.local_id = ?3" },
  { LEARN ("site", OF_SITE, REMOTE_OF_SITE),
    SELECT ("site", "1", OF_SITE, REMOTE_OF_SITE) CHANGED (OF_SITE, REMOTE_OF_SITE) " ORDER BY c.sort_key, c.id",
    SELECT ("site", "1", OF_SITE, REMOTE_OF_SITE) " AND l.local_id = ?3" },
};

void
tie_name_state_free (TieNameState *self)
{
  g_free (self->local_id);
  g_free (self->remote_id);
  g_free (self->name);
  g_free (self->version);
  g_strfreev (self->here);
  g_strfreev (self->there);
  g_strfreev (self->old_here);
  g_strfreev (self->old_there);
  g_free (self);
}

gboolean
tie_name_state_table_learn (TieDb *db,
                            const char *connection,
                            TieKind kind,
                            GError **error)
{
  g_autofree char *now = tie_date_now ();

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      if (!tie_db_run (db, error, statements[i].learn, "sis", connection, (gint64) kind, now))
        return FALSE;
    }
  return TRUE;
}

/* NULL where a field was left out by somebody. */
static char **
split (const char *text)
{
  char **fields = g_strsplit (text, FIELD, -1);

  if (g_strv_length (fields) == TIE_NAME_N_FIELDS)
    return fields;
  g_strfreev (fields);
  return NULL;
}

static TieNameState *
read_state (TieKind kind,
            sqlite3_stmt *statement)
{
  TieNameState *self = g_new0 (TieNameState, 1);

  self->kind = kind;
  self->local_id = tie_db_dup_column (statement, 0);
  self->remote_id = tie_db_dup_column (statement, 1);
  self->name = tie_db_dup_column (statement, 2);
  self->version = tie_db_dup_column (statement, 3);
  self->here = split (tie_db_column_text (statement, 4));
  self->there = split (tie_db_column_text (statement, 5));
  self->old_here = split (tie_db_column_text (statement, 6));
  self->old_there = split (tie_db_column_text (statement, 7));
  self->is_site = sqlite3_column_int (statement, 8) != 0;
  if (self->here != NULL && self->there != NULL && self->old_here != NULL && self->old_there != NULL)
    return self;
  tie_name_state_free (self);
  return NULL;
}

GPtrArray *
tie_name_state_table_list_changed (TieDb *db,
                                   const char *connection,
                                   TieKind kind,
                                   GError **error)
{
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_name_state_free);

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      sqlite3_stmt *statement = tie_db_query (db, error, statements[i].changed, "si", connection, (gint64) kind);
      TieStep step;

      if (statement == NULL)
        return NULL;
      while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
        {
          TieNameState *state = read_state (kind, statement);

          if (state != NULL)
            g_ptr_array_add (states, state);
        }
      if (step != TIE_STEP_DONE)
        return NULL;
    }
  return g_steal_pointer (&states);
}

TieNameState *
tie_name_state_table_get (TieDb *db,
                          const char *connection,
                          TieKind kind,
                          const char *local_id,
                          GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      sqlite3_stmt *statement = tie_db_query (db, error, statements[i].one, "sis", connection, (gint64) kind, local_id);
      TieStep step = statement != NULL ? tie_db_step (db, statement, error) : TIE_STEP_ERROR;
      TieNameState *state;

      if (step == TIE_STEP_ERROR)
        return NULL;
      if (step == TIE_STEP_DONE)
        continue;
      state = read_state (kind, statement);
      sqlite3_reset (statement);
      return state;
    }
  return NULL;
}

gboolean
tie_name_state_table_save (TieDb *db,
                           const char *connection,
                           const TieNameState *state,
                           GError **error)
{
  g_autofree char *here = g_strjoinv (FIELD, state->old_here);
  g_autofree char *there = g_strjoinv (FIELD, state->old_there);
  g_autofree char *now = tie_date_now ();

  return tie_db_run (db, error, "INSERT OR REPLACE INTO met (connection, kind, local_id, remote_id, moment, here, there) VALUES (?, ?, ?, ?, ?, ?, ?)",
                     "sisssss", connection, (gint64) state->kind, state->local_id, state->remote_id, now, here, there);
}

/* ---- conflicts ---- */

gboolean
tie_conflict_table_add (TieDb *db,
                        const char *connection,
                        const TieNameState *state,
                        GError **error)
{
  g_autofree char *now = tie_date_now ();

  tie_db_touch (db, TIE_STORE_AREA_OUTBOX);
  return tie_db_run (db, error, "INSERT INTO conflict (connection, kind, local_id, remote_id, moment) VALUES (?, ?, ?, ?, ?)"
                                " ON CONFLICT (connection, kind, local_id) DO UPDATE SET remote_id = excluded.remote_id",
                     "sisss", connection, (gint64) state->kind, state->local_id, state->remote_id, now);
}

gboolean
tie_conflict_table_remove (TieDb *db,
                           const char *connection,
                           TieKind kind,
                           const char *local_id,
                           GError **error)
{
  tie_db_touch (db, TIE_STORE_AREA_OUTBOX);
  return tie_db_run (db, error, "DELETE FROM conflict WHERE connection = ? AND kind = ? AND local_id = ?", "sis", connection, (gint64) kind, local_id);
}

gint64
tie_conflict_table_count (TieDb *db,
                          const char *connection,
                          GError **error)
{
  gint64 n = 0;

  if (!tie_db_get_integer (db, 0, &n, error, "SELECT count (*) FROM conflict WHERE connection = ?", "s", connection))
    return -1;
  return n;
}
