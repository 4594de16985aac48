/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-link-actions"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "model/tie-site.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "store/tie-row-name.h"
#include "store/tie-sync-table.h"
#include "sync/tie-practice-package.h"
#include "sync/tie-sync-actions.h"

/* Links, one record at a time. */

/* *site: (transfer full) NULL when it is none. */
static gboolean
read_site (TieDb *db,
           const char *local_id,
           TieRecord **site,
           GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *site = tie_record_table_get (db, TIE_TYPE_SITE, local_id, &local_error);
  if (local_error == NULL || g_error_matches (local_error, TIE_ERROR, TIE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* The package's parent of a site's record; NULL for what stands by itself. */
static gboolean
find_parent (TieDb *db,
             const char *connection,
             const char *local_id,
             gboolean *is_site,
             char **parent,
             GError **error)
{
  g_autoptr (TieRecord) site = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!read_site (db, local_id, &site, error))
    return FALSE;
  *is_site = site != NULL;
  if (site != NULL)
    *parent = tie_link_table_find_remote (db, connection, TIE_KIND_CUSTOMER, tie_record_get_text (site, TIE_SITE_CONTACT), &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
check_site (TieDb *db,
            const char *connection,
            const char *local_id,
            const TieRemote *remote,
            GError **error)
{
  g_autofree char *parent = NULL;
  g_autofree char *name = NULL;
  gboolean is_site = FALSE;

  if (!find_parent (db, connection, local_id, &is_site, &parent, error))
    return FALSE;
  if (!is_site || (parent != NULL && g_strcmp0 (parent, remote->parent_id) == 0))
    return TRUE;
  name = tie_row_name_find_linked (db, local_id);
  g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("%s is a site. It can only be linked to a sub-customer of the customer that its contact is linked to."), name);
  return FALSE;
}

static gboolean
replace_link (TieDb *db,
              const char *connection,
              TieKind kind,
              const char *local_id,
              const char *remote_id,
              char *sentence,
              TieBillingStep *step,
              GError **error)
{
  g_autofree char *owned = sentence;
  gboolean is_own = FALSE;

  return tie_billing_step_begin (db, &is_own, error) &&
         tie_link_table_remove (db, connection, kind, local_id, error) &&
         (remote_id == NULL || tie_link_table_add (db, connection, kind, local_id, remote_id, error)) &&
         tie_billing_step_end (db, is_own, step, g_steal_pointer (&owned), error);
}

gboolean
tie_sync_action_link (TieDb *db,
                      const char *connection,
                      TieKind kind,
                      const char *local_id,
                      const char *remote_id,
                      TieBillingStep *step,
                      GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieRemote) remote = tie_remote_table_get (db, connection, kind, remote_id, &local_error);
  g_autofree char *name = NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (remote == NULL || remote->is_deleted || !remote->is_active)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_GONE, "No such record there: %s", remote_id);
      return FALSE;
    }
  if (kind == TIE_KIND_CUSTOMER && !check_site (db, connection, local_id, remote, error))
    return FALSE;
  name = tie_row_name_find_linked (db, local_id);
  /* Translators: names of a contact and of a customer */
  return replace_link (db, connection, kind, local_id, remote_id, g_strdup_printf (_ ("%s linked to %s"), name, remote->name != NULL ? remote->name : remote_id), step, error);
}

gboolean
tie_sync_action_remove_accsid (TieDb *db,
                               const char *connection,
                               TieKind kind,
                               const char *local_id,
                               TieBillingStep *step,
                               GError **error)
{
  g_autofree char *name = tie_row_name_find_linked (db, local_id);

  /* Translators: %s is a contact's name */
  return replace_link (db, connection, kind, local_id, NULL, g_strdup_printf (_ ("%s unlinked"), name), step, error);
}

/* ---- what a person typed ---- */

/* The record there that bears the name of ours: what the id should have been. */
static gboolean
find_required (TieDb *db,
               const char *connection,
               TieKind kind,
               const char *local_id,
               char **required,
               GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieRecord) site = NULL;
  g_autofree char *parent = NULL;
  g_autofree char *name = NULL;
  g_autofree char *key = NULL;
  gboolean is_site = FALSE;

  if (!find_parent (db, connection, local_id, &is_site, &parent, error) || !read_site (db, local_id, &site, error))
    return FALSE;
  name = site != NULL ? g_strdup (tie_record_get_name (site)) : tie_row_name_find_linked (db, local_id);
  key = tie_text_fold (name);
  if (!is_site || parent != NULL)
    *required = tie_sync_table_find_by_name (db, connection, kind, parent, key, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
tie_sync_action_check_accsid (TieDb *db,
                              const char *connection,
                              TieKind kind,
                              const char *local_id,
                              const char *typed,
                              gboolean *is_known,
                              char **required,
                              GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieRemote) remote = tie_remote_table_get (db, connection, kind, typed, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  *is_known = remote != NULL && !remote->is_deleted && remote->is_active && !remote->is_project;
  return *is_known || find_required (db, connection, kind, local_id, required, error);
}

char *
tie_sync_action_say_accsid (const TiePackage *package,
                            TieKind kind,
                            const char *typed,
                            const char *required)
{
  g_autoptr (TieSyncFinding) finding = tie_sync_finding_new (TIE_SYNC_CONTACTS, TIE_SYNC_BAD_ACCSID, package);

  finding->kind = kind;
  finding->there = g_strdup (required);
  if (required != NULL)
    tie_sync_finding_say (finding, "here", typed, "there", required, NULL);
  else
    tie_sync_finding_say (finding, "here", typed, NULL);
  return g_steal_pointer (&finding->sentence);
}

gboolean
tie_sync_action_set_accsid (TieDb *db,
                            const char *connection,
                            TieKind kind,
                            const char *local_id,
                            const char *typed,
                            char **required,
                            TieBillingStep *step,
                            GError **error)
{
  g_autofree char *id = tie_text_clean (typed);
  g_autofree char *sentence = NULL;
  gboolean is_known = FALSE;

  if (!tie_sync_action_check_accsid (db, connection, kind, local_id, id, &is_known, required, error))
    return FALSE;
  if (is_known)
    return tie_sync_action_link (db, connection, kind, local_id, id, step, error);
  sentence = tie_sync_action_say_accsid (tie_practice_package_read (db), kind, id, *required);
  g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, sentence);
  return FALSE;
}
