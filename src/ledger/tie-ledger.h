/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/tie-error.h"
#include "ledger/tie-ledger-money.h"
#include "model/tie-record.h"
#include "model/tie-remote.h"

G_BEGIN_DECLS

/* An accounting package behind one interface; one object per connection.  All calls are asynchronous, cancellable and
 * never retried here: the engine in sync owns retry, throttle, outbox and the words for people.  An absent method means
 * "not supported". */

#define TIE_TYPE_LEDGER (tie_ledger_get_type ())
G_DECLARE_INTERFACE (TieLedger, tie_ledger, TIE, LEDGER, GObject)

/* How tax comes about there. */
typedef enum
{
  TIE_TAX_NONE = 1,     /* none is charged; tax codes are not sent */
  TIE_TAX_US,           /* one code for a whole document, lines are taxed or not */
  TIE_TAX_US_AUTOMATED, /* the package finds the rate; lines are taxed or not, and our total is honoured */
  TIE_TAX_GLOBAL,       /* a code on every line */
} TieTaxModel;

/* What the connected company and its package can do; filled by probe. */
typedef struct
{
  guint max_batch;           /* operations per push */
  guint max_page;
  guint per_minute;          /* requests */
  guint batches_per_minute;  /* 0: no limit of their own */
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
  TieTaxModel tax_model;
  gboolean lacks_tax_codes;  /* documents name a tax code in any case, and there is none until tax is set up */
  gboolean has_our_numbers;  /* sales documents keep the numbers we send; else the package gives its own */
  guint max_number;          /* characters */
  guint max_text;            /* characters of a line's text */
  gboolean has_bills;        /* the plan knows suppliers' invoices */
  gboolean has_bill_items;   /* … with products and services on their lines, not only accounts */
  gboolean has_discount;     /* a discount line without an item */
  gboolean has_credit_discount; /* … on credit notes, too */
  char *discount_account_id; /* NULL: none is set */
  gboolean has_multi_currency;
  gboolean has_payroll;      /* employees are not made or changed from outside */
  gboolean auto_applies;     /* the package itself applies payments or credits */
  gboolean has_private_note; /* documents and payments keep a note that only the firm sees: TieLedgerKey.mark works */
  gboolean has_sub_customers;/* sites are records of their own below a customer; else their documents name the customer */
  gboolean has_names_unique; /* two active records of a kind never share a name */
  gboolean has_employees;
  gboolean has_terms;        /* terms of payment are a list; else only the due date goes over */
  gboolean has_one_contact;  /* a record may be customer and vendor at once, under one id */
  gboolean has_unapplied;    /* payments may be larger than what they are applied to */
  gboolean has_undeposited;  /* money that came in may wait on an account of the package's own until it is deposited */
  gboolean refunds_name_credit; /* a refund names the credit notes that it pays back, and uses them up; else it stands on the
                                 * receivables, and what gives for it names it */
} TieLedgerCapabilities;
void tie_ledger_capabilities_free (TieLedgerCapabilities *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieLedgerCapabilities, tie_ledger_capabilities_free)

/* One page of a list or of changes. */
typedef struct
{
  GPtrArray *remotes; /* TieRemote */
  char *cursor;       /* where to go on; store it in the transaction that stores the remotes.  NULL: of this list no changes
                       * are told, it is read whole each time */
  gboolean has_more;  /* call again at once */
  gboolean is_beginning; /* first page of the whole list, also where the cursor was too old to ask for changes: what is not
                          * seen from here to the page without has_more is gone */
} TieLedgerPage;
TieLedgerPage *tie_ledger_page_new (void); /* empty */
/* Of a whole list, which tells what is there: whatever it does not name is gone. */
void tie_ledger_page_leave_out_deleted (TieLedgerPage *self);
void tie_ledger_page_free (TieLedgerPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieLedgerPage, tie_ledger_page_free)

/* What is looked for; what is NULL is not asked for.  One of these ways:
 *   id                  that record as it is now, with its version and raw; none when it is gone
 *   name                names (of every kind that shares the list of names; items among items), inactive ones too
 *   number              documents with exactly that number; party_id narrows
 *   party_id, date      documents and payments of that day
 * mark keeps only what holds it in its private note. */
