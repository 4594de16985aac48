/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <math.h>

#include "base/tie-error.h"
#include "match/tie-match-engine.h"
#include "match/tie-match-explain.h"

/* The rows stand on the right; a question is put on the left, alone, and taken away again. */
struct _TieMatchIndex
{
  TieMatchEngine *engine; /* (owned) */
  GHashTable *rows;       /* (owned): id → row + 1 */
  GPtrArray *ids;         /* (owned): row → id, NULL when removed */
  GPtrArray *names;       /* (owned): row → name, as it is written */
  TieMatchRoom room;
  gsize n_rows;
};

#define PAIRED 0.7        /* of the rows of two lists have a partner, until somebody knows better */
#define VETOED_SHARE 0.3  /* of the vetoed pairs are right all the same */
#define LINK 0.95
#define LEAST_CHANCE 0.02
#define LEAST_BITS 11     /* below the prior where a pair is not worth a look */

static void
remember (TieMatchIndex *self,
          const char *id,
          const char *name)
{
  g_ptr_array_add (self->ids, g_strdup (id));
  g_ptr_array_add (self->names, g_strdup (name));
  g_hash_table_insert (self->rows, g_ptr_array_index (self->ids, self->ids->len - 1), GUINT_TO_POINTER (self->ids->len));
  self->n_rows++;
}

TieMatchIndex *
tie_match_index_new (TieMatchKind kind,
                     const TieMatchRow *rows,
                     gsize n_rows,
                     GError **error)
{
  g_autoptr (TieMatchEngine) engine = tie_match_engine_new (kind, NULL, 0, rows, n_rows, 0, error);
  TieMatchIndex *self;

  if (engine == NULL)
    return NULL;

  self = g_new0 (TieMatchIndex, 1);
  self->rows = g_hash_table_new (g_str_hash, g_str_equal);
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->names = g_ptr_array_new_with_free_func (g_free);
  tie_match_room_init (&self->room);
  for (gsize i = 0; i < n_rows; i++)
    remember (self, rows[i].id, rows[i].name);
  for (guint32 i = 0; i < engine->lists->words->words->len; i++)
    tie_match_words_weigh_one (engine->lists->words, i, n_rows);
  self->engine = g_steal_pointer (&engine);
  return self;
}

void
tie_match_index_free (TieMatchIndex *self)
{
  if (self == NULL)
    return;
  tie_match_engine_free (self->engine);
  g_hash_table_unref (self->rows);
  g_ptr_array_unref (self->ids);
  g_ptr_array_unref (self->names);
  tie_match_room_clear (&self->room);
  g_free (self);
}

/* Weighs the words of a row anew: its coming or going has changed them. */
static void
weigh_row (TieMatchIndex *self,
           TieMatchSide side,
           guint32 row,
           guint32 n_old_words)
{
  TieMatchLists *lists = self->engine->lists;
  const TieMatchEntry *entry = tie_match_lists_get_entry (lists, side, row);

  for (guint i = 0; i < entry->n_names; i++)
    {
      const TieMatchName *name = tie_match_lists_get_name (lists, side, entry->first_name + i);
      const TieMatchNameWord *words = tie_match_lists_get_words (lists, side, name);

      for (guint k = 0; k < name->n_words; k++)
        {
          tie_match_words_weigh_one (lists->words, words[k].word, self->n_rows);
          if (words[k].word >= n_old_words && tie_match_words_get (lists->words, words[k].word)->n_slips == 0)
            tie_match_words_find_slips_of (lists->words, words[k].word);
        }
    }
}

gboolean
tie_match_index_remove (TieMatchIndex *self,
                        const char *id)
{
  guint row = GPOINTER_TO_UINT (g_hash_table_lookup (self->rows, id));

  if (row == 0)
    return FALSE;

  row--;
  g_hash_table_remove (self->rows, id);
  tie_match_lists_drop (self->engine->lists, TIE_MATCH_RIGHT, row);
  self->n_rows--;
  weigh_row (self, TIE_MATCH_RIGHT, row, G_MAXUINT32);
  g_clear_pointer (&g_ptr_array_index (self->ids, row), g_free);
  g_clear_pointer (&g_ptr_array_index (self->names, row), g_free);
  return TRUE;
}

gboolean
tie_match_index_put (TieMatchIndex *self,
                     const TieMatchRow *row,
                     GError **error)
{
  TieMatchLists *lists = self->engine->lists;
  guint32 n_words = lists->words->words->len;
  guint32 at = tie_match_lists_count (lists, TIE_MATCH_RIGHT);

  if (!tie_match_lists_add (lists, TIE_MATCH_RIGHT, row, error))
    return FALSE;

  tie_match_index_remove (self, row->id);
  remember (self, row->id, row->name);
  tie_match_lists_settle (lists, TIE_MATCH_RIGHT, at);
  weigh_row (self, TIE_MATCH_RIGHT, at, n_words);
  tie_match_postings_add (self->engine->postings, lists, at);
  return TRUE;
}

