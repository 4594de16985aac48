/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quickbooks-pull"
#include "config.h"

#include <string.h>

#include "base/tie-date.h"
#include "ledger/quickbooks/tie-quickbooks-cursor.h"
#include "ledger/quickbooks/tie-quickbooks-limits.h"
#include "ledger/quickbooks/tie-quickbooks-parse.h"
#include "ledger/quickbooks/tie-quickbooks-private.h"
#include "ledger/quickbooks/tie-quickbooks-tax-codes.h"
#include "ledger/tie-ledger-call.h"

/* A list is read by pages in the order of ids, so that rows which are made or changed meanwhile shift nothing out of
 * sight, each reaching back a little over the one before in case some are deleted; a list of several pages is followed by
 * the changes since its beginning.  From there on only changes are read, each time reaching back over the time before: who
 * stores them looks at id and version.  Tax codes are told by no list of changes and are few: they are read whole. */

typedef struct
{
  const TieQuickbooksEntity *entity;
  TieQuickbooksCursor *cursor; /* (owned) */
  TieHttpAnswer *answer;       /* (owned) (nullable) */
} Pull;

static Pull *
pull_new (const TieQuickbooksEntity *entity,
          TieQuickbooksCursor *cursor,
          TieHttpAnswer *answer)
{
  Pull *pull = g_new0 (Pull, 1);

  pull->entity = entity;
  pull->cursor = cursor;
  pull->answer = answer;
  return pull;
}

static void
pull_free (Pull *pull)
{
  g_clear_pointer (&pull->cursor, tie_quickbooks_cursor_free);
  g_clear_pointer (&pull->answer, tie_http_answer_free);
  g_free (pull);
}

static gboolean
asks_for_changes (const TieQuickbooksCursor *cursor)
{
  return cursor->mode == TIE_QUICKBOOKS_CHANGES || cursor->mode == TIE_QUICKBOOKS_CHANGES_AFTER_LIST;
}

static char *
make_resource (Pull *pull)
{
  /* Without asking for both, inactive rows are left out; documents are neither. */
  g_autofree char *active = tie_kind_is_money (pull->entity->kind) ? NULL : g_strdup ("Active IN (true, false)");
  g_autofree char *changed = NULL;
  g_autofree char *query = NULL;

  if (!tie_quickbooks_entity_has_changes (pull->entity))
    return tie_quickbooks_make_resource ("batch", NULL);
  if (asks_for_changes (pull->cursor))
    return tie_quickbooks_make_resource ("cdc", "entities", pull->entity->name, "changedSince", pull->cursor->since, NULL);

  if (pull->cursor->mode == TIE_QUICKBOOKS_CHANGED_LIST)
    changed = g_strdup_printf ("MetaData.LastUpdatedTime >= '%s'", pull->cursor->since);
  query = g_strdup_printf ("SELECT * FROM %s%s%s%s%s ORDERBY Id STARTPOSITION %u MAXRESULTS %d", pull->entity->name,
                           changed != NULL || active != NULL ? " WHERE " : "", changed != NULL ? changed : "",
                           changed != NULL && active != NULL ? " AND " : "", active != NULL ? active : "",
                           pull->cursor->start, TIE_QUICKBOOKS_MAX_PAGE);
  return tie_quickbooks_make_resource ("query", "query", query, NULL);
}

static void
set_next (TieLedgerPage *page,
          gboolean has_more,
          TieQuickbooksCursorMode mode,
          guint start,
          const char *since,
          const char *next)
{
  page->has_more = has_more;
  page->cursor = tie_quickbooks_cursor_format (mode, start, since, next);
}

