/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <stdlib.h>

#include "match/tie-match-lists.h"

/* "Carter, Joan" says which word is the surname; "Joan Carter" does not.  Lists hold enough of the first kind to read
 * the second by: words seen after commas are given names, before them surnames, next to legal forms business words. */

#define COMMON 30       /* rows; see TieMatchLists */
#define ALL_PAIRS 200000
#define HABIT 0.2 /* of the names of a list have a colon */
#define FEW 0.02  /* of the names have a legal form: then none is a firm's */
#define PARTICLE 3 /* letters */
#define LEAST_SEEN 4 /* times a word stands where business words do, before it is taken for one */

typedef struct
{
  gsize comma_rows;
  gsize known_given;  /* comma rows whose given name the table of names knows */
  gsize plain_rows;
  gsize plain_given; /* whose first word the table knows, */
  gsize plain_last;  /* and whose last */
  gsize names;
  gsize legal;
} Census;

static void
learn_name (TieMatchLists *self,
            const TieMatchName *name,
            const TieMatchNameWord *words,
            Census *census)
{
  TieMatchWord *last = NULL;
  gboolean is_first = TRUE;

  for (guint i = 0; i < name->n_words; i++)
    {
      TieMatchWord *word = tie_match_words_get (self->words, words[i].word);

      if (!tie_match_role_counts (words[i].role))
        continue;
      if (name->has_comma)
        {
          if (words[i].part == 0)
            word->surname++;
          else
            word->given++;
          if (words[i].part == 1 && is_first)
            {
              census->comma_rows++;
              census->known_given += word->roots != NULL;
              is_first = FALSE;
            }
        }
      else if (is_first)
        {
          census->plain_rows++;
          census->plain_given += word->roots != NULL;
          is_first = FALSE;
        }
      else
        census->plain_last += i + 1 == name->n_words && word->roots != NULL;
      if (name->legal != 0)
        word->business++;
      last = word;
    }
  if (name->legal != 0 && last != NULL)
    last->trade++;
  census->names++;
  census->legal += name->legal != 0;
}

/* Colons part words that count when the other list has them too: "Tax Preparation:Trust".  A parent that only groups
 * ("Portland Clients:Carter") is known to one list alone. */
static gboolean
do_parents_count (TieMatchLists *self)
{
  gsize known = 0, all = 0;
  gboolean is_habit = FALSE;

  for (guint side = 0; side < 2; side++)
    {
      TieMatchList *list = &self->lists[side];
      double here = MAX (list->entries->len, 1);
      double there = MAX (self->lists[!side].entries->len, 1);
      gsize n_names = 0;

      for (guint i = 0; i < list->names->len; i++)
        {
          const TieMatchName *name = tie_match_lists_get_name (self, side, i);
          const TieMatchNameWord *words = tie_match_lists_get_words (self, side, name);

          n_names += words[0].role == TIE_MATCH_ROLE_PARENT;
          for (guint k = 0; k < name->n_words; k++)
            if (words[k].role == TIE_MATCH_ROLE_PARENT)
              {
                const TieMatchWord *word = tie_match_words_get (self->words, words[k].word);

                all++;
                known += word->rows[!side] / there * 3 >= word->rows[side] / here;
              }
        }
      is_habit |= n_names / here >= HABIT;
    }
  return is_habit && known * 2 > all;
}

static gboolean
is_trade (const TieMatchLists *self,
          guint32 w)
{
  const TieMatchWord *word = tie_match_words_get (self->words, w);

  if (tie_match_word_count (word) == 1)
    word = tie_match_words_get_meant (self->words, w);
  return word->trade >= LEAST_SEEN ? word->business > 2 * (word->surname + word->given) : word->business >= LEAST_SEEN && word->business > 4 * (word->surname + word->given);
}

/* Of a word before the last: where all names are people's it is a middle name, unless the lists know it as a surname or it
 * is as short as "de" and "van". */
static gboolean
may_begin_surname (const TieMatchLists *self,
                   guint32 word)
{
  const TieMatchWord *entry = tie_match_words_get (self->words, word);

  return !tie_match_lists_may_be_given (self, word) && (!self->has_only_people || entry->surname > 0 || entry->length <= PARTICLE);
}

static gboolean
looks_given (const TieMatchLists *self,
             const TieMatchWord *word)
{
  if (word->given > 0)
    return word->given * 4 >= word->surname && word->given * 4 >= word->business;
  return word->surname == 0 && word->business < 3 && word->roots != NULL;
}

