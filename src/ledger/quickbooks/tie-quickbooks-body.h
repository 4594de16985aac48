/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"
#include "model/tie-remote.h"

G_BEGIN_DECLS

/* The name as QuickBooks takes it: cleaned, forbidden characters replaced. */
char *tie_quickbooks_clean_name (const char *name);

/* See make_body of TieLedger.  Pure; same record, same bytes. */
GBytes *tie_quickbooks_make_body (TieKind kind, const char *verb, TieRecord *record, const char *parent_remote_id, const TieRemote *remote, GError **error);

G_END_DECLS
