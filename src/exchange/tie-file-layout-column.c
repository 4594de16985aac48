/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-layout"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "exchange/tie-file-field.h"
#include "exchange/tie-file-parser-private.h"

static const char *const signs[] = { "", "debit", "credit", "document", NULL };
const char *const tie_file_row_kinds[] = { "total", "line", "discount", "freight", "rounding", "tax", NULL };

/* "line,freight" as bits. */
static gboolean
read_rows (TieFileParser *self,
           const TieFileWord *word,
           const char *text,
           guint *rows,
           GError **error)
{
  g_auto (GStrv) names = g_strsplit (text, ",", -1);

  *rows = 0;
  for (guint i = 0; names[i] != NULL; i++)
    {
      guint kind = 0;

      if (!tie_file_parser_choose (self, word, names[i], tie_file_row_kinds, &kind, error))
        return FALSE;
      *rows |= 1u << kind;
    }
  return TRUE;
}

/* "Sale; {contact.name}" or contact.name: what is not in quotation marks and not in braces is a field itself. */
static gboolean
read_pieces (TieFileParser *self,
             TieFileColumn *column,
             const TieFileWord *word,
             gboolean is_field,
             GError **error)
{
  g_autofree char *braced = is_field ? g_strdup_printf ("{%s}", word->text) : NULL;
  const char *rest = is_field ? braced : word->text;

  while (*rest != '\0')
    {
      const char *open = strchr (rest, '{');
      const char *close = open != NULL ? strchr (open, '}') : NULL;
      g_autofree char *name = NULL;
      TieFilePiece piece = { 0 };

      if (open == NULL || open > rest)
        {
          piece.text = open != NULL ? g_strndup (rest, (gsize) (open - rest)) : g_strdup (rest);
          rest += strlen (piece.text);
          g_array_append_val (column->pieces, piece);
          continue;
        }
      if (close == NULL)
        return tie_file_parser_fail (self, word->column, error, _ ("a brace is opened and never closed"));
      name = g_strndup (open + 1, (gsize) (close - open - 1));
      if (g_str_has_prefix (name, "option."))
        {
          piece.field = TIE_FILE_FIELD_OPTION;
          piece.text = g_strdup (name + strlen ("option."));
        }
      else
        piece.field = tie_file_field_find (name);
      if (piece.field == TIE_FILE_FIELD_TEXT)
        return tie_file_parser_fail (self, word->column, error, _ ("there is no field “%s”"), name);
      g_array_append_val (column->pieces, piece);
      rest = close + 1;
    }
  return TRUE;
}

/* "a:b,c:d" as a, b, c, d. */
static gboolean
read_map (TieFileParser *self,
          TieFileColumn *column,
          const TieFileWord *word,
          const char *text,
          GError **error)
{
  g_auto (GStrv) pairs = g_strsplit (text, ",", -1);
  g_autoptr (GStrvBuilder) map = g_strv_builder_new ();

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (pairs[i], ":", 2);

      if (g_strv_length (pair) != 2)
        return tie_file_parser_fail (self, word->column, error, _ ("“%s” is no pair such as yes:Y"), pairs[i]);
      g_strv_builder_addv (map, (const char **) pair);
    }
  g_strfreev (column->map);
  column->map = g_strv_builder_end (map);
  return TRUE;
}

static void
deny (TieFileColumn *column,
      const char *characters)
{
  for (const char *c = characters; *c != '\0'; c++)
    {
      if ((guchar) *c < 128)
        column->plain[(guchar) *c] = 0;
    }
}

/* "2" or "0-4" */
static gboolean
read_decimals (TieFileParser *self,
               TieFileColumn *column,
               const TieFileWord *word,
               const char *text,
               GError **error)
{
  const char *dash = strchr (text, '-');
  g_autofree char *least = dash != NULL ? g_strndup (text, (gsize) (dash - text)) : g_strdup (text);

  return tie_file_parser_read_number (self, word, least, &column->min_decimals, error) &&
         tie_file_parser_read_number (self, word, dash != NULL ? dash + 1 : text, &column->max_decimals, error);
}

static gboolean
read_attribute (TieFileParser *self,
                TieFileColumn *column,
                const TieFileWord *word,
                GError **error)
{
  static const char *const names[] = { "max", "keep", "required", "upper", "double-quotes", "decimals", "sign", "else", "map", "deny", "for", "first", NULL };
  const char *equals = strchr (word->text, '=');
  g_autofree char *name = g_strndup (word->text, equals != NULL ? (gsize) (equals - word->text) : strlen (word->text));
  const char *value = equals != NULL ? equals + 1 : "";
  guint chosen = 0, which = 0;

  if (!tie_file_parser_choose (self, word, name, names, &which, error))
    return FALSE;
  switch (which)
    {
    case 0:
      return tie_file_parser_read_number (self, word, value, &column->max, error);
    case 5:
      return read_decimals (self, column, word, value, error);
    case 6:
      if (!tie_file_parser_choose (self, word, value, signs, &chosen, error))
        return FALSE;
      column->sign = (TieFileSign) chosen;
      return TRUE;
    case 7:
      g_free (column->else_text);
      column->else_text = g_strdup (value);
      return TRUE;
    case 8:
      return read_map (self, column, word, value, error);
    case 9:
      deny (column, value);
      return TRUE;
    case 10:
      return read_rows (self, word, value, &column->rows, error);
    default:
      if (!tie_file_parser_choose (self, word, equals != NULL ? value : "yes", tie_file_truths, &chosen, error))
        return FALSE;
      if (which == 1)
        column->keeps_all = chosen != 0;
      else if (which == 2)
        column->is_required = chosen != 0;
      else if (which == 3)
        column->is_upper = chosen != 0;
      else if (which == 4)
        column->may_double_quotes = chosen != 0;
      else
        column->is_first_only = chosen != 0;
      return TRUE;
    }
}

/* column = NAME SOURCE ATTRIBUTE… */
gboolean
tie_file_parser_read_column (TieFileParser *self,
                             const char *line,
                             GError **error)
{
  TieFileColumn *column = g_new0 (TieFileColumn, 1);
  const TieFileWord *source = self->words->len > 2 ? tie_file_parser_get_word (self, 2) : NULL;

  g_ptr_array_add (self->table->columns, column);
  column->name = g_strdup (tie_file_parser_get_word (self, 1)->text);
  column->pieces = g_array_new (FALSE, TRUE, sizeof (TieFilePiece));
  column->rows = G_MAXUINT;
  column->else_text = g_strdup ("");
  column->sign = TIE_FILE_SIGN_CREDIT;
  column->may_double_quotes = self->layout->doubles_quotes;
  column->min_decimals = 2;
  column->max_decimals = 4;
  for (guint c = 0x20; c < 0x7f; c++)
    column->plain[c] = 1;
  deny (column, self->denied);
  if (source == NULL)
    return TRUE; /* there, and empty */
  if (!read_pieces (self, column, source, *g_utf8_offset_to_pointer (line, (glong) source->column - 1) != '"', error))
    return FALSE;
  for (guint i = 3; i < self->words->len; i++)
    {
      if (!read_attribute (self, column, tie_file_parser_get_word (self, i), error))
        return FALSE;
    }
  if (!column->may_double_quotes)
    column->plain['"'] = 0;
  return TRUE;
}