/* Roles of "Last, First Middle & Other". */
static void
settle_comma (TieMatchName *name,
              TieMatchNameWord *words)
{
  guint given = 0;

  for (guint i = 0; i < name->n_words; i++)
    {
      if (!tie_match_role_counts (words[i].role))
        continue;
      if (words[i].part == 0)
        words[i].role = TIE_MATCH_ROLE_SURNAME;
      else if (given > 0 && words[i].is_joined)
        {
          words[i].role = TIE_MATCH_ROLE_SPOUSE;
          name->shape = TIE_MATCH_SHAPE_COUPLE;
        }
      else
        words[i].role = given++ == 0 ? TIE_MATCH_ROLE_GIVEN : TIE_MATCH_ROLE_MIDDLE;
    }
}

/* The surname of "Bob Hill & Ann Hill", where a slip may be in one of the two. */
static gboolean
is_one_of (const TieMatchLists *self,
           guint32 word,
           TieMatchNameWord *const *words,
           guint n_words)
{
  for (guint i = 0; i < n_words; i++)
    if (tie_match_words_may_be_written_twice (self->words, word, words[i]->word))
      return TRUE;
  return FALSE;
}

/* Roles of "First Middle Last", "First & Other Last" and "First Last & Other Last"; FALSE when it is none of them. */
static gboolean
settle_plain (const TieMatchLists *self,
              TieMatchName *name,
              TieMatchNameWord *words)
{
  TieMatchNameWord *core[TIE_MATCH_MAX_TOKENS];
  guint n = 0, joint = 0, surname_start;
  guint8 roles[TIE_MATCH_MAX_TOKENS];

  for (guint i = 0; i < name->n_words; i++)
    if (words[i].role == TIE_MATCH_ROLE_NUMBER)
      return FALSE;
    else if (tie_match_role_counts (words[i].role))
      core[n++] = &words[i];
  if (n < 2 || n > 6 || !(self->has_only_people || tie_match_lists_may_be_given (self, core[0]->word)) || is_trade (self, core[n - 1]->word))
    return FALSE;

  for (guint i = 1; i < n; i++)
    if (core[i]->is_joined)
      {
        if (joint > 0)
          return FALSE;
        joint = i;
      }
  if (joint > 0 && (joint + 1 == n || !tie_match_lists_may_be_given (self, core[joint]->word)))
    return FALSE;

  /* the surname is the last word, and those before it that are no given names; a slip may hide one of either */
  surname_start = n - 1;
  while (surname_start > MAX (joint, 0) + 1 && may_begin_surname (self, core[surname_start - 1]->word))
    surname_start--;
  if (n - surname_start > 3)
    return FALSE;
  for (guint i = surname_start; i < n; i++)
    if (is_trade (self, core[i]->word))
      return FALSE;

  for (guint i = 0; i < n; i++)
    {
      if (i >= surname_start)
        roles[i] = TIE_MATCH_ROLE_SURNAME;
      else if (i == 0)
        roles[i] = TIE_MATCH_ROLE_GIVEN;
      else if (i == joint)
        roles[i] = TIE_MATCH_ROLE_SPOUSE;
      else if (joint > 0 && i < joint && is_one_of (self, core[i]->word, core + surname_start, n - surname_start))
        roles[i] = TIE_MATCH_ROLE_SURNAME;
      else if (!tie_match_lists_may_be_given (self, core[i]->word) && !self->has_only_people)
        return FALSE;
      else
        roles[i] = TIE_MATCH_ROLE_MIDDLE;
    }
  for (guint i = 0; i < n; i++)
    core[i]->role = roles[i];
  if (joint > 0)
    name->shape = TIE_MATCH_SHAPE_COUPLE;
  return TRUE;
}

static gboolean
has_business_words (const TieMatchLists *self,
                    const TieMatchName *name,
                    const TieMatchNameWord *words)
{
  for (guint i = 0; i < name->n_words; i++)
    if (words[i].role == TIE_MATCH_ROLE_NUMBER || (words[i].role == TIE_MATCH_ROLE_CORE && is_trade (self, words[i].word)))
      return TRUE;
  return FALSE;
}

static int
compare_hashes (const void *a,
                const void *b)
{
  guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;

  return x < y ? -1 : x > y;
}

