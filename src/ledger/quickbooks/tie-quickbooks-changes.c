/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quickbooks-changes"
#include "config.h"

#include <string.h>

#include "base/tie-date.h"
#include "ledger/quickbooks/tie-quickbooks-cursor.h"
#include "ledger/quickbooks/tie-quickbooks-limits.h"
#include "ledger/quickbooks/tie-quickbooks-parse.h"
#include "ledger/quickbooks/tie-quickbooks-private.h"
#include "ledger/tie-ledger-call.h"

/* One call tells the changes of all lists.  It begins where the eldest cursor stands; who stores them looks at id and
 * version.  An answer holds a thousand records of all lists together: a full one was cut somewhere, and each list is then
 * to be asked by itself. */

typedef struct
{
  GPtrArray *entities;   /* (owned) of TieQuickbooksEntity */
  char *since;           /* (owned) */
  TieHttpAnswer *answer; /* (owned) (nullable) */
} Changes;

static void
changes_free (Changes *changes)
{
  g_clear_pointer (&changes->entities, g_ptr_array_unref);
  g_clear_pointer (&changes->answer, tie_http_answer_free);
  g_free (changes->since);
  g_free (changes);
}

static char *
join_names (GPtrArray *entities)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < entities->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? "," : "", ((const TieQuickbooksEntity *) g_ptr_array_index (entities, i))->name);
  return g_string_free (names, FALSE);
}

/* NULL: one of the lists is not to be asked so. */
static Changes *
changes_new (const TieKind *kinds,
             const char *const *cursors,
             guint n)
{
  Changes *changes = g_new0 (Changes, 1);
  g_autofree char *now = tie_date_now ();

  changes->entities = g_ptr_array_new ();
  for (guint i = 0; i < n; i++)
    {
      const TieQuickbooksEntity *entity = tie_quickbooks_entity_for_kind (kinds[i]);
      g_autoptr (TieQuickbooksCursor) cursor = tie_quickbooks_cursor_parse (cursors[i], now);

      if (entity == NULL || !tie_quickbooks_entity_has_changes (entity) || cursor->mode != TIE_QUICKBOOKS_CHANGES)
        {
          changes_free (changes);
          return NULL;
        }
      g_ptr_array_add (changes->entities, (gpointer) entity);
      if (changes->since == NULL || strcmp (cursor->since, changes->since) < 0)
        {
          g_free (changes->since);
          changes->since = g_steal_pointer (&cursor->since);
        }
    }
  return changes;
}

static TieLedgerPage *
make_page (JsonObject *root,
           const TieQuickbooksEntity *entity,
           GError **error)
{
  g_autoptr (TieLedgerPage) page = tie_ledger_page_new ();

  if (!tie_quickbooks_parse_changes (root, entity, page->remotes, error))
    return NULL;
  return g_steal_pointer (&page);
}

static gpointer
read_pages (gpointer job,
            GError **error)
{
  const Changes *changes = job;
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_ledger_page_free);
  g_autoptr (JsonNode) root = tie_quickbooks_parse_answer (changes->answer, error);
  g_autofree char *time = NULL;
  g_autofree char *moment = NULL;
  guint n = 0;

  if (root == NULL)
    return NULL;
  for (guint i = 0; i < changes->entities->len; i++)
    {
      TieLedgerPage *page = make_page (json_node_get_object (root), g_ptr_array_index (changes->entities, i), error);

      if (page == NULL)
        return NULL;
      g_ptr_array_add (pages, page);
      n += page->remotes->len;
    }

  time = tie_quickbooks_parse_time (json_node_get_object (root));
  moment = tie_date_shift (time, -TIE_QUICKBOOKS_OVERLAP);
  for (guint i = 0; i < pages->len; i++)
    {
      TieLedgerPage *page = g_ptr_array_index (pages, i);

      page->has_more = n >= TIE_QUICKBOOKS_MAX_CHANGES;
      page->cursor = tie_quickbooks_cursor_format (TIE_QUICKBOOKS_CHANGES, 0, page->has_more ? changes->since : moment, NULL);
    }
  return g_steal_pointer (&pages);
}

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  Changes *changes = g_task_get_task_data (task);
  Changes *job = NULL;
  TieHttpAnswer *answer = tie_quickbooks_call_finish (TIE_QUICKBOOKS (source), result, NULL, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  job = g_new0 (Changes, 1);
  job->entities = g_ptr_array_ref (changes->entities);
  job->since = g_strdup (changes->since);
  job->answer = answer;
  tie_ledger_read_in_thread (task, read_pages, job, (GDestroyNotify) changes_free, (GDestroyNotify) g_ptr_array_unref);
}

void
tie_quickbooks_pull_changes_async (TieLedger *ledger,
                                   const TieKind *kinds,
                                   const char *const *cursors,
                                   guint n,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (ledger, cancellable, callback, user_data);
  Changes *changes = changes_new (kinds, cursors, n);
  g_autofree char *names = NULL;
  g_autofree char *resource = NULL;

  g_task_set_source_tag (task, tie_quickbooks_pull_changes_async);
  if (changes == NULL)
    {
      g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_INVALID, "One of the lists has not been read to its end");
      return;
    }
  g_task_set_task_data (task, changes, (GDestroyNotify) changes_free);
  names = join_names (changes->entities);
  resource = tie_quickbooks_make_resource ("cdc", "entities", names, "changedSince", changes->since, NULL);
  tie_quickbooks_call_async (TIE_QUICKBOOKS (ledger), resource, NULL, cancellable, answered_cb, g_steal_pointer (&task));
}

GPtrArray *
tie_quickbooks_pull_changes_finish (TieLedger *ledger,
                                    GAsyncResult *result,
                                    GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, ledger), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
