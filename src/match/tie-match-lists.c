/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "match/tie-match-lists.h"

TieMatchLists *
tie_match_lists_new (TieMatchKind kind)
{
  TieMatchLists *self = g_new0 (TieMatchLists, 1);

  self->kind = kind;
  self->words = tie_match_words_new ();
  tie_match_tokens_init (&self->tokens);
  for (guint i = 0; i < 2; i++)
    {
      self->lists[i].entries = g_array_new (FALSE, FALSE, sizeof (TieMatchEntry));
      self->lists[i].facts = g_array_new (FALSE, TRUE, sizeof (TieMatchFacts));
      self->lists[i].names = g_array_new (FALSE, FALSE, sizeof (TieMatchName));
      self->lists[i].words = g_array_new (FALSE, FALSE, sizeof (TieMatchNameWord));
    }
  return self;
}

void
tie_match_lists_free (TieMatchLists *self)
{
  if (self == NULL)
    return;
  tie_match_words_free (self->words);
  tie_match_tokens_clear (&self->tokens);
  for (guint i = 0; i < 2; i++)
    {
      g_array_unref (self->lists[i].entries);
      g_array_unref (self->lists[i].facts);
      g_array_unref (self->lists[i].names);
      g_array_unref (self->lists[i].words);
    }
  g_free (self);
}

static int
compare_numbers (const void *a,
                 const void *b)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

  return x < y ? -1 : x > y;
}

/* Counts each word of the row once. */
static void
count_words (TieMatchLists *self,
             TieMatchSide side,
             guint32 row,
             int step)
{
  const TieMatchEntry *entry = tie_match_lists_get_entry (self, side, row);
  guint32 seen[TIE_MATCH_MAX_TOKENS * 4];
  guint n = 0;

  for (guint i = 0; i < entry->n_names; i++)
    {
      const TieMatchName *name = tie_match_lists_get_name (self, side, entry->first_name + i);
      const TieMatchNameWord *words = tie_match_lists_get_words (self, side, name);

      for (guint k = 0; k < name->n_words && n < G_N_ELEMENTS (seen); k++)
        seen[n++] = words[k].word;
    }
  qsort (seen, n, sizeof *seen, compare_numbers);
  for (guint i = 0; i < n; i++)
    if (i == 0 || seen[i] != seen[i - 1])
      tie_match_words_get (self->words, seen[i])->rows[side] += step;
}

static gboolean
check_row (const TieMatchRow *row,
           GError **error)
{
  const struct
  {
    const char *field, *text;
  } fields[] = {
    { "id", row->id },
    { "name", row->name },
    { "company", row->company },
    { "email", row->email },
    { "phone", row->phone },
    { "address", row->address },
    { "city", row->city },
    { "region", row->region },
    { "postcode", row->postcode },
    { "account", row->account },
  };

  if (tie_text_is_empty (row->id))
    {
      g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, "id is empty");
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].text != NULL && !g_utf8_validate (fields[i].text, -1, NULL))
      {
        g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, "%s is not UTF-8", fields[i].field);
        return FALSE;
      }
  return TRUE;
}

/* "Ritz Atlanta" in Atlanta may be called Ritz. */
static void
mark_city (TieMatchLists *self,
           TieMatchSide side,
           const char *city,
           guint first_word)
{
  TieMatchList *list = &self->lists[side];

  tie_match_tokens_read (&self->tokens, city);
  for (guint i = 0; i < self->tokens.n_tokens; i++)
    {
      guint32 word = tie_match_words_find (self->words, self->tokens.folded->str + self->tokens.tokens[i].start, self->tokens.tokens[i].length);

      for (guint k = first_word; k < list->words->len; k++)
        if (g_array_index (list->words, TieMatchNameWord, k).word == word)
          g_array_index (list->words, TieMatchNameWord, k).is_city = TRUE;
    }
}

gboolean
tie_match_lists_add (TieMatchLists *self,
                     TieMatchSide side,
                     const TieMatchRow *row,
                     GError **error)
{
  TieMatchList *list = &self->lists[side];
  TieMatchEntry entry = { .first_name = list->names->len };
  guint first_word = list->words->len;
  static const TieMatchFacts no_facts = { 0 };
  TieMatchFacts facts;

  if (!check_row (row, error))
    return FALSE;

  entry.tie = (guint32) tie_match_hash (tie_match_hash (3, row->id, strlen (row->id)), row->name != NULL ? row->name : "", row->name != NULL ? strlen (row->name) : 0);
  g_array_append_val (list->entries, entry);
  tie_match_read_facts (row, &facts);
  if (row->name != NULL)
    tie_match_lists_read_name (self, side, row->name, TIE_MATCH_SOURCE_NAME);
  if (!tie_text_is_empty (row->company))
    tie_match_lists_read_name (self, side, row->company, TIE_MATCH_SOURCE_COMPANY);
  count_words (self, side, list->entries->len - 1, 1);
  if (!tie_text_is_empty (row->city))
    mark_city (self, side, row->city, first_word);
  for (guint i = first_word; i < list->words->len; i++)
    if (g_array_index (list->words, TieMatchNameWord, i).is_account)
      facts.name_account = tie_match_read_account (tie_match_words_get_text (self->words, g_array_index (list->words, TieMatchNameWord, i).word));
  if (memcmp (&facts, &no_facts, sizeof facts) != 0)
    {
      g_array_set_size (list->facts, list->entries->len);
      g_array_index (list->facts, TieMatchFacts, list->entries->len - 1) = facts;
    }
  return TRUE;
}

void
tie_match_lists_take (TieMatchLists *self,
                      TieMatchLists *other,
                      TieMatchSide side)
{
  guint n_words = other->words->words->len;
  g_autofree guint32 *numbers = g_new (guint32, n_words + 1);
  GArray *words = other->lists[side].words;
  TieMatchList empty = self->lists[side];

  g_return_if_fail (empty.entries->len == 0);

  for (guint32 i = 0; i < n_words; i++)
    {
      const TieMatchWord *word = tie_match_words_get (other->words, i);

      numbers[i] = tie_match_words_intern (self->words, tie_match_words_get_text (other->words, i), word->length);
      tie_match_words_get (self->words, numbers[i])->rows[side] = word->rows[side];
    }
  for (guint i = 0; i < words->len; i++)
    {
      TieMatchNameWord *word = &g_array_index (words, TieMatchNameWord, i);

      word->word = numbers[word->word];
    }
  self->lists[side] = other->lists[side];
  other->lists[side] = empty;
}

void
tie_match_lists_pop (TieMatchLists *self,
                     TieMatchSide side)
{
  TieMatchList *list = &self->lists[side];
  guint32 row = list->entries->len - 1;
  guint32 first_name = tie_match_lists_get_entry (self, side, row)->first_name;

  count_words (self, side, row, -1);
  if (first_name < list->names->len)
    g_array_set_size (list->words, tie_match_lists_get_name (self, side, first_name)->words);
  g_array_set_size (list->names, first_name);
  g_array_set_size (list->facts, MIN (list->facts->len, row));
  g_array_set_size (list->entries, row);
}

void
tie_match_lists_drop (TieMatchLists *self,
                      TieMatchSide side,
                      guint32 row)
{
  count_words (self, side, row, -1);
  tie_match_lists_get_entry (self, side, row)->is_out = TRUE;
}
