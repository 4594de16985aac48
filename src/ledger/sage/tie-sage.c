/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sage"
#include "config.h"

#include <glib/gi18n.h>

#include "ledger/sage/tie-sage-body.h"
#include "ledger/sage/tie-sage-entity.h"
#include "ledger/sage/tie-sage-limits.h"
#include "ledger/sage/tie-sage-private.h"

static const TieHttpLimits limits = {
  .at_once = TIE_SAGE_AT_ONCE,
  .per_minute = TIE_SAGE_PER_MINUTE,
  .read_seconds = TIE_SAGE_READ_SECONDS,
  .write_seconds = TIE_SAGE_WRITE_SECONDS,
  .trace_header = TIE_SAGE_TRACE_HEADER,
  .left_header = TIE_SAGE_LEFT_HEADER,
};

static void tie_sage_iface_init (TieLedgerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TieSage, tie_sage, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TIE_TYPE_LEDGER, tie_sage_iface_init))

static const char *
tie_sage_get_id (TieLedger *ledger)
{
  return tie_sage_package.id;
}

static const char *
tie_sage_get_name (TieLedger *ledger)
{
  return tie_sage_package.name;
}

static const TieLedgerCapabilities *
tie_sage_get_capabilities (TieLedger *ledger)
{
  TieSage *self = TIE_SAGE (ledger);

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
  return tie_sage_make_body (kind, verb, record, remote, error);
}

static GBytes *
make_document_body (TieLedger *ledger,
                    const char *verb,
                    const TieLedgerDocument *document,
                    const TieRemote *remote,
                    GError **error)
{
  return tie_sage_make_document_body (TIE_SAGE (ledger)->capabilities, verb, document, remote, error);
}

static GBytes *
make_payment_body (TieLedger *ledger,
                   const char *verb,
                   const TieLedgerPayment *payment,
                   const TieRemote *remote,
                   GError **error)
{
  return tie_sage_make_payment_body (TIE_SAGE (ledger)->capabilities, verb, payment, remote, error);
}

static GBytes *
make_item_body (TieLedger *ledger,
                const char *verb,
                const TieLedgerItem *item,
                const TieRemote *remote,
                GError **error)
{
  return tie_sage_make_item_body (verb, item, remote, error);
}

static GBytes *
make_removal_body (TieLedger *ledger,
                   TieKind kind,
                   const char *verb,
                   const TieRemote *remote,
                   GError **error)
{
  return tie_sage_make_removal_body (kind, verb, remote, error);
}

static gboolean
has_verb (TieLedger *ledger,
          TieKind kind,
          const char *verb)
{
  return tie_sage_kind_has_verb (kind, verb);
}

static gint64
get_resume_time (TieLedger *ledger)
{
  return tie_http_get_resume_time (TIE_SAGE (ledger)->http);
}

static void
tie_sage_iface_init (TieLedgerInterface *iface)
{
  iface->get_id = tie_sage_get_id;
  iface->get_name = tie_sage_get_name;
  iface->get_capabilities = tie_sage_get_capabilities;
  iface->probe_async = tie_sage_probe_async;
  iface->probe_finish = tie_sage_probe_finish;
  iface->pull_async = tie_sage_pull_async;
  iface->pull_finish = tie_sage_pull_finish;
  iface->find_async = tie_sage_find_async;
  iface->find_finish = tie_sage_find_finish;
  iface->push_async = tie_sage_push_async;
  iface->push_finish = tie_sage_push_finish;
  iface->make_body = make_body;
  iface->make_document_body = make_document_body;
  iface->make_payment_body = make_payment_body;
  iface->make_item_body = make_item_body;
  iface->make_removal_body = make_removal_body;
  iface->has_verb = has_verb;
  iface->get_resume_time = get_resume_time;
}

static void
tie_sage_finalize (GObject *object)
{
  TieSage *self = TIE_SAGE (object);

  g_clear_pointer (&self->api_uri, g_free);
  g_clear_pointer (&self->business_id, g_free);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->http);
  g_clear_pointer (&self->capabilities, tie_ledger_capabilities_free);

  G_OBJECT_CLASS (tie_sage_parent_class)->finalize (object);
}

static void
tie_sage_class_init (TieSageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tie_sage_finalize;
}

/* Sage's editions differ in what they write, and tell it nowhere: a refusal names what is lacking. */
static void
tie_sage_init (TieSage *self)
{
  TieLedgerCapabilities *capabilities = g_new0 (TieLedgerCapabilities, 1);

  capabilities->max_batch = TIE_SAGE_MAX_BATCH;
  capabilities->max_page = TIE_SAGE_MAX_PAGE;
  capabilities->per_minute = TIE_SAGE_PER_MINUTE;
  capabilities->at_once = TIE_SAGE_AT_ONCE;
  capabilities->max_name = TIE_SAGE_MAX_NAME;
  capabilities->name_forbidden = TIE_SAGE_NAME_FORBIDDEN;
  capabilities->max_number = TIE_SAGE_MAX_REFERENCE;
  capabilities->max_text = TIE_SAGE_MAX_TEXT;
  capabilities->has_bills = TRUE;
  capabilities->has_discount = TRUE;
  capabilities->has_credit_discount = TRUE;
  capabilities->has_one_contact = TRUE;
  capabilities->has_unapplied = TRUE;
  capabilities->refunds_name_credit = TRUE;
  capabilities->tax_model = TIE_TAX_GLOBAL;
  self->capabilities = capabilities;
}

TieLedger *
tie_sage_new (const char *api_uri,
              const char *business_id,
              TieSignIn *sign_in)
{
  TieSage *self = NULL;

  g_return_val_if_fail (api_uri != NULL, NULL);
  g_return_val_if_fail (TIE_IS_SIGN_IN (sign_in), NULL);

  self = g_object_new (TIE_TYPE_SAGE, NULL);
  self->api_uri = tie_package_dup_base (api_uri);
  self->business_id = g_strdup (business_id);
  self->capabilities->company_id = g_strdup (business_id);
  self->sign_in = g_object_ref (sign_in);
  self->http = tie_http_new (&limits);
  return TIE_LEDGER (self);
}
