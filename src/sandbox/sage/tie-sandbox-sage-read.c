/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-sage-read"
#include "config.h"

#include <string.h>

#include "base/tie-text.h"
#include "sandbox/sage/tie-sandbox-sage.h"

#define PAGE 20
#define LARGEST_PAGE 200

/* Which parameter asks for which member's id. */
static const struct { const char *parameter; const char *member; } filters[] = {
  { "contact_id", "contact" },
  { "status_id", "status" },
  { "transaction_type_id", "transaction_type" },
  { "bank_account_id", "bank_account" },
};

typedef struct
{
  TieSandboxSageCall *call;
  const TieSandboxSageKind *kind;
  GHashTable *query;
  gint64 since;         /* 0: any */
  gint64 deleted_since; /* -1: what is there */
  char *search;         /* (owned) (nullable): folded */
  const char *sort;     /* (nullable): member */
  gboolean descends;
} Filter;

static void
filter_clear (Filter *filter)
{
  g_free (filter->search);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Filter, filter_clear)

gboolean
tie_sandbox_sage_read_page (const TieSandboxRequest *request,
                            gint64 *page,
                            gint64 *size,
                            TieSandboxAnswer *answer)
{
  const char *page_text = g_hash_table_lookup (request->query, "page");
  const char *size_text = g_hash_table_lookup (request->query, "items_per_page");

  *page = 1;
  *size = PAGE;
  if ((page_text == NULL || g_ascii_string_to_signed (page_text, 10, 1, G_MAXINT32, page, NULL))
      && (size_text == NULL || g_ascii_string_to_signed (size_text, 10, 1, LARGEST_PAGE, size, NULL)))
    return TRUE;
  tie_sandbox_sage_answer_error (answer, SOUP_STATUS_UNPROCESSABLE_ENTITY, "RecordInvalid", "page and items_per_page have to be 1 or more, items_per_page at most 200.");
  return FALSE;
}

/* The way to another page, without the address in front; everything else that was asked stays. */
static char *
dup_link (const char *path,
          GHashTable *query,
          gint64 page,
          gint64 size)
{
  GString *link = g_string_new (path);
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (query), (GCompareFunc) strcmp);

  g_string_append_printf (link, "?page=%" G_GINT64_FORMAT "&items_per_page=%" G_GINT64_FORMAT, page, size);
  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *value = g_uri_escape_string (g_hash_table_lookup (query, l->data), NULL, FALSE);

      if (!g_str_equal (l->data, "page") && !g_str_equal (l->data, "items_per_page"))
        g_string_append_printf (link, "&%s=%s", (const char *) l->data, value);
    }
  return g_string_free (link, FALSE);
}

static void
set_link (JsonObject *object,
          const char *member,
          gboolean is_there,
          const char *path,
          GHashTable *query,
          gint64 page,
          gint64 size)
{
  g_autofree char *link = dup_link (path, query, page, size);

  if (is_there)
    json_object_set_string_member (object, member, link);
  else
    json_object_set_null_member (object, member);
}

JsonObject *
tie_sandbox_sage_make_page (const char *path,
                            const TieSandboxRequest *request,
                            const char *size_member,
                            gint64 page,
                            gint64 size,
                            gint64 total,
                            JsonArray *items)
{
  JsonObject *list = json_object_new ();

  json_object_set_int_member (list, "$total", total);
  json_object_set_int_member (list, "$page", page);
  set_link (list, "$next", page * size < total, path, request->query, page + 1, size);
  set_link (list, "$back", page > 1, path, request->query, page - 1, size);
  json_object_set_int_member (list, size_member, size);
  json_object_set_array_member (list, "$items", items);
  return list;
}

static void
keep_only (JsonObject *object,
           const char *const *wanted)
{
  static const char *const always[] = { "id", "displayed_as", "$path", NULL };
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    {
      if (!g_strv_contains (always, l->data) && (wanted == NULL || !g_strv_contains (wanted, l->data)))
        json_object_remove_member (object, l->data);
    }
}

