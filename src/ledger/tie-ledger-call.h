/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdarg.h>

#include "net/tie-http.h"
#include "net/tie-sign-in.h"

G_BEGIN_DECLS

/* One call to a package: signed in, sent, answered; what it is about and what its answer means is the package's own. */
typedef struct
{
  const char *method;         /* "GET", "PUT", … */
  const char *uri;
  GBytes *body;               /* (nullable): JSON */
  const char *const *headers; /* (nullable): name and value in turn, ended by NULL */
  gboolean (*is_final) (const TieHttpAnswer *answer); /* (nullable): of a 401 that another token would meet as well */
} TieLedgerCall;

/* A 401 that is not final gets a new token and the same request once more.  Everything is copied; ledger (nullable) is the
 * callback's source and is kept until then.
 * finish: any answer, or an error where none came; has_left (out, may be NULL) then says whether something may have been done.
 * What was answered counts, also when the caller has gone meanwhile. */
void tie_ledger_call_async (gpointer ledger, TieHttp *http, TieSignIn *sign_in, const TieLedgerCall *call, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TieHttpAnswer *tie_ledger_call_finish (gpointer ledger, GAsyncResult *result, gboolean *has_left, GError **error);

/* "Invoices?page=1&unitdp=4": pairs of name and value, ended by NULL; a pair without value is left out. */
char *tie_ledger_make_resource (const char *path, ...) G_GNUC_NULL_TERMINATED;
char *tie_ledger_make_resource_valist (const char *path, va_list pairs);

/* Reads an answer in a thread (a page of a thousand rows is a megabyte of JSON) and returns what was read, or the error, as
 * the task's.  read is given job (transfer full), the thread nothing else: it never holds the last reference to the ledger. */
typedef gpointer (*TieLedgerReader) (gpointer job, GError **error);
void tie_ledger_read_in_thread (GTask *task, TieLedgerReader read, gpointer job, GDestroyNotify job_free, GDestroyNotify result_free);

G_END_DECLS
