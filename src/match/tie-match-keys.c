/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "match/tie-match-keys.h"

#define MAX_WORDS 8      /* of a name that make keys: the rarest */
#define MAX_FORMS 6      /* a word is looked for under */

#define KIND_SHIFT 60    /* the kind is in the highest bits of a key */

/* Kinds of keys, so that a word never meets a telephone number. */
enum
{
  KEY_NAME = 1,
  KEY_WORD,
  KEY_PAIR,
  KEY_PREFIX,
  KEY_EMAIL,
  KEY_PHONE,
  KEY_ACCOUNT,
  KEY_ADDRESS,
  N_KEYS,
};

static const guint32 widest[N_KEYS] = {
  [KEY_NAME] = 100,
  [KEY_PAIR] = 60,
  [KEY_PREFIX] = 8,
  [KEY_EMAIL] = 30,
  [KEY_PHONE] = 30,
  [KEY_ACCOUNT] = 30,
  [KEY_ADDRESS] = 30,
};

#define ROOT_SEED 0x726f6f74

typedef struct
{
  guint64 forms[MAX_FORMS];
  gboolean is_common[MAX_FORMS];
  guint n_forms;
  guint32 count;
  guint64 hash;
  gunichar initial;
  gboolean is_core;
} KeyWord;

typedef struct
{
  guint64 *keys;
  guint n;
} KeySet;

static guint64
make_key (guint kind,
          guint64 key)
{
  return (tie_match_mix (key, kind) >> 4) | (guint64) kind << KIND_SHIFT;
}

static void
add_key (KeySet *set,
         guint kind,
         guint64 key)
{
  if (set->n < TIE_MATCH_MAX_KEYS)
    set->keys[set->n++] = make_key (kind, key);
}

static void
add_form (KeyWord *word,
          guint64 form,
          gboolean is_common)
{
  if (word->n_forms == MAX_FORMS)
    return;
  word->forms[word->n_forms] = form;
  word->is_common[word->n_forms++] = is_common;
}

/* A word is looked for as it is written, as the names it may be short for, and as the words it may be a slip of. */
static void
collect_forms (const TieMatchLists *lists,
               const TieMatchNameWord *from,
               KeyWord *word)
{
  const TieMatchWord *entry = tie_match_words_get (lists->words, from->word);
  const char *text = tie_match_words_get_text (lists->words, from->word);
  const guint8 *roots = from->role == TIE_MATCH_ROLE_SURNAME || from->role == TIE_MATCH_ROLE_NUMBER ? NULL : entry->roots;

  memset (word, 0, sizeof *word);
  word->hash = entry->hash;
  word->count = tie_match_word_count (entry);
  word->initial = g_utf8_get_char (text);
  word->is_core = from->role == TIE_MATCH_ROLE_CORE || from->role == TIE_MATCH_ROLE_NUMBER;
  add_form (word, entry->hash, word->count > lists->common);
  for (guint i = 0; roots != NULL && roots[i] != 0; i++)
    add_form (word, tie_match_mix (ROOT_SEED, roots[i]), TRUE);
  for (guint i = 0; i < entry->n_slips; i++)
    {
      const TieMatchWord *other = tie_match_words_get (lists->words, g_array_index (lists->words->slips, guint32, entry->slips + i));

      /* only the rare word goes to the common one, or every James would look for every slip of his name */
      if (tie_match_word_count (other) >= word->count)
        add_form (word, other->hash, tie_match_word_count (other) > lists->common);
    }
}

