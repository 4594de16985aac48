/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-crosswalk-match"
#include "config.h"

#include "sync/tie-crosswalk-private.h"
#include "sync/tie-proposal-private.h"

/* Automatch runs once over the rows of the top level and once for each linked contact's sites, so that a site never
 * meets a sub-customer of somebody else. */
typedef struct
{
  GPtrArray *outcomes;     /* (owned): TieMatchOutcome */
  gint is_cancelled;       /* atomic */
  gint progress;           /* atomic: of 1000 */
  guint outcome;           /* which one runs */
  TieCrosswalk *crosswalk; /* (unowned): the task holds it */
  gulong cancelled_handler;
} AutomatchJob;

typedef struct
{
  GListStore *proposals;
  guint n_without;
  double expected_wrong;
} AutomatchAnswer;

static void
automatch_job_free (gpointer data)
{
  AutomatchJob *job = data;

  g_ptr_array_unref (job->outcomes);
  g_free (job);
}

static void
automatch_answer_free (gpointer data)
{
  AutomatchAnswer *answer = data;

  g_clear_object (&answer->proposals);
  g_free (answer);
}

/* Undecided rows to be matched, and linked pairs to learn from.  Rows whose partner is not among them (it is gone, or a
 * contact is linked to a sub-customer) take no part. */
static gboolean
takes_part (TiePairRow *row)
{
  TiePairRow *partner = tie_pair_row_get_partner (row);

  if (tie_pair_row_get_is_child (row))
    return FALSE;
  return partner != NULL ? !tie_pair_row_get_is_child (partner) : !tie_pair_row_is_decided (row);
}

static void
add_top_level (TieCrosswalk *self,
               TieMatchOutcome *outcome)
{
  g_autofree guint *left_index = g_new0 (guint, tie_row_list_get_length (self->left) + 1);
  g_autofree guint *right_index = g_new0 (guint, tie_row_list_get_length (self->right) + 1);

  for (guint i = 0; i < tie_row_list_get_length (self->left); i++)
    {
      TiePairRow *row = tie_row_list_get (self->left, i);

      if (takes_part (row))
        left_index[i] = tie_match_outcome_add_left (outcome, row) + 1;
    }
  for (guint i = 0; i < tie_row_list_get_length (self->right); i++)
    {
      TiePairRow *row = tie_row_list_get (self->right, i);

      if (takes_part (row))
        right_index[i] = tie_match_outcome_add_right (outcome, row) + 1;
    }

  for (guint i = 0; i < tie_row_list_get_length (self->left); i++)
    {
      TiePairRow *partner = tie_pair_row_get_partner (tie_row_list_get (self->left, i));
      TieMatchPair pair = { left_index[i] - 1, 0 };

      if (left_index[i] == 0 || partner == NULL)
        continue;
      pair.right = right_index[tie_pair_row_get_rank (partner)] - 1;
      g_array_append_val (outcome->known, pair);
    }
}

/* Refused pairs stay apart. */
static void
add_refusals (TieCrosswalk *self,
              TieMatchOutcome *outcome)
{
  g_autoptr (GHashTable) left = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) right = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer key;

  if (g_hash_table_size (self->refused) == 0)
    return;

  for (guint i = 0; i < outcome->left->len; i++)
    g_hash_table_insert (left, (char *) g_array_index (outcome->left, TieMatchRow, i).id, GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < outcome->right->len; i++)
    g_hash_table_insert (right, (char *) g_array_index (outcome->right, TieMatchRow, i).id, GUINT_TO_POINTER (i + 1));

  g_hash_table_iter_init (&iter, self->refused);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_auto (GStrv) ids = g_strsplit (key, "\n", 2);
      TieMatchPair pair = { GPOINTER_TO_UINT (g_hash_table_lookup (left, ids[0])), GPOINTER_TO_UINT (g_hash_table_lookup (right, ids[1])) };

      if (pair.left == 0 || pair.right == 0)
        continue;
      pair.left--;
      pair.right--;
      g_array_append_val (outcome->never, pair);
    }
}

