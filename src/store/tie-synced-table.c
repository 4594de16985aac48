/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-synced-table"
#include "config.h"

#include <string.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "store/tie-db.h"
#include "store/tie-synced-table.h"

/* Texts of parts are joined with characters that no field can hold. */
#define FIELD "|| char (31) ||"
#define ROW "char (30)"

#define LINES_TEXT                                                                                                        \
  "coalesce ((SELECT group_concat (part, " ROW ") FROM (SELECT coalesce (l.work_code, '') " FIELD                         \
  " coalesce (l.expense_code, '') " FIELD " l.text " FIELD " l.quantity " FIELD " l.rate " FIELD " l.amount " FIELD       \
  " coalesce (l.tax_code, '') AS part FROM document_line l WHERE l.document = d.id ORDER BY l.position, l.id)), '')"
#define DOCUMENT_TEXT                                                                                                     \
  "d.kind " FIELD " d.number " FIELD " d.contact " FIELD " coalesce (d.site, '') " FIELD " d.date " FIELD                 \
  " coalesce (d.terms, '') " FIELD " d.due " FIELD " d.reference " FIELD " d.text " FIELD " coalesce (d.tax_code, '') "   \
  FIELD " d.freight " FIELD " d.discount " FIELD " d.total " FIELD " d.is_void " FIELD LINES_TEXT
/* TIE_LACKS_OPEN_REFUNDS of the active company: a refund names what it pays back.  That is part of the refund then, and of
 * nothing else. */
#define NAMED_BY_REFUND "EXISTS (SELECT 1 FROM connection n WHERE n.is_active = 1 AND n.lacks & 256)"
#define APPLIED_TEXT(field)                                                                                               \
  "coalesce ((SELECT group_concat (part, " ROW ") FROM (SELECT coalesce (a.document, a.refund) " FIELD " a.amount AS part FROM allocation a" \
  " WHERE a." field " = d.id AND (a.refund IS NULL OR NOT " NAMED_BY_REFUND ") ORDER BY 1)), '')"
#define REFUNDED_TEXT                                                                                                     \
  "CASE WHEN d.kind = 'refund' AND " NAMED_BY_REFUND " THEN " ROW " || coalesce ((SELECT group_concat (part, " ROW ") FROM" \
  " (SELECT coalesce (a.credit, a.payment) " FIELD " a.amount AS part FROM allocation a WHERE a.refund = d.id ORDER BY 1)), '') ELSE '' END"
#define PAYMENT_TEXT                                                                                                      \
  "d.kind " FIELD " d.number " FIELD " d.contact " FIELD " d.date " FIELD " d.amount " FIELD " d.method " FIELD           \
  " d.reference " FIELD " d.is_void " FIELD APPLIED_TEXT ("payment") " || " REFUNDED_TEXT
#define CREDIT_TEXT "d.contact " FIELD " d.is_void " FIELD APPLIED_TEXT ("credit")

/* What is linked: an import that was undone leaves its row behind. */
#define SENT "FROM synced s JOIN link k ON k.connection = s.connection AND k.kind = s.kind AND k.local_id = s.local_id"

#define COLUMNS "kind, local_id, remote_id, version, moment, run, number, total, fields"

void
tie_synced_free (TieSynced *self)
{
  g_free (self->local_id);
  g_free (self->remote_id);
  g_free (self->version);
  g_free (self->moment);
  g_free (self->run);
  g_free (self->number);
  g_free (self->fields);
  g_free (self);
}

static TieSynced *
read_row (sqlite3_stmt *statement)
{
  TieSynced *self = g_new0 (TieSynced, 1);

  self->kind = (TieKind) sqlite3_column_int (statement, 0);
  self->local_id = tie_db_dup_column (statement, 1);
  self->remote_id = tie_db_dup_column (statement, 2);
  self->version = tie_db_dup_column (statement, 3);
  self->moment = tie_db_dup_column (statement, 4);
  self->run = tie_db_dup_column (statement, 5);
  self->number = tie_db_dup_column (statement, 6);
  self->total = sqlite3_column_int64 (statement, 7);
  self->fields = tie_db_dup_column (statement, 8);
  return self;
}

GPtrArray *
tie_synced_table_list (TieDb *db,
                       const char *connection,
                       TieKind kind,
                       GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_synced_free);
  sqlite3_stmt *statement = tie_db_query (db, error, "SELECT " COLUMNS " FROM synced WHERE connection = ? AND kind = ?", "si", connection, (gint64) kind);
  TieStep step;

  if (statement == NULL)
    return NULL;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    g_ptr_array_add (rows, read_row (statement));
  return step == TIE_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

