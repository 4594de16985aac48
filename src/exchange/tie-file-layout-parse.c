/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-layout"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-error.h"
#include "exchange/tie-file-field.h"
#include "exchange/tie-file-layout-private.h"
#include "exchange/tie-file-parser-private.h"

static const char *const separators[] = { "none", "comma", "tab", "semicolon", NULL };
static const char *const line_ends[] = { "lf", "crlf", NULL };
static const char *const forms[] = { "", "table", "ledger", "beancount", NULL };
static const char *const encodings[] = { "", "utf-8", "ascii", "windows-1252", NULL };
static const char *const namings[] = { "", "name", "number", "path", "typed", "ledger", "beancount", NULL };
static const char *const terms_forms[] = { "", "name", "myob", "peachtree", NULL };
static const char *const taxes[] = { "", "rows", "accounts", "column", "total", "computed", NULL };
static const char *const agains[] = { "", "adds", "rejects", "unclear", NULL };
static const char *const keys[] = { "number", "name", "number-or-name", NULL };
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
read_simple (TieFileParser *self,
             const Key *key,
             GError **error)
{
  const TieFileWord *word = tie_file_parser_get_word (self, 1);
  gpointer place = G_STRUCT_MEMBER_P (self->layout, key->offset);
  guint value = 0;

  switch (key->type)
    {
    case AS_NUMBER:
      return tie_file_parser_read_number (self, word, word->text, place, error);
    case AS_TRUTH:
    case AS_CHOICE:
      if (!tie_file_parser_choose (self, word, word->text, key->type == AS_TRUTH ? tie_file_truths : key->choices, &value, error))
        return FALSE;
      *(guint *) place = value; /* enumerations and tie_file_truths alike are as wide as this */
      return TRUE;
    case AS_TEXT:
    default:
      g_free (*(char **) place);
      *(char **) place = g_strdup (word->text);
      return TRUE;
    }
}
G_STATIC_ASSERT (sizeof (guint) == sizeof (gboolean) && sizeof (guint) == sizeof (TieFileForm));

static gboolean
begin_section (TieFileParser *self,
               GError **error)
{
  static const char *const plain[] = { "layout", "file", "rules", "option" };
  const TieFileWord *first = tie_file_parser_get_word (self, 0);
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
      if (self->words->len != 2 || !g_str_has_suffix (tie_file_parser_get_word (self, 1)->text, "]"))
        return tie_file_parser_fail (self, first->column, error, _ ("an option has a name, as in [option date]"));
      self->option = g_new0 (TieFileOption, 1);
      self->option->name = g_strndup (tie_file_parser_get_word (self, 1)->text, strlen (tie_file_parser_get_word (self, 1)->text) - 1);
      self->option->label = g_strdup (self->option->name);
      self->option->value = g_strdup ("");
      self->option->type = TIE_FILE_OPTION_TEXT;
      g_ptr_array_add (self->layout->options, self->option);
      return TRUE;
    }
  if (!tie_file_parser_choose (self, first, name, table_names, &table, error))
    return FALSE;
  self->section = table_names[table];
  self->table = &self->layout->tables[table];
  self->table->exists = TRUE;
  return TRUE;
}

static gboolean
read_option_key (TieFileParser *self,
                 const char *key,
                 GError **error)
{
  static const char *const names[] = { "label", "type", "default", "choices", NULL };
  const TieFileWord *word = tie_file_parser_get_word (self, 1);
  guint which = 0, type = 0;

  if (!tie_file_parser_choose (self, tie_file_parser_get_word (self, 0), key, names, &which, error))
    return FALSE;
  if (which == 0 || which == 2)
    {
      char **place = which == 0 ? &self->option->label : &self->option->value;

      g_free (*place);
      *place = g_strdup (word->text);
    }
  else if (which == 1)
    {
      if (!tie_file_parser_choose (self, word, word->text, option_types, &type, error))
        return FALSE;
      self->option->type = (TieFileOptionType) type;
    }
  else
    {
      g_autoptr (GStrvBuilder) choices = g_strv_builder_new ();

      if (self->words->len % 2 != 1)
        return tie_file_parser_fail (self, word->column, error, _ ("choices are pairs of a value and its words"));
      for (guint i = 1; i < self->words->len; i++)
        g_strv_builder_add (choices, tie_file_parser_get_word (self, i)->text);
      self->option->type = TIE_FILE_OPTION_CHOICE;
      self->option->choices = g_strv_builder_end (choices);
    }
  return TRUE;
}

