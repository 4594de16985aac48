/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-post-rows"
#include "config.h"

#include <glib/gi18n.h>

#include "exchange/tie-file-list.h"
#include "model/tie-document.h"
#include "store/tie-document-list.h"
#include "store/tie-export-list.h"
#include "sync/tie-practice-package.h"
#include "ui/tie-billing-kind.h"
#include "ui/tie-list-columns.h"
#include "ui/tie-post-rows.h"

typedef struct
{
  GPtrArray *rows;
  GHashTable *places;  /* document id → FilePlace */
  GHashTable *changed; /* document ids, a set */
  const char *page;
  const char *package;
} Reading;

/* The newest file that holds a document. */
typedef struct
{
  char *file;
  char *moment;
} FilePlace;

static void
file_place_free (gpointer data)
{
  FilePlace *place = data;

  g_free (place->file);
  g_free (place->moment);
  g_free (place);
}

static void
add_place (const TieExportListRow *row,
           gpointer user_data)
{
  GHashTable *places = user_data;
  const FilePlace *known = g_hash_table_lookup (places, row->id);
  FilePlace *place;

  if (row->batch == 0 || (known != NULL && g_strcmp0 (known->moment, row->moment) >= 0))
    return;
  place = g_new0 (FilePlace, 1);
  place->file = g_strdup (row->file);
  place->moment = g_strdup (row->moment);
  g_hash_table_replace (places, g_strdup (row->id), place);
}

static gboolean
read_target (TieDb *db,
             const char *target,
             GHashTable *places,
             GError **error)
{
  guint n = 0;

  return tie_export_pick (db, TIE_EXPORT_INVOICES, TIE_EXPORT_EXPORTED, target, &n, error) &&
         tie_export_list_read (db, TIE_EXPORT_INVOICES, target, add_place, places, error);
}

/* Which file each document stands in, over all targets. */
static gboolean
read_places (TieDb *db,
             GHashTable *places,
             GError **error)
{
  g_autoptr (GPtrArray) batches = tie_export_table_list_batches (db, NULL, error);
  g_autoptr (GHashTable) targets = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; batches != NULL && i < batches->len; i++)
    {
      const TieExportBatch *batch = batches->pdata[i];

      if (batch->kind == TIE_EXPORT_INVOICES && g_hash_table_add (targets, batch->target) && !read_target (db, batch->target, places, error))
        return FALSE;
    }
  return batches != NULL;
}

static char *
make_place (const Reading *reading,
            const FilePlace *place,
            gboolean is_changed)
{
  const char *file = place != NULL ? place->file : reading->package;

  /* Translators: %s is the name of a file */
  return is_changed ? g_strdup_printf (_ ("Changed since export: %s"), file) : g_strdup (file);
}

static void
add_row (const TieDocumentListRow *document,
         gpointer user_data)
{
  const Reading *reading = user_data;
  const gboolean is_changed = g_hash_table_contains (reading->changed, document->id);
  g_autofree char *place = NULL;
  TieListRow *row;

  if (document->is_void || !g_str_equal (document->stage, TIE_DOCUMENT_STAGE_EXPORTED))
    return;
  place = make_place (reading, g_hash_table_lookup (reading->places, document->id), is_changed);
  row = tie_list_row_new (document->id, TIE_POST_ROW_N_TEXTS, TIE_POST_ROW_N_NUMBERS);
  tie_list_row_set_n_searched (row, TIE_POST_ROW_DATE);
  tie_list_row_set_text (row, TIE_POST_ROW_NUMBER, *document->number != '\0' ? document->number : document->reference);
  tie_list_row_set_text (row, TIE_POST_ROW_CONTACT, document->contact_name);
  tie_list_row_set_text (row, TIE_POST_ROW_PLACE, place);
  tie_list_row_set_text (row, TIE_POST_ROW_DATE, document->date);
  tie_list_row_set_text (row, TIE_POST_ROW_PAGE, reading->page);
  tie_list_row_set_number (row, TIE_POST_ROW_TOTAL, document->total);
  tie_list_row_set_number (row, TIE_POST_ROW_IS_CHANGED, is_changed);
  g_ptr_array_add (reading->rows, row);
}

static GPtrArray *
read_rows (TieDb *db,
           const char *argument,
           GError **error)
{
  static const struct
  {
    const char *kind;
    const TieBillingKind *page;
  } kinds[] = {
    { TIE_DOCUMENT_KIND_INVOICE, &tie_billing_invoices },
    { TIE_DOCUMENT_KIND_CREDIT, &tie_billing_credit_notes },
    { TIE_DOCUMENT_KIND_SUPPLIER, &tie_billing_supplier_invoices },
  };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, file_place_free);
  g_autoptr (GHashTable) changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reading reading = { rows, places, changed, NULL, tie_practice_package_read_name (db) };

  if (!read_places (db, places, error) || !tie_file_find_changed (db, NULL, changed, error) || !tie_file_find_changed_there (db, changed, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      reading.page = kinds[i].page->page;
      if (!tie_document_list_read (db, kinds[i].kind, NULL, NULL, TIE_DOCUMENT_LIST_ALL, add_row, &reading, error))
        return NULL;
    }
  return g_steal_pointer (&rows);
}

TieListing *
tie_post_rows_new (TieStore *store)
{
  return tie_listing_new (store, TIE_STORE_AREA_DOCUMENTS | TIE_STORE_AREA_CONTACTS, read_rows, NULL);
}

void
tie_post_rows_add_columns (TieTable *table)
{
  GtkColumnViewColumn *column = tie_list_columns_add_check (table, _ ("Selected"));

  tie_table_add_head (table, column, _ ("Select All"));
  column = tie_list_columns_add_text (table, "number", _ ("Number"), TIE_POST_ROW_NUMBER);
  tie_table_fit_column (table, column, "INV-0000", 12);
  column = tie_list_columns_add_date (table, "date", _ ("Date"), TIE_POST_ROW_DATE);
  tie_table_fit_column (table, column, "00/00/00", 12);
  column = tie_list_columns_add_text (table, "contact", _ ("Contact"), TIE_POST_ROW_CONTACT);
  gtk_column_view_column_set_expand (column, TRUE);
  column = tie_list_columns_add_money (table, "amount", _ ("Amount"), TIE_POST_ROW_TOTAL);
  tie_table_fit_column (table, column, "00,000.00", 12);
  column = tie_list_columns_add_text (table, "place", _ ("Exported to"), TIE_POST_ROW_PLACE);
  tie_table_fit_column (table, column, "Invoices 2026-11-22.iif", 12);
}
