/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/quickbooks/tie-quickbooks.h"
#include "net/tie-http.h"

G_BEGIN_DECLS

struct _TieQuickbooks
{
  GObject parent_instance;

  char *api_uri;    /* (owned) */
  char *company_id; /* (owned) */
  TieSignIn *sign_in; /* (owned) */
  TieHttp *http;      /* (owned) */
  TieLedgerCapabilities *capabilities; /* (owned) */
  gboolean is_probed;
};

/* "customer?minorversion=75&requestid=…": pairs of name and value, ended by NULL; a pair without value is left out. */
char *tie_quickbooks_make_resource (const char *path, ...) G_GNUC_NULL_TERMINATED;

/* One call with a token; a 401 gets a new token and the same call (same request id in resource) once more.  body NULL: a
 * GET.  finish: any answer, or an error where none came; has_left then says whether something may have been done. */
void tie_quickbooks_call_async (TieQuickbooks *self, const char *resource, GBytes *body, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TieHttpAnswer *tie_quickbooks_call_finish (TieQuickbooks *self, GAsyncResult *result, gboolean *has_left, GError **error);

/* The interface's methods, each pair in the file of its name. */
void tie_quickbooks_pull_async (TieLedger *ledger, TieKind kind, const char *cursor, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TieLedgerPage *tie_quickbooks_pull_finish (TieLedger *ledger, GAsyncResult *result, GError **error);
void tie_quickbooks_pull_changes_async (TieLedger *ledger, const TieKind *kinds, const char *const *cursors, guint n, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *tie_quickbooks_pull_changes_finish (TieLedger *ledger, GAsyncResult *result, GError **error);
void tie_quickbooks_count_async (TieLedger *ledger, const TieKind *kinds, guint n, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gint64 *tie_quickbooks_count_finish (TieLedger *ledger, GAsyncResult *result, GError **error);
void tie_quickbooks_find_async (TieLedger *ledger, TieKind kind, const TieLedgerKey *key, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *tie_quickbooks_find_finish (TieLedger *ledger, GAsyncResult *result, GError **error);
void tie_quickbooks_push_async (TieLedger *ledger, GPtrArray *operations, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *tie_quickbooks_push_finish (TieLedger *ledger, GAsyncResult *result, GError **error);

G_END_DECLS
