/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero"
#include "config.h"

#include "base/tie-text.h"
#include "ledger/xero/tie-xero-body.h"
#include "ledger/xero/tie-xero-entity.h"
#include "ledger/xero/tie-xero-limits.h"
#include "ledger/xero/tie-xero-private.h"
#include "ledger/xero/tie-xero-push.h"

static const TieHttpLimits limits = {
  .at_once = TIE_XERO_AT_ONCE,
  .per_minute = TIE_XERO_PER_MINUTE,
  .read_seconds = TIE_XERO_READ_SECONDS,
  .write_seconds = TIE_XERO_WRITE_SECONDS,
  .trace_header = TIE_XERO_TRACE_HEADER,
  .problem_header = TIE_XERO_PROBLEM_HEADER,
  .left_header = TIE_XERO_LEFT_HEADER,
  .few_left = TIE_XERO_FEW_LEFT,
};

static void tie_xero_iface_init (TieLedgerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TieXero, tie_xero, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TIE_TYPE_LEDGER, tie_xero_iface_init))

static const char *
tie_xero_get_id (TieLedger *ledger)
{
  return tie_xero_package.id;
}

static const char *
tie_xero_get_name (TieLedger *ledger)
{
  return tie_xero_package.name;
}

static const TieLedgerCapabilities *
tie_xero_get_capabilities (TieLedger *ledger)
{
  TieXero *self = TIE_XERO (ledger);

  return self->is_probed ? self->capabilities : NULL;
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
  return tie_xero_make_body (kind, verb, record, remote, error);
}

static GBytes *
make_document_body (TieLedger *ledger,
                    const char *verb,
                    const TieLedgerDocument *document,
                    const TieRemote *remote,
                    GError **error)
{
  return tie_xero_make_document_body (TIE_XERO (ledger)->capabilities, verb, document, remote, error);
}

static GBytes *
make_payment_body (TieLedger *ledger,
                   const char *verb,
                   const TieLedgerPayment *payment,
                   const TieRemote *remote,
                   GError **error)
{
  return tie_xero_make_payment_body (TIE_XERO (ledger)->capabilities, verb, payment, remote, error);
}

static GBytes *
make_item_body (TieLedger *ledger,
                const char *verb,
                const TieLedgerItem *item,
                const TieRemote *remote,
                GError **error)
{
  return tie_xero_make_item_body (verb, item, remote, error);
}

static GBytes *
make_removal_body (TieLedger *ledger,
                   TieKind kind,
                   const char *verb,
                   const TieRemote *remote,
                   GError **error)
{
  return tie_xero_make_removal_body (kind, verb, remote, error);
}

static gboolean
has_verb (TieLedger *ledger,
          TieKind kind,
          const char *verb)
{
  const TieXeroEntity *entity = tie_xero_entity_for_kind (kind);

  return entity != NULL && tie_xero_entity_has_verb (entity, verb);
}

static gint64
get_resume_time (TieLedger *ledger)
{
  return tie_http_get_resume_time (TIE_XERO (ledger)->http);
}

static void
tie_xero_iface_init (TieLedgerInterface *iface)
{
  iface->get_id = tie_xero_get_id;
  iface->get_name = tie_xero_get_name;
  iface->get_capabilities = tie_xero_get_capabilities;
  iface->probe_async = tie_xero_probe_async;
  iface->probe_finish = tie_xero_probe_finish;
  iface->pull_async = tie_xero_pull_async;
  iface->pull_finish = tie_xero_pull_finish;
  iface->find_async = tie_xero_find_async;
  iface->find_finish = tie_xero_find_finish;
  iface->push_async = tie_xero_push_async;
  iface->push_finish = tie_xero_push_finish;
  iface->make_body = make_body;
  iface->make_document_body = make_document_body;
  iface->make_payment_body = make_payment_body;
  iface->make_item_body = make_item_body;
  iface->make_removal_body = make_removal_body;
  iface->has_verb = has_verb;
  iface->get_resume_time = get_resume_time;
}

static void
tie_xero_finalize (GObject *object)
{
  TieXero *self = TIE_XERO (object);

  g_clear_pointer (&self->api_uri, g_free);
  g_clear_pointer (&self->tenant_id, g_free);
  g_clear_pointer (&self->timezone, g_free);
  g_clear_pointer (&self->receivable_id, g_free);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->http);
  g_clear_pointer (&self->capabilities, tie_ledger_capabilities_free);

  G_OBJECT_CLASS (tie_xero_parent_class)->finalize (object);
}

static void
tie_xero_class_init (TieXeroClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tie_xero_finalize;
}

static void
tie_xero_init (TieXero *self)
{
  TieLedgerCapabilities *capabilities = g_new0 (TieLedgerCapabilities, 1);

  capabilities->max_batch = TIE_XERO_MAX_BATCH;
  capabilities->max_page = TIE_XERO_MAX_PAGE;
  capabilities->per_minute = TIE_XERO_PER_MINUTE;
  capabilities->at_once = TIE_XERO_AT_ONCE;
  capabilities->max_name = TIE_XERO_MAX_NAME;
  capabilities->name_forbidden = TIE_XERO_NAME_FORBIDDEN;
  capabilities->names_shared = TRUE;
  capabilities->typed_id = TRUE; /* it stands in the address of a contact's page */
  capabilities->has_names_unique = TRUE;
  capabilities->has_one_contact = TRUE;
  capabilities->has_our_numbers = TRUE;
  capabilities->refunds_name_credit = TRUE;
  capabilities->max_number = TIE_XERO_MAX_NUMBER;
  capabilities->max_text = TIE_XERO_MAX_TEXT;
  capabilities->has_bills = TRUE;
  capabilities->has_bill_items = TRUE;
  capabilities->has_discount = TRUE; /* of invoices alone */
  capabilities->has_multi_currency = TRUE;
  capabilities->tax_model = TIE_TAX_GLOBAL;
  self->capabilities = capabilities;
}

TieLedger *
tie_xero_new (const char *api_uri,
              const char *tenant_id,
              TieSignIn *sign_in)
{
  TieXero *self = NULL;

  g_return_val_if_fail (api_uri != NULL, NULL);
  g_return_val_if_fail (!tie_text_is_empty (tenant_id), NULL);
  g_return_val_if_fail (TIE_IS_SIGN_IN (sign_in), NULL);

  self = g_object_new (TIE_TYPE_XERO, NULL);
  self->api_uri = tie_package_dup_base (api_uri);
  self->tenant_id = g_strdup (tenant_id);
  self->capabilities->company_id = g_strdup (tenant_id);
  self->sign_in = g_object_ref (sign_in);
  self->http = tie_http_new (&limits);
  return TIE_LEDGER (self);
}
