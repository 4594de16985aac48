/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-document-view"
#include "config.h"

#include "billing/tie-document-totals.h"
#include "exchange/tie-file-list.h"
#include "model/tie-code.h"
#include "model/tie-payment.h"
#include "store/tie-document-table.h"
#include "store/tie-number-table.h"
#include "store/tie-payment-table.h"
#include "store/tie-record-table.h"
#include "ui/tie-document-view.h"

typedef struct
{
  char *kind;
  char *id;              /* (nullable) */
  TieDocumentView *view; /* (owned) (nullable) */
} LoadData;

static void
load_data_free (LoadData *data)
{
  g_free (data->kind);
  g_free (data->id);
  g_clear_pointer (&data->view, tie_document_view_free);
  g_free (data);
}

void
tie_document_view_free (TieDocumentView *self)
{
  g_clear_pointer (&self->sheet, tie_document_sheet_free);
  g_clear_pointer (&self->tax_rates, g_hash_table_unref);
  g_clear_pointer (&self->codes, g_hash_table_unref);
  g_clear_pointer (&self->terms, g_hash_table_unref);
  g_clear_pointer (&self->rules, tie_policy_rules_free);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->allocations, g_ptr_array_unref);
  g_free (self->next_number);
  g_free (self->passed_number);
  g_free (self);
}

static gboolean
read_records (TieDb *db,
              GType type,
              GHashTable *by_id,
              GError **error)
{
  g_autoptr (GPtrArray) records = tie_record_table_list (db, type, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      TieRecord *record = g_ptr_array_index (records, i);

      g_hash_table_insert (by_id, (gpointer) tie_record_get_id (record), g_object_ref (record));
    }
  return records != NULL;
}

static gboolean
read_number (TieDb *db,
             LoadData *data,
             GError **error)
{
  if (data->id != NULL || g_str_equal (data->kind, TIE_DOCUMENT_KIND_SUPPLIER)) /* suppliers number their own */
    return TRUE;
  data->view->next_number = tie_number_table_find_next (db, data->kind, FALSE, &data->view->passed_number, error);
  return data->view->next_number != NULL;
}

static gboolean
read_document (TieDb *db,
               LoadData *data,
               GError **error)
{
  if (data->id == NULL)
    return TRUE;
  data->view->sheet = tie_document_sheet_read (db, data->id, error);
  return data->view->sheet != NULL && tie_document_table_get_paid (db, data->id, &data->view->paid, error);
}

static gboolean
read_applied (TieDb *db,
              LoadData *data,
              GError **error)
{
  TieDocumentView *view = data->view;

  if (data->id == NULL || !g_str_equal (data->kind, TIE_DOCUMENT_KIND_CREDIT))
    return TRUE;
  view->items = tie_payment_table_list_due (db, tie_record_get_text (TIE_RECORD (view->sheet->document), TIE_DOCUMENT_CONTACT),
                                            TIE_DOCUMENT_KIND_INVOICE, data->id, error);
  if (view->items == NULL)
    return FALSE;
  view->allocations = tie_record_table_list_where (db, TIE_TYPE_ALLOCATION, TIE_ALLOCATION_CREDIT, data->id, error);
  return view->allocations != NULL;
}

static gboolean
read_changed (TieDb *db,
              LoadData *data,
              GError **error)
{
  g_autoptr (GHashTable) changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *const ids[] = { data->id, NULL };

  if (data->id == NULL || !g_str_equal (tie_record_get_text (TIE_RECORD (data->view->sheet->document), TIE_DOCUMENT_STAGE), TIE_DOCUMENT_STAGE_EXPORTED))
    return TRUE;
  if (!tie_file_find_changed (db, ids, changed, error))
    return FALSE;
  data->view->is_changed = g_hash_table_contains (changed, data->id);
  return TRUE;
}

static gboolean
read_rules (TieDb *db,
            TieDocumentView *view,
            GError **error)
{
  GError *local_error = NULL;

  view->rules = tie_policy_rules_read (db, NULL, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}

static gboolean
load_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  LoadData *data = user_data;
  TieDocumentView *view = g_new0 (TieDocumentView, 1);

  data->view = view;
  view->codes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  view->terms = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  if (!read_document (db, data, error) || !read_number (db, data, error) || !read_applied (db, data, error) || !read_changed (db, data, error) ||
      !read_rules (db, view, error))
    return FALSE;
  view->tax_rates = tie_tax_rates_read (db, error);
  return view->tax_rates != NULL
         && read_records (db, TIE_TYPE_WORK_CODE, view->codes, error)
         && read_records (db, TIE_TYPE_EXPENSE_CODE, view->codes, error)
         && read_records (db, TIE_TYPE_TERM, view->terms, error);
}

void
tie_document_view_load_async (TieStore *store,
                              const char *kind,
                              const char *id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  LoadData *data = g_new0 (LoadData, 1);

  data->kind = g_strdup (kind);
  data->id = g_strdup (id);
  tie_store_run_async (store, TIE_STORE_READ, load_func, data, (GDestroyNotify) load_data_free, cancellable, callback, user_data);
}

TieDocumentView *
tie_document_view_load_finish (TieStore *store,
                               GAsyncResult *result,
                               GError **error)
{
  LoadData *data = tie_store_run_finish (store, result, error);

  return data != NULL ? g_steal_pointer (&data->view) : NULL;
}