TieSynced *
tie_synced_table_get (TieDb *db,
                      const char *connection,
                      TieKind kind,
                      const char *local_id,
                      GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error, "SELECT " COLUMNS " FROM synced WHERE connection = ? AND kind = ? AND local_id = ?", "sis", connection, (gint64) kind, local_id);
  TieSynced *self;

  if (statement == NULL || tie_db_step (db, statement, error) != TIE_STEP_ROW)
    return NULL;
  self = read_row (statement);
  sqlite3_reset (statement);
  return self;
}

gboolean
tie_synced_table_save (TieDb *db,
                       const char *connection,
                       const TieSynced *synced,
                       GError **error)
{
  g_autofree char *now = synced->moment == NULL ? tie_date_now () : NULL;

  tie_db_touch (db, TIE_STORE_AREA_OUTBOX);
  return tie_db_run (db, error, "INSERT OR REPLACE INTO synced (connection, " COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     "sissssssit",
                     connection,
                     (gint64) synced->kind,
                     synced->local_id,
                     synced->remote_id,
                     synced->version,
                     synced->moment != NULL ? synced->moment : now,
                     synced->run,
                     synced->number,
                     synced->total,
                     synced->fields);
}

gboolean
tie_synced_table_delete (TieDb *db,
                         const char *connection,
                         TieKind kind,
                         const char *local_id,
                         GError **error)
{
  tie_db_touch (db, TIE_STORE_AREA_OUTBOX);
  return tie_db_run (db, error, "DELETE FROM synced WHERE connection = ? AND kind = ? AND local_id = ?", "sis", connection, (gint64) kind, local_id);
}

gboolean
tie_synced_table_accept (TieDb *db,
                         const char *connection,
                         TieKind kind,
                         const char *local_id,
                         GError **error)
{
#define NOW "SELECT r.version FROM remote r WHERE r.connection = synced.connection AND r.kind = synced.kind AND r.id = synced.remote_id"
  tie_db_touch (db, TIE_STORE_AREA_OUTBOX);
  if (!tie_db_run (db, error, "UPDATE synced SET version = (" NOW ") WHERE connection = ? AND kind = ? AND local_id = ? AND EXISTS (" NOW ")", "sis",
                   connection, (gint64) kind, local_id))
    return FALSE;
#undef NOW
  if (tie_db_get_changes (db) > 0)
    return TRUE;
  g_set_error (error, TIE_ERROR, TIE_ERROR_GONE, "%s was never read at the package", local_id);
  return FALSE;
}

/* ---- the fingerprint ---- */

static char *
make_state (const char *text)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

char *
tie_synced_table_get_state (TieDb *db,
                            TieKind kind,
                            const char *local_id,
                            GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (tie_kind_is_money (kind), NULL);

  if (tie_kind_is_payment (kind))
    text = tie_db_get_text (db, &local_error, "SELECT " PAYMENT_TEXT " FROM payment d WHERE d.id = ?", "s", local_id);
  else
    text = tie_db_get_text (db, &local_error, "SELECT " DOCUMENT_TEXT " FROM document d WHERE d.id = ?", "s", local_id);
  if (text == NULL && local_error == NULL && tie_kind_is_payment (kind))
    text = tie_db_get_text (db, &local_error, "SELECT " CREDIT_TEXT " FROM document d WHERE d.id = ?", "s", local_id);
  if (text != NULL)
    return make_state (text);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error (error, TIE_ERROR, TIE_ERROR_NOT_FOUND, "No such document or payment: %s", local_id);
  return NULL;
}

/* fields: the state, and perhaps more after a tab. */
static gboolean
is_state_of (const char *state,
             const char *fields)
{
  gsize length = strlen (state);

  return strncmp (fields, state, length) == 0 && (fields[length] == '\0' || fields[length] == '\t');
}

gboolean
tie_synced_table_is_changed (TieDb *db,
                             const char *connection,
                             TieKind kind,
                             const char *local_id,
                             gboolean *is_changed,
                             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *fields = tie_db_get_text (db, &local_error,
                                             "SELECT s.fields " SENT " WHERE s.connection = ? AND s.kind = ? AND s.local_id = ?",
                                             "sis", connection, (gint64) kind, local_id);
  g_autofree char *state = NULL;

  *is_changed = FALSE;
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (fields == NULL)
    return TRUE;
  state = tie_synced_table_get_state (db, kind, local_id, error);
  if (state == NULL)
    return FALSE;
  *is_changed = !is_state_of (state, fields);
  return TRUE;
}

static gboolean
list_changed (TieDb *db,
              const char *sql,
              const char *connection,
              TieKind kind,
              GPtrArray *ids,
              GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error, sql, "si", connection, (gint64) kind);
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      g_autofree char *state = make_state (tie_db_column_text (statement, 2));

      if (!is_state_of (state, tie_db_column_text (statement, 1)))
        g_ptr_array_add (ids, tie_db_dup_column (statement, 0));
    }
  return step == TIE_STEP_DONE;
}

