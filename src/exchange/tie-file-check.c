/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-check"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-csv-text.h"
#include "base/tie-csv.h"
#include "base/tie-error.h"
#include "base/tie-money.h"
#include "exchange/tie-file-check-private.h"
#include "exchange/tie-file-field.h"

#define NONE G_MAXUINT

void
tie_file_reading_add_problem (TieFileCheck *self,
                              guint line,
                              const char *format,
                              ...)
{
  va_list arguments;
  g_autofree char *reason = NULL;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  self->n_problems++;
  if (self->problems->len < TIE_FILE_CHECK_MOST)
    /* Translators: a line number of a file, and what is wrong there */
    g_ptr_array_add (self->problems, g_strdup_printf (_ ("Line %u: %s"), line, reason));
}

void
tie_file_reading_check_sum (TieFileReading *reading,
                            guint line,
                            gint64 difference)
{
  g_autofree char *amount = NULL;

  if (difference == 0)
    return;
  amount = tie_money_to_words (ABS (difference));
  /* Translators: the number of a document, and an amount */
  tie_file_reading_add_problem (reading->result, line, _ ("%s does not balance, by %s"), reading->number != NULL ? reading->number : "", amount);
}

/* The place of the column that says this field, NONE for none. */
static guint
find_column (const TieFileTable *table,
             TieFileField field)
{
  for (guint i = 0; i < table->columns->len; i++)
    {
      const TieFileColumn *column = table->columns->pdata[i];

      if (column->pieces->len == 1 && g_array_index (column->pieces, TieFilePiece, 0).field == field)
        return i;
    }
  return NONE;
}

gint64
tie_file_reading_read_amount (TieFileReading *reading,
                              const char *cell,
                              guint line)
{
  gint64 value = 0;

  if (*cell != '\0' && !tie_decimal_parse (cell, TIE_MONEY_DECIMALS, &value))
    tie_file_reading_add_problem (reading->result, line, _ ("“%s” is no amount"), cell);
  return value;
}

/* As many digits as the form has letters, and its signs between; a single letter stands for one digit or two. */
static gboolean
is_date (const char *form,
         const char *text)
{
  const char *p = text;

  for (const char *f = form; *f != '\0';)
    {
      const gsize run = strspn (f, (const char[]) { *f, '\0' });
      const gsize digits = strspn (p, "0123456789");

      if (strchr ("YMD", *f) == NULL)
        {
          if (*p++ != *f++)
            return FALSE;
          continue;
        }
      if (run == 1 ? digits < 1 || digits > 2 : digits != run)
        return FALSE;
      p += digits;
      f += run;
    }
  return *p == '\0';
}

gboolean
tie_file_check_is_date (const TieFileLayout *layout,
                        const char *text)
{
  if (is_date (layout->date, text))
    return TRUE;
  for (guint i = 0; i < layout->options->len; i++)
    {
      const TieFileOption *option = layout->options->pdata[i];

      for (guint k = 0; g_str_equal (option->name, "date") && option->choices != NULL && option->choices[k] != NULL; k += 2)
        {
          if (is_date (option->choices[k], text))
            return TRUE;
        }
    }
  return FALSE;
}

static void
check_cell (TieFileReading *reading,
            const TieFileColumn *column,
            const char *cell,
            guint line)
{
  const TieFileValueType type = column->pieces->len == 1 ? tie_file_field_get_type (g_array_index (column->pieces, TieFilePiece, 0).field) : TIE_FILE_VALUE_TEXT;
  gint64 number = 0;

  if (*cell == '\0')
    {
      if (column->is_required && !column->is_first_only)
        tie_file_reading_add_problem (reading->result, line, _ ("“%s” is empty"), column->name);
      return;
    }
  if (column->max > 0 && g_utf8_strlen (cell, -1) > (glong) column->max)
    tie_file_reading_add_problem (reading->result, line, _ ("“%s” has more than %u characters"), column->name, column->max);
  if ((type == TIE_FILE_VALUE_MONEY || type == TIE_FILE_VALUE_DECIMAL || type == TIE_FILE_VALUE_NUMBER) && !tie_decimal_parse (cell, 4, &number))
    /* Translators: a column, and what stands there */
    tie_file_reading_add_problem (reading->result, line, _ ("“%s” is no number: “%s”"), column->name, cell);
  if (type == TIE_FILE_VALUE_DATE && !tie_file_check_is_date (reading->result->layout, cell))
    tie_file_reading_add_problem (reading->result, line, _ ("“%s” is no date: “%s”"), column->name, cell);
}

/* One document is read: its rows against what it says of itself. */
static void
end_record (TieFileReading *reading)
{
  if (reading->number == NULL)
    return;
  reading->result->n_records++;
  if (find_column (reading->table, TIE_FILE_FIELD_DOCUMENT_TOTAL) != NONE)
    {
      tie_file_reading_check_sum (reading, reading->first_line, reading->sum - reading->said);
      reading->result->total += reading->said;
      reading->result->has_total = TRUE;
    }
  if (find_column (reading->table, TIE_FILE_FIELD_DOCUMENT_N_ROWS) != NONE && reading->n_rows != reading->n_said)
    tie_file_reading_add_problem (reading->result, reading->first_line, _ ("%s says %u rows and has %u"), reading->number, reading->n_said, reading->n_rows);
  g_clear_pointer (&reading->number, g_free);
}

