/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/tie-match-tables.h"

G_BEGIN_DECLS

/* Evidence is counted in bits, in 1/256 of one: whole numbers add up to the same sum in any order, so a pair has one
 * score whichever row is called left. */
typedef gint32 TieMatchBits;
#define TIE_MATCH_BITS(x) ((TieMatchBits) ((x) * 256 + ((x) < 0 ? -0.5 : 0.5)))

/* Which of the two lists.  A list that is compared with itself has both sides alike. */
typedef enum
{
  TIE_MATCH_LEFT,
  TIE_MATCH_RIGHT,
} TieMatchSide;

/* A distinct folded word of the lists.  What can be known about a word is found out once, not once for each row. */
typedef struct
{
  guint64 hash;      /* of the text; orders words alike in every run */
  guint32 text;      /* offset of the text */
  guint16 length;    /* in bytes */
  guint8 meaning;    /* TieMatchMeaning */
  guint8 value;
  /* what every comparison reads stands together */
  guint32 rows[2];   /* rows of each list that have it */
  const guint8 *roots;  /* (nullable): tie_match_get_name_roots() */
  guint32 letters;      /* a bit for each letter that it has; rules most words out at once */
  TieMatchBits weight;  /* what it tells when both rows have it */
  guint8 is_number : 1; /* digits only */
  guint8 has_digit : 1;
  guint8 is_letter : 1; /* one letter, or one ideograph when is_wide */
  guint8 is_wide : 1;   /* of a script that does not part words */
  guint8 is_given : 1;  /* used as a given name, as far as the lists tell */
  guint8 has_filler : 1; /* begins with "the" or ends with "and", and goes on */
  guint8 first;         /* byte of the text */
  guint16 n_slips;
  TieMatchBits missing[2]; /* what it tells when only a row of this list has it */
  guint32 slips;     /* first of its spelling neighbours */
  guint32 given;     /* times after a comma: "Carter, JOAN" */
  guint32 surname;   /* times before one */
  guint32 business;  /* times in a name with a legal form */
  guint32 trade;     /* times as the last word before the legal form */
} TieMatchWord;

typedef struct
{
  GArray *words;       /* (owned) of TieMatchWord */
  GString *texts;      /* (owned) */
  guint32 *slots;      /* (owned) hash table: word + 1 */
  gsize n_slots;
  GArray *slips;       /* (owned) of guint32: neighbours, grouped by word */
  GHashTable *apart;   /* (owned) (nullable) of gint64: pairs of words that look like one and are two */
} TieMatchWords;

TieMatchWords *tie_match_words_new (void);
void tie_match_words_free (TieMatchWords *self);

/* Finds the word or adds it. */
guint32 tie_match_words_intern (TieMatchWords *self,
                                const char *text,
                                gsize length);
/* G_MAXUINT32 when no row has it. */
guint32 tie_match_words_find (const TieMatchWords *self,
                              const char *text,
                              gsize length);

static inline TieMatchWord *
tie_match_words_get (const TieMatchWords *self,
                     guint32 word)
{
  return &g_array_index (self->words, TieMatchWord, word);
}

static inline guint32
tie_match_words_get_index (const TieMatchWords *self,
                           const TieMatchWord *word)
{
  return word - &g_array_index (self->words, TieMatchWord, 0);
}

static inline const char *
tie_match_words_get_text (const TieMatchWords *self,
                          guint32 word)
{
  return self->texts->str + tie_match_words_get (self, word)->text;
}

/* How many kinds of letters only one of the words has.  Counted by hand: not every processor that this is compiled for
 * counts bits. */
static inline guint
tie_match_count_other_letters (const TieMatchWord *a,
                               const TieMatchWord *b)
{
  guint32 bits = a->letters ^ b->letters;

  bits -= bits >> 1 & 0x55555555;
  bits = (bits & 0x33333333) + (bits >> 2 & 0x33333333);
  return ((bits + (bits >> 4)) & 0x0f0f0f0f) * 0x01010101 >> 24;
}

/* Two words in either order as one key. */
static inline gint64
tie_match_words_make_pair (guint32 a,
                           guint32 b)
{
  return (gint64) MIN (a, b) << 32 | MAX (a, b);
}

/* Says of a pair that it is two words, whatever they look like. */
void tie_match_words_set_apart (TieMatchWords *self,
                                gint64 pair);

static inline gboolean
tie_match_words_are_apart (const TieMatchWords *self,
                           guint32 a,
                           guint32 b)
{
  gint64 pair = tie_match_words_make_pair (a, b);

  return self->apart != NULL && g_hash_table_contains (self->apart, &pair);
}

/* How many rows of both lists have it. */
static inline guint32
tie_match_word_count (const TieMatchWord *word)
{
  return word->rows[0] + word->rows[1];
}

#define TIE_MATCH_RARE 2   /* rows of both lists, */
#define TIE_MATCH_SHARE 16 /* or one in so many of the rows that have the other word */

/* TRUE when one of the words is so rare beside the other that it may be a slip: slips make rare words, and two words
 * that are both common (Hansen, Hanson) are two names. */
static inline gboolean
tie_match_is_rare_beside (const TieMatchWord *a,
                          const TieMatchWord *b)
{
  guint32 few = MIN (tie_match_word_count (a), tie_match_word_count (b));
  guint32 many = MAX (tie_match_word_count (a), tie_match_word_count (b));

  return few <= MAX (TIE_MATCH_RARE, many / TIE_MATCH_SHARE);
}

guint64 tie_match_hash (guint64 seed,
                        const char *text,
                        gsize length);
/* Mixes two hashes into one; the order matters. */
guint64 tie_match_mix (guint64 a,
                       guint64 b);

/* Weighs every word by how few of the rows have it, and by whether the other list uses it at all. */
void tie_match_words_weigh (TieMatchWords *self,
                            const gsize n_rows[2]);

/* The same for a word of a question to a list of so many rows. */
void tie_match_words_weigh_one (TieMatchWords *self,
                                guint32 word,
                                gsize n_rows);

/* Drops the words added since there were so many. */
void tie_match_words_forget (TieMatchWords *self,
                             guint32 n_words);

/* The word it is most likely a slip of; itself when it is none. */
const TieMatchWord *tie_match_words_get_meant (const TieMatchWords *self,
                                               guint32 word);

/* Finds for a word alone what the next function finds for all. */
void tie_match_words_find_slips_of (TieMatchWords *self,
                                    guint32 word);

/* Finds for every rare word the words that a slip of the pen may have made it of. */
void tie_match_words_find_slips (TieMatchWords *self);

/* TRUE when one change (a letter more, less, other, or two swapped) makes a of b. */
gboolean tie_match_is_slip (const char *a,
                            gsize a_length,
                            const char *b,
                            gsize b_length);

/* TRUE when the two are the same word, or a long one with a slip, so that a name may have both for one. */
gboolean tie_match_words_may_be_written_twice (const TieMatchWords *self,
                                               guint32 a,
                                               guint32 b);

/* TRUE when the short word is made of letters of the long one in their order, beginning alike: "mgmt", "svcs", "intl". */
gboolean tie_match_is_abbreviation (const char *abbreviation,
                                    const char *word);

/* Letters at the start that both have. */
gsize tie_match_count_common_prefix (const char *a,
                                     const char *b);

G_END_DECLS
