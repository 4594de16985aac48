/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-csv"
#include "config.h"

#include <string.h>

#include "base/tie-csv.h"
#include "base/tie-error.h"

typedef struct
{
  GString *seen;
  guint rows;
  guint stop_after; /* 0: never */
  gboolean fail;
} Reading;

static gboolean
row_cb (const char *const *fields,
        guint n_fields,
        guint line,
        gpointer user_data,
        GError **error)
{
  Reading *reading = user_data;

  g_string_append_printf (reading->seen, "%u:", line);
  for (guint i = 0; i < n_fields; i++)
    g_string_append_printf (reading->seen, "[%s]", fields[i]);
  g_string_append_c (reading->seen, ' ');
  reading->rows++;
  if (reading->fail)
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_FAILED, "no more");
      return FALSE;
    }
  return reading->stop_after == 0 || reading->rows < reading->stop_after;
}

typedef struct
{
  const char *why;
  char separator;
  const char *text;
  const char *expected;
} ReadCase;

static const ReadCase read_cases[] = {
  { "plain", ',', "a,b\nc,d\n", "1:[a][b] 2:[c][d] " },
  { "nothing", ',', "", "" },
  { "last line without break", ',', "a,b\nc,d", "1:[a][b] 2:[c][d] " },
  { "CR LF", ',', "a\r\nb\r\n", "1:[a] 2:[b] " },
  { "lone CR of old Macs", ',', "a\rb\r", "1:[a] 2:[b] " },
  { "blank lines are no rows but count", ',', "\n\na\n\r\n\nb\n", "3:[a] 6:[b] " },
  { "empty fields", ',', ",a,\n,\n", "1:[][a][] 2:[][] " },
  { "quotes", ',', "\"a,b\",\"say \"\"hi\"\"\"\n", "1:[a,b][say \"hi\"] " },
  { "line break in quotes", ',', "a,\"b\nc\"\nd\n", "1:[a][b\nc] 3:[d] " },
  { "CR LF in quotes reads as LF", ',', "\"b\r\n\r\nc\"\r\nd\r\n", "1:[b\n\nc] 4:[d] " },
  { "bare quote inside a field", ',', "5\" pipe,x\n", "1:[5\" pipe][x] " },
  { "blanks round bare fields go, in quotes they stay", ',', "  a  ,\" b \"\n", "1:[a][ b ] " },
  { "semicolon", ';', "a;b,c\n", "1:[a][b,c] " },
  { "tab", '\t', "a\t\tb c\n", "1:[a][][b c] " },
  { "rows of unequal length", ',', "a\nb,c,d\n", "1:[a] 2:[b][c][d] " },
  { "not only ASCII", ',', "Zoë,漢字,😀\n", "1:[Zoë][漢字][😀] " },
};

static void
test_read (gconstpointer data)
{
  const ReadCase *c = data;

  /* Wherever the text is cut, the rows are the same. */
  for (gsize piece = 1; piece <= strlen (c->text) + 1; piece++)
    {
      g_autoptr (GString) seen = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      Reading reading = { .seen = seen };
      g_autoptr (TieCsvReader) reader = tie_csv_reader_new (c->separator, row_cb, &reading);

      for (gsize at = 0; at < strlen (c->text); at += piece)
        {
          tie_csv_reader_feed (reader, c->text + at, (gssize) MIN (piece, strlen (c->text) - at), &error);
          g_assert_no_error (error);
        }
      tie_csv_reader_finish (reader, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (seen->str, ==, c->expected);
    }
}

/* A row that comes whole is cut without libcsv where it can be, one that comes byte by byte goes through it. */
static void
test_read_alike (gconstpointer data)
{
  const char *separator = data;

  for (guint round = 0; round < 20000; round++)
    {
      static const char signs[] = "aab,,;\"\t \"\r\n\n";
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GString) whole = g_string_new (NULL);
      g_autoptr (GString) bytes = g_string_new (NULL);
      GString *seen[2] = { whole, bytes };
      gboolean is_read[2] = { TRUE, TRUE };

      for (int n = g_test_rand_int_range (0, 24); n > 0; n--)
        g_string_append_c (text, signs[g_test_rand_int_range (0, sizeof signs - 1)]);
      for (guint i = 0; i < 2; i++)
        {
          Reading reading = { .seen = seen[i] };
          g_autoptr (TieCsvReader) reader = tie_csv_reader_new (*separator, row_cb, &reading);

          for (gsize at = 0; at < text->len; at += i == 0 ? text->len : 1)
            is_read[i] &= tie_csv_reader_feed (reader, text->str + at, i == 0 ? (gssize) text->len : 1, NULL);
          is_read[i] &= tie_csv_reader_finish (reader, NULL);
        }
      g_assert_cmpstr (seen[0]->str, ==, seen[1]->str);
      g_assert_cmpint (is_read[0], ==, is_read[1]);
    }
}

