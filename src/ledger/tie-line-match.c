/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-line-match"
#include "config.h"

#include "base/tie-text.h"
#include "ledger/tie-line-match.h"

/* A product and its text tell more than a place, for lines are put in and taken out; among lines that read alike the amount tells
 * more than the place does. */
enum
{
  OF_PLACE = 1,
  OF_AMOUNT = 2,
  OF_CODE = 8,
  OF_TEXT = 9,
  MOST = OF_PLACE + OF_AMOUNT + OF_CODE + OF_TEXT,
  LEAST = OF_PLACE + OF_CODE,
};

/* As they are sent: blanks at the ends, and how lines end, are no difference. */
static GStrv
clean_texts (const TieLineTraits *lines,
             guint n)
{
  GStrv texts = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    texts[i] = tie_text_clean_lines (lines[i].text);
  return texts;
}

static gboolean
is_same_code (const TieLineTraits *ours,
              const TieLineTraits *theirs)
{
  return g_str_equal (ours->code != NULL ? ours->code : "", theirs->code != NULL ? theirs->code : "");
}

/* 0: they are two. */
static guint
weigh (const TieLineTraits *ours,
       const TieLineTraits *theirs,
       gboolean has_same_text,
       gboolean has_same_place)
{
  gboolean has_same_code = is_same_code (ours, theirs);

  if (!g_str_equal (ours->form, theirs->form) || has_same_text + has_same_code + has_same_place < 2)
    return 0;
  return (has_same_text ? OF_TEXT : 0) + (has_same_code ? OF_CODE : 0) + (has_same_place ? OF_PLACE : 0) + (ours->amount == theirs->amount ? OF_AMOUNT : 0);
}

int *
tie_line_match (const TieLineTraits *ours,
                guint n_ours,
                const TieLineTraits *theirs,
                guint n_theirs)
{
  g_auto (GStrv) our_texts = clean_texts (ours, n_ours);
  g_auto (GStrv) their_texts = clean_texts (theirs, n_theirs);
  g_autofree gboolean *is_taken = g_new0 (gboolean, n_theirs + 1);
  int *matches = g_new (int, n_ours + 1);

  for (guint i = 0; i < n_ours; i++)
    matches[i] = -1;
  for (guint weight = MOST; weight >= LEAST; weight--)
    {
      for (guint i = 0; i < n_ours; i++)
        {
          for (guint j = 0; j < n_theirs && matches[i] < 0; j++)
            {
              if (is_taken[j] || weigh (&ours[i], &theirs[j], g_str_equal (our_texts[i], their_texts[j]), i == j) != weight)
                continue;
              matches[i] = (int) j;
              is_taken[j] = TRUE;
            }
        }
    }
  return matches;
}
