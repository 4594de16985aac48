/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/tie-document-actions.h"

G_BEGIN_DECLS

/* tie_document_post(), but for what was changed since it was exported: the accounting program has it otherwise, and posted it could not
 * be mended any more.  left: (nullable) (element-type utf8) takes a sentence for each that is held back; TIE_ERROR_INVALID with the
 * first one when all are. */
gboolean tie_file_post (TieDb *db, const char *const *ids, GPtrArray *left, TieBillingStep *step, GError **error);

/* (transfer full) The sentence about one of them.  title: of the document. */
char *tie_file_post_dup_reason (const char *title);

G_END_DECLS
