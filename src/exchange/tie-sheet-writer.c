/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sheet-writer"
#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <stdio.h>
#include <xlsxwriter.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "base/tie-money.h"
#include "base/tie-text.h"
#include "exchange/tie-sheet-writer.h"

/* What the format can hold. */
#define MAX_ROWS LXW_ROW_MAX
#define MAX_TEXT 32767
#define MAX_NAME 31
#define MAX_DIGITS 15
#define FIRST_DAY "1900-03-01" /* spreadsheets disagree about the days before */

/* In characters. */
#define MIN_WIDTH 8
#define MAX_WIDTH 60

typedef struct
{
  TieCellType type;
  glong width; /* of its longest cell, in characters */
} Column;

struct _TieSheetWriter
{
  char *folder;         /* (owned) (nullable): nobody else may read what lies there for a moment */
  char *path;           /* (owned) (nullable) */
  lxw_workbook *book;   /* (owned) (nullable): NULL once closed */
  lxw_worksheet *sheet; /* of book, as the formats are */
  lxw_format *formats[TIE_CELL_COUNT + 1][2]; /* by type; the second is bold */
  GArray *columns;      /* (owned), element Column */
  lxw_row_t row;
  lxw_col_t column;
  gboolean is_bold;
  GError *error; /* (owned) (nullable): the first one */
};

static const char *
get_number_format (TieCellType type)
{
  switch (type)
    {
    case TIE_CELL_MONEY:
      return "#,##0.00";
    case TIE_CELL_RATE:
      return "#,##0.00##";
    case TIE_CELL_PERCENT:
      return "0.0\" %\"";
    case TIE_CELL_COUNT:
      return "0";
    case TIE_CELL_TEXT:
    case TIE_CELL_DATE:
    default:
      return NULL;
    }
}

static lxw_format *
create_format (TieSheetWriter *self,
               TieCellType type,
               gboolean is_bold)
{
  lxw_format *format = workbook_add_format (self->book);
  const char *number_format = get_number_format (type);

  if (is_bold)
    format_set_bold (format);
  if (number_format != NULL)
    format_set_num_format (format, number_format);
  else if (type == TIE_CELL_DATE)
    format_set_num_format_index (format, 14); /* the reader's own short date */
  return format;
}

/* (transfer full) */
static char *
make_sheet_name (const char *name)
{
  g_autofree char *text = g_strdelimit (g_strdup (name), "[]:*?/\\'", '-');

  return tie_text_truncate (text, MAX_NAME);
}

static void
open_book (TieSheetWriter *self,
           const char *name)
{
  g_autofree char *sheet_name = make_sheet_name (name);
  lxw_workbook_options options = { 0 };

  self->folder = g_dir_make_tmp ("tieout-XXXXXX", &self->error);
  if (self->folder == NULL)
    {
      g_prefix_error (&self->error, "temporary folder: ");
      self->error->domain = TIE_ERROR;
      self->error->code = TIE_ERROR_FAILED;
      return;
    }
  self->path = g_build_filename (self->folder, "sheet.xlsx", NULL);
  options.tmpdir = self->folder;
  self->book = workbook_new_opt (self->path, &options);
  /* A name that the format reserves: the library's own. */
  if (workbook_validate_sheet_name (self->book, sheet_name) != LXW_NO_ERROR)
    g_clear_pointer (&sheet_name, g_free);
  self->sheet = workbook_add_worksheet (self->book, sheet_name);
  for (TieCellType type = TIE_CELL_TEXT; type <= TIE_CELL_COUNT; type++)
    {
      self->formats[type][FALSE] = create_format (self, type, FALSE);
      self->formats[type][TRUE] = create_format (self, type, TRUE);
    }
  worksheet_freeze_panes (self->sheet, 1, 0);
}

TieSheetWriter *
tie_sheet_writer_new (const char *name)
{
  TieSheetWriter *self = g_new0 (TieSheetWriter, 1);

  self->columns = g_array_new (FALSE, TRUE, sizeof (Column));
  self->row = 1;
  open_book (self, name);
  return self;
}

/* The library writes numbers by the locale's decimal sign, and a file wants the point. */
static lxw_error
close_book (TieSheetWriter *self)
{
  locale_t plain = newlocale (LC_NUMERIC_MASK, "C", duplocale (uselocale ((locale_t) 0)));
  locale_t before = uselocale (plain);
  lxw_error result = workbook_close (self->book);

  uselocale (before);
  freelocale (plain);
  self->book = NULL;
  return result;
}

void
tie_sheet_writer_free (TieSheetWriter *self)
{
  if (self->book != NULL)
    lxw_workbook_free (self->book);
  if (self->path != NULL)
    g_unlink (self->path);
  if (self->folder != NULL)
    g_rmdir (self->folder);
  g_clear_error (&self->error);
  g_array_unref (self->columns);
  g_free (self->path);
  g_free (self->folder);
  g_free (self);
}