static int
compare_key_words (const void *a,
                   const void *b)
{
  const KeyWord *x = a, *y = b;

  if (x->count != y->count)
    return x->count < y->count ? -1 : 1;
  return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static void
add_joined_words (const TieMatchLists *lists,
                  const TieMatchName *name,
                  const TieMatchNameWord *words,
                  KeySet *set)
{
  char joined[128];

  for (guint i = 0; i + 1 < name->n_words; i++)
    {
      const TieMatchWord *a = tie_match_words_get (lists->words, words[i].word);
      const TieMatchWord *b = tie_match_words_get (lists->words, words[i + 1].word);
      guint32 found;

      if (!tie_match_role_counts (words[i].role) || !tie_match_role_counts (words[i + 1].role) || a->length + b->length >= sizeof joined)
        continue;
      memcpy (joined, lists->words->texts->str + a->text, a->length);
      memcpy (joined + a->length, lists->words->texts->str + b->text, b->length);
      found = tie_match_words_find (lists->words, joined, a->length + b->length);
      if (found != G_MAXUINT32 && tie_match_word_count (tie_match_words_get (lists->words, found)) <= lists->common)
        add_key (set, KEY_WORD, tie_match_words_get (lists->words, found)->hash);
    }
}

static void
add_pairs (const KeyWord *a,
           const KeyWord *b,
           KeySet *set)
{
  for (guint i = 0; i < a->n_forms; i++)
    for (guint k = 0; k < b->n_forms; k++)
      if (a->is_common[i] && b->is_common[k])
        add_key (set, KEY_PAIR, a->forms[i] ^ b->forms[k]);
}

static void
collect_name_keys (const TieMatchLists *lists,
                   TieMatchSide side,
                   const TieMatchName *name,
                   KeySet *set)
{
  const TieMatchNameWord *words = tie_match_lists_get_words (lists, side, name);
  KeyWord key_words[TIE_MATCH_MAX_TOKENS];
  guint n = 0;

  for (guint i = 0; i < name->n_words; i++)
    if (tie_match_role_counts (words[i].role))
      collect_forms (lists, &words[i], &key_words[n++]);
  if (n == 0)
    return;

  add_key (set, KEY_NAME, name->key);
  qsort (key_words, n, sizeof *key_words, compare_key_words);
  n = MIN (n, MAX_WORDS);
  for (guint i = 0; i < n; i++)
    {
      for (guint f = 0; f < key_words[i].n_forms; f++)
        if (!key_words[i].is_common[f])
          add_key (set, KEY_WORD, key_words[i].forms[f]);
      for (guint k = i + 1; k < n; k++)
        add_pairs (&key_words[i], &key_words[k], set);
      /* a word that has a shorter or longer form begins alike in both */
      for (guint k = 0; k < n; k++)
        if (k != i && key_words[i].is_core && key_words[k].is_core && key_words[i].is_common[0])
          add_key (set, KEY_PREFIX, key_words[i].hash ^ key_words[k].initial);
    }
  add_joined_words (lists, name, words, set);
}

static int
compare_keys (const void *a,
              const void *b)
{
  guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;

  return x < y ? -1 : x > y;
}

guint
tie_match_collect_keys (const TieMatchLists *lists,
                        TieMatchSide side,
                        guint32 row,
                        guint64 keys[TIE_MATCH_MAX_KEYS])
{
  const TieMatchEntry *entry = tie_match_lists_get_entry (lists, side, row);
  const TieMatchFacts *facts = tie_match_lists_get_facts (lists, side, row);
  KeySet set = { keys, 0 };
  guint n = 0;

  for (guint i = 0; i < entry->n_names; i++)
    collect_name_keys (lists, side, tie_match_lists_get_name (lists, side, entry->first_name + i), &set);
  if (facts->email != 0)
    add_key (&set, KEY_EMAIL, facts->email);
  if (facts->phone != 0)
    add_key (&set, KEY_PHONE, facts->phone);
  if (facts->account != 0)
    add_key (&set, KEY_ACCOUNT, facts->account);
  if (facts->name_account != 0 && facts->name_account != facts->account)
    add_key (&set, KEY_ACCOUNT, facts->name_account);
  if (facts->house != 0 && facts->street != 0)
    add_key (&set, KEY_ADDRESS, tie_match_mix (facts->house, facts->street));

  qsort (keys, set.n, sizeof *keys, compare_keys);
  for (guint i = 0; i < set.n; i++)
    if (i == 0 || keys[i] != keys[i - 1])
      keys[n++] = keys[i];
  return n;
}

guint64
tie_match_make_name_key (guint64 name_key)
{
  return make_key (KEY_NAME, name_key);
}

guint32
tie_match_get_widest (guint64 key)
{
  return widest[key >> KIND_SHIFT];
}
