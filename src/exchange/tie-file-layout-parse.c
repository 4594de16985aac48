/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-layout"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-error.h"
#include "exchange/tie-file-field.h"
#include "exchange/tie-file-layout-private.h"

typedef struct
{
  char *text;   /* (owned) */
  guint column; /* where it begins, from 1 */
} Word;

typedef struct
{
  TieFileLayout *layout;
  const char *name; /* of the file */
  guint line;
  GArray *words;    /* (owned) (element-type Word) of the line: the key, and what stands behind the equals sign */
  const char *section;
  TieFileTable *table;   /* (nullable) that the section is about */
  TieFileOption *option; /* (nullable) */
  char *denied;          /* (owned) characters that have no place in any cell */
} Parser;

G_GNUC_PRINTF (4, 5) static gboolean
fail (Parser *self,
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

static void
word_clear (gpointer data)
{
  g_free (((Word *) data)->text);
}

/* One word from p on: bare up to a blank, with quoted parts in which a backslash takes the next character as it is. */
static gboolean
take_word (Parser *self,
           const char *line,
           const char **p,
           GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *start = *p;
  gboolean is_quoted = FALSE;
  Word word = { 0 };

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
    return fail (self, word.column, error, _ ("a quotation mark is opened and never closed"));
  word.text = g_strdup (text->str);
  g_array_append_val (self->words, word);
  return TRUE;
}

/* "key = word word …" as words, the key first. */
static gboolean
split_line (Parser *self,
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
        return fail (self, (guint) (p - line) + 1, error, _ ("there is no equals sign"));
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

static const Word *
get_word (Parser *self,
          guint i)
{
  return &g_array_index (self->words, Word, i);
}

/* The place of a word in a list that ends with NULL. */
static gboolean
choose (Parser *self,
        const Word *word,
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
  return fail (self, word->column, error, _ ("“%s” is none of: %s"), text, list);
}

static gboolean
read_number (Parser *self,
             const Word *word,
             const char *text,
             guint *number,
             GError **error)
{
  guint64 value = 0;

  if (!g_ascii_string_to_unsigned (text, 10, 0, 1000000, &value, NULL))
    return fail (self, word->column, error, _ ("“%s” is no number"), text);
  *number = (guint) value;
  return TRUE;
}

static const char *const truths[] = { "no", "yes", NULL };
static const char *const separators[] = { "none", "comma", "tab", "semicolon", NULL };
static const char *const line_ends[] = { "lf", "crlf", NULL };
static const char *const forms[] = { "", "table", "ledger", "beancount", NULL };
static const char *const encodings[] = { "", "utf-8", "ascii", "windows-1252", NULL };
static const char *const namings[] = { "", "name", "number", "path", "typed", "ledger", "beancount", NULL };
static const char *const terms_forms[] = { "", "name", "myob", "peachtree", NULL };
static const char *const taxes[] = { "", "rows", "accounts", "column", "total", "computed", NULL };
static const char *const agains[] = { "", "adds", "rejects", "unclear", NULL };
static const char *const keys[] = { "number", "name", "number-or-name", NULL };
static const char *const signs[] = { "", "debit", "credit", "document", NULL };
static const char *const row_kinds[] = { "total", "line", "discount", "freight", "rounding", "tax", NULL };
static const char *const option_types[] = { "", "text", "choice", "account", NULL };

typedef enum
{
  AS_TEXT = 1,
  AS_NUMBER,
  AS_TRUTH,
  AS_CHOICE,
} KeyType;

typedef struct
{
  const char *section;
  const char *key;
  KeyType type;
  gsize offset; /* in the layout */
  const char *const *choices;
} Key;

#define AT(member) G_STRUCT_OFFSET (TieFileLayout, member)
static const Key simple_keys[] = {
  { "layout", "id", AS_TEXT, AT (id) },
  { "layout", "label", AS_TEXT, AT (label) },
  { "layout", "extension", AS_TEXT, AT (extension) },
  { "layout", "order", AS_NUMBER, AT (order) },
  { "layout", "form", AS_CHOICE, AT (form), forms },
  { "file", "encoding", AS_CHOICE, AT (encoding), encodings },
  { "file", "quotes", AS_TRUTH, AT (has_quotes) },
  { "file", "double-quotes", AS_TRUTH, AT (doubles_quotes) },
  { "file", "titles", AS_TRUTH, AT (has_titles) },
  { "file", "keywords", AS_TRUTH, AT (has_keywords) },
  { "file", "blank-line", AS_TRUTH, AT (has_blank_line) },
  { "file", "line-bytes", AS_NUMBER, AT (line_bytes) },
  { "file", "most-rows", AS_NUMBER, AT (most_rows) },
  { "file", "date", AS_TEXT, AT (date) },
  { "rules", "customer-key-max", AS_NUMBER, AT (key_max) },
  { "rules", "customer-key-cut", AS_TRUTH, AT (key_cuts) },
  { "rules", "customer-key-upper", AS_TRUTH, AT (key_is_upper) },
  { "rules", "customer-key-plain", AS_TRUTH, AT (key_is_plain) },
  { "rules", "number-max", AS_NUMBER, AT (number_max) },
  { "rules", "number-digits", AS_TRUTH, AT (number_is_digits) },
  { "rules", "number-pad", AS_NUMBER, AT (number_pad) },
  { "rules", "accounts", AS_CHOICE, AT (naming), namings },
  { "rules", "account-max", AS_NUMBER, AT (account_max) },
  { "rules", "terms", AS_CHOICE, AT (terms_form), terms_forms },
  { "rules", "tax", AS_CHOICE, AT (tax), taxes },
  { "rules", "tax-rounds-once", AS_TRUTH, AT (tax_rounds_once) },
  { "rules", "freight-column", AS_TRUTH, AT (freight_is_column) },
  { "rules", "credit-notes", AS_TRUTH, AT (has_credit_notes) },
  { "rules", "below-zero", AS_TRUTH, AT (has_below_zero) },
  { "rules", "one-receivable", AS_TRUTH, AT (has_one_receivable) },
  { "rules", "items", AS_TRUTH, AT (needs_items) },
  { "rules", "quantity-decimals", AS_NUMBER, AT (quantity_decimals) },
  { "rules", "again", AS_CHOICE, AT (again), agains },
};

static const char *const table_names[TIE_FILE_N_TABLES + 1] = {
  "customers", "invoice-head", "invoices", "payment-head", "payments", "accounts", "vendors", "items", "terms", NULL
};

static gboolean
read_simple (Parser *self,
             const Key *key,
             GError **error)
{
  const Word *word = get_word (self, 1);
  gpointer place = G_STRUCT_MEMBER_P (self->layout, key->offset);
  guint value = 0;

  switch (key->type)
    {
    case AS_NUMBER:
      return read_number (self, word, word->text, place, error);
    case AS_TRUTH:
    case AS_CHOICE:
      if (!choose (self, word, word->text, key->type == AS_TRUTH ? truths : key->choices, &value, error))
        return FALSE;
      *(guint *) place = value; /* enumerations and truths alike are as wide as this */
      return TRUE;
    case AS_TEXT:
    default:
      g_free (*(char **) place);
      *(char **) place = g_strdup (word->text);
      return TRUE;
    }
}
G_STATIC_ASSERT (sizeof (guint) == sizeof (gboolean) && sizeof (guint) == sizeof (TieFileForm));

/* "line,freight" as bits. */
static gboolean
read_rows (Parser *self,
           const Word *word,
           const char *text,
           guint *rows,
           GError **error)
{
  g_auto (GStrv) names = g_strsplit (text, ",", -1);

  *rows = 0;
  for (guint i = 0; names[i] != NULL; i++)
    {
      guint kind = 0;

      if (!choose (self, word, names[i], row_kinds, &kind, error))
        return FALSE;
      *rows |= 1u << kind;
    }
  return TRUE;
}

/* "Sale; {contact.name}" or contact.name: what is not in quotation marks and not in braces is a field itself. */
static gboolean
read_pieces (Parser *self,
             TieFileColumn *column,
             const Word *word,
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
        return fail (self, word->column, error, _ ("a brace is opened and never closed"));
      name = g_strndup (open + 1, (gsize) (close - open - 1));
      if (g_str_has_prefix (name, "option."))
        {
          piece.field = TIE_FILE_FIELD_OPTION;
          piece.text = g_strdup (name + strlen ("option."));
        }
      else
        piece.field = tie_file_field_find (name);
      if (piece.field == TIE_FILE_FIELD_TEXT)
        return fail (self, word->column, error, _ ("there is no field “%s”"), name);
      g_array_append_val (column->pieces, piece);
      rest = close + 1;
    }
  return TRUE;
}

/* "a:b,c:d" as a, b, c, d. */
static gboolean
read_map (Parser *self,
          TieFileColumn *column,
          const Word *word,
          const char *text,
          GError **error)
{
  g_auto (GStrv) pairs = g_strsplit (text, ",", -1);
  g_autoptr (GStrvBuilder) map = g_strv_builder_new ();

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (pairs[i], ":", 2);

      if (g_strv_length (pair) != 2)
        return fail (self, word->column, error, _ ("“%s” is no pair such as yes:Y"), pairs[i]);
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
read_decimals (Parser *self,
               TieFileColumn *column,
               const Word *word,
               const char *text,
               GError **error)
{
  const char *dash = strchr (text, '-');
  g_autofree char *least = dash != NULL ? g_strndup (text, (gsize) (dash - text)) : g_strdup (text);

  return read_number (self, word, least, &column->min_decimals, error) &&
         read_number (self, word, dash != NULL ? dash + 1 : text, &column->max_decimals, error);
}

static gboolean
read_attribute (Parser *self,
                TieFileColumn *column,
                const Word *word,
                GError **error)
{
  static const char *const names[] = { "max", "keep", "required", "upper", "double-quotes", "decimals", "sign", "else", "map", "deny", "for", "first", NULL };
  const char *equals = strchr (word->text, '=');
  g_autofree char *name = g_strndup (word->text, equals != NULL ? (gsize) (equals - word->text) : strlen (word->text));
  const char *value = equals != NULL ? equals + 1 : "";
  guint chosen = 0, which = 0;

  if (!choose (self, word, name, names, &which, error))
    return FALSE;
  switch (which)
    {
    case 0:
      return read_number (self, word, value, &column->max, error);
    case 5:
      return read_decimals (self, column, word, value, error);
    case 6:
      if (!choose (self, word, value, signs, &chosen, error))
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
      if (!choose (self, word, equals != NULL ? value : "yes", truths, &chosen, error))
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
static gboolean
read_column (Parser *self,
             const char *line,
             GError **error)
{
  TieFileColumn *column = g_new0 (TieFileColumn, 1);
  const Word *source = self->words->len > 2 ? get_word (self, 2) : NULL;

  g_ptr_array_add (self->table->columns, column);
  column->name = g_strdup (get_word (self, 1)->text);
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
      if (!read_attribute (self, column, get_word (self, i), error))
        return FALSE;
    }
  if (!column->may_double_quotes)
    column->plain['"'] = 0;
  return TRUE;
}

static gboolean
begin_section (Parser *self,
               GError **error)
{
  static const char *const plain[] = { "layout", "file", "rules", "option" };
  const Word *first = get_word (self, 0);
  g_autofree char *name = g_strdup (first->text + 1);
  guint table = 0;

  self->table = NULL;
  self->option = NULL;
  if (self->words->len == 1 && g_str_has_suffix (name, "]"))
    name[strlen (name) - 1] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      if (!g_str_equal (name, plain[i]))
        continue;
      self->section = plain[i];
      if (!g_str_equal (name, "option"))
        return TRUE;
      if (self->words->len != 2 || !g_str_has_suffix (get_word (self, 1)->text, "]"))
        return fail (self, first->column, error, _ ("an option has a name, as in [option date]"));
      self->option = g_new0 (TieFileOption, 1);
      self->option->name = g_strndup (get_word (self, 1)->text, strlen (get_word (self, 1)->text) - 1);
      self->option->label = g_strdup (self->option->name);
      self->option->value = g_strdup ("");
      self->option->type = TIE_FILE_OPTION_TEXT;
      g_ptr_array_add (self->layout->options, self->option);
      return TRUE;
    }
  if (!choose (self, first, name, table_names, &table, error))
    return FALSE;
  self->section = table_names[table];
  self->table = &self->layout->tables[table];
  self->table->exists = TRUE;
  return TRUE;
}

static gboolean
read_option_key (Parser *self,
                 const char *key,
                 GError **error)
{
  static const char *const names[] = { "label", "type", "default", "choices", NULL };
  const Word *word = get_word (self, 1);
  guint which = 0, type = 0;

  if (!choose (self, get_word (self, 0), key, names, &which, error))
    return FALSE;
  if (which == 0 || which == 2)
    {
      char **place = which == 0 ? &self->option->label : &self->option->value;

      g_free (*place);
      *place = g_strdup (word->text);
    }
  else if (which == 1)
    {
      if (!choose (self, word, word->text, option_types, &type, error))
        return FALSE;
      self->option->type = (TieFileOptionType) type;
    }
  else
    {
      g_autoptr (GStrvBuilder) choices = g_strv_builder_new ();

      if (self->words->len % 2 != 1)
        return fail (self, word->column, error, _ ("choices are pairs of a value and its words"));
      for (guint i = 1; i < self->words->len; i++)
        g_strv_builder_add (choices, get_word (self, i)->text);
      self->option->type = TIE_FILE_OPTION_CHOICE;
      self->option->choices = g_strv_builder_end (choices);
    }
  return TRUE;
}

static gboolean
read_order (Parser *self,
            GError **error)
{
  TieFileLayout *layout = self->layout;

  layout->rows = 0;
  layout->n_row_order = 0;
  for (guint i = 1; i < self->words->len; i++)
    {
      guint kind = 0;

      if (!choose (self, get_word (self, i), get_word (self, i)->text, row_kinds, &kind, error))
        return FALSE;
      if (layout->n_row_order == G_N_ELEMENTS (layout->row_order) || (layout->rows & (1u << kind)) != 0)
        return fail (self, get_word (self, i)->column, error, _ ("“%s” stands there twice"), get_word (self, i)->text);
      layout->row_order[layout->n_row_order++] = 1u << kind;
      layout->rows |= 1u << kind;
    }
  layout->rows |= TIE_FILE_ROW_TOTAL; /* said in words or not, each document has one */
  return TRUE;
}

/* Keys that are more than one value; is_known: whether it is one of them. */
static gboolean
read_special (Parser *self,
              const char *key,
              const char *line,
              gboolean *is_known,
              GError **error)
{
  TieFileLayout *layout = self->layout;
  const Word *word = get_word (self, 1);
  guint chosen = 0;

  *is_known = TRUE;
  if (self->option != NULL)
    return read_option_key (self, key, error);
  if (self->table != NULL && g_str_equal (key, "column"))
    return read_column (self, line, error);
  if (self->table != NULL && (g_str_equal (key, "keyword") || g_str_equal (key, "end")))
    {
      char **place = *key == 'k' ? &self->table->keyword : &self->table->end;

      g_free (*place);
      *place = g_strdup (word->text);
      return TRUE;
    }
  if (g_str_equal (self->section, "file") && g_str_equal (key, "separator"))
    {
      if (!choose (self, word, word->text, separators, &chosen, error))
        return FALSE;
      layout->separator = " ,\t;"[chosen];
      return TRUE;
    }
  if (g_str_equal (self->section, "file") && g_str_equal (key, "line-end"))
    {
      if (!choose (self, word, word->text, line_ends, &chosen, error))
        return FALSE;
      g_free (layout->line_end);
      layout->line_end = g_strdup (chosen == 0 ? "\n" : "\r\n");
      return TRUE;
    }
  if (g_str_equal (self->section, "file") && g_str_equal (key, "deny"))
    {
      g_free (self->denied);
      self->denied = g_strdup (word->text);
      return TRUE;
    }
  if (g_str_equal (self->section, "rules") && g_str_equal (key, "customer-key"))
    {
      if (!choose (self, word, word->text, keys, &chosen, error))
        return FALSE;
      layout->key_is_name = chosen == 1;
      layout->key_may_be_name = chosen > 0;
      return TRUE;
    }
  if (g_str_equal (self->section, "rules") && g_str_equal (key, "rows"))
    return read_order (self, error);
  *is_known = FALSE;
  return TRUE;
}

static gboolean
read_line (Parser *self,
           const char *line,
           GError **error)
{
  const Word *key;
  gboolean is_known = FALSE;

  if (!split_line (self, line, error))
    return FALSE;
  if (self->words->len == 0)
    return TRUE;
  key = get_word (self, 0);
  if (key->text[0] == '[')
    return begin_section (self, error);
  if (self->section == NULL)
    return fail (self, key->column, error, _ ("there is no [section] above it"));
  if (self->words->len < 2)
    return fail (self, key->column, error, _ ("nothing stands behind the equals sign"));
  if (!read_special (self, key->text, line, &is_known, error))
    return FALSE;
  if (is_known)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (simple_keys); i++)
    {
      if (!g_str_equal (simple_keys[i].section, self->section) || !g_str_equal (simple_keys[i].key, key->text))
        continue;
      if (self->words->len > 2)
        return fail (self, get_word (self, 2)->column, error, _ ("put text with blanks in quotation marks"));
      return read_simple (self, &simple_keys[i], error);
    }
  /* Translators: the first is a key, the second the section in which it stands */
  return fail (self, key->column, error, _ ("“%s” means nothing in [%s]"), key->text, self->section);
}

/* What no layout can be without. */
static gboolean
check_whole (Parser *self,
             GError **error)
{
  TieFileLayout *layout = self->layout;
  const struct
  {
    const char *what;
    gboolean is_there;
  } needed[] = {
    { "[layout] id", layout->id != NULL },
    { "[layout] label", layout->label != NULL },
    { "[layout] extension", layout->extension != NULL },
    { "[layout] form", layout->form != 0 },
    { "[file] date", layout->date != NULL },
    { "[rules] tax", layout->tax != 0 },
    { "[rules] rows", layout->n_row_order > 0 },
    { "[invoices] column", layout->form != TIE_FILE_FORM_TABLE || layout->tables[TIE_FILE_TABLE_INVOICES].columns->len > 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      if (!needed[i].is_there)
        return fail (self, 1, error, _ ("“%s” is missing"), needed[i].what);
    }
  return TRUE;
}

static void
parser_clear (Parser *self)
{
  g_array_unref (self->words);
  g_free (self->denied);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parser, parser_clear)

TieFileLayout *
tie_file_layout_parse (GBytes *text,
                       const char *name,
                       GError **error)
{
  g_autoptr (TieFileLayout) layout = tie_file_layout_new ();
  g_auto (Parser) self = { .layout = layout, .name = name };
  gsize size = 0;
  const char *data = g_bytes_get_data (text, &size);
  g_autofree char *copy = g_strndup (data != NULL ? data : "", size);
  g_auto (GStrv) lines = NULL;

  self.words = g_array_new (FALSE, TRUE, sizeof (Word));
  g_array_set_clear_func (self.words, word_clear);
  self.denied = g_strdup ("");
  self.line = 1;
  if (strlen (copy) != size || !g_utf8_validate (copy, -1, NULL))
    {
      fail (&self, 1, error, _ ("the file is not UTF-8"));
      return NULL;
    }
  lines = g_strsplit (copy, "\n", -1);
  for (; lines[self.line - 1] != NULL; self.line++)
    {
      if (!read_line (&self, g_strchomp (lines[self.line - 1]), error))
        return NULL;
    }
  return check_whole (&self, error) ? g_steal_pointer (&layout) : NULL;
}
