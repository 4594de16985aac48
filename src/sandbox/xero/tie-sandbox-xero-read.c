/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-xero-read"
#include "config.h"

#include <string.h>

#include "base/tie-money.h"
#include "base/tie-text.h"
#include "sandbox/xero/tie-sandbox-xero.h"

#define PAGE 100
#define LARGEST_PAGE 1000
/* More ids than these make an address too long for the servers of the real one. */
#define MOST_IDS 52

typedef struct
{
  TieSandboxXeroCall *call;
  const TieSandboxXeroKind *kind;
  GHashTable *query;
  gint64 since;
  const char *where;   /* (nullable) */
  char *search;        /* (owned) (nullable): folded */
  char **ids;          /* (owned) (nullable) */
  char **numbers;      /* (owned) (nullable) */
  char **contacts;     /* (owned) (nullable) */
  char **statuses;     /* (owned) (nullable) */
  gboolean also_archived;
} Filter;

static void
filter_clear (Filter *filter)
{
  g_free (filter->search);
  g_strfreev (filter->ids);
  g_strfreev (filter->numbers);
  g_strfreev (filter->contacts);
  g_strfreev (filter->statuses);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Filter, filter_clear)

static char **
split (GHashTable *query,
       const char *name)
{
  const char *text = g_hash_table_lookup (query, name);

  return tie_text_is_empty (text) ? NULL : g_strsplit (text, ",", -1);
}

