/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* What Invoice Now would bill of a project: its work in progress up to a date. */
typedef struct
{
  char *project;        /* (owned) id */
  char *project_name;   /* (owned) */
  char *contact;        /* (owned) id of the client */
  char *contact_name;   /* (owned) */
  char *number;         /* (owned) that the invoice will get; of several, the first one */
  gint64 estimated_fee; /* minor units */
  GPtrArray *entries;   /* (owned) (element-type TieEntry) in order of date */
  guint n_time;
  guint n_expenses;
  guint n_not_billable; /* of both: marked as seen, not billed */
  gint64 hours;         /* × 10 000; of billable time */
  gint64 time_wip;      /* minor units */
  gint64 expense_wip;   /* minor units */
  gint64 wip;           /* minor units: both */
  GPtrArray *timers;    /* (owned) (element-type utf8): names of those whose timer is on this project */
} TieInvoicePreview;

/* until: the last date of entries, as a rule the invoice's; NULL for all. */
TieInvoicePreview *tie_invoice_preview_read (TieDb *db, const char *project, const char *until, GError **error);
/* The same with the work that a document bills, as it will be once that is void. (nullable) */
TieInvoicePreview *tie_invoice_preview_read_anew (TieDb *db, const char *project, const char *until, const char *document, GError **error);
void tie_invoice_preview_free (TieInvoicePreview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieInvoicePreview, tie_invoice_preview_free)

/* total − WIP: above zero a write-up, below it a write-down. */
gint64 tie_invoice_preview_get_adjustment (TieInvoicePreview *self, gint64 total);
/* total ÷ WIP in percent × 10 000; FALSE ("n/a") where there is no WIP above zero. */
gboolean tie_invoice_preview_get_realization (TieInvoicePreview *self, gint64 total, gint64 *percent);

G_END_DECLS
