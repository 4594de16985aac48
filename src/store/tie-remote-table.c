/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-remote-table"
#include "config.h"

#include "base/tie-date.h"
#include "base/tie-text.h"
#include "store/tie-db.h"
#include "store/tie-remote-table.h"

#define COLUMNS "id, parent_id, name, full_name, company, email, phone, street, city, state, postcode, country, account," \
                " version, updated, is_active, is_deleted, is_project, type, sub_type, rate, currency"
#define MONEY_COLUMNS "number, date, due, party_id, account_id, reference, memo, currency, total, tax, balance, is_void"

static gboolean
save_raw (TieDb *db,
          const char *connection,
          const TieRemote *remote,
          GError **error)
{
  if (remote->raw == NULL)
    return TRUE;
  return tie_db_run (db, error, "INSERT INTO remote_raw (connection, kind, id, raw) VALUES (?, ?, ?, ?)"
                                " ON CONFLICT (connection, kind, id) DO UPDATE SET raw = excluded.raw",
                     "siss",
                     connection,
                     (gint64) remote->kind,
                     remote->id,
                     remote->raw);
}

static gboolean
save_applied (TieDb *db,
              const char *connection,
              const TieRemote *remote,
              GError **error)
{
  GPtrArray *applied = remote->money->applied;

  if (!tie_db_run (db, error, "DELETE FROM remote_applied WHERE connection = ? AND kind = ? AND id = ?", "sis", connection, (gint64) remote->kind, remote->id))
    return FALSE;
  for (guint i = 0; applied != NULL && i < applied->len; i++)
    {
      const TieRemoteApplied *one = applied->pdata[i];

      if (!tie_db_run (db, error, "INSERT INTO remote_applied (connection, kind, id, position, to_kind, to_id, amount) VALUES (?, ?, ?, ?, ?, ?, ?)", "sisiisi", connection, (gint64) remote->kind, remote->id, (gint64) i, (gint64) one->kind, one->id, one->amount))
        return FALSE;
    }
  return TRUE;
}

static gboolean
save_money (TieDb *db,
            const char *connection,
            const TieRemote *remote,
            GError **error)
{
  const TieRemoteMoney *money = remote->money;

  if (money == NULL)
    return TRUE;
  return tie_db_run (db, error, "INSERT OR REPLACE INTO remote_money (connection, kind, id, " MONEY_COLUMNS ")"
                                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     "sisssssssssiiii",
                     connection,
                     (gint64) remote->kind,
                     remote->id,
                     money->number,
                     money->date,
                     money->due,
                     money->party_id,
                     money->account_id,
                     money->reference,
                     money->memo,
                     money->currency,
                     money->total,
                     money->tax,
                     money->balance,
                     (gint64) money->is_void) &&
         save_applied (db, connection, remote, error);
}

/* A change feed tells of a deletion with little more than the id: what was known stays, for the sentence "… is gone". */
static gboolean
save_deleted (TieDb *db,
              const char *connection,
              const TieRemote *remote,
              const char *now,
              GError **error)
{
  return tie_db_run (db, error, "INSERT INTO remote (connection, kind, id, sort_key, name, is_active, is_deleted, seen) VALUES (?1, ?2, ?3, '', ?4, 0, 1, ?5)"
                                " ON CONFLICT (connection, kind, id) DO UPDATE SET is_deleted = 1, seen = excluded.seen",
                     "sisss",
                     connection,
                     (gint64) remote->kind,
                     remote->id,
                     remote->name,
                     now);
}

static gboolean
save_one (TieDb *db,
          const char *connection,
          const TieRemote *remote,
          const char *now,
          GError **error)
{
  g_autofree char *sort_key = tie_text_fold (remote->full_name != NULL ? remote->full_name : remote->name);

  return tie_db_run (db, error, "INSERT INTO remote (connection, kind, sort_key, seen, " COLUMNS ")"
                                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                " ON CONFLICT (connection, kind, id) DO UPDATE SET sort_key = excluded.sort_key, seen = excluded.seen,"
                                " parent_id = excluded.parent_id, name = excluded.name, full_name = excluded.full_name, company = excluded.company,"
                                " email = excluded.email, phone = excluded.phone, street = excluded.street, city = excluded.city,"
                                " state = excluded.state, postcode = excluded.postcode, country = excluded.country, account = excluded.account,"
                                " version = excluded.version, updated = excluded.updated, is_active = excluded.is_active,"
                                " is_deleted = excluded.is_deleted, is_project = excluded.is_project, type = excluded.type,"
                                " sub_type = excluded.sub_type, rate = excluded.rate, currency = excluded.currency",
                     "sisssssssssssssssssiiissis",
                     connection,
                     (gint64) remote->kind,
                     sort_key,
                     now,
                     remote->id,
                     remote->parent_id,
                     remote->name,
                     remote->full_name,
                     remote->company,
                     remote->email,
                     remote->phone,
                     remote->street,
                     remote->city,
                     remote->state,
                     remote->postcode,
                     remote->country,
                     remote->account,
                     remote->version,
                     remote->updated,
                     (gint64) remote->is_active,
                     (gint64) remote->is_deleted,
                     (gint64) remote->is_project,
                     remote->type,
                     remote->sub_type,
                     remote->rate,
                     remote->currency) &&
         save_raw (db, connection, remote, error) &&
         save_money (db, connection, remote, error);
}

