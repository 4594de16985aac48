/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/tie-error.h"
#include "model/tie-record.h"
#include "model/tie-remote.h"

G_BEGIN_DECLS

/* An accounting package behind one interface; one object per connection.  All calls are asynchronous, cancellable and
 * never retried here: the engine in sync owns retry, throttle, outbox and the words for people.  An absent method means
 * "not supported". */

#define TIE_TYPE_LEDGER (tie_ledger_get_type ())
G_DECLARE_INTERFACE (TieLedger, tie_ledger, TIE, LEDGER, GObject)

/* What the connected company and its package can do; filled by probe. */
typedef struct
{
  guint max_batch;           /* operations per push */
  guint max_page;
  guint per_minute;          /* requests */
  guint at_once;
  guint max_name;            /* characters of a display name */
  const char *name_forbidden;/* characters a name must not hold */
  gboolean names_shared;     /* customers, vendors and employees share one list of names */
  gboolean typed_id;         /* a person may type a record's id (AccsID) */
  char *company_id;
  char *company_name;
  char *country;             /* "US" */
  char *currency;
  char *closed_until;        /* date or NULL */
} TieLedgerCapabilities;
void tie_ledger_capabilities_free (TieLedgerCapabilities *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieLedgerCapabilities, tie_ledger_capabilities_free)

/* One page of a list or of changes. */
typedef struct
{
  GPtrArray *remotes; /* TieRemote */
  char *cursor;       /* where to go on; store it in the transaction that stores the remotes */
  gboolean has_more;  /* call again at once */
  gboolean is_beginning; /* first page of the whole list, also where the cursor was too old to ask for changes: what is not
                          * seen from here to the page without has_more is gone */
} TieLedgerPage;
void tie_ledger_page_free (TieLedgerPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieLedgerPage, tie_ledger_page_free)

/* One operation to send; bodies are made by tie_ledger_make_body() and frozen in the outbox. */
typedef struct
{
  TieKind kind;
  const char *verb; /* "create", "update" */
  const char *request_id; /* 36 characters of the batch it was queued in, then up to 10 of its own ("1", "2", …): what a
                           * package with request ids per batch sends as the batch's and the item's id, and joined
                           * (≤ 46) where it is sent alone.  Operations of two batches are never sent as one. */
  GBytes *body;
} TieLedgerOperation;

typedef struct
{
  gboolean is_known;   /* FALSE: the outcome at the package is open; send the same body with the same request id again.
                        * TRUE with a fault: nothing was booked */
  TieRemote *remote;   /* what was made; NULL on a fault */
  GError *fault;       /* TIE_ERROR, NULL when it went well; message is the package's own text */
  char *field;         /* of DATA and DUPLICATE: which */
  char *duplicate_id;  /* of DUPLICATE: the other record's id where the package names it */
  char *trace;         /* trace id for support */
  guint retry_after;   /* seconds, of THROTTLED; 0: not said */
} TieLedgerResult;
void tie_ledger_result_free (TieLedgerResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieLedgerResult, tie_ledger_result_free)

struct _TieLedgerInterface
{
  GTypeInterface parent_iface;

  const char *(*get_id) (TieLedger *self);   /* "quickbooks" */
  const char *(*get_name) (TieLedger *self); /* "QuickBooks Online" */
  const TieLedgerCapabilities *(*get_capabilities) (TieLedger *self); /* NULL before probe */

  void (*probe_async) (TieLedger *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*probe_finish) (TieLedger *self, GAsyncResult *result, GError **error);

  /* cursor NULL: from the beginning by pages; a cursor of a finished list: changes since then. */
  void (*pull_async) (TieLedger *self, TieKind kind, const char *cursor, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  TieLedgerPage *(*pull_finish) (TieLedger *self, GAsyncResult *result, GError **error);

  /* By exact name over every kind that shares the list of names, inactive ones too; element TieRemote. */
  void (*find_async) (TieLedger *self, TieKind kind, const char *name, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  GPtrArray *(*find_finish) (TieLedger *self, GAsyncResult *result, GError **error);

  /* operations: TieLedgerOperation, at most max_batch.  Answers one TieLedgerResult per operation in the same order; an
   * error of the whole call means that nothing was sent.  Outcomes that nobody knows come back as is_known FALSE. */
  void (*push_async) (TieLedger *self, GPtrArray *operations, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  GPtrArray *(*push_finish) (TieLedger *self, GAsyncResult *result, GError **error);

  /* Pure: the request body for a contact (or site with its parent's remote id) as a new record of that kind; for
   * "update" remote holds id and version.  TIE_ERROR_DATA names the field when it cannot be sent as it is. */
  GBytes *(*make_body) (TieLedger *self, TieKind kind, const char *verb, TieRecord *record, const char *parent_remote_id, const TieRemote *remote, GError **error);
};

const char *tie_ledger_get_id (TieLedger *self);
const char *tie_ledger_get_name (TieLedger *self);
const TieLedgerCapabilities *tie_ledger_get_capabilities (TieLedger *self);
void tie_ledger_probe_async (TieLedger *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_ledger_probe_finish (TieLedger *self, GAsyncResult *result, GError **error);
void tie_ledger_pull_async (TieLedger *self, TieKind kind, const char *cursor, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TieLedgerPage *tie_ledger_pull_finish (TieLedger *self, GAsyncResult *result, GError **error);
void tie_ledger_find_async (TieLedger *self, TieKind kind, const char *name, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *tie_ledger_find_finish (TieLedger *self, GAsyncResult *result, GError **error);
void tie_ledger_push_async (TieLedger *self, GPtrArray *operations, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *tie_ledger_push_finish (TieLedger *self, GAsyncResult *result, GError **error);
GBytes *tie_ledger_make_body (TieLedger *self, TieKind kind, const char *verb, TieRecord *record, const char *parent_remote_id, const TieRemote *remote, GError **error);
gboolean tie_ledger_can_push (TieLedger *self);

G_END_DECLS
