/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../billing/billing-fixture.h"
#include "sync/tie-sync-check.h"

/* A practice in which everything is ready to be sent, tied to a company of the United States:
 *   carter   linked to 148, yoga to 200 (customers), paper to 300 (vendor); code tax to item 20
 *   inv      invoice of carter, 2026-03-02, sent; credit of carter; bill of paper
 *   paid     receipt of carter that pays nothing
 *   and at the company payment 500 of customer 148, customer 400 that nobody knows */
void checks_fixture_set_up (StoreFixture *fixture, gconstpointer data);

/* Statements that break something, or mend it. */
void checks_run_sql (StoreFixture *fixture, const char *sql);

/* (transfer full) (element-type TieSyncFinding) */
GPtrArray *checks_find (StoreFixture *fixture, TieSyncGroup group, const char *id);

/* As the verbs and the engine leave it. */
void checks_set_do_not_send (StoreFixture *fixture, const char *document);
void checks_set_synced (StoreFixture *fixture, const char *id, TieKind kind, const char *number);
