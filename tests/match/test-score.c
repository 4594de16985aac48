/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "match/tie-match-explain.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieMatchLists, tie_match_lists_free)

/* Pairs of names, the reasons they get, and whether one of them keeps the pair from being linked.  The other rows of the
 * lists make the usual words usual. */

static const char *const others[] = {
  "Carter, Joan", "Baker, Joan", "Yardley, Joan", "Reed, Joan", "Carter, Peter", "Baker, Peter", "Silva, Maria", "Hansen, Robert", "Reed, Robert",
  "Rosen, Miriam", "Crane, Carol", "Baker, Carol", "Reed, Carl", "Silva, Carl", "Crane, Tom A.", "Hanson, Tom", "Hansen, Carl", "Hanson, Maria", "Hansen, Tom",
  "Crane, Thomas", "Baker, Thomas", "Silva, Thomas", "Reed, James", "James, Maria",
  "Ashby Plumbing LLC", "Reed Plumbing Inc", "Stone Plumbing LLC", "Hill Plumbing Corp", "West Plumbing Services LLC", "Reed Services Inc",
  "Ashby Dental Services LLC", "Stone Dental LLC", "Hill Dental Inc", "West Dental LLC", "Silva Family Trust", NULL,
};

static TieMatchLists *
read_pair (const TieMatchRow *left,
           const TieMatchRow *right)
{
  TieMatchLists *lists = tie_match_lists_new (TIE_MATCH_PEOPLE_AND_FIRMS);
  gsize n_rows[2];

  g_assert_true (tie_match_lists_add (lists, TIE_MATCH_LEFT, left, NULL));
  g_assert_true (tie_match_lists_add (lists, TIE_MATCH_RIGHT, right, NULL));
  for (guint i = 0; others[i] != NULL; i++)
    {
      TieMatchRow row = { .id = "x", .name = others[i] };

      g_assert_true (tie_match_lists_add (lists, TIE_MATCH_LEFT, &row, NULL));
      g_assert_true (tie_match_lists_add (lists, TIE_MATCH_RIGHT, &row, NULL));
    }
  n_rows[0] = n_rows[1] = tie_match_lists_count (lists, TIE_MATCH_LEFT);
  tie_match_lists_learn (lists);
  tie_match_words_weigh (lists->words, n_rows);
  return lists;
}

static char *
list_reasons (const TieMatchScore *score)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < score->n_notes; i++)
    g_ptr_array_add (names, (char *) tie_match_get_reason (score->notes[i].reason)->name);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **) names->pdata);
}

typedef struct
{
  const char *left, *right, *reasons;
  gboolean is_vetoed;
} NameCase;

