/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-store"
#include "config.h"

#include <gio/gio.h>

#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-store.h"

struct _TieSandboxStore
{
  sqlite3 *db;          /* (owned) */
  GHashTable *prepared; /* (owned): statements at rest, by their text */
  guint depth;          /* of open transactions */
  gint64 changes;       /* puts so far */
  gboolean failed;      /* since the outermost begin */
};

/* document_page serves paging: it holds all that is needed to skip rows without reading them.  document_party is used only where a
 * query says party <> 0, too.  Files of the first versions have their journal in a table of that name, with less in it. */
static const char schema[] =
  "CREATE TABLE IF NOT EXISTS document ("
  "  entity TEXT NOT NULL, id INTEGER NOT NULL, token INTEGER NOT NULL, state INTEGER NOT NULL, name TEXT,"
  "  unique_name TEXT, party INTEGER NOT NULL, open INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL,"
  "  json TEXT NOT NULL, PRIMARY KEY (entity, id));"
  "CREATE INDEX IF NOT EXISTS document_page ON document (entity, id, state);"
  "CREATE INDEX IF NOT EXISTS document_name ON document (entity, name);"
  "CREATE INDEX IF NOT EXISTS document_unique ON document (unique_name) WHERE unique_name IS NOT NULL;"
  "CREATE INDEX IF NOT EXISTS document_updated ON document (entity, updated);"
  "CREATE INDEX IF NOT EXISTS document_party ON document (party, entity) WHERE party <> 0;"
  "CREATE TABLE IF NOT EXISTS applied ("
  "  payment INTEGER NOT NULL, entity TEXT NOT NULL, id INTEGER NOT NULL, amount INTEGER NOT NULL);"
  "CREATE INDEX IF NOT EXISTS applied_to ON applied (entity, id);"
  "CREATE INDEX IF NOT EXISTS applied_from ON applied (payment);"
  "CREATE TABLE IF NOT EXISTS reply (requestid TEXT PRIMARY KEY NOT NULL, body TEXT NOT NULL, answer TEXT NOT NULL);"
  "CREATE TABLE IF NOT EXISTS token ("
  "  value TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL, chain TEXT NOT NULL, redirect TEXT, issued INTEGER NOT NULL,"
  "  expires INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0);"
  "CREATE INDEX IF NOT EXISTS token_chain ON token (chain, kind);"
  "DROP TABLE IF EXISTS journal;"
  "CREATE TABLE IF NOT EXISTS request ("
  "  id INTEGER PRIMARY KEY, method TEXT NOT NULL, path TEXT NOT NULL, query TEXT, headers TEXT NOT NULL, body TEXT,"
  "  status INTEGER NOT NULL, fault TEXT, came INTEGER NOT NULL, at_once INTEGER NOT NULL);"
  "CREATE TABLE IF NOT EXISTS sequence (name TEXT PRIMARY KEY NOT NULL, value INTEGER NOT NULL);"
  "CREATE TABLE IF NOT EXISTS setting (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL);";

TieSandboxDocument *
tie_sandbox_document_new (const char *entity)
{
  TieSandboxDocument *self = g_new0 (TieSandboxDocument, 1);

  self->entity = g_intern_string (entity);
  return self;
}

void
tie_sandbox_document_free (TieSandboxDocument *self)
{
  g_free (self->name);
  g_free (self->unique_name);
  g_clear_pointer (&self->object, json_object_unref);
  g_free (self);
}

/* The disk can be full or the file damaged; the request that met it ends as a server error. */
static void
fail (TieSandboxStore *self,
      const char *sql)
{
  g_message ("%s: %s", sqlite3_errmsg (self->db), sql);
  self->failed = TRUE;
}

/* Statements that end where they began are prepared once: creating many objects would else spend half its time on it. */
static TieSandboxStatement *
acquire (TieSandboxStore *self,
         const char *sql)
{
  TieSandboxStatement *statement = g_hash_table_lookup (self->prepared, sql);

  if (statement != NULL)
    g_hash_table_steal (self->prepared, sql);
  else if (sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL) != SQLITE_OK)
    fail (self, sql);
  return statement;
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

static void
release (TieSandboxStore *self,
         TieSandboxStatement *statement)
{
  if (statement == NULL)
    return;
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  g_hash_table_replace (self->prepared, (gpointer) sqlite3_sql (statement), statement);
}