/* In lists the parts that are records of their own tell no more than what they are, unless that is asked for, too. */
static void
shorten_nested (JsonObject *object)
{
  static const char *const nested[] = { "main_address", "delivery_address", "main_contact_person" };

  for (gsize i = 0; i < G_N_ELEMENTS (nested); i++)
    {
      JsonObject *part = tie_sandbox_json_get_object (object, nested[i]);

      if (part != NULL)
        keep_only (part, NULL);
    }
}

static gboolean
is_asked (GHashTable *query,
          const char *name,
          const char *value)
{
  return query != NULL && g_strcmp0 (g_hash_table_lookup (query, name), value) == 0;
}

/* What the contact owes, or is owed. */
static void
add_balance (TieSandboxSageCall *call,
             TieSandboxSageRecord *contact,
             JsonObject *object)
{
  gint64 balance = 0;
  g_autoptr (TieSandboxStatement) statement = tie_sandbox_store_query (call->store,
                                                                       "SELECT kind, id FROM sage_record WHERE contact = ? AND business = ? AND deleted = 0"
                                                                       " AND status IN ('UNPAID', 'PART_PAID')",
                                                                       "ss", contact->id, call->business);

  while (tie_sandbox_store_step (call->store, statement))
    {
      g_autoptr (TieSandboxSageRecord) document = tie_sandbox_sage_get (call, (const char *) sqlite3_column_text (statement, 0),
                                                                        (const char *) sqlite3_column_text (statement, 1));
      gboolean is_sale = (document->kind->traits & TIE_SANDBOX_SAGE_SALE) != 0;
      gboolean is_credit = (document->kind->traits & TIE_SANDBOX_SAGE_CREDIT) != 0;

      balance += (is_sale == is_credit ? -1 : 1) * tie_sandbox_sage_get_outstanding (call, document);
    }
  tie_sandbox_sage_set_number (object, "balance", balance, 2);
}

JsonObject *
tie_sandbox_sage_present (TieSandboxSageCall *call,
                          TieSandboxSageRecord *record,
                          GHashTable *query,
                          gboolean is_listed)
{
  JsonObject *object = tie_sandbox_json_copy (record->object);
  const char *attributes = query != NULL ? g_hash_table_lookup (query, "attributes") : NULL;
  gboolean is_contact = g_str_equal (record->kind->name, "contact");

  json_object_remove_member (object, "hidden");
  if (is_contact)
    json_object_set_boolean_member (object, "deletable", tie_sandbox_sage_contact_is_used (call, record->id) == NULL);
  if (is_contact && is_asked (query, "show_balance", "true"))
    add_balance (call, record, object);
  if (is_asked (query, "show_payments_allocations", "true") && json_object_has_member (object, "outstanding_amount"))
    json_object_set_array_member (object, "payments_allocations", tie_sandbox_sage_dup_allocations (call, record->id));
  if (is_listed && g_strcmp0 (attributes, "all") != 0)
    {
      g_auto (GStrv) wanted = attributes != NULL ? g_strsplit (attributes, ",", -1) : NULL;

      keep_only (object, (const char *const *) wanted);
    }
  if (is_listed && !is_asked (query, "nested_attributes", "all"))
    shorten_nested (object);
  return object;
}

