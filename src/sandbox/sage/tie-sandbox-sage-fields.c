/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-sage-fields"
#include "config.h"

#include <string.h>

#include "sandbox/sage/tie-sandbox-sage.h"

/* Members of a body on their way into an object: what is sent as thing_id is answered as the object thing. */

void
tie_sandbox_sage_problem_free (gpointer data)
{
  TieSandboxSageProblem *self = data;

  g_free (self->message);
  g_free (self->source);
  g_free (self);
}

TieSandboxSageProblem *
tie_sandbox_sage_problem (TieSandboxSageWrite *write,
                          const char *source,
                          const char *format,
                          ...)
{
  TieSandboxSageProblem *problem = g_new0 (TieSandboxSageProblem, 1);
  va_list args;

  va_start (args, format);
  problem->message = g_strdup_vprintf (format, args);
  va_end (args);
  problem->code = "RecordInvalid";
  problem->source = g_strdup (source != NULL ? source : "");
  g_ptr_array_add (write->problems, problem);
  return problem;
}

void
tie_sandbox_sage_not_found (TieSandboxSageWrite *write,
                            const char *format,
                            ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  tie_sandbox_sage_problem (write, NULL, "%s", message)->code = "RecordNotFound";
}

/* "PART_PAID" is shown as "Part paid". */
static char *
dup_words (const char *id)
{
  char *words = g_ascii_strdown (id, -1);

  g_strdelimit (words, "_", ' ');
  *words = g_ascii_toupper (*words);
  return words;
}

/* Constants are upper-case words with an address of their own. */
static gboolean
take_constant (const TieSandboxSageField *field,
               const char *base,
               const char *text,
               JsonObject *to)
{
  g_auto (GStrv) words = g_strsplit (field->target, " ", -1);
  g_autofree char *shown = dup_words (text);

  if (*text == '\0' || !g_strv_contains ((const char *const *) words + 1, text))
    return FALSE;
  tie_sandbox_sage_set_reference (to, base, words[0], text, shown);
  return TRUE;
}

static gboolean
take_record (TieSandboxSageWrite *write,
             const TieSandboxSageField *field,
             const char *base,
             const char *text,
             JsonObject *to)
{
  g_autoptr (TieSandboxSageRecord) record = tie_sandbox_sage_get (write->call, field->target, text);

  if (record != NULL)
    tie_sandbox_sage_set_reference (to, base, record->kind->plural, record->id, tie_sandbox_json_get_text (record->object, "displayed_as"));
  return record != NULL;
}

static gboolean
is_number (JsonNode *node,
           gboolean also_fraction)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  return type == G_TYPE_INT64 || (also_fraction && type == G_TYPE_DOUBLE);
}

static void
take_text (TieSandboxSageWrite *write,
           const TieSandboxSageField *field,
           const char *source,
           const char *text,
           JsonObject *to)
{
  g_autofree char *base = g_str_has_suffix (field->member, "_id") ? g_strndup (field->member, strlen (field->member) - 3) : NULL;

  if (field->type == 'd' && !tie_sandbox_sage_is_day (text))
    tie_sandbox_sage_problem (write, source, "is not a date");
  else if (field->type == 'e' && !take_constant (field, base, text, to))
    tie_sandbox_sage_problem (write, source, "%s is not one of the values", text);
  else if (field->type == 'r' && !take_record (write, field, base, text, to))
    tie_sandbox_sage_not_found (write, "The record was not found.");
  else if (field->longest > 0 && g_utf8_strlen (text, -1) > (glong) field->longest)
    tie_sandbox_sage_problem (write, source, "is too long (maximum is %u characters)", field->longest);
  else if (field->type == 's' || field->type == 'd')
    json_object_set_string_member (to, field->member, text);
}

static void
take_field (TieSandboxSageWrite *write,
            const TieSandboxSageField *field,
            const char *source,
            JsonNode *node,
            JsonObject *to)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;
  g_autoptr (JsonObject) holder = json_object_new ();
  gint64 number = 0;

  if (strchr ("sder", field->type) != NULL && type == G_TYPE_STRING)
    take_text (write, field, source, json_node_get_string (node), to);
  /* Whether a number in quotes is taken nobody has tried: numbers go in as numbers. */
  else if (field->type == 'n' && is_number (node, TRUE))
    {
      json_object_set_member (holder, field->member, json_node_copy (node));
      tie_sandbox_json_get_decimal (holder, field->member, 4, &number);
      tie_sandbox_sage_set_number (to, field->member, number, 4);
    }
  else if (field->type == 'i' && is_number (node, FALSE))
    json_object_set_int_member (to, field->member, json_node_get_int (node));
  else if (field->type == 'b' && type == G_TYPE_BOOLEAN)
    json_object_set_boolean_member (to, field->member, json_node_get_boolean (node));
  else if (field->type != 'x')
    tie_sandbox_sage_problem (write, source, "is not of the right type");
}

