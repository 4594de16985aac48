/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/xero/tie-xero.h"
#include "net/tie-http.h"

G_BEGIN_DECLS

struct _TieXero
{
  GObject parent_instance;

  char *api_uri;      /* (owned): without a slash at its end */
  char *tenant_id;    /* (owned) */
  char *timezone;     /* (owned) (nullable): of the organisation, in Xero's words; after probe */
  char *receivable_id; /* (owned) (nullable): the account of what customers owe; after probe */
  TieSignIn *sign_in; /* (owned) */
  TieHttp *http;      /* (owned) */
  TieLedgerCapabilities *capabilities; /* (owned) */
  gboolean is_probed;
};

/* One call; strings and bytes are copied. */
typedef struct
{
  const char *method;   /* "GET", "PUT", "POST", "DELETE" */
  const char *resource; /* "Invoices/GUID?unitdp=4": see tie_ledger_make_resource() */
  GBytes *body;         /* (nullable) */
  const char *key;      /* (nullable): Idempotency-Key, at most TIE_XERO_MAX_KEY characters */
  const char *since;    /* (nullable): If-Modified-Since, a moment of ours ("2026-02-03T10:00:00Z") */
} TieXeroRequest;

/* With a token and the organisation's id; a token that has run out is renewed and the same request, with its key, sent once
 * more.  finish: any answer, or an error where none came; has_left (out, may be NULL) then says whether something may have
 * been done. */
void tie_xero_call_async (TieXero *self, const TieXeroRequest *request, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TieHttpAnswer *tie_xero_call_finish (TieXero *self, GAsyncResult *result, gboolean *has_left, GError **error);

/* The interface's methods, each pair in the file of its name. */
void tie_xero_probe_async (TieLedger *ledger, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_xero_probe_finish (TieLedger *ledger, GAsyncResult *result, GError **error);
void tie_xero_pull_async (TieLedger *ledger, TieKind kind, const char *cursor, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TieLedgerPage *tie_xero_pull_finish (TieLedger *ledger, GAsyncResult *result, GError **error);
void tie_xero_find_async (TieLedger *ledger, TieKind kind, const TieLedgerKey *key, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *tie_xero_find_finish (TieLedger *ledger, GAsyncResult *result, GError **error);

/* See TiePackage. */
void tie_xero_list_companies_async (const char *environment, const char *base_uri, TieSignIn *sign_in, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *tie_xero_list_companies_finish (GAsyncResult *result, GError **error);

G_END_DECLS
