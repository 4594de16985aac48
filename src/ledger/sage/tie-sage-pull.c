/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sage-pull"
#include "config.h"

#include "base/tie-date.h"
#include "ledger/sage/tie-sage-cursor.h"
#include "ledger/sage/tie-sage-fault.h"
#include "ledger/sage/tie-sage-limits.h"
#include "ledger/sage/tie-sage-parse.h"
#include "ledger/sage/tie-sage-private.h"
#include "ledger/tie-ledger-call.h"

/* A page of a list is asked for with all its members, which the server at times cannot bear: then the same rows come in
 * smaller pages, and where even that is too much, as bare rows and each record by itself. */
typedef enum
{
  WHOLE = 1, /* one page */
  SMALL,     /* part of it, with all members */
  BARE,      /* part of it, ids alone */
  SINGLE,    /* one record */
} Step;

#define N_PARTS (TIE_SAGE_MAX_PAGE / TIE_SAGE_SMALL_PAGE)

typedef struct
{
  const TieSageEntity *entity;
  TieSageCursor *cursor; /* (owned) */
  TieLedgerPage *page;   /* (owned): what was read so far */
  Step step;
  guint part;        /* of SMALL and BARE, from 0 */
  GPtrArray *ids;    /* (owned): what the bare rows name */
  guint next_id;
  gint64 total;
  gboolean has_next; /* something stands behind the part that was read last */
} Pull;

static void ask (GTask *task);

static void
pull_free (Pull *pull)
{
  g_clear_pointer (&pull->cursor, tie_sage_cursor_free);
  g_clear_pointer (&pull->page, tie_ledger_page_free);
  g_clear_pointer (&pull->ids, g_ptr_array_unref);
  g_free (pull);
}

/* ---- what is asked for ---- */

static const char *
get_sort (const Pull *pull)
{
  if (!pull->entity->has_sort)
    return NULL;
  /* While we read, what is new comes to the end of a list, and what is changed to the front of the changes: both only move
   * others to where they are read later. */
  return pull->cursor->is_list ? "created_at:asc" : "updated_at:desc";
}

static char *
make_resource (const Pull *pull)
{
  const TieSageEntity *entity = pull->entity;
  const TieSageCursor *cursor = pull->cursor;
  const char *since = !cursor->is_list && entity->has_changes ? cursor->since[cursor->n] : NULL;
  /* The one bound is inclusive, the other not: a second less, for a moment has only seconds. */
  g_autofree char *deleted = cursor->is_deleted ? tie_date_shift (since != NULL ? since : TIE_SAGE_BEFORE_ALL, -1) : NULL;
  guint number = pull->step == WHOLE ? cursor->page : (cursor->page - 1) * N_PARTS + pull->part + 1;
  g_autofree char *page = g_strdup_printf ("%u", number);
  g_autofree char *size = g_strdup_printf ("%d", pull->step == WHOLE ? TIE_SAGE_MAX_PAGE : TIE_SAGE_SMALL_PAGE);
  const char *attributes = pull->step == BARE ? NULL : "all";

  if (pull->step == SINGLE)
    {
      g_autofree char *path = g_strconcat (entity->list, "/", g_ptr_array_index (pull->ids, pull->next_id), NULL);

      return tie_ledger_make_resource (path, "nested_attributes", "all", NULL);
    }
  return tie_ledger_make_resource (entity->list, "page", page, "items_per_page", size, "attributes", attributes, "nested_attributes", attributes,
                                   entity->filter != NULL ? entity->filter : "sort", entity->filter != NULL ? entity->value : NULL,
                                   "updated_or_created_since", cursor->is_deleted ? NULL : since, "deleted_since", deleted, "sort", get_sort (pull), NULL);
}

/* ---- what came ---- */

static gboolean
take_remote (Pull *pull,
             JsonObject *object,
             GError **error)
{
  TieSageCursor *cursor = pull->cursor;
  TieRemote *remote = tie_sage_parse_remote (pull->entity, object, FALSE, error);

  if (remote == NULL)
    return FALSE;
  if (cursor->is_deleted)
    {
      remote->is_deleted = TRUE;
      remote->is_active = FALSE;
    }
  else if (remote->updated != NULL && g_strcmp0 (remote->updated, cursor->seen[cursor->n]) > 0)
    {
      g_free (cursor->seen[cursor->n]);
      cursor->seen[cursor->n] = g_strdup (remote->updated);
    }
  /* A whole list tells what is there; whatever it does not name is gone. */
  if (cursor->is_list && remote->is_deleted)
    tie_remote_free (remote);
  else
    g_ptr_array_add (pull->page->remotes, remote);
  return TRUE;
}

