/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-connection-table"
#include "config.h"

#include "base/tie-random.h"
#include "store/tie-connection-table.h"
#include "store/tie-db.h"

TieConnection *
tie_connection_new (void)
{
  TieConnection *self = g_new0 (TieConnection, 1);

  self->id = tie_random_uuid ();
  self->is_active = TRUE;
  return self;
}

TieConnection *
tie_connection_copy (const TieConnection *self)
{
  TieConnection *copy = g_new0 (TieConnection, 1);

  copy->id = g_strdup (self->id);
  copy->sign_in_id = g_strdup (self->sign_in_id);
  copy->package = g_strdup (self->package);
  copy->environment = g_strdup (self->environment);
  copy->base_uri = g_strdup (self->base_uri);
  copy->company_id = g_strdup (self->company_id);
  copy->company_name = g_strdup (self->company_name);
  copy->country = g_strdup (self->country);
  copy->currency = g_strdup (self->currency);
  copy->closed_until = g_strdup (self->closed_until);
  copy->tax_model = self->tax_model;
  copy->has_multi_currency = self->has_multi_currency;
  copy->lacks = self->lacks;
  copy->connected = g_strdup (self->connected);
  copy->last_read = g_strdup (self->last_read);
  copy->is_active = self->is_active;
  return copy;
}

void
tie_connection_free (TieConnection *self)
{
  g_free (self->id);
  g_free (self->sign_in_id);
  g_free (self->package);
  g_free (self->environment);
  g_free (self->base_uri);
  g_free (self->company_id);
  g_free (self->company_name);
  g_free (self->country);
  g_free (self->currency);
  g_free (self->closed_until);
  g_free (self->connected);
  g_free (self->last_read);
  g_free (self);
}

#define SELECT                                                                                                                            \
  "SELECT id, package, environment, base_uri, company_id, company_name, country, currency, connected, last_read, sign_in_id, closed_until," \
  " tax_model, has_multi_currency, is_active, lacks FROM connection "

static TieConnection *
read_row (sqlite3_stmt *statement)
{
  TieConnection *self = g_new0 (TieConnection, 1);

  self->id = tie_db_dup_column (statement, 0);
  self->package = tie_db_dup_column (statement, 1);
  self->environment = tie_db_dup_column (statement, 2);
  self->base_uri = tie_db_dup_column (statement, 3);
  self->company_id = tie_db_dup_column (statement, 4);
  self->company_name = tie_db_dup_column (statement, 5);
  self->country = tie_db_dup_column (statement, 6);
  self->currency = tie_db_dup_column (statement, 7);
  self->connected = tie_db_dup_column (statement, 8);
  self->last_read = tie_db_dup_column (statement, 9);
  self->sign_in_id = tie_db_dup_column (statement, 10);
  self->closed_until = tie_db_dup_column (statement, 11);
  self->tax_model = sqlite3_column_int (statement, 12);
  self->has_multi_currency = sqlite3_column_int (statement, 13) != 0;
  self->is_active = sqlite3_column_int (statement, 14) != 0;
  self->lacks = (guint) sqlite3_column_int (statement, 15);
  return self;
}

/* statement NULL: with an error. */
static GPtrArray *
read_rows (TieDb *db,
           sqlite3_stmt *statement,
           GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_connection_free);
  TieStep step;

  if (statement == NULL)
    return NULL;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    g_ptr_array_add (rows, read_row (statement));
  return step == TIE_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

TieConnection *
tie_connection_table_get_active (TieDb *db,
                                 GError **error)
{
  g_autoptr (GPtrArray) rows = read_rows (db, tie_db_query (db, error, SELECT "WHERE is_active = 1", ""), error);

  return rows != NULL && rows->len > 0 ? g_ptr_array_steal_index (rows, 0) : NULL;
}

TieConnection *
tie_connection_table_get (TieDb *db,
                          const char *id,
                          GError **error)
{
  g_autoptr (GPtrArray) rows = read_rows (db, tie_db_query (db, error, SELECT "WHERE id = ?", "s", id), error);

  return rows != NULL && rows->len > 0 ? g_ptr_array_steal_index (rows, 0) : NULL;
}

GPtrArray *
tie_connection_table_list (TieDb *db,
                           GError **error)
{
  return read_rows (db, tie_db_query (db, error, SELECT "ORDER BY is_active DESC, connected DESC, id", ""), error);
}

gboolean
tie_connection_table_save (TieDb *db,
                           const TieConnection *connection,
                           GError **error)
{
  g_return_val_if_fail (connection->id != NULL && connection->package != NULL && connection->environment != NULL, FALSE);

  tie_db_touch (db, TIE_STORE_AREA_CONNECTION);
  if (connection->is_active && !tie_db_run (db, error, "UPDATE connection SET is_active = 0 WHERE is_active = 1 AND id <> ?", "s", connection->id))
    return FALSE;
  return tie_db_run (db, error, "INSERT INTO connection (id, package, environment, base_uri, company_id, company_name, country, currency,"
                                " connected, last_read, sign_in_id, is_active, closed_until, tax_model, has_multi_currency, lacks)"
                                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                " ON CONFLICT (id) DO UPDATE SET package = excluded.package, environment = excluded.environment,"
                                " base_uri = excluded.base_uri, company_id = excluded.company_id, company_name = excluded.company_name,"
                                " country = excluded.country, currency = excluded.currency, connected = excluded.connected,"
                                " last_read = excluded.last_read, sign_in_id = excluded.sign_in_id, is_active = excluded.is_active,"
                                " closed_until = excluded.closed_until, tax_model = excluded.tax_model, has_multi_currency = excluded.has_multi_currency, lacks = excluded.lacks",
                     "sssssssssssisiii",
                     connection->id,
                     connection->package,
                     connection->environment,
                     connection->base_uri,
                     connection->company_id,
                     connection->company_name,
                     connection->country,
                     connection->currency,
                     connection->connected,
                     connection->last_read,
                     connection->sign_in_id,
                     (gint64) connection->is_active,
                     connection->closed_until,
                     (gint64) connection->tax_model,
                     (gint64) connection->has_multi_currency,
                     (gint64) connection->lacks);
}
