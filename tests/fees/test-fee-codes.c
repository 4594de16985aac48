/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-fee-codes"
#include "config.h"

#include <glib/gstdio.h>

#include "billing/tie-timer-actions.h"
#include "import-fixture.h"
#include "model/tie-contact.h"
#include "model/tie-project.h"
#include "store/tie-activity-table.h"

/* Each code of a preview: what the file says, what is different in the practice, and what is found. */

typedef struct
{
  const char *why;
  const char *rows; /* behind the head */
  gboolean (*prepare) (TieDb *db, gpointer data, GError **error); /* (nullable) */
  gboolean with_invoice;
  const char *codes;
  gboolean can_import;
} CodeCase;

static gboolean
no_number_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  set_text (db, TIE_TYPE_CONTACT, "carter", TIE_CONTACT_NUMBER, "");
  return TRUE;
}

static gboolean
typed_fee_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  set_integer (db, TIE_TYPE_PROJECT, "return", TIE_PROJECT_ESTIMATED_FEE, 40000);
  return TRUE;
}

static gboolean
same_fee_cb (TieDb *db,
             gpointer data,
             GError **error)
{
  set_integer (db, TIE_TYPE_PROJECT, "return", TIE_PROJECT_ESTIMATED_FEE, 45000);
  return TRUE;
}

static gboolean
old_cb (TieDb *db,
        gpointer data,
        GError **error)
{
  return tie_setting_table_set (db, TIE_SETTING_FEE_DAYS, "7", error);
}

static gboolean
later_time_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  set_text (db, TIE_TYPE_ENTRY, "a", TIE_ENTRY_DATE, "2026-03-16");
  return TRUE;
}

static gboolean
closed_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  set_setting (db, TIE_SETTING_CLOSING_DATE, "2026-03-31");
  return TRUE;
}

static gboolean
last_year_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  g_autoptr (TieProject) project = tie_project_new ("before");

  tie_record_set_text (TIE_RECORD (project), TIE_PROJECT_NAME, "2024 Form 1040");
  tie_record_set_text (TIE_RECORD (project), TIE_PROJECT_CONTACT, "carter");
  tie_record_set_text (TIE_RECORD (project), TIE_PROJECT_RETURN, "I");
  tie_record_set_integer (TIE_RECORD (project), TIE_PROJECT_TAX_YEAR, 2024);
  tie_record_set_integer (TIE_RECORD (project), TIE_PROJECT_ESTIMATED_FEE, 29000);
  return tie_record_table_save (db, TIE_RECORD (project), error);
}

static gboolean
timers_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  g_autoptr (TieTimer) running = tie_timer_start (db, "joe", "return", NULL, NULL, NULL, error);
  g_autoptr (TieTimer) pausing = tie_timer_start (db, "kim", "return", NULL, NULL, NULL, error);
  g_autofree char *message = NULL;

  return running != NULL && pausing != NULL && tie_timer_pause (db, pausing, NULL, &message, error);
}

static const CodeCase code_cases[] = {
  { "nothing stands in the way", GOOD, NULL, TRUE, "", TRUE },
  { "no row", ROW "1001,I,2025,X,450.00,," NOW "\n", NULL, FALSE, "L01", FALSE },
  { "no number", GOOD, no_number_cb, FALSE, "L02", FALSE },
  { "a fee for last year", ROW "1000,I,2024,\"Carter, Joan\",450.00,," NOW "\n", NULL, FALSE, "L03", FALSE },
  { "another return", ROW "1000,S,2025,\"Carter, Joan\",450.00,," NOW "\n", NULL, FALSE, "L04", FALSE },
  { "two amounts", GOOD CARTER "460.00,," NOW "\n", NULL, FALSE, "L05", FALSE },
  { "the same amount twice", GOOD GOOD, NULL, FALSE, "", TRUE },
  { "empty", CARTER ",," NOW "\n", NULL, FALSE, "L06", FALSE },
  { "zero, without an invoice", CARTER "0.00,," NOW "\n", NULL, FALSE, "L07", TRUE },
  { "zero, with an invoice", CARTER "0.00,," NOW "\n", NULL, TRUE, "L07", FALSE },
  { "unreadable", CARTER "ten,," NOW "\n", NULL, FALSE, "L16", FALSE },
  { "an old file", GOOD, old_cb, FALSE, "L10", TRUE },
  { "time after it", GOOD, later_time_cb, FALSE, "L10", TRUE },
  { "masked", ROW "1000,I,2025,*****,450.00,," NOW "\n", NULL, FALSE, "L15", TRUE },
  { "a fee that was typed", GOOD, typed_fee_cb, FALSE, "L18", TRUE },
  { "the same fee typed", GOOD, same_fee_cb, FALSE, "", TRUE },
  { "books closed", GOOD, closed_cb, TRUE, "L19", FALSE },
  { "books closed, without an invoice", GOOD, closed_cb, FALSE, "", TRUE },
  { "no right", GOOD, make_staff_cb, FALSE, "L20", FALSE },
  { "another name", ROW "1000,I,2025,\"Smith, Jo\",450.00,," NOW "\n", NULL, FALSE, "W1", TRUE },
  { "parts that do not add up", CARTER "450.00,," NOW ",400.00\n", NULL, FALSE, "W2", TRUE },
  { "half as much again as last year", GOOD, last_year_cb, FALSE, "W3", TRUE },
  { "timers", GOOD, timers_cb, TRUE, "W4 W6", TRUE },
  { "a previous balance", CARTER "450.00,120.00," NOW "\n", NULL, FALSE, "W5", TRUE },
};

