/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "match/tie-match-words.h"

/* Two words one change apart share a form that both become when one letter is left out (or one of them as it is).  So
 * words are put under all their forms, and only words under the same form are compared.
 *
 * A slip makes a rare word: a pair is kept when one of the two is nearly unique.  Hansen and Hanson, both common, are
 * two names. */

#define SHORTEST 4          /* in bytes; shorter words are too often other words */
#define LONGEST 32
#define LARGEST_GROUP 400   /* of words under one form */

typedef struct
{
  guint32 form; /* half of the hash is enough to sort by: pairs are compared letter by letter anyway */
  guint32 word;
} Form;

typedef struct
{
  guint32 word;
  guint32 other;
} Slip;

static void
sort_forms (GArray *forms)
{
  g_autofree Form *spare = g_new (Form, forms->len + 1);
  Form *from = (Form *) forms->data;
  Form *to = spare;

  for (guint shift = 0; shift < 32; shift += 8)
    {
      gsize starts[257] = { 0 };
      Form *swap;

      for (guint i = 0; i < forms->len; i++)
        starts[(from[i].form >> shift & 255) + 1]++;
      for (guint i = 0; i < 256; i++)
        starts[i + 1] += starts[i];
      for (guint i = 0; i < forms->len; i++)
        to[starts[from[i].form >> shift & 255]++] = from[i];
      swap = from;
      from = to;
      to = swap;
    }
}

/* The words that one may be a slip of stand with the commonest first, the same whatever the order of the rows. */
static int
compare_slips (gconstpointer a,
               gconstpointer b,
               gpointer data)
{
  const Slip *x = a, *y = b;
  const TieMatchWord *s, *t;

  if (x->word != y->word)
    return x->word < y->word ? -1 : 1;
  if (x->other == y->other)
    return 0;
  s = tie_match_words_get (data, x->other);
  t = tie_match_words_get (data, y->other);
  if (tie_match_word_count (s) != tie_match_word_count (t))
    return tie_match_word_count (s) > tie_match_word_count (t) ? -1 : 1;
  return s->hash < t->hash ? -1 : s->hash > t->hash;
}

static void
add_forms (const TieMatchWords *words,
           guint32 i,
           GArray *forms)
{
  const TieMatchWord *word = tie_match_words_get (words, i);
  const char *text = words->texts->str + word->text;
  char shorter[LONGEST];
  Form form = { (guint32) word->hash, i };

  if (word->length < SHORTEST || word->length > LONGEST || word->has_digit)
    return;

  g_array_append_val (forms, form);
  for (guint k = 0; k < word->length; k++)
    {
      if (k > 0 && text[k] == text[k - 1])
        continue; /* leaving out either of a pair gives the same */
      memcpy (shorter, text, k);
      memcpy (shorter + k, text + k + 1, word->length - k - 1);
      form.form = (guint32) tie_match_hash (0, shorter, word->length - 1);
      g_array_append_val (forms, form);
    }
}

static void
compare_group (const TieMatchWords *words,
               const Form *group,
               guint n,
               GArray *slips)
{
  for (guint i = 0; i < n; i++)
    for (guint k = i + 1; k < n; k++)
      {
        const TieMatchWord *a = tie_match_words_get (words, group[i].word);
        const TieMatchWord *b = tie_match_words_get (words, group[k].word);
        Slip slip = { group[i].word, group[k].word };
        Slip back = { group[k].word, group[i].word };

        if (a == b || !tie_match_is_rare_beside (a, b) ||
            !tie_match_is_slip (words->texts->str + a->text, a->length, words->texts->str + b->text, b->length))
          continue;
        g_array_append_val (slips, slip);
        g_array_append_val (slips, back);
      }
}

void
tie_match_words_find_slips (TieMatchWords *self)
{
  g_autoptr (GArray) forms = g_array_sized_new (FALSE, FALSE, sizeof (Form), self->words->len * 8);
  g_autoptr (GArray) slips = g_array_new (FALSE, FALSE, sizeof (Slip));
  const Form *sorted;

  for (guint32 i = 0; i < self->words->len; i++)
    add_forms (self, i, forms);
  sort_forms (forms);

  sorted = (const Form *) forms->data;
  for (guint start = 0, end; start < forms->len; start = end)
    {
      for (end = start + 1; end < forms->len && sorted[end].form == sorted[start].form; end++)
        ;
      if (end - start > 1 && end - start <= LARGEST_GROUP)
        compare_group (self, &sorted[start], end - start, slips);
    }

  g_array_sort_with_data (slips, compare_slips, self);
  g_array_set_size (self->slips, 0);
  for (guint i = 0; i < slips->len; i++)
    {
      const Slip *slip = &g_array_index (slips, Slip, i);
      TieMatchWord *word = tie_match_words_get (self, slip->word);

      if (i > 0 && slip->word == slip[-1].word && slip->other == slip[-1].other)
        continue;
      if (word->n_slips == 0)
        word->slips = self->slips->len;
      word->n_slips++;
      g_array_append_val (self->slips, slip->other);
    }
}

void
tie_match_words_find_slips_of (TieMatchWords *self,
                               guint32 word)
{
  TieMatchWord *entry = tie_match_words_get (self, word);
  const char *text = tie_match_words_get_text (self, word);

  entry->slips = self->slips->len;
  entry->n_slips = 0;
  if (entry->length < SHORTEST || entry->length > LONGEST || entry->has_digit)
    return;
  for (guint32 i = 0; i < self->words->len; i++)
    {
      const TieMatchWord *other = tie_match_words_get (self, i);

      if (i == word || other->length + 1 < entry->length || entry->length + 1 < other->length ||
          tie_match_count_other_letters (other, entry) > 2 || !tie_match_is_rare_beside (entry, other) ||
          !tie_match_is_slip (text, entry->length, self->texts->str + other->text, other->length))
        continue;
      g_array_append_val (self->slips, i);
      entry->n_slips++;
    }
}
