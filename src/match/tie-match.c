/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <math.h>

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "match/tie-match.h"

/* What a list looks like to a question: for every word the rows that have it. */
struct _TieMatchIndex
{
  TieMatchKind kind;
  GHashTable *postings; /* (owned) word → GArray of guint slots */
  GHashTable *slots;    /* (owned) id → slot + 1 */
  GPtrArray *ids;       /* (owned) slot → id, NULL when removed */
  GPtrArray *words;     /* (owned) slot → sorted words, NULL when removed */
  guint n_rows;
};

struct _TieMatchResult
{
  GArray *proposals;    /* (owned) of TieMatchProposal */
  GPtrArray *candidates; /* (owned) left → GArray of TieMatchCandidate */
  const TieMatchRow *left;
  const TieMatchRow *right;
  double expected_wrong;
};

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The words of a name, folded, sorted, each once. */
static char **
split_words (const char *name)
{
  g_autofree char *folded = tie_text_fold (name);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  GPtrArray *unique = g_ptr_array_new ();
  g_autoptr (GString) word = g_string_new (NULL);

  for (const char *p = folded;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c != 0 && g_unichar_isalnum (c))
        g_string_append_unichar (word, c);
      else if (c != '\'' && c != '.' && word->len > 0)
        {
          g_ptr_array_add (words, g_strdup (word->str));
          g_string_truncate (word, 0);
        }
      if (c == 0)
        break;
    }
  g_ptr_array_sort (words, compare_words);
  for (guint i = 0; i < words->len; i++)
    if (unique->len == 0 || strcmp (g_ptr_array_index (words, i), g_ptr_array_index (unique, unique->len - 1)) != 0)
      g_ptr_array_add (unique, g_ptr_array_index (words, i));
    else
      g_free (g_ptr_array_index (words, i));
  g_ptr_array_add (unique, NULL);
  return (char **) g_ptr_array_free (unique, FALSE);
}

static gboolean
check_row (const TieMatchRow *row,
           GError **error)
{
  const struct
  {
    const char *field, *text;
  } fields[] = {
    { "id", row->id }, { "name", row->name }, { "company", row->company }, { "email", row->email }, { "phone", row->phone },
    { "address", row->address }, { "city", row->city }, { "region", row->region }, { "postcode", row->postcode }, { "account", row->account },
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

static GArray *
get_posting (TieMatchIndex *index,
             const char *word)
{
  return g_hash_table_lookup (index->postings, word);
}

static double
get_weight (TieMatchIndex *index,
            const char *word)
{
  GArray *posting = get_posting (index, word);

  return log2 ((index->n_rows + 1.0) / (posting != NULL ? MAX (posting->len, 1) : 1));
}

gboolean
tie_match_index_remove (TieMatchIndex *index,
                        const char *id)
{
  guint slot = GPOINTER_TO_UINT (g_hash_table_lookup (index->slots, id));
  char **words;

  if (slot == 0)
    return FALSE;

  slot--;
  words = g_ptr_array_index (index->words, slot);
  for (guint i = 0; words[i] != NULL; i++)
    {
      GArray *posting = get_posting (index, words[i]);

      for (guint k = 0; k < posting->len; k++)
        if (g_array_index (posting, guint, k) == slot)
          {
            g_array_remove_index_fast (posting, k);
            break;
          }
    }
  g_hash_table_remove (index->slots, id);
  g_free (index->ids->pdata[slot]);
  g_strfreev (words);
  index->ids->pdata[slot] = NULL;
  index->words->pdata[slot] = NULL;
  index->n_rows--;
  return TRUE;
}

gboolean
tie_match_index_put (TieMatchIndex *index,
                     const TieMatchRow *row,
                     GError **error)
{
  guint slot = index->ids->len;
  char **words;

  if (!check_row (row, error))
    return FALSE;

  tie_match_index_remove (index, row->id);
  words = split_words (row->name);
  for (guint i = 0; words[i] != NULL; i++)
    {
      GArray *posting = get_posting (index, words[i]);

      if (posting == NULL)
        {
          posting = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (index->postings, g_strdup (words[i]), posting);
        }
      g_array_append_val (posting, slot);
    }
  g_ptr_array_add (index->ids, g_strdup (row->id));
  g_ptr_array_add (index->words, words);
  g_hash_table_insert (index->slots, g_strdup (row->id), GUINT_TO_POINTER (slot + 1));
  index->n_rows++;
  return TRUE;
}

static TieMatchIndex *
index_new (TieMatchKind kind,
           const TieMatchRow *rows,
           gsize n_rows,
           const char *list,
           GError **error)
{
  g_autoptr (TieMatchIndex) index = g_new0 (TieMatchIndex, 1);

  index->kind = kind;
  index->postings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  index->slots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  index->ids = g_ptr_array_new_with_free_func (g_free);
  index->words = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (gsize i = 0; i < n_rows; i++)
    {
      if (rows[i].id != NULL && g_hash_table_contains (index->slots, rows[i].id))
        {
          g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, "%s list, row %" G_GSIZE_FORMAT ": id “%s” is there twice", list, i + 1, rows[i].id);
          return NULL;
        }
      if (!tie_match_index_put (index, &rows[i], error))
        {
          g_prefix_error (error, "%s list, row %" G_GSIZE_FORMAT ": ", list, i + 1);
          return NULL;
        }
    }
  return g_steal_pointer (&index);
}

TieMatchIndex *
tie_match_index_new (TieMatchKind kind,
                     const TieMatchRow *rows,
                     gsize n_rows,
                     GError **error)
{
  return index_new (kind, rows, n_rows, "right", error);
}

void
tie_match_index_free (TieMatchIndex *index)
{
  if (index == NULL)
    return;
  g_hash_table_unref (index->postings);
  g_hash_table_unref (index->slots);
  g_ptr_array_unref (index->ids);
  g_ptr_array_unref (index->words);
  g_free (index);
}

static int
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  const TieMatchCandidate *x = a, *y = b;

  if (x->score != y->score)
    return x->score < y->score ? 1 : -1;
  return x->right < y->right ? -1 : x->right > y->right;
}

