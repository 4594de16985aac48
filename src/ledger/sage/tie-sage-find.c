/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sage-find"
#include "config.h"

#include <string.h>

#include "base/tie-text.h"
#include "ledger/sage/tie-sage-limits.h"
#include "ledger/sage/tie-sage-parse.h"
#include "ledger/sage/tie-sage-private.h"
#include "ledger/tie-ledger-call.h"

/* Looking for single records.  Sage's search finds what is like a text, in the members that it likes: what comes back is
 * compared, page by page to the end, because "nobody has that name" leads to making a record. */

typedef struct
{
  TieKind kind;
  const TieSageEntity *entity; /* which list is looked through */
  guint n;                     /* its number among the kind's */
  guint page;
  char *id;       /* (owned) (nullable) */
  char *name;     /* (owned) (nullable) */
  char *number;   /* (owned) (nullable) */
  char *party_id; /* (owned) (nullable) */
  char *date;     /* (owned) (nullable) */
  char *mark;     /* (owned) (nullable) */
  GPtrArray *found; /* (owned) */
} Search;

static void ask (GTask *task);

static void
search_free (Search *search)
{
  g_free (search->id);
  g_free (search->name);
  g_free (search->number);
  g_free (search->party_id);
  g_free (search->date);
  g_free (search->mark);
  g_clear_pointer (&search->found, g_ptr_array_unref);
  g_free (search);
}

static gboolean
can_search (const Search *search)
{
  if (search->entity == NULL)
    return FALSE;
  if (search->id != NULL)
    return TRUE;
  if (search->name != NULL)
    return search->kind == TIE_KIND_CUSTOMER || search->kind == TIE_KIND_VENDOR || search->kind == TIE_KIND_ITEM;
  if (search->number != NULL)
    return tie_kind_is_money (search->kind) && (!tie_kind_is_payment (search->kind) || search->party_id != NULL);
  return search->party_id != NULL && tie_kind_is_money (search->kind);
}

/* The text that Sage looks for: of payments, and of suppliers' numbers where the supplier is known, it knows no search. */
static const char *
get_text (const Search *search)
{
  if (search->name != NULL)
    return search->name;
  if (tie_kind_is_payment (search->kind))
    return NULL;
  return search->party_id == NULL ? search->number : NULL;
}

static char *
make_resource (const Search *search)
{
  const TieSageEntity *entity = search->entity;
  g_autofree char *page = g_strdup_printf ("%u", search->page);
  const char *there = NULL;

  if (search->id != NULL)
    {
      g_autofree char *path = NULL;

      tie_sage_entity_for_id (search->kind, search->id, &there);
      path = g_strconcat (entity->list, "/", there, NULL);
      return tie_ledger_make_resource (path, "nested_attributes", "all", NULL);
    }
  return tie_ledger_make_resource (entity->list, "page", page, "items_per_page", G_STRINGIFY (TIE_SAGE_MAX_PAGE), "attributes", "all", "nested_attributes", "all",
                                   entity->filter != NULL ? entity->filter : "search", entity->filter != NULL ? entity->value : NULL,
                                   "search", get_text (search), "contact_id", search->party_id,
                                   "from_date", search->date, "to_date", search->date, NULL);
}

/* Ours, in front of whatever else the reference says, or the one that Sage gave. */
static gboolean
has_number (const TieRemoteMoney *money,
            const char *number)
{
  const char *reference = money != NULL ? money->reference : NULL;

  if (reference != NULL && g_str_has_prefix (reference, number) && (reference[strlen (number)] == '\0' || reference[strlen (number)] == ' '))
    return TRUE;
  return money != NULL && g_strcmp0 (money->number, number) == 0;
}

