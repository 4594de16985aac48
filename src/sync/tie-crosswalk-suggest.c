/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-crosswalk-suggest"
#include "config.h"

#include <math.h>

#include "base/tie-text.h"
#include "sync/tie-crosswalk-private.h"
#include "sync/tie-proposal-private.h"

/* The indexes hold every row of the top level, linked or not, so that links come and go without touching them; the
 * linked ones are passed over in the answers.  So many more are asked for at first: */
#define PASS_OVER 8

#define MOST_PUT 1000

/* What the thread makes out of the rows as they are when it begins. */
typedef struct
{
  TieKind kind;
  GPtrArray *left;  /* (owned) (nullable): TieRowText; NULL: not wanted */
  GPtrArray *right; /* (owned): TieRowText */
  TieMatchIndex *left_index;
  TieMatchIndex *right_index;
} WarmJob;

static void
warm_job_free (gpointer data)
{
  WarmJob *job = data;

  g_clear_pointer (&job->left_index, tie_match_index_free);
  g_clear_pointer (&job->right_index, tie_match_index_free);
  g_clear_pointer (&job->left, g_ptr_array_unref);
  g_clear_pointer (&job->right, g_ptr_array_unref);
  g_free (job);
}

void
tie_suggestion_free (TieSuggestion *self)
{
  g_clear_object (&self->row);
  g_free (self->word);
  g_free (self->reason);
  g_free (self);
}

static GPtrArray *
collect_top_level (TieRowList *list)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_row_text_unref);

  for (guint i = 0; i < tie_row_list_get_length (list); i++)
    {
      TieRowText *text = tie_pair_row_get_text (tie_row_list_get (list, i));

      if (!tie_row_text_is_child (text) && !tie_row_text_is_absent (text))
        g_ptr_array_add (texts, tie_row_text_ref (text));
    }
  return texts;
}

static TieMatchIndex *
make_index (TieKind kind,
            GPtrArray *texts,
            GError **error)
{
  g_autofree TieMatchRow *rows = g_new0 (TieMatchRow, texts->len + 1);

  for (guint i = 0; i < texts->len; i++)
    tie_row_text_fill_match_row (g_ptr_array_index (texts, i), &rows[i]);
  return tie_match_index_new (tie_match_kind_of (kind), rows, texts->len, error);
}

static void
warm_thread (GTask *task,
             gpointer source,
             gpointer task_data,
             GCancellable *cancellable)
{
  WarmJob *job = task_data;
  GError *error = NULL;

  job->right_index = make_index (job->kind, job->right, &error);
  if (job->right_index != NULL && job->left != NULL)
    job->left_index = make_index (job->kind, job->left, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
warmed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  TieCrosswalk *self = TIE_CROSSWALK (source);
  WarmJob *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  self->is_warming = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_warning ("No suggestions: %s", error->message);
      return;
    }

  g_clear_pointer (&self->right_index, tie_match_index_free);
  self->right_index = g_steal_pointer (&job->right_index);
  g_clear_pointer (&self->left_index, tie_match_index_free);
  self->left_index = g_steal_pointer (&job->left_index);
  self->n_put = 0;
  if (self->is_cold)
    tie_crosswalk_warm (self);
  tie_crosswalk_announce_warmed (self);
  tie_crosswalk_follow_again (self);
}

