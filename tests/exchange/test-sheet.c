/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sheet"
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "base/tie-error.h"
#include "exchange/tie-report-file.h"
#include "exchange/tie-sheet-writer.h"

/* What another program finds in the file, which the command calls $1. */
static char *
ask (const char *command,
     const char *path)
{
  const char *const argv[] = { "sh", "-c", command, "sh", path, NULL };
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  return g_strchomp (g_steal_pointer (&output));
}

static char *
ask_sheet (const char *path,
           const char *xpath)
{
  g_autofree char *command = g_strdup_printf ("unzip -p \"$1\" xl/worksheets/sheet1.xml | xmllint --xpath \"%s\" -", xpath);

  return ask (command, path);
}

/* The text of a cell, by way of the table of strings. */
static char *
ask_text (const char *path,
          const char *cell)
{
  g_autofree char *type = NULL;
  g_autofree char *xpath = g_strdup_printf ("string(//*[@r='%s']/@t)", cell);
  g_autofree char *value_xpath = g_strdup_printf ("string(//*[@r='%s']/*[local-name()='v'])", cell);
  g_autofree char *value = NULL;
  g_autofree char *command = NULL;

  type = ask_sheet (path, xpath);
  g_assert_cmpstr (type, ==, "s");
  value = ask_sheet (path, value_xpath);
  command = g_strdup_printf ("unzip -p \"$1\" xl/sharedStrings.xml | xmllint --xpath \"string(//*[local-name()='si'][%s + 1])\" -", value);
  return ask (command, path);
}

static void
expect_text (const char *path,
             const char *cell,
             const char *expected)
{
  g_autofree char *text = ask_text (path, cell);

  g_assert_cmpstr (text, ==, expected);
}

/* A number has no type and no formula; a spreadsheet reads what stands there into the nearest double. */
static void
expect_number (const char *path,
               const char *cell,
               const char *expected)
{
  g_autofree char *parts_xpath = g_strdup_printf ("concat('t', //*[@r='%1$s']/@t, count(//*[@r='%1$s']/*))", cell);
  g_autofree char *value_xpath = g_strdup_printf ("string(//*[@r='%s']/*[local-name()='v'])", cell);
  g_autofree char *parts = ask_sheet (path, parts_xpath);
  g_autofree char *value = ask_sheet (path, value_xpath);

  g_assert_cmpstr (parts, ==, "t1");
  g_assert_cmpfloat (g_ascii_strtod (value, NULL), ==, g_ascii_strtod (expected, NULL));
}

/* How the cell's number is shown: the format's code, its number where the code is the reader's own. */
static void
expect_format (const char *path,
               const char *cell,
               const char *expected)
{
  g_autofree char *xpath = g_strdup_printf ("string(//*[@r='%s']/@s)", cell);
  g_autofree char *style = ask_sheet (path, xpath);
  g_autofree char *command = g_strdup_printf ("unzip -p \"$1\" xl/styles.xml | xmllint --xpath \"string(//*[local-name()='cellXfs']/*[%s + 1]/@numFmtId)\" -", style);
  g_autofree char *id = ask (command, path);
  g_autofree char *code_command = g_strdup_printf ("unzip -p \"$1\" xl/styles.xml | xmllint --xpath \"string(//*[local-name()='numFmt'][@numFmtId='%s']/@formatCode)\" -", id);
  g_autofree char *code = ask (code_command, path);

  g_assert_cmpstr (*code != '\0' ? code : id, ==, expected);
}

