/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-demo-settings"
#include "config.h"

#include "app/tie-demo-settings.h"
#include "store/tie-remote-table.h"
#include "sync/tie-sync-settings.h"

/* The first account of the fitting kind, as the company numbers them. */
static const char *
find_account (GPtrArray *accounts,
              TieSyncAccount account)
{
  const TieRemote *best = NULL;

  for (guint i = 0; i < accounts->len; i++)
    {
      const TieRemote *remote = accounts->pdata[i];

      if (remote->is_active && !remote->is_deleted && tie_sync_account_fits (account, remote->type) &&
          (best == NULL || g_strcmp0 (remote->account, best->account) < 0))
        best = remote;
    }
  return best != NULL ? best->id : NULL;
}

/* What goes by post or courier is billed as that. */
static gboolean
choose_freight (TieDb *db,
                TieSyncSettings *settings,
                GError **error)
{
  g_autoptr (GPtrArray) items = tie_remote_table_list (db, settings->connection, TIE_KIND_ITEM, error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const TieRemote *item = items->pdata[i];

      if (!item->is_active || item->is_deleted || g_strcmp0 (item->name, "Courier") != 0)
        continue;
      g_free (settings->items[TIE_SYNC_ITEM_FREIGHT]);
      settings->items[TIE_SYNC_ITEM_FREIGHT] = g_strdup (item->id);
    }
  return items != NULL;
}

gboolean
tie_demo_settings_choose (TieDb *db,
                          gpointer data,
                          GError **error)
{
  static const TieSyncAccount wanted[] = { TIE_SYNC_ACCOUNT_INCOME, TIE_SYNC_ACCOUNT_EXPENSE, TIE_SYNC_ACCOUNT_BANK };
  g_autoptr (TieSyncSettings) settings = tie_sync_settings_load (db, NULL, error);
  g_autoptr (GPtrArray) accounts = NULL;

  if (settings == NULL)
    return FALSE;
  if (settings->connection == NULL || settings->is_enabled || settings->accounts[TIE_SYNC_ACCOUNT_INCOME] != NULL)
    return TRUE;
  accounts = tie_remote_table_list (db, settings->connection, TIE_KIND_ACCOUNT, error);
  if (accounts == NULL || !choose_freight (db, settings, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_free (settings->accounts[wanted[i]]);
      settings->accounts[wanted[i]] = g_strdup (find_account (accounts, wanted[i]));
    }
  return settings->accounts[TIE_SYNC_ACCOUNT_INCOME] == NULL || tie_sync_settings_save (db, settings, NULL, error);
}