static gboolean
take_rows (Pull *pull,
           JsonArray *items,
           GError **error)
{
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *object = tie_json_get_element_object (items, i);

      if (pull->step == BARE)
        {
          const char *id = tie_json_get_string (object, "id");

          if (id != NULL)
            g_ptr_array_add (pull->ids, g_strdup (id));
        }
      else if (!take_remote (pull, object, error))
        return FALSE;
    }
  return TRUE;
}

static void
finish (GTask *task)
{
  Pull *pull = g_task_get_task_data (task);
  TieSageCursor *cursor = pull->cursor;
  TieLedgerPage *page = g_steal_pointer (&pull->page);
  g_autofree char *now = tie_date_now ();

  page->is_beginning = tie_sage_cursor_is_beginning (cursor);
  page->has_more = tie_sage_cursor_advance (cursor, pull->entity->kind, pull->total, pull->has_next ? cursor->page + 1 : 0, now);
  /* Without changes there is nothing to go on from at the end of the lists. */
  if (page->has_more || pull->entity->has_changes)
    page->cursor = tie_sage_cursor_format (cursor);
  g_task_return_pointer (task, page, (GDestroyNotify) tie_ledger_page_free);
}

/* The part is read: the next one, or the page is whole. */
static void
end_part (GTask *task)
{
  Pull *pull = g_task_get_task_data (task);

  if (pull->step == WHOLE || !pull->has_next || ++pull->part == N_PARTS)
    {
      finish (task);
      return;
    }
  pull->step = SMALL;
  ask (task);
}

static gboolean
take_answer (Pull *pull,
             const TieHttpAnswer *answer,
             GError **error)
{
  g_autoptr (JsonNode) root = tie_sage_parse_answer (pull->entity, answer, error);
  TieSageList list = { NULL };

  if (root == NULL)
    return FALSE;
  if (pull->step == SINGLE)
    return take_remote (pull, json_node_get_object (root), error);
  if (!tie_sage_parse_list (json_node_get_object (root), &list, error))
    return FALSE;
  pull->total = list.total;
  pull->has_next = list.next_page > 0;
  return take_rows (pull, list.items, error);
}

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieHttpAnswer) answer = tie_sage_call_finish (TIE_SAGE (source), result, NULL, &error);
  Pull *pull = g_task_get_task_data (task);

  if (answer != NULL && tie_sage_fault_is_too_much (answer) && (pull->step == WHOLE || pull->step == SMALL))
    {
      pull->step++;
      ask (task);
      return;
    }
  if (answer != NULL && take_answer (pull, answer, &error))
    {
      if (pull->step == SINGLE)
        pull->next_id++;
      if ((pull->step == BARE || pull->step == SINGLE) && pull->next_id < pull->ids->len)
        {
          pull->step = SINGLE;
          ask (task);
        }
      else
        end_part (task);
      return;
    }
  /* What the edition has not is an empty list; what went while the rows were read one by one is told as deleted later. */
  if (g_error_matches (error, TIE_ERROR, TIE_ERROR_PLAN))
    {
      pull->has_next = FALSE;
      finish (task);
    }
  else if (pull->step == SINGLE && g_error_matches (error, TIE_ERROR, TIE_ERROR_GONE))
    {
      if (++pull->next_id < pull->ids->len)
        ask (task);
      else
        end_part (task);
    }
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
ask (GTask *task)
{
  Pull *pull = g_task_get_task_data (task);
  g_autofree char *resource = make_resource (pull);

  if (pull->step == BARE)
    {
      g_ptr_array_set_size (pull->ids, 0);
      pull->next_id = 0;
    }
  tie_sage_call_async (TIE_SAGE (g_task_get_source_object (task)), "GET", resource, NULL, g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

void
tie_sage_pull_async (TieLedger *ledger,
                     TieKind kind,
                     const char *cursor,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (ledger, cancellable, callback, user_data);
  g_autoptr (TieSageCursor) place = tie_sage_cursor_parse (cursor);
  const TieSageEntity *entity = tie_sage_entity_for_kind (kind, place->n);
  Pull *pull = NULL;

  g_task_set_source_tag (task, tie_sage_pull_async);
  /* What Sage has no list of is an empty list. */
  if (entity == NULL)
    {
      TieLedgerPage *none = tie_ledger_page_new ();

      none->is_beginning = TRUE;
      g_task_return_pointer (task, none, (GDestroyNotify) tie_ledger_page_free);
      return;
    }

  pull = g_new0 (Pull, 1);
  pull->entity = entity;
  pull->cursor = g_steal_pointer (&place);
  pull->page = tie_ledger_page_new ();
  pull->step = WHOLE;
  pull->ids = g_ptr_array_new_with_free_func (g_free);
  pull->total = -1;
  g_task_set_task_data (task, pull, (GDestroyNotify) pull_free);
  ask (task);
}

TieLedgerPage *
tie_sage_pull_finish (TieLedger *ledger,
                      GAsyncResult *result,
                      GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, ledger), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
