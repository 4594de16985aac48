/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-round"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "sync/tie-sync-round.h"
#include "sync/tie-sync-row-private.h"
#include "sync/tie-sync-run.h"

typedef enum
{
  PART_FOLLOW,
  PART_DOCUMENTS,
  PART_PAYMENTS,
  PART_PAYMENTS_IN,
  PART_ATTENTION, /* nothing is done any more, only looked at */
  N_PARTS
} Part;

/* The groups that go together, ends with 0. */
static const TieSyncGroup groups[N_PARTS][4] = {
  [PART_DOCUMENTS] = { TIE_SYNC_INVOICES, TIE_SYNC_CREDITS, TIE_SYNC_SUPPLIER },
  [PART_PAYMENTS] = { TIE_SYNC_PAYMENTS },
  [PART_PAYMENTS_IN] = { TIE_SYNC_PAYMENTS_IN },
  [PART_ATTENTION] = { TIE_SYNC_INVOICES },
};

typedef struct
{
  TieSyncRound *round; /* (owned) (nullable): handed out at the end */
  gboolean is_first;
  guint most; /* 0: no end */
  guint n_asked;
  Part part;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->round, tie_sync_round_free);
  g_free (job);
}

void
tie_sync_round_free (TieSyncRound *self)
{
  g_ptr_array_unref (self->problems);
  g_free (self);
}

static void
append_part (GString *words,
             guint n,
             char *part) /* (transfer full) */
{
  if (n > 0)
    g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", part);
  g_free (part);
}

char *
tie_sync_round_describe (const TieSyncRound *self,
                         const TiePackage *package)
{
  GString *words = g_string_new (NULL);

  append_part (words, self->n_exported, g_strdup_printf (ngettext ("%u exported", "%u exported", self->n_exported), self->n_exported));
  append_part (words, self->n_imported, g_strdup_printf (ngettext ("%u payment imported", "%u payments imported", self->n_imported), self->n_imported));
  append_part (words, self->n_followed, g_strdup_printf (ngettext ("%u document as in %s", "%u documents as in %s", self->n_followed), self->n_followed, package->short_name));
  append_part (words, self->n_attention, g_strdup_printf (ngettext ("%u invoice needs attention", "%u invoices need attention", self->n_attention), self->n_attention));
  if (words->len == 0)
    g_string_append (words, _ ("Everything Is in Step"));
  return g_string_free (words, FALSE);
}

/* ---- what is ready, on the store's thread ---- */

typedef struct
{
  Part part;
  TieCompanyState state;
  GPtrArray *ids; /* (owned) element-type utf8 */
  guint n_attention;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_ptr_array_unref (reading->ids);
  g_free (reading);
}

static gboolean
read_group (TieDb *db,
            Reading *reading,
            TieSyncGroup group,
            GError **error)
{
  TieSyncListJob *list = tie_sync_list_job_new (group);
  gboolean is_read;

  list->state = reading->state;
  is_read = tie_sync_list_job_read (db, list, error);
  for (guint i = 0; is_read && i < list->rows->len; i++)
    {
      TieSyncRow *row = g_ptr_array_index (list->rows, i);

      if (!tie_sync_row_is_marked (row))
        continue;
      if (tie_sync_row_get_state (row) == TIE_SYNC_STATE_READY)
        g_ptr_array_add (reading->ids, g_strdup (tie_sync_row_get_id (row)));
      reading->n_attention += tie_sync_row_needs_attention (row);
    }
  tie_sync_list_job_free (list);
  return is_read;
}

static gboolean
read_part (TieDb *db,
           gpointer data,
           GError **error)
{
  Reading *reading = data;
  g_autoptr (TieSyncSettings) settings = tie_sync_settings_load (db, NULL, error);

  if (settings == NULL)
    return FALSE;
  for (guint i = 0; groups[reading->part][i] != 0; i++)
    {
      if (tie_sync_settings_has (settings, groups[reading->part][i]) && !read_group (db, reading, groups[reading->part][i], error))
        return FALSE;
    }
  return TRUE;
}

/* ---- one part after the other; each takes the task over ---- */

static void next_part (GTask *task);

