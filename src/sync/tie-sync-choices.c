/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-choices"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/tie-text.h"
#include "store/tie-activity-table.h"
#include "store/tie-remote-table.h"
#include "sync/tie-practice-package.h"
#include "sync/tie-sync-settings.h"

/* The choices of Sync Settings and Account Defaults beside what the package has. */

/* The package's own words for kinds of accounts, and of items that have to stand on one. */
static const struct
{
  TieSyncAccount account;
  const char *type;
} account_types[] = {
  { TIE_SYNC_ACCOUNT_RECEIVABLE, "Accounts Receivable" },
  { TIE_SYNC_ACCOUNT_INCOME, "Income" },
  { TIE_SYNC_ACCOUNT_INCOME, "Other Income" },
  { TIE_SYNC_ACCOUNT_EXPENSE, "Expense" },
  { TIE_SYNC_ACCOUNT_EXPENSE, "Other Expense" },
  { TIE_SYNC_ACCOUNT_EXPENSE, "Cost of Goods Sold" },
  { TIE_SYNC_ACCOUNT_PAYABLE, "Accounts Payable" },
  { TIE_SYNC_ACCOUNT_TAX_PAYABLE, "Other Current Liability" },
  { TIE_SYNC_ACCOUNT_DEPOSIT, "Bank" },
  { TIE_SYNC_ACCOUNT_DEPOSIT, "Other Current Asset" },
  { TIE_SYNC_ACCOUNT_BANK, "Bank" },
  { TIE_SYNC_ACCOUNT_BANK, "Credit Card" },
};

gboolean
tie_sync_account_fits (TieSyncAccount account,
                       const char *type)
{
  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (account_types); i++)
    {
      if (account_types[i].account == account && g_str_equal (account_types[i].type, type))
        return TRUE;
    }
  return FALSE;
}

void
tie_sync_missing_free (TieSyncMissing *self)
{
  g_free (self->sentence);
  g_free (self);
}

static void
add_missing (GPtrArray *missing,
             gboolean is_item,
             guint which,
             char *sentence)
{
  TieSyncMissing *entry = g_new0 (TieSyncMissing, 1);

  entry->is_item = is_item;
  entry->which = which;
  entry->sentence = sentence;
  g_ptr_array_add (missing, entry);
}

/* People know an account by its number where it has one. */
static char *
describe_gone (TieDb *db,
               const TieRemote *remote,
               const char *id)
{
  const char *name = id;

  if (remote != NULL && remote->kind == TIE_KIND_ACCOUNT && !tie_text_is_empty (remote->account))
    name = remote->account;
  else if (remote != NULL && !tie_text_is_empty (remote->name))
    name = remote->name;
  /* Translators: the number or name of an account or a product, and the package */
  return g_strdup_printf (_ ("%s no longer exists in %s."), name, tie_practice_package_read_name (db));
}

static gboolean
check_there (TieDb *db,
             const TieSyncSettings *self,
             gboolean is_item,
             guint which,
             const char *id,
             GPtrArray *missing,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieRemote) remote = NULL;

  if (id == NULL)
    return TRUE;
  remote = tie_remote_table_get (db, self->connection, is_item ? TIE_KIND_ITEM : TIE_KIND_ACCOUNT, id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (remote == NULL || remote->is_deleted || !remote->is_active)
    add_missing (missing, is_item, which, describe_gone (db, remote, id));
  return TRUE;
}

const char *
tie_sync_settings_find_missing (const TieSyncSettings *self,
                                TieLacks lacks,
                                TieSyncAccount account)
{
  g_return_val_if_fail (account < TIE_SYNC_N_ACCOUNTS, NULL);

  if (self->accounts[account] != NULL || !self->invoices)
    return NULL;
  if (account == TIE_SYNC_ACCOUNT_INCOME)
    return _ ("Choose an income account");
  if (account == TIE_SYNC_ACCOUNT_EXPENSE)
    return _ ("Choose an expense account");
  /* Elsewhere money that is on no account yet waits on one of the package's own. */
  if (account == TIE_SYNC_ACCOUNT_DEPOSIT && (lacks & TIE_LACKS_UNDEPOSITED) && tie_sync_settings_has (self, TIE_SYNC_PAYMENTS))
    return _ ("Choose a deposit account");
  return NULL;
}

GPtrArray *
tie_sync_settings_check (TieDb *db,
                         const TieSyncSettings *self,
                         GError **error)
{
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_sync_missing_free);

  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieConnection) connection = tie_connection_table_get (db, self->connection, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  for (guint i = 0; i < TIE_SYNC_N_ACCOUNTS; i++)
    {
      const char *sentence = tie_sync_settings_find_missing (self, connection != NULL ? connection->lacks : 0, i);

      if (sentence != NULL)
        add_missing (missing, FALSE, i, g_strdup (sentence));
    }
  for (guint i = 0; i < TIE_SYNC_N_ACCOUNTS; i++)
    {
      if (!check_there (db, self, FALSE, i, self->accounts[i], missing, error))
        return NULL;
    }
  for (guint i = 0; i < TIE_SYNC_N_ITEMS; i++)
    {
      if (!check_there (db, self, TRUE, i, self->items[i], missing, error))
        return NULL;
    }
  return g_steal_pointer (&missing);
}

static char *
make_prefix (const char *connection)
{
  return g_strconcat ("sync.", connection, ".default-item.", NULL);
}

gboolean
tie_sync_settings_set_uses_default (TieDb *db,
                                    const char *connection,
                                    const char *code,
                                    gboolean uses,
                                    GError **error)
{
  g_autofree char *prefix = make_prefix (connection);
  g_autofree char *name = g_strconcat (prefix, code, NULL);

  return tie_setting_table_set (db, name, uses ? "1" : NULL, error);
}

GHashTable *
tie_sync_settings_list_uses_default (TieDb *db,
                                     const char *connection,
                                     GError **error)
{
  g_autofree char *prefix = make_prefix (connection);
  g_autoptr (GHashTable) codes = NULL;
  g_auto (GStrv) names = tie_setting_table_list (db, prefix, error);

  if (names == NULL)
    return NULL;
  codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; names[i] != NULL; i++)
    g_hash_table_add (codes, g_strdup (names[i] + strlen (prefix)));
  return g_steal_pointer (&codes);
}
