/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero-call"
#include "config.h"

#include <string.h>

#include "ledger/tie-ledger-call.h"
#include "ledger/xero/tie-xero-fault.h"
#include "ledger/xero/tie-xero-private.h"

/* "2026-03-01T10:11:12": UTC, as Xero's own client sends it. */
static char *
dup_since (const char *moment)
{
  return g_strndup (moment, strlen (moment) - (g_str_has_suffix (moment, "Z") ? 1 : 0));
}

void
tie_xero_call_async (TieXero *self,
                     const TieXeroRequest *request,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autofree char *uri = g_strdup_printf ("%s/api.xro/2.0/%s", self->api_uri, request->resource);
  g_autofree char *since = request->since != NULL ? dup_since (request->since) : NULL;
  const char *headers[7] = { "Xero-Tenant-Id", self->tenant_id };
  const TieLedgerCall call = {
    .method = request->method,
    .uri = uri,
    .body = request->body,
    .headers = headers,
    .is_final = tie_xero_fault_is_consent,
  };
  guint n = 2;

  if (since != NULL)
    {
      headers[n++] = "If-Modified-Since";
      headers[n++] = since;
    }
  if (request->key != NULL)
    {
      headers[n++] = "Idempotency-Key";
      headers[n++] = request->key;
    }
  tie_ledger_call_async (self, self->http, self->sign_in, &call, cancellable, callback, user_data);
}

TieHttpAnswer *
tie_xero_call_finish (TieXero *self,
                      GAsyncResult *result,
                      gboolean *has_left,
                      GError **error)
{
  return tie_ledger_call_finish (self, result, has_left, error);
}
