/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-xero-where"
#include "config.h"

#include <string.h>

#include "base/tie-money.h"
#include "sandbox/xero/tie-sandbox-xero.h"

/* The where language: members with dots, texts, numbers, Guid("…"), DateTime(y,m,d), comparisons, AND, OR, brackets and the
 * methods StartsWith, EndsWith and Contains.  It is read anew for each object, which a company of this size bears. */

typedef enum
{
  VALUE_NULL,
  VALUE_TEXT,
  VALUE_NUMBER, /* × 10 000 */
  VALUE_BOOLEAN,
  VALUE_MOMENT, /* milliseconds */
} ValueType;

typedef struct
{
  ValueType type;
  gint64 number;
  char *text; /* (owned) (nullable) */
} Value;

static void
value_clear (Value *value)
{
  g_clear_pointer (&value->text, g_free);
  value->type = VALUE_NULL;
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Value, value_clear)

typedef struct
{
  const char *at;
  JsonObject *object;
  const char *mistake; /* (nullable) */
} Reader;

static gboolean read_or (Reader *reader);

static gboolean
take (Reader *reader,
      const char *word)
{
  gsize length = strlen (word);

  while (g_ascii_isspace (*reader->at))
    reader->at++;
  if (g_ascii_strncasecmp (reader->at, word, length) != 0 || (g_ascii_isalpha (*word) && g_ascii_isalnum (reader->at[length])))
    return FALSE;
  reader->at += length;
  return TRUE;
}

static void
expect (Reader *reader,
        const char *word)
{
  if (!take (reader, word) && reader->mistake == NULL)
    reader->mistake = word;
}

/* There is no way to write a quote inside of quotes. */
static char *
read_quoted (Reader *reader)
{
  const char *start, *end;

  if (!take (reader, "\""))
    {
      reader->mistake = "a text";
      return g_strdup ("");
    }
  start = reader->at;
  end = strchr (start, '"');
  if (end == NULL)
    {
      reader->mistake = "the end of a text";
      return g_strdup ("");
    }
  reader->at = end + 1;
  return g_strndup (start, (gsize) (end - start));
}

static void
set_from_node (Value *value,
               JsonNode *node)
{
  g_autofree char *text = tie_sandbox_json_dup_scalar (node);

  if (text == NULL)
    return;
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    {
      value->type = VALUE_BOOLEAN;
      value->number = json_node_get_boolean (node);
    }
  else if (g_str_has_prefix (text, "/Date(") && tie_sandbox_xero_parse_moment (text, &value->number))
    value->type = VALUE_MOMENT;
  else if (json_node_get_value_type (node) != G_TYPE_STRING && tie_decimal_parse (text, 4, &value->number))
    value->type = VALUE_NUMBER;
  else
    {
      value->type = VALUE_TEXT;
      value->text = g_steal_pointer (&text);
    }
}

static void
look_up (JsonObject *object,
         const char *path,
         Value *value)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);

  for (guint i = 0; names[i] != NULL && object != NULL; i++)
    {
      if (names[i + 1] == NULL && json_object_has_member (object, names[i]))
        set_from_node (value, json_object_get_member (object, names[i]));
      object = tie_sandbox_json_get_object (object, names[i]);
    }
}

