/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-document-rows"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/tie-document.h"
#include "store/tie-document-list.h"
#include "ui/tie-document-rows.h"
#include "ui/tie-list-columns.h"

/* Room beyond a usual text, in pixels. */
#define FIT_EXTRA 4

enum
{
  STAGE_INVOICED,
  STAGE_APPROVED,
  STAGE_EXPORTED,
  STAGE_POSTED,
};

typedef struct
{
  GPtrArray *rows;
  const char *kind;
  const TieChoice *stages;
} Reading;

static guint
find_stage (const Reading *reading,
            const char *stage)
{
  guint i = 0;

  while (reading->stages[i].token != NULL && !g_str_equal (reading->stages[i].token, stage))
    i++;
  return i;
}

/* What this part of the practice knows about the other side. */
static const char *
get_package_words (const TieDocumentListRow *document,
                   guint stage)
{
  if (document->is_void)
    return "";
  if (stage >= STAGE_EXPORTED)
    return _ ("Exported");
  if (document->do_not_send)
    return _ ("Do not send");
  return document->is_contact_linked ? _ ("Marked") : _ ("Not linked");
}

static void
add_row (const TieDocumentListRow *document,
         gpointer user_data)
{
  const Reading *reading = user_data;
  guint stage = find_stage (reading, document->stage);
  TieListRow *row = tie_list_row_new (document->id, TIE_DOCUMENT_ROW_N_TEXTS, TIE_DOCUMENT_ROW_N_NUMBERS);
  const char *stage_words = reading->stages[stage].label != NULL ? _ (reading->stages[stage].label) : document->stage;

  tie_list_row_set_n_searched (row, TIE_DOCUMENT_ROW_DATE);
  tie_list_row_set_text (row, TIE_DOCUMENT_ROW_NUMBER, document->number);
  tie_list_row_set_text (row, TIE_DOCUMENT_ROW_CONTACT, document->contact_name);
  tie_list_row_set_text (row, TIE_DOCUMENT_ROW_PROJECT, document->project_name);
  tie_list_row_set_text (row, TIE_DOCUMENT_ROW_REFERENCE, document->reference);
  tie_list_row_set_text (row, TIE_DOCUMENT_ROW_STAGE, document->is_void ? _ ("Void") : stage_words);
  tie_list_row_set_text (row, TIE_DOCUMENT_ROW_SENT, document->is_sent ? _ ("Sent") : "");
  tie_list_row_set_text (row, TIE_DOCUMENT_ROW_PACKAGE, get_package_words (document, stage));
  tie_list_row_set_text (row, TIE_DOCUMENT_ROW_DATE, document->date);
  tie_list_row_set_text (row, TIE_DOCUMENT_ROW_DUE, document->due);
  tie_list_row_set_text (row, TIE_DOCUMENT_ROW_CONTACT_ID, document->contact);
  tie_list_row_set_number (row, TIE_DOCUMENT_ROW_TOTAL, document->total);
  tie_list_row_set_number (row, TIE_DOCUMENT_ROW_OPEN, document->is_void ? 0 : document->total - document->paid);
  tie_list_row_set_number (row, TIE_DOCUMENT_ROW_STAGE_NUMBER, stage);
  tie_list_row_set_number (row, TIE_DOCUMENT_ROW_IS_SENT, document->is_sent);
  tie_list_row_set_number (row, TIE_DOCUMENT_ROW_DO_NOT_SEND, document->do_not_send);
  tie_list_row_set_number (row, TIE_DOCUMENT_ROW_IS_VOID, document->is_void);
  tie_list_row_set_number (row, TIE_DOCUMENT_ROW_IS_LINKED, document->is_contact_linked);
  g_ptr_array_add (reading->rows, row);
}

/* argument: the kind, and behind a blank the contact. */
static GPtrArray *
read_rows (TieDb *db,
           const char *argument,
           const char *after,
           guint limit,
           GError **error)
{
  g_auto (GStrv) parts = g_strsplit (argument, " ", 2);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (TieRecordClass) klass = g_type_class_ref (TIE_TYPE_DOCUMENT);
  Reading reading = { rows, parts[0], klass->fields[TIE_DOCUMENT_STAGE].choices };

  if (!tie_document_list_read (db, parts[0], parts[1], after, limit, add_row, &reading, error))
    return NULL;
  return g_steal_pointer (&rows);
}

