/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-run-import"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "store/tie-outbox-table.h"
#include "store/tie-sync-table.h"
#include "store/tie-undo.h"
#include "sync/tie-document-import.h"
#include "sync/tie-payment-import.h"
#include "sync/tie-practice-package.h"
#include "sync/tie-sync-follow.h"
#include "sync/tie-sync-run-private.h"

/* All in one transaction and one undo step. */
typedef struct
{
  char *connection;
  char *run;
  char *what;
  char *window;        /* (nullable) */
  gboolean is_follow;  /* nothing is brought over: what went at the package */
  TieKind kind;        /* of documents; 0: payments */
  GPtrArray *ids;      /* (owned): the package's */
  GPtrArray *done;     /* (owned): ids */
  GPtrArray *same;     /* (owned): ids */
  GPtrArray *problems; /* (owned): TieProblem */
  gint64 step;
} ImportJob;

static void
import_job_free (gpointer data)
{
  ImportJob *job = data;

  g_clear_pointer (&job->ids, g_ptr_array_unref);
  g_clear_pointer (&job->done, g_ptr_array_unref);
  g_clear_pointer (&job->same, g_ptr_array_unref);
  g_clear_pointer (&job->problems, g_ptr_array_unref);
  g_free (job->connection);
  g_free (job->run);
  g_free (job->what);
  g_free (job->window);
  g_free (job);
}

static ImportJob *
import_job_new (TieSyncRun *self,
                TieKind kind,
                const char *window)
{
  ImportJob *job = g_new0 (ImportJob, 1);

  job->connection = g_strdup (tie_company_get_connection (self->company)->id);
  job->run = g_strdup (self->id);
  job->what = g_strdup (self->what);
  job->window = g_strdup (window);
  job->kind = kind;
  job->ids = g_ptr_array_new_with_free_func (g_free);
  job->done = g_ptr_array_new_with_free_func (g_free);
  job->same = g_ptr_array_new_with_free_func (g_free);
  job->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_problem_free);
  return job;
}

static gboolean
import_document (TieDb *db,
                 ImportJob *job,
                 const char *id,
                 GError **error)
{
  g_autoptr (TieDocumentImport) document = tie_document_import_read (db, job->connection, job->kind, id, error);

  if (document == NULL)
    return FALSE;
  if (document->problem != NULL)
    g_ptr_array_add (job->problems, tie_problem_new (id, document->contact_name, document->problem, id));
  else if (document->is_same)
    g_ptr_array_add (job->same, g_strdup (id));
  else if (tie_document_import_apply (db, job->connection, document, job->run, error))
    g_ptr_array_add (job->done, g_strdup (id));
  else
    return FALSE;
  return TRUE;
}

static gboolean
import_payment (TieDb *db,
                ImportJob *job,
                const char *id,
                GError **error)
{
  TieKind kind = 0;
  const char *remote_id = tie_sync_table_parse_payment (id, &kind);
  g_autoptr (TiePaymentImport) payment = tie_payment_import_read (db, job->connection, kind, remote_id, error);

  if (payment == NULL)
    return FALSE;
  if (payment->problem != NULL)
    g_ptr_array_add (job->problems, tie_problem_new (id, payment->contact_name, payment->problem, remote_id));
  else if (payment->is_same)
    g_ptr_array_add (job->same, g_strdup (id));
  else if (tie_payment_import_apply (db, job->connection, payment, job->run, error))
    g_ptr_array_add (job->done, g_strdup (id));
  else
    return FALSE;
  return TRUE;
}

static gboolean
is_refund (const char *id)
{
  TieKind kind = 0;

  tie_sync_table_parse_payment (id, &kind);
  return kind == TIE_KIND_REFUND;
}