static gboolean
put_rows (TieMatchIndex *index,
          GPtrArray *rows,
          GPtrArray *gone)
{
  for (guint i = 0; i < gone->len; i++)
    tie_match_index_remove (index, tie_pair_row_get_id (g_ptr_array_index (gone, i)));
  for (guint i = 0; i < rows->len; i++)
    {
      TieRowText *text = tie_pair_row_get_text (g_ptr_array_index (rows, i));
      g_autoptr (GError) error = NULL;
      TieMatchRow row = { 0 };

      if (tie_row_text_is_child (text) || tie_row_text_is_absent (text))
        {
          tie_match_index_remove (index, tie_row_text_get (text, TIE_ROW_TEXT_ID));
          continue;
        }
      tie_row_text_fill_match_row (text, &row);
      if (!tie_match_index_put (index, &row, &error))
        {
          g_warning ("No suggestions for a row: %s", error->message);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
tie_crosswalk_put_rows (TieCrosswalk *self,
                        GPtrArray *left,
                        GPtrArray *left_gone,
                        GPtrArray *right,
                        GPtrArray *right_gone)
{
  if (self->is_warming || self->right_index == NULL || (self->wants_left_index && self->left_index == NULL))
    return FALSE;
  self->n_put += left->len + right->len;
  if (self->n_put > MOST_PUT + tie_row_list_get_length (self->right) / 4) /* replaced rows leave holes */
    return FALSE;
  return put_rows (self->right_index, right, right_gone) && (self->left_index == NULL || put_rows (self->left_index, left, left_gone));
}

void
tie_crosswalk_warm (TieCrosswalk *self)
{
  g_autoptr (GTask) task = NULL;
  WarmJob *job;

  self->is_cold = self->is_warming;
  if (self->is_warming)
    return;

  self->is_warming = TRUE;
  job = g_new0 (WarmJob, 1);
  job->kind = self->kind;
  job->right = collect_top_level (self->right);
  job->left = self->wants_left_index ? collect_top_level (self->left) : NULL;
  task = g_task_new (self, NULL, warmed_cb, NULL);
  g_task_set_source_tag (task, tie_crosswalk_warm);
  g_task_set_task_data (task, job, warm_job_free);
  g_task_run_in_thread (task, warm_thread);
}

/* The rows of a list under that parent, as an index of their own: there are few. */
static TieMatchIndex *
make_child_index (TieKind kind,
                  TieRowList *list,
                  const char *parent)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  TieMatchIndex *index;

  for (guint i = 0; i < tie_row_list_get_length (list); i++)
    {
      TieRowText *text = tie_pair_row_get_text (tie_row_list_get (list, i));

      if (g_str_equal (tie_row_text_get (text, TIE_ROW_TEXT_PARENT), parent))
        g_ptr_array_add (texts, text);
    }
  index = make_index (kind, texts, &error);
  if (index == NULL)
    g_warning ("No suggestions: %s", error->message);
  return index;
}

/* The engine's answer for one row does not say whether a sure pair is an exact one: the same letters are. */
static gboolean
is_exact (TiePairRow *row,
          TiePairRow *other)
{
  g_autofree char *key = tie_text_fold (tie_row_text_get (tie_pair_row_get_text (row), TIE_ROW_TEXT_SHORT_NAME));
  g_autofree char *other_key = tie_text_fold (tie_row_text_get (tie_pair_row_get_text (other), TIE_ROW_TEXT_SHORT_NAME));

  return g_str_equal (key, other_key);
}

static TieSuggestion *
make_suggestion (TiePairRow *row,
                 TiePairRow *other,
                 const TieMatchSuggestion *found)
{
  TieSuggestion *suggestion = g_new0 (TieSuggestion, 1);

  suggestion->row = g_object_ref (other);
  suggestion->score = (guint) floor (CLAMP (found->score, 0.0, 1.0) * 100.0);
  suggestion->band = found->band;
  suggestion->is_exact = is_exact (row, other);
  suggestion->word = g_strdup (tie_proposal_word (found->band, suggestion->is_exact));
  suggestion->reason = g_strdup (found->reason);
  return suggestion;
}

/* undecided_only: passes over linked and refused ones. */
static GPtrArray *
ask (TieCrosswalk *self,
     TieMatchIndex *index,
     TieRowList *others,
     TiePairRow *row,
     gboolean undecided_only,
     guint max)
{
  g_autoptr (GPtrArray) suggestions = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_suggestion_free);
  TieMatchRow match_row = { 0 };
  gboolean is_left = others == self->right;
  guint asked = max + (undecided_only ? PASS_OVER : 0);
  gboolean has_more = TRUE;

  tie_row_text_fill_match_row (tie_pair_row_get_text (row), &match_row);
  while (suggestions->len < max && has_more)
    {
      g_autoptr (GPtrArray) found = tie_match_index_suggest (index, &match_row, asked);

      g_ptr_array_set_size (suggestions, 0);
      for (guint i = 0; i < found->len && suggestions->len < max; i++)
        {
          const TieMatchSuggestion *one = g_ptr_array_index (found, i);
          TiePairRow *other = tie_row_list_find (others, one->id);
          const char *left_id = is_left || other == NULL ? tie_pair_row_get_id (row) : tie_pair_row_get_id (other);
          const char *right_id = is_left ? one->id : tie_pair_row_get_id (row);

          if (other == NULL)
            continue;
          if (undecided_only && (tie_pair_row_is_decided (other) || tie_crosswalk_is_refused (self, left_id, right_id)))
            continue;
          g_ptr_array_add (suggestions, make_suggestion (row, other, one));
        }
      has_more = found->len == asked;
      asked *= 4;
    }
  return g_steal_pointer (&suggestions);
}

/* The rows that may stand beside this one: those of the top level, or those under its parent's partner. */
static GPtrArray *
ask_for (TieCrosswalk *self,
         TiePairRow *row,
         gboolean undecided_only,
         guint max)
{
  gboolean is_left = tie_row_list_find (self->left, tie_pair_row_get_id (row)) == row;
  TieRowList *own = is_left ? self->left : self->right;
  TieRowList *others = is_left ? self->right : self->left;
  TieMatchIndex *index = is_left ? self->right_index : self->left_index;
  g_autoptr (TieMatchIndex) children = NULL;

  if (tie_pair_row_get_is_child (row))
    {
      TiePairRow *parent = tie_row_list_find (own, tie_row_text_get (tie_pair_row_get_text (row), TIE_ROW_TEXT_PARENT));
      TiePairRow *partner = parent != NULL ? tie_pair_row_get_partner (parent) : NULL;

      index = children = partner != NULL ? make_child_index (self->kind, others, tie_pair_row_get_id (partner)) : NULL;
    }
  else if (!is_left && !self->wants_left_index)
    {
      self->wants_left_index = TRUE;
      tie_crosswalk_warm (self);
    }

  if (index == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) tie_suggestion_free);
  return ask (self, index, others, row, undecided_only, max);
}

