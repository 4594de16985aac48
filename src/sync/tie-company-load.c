/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-company"
#include "config.h"

#include "store/tie-activity-table.h"
#include "sync/tie-company-private.h"
#include "sync/tie-practice-package.h"

typedef struct
{
  TieConnection *connection; /* (owned) (nullable) */
  char *chosen;              /* (owned) (nullable) */
} LoadJob;

static gboolean
read_connection (TieDb *db,
                 gpointer data,
                 GError **error)
{
  LoadJob *job = data;
  g_autoptr (GError) local_error = NULL;

  job->connection = tie_connection_table_get_active (db, &local_error);
  if (local_error == NULL)
    job->chosen = tie_setting_table_get (db, TIE_SETTING_INTEGRATION, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
load_job_free (gpointer data)
{
  LoadJob *job = data;

  g_clear_pointer (&job->connection, tie_connection_free);
  g_free (job->chosen);
  g_free (job);
}

static gboolean
is_same_tie (const TieConnection *a,
             const TieConnection *b)
{
  return a != NULL && b != NULL && g_strcmp0 (a->id, b->id) == 0 && g_strcmp0 (a->sign_in_id, b->sign_in_id) == 0 &&
         g_strcmp0 (a->base_uri, b->base_uri) == 0 && (a->connected != NULL) == (b->connected != NULL);
}

static void
load_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieCompany *self = g_task_get_source_object (task);
  GError *error = NULL;
  LoadJob *job = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (job == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->is_loaded = TRUE;
  g_free (self->chosen);
  self->chosen = g_steal_pointer (&job->chosen);
  if (is_same_tie (self->connection, job->connection)) /* ledger, sign-in and a state such as offline stay */
    tie_company_take_row (self, g_steal_pointer (&job->connection));
  else if (self->state != TIE_COMPANY_CONNECTING)
    tie_company_set_connection (self, g_steal_pointer (&job->connection), NULL, NULL);
  tie_company_update_package (self);
  g_task_return_boolean (task, TRUE);
}

void
tie_company_load_async (TieCompany *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task;

  g_return_if_fail (TIE_IS_COMPANY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_company_load_async);
  tie_store_run_async (self->store, TIE_STORE_READ, read_connection, g_new0 (LoadJob, 1), load_job_free, cancellable, load_cb, task);
}

gboolean
tie_company_load_finish (TieCompany *self,
                         GAsyncResult *result,
                         GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
