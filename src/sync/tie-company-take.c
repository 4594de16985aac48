/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-company-take"
#include "config.h"

#include <glib/gi18n.h>

#include "store/tie-activity-table.h"
#include "store/tie-link-table.h"
#include "store/tie-undo.h"
#include "sync/tie-company-private.h"

typedef struct
{
  TieConnection *connection; /* (owned): to be saved */
  TieConnection *old;        /* (owned) (nullable): to be put aside, its links dropped */
} TakeJob;

static void
take_job_free (gpointer data)
{
  TakeJob *job = data;

  g_clear_pointer (&job->connection, tie_connection_free);
  g_clear_pointer (&job->old, tie_connection_free);
  g_free (job);
}

static gboolean
drop_links (TieDb *db,
            TakeJob *job,
            gint64 *step,
            GError **error)
{
  g_autofree char *sentence = NULL;
  gint64 n_links = 0;

  if (!tie_undo_begin (db, error))
    return FALSE;
  for (TieKind kind = TIE_KIND_CUSTOMER; kind <= TIE_KIND_LAST; kind++)
    {
      gint64 cleared = tie_link_table_clear (db, job->old->id, kind, error);

      if (cleared < 0)
        return FALSE;
      n_links += cleared;
    }
  sentence = g_strdup_printf (ngettext ("%u link to %s dropped", "%u links to %s dropped", (gulong) n_links), (guint) n_links, job->old->company_name);
  if (!tie_undo_end (db, sentence, NULL, step, error))
    return FALSE;

  job->old->is_active = FALSE;
  g_clear_pointer (&job->old->connected, g_free);
  return tie_connection_table_save (db, job->old, error);
}

static gboolean
take (TieDb *db,
      gpointer data,
      GError **error)
{
  TakeJob *job = data;
  g_autofree char *what = g_strdup_printf (_ ("Connected to %s"), job->connection->company_name);
  TieActivity activity = { .what = what, .record = job->connection->company_name };

  if (job->old != NULL && !drop_links (db, job, &activity.step, error))
    return FALSE;
  return tie_connection_table_save (db, job->connection, error) && tie_activity_table_add (db, &activity, error);
}

/* The new sign-in works whatever becomes of the old one's item. */
static void
forgotten_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!tie_sign_in_forget_finish (TIE_SIGN_IN (source), result, &error))
    g_debug ("A sign-in that was replaced could not be forgotten: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

static void
taken_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (TieSignIn) replaced = NULL;
  TieCompany *self = g_task_get_source_object (task);
  GError *error = NULL;
  TakeJob *job = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (job == NULL)
    {
      tie_company_fail_connect (task, error);
      return;
    }
  if (self->connection != NULL && self->connection->sign_in_id != NULL)
    replaced = self->sign_in != NULL ? g_object_ref (self->sign_in) : tie_company_make_sign_in (self, self->connection, NULL);
  tie_company_set_connection (self, g_steal_pointer (&job->connection), g_steal_pointer (&self->new_sign_in), g_steal_pointer (&self->new_ledger));
  tie_company_drop_new (self);
  if (replaced != NULL)
    tie_sign_in_forget_async (replaced, NULL, forgotten_cb, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

void
tie_company_take_new (GTask *task)
{
  TieCompany *self = g_task_get_source_object (task);
  TakeJob *job = g_new0 (TakeJob, 1);

  job->connection = tie_connection_copy (self->new_connection);
  if (self->connection != NULL && g_strcmp0 (self->connection->company_id, job->connection->company_id) == 0)
    {
      g_free (job->connection->id);
      job->connection->id = g_strdup (self->connection->id);
      job->connection->last_read = g_strdup (self->connection->last_read);
    }
  else if (self->connection != NULL)
    job->old = tie_connection_copy (self->connection);
  tie_store_run_async (self->store, TIE_STORE_WRITE, take, job, take_job_free, NULL, taken_cb, task);
}
