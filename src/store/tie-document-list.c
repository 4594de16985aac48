/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-document-list"
#include "config.h"

#include "model/tie-document.h"
#include "store/tie-db.h"
#include "store/tie-document-list.h"

/* ?1 kind, ?2 contact or NULL, ?3 limit.  The index of kind and date gives the order but for those of one day. */
#define DOCUMENTS(paid, condition)                                                                                           \
  "SELECT d.id, d.number, d.date, d.due, d.contact, c.name, coalesce (p.name, ''), d.reference, d.stage, d.total,"            \
  " (SELECT coalesce (sum (amount), 0) FROM allocation a WHERE a." paid " = d.id), d.is_sent, d.do_not_send, d.is_void,"      \
  " EXISTS (SELECT 1 FROM link l JOIN connection n ON n.id = l.connection AND n.is_active = 1 WHERE l.local_id = d.contact)" \
  " FROM document d JOIN contact c ON c.id = d.contact LEFT JOIN project p ON p.id = d.project"                              \
  " WHERE d.kind = ?1" condition " ORDER BY d.date DESC, d.number DESC, d.id LIMIT ?3"

#define OF_CONTACT " AND d.contact = ?2"

static const char *
get_documents_sql (const char *kind,
                   gboolean is_all)
{
  if (g_str_equal (kind, "credit"))
    return is_all ? DOCUMENTS ("credit", "") : DOCUMENTS ("credit", OF_CONTACT);
  return is_all ? DOCUMENTS ("document", "") : DOCUMENTS ("document", OF_CONTACT);
}

gboolean
tie_document_list_read (TieDb *db,
                        const char *kind,
                        const char *contact,
                        guint limit,
                        TieDocumentListFunc func,
                        gpointer user_data,
                        GError **error)
{
  gint64 most = limit == TIE_DOCUMENT_LIST_ALL ? -1 : (gint64) limit;
  sqlite3_stmt *statement = tie_db_query (db, error, get_documents_sql (kind, contact == NULL), "ssi", kind, contact, most);
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      const TieDocumentListRow row = {
        .id = tie_db_column_text (statement, 0),
        .number = tie_db_column_text (statement, 1),
        .date = tie_db_column_text (statement, 2),
        .due = tie_db_column_text (statement, 3),
        .contact = tie_db_column_text (statement, 4),
        .contact_name = tie_db_column_text (statement, 5),
        .project_name = tie_db_column_text (statement, 6),
        .reference = tie_db_column_text (statement, 7),
        .stage = tie_db_column_text (statement, 8),
        .total = sqlite3_column_int64 (statement, 9),
        .paid = sqlite3_column_int64 (statement, 10),
        .is_sent = sqlite3_column_int (statement, 11) != 0,
        .do_not_send = sqlite3_column_int (statement, 12) != 0,
        .is_void = sqlite3_column_int (statement, 13) != 0,
        .is_contact_linked = sqlite3_column_int (statement, 14) != 0,
      };

      func (&row, user_data);
    }
  return step == TIE_STEP_DONE;
}

#define PAYMENTS(condition)                                                                                                    \
  "SELECT p.id, p.number, p.kind, p.date, p.contact, c.name, p.method, p.reference, p.origin, p.amount,"                      \
  " (SELECT coalesce (sum (amount), 0) FROM allocation a WHERE a.payment = p.id), p.is_void"                                  \
  " FROM payment p JOIN contact c ON c.id = p.contact" condition " ORDER BY p.date DESC, p.number DESC, p.id LIMIT ?2"

gboolean
tie_payment_list_read (TieDb *db,
                       const char *contact,
                       guint limit,
                       TiePaymentListFunc func,
                       gpointer user_data,
                       GError **error)
{
  gint64 most = limit == TIE_DOCUMENT_LIST_ALL ? -1 : (gint64) limit;
  sqlite3_stmt *statement = tie_db_query (db, error, contact == NULL ? PAYMENTS ("") : PAYMENTS (" WHERE p.contact = ?1"), "si", contact, most);
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      const TiePaymentListRow row = {
        .id = tie_db_column_text (statement, 0),
        .number = tie_db_column_text (statement, 1),
        .kind = tie_db_column_text (statement, 2),
        .date = tie_db_column_text (statement, 3),
        .contact = tie_db_column_text (statement, 4),
        .contact_name = tie_db_column_text (statement, 5),
        .method = tie_db_column_text (statement, 6),
        .reference = tie_db_column_text (statement, 7),
        .origin = tie_db_column_text (statement, 8),
        .amount = sqlite3_column_int64 (statement, 9),
        .applied = sqlite3_column_int64 (statement, 10),
        .is_void = sqlite3_column_int (statement, 11) != 0,
      };

      func (&row, user_data);
    }
  return step == TIE_STEP_DONE;
}
