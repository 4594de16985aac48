/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "match-fixture.h"

#define ROUNDS 4

/* What holds for any two lists: shown on the lists of others with e-mail, phone, address and city, and on made ones as
 * each kind reads them.  test-run.c looks at one property at a time. */
typedef struct
{
  const char *set; /* NULL: made */
  TieMatchKind kind;
} Lists;

static const Lists lists[] = {
  { "fodors-zagats", TIE_MATCH_PEOPLE_AND_FIRMS },
  { "fake1000", TIE_MATCH_PEOPLE_AND_FIRMS },
  { "fake1000", TIE_MATCH_EMPLOYEES },
  { NULL, TIE_MATCH_PEOPLE_AND_FIRMS },
  { NULL, TIE_MATCH_EMPLOYEES },
  { NULL, TIE_MATCH_CODES },
  { NULL, TIE_MATCH_CLIENTS },
  { "chicago-childcare", TIE_MATCH_PEOPLE_AND_FIRMS },
};

static MatchList *
get_list (const Lists *of,
          guint side)
{
  if (of->set != NULL)
    return match_list_new_from_file (of->set, side == 0 ? "left.csv" : "right.csv");
  return match_list_new_made (11, 300, side);
}

static void
shuffle (MatchList *list,
         GRand *random)
{
  TieMatchRow *rows = (TieMatchRow *) list->rows->data;

  for (guint i = list->rows->len - 1; i > 0; i--)
    {
      guint k = g_rand_int_range (random, 0, i + 1);
      TieMatchRow row = rows[i];

      rows[i] = rows[k];
      rows[k] = row;
    }
}

/* Shuffled, the other list first, another number of threads: the same bands and scores. */
static void
test_turned (gconstpointer data)
{
  const Lists *of = data;
  g_autoptr (MatchList) left = get_list (of, 0);
  g_autoptr (MatchList) right = get_list (of, 1);
  g_autoptr (TieMatchResult) before = match_run (left, right, &(TieMatchOptions) { .kind = of->kind, .threads = 1 });
  g_autofree char *there = match_describe (before, left, right, FALSE);
  g_autoptr (GRand) random = g_rand_new_with_seed (12);
  g_autoptr (TieMatchResult) after = NULL;
  g_autofree char *back = NULL;

  shuffle (left, random);
  shuffle (right, random);
  after = match_run (right, left, &(TieMatchOptions) { .kind = of->kind, .threads = 3 });
  back = match_describe (after, right, left, TRUE);
  g_assert_cmpstr (there, ==, back);
}

/* Who refuses all that is proposed, again and again, sees nothing of it ever again, not even as a candidate. */
static void
test_refused (gconstpointer data)
{
  const Lists *of = data;
  g_autoptr (MatchList) left = get_list (of, 0);
  g_autoptr (MatchList) right = get_list (of, 1);
  g_autoptr (GArray) never = g_array_new (FALSE, FALSE, sizeof (TieMatchPair));
  g_autoptr (GHashTable) refused = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gsize n;

  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (TieMatchResult) result = match_run (left, right, &(TieMatchOptions) { of->kind, .never = (const TieMatchPair *) never->data, .n_never = never->len });
      const TieMatchProposal *proposals = tie_match_result_get_proposals (result, &n);

      for (guint i = 0; i < left->rows->len; i++)
        {
          guint n_candidates;
          const TieMatchCandidate *candidates = tie_match_result_get_candidates (result, i, &n_candidates);

          for (guint k = 0; k < n_candidates; k++)
            {
              gint64 key = (gint64) i << 32 | candidates[k].right;

              g_assert_false (g_hash_table_contains (refused, &key));
            }
        }
      for (gsize i = 0; i < n; i++)
        {
          TieMatchPair pair = { proposals[i].left, proposals[i].right };
          gint64 key = (gint64) pair.left << 32 | pair.right;

          g_array_append_val (never, pair);
          g_hash_table_add (refused, g_memdup2 (&key, sizeof key));
        }
    }
}

/* Rows that are linked already are offered to nobody, on neither side. */
static void
test_decided (gconstpointer data)
{
  const Lists *of = data;
  g_autoptr (MatchList) left = get_list (of, 0);
  g_autoptr (MatchList) right = get_list (of, 1);
  g_autoptr (TieMatchResult) before = match_run (left, right, &(TieMatchOptions) { of->kind });
  g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (TieMatchPair));
  g_autoptr (GHashTable) rights = g_hash_table_new (NULL, NULL);
  g_autoptr (TieMatchResult) after = NULL;
  gsize n;
  const TieMatchProposal *proposals = tie_match_result_get_proposals (before, &n);

  for (gsize i = 0; i < n; i += 2)
    if (g_hash_table_add (rights, GUINT_TO_POINTER (proposals[i].right)))
      {
        TieMatchPair pair = { proposals[i].left, proposals[i].right };

        g_array_append_val (known, pair);
      }
  g_assert_cmpuint (known->len, >, 10);
  after = match_run (left, right, &(TieMatchOptions) { of->kind, .known = (const TieMatchPair *) known->data, .n_known = known->len });
  for (guint i = 0; i < left->rows->len; i++)
    {
      guint n_candidates;
      const TieMatchCandidate *candidates = tie_match_result_get_candidates (after, i, &n_candidates);

      for (guint k = 0; k < n_candidates; k++)
        g_assert_false (g_hash_table_contains (rights, GUINT_TO_POINTER (candidates[k].right)));
    }
  for (guint i = 0; i < known->len; i++)
    {
      guint n_candidates;

      tie_match_result_get_candidates (after, g_array_index (known, TieMatchPair, i).left, &n_candidates);
      g_assert_cmpuint (n_candidates, ==, 0);
    }
}

