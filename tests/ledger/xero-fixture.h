/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/xero/tie-xero-private.h"
#include "sandbox/tie-sandbox.h"

G_BEGIN_DECLS

/* The client against the look-alike organisation: whole journeys over HTTP. */
typedef struct
{
  TieSandbox *sandbox;
  TieSignIn *sign_in;
  GPtrArray *companies; /* TiePackageCompany */
  TieLedger *ledger;    /* of the first of them */
} XeroFixture;

/* data: TieSandboxOptions, or NULL for the empty organisation. */
void xero_set_up (XeroFixture *fixture, gconstpointer data);
void xero_tear_down (XeroFixture *fixture, gconstpointer data);

void xero_set_fault (XeroFixture *fixture, const char *spec);
void xero_edit (XeroFixture *fixture, const char *json);
/* One call as the client makes it; (transfer full) what stands at the member path ("Invoices.0.InvoiceID"). */
char *xero_write (XeroFixture *fixture, const char *method, const char *resource, const char *body, const char *path);

gboolean xero_probe (XeroFixture *fixture, GError **error);
TieLedgerPage *xero_pull (XeroFixture *fixture, TieKind kind, const char *cursor, GError **error);
/* Reads until there is no more: id → TieRemote, the cursor at the end, and how many pages there were. */
GHashTable *xero_pull_all (XeroFixture *fixture, TieKind kind, char **cursor, guint *pages);
GPtrArray *xero_find (XeroFixture *fixture, TieKind kind, const TieLedgerKey *key, GError **error);
/* How many calls of the API the journal holds whose address has that in it. */
guint xero_count_calls (XeroFixture *fixture, const char *text);

G_END_DECLS