/* DateTime(2026,03,01) or DateTime(2026,03,01,10,11,12). */
static void
read_moment (Reader *reader,
             Value *value)
{
  int parts[6] = { 1, 1, 1, 0, 0, 0 };
  g_autoptr (GDateTime) moment = NULL;
  char *end = NULL;

  expect (reader, "(");
  for (int i = 0; i < 6; i++)
    {
      parts[i] = (int) g_ascii_strtoll (reader->at, &end, 10);
      reader->at = end;
      if (!take (reader, ","))
        break;
    }
  expect (reader, ")");
  moment = g_date_time_new_utc (parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
  if (moment == NULL)
    {
      reader->mistake = "a date that exists";
      return;
    }
  value->type = VALUE_MOMENT;
  value->number = g_date_time_to_unix (moment) * 1000;
}

static void
call_method (Reader *reader,
             const char *method,
             Value *value)
{
  g_autofree char *argument = NULL;
  const char *text = value->text != NULL ? value->text : "";
  gboolean is_so;

  expect (reader, "(");
  argument = read_quoted (reader);
  expect (reader, ")");
  if (g_str_equal (method, "StartsWith"))
    is_so = g_str_has_prefix (text, argument);
  else if (g_str_equal (method, "EndsWith"))
    is_so = g_str_has_suffix (text, argument);
  else
    is_so = strstr (text, argument) != NULL;
  value_clear (value);
  value->type = VALUE_BOOLEAN;
  value->number = is_so;
}

static void
read_member (Reader *reader,
             Value *value)
{
  static const char *const methods[] = { "StartsWith", "EndsWith", "Contains", NULL };
  gsize length = strspn (reader->at, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._");
  g_autofree char *path = g_strndup (reader->at, length);
  char *last = strrchr (path, '.');

  if (length == 0)
    {
      reader->mistake = "a member";
      return;
    }
  reader->at += length;
  if (last != NULL && g_strv_contains (methods, last + 1))
    {
      *last = '\0';
      look_up (reader->object, path, value);
      call_method (reader, last + 1, value);
    }
  else
    look_up (reader->object, path, value);
}

static void
read_number (Reader *reader,
             Value *value)
{
  gsize length = strspn (reader->at, G_CSET_DIGITS "-.");
  g_autofree char *text = g_strndup (reader->at, length);

  reader->at += length;
  value->type = VALUE_NUMBER;
  if (!tie_decimal_parse (text, 4, &value->number))
    reader->mistake = "a number";
}

static void
read_value (Reader *reader,
            Value *value)
{
  while (g_ascii_isspace (*reader->at))
    reader->at++;
  if (*reader->at == '"')
    {
      value->type = VALUE_TEXT;
      value->text = read_quoted (reader);
    }
  else if (take (reader, "Guid"))
    {
      expect (reader, "(");
      value->type = VALUE_TEXT;
      value->text = read_quoted (reader);
      expect (reader, ")");
    }
  else if (take (reader, "DateTime"))
    read_moment (reader, value);
  else if (take (reader, "null"))
    value->type = VALUE_NULL;
  else if (take (reader, "true") || take (reader, "false"))
    {
      value->type = VALUE_BOOLEAN;
      value->number = g_ascii_tolower (reader->at[-2]) == 'u';
    }
  else if (g_ascii_isdigit (*reader->at) || *reader->at == '-')
    read_number (reader, value);
  else
    read_member (reader, value);
}

static int
compare (const Value *one,
         const Value *other)
{
  if (one->type == VALUE_TEXT && other->type == VALUE_TEXT)
    return g_ascii_strcasecmp (one->text, other->text);
  if (one->type != other->type)
    return one->type < other->type ? -1 : 1;
  return (one->number > other->number) - (one->number < other->number);
}

static gboolean
read_comparison (Reader *reader)
{
  g_auto (Value) one = { 0 };
  g_auto (Value) other = { 0 };
  const char *operators[] = { "==", "!=", ">=", "<=", ">", "<", "=" };
  gsize found;
  int order;

  if (take (reader, "("))
    {
      gboolean inner = read_or (reader);

      expect (reader, ")");
      return inner;
    }
  read_value (reader, &one);
  for (found = 0; found < G_N_ELEMENTS (operators) && !take (reader, operators[found]); found++)
    ;
  if (found == G_N_ELEMENTS (operators))
    return one.type == VALUE_BOOLEAN && one.number != 0;
  read_value (reader, &other);
  order = compare (&one, &other);
  if (found == 1)
    return order != 0;
  /* What is not there is neither more nor less than anything. */
  if (one.type != other.type)
    return FALSE;
  return found == 2 ? order >= 0 : found == 3 ? order <= 0 : found == 4 ? order > 0 : found == 5 ? order < 0 : order == 0;
}

static gboolean
read_and (Reader *reader)
{
  gboolean matches = read_comparison (reader);

  while (reader->mistake == NULL && (take (reader, "AND") || take (reader, "&&")))
    matches = read_comparison (reader) && matches;
  return matches;
}

static gboolean
read_or (Reader *reader)
{
  gboolean matches = read_and (reader);

  while (reader->mistake == NULL && (take (reader, "OR") || take (reader, "||")))
    matches = read_and (reader) || matches;
  return matches;
}

gboolean
tie_sandbox_xero_where_matches (const char *where,
                                JsonObject *object,
                                gboolean *matches,
                                char **message)
{
  Reader reader = { .at = where, .object = object };

  *matches = read_or (&reader);
  while (g_ascii_isspace (*reader.at))
    reader.at++;
  if (reader.mistake == NULL && *reader.at != '\0')
    reader.mistake = "the end";
  if (reader.mistake != NULL && message != NULL)
    *message = g_strdup_printf ("Expected %s at position %d", reader.mistake, (int) (reader.at - where));
  return reader.mistake == NULL;
}

int
tie_sandbox_xero_compare (JsonObject *one,
                          JsonObject *other,
                          const char *member)
{
  g_auto (Value) first = { 0 };
  g_auto (Value) second = { 0 };

  look_up (one, member, &first);
  look_up (other, member, &second);
  return compare (&first, &second);
}
