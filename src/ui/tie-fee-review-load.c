/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-review-load"
#include "config.h"

#include "ui/tie-fee-reading.h"
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
  tie_list_row_set_number (item, TIE_FEE_REVIEW_CODE, row->code);
  tie_list_row_set_is_checked (item, row->is_checked);
  return item;
}

static gboolean
load_func (TieDb *db,
           gpointer data,
           GError **error)
{
  TieFeeReviewView *view = data;

  view->review = tie_fee_review_read (db, view->tax_year, error);
  if (view->review == NULL)
    return FALSE;
  view->items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < view->review->rows->len; i++)
    g_ptr_array_add (view->items, make_item (view->review->rows->pdata[i], i));
  return TRUE;
}

void
tie_fee_review_load_async (TieStore *store,
                           guint tax_year,
                           gboolean with_source,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  TieFeeReviewView *view = g_new0 (TieFeeReviewView, 1);
  const TieFeeReading reading = {
    .with_source = with_source,
    .func = load_func,
    .data = view,
    .free_data = (GDestroyNotify) tie_fee_review_view_free,
    .refresh = &view->refresh,
  };

  view->tax_year = tax_year;
  tie_fee_reading_async (store, &reading, cancellable, callback, user_data);
}

TieFeeReviewView *
tie_fee_review_load_finish (TieStore *store,
                            GAsyncResult *result,
                            GError **error)
{
  return tie_fee_reading_finish (store, result, error);
}