static const NameCase name_cases[] = {
  { "Carter, Joan", "Joan Carter", "", FALSE },
  { "Ashby Plumbing LLC", "Ashby Plumbing", "missing-legal", FALSE },
  { "Ashby Plumbing, Inc.", "Ashby Plumbing Corporation", "same-legal", FALSE },
  { "Stone & Reed", "Stone and Reed", "", FALSE },
  { "Hansen, Bob", "Robert Hansen", "nickname", FALSE },
  { "Thornbury, Joan", "Joan Thornburry", "slip", FALSE },
  { "Ashby Plbg Svcs", "Ashby Plbg Services", "abbreviation", FALSE },
  { "Ashby Landscaping LLC", "Ashby Landscape LLC", "stem same-legal", FALSE },
  { "AshbyPlumbing LLC", "Ashby Plumbing LLC", "joined same-legal", FALSE },
  { "TheAshby Plumbing LLC", "Ashby Plumbing LLC", "joined same-legal", FALSE },
  { "Stoneand Reed", "Stone & Reed", "joined", FALSE },
  { "Crane, Tom A.", "Tom Arthur Crane", "middle-initial", FALSE },
  { "Crane, Tom A.", "Tom Crane", "extra-middle", FALSE },
  { "Joan Carter (old)", "Joan Carter", "extra-optional", FALSE },
  { "Ashby Plumbing dba Quick Pipes", "Quick Pipes", "alias", FALSE },
  { "Ashby Plumbing Services LLC", "Ashby Plumbing LLC", "extra-word same-legal", FALSE },
  { "Ashby Plumbing A-1", "Ashby Plumbing A1", "", FALSE },
  { "Ashby 010-10704-00", "Ashby 0101070400", "", FALSE },
  { "Ashby LFC2577SW", "Ashby LFC2577WH", "stem", FALSE },
  { "Ashby 10:1 Plumbing", "Ashby Plumbing 10:1", "", FALSE },
  { "Ashby Plumbing Limited Liability Company", "Ashby Plumbing Limmited Liability Co", "same-legal", FALSE },
  { "Ashby Plumbing Public Ltd Co", "Ashby Plumbing plc", "same-legal", FALSE },
  { "Ashby Plumbing, LLK", "Ashby Plumbing LLC", "extra-optional same-legal", FALSE },
  { "Carter, Joan & Peter", "Joan Carter & Peter Cartrer", "", FALSE },
  { "Carter, Joan qnd Peter", "Joan & Peter Carter", "extra-optional", FALSE },
  { "Old Clients:4711 Joan Carter", "Joan Carter", "extra-optional", FALSE },
  { "Carter", "Joan Carter", "extra-word", FALSE },
  { "Thmas Crane", "Crane, Tom", "nickname", FALSE },
  { "Ashby Dental Servces LLC", "Ashby Dental Svcs LLC", "abbreviation same-legal", FALSE },

  { "Crane, T.", "Tom Crane", "initial", TRUE },
  { "Crane, T.", "T. Crane", "initial", TRUE },
  { "Crane, Tom A.", "Tom B. Crane", "other-middle", TRUE },
  { "Reed, Carl", "Carol Reed", "other-given", TRUE },
  { "Hansen, Carl", "Carl Hanson", "other-surname", TRUE },
  { "Hansen, Robert Jr.", "Robert Hansen", "other-generation", TRUE },
  { "Hansen, Robert Jr.", "Robert Hansen Sr", "other-generation", TRUE },
  { "Carter, Joan & Peter", "Joan Carter", "couple", TRUE },
  { "Carter, Joan & Peter", "Maria & Peter Carter", "other-given", TRUE },
  { "Carter, Joan", "Joan Carter Plumbing LLC", "extra-word missing-legal own-firm", TRUE },
  { "Carter, Joan", "Estate of Joan Carter", "extra-trust", TRUE },
  { "Ashby Plumbing LLC", "Ashby Dental LLC", "other-word same-legal", TRUE },
  { "Ashby Plumbing LLC", "Ashby Plumbing Inc", "other-legal", TRUE },
  { "Ashby 1120S", "Ashby 1120", "other-number", TRUE },
  { "Carter, Joan Jjr.", "Joan Carter", "other-generation", TRUE },
  { "Joan Carter J", "Joan Carter", "other-generation", TRUE },
  { "Baker, Carol Ann", "Carol Reed Baker", "other-middle", TRUE },
  { "王伟B", "王伟", "extra-number", TRUE },
  { "Ashby Dental", "AshbyPlumbing", "other-word", TRUE },
  { "Ashby Plumbing #2", "Ashby Plumbing #12", "other-number", TRUE },
  { "Ashby Plumbing 2019", "Ashby Plumbing", "extra-number", TRUE },
  { "Thomas, James", "Thomas James", "other-role", TRUE },
};

static void
sort_words (char **words)
{
  for (guint i = 0; words[i] != NULL; i++)
    for (guint k = i + 1; words[k] != NULL; k++)
      if (strcmp (words[k], words[i]) < 0)
        {
          char *word = words[i];

          words[i] = words[k];
          words[k] = word;
        }
}

static void
test_names (gconstpointer data)
{
  const NameCase *c = data;
  TieMatchRow left = { .id = "l", .name = c->left };
  TieMatchRow right = { .id = "r", .name = c->right };
  g_autoptr (TieMatchLists) lists = read_pair (&left, &right);
  TieMatchModel model;
  TieMatchScore score, back;
  g_autofree char *reasons = NULL;
  g_auto (GStrv) found = NULL;
  g_auto (GStrv) expected = g_strsplit (c->reasons, " ", -1);
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  tie_match_model_init (&model);
  tie_match_score_pair (lists, &model, TIE_MATCH_LEFT, 0, TIE_MATCH_RIGHT, 0, &score);
  tie_match_score_pair (lists, &model, TIE_MATCH_RIGHT, 0, TIE_MATCH_LEFT, 0, &back);
  reasons = list_reasons (&score);
  found = g_strsplit (reasons, " ", -1);
  sort_words (found);
  sort_words (expected);
  a = g_strjoinv (" ", found);
  b = g_strjoinv (" ", expected);
  g_assert_cmpstr (a, ==, b);
  g_assert_cmpint (score.is_vetoed, ==, c->is_vetoed);
  g_assert_cmpint (score.bits, ==, back.bits);
  g_assert_cmpint (score.is_vetoed, ==, back.is_vetoed);
  g_assert_true (!score.is_complete || score.is_answered || score.is_vetoed);
}

