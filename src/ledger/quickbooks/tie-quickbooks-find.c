/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quickbooks-find"
#include "config.h"

#include <string.h>

#include "base/tie-json-writer.h"
#include "ledger/quickbooks/tie-quickbooks-body.h"
#include "ledger/quickbooks/tie-quickbooks-fault.h"
#include "ledger/quickbooks/tie-quickbooks-parse.h"
#include "ledger/quickbooks/tie-quickbooks-private.h"

/* Who has a name?  Customers, vendors and employees share one list of names, and an inactive one keeps its name with a mark
 * behind it: three queries, sent as one batch. */

static char *
quote (const char *text)
{
  GString *out = g_string_new ("'");

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\'' || *p == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '\'');
  return g_string_free (out, FALSE);
}

static GBytes *
make_queries (const char *name)
{
  g_autoptr (TieJsonWriter) writer = tie_json_writer_new ();
  g_autofree char *clean = tie_quickbooks_clean_name (name);
  g_autofree char *marked = g_strconcat (clean, " (deleted)", NULL);
  g_autofree char *quoted = quote (clean);
  g_autofree char *quoted_marked = quote (marked);
  char *text = NULL;

  tie_json_writer_begin_object (writer, NULL);
  tie_json_writer_begin_array (writer, "BatchItemRequest");
  for (const TieQuickbooksEntity *entity = tie_quickbooks_entities; entity->name != NULL; entity++)
    {
      g_autofree char *query = g_strdup_printf ("SELECT * FROM %s WHERE DisplayName IN (%s, %s) AND Active IN (true, false)",
                                                entity->name, quoted, quoted_marked);

      tie_json_writer_begin_object (writer, NULL);
      tie_json_writer_add_string (writer, "bId", entity->name);
      tie_json_writer_add_string (writer, "Query", query);
      tie_json_writer_end_object (writer);
    }
  tie_json_writer_end_array (writer);
  tie_json_writer_end_object (writer);
  text = tie_json_writer_finish (writer);
  return g_bytes_new_take (text, strlen (text));
}

static const TieQuickbooksEntity *
find_entity (const char *name)
{
  for (const TieQuickbooksEntity *entity = tie_quickbooks_entities; entity->name != NULL; entity++)
    {
      if (g_strcmp0 (entity->name, name) == 0)
        return entity;
    }
  return NULL;
}

static GPtrArray *
parse_found (const TieHttpAnswer *answer,
             GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_remote_free);
  g_autoptr (JsonNode) root = tie_quickbooks_parse_answer (answer, error);
  JsonArray *items = NULL;
  guint missing = 0;

  if (root == NULL)
    return NULL;
  for (const TieQuickbooksEntity *entity = tie_quickbooks_entities; entity->name != NULL; entity++)
    missing++;
  items = tie_json_get_array (json_node_get_object (root), "BatchItemResponse");
  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonObject *item = tie_json_get_element_object (items, i);
      const TieQuickbooksEntity *entity = find_entity (tie_json_get_string (item, "bId"));

      if (tie_quickbooks_fault_to_error (200, item, error))
        return NULL;
      if (entity == NULL)
        continue;
      if (!tie_quickbooks_parse_query (item, entity, found, error))
        return NULL;
      missing--;
    }
  /* "Nobody has that name" leads to making a record: only a whole answer may say it. */
  if (missing > 0)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_BUG, "%u of the queries for a name were not answered", missing);
      return NULL;
    }
  return g_steal_pointer (&found);
}

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieHttpAnswer) answer = tie_quickbooks_call_finish (TIE_QUICKBOOKS (source), result, NULL, &error);
  GPtrArray *found = answer != NULL ? parse_found (answer, &error) : NULL;

  if (found == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
}

void
tie_quickbooks_find_async (TieLedger *ledger,
                           TieKind kind,
                           const char *name,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (ledger, cancellable, callback, user_data);
  g_autoptr (GBytes) body = make_queries (name);
  g_autofree char *resource = tie_quickbooks_make_resource ("batch", NULL);

  g_task_set_source_tag (task, tie_quickbooks_find_async);
  tie_quickbooks_call_async (TIE_QUICKBOOKS (ledger), resource, body, cancellable, answered_cb, task);
}

GPtrArray *
tie_quickbooks_find_finish (TieLedger *ledger,
                            GAsyncResult *result,
                            GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, ledger), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
