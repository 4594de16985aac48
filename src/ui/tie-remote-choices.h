/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-sync-settings.h"
#include "ui/tie-pick-list.h"

G_BEGIN_DECLS

/* What the package has to choose from, as last read: an account as "4010 Tax preparation". */

/* Accounts that fit there.  Deposits begin with "Undeposited Funds", whose id is "", where the package has such an account:
 * what it does of its own. */
TiePickList *tie_remote_choices_new_accounts (TieStore *store,
                                              const char *connection,
                                              TieSyncAccount account);
/* kind: items, tax codes, terms. */
TiePickList *tie_remote_choices_new (TieStore *store,
                                     const char *connection,
                                     TieKind kind);

G_END_DECLS