static gboolean
read_order (TieFileParser *self,
            GError **error)
{
  TieFileLayout *layout = self->layout;

  layout->rows = 0;
  layout->n_row_order = 0;
  for (guint i = 1; i < self->words->len; i++)
    {
      guint kind = 0;

      if (!tie_file_parser_choose (self, tie_file_parser_get_word (self, i), tie_file_parser_get_word (self, i)->text, tie_file_row_kinds, &kind, error))
        return FALSE;
      if (layout->n_row_order == G_N_ELEMENTS (layout->row_order) || (layout->rows & (1u << kind)) != 0)
        return tie_file_parser_fail (self, tie_file_parser_get_word (self, i)->column, error, _ ("“%s” stands there twice"), tie_file_parser_get_word (self, i)->text);
      layout->row_order[layout->n_row_order++] = 1u << kind;
      layout->rows |= 1u << kind;
    }
  layout->rows |= TIE_FILE_ROW_TOTAL; /* said in words or not, each document has one */
  return TRUE;
}

/* Keys that are more than one value; is_known: whether it is one of them. */
static gboolean
read_special (TieFileParser *self,
              const char *key,
              const char *line,
              gboolean *is_known,
              GError **error)
{
  TieFileLayout *layout = self->layout;
  const TieFileWord *word = tie_file_parser_get_word (self, 1);
  guint chosen = 0;

  *is_known = TRUE;
  if (self->option != NULL)
    return read_option_key (self, key, error);
  if (self->table != NULL && g_str_equal (key, "column"))
    return tie_file_parser_read_column (self, line, error);
  if (self->table != NULL && (g_str_equal (key, "keyword") || g_str_equal (key, "end")))
    {
      char **place = *key == 'k' ? &self->table->keyword : &self->table->end;

      g_free (*place);
      *place = g_strdup (word->text);
      return TRUE;
    }
  if (g_str_equal (self->section, "file") && g_str_equal (key, "separator"))
    {
      if (!tie_file_parser_choose (self, word, word->text, separators, &chosen, error))
        return FALSE;
      layout->separator = " ,\t;"[chosen];
      return TRUE;
    }
  if (g_str_equal (self->section, "file") && g_str_equal (key, "line-end"))
    {
      if (!tie_file_parser_choose (self, word, word->text, line_ends, &chosen, error))
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
      if (!tie_file_parser_choose (self, word, word->text, keys, &chosen, error))
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
read_line (TieFileParser *self,
           const char *line,
           GError **error)
{
  const TieFileWord *key;
  gboolean is_known = FALSE;

  if (!tie_file_parser_split (self, line, error))
    return FALSE;
  if (self->words->len == 0)
    return TRUE;
  key = tie_file_parser_get_word (self, 0);
  if (key->text[0] == '[')
    return begin_section (self, error);
  if (self->section == NULL)
    return tie_file_parser_fail (self, key->column, error, _ ("there is no [section] above it"));
  if (self->words->len < 2)
    return tie_file_parser_fail (self, key->column, error, _ ("nothing stands behind the equals sign"));
  if (!read_special (self, key->text, line, &is_known, error))
    return FALSE;
  if (is_known)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (simple_keys); i++)
    {
      if (!g_str_equal (simple_keys[i].section, self->section) || !g_str_equal (simple_keys[i].key, key->text))
        continue;
      if (self->words->len > 2)
        return tie_file_parser_fail (self, tie_file_parser_get_word (self, 2)->column, error, _ ("put text with blanks in quotation marks"));
      return read_simple (self, &simple_keys[i], error);
    }
  /* Translators: the first is a key, the second the section in which it stands */
  return tie_file_parser_fail (self, key->column, error, _ ("“%s” means nothing in [%s]"), key->text, self->section);
}

/* What no layout can be without. */
static gboolean
check_whole (TieFileParser *self,
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
        return tie_file_parser_fail (self, 1, error, _ ("“%s” is missing"), needed[i].what);
    }
  return TRUE;
}

static void
parser_clear (TieFileParser *self)
{
  g_array_unref (self->words);
  g_free (self->denied);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TieFileParser, parser_clear)

TieFileLayout *
tie_file_layout_parse (GBytes *text,
                       const char *name,
                       GError **error)
{
  g_autoptr (TieFileLayout) layout = tie_file_layout_new ();
  g_auto (TieFileParser) self = { .layout = layout, .name = name };
  gsize size = 0;
  const char *data = g_bytes_get_data (text, &size);
  g_autofree char *copy = g_strndup (data != NULL ? data : "", size);
  g_auto (GStrv) lines = NULL;

  self.words = g_array_new (FALSE, TRUE, sizeof (TieFileWord));
  g_array_set_clear_func (self.words, tie_file_word_clear);
  self.denied = g_strdup ("");
  self.line = 1;
  if (strlen (copy) != size || !g_utf8_validate (copy, -1, NULL))
    {
      tie_file_parser_fail (&self, 1, error, _ ("the file is not UTF-8"));
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
