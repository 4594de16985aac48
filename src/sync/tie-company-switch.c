/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-company-switch"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "store/tie-activity-table.h"
#include "store/tie-link-table.h"
#include "store/tie-outbox-table.h"
#include "store/tie-run-lock.h"
#include "sync/tie-company-private.h"
#include "sync/tie-practice-package.h"

/* A practice may be connected to several companies, one at a time.  All that belongs to a company is kept under its connection's
 * id, so that switching only says which one is active. */

void
tie_company_entry_free (TieCompanyEntry *self)
{
  tie_connection_free (self->connection);
  g_free (self->name);
  g_free (self);
}

/* Records that wait to be sent, and those among them whose answer never came; negative with an error. */
static gint64
count_open (TieDb *db,
            const char *connection,
            gint64 *n_sending,
            GError **error)
{
  gint64 n_queued = tie_outbox_table_count (db, connection, TIE_OUTBOX_QUEUED, error);

  *n_sending = n_queued >= 0 ? tie_outbox_table_count (db, connection, TIE_OUTBOX_SENDING, error) : -1;
  return *n_sending >= 0 ? n_queued + *n_sending : -1;
}

gboolean
tie_company_check_open (TieDb *db,
                        const TieConnection *left,
                        GError **error)
{
  gint64 n_sending = 0;
  gint64 n_open = count_open (db, left->id, &n_sending, error);
  const char *name = left->company_name != NULL ? left->company_name : "";
  g_autofree char *waits = NULL;
  g_autofree char *unknown = NULL;

  if (n_open <= 0)
    return n_open == 0;
  waits = g_strdup_printf (ngettext ("%u record for %s waits to be sent. Send it first, or it waits until you switch back.",
                                     "%u records for %s wait to be sent. Send them first, or they wait until you switch back.", (gulong) n_open),
                           (guint) n_open, name);
  unknown = g_strdup_printf (ngettext ("To %u an answer never came: syncing finds out whether it was booked.", "To %u of them an answer never came: syncing finds out whether they were booked.", (gulong) n_sending),
                             (guint) n_sending);
  g_set_error (error, TIE_ERROR, TIE_ERROR_OPEN, "%s%s%s", waits, n_sending > 0 ? " " : "", n_sending > 0 ? unknown : "");
  return FALSE;
}

/* ---- listing ---- */

typedef struct
{
  GPtrArray *entries; /* (owned) (nullable) */
} ListJob;

static void
list_job_free (gpointer data)
{
  ListJob *job = data;

  g_clear_pointer (&job->entries, g_ptr_array_unref);
  g_free (job);
}

static gboolean
read_entries (TieDb *db,
              gpointer data,
              GError **error)
{
  ListJob *job = data;
  g_autoptr (GPtrArray) rows = tie_connection_table_list (db, error);

  job->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_company_entry_free);
  while (rows != NULL && rows->len > 0)
    {
      TieCompanyEntry *entry = g_new0 (TieCompanyEntry, 1);
      gint64 n_links;
      gint64 n_sending;
      gint64 n_open;

      g_ptr_array_add (job->entries, entry);
      entry->connection = g_ptr_array_steal_index (rows, 0);
      entry->name = tie_company_dup_shown_name (entry->connection);
      n_links = tie_link_table_count (db, entry->connection->id, 0, error);
      n_open = n_links >= 0 ? count_open (db, entry->connection->id, &n_sending, error) : -1;
      if (n_open < 0)
        return FALSE;
      entry->n_links = (guint) n_links;
      entry->n_open = (guint) n_open;
    }
  return rows != NULL;
}

static void
entries_read_cb (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  ListJob *job = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (job == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&job->entries), (GDestroyNotify) g_ptr_array_unref);
}

void
tie_company_list_async (TieCompany *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task;

  g_return_if_fail (TIE_IS_COMPANY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_company_list_async);
  tie_store_run_async (self->store, TIE_STORE_READ, read_entries, g_new0 (ListJob, 1), list_job_free, cancellable, entries_read_cb, task);
}

GPtrArray *
tie_company_list_finish (TieCompany *self,
                         GAsyncResult *result,
                         GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- switching ---- */

typedef struct
{
  char *id;                  /* (owned) */
  gboolean although_open;
  TieLock *lock;             /* (owned): nothing is sent meanwhile */
  TieConnection *connection; /* (owned) (nullable): as it is afterwards */
} SwitchJob;

static void
switch_job_free (gpointer data)
{
  SwitchJob *job = data;

  g_clear_pointer (&job->lock, tie_lock_release);
  g_clear_pointer (&job->connection, tie_connection_free);
  g_free (job->id);
  g_free (job);
}

static gboolean
make_active (TieDb *db,
             gpointer data,
             GError **error)
{
  SwitchJob *job = data;
  g_autoptr (GPtrArray) rows = tie_connection_table_list (db, error);
  g_autofree char *what = NULL;
  TieActivity activity = { 0 };

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const TieConnection *row = g_ptr_array_index (rows, i);

      if (g_strcmp0 (row->id, job->id) == 0)
        job->connection = tie_connection_copy (row);
      else if (row->is_active && !job->although_open && !tie_company_check_open (db, row, error))
        return FALSE;
    }
  if (rows == NULL)
    return FALSE;
  if (job->connection == NULL)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_NOT_FOUND, "No such connection: %s", job->id);
      return FALSE;
    }
  if (job->connection->is_active)
    return TRUE;
  job->connection->is_active = TRUE;
  what = g_strdup_printf (_ ("Switched to %s"), job->connection->company_name);
  activity.what = what;
  activity.record = job->connection->company_name;
  return tie_connection_table_save (db, job->connection, error) &&
         tie_setting_table_set (db, TIE_SETTING_INTEGRATION, job->connection->package, error) &&
         tie_activity_table_add (db, &activity, error);
}

static void
made_active_cb (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieCompany *self = g_task_get_source_object (task);
  GError *error = NULL;
  SwitchJob *job = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (job == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->connection == NULL || g_strcmp0 (self->connection->id, job->connection->id) != 0)
    tie_company_set_connection (self, g_steal_pointer (&job->connection), NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

void
tie_company_switch_async (TieCompany *self,
                          const char *connection_id,
                          gboolean although_open,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;
  SwitchJob *job;
  TieLock *lock = NULL;

  g_return_if_fail (TIE_IS_COMPANY (self));
  g_return_if_fail (connection_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_company_switch_async);
  if (self->is_reading || self->state == TIE_COMPANY_CONNECTING)
    g_set_error (&error, TIE_ERROR, TIE_ERROR_BUSY_RUN, "reading or connecting");
  else
    lock = tie_run_lock_take (tie_store_get_path (self->store), &error);
  if (lock == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  job = g_new0 (SwitchJob, 1);
  job->id = g_strdup (connection_id);
  job->although_open = although_open;
  job->lock = lock;
  tie_store_run_async (self->store, TIE_STORE_WRITE, make_active, job, switch_job_free, NULL, made_active_cb, g_steal_pointer (&task));
}

gboolean
tie_company_switch_finish (TieCompany *self,
                           GAsyncResult *result,
                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
