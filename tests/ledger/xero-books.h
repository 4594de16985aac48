/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-package.h"
#include "sandbox/tie-sandbox.h"

G_BEGIN_DECLS

/* A connection to a look-alike Xero company, and what tests of writing have in common. */
typedef struct
{
  TieSandbox *sandbox;
  TieSignIn *sign_in;
  TieLedger *ledger;
  TieLedgerCapabilities can; /* what bodies are made for */
  char *contact; /* (owned): id of one that is there */
  char *bank;    /* (owned): id of an account that money goes to */
  guint n;       /* request ids given */
} XeroBooks;

void xero_books_set_up (XeroBooks *self, gconstpointer data);
/* Holds every request that was sent against the table. */
void xero_books_tear_down (XeroBooks *self, gconstpointer data);
/* Without that. */
void xero_books_clear (XeroBooks *self);

/* The value at that path ("Accounts.0.AccountID") of what the books answer to a GET, past gateway and faults; "" for none. */
char *xero_books_get (XeroBooks *self, const char *resource, const char *path);
/* A member of the object at that path. */
gint64 xero_books_get_cents (XeroBooks *self, const char *resource, const char *path, const char *member);
void xero_books_edit (XeroBooks *self, const char *json);
void xero_books_fault (XeroBooks *self, const char *spec);
/* How many requests of that method to that path have come. */
guint xero_books_count (XeroBooks *self, const char *method, const char *path);

/* With one line of 20 % tax. */
TieLedgerDocument *xero_books_make_document (XeroBooks *self, TieKind kind, const char *number, gint64 amount);
GBytes *xero_books_make_body (XeroBooks *self, const char *verb, const TieLedgerDocument *document, const TieRemote *remote);
TieLedgerPayment *xero_books_make_payment (XeroBooks *self, TieKind kind, gint64 amount);

/* An operation that owns its strings, with a request id of its own; takes the body. */
TieLedgerOperation *xero_books_make_operation (XeroBooks *self, TieKind kind, const char *verb, GBytes *body);
GPtrArray *xero_books_make_operations (void);
/* NULL with an error of the whole call. */
GPtrArray *xero_books_push_all (XeroBooks *self, GPtrArray *operations, GError **error);
/* One of them; takes the body. */
TieLedgerResult *xero_books_push (XeroBooks *self, TieKind kind, const char *verb, GBytes *body);
/* Takes the result. */
TieRemote *xero_books_expect_done (TieLedgerResult *result);
/* Takes the result. */
void xero_books_expect_fault (TieLedgerResult *result, gboolean is_known, TieError code);
/* Pushes it and expects it to be done; takes the body. */
TieRemote *xero_books_do (XeroBooks *self, TieKind kind, const char *verb, GBytes *body);

G_END_DECLS
