/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-dependents"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "store/tie-db.h"
#include "store/tie-dependents-private.h"
#include "store/tie-row-name.h"

/* What a query about a step found: a row as the log has it, and who is in its way. */
typedef struct
{
  char *row;  /* (owned) */
  char *user; /* (owned) */
} Found;

static void
clear_found (Found *found)
{
  g_free (found->row);
  g_free (found->user);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Found, clear_found)

/* FALSE on error; row NULL where the query gives nothing. */
static gboolean
find_in_step (TieDb *db,
              gint64 step_id,
              const char *sql,
              Found *found,
              GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error, sql, "i", step_id);
  TieStep step;

  if (statement == NULL)
    return FALSE;
  step = tie_db_step (db, statement, error);
  if (step == TIE_STEP_ROW)
    {
      found->row = tie_db_dup_column (statement, 0);
      found->user = tie_db_dup_column (statement, 1);
      sqlite3_reset (statement);
    }
  return step != TIE_STEP_ERROR;
}

#define STEP_ROW "SELECT coalesce (u.after, u.before)"

/* Rows of the kind that the step took away again. */
#define GONE_SQL(columns, join)                                       \
  STEP_ROW ", " columns " FROM undo_row u " join                      \
  " WHERE u.step = ? AND u.tbl = '%s' AND NOT EXISTS (SELECT 1 FROM %s p WHERE p.id = u.row_id) LIMIT 1"

static gboolean
check_gone (TieDb *db,
            gint64 step,
            const TieReference *reference,
            GError **error)
{
  const TieRecordKind *kind = reference->target;
  g_autofree char *sql = g_strdup_printf (GONE_SQL ("c.id", "JOIN %s c ON c.%s = u.row_id"), reference->kind->table, reference->field->name, kind->table, kind->table);
  g_autofree char *name = NULL;
  g_autofree char *sentence = NULL;
  g_auto (Found) found = { NULL };

  if (!find_in_step (db, step, sql, &found, error))
    return FALSE;
  if (found.row == NULL)
    return TRUE;
  name = tie_row_name_read (db, &kind, found.row);
  sentence = tie_dependents_make_sentence (db, name, reference->kind, found.user);
  /* Translators: %s is a sentence such as “Alder, Kim” is used by the project “2025 Form 1040”. */
  g_set_error (error, TIE_ERROR, TIE_ERROR_IN_USE, _ ("%s Change or delete that first."), sentence);
  return FALSE;
}

/* Rows that the step brought back, whose own references are gone. */
static gboolean
check_back (TieDb *db,
            gint64 step,
            const TieReference *reference,
            GError **error)
{
  const TieRecordKind *kind = reference->kind;
  const char *column = reference->field->name;
  g_autofree char *sql = g_strdup_printf (STEP_ROW ", c.id FROM undo_row u JOIN %s c ON c.id = u.row_id"
                                                   " WHERE u.step = ? AND u.tbl = '%s' AND c.%s IS NOT NULL AND NOT EXISTS (SELECT 1 FROM %s p WHERE p.id = c.%s) LIMIT 1",
                                          kind->table,
                                          kind->table,
                                          column,
                                          reference->target->table,
                                          column);
  g_autofree char *name = NULL;
  g_auto (Found) found = { NULL };

  if (!find_in_step (db, step, sql, &found, error))
    return FALSE;
  if (found.row == NULL)
    return TRUE;
  name = tie_row_name_read (db, &kind, found.row);
  g_set_error (error, TIE_ERROR, TIE_ERROR_IN_USE, _ ("“%s” needs a record that was deleted since. Undo that first."), name);
  return FALSE;
}

typedef struct
{
  const char *sql; /* like GONE_SQL */
  const char *sentence;
} LinkedCheck;

static const LinkedCheck linked_checks[] = {
  { GONE_SQL ("coalesce (r.name, l.remote_id)",
              "JOIN link l ON l.local_id = u.row_id LEFT JOIN remote r ON r.connection = l.connection AND r.kind = l.kind AND r.id = l.remote_id"),
    N_ ("“%s” is linked to “%s” now. Unlink it first.") },
  { GONE_SQL ("o.label", "JOIN outbox o ON o.local_id = u.row_id AND o.state IN (1, 2)"), TIE_DEPENDENTS_SENDING },
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* each query takes two tables, each sentence two names */

static gboolean
check_gone_partner (TieDb *db,
                    gint64 step,
                    const TieRecordKind *kind,
                    const LinkedCheck *check,
                    GError **error)
{
  g_autofree char *sql = g_strdup_printf (check->sql, kind->table, kind->table);
  g_autofree char *name = NULL;
  g_auto (Found) found = { NULL };

  if (!find_in_step (db, step, sql, &found, error))
    return FALSE;
  if (found.row == NULL)
    return TRUE;
  name = tie_row_name_read (db, &kind, found.row);
  g_set_error (error, TIE_ERROR, TIE_ERROR_IN_USE, _ (check->sentence), name, found.user);
  return FALSE;
}

#pragma GCC diagnostic pop

/* Links that the step brought back, to a record of whatever kind that is gone. */
static gboolean
check_links (TieDb *db,
             gint64 step,
             GError **error)
{
  guint n_kinds;
  const TieRecordKind *kinds = tie_record_kind_list (&n_kinds);
  g_autoptr (GString) sql = g_string_new ("SELECT coalesce (r.name, l.remote_id), '' FROM undo_row u JOIN link l ON l.id = u.row_id"
                                          " LEFT JOIN remote r ON r.connection = l.connection AND r.kind = l.kind AND r.id = l.remote_id"
                                          " WHERE u.step = ? AND u.tbl = 'link'");
  g_auto (Found) found = { NULL };

  for (guint i = 0; i < n_kinds; i++)
    {
      if (kinds[i].is_linked)
        g_string_append_printf (sql, " AND NOT EXISTS (SELECT 1 FROM %s WHERE id = l.local_id)", kinds[i].table);
    }
  g_string_append (sql, " LIMIT 1");
  if (!find_in_step (db, step, sql->str, &found, error))
    return FALSE;
  if (found.row == NULL)
    return TRUE;
  g_set_error (error, TIE_ERROR, TIE_ERROR_IN_USE, _ ("The partner of “%s” was deleted since. Undo that first."), found.row);
  return FALSE;
}

gboolean
tie_dependents_check_step (TieDb *db,
                           gint64 step,
                           GError **error)
{
  guint n;
  guint n_kinds;
  const TieReference *references = tie_record_kind_list_references (&n);
  const TieRecordKind *kinds = tie_record_kind_list (&n_kinds);

  for (guint r = 0; r < n; r++)
    {
      if (!check_gone (db, step, &references[r], error) || !check_back (db, step, &references[r], error))
        return FALSE;
    }
  for (guint i = 0; i < n_kinds; i++)
    {
      for (guint c = 0; kinds[i].is_linked && c < G_N_ELEMENTS (linked_checks); c++)
        {
          if (!check_gone_partner (db, step, &kinds[i], &linked_checks[c], error))
            return FALSE;
        }
    }
  return check_links (db, step, error);
}