TieListing *
tie_document_rows_new (TieStore *store,
                       const char *kind,
                       const char *contact)
{
  g_autofree char *argument = g_strjoin (" ", kind, contact, NULL);

  return tie_listing_new_sliced (store,
                                 TIE_STORE_AREA_DOCUMENTS | TIE_STORE_AREA_CONTACTS | TIE_STORE_AREA_PROJECTS | TIE_STORE_AREA_LINKS | TIE_STORE_AREA_CONNECTION,
                                 read_rows, argument);
}

static void
show_package (TieCompany *company,
              GParamSpec *pspec,
              GtkColumnViewColumn *column)
{
  gtk_column_view_column_set_title (column, tie_company_get_package (company)->short_name);
}

void
tie_document_rows_add_columns (TieTable *table,
                               TieCompany *company,
                               const char *kind,
                               gboolean with_contact)
{
  gboolean is_supplier = g_str_equal (kind, TIE_DOCUMENT_KIND_SUPPLIER);
  gboolean is_invoice = g_str_equal (kind, TIE_DOCUMENT_KIND_INVOICE);
  GtkColumnViewColumn *column;

  column = tie_list_columns_add_text (table, "number", _ ("Number"), TIE_DOCUMENT_ROW_NUMBER);
  tie_table_fit_column (table, column, "INV-0000", FIT_EXTRA);
  tie_list_columns_add_date (table, "date", _ ("Date"), TIE_DOCUMENT_ROW_DATE);
  if (with_contact)
    {
      column = tie_list_columns_add_text (table, "contact", is_supplier ? _ ("Supplier") : _ ("Contact"), TIE_DOCUMENT_ROW_CONTACT);
      tie_table_fit_column (table, column, "Bright Horizon", FIT_EXTRA);
      gtk_column_view_column_set_expand (column, TRUE);
    }
  tie_list_columns_add_money (table, "amount", _ ("Amount"), TIE_DOCUMENT_ROW_TOTAL);
  tie_list_columns_add_money (table, "open", _ ("Open"), TIE_DOCUMENT_ROW_OPEN);
  column = tie_list_columns_add_text (table, "stage", _ ("Stage"), TIE_DOCUMENT_ROW_STAGE);
  tie_table_fit_column (table, column, _ ("Approved"), FIT_EXTRA);
  gtk_column_view_column_set_expand (column, !with_contact);
  if (is_invoice)
    {
      column = tie_list_columns_add_text (table, "sent", _ ("Sent"), TIE_DOCUMENT_ROW_SENT);
      tie_table_fit_column (table, column, _ ("Sent"), FIT_EXTRA);
    }
  column = tie_list_columns_add_text (table, "package", "", TIE_DOCUMENT_ROW_PACKAGE);
  g_signal_connect_object (company, "notify::package", G_CALLBACK (show_package), column, 0);
  show_package (company, NULL, column);
  tie_table_fit_column (table, column, _ ("Do not send"), FIT_EXTRA);
}

gboolean
tie_document_rows_shows (TieListRow *row,
                         TieDocumentsShow show)
{
  gint64 stage = tie_list_row_get_number (row, TIE_DOCUMENT_ROW_STAGE_NUMBER);
  gboolean is_sent = tie_list_row_get_number (row, TIE_DOCUMENT_ROW_IS_SENT) != 0;
  gboolean is_marked = tie_list_row_get_number (row, TIE_DOCUMENT_ROW_DO_NOT_SEND) == 0;
  gboolean is_linked = tie_list_row_get_number (row, TIE_DOCUMENT_ROW_IS_LINKED) != 0;

  if (show == TIE_DOCUMENTS_ALL)
    return TRUE;
  if (tie_list_row_get_number (row, TIE_DOCUMENT_ROW_IS_VOID) != 0)
    return FALSE;
  switch (show)
    {
    case TIE_DOCUMENTS_DRAFT:
      return stage == STAGE_INVOICED && !is_sent;
    case TIE_DOCUMENTS_TO_SEND:
      return stage < STAGE_EXPORTED && !is_sent;
    case TIE_DOCUMENTS_TO_APPROVE:
      return stage == STAGE_INVOICED;
    case TIE_DOCUMENTS_READY:
      return stage == STAGE_APPROVED && is_marked && is_linked && is_sent;
    case TIE_DOCUMENTS_EXPORTED:
      return stage == STAGE_EXPORTED;
    case TIE_DOCUMENTS_POSTED:
      return stage == STAGE_POSTED;
    case TIE_DOCUMENTS_BLOCKED:
      return stage < STAGE_EXPORTED && is_marked && !is_linked;
    case TIE_DOCUMENTS_ALL:
    default:
      return TRUE;
    }
}
