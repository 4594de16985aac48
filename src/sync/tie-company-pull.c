/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-company-pull"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "store/tie-activity-table.h"
#include "store/tie-remote-table.h"
#include "sync/tie-company-private.h"

/* Reading page by page: fetch, write the page and where to go on in one transaction, fetch the next.  A program killed in
 * between goes on at the stored place. */

static const TieKind kinds[] = { TIE_KIND_CUSTOMER, TIE_KIND_VENDOR };

/* How a place is kept in the practice file: the package's own cursor, and while a whole list is being read the moment
 * that this began, so that what was not seen since then is known to be gone at the end. */
#define WHOLE "whole "   /* "whole MOMENT CURSOR" */
#define CHANGES "since " /* "since CURSOR" */

typedef struct
{
  guint kind;   /* index */
  char *cursor; /* (owned) (nullable): the package's; NULL: from the beginning */
  char *began;  /* (owned) (nullable): of a whole reading; NULL: only changes are read */
  char *asked;  /* (owned) (nullable): moment of the present call */
  guint tries;  /* of it */
  guint n_read;
} PullJob;

static void
pull_job_free (gpointer data)
{
  PullJob *job = data;

  g_free (job->cursor);
  g_free (job->began);
  g_free (job->asked);
  g_free (job);
}

static void fetch (GTask *task);
static void begin_kind (GTask *task);

static void
end (GTask *task,
     GError *error)
{
  TieCompany *self = g_task_get_source_object (task);
  PullJob *job = g_task_get_task_data (task);

  tie_company_note (self, error);
  tie_company_set_reading (self, FALSE);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, job->n_read);
}

/* ---- the end of a complete reading ---- */

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
  if (!tie_connection_table_save (db, job->connection, error))
    return FALSE;
  return job->n_read == 0 || tie_activity_table_add (db, &activity, error);
}

static void
end_saved_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieCompany *self = g_task_get_source_object (task);
  GError *error = NULL;
  EndJob *job = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (job != NULL && job->connection != NULL && job->connection->connected != NULL && self->connection != NULL &&
      g_str_equal (self->connection->id, job->connection->id))
    tie_company_set_connection (self, g_steal_pointer (&job->connection), self->sign_in != NULL ? g_object_ref (self->sign_in) : NULL, self->ledger != NULL ? g_object_ref (self->ledger) : NULL);
  end (task, error);
}

static void
save_reading (GTask *task)
{
  TieCompany *self = g_task_get_source_object (task);
  PullJob *pull = g_task_get_task_data (task);
  EndJob *job = g_new0 (EndJob, 1);

  job->n_read = pull->n_read;
  job->id = g_strdup (self->connection->id);
  tie_store_run_async (self->store, TIE_STORE_WRITE, save_end, job, end_job_free, NULL, end_saved_cb, task);
}

/* ---- one page ---- */

typedef struct
{
  char *connection; /* (owned) */
  TieKind kind;
  char *began;         /* (owned) (nullable) */
  TieLedgerPage *page; /* (owned) */
  gint64 n_changed;    /* of the page's records */
} PageJob;

static void
page_job_free (gpointer data)
{
  PageJob *job = data;

  g_clear_pointer (&job->page, tie_ledger_page_free);
  g_free (job->connection);
  g_free (job->began);
  g_free (job);
}

static gboolean
save_page (TieDb *db,
           gpointer data,
           GError **error)
{
  PageJob *job = data;
  gboolean is_whole = job->began != NULL && job->page->has_more;
  g_autofree char *place = is_whole ? g_strdup_printf (WHOLE "%s %s", job->began, job->page->cursor) : g_strconcat (CHANGES, job->page->cursor, NULL);

  job->n_changed = tie_remote_table_count_changed (db, job->connection, job->page->remotes, error);
  if (job->n_changed < 0 || !tie_remote_table_save (db, job->connection, job->page->remotes, error))
    return FALSE;
  if (job->began != NULL && !job->page->has_more && !tie_remote_table_mark_unseen (db, job->connection, job->kind, job->began, error))
    return FALSE;
  return tie_cursor_table_set (db, job->connection, job->kind, place, error);
}

static void
page_saved_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieCompany *self = g_task_get_source_object (task);
  PullJob *pull = g_task_get_task_data (task);
  GError *error = NULL;
  PageJob *job = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (job == NULL)
    {
      end (task, error);
      return;
    }

  pull->n_read += (guint) job->n_changed;
  tie_company_set_progress (self, pull->n_read);
  g_free (pull->cursor);
  pull->cursor = g_strdup (job->page->cursor);
  if (job->page->has_more)
    {
      fetch (g_steal_pointer (&task));
      return;
    }
  pull->kind++;
  begin_kind (g_steal_pointer (&task));
}

static void
waited_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (tie_backoff_wait_finish (result, &error))
    fetch (g_steal_pointer (&task));
  else
    end (task, error);
}

