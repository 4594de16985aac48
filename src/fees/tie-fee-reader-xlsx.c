/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-reader"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "fees/tie-fee-reader-private.h"
#include "fees/tie-fee-workbook.h"

typedef struct
{
  const TieFeeWorkbook *workbook;
  TieCsvRowFunc func;
  gpointer user_data;
  GPtrArray *cells;  /* (owned) (element-type utf8) of the open row, gaps are NULL */
  guint line;        /* of the open row */
  gboolean in_row;
  guint column;      /* of the open cell */
  guint next;        /* column of the cell after it, where that does not say itself */
  GString *text;     /* (owned) of the open cell */
  char type;         /* of the open cell: 's' shared, 't' text, 'n' number, 'e' error, 'b' switch */
  gboolean is_date;
  gboolean in_value;
  guint in_reading;
  gboolean stopped;
} Sheet;

/* "C7" is column 2; without a place the next one. */
static guint
parse_column (const char *place,
              guint next)
{
  guint column = 0;

  if (place == NULL || !g_ascii_isalpha (*place))
    return next;
  for (const char *p = place; g_ascii_isalpha (*p) && column <= TIE_FEE_MAX_COLUMNS; p++)
    column = column * 26 + (guint) (g_ascii_toupper (*p) - 'A') + 1;
  return MIN (column - 1, TIE_FEE_MAX_COLUMNS); /* one too many is an error of the row */
}

static void
begin_cell (Sheet *sheet,
            const char **names,
            const char **values)
{
  const char *type = tie_fee_workbook_find_attribute (names, values, "t");
  const char *style = tie_fee_workbook_find_attribute (names, values, "s");
  guint64 format = style != NULL ? g_ascii_strtoull (style, NULL, 10) : G_MAXUINT64;

  sheet->column = parse_column (tie_fee_workbook_find_attribute (names, values, "r"), sheet->next);
  sheet->next = MIN (sheet->column, TIE_FEE_MAX_COLUMNS - 1) + 1;
  g_string_truncate (sheet->text, 0);
  if (type == NULL || g_str_equal (type, "n"))
    sheet->type = 'n';
  else if (g_str_equal (type, "inlineStr") || g_str_equal (type, "str") || g_str_equal (type, "d"))
    sheet->type = 't';
  else
    sheet->type = *type;
  sheet->is_date = format < sheet->workbook->is_date->len && g_array_index (sheet->workbook->is_date, gboolean, format);
}

static char *
make_cell (const Sheet *sheet)
{
  const char *text = sheet->text->str;
  guint64 place;
  char *end;

  if (*text == '\0')
    return NULL;
  switch (sheet->type)
    {
    case 's':
      place = g_ascii_strtoull (text, &end, 10);
      return *end == '\0' && place < sheet->workbook->strings->len ? g_strdup (sheet->workbook->strings->pdata[place]) : NULL;
    case 'n':
      return sheet->is_date ? tie_fee_workbook_dup_date (sheet->workbook, text) : tie_fee_workbook_dup_number (text);
    default:
      return g_strdup (text);
    }
}

static void
end_cell (Sheet *sheet)
{
  char *cell = make_cell (sheet);

  if (cell == NULL)
    return;
  if (sheet->column >= sheet->cells->len)
    g_ptr_array_set_size (sheet->cells, (int) sheet->column + 1);
  g_free (sheet->cells->pdata[sheet->column]);
  sheet->cells->pdata[sheet->column] = cell;
}

static void
end_row (Sheet *sheet,
         GError **error)
{
  g_autofree const char **fields = g_new0 (const char *, sheet->cells->len + 1);
  GError *row_error = NULL;

  for (guint i = 0; i < sheet->cells->len; i++)
    fields[i] = sheet->cells->pdata[i] != NULL ? sheet->cells->pdata[i] : "";
  if (sheet->cells->len == 0)
    return;
  if (!sheet->func (fields, sheet->cells->len, sheet->line, sheet->user_data, &row_error))
    {
      sheet->stopped = row_error == NULL;
      /* the parser has no other way to stop */
      if (row_error == NULL)
        row_error = g_error_new_literal (TIE_FEE_ERROR, TIE_FEE_OK, "stopped");
      g_propagate_error (error, row_error);
    }
}

