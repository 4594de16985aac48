/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-csv-text"
#include "config.h"

#include <string.h>

#include "base/tie-csv-text.h"
#include "base/tie-csv.h"

const char tie_csv_separators[] = ",;\t|";

#define REPLACEMENT 0xFFFD
/* So much of a file tells what it looks like. */
#define PROBE_BYTES 4096
#define PROBE_TEXT (64 * 1024)
#define PROBE_ROWS 100
#define PROBE_COLUMNS 256

static gboolean
starts_with (const guint8 *data,
             gsize size,
             const char *mark)
{
  gsize length = strlen (mark);

  return size >= length && memcmp (data, mark, length) == 0;
}

TieEncoding
tie_csv_guess_encoding (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gsize probe = MIN (size, PROBE_BYTES);
  gsize even = 0, odd = 0;

  if (starts_with (data, size, "\xef\xbb\xbf"))
    return TIE_ENCODING_UTF8;
  if (starts_with (data, size, "\xff\xfe"))
    return TIE_ENCODING_UTF16_LE;
  if (starts_with (data, size, "\xfe\xff"))
    return TIE_ENCODING_UTF16_BE;

  /* Western text in UTF-16 has a NUL in nearly every second byte. */
  for (gsize i = 0; i < probe; i++)
    {
      if (data[i] == 0 && i % 2 == 0)
        even++;
      else if (data[i] == 0)
        odd++;
    }
  if (odd > probe / 5 && even < odd / 10 + 1)
    return TIE_ENCODING_UTF16_LE;
  if (even > probe / 5 && odd < even / 10 + 1)
    return TIE_ENCODING_UTF16_BE;

  /* A stray NUL does not make it another encoding, so it is checked piece by piece. */
  for (gsize at = 0; at < size;)
    {
      const guint8 *nul = memchr (data + at, 0, size - at);
      gsize end = nul != NULL ? (gsize) (nul - data) : size;

      if (!g_utf8_validate ((const char *) data + at, (gssize) (end - at), NULL))
        return TIE_ENCODING_WINDOWS_1252;
      at = end + 1;
    }
  return TIE_ENCODING_UTF8;
}

static GBytes *
decode_utf8 (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  gsize skip = starts_with ((const guint8 *) data, size, "\xef\xbb\xbf") ? 3 : 0;
  const char *p = data + skip;
  const char *end = data + size;
  GString *out;

  if (g_utf8_validate_len (p, size - skip, NULL))
    return g_bytes_new_from_bytes (bytes, skip, size - skip);

  out = g_string_sized_new (size + size / 16);
  while (p < end)
    {
      const char *bad;

      if (!g_utf8_validate_len (p, (gsize) (end - p), &bad))
        {
          g_string_append_len (out, p, bad - p);
          if (*bad != '\0')
            g_string_append_unichar (out, REPLACEMENT);
          p = bad + 1;
        }
      else
        {
          g_string_append_len (out, p, end - p);
          p = end;
        }
    }
  return g_string_free_to_bytes (out);
}

static GBytes *
decode_utf16 (GBytes *bytes,
              gboolean is_big_endian)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  GString *out = g_string_sized_new (size);
  gunichar high = 0;

  for (gsize i = 0; i + 1 < size; i += 2)
    {
      gunichar unit = is_big_endian ? (gunichar) data[i] << 8 | data[i + 1] : (gunichar) data[i + 1] << 8 | data[i];

      if (unit == 0 || (i == 0 && unit == 0xFEFF))
        continue;
      if (high != 0)
        {
          gboolean is_pair = unit >= 0xDC00 && unit < 0xE000;

          g_string_append_unichar (out, is_pair ? 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00) : REPLACEMENT);
          high = 0;
          if (is_pair)
            continue;
        }
      if (unit >= 0xD800 && unit < 0xDC00)
        high = unit;
      else
        g_string_append_unichar (out, unit >= 0xDC00 && unit < 0xE000 ? REPLACEMENT : unit);
    }
  if (high != 0 || size % 2 != 0)
    g_string_append_unichar (out, REPLACEMENT);
  return g_string_free_to_bytes (out);
}

/* 0x80 to 0x9F, the one stretch that differs from Latin 1; five places mean nothing. */
static const gunichar high[32] = {
  0x20AC, REPLACEMENT, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
  0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, REPLACEMENT, 0x017D, REPLACEMENT,
  REPLACEMENT, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
  0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, REPLACEMENT, 0x017E, 0x0178
};

guint8
tie_csv_encode_windows_1252 (gunichar c)
{
  if (c > 0 && (c < 0x80 || (c >= 0xA0 && c <= 0xFF)))
    return (guint8) c;
  for (guint i = 0; i < G_N_ELEMENTS (high); i++)
    {
      if (high[i] == c && c != REPLACEMENT)
        return (guint8) (0x80 + i);
    }
  return 0;
}

static GBytes *
decode_windows_1252 (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  GString *out = g_string_sized_new (size + size / 16);

  for (gsize i = 0; i < size; i++)
    {
      if (data[i] >= 0x80)
        g_string_append_unichar (out, data[i] < 0xA0 ? high[data[i] - 0x80] : data[i]);
      else if (data[i] != 0)
        g_string_append_c (out, (char) data[i]);
    }
  return g_string_free_to_bytes (out);
}

GBytes *
tie_csv_decode (GBytes *bytes,
                   TieEncoding encoding)
{
  g_return_val_if_fail (bytes != NULL, NULL);

  if (g_bytes_get_size (bytes) == 0) /* no bytes lie nowhere */
    return g_bytes_ref (bytes);
  switch (encoding)
    {
    case TIE_ENCODING_UTF16_LE:
    case TIE_ENCODING_UTF16_BE:
      return decode_utf16 (bytes, encoding == TIE_ENCODING_UTF16_BE);
    case TIE_ENCODING_WINDOWS_1252:
      return decode_windows_1252 (bytes);
    case TIE_ENCODING_UTF8:
    default:
      return decode_utf8 (bytes);
    }
}

typedef struct
{
  guint rows;
  guint with_columns[PROBE_COLUMNS]; /* how many rows have that number of columns */
} ColumnCount;

static gboolean
count_columns (const char *const *fields,
               guint n_fields,
               guint line,
               gpointer user_data,
               GError **error)
{
  ColumnCount *count = user_data;

  count->with_columns[MIN (n_fields, PROBE_COLUMNS - 1)]++;
  return ++count->rows < PROBE_ROWS;
}

char
tie_csv_guess_separator (GBytes *text)
{
  gsize size = g_bytes_get_size (text);
  const char *data = g_bytes_get_data (text, NULL);
  char best = ',';
  guint best_score = 0;

  for (const char *separator = tie_csv_separators; *separator != '\0'; separator++)
    {
      g_autoptr (TieCsvReader) reader = NULL;
      ColumnCount count = { 0 };

      reader = tie_csv_reader_new (*separator, count_columns, &count);
      /* Cut in the middle of a row and with the wrong separator, a quote may well stay open: what was counted until then
       * is what matters. */
      if (tie_csv_reader_feed (reader, data, (gssize) MIN (size, PROBE_TEXT), NULL) && size <= PROBE_TEXT)
        tie_csv_reader_finish (reader, NULL);
      for (guint n = 2; n < PROBE_COLUMNS; n++)
        {
          /* Rows that agree weigh most; among equals more columns do. */
          guint score = count.rows > 0 ? count.with_columns[n] * 1000 / count.rows * PROBE_COLUMNS + n : 0;

          if (count.with_columns[n] > 0 && score > best_score)
            {
              best_score = score;
              best = *separator;
            }
        }
    }
  return best;
}
