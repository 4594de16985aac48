/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-xero-write"
#include "config.h"

#include <string.h>

#include "base/tie-money.h"
#include "base/tie-text.h"
#include "sandbox/xero/tie-sandbox-xero.h"

/* What Xero advises for one call, and what a strict sandbox holds a client to. */
#define STRICT_BATCH 50

void
tie_sandbox_xero_problem (TieSandboxXeroWrite *write,
                          const char *format,
                          ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (write->problems, g_strdup_vprintf (format, args));
  va_end (args);
}

static gboolean
is_among (const char *choices,
          const char *word)
{
  g_auto (GStrv) words = g_strsplit (choices, " ", -1);

  return g_strv_contains ((const char *const *) words, word);
}

static gboolean
take_text (TieSandboxXeroWrite *write,
           const TieSandboxXeroField *field,
           const char *text,
           JsonObject *to)
{
  if (field->longest > 0 && g_utf8_strlen (text, -1) > (glong) field->longest)
    tie_sandbox_xero_problem (write, "The %s field must be %u characters or less.", field->member, field->longest);
  else if (field->choices != NULL && !is_among (field->choices, text))
    tie_sandbox_xero_problem (write, "The value '%s' is not valid for %s", text, field->member);
  else
    json_object_set_string_member (to, field->member, text);
  return TRUE;
}

static gboolean
take_date (TieSandboxXeroWrite *write,
           const TieSandboxXeroField *field,
           JsonObject *from,
           JsonObject *to)
{
  g_autofree char *day = tie_sandbox_xero_dup_day (from, field->member);

  if (day != NULL)
    tie_sandbox_xero_set_day (to, field->member, day);
  return day != NULL;
}

static gboolean
take_field (TieSandboxXeroWrite *write,
            const TieSandboxXeroField *field,
            JsonObject *from,
            JsonObject *to)
{
  JsonNode *node = json_object_get_member (from, field->member);
  g_autofree char *text = tie_sandbox_json_dup_scalar (node);
  gint64 number = 0;

  switch (field->type)
    {
    case 's':
    case 'e':
      return text != NULL && take_text (write, field, text, to);
    case 'd':
      return take_date (write, field, from, to);
    case 'n':
      if (!tie_sandbox_json_get_decimal (from, field->member, 4, &number))
        return FALSE;
      tie_sandbox_json_set_decimal (to, field->member, number, 4);
      return TRUE;
    case 'b':
      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
        return FALSE;
      break;
    case 'o':
      if (!JSON_NODE_HOLDS_OBJECT (node))
        return FALSE;
      break;
    default:
      if (!JSON_NODE_HOLDS_ARRAY (node))
        return FALSE;
      break;
    }
  json_object_set_member (to, field->member, json_node_copy (node));
  return TRUE;
}

/* Members that nobody knows are passed over; those left out keep what they had. */
void
tie_sandbox_xero_take_fields (TieSandboxXeroWrite *write,
                              JsonObject *from,
                              JsonObject *to,
                              const TieSandboxXeroField *fields,
                              gsize n_fields)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      if (!json_object_has_member (from, fields[i].member) || json_object_get_null_member (from, fields[i].member))
        continue;
      if (!take_field (write, &fields[i], from, to))
        tie_sandbox_xero_problem (write, "The value of %s is not of the right form", fields[i].member);
    }
}

JsonObject *
tie_sandbox_xero_refused (const TieSandboxXeroWrite *write)
{
  JsonObject *echo = tie_sandbox_json_copy (write->body);
  JsonArray *errors = json_array_new ();

  for (guint i = 0; i < write->problems->len; i++)
    {
      JsonObject *error = json_object_new ();

      json_object_set_string_member (error, "Message", g_ptr_array_index (write->problems, i));
      json_array_add_object_element (errors, error);
    }
  if ((write->kind->traits & TIE_SANDBOX_XERO_HIDDEN_ID) == 0 && tie_sandbox_json_get_text (echo, write->kind->id_member) == NULL)
    json_object_set_string_member (echo, write->kind->id_member, TIE_SANDBOX_XERO_NO_ID);
  json_object_set_boolean_member (echo, "HasErrors", TRUE);
  json_object_set_boolean_member (echo, "HasValidationErrors", TRUE);
  json_object_set_array_member (echo, "ValidationErrors", errors);
  return echo;
}

