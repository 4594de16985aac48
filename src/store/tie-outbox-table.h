/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-remote.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* What is to be sent, frozen.  Never undone: it says what left the house. */
typedef enum
{
  TIE_OUTBOX_QUEUED = 1,
  TIE_OUTBOX_SENDING, /* committed before the request leaves; found after a crash it is looked up or re-sent with the same id */
  TIE_OUTBOX_DONE,
  TIE_OUTBOX_FAILED, /* the package refused; the reason stands in the row */
  TIE_OUTBOX_CANCELLED,
} TieOutboxState;

/* What goes before what: nothing of a rank leaves while something of a lower one is open. */
typedef enum
{
  TIE_OUTBOX_RANK_NAME = 0,
  TIE_OUTBOX_RANK_ITEM = 10,
  TIE_OUTBOX_RANK_RELEASE = 20, /* payments that go, before the documents that they pay */
  TIE_OUTBOX_RANK_DOCUMENT = 30,
  TIE_OUTBOX_RANK_PAYMENT = 40,
} TieOutboxRank;

/* An update by which a customer there becomes a vendor, too, or the other way round: the record is linked as both then. */
#define TIE_OUTBOX_JOIN "join"

typedef struct
{
  gint64 id;
  char *connection;
  char *run;
  TieKind kind;
  char *verb; /* "create", "update", "void", "delete", TIE_OUTBOX_JOIN */
  char *local_id;
  char *request_id; /* unique; the same for every try of this body; see TieLedgerOperation */
  char *label;      /* name of the record, for messages */
  GBytes *body;     /* frozen bytes */
  TieOutboxState state;
  guint tries;
  char *remote_id;  /* once known; of what is not created: from the beginning */
  int fault;        /* TieError or 0 */
  char *message;    /* the package's own text */
  char *trace;      /* the package's trace id */
  char *created;
  char *sent;       /* moment of the try; of the first one while none was answered */
  guint rank;       /* TieOutboxRank */
  gboolean has_total;
  gint64 total;     /* minor units that the package has to come to, where has_total */
  char *fields;     /* what becomes TieSynced.fields when it went well; NULL for none */
} TieOutboxRow;
void tie_outbox_row_free (TieOutboxRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieOutboxRow, tie_outbox_row_free)

/* Refused with TIE_ERROR_IN_USE when an open row for the same kind and local record exists: never queued twice. */
gboolean tie_outbox_table_add (TieDb *db, TieOutboxRow *row, GError **error); /* fills id and created */
/* Claims up to max queued rows (or rows a crashed run left SENDING) of the lowest rank that is open for that run, marks them
 * SENDING with one more try and returns them, oldest first, with state, tries and sent as they were before: that tells how old an unanswered try
 * is.  is_mixed FALSE: only rows like the first of them, that is, of its kind, verb, state and batch. */
GPtrArray *tie_outbox_table_claim (TieDb *db, const char *connection, const char *run, gboolean is_mixed, guint max, GError **error);
gboolean tie_outbox_table_finish (TieDb *db, gint64 id, TieOutboxState state, const char *remote_id, int fault, const char *message, const char *trace, GError **error);
/* The moment of the last try: for tests of what an old one needs. */
gboolean tie_outbox_table_set_sent (TieDb *db, gint64 id, const char *sent, GError **error);
/* A row that is sent again as another request. */
gboolean tie_outbox_table_set_request (TieDb *db, gint64 id, const char *request_id, GError **error);
gboolean tie_outbox_table_requeue (TieDb *db, gint64 id, GError **error);
GPtrArray *tie_outbox_table_list_open (TieDb *db, const char *connection, GError **error); /* queued, sending, failed */
/* The record's row that is open or failed, the newest; NULL without error for none. */
TieOutboxRow *tie_outbox_table_find (TieDb *db, const char *connection, TieKind kind, const char *local_id, GError **error);
/* (transfer full) (element-type utf8) The documents and payments that this run sent for the first time, and that are still linked with
 * what it made of them; documents first. */
GPtrArray *tie_outbox_table_list_created (TieDb *db, const char *connection, const char *run, GError **error);
/* Documents and payments that never left make way: what would be sent later may differ by then.  n: (out) (optional). */
gboolean tie_outbox_table_drop_queued (TieDb *db, const char *connection, guint *n, GError **error);
gint64 tie_outbox_table_count (TieDb *db, const char *connection, TieOutboxState state, GError **error);

/* A run groups what one action sent. */
gboolean tie_run_table_begin (TieDb *db, const char *run, const char *connection, const char *what, GError **error);
gboolean tie_run_table_end (TieDb *db, const char *run, guint done, guint failed, GError **error);

G_END_DECLS
