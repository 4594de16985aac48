/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "match/tie-match-explain.h"

#define MOST_PHRASES 3

/* Words are kept folded; people get them with a capital.  "Mcdonald" is a small price for not keeping every spelling. */
static char *
spell (const TieMatchLists *lists,
       guint32 word)
{
  const char *text = tie_match_words_get_text (lists->words, word);
  gunichar first = g_unichar_totitle (g_utf8_get_char (text));
  GString *spelled = g_string_new (NULL);

  g_string_append_unichar (spelled, first);
  g_string_append (spelled, g_utf8_next_char (text));
  return g_string_free (spelled, FALSE);
}

/* The phrases stand in a table; how many words each takes stands beside it. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static char *
make_phrase (const TieMatchLists *lists,
             const TieMatchNote *note)
{
  const TieMatchReasonEntry *reason = tie_match_get_reason (note->reason);
  g_autofree char *left = note->left != G_MAXUINT32 ? spell (lists, note->left) : NULL;
  g_autofree char *right = note->right != G_MAXUINT32 ? spell (lists, note->right) : NULL;

  if (reason->phrase == NULL)
    return NULL;
  switch (reason->n_words)
    {
    case 2:
      return left != NULL && right != NULL ? g_strdup_printf (_ (reason->phrase), left, right) : NULL;
    case 1:
      return left != NULL || right != NULL ? g_strdup_printf (_ (reason->phrase), left != NULL ? left : right) : NULL;
    default:
      return g_strdup (_ (reason->phrase));
    }
}
#pragma GCC diagnostic pop

static int
compare_notes (const void *a,
               const void *b,
               void *data)
{
  const TieMatchNote *x = a, *y = b;
  const TieMatchModel *model = data;
  int veto = model->is_veto[y->reason] - model->is_veto[x->reason];

  if (veto != 0)
    return veto;
  /* the name first, then what else is known */
  if ((x->reason < TIE_MATCH_FIRST_FACT) != (y->reason < TIE_MATCH_FIRST_FACT))
    return x->reason < TIE_MATCH_FIRST_FACT ? -1 : 1;
  if (ABS (model->reasons[x->reason]) != ABS (model->reasons[y->reason]))
    return ABS (model->reasons[x->reason]) > ABS (model->reasons[y->reason]) ? -1 : 1;
  return x->reason - y->reason;
}

char *
tie_match_explain_score (const TieMatchLists *lists,
                         const TieMatchModel *model,
                         const TieMatchScore *score)
{
  g_autoptr (GPtrArray) phrases = g_ptr_array_new_with_free_func (g_free);
  TieMatchNote notes[TIE_MATCH_MAX_NOTES];
  gboolean has_name = FALSE;

  memcpy (notes, score->notes, sizeof (TieMatchNote) * score->n_notes);
  g_qsort_with_data (notes, score->n_notes, sizeof *notes, compare_notes, (gpointer) model);
  for (guint i = 0; i < score->n_notes && phrases->len < MOST_PHRASES; i++)
    {
      char *phrase;

      /* what is said of the name ends here */
      if (notes[i].reason >= TIE_MATCH_FIRST_FACT && !has_name && score->is_complete)
        g_ptr_array_add (phrases, g_strdup (_ ("same name")));
      has_name |= notes[i].reason >= TIE_MATCH_FIRST_FACT;
      phrase = make_phrase (lists, &notes[i]);
      if (phrase != NULL)
        {
          has_name = TRUE;
          g_ptr_array_add (phrases, phrase);
        }
    }
  if (!has_name && score->is_complete)
    g_ptr_array_add (phrases, g_strdup (_ ("same name")));
  if (phrases->len == 0)
    g_ptr_array_add (phrases, g_strdup (_ ("similar name")));
  g_ptr_array_add (phrases, NULL);
  return g_strjoinv (/* Translators: between the reasons why two names are one */ _ ("; "), (char **) phrases->pdata);
}
