/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "match-fixture.h"

/* Real lists with their known links: how many of the links are right, and how many of the right ones are found.  The
 * floors are a little below what the engine reaches, so that a change for the worse is seen. */
static void
test_set (gconstpointer data)
{
  const struct
  {
    const char *name;
    double precision, recall, review;
    double doubtful; /* links that the labels call wrong although every field says otherwise */
  } sets[] = {
    { "fodors-zagats", 0.995, 0.98, 0.99, 0 },
    { "sp500-sec", 0.995, 0.94, 0.98, 0 },
    { "legislators-early", 0.9975, 0.95, 0.985, 0 },
    { "febrl4", 0.995, 0.80, 0.94, 0 },
    { "chicago-childcare", 0.98, 0.85, 0.93, 5 },
    { "fake1000", 0.985, 0.60, 0.84, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autoptr (MatchList) left = match_list_new_from_file (sets[i].name, "left.csv");
      g_autoptr (MatchList) right = match_list_new_from_file (sets[i].name, "right.csv");
      g_autoptr (GHashTable) truth = match_read_truth (sets[i].name);
      g_autoptr (TieMatchResult) result = match_run (left, right, NULL);
      double links = 0, right_links = 0, found = 0;
      gsize n;
      const TieMatchProposal *proposals = tie_match_result_get_proposals (result, &n);

      for (gsize k = 0; k < n; k++)
        {
          g_autofree char *pair = g_strjoin ("\t", match_list_get (left)[proposals[k].left].id, match_list_get (right)[proposals[k].right].id, NULL);
          gboolean is_right = g_hash_table_contains (truth, pair);

          links += proposals[k].band == TIE_MATCH_LINK;
          right_links += proposals[k].band == TIE_MATCH_LINK && is_right;
          found += proposals[k].band != TIE_MATCH_LEAVE && is_right;
        }
      g_test_message ("%s: %.0f links, %.0f right of %u; %.0f with review", sets[i].name, links, right_links, g_hash_table_size (truth), found);
      g_assert_cmpfloat (right_links / links, >=, sets[i].precision);
      g_assert_cmpfloat (right_links / g_hash_table_size (truth), >=, sets[i].recall);
      g_assert_cmpfloat (found / g_hash_table_size (truth), >=, sets[i].review);
      g_assert_cmpfloat (links - right_links, <=, 1.2 * tie_match_result_get_expected_wrong (result) + 3 + sets[i].doubtful);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/match/sets", NULL, test_set);
  return g_test_run ();
}
