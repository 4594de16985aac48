/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "package-fixture.h"

/* What a practice has made so far, and what its company then has to have: exactly one of everything, to the cent.  What is
 * there is asked of the sandbox itself, past the ledger and its faults. */

typedef enum
{
  PACKAGE_INVOICES,
  PACKAGE_CREDITS,
  PACKAGE_BILLS,
  PACKAGE_PAYMENTS,
  PACKAGE_N_SHELVES
} PackageShelf;

typedef struct
{
  GPtrArray *ids; /* (owned): of the present round */
  guint n[PACKAGE_N_SHELVES];
  gint64 sum[PACKAGE_N_SHELVES]; /* minor units */
} PackageBooks;

void package_books_clear (PackageBooks *books);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PackageBooks, package_books_clear)

/* The places of a round's records: three invoices (the first and the last of the fixture's client, the second of the other
 * one), a credit note, of which a part pays the last invoice, two bills, a receipt for the first invoice and a payment of the
 * first bill. */
#define PACKAGE_N_INVOICES 3
#define PACKAGE_CREDIT 3
#define PACKAGE_BILL 4
#define PACKAGE_RECEIPT 6
#define PACKAGE_N_ROUND 8

void package_books_add_round (RunFixture *fixture, PackageBooks *books);
/* The same, and another amount on an invoice of the round before, which goes with it. */
void package_books_add_round_and_change (RunFixture *fixture, PackageBooks *books);
/* Takes one that was made otherwise, too; gives the id (transfer full). */
char *package_books_add (RunFixture *fixture, PackageBooks *books, PackageShelf shelf, char *id);

/* Everything is there exactly once, to the cent. */
void package_books_assert_there (RunFixture *fixture, const PackageBooks *books);
/* And nothing is on its way, each record of the round knows its partner, nothing is left to be sent, and the Tie-Out agrees. */
void package_books_assert (RunFixture *fixture, const PackageBooks *books);