/* What stands in the other fields. */
static void
test_facts (void)
{
  static const struct
  {
    const char *why;
    TieMatchRow left, right;
    const char *reasons;
    gboolean is_vetoed;
  } cases[] = {
    { "e-mail", { "l", "Carter, Joan", .email = "j@x.org" }, { "r", "Joan Carter", .email = "J@X.org" }, "same-email", FALSE },
    { "one letter off", { "l", "Carter, Joan", .email = "joan.carter@example.org" }, { "r", "Joan Carter", .email = "xjoan.carter@example.org" }, "similar-email", FALSE },
    { "another one", { "l", "Carter, Joan", .email = "joan@example.org" }, { "r", "Joan Carter", .email = "billing@firm.net" }, "other-email", FALSE },
    { "phone and account", { "l", "Carter, Joan", .phone = "503-555-0101", .account = "C7" }, { "r", "Joan Carter", .phone = "+1 503 555 0101", .account = "c-7" }, "same-phone same-account", FALSE },
    { "a number in the name", { "l", "4711 - Carter, Joan" }, { "r", "Joan Carter", .account = "4711" }, "extra-optional same-account", FALSE },
    { "the address ends it", { "l", "Carter, Joan", .address = "1 Main St", .city = "Salem" }, { "r", "Joan Carter", .address = "1 Main Street", .city = "Bend" }, "same-address", FALSE },
    { "moved within the town", { "l", "Carter, Joan", .address = "1 Main St", .city = "Salem" }, { "r", "Joan Carter", .address = "2 Oak St", .city = "Salem" }, "other-address same-city", FALSE },
    { "an initial yields to an e-mail", { "l", "Crane, T.", .email = "t@x.org" }, { "r", "Tom Crane", .email = "t@x.org" }, "initial same-email", FALSE },
    { "a couple does not", { "l", "Carter, Joan & Peter", .email = "t@x.org" }, { "r", "Joan Carter", .email = "t@x.org" }, "couple same-email", TRUE },
    { "and to a phone, since no other name stands against it", { "l", "Crane, T.", .phone = "503-555-0101" }, { "r", "Tom Crane", .phone = "503-555-0101" }, "initial same-phone", FALSE },
    { "another given name does not", { "l", "Crane, Tom", .phone = "503-555-0101" }, { "r", "Joan Crane", .phone = "503-555-0101" }, "other-given same-phone", TRUE },
    { "company and name", { "l", "Tom Crane", .company = "Ashby Plumbing LLC" }, { "r", "Ashby Plumbing LLC" }, "same-legal company", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TieMatchLists) lists = read_pair (&cases[i].left, &cases[i].right);
      TieMatchModel model;
      TieMatchScore score;
      g_autofree char *reasons = NULL;

      g_test_message ("%s", cases[i].why);
      tie_match_model_init (&model);
      tie_match_score_pair (lists, &model, TIE_MATCH_LEFT, 0, TIE_MATCH_RIGHT, 0, &score);
      reasons = list_reasons (&score);
      g_assert_cmpstr (reasons, ==, cases[i].reasons);
      g_assert_cmpint (score.is_vetoed, ==, cases[i].is_vetoed);
    }
}

/* Two people of one firm are two people. */
static void
test_company_alone (void)
{
  TieMatchRow left = { "l", "Tom Crane", .company = "Ashby Plumbing LLC" };
  TieMatchRow right = { "r", "Maria Silva", .company = "Ashby Plumbing LLC" };
  g_autoptr (TieMatchLists) lists = read_pair (&left, &right);
  TieMatchModel model;
  TieMatchScore score;

  tie_match_model_init (&model);
  tie_match_score_pair (lists, &model, TIE_MATCH_LEFT, 0, TIE_MATCH_RIGHT, 0, &score);
  g_assert_cmpint (score.bits, <, 0);
}