static gboolean
import_payments (TieDb *db,
                 ImportJob *job,
                 gboolean refunds,
                 GError **error)
{
  for (guint i = 0; i < job->ids->len; i++)
    {
      const char *id = g_ptr_array_index (job->ids, i);

      if (is_refund (id) == refunds && !import_payment (db, job, id, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
import_documents (TieDb *db,
                  ImportJob *job,
                  GError **error)
{
  for (guint i = 0; i < job->ids->len; i++)
    {
      if (!import_document (db, job, g_ptr_array_index (job->ids, i), error))
        return FALSE;
    }
  return TRUE;
}

/* Refunds first: the payment that the money came from names them. */
static gboolean
import (TieDb *db,
        gpointer data,
        GError **error)
{
  ImportJob *job = data;
  g_autofree char *sentence = NULL;

  if (!tie_run_table_begin (db, job->run, job->connection, job->what, error) || !tie_undo_begin (db, error))
    return FALSE;
  if (job->kind != 0 ? !import_documents (db, job, error) : !import_payments (db, job, TRUE, error) || !import_payments (db, job, FALSE, error))
    return FALSE;
  sentence = tie_sync_run_say_imported (job->kind, job->done->len);
  return tie_undo_end (db, sentence, job->window, &job->step, error) && tie_run_table_end (db, job->run, job->done->len, job->problems->len, error);
}

static gboolean
follow (TieDb *db,
        gpointer data,
        GError **error)
{
  ImportJob *job = data;
  g_autofree char *sentence = NULL;

  if (!tie_run_table_begin (db, job->run, job->connection, job->what, error) || !tie_undo_begin (db, error))
    return FALSE;
  /* Payments first: what they paid may have gone with them. */
  if (!tie_sync_follow_payments (db, job->connection, job->run, job->done, job->problems, error) ||
      !tie_sync_follow_documents (db, job->connection, job->run, job->done, job->problems, error))
    return FALSE;
  sentence = g_strdup_printf (ngettext ("%u document as in %s", "%u documents as in %s", job->done->len), job->done->len, tie_practice_package_read_name (db));
  return tie_undo_end (db, sentence, job->window, &job->step, error) && tie_run_table_end (db, job->run, job->done->len, job->problems->len, error);
}

static void
imported_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieSyncRun *self = g_task_get_source_object (task);
  GError *error = NULL;
  ImportJob *job = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (job == NULL)
    {
      tie_sync_run_end (self, error);
      g_task_return_error (task, error);
      return;
    }
  self->step = job->step;
  for (guint i = 0; i < job->done->len; i++)
    tie_sync_run_set_wanted (self, g_ptr_array_index (job->done, i), TIE_SYNC_WANTED_DONE, job->kind, NULL);
  for (guint i = 0; i < job->same->len; i++)
    tie_sync_run_set_wanted (self, g_ptr_array_index (job->same, i), TIE_SYNC_WANTED_SAME, job->kind, NULL);
  tie_sync_run_take_problems (self, job->problems);
  if (job->is_follow)
    {
      self->n_done = job->done->len; /* nobody asked for them by name */
      self->n_failed = job->problems->len;
    }
  tie_sync_run_end (self, NULL);
  g_task_return_boolean (task, TRUE);
}

/* kind: of documents; 0: payments, or what follows. */
static void
start (TieSyncRun *self,
       TieKind kind,
       GPtrArray *ids,
       const char *window,
       TieStoreFunc func,
       GTask *task)
{
  GError *error = NULL;
  ImportJob *job;

  if (!tie_sync_run_begin (self, ids, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  self->is_import = func == import;
  job = import_job_new (self, kind, window);
  job->is_follow = func == follow;
  for (guint i = 0; i < self->ids->len; i++)
    g_ptr_array_add (job->ids, g_strdup (g_ptr_array_index (self->ids, i)));
  tie_store_run_async (tie_company_get_store (self->company), TIE_STORE_WRITE, func, job, import_job_free, g_task_get_cancellable (task), imported_cb, task);
}

void
tie_sync_run_import_payments_async (TieSyncRun *self,
                                    GPtrArray *ids,
                                    const char *window,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task;

  g_return_if_fail (TIE_IS_SYNC_RUN (self));
  g_return_if_fail (ids != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_sync_run_import_payments_async);
  start (self, 0, ids, window, import, task);
}

void
tie_sync_run_import_documents_async (TieSyncRun *self,
                                     TieKind kind,
                                     GPtrArray *remote_ids,
                                     const char *window,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task;

  g_return_if_fail (TIE_IS_SYNC_RUN (self));
  g_return_if_fail (tie_document_import_takes (kind));
  g_return_if_fail (remote_ids != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_sync_run_import_documents_async);
  start (self, kind, remote_ids, window, import, task);
}

void
tie_sync_run_follow_async (TieSyncRun *self,
                           const char *window,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  GTask *task;

  g_return_if_fail (TIE_IS_SYNC_RUN (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_sync_run_follow_async);
  start (self, 0, none, window, follow, task);
}
