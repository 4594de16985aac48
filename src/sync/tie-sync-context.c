/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-context"
#include "config.h"

#include "base/tie-text.h"
#include "store/tie-activity-table.h"
#include "store/tie-connection-table.h"
#include "sync/tie-practice-package.h"
#include "sync/tie-sync-check.h"

TieSyncContext *
tie_sync_context_read (TieDb *db,
                       GError **error)
{
  g_autoptr (TieSyncContext) self = g_new0 (TieSyncContext, 1);
  g_autoptr (TieConnection) connection = NULL;
  g_autoptr (GError) local_error = NULL;

  self->state = TIE_COMPANY_CONNECTED;
  connection = tie_connection_table_get_active (db, &local_error);
  if (local_error == NULL)
    self->currency = tie_setting_table_get (db, "currency", &local_error);
  if (local_error == NULL)
    self->settings = tie_sync_settings_load (db, connection != NULL ? connection->id : NULL, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  self->package = tie_practice_package_read (db);
  if (connection == NULL)
    return g_steal_pointer (&self);
  self->connection = g_strdup (connection->id);
  self->home = g_strdup (connection->currency);
  /* A practice that names none keeps its books in the company's: what is said nowhere must not pass for any currency. */
  if (tie_text_is_empty (self->currency))
    {
      g_free (self->currency);
      self->currency = g_strdup (self->home);
    }
  self->country = g_strdup (connection->country);
  self->closed_until = g_strdup (connection->closed_until);
  self->tax_model = connection->tax_model;
  self->lacks = connection->lacks;
  return g_steal_pointer (&self);
}

void
tie_sync_context_free (TieSyncContext *self)
{
  g_free (self->connection);
  g_clear_pointer (&self->settings, tie_sync_settings_free);
  g_free (self->currency);
  g_free (self->home);
  g_free (self->country);
  g_free (self->closed_until);
  g_free (self);
}