TieSandboxStore *
tie_sandbox_store_open (const char *path,
                        GError **error)
{
  g_autoptr (TieSandboxStore) self = g_new0 (TieSandboxStore, 1);

  self->prepared = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, finalize_statement);
  if (sqlite3_open_v2 (path != NULL ? path : ":memory:", &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK
      || sqlite3_busy_timeout (self->db, 5000) != SQLITE_OK
      || sqlite3_exec (self->db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;", NULL, NULL, NULL) != SQLITE_OK
      || sqlite3_exec (self->db, schema, NULL, NULL, NULL) != SQLITE_OK)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The company's data cannot be opened: %s", sqlite3_errmsg (self->db));
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
tie_sandbox_store_free (TieSandboxStore *self)
{
  g_hash_table_unref (self->prepared);
  sqlite3_close (self->db);
  g_free (self);
}

static void
bind_arguments (TieSandboxStatement *statement,
                const char *types,
                va_list args)
{
  for (int i = 0; types[i] != '\0'; i++)
    {
      if (types[i] == 'i')
        sqlite3_bind_int64 (statement, i + 1, va_arg (args, gint64));
      else
        sqlite3_bind_text (statement, i + 1, va_arg (args, const char *), -1, SQLITE_TRANSIENT);
    }
}

TieSandboxStatement *
tie_sandbox_store_query (TieSandboxStore *self,
                         const char *sql,
                         const char *types,
                         ...)
{
  TieSandboxStatement *statement = NULL;
  va_list args;

  if (sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL) != SQLITE_OK)
    {
      fail (self, sql);
      return NULL;
    }
  va_start (args, types);
  bind_arguments (statement, types, args);
  va_end (args);
  return statement;
}

gboolean
tie_sandbox_store_step (TieSandboxStore *self,
                        TieSandboxStatement *statement)
{
  int result = statement != NULL ? sqlite3_step (statement) : SQLITE_DONE;

  if (result != SQLITE_ROW && result != SQLITE_DONE)
    fail (self, sqlite3_sql (statement));
  return result == SQLITE_ROW;
}

gint64
tie_sandbox_store_run (TieSandboxStore *self,
                       const char *sql,
                       const char *types,
                       ...)
{
  TieSandboxStatement *statement = acquire (self, sql);
  va_list args;

  va_start (args, types);
  bind_arguments (statement, types, args);
  va_end (args);
  while (tie_sandbox_store_step (self, statement))
    ;
  release (self, statement);
  return sqlite3_changes64 (self->db);
}

gint64
tie_sandbox_store_get_number (TieSandboxStore *self,
                              const char *sql,
                              const char *types,
                              ...)
{
  TieSandboxStatement *statement = acquire (self, sql);
  gint64 number;
  va_list args;

  va_start (args, types);
  bind_arguments (statement, types, args);
  va_end (args);
  number = tie_sandbox_store_step (self, statement) ? sqlite3_column_int64 (statement, 0) : 0;
  release (self, statement);
  return number;
}

void
tie_sandbox_store_begin (TieSandboxStore *self)
{
  if (self->depth++ == 0)
    self->failed = FALSE;
  tie_sandbox_store_run (self, "SAVEPOINT step", "");
}

gboolean
tie_sandbox_store_commit (TieSandboxStore *self)
{
  g_return_val_if_fail (self->depth > 0, FALSE);

  if (self->depth == 1 && self->failed)
    {
      tie_sandbox_store_rollback (self);
      return FALSE;
    }
  tie_sandbox_store_run (self, "RELEASE step", "");
  self->depth--;
  return !self->failed;
}

void
tie_sandbox_store_rollback (TieSandboxStore *self)
{
  g_return_if_fail (self->depth > 0);

  tie_sandbox_store_run (self, "ROLLBACK TO step", "");
  tie_sandbox_store_run (self, "RELEASE step", "");
  self->depth--;
  self->changes++;
}

TieSandboxDocument *
tie_sandbox_store_get (TieSandboxStore *self,
                       const char *entity,
                       gint64 id,
                       gboolean also_gone)
{
  g_autoptr (TieSandboxStatement) statement = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (TieSandboxDocument) document = tie_sandbox_document_new (entity);

  statement = tie_sandbox_store_query (self,
                                       "SELECT token, state, name, unique_name, party, open, created, updated, json"
                                       " FROM document WHERE entity = ? AND id = ?",
                                       "si", entity, id);
  if (!tie_sandbox_store_step (self, statement))
    return NULL;
  document->id = id;
  document->token = sqlite3_column_int64 (statement, 0);
  document->state = sqlite3_column_int (statement, 1);
  document->name = g_strdup ((const char *) sqlite3_column_text (statement, 2));
  document->unique_name = g_strdup ((const char *) sqlite3_column_text (statement, 3));
  document->party = sqlite3_column_int64 (statement, 4);
  document->open = sqlite3_column_int64 (statement, 5);
  document->created = sqlite3_column_int64 (statement, 6);
  document->updated = sqlite3_column_int64 (statement, 7);
  if (document->state >= TIE_SANDBOX_DELETED && !also_gone)
    return NULL;
  root = tie_sandbox_json_parse ((const char *) sqlite3_column_text (statement, 8));
  g_return_val_if_fail (root != NULL && JSON_NODE_HOLDS_OBJECT (root), NULL);
  document->object = tie_sandbox_json_copy (json_node_get_object (root));
  return g_steal_pointer (&document);
}

GTimeZone *
tie_sandbox_get_time_zone (void)
{
  static gsize zone; /* for ever, and for all sandboxes of the process */

  if (g_once_init_enter (&zone))
    {
      GTimeZone *pacific = g_time_zone_new_identifier ("America/Los_Angeles");

      g_once_init_leave (&zone, GPOINTER_TO_SIZE (pacific != NULL ? pacific : g_time_zone_new_offset (-8 * 3600)));
    }
  return GSIZE_TO_POINTER (zone);
}

char *
tie_sandbox_format_time (gint64 seconds)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, tie_sandbox_get_time_zone ());

  return g_date_time_format (local, "%Y-%m-%dT%H:%M:%S%:z");
}

