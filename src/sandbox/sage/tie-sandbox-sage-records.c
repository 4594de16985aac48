/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-sage-records"
#include "config.h"

#include <string.h>

#include "base/tie-money.h"
#include "base/tie-random.h"
#include "sandbox/sage/tie-sandbox-sage.h"

void
tie_sandbox_sage_create_tables (TieSandboxStore *store)
{
  static const char *const statements[] = {
    "CREATE TABLE IF NOT EXISTS sage_record (seq INTEGER PRIMARY KEY, business TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,"
    " key TEXT, name TEXT, status TEXT, contact TEXT, date TEXT, number INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL,"
    " deleted INTEGER NOT NULL, json TEXT NOT NULL)",
    "CREATE UNIQUE INDEX IF NOT EXISTS sage_record_id ON sage_record (business, kind, id)",
    "CREATE INDEX IF NOT EXISTS sage_record_key ON sage_record (business, kind, key)",
    "CREATE INDEX IF NOT EXISTS sage_record_name ON sage_record (business, kind, name)",
    "CREATE INDEX IF NOT EXISTS sage_record_contact ON sage_record (contact) WHERE contact IS NOT NULL",
    "CREATE TABLE IF NOT EXISTS sage_allocation (business TEXT NOT NULL, owner TEXT NOT NULL, owner_kind TEXT NOT NULL, artefact TEXT NOT NULL,"
    " amount INTEGER NOT NULL, discount INTEGER NOT NULL)",
    "CREATE INDEX IF NOT EXISTS sage_allocation_artefact ON sage_allocation (artefact)",
    "CREATE INDEX IF NOT EXISTS sage_allocation_owner ON sage_allocation (owner)",
    "CREATE TABLE IF NOT EXISTS sage_consent (chain TEXT PRIMARY KEY NOT NULL, scope TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS sage_reply (business TEXT NOT NULL, key TEXT NOT NULL, print TEXT NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL,"
    " PRIMARY KEY (business, key))",
    "CREATE TABLE IF NOT EXISTS sage_call (business TEXT NOT NULL, at INTEGER NOT NULL)",
    "CREATE INDEX IF NOT EXISTS sage_call_at ON sage_call (business, at)",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++)
    tie_sandbox_store_run (store, statements[i], "");
}

void
tie_sandbox_sage_clear_tables (TieSandboxStore *store)
{
  static const char *const statements[] = {
    "DELETE FROM sage_record", "DELETE FROM sage_allocation", "DELETE FROM sage_consent", "DELETE FROM sage_reply", "DELETE FROM sage_call",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++)
    tie_sandbox_store_run (store, statements[i], "");
}

/* 32 hex digits without hyphens. */
char *
tie_sandbox_sage_new_id (void)
{
  g_autofree char *uuid = tie_random_uuid ();
  g_auto (GStrv) parts = g_strsplit (uuid, "-", -1);

  return g_strjoinv ("", parts);
}

gint64
tie_sandbox_sage_now (TieSandboxSageCall *call)
{
  return tie_sandbox_company_now (call->service->company);
}

static char *
format_moment (gint64 seconds)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (seconds);

  return g_date_time_format (moment, "%Y-%m-%dT%H:%M:%SZ");
}

gboolean
tie_sandbox_sage_parse_moment (const char *text,
                               gint64 *seconds)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (text, NULL);

  if (moment == NULL)
    return FALSE;
  *seconds = g_date_time_to_unix (moment);
  return TRUE;
}

char *
tie_sandbox_sage_format_day (gint64 seconds)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (seconds);

  return g_date_time_format (moment, "%Y-%m-%d");
}

static GDateTime *
parse_day (const char *text)
{
  g_autofree char *whole = g_strconcat (text, "T00:00:00Z", NULL);

  return strlen (text) == 10 ? g_date_time_new_from_iso8601 (whole, NULL) : NULL;
}

gboolean
tie_sandbox_sage_is_day (const char *text)
{
  g_autoptr (GDateTime) day = parse_day (text);

  return day != NULL;
}

