/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-link-break"
#include "config.h"

#include "model/tie-document.h"
#include "store/tie-document-table.h"
#include "store/tie-link-table.h"
#include "store/tie-remote-table.h"
#include "store/tie-synced-table.h"
#include "sync/tie-link-break.h"
#include "sync/tie-outbox-fields.h"

char *
tie_link_break_key (TieKind kind,
                    const char *remote_id)
{
  return g_strdup_printf ("%d %s", (int) kind, remote_id);
}

/* As before it was exported. */
static gboolean
free_document (TieDb *db,
               const char *connection,
               TieKind kind,
               const char *id,
               GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieSynced) synced = tie_synced_table_get (db, connection, kind, id, &local_error);
  g_autoptr (TieOutboxFields) fields = tie_outbox_fields_parse (synced != NULL ? synced->fields : NULL);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return tie_document_table_set_stage (db, id, fields->stage != NULL ? fields->stage : TIE_DOCUMENT_STAGE_INVOICED, error);
}

static gboolean
break_link (TieDb *db,
            const char *connection,
            TieKind kind,
            const char *id,
            GError **error)
{
  gboolean is_document = tie_kind_is_money (kind) && !tie_kind_is_payment (kind);

  return (!is_document || free_document (db, connection, kind, id, error)) &&
         tie_link_table_remove (db, connection, kind, id, error) &&
         tie_synced_table_delete (db, connection, kind, id, error);
}

gboolean
tie_link_break_gone (TieDb *db,
                     const char *connection,
                     GHashTable *there,
                     guint *n,
                     GError **error)
{
  *n = 0;
  for (TieKind kind = TIE_KIND_CUSTOMER; kind <= TIE_KIND_LAST; kind++)
    {
      g_autoptr (GPtrArray) links = tie_link_table_list (db, connection, kind, error);

      if (links == NULL)
        return FALSE;
      for (guint i = 0; i < links->len; i++)
        {
          const TieLink *link = g_ptr_array_index (links, i);
          g_autofree char *key = tie_link_break_key (kind, link->remote_id);

          if (g_hash_table_contains (there, key))
            continue;
          if (!break_link (db, connection, kind, link->local_id, error))
            return FALSE;
          (*n)++;
        }
    }
  return tie_remote_table_clear (db, connection, error);
}