static void
set_cursor (TieLedgerPage *page,
            TieKind kind,
            const TieQuickbooksCursor *cursor,
            const char *time)
{
  g_autofree char *moment = tie_date_shift (time, -TIE_QUICKBOOKS_OVERLAP);
  const char *since = cursor->since != NULL ? cursor->since : moment;
  gboolean is_full = page->remotes->len >= TIE_QUICKBOOKS_MAX_PAGE;

  page->is_beginning = cursor->mode == TIE_QUICKBOOKS_LIST && cursor->start == 1;
  switch (cursor->mode)
    {
    case TIE_QUICKBOOKS_LIST:
      if (is_full)
        set_next (page, TRUE, TIE_QUICKBOOKS_LIST, cursor->start + page->remotes->len - TIE_QUICKBOOKS_PAGE_OVERLAP, since, NULL);
      else if (cursor->start > 1)
        set_next (page, TRUE, TIE_QUICKBOOKS_CHANGES_AFTER_LIST, 0, since, NULL);
      else
        set_next (page, FALSE, TIE_QUICKBOOKS_CHANGES, 0, since, NULL);
      break;
    case TIE_QUICKBOOKS_CHANGES:
    case TIE_QUICKBOOKS_CHANGES_AFTER_LIST:
      /* A full answer was cut somewhere; which changes are missing nobody knows.  Names are only ever changed, but what is
       * deleted of documents is told nowhere else: their list is read again, once.  Where a thousand of them changed within
       * the time that is read over, the answer after the list is full as well, and whether it hides something is asked the
       * next time: from the same moment. */
      if (page->remotes->len >= TIE_QUICKBOOKS_MAX_CHANGES && tie_kind_is_money (kind) && cursor->mode == TIE_QUICKBOOKS_CHANGES_AFTER_LIST)
        set_next (page, FALSE, TIE_QUICKBOOKS_CHANGES, 0, since, NULL);
      else if (page->remotes->len >= TIE_QUICKBOOKS_MAX_CHANGES && tie_kind_is_money (kind))
        set_next (page, TRUE, TIE_QUICKBOOKS_LIST, 1, moment, NULL);
      else if (page->remotes->len >= TIE_QUICKBOOKS_MAX_CHANGES)
        set_next (page, TRUE, TIE_QUICKBOOKS_CHANGED_LIST, 1, since, moment);
      else
        set_next (page, FALSE, TIE_QUICKBOOKS_CHANGES, 0, moment, NULL);
      break;
    case TIE_QUICKBOOKS_CHANGED_LIST:
      if (is_full)
        set_next (page, TRUE, TIE_QUICKBOOKS_CHANGED_LIST, cursor->start + page->remotes->len, since, cursor->next);
      else
        set_next (page, FALSE, TIE_QUICKBOOKS_CHANGES, 0, cursor->next, NULL);
      break;
    default:
      g_return_if_reached ();
    }
}

static gboolean
parse_page (Pull *pull,
            TieLedgerPage *page,
            GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (JsonNode) root = tie_quickbooks_parse_answer (pull->answer, &local_error);
  JsonObject *object = tie_json_get_root_object (root);
  g_autofree char *time = NULL;
  gboolean is_good = FALSE;

  if (object != NULL && !tie_quickbooks_entity_has_changes (pull->entity))
    is_good = tie_quickbooks_parse_tax_codes (object, page->remotes, &local_error);
  else if (object != NULL && asks_for_changes (pull->cursor))
    is_good = tie_quickbooks_parse_changes (object, pull->entity, page->remotes, &local_error);
  else if (object != NULL)
    is_good = tie_quickbooks_parse_query (object, pull->entity, FALSE, page->remotes, &local_error);

  /* What the plan has not is an empty list. */
  if (g_error_matches (local_error, TIE_ERROR, TIE_ERROR_PLAN))
    {
      page->is_beginning = TRUE;
      return TRUE;
    }
  if (!is_good)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (!tie_quickbooks_entity_has_changes (pull->entity))
    {
      page->is_beginning = TRUE;
      return TRUE;
    }
  time = tie_quickbooks_parse_time (object);
  set_cursor (page, pull->entity->kind, pull->cursor, time);
  if (pull->cursor->mode == TIE_QUICKBOOKS_LIST)
    tie_ledger_page_leave_out_deleted (page); /* only the size of a page needed them */
  return TRUE;
}

static gpointer
read_page (gpointer job,
           GError **error)
{
  g_autoptr (TieLedgerPage) page = tie_ledger_page_new ();

  return parse_page (job, page, error) ? g_steal_pointer (&page) : NULL;
}

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  Pull *pull = g_task_get_task_data (task);
  TieHttpAnswer *answer = tie_quickbooks_call_finish (TIE_QUICKBOOKS (source), result, NULL, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  tie_ledger_read_in_thread (task, read_page, pull_new (pull->entity, g_steal_pointer (&pull->cursor), answer), (GDestroyNotify) pull_free,
                             (GDestroyNotify) tie_ledger_page_free);
}

void
tie_quickbooks_pull_async (TieLedger *ledger,
                           TieKind kind,
                           const char *cursor,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (ledger, cancellable, callback, user_data);
  g_autofree char *resource = NULL;
  g_autofree char *now = tie_date_now ();
  g_autoptr (GBytes) body = NULL;
  const TieQuickbooksEntity *entity = tie_quickbooks_entity_for_kind (kind);
  Pull *pull = NULL;

  g_task_set_source_tag (task, tie_quickbooks_pull_async);
  if (entity == NULL)
    {
      g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_FAILED, "The list of kind %s is not read from QuickBooks", tie_kind_to_string (kind));
      return;
    }

  pull = pull_new (entity, tie_quickbooks_cursor_parse (cursor, now), NULL);
  g_task_set_task_data (task, pull, (GDestroyNotify) pull_free);
  resource = make_resource (pull);
  body = tie_quickbooks_entity_has_changes (entity) ? NULL : tie_quickbooks_make_tax_queries ();
  tie_quickbooks_call_async (TIE_QUICKBOOKS (ledger), resource, body, cancellable, answered_cb, g_steal_pointer (&task));
}

TieLedgerPage *
tie_quickbooks_pull_finish (TieLedger *ledger,
                            GAsyncResult *result,
                            GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, ledger), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
