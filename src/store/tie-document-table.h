/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-document.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* What payments and credit notes have paid of a document; of a credit note, what of it was applied. */
gboolean tie_document_table_get_paid (TieDb *db, const char *id, gint64 *paid, GError **error);

/* Whether a supplier's number was recorded already, by a document other than except that is not void. */
gboolean tie_document_table_has_supplier_number (TieDb *db, const char *contact, const char *number, const char *except, gboolean *has, GError **error);

/* stage: TIE_DOCUMENT_STAGE_….  What happened at a package is not undone by undoing a step, so it is part of none. */
gboolean tie_document_table_set_stage (TieDb *db, const char *id, const char *stage, GError **error);

/* Takes away what payments and credit notes paid of it, and what it paid of others. */
gboolean tie_document_table_release_allocations (TieDb *db, const char *id, GError **error);

G_END_DECLS