static void
write_head (TieSandboxDocument *document)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, document->id);
  g_autofree char *token = g_strdup_printf ("%" G_GINT64_FORMAT, document->token);
  g_autofree char *created = tie_sandbox_format_time (document->created);
  g_autofree char *updated = tie_sandbox_format_time (document->updated);
  JsonObject *times = json_object_new ();

  json_object_set_string_member (document->object, "domain", "QBO");
  json_object_set_boolean_member (document->object, "sparse", FALSE);
  json_object_set_string_member (document->object, "Id", id);
  json_object_set_string_member (document->object, "SyncToken", token);
  json_object_set_string_member (times, "CreateTime", created);
  json_object_set_string_member (times, "LastUpdatedTime", updated);
  json_object_set_object_member (document->object, "MetaData", times);
}

static gint64
next_id (TieSandboxStore *self,
         const char *sequence)
{
  tie_sandbox_store_run (self,
                         "INSERT INTO sequence VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1",
                         "s", sequence);
  return tie_sandbox_store_get_number (self, "SELECT value FROM sequence WHERE name = ?", "s", sequence);
}

void
tie_sandbox_store_put (TieSandboxStore *self,
                       TieSandboxDocument *document,
                       const char *sequence)
{
  g_autofree char *json = NULL;

  if (document->id == 0)
    document->id = next_id (self, sequence);
  write_head (document);
  json = tie_sandbox_json_write_object (document->object);
  tie_sandbox_store_run (self,
                         "INSERT OR REPLACE INTO document (entity, id, token, state, name, unique_name, party, open,"
                         " created, updated, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                         "siiissiiiis", document->entity, document->id, document->token, (gint64) document->state,
                         document->name, document->unique_name, document->party, document->open,
                         document->created, document->updated, json);
  self->changes++;
}

char *
tie_sandbox_store_dup_json (TieSandboxStore *self,
                            const char *entity,
                            gint64 id)
{
  g_autoptr (TieSandboxStatement) statement = NULL;

  statement = tie_sandbox_store_query (self, "SELECT json FROM document WHERE entity = ? AND id = ? AND state < 2",
                                       "si", entity, id);
  return tie_sandbox_store_step (self, statement) ? g_strdup ((const char *) sqlite3_column_text (statement, 0)) : NULL;
}

gint64
tie_sandbox_store_get_changes (TieSandboxStore *self)
{
  return self->changes;
}

char *
tie_sandbox_store_dup_setting (TieSandboxStore *self,
                               const char *key)
{
  g_autoptr (TieSandboxStatement) statement = NULL;

  statement = tie_sandbox_store_query (self, "SELECT value FROM setting WHERE key = ?", "s", key);
  return tie_sandbox_store_step (self, statement) ? g_strdup ((const char *) sqlite3_column_text (statement, 0)) : NULL;
}

void
tie_sandbox_store_set_setting (TieSandboxStore *self,
                               const char *key,
                               const char *value)
{
  tie_sandbox_store_run (self, "INSERT OR REPLACE INTO setting VALUES (?, ?)", "ss", key, value);
}

void
tie_sandbox_store_clear (TieSandboxStore *self)
{
  static const char *const tables[] = { "document", "applied", "reply", "token", "request", "sequence", "setting" };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strconcat ("DELETE FROM ", tables[i], NULL);

      tie_sandbox_store_run (self, sql, "");
    }
  self->changes++;
}
