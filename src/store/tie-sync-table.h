/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-remote.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* What the checks before a sync stand on, in few statements for any number of records.  Rows are alive during the call only;
 * texts are never NULL unless it says so. */

/* A document, a payment of ours, or a payment of the package's. */
typedef struct
{
  const char *id;           /* of the package's payments: as tie_sync_table_name_payment() has it */
  TieKind kind;             /* as the package would have it */
  const char *number;
  const char *date;
  const char *contact;      /* (nullable): id; NULL: the package's customer is not linked */
  const char *contact_name; /* of the package's payments their customer's */
  const char *stage;        /* of documents */
  gint64 amount;
  gboolean is_sent;
  gboolean do_not_send;
  gboolean is_void;
  gboolean is_from_there;   /* of payments: the package had it first */

  TieKind party_kind;
  const char *party;          /* (nullable): the contact or, of sales, the site that is billed */
  const char *party_name;     /* of a site as "Contact: Site" */
  const char *party_remote;   /* (nullable): what it is linked to */
  gboolean party_is_there;    /* … and that is there and active */
  const char *party_currency; /* (nullable): its own one there */
  const char *care_of;        /* (nullable): contact who gets the bill */
  const char *care_of_name;
  gboolean care_of_is_linked;

  const char *clash;         /* (nullable): the package's document of that number, where this one is not exported */
  gint64 debits;             /* of the distribution */
  gint64 credits;

  const char *currency;      /* (nullable): of the package's payments */
  const char *remote_id;     /* (nullable): exported, or brought over */
  const char *local_id;      /* (nullable): of the package's payments: ours */
  const char *moment;        /* (nullable): of that */
  const char *remote_number; /* (nullable): as it was there then */
  gboolean has_conflict;
  gboolean is_changed_there; /* of documents, since they were sent; then also: */
  const char *number_there;  /* (nullable) */
  const char *date_there;    /* (nullable) */
  gint64 total_there;
  gint64 total_sent;
  gboolean is_odd;           /* of the package's payments that are not here: it may not go over as it stands */
  const char *elsewhere;     /* (nullable): of what is not exported: another company of the practice that has it */
  const char *open_elsewhere; /* (nullable): of what no company has: one that it is on its way to, without an answer so far */
} TieSyncMoney;
typedef gboolean (*TieSyncMoneyFunc) (const TieSyncMoney *row, gpointer user_data, GError **error);

/* kind: TIE_DOCUMENT_KIND_….  id NULL: all of them, newest first.  func may use any other table, but write none of these; it stops
 * the reading with FALSE and an error. */
gboolean tie_sync_table_read_documents (TieDb *db, const char *connection, const char *kind, const char *id, TieSyncMoneyFunc func, gpointer user_data, GError **error);
gboolean tie_sync_table_read_payments (TieDb *db, const char *connection, const char *id, TieSyncMoneyFunc func, gpointer user_data, GError **error);
/* The package's, whichever way the money went; expenses of the firm's are none. */
gboolean tie_sync_table_read_payments_in (TieDb *db, const char *connection, const char *id, TieSyncMoneyFunc func, gpointer user_data, GError **error);

/* Whether the rate of a tax code that is linked is another one there as it was last read, both of what is sold and of what is
 * bought. */
gboolean tie_sync_table_find_other_rates (TieDb *db, const char *connection, gboolean *has, GError **error);

/* (transfer full) The payment here that nobody linked, of the same contact, kind and amount, as near to its day as there is one; NULL: none, or an error. */
char *tie_sync_table_find_like_payment (TieDb *db, const char *connection, const TieSyncMoney *there, GError **error);

/* (transfer full) A payment of the package's under one id among all of its payments, while a package's ids are unique in a
 * kind only: of receipts the package's id, of the others with the kind before it, as "14/145". */
char *tie_sync_table_name_payment (TieKind kind, const char *remote_id);
/* The package's id within it, and the kind. */
const char *tie_sync_table_parse_payment (const char *id, TieKind *kind);

/* A line about which there is something to say. */
typedef struct
{
  const char *document;
  const char *id;
  guint number;        /* from 1 */
  const char *text;
  gint64 amount;
  const char *code_id; /* (nullable): none */
  const char *code;    /* what people call it */
  gboolean is_expense;
  gboolean has_item;   /* the code is linked … */
  gboolean is_item_there; /* … to what is there and active */
  gboolean has_tax;    /* a tax code … */
  gint64 tax_rate;     /* … its percentage × 10 000 … */
  gboolean is_tax_linked; /* … that is linked to what is there and active … */
  const char *tax_parts;  /* … (nullable) of these parts, as tie_remote_list_tax_parts() takes them */
} TieSyncLine;
typedef gboolean (*TieSyncLineFunc) (const TieSyncLine *line, gpointer user_data, GError **error);