/* Equal for names of the same words; a word written twice ("Bob Hill & Ann Hill") counts once. */
static void
make_key (const TieMatchLists *self,
          TieMatchName *name,
          const TieMatchNameWord *words)
{
  guint64 hashes[TIE_MATCH_MAX_TOKENS];
  guint n = 0;
  guint64 key = name->generation;

  name->n_core = 0;
  for (guint i = 0; i < name->n_words; i++)
    if (tie_match_role_counts (words[i].role))
      hashes[n++] = tie_match_words_get (self->words, words[i].word)->hash;
  name->n_core = n;
  qsort (hashes, n, sizeof *hashes, compare_hashes);
  for (guint i = 0; i < n; i++)
    if (i == 0 || hashes[i] != hashes[i - 1])
      key = tie_match_mix (key, hashes[i]);
  name->key = n > 0 ? key : 0;
}

static void
settle_name (const TieMatchLists *self,
             TieMatchName *name,
             TieMatchNameWord *words)
{
  guint n_other = 0;

  if (self->has_codes)
    name->generation = name->legal = 0;

  for (guint i = 0; i < name->n_words; i++)
    {
      TieMatchNameWord *word = &words[i];

      if (word->is_account && self->has_people)
        word->role = TIE_MATCH_ROLE_OPTIONAL;
      if (self->has_codes && (word->role >= TIE_MATCH_ROLE_PARENT || word->in_brackets))
        word->role = tie_match_words_get (self->words, word->word)->has_digit ? TIE_MATCH_ROLE_NUMBER : TIE_MATCH_ROLE_CORE;
      n_other += tie_match_role_counts (word->role);
    }
  tie_match_lists_settle_slips (self, name, words);

  /* a name all in brackets is its name after all */
  if (n_other == 0)
    for (guint i = 0; i < name->n_words; i++)
      words[i].role = TIE_MATCH_ROLE_CORE;

  name->shape = TIE_MATCH_SHAPE_UNKNOWN;
  if (self->has_people)
    {
      if (name->has_trust)
        name->shape = TIE_MATCH_SHAPE_TRUST;
      else if (name->legal != 0)
        name->shape = TIE_MATCH_SHAPE_FIRM;
      else
        {
          name->shape = TIE_MATCH_SHAPE_PERSON;
          tie_match_lists_settle_slipped_and (self, name, words);
          if (name->has_comma)
            settle_comma (name, words);
          else if (!settle_plain (self, name, words))
            name->shape = has_business_words (self, name, words) ? TIE_MATCH_SHAPE_FIRM : TIE_MATCH_SHAPE_UNKNOWN;
        }
    }
  make_key (self, name, words);
}

void
tie_match_lists_settle (TieMatchLists *self,
                        TieMatchSide side,
                        guint32 row)
{
  const TieMatchEntry *entry = tie_match_lists_get_entry (self, side, row);

  for (guint i = 0; i < entry->n_names; i++)
    {
      TieMatchName *name = tie_match_lists_get_name (self, side, entry->first_name + i);

      settle_name (self, name, tie_match_lists_get_words (self, side, name));
    }
}

void
tie_match_lists_learn (TieMatchLists *self)
{
  Census census = { 0 };

  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < self->lists[side].names->len; i++)
      {
        const TieMatchName *name = tie_match_lists_get_name (self, side, i);

        learn_name (self, name, tie_match_lists_get_words (self, side, name), &census);
      }
  self->has_people = self->kind == TIE_MATCH_EMPLOYEES ||
                     (self->kind != TIE_MATCH_CODES && (census.known_given * 10 > census.comma_rows * 2 || census.plain_given * 10 > census.plain_rows * 2));
  self->has_codes = self->kind == TIE_MATCH_CODES || (!self->has_people && do_parents_count (self));

  self->has_only_people = self->has_people && (self->kind == TIE_MATCH_EMPLOYEES || census.legal < FEW * census.names) &&
                          (census.comma_rows * 10 > census.names || census.plain_last * 8 < census.plain_given);

  tie_match_words_find_slips (self->words);
  for (guint32 i = 0; i < self->words->words->len; i++)
    {
      TieMatchWord *word = tie_match_words_get (self->words, i);

      word->is_given = looks_given (self, tie_match_words_get_meant (self->words, i));
    }
  for (guint side = 0; side < 2; side++)
    for (guint32 i = 0; i < self->lists[side].entries->len; i++)
      tie_match_lists_settle (self, side, i);
  /* small lists can afford to look at everything */
  self->common = MAX (COMMON, ALL_PAIRS / (MAX (tie_match_lists_count (self, 0), tie_match_lists_count (self, 1)) + 1));
}
