/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-billing-kind.h"
#include "ui/tie-session.h"

G_BEGIN_DECLS

/* A contact's invoices or payments, as a tab of its page: Enter opens the one in its own page. */
#define TIE_TYPE_CONTACT_DOCUMENTS (tie_contact_documents_get_type ())
G_DECLARE_FINAL_TYPE (TieContactDocuments, tie_contact_documents, TIE, CONTACT_DOCUMENTS, GtkWidget)

/* Reads them when it is first seen. */
GtkWidget *tie_contact_documents_new (TieSession *session, const TieBillingKind *kind, const char *contact);

G_END_DECLS