typedef struct
{
  const char *id;
  const char *name;
  const char *number;
  const char *party_id;
  const char *date;
  const char *mark;
} TieLedgerKey;

/* One operation to send; bodies are made by tie_ledger_make_*_body() and frozen in the outbox. */
typedef struct
{
  TieKind kind;
  const char *verb; /* "create", "update", "void", "delete": see tie_ledger_has_verb() */
  const char *request_id; /* 36 characters of the batch it was queued in, then up to 10 of its own ("1", "2", …): what a
                           * package with request ids per batch sends as the batch's and the item's id, and joined
                           * (≤ 46) where it is sent alone.  Operations of two batches are never sent as one. */
  GBytes *body;
} TieLedgerOperation;

typedef struct
{
  gboolean is_known;   /* FALSE: the outcome at the package is open; send the same body with the same request id again.
                        * TRUE with a fault: nothing was booked */
  TieRemote *remote;   /* what was made; NULL on a fault.  After "delete": only the id, is_deleted */
  GError *fault;       /* TIE_ERROR, NULL when it went well; message is the package's own text */
  char *field;         /* of DATA, DUPLICATE and MAPPING: which, in the package's words */
  TieKind missing;     /* of MAPPING: the kind of what is referred to and cannot be used; 0: not said */
  char *duplicate_id;  /* of DUPLICATE: the other record's id where the package names it */
  char *trace;         /* trace id for support */
  guint retry_after;   /* seconds, of THROTTLED; 0: not said */
} TieLedgerResult;
void tie_ledger_result_free (TieLedgerResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieLedgerResult, tie_ledger_result_free)

/* What a refusal for too many requests means: THROTTLED with the package's own reason, or, where it says hours, DAY_LIMIT.
 * package: its short name. */
GError *tie_ledger_make_throttled (const char *package, const char *reason, guint retry_after);

struct _TieLedgerInterface
{
  GTypeInterface parent_iface;

  const char *(*get_id) (TieLedger *self);   /* "quickbooks" */
  const char *(*get_name) (TieLedger *self); /* "QuickBooks Online" */
  const TieLedgerCapabilities *(*get_capabilities) (TieLedger *self); /* NULL before probe */

  void (*probe_async) (TieLedger *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*probe_finish) (TieLedger *self, GAsyncResult *result, GError **error);

