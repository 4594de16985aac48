/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-payment-view"
#include "config.h"

#include "base/tie-error.h"
#include "model/tie-document.h"
#include "model/tie-number-series.h"
#include "store/tie-document-table.h"
#include "store/tie-number-table.h"
#include "store/tie-record-table.h"
#include "ui/tie-payment-view.h"

typedef struct
{
  char *id;           /* (nullable) */
  char *for_document; /* (nullable) */
  TiePaymentView *view;
} LoadData;

static void
load_data_free (LoadData *data)
{
  g_free (data->id);
  g_free (data->for_document);
  g_clear_pointer (&data->view, tie_payment_view_free);
  g_free (data);
}

void
tie_payment_view_free (TiePaymentView *self)
{
  g_clear_pointer (&self->sheet, tie_payment_sheet_free);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self->next_number);
  g_free (self->contact);
  g_free (self->kind);
  g_free (self);
}

static void
set_owner (TiePaymentView *view,
           const char *kind,
           const char *contact)
{
  g_free (view->kind);
  view->kind = g_strdup (kind);
  g_free (view->contact);
  view->contact = g_strdup (contact);
}

/* What is paid: a document, or what a customer has too much by a credit note or a payment. */
static gboolean
read_document (TieDb *db,
               LoadData *data,
               GError **error)
{
  g_autoptr (TieRecord) document = NULL;
  const char *kind;
  gint64 paid = 0;

  document = tie_record_table_get (db, TIE_TYPE_DOCUMENT, data->for_document, error);
  if (document == NULL || !tie_document_table_get_paid (db, data->for_document, &paid, error))
    return FALSE;
  kind = tie_record_get_text (document, TIE_DOCUMENT_KIND);
  set_owner (data->view,
             g_str_equal (kind, TIE_DOCUMENT_KIND_SUPPLIER) ? TIE_PAYMENT_KIND_PAID : g_str_equal (kind, TIE_DOCUMENT_KIND_CREDIT) ? TIE_PAYMENT_KIND_REFUND : TIE_PAYMENT_KIND_RECEIPT,
             tie_record_get_text (document, TIE_DOCUMENT_CONTACT));
  data->view->open = tie_record_get_integer (document, TIE_DOCUMENT_TOTAL) - paid;
  return TRUE;
}

static gboolean
read_purpose (TieDb *db,
              LoadData *data,
              GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TiePaymentSheet) payment = NULL;

  if (data->for_document == NULL)
    return TRUE;
  payment = tie_payment_sheet_read (db, data->for_document, &local_error);
  if (payment == NULL && g_error_matches (local_error, TIE_ERROR, TIE_ERROR_NOT_FOUND))
    return read_document (db, data, error);
  if (payment == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  set_owner (data->view, TIE_PAYMENT_KIND_REFUND, tie_record_get_text (TIE_RECORD (payment->payment), TIE_PAYMENT_CONTACT));
  data->view->open = tie_payment_sheet_get_unapplied (payment);
  return TRUE;
}

static gboolean
read_payment (TieDb *db,
              LoadData *data,
              GError **error)
{
  TiePaymentView *view = data->view;

  if (data->id == NULL)
    {
      view->next_number = tie_number_table_peek (db, TIE_NUMBER_SERIES_PAYMENT, error);
      return view->next_number != NULL;
    }
  view->sheet = tie_payment_sheet_read (db, data->id, error);
  if (view->sheet == NULL)
    return FALSE;
  if (view->contact == NULL)
    set_owner (view,
               tie_record_get_text (TIE_RECORD (view->sheet->payment), TIE_PAYMENT_KIND),
               tie_record_get_text (TIE_RECORD (view->sheet->payment), TIE_PAYMENT_CONTACT));
  return TRUE;
}

static gboolean
load_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  LoadData *data = user_data;
  TiePaymentView *view = data->view;

  if (!read_purpose (db, data, error) || !read_payment (db, data, error))
    return FALSE;
  view->items = view->contact != NULL ? tie_payment_sheet_list_due (db, view->kind, view->contact, data->id, error) : g_ptr_array_new ();
  return view->items != NULL;
}

void
tie_payment_view_load_async (TieStore *store,
                             const char *id,
                             const char *kind,
                             const char *contact,
                             const char *for_document,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  LoadData *data = g_new0 (LoadData, 1);

  data->id = g_strdup (id);
  data->for_document = g_strdup (for_document);
  data->view = g_new0 (TiePaymentView, 1);
  set_owner (data->view, kind != NULL ? kind : TIE_PAYMENT_KIND_RECEIPT, contact);
  tie_store_run_async (store, TIE_STORE_READ, load_func, data, (GDestroyNotify) load_data_free, cancellable, callback, user_data);
}

TiePaymentView *
tie_payment_view_load_finish (TieStore *store,
                              GAsyncResult *result,
                              GError **error)
{
  LoadData *data = tie_store_run_finish (store, result, error);

  return data != NULL ? g_steal_pointer (&data->view) : NULL;
}
