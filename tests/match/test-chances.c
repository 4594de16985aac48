/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "match/tie-match-assign.h"
#include "match/tie-match-calibrate.h"

static GArray *
make_edges (const TieMatchEdge *edges,
            guint n)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (TieMatchEdge));

  g_array_append_vals (array, edges, n);
  return array;
}

/* Bits above what one row in ten thousand needs. */
#define BITS(x) TIE_MATCH_BITS (13.3 + (x))

static void
test_rivals (void)
{
  /* row 0 has two like partners; row 1 one; row 2's better partner is row 3's best, who has no other */
  static const TieMatchEdge edges[] = {
    { .left = 0, .right = 0, .bits = BITS (8) },
    { .left = 0, .right = 1, .bits = BITS (8) },
    { .left = 1, .right = 2, .bits = BITS (8) },
    { .left = 2, .right = 3, .bits = BITS (8) },
    { .left = 2, .right = 4, .bits = BITS (7) },
    { .left = 3, .right = 3, .bits = BITS (20) },
  };
  g_autoptr (GArray) array = make_edges (edges, G_N_ELEMENTS (edges));
  gsize n_rows[2] = { 10000, 10000 };
  g_autoptr (TieMatchGroups) groups = tie_match_groups_new (array, 10000);
  g_autofree double *chances = tie_match_weigh_chances (groups, array, n_rows, TIE_MATCH_LEFT, 2);
  g_autoptr (GArray) taken = tie_match_assign (groups, array, chances, n_rows);

  g_assert_cmpfloat (chances[0], ==, chances[1]);
  g_assert_cmpfloat (chances[0], <, 0.5);
  g_assert_cmpfloat (chances[2], >, chances[0]);
  g_assert_cmpfloat (chances[5], >, 0.9);
  g_assert_cmpfloat (chances[4], >, chances[3]); /* a rival that is taken is none */
  g_assert_cmpuint (taken->len, ==, 4);
  for (guint i = 0; i < taken->len; i++)
    g_assert_cmpuint (g_array_index (taken, guint32, i), !=, 3);
}

/* Random edges between a few rows: chains, stars and pairs. */
static void
test_groups (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GArray) edges = g_array_new (FALSE, TRUE, sizeof (TieMatchEdge));
  g_autoptr (TieMatchGroups) groups = NULL;
  guint32 group_of_left[200], group_of_right[200];
  guint n_places = 0;

  for (guint32 left = 0; left < 200; left++)
    for (guint32 n = g_rand_int_range (rand, 0, 3), right = 0; n > 0 && right < 190; n--)
      {
        TieMatchEdge edge = { .left = left, .right = right = g_rand_int_range (rand, right, 200), .bits = BITS (g_rand_int_range (rand, -3, 9)) };

        right++;
        g_array_append_val (edges, edge);
      }
  groups = tie_match_groups_new (edges, 200);
  memset (group_of_left, 0xff, sizeof group_of_left);
  memset (group_of_right, 0xff, sizeof group_of_right);
  for (guint32 group = 0; group < groups->n_groups; group++)
    {
      guint32 start = groups->starts[group], end = groups->starts[group + 1];
      guint n_left = 0, n_right = 0, n_ends_left = 0, n_ends_right = 0;

      for (guint32 place = start; place < end; place++, n_places++)
        {
          const TieMatchEdge *edge = &g_array_index (edges, TieMatchEdge, groups->edges[place]);

          /* no row is in two groups */
          g_assert_true (group_of_left[edge->left] == G_MAXUINT32 || group_of_left[edge->left] == group);
          g_assert_true (group_of_right[edge->right] == G_MAXUINT32 || group_of_right[edge->right] == group);
          n_left += group_of_left[edge->left] == G_MAXUINT32;
          n_right += group_of_right[edge->right] == G_MAXUINT32;
          group_of_left[edge->left] = group_of_right[edge->right] = group;
          n_ends_left += groups->ends[place] & TIE_MATCH_ENDS_LEFT ? 1 : 0;
          n_ends_right += groups->ends[place] & TIE_MATCH_ENDS_RIGHT ? 1 : 0;
        }
      /* and a group is one piece */
      g_assert_cmpuint (end - start + 1, >=, n_left + n_right);
      g_assert_cmpuint (n_ends_left, ==, n_left);
      g_assert_cmpuint (n_ends_right, ==, n_right);
      for (guint32 place = start; place + 1 < end; place++)
        {
          guint32 right = g_array_index (edges, TieMatchEdge, groups->edges[start + groups->by_right[place]]).right;
          guint32 next = g_array_index (edges, TieMatchEdge, groups->edges[start + groups->by_right[place + 1]]).right;

          g_assert_true ((right != next) == ((groups->ends[place] & TIE_MATCH_ENDS_RIGHT) != 0));
        }
    }
  g_assert_cmpuint (n_places, ==, edges->len);
}

