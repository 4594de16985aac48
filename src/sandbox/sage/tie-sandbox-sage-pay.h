/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sandbox/sage/tie-sandbox-sage.h"

G_BEGIN_DECLS

/* What payments and allocations have in common. */

/* An invoice, a credit note, a quick entry, or the payment whose rest on account has that id; NULL. */
TieSandboxSageRecord *tie_sandbox_sage_find_artefact (TieSandboxSageCall *call,
                                                      const char *id);
/* What can still be allocated of it. */
gint64 tie_sandbox_sage_get_artefact_left (TieSandboxSageCall *call,
                                           TieSandboxSageRecord *artefact);
/* Amounts are above zero here.  The record of the write has an id already. */
void tie_sandbox_sage_allocate (TieSandboxSageWrite *write,
                                const char *artefact,
                                gint64 amount,
                                gint64 discount);
void tie_sandbox_sage_add_allocated (JsonArray *allocated,
                                     TieSandboxSageRecord *artefact,
                                     const char *id,
                                     gint64 amount,
                                     gint64 discount);

G_END_DECLS