typedef enum
{
  TIE_SYNC_LINES_WITHOUT_ITEM = 1 << 0, /* lines whose code has no link count, too */
  TIE_SYNC_LINES_TAX_LINKED = 1 << 1,   /* lines whose tax code has no link */
  TIE_SYNC_LINES_TAX_ALWAYS = 1 << 2,   /* lines without a tax code */
  TIE_SYNC_LINES_TAX_RATE = 1 << 3,     /* lines with one */
} TieSyncLineFlags;

/* Of documents of that kind (id NULL: of all) that are not exported, or of the one: lines without text, without a code, or
 * whose item is gone, and what flags say; by document and number. */
gboolean tie_sync_table_read_lines (TieDb *db, const char *connection, const char *kind, const char *id, TieSyncLineFlags flags, TieSyncLineFunc func, gpointer user_data, GError **error);

/* What a document has behind its lines. */
typedef struct
{
  const char *document;
  guint n_lines;
  gint64 freight;
  gint64 discount;
  gboolean has_tax; /* these four are the freight's, as of a line */
  gint64 tax_rate;
  gboolean is_tax_linked;
  const char *tax_parts;
  guint n_tax_codes; /* that the discount falls on */
} TieSyncExtras;
typedef gboolean (*TieSyncExtrasFunc) (const TieSyncExtras *extras, gpointer user_data, GError **error);

/* Of documents of that kind (id NULL: of all) that are not exported, or of the one: those with freight or a discount. */
gboolean tie_sync_table_read_extras (TieDb *db, const char *connection, const char *kind, const char *id, TieSyncExtrasFunc func, gpointer user_data, GError **error);

/* (transfer full) (element-type utf8 utf8) Ids of codes that are not linked while the package has a product or service of that
 * name, so that none can be made: a set.  NULL on error. */
GHashTable *tie_sync_table_list_taken_codes (TieDb *db, const char *connection, GError **error);

/* A document that a payment of ours pays, and that is not exported. */
typedef struct
{
  const char *payment;
  const char *document; /* or the refund that it gave for; of a refund: the credit note */
  const char *number;
  TieKind kind;         /* of that */
} TieSyncUnsent;
typedef gboolean (*TieSyncUnsentFunc) (const TieSyncUnsent *row, gpointer user_data, GError **error);
gboolean tie_sync_table_read_unsent (TieDb *db, const char *connection, const char *payment, TieSyncUnsentFunc func, gpointer user_data, GError **error);

/* What became of the last try to send a record, where that is not known or was no success. */
typedef struct
{
  const char *local_id;
  TieKind kind;
  gboolean is_open;    /* sent, no answer */
  gboolean was_sent;   /* FALSE: it could not even be made */
  int fault;           /* TieError */
  const char *message; /* the package's own text */
  const char *trace;
  const char *fields;  /* fingerprint of what was sent */
  const char *label;
} TieSyncFault;
typedef gboolean (*TieSyncFaultFunc) (const TieSyncFault *fault, gpointer user_data, GError **error);
gboolean tie_sync_table_read_faults (TieDb *db, const char *connection, TieSyncFaultFunc func, gpointer user_data, GError **error);

/* A contact or site of ours, or a customer of theirs. */
typedef struct
{
  const char *id;
  gboolean is_theirs;      /* a customer that is not linked */
  gboolean is_site;        /* or a sub-customer */
  TieKind kind;
  const char *name;        /* of a site as "Contact: Site" */
  const char *short_name;  /* of a site without its contact's */
  const char *state;
  const char *country;
  const char *contact;       /* (nullable): of a site: the contact's id; of a sub-customer: its customer's partner */
  const char *contact_state; /* of a site: the contact's */
  const char *remote_id;     /* (nullable): link */
  gboolean is_there;
  gboolean has_conflict;
} TieSyncContact;
typedef gboolean (*TieSyncContactFunc) (const TieSyncContact *row, gpointer user_data, GError **error);

/* Ours: the one, or those that are linked to what is gone, that differ on both sides, or sites without a State that are not
 * linked while their contact is. */
gboolean tie_sync_table_read_contacts (TieDb *db, const char *connection, const char *id, TieSyncContactFunc func, gpointer user_data, GError **error);
/* Theirs: the one, or all that are active and not linked; sub-customers only of customers that are. */
gboolean tie_sync_table_read_customers (TieDb *db, const char *connection, const char *id, TieSyncContactFunc func, gpointer user_data, GError **error);

/* (transfer full) The id of the one record there that is active, not linked and has that folded name; parent: whose
 * sub-customer it is, with its own name alone, NULL for what stands by itself.  NULL without error for none, or several. */
char *tie_sync_table_find_by_name (TieDb *db, const char *connection, TieKind kind, const char *parent, const char *key, GError **error);

/* (transfer full) Who is billed at the package now, and is not linked, for documents of that contact or site that were sent to
 * the record that is gone: it was merged into that one.  NULL without error: nobody. */
char *tie_sync_table_find_survivor (TieDb *db, const char *connection, TieKind kind, const char *local_id, const char *lost, GError **error);

/* Whether the package has a document of that kind with that number. */
gboolean tie_sync_table_has_number (TieDb *db, const char *connection, TieKind kind, const char *number, gboolean *has, GError **error);

G_END_DECLS
