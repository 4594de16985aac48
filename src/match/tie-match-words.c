/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <math.h>
#include <string.h>

#include "match/tie-match-words.h"

#define LONGEST_WORD 96
#define MEANT_SHARE 4 /* rows that have the word that is meant for each that has the slip */
#define SHORTEST_SLIP 4 /* in bytes */
#define LEFT_OUT_BY_CHANCE (1 / 32.0)

guint64
tie_match_mix (guint64 a,
               guint64 b)
{
  guint64 x = (a ^ (b + 0x9e3779b97f4a7c15u + (a << 6) + (a >> 2))) * 0xbf58476d1ce4e5b9u;

  x = (x ^ (x >> 31)) * 0x94d049bb133111ebu;
  return x ^ (x >> 29);
}

guint64
tie_match_hash (guint64 seed,
                const char *text,
                gsize length)
{
  guint64 x = seed ^ 0xcbf29ce484222325u ^ length;

  for (; length >= 8; text += 8, length -= 8)
    {
      guint64 part;

      memcpy (&part, text, 8);
      x = tie_match_mix (x, GUINT64_FROM_LE (part));
    }
  if (length > 0)
    {
      guint64 part = 0;

      memcpy (&part, text, length);
      x = tie_match_mix (x, GUINT64_FROM_LE (part));
    }
  return tie_match_mix (x, 0);
}

TieMatchWords *
tie_match_words_new (void)
{
  TieMatchWords *self = g_new0 (TieMatchWords, 1);

  self->words = g_array_new (FALSE, FALSE, sizeof (TieMatchWord));
  self->texts = g_string_new (NULL);
  self->slips = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->n_slots = 4096;
  self->slots = g_new0 (guint32, self->n_slots);
  return self;
}

void
tie_match_words_free (TieMatchWords *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->words);
  g_string_free (self->texts, TRUE);
  g_array_unref (self->slips);
  g_clear_pointer (&self->apart, g_hash_table_unref);
  g_free (self->slots);
  g_free (self);
}

void
tie_match_words_set_apart (TieMatchWords *self,
                           gint64 pair)
{
  if (self->apart == NULL)
    self->apart = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_hash_table_add (self->apart, g_memdup2 (&pair, sizeof pair));
}

static gsize
find_slot (const TieMatchWords *self,
           guint64 hash,
           const char *text,
           gsize length)
{
  gsize slot = hash & (self->n_slots - 1);

  while (self->slots[slot] != 0)
    {
      const TieMatchWord *word = tie_match_words_get (self, self->slots[slot] - 1);

      if (word->hash == hash && word->length == length && memcmp (self->texts->str + word->text, text, length) == 0)
        break;
      slot = (slot + 1) & (self->n_slots - 1);
    }
  return slot;
}

static void
grow (TieMatchWords *self)
{
  g_free (self->slots);
  self->n_slots *= 2;
  self->slots = g_new0 (guint32, self->n_slots);
  for (guint32 i = 0; i < self->words->len; i++)
    {
      gsize slot = tie_match_words_get (self, i)->hash & (self->n_slots - 1);

      while (self->slots[slot] != 0)
        slot = (slot + 1) & (self->n_slots - 1);
      self->slots[slot] = i + 1;
    }
}

static void
look_at_letters (TieMatchWord *word,
                 const char *text,
                 gsize length)
{
  gboolean has_letter = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isdigit (text[i]))
        word->has_digit = TRUE;
      else
        has_letter = TRUE;
      word->letters |= 1u << (text[i] & 31);
    }
  word->first = text[0];
  word->has_filler = length > 3 && (memcmp (text, "the", 3) == 0 || memcmp (text + length - 3, "and", 3) == 0);
  word->is_number = word->has_digit && !has_letter;
  word->is_letter = has_letter && length == (gsize) (g_utf8_next_char (text) - text);
  if (word->is_letter && length >= 3)
    word->is_wide = TRUE;
}

guint32
tie_match_words_intern (TieMatchWords *self,
                        const char *text,
                        gsize length)
{
  char clipped[LONGEST_WORD];
  guint64 hash = tie_match_hash (0, text, length);
  gsize slot;

  /* a text without blanks may be of any length: keep its start and what tells it from others */
  if (length >= LONGEST_WORD)
    {
      const char *end = g_utf8_find_prev_char (text, text + LONGEST_WORD - 24);

      length = g_snprintf (clipped, sizeof clipped, "%.*s%016" G_GINT64_MODIFIER "x", (int) (end - text), text, hash);
      text = clipped;
      hash = tie_match_hash (0, text, length);
    }

  slot = find_slot (self, hash, text, length);
  if (self->slots[slot] == 0)
    {
      TieMatchWord word = { .hash = hash, .text = self->texts->len, .length = length };
      guint value;

      g_string_append_len (self->texts, text, length);
      g_string_append_c (self->texts, '\0');
      look_at_letters (&word, text, length);
      word.meaning = tie_match_get_meaning (self->texts->str + word.text, &value);
      word.value = value;
      word.roots = tie_match_get_name_roots (self->texts->str + word.text);
      g_array_append_val (self->words, word);
      self->slots[slot] = self->words->len;
      if (self->words->len * 2 > self->n_slots)
        {
          grow (self);
          return self->words->len - 1;
        }
    }
  return self->slots[slot] - 1;
}

guint32
tie_match_words_find (const TieMatchWords *self,
                      const char *text,
                      gsize length)
{
  gsize slot = find_slot (self, tie_match_hash (0, text, length), text, length);

  return self->slots[slot] - 1; /* 0 wraps to G_MAXUINT32 */
}

