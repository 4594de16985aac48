/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../store/store-fixture.h"
#include "exchange/tie-file-export.h"

/* A practice with all that files are about: ids are their names.
 *   contacts  mills (NRTHBK01), zoe (ZOE-2, with characters that few programs take)
 *   documents weir (the invoice of the reference page: 1 667.50), odd (discount, two taxes, a line without amount), credit (a credit
 *             note), plain; all approved
 *   payments  cheque (1 667.50)
 *   taxes     stx (8.25 %), city (1 %); names of taxes where a target wants them short */
void files_fixture_set_up (StoreFixture *fixture, gconstpointer data);
/* The same practice anew. */
void files_fixture_renew (StoreFixture *fixture);

/* Behind the back of all verbs: what a file must not believe. */
void files_fixture_exec (StoreFixture *fixture, const char *sql);
guint files_fixture_count (StoreFixture *fixture, const char *sql);

/* Ids of a list in their order, with "!" behind those that changed. */
void files_fixture_expect_list (StoreFixture *fixture, TieExportKind kind, TieFileFilter filter, const char *target, const char *expected);

void files_fixture_expect_no_temporaries (StoreFixture *fixture);
/* Exports that record, and expects it to be refused for that reason; sentence: NULL for any.  Nothing is half-written, no stage changed. */
void files_fixture_expect_code (StoreFixture *fixture, const char *target, TieExportKind kind, const char *id, TieFileCode code, const char *sentence);
/* Exports and expects that it does not work for want of room. */
void files_fixture_try_to_write (StoreFixture *fixture, const char *path);
gboolean files_fixture_begins_with (const char *path, const char *text, TieFileEncoding encoding);
