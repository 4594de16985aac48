/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-fee-file"
#include "config.h"

#include <string.h>

#include "fees/tie-fee-file.h"
#include "fees/tie-fee-match.h"

/* Layouts, and what becomes of their rows. */

#define WHEN "2026-03-14T18:00:00Z"
#define V1 "schema,client_number,module,tax_year,invoice_total,name,form_charges,time_charges,other_charges,discount,exported_at\n"

static TieFeeFile *
read_file (const char *uri,
           const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GBytes) key = g_bytes_new_static ("0123456789abcdef", 16);
  TieFeeFile *file = tie_fee_file_new (bytes, uri, "fees.csv", WHEN);

  tie_fee_file_read (file, key);
  return file;
}

/* Rows as "1000/I/2024=45000", with the code of a problem behind it. */
static void
expect_rows (const TieFeeFile *file,
             const char *expected)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_assert_cmpstr (file->problem, ==, "");
  for (guint i = 0; i < tie_fee_rows_get_n (file->rows); i++)
    {
      const TieFeeRow *row = tie_fee_rows_get (file->rows, i);
      g_autofree char *amount = row->has_amount ? g_strdup_printf ("%" G_GINT64_FORMAT, row->amount) : g_strdup ("-");

      g_string_append_printf (out, "%s%s/%c/%u=%s%s%s", i > 0 ? " " : "", row->client_key, row->module != 0 ? row->module : '?', row->tax_year, amount,
                              row->problem != TIE_FEE_OK ? "!" : "", row->problem != TIE_FEE_OK ? tie_fee_code_get_name (row->problem) : "");
    }
  g_assert_cmpstr (out->str, ==, expected);
}

typedef struct
{
  const char *why;
  const char *uri;
  const char *text;
  const char *rows;
} RowCase;

static const RowCase row_cases[] = {
  { "fee file v1", "file:///f.csv", V1 "lacerte-fee/1,1000,I,2024,450.00,\"Smith, Jo\",,,,,\nlacerte-fee/1,00a7,S,2024,,Doe,,,,,\n", "1000/I/2024=45000 00A7/S/2024=-" },
  { "v1 is strict with amounts", "file:///f.csv", V1 "lacerte-fee/1,1,I,2024,$450.00,,,,,,\nlacerte-fee/1,2,I,2024,-4,,,,,,\nlacerte-fee/1,3,I,2024,4.555,,,,,,\n", "1/I/2024=-!L16 2/I/2024=-!L16 3/I/2024=-!L16" },
  { "v1 is strict with returns and years", "file:///f.csv", V1 "lacerte-fee/1,1,1040,2024,4,,,,,,\nlacerte-fee/1,2,I,24,4,,,,,,\nlacerte-fee/1,3,,2024,4,,,,,,\n", "1/?/2024=400!L16 2/I/0=400!L16 3/?/2024=400!L16" },
  { "v1 wants its name in every row", "file:///f.csv", V1 "lacerte-fee/1,1,I,2024,4,,,,,,\n,2,I,2024,4,,,,,,\n", "1/I/2024=400 2/I/2024=400!L16" },
  { "guessed columns", "file:///f.csv", "Client #,Return Type,Tax Year,Invoice Amount,Client Name\n1000,1040,2024,\"$1,450.00\",Smith\n", "1000/I/2024=145000" },
  { "titles, totals, and a header on every page", "file:///f.csv", "Harbor Tax Books\nFees\nClient No,Type,Year,Fee\n1000,1120S,2024,450\nClient No,Type,Year,Fee\n1001,1120,2024,5\nTotal,,,455\n,,,455\n", "1000/S/2024=45000 1001/C/2024=500" },
  { "year and return from the folder", "file:///L/24TAX/IDATA/EXPORT/EXPORT.CSV", "Client Number,Fee\n1000,450\n", "1000/I/2024=45000" },
  { "what a row says counts before the folder", "file:///L/24tax/idata/e.csv", "Client Number,Module,Fee\n1000,S,450\n1001,,5\n1002,E,5\n", "1000/S/2024=45000 1001/I/2024=500 1002/?/2024=500!L16" },
  { "damage by spreadsheets", "file:///24tax/idata/e.csv", "Client Number,Fee\n1.00E+03,450\n\"=\"\"0010\"\"\",5\n####,5\n1004,####\n", "/I/2024=45000!L16 0010/I/2024=500 /I/2024=500!L16 1004/I/2024=-!L16" },
  { "asterisks", "file:///24tax/idata/e.csv", "Client Number,Name,SSN,Fee\n1000,*****,***-**-****,450\n****,Smith,123-45-6789,5\n", "1000/I/2024=45000!L15 /I/2024=500!L16" },
  { "unreadable, negative and no amounts", "file:///24tax/idata/e.csv", "Client Number,Fee\n1,ten\n2,(5.00)\n3,\n4,0\n", "1/I/2024=-!L16 2/I/2024=-500 3/I/2024=- 4/I/2024=0" },
  { "names in two columns", "file:///24tax/idata/e.csv", "Client Number,Last Name,First Name,Fee\n1,Smith,Jo,5\n", "1/I/2024=500" },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (row_cases); i++)
    {
      g_autoptr (TieFeeFile) file = NULL;

      g_test_message ("%s", row_cases[i].why);
      file = read_file (row_cases[i].uri, row_cases[i].text);
      expect_rows (file, row_cases[i].rows);
    }
}

