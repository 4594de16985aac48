/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-follow"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "billing/tie-document-actions.h"
#include "store/tie-closed-period.h"
#include "store/tie-document-table.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "store/tie-synced-table.h"
#include "sync/tie-import-record.h"
#include "sync/tie-outbox-fields.h"
#include "sync/tie-practice-package.h"
#include "sync/tie-problem.h"
#include "sync/tie-sync-follow.h"

/* A document and what became of it there. */
typedef struct
{
  TieDb *db;
  const char *connection;
  const char *run;
  TieKind kind;
  const TieLink *link;
  TieDocument *document; /* (owned) */
  TieSynced *synced;     /* (owned) (nullable) */
  char *title;           /* (owned) */
  gboolean is_deleted;
} Following;

static void
following_clear (Following *following)
{
  g_clear_object (&following->document);
  g_clear_pointer (&following->synced, tie_synced_free);
  g_clear_pointer (&following->title, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Following, following_clear)

static gboolean
add_activity (Following *following,
              const char *result,
              GError **error)
{
  return tie_import_add_activity (following->db, following->link->local_id, following->title, following->run, result, error);
}

static gboolean
follow_void (Following *following,
             GError **error)
{
  const char *id = following->link->local_id;
  g_autoptr (TieOutboxFields) fields = tie_outbox_fields_parse (following->synced != NULL ? following->synced->fields : NULL);
  g_autoptr (TieRemote) remote = NULL;
  g_autofree char *text = NULL;
  g_autofree char *result = g_strdup_printf (_ ("Void in %s, and so here"), tie_practice_package_read_name (following->db));

  if (!tie_document_table_set_stage (following->db, id, TIE_DOCUMENT_STAGE_INVOICED, error) || !tie_document_void (following->db, id, NULL, error))
    return FALSE;
  remote = tie_remote_table_get (following->db, following->connection, following->kind, following->link->remote_id, error);
  g_free (fields->state);
  fields->state = remote != NULL ? tie_synced_table_get_state (following->db, following->kind, id, error) : NULL;
  if (fields->state == NULL)
    return FALSE;
  text = tie_outbox_fields_to_string (fields);
  if (following->synced != NULL)
    {
      g_free (following->synced->fields);
      following->synced->fields = g_steal_pointer (&text);
      g_free (following->synced->version);
      following->synced->version = g_strdup (remote->version);
      following->synced->total = 0;
      g_clear_pointer (&following->synced->moment, g_free);
    }
  return (following->synced == NULL || tie_synced_table_save (following->db, following->connection, following->synced, error)) &&
         add_activity (following, result, error);
}

static gboolean
follow_deleted (Following *following,
                GError **error)
{
  const char *ids[] = { following->link->local_id, NULL };
  g_autoptr (TieOutboxFields) fields = tie_outbox_fields_parse (following->synced != NULL ? following->synced->fields : NULL);
  g_autofree char *result = g_strdup_printf (_ ("Deleted in %s; marked as do not send"), tie_practice_package_read_name (following->db));

  return tie_link_table_remove (following->db, following->connection, following->kind, ids[0], error) &&
         tie_synced_table_delete (following->db, following->connection, following->kind, ids[0], error) &&
         tie_document_table_set_stage (following->db, ids[0], fields->stage != NULL ? fields->stage : TIE_DOCUMENT_STAGE_INVOICED, error) &&
         tie_document_set_do_not_send (following->db, ids, TRUE, NULL, error) &&
         add_activity (following, result, error);
}

/* (transfer full) Why it stays as it is here. */
static char *
find_reason (Following *following)
{
  TieRecord *document = TIE_RECORD (following->document);
  const char *package = tie_practice_package_read_name (following->db);

  /* Translators: the number of a document, and the package */
  if (g_str_equal (tie_record_get_text (document, TIE_DOCUMENT_STAGE), TIE_DOCUMENT_STAGE_POSTED))
    return g_strdup_printf (following->is_deleted ? _ ("%s was deleted in %s, but is posted here.") : _ ("%s was voided in %s, but is posted here."), following->title, package);
  if (!tie_closed_period_check (following->db, tie_record_get_text (document, TIE_DOCUMENT_DATE), NULL))
    return g_strdup_printf (following->is_deleted ? _ ("%s was deleted in %s, but lies in the closed period here.") : _ ("%s was voided in %s, but lies in the closed period here."), following->title, package);
  return NULL;
}

static gboolean
follow_one (TieDb *db,
            const char *connection,
            const char *run,
            TieKind kind,
            const TieLink *link,
            GPtrArray *done,
            GPtrArray *problems,
            GError **error)
{
  g_auto (Following) following = { .db = db, .connection = connection, .run = run, .kind = kind, .link = link };
  g_autoptr (TieRemote) remote = tie_remote_table_get (db, connection, kind, link->remote_id, error);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *reason = NULL;

  if (remote == NULL)
    return FALSE;
  following.document = tie_record_table_get (db, TIE_TYPE_DOCUMENT, link->local_id, error);
  if (following.document == NULL)
    return FALSE;
  following.synced = tie_synced_table_get (db, connection, kind, link->local_id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  following.title = tie_document_get_title (following.document);
  following.is_deleted = remote->is_deleted;
  reason = find_reason (&following);
  if (reason != NULL)
    {
      g_ptr_array_add (problems, tie_problem_new (link->local_id, following.title, reason, link->remote_id));
      return TRUE;
    }
  g_ptr_array_add (done, g_strdup (link->local_id));
  return remote->is_deleted ? follow_deleted (&following, error) : follow_void (&following, error);
}

gboolean
tie_sync_follow_documents (TieDb *db,
                           const char *connection,
                           const char *run,
                           GPtrArray *done,
                           GPtrArray *problems,
                           GError **error)
{
  for (TieKind kind = TIE_KIND_SALES_INVOICE; kind <= TIE_KIND_SUPPLIER_CREDIT; kind++)
    {
      g_autoptr (GPtrArray) gone = tie_synced_table_list_gone (db, connection, kind, error);

      for (guint i = 0; gone != NULL && i < gone->len; i++)
        {
          if (!follow_one (db, connection, run, kind, g_ptr_array_index (gone, i), done, problems, error))
            return FALSE;
        }
      if (gone == NULL)
        return FALSE;
    }
  return TRUE;
}
