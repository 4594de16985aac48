/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-check-contact"
#include "config.h"

#include "base/tie-error.h"
#include "base/tie-states.h"
#include "base/tie-text.h"
#include "model/tie-contact.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "sync/tie-sync-check-private.h"

/* Contacts and sites of ours, and customers of theirs. */

/* The folded name by which the package's record is looked for, and under which customer. */
static gboolean
read_key (TieSyncReading *reading,
          const char *local_id,
          char **key,
          char **parent,
          GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieRecord) contact = tie_record_table_get (reading->db, TIE_TYPE_CONTACT, local_id, &local_error);
  g_autoptr (TieRecord) site = NULL;

  if (contact == NULL && g_error_matches (local_error, TIE_ERROR, TIE_ERROR_NOT_FOUND))
    {
      g_clear_error (&local_error);
      site = tie_record_table_get (reading->db, TIE_TYPE_SITE, local_id, &local_error);
    }
  if (local_error == NULL && site != NULL)
    *parent = tie_link_table_find_remote (reading->db, reading->context->connection, TIE_KIND_CUSTOMER, tie_record_get_text (site, TIE_SITE_CONTACT), &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  *key = tie_text_fold (tie_record_get_name (contact != NULL ? contact : site));
  return TRUE;
}

gboolean
tie_sync_check_accsid (TieSyncReading *reading,
                       TieSyncRecord *record,
                       TieKind kind,
                       const char *local_id,
                       const char *remote_id,
                       GError **error)
{
  TieSyncFinding *finding = tie_sync_record_add (record, reading, TIE_SYNC_BAD_ACCSID);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *key = NULL;
  g_autofree char *parent = NULL;

  if (!read_key (reading, local_id, &key, &parent, error))
    return FALSE;
  finding->kind = kind;
  finding->record_id = g_strdup (local_id);
  finding->here = g_strdup (remote_id);
  finding->there = tie_sync_table_find_survivor (reading->db, reading->context->connection, kind, local_id, remote_id, &local_error);
  if (finding->there == NULL && local_error == NULL)
    finding->there = tie_sync_table_find_by_name (reading->db, reading->context->connection, kind, parent, key, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (finding->there != NULL)
    tie_sync_finding_say (finding, "here", finding->here, "there", finding->there, NULL);
  else
    tie_sync_finding_say (finding, "here", finding->here, NULL);
  return TRUE;
}

static void
add_unknown_state (TieSyncReading *reading,
                   const TieSyncContact *row,
                   TieSyncRecord *record)
{
  const TieSyncContext *context = reading->context;
  TieSyncFinding *finding = tie_sync_record_add (record, reading, TIE_SYNC_UNKNOWN_STATE);
  const char *country = !tie_text_is_empty (row->country) ? row->country : !tie_text_is_empty (context->country) ? context->country : "US";
  const char *name = context->settings->default_state != NULL ? tie_state_get_name (context->settings->default_state) : NULL;

  finding->kind = row->kind;
  finding->remote_id = g_strdup (row->is_theirs ? row->id : NULL);
  finding->record_id = g_strdup (row->is_theirs ? NULL : row->id);
  finding->there = g_strdup (name != NULL ? name : context->settings->default_state);
  tie_sync_finding_say (finding, "country", country, NULL);
}

static void
add_site_state (TieSyncReading *reading,
                const TieSyncContact *row,
                TieSyncRecord *record)
{
  TieSyncFinding *finding = tie_sync_record_add (record, reading, TIE_SYNC_SITE_STATE);

  finding->kind = row->kind;
  finding->remote_id = g_strdup (row->is_theirs ? row->id : NULL);
  finding->record_id = g_strdup (row->is_theirs ? NULL : row->id);
  tie_sync_finding_say (finding, "name", row->short_name, NULL);
}

static void
check_state (TieSyncReading *reading,
             const TieSyncContact *row,
             TieSyncRecord *record)
{
  const TieSyncSettings *settings = reading->context->settings;

  if (tie_state_is_known (row->state, row->country, reading->context->country))
    return;
  if (row->is_site)
    {
      if (!settings->use_client_state || tie_text_is_empty (row->contact_state))
        add_site_state (reading, row, record);
    }
  else if (!settings->use_default_state || settings->default_state == NULL)
    add_unknown_state (reading, row, record);
}

gboolean
tie_sync_check_contact (TieSyncReading *reading,
                        const TieSyncContact *row,
                        TieSyncRecord *record,
                        GError **error)
{
  record->contact = row;
  record->asked |= 1 << TIE_SYNC_PART_ACCOUNT;
  if (row->remote_id != NULL && !row->is_there && !tie_sync_check_accsid (reading, record, row->kind, row->id, row->remote_id, error))
    return FALSE;
  /* What is linked has gone over already, with whatever State it has. */
  if (row->is_theirs || (row->is_site && row->remote_id == NULL))
    check_state (reading, row, record);
  if (row->has_conflict)
    {
      TieSyncFinding *finding = tie_sync_record_add (record, reading, TIE_SYNC_CONFLICT);

      finding->kind = row->kind;
      finding->record_id = g_strdup (row->id);
      tie_sync_finding_say (finding, NULL);
    }
  return row->is_theirs || tie_sync_check_fault (reading, row->id, row->kind, record, error);
}