static void
add_document_row (TieFileReading *reading,
                  const char *const *cells,
                  guint line)
{
  const guint number = find_column (reading->table, TIE_FILE_FIELD_DOCUMENT_NUMBER);
  const guint amount = find_column (reading->table, TIE_FILE_FIELD_ROW_AMOUNT);
  const guint said = find_column (reading->table, TIE_FILE_FIELD_DOCUMENT_TOTAL);
  const guint n_said = find_column (reading->table, TIE_FILE_FIELD_DOCUMENT_N_ROWS);

  if (number == NONE)
    return;
  if (g_strcmp0 (reading->number, cells[number]) != 0)
    {
      end_record (reading);
      reading->number = g_strdup (cells[number]);
      reading->first_line = line;
      reading->sum = 0;
      reading->n_rows = 0;
      reading->said = said != NONE ? tie_file_reading_read_amount (reading, cells[said], line) : 0;
      reading->n_said = n_said != NONE ? (guint) g_ascii_strtoull (cells[n_said], NULL, 10) : 0;
    }
  reading->sum += amount != NONE ? tie_file_reading_read_amount (reading, cells[amount], line) : 0;
  reading->n_rows++;
}

static gboolean
row_cb (const char *const *cells,
        guint n_cells,
        guint line,
        gpointer user_data,
        GError **error)
{
  TieFileReading *reading = user_data;
  TieFileCheck *result = reading->result;
  const guint amount = find_column (reading->table, TIE_FILE_FIELD_PAYMENT_AMOUNT);

  if (line == 1 && result->layout->has_titles)
    return TRUE;
  result->n_rows++;
  if (n_cells != reading->table->columns->len)
    {
      tie_file_reading_add_problem (result, line, _ ("%u columns instead of %u"), n_cells, reading->table->columns->len);
      return TRUE;
    }
  for (guint i = 0; i < n_cells; i++)
    check_cell (reading, reading->table->columns->pdata[i], cells[i], line);
  if (result->kind == TIE_EXPORT_INVOICES)
    {
      add_document_row (reading, cells, line);
      return TRUE;
    }
  result->n_records++;
  if (amount != NONE)
    {
      result->total += tie_file_reading_read_amount (reading, cells[amount], line);
      result->has_total = TRUE;
    }
  return TRUE;
}

typedef struct
{
  char **cells; /* (owned) (nullable) of the first row */
} FirstRow;

static gboolean
first_row_cb (const char *const *cells,
              guint n_cells,
              guint line,
              gpointer user_data,
              GError **error)
{
  ((FirstRow *) user_data)->cells = g_strdupv ((char **) cells);
  return FALSE;
}

/* The table whose titles the first row has; of a layout without titles, the one with as many columns. */
static gboolean
find_table (const TieFileLayout *layout,
            GBytes *text,
            TieExportKind *kind,
            const TieFileTable **table)
{
  static const TieFileTableKind tables[] = { 0, TIE_FILE_TABLE_CUSTOMERS, TIE_FILE_TABLE_INVOICES, TIE_FILE_TABLE_PAYMENTS };
  FirstRow first = { NULL };
  g_auto (GStrv) cells = NULL;

  tie_csv_read (text, layout->separator, first_row_cb, &first, NULL);
  cells = first.cells;
  for (TieExportKind k = TIE_EXPORT_CUSTOMERS; cells != NULL && k <= TIE_EXPORT_PAYMENTS; k++)
    {
      const TieFileTable *candidate = &layout->tables[tables[k]];
      gboolean fits = candidate->exists && candidate->columns->len == g_strv_length (cells) && g_strv_length (cells) > 1;

      for (guint i = 0; fits && layout->has_titles && i < candidate->columns->len; i++)
        {
          /* The reader takes blanks at the ends away, and some names begin with them. */
          g_autofree char *name = g_strstrip (g_strdup (((const TieFileColumn *) candidate->columns->pdata[i])->name));

          fits = g_str_equal (name, cells[i]);
        }
      if (fits)
        {
          *kind = k;
          *table = candidate;
          return TRUE;
        }
    }
  return FALSE;
}

void
tie_file_check_free (TieFileCheck *self)
{
  g_clear_pointer (&self->layout, tie_file_layout_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_free (self);
}

/* (transfer full) The bytes as text. */
static GBytes *
decode (GBytes *bytes)
{
  return tie_csv_decode (bytes, tie_csv_guess_encoding (bytes));
}

TieFileCheck *
tie_file_check (GBytes *bytes,
                GError **error)
{
  g_autoptr (TieFileCheck) self = g_new0 (TieFileCheck, 1);
  g_autoptr (GPtrArray) layouts = tie_file_layout_list (NULL);
  g_autoptr (GBytes) text = decode (bytes);
  g_autofree char *whole = g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text));
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  TieFileReading reading = { .result = self, .titles = titles };
  gboolean is_found = FALSE;

  self->problems = g_ptr_array_new_with_free_func (g_free);
  /* Those without titles last, for a number of columns says little. */
  for (guint i = 0; i < 2 * layouts->len && !is_found; i++)
    {
      TieFileLayout *layout = layouts->pdata[i % layouts->len];
      const gboolean has_lines = layout->has_keywords || layout->form != TIE_FILE_FORM_TABLE;

      if ((has_lines || layout->has_titles) != (i < layouts->len))
        continue;
      is_found = has_lines ? tie_file_check_fits_lines (layout, whole, &self->kind) : find_table (layout, text, &self->kind, &reading.table);
      if (is_found)
        self->layout = tie_file_layout_ref (layout);
    }
  if (!is_found)
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("The file has none of the known layouts."));
      return NULL;
    }
  if (reading.table == NULL)
    tie_file_reading_read_lines (&reading, text);
  else if (tie_csv_read (text, self->layout->separator, row_cb, &reading, error))
    end_record (&reading);
  else
    return NULL;
  g_free (reading.number);
  return g_steal_pointer (&self);
}
