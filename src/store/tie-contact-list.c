/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-contact-list"
#include "config.h"

#include "store/tie-contact-list.h"
#include "store/tie-db.h"

/* What a client owes, or is owed to a supplier: applications only move it about, and amounts of what is void are zero.  Read
 * from the indices alone. */
#define BALANCE                                                                                                           \
  " CASE WHEN t.is_supplier THEN (SELECT coalesce (sum (d.total), 0) FROM document d WHERE d.contact = c.id AND d.kind = 'supplier')" \
  " - (SELECT coalesce (sum (p.amount), 0) FROM payment p WHERE p.contact = c.id AND p.kind = 'paid')"                     \
  " ELSE (SELECT coalesce (sum (d.total), 0) FROM document d WHERE d.contact = c.id AND d.kind = 'invoice')"               \
  " - (SELECT coalesce (sum (d.total), 0) FROM document d WHERE d.contact = c.id AND d.kind = 'credit')"                   \
  " - (SELECT coalesce (sum (p.amount), 0) FROM payment p WHERE p.contact = c.id AND p.kind = 'receipt')"                   \
  " + (SELECT coalesce (sum (p.amount), 0) FROM payment p WHERE p.contact = c.id AND p.kind = 'refund') END"
#define LAST_INVOICE                                                                                                      \
  " (SELECT coalesce (max (d.date), '') FROM document d WHERE d.contact = c.id AND d.is_void = 0"                          \
  " AND d.kind = CASE WHEN t.is_supplier THEN 'supplier' ELSE 'invoice' END)"

/* Of ?1 contacts.  A contact is linked as one kind, customer or vendor; no other kind of record has its id. */
#define CONTACTS(condition)                                                                                              \
  "SELECT c.id, c.name, t.name,"                                                                                         \
  " (SELECT l.remote_id FROM link l JOIN connection n ON n.id = l.connection AND n.is_active = 1 WHERE l.local_id = c.id)," \
  " c.city, c.email, t.is_supplier, c.archived," BALANCE "," LAST_INVOICE                                                \
  " FROM contact c LEFT JOIN contact_type t ON t.id = c.type WHERE " condition " ORDER BY c.sort_key, c.id LIMIT ?1"

#define BEHIND "(c.sort_key, c.id) > (SELECT sort_key, id FROM contact WHERE id = ?2)"

gboolean
tie_contact_list_read (TieDb *db,
                       const char *after,
                       guint limit,
                       TieContactListFunc func,
                       gpointer user_data,
                       GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error, after != NULL ? CONTACTS (BEHIND) : CONTACTS ("TRUE"), after != NULL ? "is" : "i", (gint64) limit, after);
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      const TieContactListRow row = {
        .id = tie_db_column_text (statement, 0),
        .name = tie_db_column_text (statement, 1),
        .type = tie_db_column_text (statement, 2),
        .account = (const char *) sqlite3_column_text (statement, 3),
        .city = tie_db_column_text (statement, 4),
        .email = tie_db_column_text (statement, 5),
        .is_supplier = sqlite3_column_int (statement, 6) != 0,
        .is_archived = sqlite3_column_int (statement, 7) != 0,
        .balance = sqlite3_column_int64 (statement, 8),
        .last_invoice = tie_db_column_text (statement, 9),
      };

      func (&row, user_data);
    }
  return step == TIE_STEP_DONE;
}
