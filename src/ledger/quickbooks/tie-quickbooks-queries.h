/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/tie-json.h"

G_BEGIN_DECLS

/* One statement on each of several lists in one batch, inactive rows included; names ends with NULL, the number of rows is
 * limited by end (" MAXRESULTS 1000", say). */
GBytes *tie_quickbooks_make_queries (const char *const *names, const char *what, const char *end);

/* The part of the answer that is about that list; NULL with the fault, or with TIE_ERROR_BUG when there is none. */
JsonObject *tie_quickbooks_find_answer (JsonObject *root, const char *name, GError **error);

G_END_DECLS
