/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "base/tie-error.h"
#include "match-fixture.h"

#define ROWS 400

static void
test_threads (void)
{
  g_autoptr (MatchList) left = match_list_new_made (1, 6000, 0);
  g_autoptr (MatchList) right = match_list_new_made (1, 6000, 1);
  g_autoptr (TieMatchResult) one = match_run (left, right, &(TieMatchOptions) { .threads = 1 });
  g_autoptr (TieMatchResult) four = match_run (left, right, &(TieMatchOptions) { .threads = 4 });
  g_autofree char *a = match_describe (one, left, right, FALSE);
  g_autofree char *b = match_describe (four, left, right, FALSE);

  g_assert_cmpstr (a, ==, b);
}

static void
test_sides (void)
{
  g_autoptr (MatchList) left = match_list_new_made (2, ROWS, 0);
  g_autoptr (MatchList) right = match_list_new_made (2, ROWS, 1);
  g_autoptr (TieMatchResult) there = match_run (left, right, NULL);
  g_autoptr (TieMatchResult) back = match_run (right, left, NULL);
  g_autofree char *a = match_describe (there, left, right, FALSE);
  g_autofree char *b = match_describe (back, right, left, TRUE);

  g_assert_cmpstr (a, ==, b);
}

static void
shuffle (MatchList *list,
         guint32 seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  TieMatchRow *rows = (TieMatchRow *) list->rows->data;

  for (guint i = list->rows->len - 1; i > 0; i--)
    {
      guint k = g_rand_int_range (random, 0, i + 1);
      TieMatchRow row = rows[i];

      rows[i] = rows[k];
      rows[k] = row;
    }
}

static void
test_order (void)
{
  g_autoptr (MatchList) left = match_list_new_made (3, ROWS, 0);
  g_autoptr (MatchList) right = match_list_new_made (3, ROWS, 1);
  g_autoptr (TieMatchResult) before = match_run (left, right, NULL);
  g_autofree char *a = match_describe (before, left, right, FALSE);
  g_autoptr (TieMatchResult) after = NULL;
  g_autofree char *b = NULL;

  shuffle (left, 4);
  shuffle (right, 5);
  after = match_run (left, right, NULL);
  b = match_describe (after, left, right, FALSE);
  g_assert_cmpstr (a, ==, b);
}

static void
test_one_to_one (void)
{
  g_autoptr (MatchList) left = match_list_new_made (6, ROWS, 0);
  g_autoptr (MatchList) right = match_list_new_made (6, ROWS, 1);
  g_autoptr (TieMatchResult) result = match_run (left, right, NULL);
  g_autoptr (GHashTable) lefts = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) rights = g_hash_table_new (NULL, NULL);
  gsize n, links = 0;
  const TieMatchProposal *proposals = tie_match_result_get_proposals (result, &n);

  for (gsize i = 0; i < n; i++)
    {
      guint n_candidates;
      const TieMatchCandidate *candidates = tie_match_result_get_candidates (result, proposals[i].left, &n_candidates);
      gboolean is_there = FALSE;

      g_assert_true (g_hash_table_add (lefts, GUINT_TO_POINTER (proposals[i].left)));
      g_assert_true (g_hash_table_add (rights, GUINT_TO_POINTER (proposals[i].right)));
      g_assert_cmpfloat (proposals[i].score, >=, 0);
      g_assert_cmpfloat (proposals[i].score, <=, 1);
      g_assert_cmpuint (proposals[i].n_candidates, ==, n_candidates);
      if (i > 0)
        g_assert_cmpfloat (proposals[i].score, <=, proposals[i - 1].score);
      for (guint k = 0; k < n_candidates; k++)
        is_there |= candidates[k].right == proposals[i].right;
      for (guint k = 1; k < n_candidates; k++)
        g_assert_cmpfloat (candidates[k].score, <=, candidates[k - 1].score);
      g_assert_true (is_there);
      links += proposals[i].band == TIE_MATCH_LINK;
    }
  g_assert_cmpuint (links, >, ROWS / 3);
}

static gboolean
is_proposed (const TieMatchResult *result,
             TieMatchPair pair)
{
  guint n_candidates;
  const TieMatchCandidate *candidates = tie_match_result_get_candidates (result, pair.left, &n_candidates);

  for (guint i = 0; i < n_candidates; i++)
    if (candidates[i].right == pair.right)
      return TRUE;
  return FALSE;
}

