/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-xero-records"
#include "config.h"

#include "base/tie-random.h"
#include "sandbox/xero/tie-sandbox-xero.h"

void
tie_sandbox_xero_create_tables (TieSandboxStore *store)
{
  static const char *const statements[] = {
    "CREATE TABLE IF NOT EXISTS xero_record (seq INTEGER PRIMARY KEY, tenant TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,"
    " number TEXT, name TEXT, status TEXT, contact TEXT, updated INTEGER NOT NULL, json TEXT NOT NULL)",
    "CREATE UNIQUE INDEX IF NOT EXISTS xero_record_id ON xero_record (tenant, kind, id)",
    "CREATE INDEX IF NOT EXISTS xero_record_number ON xero_record (tenant, kind, number)",
    "CREATE INDEX IF NOT EXISTS xero_record_name ON xero_record (tenant, kind, name)",
    "CREATE INDEX IF NOT EXISTS xero_record_contact ON xero_record (contact) WHERE contact IS NOT NULL",
    "CREATE TABLE IF NOT EXISTS xero_connection (id TEXT PRIMARY KEY NOT NULL, tenant TEXT NOT NULL UNIQUE, event TEXT NOT NULL, created INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS xero_consent (chain TEXT PRIMARY KEY NOT NULL, challenge TEXT NOT NULL, scope TEXT NOT NULL, event TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS xero_reply (key TEXT PRIMARY KEY NOT NULL, print TEXT NOT NULL, status INTEGER NOT NULL, body TEXT, at INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS xero_call (tenant TEXT NOT NULL, at INTEGER NOT NULL)",
    "CREATE INDEX IF NOT EXISTS xero_call_at ON xero_call (tenant, at)",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++)
    tie_sandbox_store_run (store, statements[i], "");
}

TieSandboxXeroRecord *
tie_sandbox_xero_record_new (const char *kind)
{
  TieSandboxXeroRecord *self = g_new0 (TieSandboxXeroRecord, 1);

  self->kind = g_intern_string (kind);
  self->object = json_object_new ();
  return self;
}

void
tie_sandbox_xero_record_free (TieSandboxXeroRecord *self)
{
  g_free (self->id);
  g_free (self->number);
  g_free (self->name);
  g_free (self->status);
  g_free (self->contact);
  json_object_unref (self->object);
  g_free (self);
}

static TieSandboxXeroRecord *
read_row (TieSandboxStore *store,
          TieSandboxStatement *statement,
          const char *kind)
{
  TieSandboxXeroRecord *record;
  g_autoptr (JsonNode) root = NULL;

  if (!tie_sandbox_store_step (store, statement))
    return NULL;
  root = tie_sandbox_json_parse ((const char *) sqlite3_column_text (statement, 6));
  record = tie_sandbox_xero_record_new (kind);
  record->id = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  record->number = g_strdup ((const char *) sqlite3_column_text (statement, 1));
  record->name = g_strdup ((const char *) sqlite3_column_text (statement, 2));
  record->status = g_strdup ((const char *) sqlite3_column_text (statement, 3));
  record->contact = g_strdup ((const char *) sqlite3_column_text (statement, 4));
  record->updated = sqlite3_column_int64 (statement, 5);
  json_object_unref (record->object);
  record->object = tie_sandbox_json_copy (json_node_get_object (root));
  return record;
}

#define COLUMNS "SELECT id, number, name, status, contact, updated, json FROM xero_record WHERE tenant = ? AND kind = ? AND "

static TieSandboxXeroRecord *
find (TieSandboxXeroCall *call,
      const char *sql,
      const char *kind,
      const char *value)
{
  g_autoptr (TieSandboxStatement) statement = tie_sandbox_store_query (call->store, sql, "sss", call->tenant, kind, value);

  return read_row (call->store, statement, kind);
}