typedef struct
{
  const CodeCase *one;
  TieFeePreview *preview; /* (owned) */
} CodeReading;

static gboolean
code_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  CodeReading *reading = data;
  const TieFeePreviewOptions options = { .with_invoice = reading->one->with_invoice, .date = DAY };

  if (reading->one->prepare != NULL && !reading->one->prepare (db, NULL, error))
    return FALSE;
  reading->preview = read_preview (db, &options);
  if (!tie_fee_preview_can_import (reading->preview) && !tie_fee_import_log_refusal (db, reading->preview, error))
    return FALSE;
  if (!tie_fee_preview_can_import (reading->preview))
    {
      g_autoptr (GPtrArray) activities = tie_activity_table_list (db, 1, error);
      const TieActivity *activity = activities->pdata[0];

      g_assert_cmpstr (activity->what, ==, "Lacerte fee not imported");
      g_assert_nonnull (strstr (reading->one->codes, activity->details));
      g_assert_cmpstr (activity->record_id, ==, "return");
      if (reading->one->with_invoice)
        g_assert_null (tie_fee_import_invoice (db, reading->preview, NULL, NULL));
      else
        g_assert_false (tie_fee_import_amount (db, reading->preview, NULL, NULL));
    }
  g_set_error_literal (error, TIE_ERROR, TIE_ERROR_FAILED, "rolled back, for the next case");
  return FALSE;
}

static void
test_codes (ImportFixture *fixture,
            gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (code_cases); i++)
    {
      CodeReading reading = { &code_cases[i] };
      g_autofree char *contents = g_strconcat (HEAD, code_cases[i].rows, NULL);
      g_autofree char *name = g_strdup_printf ("fees-%u.csv", i);
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autoptr (TieFeeRefresh) refreshed = NULL;

      g_test_message ("%s", code_cases[i].why);
      write_file (fixture, name, contents);
      refreshed = refresh (fixture);
      g_assert_cmpuint (refreshed->n_files, ==, 1);
      g_assert_false (tie_store_run (fixture->store.store, TIE_STORE_WRITE, code_cb, &reading, NULL));
      expect_codes (reading.preview, code_cases[i].codes);
      g_assert_cmpint (tie_fee_preview_can_import (reading.preview), ==, code_cases[i].can_import);
      g_assert_cmpint (reading.preview->code != TIE_FEE_OK, ==, *code_cases[i].codes != '\0');
      tie_fee_preview_free (reading.preview);
      g_unlink (path);
    }
}

/* Each code has a part of the help page, which says its name and what to do. */
static void
test_help (void)
{
  for (guint code = 1; code < TIE_FEE_N_CODES; code++)
    {
      g_autofree char *help = tie_fee_code_dup_help (code);
      g_auto (GStrv) parts = g_strsplit (help, "#", 2);
      g_autofree char *file = g_strconcat (parts[0], ".page", NULL);
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "help", "C", file, NULL);
      g_autofree char *head = g_strdup_printf ("<section id=\"%s\">\n    <title>%s: %s</title>", parts[1], tie_fee_code_get_name (code), tie_fee_code_get_title (code));
      g_autofree char *page = NULL;
      const char *section;
      const char *end;

      g_assert_true (g_file_get_contents (path, &page, NULL, NULL));
      section = strstr (page, head);
      if (section == NULL)
        g_error ("%s does not tell of %s", file, head);
      end = strstr (section, "</section>");
      g_assert_nonnull (g_strstr_len (section, end - section, "<item><p>"));
      /* what a window offers is told of by its words */
      for (guint way = 1; way <= TIE_FEE_WAY_HELP; way <<= 1)
        {
          guint told = TIE_FEE_WAY_SHOW_INVOICE | TIE_FEE_WAY_REPLACE_DRAFT | TIE_FEE_WAY_LAST_GOOD | TIE_FEE_WAY_COLUMNS | TIE_FEE_WAY_DATE | TIE_FEE_WAY_AMOUNT_ONLY | TIE_FEE_WAY_STOP_TIMERS;

          if ((tie_fee_code_get_ways (code) & told & way) != 0 && g_strstr_len (section, end - section, tie_fee_way_get_label (way)) == NULL)
            g_error ("%s does not tell of “%s”", help, tie_fee_way_get_label (way));
        }
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/fees/codes", ImportFixture, NULL, import_fixture_set_up, test_codes, import_fixture_tear_down);
  g_test_add_func ("/fees/codes/help", test_help);

  return g_test_run ();
}
