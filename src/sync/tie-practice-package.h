/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-package.h"
#include "store/tie-connection-table.h"

G_BEGIN_DECLS

/* Which accounting package a practice is about, and so whose name stands in words: that of its connection; while there is none, the
 * one that was chosen for it, that of a connection that has ended, or the one that is offered first.  Never NULL.
 *
 * chosen: TIE_SETTING_INTEGRATION. */
#define TIE_SETTING_INTEGRATION "integration"
#define TIE_INTEGRATION_NONE "none" /* nobody wants one; else the id of a package */
const TiePackage *tie_practice_package_find (const TieConnection *connection, const char *chosen);

/* The same in words that are made on the store's thread. */
const TiePackage *tie_practice_package_read (TieDb *db);
const char *tie_practice_package_read_name (TieDb *db); /* "QuickBooks": its short name */

/* (transfer full) (nullable) Why something is not to be had, in a sentence; NULL: it is, or nobody was ever connected. */
char *tie_practice_package_dup_lack (const TieConnection *connection, TieLacks lack);

G_END_DECLS