static void
fetched_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieCompany *self = g_task_get_source_object (task);
  PullJob *pull = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  TieLedgerPage *page = tie_ledger_pull_finish (TIE_LEDGER (source), result, &error);
  PageJob *job;
  guint wait_ms = 0;

  if (page == NULL)
    {
      pull->tries++;
      tie_company_note (self, error);
      if (tie_backoff_next (&self->backoff, error, pull->tries, 0, &wait_ms))
        tie_backoff_wait_async (wait_ms, g_task_get_cancellable (task), waited_cb, g_object_ref (task));
      else
        end (task, g_steal_pointer (&error));
      return;
    }

  tie_company_note (self, NULL);
  pull->tries = 0;
  if (page->is_beginning)
    {
      g_free (pull->began);
      pull->began = g_strdup (pull->asked);
    }
  job = g_new0 (PageJob, 1);
  job->connection = g_strdup (self->connection->id);
  job->kind = kinds[pull->kind];
  job->began = g_strdup (pull->began);
  job->page = page;
  tie_store_run_async (self->store, TIE_STORE_WRITE, save_page, job, page_job_free, NULL, page_saved_cb, g_steal_pointer (&task));
}

static void
fetch (GTask *task)
{
  TieCompany *self = g_task_get_source_object (task);
  PullJob *pull = g_task_get_task_data (task);

  if (tie_company_get_ledger (self) == NULL)
    {
      end (task, g_error_new (TIE_ERROR, TIE_ERROR_NOT_CONNECTED, "disconnected meanwhile"));
      g_object_unref (task);
      return;
    }
  g_free (pull->asked);
  pull->asked = tie_date_now ();
  tie_ledger_pull_async (self->ledger, kinds[pull->kind], pull->cursor, g_task_get_cancellable (task), fetched_cb, task);
}

/* ---- where to go on ---- */

typedef struct
{
  char *connection; /* (owned) */
  TieKind kind;
  char *place; /* (owned) (nullable) */
} PlaceJob;

static void
place_job_free (gpointer data)
{
  PlaceJob *job = data;

  g_free (job->connection);
  g_free (job->place);
  g_free (job);
}

static gboolean
read_place (TieDb *db,
            gpointer data,
            GError **error)
{
  PlaceJob *job = data;
  g_autoptr (GError) local_error = NULL;

  job->place = tie_cursor_table_get (db, job->connection, job->kind, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
parse_place (PullJob *pull,
             const char *place)
{
  g_clear_pointer (&pull->cursor, g_free);
  g_clear_pointer (&pull->began, g_free);

  if (place != NULL && g_str_has_prefix (place, CHANGES))
    pull->cursor = g_strdup (place + strlen (CHANGES));
  else if (place != NULL && g_str_has_prefix (place, WHOLE))
    {
      const char *moment = place + strlen (WHOLE);
      const char *blank = strchr (moment, ' ');

      pull->began = blank != NULL ? g_strndup (moment, (gsize) (blank - moment)) : NULL;
      pull->cursor = blank != NULL ? g_strdup (blank + 1) : NULL;
    }
}

static void
place_read_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PullJob *pull = g_task_get_task_data (task);
  GError *error = NULL;
  PlaceJob *job = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (job == NULL)
    {
      end (task, error);
      return;
    }
  parse_place (pull, job->place);
  fetch (g_steal_pointer (&task));
}

static void
begin_kind (GTask *task)
{
  TieCompany *self = g_task_get_source_object (task);
  PullJob *pull = g_task_get_task_data (task);
  PlaceJob *job;

  if (pull->kind == G_N_ELEMENTS (kinds))
    {
      save_reading (task);
      return;
    }
  job = g_new0 (PlaceJob, 1);
  job->connection = g_strdup (self->connection->id);
  job->kind = kinds[pull->kind];
  tie_store_run_async (self->store, TIE_STORE_READ, read_place, job, place_job_free, NULL, place_read_cb, task);
}

static void
prepared_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (tie_company_prepare_finish (TIE_COMPANY (source), result, &error))
    begin_kind (g_steal_pointer (&task));
  else
    end (task, error);
}

void
tie_company_pull_async (TieCompany *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (TIE_IS_COMPANY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_company_pull_async);
  if (self->is_reading)
    {
      g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_BUSY_RUN, "already reading");
      return;
    }
  g_task_set_task_data (task, g_new0 (PullJob, 1), pull_job_free);
  tie_company_set_progress (self, 0);
  tie_company_set_reading (self, TRUE);
  tie_company_prepare_async (self, cancellable, prepared_cb, g_steal_pointer (&task));
}

gboolean
tie_company_pull_finish (TieCompany *self,
                         GAsyncResult *result,
                         guint *read,
                         GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gssize n_read;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  n_read = g_task_propagate_int (G_TASK (result), &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (read != NULL)
    *read = (guint) n_read;
  return TRUE;
}
