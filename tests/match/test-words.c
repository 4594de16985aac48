/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "match/tie-match-words.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieMatchWords, tie_match_words_free)

static guint32
add (TieMatchWords *words,
     const char *text,
     guint rows)
{
  guint32 word = tie_match_words_intern (words, text, strlen (text));

  tie_match_words_get (words, word)->rows[0] = rows;
  return word;
}

static void
test_slip (void)
{
  static const struct
  {
    const char *a, *b;
    gboolean is_slip;
  } cases[] = {
    { "smith", "smiht", TRUE },
    { "smith", "smth", TRUE },
    { "smith", "smiith", TRUE },
    { "smith", "smyth", TRUE },
    { "smith", "smith", FALSE },
    { "smith", "smthi", FALSE },
    { "smith", "schmidt", FALSE },
    { "ab", "ba", TRUE },
    { "a", "abc", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (tie_match_is_slip (cases[i].a, strlen (cases[i].a), cases[i].b, strlen (cases[i].b)), ==, cases[i].is_slip);
      g_assert_cmpint (tie_match_is_slip (cases[i].b, strlen (cases[i].b), cases[i].a, strlen (cases[i].a)), ==, cases[i].is_slip);
    }
}

static void
test_abbreviation (void)
{
  static const struct
  {
    const char *abbreviation, *word;
    gboolean is_abbreviation;
  } cases[] = {
    { "mgmt", "management", TRUE },
    { "svcs", "services", TRUE },
    { "intl", "international", TRUE },
    { "assoc", "associates", TRUE },
    { "phone", "telephone", FALSE },
    { "services", "services", FALSE },
    { "s", "services", FALSE },
    { "mx", "management", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (tie_match_is_abbreviation (cases[i].abbreviation, cases[i].word), ==, cases[i].is_abbreviation);
}

static void
test_nicknames (void)
{
  const guint8 *bob = tie_match_get_name_roots ("bob");
  const guint8 *robert = tie_match_get_name_roots ("robert");
  const guint8 *chris = tie_match_get_name_roots ("chris");

  g_assert_nonnull (bob);
  g_assert_cmpuint (bob[0], ==, robert[0]);
  g_assert_cmpuint (chris[0], !=, 0);
  g_assert_cmpuint (chris[1], !=, 0); /* Christopher, Christine … */
  g_assert_null (tie_match_get_name_roots ("plumbing"));
}

/* Hansen and Hanson are two names; Hansne is a slip of one of them. */
static void
test_rare_words_are_slips (void)
{
  g_autoptr (TieMatchWords) words = tie_match_words_new ();
  guint32 hansen = add (words, "hansen", 40);
  guint32 hanson = add (words, "hanson", 30);
  guint32 slip = add (words, "hansne", 1);
  const TieMatchWord *found;

  tie_match_words_find_slips (words);
  found = tie_match_words_get (words, slip);
  g_assert_cmpuint (found->n_slips, ==, 1);
  g_assert_cmpuint (g_array_index (words->slips, guint32, found->slips), ==, hansen);
  found = tie_match_words_get (words, hanson);
  g_assert_cmpuint (found->n_slips, ==, 0);
}

static void
test_rare_words_weigh_more (void)
{
  g_autoptr (TieMatchWords) words = tie_match_words_new ();
  guint32 smith = add (words, "smith", 100);
  guint32 thornbury = add (words, "thornbury", 2);
  guint32 fees = add (words, "fees", 50);

  tie_match_words_get (words, smith)->rows[1] = 100;
  tie_match_words_weigh (words, (gsize[2]) { 1000, 1000 });
  g_assert_cmpint (tie_match_words_get (words, smith)->weight, <, tie_match_words_get (words, thornbury)->weight);
  /* the left list has "fees" often, the right never: it is left out there */
  g_assert_cmpint (tie_match_words_get (words, fees)->missing[0], >, TIE_MATCH_BITS (-1));
  g_assert_cmpint (tie_match_words_get (words, smith)->missing[0], ==, TIE_MATCH_BITS (-5));
}

/* Words that came with a question go with it, also when the table grew meanwhile. */
static void
test_forget (void)
{
  g_autoptr (TieMatchWords) words = tie_match_words_new ();
  guint32 n;

  for (guint i = 0; i < 1500; i++)
    {
      g_autofree char *text = g_strdup_printf ("word%u", i);

      add (words, text, 1);
    }
  n = words->words->len;
  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *text = g_strdup_printf ("other%u", i);

      add (words, text, 1);
    }
  tie_match_words_forget (words, n);
  g_assert_cmpuint (words->words->len, ==, 1500);
  g_assert_cmpuint (tie_match_words_find (words, "word77", 6), ==, 77);
  g_assert_cmpuint (tie_match_words_find (words, "word1499", 8), ==, 1499);
  g_assert_cmpuint (tie_match_words_find (words, "other5", 6), ==, G_MAXUINT32);
  g_assert_cmpuint (add (words, "again", 1), ==, 1500);
}

/* A text without blanks is one word of any length; two that differ at the end are two. */
static void
test_long_word (void)
{
  g_autoptr (TieMatchWords) words = tie_match_words_new ();
  g_autofree char *a = g_strnfill (60000, 'a');
  g_autofree char *b = g_strnfill (60000, 'a');
  guint32 first, second;

  b[59999] = 'b';
  first = add (words, a, 1);
  second = add (words, b, 1);
  g_assert_cmpuint (first, !=, second);
  g_assert_cmpuint (tie_match_words_get (words, first)->length, <, 100);
  g_assert_cmpuint (add (words, a, 1), ==, first);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/match/words/slip", test_slip);
  g_test_add_func ("/match/words/abbreviation", test_abbreviation);
  g_test_add_func ("/match/words/nicknames", test_nicknames);
  g_test_add_func ("/match/words/rare-words-are-slips", test_rare_words_are_slips);
  g_test_add_func ("/match/words/rare-words-weigh-more", test_rare_words_weigh_more);
  g_test_add_func ("/match/words/forget", test_forget);
  g_test_add_func ("/match/words/long-word", test_long_word);
  return g_test_run ();
}
