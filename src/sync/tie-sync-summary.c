/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-summary"
#include "config.h"

#include "model/tie-document.h"
#include "sync/tie-sync-check-private.h"
#include "sync/tie-sync-summary.h"

typedef struct
{
  TieSyncSummary *summary;
  TieSyncGroup group;
} Count;

/* As the lists see it: what was refused waits for somebody. */
static gboolean
is_blocked (const TieSyncRecord *record)
{
  for (guint i = 0; i < record->findings->len; i++)
    {
      TieSyncCode code = ((TieSyncFinding *) record->findings->pdata[i])->code;

      if (tie_sync_code_stops (code) || code == TIE_SYNC_REFUSED)
        return TRUE;
    }
  return FALSE;
}

static void
count_document (TieSyncSummary *self,
                TieSyncGroup group,
                const TieSyncRecord *record)
{
  const TieSyncMoney *row = record->money;

  if (g_str_equal (row->stage, TIE_DOCUMENT_STAGE_POSTED))
    self->documents.posted++;
  else if (row->remote_id != NULL || g_str_equal (row->stage, TIE_DOCUMENT_STAGE_EXPORTED))
    self->documents.exported++;
  else if (!is_blocked (record))
    self->documents.ready++;
  else if (group == TIE_SYNC_INVOICES && !row->is_sent && g_str_equal (row->stage, TIE_DOCUMENT_STAGE_INVOICED))
    self->documents.draft++;
  else
    self->documents.blocked++;
}

static gboolean
count_cb (const TieSyncRecord *record,
          gpointer user_data,
          GError **error)
{
  const Count *count = user_data;
  TieSyncSummary *self = count->summary;
  const TieSyncMoney *row = record->money;

  if (row->is_void || ((row->do_not_send || row->elsewhere != NULL) && row->remote_id == NULL))
    return TRUE;
  if (count->group == TIE_SYNC_PAYMENTS_IN)
    {
      if (row->remote_id != NULL)
        self->payments.imported += row->is_from_there;
      else if (is_blocked (record))
        self->payments.to_import_blocked++;
      else
        self->payments.to_import++;
    }
  else if (count->group != TIE_SYNC_PAYMENTS)
    count_document (self, count->group, record);
  else if (row->remote_id != NULL)
    self->payments.exported += !row->is_from_there;
  else if (is_blocked (record))
    self->payments.blocked++;
  else
    self->payments.ready++;
  return TRUE;
}

gboolean
tie_sync_summary_read (TieDb *db,
                       TieSyncSummary *self,
                       GError **error)
{
  g_autoptr (TieSyncContext) context = tie_sync_context_read (db, error);

  *self = (TieSyncSummary) { 0 };
  if (context == NULL)
    return FALSE;
  for (TieSyncGroup group = TIE_SYNC_INVOICES; group < TIE_SYNC_CONTACTS; group++)
    {
      Count count = { self, group };

      if (!tie_sync_check_read (db, context, group, NULL, count_cb, &count, error))
        return FALSE;
    }
  return TRUE;
}