/* Twice the weight of the shared words over the weight of all. */
static double
compare_names (TieMatchIndex *index,
               char **a,
               char **b)
{
  double shared = 0, all = 0;

  while (*a != NULL || *b != NULL)
    {
      int order = *a == NULL ? 1 : *b == NULL ? -1 : strcmp (*a, *b);
      double weight = get_weight (index, order <= 0 ? *a : *b);

      all += order == 0 ? 2 * weight : weight;
      shared += order == 0 ? 2 * weight : 0;
      a += order <= 0;
      b += order >= 0;
    }
  return all > 0 ? shared / all : 0;
}

static GArray *
find_candidates (TieMatchIndex *index,
                 const char *name)
{
  g_auto (GStrv) words = split_words (name);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (TieMatchCandidate));

  for (guint i = 0; words[i] != NULL; i++)
    {
      GArray *posting = get_posting (index, words[i]);

      /* a word that every tenth row has finds nothing that another word would not */
      if (posting == NULL || (words[1] != NULL && posting->len > 20 + index->n_rows / 10))
        continue;
      for (guint k = 0; k < posting->len; k++)
        {
          guint slot = g_array_index (posting, guint, k);
          TieMatchCandidate candidate = { slot, 0 };

          if (!g_hash_table_add (seen, GUINT_TO_POINTER (slot)))
            continue;
          candidate.score = compare_names (index, words, g_ptr_array_index (index->words, slot));
          if (candidate.score >= 0.5)
            g_array_append_val (found, candidate);
        }
    }
  g_array_sort (found, compare_candidates);
  return found;
}

static TieMatchBand
get_band (double score)
{
  return score >= 0.98 ? TIE_MATCH_LINK : score >= 0.6 ? TIE_MATCH_REVIEW : TIE_MATCH_LEAVE;
}

static char *
describe (double score)
{
  return g_strdup (score >= 0.9999 ? _ ("same name") : _ ("similar name"));
}

GPtrArray *
tie_match_index_suggest (TieMatchIndex *index,
                         const TieMatchRow *row,
                         guint max)
{
  g_autoptr (GArray) found = find_candidates (index, row->name);
  GPtrArray *suggestions = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_match_suggestion_free);

  for (guint i = 0; i < MIN (found->len, max); i++)
    {
      const TieMatchCandidate *candidate = &g_array_index (found, TieMatchCandidate, i);
      TieMatchSuggestion *suggestion = g_new0 (TieMatchSuggestion, 1);

      suggestion->id = g_strdup (g_ptr_array_index (index->ids, candidate->right));
      suggestion->score = candidate->score;
      suggestion->band = get_band (candidate->score);
      suggestion->reason = describe (candidate->score);
      g_ptr_array_add (suggestions, suggestion);
    }
  return suggestions;
}

void
tie_match_suggestion_free (TieMatchSuggestion *suggestion)
{
  g_free (suggestion->id);
  g_free (suggestion->reason);
  g_free (suggestion);
}

static int
compare_proposals (gconstpointer a,
                   gconstpointer b)
{
  const TieMatchProposal *x = a, *y = b;

  if (x->score != y->score)
    return x->score < y->score ? 1 : -1;
  return x->left < y->left ? -1 : x->left > y->left;
}

