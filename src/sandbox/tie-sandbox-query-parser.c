/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-query-parser"
#include "config.h"

#include <string.h>

#include "sandbox/tie-sandbox-query.h"

typedef enum
{
  TOKEN_END,
  TOKEN_WORD,   /* keyword, property, number, bare value */
  TOKEN_TEXT,   /* in quotes */
  TOKEN_SYMBOL, /* operator, comma, bracket */
} TokenKind;

typedef struct
{
  const char *rest;
  TokenKind kind;
  GString *token; /* (owned) */
  TieSandboxFault *fault;
} Parser;

static void
condition_free (gpointer data)
{
  TieSandboxCondition *condition = data;

  g_free (condition->property);
  g_free (condition->operation);
  g_ptr_array_unref (condition->values);
  g_free (condition);
}

static void
order_free (gpointer data)
{
  TieSandboxOrder *order = data;

  g_free (order->property);
  g_free (order);
}

void
tie_sandbox_query_free (TieSandboxQuery *self)
{
  g_free (self->entity);
  g_ptr_array_unref (self->conditions);
  g_ptr_array_unref (self->orders);
  g_free (self);
}

/* Only the first thing that is wrong is told. */
static gboolean
refuse (Parser *parser,
        const char *wanted)
{
  if (parser->fault == NULL)
    parser->fault = tie_sandbox_fault_new (4000, NULL, "QueryParserError: %s expected, but found \"%s\"", wanted,
                                           parser->kind == TOKEN_END ? "the end" : parser->token->str);
  return FALSE;
}

static void
read_text (Parser *parser)
{
  const char *p = parser->rest + 1;

  for (; *p != '\0' && *p != '\''; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        p++;
      g_string_append_c (parser->token, *p);
    }
  if (*p == '\0')
    refuse (parser, "a closing quote");
  else
    p++;
  parser->kind = TOKEN_TEXT;
  parser->rest = p;
}

static void
advance (Parser *parser)
{
  const char *p = parser->rest;

  g_string_truncate (parser->token, 0);
  while (g_ascii_isspace (*p))
    p++;
  parser->rest = p;
  if (*p == '\0')
    parser->kind = TOKEN_END;
  else if (*p == '\'')
    read_text (parser);
  else if (g_ascii_isalnum (*p) || *p == '_' || *p == '-' || (guchar) *p >= 0x80)
    {
      while (g_ascii_isalnum (*p) || strchr ("_.-:+", *p) != NULL || (guchar) *p >= 0x80)
        {
          if (*p == '\0')
            break;
          g_string_append_c (parser->token, *p++);
        }
      parser->kind = TOKEN_WORD;
      parser->rest = p;
    }
  else
    {
      g_string_append_c (parser->token, *p++);
      if ((p[-1] == '<' || p[-1] == '>') && *p == '=')
        g_string_append_c (parser->token, *p++);
      parser->kind = TOKEN_SYMBOL;
      parser->rest = p;
    }
}

static gboolean
is_keyword (Parser *parser,
            const char *keyword)
{
  return parser->kind == TOKEN_WORD && g_ascii_strcasecmp (parser->token->str, keyword) == 0;
}

static gboolean
is_symbol (Parser *parser,
           const char *symbol)
{
  return parser->kind == TOKEN_SYMBOL && g_str_equal (parser->token->str, symbol);
}

static gboolean
accept_keyword (Parser *parser,
                const char *keyword)
{
  gboolean found = is_keyword (parser, keyword);

  if (found)
    advance (parser);
  return found;
}

static gboolean
accept_symbol (Parser *parser,
               const char *symbol)
{
  gboolean found = is_symbol (parser, symbol);

  if (found)
    advance (parser);
  return found;
}

static gboolean
expect_symbol (Parser *parser,
               const char *symbol)
{
  return accept_symbol (parser, symbol) || refuse (parser, symbol);
}

static char *
take_word (Parser *parser,
           const char *wanted)
{
  char *word;

  if (parser->kind != TOKEN_WORD)
    {
      refuse (parser, wanted);
      return g_strdup ("");
    }
  word = g_strdup (parser->token->str);
  advance (parser);
  return word;
}

/* "*", "count(*)" or a list of properties: whatever is listed, all of them are answered. */
static gboolean
parse_selection (Parser *parser,
                 TieSandboxQuery *query)
{
  if (accept_keyword (parser, "count"))
    {
      query->is_count = TRUE;
      return expect_symbol (parser, "(") && expect_symbol (parser, "*") && expect_symbol (parser, ")");
    }
  do
    {
      g_autofree char *property = NULL;

      if (accept_symbol (parser, "*"))
        continue;
      property = take_word (parser, "* or a property");
    }
  while (parser->fault == NULL && accept_symbol (parser, ","));
  return parser->fault == NULL;
}