static void
test_refused_and_known (void)
{
  g_autoptr (MatchList) left = match_list_new_made (7, ROWS, 0);
  g_autoptr (MatchList) right = match_list_new_made (7, ROWS, 1);
  g_autoptr (TieMatchResult) before = match_run (left, right, NULL);
  g_autoptr (TieMatchResult) after = NULL;
  gsize n;
  const TieMatchProposal *proposals = tie_match_result_get_proposals (before, &n);
  TieMatchPair never[20], known[20];

  g_assert_cmpuint (n, >, 40);
  for (guint i = 0; i < 20; i++)
    {
      never[i] = (TieMatchPair) { proposals[i].left, proposals[i].right };
      known[i] = (TieMatchPair) { proposals[20 + i].left, proposals[20 + i].right };
    }
  after = match_run (left, right, &(TieMatchOptions) { .never = never, .n_never = 20, .known = known, .n_known = 20 });
  for (guint i = 0; i < 20; i++)
    g_assert_false (is_proposed (after, never[i]));
  proposals = tie_match_result_get_proposals (after, &n);
  for (gsize i = 0; i < n; i++)
    for (guint k = 0; k < 20; k++)
      {
        g_assert_cmpuint (proposals[i].left, !=, known[k].left);
        g_assert_cmpuint (proposals[i].right, !=, known[k].right);
      }
}

/* A row that has nothing to do with the others leaves their links as they are. */
static void
test_far_away_row (void)
{
  g_autoptr (MatchList) left = match_list_new_made (8, ROWS, 0);
  g_autoptr (MatchList) right = match_list_new_made (8, ROWS, 1);
  g_autoptr (TieMatchResult) before = match_run (left, right, NULL);
  g_autoptr (TieMatchResult) after = NULL;
  gsize n, m;
  const TieMatchProposal *a = tie_match_result_get_proposals (before, &n);
  const TieMatchProposal *b;
  g_autoptr (GHashTable) links = g_hash_table_new (NULL, NULL);
  guint n_links = 0, n_kept = 0;

  for (gsize i = 0; i < n; i++)
    if (a[i].band == TIE_MATCH_LINK)
      {
        g_hash_table_insert (links, GUINT_TO_POINTER (a[i].left), GUINT_TO_POINTER (a[i].right));
        n_links++;
      }
  match_list_add (left, "Zyzzyva Quux");
  after = match_run (left, right, NULL);
  b = tie_match_result_get_proposals (after, &m);
  for (gsize i = 0; i < m; i++)
    if (b[i].band == TIE_MATCH_LINK)
      {
        g_assert_true (g_hash_table_lookup (links, GUINT_TO_POINTER (b[i].left)) == GUINT_TO_POINTER (b[i].right));
        n_kept++;
      }
  g_assert_cmpuint (n_kept, ==, n_links);
}

static void
test_nothing (void)
{
  static const char *const one[] = { "Carter, Joan", NULL };
  static const char *const none[] = { NULL };
  g_autoptr (MatchList) empty = match_list_new_from_names (none);
  g_autoptr (MatchList) single = match_list_new_from_names (one);
  const MatchList *lists[][2] = { { empty, empty }, { empty, single }, { single, empty } };
  g_autoptr (TieMatchResult) pair = match_run (single, single, NULL);
  gsize n;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (TieMatchResult) result = match_run (lists[i][0], lists[i][1], NULL);

      tie_match_result_get_proposals (result, &n);
      g_assert_cmpuint (n, ==, 0);
      g_assert_cmpfloat (tie_match_result_get_expected_wrong (result), ==, 0);
    }
  tie_match_result_get_proposals (pair, &n);
  g_assert_cmpuint (n, ==, 1);
}

/* Where all are called alike nobody can say who is who. */
static void
test_all_equal (void)
{
  g_autoptr (MatchList) left = match_list_new ();
  g_autoptr (TieMatchResult) result = NULL;
  gsize n;
  const TieMatchProposal *proposals;

  for (guint i = 0; i < 3000; i++)
    match_list_add (left, "Cash");
  result = match_run (left, left, NULL);
  proposals = tie_match_result_get_proposals (result, &n);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpint (proposals[i].band, !=, TIE_MATCH_LINK);
}

static void
test_strange_names (void)
{
  g_autofree char *long_name = g_strnfill (65536, 'x');
  g_autofree char *long_words = g_strnfill (65536, 'x');
  const char *names[] = { "", "***", "--", "12345", "#", "'''", "(((", "))", ",", ":", "&", "A", "山田太郎", "حداد سامي", "דוד כהן", "é", "e\xcc\x81", "\xe2\x80\x8f", NULL, NULL, NULL };
  g_autoptr (MatchList) list = NULL;
  g_autoptr (TieMatchResult) result = NULL;
  gsize n;
  const TieMatchProposal *proposals;

  for (guint i = 1; i < 65536; i += 2)
    long_words[i] = i % 3 == 0 ? ',' : i % 5 == 0 ? '\'' : ' ';
  names[18] = long_name;
  names[19] = long_words;
  list = match_list_new_from_names (names);
  result = match_run (list, list, NULL);
  proposals = tie_match_result_get_proposals (result, &n);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *why = tie_match_result_explain (result, proposals[i].left, proposals[i].right);

      g_assert_true (g_utf8_validate (why, -1, NULL));
    }
  g_assert_cmpuint (n, >, 0);
}

