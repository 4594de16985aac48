/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <string.h>

#include "match/tie-match-lists.h"

/* Words of the table that a slip has hidden. */

#define SLIPS_OF_SHORT 256 /* rows that have the word for each that has a slip of it */

/* Short words are not looked up as slips of each other, being too often other words.  What hardly a row has and could not be
 * spoken ("LLK") is no word, though; nor is "ad" or "qnd" between two given names. */
static gboolean
is_slip_of_short (const TieMatchLists *self,
                  guint32 word,
                  const char *meant)
{
  const TieMatchWord *entry = tie_match_words_get (self->words, word);
  guint32 found = tie_match_words_find (self->words, meant, strlen (meant));
  guint32 many = found != G_MAXUINT32 ? tie_match_word_count (tie_match_words_get (self->words, found)) : 0;

  return tie_match_word_count (entry) <= MAX (TIE_MATCH_RARE, many / SLIPS_OF_SHORT) &&
         tie_match_is_slip (tie_match_words_get_text (self->words, word), entry->length, meant, strlen (meant));
}

static guint
get_slipped_legal (const TieMatchLists *self,
                   guint32 word)
{
  static const char *const legal[] = { "llc", "ltd", "llp" };
  const char *text = tie_match_words_get_text (self->words, word);
  guint value = 0;

  for (guint i = 0; i < G_N_ELEMENTS (legal) && value == 0; i++)
    if (strlen (text) == 3 && strpbrk (text, "aeiouy") == NULL && is_slip_of_short (self, word, legal[i]))
      tie_match_get_meaning (legal[i], &value);
  return value;
}

static gboolean
is_last (const TieMatchName *name,
         const TieMatchNameWord *words,
         guint i)
{
  while (++i < name->n_words)
    if (tie_match_role_counts (words[i].role))
      return FALSE;
  return TRUE;
}

void
tie_match_lists_settle_slips (const TieMatchLists *self,
                              TieMatchName *name,
                              TieMatchNameWord *words)
{
  for (guint i = 0; i < name->n_words; i++)
    if (words[i].role == TIE_MATCH_ROLE_CORE && tie_match_words_get (self->words, words[i].word)->meaning == TIE_MATCH_MEANS_NOTHING)
      {
        const TieMatchWord *meant = tie_match_words_get_meant (self->words, words[i].word);
        guint legal = meant->meaning == TIE_MATCH_MEANS_LEGAL ? meant->value : 0;

        if (meant->meaning == TIE_MATCH_MEANS_TRUST)
          name->has_trust = TRUE;
        if (i == 0 || name->legal != 0 || !is_last (name, words, i))
          continue;
        if (legal == 0)
          legal = get_slipped_legal (self, words[i].word);
        if (legal != 0)
          {
            name->legal = legal;
            words[i].role = TIE_MATCH_ROLE_OPTIONAL;
          }
      }
}

void
tie_match_lists_settle_slipped_and (const TieMatchLists *self,
                                    const TieMatchName *name,
                                    TieMatchNameWord *words)
{
  for (guint i = 1; i + 1 < name->n_words; i++)
    if (words[i].role == TIE_MATCH_ROLE_CORE && words[i + 1].role == TIE_MATCH_ROLE_CORE && tie_match_lists_may_be_given (self, words[i - 1].word) &&
        tie_match_lists_may_be_given (self, words[i + 1].word) && is_slip_of_short (self, words[i].word, "and"))
      {
        words[i].role = TIE_MATCH_ROLE_OPTIONAL;
        words[i + 1].is_joined = TRUE;
      }
}
