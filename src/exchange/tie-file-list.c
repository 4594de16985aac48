/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-list"
#include "config.h"

#include "exchange/tie-file-list-private.h"
#include "exchange/tie-file-rows.h"
#include "store/tie-connection-table.h"
#include "store/tie-synced-table.h"

TieExportFilter
tie_file_filter_to_pick (TieExportKind kind,
                         TieFileFilter filter)
{
  if (filter == TIE_FILE_LAST)
    return TIE_EXPORT_LAST;
  if (filter == TIE_FILE_EXPORTED || (filter == TIE_FILE_CHANGED && kind != TIE_EXPORT_CUSTOMERS))
    return TIE_EXPORT_EXPORTED;
  return TIE_EXPORT_READY;
}

/* Takes the ids of those that differ from what stood in their last batch. */
static gboolean
find_changed (TieDb *db,
              TieExportKind kind,
              const char *target,
              GHashTable *changed,
              GError **error)
{
  g_autoptr (TieExportReader) reader = tie_export_reader_new (db, kind, target, error);
  g_autoptr (GError) local_error = NULL;

  if (reader == NULL)
    return FALSE;
  while (TRUE)
    {
      const TieExportContact *contact = kind == TIE_EXPORT_CUSTOMERS ? tie_export_reader_next_contact (reader, &local_error) : NULL;
      const TieExportDocument *document = kind == TIE_EXPORT_INVOICES ? tie_export_reader_next_document (reader, &local_error) : NULL;
      const TieExportPayment *payment = kind == TIE_EXPORT_PAYMENTS ? tie_export_reader_next_payment (reader, &local_error) : NULL;
      g_autofree char *hash = NULL;

      if (contact == NULL && document == NULL && payment == NULL)
        break;
      if (contact != NULL && contact->batch > 0 && !g_str_equal (contact->hash, hash = tie_file_hash_contact (contact)))
        g_hash_table_add (changed, g_strdup (contact->id));
      else if (document != NULL && document->batch > 0 && !g_str_equal (document->hash, hash = tie_file_hash_document (document)))
        g_hash_table_add (changed, g_strdup (document->id));
      else if (payment != NULL && payment->batch > 0 && !g_str_equal (payment->hash, hash = tie_file_hash_payment (payment)))
        g_hash_table_add (changed, g_strdup (payment->id));
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* newest: id → number of the batch that it was compared with. */
static gboolean
compare_with_target (TieDb *db,
                     const char *target,
                     GHashTable *newest,
                     GHashTable *changed,
                     GError **error)
{
  g_autoptr (TieExportReader) reader = tie_export_reader_new (db, TIE_EXPORT_INVOICES, target, error);
  g_autoptr (GError) local_error = NULL;
  const TieExportDocument *document;

  if (reader == NULL)
    return FALSE;
  while ((document = tie_export_reader_next_document (reader, &local_error)) != NULL)
    {
      const gint64 *known = g_hash_table_lookup (newest, document->id);
      g_autofree char *hash = NULL;

      if (document->batch == 0 || (known != NULL && *known > document->batch))
        continue;
      hash = tie_file_hash_document (document);
      g_hash_table_replace (newest, g_strdup (document->id), g_memdup2 (&document->batch, sizeof document->batch));
      if (g_str_equal (hash, document->hash))
        g_hash_table_remove (changed, document->id);
      else
        g_hash_table_add (changed, g_strdup (document->id));
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
tie_file_find_changed (TieDb *db,
                       const char *const *ids,
                       GHashTable *changed,
                       GError **error)
{
  g_autoptr (GPtrArray) batches = tie_export_table_list_batches (db, NULL, error);
  g_autoptr (GHashTable) newest = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) targets = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; batches != NULL && i < batches->len; i++)
    {
      const TieExportBatch *batch = batches->pdata[i];
      guint n = 0;

      if (batch->kind != TIE_EXPORT_INVOICES || !g_hash_table_add (targets, batch->target))
        continue;
      if (!(ids != NULL ? tie_export_pick_ids (db, TIE_EXPORT_INVOICES, ids, &n, error) : tie_export_pick (db, TIE_EXPORT_INVOICES, TIE_EXPORT_EXPORTED, batch->target, &n, error)) ||
          !compare_with_target (db, batch->target, newest, changed, error))
        return FALSE;
    }
  return batches != NULL;
}

gboolean
tie_file_find_changed_there (TieDb *db,
                             GHashTable *changed,
                             GError **error)
{
  static const TieKind kinds[] = { TIE_KIND_SALES_INVOICE, TIE_KIND_SALES_CREDIT, TIE_KIND_SUPPLIER_INVOICE, TIE_KIND_SUPPLIER_CREDIT };
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieConnection) connection = tie_connection_table_get_active (db, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  for (guint i = 0; connection != NULL && i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GPtrArray) ids = tie_synced_table_list_changed (db, connection->id, kinds[i], error);

      if (ids == NULL)
        return FALSE;
      for (guint k = 0; k < ids->len; k++)
        g_hash_table_add (changed, g_strdup (ids->pdata[k]));
    }
  return TRUE;
}

typedef struct
{
  TieExportKind kind;
  TieFileFilter filter;
  GHashTable *changed;
  TieFileListFunc func;
  gpointer user_data;
} List;

static void
row_cb (const TieExportListRow *record,
        gpointer user_data)
{
  const List *list = user_data;
  const TieFileListRow row = { record, g_hash_table_contains (list->changed, record->id) };
  const gboolean is_new = list->kind == TIE_EXPORT_CUSTOMERS && record->batch == 0;

  if (list->filter != TIE_FILE_CHANGED || row.is_changed || is_new)
    list->func (&row, list->user_data);
}

gboolean
tie_file_list_read (TieDb *db,
                    TieExportKind kind,
                    TieFileFilter filter,
                    const char *target,
                    TieFileListFunc func,
                    gpointer user_data,
                    GError **error)
{
  g_autoptr (GHashTable) changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  List list = { kind, filter, changed, func, user_data };
  guint n = 0;

  return tie_export_pick (db, kind, tie_file_filter_to_pick (kind, filter), target, &n, error) &&
         find_changed (db, kind, target, changed, error) &&
         tie_export_list_read (db, kind, target, row_cb, &list, error);
}
