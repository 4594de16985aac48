/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quickbooks-call"
#include "config.h"

#include "ledger/quickbooks/tie-quickbooks-limits.h"
#include "ledger/quickbooks/tie-quickbooks-private.h"
#include "ledger/tie-ledger-call.h"

char *
tie_quickbooks_make_resource (const char *path,
                              ...)
{
  g_autofree char *versioned = g_strconcat (path, "?minorversion=" TIE_QUICKBOOKS_MINOR_VERSION, NULL);
  char *resource = NULL;
  va_list pairs;

  va_start (pairs, path);
  resource = tie_ledger_make_resource_valist (versioned, pairs);
  va_end (pairs);
  return resource;
}

void
tie_quickbooks_call_async (TieQuickbooks *self,
                           const char *resource,
                           GBytes *body,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autofree char *uri = g_strdup_printf ("%s/v3/company/%s/%s", self->api_uri, self->company_id, resource);
  const TieLedgerCall call = { .method = body != NULL ? "POST" : "GET", .uri = uri, .body = body };

  tie_ledger_call_async (self, self->http, self->sign_in, &call, cancellable, callback, user_data);
}

TieHttpAnswer *
tie_quickbooks_call_finish (TieQuickbooks *self,
                            GAsyncResult *result,
                            gboolean *has_left,
                            GError **error)
{
  return tie_ledger_call_finish (self, result, has_left, error);
}