static void
test_refuses_bad_rows (void)
{
  static const struct
  {
    const char *why;
    TieMatchRow rows[2];
    const char *message;
  } cases[] = {
    { "an id twice", { { "1", "a" }, { "1", "b" } }, "row 2: id “1” is there twice" },
    { "no id", { { "1", "a" }, { "", "b" } }, "row 2: id is empty" },
    { "not UTF-8", { { "1", "a" }, { "2", "b\xff" } }, "row 2: name is not UTF-8" },
    { "not UTF-8 elsewhere", { { "1", "a", .city = "\xc3" }, { "2", "b" } }, "row 1: city is not UTF-8" },
  };
  static const TieMatchRow good = { "1", "a" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) left = NULL;
      g_autoptr (GError) right = NULL;

      g_test_message ("%s", cases[i].why);
      g_assert_null (tie_match_run (cases[i].rows, 2, &good, 1, NULL, &left));
      g_assert_error (left, TIE_ERROR, TIE_ERROR_INVALID);
      g_assert_nonnull (strstr (left->message, cases[i].message));
      g_assert_true (g_str_has_prefix (left->message, "left list"));
      g_assert_null (tie_match_run (&good, 1, cases[i].rows, 2, NULL, &right));
      g_assert_true (g_str_has_prefix (right->message, "right list"));
    }
}

static void
count_cb (guint done,
          guint total,
          gpointer user_data)
{
  g_assert_cmpuint (done, <=, total);
  *(guint *) user_data += 1;
}

static void
test_cancel_and_progress (void)
{
  g_autoptr (MatchList) list = match_list_new_made (9, ROWS, 0);
  g_autoptr (GError) error = NULL;
  gint cancelled = 1;
  guint calls = 0;
  g_autoptr (TieMatchResult) result = NULL;

  g_assert_null (tie_match_run (match_list_get (list), list->rows->len, match_list_get (list), list->rows->len,
                                &(TieMatchOptions) { .cancelled = &cancelled }, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  result = match_run (list, list, &(TieMatchOptions) { .threads = 1, .progress = count_cb, .progress_data = &calls });
  g_assert_cmpuint (calls, >, 0);
}

static void
test_doubles (void)
{
  static const char *const names[] = {
    "Abacus Dental LLC", "Carter, Joan", "Northside Roofing", "Abacus Dental", "Silva, Maria", "Joan Carter", "Hansen, Robert", "Quarry Stone", "Rosen, Miriam",
    "Meridian Consulting", "Umpqua River Lodge", "Valley Print", "Westport Seafood", "Yamada, Kenji", "Zephyr Bike Shop", "Gupta, Anil", NULL,
  };
  g_autoptr (MatchList) list = match_list_new_from_names (names);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieMatchResult) result = tie_match_find_doubles (match_list_get (list), list->rows->len, NULL, &error);
  gsize n, found = 0;
  const TieMatchProposal *proposals;

  g_assert_no_error (error);
  proposals = tie_match_result_get_proposals (result, &n);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpuint (proposals[i].left, <, proposals[i].right);
      g_assert_cmpint (proposals[i].band, !=, TIE_MATCH_LINK);
      found += (proposals[i].left == 0 && proposals[i].right == 3) || (proposals[i].left == 1 && proposals[i].right == 5);
    }
  g_assert_cmpuint (found, ==, 2);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/match/run/threads", test_threads);
  g_test_add_func ("/match/run/sides", test_sides);
  g_test_add_func ("/match/run/order", test_order);
  g_test_add_func ("/match/run/one-to-one", test_one_to_one);
  g_test_add_func ("/match/run/refused-and-known", test_refused_and_known);
  g_test_add_func ("/match/run/far-away-row", test_far_away_row);
  g_test_add_func ("/match/run/nothing", test_nothing);
  g_test_add_func ("/match/run/all-equal", test_all_equal);
  g_test_add_func ("/match/run/strange-names", test_strange_names);
  g_test_add_func ("/match/run/refuses-bad-rows", test_refuses_bad_rows);
  g_test_add_func ("/match/run/cancel-and-progress", test_cancel_and_progress);
  g_test_add_func ("/match/run/doubles", test_doubles);
  return g_test_run ();
}
