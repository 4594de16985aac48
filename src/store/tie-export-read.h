/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-export-list.h"

G_BEGIN_DECLS

/* The lean way to go through all that was picked (tie-export-list.h): one record at a time, whatever their number, with no
 * object in between.  No text is NULL but for references; all are alive until the next record. */

typedef struct
{
  const char *id;
  const char *number;
  const char *name;
  const char *email;
  const char *phone;
  const char *street; /* of several lines */
  const char *city;
  const char *state;
  const char *postcode;
  const char *country;
  const char *terms; /* as typed */
  const char *notes;
  gint64 batch;      /* of one that was picked: number of the newest batch of the target that holds it; 0: none */
  const char *hash;  /* of what stood in it */
} TieExportContact;

typedef struct
{
  const char *id;
  const char *code;      /* what people call the work or expense code; "" for none */
  const char *work_code; /* (nullable) id */
  const char *expense_code; /* (nullable) id */
  const char *text;
  const char *tax_code;  /* (nullable) id */
  gint64 quantity;       /* × 10 000 */
  gint64 rate;           /* × 10 000 */
  gint64 amount;         /* minor units */
} TieExportLine;

typedef struct
{
  const char *line;     /* (nullable) id */
  const char *category; /* TIE_CATEGORY_… */
  const char *account;  /* (nullable) id */
  gint64 net;           /* minor units: debits above zero */
} TieExportShare;

typedef struct
{
  const char *id;
  const char *number;
  const char *kind;
  const char *date;
  const char *due;
  const char *terms;     /* (nullable) id */
  const char *tax_code;  /* (nullable) id; of the freight */
  const char *reference;
  const char *text;
  const char *stage;
  const char *project;   /* name */
  gint64 freight, discount, subtotal, tax, total; /* minor units */
  gboolean is_void;
  gint64 batch;          /* as of a contact */
  const char *moment;    /* of that batch */
  const char *hash;
  TieExportContact contact;
  GArray *lines;  /* (element-type TieExportLine) */
  GArray *shares; /* (element-type TieExportShare) the distribution */
} TieExportDocument;

typedef struct
{
  const char *id;
  const char *number;
  const char *date;
  const char *method;
  const char *reference;
  const char *notes;
  gint64 amount; /* minor units */
  gboolean is_void;
  gint64 batch; /* as of a document */
  const char *moment;
  const char *hash;
  TieExportContact contact;
} TieExportPayment;

typedef struct _TieExportReader TieExportReader;

/* Rows that go by once are not worth keeping: between the two calls the connection holds a few megabytes of pages, however many
 * records there are.  cache: what the second one takes. */
gboolean tie_export_begin_pass (TieDb *db, gint64 *cache, GError **error);
void tie_export_end_pass (TieDb *db, gint64 cache);

/* What was picked must be of that kind.  target: whose batches are looked at.  Only one reader at a time. */
TieExportReader *tie_export_reader_new (TieDb *db, TieExportKind kind, const char *target, GError **error);
/* The customers that the picked documents or payments are of, each once, by name. */
TieExportReader *tie_export_reader_new_contacts (TieDb *db, TieExportKind kind, GError **error);
void tie_export_reader_free (TieExportReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieExportReader, tie_export_reader_free)

/* The next one, of the kind that the reader is for; NULL at the end, and with an error. */
const TieExportContact *tie_export_reader_next_contact (TieExportReader *self, GError **error);
const TieExportDocument *tie_export_reader_next_document (TieExportReader *self, GError **error);
const TieExportPayment *tie_export_reader_next_payment (TieExportReader *self, GError **error);

/* What of the lists the picked documents use: (transfer full) ids, each once, in order.  NULL on error. */
typedef enum
{
  TIE_EXPORT_USES_ACCOUNTS = 1,
  TIE_EXPORT_USES_TERMS,
  TIE_EXPORT_USES_TAX_CODES,
  TIE_EXPORT_USES_TAX_ACCOUNTS, /* that taxes stand on */
} TieExportUses;
GStrv tie_export_list_used (TieDb *db, TieExportUses what, GError **error);

/* The codes that lines of the picked documents have, each once, in order: work_code or expense_code is NULL. */
typedef void (*TieExportCodeFunc) (const char *code, const char *text, const char *work_code, const char *expense_code, const char *account, gboolean is_taxed, gpointer user_data);
gboolean tie_export_read_codes (TieDb *db, TieExportCodeFunc func, gpointer user_data, GError **error);

/* (transfer full) The earliest date among them; NULL without error for none. */
char *tie_export_get_first_date (TieDb *db, TieExportKind kind, GError **error);

/* For finding keys that are the same to a program: all customers' ids, numbers and names; all numbers of invoices and credit notes. */
typedef void (*TieExportKeyFunc) (const char *id, const char *number, const char *name, gpointer user_data);
gboolean tie_export_read_customer_keys (TieDb *db, TieExportKeyFunc func, gpointer user_data, GError **error);
gboolean tie_export_read_document_keys (TieDb *db, TieExportKeyFunc func, gpointer user_data, GError **error);
/* The numbers of all contacts that have one. */
gboolean tie_export_read_numbers (TieDb *db, TieExportKeyFunc func, gpointer user_data, GError **error);

G_END_DECLS
