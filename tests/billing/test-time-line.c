/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/tie-text.h"
#include "billing/tie-time-line.h"

static const TieTimeChoice projects[] = {
  { "carter-25", "2025 form 1040 carter, joan" },
  { "carter-24", "2024 form 1040 carter, joan" },
  { "baker-books", "monthly books baker & sons, inc." },
  { "baker-tax", "2025 form 1120 baker & sons, inc." },
  { "zoe", "2025 form 1040 zoe cafe" },
};

static const TieTimeChoice codes[] = {
  { "TAX-1040", "tax-1040" },
  { "TAX-1120", "tax-1120" },
  { "REVIEW", "review" },
  { "BOOKS-MON", "books-mon" },
  { "BOOKS-YR", "books-yr" },
};

typedef struct
{
  const char *why;
  const char *line;
  const char *projects; /* ids, joined by blanks */
  const char *codes;
  TieTimeLineHours state;
  gint64 hours;
  const char *text;
} LineCase;

static const LineCase cases[] = {
  { "as in the book", "carter 2025 1040 1.5 review k-1", "carter-25", "TAX-1040", TIE_TIME_LINE_GIVEN, 15000, "review k-1" },
  { "two years of one client are to choose from", "carter 1040 1.5 review k-1", "carter-25 carter-24", "TAX-1040", TIE_TIME_LINE_GIVEN, 15000, "review k-1" },
  { "order is free", "1.5 1040 zoe k-1", "zoe", "TAX-1040", TIE_TIME_LINE_GIVEN, 15000, "k-1" },
  { "text may stand first", "k-1 sent 0.25 zoe 1040", "zoe", "TAX-1040", TIE_TIME_LINE_GIVEN, 2500, "k-1 sent" },
  { "the code tells which project of a client", "baker 1120 2", "baker-tax", "TAX-1120", TIE_TIME_LINE_GIVEN, 20000, "" },
  { "a later name is text", "baker 1120 2 call joan carter", "baker-tax", "TAX-1120", TIE_TIME_LINE_GIVEN, 20000, "call joan carter" },
  { "the beginning of a code", "zoe revi 1", "zoe", "REVIEW", TIE_TIME_LINE_GIVEN, 10000, "" },
  { "several codes fit", "zoe books 1", "zoe", "BOOKS-MON BOOKS-YR", TIE_TIME_LINE_GIVEN, 10000, "" },
  { "a comma", "zoe 1040 1,5", "zoe", "TAX-1040", TIE_TIME_LINE_GIVEN, 15000, "" },
  { "a clock", "zoe 1040 1:30", "zoe", "TAX-1040", TIE_TIME_LINE_GIVEN, 15000, "" },
  { "units", "zoe 1040 1h15", "zoe", "TAX-1040", TIE_TIME_LINE_GIVEN, 12500, "" },
  { "minutes", "zoe 1040 90m", "zoe", "TAX-1040", TIE_TIME_LINE_GIVEN, 15000, "" },
  { "a third of an hour", "zoe 1040 20min", "zoe", "TAX-1040", TIE_TIME_LINE_GIVEN, 3333, "" },
  { "a number with a sign of hours wins over a bare one", "zoe 1040 2 forms 0.5", "zoe", "TAX-1040", TIE_TIME_LINE_GIVEN, 5000, "2 forms" },
  { "negative", "zoe 1040 -1.5", "zoe", "TAX-1040", TIE_TIME_LINE_NEGATIVE, -15000, "" },
  { "more than a day", "zoe 1040 25.5", "zoe", "TAX-1040", TIE_TIME_LINE_TOO_MANY, 255000, "" },
  { "no such minutes", "zoe 1040 1:75", "zoe", "TAX-1040", TIE_TIME_LINE_NONE, 0, "1:75" },
  { "no hours yet", "zoe 1040", "zoe", "TAX-1040", TIE_TIME_LINE_NONE, 0, "" },
  { "no such client", "nobody 1040 1", "", "TAX-1040", TIE_TIME_LINE_GIVEN, 10000, "nobody" },
  { "accents and capitals", "ZOÉ CAFÉ 1040 1", "zoe", "TAX-1040", TIE_TIME_LINE_GIVEN, 10000, "" },
  { "a single letter means nothing", "z 1040 1", "", "TAX-1040", TIE_TIME_LINE_GIVEN, 10000, "z" },
  { "nothing", "", "", "", TIE_TIME_LINE_NONE, 0, "" },
  { "blanks", "   ", "", "", TIE_TIME_LINE_NONE, 0, "" },
};

