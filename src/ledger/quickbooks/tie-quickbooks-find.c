/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quickbooks-find"
#include "config.h"

#include <string.h>

#include "base/tie-json-writer.h"
#include "ledger/quickbooks/tie-quickbooks-body.h"
#include "ledger/quickbooks/tie-quickbooks-fault.h"
#include "ledger/quickbooks/tie-quickbooks-limits.h"
#include "ledger/quickbooks/tie-quickbooks-parse.h"
#include "ledger/quickbooks/tie-quickbooks-private.h"

/* Looking for single records.  A name may belong to a customer, a vendor or an employee, who share one list of names, and an
 * inactive one keeps its name with a mark behind it; a number to an invoice or a credit memo: such queries go as one batch.
 * Private notes cannot be asked for, so a mark is looked for in what comes back. */

typedef struct
{
  GPtrArray *entities; /* (owned) of TieQuickbooksEntity */
  GPtrArray *queries;  /* (owned) of char *, one per entity */
  char *number;        /* (owned) (nullable): QuickBooks compares without case */
  char *mark;          /* (owned) (nullable) */
  gboolean keeps_raw;
} Search;

static void
search_free (Search *search)
{
  g_clear_pointer (&search->entities, g_ptr_array_unref);
  g_clear_pointer (&search->queries, g_ptr_array_unref);
  g_free (search->number);
  g_free (search->mark);
  g_free (search);
}

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

/* where (transfer full) */
static void
add_query (Search *search,
           const TieQuickbooksEntity *entity,
           char *where)
{
  /* Without asking for both, inactive rows are left out. */
  const char *active = tie_kind_is_money (entity->kind) ? "" : " AND Active IN (true, false)";

  g_ptr_array_add (search->entities, (gpointer) entity);
  g_ptr_array_add (search->queries, g_strdup_printf ("SELECT * FROM %s WHERE %s%s MAXRESULTS %d", entity->name, where, active, TIE_QUICKBOOKS_MAX_PAGE));
  g_free (where);
}

static void
add_name_queries (Search *search,
                  const TieQuickbooksEntity *wanted,
                  const char *name)
{
  g_autofree char *clean = tie_quickbooks_clean_name (name);
  g_autofree char *marked = g_strconcat (clean, " (deleted)", NULL);
  g_autofree char *quoted = quote (clean);
  g_autofree char *quoted_marked = quote (marked);

  for (const TieQuickbooksEntity *entity = tie_quickbooks_entities; entity->name != NULL; entity++)
    {
      if (entity == wanted || (tie_quickbooks_entity_shares_names (wanted) && tie_quickbooks_entity_shares_names (entity)))
        add_query (search, entity, g_strdup_printf ("%s IN (%s, %s)", entity->title, quoted, quoted_marked));
    }
}

static void
add_number_queries (Search *search,
                    const TieQuickbooksEntity *wanted,
                    const char *number,
                    const char *party_id)
{
  g_autofree char *quoted = quote (number);
  g_autofree char *quoted_party = party_id != NULL ? quote (party_id) : NULL;
  gboolean is_sale = wanted->kind == TIE_KIND_SALES_INVOICE || wanted->kind == TIE_KIND_SALES_CREDIT;

  for (const TieQuickbooksEntity *entity = tie_quickbooks_entities; entity->name != NULL; entity++)
    {
      gboolean shares = is_sale && (entity->kind == TIE_KIND_SALES_INVOICE || entity->kind == TIE_KIND_SALES_CREDIT);

      if (entity != wanted && !shares)
        continue;
      add_query (search, entity, quoted_party != NULL ? g_strdup_printf ("DocNumber = %s AND %s = %s", quoted, entity->party, quoted_party) : g_strdup_printf ("DocNumber = %s", quoted));
    }
}

static void
add_party_query (Search *search,
                 const TieQuickbooksEntity *wanted,
                 const char *party_id,
                 const char *date)
{
  g_autofree char *quoted = quote (party_id);
  g_autofree char *quoted_date = date != NULL ? quote (date) : NULL;

  /* Whom a purchase went to cannot be asked for. */
  if (wanted->kind == TIE_KIND_REFUND && quoted_date != NULL)
    add_query (search, wanted, g_strdup_printf ("TxnDate = %s", quoted_date));
  else
    add_query (search, wanted, quoted_date != NULL ? g_strdup_printf ("%s = %s AND TxnDate = %s", wanted->party, quoted, quoted_date) : g_strdup_printf ("%s = %s", wanted->party, quoted));
}

