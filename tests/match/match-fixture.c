/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/tie-csv.h"
#include "match-fixture.h"

MatchList *
match_list_new (void)
{
  MatchList *self = g_new0 (MatchList, 1);

  self->rows = g_array_new (FALSE, TRUE, sizeof (TieMatchRow));
  self->strings = g_string_chunk_new (4096);
  return self;
}

void
match_list_free (MatchList *self)
{
  g_array_unref (self->rows);
  g_string_chunk_free (self->strings);
  g_free (self);
}

void
match_list_add (MatchList *self,
                const char *name)
{
  g_autofree char *id = g_strdup_printf ("%u", self->rows->len + 1);
  TieMatchRow row = { .id = g_string_chunk_insert (self->strings, id), .name = g_string_chunk_insert (self->strings, name) };

  g_array_append_val (self->rows, row);
}

MatchList *
match_list_new_from_names (const char *const *names)
{
  MatchList *self = match_list_new ();

  for (guint i = 0; names[i] != NULL; i++)
    match_list_add (self, names[i]);
  return self;
}

typedef struct
{
  MatchList *list;
  char **columns; /* (owned) */
} Reading;

static gboolean
read_row (const char *const *fields,
          guint n_fields,
          guint line,
          gpointer user_data,
          GError **error)
{
  static const char *const columns[] = { "id", "name", "company", "email", "phone", "address", "city", "region", "postcode", "account" };
  Reading *reading = user_data;
  const char *values[G_N_ELEMENTS (columns)] = { NULL };
  TieMatchRow row;

  if (reading->columns == NULL)
    {
      reading->columns = g_strdupv ((char **) fields);
      return TRUE;
    }
  for (guint i = 0; i < n_fields; i++)
    for (guint k = 0; k < G_N_ELEMENTS (columns); k++)
      if (strcmp (reading->columns[i], columns[k]) == 0)
        values[k] = g_string_chunk_insert (reading->list->strings, fields[i]);
  row = (TieMatchRow) { values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7], values[8], values[9] };
  g_array_append_val (reading->list->rows, row);
  return TRUE;
}

static void
read_file (const char *set,
           const char *file,
           TieCsvRowFunc func,
           gpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "matching", set, file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  tie_csv_read (bytes, ',', func, data, &error);
  g_assert_no_error (error);
}

MatchList *
match_list_new_from_file (const char *set,
                          const char *file)
{
  Reading reading = { match_list_new (), NULL };

  read_file (set, file, read_row, &reading);
  g_strfreev (reading.columns);
  return reading.list;
}

static gboolean
read_pair (const char *const *fields,
           guint n_fields,
           guint line,
           gpointer user_data,
           GError **error)
{
  if (line > 1)
    g_hash_table_add (user_data, g_strjoin ("\t", fields[0], fields[1], NULL));
  return TRUE;
}

GHashTable *
match_read_truth (const char *set)
{
  GHashTable *truth = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  read_file (set, "truth.csv", read_pair, truth);
  return truth;
}

const TieMatchRow *
match_list_get (const MatchList *self)
{
  return (const TieMatchRow *) self->rows->data;
}

TieMatchResult *
match_run (const MatchList *left,
           const MatchList *right,
           const TieMatchOptions *options)
{
  g_autoptr (GError) error = NULL;
  TieMatchResult *result = tie_match_run (match_list_get (left), left->rows->len, match_list_get (right), right->rows->len, options, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  return result;
}

/* A name of row n, one way on the left and another on the right. */
static char *
make_name (GRand *random,
           guint n,
           guint side)
{
  static const char *const given[] = { "Joan", "Robert", "Alice", "Thomas", "Maria", "Peter", "Susan", "William", "Karen", "Daniel", "Helen", "James" };
  static const char *const starts[] = { "Carl", "Thorn", "Whit", "Ash", "Brad", "Hol", "Mer", "Ren", "Stan", "Wal", "Kes", "Dun" };
  static const char *const ends[] = { "berg", "ford", "man", "well", "ridge", "combe", "sen", "ton", "ley", "hurst", "by" };
  static const char *const trades[] = { "Plumbing", "Dental", "Roofing", "Bakery", "Consulting", "Landscaping", "Printing" };
  g_autofree char *surname = g_strconcat (starts[n % 12], ends[n / 12 % 11], NULL);
  const char *first = given[(n * 7 + n / 132) % 12];
  guint variant = g_rand_int_range (random, 0, 10);

  if (n % 3 == 0)
    return variant < 5 ? g_strdup_printf ("%s %s LLC", surname, trades[n % 7]) : g_strdup_printf ("%s %s", surname, trades[n % 7]);
  if (variant == 0)
    surname[3] = surname[3] == 'x' ? 'y' : 'x';
  return side == 0 || variant == 1 ? g_strdup_printf ("%s, %s", surname, first) : g_strdup_printf ("%s %s", first, surname);
}

MatchList *
match_list_new_made (guint32 seed,
                     guint n,
                     guint side)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed + side);
  MatchList *self = match_list_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = make_name (random, i, side);

      /* each list lacks some rows of the other */
      if (g_rand_int_range (random, 0, 5) > 0)
        match_list_add (self, name);
    }
  return self;
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
match_describe (const TieMatchResult *result,
                const MatchList *left,
                const MatchList *right,
                gboolean is_swapped)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  gsize n;
  const TieMatchProposal *proposals = tie_match_result_get_proposals (result, &n);

  for (gsize i = 0; i < n; i++)
    {
      const char *a = match_list_get (left)[proposals[i].left].id;
      const char *b = match_list_get (right)[proposals[i].right].id;

      g_ptr_array_add (lines, g_strdup_printf ("%s > %s %d %.5f", is_swapped ? b : a, is_swapped ? a : b, proposals[i].band, proposals[i].score));
    }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}
