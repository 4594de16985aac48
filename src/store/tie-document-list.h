/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* The lean way to read lists of documents and payments: no object per row, newest first. */

#define TIE_DOCUMENT_LIST_ALL G_MAXUINT

/* Alive during the call only; texts are never NULL. */
typedef struct
{
  const char *id;
  const char *number;
  const char *date;
  const char *due;
  const char *contact; /* id */
  const char *contact_name;
  const char *project_name;
  const char *reference;
  const char *stage;
  gint64 total;
  gint64 paid; /* of a credit note: what of it was applied */
  gboolean is_sent;
  gboolean do_not_send;
  gboolean is_void;
  gboolean is_contact_linked; /* with a record of the connected company; FALSE without a connection */
} TieDocumentListRow;

typedef void (*TieDocumentListFunc) (const TieDocumentListRow *row, gpointer user_data);

/* kind: TIE_DOCUMENT_KIND_….  contact: only of that one, NULL for all.  after: the id behind which the list goes on, NULL for
 * the begin.  limit: at most so many, or TIE_DOCUMENT_LIST_ALL. */
gboolean tie_document_list_read (TieDb *db, const char *kind, const char *contact, const char *after, guint limit, TieDocumentListFunc func, gpointer user_data, GError **error);

typedef struct
{
  const char *id;
  const char *number;
  const char *kind;
  const char *date;
  const char *contact; /* id */
  const char *contact_name;
  const char *method;
  const char *reference;
  const char *origin;
  gint64 amount;
  gint64 applied;
  gboolean is_void;
  gboolean is_linked; /* it is at the package */
} TiePaymentListRow;

typedef void (*TiePaymentListFunc) (const TiePaymentListRow *row, gpointer user_data);

gboolean tie_payment_list_read (TieDb *db, const char *contact, const char *after, guint limit, TiePaymentListFunc func, gpointer user_data, GError **error);

G_END_DECLS
