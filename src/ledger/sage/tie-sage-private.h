/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/sage/tie-sage.h"
#include "net/tie-http.h"

G_BEGIN_DECLS

struct _TieSage
{
  GObject parent_instance;

  char *api_uri;      /* (owned): without a slash at its end */
  char *business_id;  /* (owned) (nullable): NULL only while the businesses are asked for */
  TieSignIn *sign_in; /* (owned) */
  TieHttp *http;      /* (owned) */
  TieLedgerCapabilities *capabilities; /* (owned) */
  gboolean is_probed;
  gint64 day_start;  /* monotonic moment from which the calls of a day are counted */
  guint day_calls;
};

/* One call with a token, and the business in a header; a 401 that a new token may cure gets one, and the same bytes once
 * more.  body NULL: none.  finish: any answer, or an error where none came; has_left (out, may be NULL) then says whether
 * something may have been done. */
void tie_sage_call_async (TieSage *self, const char *method, const char *resource, GBytes *body, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TieHttpAnswer *tie_sage_call_finish (TieSage *self, GAsyncResult *result, gboolean *has_left, GError **error);

/* The interface's methods, each pair in the file of its name. */
void tie_sage_probe_async (TieLedger *ledger, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_sage_probe_finish (TieLedger *ledger, GAsyncResult *result, GError **error);
void tie_sage_pull_async (TieLedger *ledger, TieKind kind, const char *cursor, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TieLedgerPage *tie_sage_pull_finish (TieLedger *ledger, GAsyncResult *result, GError **error);
void tie_sage_find_async (TieLedger *ledger, TieKind kind, const TieLedgerKey *key, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *tie_sage_find_finish (TieLedger *ledger, GAsyncResult *result, GError **error);
void tie_sage_push_async (TieLedger *ledger, GPtrArray *operations, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *tie_sage_push_finish (TieLedger *ledger, GAsyncResult *result, GError **error);

G_END_DECLS
