/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-remote-choices"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-text.h"
#include "store/tie-connection-table.h"
#include "store/tie-remote-table.h"
#include "ui/tie-remote-choices.h"

/* The package's place for money that was received and not deposited yet. */
#define UNDEPOSITED "UndepositedFunds"

typedef struct
{
  char *connection; /* (owned) */
  TieKind kind;
  TieSyncAccount account; /* of accounts */
} Choices;

static void
choices_free (gpointer data)
{
  Choices *choices = data;

  g_free (choices->connection);
  g_free (choices);
}

static gboolean
is_undeposited (const Choices *choices,
                const TieRemote *remote)
{
  return choices->kind == TIE_KIND_ACCOUNT && choices->account == TIE_SYNC_ACCOUNT_DEPOSIT && g_strcmp0 (remote->sub_type, UNDEPOSITED) == 0;
}

static gboolean
fits (const Choices *choices,
      const TieRemote *remote)
{
  return choices->kind != TIE_KIND_ACCOUNT || tie_sync_account_fits (choices->account, remote->type);
}

static char *
dup_label (const Choices *choices,
           const TieRemote *remote)
{
  const char *name = remote->full_name != NULL ? remote->full_name : remote->name;

  if (choices->kind == TIE_KIND_ACCOUNT && !tie_text_is_empty (remote->account))
    return g_strdup_printf ("%s %s", remote->account, name);
  return g_strdup (name);
}

static gboolean
read_has_undeposited (TieDb *db,
                      const char *id,
                      gboolean *has_undeposited,
                      GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieConnection) connection = tie_connection_table_get (db, id, &local_error);

  *has_undeposited = connection == NULL || !(connection->lacks & TIE_LACKS_UNDEPOSITED);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
read_choices (TieDb *db,
              gconstpointer data,
              TiePickFunc func,
              gpointer user_data,
              GError **error)
{
  const Choices *choices = data;
  g_autoptr (GPtrArray) remotes = tie_remote_table_list (db, choices->connection, choices->kind, error);
  gboolean has_undeposited = FALSE;

  if (remotes == NULL)
    return FALSE;
  if (choices->kind == TIE_KIND_ACCOUNT && choices->account == TIE_SYNC_ACCOUNT_DEPOSIT && !read_has_undeposited (db, choices->connection, &has_undeposited, error))
    return FALSE;
  if (has_undeposited)
    {
      TiePickRow row = { .id = "", .code = _ ("Undeposited Funds"), .detail = "", .owner = "", .also = "" };

      func (&row, user_data);
    }
  for (guint i = 0; i < remotes->len; i++)
    {
      const TieRemote *remote = g_ptr_array_index (remotes, i);
      g_autofree char *label = fits (choices, remote) && !is_undeposited (choices, remote) ? dup_label (choices, remote) : NULL;
      TiePickRow row = { .id = remote->id, .code = label, .owner = "", .also = "" };

      if (label == NULL)
        continue;
      row.detail = remote->type != NULL ? remote->type : "";
      row.is_archived = remote->is_deleted || !remote->is_active;
      func (&row, user_data);
    }
  return TRUE;
}

static TiePickList *
make (TieStore *store,
      const char *connection,
      TieKind kind,
      TieSyncAccount account)
{
  Choices *choices = g_new0 (Choices, 1);

  choices->connection = g_strdup (connection);
  choices->kind = kind;
  choices->account = account;
  return tie_pick_list_new_for (store, TIE_STORE_AREA_REMOTES, read_choices, choices, choices_free);
}

TiePickList *
tie_remote_choices_new_accounts (TieStore *store,
                                 const char *connection,
                                 TieSyncAccount account)
{
  g_return_val_if_fail (connection != NULL, NULL);

  return make (store, connection, TIE_KIND_ACCOUNT, account);
}

TiePickList *
tie_remote_choices_new (TieStore *store,
                        const char *connection,
                        TieKind kind)
{
  g_return_val_if_fail (connection != NULL, NULL);

  return make (store, connection, kind, TIE_SYNC_N_ACCOUNTS);
}