void
tie_sandbox_xero_answer_invalid (TieSandboxAnswer *answer,
                                 JsonArray *elements)
{
  g_autoptr (JsonObject) body = json_object_new ();

  json_object_set_int_member (body, "ErrorNumber", 10);
  json_object_set_string_member (body, "Type", "ValidationException");
  json_object_set_string_member (body, "Message", "A validation exception occurred");
  json_object_set_array_member (body, "Elements", elements);
  tie_sandbox_answer_set (answer, SOUP_STATUS_BAD_REQUEST, TIE_SANDBOX_JSON, tie_sandbox_xero_write_json (body));
}

/* By id, else by the number or code of ours. */
static TieSandboxXeroRecord *
find_existing (TieSandboxXeroWrite *write,
               const char *id,
               gboolean may_update)
{
  const TieSandboxXeroKind *kind = write->kind;
  const char *own = tie_sandbox_json_get_text (write->body, kind->id_member);
  const char *number = kind->number_member != NULL ? tie_sandbox_json_get_text (write->body, kind->number_member) : NULL;
  const char *name = kind->name_member != NULL ? tie_sandbox_json_get_text (write->body, kind->name_member) : NULL;
  TieSandboxXeroRecord *found = NULL;

  if (id != NULL || own != NULL)
    {
      found = tie_sandbox_xero_get (write->call, kind->name, id != NULL ? id : own);
      if (found == NULL && id != NULL)
        found = tie_sandbox_xero_find_number (write->call, kind->name, id);
      if (found == NULL)
        tie_sandbox_xero_problem (write, "%s with the specified id does not exist", kind->name);
      return found;
    }
  /* A contact's number is matched even by PUT, and overwrites; a supplier's own numbers are not unique. */
  if (!tie_text_is_empty (number) && (may_update || g_str_equal (kind->name, "Contact")) && g_strcmp0 (tie_sandbox_json_get_text (write->body, "Type"), "ACCPAY") != 0)
    found = tie_sandbox_xero_find_number (write->call, kind->name, number);
  if (found == NULL && may_update && g_str_equal (kind->name, "Contact"))
    found = tie_sandbox_xero_find_name (write->call, kind->name, name);
  return found;
}

void
tie_sandbox_xero_write_element (TieSandboxXeroWrite *write)
{
  tie_sandbox_store_begin (write->call->store);
  write->kind->apply (write);
  if (write->problems->len > 0)
    {
      tie_sandbox_store_rollback (write->call->store);
      return;
    }
  tie_sandbox_xero_put (write->call, write->record);
  tie_sandbox_store_commit (write->call->store);
}

/* The element as it stands in the books now, or as sent with what is wrong. */
static JsonObject *
write_one (TieSandboxXeroCall *call,
           const TieSandboxXeroKind *kind,
           JsonObject *body,
           const char *id,
           gboolean may_update,
           gboolean *is_refused)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  TieSandboxXeroWrite write = { .call = call, .kind = kind, .body = body, .problems = problems };
  JsonObject *result;

  write.record = find_existing (&write, id, may_update);
  write.is_new = write.record == NULL;
  if (write.is_new)
    write.record = tie_sandbox_xero_record_new (kind->name);
  if (problems->len == 0)
    tie_sandbox_xero_write_element (&write);
  *is_refused = problems->len > 0;
  result = problems->len > 0 ? tie_sandbox_xero_refused (&write) : tie_sandbox_json_copy (write.record->object);
  tie_sandbox_xero_record_free (write.record);
  return result;
}

/* {"Invoices":[…]}, or where the kind allows it the bare object. */
static JsonArray *
dup_elements (const TieSandboxXeroKind *kind,
              JsonNode *root)
{
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonArray *wrapped = tie_sandbox_json_get_array (object, kind->plural);
  JsonArray *elements;

  if (wrapped != NULL)
    return json_array_ref (wrapped);
  if (object == NULL || json_object_has_member (object, kind->plural)
      || (kind->traits & (TIE_SANDBOX_XERO_UNWRAPPED | TIE_SANDBOX_XERO_ONE_POST)) == 0)
    return NULL;
  elements = json_array_new ();
  json_array_add_object_element (elements, json_object_ref (object));
  return elements;
}

static gboolean
are_objects (JsonArray *elements)
{
  for (guint i = 0; i < json_array_get_length (elements); i++)
    {
      if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (elements, i)))
        return FALSE;
    }
  return TRUE;
}