GPtrArray *
tie_synced_table_list_changed (TieDb *db,
                               const char *connection,
                               TieKind kind,
                               GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  gboolean is_good;

  g_return_val_if_fail (tie_kind_is_money (kind), NULL);

  if (tie_kind_is_payment (kind))
    is_good = list_changed (db, "SELECT s.local_id, s.fields, " PAYMENT_TEXT " " SENT " JOIN payment d ON d.id = s.local_id WHERE s.connection = ? AND s.kind = ?", connection, kind, ids, error) &&
              list_changed (db, "SELECT s.local_id, s.fields, " CREDIT_TEXT " " SENT " JOIN document d ON d.id = s.local_id WHERE s.connection = ? AND s.kind = ?", connection, kind, ids, error);
  else
    is_good = list_changed (db, "SELECT s.local_id, s.fields, " DOCUMENT_TEXT " " SENT " JOIN document d ON d.id = s.local_id WHERE s.connection = ? AND s.kind = ?", connection, kind, ids, error);
  return is_good ? g_steal_pointer (&ids) : NULL;
}

/* The kinds there: 8 sales invoice, 9 credit note, 12 what it is used for, 14 refund.  A package that applies credits itself has
 * less of it open than is open here, and is left alone. */
#define NOT_USED                                                                                          \
  "SELECT d.id FROM document d JOIN link k ON k.connection = ?1 AND k.kind = 9 AND k.local_id = d.id"     \
  " JOIN remote_money m ON m.connection = k.connection AND m.kind = k.kind AND m.id = k.remote_id"        \
  " WHERE d.kind = 'credit' AND d.is_void = 0 AND (?2 IS NULL OR d.id = ?2)"                              \
  " AND NOT EXISTS (SELECT 1 FROM link u WHERE u.connection = ?1 AND u.kind = 12 AND u.local_id = d.id)"  \
  " AND m.balance > d.total - (SELECT coalesce (sum (a.amount), 0) FROM allocation a WHERE a.credit = d.id)" \
  " AND EXISTS (SELECT 1 FROM allocation a JOIN link i ON i.connection = ?1 AND i.kind IN (8, 14)"        \
  " AND i.local_id = coalesce (a.document, a.refund) WHERE a.credit = d.id AND a.amount <> 0"             \
  " AND (a.refund IS NULL OR NOT " NAMED_BY_REFUND "))"

GPtrArray *
tie_synced_table_list_not_used (TieDb *db,
                                const char *connection,
                                const char *id,
                                GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = tie_db_query (db, error, NOT_USED, "ss", connection, id);
  TieStep step;

  if (statement == NULL)
    return NULL;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    g_ptr_array_add (ids, tie_db_dup_column (statement, 0));
  return step == TIE_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

/* (transfer full) (element-type TieLink) */
static GPtrArray *
list_links (TieDb *db,
            const char *sql,
            const char *connection,
            TieKind kind,
            GError **error)
{
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_link_free);
  sqlite3_stmt *statement = tie_db_query (db, error, sql, "si", connection, (gint64) kind);
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

#define PAIRED                                                                                            \
  " JOIN remote r ON r.connection = k.connection AND r.kind = k.kind AND r.id = k.remote_id"              \
  " LEFT JOIN remote_money m ON m.connection = r.connection AND m.kind = r.kind AND m.id = r.id"
#define GONE "(r.is_deleted = 1 OR m.is_void = 1)"

GPtrArray *
tie_synced_table_list_gone (TieDb *db,
                            const char *connection,
                            TieKind kind,
                            GError **error)
{
  return list_links (db,
                     "SELECT k.local_id, k.remote_id FROM link k JOIN document d ON d.id = k.local_id AND d.is_void = 0" PAIRED
                     " WHERE k.connection = ? AND k.kind = ? AND " GONE " ORDER BY k.local_id",
                     connection, kind, error);
}

/* A credit note that is used for nothing any more, and a void payment, have nothing left to lose. */
#define IS_ALIVE                                                                                          \
  "(EXISTS (SELECT 1 FROM payment p WHERE p.id = k.local_id AND p.is_void = 0)"                           \
  " OR EXISTS (SELECT 1 FROM allocation a WHERE a.credit = k.local_id))"

GPtrArray *
tie_synced_table_list_touched (TieDb *db,
                               const char *connection,
                               TieKind kind,
                               GError **error)
{
  return list_links (db,
                     "SELECT k.local_id, k.remote_id FROM link k" PAIRED
                     " LEFT JOIN synced y ON y.connection = k.connection AND y.kind = k.kind AND y.local_id = k.local_id"
                     " WHERE k.connection = ? AND k.kind = ? AND (" GONE " OR y.version IS NOT r.version) AND " IS_ALIVE " ORDER BY k.local_id",
                     connection, kind, error);
}
