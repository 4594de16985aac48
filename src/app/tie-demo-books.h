/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* What the demo practice has billed and been paid, made from tables by the verbs of billing, so that numbers, relief, due
 * days and what is open come out as if people had done it. */

/* (transfer full) The text with its days told by the calendar: "{date -40}" is 40 days ago, "{week -3 2}" the Tuesday three
 * weeks ago, "{year -1}" last year.  today: "YYYY-MM-DD". */
GBytes *tie_demo_books_set_dates (GBytes *csv, const char *today);

/* Invoices, credit notes and supplier invoices with their lines, then payments; one undo step. */
gboolean tie_demo_books_add (TieStore *store, GBytes *documents, GBytes *lines, GBytes *payments, GError **error);

G_END_DECLS
