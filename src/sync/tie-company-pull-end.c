/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-company-pull"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "store/tie-activity-table.h"
#include "store/tie-item-state-table.h"
#include "sync/tie-company-private.h"
#include "sync/tie-name-merge.h"
#include "sync/tie-sync-settings.h"

/* The end of a complete reading: the connection says when, the history what. */

typedef struct
{
  char *id;                  /* (owned): of the connection */
  TieConnection *connection; /* (owned) (nullable): its row afterwards; NULL when another one is active by now */
  guint n_read;
} EndJob;

static void
end_job_free (gpointer data)
{
  EndJob *job = data;

  g_clear_pointer (&job->connection, tie_connection_free);
  g_free (job->id);
  g_free (job);
}

/* Names go both ways once the integration is enabled, and what is changed here of a product goes there; before that nothing here
 * follows the package. */
static gboolean
follow_names (TieDb *db,
              const char *connection,
              GError **error)
{
  g_autoptr (TieSyncSettings) settings = tie_sync_settings_load (db, connection, error);
  TieNameMerge merge;

  return settings != NULL &&
         (!settings->is_enabled || (tie_name_merge_follow (db, connection, &merge, error) && tie_item_state_table_learn (db, connection, error)));
}

/* Into the row as it is now: another program may have disconnected while this one was reading. */
static gboolean
save_end (TieDb *db,
          gpointer data,
          GError **error)
{
  EndJob *job = data;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *what = NULL;
  g_autofree char *result = g_strdup_printf (ngettext ("%u new or changed record", "%u new or changed records", job->n_read), job->n_read);
  TieActivity activity = { .result = result };

  job->connection = tie_connection_table_get_active (db, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (job->connection == NULL || !g_str_equal (job->connection->id, job->id))
    {
      g_clear_pointer (&job->connection, tie_connection_free);
      return TRUE;
    }

  what = g_strdup_printf (_ ("Read %s"), job->connection->company_name);
  activity.what = what;
  activity.record = job->connection->company_name;
  g_free (job->connection->last_read);
  job->connection->last_read = tie_date_now ();
  if (!tie_connection_table_save (db, job->connection, error) || !follow_names (db, job->id, error))
    return FALSE;
  return job->n_read == 0 || tie_activity_table_add (db, &activity, error);
}

static void
saved_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieCompany *self = g_task_get_source_object (task);
  GError *error = NULL;
  EndJob *job = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (job == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->was_read |= job->connection != NULL && self->connection != NULL && g_str_equal (self->connection->id, job->connection->id);
  if (job->connection != NULL && job->connection->connected != NULL && self->connection != NULL && g_str_equal (self->connection->id, job->connection->id))
    tie_company_set_connection (self, g_steal_pointer (&job->connection), self->sign_in != NULL ? g_object_ref (self->sign_in) : NULL, self->ledger != NULL ? g_object_ref (self->ledger) : NULL);
  g_task_return_boolean (task, TRUE);
}

void
tie_company_save_reading_async (TieCompany *self,
                                guint n_read,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  EndJob *job = g_new0 (EndJob, 1);

  g_task_set_source_tag (task, tie_company_save_reading_async);
  job->n_read = n_read;
  job->id = g_strdup (self->connection->id);
  tie_store_run_async (self->store, TIE_STORE_WRITE, save_end, job, end_job_free, NULL, saved_cb, task);
}

gboolean
tie_company_save_reading_finish (TieCompany *self,
                                 GAsyncResult *result,
                                 GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
