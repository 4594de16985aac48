/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "run-fixture.h"

/* The practice of run-fixture with the company of any package: who owes tax, as in the United Kingdom, so that the same work goes
 * with each. */

/* What is to be done once there is a connected company that is taxed so: contacts, accounts, a code, tax codes. */
void package_fixture_fill (RunFixture *fixture);

/* (transfer full) The id there of an account that is fit for this. */
char *package_find_account (RunFixture *fixture, TieSyncAccount account);

/* Two lines with tax, the second a third of the first; gives the id (transfer full).  kind: TIE_DOCUMENT_KIND_… */
char *package_add_document (RunFixture *fixture, const char *kind, const char *contact, gint64 amount);
