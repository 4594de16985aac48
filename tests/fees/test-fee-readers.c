/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-fee-readers"
#include "config.h"

#include <string.h>

#include "fee-fixture.h"
#include "fees/tie-fee-pdf.h"
#include "fees/tie-fee-workbook.h"

static void
expect_rows (GBytes *bytes,
             const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *rows = dump_rows (bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (rows, ==, expected);
  g_bytes_unref (bytes);
}

static void
expect_refused (GBytes *bytes,
                TieFeeCode code,
                const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dump_rows (bytes, &error));
  g_assert_error (error, TIE_FEE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, words));
  g_bytes_unref (bytes);
}

static GBytes *
text (const char *contents)
{
  return g_bytes_new_static (contents, strlen (contents));
}

static void
test_csv (void)
{
  static const struct
  {
    const char *why;
    const char *bytes;
    gsize length;
    const char *rows;
  } cases[] = {
    { "plain", "Client Number,Fee\r\n1000,450.00\r\n", 0, "Client Number|Fee\n1000|450.00\n" },
    { "byte order mark", "\xef\xbb\xbf" "a,b\n1,2\n", 0, "a|b\n1|2\n" },
    { "UTF-16", "\xff\xfe" "a\0,\0b\0\n\0" "1\0,\0\xe9\0\n\0", 18, "a|b\n1|é\n" },
    { "Windows-1252", "a,b\nJos\xe9,2\n", 0, "a|b\nJosé|2\n" },
    { "CR alone", "a,b\r1,2\r", 0, "a|b\n1|2\n" },
    { "semicolon", "a;b\n1,5;2\n3;4\n", 0, "a|b\n1,5|2\n3|4\n" },
    { "tabulator", "a\tb\n1\t2\n", 0, "a|b\n1|2\n" },
    { "bar", "a|b\n1|2\n", 0, "a|b\n1|2\n" },
    { "line breaks within quotes", "a,b\n\"x\ny\",2\n", 0, "a|b\nx\ny|2\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = cases[i].length > 0 ? cases[i].length : strlen (cases[i].bytes);

      g_test_message ("%s", cases[i].why);
      expect_rows (g_bytes_new_static (cases[i].bytes, length), cases[i].rows);
    }
}

static void
test_csv_refused (void)
{
  g_autoptr (GString) wide = g_string_new ("a");
  g_autoptr (GString) fat = g_string_new ("a,b\n1,");
  g_autoptr (GString) tall = g_string_new (NULL);
  guint8 *large = g_malloc0 (TIE_FEE_MAX_BYTES + 1);

  expect_refused (text (""), TIE_FEE_L13_LAYOUT, "empty");
  expect_refused (text ("a,b\n\"1,2\n"), TIE_FEE_L13_LAYOUT, "file");
  for (guint i = 0; i < TIE_FEE_MAX_COLUMNS; i++)
    g_string_append (wide, ",a");
  expect_refused (text (wide->str), TIE_FEE_L13_LAYOUT, "512");
  for (guint i = 0; i <= TIE_FEE_MAX_CELL; i++)
    g_string_append_c (fat, 'x');
  expect_refused (text (fat->str), TIE_FEE_L13_LAYOUT, "64 KiB");
  for (guint i = 0; i <= TIE_FEE_MAX_ROWS; i++)
    g_string_append (tall, "a,b\n");
  expect_refused (text (tall->str), TIE_FEE_L13_LAYOUT, "200,000");
  expect_refused (g_bytes_new_take (large, TIE_FEE_MAX_BYTES + 1), TIE_FEE_L13_LAYOUT, "64 MiB");
  expect_refused (text ("\xd0\xcf\x11\xe0 old"), TIE_FEE_L14_PROTECTED, "CSV");
  expect_refused (text ("%PDF-1.4"), TIE_FEE_L13_LAYOUT, "PDF");
}

#define STYLES "<numFmts><numFmt numFmtId='164' formatCode='yyyy\\-mm\\-dd'/><numFmt numFmtId='165' formatCode='[Red]0.00&quot; day&quot;'/></numFmts>" \
               "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='165'/></cellXfs>"

static void
test_xlsx (void)
{
  expect_rows (make_sheet ("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>"
                           "<row r='3'><c r='A3' t='inlineStr'><is><t>00</t><r><t>10</t></r></is></c><c r='B3' s='0'><v>450.10000000000002</v></c></row>",
                           "<si><t>Client #</t></si><si><r><t>Prep </t></r><r><t>Fee</t></r><rPh><t>read aloud</t></rPh></si>", STYLES),
               "Client #|Prep Fee\n0010|450.1\n");
  expect_rows (make_sheet ("<row><c r='C1'><v>1E3</v></c></row><row><c><v>1</v></c><c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c><c t='s'><v>99</v></c><c t='str'><v>x</v></c></row>", "", STYLES),
               "||1000\n1|1|#N/A||x\n");
  /* dates by built-in and own formats; what only looks like one is a number */
  expect_rows (make_sheet ("<row><c s='1'><v>45731</v></c><c s='2'><v>45731.75</v></c><c s='3'><v>45731</v></c><c s='77'><v>45731</v></c></row>", "", STYLES),
               "2025-03-15|2025-03-15|45731|45731\n");
}

static void
test_xlsx_numbers (void)
{
  static const char *const cases[][2] = {
    { "450.10000000000002", "450.1" }, { "1E3", "1000" }, { "1.5E-2", "0.015" }, { "-0.5", "-0.5" }, { "0.1", "0.1" }, { "1234567.89", "1234567.89" },
    { "999999999999999.9", "1000000000000000" }, { "0", "0" }, { "0.0", "0" }, { "-0", "0" }, { "00012", "12" }, { "abc", "abc" }, { "1E999", "1E999" }, { "1E", "1" }, { "", "" }, { "1.2.3", "1.2.3" },
    { "4.4999999999999996", "4.5" }, { "100", "100" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = tie_fee_workbook_dup_number (cases[i][0]);

      g_test_message ("%s", cases[i][0]);
      g_assert_cmpstr (plain, ==, cases[i][1]);
    }
}

static void
test_xlsx_refused (void)
{
  g_autofree char *bomb = g_strnfill (TIE_FEE_MAX_BYTES + 2, ' ');
  g_autoptr (GBytes) good = make_sheet ("<row><c><v>1</v></c></row>", "", "");
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) sheets = tie_fee_reader_list_sheets (good, "file", &error);
  gsize size;
  const guint8 *data = g_bytes_get_data (good, &size);

  g_assert_no_error (error);
  g_assert_cmpstr (sheets[0], ==, "Fees");
  expect_refused (make_workbook ("content.xml", "<office/>", NULL), TIE_FEE_L14_PROTECTED, ".xlsx");
  expect_refused (make_workbook ("xl/workbook.xml", "<workbook><sheets>", NULL), TIE_FEE_L14_PROTECTED, "damaged");
  expect_refused (make_workbook ("xl/workbook.xml", "<workbook><sheets><sheet name='a'/></sheets></workbook>", NULL), TIE_FEE_L14_PROTECTED, "damaged");
  expect_refused (make_sheet ("<row><c><v>1</c></row>", "", ""), TIE_FEE_L14_PROTECTED, "damaged");
  expect_refused (make_sheet ("<row><c r='ZZZZZZ1'><v>1</v></c></row>", "", ""), TIE_FEE_L13_LAYOUT, "512");
  /* a bomb: some kilobytes that unpack to more than is read */
  memcpy (bomb, "<sst>", 5);
  expect_refused (make_workbook ("xl/workbook.xml", "<workbook><sheets><sheet name='a'/></sheets></workbook>", "xl/sharedStrings.xml", bomb, NULL), TIE_FEE_L14_PROTECTED, "64 MiB");
  for (gsize cut = 10; cut < size; cut += 97)
    {
      g_autoptr (GBytes) part = g_bytes_new (data, cut);
      g_autofree char *rows = dump_rows (part, NULL); /* refused or read, never more than is there */

      g_assert_true (rows == NULL || strlen (rows) < 10);
    }
}

static const DbfField fields[] = { { "CLIENTNO", 'C', 6 }, { "FEE", 'N', 10 }, { "DATE", 'D', 8 }, { NULL } };

static GByteArray *
make_good_table (void)
{
  return make_table (fields, "   1000    450.0020250314", "*  1001   1450.0020250314", " 00Jos      -5.00        ", NULL);
}

static void
test_dbf (void)
{
  GByteArray *western = make_good_table ();

  expect_rows (g_byte_array_free_to_bytes (make_good_table ()), "CLIENTNO|FEE|DATE\n1000|450.00|2025-03-14\n00Jos|-5.00|\n");
  western->data[western->len - 19] = 0xe9; /* the last letter of the number */
  expect_rows (g_byte_array_free_to_bytes (western), "CLIENTNO|FEE|DATE\n1000|450.00|2025-03-14\n00José|-5.00|\n");
}

static void
test_dbf_refused (void)
{
  static const struct
  {
    const char *why;
    guint at;
    guint8 value;
    const char *words;
  } lies[] = {
    { "more records than bytes", 4, 200, "damaged" },
    { "the header ends beyond the file", 9, 200, "damaged" },
    { "records shorter than their fields", 10, 5, "damaged" },
    { "a field of no length", 32 + 16, 0, "damaged" },
    { "a field without a name", 32, 0, "damaged" },
    { "marked as encrypted", 15, 1, "encrypted" },
    { "a record that is neither live nor deleted", 32 * 4 + 1, 7, "encrypted" },
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  GByteArray *table;

  for (guint i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      g_test_message ("%s", lies[i].why);
      table = make_good_table ();
      table->data[lies[i].at] = lies[i].value;
      expect_refused (g_byte_array_free_to_bytes (table), TIE_FEE_L14_PROTECTED, lies[i].words);
    }
  /* a good header over a random body, as Lacerte's own tables have since they are encrypted */
  table = make_good_table ();
  for (guint i = 32 * 4 + 1; i < table->len; i++)
    table->data[i] = (i - (32 * 4 + 1)) % 25 == 0 ? ' ' : (guint8) g_rand_int_range (random, 0, 256);
  expect_refused (g_byte_array_free_to_bytes (table), TIE_FEE_L14_PROTECTED, "encrypted");
  table = make_good_table ();
  g_byte_array_set_size (table, table->len - 30);
  expect_refused (g_byte_array_free_to_bytes (table), TIE_FEE_L14_PROTECTED, "cut off");
  table = make_good_table ();
  g_byte_array_set_size (table, 40);
  expect_refused (g_byte_array_free_to_bytes (table), TIE_FEE_L14_PROTECTED, "damaged");
}

static void
test_pdf (void)
{
  static const char *const lines[] = { "Invoice 1042 for tax year 2024", "Form charges   $ 400.00", "Subtotal 430.00", "Current charges:      $450.00", "Previous balance 120.00", "Total due $570.00", "Total", "$450.00", NULL };
  g_autoptr (GBytes) bytes = make_pdf (lines);
  g_autoptr (GBytes) broken = g_bytes_new_static ("%PDF-1.4\nnothing", 16);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) amounts = tie_fee_pdf_read (bytes, "invoice.pdf", &error);
  const TieFeePdfAmount *amount;

  g_assert_no_error (error);
  g_assert_cmpuint (amounts->len, ==, 4);
  amount = amounts->pdata[0];
  g_assert_cmpstr (amount->label, ==, "Total");
  g_assert_cmpint (amount->amount, ==, 45000);
  g_assert_false (amount->may_be_older);
  amount = amounts->pdata[1];
  g_assert_cmpstr (amount->label, ==, "Current charges:"); /* the library breaks lines at wide gaps */
  g_assert_cmpint (amount->amount, ==, 45000);
  amount = amounts->pdata[2];
  g_assert_cmpint (amount->amount, ==, 57000);
  g_assert_true (amount->may_be_older);

  g_assert_null (tie_fee_pdf_read (broken, "invoice.pdf", &error));
  g_assert_error (error, TIE_FEE_ERROR, TIE_FEE_L14_PROTECTED);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fees/readers/csv", test_csv);
  g_test_add_func ("/fees/readers/csv-refused", test_csv_refused);
  g_test_add_func ("/fees/readers/xlsx", test_xlsx);
  g_test_add_func ("/fees/readers/xlsx-numbers", test_xlsx_numbers);
  g_test_add_func ("/fees/readers/xlsx-refused", test_xlsx_refused);
  g_test_add_func ("/fees/readers/dbf", test_dbf);
  g_test_add_func ("/fees/readers/dbf-refused", test_dbf_refused);
  g_test_add_func ("/fees/readers/pdf", test_pdf);

  return g_test_run ();
}
