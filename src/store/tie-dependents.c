/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-dependents"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "store/tie-dependents.h"

typedef struct
{
  const char *table;
  const char *sql;      /* parameter 1: the row's id */
  const char *sentence; /* two names: the row's and its user's; the columns of the query */
} Blocker;

/* A state of 1 or 2 is queued or sending. */
#define SENDING_SQL(name, table) \
  "SELECT r." name ", o.label FROM outbox o JOIN " table " r ON r.id = o.local_id WHERE o.local_id = ? AND o.state IN (1, 2) LIMIT 1"

static const Blocker blockers[] = {
  { "contact_type",
    "SELECT t.name, c.name FROM contact c JOIN contact_type t ON t.id = c.type WHERE c.type = ? ORDER BY c.sort_key LIMIT 1",
    N_ ("“%s” is the type of “%s”.") },
  { "contact", SENDING_SQL ("name", "contact"), N_ ("“%s” is being sent as “%s”.") },
  { "contact",
    "SELECT c.name, o.label FROM site s JOIN contact c ON c.id = s.contact JOIN outbox o ON o.local_id = s.id"
    " WHERE s.contact = ? AND o.state IN (1, 2) LIMIT 1",
    N_ ("A site of “%s” is being sent as “%s”.") },
  { "site", SENDING_SQL ("name", "site"), N_ ("“%s” is being sent as “%s”.") },
  { "employee", SENDING_SQL ("name", "employee"), N_ ("“%s” is being sent as “%s”.") },
  { "work_code", SENDING_SQL ("code", "work_code"), N_ ("“%s” is being sent as “%s”.") },
  { "expense_code", SENDING_SQL ("code", "expense_code"), N_ ("“%s” is being sent as “%s”.") },
};

typedef struct
{
  const char *table;
  const char *sql;
} Belonging;

static const Belonging belongings[] = {
  { "contact", "DELETE FROM refusal WHERE local_id IN (SELECT id FROM site WHERE contact = ?)" },
  { "contact", "DELETE FROM link WHERE local_id IN (SELECT id FROM site WHERE contact = ?)" },
  { "contact", "DELETE FROM site WHERE contact = ?" },
  { "contact", "DELETE FROM refusal WHERE local_id = ?" },
  { "contact", "DELETE FROM link WHERE local_id = ?" },
  { "contact", "DELETE FROM not_double WHERE connection IS NULL AND ? IN (first_id, second_id)" },
  { "site", "DELETE FROM refusal WHERE local_id = ?" },
  { "site", "DELETE FROM link WHERE local_id = ?" },
  { "employee", "DELETE FROM refusal WHERE local_id = ?" },
  { "employee", "DELETE FROM link WHERE local_id = ?" },
  { "work_code", "DELETE FROM refusal WHERE local_id = ?" },
  { "work_code", "DELETE FROM link WHERE local_id = ?" },
  { "expense_code", "DELETE FROM refusal WHERE local_id = ?" },
  { "expense_code", "DELETE FROM link WHERE local_id = ?" },
};

typedef struct
{
  const char *sql; /* parameter 1: the step */
  const char *sentence;
} StepCheck;

/* The rows that a step took away again, and who uses them now.  Their names stand in the step. */
#define GONE_SQL(parent, child_name, join)                                  \
  "SELECT coalesce (json_extract (coalesce (u.after, u.before), '$.name')," \
  " json_extract (coalesce (u.after, u.before), '$.code')), " child_name    \
  " FROM undo_row u " join                                                  \
  " WHERE u.step = ? AND u.tbl = '" parent "' AND NOT EXISTS (SELECT 1 FROM " parent " p WHERE p.id = u.row_id) LIMIT 1"

#define LINK_JOIN "JOIN link l ON l.local_id = u.row_id" \
                  " LEFT JOIN remote r ON r.connection = l.connection AND r.kind = l.kind AND r.id = l.remote_id"
#define OUTBOX_JOIN "JOIN outbox o ON o.local_id = u.row_id AND o.state IN (1, 2)"
#define LINKED_SENTENCE N_ ("“%s” is linked to “%s” now. Unlink it first.")
#define SENDING_SENTENCE N_ ("“%s” is being sent as “%s”.")
#define GONE_SENTENCE N_ ("“%s” needs a record that was deleted since. Undo that first.")

