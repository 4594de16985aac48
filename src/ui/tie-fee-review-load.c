/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-review-load"
#include "config.h"

#include "ui/tie-fee-key.h"
#include "ui/tie-fee-review-load.h"
#include "ui/tie-list-row.h"

void
tie_fee_review_view_free (TieFeeReviewView *view)
{
  g_clear_pointer (&view->refresh, tie_fee_refresh_free);
  g_clear_pointer (&view->review, tie_fee_review_free);
  g_clear_pointer (&view->items, g_ptr_array_unref);
  g_free (view);
}

typedef struct
{
  guint tax_year;
  gboolean with_source;
  TieFeeReviewView *view; /* (owned) */
} Loading;

static void
loading_free (Loading *loading)
{
  g_clear_pointer (&loading->view, tie_fee_review_view_free);
  g_free (loading);
}

static TieListRow *
make_item (const TieFeeReviewRow *row,
           guint place)
{
  TieListRow *item = tie_list_row_new (row->project, TIE_FEE_REVIEW_N_TEXTS, TIE_FEE_REVIEW_N_NUMBERS);
  gboolean is_asked = row->code != TIE_FEE_OK && tie_fee_code_get_severity (row->code) != TIE_FEE_NOTE;

  tie_list_row_set_text (item, TIE_FEE_REVIEW_CLIENT, row->contact_name);
  tie_list_row_set_text (item, TIE_FEE_REVIEW_PROJECT, row->project_name);
  tie_list_row_set_text (item, TIE_FEE_REVIEW_NUMBER, row->client_number);
  tie_list_row_set_text (item, TIE_FEE_REVIEW_WORDS, row->sentence);
  tie_list_row_set_text (item, TIE_FEE_REVIEW_TITLE, row->code != TIE_FEE_OK ? tie_fee_code_get_title (row->code) : "");
  tie_list_row_set_n_searched (item, TIE_FEE_REVIEW_WORDS);
  tie_list_row_set_number (item, TIE_FEE_REVIEW_OLD_FEE, row->old_fee);
  tie_list_row_set_number (item, TIE_FEE_REVIEW_NEW_FEE, row->new_fee);
  tie_list_row_set_number (item, TIE_FEE_REVIEW_CAN_IMPORT, row->can_import && row->new_fee != row->old_fee);
  tie_list_row_set_number (item, TIE_FEE_REVIEW_IS_ASKED, is_asked);
  tie_list_row_set_number (item, TIE_FEE_REVIEW_PLACE, place);
  tie_list_row_set_is_checked (item, row->is_checked);
  return item;
}

static gboolean
load_func (TieDb *db,
           gpointer data,
           GError **error)
{
  Loading *loading = data;
  TieFeeReviewView *view = loading->view;

  view->review = tie_fee_review_read (db, loading->tax_year, error);
  if (view->review == NULL)
    return FALSE;
  view->items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < view->review->rows->len; i++)
    g_ptr_array_add (view->items, make_item (view->review->rows->pdata[i], i));
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

  loading->view = g_new0 (TieFeeReviewView, 1);
  if (loading->with_source)
    loading->view->refresh = tie_fee_refresh (source, tie_fee_key_get (task), FALSE, cancellable, &error);
  if (error == NULL)
    tie_store_run (source, TIE_STORE_READ, load_func, loading, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&loading->view), (GDestroyNotify) tie_fee_review_view_free);
}

void
tie_fee_review_load_async (TieStore *store,
                           guint tax_year,
                           gboolean with_source,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  Loading *loading = g_new0 (Loading, 1);

  loading->tax_year = tax_year;
  loading->with_source = with_source;
  g_task_set_source_tag (task, tie_fee_review_load_async);
  g_task_set_task_data (task, loading, (GDestroyNotify) loading_free);
  tie_fee_key_run (task, load_thread);
}

TieFeeReviewView *
tie_fee_review_load_finish (TieStore *store,
                            GAsyncResult *result,
                            GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
