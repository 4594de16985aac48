/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-writer"
#include "config.h"

#include <string.h>

#include "base/tie-money.h"
#include "exchange/tie-file-text.h"
#include "exchange/tie-file-writer.h"

void
tie_file_writer_init (TieFileWriter *self,
                      const TieFileNames *names)
{
  *self = (TieFileWriter) { .names = names };
  self->out = g_string_new (NULL);
  self->cell = g_string_new (NULL);
  self->scratch = g_string_new (NULL);
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_export_change_free);
}

void
tie_file_writer_clear (TieFileWriter *self)
{
  g_string_free (self->out, TRUE);
  g_string_free (self->cell, TRUE);
  g_string_free (self->scratch, TRUE);
  g_ptr_array_unref (self->changes);
  g_free (self->refused);
}

void
tie_file_writer_begin (TieFileWriter *self,
                       const char *id,
                       const char *record)
{
  g_string_truncate (self->out, 0);
  g_ptr_array_set_size (self->changes, 0);
  self->code = TIE_FILE_OK;
  self->facts = (TieFileFacts) { .record = record, .target = self->names->layout->label };
  self->formula = NULL;
  self->n_rows = 0;
  self->n_parts = 0;
  self->id = id;
  self->record = record;
}

static void
note_change (TieFileWriter *self,
             const char *field,
             const char *before,
             const char *after)
{
  TieExportChange *change = g_new0 (TieExportChange, 1);

  change->local_id = g_strdup (self->id);
  change->record = g_strdup (self->record);
  change->field = g_strdup (field);
  change->old_text = g_strdup (before);
  change->new_text = g_strdup (after);
  g_ptr_array_add (self->changes, change);
}

static void
refuse (TieFileWriter *self,
        TieFileCode code,
        const TieFileColumn *column,
        const char *text)
{
  if (self->code != TIE_FILE_OK)
    return;
  self->code = code;
  self->facts.column = column != NULL ? column->name : NULL;
  self->facts.count = column != NULL ? column->max : 0;
  g_free (self->refused);
  self->refused = g_strdup (text);
  self->facts.text = self->refused;
}

static const char *
translate (const TieFileColumn *column,
           const char *text)
{
  for (guint i = 0; column->map != NULL && column->map[i] != NULL; i += 2)
    {
      if (g_str_equal (column->map[i], text))
        return column->map[i + 1];
    }
  return text;
}

static void
fit (TieFileWriter *self,
     const TieFileColumn *column,
     const char *text)
{
  const gsize before = self->cell->len;
  const TieFileFit how = tie_file_text_fit (column, self->names->encoding, text, self->cell);

  if (how == TIE_FILE_FIT_SAME)
    return;
  if (column->keeps_all)
    refuse (self, TIE_FILE_F26_TEXT, column, text);
  note_change (self, column->name, text, self->cell->str + before);
}

static void
append_decimal (GString *out,
                const TieFileColumn *column,
                gint64 value)
{
  static const gint64 units[] = { 10000, 1000, 100, 10, 1 };
  const gint64 unit = units[MIN (column->max_decimals, 4)];

  value = (value + (value < 0 ? -unit / 2 : unit / 2)) / unit * unit;
  tie_decimal_append (out, value, 4, column->min_decimals);
}

/* Numbers and dates go as they are. */
static void
append_value (TieFileWriter *self,
              const TieFileColumn *column,
              const TieFilePiece *piece,
              const TieFileContext *context,
              GString *out)
{
  TieFileValue value;

  tie_file_field_get (piece->field, context, piece->text, column->sign, self->scratch, &value);
  switch (tie_file_field_get_type (piece->field))
    {
    case TIE_FILE_VALUE_DATE:
      tie_file_text_append_date (out, self->names->date, value.text);
      return;
    case TIE_FILE_VALUE_MONEY:
      if (!value.is_none)
        tie_decimal_append (out, value.number, TIE_MONEY_DECIMALS, TIE_MONEY_DECIMALS);
      return;
    case TIE_FILE_VALUE_DECIMAL:
      if (!value.is_none)
        append_decimal (out, column, value.number);
      return;
    case TIE_FILE_VALUE_NUMBER:
      if (!value.is_none)
        tie_decimal_append (out, value.number, 0, 0);
      return;
    case TIE_FILE_VALUE_TRUTH:
      g_string_append (out, translate (column, value.number != 0 ? "yes" : "no"));
      return;
    case TIE_FILE_VALUE_TEXT:
    default:
      g_string_append (out, translate (column, value.text));
      return;
    }
}

