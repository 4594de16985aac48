/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/tie-error.h"
#include "match-fixture.h"

static const char *const names[] = {
  "Abacus Dental", "Carter, Joan M", "Carter, Peter", "Brite Horizon Yoga", "Delgado Landscape Inc", "Hansen, Robert", "Quarry Stone & Tile", "Rosen, Miriam",
  "Silva, Maria", "Umpqua River Lodge", "Valley Print & Copy", "Westport Seafood", "Yamada, Kenji", "Zephyr Bike Shop", "Northside Dental", "Meridian Consulting LLC", NULL,
};

static char *
get_best (TieMatchIndex *index,
          const char *name)
{
  TieMatchRow row = { .name = name };
  g_autoptr (GPtrArray) found = tie_match_index_suggest (index, &row, 3);

  g_assert_cmpuint (found->len, <=, 3);
  for (guint i = 0; i < found->len; i++)
    {
      const TieMatchSuggestion *suggestion = g_ptr_array_index (found, i);

      g_assert_cmpfloat (suggestion->score, >, 0);
      g_assert_cmpfloat (suggestion->score, <=, 1);
      g_assert_nonnull (suggestion->reason);
      if (i > 0)
        g_assert_cmpfloat (suggestion->score, <=, ((const TieMatchSuggestion *) g_ptr_array_index (found, i - 1))->score);
    }
  return found->len > 0 ? g_strdup (((const TieMatchSuggestion *) g_ptr_array_index (found, 0))->id) : NULL;
}

static void
test_suggest (void)
{
  static const struct
  {
    const char *name, *id;
  } cases[] = {
    { "Abacus Dental LLC", "1" },
    { "Joan Carter", "2" },
    { "Bright Horizon Yoga", "4" },
    { "Delgado Landscaping", "5" },
    { "Hansne, Robert", "6" }, /* a word that the index has never seen */
    { "Robert Hansen", "6" },
    { "Nobody Atall", NULL },
    { "", NULL },
  };
  g_autoptr (MatchList) list = match_list_new_from_names (names);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieMatchIndex) index = tie_match_index_new (TIE_MATCH_PEOPLE_AND_FIRMS, match_list_get (list), list->rows->len, &error);

  g_assert_no_error (error);
  /* twice: a question leaves nothing behind */
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        g_autofree char *id = get_best (index, cases[i].name);

        g_assert_cmpstr (id, ==, cases[i].id);
      }
}

static void
test_changes (void)
{
  static const TieMatchRow added = { .id = "99", .name = "Thompson Family Trust" };
  static const TieMatchRow renamed = { .id = "1", .name = "Ironwood Cabinetry" };
  static const TieMatchRow twice[] = { { "1", "a" }, { "1", "b" } };
  g_autoptr (MatchList) list = match_list_new_from_names (names);
  g_autoptr (TieMatchIndex) index = tie_match_index_new (TIE_MATCH_PEOPLE_AND_FIRMS, match_list_get (list), list->rows->len, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) refused = NULL;
  g_autofree char *before = get_best (index, "Thompson Family Trust");
  g_autofree char *new_row = NULL;
  g_autofree char *old_name = NULL;
  g_autofree char *new_name = NULL;
  g_autofree char *gone = NULL;

  g_assert_null (before);
  g_assert_true (tie_match_index_put (index, &added, &error));
  g_assert_true (tie_match_index_put (index, &renamed, &error));
  g_assert_no_error (error);
  new_row = get_best (index, "Thompson Family Trust");
  g_assert_cmpstr (new_row, ==, "99");
  old_name = get_best (index, "Abacus Dental");
  g_assert_cmpstr (old_name, !=, "1");
  new_name = get_best (index, "Ironwood Cabinetry Inc");
  g_assert_cmpstr (new_name, ==, "1");

  g_assert_true (tie_match_index_remove (index, "99"));
  g_assert_false (tie_match_index_remove (index, "99"));
  gone = get_best (index, "Thompson Family Trust");
  g_assert_null (gone);

  g_assert_false (tie_match_index_put (index, &(TieMatchRow) { "5", "\xff" }, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
  g_assert_null (tie_match_index_new (TIE_MATCH_PEOPLE_AND_FIRMS, twice, 2, &refused));
  g_assert_error (refused, TIE_ERROR, TIE_ERROR_INVALID);
}

static void
test_empty (void)
{
  g_autoptr (TieMatchIndex) index = tie_match_index_new (TIE_MATCH_EMPLOYEES, NULL, 0, NULL);
  static const TieMatchRow row = { .id = "1", .name = "Carter, Joan" };
  g_autofree char *none = get_best (index, "Carter, Joan");
  g_autofree char *one = NULL;

  g_assert_null (none);
  g_assert_true (tie_match_index_put (index, &row, NULL));
  one = get_best (index, "Joan Carter");
  g_assert_cmpstr (one, ==, "1");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/match/index/suggest", test_suggest);
  g_test_add_func ("/match/index/changes", test_changes);
  g_test_add_func ("/match/index/empty", test_empty);
  return g_test_run ();
}
