/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-ledger"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "ledger/tie-ledger.h"

/* Seconds: whoever is to wait longer than this has used a day's requests up. */
#define LONGEST_WAIT 600

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
  g_free (self->discount_account_id);
  g_free (self);
}

TieLedgerPage *
tie_ledger_page_new (void)
{
  TieLedgerPage *self = g_new0 (TieLedgerPage, 1);

  self->remotes = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_remote_free);
  return self;
}

void
tie_ledger_page_leave_out_deleted (TieLedgerPage *self)
{
  for (guint i = self->remotes->len; i-- > 0;)
    {
      if (((const TieRemote *) g_ptr_array_index (self->remotes, i))->is_deleted)
        g_ptr_array_remove_index (self->remotes, i);
    }
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

GError *
tie_ledger_make_throttled (const char *package,
                           const char *reason,
                           guint retry_after)
{
  g_autofree char *now = tie_date_now ();
  g_autofree char *until = tie_date_shift (now, retry_after);
  g_autofree char *words = tie_date_to_display (until);

  if (retry_after <= LONGEST_WAIT)
    return g_error_new_literal (TIE_ERROR, TIE_ERROR_THROTTLED, reason);
  /* Translators: the package, day and time */
  return g_error_new (TIE_ERROR, TIE_ERROR_DAY_LIMIT, _ ("%s takes no more requests until %s."), package, words);
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
tie_ledger_pull_changes_async (TieLedger *self,
                               const TieKind *kinds,
                               const char *const *cursors,
                               guint n,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (TIE_IS_LEDGER (self));
  g_return_if_fail (n > 0);

  if (TIE_LEDGER_GET_IFACE (self)->pull_changes_async == NULL)
    {
      g_task_report_new_error (self, callback, user_data, tie_ledger_pull_changes_async, TIE_ERROR, TIE_ERROR_INVALID, "Changes are read kind by kind");
      return;
    }
  TIE_LEDGER_GET_IFACE (self)->pull_changes_async (self, kinds, cursors, n, cancellable, callback, user_data);
}

GPtrArray *
tie_ledger_pull_changes_finish (TieLedger *self,
                                GAsyncResult *result,
                                GError **error)
{
  g_return_val_if_fail (TIE_IS_LEDGER (self), NULL);

  if (g_async_result_is_tagged (result, tie_ledger_pull_changes_async))
    return g_task_propagate_pointer (G_TASK (result), error);
  return TIE_LEDGER_GET_IFACE (self)->pull_changes_finish (self, result, error);
}

gboolean
tie_ledger_can_count (TieLedger *self)
{
  g_return_val_if_fail (TIE_IS_LEDGER (self), FALSE);

  return TIE_LEDGER_GET_IFACE (self)->count_async != NULL;
}

void
tie_ledger_count_async (TieLedger *self,
                        const TieKind *kinds,
                        guint n,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (TIE_IS_LEDGER (self));
  g_return_if_fail (tie_ledger_can_count (self));

  TIE_LEDGER_GET_IFACE (self)->count_async (self, kinds, n, cancellable, callback, user_data);
}

gint64 *
tie_ledger_count_finish (TieLedger *self,
                         GAsyncResult *result,
                         GError **error)
{
  g_return_val_if_fail (TIE_IS_LEDGER (self), NULL);

  return TIE_LEDGER_GET_IFACE (self)->count_finish (self, result, error);
}

void
tie_ledger_find_async (TieLedger *self,
                       TieKind kind,
                       const TieLedgerKey *key,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (TIE_IS_LEDGER (self));
  g_return_if_fail (key != NULL);

  TIE_LEDGER_GET_IFACE (self)->find_async (self, kind, key, cancellable, callback, user_data);
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

GBytes *
tie_ledger_make_document_body (TieLedger *self,
                               const char *verb,
                               const TieLedgerDocument *document,
                               const TieRemote *remote,
                               GError **error)
{
  g_return_val_if_fail (tie_ledger_can_push (self), NULL);
  g_return_val_if_fail (document != NULL, NULL);

  return TIE_LEDGER_GET_IFACE (self)->make_document_body (self, verb, document, remote, error);
}

GBytes *
tie_ledger_make_payment_body (TieLedger *self,
                              const char *verb,
                              const TieLedgerPayment *payment,
                              const TieRemote *remote,
                              GError **error)
{
  g_return_val_if_fail (tie_ledger_can_push (self), NULL);
  g_return_val_if_fail (payment != NULL, NULL);

  return TIE_LEDGER_GET_IFACE (self)->make_payment_body (self, verb, payment, remote, error);
}

GBytes *
tie_ledger_make_item_body (TieLedger *self,
                           const char *verb,
                           const TieLedgerItem *item,
                           const TieRemote *remote,
                           GError **error)
{
  g_return_val_if_fail (tie_ledger_can_push (self), NULL);
  g_return_val_if_fail (item != NULL, NULL);

  return TIE_LEDGER_GET_IFACE (self)->make_item_body (self, verb, item, remote, error);
}

GBytes *
tie_ledger_make_removal_body (TieLedger *self,
                              TieKind kind,
                              const char *verb,
                              const TieRemote *remote,
                              GError **error)
{
  g_return_val_if_fail (tie_ledger_can_push (self), NULL);
  g_return_val_if_fail (remote != NULL, NULL);

  return TIE_LEDGER_GET_IFACE (self)->make_removal_body (self, kind, verb, remote, error);
}

gboolean
tie_ledger_has_verb (TieLedger *self,
                     TieKind kind,
                     const char *verb)
{
  g_return_val_if_fail (TIE_IS_LEDGER (self), FALSE);
  g_return_val_if_fail (verb != NULL, FALSE);

  return TIE_LEDGER_GET_IFACE (self)->has_verb != NULL && TIE_LEDGER_GET_IFACE (self)->has_verb (self, kind, verb);
}

gboolean
tie_ledger_can_push (TieLedger *self)
{
  g_return_val_if_fail (TIE_IS_LEDGER (self), FALSE);

  return TIE_LEDGER_GET_IFACE (self)->push_async != NULL;
}

gint64
tie_ledger_get_resume_time (TieLedger *self)
{
  g_return_val_if_fail (TIE_IS_LEDGER (self), 0);

  return TIE_LEDGER_GET_IFACE (self)->get_resume_time != NULL ? TIE_LEDGER_GET_IFACE (self)->get_resume_time (self) : 0;
}