static void
test_sentences (void)
{
  static const struct
  {
    TieMatchRow left, right;
    const char *sentence;
  } cases[] = {
    { { "l", "Carter, Joan" }, { "r", "Joan Carter" }, "same name" },
    { { "l", "Carter, Joan", .phone = "503-555-0101" }, { "r", "Joan Carter", .phone = "503-555-0101" }, "same name; same phone" },
    { { "l", "Thornbury, Joan", .phone = "503-555-0101" }, { "r", "Joan Thornburry", .phone = "503-555-0101" }, "Thornbury/Thornburry; same phone" },
    { { "l", "Ashby Plumbing LLC" }, { "r", "Ashby Plumbing" }, "same name without “LLC”" },
    { { "l", "Ashby Plumbing" }, { "r", "Ashby Dental" }, "“Plumbing” is not “Dental”" },
    { { "l", "Crane, Tom A." }, { "r", "Tom Crane" }, "same name without “A”" },
    { { "l", "McDonald, Joan" }, { "r", "Joan McDonnald" }, "McDonald/McDonnald" },
    { { "l", "O’Brien & Reed" }, { "r", "Reed & o'brian" }, "O’Brien/o'brian" },
    { { "l", "Ashby Plumbing L.L.C." }, { "r", "Ashby Plumbing" }, "same name without “LLC”" },
    { { "l", "Tom Crane", .company = "AshbyWest Plumbing" }, { "r", "AshbyEast Plumbing" }, "“AshbyWest” is not “AshbyEast”; company and name agree" },
    { { "l", "ASHBY PLUMBING" }, { "r", "Ashby Dental" }, "“PLUMBING” is not “Dental”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TieMatchLists) lists = read_pair (&cases[i].left, &cases[i].right);
      TieMatchModel model;
      TieMatchScore score;
      g_autofree char *sentence = NULL;

      tie_match_model_init (&model);
      tie_match_score_pair (lists, &model, TIE_MATCH_LEFT, 0, TIE_MATCH_RIGHT, 0, &score);
      sentence = tie_match_explain_score (lists, &model, &score, &cases[i].left, &cases[i].right);
      g_assert_cmpstr (sentence, ==, cases[i].sentence);
    }
}

/* A code has its description where a person has a firm. */
static void
test_codes (void)
{
  const TieMatchRow left = { "l", "TAX-1040", .company = "Individual tax return" };
  const TieMatchRow right = { "r", "Individual tax return" };
  const TieMatchOptions options = { .kind = TIE_MATCH_CODES };
  g_autoptr (GError) error = NULL;
  g_autoptr (TieMatchResult) result = tie_match_run (&left, 1, &right, 1, &options, &error);
  g_autofree char *sentence = NULL;

  g_assert_no_error (error);
  sentence = tie_match_result_explain (result, 0, 0);
  g_assert_cmpstr (sentence, ==, "description and name agree");
}

/* Every reason has a name, a veto costs bits, and a phrase has as many places as it says. */
static void
test_table (void)
{
  for (guint i = 0; i < TIE_MATCH_N_REASONS; i++)
    {
      const TieMatchReasonEntry *reason = tie_match_get_reason (i);
      guint places = 0;

      g_assert_nonnull (reason->name);
      g_assert_true (!reason->is_veto || reason->bits < 0);
      g_assert_true (reason->is_veto || !reason->yields);
      for (const char *p = reason->phrase; p != NULL && (p = strstr (p, "%s")) != NULL; p++)
        places++;
      g_assert_cmpuint (places, ==, reason->n_words);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (name_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/match/score/names/%02u %s = %s", i, name_cases[i].left, name_cases[i].right);

      for (char *p = path + strlen ("/match/score/names/"); *p != '\0'; p++)
        if (*p == '/')
          *p = '|';
      g_test_add_data_func (path, &name_cases[i], test_names);
    }
  g_test_add_func ("/match/score/facts", test_facts);
  g_test_add_func ("/match/score/company-alone", test_company_alone);
  g_test_add_func ("/match/score/sentences", test_sentences);
  g_test_add_func ("/match/score/table", test_table);
  g_test_add_func ("/match/score/codes", test_codes);
  return g_test_run ();
}
