/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-remote.h"

G_BEGIN_DECLS

/* What a kind is called at QuickBooks. */
typedef struct
{
  TieKind kind;
  const char *name;    /* in JSON and queries: "Customer" */
  const char *path;    /* in addresses: "customer" */
  const char *title;   /* the member that holds the name; NULL of documents and payments, which have none */
  const char *address; /* the member that holds the address; NULL for none */
  const char *account; /* the member that holds a number with or of them; NULL for none */
  const char *party;   /* of documents and payments: the member that refers to the customer or vendor */
} TieQuickbooksEntity;

/* NULL: not kept at QuickBooks. */
const TieQuickbooksEntity *tie_quickbooks_entity_for_kind (TieKind kind);

/* By the word that stands in links: a purchase is called by its form there. */
const TieQuickbooksEntity *tie_quickbooks_entity_for_link (const char *type);
/* The word of a kind in links. */
const char *tie_quickbooks_entity_get_link (const TieQuickbooksEntity *self);

/* Customers, vendors and employees share one list of names. */
gboolean tie_quickbooks_entity_shares_names (const TieQuickbooksEntity *self);

/* Tax codes are in no list of changes. */
gboolean tie_quickbooks_entity_has_changes (const TieQuickbooksEntity *self);

/* Only invoices and payments can be voided, and only transactions deleted. */
gboolean tie_quickbooks_entity_has_verb (const TieQuickbooksEntity *self, const char *verb);

/* Every kind; a NULL name ends the table. */
extern const TieQuickbooksEntity tie_quickbooks_entities[];

G_END_DECLS
