/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-reader"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "fees/tie-fee-reader-private.h"

/* Between a reader and whoever takes its rows: keeps the limits. */
typedef struct
{
  const char *name;
  TieCsvRowFunc func;
  gpointer user_data;
  guint n_rows;
} Limits;

void
tie_fee_reader_set_error (GError **error,
                          TieFeeCode code,
                          const char *name,
                          const char *text)
{
  TieFeeFacts facts = { .file = name, .text = text };

  tie_fee_set_error (error, code, &facts);
}

const char *
tie_fee_format_get_name (TieFeeFormat format)
{
  static const char *const names[] = { "", "csv", "xlsx", "dbf", "pdf" };

  g_return_val_if_fail (format < G_N_ELEMENTS (names), "");

  return names[format];
}

static gboolean
check_row (const char *const *cells,
           guint n_cells,
           guint line,
           gpointer user_data,
           GError **error)
{
  Limits *limits = user_data;

  if (n_cells > TIE_FEE_MAX_COLUMNS)
    {
      tie_fee_reader_set_error (error, TIE_FEE_L13_LAYOUT, limits->name, _ ("It has more than 512 columns."));
      return FALSE;
    }
  if (++limits->n_rows > TIE_FEE_MAX_ROWS)
    {
      tie_fee_reader_set_error (error, TIE_FEE_L13_LAYOUT, limits->name, _ ("It has more than 200,000 rows."));
      return FALSE;
    }
  for (guint i = 0; i < n_cells; i++)
    {
      if (strnlen (cells[i], TIE_FEE_MAX_CELL + 1) > TIE_FEE_MAX_CELL)
        {
          tie_fee_reader_set_error (error, TIE_FEE_L13_LAYOUT, limits->name, _ ("A cell holds more than 64 KiB."));
          return FALSE;
        }
    }
  return limits->func (cells, n_cells, line, limits->user_data, error);
}

static gboolean
starts_with (const guint8 *data,
             gsize size,
             const char *mark,
             gsize length)
{
  return size >= length && memcmp (data, mark, length) == 0;
}

gboolean
tie_fee_reader_detect (GBytes *bytes,
                       const char *name,
                       TieFeeLayout *layout,
                       GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_autoptr (GBytes) text = NULL;

  *layout = (TieFeeLayout) { 0 };
  if (size == 0)
    {
      tie_fee_reader_set_error (error, TIE_FEE_L13_LAYOUT, name, _ ("It is empty."));
      return FALSE;
    }
  if (size > TIE_FEE_MAX_BYTES)
    {
      tie_fee_reader_set_error (error, TIE_FEE_L13_LAYOUT, name, _ ("It is larger than 64 MiB."));
      return FALSE;
    }
  if (starts_with (data, size, "\xd0\xcf\x11\xe0", 4))
    {
      tie_fee_reader_set_error (error, TIE_FEE_L14_PROTECTED, name, _ ("It is an old or password-protected workbook. Save it as CSV."));
      return FALSE;
    }
  if (starts_with (data, size, "PK\x03\x04", 4))
    layout->format = TIE_FEE_FORMAT_XLSX;
  else if (starts_with (data, size, "%PDF-", 5))
    layout->format = TIE_FEE_FORMAT_PDF;
  else if (tie_fee_reader_is_dbf (bytes))
    layout->format = TIE_FEE_FORMAT_DBF;
  else
    {
      layout->format = TIE_FEE_FORMAT_CSV;
      layout->encoding = tie_csv_guess_encoding (bytes);
      text = tie_csv_decode (bytes, layout->encoding);
      layout->separator = tie_csv_guess_separator (text);
    }
  return TRUE;
}

gboolean
tie_fee_reader_read (GBytes *bytes,
                     const char *name,
                     const TieFeeLayout *layout,
                     TieCsvRowFunc func,
                     gpointer user_data,
                     GError **error)
{
  Limits limits = { name, func, user_data, 0 };

  switch (layout->format)
    {
    case TIE_FEE_FORMAT_CSV:
      return tie_fee_reader_read_csv (bytes, name, layout, check_row, &limits, error);
    case TIE_FEE_FORMAT_XLSX:
      return tie_fee_reader_read_xlsx (bytes, name, layout, check_row, &limits, error);
    case TIE_FEE_FORMAT_DBF:
      return tie_fee_reader_read_dbf (bytes, name, check_row, &limits, error);
    case TIE_FEE_FORMAT_PDF:
    default:
      tie_fee_reader_set_error (error, TIE_FEE_L13_LAYOUT, name, _ ("A PDF has no rows. Open it from the project’s Estimated Fee."));
      return FALSE;
    }
}
