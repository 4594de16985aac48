/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-source-view"
#include "config.h"

#include "ui/tie-fee-key.h"
#include "ui/tie-fee-source-view.h"
#include "ui/tie-list-row.h"

#define LAST_YEAR 9999

void
tie_fee_source_view_free (TieFeeSourceView *view)
{
  g_free (view->name);
  g_clear_object (&view->source);
  g_clear_pointer (&view->refresh, tie_fee_refresh_free);
  g_clear_pointer (&view->files, g_ptr_array_unref);
  g_clear_pointer (&view->unmatched, g_ptr_array_unref);
  g_clear_pointer (&view->clients, tie_fee_clients_free);
  g_free (view);
}

typedef struct
{
  gboolean with_source;
  gboolean anew;
  TieFeeSourceView *view; /* (owned) */
} Loading;

static void
loading_free (Loading *loading)
{
  g_clear_pointer (&loading->view, tie_fee_source_view_free);
  g_free (loading);
}

static void
list_unmatched (TieFeeSourceView *view)
{
  const TieFeeClients *clients = view->clients;

  view->unmatched = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < tie_fee_rows_get_n (clients->rows); i++)
    {
      const TieFeeRow *row = tie_fee_rows_get (clients->rows, i);
      g_autofree char *id = NULL;
      TieListRow *item;

      if (g_array_index (clients->contacts, guint, i) != G_MAXUINT)
        continue;
      id = g_strdup_printf ("%s %u", row->file, row->line);
      item = tie_list_row_new (id, TIE_FEE_UNMATCHED_N_TEXTS, TIE_FEE_UNMATCHED_N_NUMBERS);
      tie_list_row_set_text (item, TIE_FEE_UNMATCHED_NUMBER, row->client_number);
      tie_list_row_set_text (item, TIE_FEE_UNMATCHED_NAME, row->name);
      tie_list_row_set_text (item, TIE_FEE_UNMATCHED_RETURN, tie_fee_module_get_form (row->module));
      tie_list_row_set_text (item, TIE_FEE_UNMATCHED_FILE, row->label);
      tie_list_row_set_number (item, TIE_FEE_UNMATCHED_YEAR, row->tax_year);
      tie_list_row_set_number (item, TIE_FEE_UNMATCHED_AMOUNT, row->has_amount ? row->amount : 0);
      tie_list_row_set_number (item, TIE_FEE_UNMATCHED_PLACE, i);
      g_ptr_array_add (view->unmatched, item);
    }
}

static gboolean
load_func (TieDb *db,
           gpointer data,
           GError **error)
{
  TieFeeSourceView *view = data;
  g_autoptr (GError) local_error = NULL;
  TieFeeRows *rows;

  view->source = tie_fee_source_get (db, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  view->name = view->source != NULL ? g_file_get_parse_name (view->source) : NULL;
  view->files = tie_fee_table_list_files (db, error);
  rows = view->files != NULL ? tie_fee_table_list_years (db, 0, LAST_YEAR, 0, error) : NULL;
  view->clients = rows != NULL ? tie_fee_clients_read (db, rows, error) : NULL;
  if (view->clients == NULL)
    return FALSE;
  list_unmatched (view);
  return TRUE;
}

static void
load_thread (GTask *task,
             gpointer source,
             gpointer task_data,
             GCancellable *cancellable)
{
  Loading *loading = task_data;
  GError *error = NULL;

  loading->view = g_new0 (TieFeeSourceView, 1);
  if (loading->with_source)
    loading->view->refresh = tie_fee_refresh (source, tie_fee_key_get (task), loading->anew, cancellable, &error);
  if (error == NULL)
    tie_store_run (source, TIE_STORE_READ, load_func, loading->view, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&loading->view), (GDestroyNotify) tie_fee_source_view_free);
}

void
tie_fee_source_view_load_async (TieStore *store,
                                gboolean with_source,
                                gboolean anew,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  Loading *loading = g_new0 (Loading, 1);

  loading->with_source = with_source;
  loading->anew = anew;
  g_task_set_source_tag (task, tie_fee_source_view_load_async);
  g_task_set_task_data (task, loading, (GDestroyNotify) loading_free);
  tie_fee_key_run (task, load_thread);
}

TieFeeSourceView *
tie_fee_source_view_load_finish (TieStore *store,
                                 GAsyncResult *result,
                                 GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
