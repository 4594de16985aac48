/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-ledger.h"
#include "ledger/xero/tie-xero-entity.h"
#include "net/tie-http.h"
#include "net/tie-json.h"

G_BEGIN_DECLS

/* Xero's answers as values of ours.  Pure, so a page may be read in a thread.  Members that are unknown, missing or of
 * another type than documented are as if absent; an object without an id is TIE_ERROR_BUG. */

/* The answer's object, when it is one and no fault: TIE_ERROR_SERVER, or the fault. */
JsonNode *tie_xero_parse_answer (const TieHttpAnswer *answer, GError **error);

/* keeps_raw: of documents and payments, too.  A record of a list that the kind shares, a draft or a part of something larger
 * is none of the kind: NULL without error. */
TieRemote *tie_xero_parse_remote (const TieXeroEntity *entity, JsonObject *object, gboolean keeps_raw, GError **error);

/* One of Xero's lists that a kind comes from. */
typedef struct
{
  const char *plural;
  const char *where; /* (nullable) */
  gboolean is_paged;
  gboolean is_optional; /* not every organisation has it */
  TieRemote *(*parse) (const TieXeroEntity *entity, JsonObject *object, gboolean keeps_raw, GError **error);
} TieXeroSource;

/* Ends with a NULL plural; NULL of a kind that is kept nowhere. */
const TieXeroSource *tie_xero_sources_for_kind (TieKind kind);

/* {"Invoices":[…]}: TieRemote elements are added to remotes.  n_rows (out, nullable): how many there were, and last (out,
 * nullable, transfer full): when the last of them changed. */
gboolean tie_xero_parse_list (JsonObject *root, const TieXeroSource *source, const TieXeroEntity *entity, gboolean keeps_raw, GPtrArray *remotes, guint *n_rows, char **last, GError **error);

/* Of documents and payments. */
TieRemote *tie_xero_parse_document (const TieXeroEntity *entity, JsonObject *object, gboolean keeps_raw, GError **error);
TieRemote *tie_xero_parse_payment (const TieXeroEntity *entity, JsonObject *object, gboolean keeps_raw, GError **error);
TieRemote *tie_xero_parse_batch_payment (const TieXeroEntity *entity, JsonObject *object, gboolean keeps_raw, GError **error);
/* What a credit note is used for, and money that was paid in advance, with what that is used for. */
TieRemote *tie_xero_parse_credit_use (const TieXeroEntity *entity, JsonObject *object, gboolean keeps_raw, GError **error);
TieRemote *tie_xero_parse_overpayment (const TieXeroEntity *entity, JsonObject *object, gboolean keeps_raw, GError **error);
TieRemote *tie_xero_parse_prepayment (const TieXeroEntity *entity, JsonObject *object, gboolean keeps_raw, GError **error);

/* A record with that id and what all have; "" and NULL are no id. */
TieRemote *tie_xero_parse_begin (TieKind kind, const char *prefix, const char *id, JsonObject *object, gboolean keeps_raw, GError **error);
/* NULL for "", too. */
char *tie_xero_parse_dup_text (JsonObject *object, const char *member);

/* GET /Organisation. */
gboolean tie_xero_parse_organisation (JsonObject *root, TieLedgerCapabilities *capabilities, char **timezone, GError **error);

G_END_DECLS
