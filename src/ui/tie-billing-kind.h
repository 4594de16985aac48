/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-company.h"
#include "sync/tie-sync-status.h"
#include "ui/tie-list-pane.h"

G_BEGIN_DECLS

/* What tells the four lists of BILLING apart: words, rows, columns, filters. */
typedef struct
{
  const char *page;            /* in the sidebar, and under which columns are kept */
  const char *document;        /* TIE_DOCUMENT_KIND_…; NULL: payments */
  const char *title;           /* N_() words from here on */
  const char *search_label;
  const char *nothing_found;   /* with one %s */
  const char *nothing_shown;
  const char *icon_name;
  const char *empty_title;
  const char *empty_description;
  const char *add_label;       /* of the empty list's button */
  const char *new_title;       /* of an editor whose record has no number yet */
  const char *save_label;      /* on the way out of an editor */
  const char *save_new_question;
  const char *const *filters;  /* ends with NULL */
  gboolean can_send;           /* there is a Sent switch */
  gboolean can_approve;
  TieSyncGroup group;          /* on the Sync page */
  const char *transfer;        /* of tie_windows_open_transfer(), NULL: has no export window */
} TieBillingKind;

extern const TieBillingKind tie_billing_invoices;
extern const TieBillingKind tie_billing_credit_notes;
extern const TieBillingKind tie_billing_supplier_invoices;
extern const TieBillingKind tie_billing_payments;

/* The kind of a document by its token. */
const TieBillingKind *tie_billing_kind_of_document (const char *document);

/* contact: only of that one (id), NULL: of all, and its name is a column then. */
TieListing *tie_billing_kind_create_listing (const TieBillingKind *kind, TieStore *store, const char *contact);
/* Words, filters and columns of a pane that lists them. */
void tie_billing_kind_set_up_pane (const TieBillingKind *kind, TieListPane *pane, TieCompany *company, gboolean with_contact);
gboolean tie_billing_kind_shows (const TieBillingKind *kind, TieListRow *row, guint filter);

gboolean tie_billing_kind_is_void (const TieBillingKind *kind, TieListRow *row);

G_END_DECLS