static void
take_problems (TieSyncRound *round,
               GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const TieProblem *problem = g_ptr_array_index (problems, i);

      g_ptr_array_add (round->problems, tie_problem_new (problem->local_id, problem->name, problem->sentence, problem->existing_id));
    }
}

static void
ran_cb (GObject *source,
        GAsyncResult *result,
        gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (TieSyncRun) run = TIE_SYNC_RUN (source); /* was kept for this */
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean is_done = tie_sync_run_finish (run, result, &error);
  guint *counts[N_PARTS] = { &job->round->n_followed, &job->round->n_exported, &job->round->n_exported, &job->round->n_imported };

  *counts[job->part] += tie_sync_run_get_n_done (run);
  job->round->n_failed += tie_sync_run_get_n_failed (run);
  job->round->n_not_sent += tie_sync_run_get_n_not_sent (run);
  take_problems (job->round, tie_sync_run_get_problems (run));
  job->part++;
  if (is_done)
    next_part (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
run_part (GTask *task,
          GPtrArray *ids)
{
  TieCompany *company = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  gboolean is_export = job->part == PART_DOCUMENTS || job->part == PART_PAYMENTS;
  g_autofree char *what = g_strdup_printf (is_export ? _ ("Exported to %s") : _ ("Imported from %s"), tie_company_get_package (company)->short_name);
  GError *error = NULL;
  TieSyncRun *run = tie_sync_run_new (company, what, &error);

  if (run == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
    }
  else if (is_export)
    {
      if (job->most > 0)
        tie_sync_run_set_batch (run, TIE_SYNC_ROUND_BATCH);
      tie_sync_run_export_async (run, ids, cancellable, ran_cb, task);
    }
  else if (job->part == PART_FOLLOW)
    {
      tie_sync_run_follow_async (run, NULL, cancellable, ran_cb, task);
    }
  else
    {
      tie_sync_run_import_payments_async (run, ids, NULL, cancellable, ran_cb, task);
    }
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  Reading *reading = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (reading == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (job->part == PART_ATTENTION)
    {
      job->round->n_attention = reading->n_attention;
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (job->most > 0)
    g_ptr_array_set_size (reading->ids, (int) MIN (reading->ids->len, job->most - job->n_asked));
  job->n_asked += reading->ids->len;
  if (reading->ids->len > 0)
    {
      run_part (g_steal_pointer (&task), reading->ids);
    }
  else
    {
      job->part++;
      next_part (g_steal_pointer (&task));
    }
}

static void
next_part (GTask *task)
{
  TieCompany *company = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  Reading *reading;

  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }
  /* What went there is known from what was just read. */
  if (job->part == PART_FOLLOW && (job->is_first || job->round->n_read > 0))
    {
      run_part (task, NULL);
      return;
    }
  if (job->part == PART_FOLLOW)
    job->part++;
  reading = g_new0 (Reading, 1);
  reading->part = job->part;
  reading->state = tie_company_get_state (company);
  reading->ids = g_ptr_array_new_with_free_func (g_free);
  tie_store_run_async (tie_company_get_store (company), TIE_STORE_READ, read_part, reading, reading_free, g_task_get_cancellable (task), read_cb, task);
}

static void
pulled_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (tie_company_pull_finish (TIE_COMPANY (source), result, &job->round->n_read, &error))
    next_part (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

void
tie_sync_round_async (TieCompany *company,
                      gboolean is_first,
                      guint most,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task;
  Job *job;

  g_return_if_fail (TIE_IS_COMPANY (company));

  task = g_task_new (company, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_sync_round_async);
  job = g_new0 (Job, 1);
  job->round = g_new0 (TieSyncRound, 1);
  job->round->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_problem_free);
  job->is_first = is_first;
  job->most = most;
  g_task_set_task_data (task, job, job_free);
  tie_company_pull_async (company, cancellable, pulled_cb, task);
}

TieSyncRound *
tie_sync_round_finish (TieCompany *company,
                       GAsyncResult *result,
                       GError **error)
{
  Job *job;

  g_return_val_if_fail (g_task_is_valid (result, company), NULL);

  job = g_task_get_task_data (G_TASK (result));
  g_task_propagate_boolean (G_TASK (result), error);
  return g_steal_pointer (&job->round);
}