/* In any of the members that this kind is searched by, also in the middle: what comes has to be compared again. */
static gboolean
is_searched (const Filter *filter,
             JsonObject *object)
{
  static const char *const members[] = { "name", "reference", "contact_name", "item_code", "description", "nominal_code", "displayed_as" };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *text = json_object_has_member (object, members[i]) ? tie_sandbox_json_dup_scalar (json_object_get_member (object, members[i])) : NULL;
      g_autofree char *folded = text != NULL ? tie_sandbox_fold (text) : NULL;

      if (folded != NULL && strstr (folded, filter->search) != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_type (JsonObject *object,
          const char *type)
{
  JsonArray *types = tie_sandbox_json_get_array (object, "contact_types");

  for (guint i = 0; types != NULL && i < json_array_get_length (types); i++)
    {
      if (g_strcmp0 (tie_sandbox_json_get_text (json_array_get_object_element (types, i), "id"), type) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_in_days (const Filter *filter,
            JsonObject *object)
{
  const char *date = tie_sandbox_json_get_text (object, "date");
  const char *from = g_hash_table_lookup (filter->query, "from_date");
  const char *to = g_hash_table_lookup (filter->query, "to_date");

  return date == NULL || ((from == NULL || strcmp (date, from) >= 0) && (to == NULL || strcmp (date, to) <= 0));
}

static const char *
get_wanted (const Filter *filter,
            const char *parameter)
{
  const char *value = g_hash_table_lookup (filter->query, parameter);

  /* Of payments one kind comes by itself, the others only when they are asked for. */
  if (value == NULL && g_str_equal (filter->kind->name, "contact_payment") && g_str_equal (parameter, "transaction_type_id"))
    return "CUSTOMER_RECEIPT";
  return value;
}

static gboolean
passes (const Filter *filter,
        JsonObject *object)
{
  const char *type = g_hash_table_lookup (filter->query, "contact_type_id");
  const char *visible = g_hash_table_lookup (filter->query, "visible_in");
  const char *email = g_hash_table_lookup (filter->query, "email");
  const char *active = g_hash_table_lookup (filter->query, "active");

  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      const char *wanted = get_wanted (filter, filters[i].parameter);

      if (!tie_text_is_empty (wanted) && json_object_has_member (object, filters[i].member)
          && g_strcmp0 (tie_sandbox_sage_get_reference (object, filters[i].member), wanted) != 0)
        return FALSE;
    }
  if (!tie_text_is_empty (type) && json_object_has_member (object, "contact_types") && !has_type (object, type))
    return FALSE;
  if (!tie_text_is_empty (email) && g_ascii_strcasecmp (tie_sandbox_json_get_text (object, "email") != NULL ? tie_sandbox_json_get_text (object, "email") : "", email) != 0)
    return FALSE;
  if (!tie_text_is_empty (active) && json_object_has_member (object, "active") && tie_sandbox_json_get_boolean (object, "active") != g_str_equal (active, "true"))
    return FALSE;
  if (!tie_text_is_empty (visible))
    {
      g_autofree char *member = g_strconcat ("visible_in_", visible, NULL);

      if (!tie_sandbox_json_get_boolean (object, member))
        return FALSE;
    }
  return is_in_days (filter, object) && (filter->search == NULL || is_searched (filter, object));
}

static GPtrArray *
collect (const Filter *filter)
{
  TieSandboxSageCall *call = filter->call;
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_sandbox_sage_record_free);
  g_autofree char *order = filter->sort != NULL ? g_strdup_printf ("coalesce (json_extract (json, '$.%s'), '') %s, seq", filter->sort, filter->descends ? "DESC" : "ASC")
                                                : g_strdup ((filter->kind->traits & TIE_SANDBOX_SAGE_SORTED) != 0 ? "date DESC, seq DESC" : "name, seq");
  g_autofree char *sql = g_strdup_printf ("SELECT id, json FROM sage_record WHERE business = ? AND kind = ? AND updated >= ? AND %s ? ORDER BY %s",
                                          filter->deleted_since >= 0 ? "deleted >" : "deleted =", order);
  g_autoptr (TieSandboxStatement) statement = tie_sandbox_store_query (call->store, sql, "ssii", call->business, filter->kind->name, filter->since,
                                                                       MAX (filter->deleted_since, 0));

  while (tie_sandbox_store_step (call->store, statement))
    {
      g_autoptr (JsonNode) root = tie_sandbox_json_parse ((const char *) sqlite3_column_text (statement, 1));
      TieSandboxSageRecord *record;

      if (!passes (filter, json_node_get_object (root)))
        continue;
      record = tie_sandbox_sage_record_new (filter->kind);
      record->id = g_strdup ((const char *) sqlite3_column_text (statement, 0));
      json_object_unref (record->object);
      record->object = json_object_ref (json_node_get_object (root));
      g_ptr_array_add (found, record);
    }
  return found;
}

static gboolean
read_moment (const Filter *filter,
             const char *parameter,
             TieSandboxSageTraits trait,
             gint64 *moment)
{
  const char *text = g_hash_table_lookup (filter->query, parameter);

  return text == NULL || ((filter->kind->traits & trait) != 0 && tie_sandbox_sage_parse_moment (text, moment));
}

/* Only where Sage has it, and only by what it sorts by. */
static gboolean
read_sort (Filter *filter)
{
  static const char *const members[] = { "created_at", "updated_at", "date", "due_date" };
  const char *text = g_hash_table_lookup (filter->query, "sort");
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ":", 2);

  for (gsize i = 0; parts[0] != NULL && i < G_N_ELEMENTS (members); i++)
    {
      if (g_str_equal (parts[0], members[i]))
        filter->sort = members[i];
    }
  filter->descends = parts[0] != NULL && g_strcmp0 (parts[1], "desc") == 0;
  return text == NULL || (filter->sort != NULL && (filter->kind->traits & TIE_SANDBOX_SAGE_SORTED) != 0);
}

static void
read_list (Filter *filter,
           const TieSandboxRequest *request,
           TieSandboxAnswer *answer)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *path = g_strconcat ("/", filter->kind->plural, NULL);
  JsonArray *items;
  gint64 page, size;

  if (!tie_sandbox_sage_read_page (request, &page, &size, answer))
    return;
  if (!read_moment (filter, "updated_or_created_since", TIE_SANDBOX_SAGE_STAMPED, &filter->since)
      || !read_moment (filter, "deleted_since", TIE_SANDBOX_SAGE_TOMBS, &filter->deleted_since) || !read_sort (filter))
    {
      tie_sandbox_sage_answer_error (answer, SOUP_STATUS_UNPROCESSABLE_ENTITY, "RecordInvalid", "A parameter is not valid for this resource.");
      return;
    }
  found = collect (filter);
  items = json_array_new ();
  for (gint64 i = (page - 1) * size; i < MIN (page * size, (gint64) found->len); i++)
    json_array_add_object_element (items, tie_sandbox_sage_present (filter->call, g_ptr_array_index (found, (guint) i), filter->query, TRUE));
  tie_sandbox_sage_answer_object (answer, SOUP_STATUS_OK, tie_sandbox_sage_make_page (path, request, "$itemsPerPage", page, size, found->len, items));
}

void
tie_sandbox_sage_read (TieSandboxSageCall *call,
                       const TieSandboxSageKind *kind,
                       const char *id,
                       const TieSandboxRequest *request,
                       TieSandboxAnswer *answer)
{
  const char *search = g_hash_table_lookup (request->query, "search");
  g_auto (Filter) filter = { .call = call, .kind = kind, .query = request->query, .deleted_since = -1 };
  gboolean is_single = (kind->traits & TIE_SANDBOX_SAGE_SINGLE) != 0;
  g_autoptr (TieSandboxSageRecord) record = is_single || id != NULL ? tie_sandbox_sage_get (call, kind->name, is_single ? call->business : id) : NULL;

  filter.search = !tie_text_is_empty (search) ? tie_sandbox_fold (search) : NULL;
  if (record != NULL)
    tie_sandbox_sage_answer_object (answer, SOUP_STATUS_OK, tie_sandbox_sage_present (call, record, request->query, FALSE));
  else if (is_single || id != NULL)
    tie_sandbox_sage_answer_error (answer, SOUP_STATUS_NOT_FOUND, "RecordNotFound", "The record was not found.");
  else
    read_list (&filter, request, answer);
}