char *
tie_sandbox_sage_add_days (const char *day,
                           int days)
{
  g_autoptr (GDateTime) from = parse_day (day);
  g_autoptr (GDateTime) to = g_date_time_add_days (from, days);

  return g_date_time_format (to, "%Y-%m-%d");
}

void
tie_sandbox_sage_set_number (JsonObject *object,
                             const char *member,
                             gint64 value,
                             guint decimals)
{
  g_autofree char *text = tie_decimal_format (value, decimals, 1);

  json_object_set_string_member (object, member, text);
}

gint64
tie_sandbox_sage_get_number (JsonObject *object,
                             const char *member,
                             guint decimals)
{
  gint64 value = 0;

  return tie_sandbox_json_get_decimal (object, member, decimals, &value) ? value : 0;
}

void
tie_sandbox_sage_set_reference (JsonObject *object,
                                const char *member,
                                const char *plural,
                                const char *id,
                                const char *displayed)
{
  JsonObject *reference = json_object_new ();
  g_autofree char *path = g_strdup_printf ("/%s/%s", plural, id);

  json_object_set_string_member (reference, "id", id);
  json_object_set_string_member (reference, "displayed_as", displayed != NULL ? displayed : "");
  json_object_set_string_member (reference, "$path", path);
  json_object_set_object_member (object, member, reference);
}

const char *
tie_sandbox_sage_get_reference (JsonObject *object,
                                const char *member)
{
  return tie_sandbox_json_get_text (tie_sandbox_json_get_object (object, member), "id");
}

TieSandboxSageRecord *
tie_sandbox_sage_record_new (const TieSandboxSageKind *kind)
{
  TieSandboxSageRecord *self = g_new0 (TieSandboxSageRecord, 1);

  self->kind = kind;
  self->object = json_object_new ();
  return self;
}

void
tie_sandbox_sage_record_free (TieSandboxSageRecord *self)
{
  g_free (self->id);
  g_free (self->key);
  g_free (self->name);
  g_free (self->status);
  g_free (self->contact);
  g_free (self->date);
  json_object_unref (self->object);
  g_free (self);
}

static TieSandboxSageRecord *
find (TieSandboxSageCall *call,
      const char *kind,
      const char *column,
      const char *value)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id, key, name, status, contact, date, number, created, updated, json FROM sage_record"
                                          " WHERE business = ? AND kind = ? AND %s = ? AND deleted = 0 ORDER BY seq LIMIT 1", column);
  g_autoptr (TieSandboxStatement) statement = tie_sandbox_store_query (call->store, sql, "sss", call->business, kind, value);
  g_autoptr (JsonNode) root = NULL;
  TieSandboxSageRecord *record;

  if (!tie_sandbox_store_step (call->store, statement))
    return NULL;
  root = tie_sandbox_json_parse ((const char *) sqlite3_column_text (statement, 9));
  record = tie_sandbox_sage_record_new (tie_sandbox_sage_kind_get (kind));
  record->id = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  record->key = g_strdup ((const char *) sqlite3_column_text (statement, 1));
  record->name = g_strdup ((const char *) sqlite3_column_text (statement, 2));
  record->status = g_strdup ((const char *) sqlite3_column_text (statement, 3));
  record->contact = g_strdup ((const char *) sqlite3_column_text (statement, 4));
  record->date = g_strdup ((const char *) sqlite3_column_text (statement, 5));
  record->number = sqlite3_column_int64 (statement, 6);
  record->created = sqlite3_column_int64 (statement, 7);
  record->updated = sqlite3_column_int64 (statement, 8);
  json_object_unref (record->object);
  record->object = tie_sandbox_json_copy (json_node_get_object (root));
  return record;
}

TieSandboxSageRecord *
tie_sandbox_sage_get (TieSandboxSageCall *call,
                      const char *kind,
                      const char *id)
{
  TieSandboxSageRecord *found = id != NULL ? find (call, kind, "id", id) : NULL;

  /* The data that came with the program name accounts by their codes and contacts by their names. */
  if (found == NULL && id != NULL && call->is_loading)
    found = tie_sandbox_sage_find_key (call, kind, id);
  if (found == NULL && id != NULL && call->is_loading)
    found = tie_sandbox_sage_find_name (call, kind, id);
  return found;
}

