/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-document-list"
#include "config.h"

#include "model/tie-document.h"
#include "store/tie-db.h"
#include "store/tie-document-list.h"

/* ?1 kind, ?2 contact or NULL, ?3 limit, ?4 to ?6 the place behind which it goes on.  The index of kind and date gives the order
 * but for those of one day. */
#define DOCUMENTS(paid, condition)                                                                                           \
  "SELECT d.id, d.number, d.date, d.due, d.contact, c.name, coalesce (p.name, ''), d.reference, d.stage, d.total,"            \
  " (SELECT coalesce (sum (amount), 0) FROM allocation a WHERE a." paid " = d.id), d.is_sent, d.do_not_send, d.is_void,"      \
  " EXISTS (SELECT 1 FROM link l JOIN connection n ON n.id = l.connection AND n.is_active = 1 WHERE l.local_id = d.contact)" \
  " FROM document d JOIN contact c ON c.id = d.contact LEFT JOIN project p ON p.id = d.project"                              \
  " WHERE d.kind = ?1" condition " ORDER BY d.date DESC, d.number DESC, d.id LIMIT ?3"

#define OF_CONTACT " AND d.contact = ?2"
#define BEHIND(table, date, number, id) \
  " AND " table ".date <= " date " AND (" table ".date < " date " OR " table ".number < " number " OR (" table ".number = " number " AND " table ".id > " id "))"
#define DOCUMENT_BEHIND BEHIND ("d", "?4", "?5", "?6")

static const char *
get_documents_sql (const char *kind,
                   gboolean is_all,
                   gboolean is_begin)
{
  gboolean is_credit = g_str_equal (kind, "credit");

  if (is_all && is_begin)
    return is_credit ? DOCUMENTS ("credit", "") : DOCUMENTS ("document", "");
  if (is_all)
    return is_credit ? DOCUMENTS ("credit", DOCUMENT_BEHIND) : DOCUMENTS ("document", DOCUMENT_BEHIND);
  if (is_begin)
    return is_credit ? DOCUMENTS ("credit", OF_CONTACT) : DOCUMENTS ("document", OF_CONTACT);
  return is_credit ? DOCUMENTS ("credit", OF_CONTACT DOCUMENT_BEHIND) : DOCUMENTS ("document", OF_CONTACT DOCUMENT_BEHIND);
}

/* Where a list goes on. */
typedef struct
{
  char *date;   /* (owned) (nullable) */
  char *number; /* (owned) (nullable) */
} Place;

static void
place_clear (Place *place)
{
  g_free (place->date);
  g_free (place->number);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

/* after NULL: the begin.  A record that is gone meanwhile has nothing behind it: whoever reads hears of the change and begins
 * anew. */
static gboolean
find_place (TieDb *db,
            const char *sql,
            const char *after,
            Place *place,
            GError **error)
{
  sqlite3_stmt *statement;
  TieStep step;

  if (after == NULL)
    return TRUE;
  statement = tie_db_query (db, error, sql, "s", after);
  if (statement == NULL)
    return FALSE;
  step = tie_db_step (db, statement, error);
  place->date = g_strdup (step == TIE_STEP_ROW ? tie_db_column_text (statement, 0) : "");
  place->number = g_strdup (step == TIE_STEP_ROW ? tie_db_column_text (statement, 1) : "");
  sqlite3_reset (statement);
  return step != TIE_STEP_ERROR;
}

gboolean
tie_document_list_read (TieDb *db,
                        const char *kind,
                        const char *contact,
                        const char *after,
                        guint limit,
                        TieDocumentListFunc func,
                        gpointer user_data,
                        GError **error)
{
  gint64 most = limit == TIE_DOCUMENT_LIST_ALL ? -1 : (gint64) limit;
  g_auto (Place) place = { NULL };
  sqlite3_stmt *statement;
  TieStep step;

  if (!find_place (db, "SELECT date, number FROM document WHERE id = ?", after, &place, error))
    return FALSE;
  statement = tie_db_query (db, error, get_documents_sql (kind, contact == NULL, after == NULL), after == NULL ? "ssi" : "ssisss", kind, contact, most, place.date, place.number, after);
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

/* ?1 contact or NULL, ?2 limit, ?3 to ?5 the place behind which it goes on. */
#define PAYMENTS(condition)                                                                                                    \
  "SELECT p.id, p.number, p.kind, p.date, p.contact, c.name, p.method, p.reference, p.origin, p.amount,"                      \
  " (SELECT coalesce (sum (amount), 0) FROM allocation a WHERE a.payment = p.id)"                                              \
  " + (SELECT coalesce (sum (amount), 0) FROM allocation a WHERE a.refund = p.id), p.is_void,"                                 \
  " EXISTS (SELECT 1 FROM link l WHERE l.local_id = p.id AND l.kind IN (12, 13, 14))"                                          \
  " FROM payment p JOIN contact c ON c.id = p.contact WHERE TRUE" condition " ORDER BY p.date DESC, p.number DESC, p.id LIMIT ?2"

#define PAYMENT_OF_CONTACT " AND p.contact = ?1"
#define PAYMENT_BEHIND BEHIND ("p", "?3", "?4", "?5")

static const char *
get_payments_sql (gboolean is_all,
                  gboolean is_begin)
{
  if (is_begin)
    return is_all ? PAYMENTS ("") : PAYMENTS (PAYMENT_OF_CONTACT);
  return is_all ? PAYMENTS (PAYMENT_BEHIND) : PAYMENTS (PAYMENT_OF_CONTACT PAYMENT_BEHIND);
}

gboolean
tie_payment_list_read (TieDb *db,
                       const char *contact,
                       const char *after,
                       guint limit,
                       TiePaymentListFunc func,
                       gpointer user_data,
                       GError **error)
{
  gint64 most = limit == TIE_DOCUMENT_LIST_ALL ? -1 : (gint64) limit;
  g_auto (Place) place = { NULL };
  sqlite3_stmt *statement;
  TieStep step;

  if (!find_place (db, "SELECT date, number FROM payment WHERE id = ?", after, &place, error))
    return FALSE;
  statement = tie_db_query (db, error, get_payments_sql (contact == NULL, after == NULL), after == NULL ? "si" : "sisss", contact, most, place.date, place.number, after);
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
        .is_linked = sqlite3_column_int (statement, 12) != 0,
      };

      func (&row, user_data);
    }
  return step == TIE_STEP_DONE;
}