/* What is far away changes nothing, and neither does who works it out. */
static void
test_groups_apart (void)
{
  static const TieMatchEdge edges[] = {
    { .left = 0, .right = 1, .bits = BITS (5) },
    { .left = 0, .right = 2, .bits = BITS (6) },
    { .left = 1, .right = 2, .bits = BITS (7) },
    { .left = 3, .right = 3, .bits = BITS (2) },
    { .left = 4, .right = 3, .bits = BITS (1) },
  };
  gsize n_rows[2] = { 10000, 10000 };

  for (guint threads = 1; threads <= 3; threads++)
    {
      g_autoptr (GArray) all = make_edges (edges, 5);
      g_autoptr (GArray) some = make_edges (edges, 3);
      g_autoptr (TieMatchGroups) all_groups = tie_match_groups_new (all, 10000);
      g_autoptr (TieMatchGroups) some_groups = tie_match_groups_new (some, 10000);
      g_autofree double *all_chances = tie_match_weigh_chances (all_groups, all, n_rows, TIE_MATCH_LEFT, threads);
      g_autofree double *some_chances = tie_match_weigh_chances (some_groups, some, n_rows, TIE_MATCH_LEFT, threads);

      g_assert_cmpuint (all_groups->n_groups, ==, 2);
      /* the number of pairs that there are is learned from all of them */
      for (guint i = 0; i < 3; i++)
        g_assert_cmpfloat_with_epsilon (all_chances[i], some_chances[i], 0.02);
    }
}

static void
test_longer_lists_doubt_more (void)
{
  static const TieMatchEdge edge = { .bits = TIE_MATCH_BITS (16) };
  g_autoptr (GArray) array = make_edges (&edge, 1);
  gsize few[2] = { 300, 300 }, many[2] = { 300000, 300000 };
  g_autoptr (TieMatchGroups) groups = tie_match_groups_new (array, 300);
  g_autofree double *short_lists = tie_match_weigh_chances (groups, array, few, TIE_MATCH_LEFT, 1);
  g_autofree double *long_lists = tie_match_weigh_chances (groups, array, many, TIE_MATCH_LEFT, 1);

  g_assert_cmpfloat (*short_lists, >, *long_lists);
}

static void
test_threshold (void)
{
  g_autoptr (GArray) edges = g_array_new (FALSE, TRUE, sizeof (TieMatchEdge));
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (guint32));
  double chances[200];
  double strict, loose;

  g_array_set_size (edges, 200);
  for (guint32 i = 0; i < 200; i++)
    {
      chances[i] = 1 - i * 0.0005;
      g_array_append_val (taken, i);
    }
  g_array_index (edges, TieMatchEdge, 0).is_vetoed = TRUE;
  strict = tie_match_find_threshold (edges, chances, taken, 0.999);
  loose = tie_match_find_threshold (edges, chances, taken, 0.99);
  g_assert_cmpfloat (strict, >, loose);
  g_assert_cmpfloat (strict, <, 1); /* the vetoed pair does not set it */
  /* nobody wants a link that is wrong once in ten, whatever the others are */
  g_assert_cmpfloat (tie_match_find_threshold (edges, chances, taken, 0.5), >, 0.9);
  g_array_set_size (taken, 0);
  g_assert_cmpfloat (tie_match_find_threshold (edges, chances, taken, 0.99), >, 1);
}

/* Pairs that look like pairs within one list are doubted; where lists have none, they are not. */
static void
test_calibrate (void)
{
  g_autoptr (GArray) edges = g_array_new (FALSE, TRUE, sizeof (TieMatchEdge));
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) many = g_array_new (FALSE, TRUE, sizeof (TieMatchEdge));
  g_autoptr (GArray) none = g_array_new (FALSE, TRUE, sizeof (TieMatchEdge));
  GArray *own_many[2] = { many, many };
  GArray *own_none[2] = { none, none };
  gsize n_rows[2] = { 1000, 1000 };
  double doubted[100], trusted[100];

  for (guint32 i = 0; i < 100; i++)
    {
      TieMatchEdge edge = { .left = i, .right = i, .bits = BITS (0), .is_vetoed = TRUE };

      g_array_append_val (edges, edge);
      g_array_append_val (taken, i);
      edge.bits = BITS (4);
      g_array_append_val (many, edge);
      doubted[i] = trusted[i] = 0.9;
    }
  tie_match_calibrate (edges, doubted, taken, own_many, n_rows, n_rows);
  tie_match_calibrate (edges, trusted, taken, own_none, n_rows, n_rows);
  g_assert_cmpfloat (doubted[50], <, 0.5);
  g_assert_cmpfloat (trusted[50], >, 0.8);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/match/chances/rivals", test_rivals);
  g_test_add_func ("/match/chances/groups", test_groups);
  g_test_add_func ("/match/chances/groups-apart", test_groups_apart);
  g_test_add_func ("/match/chances/longer-lists-doubt-more", test_longer_lists_doubt_more);
  g_test_add_func ("/match/chances/threshold", test_threshold);
  g_test_add_func ("/match/chances/calibrate", test_calibrate);
  return g_test_run ();
}
