/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-outbox-effect"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "billing/tie-document-actions.h"
#include "billing/tie-payment-actions.h"
#include "store/tie-document-table.h"
#include "store/tie-item-state-table.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "sync/tie-outbox-effect.h"

static gboolean
is_document (TieKind kind)
{
  return tie_kind_is_money (kind) && !tie_kind_is_payment (kind);
}

static gboolean
save_remote (TieDb *db,
             TieOutboxBatch *batch,
             TieOutboxItem *item,
             GError **error)
{
  g_autoptr (GPtrArray) remotes = g_ptr_array_new ();

  g_ptr_array_add (remotes, item->remote);
  return tie_remote_table_save (db, batch->connection, remotes, error);
}

static gboolean
save_synced (TieDb *db,
             TieOutboxBatch *batch,
             TieOutboxItem *item,
             const char *fields,
             GError **error)
{
  const TieRemoteMoney *money = item->remote->money;
  TieSynced synced = {
    .kind = item->row->kind,
    .local_id = item->row->local_id,
    .remote_id = item->remote->id,
    .version = item->remote->version,
    .run = batch->run,
    .number = money != NULL ? money->number : NULL,
    .total = money != NULL ? money->total : 0,
    .fields = (char *) fields,
  };

  /* Products have a memory of both sides. */
  if (item->row->kind == TIE_KIND_ITEM)
    return fields == NULL || tie_item_state_table_meet (db, batch->connection, item->row->local_id, item->remote->id, fields, error);
  return fields == NULL || tie_synced_table_save (db, batch->connection, &synced, error);
}

/* FALSE without an error: a refusal now. */
static gboolean
link_created (TieDb *db,
              TieOutboxBatch *batch,
              TieOutboxItem *item,
              GError **error)
{
  g_autoptr (GError) taken = NULL;

  if (tie_link_table_add (db, batch->connection, item->row->kind, item->row->local_id, item->remote->id, &taken))
    return TRUE;
  if (!g_error_matches (taken, TIE_ERROR, TIE_ERROR_ALREADY_LINKED))
    {
      g_propagate_error (error, g_steal_pointer (&taken));
      return FALSE;
    }
  g_clear_error (&item->fault);
  item->fault = g_steal_pointer (&taken);
  item->step = TIE_OUTBOX_ITEM_REFUSED;
  g_free (item->existing_id);
  item->existing_id = g_strdup (item->remote->id);
  return FALSE;
}

static gboolean
write_created (TieDb *db,
               TieOutboxBatch *batch,
               TieOutboxItem *item,
               GError **error)
{
  const char *stage = batch->posts ? TIE_DOCUMENT_STAGE_POSTED : TIE_DOCUMENT_STAGE_EXPORTED;

  return link_created (db, batch, item, error) &&
         save_synced (db, batch, item, item->row->fields, error) &&
         (!is_document (item->row->kind) || tie_document_table_set_stage (db, item->row->local_id, stage, error));
}

static gboolean
write_deleted (TieDb *db,
               TieOutboxBatch *batch,
               TieOutboxItem *item,
               GError **error)
{
  const char *stage = item->fields->stage != NULL ? item->fields->stage : TIE_DOCUMENT_STAGE_INVOICED;

  return tie_link_table_remove (db, batch->connection, item->row->kind, item->row->local_id, error) &&
         tie_synced_table_delete (db, batch->connection, item->row->kind, item->row->local_id, error) &&
         (!is_document (item->row->kind) || tie_document_table_set_stage (db, item->row->local_id, stage, error));
}

static gboolean
void_document (TieDb *db,
               const char *id,
               GError **error)
{
  g_autoptr (TieRecord) document = tie_record_table_get (db, TIE_TYPE_DOCUMENT, id, error);

  if (document == NULL)
    return FALSE;
  return tie_record_get_integer (document, TIE_DOCUMENT_IS_VOID) ||
         (tie_document_table_set_stage (db, id, TIE_DOCUMENT_STAGE_INVOICED, error) && tie_document_void (db, id, NULL, error));
}

static gboolean
void_payment (TieDb *db,
              const char *id,
              GError **error)
{
  g_autoptr (TieRecord) payment = tie_record_table_get (db, TIE_TYPE_PAYMENT, id, NULL);

  /* None: it is what a credit note was used for. */
  return payment == NULL || tie_record_get_integer (payment, TIE_PAYMENT_IS_VOID) || tie_payment_void (db, id, NULL, error);
}

static gboolean
write_voided (TieDb *db,
              TieOutboxBatch *batch,
              TieOutboxItem *item,
              GError **error)
{
  const char *id = item->row->local_id;
  g_autofree char *fields = NULL;

  if (tie_kind_is_payment (item->row->kind) ? !void_payment (db, id, error) : !void_document (db, id, error))
    return FALSE;
  g_free (item->fields->state);
  item->fields->state = tie_synced_table_get_state (db, item->row->kind, id, error);
  if (item->fields->state == NULL)
    return FALSE;
  fields = tie_outbox_fields_to_string (item->fields);
  return save_synced (db, batch, item, fields, error);
}

gboolean
tie_outbox_effect_write (TieDb *db,
                         TieOutboxBatch *batch,
                         TieOutboxItem *item,
                         GError **error)
{
  const char *verb = item->row->verb;

  if (!save_remote (db, batch, item, error))
    return FALSE;
  if (g_str_equal (verb, "create") || tie_outbox_item_is_joining (item))
    return write_created (db, batch, item, error);
  if (g_str_equal (verb, "delete"))
    return write_deleted (db, batch, item, error);
  if (g_str_equal (verb, "void"))
    return write_voided (db, batch, item, error);
  return save_synced (db, batch, item, item->row->fields, error);
}

char *
tie_outbox_effect_describe (const TieOutboxItem *item,
                            const char *package)
{
  const char *verb = item->row->verb;
  const TieRemoteMoney *money = item->remote->money;
  const char *number = money != NULL && money->number != NULL ? money->number : item->remote->id;

  if (g_str_equal (verb, "delete"))
    return g_strdup_printf (_ ("Deleted from %s"), package);
  if (g_str_equal (verb, "void"))
    return g_strdup_printf (_ ("Voided in %s"), package);
  if (g_str_equal (verb, "update"))
    return g_strdup_printf (_ ("Updated in %s"), package);
  if (is_document (item->row->kind))
    /* Translators: the package, and the number of a document there */
    return g_strdup_printf (_ ("Exported to %s as %s"), package, number);
  /* Translators: the package, and the number of a record there */
  return g_strdup_printf (_ ("Created in %s as %s"), package, item->remote->id);
}