static GHashTable *
get_links (const TieMatchResult *result)
{
  GHashTable *links = g_hash_table_new (NULL, NULL);
  gsize n;
  const TieMatchProposal *proposals = tie_match_result_get_proposals (result, &n);

  for (gsize i = 0; i < n; i++)
    if (proposals[i].band == TIE_MATCH_LINK)
      g_hash_table_insert (links, GUINT_TO_POINTER (proposals[i].left), GUINT_TO_POINTER (proposals[i].right));
  return links;
}

/* A row that shares nothing with the others, in one list or in both, gives nobody another partner.  The lists are a row
 * longer, though, and what stood on the edge of the band may have gone over it. */
static void
test_far_away (gconstpointer data)
{
  const Lists *of = data;

  for (guint where = 1; where <= 3; where++)
    {
      g_autoptr (MatchList) left = get_list (of, 0);
      g_autoptr (MatchList) right = get_list (of, 1);
      g_autoptr (TieMatchResult) before = match_run (left, right, &(TieMatchOptions) { of->kind });
      g_autoptr (GHashTable) links = get_links (before);
      g_autoptr (TieMatchResult) after = NULL;
      g_autoptr (GHashTable) links_after = NULL;
      GHashTableIter iter;
      gpointer from, to;
      guint n_gone = 0, n_new;

      if (where & 1)
        match_list_add (left, "Zyzzyva Quux");
      if (where & 2)
        match_list_add (right, "Xkcdvq Jwpfbm");
      after = match_run (left, right, &(TieMatchOptions) { of->kind });
      links_after = get_links (after);
      g_hash_table_iter_init (&iter, links);
      while (g_hash_table_iter_next (&iter, &from, &to))
        {
          gpointer to_after;

          if (g_hash_table_lookup_extended (links_after, from, NULL, &to_after))
            g_assert_true (to_after == to);
          else
            n_gone++;
        }
      n_new = g_hash_table_size (links_after) + n_gone - g_hash_table_size (links);
      g_assert_cmpuint (n_gone + n_new, <=, 1 + g_hash_table_size (links) / 100);
    }
}

/* Names in other writings pair as those in Latin letters do, and what has no letter or figure pairs with nothing. */
static void
test_writings (void)
{
  static const struct
  {
    const char *why, *left, *right;
    gboolean is_linked;
  } cases[] = {
    { "Latin", "Carter, Joan", "Joan Carter", TRUE },
    { "Chinese characters", "山田太郎", "山田 太郎", TRUE },
    { "two of them", "王伟", "王伟", TRUE },
    { "Hangul", "김민수", "김민수", TRUE },
    { "from right to left", "حداد سامي", "سامي حداد", TRUE },
    { "Hebrew with a mark of direction", "דוד כהן", "\xe2\x80\x8fכהן דוד", TRUE },
    { "letters against letters with combining marks", "Núñez, Zoë", "Zoe\xcc\x88 Nu\xcc\x81n\xcc\x83" "ez", TRUE },
    { "Greek with an accent on one side", "Παπαδόπουλος Γιώργος", "Γιώργος Παπαδοπουλος", TRUE },
    { "Cyrillic", "Иванов, Сергей", "Сергей Иванов", TRUE },
    { "a number", "48213", "48213", TRUE },
    { "another number", "77310", "77311", FALSE },
    { "punctuation", "***", "---", FALSE },
    { "one sign", "#", "&", FALSE },
    { "nothing", "", "", FALSE },
  };
  static const char *const others[] = {
    "Abacus Dental LLC", "Northside Roofing", "Silva, Maria", "Hansen, Robert", "Quarry Stone", "Rosen, Miriam", "Meridian Consulting", "Valley Print", NULL,
  };
  g_autoptr (MatchList) left = match_list_new_from_names (others);
  g_autoptr (MatchList) right = match_list_new_from_names (others);
  guint first = left->rows->len;
  g_autoptr (TieMatchResult) result = NULL;
  g_autoptr (GHashTable) links = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      match_list_add (left, cases[i].left);
      match_list_add (right, cases[i].right);
    }
  result = match_run (left, right, NULL);
  links = get_links (result);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gpointer partner;
      gboolean is_linked = g_hash_table_lookup_extended (links, GUINT_TO_POINTER (first + i), NULL, &partner);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (is_linked, ==, cases[i].is_linked);
      if (is_linked)
        g_assert_cmpuint (GPOINTER_TO_UINT (partner), ==, first + i);
    }
}

