/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-import-record"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-contact.h"
#include "store/tie-activity-table.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "store/tie-synced-table.h"
#include "sync/tie-import-record.h"
#include "sync/tie-outbox-fields.h"
#include "sync/tie-practice-package.h"

/* The contact of a link, which may be one of its sites. */
static char *
find_contact (TieDb *db,
              const char *connection,
              TieKind kind,
              const char *party)
{
  g_autofree char *local = tie_link_table_find_local (db, connection, kind, party, NULL);
  g_autoptr (TieRecord) site = NULL;

  if (local == NULL)
    return NULL;
  site = tie_record_table_get (db, TIE_TYPE_SITE, local, NULL);
  return site != NULL ? g_strdup (tie_record_get_text (site, TIE_SITE_CONTACT)) : g_steal_pointer (&local);
}

void
tie_import_read_party (TieDb *db,
                       const char *connection,
                       TieKind kind,
                       const char *remote_id,
                       char **contact_id,
                       char **contact_name,
                       char **problem)
{
  g_autoptr (TieRemote) party = remote_id != NULL ? tie_remote_table_get (db, connection, kind, remote_id, NULL) : NULL;
  g_autofree char *id = remote_id != NULL ? find_contact (db, connection, kind, remote_id) : NULL;
  g_autoptr (TieRecord) contact = NULL;

  *contact_id = NULL;
  *problem = NULL;
  if (id == NULL && party != NULL && party->parent_id != NULL)
    id = find_contact (db, connection, kind, party->parent_id);
  contact = id != NULL ? tie_record_table_get (db, TIE_TYPE_CONTACT, id, NULL) : NULL;
  if (contact != NULL)
    {
      *contact_id = g_steal_pointer (&id);
      *contact_name = g_strdup (tie_record_get_text (contact, TIE_CONTACT_NAME));
      return;
    }
  *contact_name = g_strdup (party != NULL && party->name != NULL ? party->name : remote_id != NULL ? remote_id : "");
  /* Translators: the package, and a name */
  *problem = g_strdup_printf (kind == TIE_KIND_CUSTOMER ? _ ("%s customer %s is not linked to a contact.") : _ ("%s supplier %s is not linked to a contact."), tie_practice_package_read_name (db), *contact_name);
}

gboolean
tie_import_save_synced (TieDb *db,
                        const char *connection,
                        TieKind kind,
                        const char *local_id,
                        const char *remote_id,
                        const char *stage,
                        const char *run,
                        GError **error)
{
  g_autoptr (TieRemote) remote = tie_remote_table_get (db, connection, kind, remote_id, error);
  g_autofree char *state = remote != NULL ? tie_synced_table_get_state (db, kind, local_id, error) : NULL;
  g_autofree char *fields = NULL;
  TieOutboxFields parts = { .state = state, .stage = (char *) stage };
  TieSynced synced = { .kind = kind, .local_id = (char *) local_id, .remote_id = (char *) remote_id, .run = (char *) run };

  if (state == NULL)
    return FALSE;
  parts.date = remote->money != NULL ? remote->money->date : NULL;
  parts.party_id = remote->money != NULL ? remote->money->party_id : NULL;
  fields = tie_outbox_fields_to_string (&parts);
  synced.version = remote->version;
  synced.number = remote->money != NULL ? remote->money->number : NULL;
  synced.total = remote->money != NULL ? remote->money->total : 0;
  synced.fields = fields;
  return tie_synced_table_save (db, connection, &synced, error);
}

gboolean
tie_import_add_activity (TieDb *db,
                         const char *local_id,
                         const char *title,
                         const char *run,
                         const char *result,
                         GError **error)
{
  g_autofree char *what = g_strdup_printf (_ ("Imported from %s"), tie_practice_package_read_name (db));
  TieActivity activity = {
    .what = what,
    .record_id = (char *) local_id,
    .record = (char *) title,
    .result = (char *) result,
    .run = (char *) run,
  };

  return tie_activity_table_add (db, &activity, error);
}
