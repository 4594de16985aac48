/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-comparison-table.h"
#include "store/tie-db.h"

G_BEGIN_DECLS

/* Shared by tie-comparison-table.c (sums) and tie-comparison-differences.c: both select the same rows, so that what is listed always explains
 * what the lines show.  ?1 is the connection. */

/* The numbers of TieKind in SQL: 1 customer, 2 vendor, 8 invoice, 9 credit note, 10 supplier invoice, 11 supplier credit,
 * 12 receipt, 13 supplier payment, 14 refund, 15 refund receipt.  Journal entries and deposits are of no kind that is read: what somebody books on the
 * receivables with one of them is a difference to the package's own report, and none of the Tie-Out. */

/* Documents and payments of the practice as rows of one shape.  An invoice that was neither sent nor approved is a draft. */
#define TIE_COMPARISON_BOOKS                                                                                                         \
  "SELECT d.id, CASE d.kind WHEN 'invoice' THEN 8 WHEN 'credit' THEN 9 ELSE CASE WHEN d.total < 0 THEN 11 ELSE 10 END END AS kind," \
  " d.number, d.contact, d.date, d.total, d.do_not_send, d.is_void, d.kind = 'invoice' AND d.stage = 'invoiced' AND d.is_sent = 0 AS is_draft FROM document d" \
  " UNION ALL SELECT p.id, CASE p.kind WHEN 'receipt' THEN 12 WHEN 'refund' THEN 14 ELSE 13 END, p.number, p.contact, p.date, p.amount, p.do_not_send, p.is_void, 0 FROM payment p"

/* What a credit note was used for is linked under its id, too, as a payment of nothing: that is another pair. */
#define TIE_COMPARISON_IS_SAME_KIND(link, row) "(" link ".kind = " row ".kind OR (" link ".kind IN (10, 11) AND " row ".kind IN (10, 11)))"

/* The plus keeps SQLite from looking through all links of the connection for each document: the index by local id finds it. */
#define TIE_COMPARISON_LINKS_ELSEWHERE(row) "FROM link o JOIN connection e ON e.id = o.connection WHERE o.local_id = " row ".id AND +o.connection <> ?1 AND " TIE_COMPARISON_IS_SAME_KIND ("o", row)

/* The company has it, linked or under its number: a company that numbers by itself (TIE_LACKS_OUR_NUMBERS) has ours as the reference. */
#define TIE_COMPARISON_IS_KNOWN                                                                                                      \
  "(EXISTS (SELECT 1 FROM link o WHERE o.local_id = b.id AND +o.connection = ?1 AND " TIE_COMPARISON_IS_SAME_KIND ("o", "b") ")"       \
  " OR EXISTS (SELECT 1 FROM remote_money o WHERE o.connection = ?1 AND o.kind = b.kind AND o.number = b.number AND o.is_void = 0)" \
  " OR (b.kind, b.number) IN (SELECT o.kind, o.reference FROM connection n CROSS JOIN remote_money o ON o.connection = n.id" \
  " WHERE n.id = ?1 AND n.lacks & 1 AND o.kind IN (8, 9) AND o.is_void = 0 AND o.reference <> ''))"

/* A draft stands in nobody's books yet, and what went to another company of the practice stands in those of that one, unless this
 * company has it as well. */
#define TIE_COMPARISON_HERE                                                                                                          \
  "SELECT b.id, b.kind, b.number, b.contact, b.date, b.total, b.do_not_send, b.is_void FROM (" TIE_COMPARISON_BOOKS ") b"            \
  " WHERE NOT ((b.is_draft OR ((SELECT count (*) FROM connection) > 1 AND EXISTS (SELECT 1 " TIE_COMPARISON_LINKS_ELSEWHERE ("b") "))) AND NOT " TIE_COMPARISON_IS_KNOWN ")"

/* The same of the company: supplier credits are negative, and payments of nothing only put a credit to use.  Money that went to
 * a customer may be an expense, but where refunds are a kind of their own (TIE_LACKS_OPEN_REFUNDS). */
#define TIE_COMPARISON_THERE                                                                                                         \
  "SELECT m.id, m.kind, coalesce (m.number, '') AS number,"                                                          \
  " CASE WHEN n.lacks & 1 AND m.kind IN (8, 9) THEN coalesce (m.reference, '') ELSE '' END AS reference, m.party_id, coalesce (m.date, '') AS date,"                \
  " CASE m.kind WHEN 11 THEN - m.total ELSE m.total END AS total"                                                    \
  " FROM remote_money m JOIN remote r ON r.connection = m.connection AND r.kind = m.kind AND r.id = m.id"             \
  " JOIN connection n ON n.id = m.connection"                                                                        \
  " WHERE m.connection = ?1 AND m.kind BETWEEN 8 AND 15 AND m.is_void = 0 AND r.is_deleted = 0"                  \
  " AND (m.kind <> 14 OR n.lacks & 256 OR EXISTS (SELECT 1 FROM remote a WHERE a.connection = m.connection AND a.kind = 5 AND a.id = r.account AND a.type = 'Accounts Receivable'))" \
  " AND (m.kind < 12 OR m.total <> 0) AND (m.currency IS NULL OR n.currency IS NULL OR m.currency = n.currency)"

/* What makes the difference, by date and number. */
gboolean tie_comparison_list_differences (TieDb *db, TieComparison *self, const char *connection, const char *from, const char *until, GError **error);
/* What was left out, by the company that has it. */
gboolean tie_comparison_count_elsewhere (TieDb *db, TieComparison *self, const char *connection, const char *from, const char *until, GError **error);

G_END_DECLS