/* One kind of bad name in all rows: nobody can say who is who, and it takes no time to say so. */
static void
test_alike (void)
{
  g_autofree char *long_name = g_strnfill (65536, 'x');
  const char *names[] = { "Cash", "***", "12345", "", "山田太郎", "Cash, Cash & Cash", long_name };
  static const guint counts[] = { 500, 500, 500, 500, 500, 500, 20 };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (MatchList) list = match_list_new ();
      g_autoptr (TieMatchResult) result = NULL;
      g_autoptr (TieMatchResult) doubles = NULL;
      g_autoptr (GHashTable) links = NULL;
      g_autoptr (GError) error = NULL;

      for (guint k = 0; k < counts[i]; k++)
        match_list_add (list, names[i]);
      result = match_run (list, list, NULL);
      links = get_links (result);
      g_assert_cmpuint (g_hash_table_size (links), ==, 0);
      doubles = tie_match_find_doubles (match_list_get (list), list->rows->len, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (doubles);
    }
}

/* Each field of a row is looked at, and the complaint names it with list and row. */
static void
test_each_field (void)
{
  static const struct
  {
    const char *name;
    gsize offset;
  } fields[] = {
    { "id", G_STRUCT_OFFSET (TieMatchRow, id) },
    { "name", G_STRUCT_OFFSET (TieMatchRow, name) },
    { "company", G_STRUCT_OFFSET (TieMatchRow, company) },
    { "email", G_STRUCT_OFFSET (TieMatchRow, email) },
    { "phone", G_STRUCT_OFFSET (TieMatchRow, phone) },
    { "address", G_STRUCT_OFFSET (TieMatchRow, address) },
    { "city", G_STRUCT_OFFSET (TieMatchRow, city) },
    { "region", G_STRUCT_OFFSET (TieMatchRow, region) },
    { "postcode", G_STRUCT_OFFSET (TieMatchRow, postcode) },
    { "account", G_STRUCT_OFFSET (TieMatchRow, account) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      TieMatchRow rows[] = { { "1", "a" }, { "2", "b" }, { "3", "c" } };
      g_autofree char *named = g_strdup_printf ("row 2: %s is not UTF-8", fields[i].name);
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) index_error = NULL;

      G_STRUCT_MEMBER (const char *, &rows[1], fields[i].offset) = "a\xc0\xaf";
      g_assert_null (tie_match_run (rows, 3, rows, 3, NULL, &error));
      g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, named));
      g_assert_null (tie_match_index_new (TIE_MATCH_PEOPLE_AND_FIRMS, rows, 3, &index_error));
      g_assert_error (index_error, TIE_ERROR, TIE_ERROR_INVALID);
      g_assert_nonnull (strstr (index_error->message, named));
    }
}

/* Questions about one row take the same names as a run does. */
static void
test_strange_questions (void)
{
  g_autofree char *long_name = g_strnfill (65536, 'y');
  g_autoptr (GString) long_words = g_string_new (NULL);
  const char *names[] = { "Carter, Joan", "山田太郎", "حداد سامي", "***", "", "12345", long_name, NULL, NULL };
  g_autoptr (MatchList) list = NULL;
  g_autoptr (TieMatchIndex) index = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; long_words->len < 65536; i++)
    g_string_append_printf (long_words, "w%u ", i);
  names[7] = long_words->str;
  list = match_list_new_from_names (names);
  index = tie_match_index_new (TIE_MATCH_PEOPLE_AND_FIRMS, match_list_get (list), list->rows->len, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < list->rows->len; i++)
    {
      TieMatchRow row = match_list_get (list)[i];
      g_autoptr (GPtrArray) found = tie_match_index_suggest (index, &row, 5);

      for (guint k = 0; k < found->len; k++)
        {
          const TieMatchSuggestion *suggestion = g_ptr_array_index (found, k);

          g_assert_cmpstr (suggestion->id, ==, row.id);
          g_assert_true (g_utf8_validate (suggestion->reason, -1, NULL));
        }
      g_assert_true (tie_match_index_put (index, &row, &error));
      g_assert_no_error (error);
    }
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    GTestDataFunc func;
    guint n_lists;
  } properties[] = {
    { "turned", test_turned, G_N_ELEMENTS (lists) },
    { "refused", test_refused, G_N_ELEMENTS (lists) - 1 }, /* the last one takes long */
    { "decided", test_decided, G_N_ELEMENTS (lists) - 1 },
    { "far-away", test_far_away, G_N_ELEMENTS (lists) - 1 },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    for (guint k = 0; k < properties[i].n_lists; k++)
      {
        g_autofree char *path = g_strdup_printf ("/match/properties/%s/%s-%d", properties[i].name, lists[k].set != NULL ? lists[k].set : "made", lists[k].kind);

        g_test_add_data_func (path, &lists[k], properties[i].func);
      }
  g_test_add_func ("/match/properties/writings", test_writings);
  g_test_add_func ("/match/properties/alike", test_alike);
  g_test_add_func ("/match/properties/each-field", test_each_field);
  g_test_add_func ("/match/properties/strange-questions", test_strange_questions);
  return g_test_run ();
}
