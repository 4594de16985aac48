/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "match/tie-match-explain.h"

#define MOST_PHRASES 3

/* Words are kept folded; people get them with a capital, "llc" and its like in capitals.  "Mcdonald" is a small price for not
 * keeping every spelling. */
static char *
spell (const TieMatchLists *lists,
       guint32 word)
{
  const char *text = tie_match_words_get_text (lists->words, word);
  gunichar first = g_unichar_totitle (g_utf8_get_char (text));
  GString *spelled;

  if (strpbrk (text, "aeiouy") == NULL && g_str_is_ascii (text))
    return g_ascii_strup (text, -1);
  spelled = g_string_new (NULL);
  g_string_append_unichar (spelled, first);
  g_string_append (spelled, g_utf8_next_char (text));
  return g_string_free (spelled, FALSE);
}

/* The phrase with each %s filled in; a translation may say them in another order only by another sentence. */
static char *
fill_in (const char *phrase,
         const char *const *words)
{
  g_auto (GStrv) parts = g_strsplit (phrase, "%s", -1);
  GString *text = g_string_new (parts[0]);

  for (guint i = 1; parts[i] != NULL; i++)
    {
      if (words[i - 1] == NULL)
        {
          g_string_free (text, TRUE);
          return NULL;
        }
      g_string_append (text, words[i - 1]);
      g_string_append (text, parts[i]);
    }
  return g_string_free (text, FALSE);
}

static char *
make_phrase (const TieMatchLists *lists,
             const TieMatchNote *note)
{
  const TieMatchReasonEntry *reason = tie_match_get_reason (note->reason);
  g_autofree char *left = note->left != G_MAXUINT32 ? spell (lists, note->left) : NULL;
  g_autofree char *right = note->right != G_MAXUINT32 ? spell (lists, note->right) : NULL;
  const char *words[] = { left, right, NULL };

  if (reason->phrase == NULL)
    return NULL;
  if (reason->n_words == 1 && left == NULL)
    words[0] = right;
  return fill_in (_ (reason->phrase), words);
}

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
