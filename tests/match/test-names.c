/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "match/tie-match-lists.h"

/* How a name reads, among others that teach what is a surname, a given name and a trade.  Words stand in their order,
 * each with the letter of its role. */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieMatchLists, tie_match_lists_free)

static const char *const teachers[] = {
  "Carter, Joan", "Baker, Joan", "Yardley, Joan", "Carter, Peter", "Silva, Maria", "Hansen, Robert", "Rosen, Miriam", "Yamada, Kenji", "Gupta, Anil", "Crane, Douglas",
  "Ashby Plumbing LLC", "Reed Plumbing Inc", "Stone Plumbing LLC", "Hill Plumbing Corp", "West Plumbing LLC", NULL,
};

static TieMatchLists *
read_names (TieMatchKind kind,
            const char *const *others,
            const char *name)
{
  TieMatchLists *lists = tie_match_lists_new (kind);
  TieMatchRow row = { .id = "x", .name = name };

  g_assert_true (tie_match_lists_add (lists, TIE_MATCH_LEFT, &row, NULL));
  for (guint i = 0; others[i] != NULL; i++)
    {
      row.name = others[i];
      g_assert_true (tie_match_lists_add (lists, TIE_MATCH_LEFT, &row, NULL));
      g_assert_true (tie_match_lists_add (lists, TIE_MATCH_RIGHT, &row, NULL));
    }
  tie_match_lists_learn (lists);
  return lists;
}

static char *
describe (const TieMatchLists *lists,
          guint nth)
{
  static const char roles[] = { 'c', 'g', 'm', 's', 'l', 'n', 'p', '-', 'o' };
  const TieMatchEntry *entry = tie_match_lists_get_entry (lists, TIE_MATCH_LEFT, 0);
  const TieMatchName *name = tie_match_lists_get_name (lists, TIE_MATCH_LEFT, entry->first_name + nth);
  const TieMatchNameWord *words = tie_match_lists_get_words (lists, TIE_MATCH_LEFT, name);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < name->n_words; i++)
    g_string_append_printf (text, "%s%s/%c", i > 0 ? " " : "", tie_match_words_get_text (lists->words, words[i].word), roles[words[i].role]);
  return g_string_free (text, FALSE);
}

static void
test_roles (void)
{
  static const struct
  {
    const char *why, *name, *words;
    TieMatchShape shape;
  } cases[] = {
    { "a comma says it", "Carter, Joan M.", "carter/l joan/g m/m", TIE_MATCH_SHAPE_PERSON },
    { "the lists say it", "Joan M. Carter", "joan/g m/m carter/l", TIE_MATCH_SHAPE_PERSON },
    { "titles go", "Dr. Joan Carter, CPA", "joan/g carter/l", TIE_MATCH_SHAPE_PERSON },
    { "a generation is no word", "Robert Hansen Jr.", "robert/g hansen/l jr/-", TIE_MATCH_SHAPE_PERSON },
    { "two given names", "Carter, Joan & Peter", "carter/l joan/g peter/s", TIE_MATCH_SHAPE_COUPLE },
    { "two full names", "Joan Carter and Peter Carter", "joan/g carter/l peter/s carter/l", TIE_MATCH_SHAPE_COUPLE },
    { "a legal form makes a firm", "Carter Plumbing, L.L.C.", "carter/c plumbing/c llc/-", TIE_MATCH_SHAPE_FIRM },
    { "in full too", "Carter Plumbing Limited Liability Company", "carter/c plumbing/c limited/- liability/- company/-", TIE_MATCH_SHAPE_FIRM },
    { "a trade makes one", "Joan's Plumbing", "joans/c plumbing/c", TIE_MATCH_SHAPE_FIRM },
    { "an estate is no person", "Estate of Joan Carter", "estate/c joan/c carter/c", TIE_MATCH_SHAPE_TRUST },
    { "brackets may be left out", "Carter, Joan (old)", "carter/l joan/g old/o", TIE_MATCH_SHAPE_PERSON },
    { "so may a parent", "Portland Clients:Joan Carter", "portland/p clients/p joan/g carter/l", TIE_MATCH_SHAPE_PERSON },
    { "and who gets the mail", "Joan Carter c/o Peter Silva", "joan/g carter/l peter/o silva/o", TIE_MATCH_SHAPE_PERSON },
    { "and a client number", "4711 - Carter, Joan", "4711/o carter/l joan/g", TIE_MATCH_SHAPE_PERSON },
    { "a branch number counts", "Reed Plumbing #2", "reed/c plumbing/c 2/n", TIE_MATCH_SHAPE_FIRM },
    { "a slip is read as what it was", "Jaon Carter", "jaon/g carter/l", TIE_MATCH_SHAPE_PERSON },
    { "accents go", "Joán Çarter", "joan/g carter/l", TIE_MATCH_SHAPE_PERSON },
    { "apostrophes join", "Joan O'Brien", "joan/g obrien/l", TIE_MATCH_SHAPE_PERSON },
    { "signs of a script without blanks are words", "山田太郎", "山/c 田/c 太/c 郎/c", TIE_MATCH_SHAPE_UNKNOWN },
    { "from right to left", "دوד", "دوד/c", TIE_MATCH_SHAPE_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TieMatchLists) lists = read_names (TIE_MATCH_PEOPLE_AND_FIRMS, teachers, cases[i].name);
      g_autofree char *words = describe (lists, 0);

      g_test_message ("%s", cases[i].why);
      g_assert_true (lists->has_people);
      g_assert_cmpstr (words, ==, cases[i].words);
      g_assert_cmpint (tie_match_lists_get_name (lists, TIE_MATCH_LEFT, 0)->shape, ==, cases[i].shape);
    }
}