TieSandboxXeroRecord *
tie_sandbox_xero_get (TieSandboxXeroCall *call,
                      const char *kind,
                      const char *id)
{
  g_autofree char *lower = id != NULL ? g_ascii_strdown (id, -1) : NULL;

  return lower != NULL ? find (call, COLUMNS "id = ?", kind, lower) : NULL;
}

TieSandboxXeroRecord *
tie_sandbox_xero_find_number (TieSandboxXeroCall *call,
                              const char *kind,
                              const char *number)
{
  g_autofree char *folded = number != NULL ? tie_sandbox_fold (number) : NULL;

  return folded != NULL ? find (call, COLUMNS "number = ? ORDER BY seq LIMIT 1", kind, folded) : NULL;
}

TieSandboxXeroRecord *
tie_sandbox_xero_find_name (TieSandboxXeroCall *call,
                            const char *kind,
                            const char *name)
{
  g_autofree char *folded = name != NULL ? tie_sandbox_fold (name) : NULL;

  return folded != NULL ? find (call, COLUMNS "name = ? AND status IS NOT 'ARCHIVED' ORDER BY seq LIMIT 1", kind, folded) : NULL;
}

static char *
dup_folded (JsonObject *object,
            const char *member)
{
  const char *text = member != NULL ? tie_sandbox_json_get_text (object, member) : NULL;

  return text != NULL && *text != '\0' ? tie_sandbox_fold (text) : NULL;
}

void
tie_sandbox_xero_put (TieSandboxXeroCall *call,
                      TieSandboxXeroRecord *record)
{
  const TieSandboxXeroKind *kind = tie_sandbox_xero_kind_get (record->kind);
  JsonObject *contact = tie_sandbox_json_get_object (record->object, "Contact");
  g_autofree char *moment = NULL;
  g_autofree char *json = NULL;

  if (record->id == NULL)
    record->id = tie_random_uuid ();
  /* No two changes share a stamp, so that a reader who goes by them misses none. */
  record->updated = MAX (tie_sandbox_xero_now (call),
                         tie_sandbox_store_get_number (call->store, "SELECT max(updated) + 1 FROM xero_record WHERE tenant = ? AND kind = ?", "ss", call->tenant, record->kind));
  moment = tie_sandbox_xero_format_moment (record->updated);
  if ((kind->traits & TIE_SANDBOX_XERO_HIDDEN_ID) == 0)
    json_object_set_string_member (record->object, kind->id_member, record->id);
  if ((kind->traits & TIE_SANDBOX_XERO_STAMPED) != 0)
    json_object_set_string_member (record->object, "UpdatedDateUTC", moment);
  g_free (record->number);
  record->number = dup_folded (record->object, kind->number_member);
  g_free (record->name);
  record->name = dup_folded (record->object, kind->name_member);
  g_free (record->status);
  record->status = g_strdup (kind->status_member != NULL ? tie_sandbox_json_get_text (record->object, kind->status_member) : NULL);
  g_free (record->contact);
  record->contact = g_strdup (contact != NULL ? tie_sandbox_json_get_text (contact, "ContactID") : NULL);
  json = tie_sandbox_json_write_object (record->object);
  tie_sandbox_store_run (call->store,
                         "INSERT INTO xero_record (tenant, kind, id, number, name, status, contact, updated, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                         " ON CONFLICT (tenant, kind, id) DO UPDATE SET number = excluded.number, name = excluded.name, status = excluded.status,"
                         " contact = excluded.contact, updated = excluded.updated, json = excluded.json",
                         "sssssssis", call->tenant, record->kind, record->id, record->number, record->name, record->status,
                         record->contact, record->updated, json);
}

void
tie_sandbox_xero_drop (TieSandboxXeroCall *call,
                       TieSandboxXeroRecord *record)
{
  tie_sandbox_store_run (call->store, "DELETE FROM xero_record WHERE tenant = ? AND kind = ? AND id = ?", "sss", call->tenant, record->kind, record->id);
}