static void
write_all (TieSandboxXeroCall *call,
           const TieSandboxXeroKind *kind,
           const char *id,
           JsonArray *elements,
           const TieSandboxRequest *request,
           TieSandboxAnswer *answer)
{
  gboolean summarizes = (kind->traits & TIE_SANDBOX_XERO_BATCH) == 0 || g_strcmp0 (g_hash_table_lookup (request->query, "summarizeErrors"), "false") != 0;
  gboolean may_update = g_str_equal (request->method, "POST");
  g_autoptr (JsonArray) all = json_array_new ();
  g_autoptr (JsonArray) refused = json_array_new ();

  for (guint i = 0; i < json_array_get_length (elements); i++)
    {
      gboolean is_refused = FALSE;
      JsonObject *result = write_one (call, kind, json_array_get_object_element (elements, i), id, may_update, &is_refused);

      if (!summarizes)
        json_object_set_string_member (result, "StatusAttributeString", is_refused ? "ERROR" : "OK");
      json_array_add_object_element (all, result);
      if (is_refused)
        json_array_add_object_element (refused, json_object_ref (result));
    }
  /* Without the parameter only what failed is told of, though the rest was done. */
  if (summarizes && json_array_get_length (refused) > 0)
    tie_sandbox_xero_answer_invalid (answer, json_array_ref (refused));
  else
    tie_sandbox_answer_set (answer, SOUP_STATUS_OK, TIE_SANDBOX_JSON, tie_sandbox_xero_envelope (call, kind->plural, NULL, json_array_ref (all)));
}

void
tie_sandbox_xero_post (TieSandboxXeroCall *call,
                       const TieSandboxXeroKind *kind,
                       const char *id,
                       const TieSandboxRequest *request,
                       TieSandboxAnswer *answer)
{
  g_autoptr (JsonNode) root = g_utf8_validate (request->body, -1, NULL) ? tie_sandbox_json_parse (request->body) : NULL;
  g_autoptr (JsonArray) elements = dup_elements (kind, root);
  const char *type = soup_message_headers_get_content_type (request->headers, NULL);

  if (g_strcmp0 (type, "application/json") != 0)
    tie_sandbox_xero_answer_exception (answer, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE, 17, "PostDataInvalidException", "The content type is not supported");
  else if (elements == NULL || json_array_get_length (elements) == 0 || !are_objects (elements))
    tie_sandbox_xero_answer_exception (answer, SOUP_STATUS_BAD_REQUEST, 14, "PostDataInvalidException", "Invalid JSON data");
  else if (call->service->company->strict && json_array_get_length (elements) > STRICT_BATCH)
    tie_sandbox_xero_answer_exception (answer, SOUP_STATUS_BAD_REQUEST, 14, "PostDataInvalidException", "More than 50 elements in one call");
  else
    write_all (call, kind, id, elements, request, answer);
}

void
tie_sandbox_xero_delete (TieSandboxXeroCall *call,
                         const TieSandboxXeroKind *kind,
                         const char *id,
                         TieSandboxAnswer *answer)
{
  g_autoptr (TieSandboxXeroRecord) record = tie_sandbox_xero_get (call, kind->name, id);
  g_autofree char *used = record != NULL && record->number != NULL ? g_strdup_printf ("%%\"%s\"%%", tie_sandbox_json_get_text (record->object, kind->number_member)) : NULL;
  JsonArray *elements;

  if (record == NULL)
    {
      tie_sandbox_answer_set (answer, SOUP_STATUS_NOT_FOUND, "text/html;charset=UTF-8", g_strdup ("The resource you're looking for cannot be found"));
      return;
    }
  if (used != NULL && tie_sandbox_store_get_number (call->store, "SELECT count(*) FROM xero_record WHERE tenant = ? AND kind IN ('Invoice', 'CreditNote') AND json LIKE ?",
                                                    "ss", call->tenant, used) > 0)
    {
      tie_sandbox_xero_answer_exception (answer, SOUP_STATUS_BAD_REQUEST, 10, "ValidationException", "It is used in transactions and cannot be deleted");
      return;
    }
  tie_sandbox_xero_drop (call, record);
  if (g_str_equal (kind->name, "Item"))
    {
      tie_sandbox_answer_set (answer, SOUP_STATUS_NO_CONTENT, TIE_SANDBOX_JSON, NULL);
      return;
    }
  elements = json_array_new ();
  json_object_set_string_member (record->object, "Status", "DELETED");
  json_array_add_object_element (elements, json_object_ref (record->object));
  tie_sandbox_answer_set (answer, SOUP_STATUS_OK, TIE_SANDBOX_JSON, tie_sandbox_xero_envelope (call, kind->plural, NULL, elements));
}