static const StepCheck step_checks[] = {
  { GONE_SQL ("contact_type", "c.name", "JOIN contact c ON c.type = u.row_id"), N_ ("“%s” is the type of “%s” now. Change that first.") },
  { GONE_SQL ("contact", "s.name", "JOIN site s ON s.contact = u.row_id"), N_ ("“%s” has the site “%s” now. Delete that first.") },
  { GONE_SQL ("contact", "coalesce (r.name, l.remote_id)", LINK_JOIN), LINKED_SENTENCE },
  { GONE_SQL ("site", "coalesce (r.name, l.remote_id)", LINK_JOIN), LINKED_SENTENCE },
  { GONE_SQL ("employee", "coalesce (r.name, l.remote_id)", LINK_JOIN), LINKED_SENTENCE },
  { GONE_SQL ("work_code", "coalesce (r.name, l.remote_id)", LINK_JOIN), LINKED_SENTENCE },
  { GONE_SQL ("expense_code", "coalesce (r.name, l.remote_id)", LINK_JOIN), LINKED_SENTENCE },
  { GONE_SQL ("contact", "o.label", OUTBOX_JOIN), SENDING_SENTENCE },
  { GONE_SQL ("site", "o.label", OUTBOX_JOIN), SENDING_SENTENCE },
  { GONE_SQL ("employee", "o.label", OUTBOX_JOIN), SENDING_SENTENCE },
  { GONE_SQL ("work_code", "o.label", OUTBOX_JOIN), SENDING_SENTENCE },
  { GONE_SQL ("expense_code", "o.label", OUTBOX_JOIN), SENDING_SENTENCE },

  /* Rows that the step brought back, whose own references are gone.  Both columns have the one name. */
  { "SELECT c.name, c.name FROM undo_row u JOIN contact c ON c.id = u.row_id"
    " WHERE u.step = ? AND u.tbl = 'contact' AND NOT EXISTS (SELECT 1 FROM contact_type t WHERE t.id = c.type) LIMIT 1",
    GONE_SENTENCE },
  { "SELECT s.name, s.name FROM undo_row u JOIN site s ON s.id = u.row_id"
    " WHERE u.step = ? AND u.tbl = 'site' AND NOT EXISTS (SELECT 1 FROM contact c WHERE c.id = s.contact) LIMIT 1",
    GONE_SENTENCE },
  { "SELECT coalesce (r.name, l.remote_id), '' FROM undo_row u JOIN link l ON l.id = u.row_id"
    " LEFT JOIN remote r ON r.connection = l.connection AND r.kind = l.kind AND r.id = l.remote_id"
    " WHERE u.step = ? AND u.tbl = 'link'"
    " AND NOT EXISTS (SELECT 1 FROM contact WHERE id = l.local_id) AND NOT EXISTS (SELECT 1 FROM site WHERE id = l.local_id)"
    " AND NOT EXISTS (SELECT 1 FROM employee WHERE id = l.local_id) AND NOT EXISTS (SELECT 1 FROM work_code WHERE id = l.local_id)"
    " AND NOT EXISTS (SELECT 1 FROM expense_code WHERE id = l.local_id) LIMIT 1",
    N_ ("The partner of “%s” was deleted since. Undo that first.") },
};

/* All sentences of the tables above take two names. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

/* TRUE when the query gives no row. */
static gboolean
check (TieDb *db,
       sqlite3_stmt *statement,
       const char *sentence,
       GError **error)
{
  TieStep step;

  if (statement == NULL)
    return FALSE;
  step = tie_db_step (db, statement, error);
  if (step == TIE_STEP_ROW)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_IN_USE, _ (sentence), tie_db_column_text (statement, 0), tie_db_column_text (statement, 1));
      sqlite3_reset (statement);
    }
  return step == TIE_STEP_DONE;
}

#pragma GCC diagnostic pop

gboolean
tie_dependents_delete (TieDb *db,
                       const char *table,
                       const char *id,
                       GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (blockers); i++)
    {
      if (g_str_equal (blockers[i].table, table) && !check (db, tie_db_query (db, error, blockers[i].sql, "s", id), blockers[i].sentence, error))
        return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (belongings); i++)
    {
      if (!g_str_equal (belongings[i].table, table))
        continue;
      if (!tie_db_run (db, error, belongings[i].sql, "s", id))
        return FALSE;
      if (tie_db_get_changes (db) > 0)
        tie_db_touch (db, TIE_STORE_AREA_CONTACTS | TIE_STORE_AREA_LINKS);
    }
  return TRUE;
}

gboolean
tie_dependents_check_step (TieDb *db,
                           gint64 step,
                           GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (step_checks); i++)
    {
      if (!check (db, tie_db_query (db, error, step_checks[i].sql, "i", step), step_checks[i].sentence, error))
        return FALSE;
    }
  return TRUE;
}

char *
tie_dependents_get_name (TieDb *db,
                         const char *id)
{
  char *name = tie_db_get_text (db, NULL, "SELECT name FROM contact WHERE id = ?1 UNION ALL SELECT name FROM site WHERE id = ?1"
                                          " UNION ALL SELECT name FROM employee WHERE id = ?1 UNION ALL SELECT code FROM work_code WHERE id = ?1"
                                          " UNION ALL SELECT code FROM expense_code WHERE id = ?1 LIMIT 1",
                                "s",
                                id);

  return name != NULL ? name : g_strdup ("");
}