static void
start_cb (GMarkupParseContext *context,
          const char *element,
          const char **names,
          const char **values,
          gpointer user_data,
          GError **error)
{
  Sheet *sheet = user_data;
  const char *bare = tie_fee_workbook_bare_name (element);

  sheet->in_value = FALSE;
  if (g_str_equal (bare, "row"))
    {
      const char *number = tie_fee_workbook_find_attribute (names, values, "r");
      guint64 line = number != NULL ? g_ascii_strtoull (number, NULL, 10) : 0;

      if (sheet->in_row)
        {
          g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "A row in a row");
          return;
        }
      sheet->in_row = TRUE;
      sheet->line = line > sheet->line && line < G_MAXUINT32 / 2 ? (guint) line : sheet->line + 1;
      g_ptr_array_set_size (sheet->cells, 0);
      sheet->next = 0;
    }
  else if (g_str_equal (bare, "c"))
    begin_cell (sheet, names, values);
  else if (g_str_equal (bare, "rPh"))
    sheet->in_reading++;
  else if (g_str_equal (bare, "v") || (g_str_equal (bare, "t") && sheet->in_reading == 0))
    sheet->in_value = TRUE;
}

static void
end_cb (GMarkupParseContext *context,
        const char *element,
        gpointer user_data,
        GError **error)
{
  Sheet *sheet = user_data;
  const char *bare = tie_fee_workbook_bare_name (element);

  sheet->in_value = FALSE;
  if (g_str_equal (bare, "c"))
    end_cell (sheet);
  else if (g_str_equal (bare, "row"))
    {
      sheet->in_row = FALSE;
      end_row (sheet, error);
    }
  else if (g_str_equal (bare, "rPh"))
    sheet->in_reading--;
}

static void
text_cb (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer user_data,
         GError **error)
{
  Sheet *sheet = user_data;

  if (sheet->in_value && sheet->text->len + length <= TIE_FEE_MAX_CELL + 1)
    g_string_append_len (sheet->text, text, (gssize) length);
}

static const GMarkupParser sheet_parser = { .start_element = start_cb, .end_element = end_cb, .text = text_cb };

gboolean
tie_fee_reader_read_xlsx (GBytes *bytes,
                          const char *name,
                          const TieFeeLayout *layout,
                          TieCsvRowFunc func,
                          gpointer user_data,
                          GError **error)
{
  g_autoptr (TieFeeWorkbook) workbook = tie_fee_workbook_read (bytes, name, TRUE, error);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) local_error = NULL;
  Sheet sheet = { workbook, func, user_data, cells, .text = text };
  gboolean is_there = FALSE;

  if (workbook == NULL)
    return FALSE;
  if (layout->sheet >= workbook->parts->len)
    {
      tie_fee_reader_set_error (error, TIE_FEE_L13_LAYOUT, name, _ ("The workbook does not have that sheet."));
      return FALSE;
    }
  if (!tie_fee_workbook_parse (bytes, name, workbook->parts->pdata[layout->sheet], &sheet_parser, &sheet, &is_there, &local_error) && !sheet.stopped)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (!is_there)
    {
      tie_fee_reader_set_error (error, TIE_FEE_L14_PROTECTED, name, _ ("The workbook is damaged."));
      return FALSE;
    }
  return TRUE;
}

GStrv
tie_fee_reader_list_sheets (GBytes *bytes,
                            const char *name,
                            GError **error)
{
  g_autoptr (TieFeeWorkbook) workbook = tie_fee_workbook_read (bytes, name, FALSE, error);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  if (workbook == NULL)
    return NULL;
  for (guint i = 0; i < workbook->sheets->len; i++)
    g_strv_builder_add (names, workbook->sheets->pdata[i]);
  return g_strv_builder_end (names);
}
