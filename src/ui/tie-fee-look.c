/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-look"
#include "config.h"

#include "model/tie-record.h"
#include "ui/tie-entry-rows.h"
#include "ui/tie-fee-look.h"
#include "ui/tie-fee-reading.h"

void
tie_fee_wish_clear (TieFeeWish *wish)
{
  g_clear_pointer (&wish->date, g_free);
  g_clear_pointer (&wish->file, g_free);
  g_clear_pointer (&wish->typed_from, g_free);
}

void
tie_fee_look_free (TieFeeLook *look)
{
  g_clear_pointer (&look->refresh, tie_fee_refresh_free);
  g_clear_pointer (&look->preview, tie_fee_preview_free);
  g_clear_pointer (&look->entries, g_ptr_array_unref);
  g_free (look);
}

/* What the thread and the store's functions share. */
typedef struct
{
  char *project;    /* (owned) */
  TieFeeWish wish;  /* (owned) */
  TieFeeLook *look; /* (owned) (nullable): given away */
} Looking;

static void
looking_free (gpointer data)
{
  Looking *looking = data;

  g_free (looking->project);
  tie_fee_wish_clear (&looking->wish);
  g_clear_pointer (&looking->look, tie_fee_look_free);
  g_free (looking);
}

static gboolean
is_billed (const TieInvoicePreview *wip,
           const char *entry)
{
  for (guint i = 0; i < wip->entries->len; i++)
    {
      if (g_strcmp0 (tie_record_get_id (wip->entries->pdata[i]), entry) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
read_entries (TieDb *db,
              Looking *looking,
              GError **error)
{
  TieFeeLook *look = looking->look;

  look->entries = tie_entry_rows_read (db, looking->project, error);
  for (guint i = look->entries != NULL ? look->entries->len : 0; i > 0; i--)
    {
      if (!is_billed (look->preview->wip, tie_list_row_get_id (look->entries->pdata[i - 1])))
        g_ptr_array_remove_index (look->entries, i - 1);
    }
  return look->entries != NULL;
}

static gboolean
look_func (TieDb *db,
           gpointer data,
           GError **error)
{
  Looking *looking = data;
  const TieFeeWish *wish = &looking->wish;
  TieFeePreviewOptions options = {
    .with_invoice = wish->with_invoice,
    .replace = wish->replace,
    .date = wish->date,
    .file = wish->file,
    .line = wish->line,
    .typed = wish->is_typed ? &wish->typed : NULL,
    .typed_from = wish->is_typed ? wish->typed_from : NULL,
  };
  TieFeeLook *look = looking->look;

  look->preview = tie_fee_preview_read (db, looking->project, &options, error);
  if (look->preview == NULL)
    return FALSE;
  return look->preview->wip == NULL || read_entries (db, looking, error);
}

void
tie_fee_look_async (TieStore *store,
                    const char *project,
                    const TieFeeWish *wish,
                    gboolean with_source,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  Looking *looking = g_new0 (Looking, 1);
  TieFeeReading reading = {
    .with_source = with_source,
    .needs_source = TRUE,
    .func = look_func,
    .data = looking,
    .free_data = looking_free,
  };

  looking->project = g_strdup (project);
  looking->wish = *wish;
  looking->wish.date = g_strdup (wish->date);
  looking->wish.file = g_strdup (wish->file);
  looking->wish.typed_from = g_strdup (wish->typed_from);
  looking->look = g_new0 (TieFeeLook, 1);
  reading.refresh = &looking->look->refresh;
  tie_fee_reading_async (store, &reading, cancellable, callback, user_data);
}

TieFeeLook *
tie_fee_look_finish (TieStore *store,
                     GAsyncResult *result,
                     GError **error)
{
  Looking *looking = tie_fee_reading_finish (store, result, error);
  TieFeeLook *look = looking != NULL ? g_steal_pointer (&looking->look) : NULL;

  g_clear_pointer (&looking, looking_free);
  return look;
}

const TieFeeFinding *
tie_fee_look_get_delay (const TieFeeLook *look)
{
  for (guint i = 0; look->refresh != NULL && i < look->refresh->problems->len; i++)
    {
      const TieFeeFinding *problem = look->refresh->problems->pdata[i];

      if (problem->code == TIE_FEE_L11_UNREACHABLE || problem->code == TIE_FEE_L12_BUSY)
        return problem;
    }
  return NULL;
}

gboolean
tie_fee_look_must_ask (const TieFeeLook *look)
{
  return !tie_fee_preview_can_import (look->preview) || tie_fee_preview_must_ask (look->preview) || tie_fee_look_get_delay (look) != NULL;
}
