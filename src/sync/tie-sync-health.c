/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-health"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "sync/tie-sync-check-private.h"
#include "sync/tie-sync-health.h"

typedef struct
{
  TieSyncCode code;
  char *sentence; /* (owned) (nullable): of the first such record */
  gint64 n;
} Reason;

typedef struct
{
  Reason reasons[TIE_SYNC_N_CODES];
  gint64 n_ready;
} Now;

static void
now_clear (Now *now)
{
  for (guint i = 0; i < G_N_ELEMENTS (now->reasons); i++)
    g_free (now->reasons[i].sentence);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Now, now_clear)

static gboolean
count_cb (const TieSyncRecord *record,
          gpointer user_data,
          GError **error)
{
  Now *now = user_data;
  const TieSyncMoney *row = record->money;

  if (row->is_void || row->remote_id != NULL || row->do_not_send || row->elsewhere != NULL)
    return TRUE;
  for (guint i = 0; i < record->findings->len; i++)
    {
      const TieSyncFinding *finding = record->findings->pdata[i];
      Reason *reason = &now->reasons[finding->code];

      if (!tie_sync_code_stops (finding->code) && finding->code != TIE_SYNC_REFUSED)
        continue;
      reason->n++;
      if (reason->sentence == NULL)
        reason->sentence = g_strdup (finding->sentence);
      return TRUE;
    }
  now->n_ready++;
  return TRUE;
}

static int
compare_reasons (gconstpointer a,
                 gconstpointer b)
{
  const Reason *left = a;
  const Reason *right = b;

  if (left->n != right->n)
    return left->n > right->n ? -1 : 1;
  return (int) left->code - (int) right->code;
}

static void
add_row (TieReport *report,
         const char *text,
         gint64 n)
{
  guint row = tie_report_add_row (report, TIE_REPORT_ROW_PLAIN, NULL);

  tie_report_set_text (report, row, 0, text);
  tie_report_set_number (report, row, 1, n);
}

gboolean
tie_sync_health_add_now (TieDb *db,
                         TieReport *report,
                         GError **error)
{
  g_autoptr (TieSyncContext) context = tie_sync_context_read (db, error);
  g_auto (Now) now = { 0 };

  if (context == NULL)
    return FALSE;
  if (context->connection == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (now.reasons); i++)
    now.reasons[i].code = (TieSyncCode) i;
  for (TieSyncGroup group = TIE_SYNC_INVOICES; group < TIE_SYNC_CONTACTS; group++)
    {
      if (!tie_sync_check_read (db, context, group, NULL, count_cb, &now, error))
        return FALSE;
    }
  qsort (now.reasons, G_N_ELEMENTS (now.reasons), sizeof *now.reasons, compare_reasons);
  if (tie_report_get_n_rows (report) == 0)
    {
      if (now.n_ready == 0 && now.reasons[0].n == 0)
        return TRUE;
      tie_report_set_sentence (report, _ ("Nothing was sent in this time"));
    }
  add_row (report, _ ("Ready to sync"), now.n_ready);
  if (now.reasons[0].n > 0)
    tie_report_set_text (report, tie_report_add_row (report, TIE_REPORT_ROW_GROUP, NULL), 0, _ ("Blocked now, and why"));
  for (guint i = 0; i < G_N_ELEMENTS (now.reasons) && now.reasons[i].n > 0; i++)
    {
      g_autofree char *text = tie_sync_code_dup_text (now.reasons[i].code, context->package);

      /* A sentence that names something stands for all of its kind. */
      add_row (report, strchr (text, '{') == NULL ? text : now.reasons[i].sentence, now.reasons[i].n);
    }
  return TRUE;
}