typedef struct
{
  const char *why;
  const char *text;
  TieFeeCode code;
  const char *words;
} RefusedCase;

static const RefusedCase refused_cases[] = {
  { "no header", "1000,450\n1001,5\n", TIE_FEE_L13_LAYOUT, "names the columns" },
  { "no fees", "Client Number,Name,Year\n1000,Smith,2024\n", TIE_FEE_L13_LAYOUT, "fees" },
  { "no year", "Client Number,Type,Fee\n1000,1040,5\n", TIE_FEE_L13_LAYOUT, "tax year" },
  { "no return", "Client Number,Year,Fee\n1000,2024,5\n", TIE_FEE_L13_LAYOUT, "return" },
  { "a total that may hold older amounts", "Client Number,Type,Year,Total Due\n1000,1040,2024,5\n", TIE_FEE_L13_LAYOUT, "older unpaid" },
  { "v1 without a column", "schema,client_number,module,tax_year\nlacerte-fee/1,1,I,2024\n", TIE_FEE_L13_LAYOUT, "invoice_total" },
  { "v2", "schema,client_number,module,tax_year,invoice_total\nlacerte-fee/2,1,I,2024,5\n", TIE_FEE_L13_LAYOUT, "lacerte-fee/1" },
  { "v1 with full numbers", "schema,client_number,module,tax_year,invoice_total,ssn\nlacerte-fee/1,1,I,2024,5,123-45-6789\n", TIE_FEE_L17_FULL_TIN, "ssn" },
  { "half a file", "Client Number,Type,Year,Fee\n1000,1040,2024,5\n\"10", TIE_FEE_L13_LAYOUT, "fees.csv" },
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused_cases); i++)
    {
      g_autoptr (TieFeeFile) file = NULL;

      g_test_message ("%s", refused_cases[i].why);
      file = read_file ("file:///f.csv", refused_cases[i].text);
      g_assert_null (file->rows);
      g_assert_cmpint (file->code, ==, refused_cases[i].code);
      g_assert_nonnull (strstr (file->problem, refused_cases[i].words));
    }
}

/* A person says what the guess did not know; then it is read. */
static void
test_mapped_by_hand (void)
{
  static const char text[] = "Number,What,Charge,Rebate\n1000,x,450,50.25\n";
  g_autoptr (TieFeeFile) file = read_file ("file:///f.csv", text);

  g_assert_null (file->rows);
  g_clear_pointer (&file->profile, tie_fee_profile_free);
  file->profile = tie_fee_profile_new (&file->layout, file->sample->pdata[0], 1);
  tie_fee_profile_set_column (file->profile, 0, TIE_FEE_FIELD_CLIENT_NUMBER);
  tie_fee_profile_set_column (file->profile, 2, TIE_FEE_FIELD_AMOUNT);
  tie_fee_profile_set_column (file->profile, 3, TIE_FEE_FIELD_AMOUNT_LESS);
  file->profile->tax_year = 2024;
  file->profile->module = 'I';
  g_assert_true (tie_fee_file_read (file, NULL));
  expect_rows (file, "1000/I/2024=39975");
}