gboolean
tie_remote_table_save (TieDb *db,
                       const char *connection,
                       GPtrArray *remotes,
                       GError **error)
{
  g_autofree char *now = tie_date_now_to_millisecond (); /* two readings may be quick */

  tie_db_touch (db, TIE_STORE_AREA_REMOTES);
  for (guint i = 0; i < remotes->len; i++)
    {
      const TieRemote *remote = remotes->pdata[i];

      if (remote->is_deleted ? !save_deleted (db, connection, remote, now, error) : !save_one (db, connection, remote, now, error))
        return FALSE;
    }
  return TRUE;
}

/* A version may be no more than a second: what was made and settled in the same one bears it twice. */
static gboolean
find_known_money (TieDb *db,
                  const char *connection,
                  const TieRemote *remote,
                  gboolean *known,
                  GError **error)
{
  const TieRemoteMoney *money = remote->money;
  gint64 n = 0;

  if (!tie_db_get_integer (db, 0, &n, error,
                           "SELECT count (*) FROM remote_money WHERE connection = ? AND kind = ? AND id = ? AND total = ? AND balance = ? AND is_void = ? AND number IS ? AND date IS ?",
                           "sisiiiss", connection, (gint64) remote->kind, remote->id, money->total, money->balance, (gint64) money->is_void, money->number, money->date))
    return FALSE;
  *known = n > 0;
  return TRUE;
}

