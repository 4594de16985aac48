/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quickbooks"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/tie-text.h"
#include "ledger/quickbooks/tie-quickbooks-body.h"
#include "ledger/quickbooks/tie-quickbooks-document.h"
#include "ledger/quickbooks/tie-quickbooks-entity.h"
#include "ledger/quickbooks/tie-quickbooks-limits.h"
#include "ledger/quickbooks/tie-quickbooks-parse.h"
#include "ledger/quickbooks/tie-quickbooks-private.h"


static const TieHttpLimits limits = {
  .at_once = TIE_QUICKBOOKS_AT_ONCE,
  .per_second = TIE_QUICKBOOKS_PER_SECOND,
  .per_minute = TIE_QUICKBOOKS_PER_MINUTE,
  .read_seconds = TIE_QUICKBOOKS_READ_SECONDS,
  .write_seconds = TIE_QUICKBOOKS_WRITE_SECONDS,
  .trace_header = TIE_QUICKBOOKS_TRACE_HEADER,
};

/* A sandbox company on this computer is shared with nobody. */
static const TieHttpLimits local_limits = {
  .at_once = TIE_QUICKBOOKS_AT_ONCE,
  .read_seconds = TIE_QUICKBOOKS_READ_SECONDS,
  .write_seconds = TIE_QUICKBOOKS_WRITE_SECONDS,
  .trace_header = TIE_QUICKBOOKS_TRACE_HEADER,
};

static void tie_quickbooks_iface_init (TieLedgerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TieQuickbooks, tie_quickbooks, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TIE_TYPE_LEDGER, tie_quickbooks_iface_init))

static const char *
tie_quickbooks_get_id (TieLedger *ledger)
{
  return tie_quickbooks_package.id;
}

static const char *
tie_quickbooks_get_name (TieLedger *ledger)
{
  return tie_quickbooks_package.name;
}

static const TieLedgerCapabilities *
tie_quickbooks_get_capabilities (TieLedger *ledger)
{
  TieQuickbooks *self = TIE_QUICKBOOKS (ledger);

  return self->is_probed ? self->capabilities : NULL;
}

static void
preferences_cb (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieHttpAnswer) answer = NULL;
  g_autoptr (JsonNode) root = NULL;
  TieQuickbooks *self = TIE_QUICKBOOKS (source);

  answer = tie_quickbooks_call_finish (self, result, NULL, &error);
  root = answer != NULL ? tie_quickbooks_parse_answer (answer, &error) : NULL;
  if (root == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  tie_quickbooks_parse_preferences (json_node_get_object (root), self->capabilities);
  self->is_probed = TRUE;
  g_task_return_boolean (task, TRUE);
}

static void
company_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieHttpAnswer) answer = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *resource = NULL;
  TieQuickbooks *self = TIE_QUICKBOOKS (source);

  answer = tie_quickbooks_call_finish (self, result, NULL, &error);
  root = answer != NULL ? tie_quickbooks_parse_answer (answer, &error) : NULL;
  if (root == NULL || !tie_quickbooks_parse_company (json_node_get_object (root), self->capabilities, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  resource = tie_quickbooks_make_resource ("preferences", NULL);
  tie_quickbooks_call_async (self, resource, NULL, g_task_get_cancellable (task), preferences_cb, g_object_ref (task));
}

static void
tie_quickbooks_probe_async (TieLedger *ledger,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  TieQuickbooks *self = TIE_QUICKBOOKS (ledger);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *path = g_strconcat ("companyinfo/", self->company_id, NULL);
  g_autofree char *resource = tie_quickbooks_make_resource (path, NULL);

  g_task_set_source_tag (task, tie_quickbooks_probe_async);
  tie_quickbooks_call_async (self, resource, NULL, cancellable, company_cb, task);
}

static gboolean
tie_quickbooks_probe_finish (TieLedger *ledger,
                             GAsyncResult *result,
                             GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, ledger), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static GBytes *
make_body (TieLedger *ledger,
           TieKind kind,
           const char *verb,
           TieRecord *record,
           const char *parent_remote_id,
           const TieRemote *remote,
           GError **error)
{
  if (kind == TIE_KIND_EMPLOYEE && TIE_QUICKBOOKS (ledger)->capabilities->has_payroll)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_PLAN, _ ("QuickBooks Payroll keeps the employees. Add or change them there."));
      return NULL;
    }
  return tie_quickbooks_make_body (kind, verb, record, parent_remote_id, remote, error);
}

static GBytes *
make_document_body (TieLedger *ledger,
                    const char *verb,
                    const TieLedgerDocument *document,
                    const TieRemote *remote,
                    GError **error)
{
  return tie_quickbooks_make_document_body (TIE_QUICKBOOKS (ledger)->capabilities, verb, document, remote, error);
}

static GBytes *
make_payment_body (TieLedger *ledger,
                   const char *verb,
                   const TieLedgerPayment *payment,
                   const TieRemote *remote,
                   GError **error)
{
  return tie_quickbooks_make_payment_body (TIE_QUICKBOOKS (ledger)->capabilities, verb, payment, remote, error);
}

static GBytes *
make_item_body (TieLedger *ledger,
                const char *verb,
                const TieLedgerItem *item,
                const TieRemote *remote,
                GError **error)
{
  return tie_quickbooks_make_item_body (verb, item, remote, error);
}

