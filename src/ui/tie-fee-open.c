/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-open"
#include "config.h"

#include "base/tie-error.h"
#include "fees/tie-fee-refresh.h"
#include "ui/tie-fee-open.h"

void
tie_fee_opened_free (TieFeeOpened *opened)
{
  g_clear_pointer (&opened->file, tie_fee_file_free);
  g_clear_pointer (&opened->saved, g_ptr_array_unref);
  g_free (opened);
}

static gboolean
list_saved_func (TieDb *db,
                 gpointer data,
                 GError **error)
{
  TieFeeOpened *opened = data;

  opened->saved = tie_fee_saved_list (db, error);
  return opened->saved != NULL;
}

static gboolean
get_source_func (TieDb *db,
                 gpointer data,
                 GError **error)
{
  GFile **source = data;
  GError *local_error = NULL;

  *source = tie_fee_source_get (db, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}

static TieFeeFile *
open_file (TieStore *store,
           const char *uri,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GFile) source = NULL;
  g_autoptr (GPtrArray) candidates = NULL;

  if (!tie_store_run (store, TIE_STORE_READ, get_source_func, &source, error))
    return NULL;
  candidates = source != NULL ? tie_fee_source_list (source, cancellable, error) : NULL;
  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    {
      TieFeeCandidate *candidate = candidates->pdata[i];

      if (g_str_equal (candidate->uri, uri))
        return tie_fee_refresh_open (store, candidate, cancellable, error);
    }
  if (error != NULL && *error == NULL)
    g_set_error_literal (error, TIE_ERROR, TIE_ERROR_NOT_FOUND, "The file has gone");
  return NULL;
}

static void
open_thread (GTask *task,
             gpointer source,
             gpointer uri,
             GCancellable *cancellable)
{
  g_autoptr (TieFeeOpened) opened = g_new0 (TieFeeOpened, 1);
  GError *error = NULL;

  opened->file = open_file (source, uri, cancellable, &error);
  if (opened->file != NULL && tie_store_run (source, TIE_STORE_READ, list_saved_func, opened, &error))
    g_task_return_pointer (task, g_steal_pointer (&opened), (GDestroyNotify) tie_fee_opened_free);
  else
    g_task_return_error (task, error);
}

void
tie_fee_open_async (TieStore *store,
                    const char *uri,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, tie_fee_open_async);
  g_task_set_task_data (task, g_strdup (uri), g_free);
  g_task_run_in_thread (task, open_thread);
}

TieFeeOpened *
tie_fee_open_finish (TieStore *store,
                     GAsyncResult *result,
                     GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