static void
test_details (void)
{
  g_autoptr (TieFeeFile) parts = read_file ("file:///f.csv", V1 "lacerte-fee/1,1,I,2024,100.00,,60,50,0,10,2026-03-01T10:00:00Z\nlacerte-fee/1,2,I,2024,100.00,,60,50,0,0,2026-03-02T10:00:00-01:00\n");
  g_autoptr (TieFeeFile) tins = read_file ("file:///24tax/idata/f.csv", "Client Number,SSN,Fee,Last Name,First Name\n1,123-45-6789,5,Smith,Jo\n2,123456789,5,,\n");
  g_autofree char *problem = NULL;
  const TieFeeRow *row;

  g_assert_false (tie_fee_rows_get (parts->rows, 0)->has_bad_parts);
  g_assert_true (tie_fee_rows_get (parts->rows, 1)->has_bad_parts);
  g_assert_cmpstr (parts->as_of, ==, "2026-03-02T11:00:00Z");
  g_assert_cmpstr (tins->as_of, ==, WHEN);
  row = tie_fee_rows_get (tins->rows, 0);
  g_assert_cmpuint (strlen (row->tin), ==, 64);
  g_assert_cmpstr (row->tin, ==, tie_fee_rows_get (tins->rows, 1)->tin);
  g_assert_cmpstr (row->name, ==, "Smith, Jo");
  g_assert_cmpuint (tins->findings->len, ==, 1);
  g_assert_cmpint (((TieFeeFinding *) tins->findings->pdata[0])->code, ==, TIE_FEE_L17_FULL_TIN);
  g_assert_null (tie_fee_row_dup_problem (row));
}

/* Matching, over rows of several files: the latest first. */

typedef struct
{
  const char *file;
  const char *key;
  char module;
  guint year;
  gint64 amount; /* -1: none */
} MatchRow;

typedef struct
{
  const char *why;
  const char *number;
  const char *link;
  char module;
  guint year;
  TieFeeCode code;
  gint64 amount;
} MatchCase;

static const MatchRow match_rows[] = {
  { "new", "1000", 'I', 2024, 45000 }, { "new", "1000", 'C', 2024, 187500 }, { "new", "1001", 'I', 2023, 100 }, { "new", "1002", 'S', 2024, 100 },
  { "new", "1003", 'I', 2024, 100 },   { "new", "1003", 'I', 2024, 200 },    { "new", "1004", 'I', 2024, 300 }, { "new", "1004", 'I', 2024, 300 },
  { "new", "1005", 'I', 2024, -1 },    { "new", "1006", 'I', 2024, 0 },      { "new", "1007", 'I', 2024, -500 }, { "new", "1008", 'I', 2021, 5 },
  { "old", "1000", 'I', 2024, 99999 }, { "old", "1009", 'I', 2024, 700 },
};

static const MatchCase match_cases[] = {
  { "number, return and year; the newest file", "1000", "", 'I', 2024, TIE_FEE_OK, 45000 },
  { "1120 is another client than 1040", "1000", "", 'C', 2024, TIE_FEE_OK, 187500 },
  { "a chosen number counts before the client's own", "1001", "1000", 'I', 2024, TIE_FEE_OK, 45000 },
  { "case and blanks do not matter", " 1000 ", "", 'I', 2024, TIE_FEE_OK, 45000 },
  { "only in the older file", "1009", "", 'I', 2024, TIE_FEE_OK, 700 },
  { "nothing", "2000", "", 'I', 2024, TIE_FEE_L01_NO_ROW, 0 },
  { "no number", "", "", 'I', 2024, TIE_FEE_L02_NO_NUMBER, 0 },
  { "last year's", "1001", "", 'I', 2024, TIE_FEE_L03_OTHER_YEAR, 100 },
  { "next year's", "1001", "", 'I', 2022, TIE_FEE_L03_OTHER_YEAR, 100 },
  { "too long ago", "1008", "", 'I', 2024, TIE_FEE_L01_NO_ROW, 0 },
  { "1120S is not 1120", "1002", "", 'C', 2024, TIE_FEE_L04_OTHER_MODULE, 100 },
  { "a project without a return", "1002", "", 0, 2024, TIE_FEE_L04_OTHER_MODULE, 100 },
  { "a project without a year", "1002", "", 'S', 0, TIE_FEE_L03_OTHER_YEAR, 100 },
  { "twice, and different", "1003", "", 'I', 2024, TIE_FEE_L05_SEVERAL, 100 },
  { "twice the same", "1004", "", 'I', 2024, TIE_FEE_OK, 300 },
  { "empty", "1005", "", 'I', 2024, TIE_FEE_L06_EMPTY, 0 },
  { "zero", "1006", "", 'I', 2024, TIE_FEE_L07_ZERO, 0 },
  { "below zero", "1007", "", 'I', 2024, TIE_FEE_L08_NEGATIVE, -500 },
};

