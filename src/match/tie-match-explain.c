/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "match/tie-match-explain.h"

#define MOST_PHRASES 3

/* The word as the text writes it; NULL when it is not there in one piece.  "McDonald" for mcdonald, "O'Brien" for obrien. */
static char *
find_spelling (const char *text,
               const char *word,
               TieMatchTokens *tokens)
{
  const char *start = NULL;

  for (const char *p = text; p != NULL; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean is_apostrophe = c == '\'' || c == 0x2019;
      gboolean is_letter = g_unichar_isalnum (c) || g_unichar_ismark (c);

      if (start == NULL && is_letter)
        start = p;
      else if (start != NULL && !is_letter && !is_apostrophe)
        {
          g_autofree char *piece = g_strndup (start, p - start);

          tie_match_tokens_read (tokens, piece);
          if (tokens->n_tokens == 1 && strncmp (tokens->folded->str + tokens->tokens[0].start, word, tokens->tokens[0].length) == 0 &&
              word[tokens->tokens[0].length] == '\0')
            return g_steal_pointer (&piece);
          start = NULL;
        }
      if (c == '\0')
        break;
    }
  return NULL;
}

/* Words are kept folded.  Where the row does not have it in one piece ("L.L.C."), or there is no row, it gets a capital,
 * and one without vowels capitals throughout. */
static char *
spell (const TieMatchLists *lists,
       guint32 word,
       const TieMatchRow *row,
       TieMatchTokens *tokens)
{
  const char *text = tie_match_words_get_text (lists->words, word);
  char *spelled = row != NULL ? find_spelling (row->name, text, tokens) : NULL;
  GString *capital;

  if (spelled == NULL && row != NULL)
    spelled = find_spelling (row->company, text, tokens);
  if (spelled != NULL)
    return spelled;
  if (strpbrk (text, "aeiouy") == NULL && g_str_is_ascii (text))
    return g_ascii_strup (text, -1);
  capital = g_string_new (NULL);
  g_string_append_unichar (capital, g_unichar_totitle (g_utf8_get_char (text)));
  g_string_append (capital, g_utf8_next_char (text));
  return g_string_free (capital, FALSE);
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
             const TieMatchNote *note,
             const TieMatchRow *left_row,
             const TieMatchRow *right_row,
             TieMatchTokens *tokens)
{
  const TieMatchReasonEntry *reason = tie_match_get_reason (note->reason);
  g_autofree char *left = note->left != G_MAXUINT32 ? spell (lists, note->left, left_row, tokens) : NULL;
  g_autofree char *right = note->right != G_MAXUINT32 ? spell (lists, note->right, right_row, tokens) : NULL;
  const char *words[] = { left, right, NULL };

  if (reason->phrase == NULL)
    return NULL;
  /* A code has its description where a person has a firm. */
  if (note->reason == TIE_MATCH_REASON_COMPANY && lists->kind == TIE_MATCH_CODES)
    return g_strdup (_ ("description and name agree"));
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
                         const TieMatchScore *score,
                         const TieMatchRow *left,
                         const TieMatchRow *right)
{
  g_autoptr (GPtrArray) phrases = g_ptr_array_new_with_free_func (g_free);
  TieMatchNote notes[TIE_MATCH_MAX_NOTES];
  gboolean has_name = FALSE;
  TieMatchTokens tokens;

  tie_match_tokens_init (&tokens);
  memcpy (notes, score->notes, sizeof (TieMatchNote) * score->n_notes);
  g_qsort_with_data (notes, score->n_notes, sizeof *notes, compare_notes, (gpointer) model);
  for (guint i = 0; i < score->n_notes && phrases->len < MOST_PHRASES; i++)
    {
      char *phrase;

      /* what is said of the name ends here */
      if (notes[i].reason >= TIE_MATCH_FIRST_FACT && !has_name && score->is_complete)
        g_ptr_array_add (phrases, g_strdup (_ ("same name")));
      has_name |= notes[i].reason >= TIE_MATCH_FIRST_FACT;
      phrase = make_phrase (lists, &notes[i], left, right, &tokens);
      if (phrase != NULL)
        {
          has_name = TRUE;
          g_ptr_array_add (phrases, phrase);
        }
    }
  tie_match_tokens_clear (&tokens);
  if (!has_name && score->is_complete)
    g_ptr_array_add (phrases, g_strdup (_ ("same name")));
  if (phrases->len == 0)
    g_ptr_array_add (phrases, g_strdup (_ ("similar name")));
  g_ptr_array_add (phrases, NULL);
  return g_strjoinv (/* Translators: between the reasons why two names are one */ _ ("; "), (char **) phrases->pdata);
}
