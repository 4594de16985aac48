/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero-probe"
#include "config.h"

#include "ledger/tie-ledger-call.h"
#include "ledger/xero/tie-xero-parse.h"
#include "ledger/xero/tie-xero-private.h"

/* What the organisation is, and which account stands for what customers owe: refunds are booked there without saying so. */

static void
accounts_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  TieXero *self = TIE_XERO (source);
  g_autoptr (TieHttpAnswer) answer = tie_xero_call_finish (self, result, NULL, &error);
  g_autoptr (JsonNode) root = answer != NULL ? tie_xero_parse_answer (answer, &error) : NULL;
  JsonArray *accounts = tie_json_get_array (tie_json_get_root_object (root), "Accounts");

  if (root == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_clear_pointer (&self->receivable_id, g_free);
  if (accounts != NULL && json_array_get_length (accounts) > 0)
    self->receivable_id = tie_xero_parse_dup_text (tie_json_get_element_object (accounts, 0), "AccountID");
  self->is_probed = TRUE;
  g_task_return_boolean (task, TRUE);
}

static void
organisation_cb (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *resource = NULL;
  TieXero *self = TIE_XERO (source);
  TieXeroRequest request = { .method = "GET" };
  g_autoptr (TieHttpAnswer) answer = tie_xero_call_finish (self, result, NULL, &error);
  g_autoptr (JsonNode) root = answer != NULL ? tie_xero_parse_answer (answer, &error) : NULL;

  if (root == NULL || !tie_xero_parse_organisation (json_node_get_object (root), self->capabilities, &self->timezone, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  resource = tie_ledger_make_resource ("Accounts", "where", "SystemAccount==\"DEBTORS\"", NULL);
  request.resource = resource;
  tie_xero_call_async (self, &request, g_task_get_cancellable (task), accounts_cb, g_object_ref (task));
}

void
tie_xero_probe_async (TieLedger *ledger,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (ledger, cancellable, callback, user_data);
  TieXeroRequest request = { .method = "GET", .resource = "Organisation" };

  g_task_set_source_tag (task, tie_xero_probe_async);
  tie_xero_call_async (TIE_XERO (ledger), &request, cancellable, organisation_cb, task);
}

gboolean
tie_xero_probe_finish (TieLedger *ledger,
                       GAsyncResult *result,
                       GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, ledger), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