/* NULL: it cannot be asked for so. */
static Search *
search_new (const TieQuickbooksEntity *entity,
            const TieLedgerKey *key)
{
  g_autofree char *id = key->id != NULL ? quote (key->id) : NULL;
  Search *search = g_new0 (Search, 1);

  search->entities = g_ptr_array_new ();
  search->queries = g_ptr_array_new_with_free_func (g_free);
  search->mark = g_strdup (key->mark);
  search->keeps_raw = id != NULL;
  if (id != NULL)
    add_query (search, entity, g_strdup_printf ("Id = %s", id));
  else if (key->name != NULL && entity->title != NULL)
    add_name_queries (search, entity, key->name);
  else if (key->number != NULL && tie_kind_is_money (entity->kind) && entity->kind != TIE_KIND_RECEIPT && entity->kind != TIE_KIND_REFUND)
    {
      search->number = g_strdup (key->number);
      add_number_queries (search, entity, key->number, key->party_id);
    }
  else if (key->party_id != NULL && entity->party != NULL)
    add_party_query (search, entity, key->party_id, key->date);
  else
    g_clear_pointer (&search, search_free);
  return search;
}

static GBytes *
make_batch (const Search *search)
{
  g_autoptr (TieJsonWriter) writer = tie_json_writer_new ();
  char *text = NULL;

  tie_json_writer_begin_object (writer, NULL);
  tie_json_writer_begin_array (writer, "BatchItemRequest");
  for (guint i = 0; i < search->queries->len; i++)
    {
      tie_json_writer_begin_object (writer, NULL);
      tie_json_writer_add_string (writer, "bId", ((const TieQuickbooksEntity *) g_ptr_array_index (search->entities, i))->name);
      tie_json_writer_add_string (writer, "Query", g_ptr_array_index (search->queries, i));
      tie_json_writer_end_object (writer);
    }
  tie_json_writer_end_array (writer);
  tie_json_writer_end_object (writer);
  text = tie_json_writer_finish (writer);
  return g_bytes_new_take (text, strlen (text));
}

/* The batch's answer to one of the queries; NULL for none. */
static JsonObject *
find_response (JsonObject *root,
               const char *name)
{
  JsonArray *items = tie_json_get_array (root, "BatchItemResponse");

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonObject *item = tie_json_get_element_object (items, i);

      if (g_strcmp0 (tie_json_get_string (item, "bId"), name) == 0)
        return item;
    }
  return NULL;
}

static gboolean
is_wanted (const Search *search,
           const TieRemote *remote)
{
  if (search->number != NULL && (remote->money == NULL || g_strcmp0 (remote->money->number, search->number) != 0))
    return FALSE;
  return search->mark == NULL || (remote->money != NULL && remote->money->memo != NULL && strstr (remote->money->memo, search->mark) != NULL);
}

static GPtrArray *
parse_found (const Search *search,
             const TieHttpAnswer *answer,
             GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_remote_free);
  g_autoptr (JsonNode) root = tie_quickbooks_parse_answer (answer, error);

  if (root == NULL)
    return NULL;
  for (guint i = 0; i < search->entities->len; i++)
    {
      const TieQuickbooksEntity *entity = g_ptr_array_index (search->entities, i);
      JsonObject *response = json_node_get_object (root);

      if (search->entities->len > 1)
        response = find_response (response, entity->name);
      /* "Nobody has that name" leads to making a record: only a whole answer may say it. */
      if (response == NULL)
        {
          g_set_error (error, TIE_ERROR, TIE_ERROR_BUG, "The query for %s was not answered", entity->name);
          return NULL;
        }
      if (tie_quickbooks_fault_to_error (200, response, error) || !tie_quickbooks_parse_query (response, entity, search->keeps_raw, found, error))
        return NULL;
    }
  for (guint i = found->len; i > 0; i--)
    {
      if (!is_wanted (search, g_ptr_array_index (found, i - 1)))
        g_ptr_array_remove_index (found, i - 1);
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
  GPtrArray *found = answer != NULL ? parse_found (g_task_get_task_data (task), answer, &error) : NULL;

  if (found == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
}

void
tie_quickbooks_find_async (TieLedger *ledger,
                           TieKind kind,
                           const TieLedgerKey *key,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (ledger, cancellable, callback, user_data);
  const TieQuickbooksEntity *entity = tie_quickbooks_entity_for_kind (kind);
  Search *search = entity != NULL ? search_new (entity, key) : NULL;
  g_autofree char *resource = NULL;
  g_autoptr (GBytes) body = NULL;

  g_task_set_source_tag (task, tie_quickbooks_find_async);
  if (search == NULL)
    {
      g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_INVALID, "A record of kind %s is not looked for in that way", tie_kind_to_string (kind));
      return;
    }
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  if (search->queries->len > 1)
    {
      body = make_batch (search);
      resource = tie_quickbooks_make_resource ("batch", NULL);
    }
  else
    resource = tie_quickbooks_make_resource ("query", "query", g_ptr_array_index (search->queries, 0), NULL);
  tie_quickbooks_call_async (TIE_QUICKBOOKS (ledger), resource, body, cancellable, answered_cb, g_steal_pointer (&task));
}

GPtrArray *
tie_quickbooks_find_finish (TieLedger *ledger,
                            GAsyncResult *result,
                            GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, ledger), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