static int
compare_edges (gconstpointer a,
               gconstpointer b)
{
  const TieMatchEdge *x = a, *y = b;

  if (x->bits != y->bits)
    return x->bits < y->bits ? 1 : -1;
  return x->right < y->right ? -1 : x->right > y->right;
}

static TieMatchSuggestion *
make_suggestion (TieMatchIndex *self,
                 const TieMatchRow *question,
                 const TieMatchEdge *edge,
                 double chance)
{
  TieMatchSuggestion *suggestion = g_new0 (TieMatchSuggestion, 1);
  TieMatchRow row = { .name = g_ptr_array_index (self->names, edge->right) };
  TieMatchScore score;

  tie_match_score_pair (self->engine->lists, &self->engine->model, TIE_MATCH_LEFT, edge->left, TIE_MATCH_RIGHT, edge->right, &score);
  suggestion->id = g_strdup (g_ptr_array_index (self->ids, edge->right));
  suggestion->score = chance;
  suggestion->band = !edge->is_vetoed && chance >= LINK ? TIE_MATCH_LINK : TIE_MATCH_REVIEW;
  suggestion->reason = tie_match_explain_score (self->engine->lists, &self->engine->model, &score, question, &row);
  return suggestion;
}

static void
suggest (TieMatchIndex *self,
         const TieMatchRow *question,
         guint max,
         GPtrArray *suggestions)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (TieMatchEdge));
  double prior = PAIRED / ((1 - PAIRED) * (1 - PAIRED) * MAX (self->n_rows, 1));
  double all = 0;
  TieMatchSearch search = {
    .lists = self->engine->lists,
    .postings = self->engine->postings,
    .model = &self->engine->model,
    .least = tie_match_get_prior (self->n_rows) - TIE_MATCH_BITS (LEAST_BITS),
    .least_matched = G_MAXINT32,
  };

  self->engine->model.most_name_bits = tie_match_get_most_name_bits (self->n_rows);
  tie_match_propose_row (&search, TIE_MATCH_LEFT, 0, TIE_MATCH_RIGHT, &self->room, found);
  g_array_sort (found, compare_edges);
  for (guint i = 0; i < found->len; i++)
    all += exp2 (g_array_index (found, TieMatchEdge, i).bits / 256.0) * prior;
  for (guint i = 0; i < found->len && suggestions->len < max; i++)
    {
      const TieMatchEdge *edge = &g_array_index (found, TieMatchEdge, i);
      double chance = exp2 (edge->bits / 256.0) * prior / (1 + all);

      if (edge->is_vetoed)
        chance *= VETOED_SHARE;
      if (chance >= LEAST_CHANCE)
        g_ptr_array_add (suggestions, make_suggestion (self, question, edge, chance));
    }
}

static int
compare_suggestions (gconstpointer a,
                     gconstpointer b)
{
  const TieMatchSuggestion *x = *(TieMatchSuggestion *const *) a;
  const TieMatchSuggestion *y = *(TieMatchSuggestion *const *) b;

  if (x->score != y->score)
    return x->score < y->score ? 1 : -1;
  return g_strcmp0 (x->id, y->id);
}

GPtrArray *
tie_match_index_suggest (TieMatchIndex *self,
                         const TieMatchRow *row,
                         guint max)
{
  TieMatchLists *lists = self->engine->lists;
  guint32 n_words = lists->words->words->len;
  GPtrArray *suggestions = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_match_suggestion_free);
  TieMatchRow question = *row;

  if (question.id == NULL || *question.id == '\0')
    question.id = "?";
  if (!tie_match_lists_add (lists, TIE_MATCH_LEFT, &question, NULL))
    return suggestions; /* not UTF-8: like nothing */

  weigh_row (self, TIE_MATCH_LEFT, 0, n_words);
  tie_match_lists_settle (lists, TIE_MATCH_LEFT, 0);
  suggest (self, &question, max, suggestions);
  g_ptr_array_sort (suggestions, compare_suggestions);
  tie_match_lists_pop (lists, TIE_MATCH_LEFT);
  tie_match_words_forget (lists->words, n_words);
  return suggestions;
}

void
tie_match_suggestion_free (TieMatchSuggestion *suggestion)
{
  g_free (suggestion->id);
  g_free (suggestion->reason);
  g_free (suggestion);
}