static gboolean
parse_value (Parser *parser,
             GPtrArray *values)
{
  if (parser->kind != TOKEN_TEXT && parser->kind != TOKEN_WORD)
    return refuse (parser, "a value");
  g_ptr_array_add (values, g_strdup (parser->token->str));
  advance (parser);
  return TRUE;
}

static gboolean
parse_list (Parser *parser,
            GPtrArray *values)
{
  if (!expect_symbol (parser, "("))
    return FALSE;
  do
    {
      if (!parse_value (parser, values))
        return FALSE;
    }
  while (accept_symbol (parser, ","));
  return expect_symbol (parser, ")");
}

static gboolean
parse_condition (Parser *parser,
                 TieSandboxQuery *query)
{
  static const char *const symbols[] = { "=", "<", ">", "<=", ">=" };
  TieSandboxCondition *condition = g_new0 (TieSandboxCondition, 1);

  condition->values = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (query->conditions, condition);
  condition->property = take_word (parser, "a property");
  if (parser->fault != NULL)
    return FALSE;
  if (accept_keyword (parser, "in"))
    {
      condition->operation = g_strdup ("IN");
      return parse_list (parser, condition->values);
    }
  if (accept_keyword (parser, "like"))
    {
      condition->operation = g_strdup ("LIKE");
      return parse_value (parser, condition->values);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (symbols); i++)
    {
      if (!accept_symbol (parser, symbols[i]))
        continue;
      condition->operation = g_strdup (symbols[i]);
      return parse_value (parser, condition->values);
    }
  return refuse (parser, "an operator (=, <, >, <=, >=, IN, LIKE)");
}

static gboolean
parse_orders (Parser *parser,
              TieSandboxQuery *query)
{
  do
    {
      TieSandboxOrder *order = g_new0 (TieSandboxOrder, 1);

      g_ptr_array_add (query->orders, order);
      order->property = take_word (parser, "a property");
      if (accept_keyword (parser, "desc"))
        order->descending = TRUE;
      else
        accept_keyword (parser, "asc");
    }
  while (parser->fault == NULL && accept_symbol (parser, ","));
  return parser->fault == NULL;
}

static gboolean
parse_number (Parser *parser,
              gint64 *number)
{
  g_autofree char *word = take_word (parser, "a number");

  if (parser->fault != NULL)
    return FALSE;
  return g_ascii_string_to_signed (word, 10, G_MININT32, G_MAXINT32, number, NULL) || refuse (parser, "a number");
}

static gboolean
parse_statement (Parser *parser,
                 TieSandboxQuery *query)
{
  if (!accept_keyword (parser, "select"))
    return refuse (parser, "SELECT");
  if (!parse_selection (parser, query))
    return FALSE;
  if (!accept_keyword (parser, "from"))
    return refuse (parser, "FROM");
  query->entity = take_word (parser, "an entity");
  if (accept_keyword (parser, "where"))
    {
      do
        {
          if (!parse_condition (parser, query))
            return FALSE;
        }
      while (accept_keyword (parser, "and"));
    }
  if (accept_keyword (parser, "orderby") || (accept_keyword (parser, "order") && (accept_keyword (parser, "by") || refuse (parser, "BY"))))
    parse_orders (parser, query);
  if (parser->fault == NULL && accept_keyword (parser, "startposition"))
    parse_number (parser, &query->start);
  if (parser->fault == NULL && accept_keyword (parser, "maxresults"))
    parse_number (parser, &query->max);
  return parser->fault == NULL && (parser->kind == TOKEN_END || refuse (parser, "the end"));
}

TieSandboxFault *
tie_sandbox_query_parse (const char *statement,
                         TieSandboxQuery **query)
{
  g_autoptr (TieSandboxQuery) parsed = g_new0 (TieSandboxQuery, 1);
  Parser parser = { .rest = statement };

  parsed->conditions = g_ptr_array_new_with_free_func (condition_free);
  parsed->orders = g_ptr_array_new_with_free_func (order_free);
  parsed->start = 1;
  parsed->max = TIE_SANDBOX_QUERY_DEFAULT;
  parser.token = g_string_new (NULL);
  advance (&parser);
  parse_statement (&parser, parsed);
  g_string_free (parser.token, TRUE);
  if (parser.fault != NULL)
    return parser.fault;
  if (parsed->start < 1 || parsed->max < 0)
    return tie_sandbox_fault_new (4001, NULL, "QueryValidationError: STARTPOSITION and MAXRESULTS count from 1");
  parsed->max = MIN (parsed->max, TIE_SANDBOX_QUERY_MAX);
  *query = g_steal_pointer (&parsed);
  return NULL;
}