/* TRUE in known: it is stored in just that version. */
static gboolean
find_known (TieDb *db,
            const char *connection,
            const TieRemote *remote,
            gboolean *known,
            GError **error)
{
  /* A tax code stays in its version when a rate of it changes. */
  sqlite3_stmt *statement = tie_db_query (db, error, "SELECT 1 FROM remote WHERE connection = ? AND kind = ? AND id = ? AND is_deleted = ? AND (is_deleted OR (version IS ? AND updated IS ? AND rate = ?))",
                                          "sisissi", connection, (gint64) remote->kind, remote->id, (gint64) remote->is_deleted, remote->version, remote->updated, remote->rate);
  TieStep step = TIE_STEP_ERROR;

  *known = FALSE;
  while (statement != NULL && (step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    *known = TRUE;
  if (step != TIE_STEP_DONE)
    return FALSE;
  return !*known || remote->is_deleted || remote->money == NULL || find_known_money (db, connection, remote, known, error);
}

gint64
tie_remote_table_save_changed (TieDb *db,
                               const char *connection,
                               GPtrArray *remotes,
                               GError **error)
{
  g_autofree char *now = tie_date_now_to_millisecond (); /* two readings may be quick */
  gint64 n = 0;

  for (guint i = 0; i < remotes->len; i++)
    {
      const TieRemote *remote = remotes->pdata[i];
      gboolean is_known = FALSE;
      gboolean is_good = FALSE;

      if (!find_known (db, connection, remote, &is_known, error))
        return -1;
      if (is_known)
        is_good = tie_db_run (db, error, "UPDATE remote SET seen = ? WHERE connection = ? AND kind = ? AND id = ?", "ssis", now, connection, (gint64) remote->kind, remote->id);
      else
        is_good = remote->is_deleted ? save_deleted (db, connection, remote, now, error) : save_one (db, connection, remote, now, error);
      if (!is_good)
        return -1;
      n += !is_known;
    }
  /* Nobody reads lists again because a change feed told what was known. */
  if (n > 0)
    tie_db_touch (db, TIE_STORE_AREA_REMOTES);
  return n;
}

static TieRemote *
read_remote (TieKind kind,
             sqlite3_stmt *statement)
{
  TieRemote *remote = tie_remote_new (kind, tie_db_column_text (statement, 0));

  remote->parent_id = tie_db_dup_column (statement, 1);
  remote->name = tie_db_dup_column (statement, 2);
  remote->full_name = tie_db_dup_column (statement, 3);
  remote->company = tie_db_dup_column (statement, 4);
  remote->email = tie_db_dup_column (statement, 5);
  remote->phone = tie_db_dup_column (statement, 6);
  remote->street = tie_db_dup_column (statement, 7);
  remote->city = tie_db_dup_column (statement, 8);
  remote->state = tie_db_dup_column (statement, 9);
  remote->postcode = tie_db_dup_column (statement, 10);
  remote->country = tie_db_dup_column (statement, 11);
  remote->account = tie_db_dup_column (statement, 12);
  remote->version = tie_db_dup_column (statement, 13);
  remote->updated = tie_db_dup_column (statement, 14);
  remote->is_active = sqlite3_column_int (statement, 15) != 0;
  remote->is_deleted = sqlite3_column_int (statement, 16) != 0;
  remote->is_project = sqlite3_column_int (statement, 17) != 0;
  remote->type = tie_db_dup_column (statement, 18);
  remote->sub_type = tie_db_dup_column (statement, 19);
  remote->rate = sqlite3_column_int64 (statement, 20);
  remote->currency = tie_db_dup_column (statement, 21);
  return remote;
}

static gboolean
read_applied (TieDb *db,
              const char *connection,
              TieRemote *remote,
              GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error, "SELECT to_kind, to_id, amount FROM remote_applied WHERE connection = ? AND kind = ? AND id = ? ORDER BY position", "sis", connection, (gint64) remote->kind, remote->id);
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    tie_remote_add_applied (remote, (TieKind) sqlite3_column_int (statement, 0), tie_db_column_text (statement, 1), sqlite3_column_int64 (statement, 2));
  return step == TIE_STEP_DONE;
}

static gboolean
read_money (TieDb *db,
            const char *connection,
            TieRemote *remote,
            GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error, "SELECT " MONEY_COLUMNS " FROM remote_money WHERE connection = ? AND kind = ? AND id = ?", "sis", connection, (gint64) remote->kind, remote->id);
  TieRemoteMoney *money;
  TieStep step;

  if (statement == NULL)
    return FALSE;
  step = tie_db_step (db, statement, error);
  if (step != TIE_STEP_ROW)
    return step == TIE_STEP_DONE;
  money = tie_remote_need_money (remote);
  money->number = tie_db_dup_column (statement, 0);
  money->date = tie_db_dup_column (statement, 1);
  money->due = tie_db_dup_column (statement, 2);
  money->party_id = tie_db_dup_column (statement, 3);
  money->account_id = tie_db_dup_column (statement, 4);
  money->reference = tie_db_dup_column (statement, 5);
  money->memo = tie_db_dup_column (statement, 6);
  money->currency = tie_db_dup_column (statement, 7);
  money->total = sqlite3_column_int64 (statement, 8);
  money->tax = sqlite3_column_int64 (statement, 9);
  money->balance = sqlite3_column_int64 (statement, 10);
  money->is_void = sqlite3_column_int (statement, 11) != 0;
  sqlite3_reset (statement);
  return read_applied (db, connection, remote, error);
}

GPtrArray *
tie_remote_table_list (TieDb *db,
                       const char *connection,
                       TieKind kind,
                       GError **error)
{
  g_autoptr (GPtrArray) remotes = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_remote_free);
  sqlite3_stmt *statement = tie_db_query (db, error, "SELECT " COLUMNS " FROM remote WHERE connection = ? AND kind = ? ORDER BY sort_key, id", "si", connection, (gint64) kind);
  TieStep step;

  if (statement == NULL)
    return NULL;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    g_ptr_array_add (remotes, read_remote (kind, statement));
  return step == TIE_STEP_DONE ? g_steal_pointer (&remotes) : NULL;
}

TieRemote *
tie_remote_table_get (TieDb *db,
                      const char *connection,
                      TieKind kind,
                      const char *id,
                      GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error, "SELECT " COLUMNS " FROM remote WHERE connection = ? AND kind = ? AND id = ?", "sis", connection, (gint64) kind, id);
  g_autoptr (TieRemote) remote = NULL;
  g_autoptr (GError) local_error = NULL;

  if (statement == NULL)
    return NULL;
  if (tie_db_step (db, statement, error) != TIE_STEP_ROW)
    return NULL;
  remote = read_remote (kind, statement);
  sqlite3_reset (statement);

  remote->raw = tie_db_get_text (db, &local_error, "SELECT raw FROM remote_raw WHERE connection = ? AND kind = ? AND id = ?", "sis", connection, (gint64) kind, id);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (tie_kind_is_money (kind) && !read_money (db, connection, remote, error))
    return NULL;
  return g_steal_pointer (&remote);
}