/* Undecided children of each list by their parent's id. */
static GHashTable *
group_children (TieRowList *list)
{
  GHashTable *groups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < tie_row_list_get_length (list); i++)
    {
      TiePairRow *row = tie_row_list_get (list, i);
      const char *parent = tie_row_text_get (tie_pair_row_get_text (row), TIE_ROW_TEXT_PARENT);
      GPtrArray *group;

      if (!tie_pair_row_get_is_child (row) || tie_pair_row_is_decided (row))
        continue;
      group = g_hash_table_lookup (groups, parent);
      if (group == NULL)
        {
          group = g_ptr_array_new ();
          g_hash_table_insert (groups, (char *) parent, group);
        }
      g_ptr_array_add (group, row);
    }
  return groups;
}

static void
add_children (TieCrosswalk *self,
              GPtrArray *outcomes)
{
  g_autoptr (GHashTable) sites = group_children (self->left);
  g_autoptr (GHashTable) subs = group_children (self->right);

  /* In the order of the list, so that the same rows give the same proposals each time. */
  for (guint i = 0; g_hash_table_size (sites) > 0 && i < tie_row_list_get_length (self->left); i++)
    {
      TiePairRow *contact = tie_row_list_get (self->left, i);
      TiePairRow *partner = tie_pair_row_get_partner (contact);
      GPtrArray *left = g_hash_table_lookup (sites, tie_pair_row_get_id (contact));
      GPtrArray *right = partner != NULL ? g_hash_table_lookup (subs, tie_pair_row_get_id (partner)) : NULL;
      TieMatchOutcome *outcome;

      if (left == NULL || right == NULL)
        continue;
      outcome = tie_match_outcome_new (self->kind);
      for (guint k = 0; k < left->len; k++)
        tie_match_outcome_add_left (outcome, g_ptr_array_index (left, k));
      for (guint k = 0; k < right->len; k++)
        tie_match_outcome_add_right (outcome, g_ptr_array_index (right, k));
      add_refusals (self, outcome);
      g_ptr_array_add (outcomes, outcome);
    }
}

static gboolean
show_progress_cb (gpointer user_data)
{
  GTask *task = user_data;
  AutomatchJob *job = g_task_get_task_data (task);

  if (!g_task_get_completed (task))
    tie_crosswalk_set_automatch_progress (job->crosswalk, (guint) g_atomic_int_get (&job->progress));
  return G_SOURCE_REMOVE;
}