TieSandboxSageRecord *
tie_sandbox_sage_find_key (TieSandboxSageCall *call,
                           const char *kind,
                           const char *key)
{
  g_autofree char *folded = key != NULL ? tie_sandbox_fold (key) : NULL;

  return folded != NULL ? find (call, kind, "key", folded) : NULL;
}

TieSandboxSageRecord *
tie_sandbox_sage_find_name (TieSandboxSageCall *call,
                            const char *kind,
                            const char *name)
{
  g_autofree char *folded = name != NULL ? tie_sandbox_fold (name) : NULL;

  return folded != NULL ? find (call, kind, "name", folded) : NULL;
}

gboolean
tie_sandbox_sage_is_taken (TieSandboxSageWrite *write,
                           const char *key)
{
  g_autoptr (TieSandboxSageRecord) other = tie_sandbox_sage_find_key (write->call, write->kind->name, key);

  return other != NULL && g_strcmp0 (other->id, write->record->id) != 0;
}

static char *
dup_folded (JsonObject *object,
            const char *member)
{
  g_autofree char *text = member != NULL && json_object_has_member (object, member) ? tie_sandbox_json_dup_scalar (json_object_get_member (object, member)) : NULL;

  return text != NULL && *text != '\0' ? tie_sandbox_fold (text) : NULL;
}

static void
write_head (TieSandboxSageRecord *record)
{
  JsonObject *object = record->object;
  g_autofree char *path = g_strdup_printf ("/%s/%s", record->kind->plural, record->id);
  g_autofree char *created = format_moment (record->created);
  g_autofree char *updated = format_moment (record->updated);

  json_object_set_string_member (object, "id", record->id);
  json_object_set_string_member (object, "$path", path);
  if ((record->kind->traits & TIE_SANDBOX_SAGE_STAMPED) == 0)
    return;
  json_object_set_string_member (object, "created_at", created);
  json_object_set_string_member (object, "updated_at", updated);
}

static void
read_columns (TieSandboxSageRecord *record)
{
  const TieSandboxSageKind *kind = record->kind;
  const char *status = tie_sandbox_sage_get_reference (record->object, "status");

  g_free (record->key);
  record->key = dup_folded (record->object, kind->key_member);
  g_free (record->name);
  record->name = dup_folded (record->object, kind->name_member);
  g_free (record->status);
  record->status = g_strdup (status);
  g_free (record->contact);
  record->contact = g_strdup (tie_sandbox_sage_get_reference (record->object, "contact"));
  g_free (record->date);
  record->date = g_strdup (tie_sandbox_json_get_text (record->object, "date"));
}

/* Stamps are whole seconds, so that two changes may share one: who reads since a moment has to read that moment again. */
void
tie_sandbox_sage_put (TieSandboxSageCall *call,
                      TieSandboxSageRecord *record)
{
  g_autofree char *json = NULL;

  if (record->id == NULL)
    record->id = tie_sandbox_sage_new_id ();
  record->updated = tie_sandbox_sage_now (call);
  if (record->created == 0)
    record->created = record->updated;
  write_head (record);
  read_columns (record);
  json = tie_sandbox_json_write_object (record->object);
  tie_sandbox_store_run (call->store,
                         "INSERT INTO sage_record (business, kind, id, key, name, status, contact, date, number, created, updated, deleted, json)"
                         " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                         " ON CONFLICT (business, kind, id) DO UPDATE SET key = excluded.key, name = excluded.name, status = excluded.status,"
                         " contact = excluded.contact, date = excluded.date, number = excluded.number, updated = excluded.updated,"
                         " deleted = excluded.deleted, json = excluded.json",
                         "ssssssssiiiis", call->business, record->kind->name, record->id, record->key, record->name, record->status,
                         record->contact, record->date, record->number, record->created, record->updated, record->deleted, json);
}

void
tie_sandbox_sage_drop (TieSandboxSageCall *call,
                       TieSandboxSageRecord *record)
{
  g_autofree char *moment = format_moment (tie_sandbox_sage_now (call));

  record->deleted = tie_sandbox_sage_now (call);
  json_object_set_string_member (record->object, "deleted_at", moment);
  tie_sandbox_sage_put (call, record);
}
