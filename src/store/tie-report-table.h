/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* The sums that reports are made of: one row per record, added up by SQLite.  Dates are ISO text; a document or payment
 * counts when it is dated on that day or before. */

/* Every function here checks its dates, for SQL would compare whatever text it is given. */
gboolean tie_report_table_check_date (const char *date, GError **error);

#define TIE_REPORT_AGES 5 /* not due yet (of WIP: not used), up to 30 days, 60, 90, older */

typedef struct
{
  char *id;   /* of the contact, project or employee */
  char *name;
  char *group; /* (nullable): of a project its client */
  gint64 ages[TIE_REPORT_AGES]; /* minor units */
  gint64 unapplied;             /* of receivables: payments and credit notes not used yet */
  gint64 quantity;              /* of WIP: hours × 10 000 */
  gint64 fee;                   /* of WIP: the estimated fee */
} TieAgeRow;

void tie_age_row_free (TieAgeRow *row);

/* (element-type TieAgeRow) (transfer full), by name.  Open invoices of each contact by the days since they were due. */
GPtrArray *tie_report_table_list_receivables (TieDb *db, const char *as_of, GError **error);
/* Unbilled work of each project by the days since it was done. */
GPtrArray *tie_report_table_list_wip (TieDb *db, const char *as_of, GError **error);

typedef struct
{
  char *id;
  char *name;
  gint64 standard; /* minor units: what the work billed was worth */
  gint64 billed;   /* and what it brought */
} TieRealizationRow;

void tie_realization_row_free (TieRealizationRow *row);

/* (element-type TieRealizationRow) (transfer full), by name: of work billed from one day to another, by client or by who did it. */
GPtrArray *tie_report_table_list_realization (TieDb *db, const char *from, const char *to, gboolean by_employee, GError **error);

/* An open invoice, or a payment or credit note with something left, of one contact. */
typedef struct
{
  char *id;
  char *kind;   /* "invoice", "credit", "receipt" */
  char *number;
  char *date;
  char *due;
  gint64 total;
  gint64 open;  /* negative for what the contact has with us */
} TieOpenItem;

void tie_open_item_free (TieOpenItem *item);

/* (element-type TieOpenItem) (transfer full), by date. */
GPtrArray *tie_report_table_list_open_items (TieDb *db, const char *contact, const char *as_of, GError **error);

G_END_DECLS
