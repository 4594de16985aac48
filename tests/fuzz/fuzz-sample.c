/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "fuzz.h"

/* Stands in for libFuzzer where there is no clang: every input of a corpus as it is, then thousands of changed ones, the
 * same for the same seed, which the test program prints and takes back with --seed. */

#define ROUNDS 3000
#define LARGEST 8192

static const char *const pieces[] = {
  "\"", ",", "\n", "\r\n", ":", "&", "/", "#", "(", ")", "-", "'", "\t", "\xef\xbb\xbf", "\xff", "\xc3\xa9", "\xe6\xbc\xa2", "\xd7\x90", "\xcc\x81", "\xe2\x80\x8f",
  " LLC", " Inc", " Jr", " & ", "c/o ", " dba ", "Estate of ", "1040", "L.L.C.", "\n====\n", "id,name\n",
};

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* (element-type GBytes) */
static GPtrArray *
load_corpus (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *corpus = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_names); /* the same seed makes the same inputs */
  for (guint i = 0; i < paths->len; i++)
    {
      char *contents;
      gsize length;

      g_file_get_contents (g_ptr_array_index (paths, i), &contents, &length, &error);
      g_assert_no_error (error);
      g_ptr_array_add (corpus, g_bytes_new_take (contents, length));
    }
  return corpus;
}

static void
change (GString *input,
        GPtrArray *corpus)
{
  gsize at = g_test_rand_int_range (0, input->len + 1);
  gsize length = g_test_rand_int_range (0, MIN (input->len - at, 40) + 1);
  const char *piece = pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))];
  GBytes *other = g_ptr_array_index (corpus, g_test_rand_int_range (0, corpus->len));

  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      g_string_erase (input, at, length);
      break;
    case 1:
      g_string_insert (input, at, piece);
      break;
    case 2:
      g_string_insert_c (input, at, g_test_rand_int_range (0, 256));
      break;
    case 3:
      if (at < input->len)
        input->str[at] ^= 1 << g_test_rand_int_range (0, 8);
      break;
    case 4: /* the same again */
      {
        g_autofree char *again = g_strndup (input->str + at, length);

        for (int n = g_test_rand_int_range (1, 20); n > 0; n--)
          g_string_insert_len (input, at, again, length);
      }
      break;
    default: /* goes on as another does */
      {
        gsize other_length;
        const char *bytes = g_bytes_get_data (other, &other_length);
        gsize from = g_test_rand_int_range (0, other_length + 1);

        g_string_truncate (input, at);
        g_string_append_len (input, bytes + from, other_length - from);
      }
      break;
    }
  g_string_truncate (input, MIN (input->len, LARGEST));
}

static void
test_sample (gconstpointer folder)
{
  g_autoptr (GPtrArray) corpus = load_corpus (folder);

  g_assert_cmpuint (corpus->len, >, 0);
  for (guint i = 0; i < corpus->len + ROUNDS; i++)
    {
      GBytes *bytes = g_ptr_array_index (corpus, i < corpus->len ? i : (guint) g_test_rand_int_range (0, corpus->len));
      gsize length;
      const char *data = g_bytes_get_data (bytes, &length);
      g_autoptr (GString) input = g_string_new_len (data, length);
      g_autofree guint8 *exact = NULL;

      for (int n = i < corpus->len ? 0 : g_test_rand_int_range (1, 6); n > 0; n--)
        change (input, corpus);
      /* no byte beyond the end, so that a sanitizer sees a read past it */
      exact = g_memdup2 (input->str, input->len);
      LLVMFuzzerTestOneInput (exact, input->len);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  g_test_add_data_func ("/fuzz/sample", argv[1], test_sample);
  return g_test_run ();
}
