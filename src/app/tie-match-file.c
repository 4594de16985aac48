/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match-file"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/tie-match-file.h"
#include "base/tie-csv.h"
#include "base/tie-error.h"

#define MAX_COLUMNS 256

static const char *const row_columns[] = { "id", "name", "company", "email", "phone", "address", "city", "region", "postcode", "account", NULL };
static const char *const pair_columns[] = { "left_id", "right_id", NULL };

/* A table while it is read: which field goes to which of the columns that are wanted. */
typedef struct
{
  const char *path;
  const char *const *wanted;
  guint n_needed; /* of the wanted ones, from the first */
  int places[MAX_COLUMNS];
  guint n_places;
  void (*take) (gpointer data, const char *const *values, guint line, GError **error);
  gpointer data;
} Table;

static gboolean
read_head (Table *self,
           const char *const *fields,
           guint n_fields,
           guint line,
           GError **error)
{
  guint32 found = 0;

  self->n_places = MIN (n_fields, MAX_COLUMNS);
  for (guint i = 0; i < self->n_places; i++)
    {
      self->places[i] = -1;
      for (int k = 0; self->wanted[k] != NULL; k++)
        if (strcmp (fields[i], self->wanted[k]) == 0)
          {
            self->places[i] = k;
            found |= 1u << k;
          }
    }
  for (guint k = 0; k < self->n_needed; k++)
    if (!(found & 1u << k))
      {
        /* Translators: file name, column name */
        g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("%s, line %u: the column “%s” is missing"), self->path, line, self->wanted[k]);
        return FALSE;
      }
  return TRUE;
}

static gboolean
read_row (const char *const *fields,
          guint n_fields,
          guint line,
          gpointer user_data,
          GError **error)
{
  Table *self = user_data;
  const char *values[G_N_ELEMENTS (row_columns)] = { NULL };
  GError *refused = NULL;

  if (self->n_places == 0)
    return read_head (self, fields, n_fields, line, error);

  for (guint i = 0; i < MIN (n_fields, self->n_places); i++)
    {
      if (self->places[i] < 0)
        continue;
      if (!g_utf8_validate (fields[i], -1, NULL))
        {
          g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("%s, line %u, column “%s”: not UTF-8"), self->path, line, self->wanted[self->places[i]]);
          return FALSE;
        }
      values[self->places[i]] = fields[i];
    }
  self->take (self->data, values, line, &refused);
  if (refused != NULL)
    {
      g_propagate_error (error, refused);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_text (Table *self,
           const char *text,
           gsize length,
           GError **error)
{
  static const char mark[] = "\xef\xbb\xbf";
  g_autoptr (TieCsvReader) reader = NULL;
  gsize skipped;

  if (length > 0 && memchr (text, '\0', length) != NULL)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("%s is not a text file"), self->path);
      return FALSE;
    }
  skipped = length >= 3 && memcmp (text, mark, 3) == 0 ? 3 : 0;
  reader = tie_csv_reader_new (',', read_row, self);
  if ((length > skipped && !tie_csv_reader_feed (reader, text + skipped, length - skipped, error)) || !tie_csv_reader_finish (reader, error))
    {
      if (error != NULL && *error != NULL && strstr ((*error)->message, self->path) == NULL)
        g_prefix_error (error, "%s: ", self->path);
      return FALSE;
    }
  return self->n_places > 0 || read_head (self, NULL, 0, 1, error);
}

static gboolean
read_table (Table *self,
            GError **error)
{
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (GError) unread = NULL;

  file = g_mapped_file_new (self->path, FALSE, &unread);
  if (file == NULL)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_FILE_MISSING, _ ("%s cannot be read: %s"), self->path, unread->message);
      return FALSE;
    }
  return read_text (self, g_mapped_file_get_contents (file), g_mapped_file_get_length (file), error);
}

void
tie_match_file_free (TieMatchFile *self)
{
  g_array_unref (self->rows);
  g_string_chunk_free (self->strings);
  tie_match_file_forget_ids (self);
  g_free (self);
}

void
tie_match_file_forget_ids (TieMatchFile *self)
{
  g_clear_pointer (&self->ids, g_hash_table_unref);
}

