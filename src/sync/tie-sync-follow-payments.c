/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-follow-payments"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-payment.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "store/tie-synced-table.h"
#include "sync/tie-outbox-fields.h"
#include "sync/tie-outbox-item.h"
#include "sync/tie-payment-import.h"
#include "sync/tie-practice-package.h"
#include "sync/tie-problem.h"
#include "sync/tie-sync-follow.h"
#include "sync/tie-sync-settings.h"

/* A payment, or what a credit note was used for, and what became of it there. */
typedef struct
{
  TieDb *db;
  const char *connection;
  TieKind kind;
  const TieLink *link;
  TieRemote *remote;   /* (owned) */
  TieSynced *synced;   /* (owned) (nullable) */
  TiePaymentImport *import; /* (owned) */
} Following;

static void
following_clear (Following *following)
{
  g_clear_pointer (&following->remote, tie_remote_free);
  g_clear_pointer (&following->synced, tie_synced_free);
  g_clear_pointer (&following->import, tie_payment_import_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Following, following_clear)

static gboolean
read_following (Following *following,
                GError **error)
{
  g_autoptr (GError) local_error = NULL;

  following->remote = tie_remote_table_get (following->db, following->connection, following->kind, following->link->remote_id, error);
  if (following->remote == NULL)
    return FALSE;
  following->synced = tie_synced_table_get (following->db, following->connection, following->kind, following->link->local_id, &local_error);
  if (local_error == NULL)
    following->import = tie_payment_import_read (following->db, following->connection, following->kind, following->link->remote_id, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* It was linked as it stands, for it could not be brought over; nobody worked on it since. */
static gboolean
is_kept_by_hand (Following *following)
{
  g_autoptr (TieOutboxFields) before = tie_outbox_fields_parse (following->synced != NULL ? following->synced->fields : NULL);

  return following->import->problem != NULL && !following->import->is_gone && following->synced != NULL &&
         tie_outbox_is_untouched (following->synced, following->remote, before->party_id);
}

/* The package only touched it: what both had is what both have at this version, too. */
static gboolean
settle (Following *following,
        GError **error)
{
  if (following->synced == NULL)
    return TRUE;
  g_free (following->synced->version);
  following->synced->version = g_strdup (following->remote->version);
  return tie_synced_table_save (following->db, following->connection, following->synced, error);
}

/* Both sides have another one than they had: FALSE with a problem. */
static gboolean
may_take_theirs (Following *following,
                 GPtrArray *problems,
                 gboolean *may,
                 GError **error)
{
  g_autoptr (TieOutboxFields) before = tie_outbox_fields_parse (following->synced != NULL ? following->synced->fields : NULL);
  g_autofree char *sentence = NULL;
  gboolean is_changed = FALSE;

  *may = FALSE;
  if (!tie_synced_table_is_changed (following->db, following->connection, following->kind, following->link->local_id, &is_changed, error))
    return FALSE;
  *may = !is_changed;
  /* Ours goes there, as long as nobody worked on theirs. */
  if (!is_changed || following->synced == NULL || tie_outbox_is_untouched (following->synced, following->remote, before->party_id))
    return TRUE;
  sentence = g_strdup_printf (_ ("%s was changed here and in %s."), following->import->contact_name, tie_practice_package_read_name (following->db));
  g_ptr_array_add (problems, tie_problem_new (following->link->local_id, following->import->contact_name, sentence, following->link->remote_id));
  return TRUE;
}

static gboolean
follow_one (Following *following,
            gboolean brings,
            const char *run,
            GPtrArray *done,
            GPtrArray *problems,
            GError **error)
{
  TiePaymentImport *import;
  gboolean may = FALSE;

  if (!read_following (following, error))
    return FALSE;
  import = following->import;
  if (import->is_same || is_kept_by_hand (following))
    return settle (following, error);
  if (!import->is_gone && (!brings || !may_take_theirs (following, problems, &may, error)))
    return !brings;
  if (!import->is_gone && !may)
    return TRUE;
  if (import->problem != NULL)
    {
      const char *name = import->contact_name != NULL ? import->contact_name : "";

      g_ptr_array_add (problems, tie_problem_new (following->link->local_id, name, import->problem, following->link->remote_id));
      return TRUE;
    }
  g_ptr_array_add (done, g_strdup (following->link->local_id));
  return tie_payment_import_apply (following->db, following->connection, import, run, error);
}

gboolean
tie_sync_follow_payments (TieDb *db,
                          const char *connection,
                          const char *run,
                          GPtrArray *done,
                          GPtrArray *problems,
                          GError **error)
{
  g_autoptr (TieSyncSettings) settings = tie_sync_settings_load (db, connection, error);

  if (settings == NULL)
    return FALSE;
  for (TieKind kind = TIE_KIND_RECEIPT; kind <= TIE_KIND_REFUND; kind++)
    {
      g_autoptr (GPtrArray) touched = tie_synced_table_list_touched (db, connection, kind, error);

      for (guint i = 0; touched != NULL && i < touched->len; i++)
        {
          g_auto (Following) following = { .db = db, .connection = connection, .kind = kind, .link = g_ptr_array_index (touched, i) };

          if (!follow_one (&following, settings->direction != TIE_SYNC_SEND, run, done, problems, error))
            return FALSE;
        }
      if (touched == NULL)
        return FALSE;
    }
  return TRUE;
}
