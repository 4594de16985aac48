/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-document-wip"
#include "config.h"

#include "billing/tie-document-private.h"
#include "billing/tie-relief.h"
#include "model/tie-entry.h"
#include "store/tie-record-table.h"

gboolean
tie_document_relieve (TieDb *db,
                      TieDocument *document,
                      GError **error)
{
  TieRecord *record = TIE_RECORD (document);
  g_autoptr (GPtrArray) entries = tie_record_table_list_where (db, TIE_TYPE_ENTRY, TIE_ENTRY_DOCUMENT, tie_record_get_id (record), error);
  g_autofree TieReliefEntry *parts = NULL;

  if (entries == NULL)
    return FALSE;
  parts = g_new0 (TieReliefEntry, entries->len + 1);
  for (guint i = 0; i < entries->len; i++)
    {
      parts[i].value = tie_record_get_integer (entries->pdata[i], TIE_ENTRY_AMOUNT);
      parts[i].quantity = tie_record_get_integer (entries->pdata[i], TIE_ENTRY_QUANTITY);
      parts[i].is_billable = !tie_record_get_integer (entries->pdata[i], TIE_ENTRY_NOT_BILLABLE);
    }
  tie_relief_spread (tie_record_get_integer (record, TIE_DOCUMENT_SUBTOTAL) - tie_record_get_integer (record, TIE_DOCUMENT_DISCOUNT), parts, entries->len);
  for (guint i = 0; i < entries->len; i++)
    {
      if (tie_record_get_integer (entries->pdata[i], TIE_ENTRY_BILLED) == parts[i].billed)
        continue;
      tie_record_set_integer (entries->pdata[i], TIE_ENTRY_BILLED, parts[i].billed);
      if (!tie_record_table_save (db, entries->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}

gboolean
tie_document_free_entries (TieDb *db,
                           const char *id,
                           GError **error)
{
  g_autoptr (GPtrArray) entries = tie_record_table_list_where (db, TIE_TYPE_ENTRY, TIE_ENTRY_DOCUMENT, id, error);

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      tie_record_set_text (entries->pdata[i], TIE_ENTRY_DOCUMENT, NULL);
      tie_record_set_integer (entries->pdata[i], TIE_ENTRY_BILLED, 0);
      if (!tie_record_table_save (db, entries->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}