static void
progress_cb (guint done,
             guint total,
             gpointer user_data)
{
  GTask *task = user_data;
  AutomatchJob *job = g_task_get_task_data (task);
  double part = total > 0 ? (double) done / total : 1.0;
  gint progress = (gint) (1000.0 * (job->outcome + part) / job->outcomes->len);
  g_autoptr (GSource) source = NULL;

  if (progress <= g_atomic_int_get (&job->progress))
    return;
  g_atomic_int_set (&job->progress, MIN (progress, 1000));

  /* Not g_main_context_invoke(): that would call it here, in this thread, whenever the window's loop is between two turns. */
  source = g_idle_source_new ();
  g_source_set_callback (source, show_progress_cb, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer user_data)
{
  AutomatchJob *job = user_data;

  g_atomic_int_set (&job->is_cancelled, 1);
}

static void
automatch_thread (GTask *task,
                  gpointer source,
                  gpointer task_data,
                  GCancellable *cancellable)
{
  AutomatchJob *job = task_data;
  GError *error = NULL;

  for (job->outcome = 0; job->outcome < job->outcomes->len; job->outcome++)
    {
      if (!tie_match_outcome_run (g_ptr_array_index (job->outcomes, job->outcome), &job->is_cancelled, progress_cb, task, &error))
        {
          g_task_return_error (task, error);
          return;
        }
    }
  g_task_return_boolean (task, TRUE);
}

int
tie_crosswalk_compare_proposals (gconstpointer a,
                                 gconstpointer b,
                                 gpointer user_data)
{
  TieProposal *first = (TieProposal *) a;
  TieProposal *second = (TieProposal *) b;
  int result = (gint) tie_proposal_get_band (second) - (gint) tie_proposal_get_band (first);

  if (result == 0)
    result = tie_proposal_get_is_exact (second) - tie_proposal_get_is_exact (first);
  if (result == 0)
    result = (gint) tie_proposal_get_score (second) - (gint) tie_proposal_get_score (first);
  if (result == 0)
    result = (gint) tie_pair_row_get_rank (tie_proposal_get_left (first)) - (gint) tie_pair_row_get_rank (tie_proposal_get_left (second));
  return result;
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  return tie_crosswalk_compare_proposals (*(gconstpointer *) a, *(gconstpointer *) b, NULL);
}

/* Rows decided while the engine was running drop out.  Rows with several candidates say so from now on. */
static void
take_proposals (GPtrArray *proposals,
                TieMatchOutcome *outcome,
                AutomatchAnswer *answer)
{
  gsize n_proposals = 0;
  const TieMatchProposal *found = tie_match_result_get_proposals (outcome->result, &n_proposals);
  g_autofree guint8 *has_proposal = g_malloc0 (outcome->left_rows->len + 1);

  for (gsize i = 0; i < n_proposals; i++)
    {
      TiePairRow *left = g_ptr_array_index (outcome->left_rows, found[i].left);
      TiePairRow *right = g_ptr_array_index (outcome->right_rows, found[i].right);

      has_proposal[found[i].left] = TRUE;
      if (tie_pair_row_is_decided (left) || tie_pair_row_is_decided (right))
        continue;
      tie_pair_row_set_n_possible (left, found[i].band == TIE_MATCH_REVIEW ? found[i].n_candidates : 0);
      g_ptr_array_add (proposals, tie_proposal_new (outcome, &found[i]));
    }
  for (guint i = 0; i < outcome->left_rows->len; i++)
    {
      TiePairRow *left = g_ptr_array_index (outcome->left_rows, i);

      if (has_proposal[i] || tie_pair_row_is_decided (left))
        continue;
      tie_pair_row_set_n_possible (left, 0);
      answer->n_without++;
    }
  answer->expected_wrong += tie_match_result_get_expected_wrong (outcome->result);
}

static void
thread_done_cb (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) proposals = g_ptr_array_new_with_free_func (g_object_unref);
  AutomatchJob *job = g_task_get_task_data (G_TASK (result));
  TieCrosswalk *self = TIE_CROSSWALK (source);
  AutomatchAnswer *answer;
  GError *error = NULL;

  if (job->cancelled_handler != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), job->cancelled_handler);
  tie_crosswalk_set_automatch_progress (self, 0);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      tie_crosswalk_follow_end (self, NULL);
      g_task_return_error (task, error);
      return;
    }

  answer = g_new0 (AutomatchAnswer, 1);
  answer->proposals = g_list_store_new (TIE_TYPE_PROPOSAL);
  for (guint i = 0; i < job->outcomes->len; i++)
    take_proposals (proposals, g_ptr_array_index (job->outcomes, i), answer);
  g_ptr_array_sort (proposals, compare_items);
  g_list_store_splice (answer->proposals, 0, 0, proposals->pdata, proposals->len);
  tie_crosswalk_follow_end (self, answer->proposals);
  g_task_return_pointer (task, answer, automatch_answer_free);
}

void
tie_crosswalk_automatch_async (TieCrosswalk *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) thread = NULL;
  TieMatchOutcome *outcome;
  AutomatchJob *job;
  GTask *task;

  g_return_if_fail (TIE_IS_CROSSWALK (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_crosswalk_automatch_async);

  job = g_new0 (AutomatchJob, 1);
  job->crosswalk = self;
  job->outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_match_outcome_unref);
  outcome = tie_match_outcome_new (self->kind);
  add_top_level (self, outcome);
  add_refusals (self, outcome);
  g_ptr_array_add (job->outcomes, outcome);
  add_children (self, job->outcomes);

  thread = g_task_new (self, NULL, thread_done_cb, task);
  g_task_set_source_tag (thread, tie_crosswalk_automatch_async);
  g_task_set_task_data (thread, job, automatch_job_free);
  if (cancellable != NULL)
    job->cancelled_handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), job, NULL);
  tie_crosswalk_follow_begin (self);
  g_task_run_in_thread (thread, automatch_thread);
}

GListModel *
tie_crosswalk_automatch_finish (TieCrosswalk *self,
                                GAsyncResult *result,
                                guint *n_without,
                                double *expected_wrong,
                                GError **error)
{
  AutomatchAnswer *answer;
  GListModel *proposals;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  answer = g_task_propagate_pointer (G_TASK (result), error);
  if (answer == NULL)
    return NULL;
  if (n_without != NULL)
    *n_without = answer->n_without;
  if (expected_wrong != NULL)
    *expected_wrong = answer->expected_wrong;
  proposals = G_LIST_MODEL (g_steal_pointer (&answer->proposals));
  automatch_answer_free (answer);
  return proposals;
}
