/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-cdc"
#include "config.h"

#include "base/tie-text.h"
#include "sandbox/tie-sandbox-operation.h"
#include "sandbox/tie-sandbox-query.h"

#define LOOK_BACK (30 * 24 * 3600)
#define MAX_OBJECTS 1000

/* Of a deleted object only the fact is told. */
static void
append_object (GString *out,
               TieSandboxStatement *statement)
{
  if (sqlite3_column_int (statement, 1) == TIE_SANDBOX_DELETED)
    {
      g_autofree char *updated = tie_sandbox_format_time (sqlite3_column_int64 (statement, 2));

      g_string_append_printf (out, "{\"domain\":\"QBO\",\"status\":\"Deleted\",\"Id\":\"%" G_GINT64_FORMAT "\",\"MetaData\":{\"LastUpdatedTime\":\"%s\"}}",
                              (gint64) sqlite3_column_int64 (statement, 0), updated);
    }
  else
    g_string_append (out, (const char *) sqlite3_column_text (statement, 3));
}

static guint
append_entity (TieSandboxCompany *company,
               const TieSandboxEntity *entity,
               gint64 since,
               gint64 room,
               GString *out)
{
  g_autoptr (TieSandboxStatement) statement = NULL;
  guint found = 0;

  statement = tie_sandbox_store_query (company->store,
                                       "SELECT id, state, updated, json FROM document WHERE entity = ? AND updated >= ? AND state < 3"
                                       " ORDER BY updated, id LIMIT ?",
                                       "sii", entity->name, since, room);
  while (tie_sandbox_store_step (company->store, statement))
    {
      if (found++ == 0)
        g_string_append_printf (out, "{\"%s\":[", entity->name);
      else
        g_string_append_c (out, ',');
      append_object (out, statement);
    }
  if (found > 0)
    g_string_append_printf (out, "],\"startPosition\":1,\"maxResults\":%u}", found);
  else
    g_string_append (out, "{}");
  return found;
}

TieSandboxFault *
tie_sandbox_cdc_run (TieSandboxCompany *company,
                     const char *entities,
                     const char *since,
                     char **response)
{
  g_auto (GStrv) names = g_strsplit (entities != NULL ? entities : "", ",", -1);
  g_autoptr (GString) out = g_string_new ("[{\"QueryResponse\":[");
  gint64 room = MAX_OBJECTS;
  gint64 since_seconds = 0;

  if (tie_text_is_empty (entities))
    return tie_sandbox_fault_new (2020, "entities", "Required parameter entities is missing in the request");
  if (since == NULL || !tie_sandbox_query_parse_time (since, &since_seconds))
    return tie_sandbox_fault_new (2060, "changedSince", "%s is no date-time", since != NULL ? since : "nothing");
  if (since_seconds < tie_sandbox_company_now (company) - LOOK_BACK)
    return tie_sandbox_fault_new (2000, "changedSince", "changedSince cannot be more than 30 days ago");
  for (guint i = 0; names[i] != NULL; i++)
    {
      const TieSandboxEntity *entity = tie_sandbox_entity_find (g_strstrip (names[i]));

      if (entity == NULL || !entity->has_changes)
        return tie_sandbox_fault_new (2000, "entities", "%s is not covered by change data capture", names[i]);
      if (i > 0)
        g_string_append_c (out, ',');
      room -= append_entity (company, entity, since_seconds, room, out);
    }
  g_string_append (out, "]}]");
  *response = g_string_free (g_steal_pointer (&out), FALSE);
  return NULL;
}