/* A word that one list has often and the other hardly ever ("Holdings", "Fees:") is one that the other leaves out: then
 * its absence says nothing.  Only what chance does not explain counts as left out: twice the spread of a count. */
static TieMatchBits
weigh_missing (const TieMatchWord *word,
               TieMatchSide side,
               const gsize n_rows[2])
{
  double expected = (double) word->rows[side] * n_rows[!side] / MAX (n_rows[side], 1);
  double left_out = 1 - (word->rows[!side] + 2 * sqrt (word->rows[!side]) + 2) / MAX (expected, 2);

  return TIE_MATCH_BITS (log2 (MAX (left_out, LEFT_OUT_BY_CHANCE)));
}

const TieMatchWord *
tie_match_words_get_meant (const TieMatchWords *self,
                           guint32 word)
{
  const TieMatchWord *entry = tie_match_words_get (self, word);
  const TieMatchWord *best = entry;

  if (entry->roots != NULL)
    return entry;
  for (guint i = 0; i < entry->n_slips; i++)
    {
      const TieMatchWord *other = tie_match_words_get (self, g_array_index (self->slips, guint32, entry->slips + i));
      guint32 count = tie_match_word_count (other), best_count = tie_match_word_count (best);

      /* the hash, so that it is no matter of order */
      if (count > tie_match_word_count (entry) * MEANT_SHARE && (count > best_count || (count == best_count && other->hash < best->hash)))
        best = other;
    }
  return best;
}

static void
weigh (TieMatchWord *word,
       gsize n_rows)
{
  guint32 count = tie_match_word_count (word);

  /* the pair that is being weighed does not count: it would make every word look shared */
  word->weight = TIE_MATCH_BITS (log2 (n_rows / (count > 2 ? count - 2 + 0.7 : 0.7)));
  word->weight = MAX (word->weight, 0);
}

void
tie_match_words_weigh_one (TieMatchWords *self,
                           guint32 word,
                           gsize n_rows)
{
  TieMatchWord *entry = tie_match_words_get (self, word);

  /* as if both lists were as long as the one there is, and worded alike */
  weigh (entry, 2 * n_rows);
  entry->missing[0] = entry->missing[1] = TIE_MATCH_BITS (log2 (LEFT_OUT_BY_CHANCE));
}

void
tie_match_words_forget (TieMatchWords *self,
                        guint32 n_words)
{
  /* the last one in is the first one out, so no search for another runs over its place */
  for (guint32 i = self->words->len; i > n_words; i--)
    {
      const TieMatchWord *word = tie_match_words_get (self, i - 1);

      self->slots[find_slot (self, word->hash, self->texts->str + word->text, word->length)] = 0;
      if (word->n_slips > 0)
        g_array_set_size (self->slips, word->slips);
      g_string_truncate (self->texts, word->text);
    }
  g_array_set_size (self->words, n_words);
}

void
tie_match_words_weigh (TieMatchWords *self,
                       const gsize n_rows[2])
{
  for (guint32 i = 0; i < self->words->len; i++)
    {
      TieMatchWord *word = tie_match_words_get (self, i);

      weigh (word, n_rows[0] + n_rows[1]);
      for (guint side = 0; side < 2; side++)
        word->missing[side] = weigh_missing (word, side, n_rows);
    }
}

gboolean
tie_match_is_slip (const char *a,
                   gsize a_length,
                   const char *b,
                   gsize b_length)
{
  gsize start = 0;

  if (a_length > b_length)
    return tie_match_is_slip (b, b_length, a, a_length);
  if (b_length - a_length > 1)
    return FALSE;

  while (start < a_length && a[start] == b[start])
    start++;
  if (a_length < b_length)
    return memcmp (a + start, b + start + 1, a_length - start) == 0;
  if (start == a_length)
    return FALSE;
  if (memcmp (a + start + 1, b + start + 1, a_length - start - 1) == 0)
    return TRUE;
  return start + 1 < a_length && a[start] == b[start + 1] && a[start + 1] == b[start] &&
         memcmp (a + start + 2, b + start + 2, a_length - start - 2) == 0;
}

gboolean
tie_match_words_may_be_written_twice (const TieMatchWords *self,
                                      guint32 a,
                                      guint32 b)
{
  const TieMatchWord *x = tie_match_words_get (self, a);
  const TieMatchWord *y = tie_match_words_get (self, b);

  return a == b || (MIN (x->length, y->length) >= SHORTEST_SLIP && !x->has_digit && !y->has_digit &&
                    tie_match_is_slip (tie_match_words_get_text (self, a), x->length, tie_match_words_get_text (self, b), y->length));
}

gboolean
tie_match_is_abbreviation (const char *abbreviation,
                           const char *word)
{
  gsize length = strlen (abbreviation);
  gsize word_length = strlen (word);
  gsize at = 0;

  if (length < 2 || length >= word_length || word_length < 4 || abbreviation[0] != word[0])
    return FALSE;
  for (gsize i = 0; i < length; i++, at++)
    {
      while (at < word_length && word[at] != abbreviation[i])
        at++;
      if (at == word_length)
        return FALSE;
    }
  return TRUE;
}

gsize
tie_match_count_common_prefix (const char *a,
                               const char *b)
{
  gsize n = 0;

  while (a[n] != '\0' && a[n] == b[n])
    n++;
  return n;
}
