/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-settings"
#include "config.h"

#include <glib/gi18n.h>

#include "store/tie-activity-table.h"
#include "store/tie-connection-table.h"
#include "sync/tie-sync-settings.h"

/* In the file each value is a setting "sync.CONNECTION.NAME": undone, exported and restored as the practice's others. */
typedef struct
{
  const char *name;
  gsize offset;
  int initial;
  int least; /* what the file has is taken only between these: it may come from a later version */
  int most;
} Number;

#define SWITCH(name, field, initial) { name, G_STRUCT_OFFSET (TieSyncSettings, field), initial, FALSE, TRUE }

static const Number numbers[] = {
  SWITCH ("is-enabled", is_enabled, FALSE),
  SWITCH ("use-default-state", use_default_state, TRUE),
  SWITCH ("sites-from-package", sites_from_package, FALSE),
  SWITCH ("sites-to-package", sites_to_package, FALSE),
  SWITCH ("use-client-state", use_client_state, FALSE),
  SWITCH ("invoices", invoices, TRUE),
  SWITCH ("create-items", create_items, TRUE),
  SWITCH ("require-sent", require_sent, TRUE),
  SWITCH ("require-approval", require_approval, FALSE),
  SWITCH ("payments", payments, TRUE),
  { "direction", G_STRUCT_OFFSET (TieSyncSettings, direction), TIE_SYNC_BOTH, TIE_SYNC_SEND, TIE_SYNC_BOTH },
  { "mode", G_STRUCT_OFFSET (TieSyncSettings, mode), TIE_SYNC_MANUAL, TIE_SYNC_MANUAL, TIE_SYNC_CONTINUOUS },
  { "interval", G_STRUCT_OFFSET (TieSyncSettings, interval), 15, 1, 24 * 60 },
  SWITCH ("in-background", in_background, FALSE),
  SWITCH ("post-after-export", post_after_export, FALSE),
};

typedef struct
{
  const char *name;
  const char *label;
} Choice;

static const Choice accounts[TIE_SYNC_N_ACCOUNTS] = {
  [TIE_SYNC_ACCOUNT_RECEIVABLE] = { "receivable", N_ ("Receivable") },
  [TIE_SYNC_ACCOUNT_INCOME] = { "income", N_ ("Income") },
  [TIE_SYNC_ACCOUNT_EXPENSE] = { "expense", N_ ("Expense") },
  [TIE_SYNC_ACCOUNT_PAYABLE] = { "payable", N_ ("Payable") },
  [TIE_SYNC_ACCOUNT_TAX_PAYABLE] = { "tax-payable", N_ ("Tax payable") },
  [TIE_SYNC_ACCOUNT_DEPOSIT] = { "deposit", N_ ("Deposit payments to") },
  [TIE_SYNC_ACCOUNT_BANK] = { "bank", N_ ("Pay suppliers from") },
};

static const Choice items[TIE_SYNC_N_ITEMS] = {
  [TIE_SYNC_ITEM_TIME] = { "time", N_ ("Time") },
  [TIE_SYNC_ITEM_EXPENSE] = { "expense", N_ ("Expense") },
  [TIE_SYNC_ITEM_FIXED_FEE] = { "fixed-fee", N_ ("Fixed fee") },
  [TIE_SYNC_ITEM_DISCOUNT] = { "discount", N_ ("Discount/Write-down") },
  [TIE_SYNC_ITEM_FREIGHT] = { "freight", N_ ("Freight") },
  [TIE_SYNC_ITEM_ROUNDING] = { "rounding", N_ ("Rounding") },
};

TieSyncSettings *
tie_sync_settings_new (const char *connection)
{
  TieSyncSettings *self = g_new0 (TieSyncSettings, 1);

  self->connection = g_strdup (connection);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    G_STRUCT_MEMBER (int, self, numbers[i].offset) = numbers[i].initial;
  return self;
}

TieSyncSettings *
tie_sync_settings_copy (const TieSyncSettings *self)
{
  TieSyncSettings *copy = g_memdup2 (self, sizeof *self);

  copy->connection = g_strdup (self->connection);
  copy->default_state = g_strdup (self->default_state);
  for (guint i = 0; i < TIE_SYNC_N_ACCOUNTS; i++)
    copy->accounts[i] = g_strdup (self->accounts[i]);
  for (guint i = 0; i < TIE_SYNC_N_ITEMS; i++)
    copy->items[i] = g_strdup (self->items[i]);
  return copy;
}

void
tie_sync_settings_free (TieSyncSettings *self)
{
  g_free (self->connection);
  g_free (self->default_state);
  for (guint i = 0; i < TIE_SYNC_N_ACCOUNTS; i++)
    g_free (self->accounts[i]);
  for (guint i = 0; i < TIE_SYNC_N_ITEMS; i++)
    g_free (self->items[i]);
  g_free (self);
}

/* group: "" or "account." and the like. */
static char *
make_name (const char *connection,
           const char *group,
           const char *name)
{
  return g_strconcat ("sync.", connection, ".", group, name, NULL);
}