  /* cursor NULL: from the beginning by pages; a cursor of a finished list: changes since then.  Payments that only settle
   * an invoice with a credit have a total of 0. */
  void (*pull_async) (TieLedger *self, TieKind kind, const char *cursor, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  TieLedgerPage *(*pull_finish) (TieLedger *self, GAsyncResult *result, GError **error);

  /* Changes of several kinds since cursors that all have come to the end of their list, in as few calls as they need;
   * cursors: one text per kind.  Answers one page per kind in the same order.  TIE_ERROR_INVALID when a cursor has not come
   * to the end (or is too old): pull that kind by itself.  Absent: so with every kind. */
  void (*pull_changes_async) (TieLedger *self, const TieKind *kinds, const char *const *cursors, guint n, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  GPtrArray *(*pull_changes_finish) (TieLedger *self, GAsyncResult *result, GError **error);

  /* How many records the lists have, inactive ones too, one number per kind (transfer full, g_free).  What is merged into
   * another is told by no changes: a list that has fewer than are known is read whole.  Absent: it is not known. */
  void (*count_async) (TieLedger *self, const TieKind *kinds, guint n, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  gint64 *(*count_finish) (TieLedger *self, GAsyncResult *result, GError **error);

  /* Element TieRemote. */
  void (*find_async) (TieLedger *self, TieKind kind, const TieLedgerKey *key, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  GPtrArray *(*find_finish) (TieLedger *self, GAsyncResult *result, GError **error);

  /* operations: TieLedgerOperation, at most max_batch.  Answers one TieLedgerResult per operation in the same order; an
   * error of the whole call means that nothing was sent.  Outcomes that nobody knows come back as is_known FALSE. */
  void (*push_async) (TieLedger *self, GPtrArray *operations, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  GPtrArray *(*push_finish) (TieLedger *self, GAsyncResult *result, GError **error);

  /* Pure: the request body for a contact (or site with its parent's remote id) as a new record of that kind; for
   * "update" remote holds id and version.  TIE_ERROR_DATA names the field when it cannot be sent as it is. */
  GBytes *(*make_body) (TieLedger *self, TieKind kind, const char *verb, TieRecord *record, const char *parent_remote_id, const TieRemote *remote, GError **error);

  /* Pure, for "create" and "update"; see make_body.  After probe: what is sent depends on what the company can do.
   * TIE_ERROR_DATA and TIE_ERROR_MAPPING name line and field in a sentence.  Of an update, remote is best found by id just
   * before: with its raw the lines keep their ids. */
  GBytes *(*make_document_body) (TieLedger *self, const char *verb, const TieLedgerDocument *document, const TieRemote *remote, GError **error);
  GBytes *(*make_payment_body) (TieLedger *self, const char *verb, const TieLedgerPayment *payment, const TieRemote *remote, GError **error);
  GBytes *(*make_item_body) (TieLedger *self, const char *verb, const TieLedgerItem *item, const TieRemote *remote, GError **error);
  /* Pure, for "void" and "delete". */
  GBytes *(*make_removal_body) (TieLedger *self, TieKind kind, const char *verb, const TieRemote *remote, GError **error);
  gboolean (*has_verb) (TieLedger *self, TieKind kind, const char *verb);

  /* When (monotonic) the call that waits for the package's limits goes out; 0: none waits.  Absent: it is not known. */
  gint64 (*get_resume_time) (TieLedger *self);
};

const char *tie_ledger_get_id (TieLedger *self);
const char *tie_ledger_get_name (TieLedger *self);
const TieLedgerCapabilities *tie_ledger_get_capabilities (TieLedger *self);
void tie_ledger_probe_async (TieLedger *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_ledger_probe_finish (TieLedger *self, GAsyncResult *result, GError **error);
void tie_ledger_pull_async (TieLedger *self, TieKind kind, const char *cursor, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TieLedgerPage *tie_ledger_pull_finish (TieLedger *self, GAsyncResult *result, GError **error);
void tie_ledger_pull_changes_async (TieLedger *self, const TieKind *kinds, const char *const *cursors, guint n, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *tie_ledger_pull_changes_finish (TieLedger *self, GAsyncResult *result, GError **error); /* of TieLedgerPage */
gboolean tie_ledger_can_count (TieLedger *self);
void tie_ledger_count_async (TieLedger *self, const TieKind *kinds, guint n, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gint64 *tie_ledger_count_finish (TieLedger *self, GAsyncResult *result, GError **error);
void tie_ledger_find_async (TieLedger *self, TieKind kind, const TieLedgerKey *key, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *tie_ledger_find_finish (TieLedger *self, GAsyncResult *result, GError **error);
void tie_ledger_push_async (TieLedger *self, GPtrArray *operations, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *tie_ledger_push_finish (TieLedger *self, GAsyncResult *result, GError **error);
GBytes *tie_ledger_make_body (TieLedger *self, TieKind kind, const char *verb, TieRecord *record, const char *parent_remote_id, const TieRemote *remote, GError **error);
GBytes *tie_ledger_make_document_body (TieLedger *self, const char *verb, const TieLedgerDocument *document, const TieRemote *remote, GError **error);
GBytes *tie_ledger_make_payment_body (TieLedger *self, const char *verb, const TieLedgerPayment *payment, const TieRemote *remote, GError **error);
GBytes *tie_ledger_make_item_body (TieLedger *self, const char *verb, const TieLedgerItem *item, const TieRemote *remote, GError **error);
GBytes *tie_ledger_make_removal_body (TieLedger *self, TieKind kind, const char *verb, const TieRemote *remote, GError **error);
gboolean tie_ledger_can_push (TieLedger *self);
gboolean tie_ledger_has_verb (TieLedger *self, TieKind kind, const char *verb);
gint64 tie_ledger_get_resume_time (TieLedger *self);

G_END_DECLS
