/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/sage/tie-sage-entity.h"
#include "ledger/tie-ledger.h"
#include "net/tie-http.h"
#include "net/tie-json.h"

G_BEGIN_DECLS

/* Sage's answers as values of ours.  Pure.  Members that are unknown, missing or of another type than documented are as if
 * absent, numbers stand in texts; an object without an id is TIE_ERROR_BUG. */

/* The answer's object, when it is one and no fault: TIE_ERROR_SERVER, or the fault. */
JsonNode *tie_sage_parse_answer (const TieSageEntity *entity, const TieHttpAnswer *answer, GError **error);

/* One page of a list. */
typedef struct
{
  JsonArray *items; /* (not owned) */
  gint64 total;     /* -1: not said */
  guint next_page;  /* 0: none */
} TieSageList;
gboolean tie_sage_parse_list (JsonObject *root, TieSageList *list, GError **error);

/* keeps_raw: of documents and payments, too. */
TieRemote *tie_sage_parse_remote (const TieSageEntity *entity, JsonObject *object, gboolean keeps_raw, GError **error);

/* What documents and payments have beside. */
void tie_sage_parse_money (TieRemote *remote, const TieSageEntity *entity, JsonObject *object);

/* (transfer full) NULL for "" too: a column is empty or it is not. */
char *tie_sage_dup_text (JsonObject *object, const char *member);
/* (transfer full) The id of what a member refers to. */
char *tie_sage_dup_reference (JsonObject *object, const char *member);

/* The business in the list of all, and its settings. */
gboolean tie_sage_parse_business (JsonObject *root, TieLedgerCapabilities *capabilities, GError **error);
void tie_sage_parse_financial_settings (JsonObject *root, TieLedgerCapabilities *capabilities);
void tie_sage_parse_business_settings (JsonObject *root, TieLedgerCapabilities *capabilities);

G_END_DECLS