static gboolean
is_wanted (const Search *search,
           const TieRemote *remote)
{
  const TieRemoteMoney *money = remote->money;

  if (search->id != NULL)
    return TRUE;
  if (search->name != NULL && g_strcmp0 (remote->name, search->name) != 0)
    return FALSE;
  if (search->number != NULL && !has_number (money, search->number))
    return FALSE;
  if (money != NULL && ((search->party_id != NULL && g_strcmp0 (money->party_id, search->party_id) != 0) || (search->date != NULL && g_strcmp0 (money->date, search->date) != 0)))
    return FALSE;
  return search->mark == NULL || (money != NULL && money->memo != NULL && strstr (money->memo, search->mark) != NULL);
}

static gboolean
take_object (Search *search,
             JsonObject *object,
             GError **error)
{
  TieRemote *remote = tie_sage_parse_remote (search->entity, object, search->id != NULL, error);

  if (remote == NULL)
    return FALSE;
  if (is_wanted (search, remote))
    g_ptr_array_add (search->found, remote);
  else
    tie_remote_free (remote);
  return TRUE;
}

/* has_more: (out) there is another page. */
static gboolean
take_answer (Search *search,
             const TieHttpAnswer *answer,
             gboolean *has_more,
             GError **error)
{
  g_autoptr (JsonNode) root = tie_sage_parse_answer (search->entity, answer, error);
  TieSageList list = { NULL };

  *has_more = FALSE;
  if (root == NULL)
    return FALSE;
  if (search->id != NULL)
    return take_object (search, json_node_get_object (root), error);
  if (!tie_sage_parse_list (json_node_get_object (root), &list, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (list.items); i++)
    {
      if (!take_object (search, tie_json_get_element_object (list.items, i), error))
        return FALSE;
    }
  *has_more = list.next_page > search->page;
  return TRUE;
}

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieHttpAnswer) answer = tie_sage_call_finish (TIE_SAGE (source), result, NULL, &error);
  Search *search = g_task_get_task_data (task);
  gboolean has_more = FALSE;

  if (answer != NULL && !take_answer (search, answer, &has_more, &error))
    {
      gboolean is_absent = g_error_matches (error, TIE_ERROR, TIE_ERROR_PLAN) || (search->id != NULL && g_error_matches (error, TIE_ERROR, TIE_ERROR_GONE));

      if (is_absent)
        g_clear_error (&error);
    }
  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (has_more)
    search->page++;
  else
    {
      search->page = 1;
      search->entity = search->id == NULL ? tie_sage_entity_for_kind (search->kind, ++search->n) : NULL;
    }
  if (search->entity != NULL)
    ask (task);
  else
    g_task_return_pointer (task, g_steal_pointer (&search->found), (GDestroyNotify) g_ptr_array_unref);
}

static void
ask (GTask *task)
{
  Search *search = g_task_get_task_data (task);
  g_autofree char *resource = make_resource (search);

  tie_sage_call_async (TIE_SAGE (g_task_get_source_object (task)), "GET", resource, NULL, g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

void
tie_sage_find_async (TieLedger *ledger,
                     TieKind kind,
                     const TieLedgerKey *key,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (ledger, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);
  const char *there = NULL;

  g_task_set_source_tag (task, tie_sage_find_async);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  search->kind = kind;
  search->page = 1;
  search->id = g_strdup (key->id);
  search->name = key->name != NULL ? tie_text_clean (key->name) : NULL;
  search->number = g_strdup (key->number);
  search->party_id = g_strdup (key->party_id);
  search->date = g_strdup (key->date);
  search->mark = g_strdup (key->mark);
  search->found = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_remote_free);
  search->entity = key->id != NULL ? tie_sage_entity_for_id (kind, key->id, &there) : tie_sage_entity_for_kind (kind, 0);
  if (can_search (search))
    ask (task);
  else
    g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_INVALID, "A record of kind %s is not looked for in that way", tie_kind_to_string (kind));
}

GPtrArray *
tie_sage_find_finish (TieLedger *ledger,
                      GAsyncResult *result,
                      GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, ledger), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