/* *value is left alone where the file has none. */
static gboolean
read_number (TieDb *db,
             const char *connection,
             const Number *number,
             int *value,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *name = make_name (connection, "", number->name);
  g_autofree char *text = tie_setting_table_get (db, name, &local_error);
  gint64 read = 0;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (text != NULL && g_ascii_string_to_signed (text, 10, number->least, number->most, &read, NULL))
    *value = (int) read;
  return TRUE;
}

static gboolean
read_text (TieDb *db,
           const char *name,
           char **value,
           GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *value = tie_setting_table_get (db, name, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
read_choices (TieDb *db,
              const char *connection,
              const char *group,
              const Choice *choices,
              guint n_choices,
              char **values,
              GError **error)
{
  for (guint i = 0; i < n_choices; i++)
    {
      g_autofree char *name = make_name (connection, group, choices[i].name);

      if (!read_text (db, name, &values[i], error))
        return FALSE;
    }
  return TRUE;
}

TieSyncSettings *
tie_sync_settings_load (TieDb *db,
                        const char *connection,
                        GError **error)
{
  g_autoptr (TieSyncSettings) self = NULL;
  g_autoptr (TieConnection) active = NULL;
  g_autoptr (GError) local_error = NULL;

  if (connection == NULL)
    {
      active = tie_connection_table_get_active (db, &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }
  self = tie_sync_settings_new (active != NULL ? active->id : connection);
  if (!read_text (db, "default-state", &self->default_state, error))
    return NULL;
  if (self->default_state != NULL && *self->default_state == '\0')
    g_clear_pointer (&self->default_state, g_free);
  if (self->connection == NULL)
    return g_steal_pointer (&self);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      if (!read_number (db, self->connection, &numbers[i], &G_STRUCT_MEMBER (int, self, numbers[i].offset), error))
        return NULL;
    }
  if (!read_choices (db, self->connection, "account.", accounts, TIE_SYNC_N_ACCOUNTS, self->accounts, error) ||
      !read_choices (db, self->connection, "item.", items, TIE_SYNC_N_ITEMS, self->items, error))
    return NULL;
  return g_steal_pointer (&self);
}

static gboolean
write_choices (TieDb *db,
               const char *connection,
               const char *group,
               const Choice *choices,
               guint n_choices,
               char *const *values,
               GError **error)
{
  for (guint i = 0; i < n_choices; i++)
    {
      g_autofree char *name = make_name (connection, group, choices[i].name);

      if (!tie_setting_table_set (db, name, values[i], error))
        return FALSE;
    }
  return TRUE;
}

gboolean
tie_sync_settings_save (TieDb *db,
                        const TieSyncSettings *self,
                        TieBillingStep *step,
                        GError **error)
{
  gboolean is_own = FALSE;

  g_return_val_if_fail (self->connection != NULL, FALSE);

  if (!tie_billing_step_begin (db, &is_own, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *name = make_name (self->connection, "", numbers[i].name);
      g_autofree char *text = g_strdup_printf ("%d", G_STRUCT_MEMBER (int, self, numbers[i].offset));

      if (!tie_setting_table_set (db, name, text, error))
        return FALSE;
    }
  return write_choices (db, self->connection, "account.", accounts, TIE_SYNC_N_ACCOUNTS, self->accounts, error) &&
         write_choices (db, self->connection, "item.", items, TIE_SYNC_N_ITEMS, self->items, error) &&
         tie_billing_step_end (db, is_own, step, g_strdup (_ ("Sync Settings changed")), error);
}

static void
append_choices (GString *text,
                char *const *values,
                guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s|", values[i] != NULL ? values[i] : "");
}

char *
tie_sync_settings_dup_choices (const TieSyncSettings *self)
{
  GString *text = g_string_new (NULL);

  append_choices (text, self->accounts, TIE_SYNC_N_ACCOUNTS);
  append_choices (text, self->items, TIE_SYNC_N_ITEMS);
  return g_string_free (text, FALSE);
}

gboolean
tie_sync_settings_has (const TieSyncSettings *self,
                       TieSyncGroup group)
{
  switch (group)
    {
    case TIE_SYNC_INVOICES:
    case TIE_SYNC_CREDITS:
    case TIE_SYNC_SUPPLIER:
      return self->invoices;
    case TIE_SYNC_PAYMENTS:
      return self->invoices && self->payments && self->direction != TIE_SYNC_BRING;
    case TIE_SYNC_PAYMENTS_IN:
      return self->invoices && self->payments && self->direction != TIE_SYNC_SEND;
    case TIE_SYNC_CONTACTS:
    default:
      return TRUE;
    }
}

const char *
tie_sync_account_get_label (TieSyncAccount account)
{
  g_return_val_if_fail (account < TIE_SYNC_N_ACCOUNTS, NULL);

  return _ (accounts[account].label);
}

const char *
tie_sync_item_get_label (TieSyncItem item)
{
  g_return_val_if_fail (item < TIE_SYNC_N_ITEMS, NULL);

  return _ (items[item].label);
}