static void
test_other_names (void)
{
  g_autoptr (TieMatchLists) lists = read_names (TIE_MATCH_PEOPLE_AND_FIRMS, teachers, "Ashby Plumbing LLC (dba Quick Pipes)");
  g_autofree char *first = describe (lists, 0);
  g_autofree char *second = describe (lists, 1);

  g_assert_cmpuint (tie_match_lists_get_entry (lists, TIE_MATCH_LEFT, 0)->n_names, ==, 2);
  g_assert_cmpstr (first, ==, "ashby/c plumbing/c llc/-");
  g_assert_cmpstr (second, ==, "quick/c pipes/c");
}

/* Among codes a comma is only a comma, a parent counts, and "Sr" is no father. */
static void
test_codes (void)
{
  static const char *const codes[] = { "Audit:Senior", "Audit:Junior", "Review:Senior", "Review:Junior", "Travel:Senior", NULL };
  g_autoptr (TieMatchLists) lists = read_names (TIE_MATCH_PEOPLE_AND_FIRMS, codes, "Audit:Sr");
  g_autoptr (TieMatchLists) comma = read_names (TIE_MATCH_PEOPLE_AND_FIRMS, codes, "Audit, Senior");
  g_autofree char *words = describe (lists, 0);
  g_autofree char *comma_words = describe (comma, 0);

  g_assert_true (lists->has_codes);
  g_assert_false (lists->has_people);
  g_assert_cmpstr (words, ==, "audit/c sr/c");
  g_assert_cmpstr (comma_words, ==, "audit/c senior/c");
}

static void
test_facts (void)
{
  static const TieMatchRow a = { .email = "Joan@Example.org ", .phone = "+1 (503) 555-0101", .address = "210 N. Commercial Street", .postcode = "97 103" };
  static const TieMatchRow b = { .email = "joan@example.org", .phone = "503.555.0101", .address = "210 Commercial St. #4", .postcode = "97103" };
  static const TieMatchRow c = { .email = "office", .phone = "555", .address = "PO Box" };
  TieMatchFacts x, y, z;

  tie_match_read_facts (&a, &x);
  tie_match_read_facts (&b, &y);
  tie_match_read_facts (&c, &z);
  g_assert_cmpuint (x.email, ==, y.email);
  g_assert_cmpuint (x.phone, ==, y.phone);
  g_assert_cmpuint (x.house, ==, y.house);
  g_assert_cmpuint (x.street, ==, y.street);
  g_assert_cmpuint (x.postcode, ==, y.postcode);
  g_assert_cmpuint (z.phone, ==, 0);
  g_assert_cmpuint (z.house, ==, 0);
  g_assert_cmpuint (z.postcode, ==, 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/match/names/roles", test_roles);
  g_test_add_func ("/match/names/other-names", test_other_names);
  g_test_add_func ("/match/names/codes", test_codes);
  g_test_add_func ("/match/names/facts", test_facts);
  return g_test_run ();
}
