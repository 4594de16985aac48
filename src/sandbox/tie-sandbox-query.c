/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-query"
#include "config.h"

#include "base/tie-date.h"
#include "base/tie-money.h"
#include "sandbox/tie-sandbox-query.h"

typedef enum
{
  COLUMN_ID,
  COLUMN_TIME,
  COLUMN_STATE,
  COLUMN_NAME, /* folded, with an index */
  COLUMN_TEXT,
  COLUMN_NUMBER,
  COLUMN_BOOLEAN,
} ColumnKind;

typedef struct
{
  ColumnKind kind;
  char *sql; /* (owned): the expression */
} Column;

/* A statement on its way into SQL: conditions and what is bound to them. */
typedef struct
{
  TieSandboxCompany *company;
  const TieSandboxEntity *entity;
  GString *where;       /* (owned) */
  GPtrArray *arguments; /* (owned) of char * */
  GString *types;       /* (owned): s or i for each argument */
  gboolean names_state; /* the statement itself says which activity it wants */
  gboolean uses_name;   /* a name is looked up by its index */
} Translation;

static void
translation_clear (Translation *self)
{
  g_string_free (self->where, TRUE);
  g_string_free (self->types, TRUE);
  g_ptr_array_unref (self->arguments);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Translation, translation_clear)