static const char *
keep (TieMatchFile *self,
      const char *value)
{
  return value != NULL && *value != '\0' ? g_string_chunk_insert (self->strings, value) : NULL;
}

static void
take_row (gpointer data,
          const char *const *values,
          guint line,
          GError **error)
{
  TieMatchFile *self = data;
  TieMatchRow row = {
    keep (self, values[0]),
    keep (self, values[1]),
    keep (self, values[2]),
    keep (self, values[3]),
    keep (self, values[4]),
    keep (self, values[5]),
    keep (self, values[6]),
    keep (self, values[7]),
    keep (self, values[8]),
    keep (self, values[9]),
  };

  if (row.id == NULL)
    g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("%s, line %u, column “id”: empty"), self->path, line);
  else if (!g_hash_table_insert (self->ids, (char *) row.id, GUINT_TO_POINTER (self->rows->len + 1)))
    g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("%s, line %u, column “id”: “%s” is there twice"), self->path, line, row.id);
  else
    g_array_append_val (self->rows, row);
}

static TieMatchFile *
match_file_new (const char *path)
{
  TieMatchFile *self = g_new0 (TieMatchFile, 1);

  self->path = path;
  self->rows = g_array_new (FALSE, FALSE, sizeof (TieMatchRow));
  self->strings = g_string_chunk_new (1 << 16);
  self->ids = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

TieMatchFile *
tie_match_file_read_text (const char *path,
                          const char *text,
                          gsize length,
                          GError **error)
{
  g_autoptr (TieMatchFile) self = match_file_new (path);
  Table table = { .path = path, .wanted = row_columns, .n_needed = 2, .take = take_row, .data = self };

  return read_text (&table, text, length, error) ? g_steal_pointer (&self) : NULL;
}

TieMatchFile *
tie_match_file_read (const char *path,
                     GError **error)
{
  g_autoptr (TieMatchFile) self = match_file_new (path);
  Table table = { .path = path, .wanted = row_columns, .n_needed = 2, .take = take_row, .data = self };

  return read_table (&table, error) ? g_steal_pointer (&self) : NULL;
}

typedef struct
{
  const char *path;
  const TieMatchFile *files[2];
  GArray *pairs;
  GHashTable *taken[2]; /* row numbers from 1, a set; NULL where an id may come again */
} Pairs;

static void
take_pair (gpointer data,
           const char *const *values,
           guint line,
           GError **error)
{
  Pairs *self = data;
  guint rows[2];
  TieMatchPair pair;

  for (guint i = 0; i < 2; i++)
    {
      rows[i] = values[i] != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->files[i]->ids, values[i])) : 0;
      if (rows[i] == 0)
        {
          g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("%s, line %u, column “%s”: “%s” is not in %s"), self->path, line, pair_columns[i],
                       values[i] != NULL ? values[i] : "", self->files[i]->path);
          return;
        }
      if (self->taken[i] != NULL && !g_hash_table_add (self->taken[i], GUINT_TO_POINTER (rows[i])))
        {
          g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("%s, line %u, column “%s”: “%s” is there twice"), self->path, line, pair_columns[i], values[i]);
          return;
        }
    }
  pair = (TieMatchPair) { rows[0] - 1, rows[1] - 1 };
  g_array_append_val (self->pairs, pair);
}

GArray *
tie_match_file_read_pairs (const char *path,
                           const TieMatchFile *left,
                           const TieMatchFile *right,
                           gboolean is_one_to_one,
                           GError **error)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (TieMatchPair));
  g_autoptr (GHashTable) taken_left = is_one_to_one ? g_hash_table_new (NULL, NULL) : NULL;
  g_autoptr (GHashTable) taken_right = is_one_to_one ? g_hash_table_new (NULL, NULL) : NULL;
  Pairs data = { path, { left, right }, pairs, { taken_left, taken_right } };
  Table table = { .path = path, .wanted = pair_columns, .n_needed = 2, .take = take_pair, .data = &data };

  return read_table (&table, error) ? g_steal_pointer (&pairs) : NULL;
}
