/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/tie-json.h"

G_BEGIN_DECLS

/* A tax code only names its rates; percentages stand in a list of their own.  Both are asked for in one batch. */
GBytes *tie_quickbooks_make_tax_queries (void);

/* The answer: TieRemote elements of tax codes, with their rates summed, are added to remotes. */
gboolean tie_quickbooks_parse_tax_codes (JsonObject *root, GPtrArray *remotes, GError **error);

G_END_DECLS