static void
column_clear (Column *self)
{
  g_clear_pointer (&self->sql, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Column, column_clear)

gboolean
tie_sandbox_query_parse_time (const char *text,
                              gint64 *seconds)
{
  g_autofree char *whole = tie_date_is_valid (text) ? g_strconcat (text, "T00:00:00", NULL) : g_strdup (text);
  g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (whole, tie_sandbox_get_time_zone ());

  if (moment == NULL)
    return FALSE;
  *seconds = g_date_time_to_unix (moment);
  return TRUE;
}

static TieSandboxFault *
find_column (Translation *self,
             const char *property,
             Column *column)
{
  g_auto (GStrv) parts = g_strsplit (property, ".", 2);
  const char *kind = NULL;
  const char *member;
  gboolean is_filter = FALSE;

  if (g_ascii_strcasecmp (property, "Id") == 0)
    *column = (Column) { COLUMN_ID, g_strdup ("id") };
  else if (g_ascii_strcasecmp (property, "MetaData.CreateTime") == 0)
    *column = (Column) { COLUMN_TIME, g_strdup ("created") };
  else if (g_ascii_strcasecmp (property, "MetaData.LastUpdatedTime") == 0)
    *column = (Column) { COLUMN_TIME, g_strdup ("updated") };
  if (column->sql != NULL)
    return NULL;

  member = parts[0] != NULL ? tie_sandbox_fields_find (self->company->fields, self->entity->name, parts[0], &kind, &is_filter) : NULL;
  if (member == NULL || !is_filter)
    return tie_sandbox_fault_new (4001, NULL, "QueryValidationError: Property %s %s %s", property, member == NULL ? "not found for Entity" : "is not queryable for",
                                  self->entity->name);
  if (g_str_equal (member, "Active"))
    *column = (Column) { COLUMN_STATE, g_strdup ("state") };
  else if (g_strcmp0 (member, self->entity->name_member) == 0)
    *column = (Column) { COLUMN_NAME, g_strdup ("name") };
  else if (g_str_equal (kind, "ref"))
    *column = (Column) { COLUMN_TEXT, g_strdup_printf ("json_extract (json, '$.%s.value')", member) };
  else if (g_str_equal (member, "PrimaryEmailAddr"))
    *column = (Column) { COLUMN_TEXT, g_strdup ("json_extract (json, '$.PrimaryEmailAddr.Address')") };
  else if (g_str_equal (member, "PrimaryPhone"))
    *column = (Column) { COLUMN_TEXT, g_strdup ("json_extract (json, '$.PrimaryPhone.FreeFormNumber')") };
  else if (g_str_equal (kind, "number") || g_str_equal (kind, "integer"))
    *column = (Column) { COLUMN_NUMBER, g_strdup_printf ("CAST (ROUND (100 * json_extract (json, '$.%s')) AS INTEGER)", member) };
  else if (g_str_equal (kind, "boolean"))
    *column = (Column) { COLUMN_BOOLEAN, g_strdup_printf ("json_extract (json, '$.%s')", member) };
  else
    *column = (Column) { COLUMN_TEXT, g_strdup_printf ("json_extract (json, '$.%s')", member) };
  return NULL;
}

static void
add_argument (Translation *self,
              char type,
              char *value)
{
  g_string_append_c (self->types, type);
  g_ptr_array_add (self->arguments, value);
}

static TieSandboxFault *
add_value (Translation *self,
           const Column *column,
           TieSandboxCondition *condition,
           const char *value)
{
  gint64 number = -1;

  switch (column->kind)
    {
    case COLUMN_ID:
      if (!g_ascii_string_to_signed (value, 10, G_MININT64, G_MAXINT64, &number, NULL))
        number = -1; /* no object has it */
      break;
    case COLUMN_TIME:
      if (!tie_sandbox_query_parse_time (value, &number))
        return tie_sandbox_fault_new (4001, NULL, "QueryValidationError: %s is no date-time for %s", value, condition->property);
      break;
    case COLUMN_STATE:
    case COLUMN_BOOLEAN:
      if (g_ascii_strcasecmp (value, "true") != 0 && g_ascii_strcasecmp (value, "false") != 0)
        return tie_sandbox_fault_new (4001, NULL, "QueryValidationError: %s is neither true nor false", value);
      number = (g_ascii_strcasecmp (value, "true") == 0) == (column->kind == COLUMN_BOOLEAN);
      break;
    case COLUMN_NUMBER:
      if (!tie_decimal_parse (value, TIE_MONEY_DECIMALS, &number))
        return tie_sandbox_fault_new (4001, NULL, "QueryValidationError: %s is no number", value);
      break;
    case COLUMN_NAME:
      add_argument (self, 's', tie_sandbox_fold (value));
      return NULL;
    case COLUMN_TEXT:
      /* An empty value is written as a blank. */
      add_argument (self, 's', g_strdup (g_str_equal (value, " ") ? "" : value));
      return NULL;
    }
  add_argument (self, 'i', g_strdup_printf ("%" G_GINT64_FORMAT, number));
  return NULL;
}

/* LIKE knows only the per cent sign here; SQLite's underscore is a letter like any other. */
static char *
escape_pattern (const char *pattern)
{
  GString *out = g_string_new (NULL);

  for (const char *p = pattern; *p != '\0'; p++)
    {
      if (*p == '_' || *p == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
  return g_string_free (out, FALSE);
}

static TieSandboxFault *
translate_condition (Translation *self,
                     TieSandboxCondition *condition)
{
  g_auto (Column) column = { 0 };
  TieSandboxFault *fault = find_column (self, condition->property, &column);
  gboolean is_text = column.kind == COLUMN_TEXT || column.kind == COLUMN_NAME;

  if (fault != NULL)
    return fault;
  self->names_state |= column.kind == COLUMN_STATE;
  g_string_append (self->where, " AND ");
  if (g_str_equal (condition->operation, "LIKE"))
    {
      g_autofree char *pattern = escape_pattern (g_ptr_array_index (condition->values, 0));

      if (!is_text)
        return tie_sandbox_fault_new (4001, NULL, "QueryValidationError: LIKE is not supported for %s", condition->property);
      g_string_append_printf (self->where, "%s LIKE ? ESCAPE '\\'", column.sql);
      add_argument (self, 's', column.kind == COLUMN_NAME ? g_utf8_casefold (pattern, -1) : g_steal_pointer (&pattern));
      return NULL;
    }
  self->uses_name |= column.kind == COLUMN_NAME;
  if (column.kind == COLUMN_TEXT)
    g_string_append_printf (self->where, "coalesce (%s, '') COLLATE NOCASE %s (", column.sql, condition->operation);
  else
    g_string_append_printf (self->where, "%s %s (", column.sql, condition->operation);
  for (guint i = 0; fault == NULL && i < condition->values->len; i++)
    {
      g_string_append (self->where, i > 0 ? ", ?" : "?");
      fault = add_value (self, &column, condition, g_ptr_array_index (condition->values, i));
    }
  g_string_append_c (self->where, ')');
  return fault;
}

static TieSandboxFault *
translate (Translation *self,
           TieSandboxQuery *query)
{
  TieSandboxFault *fault = NULL;

  g_string_append (self->where, "entity = ?");
  add_argument (self, 's', g_strdup (self->entity->name));
  for (guint i = 0; fault == NULL && i < query->conditions->len; i++)
    fault = translate_condition (self, g_ptr_array_index (query->conditions, i));
  g_string_append (self->where, self->names_state ? " AND state < 2" : " AND state = 0");
  return fault;
}

static TieSandboxFault *
translate_orders (Translation *self,
                  TieSandboxQuery *query,
                  GString *orders)
{
  for (guint i = 0; i < query->orders->len; i++)
    {
      TieSandboxOrder *order = g_ptr_array_index (query->orders, i);
      g_auto (Column) column = { 0 };
      TieSandboxFault *fault = find_column (self, order->property, &column);

      if (fault != NULL)
        return fault;
      g_string_append_printf (orders, "%s%s%s, ", column.sql, column.kind == COLUMN_TEXT ? " COLLATE NOCASE" : "", order->descending ? " DESC" : "");
    }
  g_string_append (orders, "id");
  return NULL;
}

static TieSandboxStatement *
prepare (Translation *self,
         const char *sql)
{
  TieSandboxStatement *statement = tie_sandbox_store_query (self->company->store, sql, "");

  for (guint i = 0; statement != NULL && i < self->arguments->len; i++)
    {
      const char *value = g_ptr_array_index (self->arguments, i);

      if (self->types->str[i] == 'i')
        sqlite3_bind_int64 (statement, (int) i + 1, g_ascii_strtoll (value, NULL, 10));
      else
        sqlite3_bind_text (statement, (int) i + 1, value, -1, SQLITE_TRANSIENT);
    }
  return statement;
}

/* Where a listing in order of Id goes on from the page before, and nothing changed since, that page's last id is a better
 * place to start than counting from the first row: so reading all pages takes time in proportion to the rows. */
static gint64
resume_page (Translation *self,
             const char *key,
             gint64 start)
{
  TieSandboxCompany *company = self->company;

  if (start == 1 || g_strcmp0 (company->page_statement, key) != 0 || company->page_position != start
      || company->page_changes != tie_sandbox_store_get_changes (company->store))
    return 0;
  return company->page_last_id;
}

static void
remember_page (Translation *self,
               const char *key,
               gint64 next,
               gint64 last_id)
{
  TieSandboxCompany *company = self->company;

  g_free (company->page_statement);
  company->page_statement = g_strdup (key);
  company->page_position = next;
  company->page_last_id = last_id;
  company->page_changes = tie_sandbox_store_get_changes (company->store);
}

static char *
page_key (Translation *self)
{
  g_autoptr (GString) key = g_string_new (self->where->str);

  for (guint i = 0; i < self->arguments->len; i++)
    g_string_append_printf (key, "\n%s", (const char *) g_ptr_array_index (self->arguments, i));
  return g_string_free (g_steal_pointer (&key), FALSE);
}

static TieSandboxFault *
list_rows (Translation *self,
           TieSandboxQuery *query,
           GString *out)
{
  g_autoptr (GString) orders = g_string_new (NULL);
  g_autoptr (TieSandboxStatement) statement = NULL;
  g_autofree char *key = page_key (self);
  g_autofree char *sql = NULL;
  TieSandboxFault *fault = translate_orders (self, query, orders);
  gboolean by_id = g_str_equal (orders->str, "id") || g_str_equal (orders->str, "id, id");
  gint64 after = fault == NULL && by_id ? resume_page (self, key, query->start) : 0;
  gint64 found = 0;
  gint64 last_id = 0;

  if (fault != NULL)
    return fault;
  /* The inner query skips rows by an index alone; only the rows of the page are read.  Where a name is looked up, the plus
   * keeps SQLite from walking through all ids in order instead of using the name's index. */
  sql = g_strdup_printf ("SELECT id, json FROM document WHERE entity = '%s' AND id IN (SELECT id FROM document WHERE %s AND %sid > %" G_GINT64_FORMAT
                         " ORDER BY %s%s LIMIT %" G_GINT64_FORMAT " OFFSET %" G_GINT64_FORMAT ") ORDER BY %s",
                         self->entity->name, self->where->str, self->uses_name ? "+" : "", after, self->uses_name ? "+" : "", orders->str, query->max, after > 0 ? 0 : query->start - 1, orders->str);
  statement = prepare (self, sql);
  while (tie_sandbox_store_step (self->company->store, statement))
    {
      last_id = sqlite3_column_int64 (statement, 0);
      if (found++ == 0)
        g_string_append_printf (out, "{\"%s\":[", self->entity->name);
      else
        g_string_append_c (out, ',');
      g_string_append (out, (const char *) sqlite3_column_text (statement, 1));
    }
  if (found > 0)
    g_string_append_printf (out, "],\"startPosition\":%" G_GINT64_FORMAT ",\"maxResults\":%" G_GINT64_FORMAT "}", query->start, found);
  else
    g_string_append (out, "{}");
  if (by_id && found > 0)
    remember_page (self, key, query->start + found, last_id);
  return NULL;
}

TieSandboxFault *
tie_sandbox_query_run (TieSandboxCompany *company,
                       const char *statement,
                       char **response)
{
  g_autoptr (TieSandboxQuery) query = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_auto (Translation) translation = { .company = company, .where = g_string_new (NULL), .types = g_string_new (NULL),
                                       .arguments = g_ptr_array_new_with_free_func (g_free) };
  TieSandboxFault *fault = tie_sandbox_query_parse (statement, &query);

  if (fault != NULL)
    return fault;
  translation.entity = tie_sandbox_entity_find (query->entity);
  if (translation.entity == NULL)
    return tie_sandbox_fault_new (4001, NULL, "QueryValidationError: Invalid context declaration: %s", query->entity);
  fault = tie_sandbox_company_check_plan (company, translation.entity);
  if (fault == NULL)
    fault = translate (&translation, query);
  if (fault != NULL)
    return fault;
  if (query->is_count)
    {
      g_autofree char *sql = g_strconcat ("SELECT count(*) FROM document WHERE ", translation.where->str, NULL);
      g_autoptr (TieSandboxStatement) counting = prepare (&translation, sql);

      tie_sandbox_store_step (company->store, counting);
      g_string_append_printf (out, "{\"totalCount\":%" G_GINT64_FORMAT "}", (gint64) sqlite3_column_int64 (counting, 0));
    }
  else
    fault = list_rows (&translation, query, out);
  if (fault != NULL)
    return fault;
  *response = g_string_free (g_steal_pointer (&out), FALSE);
  return NULL;
}
