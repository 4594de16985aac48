/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-import-guess"
#include "config.h"

#include <string.h>

#include "exchange/tie-import-guess.h"

/* Exports put a title, a firm's name and a date above the header, hardly more. */
#define HEADER_ROWS 20

static guint
count_filled (GStrv row)
{
  guint n = 0;

  for (guint i = 0; row[i] != NULL; i++)
    n += *row[i] != '\0';
  return n;
}

static guint
count_known_titles (TieImportKind kind,
                    GStrv row)
{
  guint n_fields, n = 0;

  tie_import_kind_get_fields (kind, &n_fields);
  for (guint i = 0; row[i] != NULL; i++)
    {
      guint rating = 0;

      for (guint field = 1; field <= n_fields && rating == 0; field++)
        rating = tie_import_kind_rate_title (kind, field, row[i]);
      n += rating > 0;
    }
  return n;
}

static gboolean
looks_like_data (const char *cell)
{
  return strpbrk (cell, "0123456789@") != NULL;
}

/* In a language that we do not know: all words, no two alike, as wide as the rows below. */
static gboolean
looks_like_header (GStrv row,
                   guint width)
{
  if (g_strv_length (row) != width || count_filled (row) != width)
    return FALSE;
  for (guint i = 0; i < width; i++)
    {
      if (looks_like_data (row[i]))
        return FALSE;
      for (guint j = 0; j < i; j++)
        {
          if (strcmp (row[i], row[j]) == 0)
            return FALSE;
        }
    }
  return TRUE;
}

static guint
find_width (GPtrArray *rows)
{
  guint width = 0, best = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      guint length = g_strv_length (g_ptr_array_index (rows, i));
      guint votes = 0;

      for (guint j = 0; j < rows->len; j++)
        votes += g_strv_length (g_ptr_array_index (rows, j)) == length;
      if (votes > best)
        {
          best = votes;
          width = length;
        }
    }
  return width;
}

static gboolean
has_data_below (GPtrArray *rows,
                guint index)
{
  for (guint i = index + 1; i < rows->len; i++)
    {
      GStrv row = g_ptr_array_index (rows, i);

      for (guint j = 0; row[j] != NULL; j++)
        {
          if (looks_like_data (row[j]))
            return TRUE;
        }
    }
  return FALSE;
}

guint
tie_import_guess_header_row (TieImportKind kind,
                             GPtrArray *rows)
{
  guint best = 0, best_known = 0;
  guint width;

  for (guint i = 0; i < MIN (rows->len, HEADER_ROWS); i++)
    {
      GStrv row = g_ptr_array_index (rows, i);
      guint known = count_known_titles (kind, row);

      /* One known word among others may be a value: a contact's type is called "Client" too. */
      if (known > best_known && (known >= 2 || known == count_filled (row)))
        {
          best = i + 1;
          best_known = known;
        }
    }
  if (best != 0)
    return best;

  width = find_width (rows);
  for (guint i = 0; width >= 2 && i < MIN (rows->len, HEADER_ROWS); i++)
    {
      if (g_strv_length (g_ptr_array_index (rows, i)) < width)
        continue;
      return looks_like_header (g_ptr_array_index (rows, i), width) && has_data_below (rows, i) ? i + 1 : 0;
    }
  return 0;
}

void
tie_import_guess_map (TieImportKind kind,
                      const char *const *titles,
                      guint n_columns,
                      guint *map)
{
  guint n_fields;

  tie_import_kind_get_fields (kind, &n_fields);
  memset (map, 0, n_columns * sizeof *map);
  for (guint field = 1; field <= n_fields; field++)
    {
      guint best = n_columns, best_rating = 0;

      for (guint column = 0; column < n_columns; column++)
        {
          guint rating = map[column] == 0 ? tie_import_kind_rate_title (kind, field, titles[column]) : 0;

          if (rating > best_rating)
            {
              best_rating = rating;
              best = column;
            }
        }
      if (best < n_columns)
        map[best] = field;
    }
  if (n_columns == 1 && map[0] == 0)
    map[0] = 1;
}