static gboolean
has (char **list,
     const char *text)
{
  for (guint i = 0; text != NULL && list[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (list[i], text) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Second resolution: what happened within the second itself comes once more. */
static gint64
read_since (const TieSandboxRequest *request)
{
  const char *header = soup_message_headers_get_one (request->headers, "If-Modified-Since");
  gint64 since = 0;

  return tie_sandbox_xero_parse_moment (header, &since) ? since / 1000 * 1000 : 0;
}

static gboolean
is_searched (JsonObject *object,
             const char *search)
{
  static const char *const members[] = { "Name", "FirstName", "LastName", "ContactNumber", "EmailAddress", "InvoiceNumber", "Reference", "CreditNoteNumber" };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *text = tie_sandbox_json_get_text (object, members[i]);
      g_autofree char *folded = text != NULL ? tie_sandbox_fold (text) : NULL;

      if (folded != NULL && strstr (folded, search) != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
wants_archived (const Filter *filter)
{
  return filter->also_archived || filter->ids != NULL;
}

static gboolean
passes (const Filter *filter,
        const char *status,
        JsonObject *object)
{
  const TieSandboxXeroKind *kind = filter->kind;
  JsonObject *contact = tie_sandbox_json_get_object (object, "Contact");
  const char *number = kind->number_member != NULL ? tie_sandbox_json_get_text (object, kind->number_member) : NULL;
  gboolean matches = TRUE;

  if (g_strcmp0 (status, "ARCHIVED") == 0 && g_str_equal (kind->name, "Contact") && !wants_archived (filter))
    return FALSE;
  if (g_strcmp0 (status, "DELETED") == 0 && filter->statuses == NULL && filter->ids == NULL
      && (filter->where == NULL || strstr (filter->where, "Status") == NULL) && filter->since == 0)
    return FALSE;
  if ((filter->ids != NULL && !has (filter->ids, tie_sandbox_json_get_text (object, kind->id_member)))
      || (filter->numbers != NULL && !has (filter->numbers, number))
      || (filter->contacts != NULL && !has (filter->contacts, tie_sandbox_json_get_text (contact, "ContactID")))
      || (filter->statuses != NULL && !has (filter->statuses, status))
      || (filter->search != NULL && !is_searched (object, filter->search)))
    return FALSE;
  return filter->where == NULL || (tie_sandbox_xero_where_matches (filter->where, object, &matches, NULL) && matches);
}

static GPtrArray *
collect (const Filter *filter)
{
  TieSandboxXeroCall *call = filter->call;
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autoptr (TieSandboxStatement) statement = NULL;

  statement = tie_sandbox_store_query (call->store, "SELECT status, json FROM xero_record WHERE tenant = ? AND kind = ? AND updated >= ? ORDER BY seq",
                                       "ssi", call->tenant, filter->kind->name, filter->since);
  while (tie_sandbox_store_step (call->store, statement))
    {
      g_autoptr (JsonNode) root = tie_sandbox_json_parse ((const char *) sqlite3_column_text (statement, 1));
      JsonObject *object = json_node_get_object (root);

      if (passes (filter, (const char *) sqlite3_column_text (statement, 0), object))
        g_ptr_array_add (found, tie_sandbox_json_copy (object));
    }
  return found;
}

static int
compare_by (gconstpointer one,
            gconstpointer other,
            gpointer data)
{
  JsonObject *first = *(JsonObject *const *) one;
  JsonObject *second = *(JsonObject *const *) other;
  char **columns = data;

  for (guint i = 0; columns[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (g_strstrip (columns[i]), " ", 2);
      int order = tie_sandbox_xero_compare (first, second, words[0]);

      if (order != 0)
        return words[1] != NULL && g_ascii_strncasecmp (words[1], "DESC", 4) == 0 ? -order : order;
    }
  return 0;
}

static void
round_member (JsonObject *object,
              const char *member)
{
  gint64 cents = 0;

  if (object != NULL && tie_sandbox_json_get_decimal (object, member, TIE_MONEY_DECIMALS, &cents))
    tie_sandbox_json_set_decimal (object, member, cents, TIE_MONEY_DECIMALS);
}

/* Only who asks for four decimals of unit amounts gets more than two. */
static void
round_units (JsonObject *object)
{
  JsonArray *lines = tie_sandbox_json_get_array (object, "LineItems");

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    round_member (json_array_get_object_element (lines, i), "UnitAmount");
  round_member (tie_sandbox_json_get_object (object, "SalesDetails"), "UnitPrice");
  round_member (tie_sandbox_json_get_object (object, "PurchaseDetails"), "UnitPrice");
}

static void
prepare (const Filter *filter,
         JsonObject *object,
         gboolean is_summary)
{
  if (is_summary && json_object_has_member (object, "LineItems"))
    json_object_set_array_member (object, "LineItems", json_array_new ());
  if (is_summary)
    json_object_remove_member (object, "ContactPersons");
  if (filter->call->unit_decimals == TIE_MONEY_DECIMALS)
    round_units (object);
}

static gint64
read_count (GHashTable *query,
            const char *name,
            gint64 otherwise,
            gint64 largest)
{
  const char *text = g_hash_table_lookup (query, name);
  gint64 count = 0;

  return text != NULL && g_ascii_string_to_signed (text, 10, 1, largest, &count, NULL) ? count : otherwise;
}

static JsonObject *
make_pagination (gint64 page,
                 gint64 size,
                 gint64 count)
{
  JsonObject *pagination = json_object_new ();

  json_object_set_int_member (pagination, "page", page);
  json_object_set_int_member (pagination, "pageSize", size);
  json_object_set_int_member (pagination, "pageCount", (count + size - 1) / size);
  json_object_set_int_member (pagination, "itemCount", count);
  return pagination;
}

static void
read_list (const Filter *filter,
           TieSandboxAnswer *answer)
{
  const char *order = g_hash_table_lookup (filter->query, "order");
  gboolean is_paged = (filter->kind->traits & TIE_SANDBOX_XERO_PAGED) != 0 && g_hash_table_contains (filter->query, "page");
  gboolean is_summary = (filter->kind->traits & TIE_SANDBOX_XERO_PAGED) != 0
                        && (!is_paged || g_strcmp0 (g_hash_table_lookup (filter->query, "summaryOnly"), "true") == 0);
  gint64 page = read_count (filter->query, "page", 1, G_MAXINT32);
  gint64 size = read_count (filter->query, "pageSize", PAGE, LARGEST_PAGE);
  g_autoptr (GPtrArray) found = collect (filter);
  JsonArray *elements = json_array_new ();
  gint64 first = is_paged ? (page - 1) * size : 0;
  gint64 end = is_paged ? MIN (first + size, (gint64) found->len) : (gint64) found->len;

  if (!tie_text_is_empty (order))
    {
      g_auto (GStrv) columns = g_strsplit (order, ",", -1);

      g_ptr_array_sort_with_data (found, compare_by, columns);
    }
  for (gint64 i = first; i < end; i++)
    {
      JsonObject *object = g_ptr_array_index (found, (guint) i);

      prepare (filter, object, is_summary);
      json_array_add_object_element (elements, json_object_ref (object));
    }
  tie_sandbox_answer_set (answer, SOUP_STATUS_OK, TIE_SANDBOX_JSON,
                          tie_sandbox_xero_envelope (filter->call, filter->kind->plural,
                                                     is_paged ? make_pagination (page, size, found->len) : NULL, elements));
}

static void
read_one (const Filter *filter,
          const char *id,
          TieSandboxAnswer *answer)
{
  g_autoptr (TieSandboxXeroRecord) record = tie_sandbox_xero_get (filter->call, filter->kind->name, id);
  JsonArray *elements;

  if (record == NULL)
    record = tie_sandbox_xero_find_number (filter->call, filter->kind->name, id);
  if (record == NULL)
    {
      tie_sandbox_answer_set (answer, SOUP_STATUS_NOT_FOUND, "text/html;charset=UTF-8", g_strdup ("The resource you're looking for cannot be found"));
      return;
    }
  elements = json_array_new ();
  prepare (filter, record->object, FALSE);
  json_array_add_object_element (elements, json_object_ref (record->object));
  tie_sandbox_answer_set (answer, SOUP_STATUS_OK, TIE_SANDBOX_JSON, tie_sandbox_xero_envelope (filter->call, filter->kind->plural, NULL, elements));
}

void
tie_sandbox_xero_read (TieSandboxXeroCall *call,
                       const TieSandboxXeroKind *kind,
                       const char *id,
                       const TieSandboxRequest *request,
                       TieSandboxAnswer *answer)
{
  const char *search = g_hash_table_lookup (request->query, "searchTerm");
  g_auto (Filter) filter = { .call = call, .kind = kind, .query = request->query };
  g_autoptr (JsonObject) nothing = json_object_new ();
  g_autofree char *message = NULL;
  gboolean matches;

  if (!tie_text_is_empty (g_hash_table_lookup (request->query, "where")))
    filter.where = g_hash_table_lookup (request->query, "where");
  filter.since = (kind->traits & TIE_SANDBOX_XERO_STAMPED) != 0 ? read_since (request) : 0;
  filter.search = !tie_text_is_empty (search) ? tie_sandbox_fold (search) : NULL;
  filter.ids = split (request->query, "IDs");
  filter.numbers = split (request->query, "InvoiceNumbers");
  filter.contacts = split (request->query, "ContactIDs");
  filter.statuses = split (request->query, "Statuses");
  filter.also_archived = g_strcmp0 (g_hash_table_lookup (request->query, "includeArchived"), "true") == 0;
  if (filter.ids != NULL && g_strv_length (filter.ids) > MOST_IDS)
    tie_sandbox_answer_set (answer, SOUP_STATUS_NOT_FOUND, "text/html;charset=UTF-8", g_strdup ("Not found"));
  else if (filter.where != NULL && !tie_sandbox_xero_where_matches (filter.where, nothing, &matches, &message))
    tie_sandbox_xero_answer_exception (answer, SOUP_STATUS_BAD_REQUEST, 16, "QueryParseException", message);
  else if (id != NULL)
    read_one (&filter, id, answer);
  else
    read_list (&filter, answer);
}
