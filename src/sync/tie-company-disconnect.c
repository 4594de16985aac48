/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-company-disconnect"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "store/tie-activity-table.h"
#include "sync/tie-company-private.h"

typedef struct
{
  TieConnection *connection; /* (owned) */
  char *details;             /* (owned) (nullable): why the package could not be told */
} DisconnectJob;

static void
disconnect_job_free (gpointer data)
{
  DisconnectJob *job = data;

  g_clear_pointer (&job->connection, tie_connection_free);
  g_free (job->details);
  g_free (job);
}

static gboolean
save_disconnected (TieDb *db,
                   gpointer data,
                   GError **error)
{
  DisconnectJob *job = data;
  g_autofree char *what = g_strdup_printf (_ ("Disconnected from %s"), job->connection->company_name);
  TieActivity activity = { .what = what, .record = job->connection->company_name, .details = job->details };

  return tie_connection_table_save (db, job->connection, error) && tie_activity_table_add (db, &activity, error);
}

static void
saved_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieCompany *self = g_task_get_source_object (task);
  GError *error = NULL;
  DisconnectJob *job = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (job == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  tie_company_set_connection (self, g_steal_pointer (&job->connection), NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
save (GTask *task,
      const GError *revoking)
{
  TieCompany *self = g_task_get_source_object (task);
  DisconnectJob *job = g_new0 (DisconnectJob, 1);

  job->connection = tie_connection_copy (self->connection);
  g_clear_pointer (&job->connection->connected, g_free);
  job->details = revoking != NULL ? g_strdup (revoking->message) : NULL;
  tie_store_run_async (self->store, TIE_STORE_WRITE, save_disconnected, job, disconnect_job_free, NULL, saved_cb, task);
}

static void
forgotten_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const GError *revoking = g_task_get_task_data (task);
  GError *error = NULL;

  if (tie_sign_in_forget_finish (TIE_SIGN_IN (source), result, &error))
    save (g_steal_pointer (&task), revoking);
  else
    g_task_return_error (task, error);
}

/* A package that cannot be reached does not keep anybody connected; a keyring that keeps the tokens does. */
static void
revoked_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (tie_sign_in_revoke_finish (TIE_SIGN_IN (source), result, &error))
    {
      save (task, NULL);
      return;
    }
  g_task_set_task_data (task, error, (GDestroyNotify) g_error_free);
  tie_sign_in_forget_async (TIE_SIGN_IN (source), NULL, forgotten_cb, task);
}

void
tie_company_disconnect_async (TieCompany *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TIE_IS_COMPANY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_company_disconnect_async);
  if (self->connection == NULL || self->connection->connected == NULL)
    g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_NOT_CONNECTED, "not connected");
  else if (self->sign_in == NULL)
    save (g_steal_pointer (&task), NULL);
  else
    tie_sign_in_revoke_async (self->sign_in, cancellable, revoked_cb, g_steal_pointer (&task));
}

gboolean
tie_company_disconnect_finish (TieCompany *self,
                               GAsyncResult *result,
                               GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
