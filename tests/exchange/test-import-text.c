/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "exchange/tie-import.h"

/* How files from the wild are understood without anybody's help. */
typedef struct
{
  const char *file;
  TieEncoding encoding;
  char separator;
  guint header_row;
  guint n_columns;
  const char *mapping; /* field labels by column, between bars */
  const char *example; /* of the first column */
} FileCase;

static const FileCase file_cases[] = {
  { "windows-1252-semicolon.csv", TIE_ENCODING_WINDOWS_1252, ';', 1, 5, "Name||||Email", "Müller & Söhne GmbH" },
  { "utf-16-tabs.txt", TIE_ENCODING_UTF16_LE, '\t', 1, 3, "Name|City|State", "Abacus Dental LLC" },
  { "utf-16-be-no-mark.csv", TIE_ENCODING_UTF16_BE, ',', 1, 2, "Name|Phone", "Northside Dental LLC" },
  { "utf-8-mark.csv", TIE_ENCODING_UTF8, ',', 1, 4, "Number|Name|Email|Phone", "CARTJ01" },
  { "report-titles.csv", TIE_ENCODING_UTF8, ',', 4, 4, "Name|Phone|Email|Street", "Abacus Dental LLC" },
  { "pipes-cr.txt", TIE_ENCODING_UTF8, '|', 1, 4, "Number|Last name|First name|ZIP", "A1" },
  { "no-header.csv", TIE_ENCODING_UTF8, ',', 0, 3, "||", "Abacus Dental LLC" },
  { "one-column.txt", TIE_ENCODING_UTF8, ',', 0, 1, "Name", "Abacus Dental LLC" },
  { "foreign-header.csv", TIE_ENCODING_UTF8, ',', 1, 3, "||", "Abacus Dental" },
  { "nul-bytes.csv", TIE_ENCODING_UTF8, ',', 1, 2, "Name|City", NULL },
};

static GBytes *
load (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "csv", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, length);
}

static void
test_files (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (file_cases); i++)
    {
      const FileCase *one = &file_cases[i];
      g_autoptr (GBytes) bytes = load (one->file);
      g_autoptr (TieImport) import = tie_import_new (TIE_IMPORT_CONTACTS, bytes);
      g_auto (GStrv) labels = g_strsplit (one->mapping, "|", -1);

      g_test_message ("%s", one->file);
      g_assert_cmpstr (tie_import_get_problem (import), ==, NULL);
      g_assert_cmpint (tie_import_get_encoding (import), ==, one->encoding);
      g_assert_cmpint (tie_import_get_separator (import), ==, one->separator);
      g_assert_cmpuint (tie_import_get_header_row (import), ==, one->header_row);
      g_assert_cmpuint (tie_import_get_n_columns (import), ==, one->n_columns);
      for (guint column = 0; column < one->n_columns; column++)
        {
          guint field = tie_import_get_column_field (import, column);

          g_assert_cmpstr (field != 0 ? tie_import_get_field_label (import, field) : "", ==, labels[column]);
        }
      if (one->example != NULL)
        g_assert_cmpstr (tie_import_get_column_example (import, 0), ==, one->example);
    }
}

static void
test_refused (void)
{
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) blank = g_bytes_new_static ("\xef\xbb\xbf\r\n\r\n", 7);
  g_autoptr (GBytes) workbook = g_bytes_new_static ("PK\3\4\0\0", 6);
  g_autoptr (TieImport) first = tie_import_new (TIE_IMPORT_CONTACTS, empty);
  g_autoptr (TieImport) second = tie_import_new (TIE_IMPORT_CONTACTS, blank);
  g_autoptr (TieImport) third = tie_import_new (TIE_IMPORT_SITES, workbook);
  g_autoptr (GBytes) open_quote = load ("never-closed.csv");
  g_autoptr (TieImport) fourth = tie_import_new (TIE_IMPORT_CONTACTS, open_quote);

  g_assert_cmpstr (tie_import_get_problem (first), ==, "The file is empty.");
  g_assert_cmpstr (tie_import_get_problem (second), ==, "The file is empty.");
  g_assert_nonnull (strstr (tie_import_get_problem (third), "workbook"));
  g_assert_nonnull (strstr (tie_import_get_problem (fourth), "2"));
}

static void
count_cb (TieImport *import,
          guint *count)
{
  *count += 1;
}