static GBytes *
make_removal_body (TieLedger *ledger,
                   TieKind kind,
                   const char *verb,
                   const TieRemote *remote,
                   GError **error)
{
  return tie_quickbooks_make_removal_body (kind, verb, remote, error);
}

static gboolean
has_verb (TieLedger *ledger,
          TieKind kind,
          const char *verb)
{
  const TieQuickbooksEntity *entity = tie_quickbooks_entity_for_kind (kind);

  return entity != NULL && tie_quickbooks_entity_has_verb (entity, verb);
}

static gint64
get_resume_time (TieLedger *ledger)
{
  return tie_http_get_resume_time (TIE_QUICKBOOKS (ledger)->http);
}

static void
tie_quickbooks_iface_init (TieLedgerInterface *iface)
{
  iface->get_id = tie_quickbooks_get_id;
  iface->get_name = tie_quickbooks_get_name;
  iface->get_capabilities = tie_quickbooks_get_capabilities;
  iface->probe_async = tie_quickbooks_probe_async;
  iface->probe_finish = tie_quickbooks_probe_finish;
  iface->pull_async = tie_quickbooks_pull_async;
  iface->pull_finish = tie_quickbooks_pull_finish;
  iface->pull_changes_async = tie_quickbooks_pull_changes_async;
  iface->pull_changes_finish = tie_quickbooks_pull_changes_finish;
  iface->count_async = tie_quickbooks_count_async;
  iface->count_finish = tie_quickbooks_count_finish;
  iface->find_async = tie_quickbooks_find_async;
  iface->find_finish = tie_quickbooks_find_finish;
  iface->push_async = tie_quickbooks_push_async;
  iface->push_finish = tie_quickbooks_push_finish;
  iface->make_body = make_body;
  iface->make_document_body = make_document_body;
  iface->make_payment_body = make_payment_body;
  iface->make_item_body = make_item_body;
  iface->make_removal_body = make_removal_body;
  iface->has_verb = has_verb;
  iface->get_resume_time = get_resume_time;
}

static void
tie_quickbooks_finalize (GObject *object)
{
  TieQuickbooks *self = TIE_QUICKBOOKS (object);

  g_clear_pointer (&self->api_uri, g_free);
  g_clear_pointer (&self->company_id, g_free);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->http);
  g_clear_pointer (&self->capabilities, tie_ledger_capabilities_free);

  G_OBJECT_CLASS (tie_quickbooks_parent_class)->finalize (object);
}

static void
tie_quickbooks_class_init (TieQuickbooksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tie_quickbooks_finalize;
}

static void
tie_quickbooks_init (TieQuickbooks *self)
{
  TieLedgerCapabilities *capabilities = g_new0 (TieLedgerCapabilities, 1);

  capabilities->max_batch = TIE_QUICKBOOKS_MAX_BATCH;
  capabilities->max_page = TIE_QUICKBOOKS_MAX_PAGE;
  capabilities->per_minute = TIE_QUICKBOOKS_PER_MINUTE;
  capabilities->at_once = TIE_QUICKBOOKS_AT_ONCE;
  capabilities->max_name = TIE_QUICKBOOKS_MAX_NAME;
  capabilities->name_forbidden = TIE_QUICKBOOKS_NAME_FORBIDDEN;
  capabilities->names_shared = TRUE;
  capabilities->has_private_note = TRUE;
  capabilities->has_sub_customers = TRUE;
  capabilities->has_undeposited = TRUE;
  capabilities->has_names_unique = TRUE;
  capabilities->has_employees = TRUE;
  capabilities->has_terms = TRUE;
  capabilities->has_unapplied = TRUE;
  capabilities->typed_id = TRUE;
  capabilities->max_number = TIE_QUICKBOOKS_MAX_NUMBER;
  capabilities->max_text = TIE_QUICKBOOKS_MAX_TEXT;
  capabilities->tax_model = TIE_TAX_NONE;
  self->capabilities = capabilities;
}

/* Where a text of digits and dots, or "localhost", stands for this computer. */
static gboolean
is_local (const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
  const char *host = parsed != NULL ? g_uri_get_host (parsed) : NULL;

  return g_strcmp0 (host, "127.0.0.1") == 0 || g_strcmp0 (host, "localhost") == 0 || g_strcmp0 (host, "::1") == 0;
}

TieLedger *
tie_quickbooks_new (const char *api_uri,
                    const char *company_id,
                    TieSignIn *sign_in)
{
  TieQuickbooks *self = NULL;

  g_return_val_if_fail (api_uri != NULL, NULL);
  g_return_val_if_fail (!tie_text_is_empty (company_id), NULL);
  g_return_val_if_fail (TIE_IS_SIGN_IN (sign_in), NULL);

  self = g_object_new (TIE_TYPE_QUICKBOOKS, NULL);
  self->api_uri = tie_package_dup_base (api_uri);
  self->company_id = g_strdup (company_id);
  self->capabilities->company_id = g_strdup (company_id);
  self->sign_in = g_object_ref (sign_in);
  self->http = tie_http_new (is_local (api_uri) ? &local_limits : &limits);
  if (!is_local (api_uri))
    self->capabilities->batches_per_minute = TIE_QUICKBOOKS_BATCHES_PER_MINUTE;
  return TIE_LEDGER (self);
}