/* What a spreadsheet would compute. */
static gboolean
is_formula (const char *text)
{
  gint64 number = 0;

  return *text != '\0' && strchr ("=+-@", *text) != NULL && text[1] != '\0' && !tie_decimal_parse (text, 4, &number);
}

static void
make_cell (TieFileWriter *self,
           const TieFileColumn *column,
           const TieFileContext *context)
{
  const TieFilePiece *first = column->pieces->len > 0 ? &g_array_index (column->pieces, TieFilePiece, 0) : NULL;
  g_autoptr (GString) joined = NULL;
  TieFileValue value;

  g_string_truncate (self->cell, 0);
  if ((context->row != NULL && (column->rows & context->row->kind) == 0) || (column->is_first_only && self->n_parts > 0))
    first = NULL;
  else if (column->pieces->len == 1 && tie_file_field_get_type (first->field) == TIE_FILE_VALUE_TEXT)
    {
      tie_file_field_get (first->field, context, first->text, column->sign, self->scratch, &value);
      value.text = translate (column, value.text);
      fit (self, column, value.text);
      if (self->formula == NULL && is_formula (self->cell->str))
        self->formula = column->name;
    }
  else if (column->pieces->len == 1)
    append_value (self, column, first, context, self->cell);
  else if (column->pieces->len > 1)
    {
      joined = g_string_new (NULL);
      for (guint i = 0; i < column->pieces->len; i++)
        append_value (self, column, &g_array_index (column->pieces, TieFilePiece, i), context, joined);
      fit (self, column, joined->str);
    }
  if (self->cell->len == 0)
    g_string_append (self->cell, column->else_text);
  if (column->is_required && self->cell->len == 0 && !(column->is_first_only && self->n_parts > 0))
    refuse (self, TIE_FILE_F22_EMPTY, column, "");
}

static void
append_cell (TieFileWriter *self,
             const char *text)
{
  const TieFileLayout *layout = self->names->layout;
  const char special[] = { layout->separator, '"', '\r', '\n', '\0' };
  const gsize length = strlen (text);

  if (!layout->has_quotes || (strpbrk (text, special) == NULL && (length == 0 || (*text != ' ' && text[length - 1] != ' '))))
    {
      g_string_append_len (self->out, text, (gssize) length);
      return;
    }
  g_string_append_c (self->out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (self->out, '"');
      g_string_append_c (self->out, *p);
    }
  g_string_append_c (self->out, '"');
}

static void
end_row (TieFileWriter *self,
         gsize start)
{
  const guint most = self->names->layout->line_bytes;

  if (most > 0 && self->out->len - start >= most)
    refuse (self, TIE_FILE_F23_TOO_LONG, NULL, "");
  g_string_append (self->out, self->names->layout->line_end);
  self->n_rows++;
}

void
tie_file_writer_add_titles (TieFileWriter *self,
                            const TieFileTable *table)
{
  const TieFileLayout *layout = self->names->layout;
  const gsize start = self->out->len;
  g_autofree char *keyword = layout->has_keywords ? g_strconcat ("!", table->keyword, NULL) : NULL;

  if (keyword != NULL)
    g_string_append (self->out, keyword);
  for (guint i = 0; i < table->columns->len; i++)
    {
      if (i > 0 || keyword != NULL)
        g_string_append_c (self->out, layout->separator);
      append_cell (self, ((const TieFileColumn *) table->columns->pdata[i])->name);
    }
  end_row (self, start);
}

void
tie_file_writer_add_row (TieFileWriter *self,
                         const TieFileTable *table,
                         const TieFileContext *context)
{
  const TieFileLayout *layout = self->names->layout;
  const gsize start = self->out->len;

  if (table->keyword != NULL)
    g_string_append (self->out, table->keyword);
  for (guint i = 0; i < table->columns->len; i++)
    {
      if (i > 0 || table->keyword != NULL)
        g_string_append_c (self->out, layout->separator);
      make_cell (self, table->columns->pdata[i], context);
      append_cell (self, self->cell->str);
    }
  self->n_parts++;
  end_row (self, start);
}

void
tie_file_writer_add_line (TieFileWriter *self,
                          const char *line)
{
  const gsize start = self->out->len;

  g_string_append (self->out, line);
  end_row (self, start);
}

void
tie_file_writer_append_text (TieFileWriter *self,
                             const char *field,
                             const char *text,
                             const char *denied)
{
  TieFileColumn column = { .name = (char *) field };

  for (guint c = 0x20; c < 0x7f; c++)
    column.plain[c] = strchr (denied, (int) c) == NULL;
  g_string_truncate (self->cell, 0);
  fit (self, &column, text);
  g_string_append (self->out, self->cell->str);
}
