/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-demo-settings"
#include "config.h"

#include <gio/gio.h>

#include "app/tie-demo-settings.h"
#include "app/tie-demo.h"
#include "base/tie-csv.h"
#include "store/tie-remote-table.h"
#include "sync/tie-sync-settings.h"

typedef struct
{
  TieDb *db;
  TieSyncSettings *settings;
} Choosing;

/* The words of choices.csv. */
static const struct
{
  const char *word;
  TieKind kind;
  guint which; /* TieSyncAccount or TieSyncItem */
} choices[] = {
  { "income", TIE_KIND_ACCOUNT, TIE_SYNC_ACCOUNT_INCOME },
  { "expense", TIE_KIND_ACCOUNT, TIE_SYNC_ACCOUNT_EXPENSE },
  { "bank", TIE_KIND_ACCOUNT, TIE_SYNC_ACCOUNT_BANK },
  { "deposit", TIE_KIND_ACCOUNT, TIE_SYNC_ACCOUNT_DEPOSIT },
  { "freight", TIE_KIND_ITEM, TIE_SYNC_ITEM_FREIGHT },
};

static const char *
find (GPtrArray *remotes,
      const char *name)
{
  for (guint i = 0; i < remotes->len; i++)
    {
      const TieRemote *remote = remotes->pdata[i];

      if (remote->is_active && !remote->is_deleted && g_strcmp0 (remote->name, name) == 0)
        return remote->id;
    }
  return NULL;
}

/* A row of choices.csv: what is chosen, and its name there. */
static gboolean
choose (const char *const *fields,
        guint n_fields,
        guint line,
        gpointer user_data,
        GError **error)
{
  const Choosing *self = user_data;

  for (guint i = 0; line > 1 && n_fields == 2 && i < G_N_ELEMENTS (choices); i++)
    {
      char **chosen = choices[i].kind == TIE_KIND_ITEM ? &self->settings->items[choices[i].which] : &self->settings->accounts[choices[i].which];
      g_autoptr (GPtrArray) remotes = NULL;

      if (!g_str_equal (choices[i].word, fields[0]))
        continue;
      remotes = tie_remote_table_list (self->db, self->settings->connection, choices[i].kind, error);
      if (remotes == NULL)
        return FALSE;
      g_free (*chosen);
      *chosen = g_strdup (find (remotes, fields[1]));
    }
  return TRUE;
}

gboolean
tie_demo_settings_choose (TieDb *db,
                          gpointer data,
                          GError **error)
{
  g_autofree char *path = tie_demo_dup_resource (data, "choices.csv");
  g_autoptr (GBytes) csv = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autoptr (TieSyncSettings) settings = csv != NULL ? tie_sync_settings_load (db, NULL, error) : NULL;
  Choosing choosing = { db, settings };

  if (settings == NULL)
    return FALSE;
  if (settings->connection == NULL || settings->is_enabled || settings->accounts[TIE_SYNC_ACCOUNT_INCOME] != NULL)
    return TRUE;
  return tie_csv_read (csv, ',', choose, &choosing, error) &&
         (settings->accounts[TIE_SYNC_ACCOUNT_INCOME] == NULL || tie_sync_settings_save (db, settings, NULL, error));
}
