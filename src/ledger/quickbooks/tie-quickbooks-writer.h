/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/tie-json-writer.h"
#include "model/tie-remote.h"

G_BEGIN_DECLS

/* What all request bodies for QuickBooks have in common, beside tie-body-writer.h. */

/* TIE_ERROR_DATA: that verb is none of that kind's, or an update lacks the record's last state. */
gboolean tie_quickbooks_check_verb (TieKind kind, const char *verb, const TieRemote *remote, GError **error);

/* Opens the body; of an update with id and version: what is not named stays as it is at QuickBooks. */
void tie_quickbooks_begin_body (TieJsonWriter *writer, const char *verb, const TieRemote *remote);

/* {"value":"58"}; left out without an id, as empty ones are refused. */
void tie_quickbooks_add_reference (TieJsonWriter *writer, const char *member, const char *id);

/* tie_body_add_text() for QuickBooks. */
gboolean tie_quickbooks_add_text (TieJsonWriter *writer, const char *member, const char *label, const char *text, guint max, GError **error);

/* Both, one, or none, one below the other: what is only for the books, then our mark. */
gboolean tie_quickbooks_add_note (TieJsonWriter *writer, const char *memo, const char *mark, GError **error);

/* CurrencyRef where the company has several currencies.  TIE_ERROR_DATA when it has not and this is another than its own. */
gboolean tie_quickbooks_add_currency (TieJsonWriter *writer, const char *currency, const char *home, gboolean has_several, GError **error);

G_END_DECLS