static void
take_one_to_one (TieMatchResult *self,
                 gboolean *left_taken,
                 gboolean *right_taken)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (TieMatchProposal));

  for (guint i = 0; i < self->candidates->len; i++)
    {
      GArray *candidates = g_ptr_array_index (self->candidates, i);

      for (guint k = 0; k < candidates->len; k++)
        {
          const TieMatchCandidate *candidate = &g_array_index (candidates, TieMatchCandidate, k);
          TieMatchProposal proposal = { i, candidate->right, candidate->score, get_band (candidate->score), FALSE, candidates->len };
          gboolean is_open = k + 1 == candidates->len || candidate[1].score < candidate->score;

          proposal.is_exact = k == 0 && is_open && candidate->score >= 0.9999;
          if (proposal.band == TIE_MATCH_LINK && (k > 0 || !is_open))
            proposal.band = TIE_MATCH_REVIEW;
          g_array_append_val (all, proposal);
        }
    }
  g_array_sort (all, compare_proposals);
  for (guint i = 0; i < all->len; i++)
    {
      const TieMatchProposal *proposal = &g_array_index (all, TieMatchProposal, i);

      if (left_taken[proposal->left] || right_taken[proposal->right])
        continue;
      left_taken[proposal->left] = right_taken[proposal->right] = TRUE;
      if (proposal->band == TIE_MATCH_LINK)
        self->expected_wrong += 1 - proposal->score;
      g_array_append_val (self->proposals, *proposal);
    }
}

/* With is_self both lists are the same one, and a row is no partner of itself. */
static TieMatchResult *
run (const TieMatchRow *left,
     gsize n_left,
     const TieMatchRow *right,
     gsize n_right,
     const TieMatchOptions *options,
     gboolean is_self,
     GError **error)
{
  static const TieMatchOptions defaults = { 0 };
  const TieMatchOptions *o = options != NULL ? options : &defaults;
  g_autoptr (TieMatchIndex) check = index_new (o->kind, left, n_left, "left", error);
  g_autoptr (TieMatchIndex) index = check != NULL ? index_new (o->kind, right, n_right, "right", error) : NULL;
  g_autoptr (TieMatchResult) self = NULL;
  g_autofree gboolean *left_taken = g_new0 (gboolean, n_left + 1);
  g_autofree gboolean *right_taken = g_new0 (gboolean, n_right + 1);
  g_autoptr (GHashTable) never = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  if (index == NULL)
    return NULL;

  self = g_new0 (TieMatchResult, 1);
  self->left = left;
  self->right = right;
  self->proposals = g_array_new (FALSE, FALSE, sizeof (TieMatchProposal));
  self->candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (gsize i = 0; i < o->n_known; i++)
    left_taken[o->known[i].left] = right_taken[o->known[i].right] = TRUE;
  for (gsize i = 0; i < o->n_never; i++)
    {
      gint64 key = (gint64) o->never[i].left << 32 | o->never[i].right;

      g_hash_table_add (never, g_memdup2 (&key, sizeof key));
    }
  for (guint i = 0; i < n_left; i++)
    {
      g_autoptr (GArray) found = left_taken[i] ? g_array_new (FALSE, FALSE, sizeof (TieMatchCandidate)) : find_candidates (index, left[i].name);

      if (o->cancelled != NULL && g_atomic_int_get (o->cancelled) != 0)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
          return NULL;
        }
      for (guint k = found->len; k > 0; k--)
        {
          guint other = g_array_index (found, TieMatchCandidate, k - 1).right;
          gint64 key = (gint64) i << 32 | other;

          if (right_taken[other] || (is_self && other <= i) || g_hash_table_contains (never, &key))
            g_array_remove_index (found, k - 1);
        }
      g_ptr_array_add (self->candidates, g_steal_pointer (&found));
      if (o->progress != NULL)
        o->progress (i + 1, n_left, o->progress_data);
    }
  take_one_to_one (self, left_taken, right_taken);
  return g_steal_pointer (&self);
}

TieMatchResult *
tie_match_run (const TieMatchRow *left,
               gsize n_left,
               const TieMatchRow *right,
               gsize n_right,
               const TieMatchOptions *options,
               GError **error)
{
  return run (left, n_left, right, n_right, options, FALSE, error);
}

TieMatchResult *
tie_match_find_doubles (const TieMatchRow *rows,
                        gsize n_rows,
                        const TieMatchOptions *options,
                        GError **error)
{
  return run (rows, n_rows, rows, n_rows, options, TRUE, error);
}

void
tie_match_result_free (TieMatchResult *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->proposals);
  g_ptr_array_unref (self->candidates);
  g_free (self);
}

const TieMatchProposal *
tie_match_result_get_proposals (const TieMatchResult *self,
                                gsize *n_proposals)
{
  *n_proposals = self->proposals->len;
  return (const TieMatchProposal *) self->proposals->data;
}

const TieMatchCandidate *
tie_match_result_get_candidates (const TieMatchResult *self,
                                 guint left,
                                 guint *n_candidates)
{
  GArray *candidates = g_ptr_array_index (self->candidates, left);

  *n_candidates = candidates->len;
  return (const TieMatchCandidate *) candidates->data;
}

double
tie_match_result_get_expected_wrong (const TieMatchResult *self)
{
  return self->expected_wrong;
}

char *
tie_match_result_explain (const TieMatchResult *self,
                          guint left,
                          guint right)
{
  GArray *candidates = g_ptr_array_index (self->candidates, left);

  for (guint i = 0; i < candidates->len; i++)
    if (g_array_index (candidates, TieMatchCandidate, i).right == right)
      return describe (g_array_index (candidates, TieMatchCandidate, i).score);
  return g_strdup (_ ("different name"));
}
