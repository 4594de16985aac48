/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* Fills a demo practice that has contacts, employees and work codes with much work: projects, time, invoices with their
 * lines and distribution, payments.  What belongs together agrees to the cent, as if people had done it, but it is written
 * straight into the tables, in one transaction, and cannot be undone.  rows: of contacts, a fifth as many projects, five times
 * as many entries, twice as many invoices.  The same seed gives the same books, told from today on. */
gboolean tie_demo_bulk_add (TieStore *store, guint rows, guint32 seed, GError **error);

G_END_DECLS
