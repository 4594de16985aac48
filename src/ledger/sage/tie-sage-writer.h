/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/tie-json-writer.h"
#include "ledger/sage/tie-sage-entity.h"

G_BEGIN_DECLS

/* What is frozen of a request is a line with method and resource, and below it what is sent: Sage wants the id of what is
 * changed in the address, and nothing at all where something is removed. */

/* TIE_ERROR_DATA: that verb is none of that kind's, or what is changed has no id. */
gboolean tie_sage_check_verb (TieKind kind, const char *verb, const TieRemote *remote, GError **error);

/* Opens {"contact":{. */
void tie_sage_begin_body (TieJsonWriter *writer, const TieSageEntity *entity);
/* Closes both and puts the line before it: of a create POST and the list, of an update PUT and the record. */
GBytes *tie_sage_finish_body (TieJsonWriter *writer, const TieSageEntity *entity, const TieRemote *remote);
/* resource: "sales_invoices/ID?void_reason=…". */
GBytes *tie_sage_make_removal (const char *resource);

/* Takes a frozen request apart.  body: (out) (transfer full) as it is sent, with the idempotency id that is made of the
 * request's id in what is created; NULL for none.  FALSE: it is none. */
gboolean tie_sage_thaw (GBytes *frozen, const char *request_id, char **method, char **resource, GBytes **body);

/* Adds "contact_id" and the like; left out without an id. */
void tie_sage_add_id (TieJsonWriter *writer, const char *member, const char *id);

/* "reference": our number, and behind a blank what else there is to say, which is cut where there is no room; half a number
 * would be another one. */
gboolean tie_sage_add_reference (TieJsonWriter *writer, const char *text, GError **error);
gboolean tie_sage_fits (const char *text, guint max);

/* "currency_id" where the business has several.  TIE_ERROR_DATA when it has not and this is another than its own. */
gboolean tie_sage_add_currency (TieJsonWriter *writer, const char *currency, const char *home, gboolean has_several, GError **error);

G_END_DECLS
