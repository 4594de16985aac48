/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-sync-settings.h"
#include "ui/tie-session.h"

G_BEGIN_DECLS

/* The first sync after the integration was enabled: reads everything, and makes sites from sub-customers and the other way
 * round where that was asked for. */
typedef struct
{
  guint n_read;
  char *sites_here;  /* (nullable): "3 sites imported" */
  char *sites_there; /* (nullable): "2 contacts exported to …" */
  guint n_linked;
  guint n_contacts;
} TieFirstSync;
void tie_first_sync_free (TieFirstSync *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieFirstSync, tie_first_sync_free)

/* window: whose undo step the imported sites are. */
void tie_first_sync_async (TieSession *session, const TieSyncSettings *settings, const char *window, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TieFirstSync *tie_first_sync_finish (TieSession *session, GAsyncResult *result, GError **error);

G_END_DECLS
