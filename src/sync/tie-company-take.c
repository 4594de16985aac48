/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-company-take"
#include "config.h"

#include <glib/gi18n.h>

#include "store/tie-activity-table.h"
#include "store/tie-link-table.h"
#include "store/tie-undo.h"
#include "sync/tie-company-private.h"
#include "sync/tie-practice-package.h"

typedef struct
{
  TieConnection *connection; /* (owned): to be saved */
  TieConnection *replaced;   /* (owned) (nullable): the row that it takes over, or that is put aside with its links dropped */
} TakeJob;

static void
take_job_free (gpointer data)
{
  TakeJob *job = data;

  g_clear_pointer (&job->connection, tie_connection_free);
  g_clear_pointer (&job->replaced, tie_connection_free);
  g_free (job);
}

static gboolean
drop_links (TieDb *db,
            TieConnection *old,
            gint64 *step,
            GError **error)
{
  g_autofree char *sentence = NULL;
  gint64 n_links = 0;

  if (!tie_undo_begin (db, error))
    return FALSE;
  for (TieKind kind = TIE_KIND_CUSTOMER; kind <= TIE_KIND_LAST; kind++)
    {
      gint64 cleared = tie_link_table_clear (db, old->id, kind, error);

      if (cleared < 0)
        return FALSE;
      n_links += cleared;
    }
  sentence = g_strdup_printf (ngettext ("%u link to %s dropped", "%u links to %s dropped", (gulong) n_links), (guint) n_links, old->company_name);
  if (!tie_undo_end (db, sentence, NULL, step, error))
    return FALSE;

  old->is_active = FALSE;
  g_clear_pointer (&old->connected, g_free);
  return tie_connection_table_save (db, old, error);
}

/* The row of the same company, active or not, goes on; one of another company of the same package ends with its links; a company
 * of another package keeps both and waits until somebody switches back to it. */
static gboolean
settle_old (TieDb *db,
            TakeJob *job,
            gint64 *step,
            GError **error)
{
  TieConnection *connection = job->connection;
  g_autoptr (GPtrArray) rows = tie_connection_table_list (db, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const TieConnection *row = g_ptr_array_index (rows, i);

      if (g_strcmp0 (row->package, connection->package) != 0 || g_strcmp0 (row->company_id, connection->company_id) != 0)
        continue;
      g_free (connection->id);
      connection->id = g_strdup (row->id);
      connection->last_read = g_strdup (row->last_read);
      job->replaced = tie_connection_copy (row);
      break;
    }
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      TieConnection *row = g_ptr_array_index (rows, i);

      if (!row->is_active || g_strcmp0 (row->package, connection->package) != 0 || g_strcmp0 (row->id, connection->id) == 0)
        continue;
      if (job->replaced == NULL)
        job->replaced = tie_connection_copy (row);
      return drop_links (db, row, step, error);
    }
  return rows != NULL;
}

static gboolean
take (TieDb *db,
      gpointer data,
      GError **error)
{
  TakeJob *job = data;
  g_autofree char *what = g_strdup_printf (_ ("Connected to %s"), job->connection->company_name);
  TieActivity activity = { .what = what, .record = job->connection->company_name };

  return settle_old (db, job, &activity.step, error) &&
         tie_connection_table_save (db, job->connection, error) &&
         tie_setting_table_set (db, TIE_SETTING_INTEGRATION, job->connection->package, error) &&
         tie_activity_table_add (db, &activity, error);
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
  if (job->replaced != NULL && job->replaced->sign_in_id != NULL)
    {
      gboolean is_ours = self->sign_in != NULL && self->connection != NULL && g_strcmp0 (self->connection->sign_in_id, job->replaced->sign_in_id) == 0;

      replaced = is_ours ? g_object_ref (self->sign_in) : tie_company_make_sign_in (self, job->replaced, NULL);
    }
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
  tie_store_run_async (self->store, TIE_STORE_WRITE, take, job, take_job_free, NULL, taken_cb, task);
}