static void
check (TieSheetWriter *self,
       lxw_error result)
{
  if (result != LXW_NO_ERROR && self->error == NULL)
    g_set_error (&self->error, TIE_ERROR, TIE_ERROR_FAILED, "xlsx: %s", lxw_strerror (result));
}

static void
write_text (TieSheetWriter *self,
            lxw_row_t row,
            lxw_col_t column,
            const char *text,
            lxw_format *format)
{
  g_autofree char *shortened = g_utf8_strlen (text, -1) > MAX_TEXT ? tie_text_truncate (text, MAX_TEXT) : NULL;

  check (self, worksheet_write_string (self->sheet, row, column, shortened != NULL ? shortened : text, format));
}

static gboolean
write_date (TieSheetWriter *self,
            const char *plain,
            lxw_format *format)
{
  lxw_datetime date = { 0 };

  if (!tie_date_is_valid (plain) || strcmp (plain, FIRST_DAY) < 0 || sscanf (plain, "%4d-%2d-%2d", &date.year, &date.month, &date.day) != 3)
    return FALSE;
  check (self, worksheet_write_datetime (self->sheet, self->row, self->column, &date, format));
  return TRUE;
}

/* The one place where an amount is a double: the library takes no other number.  It is a copy to look at, made from the
 * exact text, and no sum is made from it. */
static gboolean
write_number (TieSheetWriter *self,
              const char *plain,
              lxw_format *format)
{
  gint64 value;
  guint digits = 0;

  if (!tie_decimal_parse (plain, 4, &value))
    return FALSE;
  for (const char *at = plain; *at != '\0'; at++)
    digits += g_ascii_isdigit (*at);
  if (digits > MAX_DIGITS)
    return FALSE;
  check (self, worksheet_write_number (self->sheet, self->row, self->column, g_ascii_strtod (plain, NULL), format));
  return TRUE;
}

void
tie_sheet_writer_add_column (TieSheetWriter *self,
                             const char *title,
                             TieCellType type)
{
  Column column = { type, g_utf8_strlen (title, -1) };

  g_return_if_fail (self->row == 1 && self->column == 0);

  g_array_append_val (self->columns, column);
  if (self->book != NULL)
    write_text (self, 0, (lxw_col_t) (self->columns->len - 1), title, self->formats[TIE_CELL_TEXT][TRUE]);
}

void
tie_sheet_writer_add (TieSheetWriter *self,
                      const char *plain)
{
  Column *column;
  lxw_format *format;
  gboolean is_written = FALSE;

  g_return_if_fail (self->column < self->columns->len);

  column = &g_array_index (self->columns, Column, self->column);
  format = self->formats[column->type][self->is_bold];
  if (self->error == NULL && plain != NULL && *plain != '\0')
    {
      if (column->type == TIE_CELL_DATE)
        is_written = write_date (self, plain, format);
      else if (column->type != TIE_CELL_TEXT)
        is_written = write_number (self, plain, format);
      if (!is_written)
        write_text (self, self->row, self->column, plain, self->formats[TIE_CELL_TEXT][self->is_bold]);
      column->width = MAX (column->width, g_utf8_strlen (plain, -1));
    }
  self->column++;
}

void
tie_sheet_writer_end_row (TieSheetWriter *self)
{
  self->column = 0;
  self->row++;
  if (self->row > MAX_ROWS && self->error == NULL)
    g_set_error (&self->error, TIE_ERROR, TIE_ERROR_INVALID, _ ("A sheet holds %u rows. Save as CSV instead, or filter the list."), (guint) MAX_ROWS - 1);
}

void
tie_sheet_writer_set_bold (TieSheetWriter *self,
                           gboolean is_bold)
{
  self->is_bold = is_bold;
}

GBytes *
tie_sheet_writer_finish (TieSheetWriter *self,
                         GError **error)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) failure = NULL;
  gsize length;

  g_return_val_if_fail (self->book != NULL || self->error != NULL, NULL);

  for (guint c = 0; self->error == NULL && c < self->columns->len; c++)
    check (self, worksheet_set_column (self->sheet, (lxw_col_t) c, (lxw_col_t) c, CLAMP (g_array_index (self->columns, Column, c).width + 2, MIN_WIDTH, MAX_WIDTH), NULL));
  if (self->error == NULL)
    check (self, close_book (self));
  if (self->error == NULL && !g_file_get_contents (self->path, &contents, &length, &failure))
    g_set_error_literal (&self->error, TIE_ERROR, TIE_ERROR_FAILED, failure->message);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_error_copy (self->error));
      return NULL;
    }
  return g_bytes_new_take (g_steal_pointer (&contents), length);
}
