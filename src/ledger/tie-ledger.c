/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-ledger"
#include "config.h"

#include "ledger/tie-ledger.h"

G_DEFINE_INTERFACE (TieLedger, tie_ledger, G_TYPE_OBJECT)

static void
tie_ledger_default_init (TieLedgerInterface *iface)
{
}

void
tie_ledger_capabilities_free (TieLedgerCapabilities *self)
{
  g_free (self->company_id);
  g_free (self->company_name);
  g_free (self->country);
  g_free (self->currency);
  g_free (self->closed_until);
  g_free (self);
}

void
tie_ledger_page_free (TieLedgerPage *self)
{
  g_clear_pointer (&self->remotes, g_ptr_array_unref);
  g_free (self->cursor);
  g_free (self);
}

void
tie_ledger_result_free (TieLedgerResult *self)
{
  g_clear_pointer (&self->remote, tie_remote_free);
  g_clear_error (&self->fault);
  g_free (self->field);
  g_free (self->duplicate_id);
  g_free (self->trace);
  g_free (self);
}

const char *
tie_ledger_get_id (TieLedger *self)
{
  g_return_val_if_fail (TIE_IS_LEDGER (self), NULL);

  return TIE_LEDGER_GET_IFACE (self)->get_id (self);
}

const char *
tie_ledger_get_name (TieLedger *self)
{
  g_return_val_if_fail (TIE_IS_LEDGER (self), NULL);

  return TIE_LEDGER_GET_IFACE (self)->get_name (self);
}

const TieLedgerCapabilities *
tie_ledger_get_capabilities (TieLedger *self)
{
  g_return_val_if_fail (TIE_IS_LEDGER (self), NULL);

  return TIE_LEDGER_GET_IFACE (self)->get_capabilities (self);
}

void
tie_ledger_probe_async (TieLedger *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (TIE_IS_LEDGER (self));

  TIE_LEDGER_GET_IFACE (self)->probe_async (self, cancellable, callback, user_data);
}

gboolean
tie_ledger_probe_finish (TieLedger *self,
                         GAsyncResult *result,
                         GError **error)
{
  g_return_val_if_fail (TIE_IS_LEDGER (self), FALSE);

  return TIE_LEDGER_GET_IFACE (self)->probe_finish (self, result, error);
}

void
tie_ledger_pull_async (TieLedger *self,
                       TieKind kind,
                       const char *cursor,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (TIE_IS_LEDGER (self));

  TIE_LEDGER_GET_IFACE (self)->pull_async (self, kind, cursor, cancellable, callback, user_data);
}

TieLedgerPage *
tie_ledger_pull_finish (TieLedger *self,
                        GAsyncResult *result,
                        GError **error)
{
  g_return_val_if_fail (TIE_IS_LEDGER (self), NULL);

  return TIE_LEDGER_GET_IFACE (self)->pull_finish (self, result, error);
}

void
tie_ledger_find_async (TieLedger *self,
                       TieKind kind,
                       const char *name,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (TIE_IS_LEDGER (self));
  g_return_if_fail (name != NULL);

  TIE_LEDGER_GET_IFACE (self)->find_async (self, kind, name, cancellable, callback, user_data);
}

GPtrArray *
tie_ledger_find_finish (TieLedger *self,
                        GAsyncResult *result,
                        GError **error)
{
  g_return_val_if_fail (TIE_IS_LEDGER (self), NULL);

  return TIE_LEDGER_GET_IFACE (self)->find_finish (self, result, error);
}

void
tie_ledger_push_async (TieLedger *self,
                       GPtrArray *operations,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (tie_ledger_can_push (self));
  g_return_if_fail (operations != NULL);

  TIE_LEDGER_GET_IFACE (self)->push_async (self, operations, cancellable, callback, user_data);
}

GPtrArray *
tie_ledger_push_finish (TieLedger *self,
                        GAsyncResult *result,
                        GError **error)
{
  g_return_val_if_fail (TIE_IS_LEDGER (self), NULL);

  return TIE_LEDGER_GET_IFACE (self)->push_finish (self, result, error);
}

GBytes *
tie_ledger_make_body (TieLedger *self,
                      TieKind kind,
                      const char *verb,
                      TieRecord *record,
                      const char *parent_remote_id,
                      const TieRemote *remote,
                      GError **error)
{
  g_return_val_if_fail (tie_ledger_can_push (self), NULL);
  g_return_val_if_fail (TIE_IS_RECORD (record), NULL);

  return TIE_LEDGER_GET_IFACE (self)->make_body (self, kind, verb, record, parent_remote_id, remote, error);
}

gboolean
tie_ledger_can_push (TieLedger *self)
{
  g_return_val_if_fail (TIE_IS_LEDGER (self), FALSE);

  return TIE_LEDGER_GET_IFACE (self)->push_async != NULL;
}
