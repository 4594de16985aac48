/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quickbooks-count"
#include "config.h"

#include "ledger/quickbooks/tie-quickbooks-parse.h"
#include "ledger/quickbooks/tie-quickbooks-private.h"
#include "ledger/quickbooks/tie-quickbooks-queries.h"

static gboolean
read_counts (const TieHttpAnswer *answer,
             const char *const *names,
             gint64 *counts,
             GError **error)
{
  g_autoptr (JsonNode) root = tie_quickbooks_parse_answer (answer, error);

  for (guint i = 0; root != NULL && names[i] != NULL; i++)
    {
      JsonObject *found = tie_quickbooks_find_answer (json_node_get_object (root), names[i], error);

      if (found == NULL)
        return FALSE;
      counts[i] = tie_json_get_integer (tie_json_get_object (found, "QueryResponse"), "totalCount", -1);
    }
  return root != NULL;
}

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  const char *const *names = g_task_get_task_data (task);
  g_autofree gint64 *counts = g_new0 (gint64, g_strv_length ((GStrv) names));
  g_autoptr (TieHttpAnswer) answer = NULL;
  GError *error = NULL;

  answer = tie_quickbooks_call_finish (TIE_QUICKBOOKS (source), result, NULL, &error);
  if (answer == NULL || !read_counts (answer, names, counts, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&counts), g_free);
}

void
tie_quickbooks_count_async (TieLedger *ledger,
                            const TieKind *kinds,
                            guint n,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (ledger, cancellable, callback, user_data);
  g_autofree char *resource = tie_quickbooks_make_resource ("batch", NULL);
  g_autoptr (GBytes) body = NULL;
  char **names = g_new0 (char *, n + 1);

  g_task_set_source_tag (task, tie_quickbooks_count_async);
  for (guint i = 0; i < n; i++)
    names[i] = g_strdup (tie_quickbooks_entity_for_kind (kinds[i])->name);
  g_task_set_task_data (task, names, (GDestroyNotify) g_strfreev);
  body = tie_quickbooks_make_queries ((const char *const *) names, "count(*)", "");
  tie_quickbooks_call_async (TIE_QUICKBOOKS (ledger), resource, body, cancellable, answered_cb, g_steal_pointer (&task));
}

gint64 *
tie_quickbooks_count_finish (TieLedger *ledger,
                             GAsyncResult *result,
                             GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, ledger), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
