/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-layout"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-error.h"
#include "exchange/tie-file-parser-private.h"

const char *const tie_file_truths[] = { "no", "yes", NULL };

gboolean
tie_file_parser_fail (TieFileParser *self,
                      guint column,
                      GError **error,
                      const char *format,
                      ...)
{
  g_autofree char *reason = NULL;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  /* Translators: name of a file, line, column, what is wrong there */
  g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("%s, line %u, column %u: %s"), self->name, self->line, column, reason);
  return FALSE;
}

void
tie_file_word_clear (gpointer data)
{
  g_free (((TieFileWord *) data)->text);
}

/* One word from p on: bare up to a blank, with quoted parts in which a backslash takes the next character as it is. */
static gboolean
take_word (TieFileParser *self,
           const char *line,
           const char **p,
           GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *start = *p;
  gboolean is_quoted = FALSE;
  TieFileWord word = { 0 };

  for (; **p != '\0' && (is_quoted || !g_ascii_isspace (**p)); (*p)++)
    {
      if (**p == '"')
        is_quoted = !is_quoted;
      else if (is_quoted && **p == '\\' && (*p)[1] != '\0')
        {
          (*p)++;
          g_string_append_c (text, **p == 't' ? '\t' : **p);
        }
      else
        g_string_append_c (text, **p);
    }
  word.column = (guint) g_utf8_strlen (line, start - line) + 1;
  if (is_quoted)
    return tie_file_parser_fail (self, word.column, error, _ ("a quotation mark is opened and never closed"));
  word.text = g_strdup (text->str);
  g_array_append_val (self->words, word);
  return TRUE;
}

/* "key = word word …" as words, the key first. */
gboolean
tie_file_parser_split (TieFileParser *self,
                       const char *line,
                       GError **error)
{
  const char *p = line;

  g_array_set_size (self->words, 0);
  while (g_ascii_isspace (*p))
    p++;
  if (*p == '\0' || *p == '#')
    return TRUE;
  if (!take_word (self, line, &p, error))
    return FALSE;
  while (g_ascii_isspace (*p))
    p++;
  if (self->words->len == 1 && *line != '[')
    {
      if (*p != '=')
        return tie_file_parser_fail (self, (guint) (p - line) + 1, error, _ ("there is no equals sign"));
      p++;
    }
  while (TRUE)
    {
      while (g_ascii_isspace (*p))
        p++;
      if (*p == '\0')
        return TRUE;
      if (!take_word (self, line, &p, error))
        return FALSE;
    }
}

const TieFileWord *
tie_file_parser_get_word (TieFileParser *self,
                          guint i)
{
  return &g_array_index (self->words, TieFileWord, i);
}

/* The place of a word in a list that ends with NULL. */
gboolean
tie_file_parser_choose (TieFileParser *self,
                        const TieFileWord *word,
                        const char *text,
                        const char *const *choices,
                        guint *chosen,
                        GError **error)
{
  g_autofree char *list = NULL;

  for (guint i = 0; choices[i] != NULL; i++)
    {
      if (g_str_equal (choices[i], text))
        {
          *chosen = i;
          return TRUE;
        }
    }
  list = g_strjoinv (", ", (char **) choices);
  /* Translators: a word, and the list of those that may stand there */
  return tie_file_parser_fail (self, word->column, error, _ ("“%s” is none of: %s"), text, list);
}

gboolean
tie_file_parser_read_number (TieFileParser *self,
                             const TieFileWord *word,
                             const char *text,
                             guint *number,
                             GError **error)
{
  guint64 value = 0;

  if (!g_ascii_string_to_unsigned (text, 10, 0, 1000000, &value, NULL))
    return tie_file_parser_fail (self, word->column, error, _ ("“%s” is no number"), text);
  *number = (guint) value;
  return TRUE;
}