static void
test_stop (void)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (GBytes) text = g_bytes_new_static ("a\nb\nc\n\"", 7);
  g_autoptr (GError) error = NULL;
  Reading reading = { .seen = seen, .stop_after = 2 };

  g_assert_true (tie_csv_read (text, ',', row_cb, &reading, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (seen->str, ==, "1:[a] 2:[b] ");

  reading.fail = TRUE;
  g_assert_false (tie_csv_read (text, ',', row_cb, &reading, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_FAILED);
  g_assert_cmpuint (reading.rows, ==, 3);
}

static void
test_unclosed (void)
{
  static const char *const texts[] = { "a\nb,\"c\nd\n", "a\nb,\"c\nd", "a\n\"" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GString) seen = g_string_new (NULL);
      g_autoptr (GBytes) text = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (GError) error = NULL;
      Reading reading = { .seen = seen };

      g_assert_false (tie_csv_read (text, ',', row_cb, &reading, &error));
      g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
      g_assert_cmpstr (error->message, ==, "Line 2: a quotation mark is opened and never closed.");
      g_assert_cmpstr (seen->str, ==, "1:[a] ");
    }
}

static void
test_write (void)
{
  static const char *const nasty[] = { "plain", "", "a;b", "a,b", "say \"hi\"", "two\nlines", " blank ", "\ttab", "Zoë" };
  static const char expected[] = "plain;;\"a;b\";a,b;\"say \"\"hi\"\"\";\"two\nlines\";\" blank \";\"\ttab\";Zoë\r\n\"\"\r\n";
  g_autoptr (TieCsvWriter) writer = tie_csv_writer_new (';');
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GBytes) empty = NULL;
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  Reading reading = { .seen = seen };

  for (guint i = 0; i < G_N_ELEMENTS (nasty); i++)
    tie_csv_writer_add (writer, nasty[i]);
  tie_csv_writer_end_row (writer);
  tie_csv_writer_add (writer, NULL);
  tie_csv_writer_end_row (writer);
  text = tie_csv_writer_finish (writer);
  empty = tie_csv_writer_finish (writer);

  g_assert_cmpmem (g_bytes_get_data (text, NULL), g_bytes_get_size (text), expected, strlen (expected));
  g_assert_cmpuint (g_bytes_get_size (empty), ==, 0);

  g_assert_true (tie_csv_read (text, ';', row_cb, &reading, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (seen->str, ==, "1:[plain][][a;b][a,b][say \"hi\"][two\nlines][ blank ][\ttab][Zoë] 3:[] ");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (read_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/csv/read/", read_cases[i].why, NULL);

      g_test_add_data_func (path, &read_cases[i], test_read);
    }
  g_test_add_data_func ("/csv/read-alike/comma", ",", test_read_alike);
  g_test_add_data_func ("/csv/read-alike/semicolon", ";", test_read_alike);
  g_test_add_data_func ("/csv/read-alike/tab", "\t", test_read_alike);
  g_test_add_func ("/csv/stop", test_stop);
  g_test_add_func ("/csv/unclosed", test_unclosed);
  g_test_add_func ("/csv/write", test_write);

  return g_test_run ();
}
