/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/tie-json-writer.h"
#include "model/tie-remote.h"

G_BEGIN_DECLS

/* What all request bodies for Xero have in common, beside tie-body-writer.h. */

#define TIE_XERO_SHORT_NAME "Xero" /* in sentences */

/* TIE_ERROR_DATA: that verb is none of that kind's, or a change lacks the record it is made to. */
gboolean tie_xero_check_verb (TieKind kind, const char *verb, const TieRemote *remote, GError **error);

/* tie_body_add_text() for Xero. */
gboolean tie_xero_add_text (TieJsonWriter *writer, const char *member, const char *label, const char *text, guint max, GError **error);

/* {"ContactID":"…"} */
void tie_xero_add_reference (TieJsonWriter *writer, const char *member, const char *id_member, const char *id);

/* CurrencyCode.  TIE_ERROR_DATA when it is another than the organisation's own, which has only that. */
gboolean tie_xero_add_currency (TieJsonWriter *writer, const char *currency, const char *home, gboolean has_several, GError **error);

G_END_DECLS