static TieFeeRows *
make_rows (void)
{
  TieFeeRows *rows = tie_fee_rows_new ();

  for (guint i = 0; i < G_N_ELEMENTS (match_rows); i++)
    {
      const MatchRow *from = &match_rows[i];
      TieFeeRow row = {
        .file = from->file, .label = from->file, .line = i + 2, .client_number = from->key, .client_key = from->key, .module = from->module, .tax_year = from->year,
        .name = i == 3 ? "Doe, Ann" : "Smith, Jo", .has_amount = from->amount != -1, .amount = from->amount != -1 ? from->amount : 0, .tin = i == 7 ? "ABCD" : "",
      };

      tie_fee_rows_add (rows, &row);
    }
  return rows;
}

static void
test_match (void)
{
  g_autoptr (TieFeeRows) rows = make_rows ();
  g_autoptr (TieFeeIndex) index = tie_fee_index_new (rows);

  for (guint i = 0; i < G_N_ELEMENTS (match_cases); i++)
    {
      const MatchCase *one = &match_cases[i];
      const TieFeeProject project = { .id = "p", .name = "", .contact = "", .contact_name = "Smith, Jo", .number = one->number, .link_key = one->link, .link_tin = "", .module = one->module, .tax_year = one->year };
      TieFeeMatch match;

      g_test_message ("%s", one->why);
      tie_fee_index_match (index, &project, &match);
      g_assert_cmpstr (match.code != 0 ? tie_fee_code_get_name (match.code) : "", ==, one->code != 0 ? tie_fee_code_get_name (one->code) : "");
      g_assert_cmpint (match.row != NULL ? match.row->amount : 0, ==, one->amount);
    }
}

static void
test_suggest (void)
{
  g_autoptr (TieFeeRows) rows = make_rows ();
  const TieFeeProject project = { .id = "p", .name = "", .contact = "", .contact_name = "Doe, Ann", .number = "0001002", .link_key = "", .link_tin = "", .module = 'S', .tax_year = 2024 };
  const TieFeeProject taxpayer = { .id = "p", .name = "", .contact = "", .contact_name = "Nobody Else", .number = "", .link_key = "", .link_tin = "ABCD", .module = 'I', .tax_year = 2024 };
  g_autoptr (GPtrArray) by_zeros = tie_fee_suggest (rows, &project, 3);
  g_autoptr (GPtrArray) by_tin = tie_fee_suggest (rows, &taxpayer, 3);
  const TieFeeSuggestion *first;

  g_assert_cmpuint (by_zeros->len, ==, 1);
  first = by_zeros->pdata[0];
  g_assert_cmpstr (first->row->client_key, ==, "1002");
  g_assert_cmpstr (first->reason, ==, "the same number but for zeros in front");
  first = by_tin->pdata[0];
  g_assert_cmpstr (first->row->client_key, ==, "1004");
  g_assert_cmpuint (first->percent, ==, 100);
}

static void
test_suggest_name (void)
{
  g_autoptr (TieFeeRows) rows = make_rows ();
  const TieFeeProject project = { .id = "p", .name = "", .contact = "", .contact_name = "Ann Doe", .number = "", .link_key = "", .link_tin = "", .module = 'S', .tax_year = 2024 };
  g_autoptr (GPtrArray) found = tie_fee_suggest (rows, &project, 3);

  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((TieFeeSuggestion *) found->pdata[0])->row->client_key, ==, "1002");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fees/file/rows", test_rows);
  g_test_add_func ("/fees/file/refused", test_refused);
  g_test_add_func ("/fees/file/mapped-by-hand", test_mapped_by_hand);
  g_test_add_func ("/fees/file/details", test_details);
  g_test_add_func ("/fees/match", test_match);
  g_test_add_func ("/fees/suggest", test_suggest);
  g_test_add_func ("/fees/suggest-name", test_suggest_name);

  return g_test_run ();
}
