/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "match/tie-match-explain.h"
#include "match/tie-match-score.h"

/* Two rows, a line each: name, company and city between tabs.  They are scored among a few others, from either end, which
 * must give the same, and explained.  The first byte says what kind of lists they are. */

static const char *const others[] = {
  "Carter, Joan M", "Carter, Peter & Ann", "Hansen Plumbing LLC", "Hansen, Robert", "Estate of Maria Silva", "1040 Return", "Delgado Landscape Inc", "Fees:Payroll",
};

/* Takes a line's fields; the line ends up cut into strings. */
static void
read_row (char *line,
          TieMatchRow *row)
{
  const char **fields[] = { &row->name, &row->company, &row->city };

  for (guint i = 0; i < G_N_ELEMENTS (fields) && line != NULL; i++)
    {
      *fields[i] = line;
      line = strchr (line, '\t');
      if (line != NULL)
        *line++ = '\0';
    }
}

static void
check_score (const TieMatchLists *lists,
             const TieMatchModel *model)
{
  TieMatchScore score, back;
  g_autofree char *why = NULL;

  tie_match_score_pair (lists, model, TIE_MATCH_LEFT, 0, TIE_MATCH_RIGHT, 0, &score);
  tie_match_score_pair (lists, model, TIE_MATCH_RIGHT, 0, TIE_MATCH_LEFT, 0, &back);
  g_assert_cmpint (score.bits, ==, back.bits);
  g_assert_cmpint (score.matched, ==, back.matched);
  g_assert_cmpint (score.is_vetoed, ==, back.is_vetoed);
  g_assert_cmpint (score.is_complete, ==, back.is_complete);
  g_assert_cmpuint (score.n_notes, ==, back.n_notes);
  g_assert_cmpuint (score.n_notes, <=, TIE_MATCH_MAX_NOTES);
  why = tie_match_explain_score (lists, model, &score, NULL, NULL);
  g_assert_true (g_utf8_validate (why, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data + 1 : "", size > 0 ? size - 1 : 0);
  char *second = strchr (text, '\n');
  TieMatchRow rows[2] = { { .id = "1" }, { .id = "2" } };
  TieMatchLists *lists = tie_match_lists_new (size > 0 ? data[0] % 4 : 0);
  gsize n_rows[2] = { 1 + G_N_ELEMENTS (others), 1 + G_N_ELEMENTS (others) };
  gboolean is_read = TRUE;
  TieMatchModel model;

  if (second != NULL)
    {
      *second = '\0';
      read_row (second + 1, &rows[1]);
    }
  read_row (text, &rows[0]);
  for (guint side = 0; side < 2; side++)
    {
      g_autoptr (GError) error = NULL;

      if (!tie_match_lists_add (lists, side, &rows[side], &error))
        {
          g_assert_nonnull (error);
          is_read = FALSE;
        }
      for (guint i = 0; i < G_N_ELEMENTS (others); i++)
        tie_match_lists_add (lists, side, &(TieMatchRow) { .id = others[i], .name = others[i] }, NULL);
    }
  if (is_read)
    {
      tie_match_lists_learn (lists);
      tie_match_words_weigh (lists->words, n_rows);
      tie_match_model_init (&model);
      check_score (lists, &model);
    }
  tie_match_lists_free (lists);
  return 0;
}
