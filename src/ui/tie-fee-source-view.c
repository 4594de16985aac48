/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-source-view"
#include "config.h"

#include "ui/tie-fee-reading.h"
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
  g_clear_pointer (&view->saved, g_ptr_array_unref);
  g_clear_pointer (&view->unmatched, g_ptr_array_unref);
  g_clear_pointer (&view->clients, tie_fee_clients_free);
  g_free (view);
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
  view->saved = view->files != NULL ? tie_fee_saved_list (db, error) : NULL;
  rows = view->saved != NULL ? tie_fee_table_list_years (db, 0, LAST_YEAR, 0, error) : NULL;
  view->clients = rows != NULL ? tie_fee_clients_read (db, rows, error) : NULL;
  if (view->clients == NULL)
    return FALSE;
  list_unmatched (view);
  return TRUE;
}

void
tie_fee_source_view_load_async (TieStore *store,
                                gboolean with_source,
                                gboolean anew,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  TieFeeSourceView *view = g_new0 (TieFeeSourceView, 1);
  const TieFeeReading reading = {
    .with_source = with_source,
    .anew = anew,
    .func = load_func,
    .data = view,
    .free_data = (GDestroyNotify) tie_fee_source_view_free,
    .refresh = &view->refresh,
  };

  tie_fee_reading_async (store, &reading, cancellable, callback, user_data);
}

TieFeeSourceView *
tie_fee_source_view_load_finish (TieStore *store,
                                 GAsyncResult *result,
                                 GError **error)
{
  return tie_fee_reading_finish (store, result, error);
}