static const TieSandboxSageField *
find_field (const TieSandboxSageField *fields,
            gsize n_fields,
            const char *member)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      if (g_str_equal (fields[i].member, member))
        return &fields[i];
    }
  return NULL;
}

/* Members left out keep what they had, null empties; what nobody knows is passed over, but refused by a strict sandbox. */
void
tie_sandbox_sage_take_fields (TieSandboxSageWrite *write,
                              JsonObject *from,
                              JsonObject *to,
                              const TieSandboxSageField *fields,
                              gsize n_fields,
                              const char *prefix)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, from);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      const TieSandboxSageField *field = find_field (fields, n_fields, name);
      g_autofree char *source = g_strconcat (prefix, name, NULL);

      if (field == NULL && write->call->service->company->strict && !write->call->is_loading)
        tie_sandbox_sage_problem (write, source, "is not a member");
      else if (field != NULL && JSON_NODE_HOLDS_NULL (node) && strchr ("er", field->type) != NULL)
        {
          g_autofree char *base = g_strndup (name, strlen (name) - 3);

          json_object_set_null_member (to, base);
        }
      else if (field != NULL && JSON_NODE_HOLDS_NULL (node) && field->type != 'x')
        json_object_set_null_member (to, name);
      else if (field != NULL)
        take_field (write, field, source, node, to);
    }
}

static gboolean
is_there (JsonObject *object,
          const char *member)
{
  const char *text = tie_sandbox_json_get_text (object, member);

  return json_object_has_member (object, member) && !json_object_get_null_member (object, member) && (text == NULL || *text != '\0');
}

void
tie_sandbox_sage_require (TieSandboxSageWrite *write,
                          JsonObject *object,
                          const char *prefix,
                          const char *const *members)
{
  for (guint i = 0; members[i] != NULL; i++)
    {
      g_autofree char *source = g_strconcat (prefix, members[i], NULL);

      if (!is_there (object, members[i]))
        tie_sandbox_sage_problem (write, source, "can't be blank");
    }
}

/* [{"$severity":"error","$dataCode":…,"$message":…,"$source":…},…] */
static void
append_problem (GString *out,
                const char *code,
                const char *message,
                const char *source)
{
  g_string_append (out, out->len > 1 ? "," : "");
  g_string_append_printf (out, "{\"$severity\":\"error\",\"$dataCode\":\"%s\",\"$message\":", code);
  tie_sandbox_json_append_quoted (out, message);
  g_string_append (out, ",\"$source\":");
  tie_sandbox_json_append_quoted (out, source);
  g_string_append_c (out, '}');
}

void
tie_sandbox_sage_answer_error (TieSandboxAnswer *answer,
                               guint status,
                               const char *code,
                               const char *message)
{
  GString *out = g_string_new ("[");

  append_problem (out, code, message, "");
  g_string_append_c (out, ']');
  tie_sandbox_answer_set (answer, status, TIE_SANDBOX_JSON, g_string_free (out, FALSE));
}

void
tie_sandbox_sage_answer_problems (TieSandboxAnswer *answer,
                                  GPtrArray *problems)
{
  GString *out = g_string_new ("[");

  for (guint i = 0; i < problems->len; i++)
    {
      const TieSandboxSageProblem *problem = g_ptr_array_index (problems, i);

      append_problem (out, problem->code, problem->message, problem->source);
    }
  g_string_append_c (out, ']');
  tie_sandbox_answer_set (answer, SOUP_STATUS_UNPROCESSABLE_ENTITY, TIE_SANDBOX_JSON, g_string_free (out, FALSE));
}

void
tie_sandbox_sage_answer_object (TieSandboxAnswer *answer,
                                guint status,
                                JsonObject *object)
{
  tie_sandbox_answer_set (answer, status, TIE_SANDBOX_JSON, tie_sandbox_json_write_object (object));
  json_object_unref (object);
}
