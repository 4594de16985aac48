/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "run-fixture.h"

/* The practice of run-fixture with the company of any package: who owes tax, as in the United Kingdom, so that the same work goes
 * with each. */

typedef struct
{
  const char *package;
  const char *company; /* of the sandbox: nothing was sold there yet, and taxed as in the United Kingdom */
} PackageCase;

/* All packages. */
#define N_PACKAGE_CASES 3
extern const PackageCase package_cases[N_PACKAGE_CASES];

/* data: a PackageCase; run_fixture_tear_down() goes with it. */
void package_fixture_set_up (RunFixture *fixture, gconstpointer data);

/* What is to be done once there is a connected company that is taxed so: contacts, accounts, a code, tax codes where it knows any. */
void package_fixture_fill (RunFixture *fixture);
/* The same for another company, with the contacts that are there. */
void package_fixture_fill_company (RunFixture *fixture);

/* For a company that charges no tax: a tax code of 20 % here, which new documents bear; and a partner for it. */
void package_add_tax (RunFixture *fixture);
void package_link_tax (RunFixture *fixture);

/* (transfer full) The id there of an account that is fit for this. */
char *package_find_account (RunFixture *fixture, TieSyncAccount account);

/* Two lines with tax, the second a third of the first; gives the id (transfer full).  kind: TIE_DOCUMENT_KIND_… */
char *package_add_document (RunFixture *fixture, const char *kind, const char *contact, gint64 amount);
char *package_add_untaxed_document (RunFixture *fixture, const char *kind, const char *contact, gint64 amount);
/* All that is to be paid for a document; gives the id (transfer full). */
char *package_add_payment (RunFixture *fixture, const char *kind, const char *contact, const char *document);

/* One run sends all of it without a problem, and that many were to be sent. */
/* Read anew, both books agree to the cent. */
void package_assert_even (RunFixture *fixture);
