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
  const char *address; /* the member that holds the address */
  const char *account; /* the member that holds a number with or of them; NULL for none */
} TieQuickbooksEntity;

/* NULL: not kept at QuickBooks, or not asked for yet. */
const TieQuickbooksEntity *tie_quickbooks_entity_for_kind (TieKind kind);

/* Customers, vendors and employees share one list of names; a NULL name ends the table. */
extern const TieQuickbooksEntity tie_quickbooks_entities[];

G_END_DECLS