char *
tie_remote_table_find_marked (TieDb *db,
                              const char *connection,
                              TieKind kind,
                              const char *number,
                              const char *date,
                              const char *mark,
                              GError **error)
{
  return tie_db_get_text (db, error, "SELECT m.id FROM remote_money m JOIN remote r ON r.connection = m.connection AND r.kind = m.kind AND r.id = m.id"
                                     " LEFT JOIN link k ON k.connection = m.connection AND k.kind = m.kind AND k.remote_id = m.id"
                                     " WHERE m.connection = ?1 AND m.kind = ?2 AND (m.number = ?3 OR m.date = ?4) AND instr (coalesce (m.memo, ''), ?5) > 0"
                                     " AND m.is_void = 0 AND r.is_deleted = 0 AND k.id IS NULL LIMIT 1",
                          "sisss", connection, (gint64) kind, number, date, mark);
}

char *
tie_remote_table_find_alike (TieDb *db,
                             const char *connection,
                             TieKind kind,
                             const char *party_id,
                             const char *number,
                             const char *date,
                             gint64 total,
                             GError **error)
{
  return tie_db_get_text (db, error, "SELECT m.id FROM remote_money m JOIN remote r ON r.connection = m.connection AND r.kind = m.kind AND r.id = m.id"
                                     " LEFT JOIN link k ON k.connection = m.connection AND k.kind = m.kind AND k.remote_id = m.id"
                                     " WHERE m.connection = ?1 AND m.kind = ?2 AND m.party_id = ?3 AND m.date = ?5 AND m.total = ?6"
                                     " AND (m.number = ?4 OR m.reference = ?4 OR substr (m.reference, 1, length (?4) + 1) = ?4 || ' ')"
                                     " AND m.is_void = 0 AND r.is_deleted = 0 AND k.id IS NULL LIMIT 1",
                          "sisssi", connection, (gint64) kind, party_id, number, date, total);
}

char *
tie_remote_table_find_use (TieDb *db,
                           const char *connection,
                           const char *credit,
                           gint64 amount,
                           GError **error)
{
  return tie_db_get_text (db, error, "SELECT m.id FROM remote_applied a JOIN remote_money m ON m.connection = a.connection AND m.kind = a.kind AND m.id = a.id"
                                     " JOIN remote r ON r.connection = m.connection AND r.kind = m.kind AND r.id = m.id"
                                     " LEFT JOIN link k ON k.connection = m.connection AND k.kind = m.kind AND k.remote_id = m.id"
                                     " WHERE a.connection = ?1 AND a.to_kind = 9 AND a.to_id = ?2 AND a.amount = ?3 AND m.kind = 12 AND m.total = 0"
                                     " AND m.is_void = 0 AND r.is_deleted = 0 AND k.id IS NULL LIMIT 1",
                          "ssi", connection, credit, amount);
}

char *
tie_remote_table_find_account (TieDb *db,
                               const char *connection,
                               const char *type,
                               GError **error)
{
  return tie_db_get_text (db, error, "SELECT id FROM remote WHERE connection = ? AND kind = 5 AND type = ? AND is_active AND NOT is_deleted ORDER BY length (id), id LIMIT 1", "ss", connection, type);
}

gint64
tie_remote_table_count (TieDb *db,
                        const char *connection,
                        TieKind kind,
                        GError **error)
{
  gint64 count = 0;

  if (!tie_db_get_integer (db, 0, &count, error, "SELECT count(*) FROM remote WHERE connection = ? AND kind = ? AND is_deleted = 0", "si", connection, (gint64) kind))
    return -1;
  return count;
}

gboolean
tie_remote_table_clear (TieDb *db,
                        const char *connection,
                        GError **error)
{
  tie_db_touch (db, TIE_STORE_AREA_REMOTES);
  return tie_db_run (db, error, "DELETE FROM remote_raw WHERE connection = ?", "s", connection) &&
         tie_db_run (db, error, "DELETE FROM remote_applied WHERE connection = ?", "s", connection) &&
         tie_db_run (db, error, "DELETE FROM remote_money WHERE connection = ?", "s", connection) &&
         tie_db_run (db, error, "DELETE FROM remote WHERE connection = ?", "s", connection) &&
         tie_db_run (db, error, "DELETE FROM cursor WHERE connection = ?", "s", connection);
}

gboolean
tie_remote_table_mark_unseen (TieDb *db,
                              const char *connection,
                              TieKind kind,
                              const char *since,
                              GError **error)
{
  if (!tie_db_run (db, error, "UPDATE remote SET is_deleted = 1 WHERE connection = ? AND kind = ? AND seen < ? AND is_deleted = 0", "sis", connection, (gint64) kind, since))
    return FALSE;
  if (tie_db_get_changes (db) > 0)
    tie_db_touch (db, TIE_STORE_AREA_REMOTES);
  return TRUE;
}