GPtrArray *
tie_crosswalk_suggest (TieCrosswalk *self,
                       TiePairRow *row,
                       guint max)
{
  g_return_val_if_fail (TIE_IS_CROSSWALK (self), NULL);
  g_return_val_if_fail (TIE_IS_PAIR_ROW (row), NULL);

  return ask_for (self, row, TRUE, max);
}

/* Whether a record is made at the package hangs on the answer: an index that is still being warmed is no excuse. */
static void
ensure_right_index (TieCrosswalk *self)
{
  g_autoptr (GPtrArray) texts = NULL;
  g_autoptr (GError) error = NULL;

  if (self->right_index != NULL)
    return;

  texts = collect_top_level (self->right);
  self->right_index = make_index (self->kind, texts, &error);
  if (self->right_index == NULL)
    g_warning ("No look for similar names: %s", error->message);
}

TieSuggestion *
tie_crosswalk_find_similar (TieCrosswalk *self,
                            TiePairRow *left)
{
  g_autoptr (GPtrArray) found = NULL;

  g_return_val_if_fail (TIE_IS_CROSSWALK (self), NULL);
  g_return_val_if_fail (TIE_IS_PAIR_ROW (left), NULL);

  ensure_right_index (self);

  found = ask_for (self, left, FALSE, 1);
  if (found->len == 0 || ((TieSuggestion *) g_ptr_array_index (found, 0))->band == TIE_MATCH_LEAVE)
    return NULL;
  return g_ptr_array_steal_index (found, 0);
}