static void
expect_bold (const char *path,
             const char *cell,
             gboolean expected)
{
  g_autofree char *xpath = g_strdup_printf ("number(concat('0', //*[@r='%s']/@s))", cell);
  g_autofree char *style = ask_sheet (path, xpath);
  g_autofree char *command = g_strdup_printf ("unzip -p \"$1\" xl/styles.xml |"
                                              " xmllint --xpath \"count(//*[local-name()='font'][//*[local-name()='cellXfs']/*[%s + 1]/@fontId + 1]/*[local-name()='b'])\" -",
                                              style);
  g_autofree char *found = ask (command, path);

  g_assert_cmpstr (found, ==, expected ? "1" : "0");
}

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer unused)
{
  fixture->folder = g_dir_make_tmp ("tieout-sheet-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "it's.xlsx", NULL);
}

static void
tear_down (Fixture *fixture,
           gconstpointer unused)
{
  g_unlink (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
save (Fixture *fixture,
      GBytes *xlsx)
{
  g_assert_nonnull (xlsx);
  g_assert_true (g_file_set_contents (fixture->path, g_bytes_get_data (xlsx, NULL), (gssize) g_bytes_get_size (xlsx), NULL));
}

static void
add_row (TieSheetWriter *sheet,
         const char *const *cells)
{
  for (guint i = 0; cells[i] != NULL; i++)
    tie_sheet_writer_add (sheet, cells[i]);
  tie_sheet_writer_end_row (sheet);
}

static void
test_cells (Fixture *fixture,
            gconstpointer unused)
{
  g_autoptr (TieSheetWriter) sheet = tie_sheet_writer_new ("Contacts: [all] / 2025, and more than fits");
  g_autoptr (GBytes) xlsx = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *formulas = NULL;
  g_autofree char *name = NULL;

  tie_sheet_writer_add_column (sheet, "Name", TIE_CELL_TEXT);
  tie_sheet_writer_add_column (sheet, "Date", TIE_CELL_DATE);
  tie_sheet_writer_add_column (sheet, "Amount", TIE_CELL_MONEY);
  tie_sheet_writer_add_column (sheet, "Hours", TIE_CELL_RATE);
  tie_sheet_writer_add_column (sheet, "Year", TIE_CELL_COUNT);
  add_row (sheet, (const char *const[]){ "=1+1", "2025-11-03", "1234.56", "6.25", "2025", NULL });
  add_row (sheet, (const char *const[]){ "1234.56", "2025-02-30", "-0.07", "many", "", NULL });
  add_row (sheet, (const char *const[]){ "<“Zoë” & 株式会社>", "1899-12-31", "90071992547409.91", "", "", NULL });
  add_row (sheet, (const char *const[]){ "@SUM(A1)", "1900-03-01", "1234567890123.45", "", "", NULL });
  xlsx = tie_sheet_writer_finish (sheet, &error);
  g_assert_no_error (error);
  save (fixture, xlsx);

  expect_text (fixture->path, "A1", "Name");
  expect_bold (fixture->path, "A1", TRUE);
  expect_text (fixture->path, "A2", "=1+1");
  expect_bold (fixture->path, "A2", FALSE);
  expect_text (fixture->path, "A3", "1234.56");
  expect_text (fixture->path, "A4", "<“Zoë” & 株式会社>");
  expect_text (fixture->path, "A5", "@SUM(A1)");
  formulas = ask_sheet (fixture->path, "count(//*[local-name()='f'])");
  g_assert_cmpstr (formulas, ==, "0");

  expect_number (fixture->path, "B2", "45964"); /* days, as spreadsheets count them */
  expect_format (fixture->path, "B2", "14");
  expect_number (fixture->path, "B5", "61");
  expect_text (fixture->path, "B3", "2025-02-30");
  expect_text (fixture->path, "B4", "1899-12-31");

  expect_number (fixture->path, "C2", "1234.56");
  expect_format (fixture->path, "C2", "#,##0.00");
  expect_number (fixture->path, "C3", "-0.07");
  expect_number (fixture->path, "C5", "1234567890123.45");
  expect_text (fixture->path, "C4", "90071992547409.91"); /* sixteen digits: a spreadsheet would change the last one */
  expect_number (fixture->path, "D2", "6.25");
  expect_text (fixture->path, "D3", "many");
  expect_number (fixture->path, "E2", "2025");

  name = ask ("unzip -p \"$1\" xl/workbook.xml | xmllint --xpath \"string(//*[local-name()='sheet']/@name)\" -", fixture->path);
  g_assert_cmpstr (name, ==, "Contacts- -all- - 2025, and mor");
}

static void
test_report (Fixture *fixture,
             gconstpointer unused)
{
  g_autoptr (TieReport) report = tie_report_new ("A/R Ageing", "As of 11/22/2026");
  g_autoptr (GBytes) xlsx = NULL;
  g_autoptr (GError) error = NULL;
  guint row;

  tie_report_add_column (report, "Contact", TIE_CELL_TEXT);
  tie_report_add_column (report, "Total", TIE_CELL_MONEY);
  tie_report_add_column (report, "Realization", TIE_CELL_PERCENT);
  row = tie_report_add_row (report, TIE_REPORT_ROW_PLAIN, NULL);
  tie_report_set_text (report, row, 0, "Abacus Dental");
  tie_report_set_number (report, row, 1, 123456);
  row = tie_report_add_row (report, TIE_REPORT_ROW_TOTAL, NULL);
  tie_report_set_text (report, row, 0, "Total");
  tie_report_set_number (report, row, 1, 0);
  tie_report_set_number (report, row, 2, 755000);
  xlsx = tie_report_file_to_xlsx (report, &error);
  g_assert_no_error (error);
  save (fixture, xlsx);

  expect_number (fixture->path, "B2", "1234.56");
  expect_bold (fixture->path, "B2", FALSE);
  expect_text (fixture->path, "A3", "Total");
  expect_bold (fixture->path, "A3", TRUE);
  expect_number (fixture->path, "B3", "0");
  expect_bold (fixture->path, "B3", TRUE);
  expect_number (fixture->path, "C3", "75.5");
  expect_format (fixture->path, "C3", "0.0\" %\"");
}

/* More rows than the format has, and texts that are longer than a cell. */
static void
test_limits (Fixture *fixture,
             gconstpointer unused)
{
  g_autoptr (TieSheetWriter) full = tie_sheet_writer_new ("Rows");
  g_autoptr (TieSheetWriter) sheet = tie_sheet_writer_new ("");
  g_autofree char *text = g_strnfill (40000, 'x');
  g_autofree char *stays = NULL;
  g_autoptr (GBytes) none = NULL;
  g_autoptr (GBytes) xlsx = NULL;
  g_autoptr (GError) error = NULL;

  tie_sheet_writer_add_column (full, "Name", TIE_CELL_TEXT);
  for (guint i = 0; i < 1048576; i++)
    tie_sheet_writer_end_row (full);
  none = tie_sheet_writer_finish (full, &error);
  g_assert_null (none);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
  g_clear_error (&error);

  tie_sheet_writer_add_column (sheet, "Note", TIE_CELL_TEXT);
  tie_sheet_writer_add (sheet, text);
  tie_sheet_writer_end_row (sheet);
  xlsx = tie_sheet_writer_finish (sheet, &error);
  g_assert_no_error (error);
  save (fixture, xlsx);
  stays = ask_text (fixture->path, "A2");
  g_assert_cmpuint (strlen (stays), ==, 32767);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/exchange/sheet/cells", Fixture, NULL, set_up, test_cells, tear_down);
  g_test_add ("/exchange/sheet/report", Fixture, NULL, set_up, test_report, tear_down);
  g_test_add ("/exchange/sheet/limits", Fixture, NULL, set_up, test_limits, tear_down);
  return g_test_run ();
}