/* What was guessed wrong can be set, and what depends on it follows. */
static void
test_overruled (void)
{
  g_autoptr (GBytes) bytes = load ("report-titles.csv");
  g_autoptr (TieImport) import = tie_import_new (TIE_IMPORT_CONTACTS, bytes);
  guint changes = 0;

  g_signal_connect (import, "changed", G_CALLBACK (count_cb), &changes);
  tie_import_set_header_row (import, 1);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_cmpstr (tie_import_get_column_title (import, 0), ==, "Harbor Tax & Books");
  g_assert_false (tie_import_is_field_mapped (import, 1));
  tie_import_set_separator (import, ';');
  g_assert_cmpuint (tie_import_get_n_columns (import), ==, 1);
  tie_import_set_separator (import, ',');
  g_assert_cmpuint (tie_import_get_header_row (import), ==, 4);
  g_assert_cmpuint (tie_import_get_sample_line (import, 3), ==, 5);

  /* A field takes one column. */
  tie_import_set_column_field (import, 1, tie_import_get_column_field (import, 0));
  g_assert_cmpuint (tie_import_get_column_field (import, 0), ==, 0);
  tie_import_set_kind (import, TIE_IMPORT_SITES);
  g_assert_cmpstr (tie_import_get_field_label (import, tie_import_get_column_field (import, 0)), ==, "Contact (name or client number)");
  tie_import_set_encoding (import, TIE_ENCODING_UTF16_LE);
  g_assert_cmpuint (tie_import_get_n_columns (import), >, 0);
  tie_import_set_date_order (import, TIE_DATE_ORDER_YMD);
  g_assert_cmpint (tie_import_get_date_order (import), ==, TIE_DATE_ORDER_YMD);
  tie_import_set_decimal_sign (import, ',');
  g_assert_cmpint (tie_import_get_decimal_sign (import), ==, ',');
}

typedef struct
{
  const char *bytes;
  gsize size;
  TieEncoding encoding;
  const char *expected;
} DecodeCase;

static const DecodeCase decode_cases[] = {
  { "a\xff\xfe" "b", 4, TIE_ENCODING_UTF8, "a��b" },
  { "cut \xe2\x82", 6, TIE_ENCODING_UTF8, "cut ��" },
  { "a\0b", 3, TIE_ENCODING_UTF8, "ab" },
  { "\x80\x81\x9f\xe9", 4, TIE_ENCODING_WINDOWS_1252, "€�Ÿé" },
  { "a\0\x3d\xd8", 4, TIE_ENCODING_UTF16_LE, "a�" },
  { "\x3c\xd8\xb5\xdf", 4, TIE_ENCODING_UTF16_LE, "🎵" },
  { "\xd8\x3d\0a", 4, TIE_ENCODING_UTF16_BE, "�a" },
  { "a\0b", 3, TIE_ENCODING_UTF16_LE, "a�" },
  { "\xdf\xb5\0a", 4, TIE_ENCODING_UTF16_BE, "�a" },
};

static void
test_decode (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (decode_cases); i++)
    {
      const DecodeCase *one = &decode_cases[i];
      g_autoptr (GBytes) bytes = g_bytes_new_static (one->bytes, one->size);
      g_autoptr (GBytes) text = tie_csv_decode (bytes, one->encoding);
      gsize size;
      const char *data = g_bytes_get_data (text, &size);
      g_autofree char *copy = g_strndup (data, size);

      g_test_message ("case %u", i);
      g_assert_true (g_utf8_validate_len (data, size, NULL));
      g_assert_cmpstr (copy, ==, one->expected);
    }
}

/* No file may bring the reader down. */
static void
test_noise (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20260101);

  for (guint i = 0; i < 300; i++)
    {
      gsize size = (gsize) g_rand_int_range (random, 0, 400);
      char *noise = g_malloc (size + 1);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (TieImport) import = NULL;

      for (gsize j = 0; j < size; j++)
        noise[j] = g_rand_int_range (random, 0, 3) == 0 ? ",;\t|\"\r\n a"[g_rand_int_range (random, 0, 9)] : (char) g_rand_int_range (random, 0, 256);
      bytes = g_bytes_new_take (noise, size);
      import = tie_import_new (TIE_IMPORT_CONTACTS + i % 2, bytes);
      for (TieEncoding encoding = TIE_ENCODING_UTF8; encoding <= TIE_ENCODING_WINDOWS_1252; encoding++)
        tie_import_set_encoding (import, encoding);
    }
}

static void
test_template (void)
{
  for (guint kind = TIE_IMPORT_CONTACTS; kind < TIE_IMPORT_N_KINDS; kind++)
    {
      g_autoptr (GBytes) template = tie_import_kind_make_template (kind);
      g_autoptr (TieImport) import = tie_import_new (kind, template);

      /* Every column of a template is understood, and it says what it is. */
      g_assert_cmpuint (tie_import_get_header_row (import), ==, 1);
      for (guint i = 0; i < tie_import_get_n_columns (import); i++)
        g_assert_cmpuint (tie_import_get_column_field (import, i), !=, 0);
      g_assert_cmpint (tie_import_kind_from_string (tie_import_kind_to_string (kind)), ==, kind);
    }
  g_assert_cmpint (tie_import_kind_from_string ("rabbits"), ==, 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/text/files", test_files);
  g_test_add_func ("/exchange/text/refused", test_refused);
  g_test_add_func ("/exchange/text/overruled", test_overruled);
  g_test_add_func ("/exchange/text/decode", test_decode);
  g_test_add_func ("/exchange/text/noise", test_noise);
  g_test_add_func ("/exchange/text/template", test_template);
  return g_test_run ();
}