static char *
join (const GArray *found,
      const TieTimeChoice *choices)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? " " : "", choices[g_array_index (found, guint, i)].id);
  return g_strdup (all->str);
}

static void
test_lines (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TieTimeLine) line = tie_time_line_parse (cases[i].line, projects, G_N_ELEMENTS (projects), codes, G_N_ELEMENTS (codes));
      g_autofree char *found_projects = join (line->projects, projects);
      g_autofree char *found_codes = join (line->codes, codes);

      g_test_message ("%s: %s", cases[i].why, cases[i].line);
      g_assert_cmpstr (found_projects, ==, cases[i].projects);
      g_assert_cmpstr (found_codes, ==, cases[i].codes);
      g_assert_cmpint (line->hours_state, ==, cases[i].state);
      g_assert_cmpint (line->hours, ==, cases[i].hours);
      g_assert_cmpstr (line->text, ==, cases[i].text);
    }
}

/* Ten thousand characters after the fourth word are text, and nothing takes long over them. */
static void
test_long (void)
{
  g_autoptr (GString) typed = g_string_new ("zoe 1040 1.5");
  g_autoptr (TieTimeLine) line = NULL;

  while (typed->len < 10000)
    g_string_append (typed, " carter 7 漢字");
  line = tie_time_line_parse (typed->str, projects, G_N_ELEMENTS (projects), codes, G_N_ELEMENTS (codes));
  g_assert_cmpuint (line->projects->len, ==, 1);
  g_assert_cmpstr (projects[g_array_index (line->projects, guint, 0)].id, ==, "zoe");
  g_assert_cmpint (line->hours, ==, 15000);
  g_assert_cmpstr (line->text, ==, typed->str + strlen ("zoe 1040 1.5 "));
}

static void
test_nothing_to_choose_from (void)
{
  g_autoptr (TieTimeLine) line = tie_time_line_parse ("carter 1040 1.5", NULL, 0, NULL, 0);

  g_assert_cmpuint (line->projects->len, ==, 0);
  g_assert_cmpuint (line->codes->len, ==, 0);
  g_assert_cmpint (line->hours, ==, 15000);
  g_assert_cmpstr (line->text, ==, "carter 1040");
}

typedef struct
{
  const char *text;
  gboolean is_hours;
  gint64 hours;
} HoursCase;

static const HoursCase hours_cases[] = {
  { "", TRUE, 0 },
  { "-", TRUE, 0 },
  { "1", TRUE, 10000 },
  { " 1.25 ", TRUE, 12500 },
  { ".5", TRUE, 5000 },
  { ",5", TRUE, 5000 },
  { "1:30", TRUE, 15000 },
  { "45m", TRUE, 7500 },
  { "1.5h", TRUE, 15000 },
  { "-2", TRUE, -20000 },
  { "1.234,50", FALSE, 0 },
  { "one", FALSE, 0 },
  { "1:60", FALSE, 0 },
  { "1.5.5", FALSE, 0 },
  { "9999999999999", FALSE, 0 },
  { "h", FALSE, 0 },
  { ":30", FALSE, 0 },
};

static void
test_hours (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (hours_cases); i++)
    {
      gint64 hours;

      g_test_message ("%s", hours_cases[i].text);
      g_assert_cmpint (tie_time_line_parse_hours (hours_cases[i].text, &hours), ==, hours_cases[i].is_hours);
      if (hours_cases[i].is_hours)
        g_assert_cmpint (hours, ==, hours_cases[i].hours);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/billing/time-line/lines", test_lines);
  g_test_add_func ("/billing/time-line/long", test_long);
  g_test_add_func ("/billing/time-line/nothing-to-choose-from", test_nothing_to_choose_from);
  g_test_add_func ("/billing/time-line/hours", test_hours);
  return g_test_run ();
}
