/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-crosswalk-table"
#include "config.h"

#include "model/tie-code.h"
#include "store/tie-crosswalk-table.h"
#include "store/tie-db.h"

/* All queries have these columns, in this order:
 * id, name, key, partner, parent, version, company, email, phone, street, city, state, postcode, account, active, deleted, project,
 * short name, type, rate.
 * Parameters: 1 connection, 2 kind. */

#define CONTACT_SQL(is_supplier)                                                                                           \
  "SELECT c.id, c.name, c.sort_key, l.remote_id, NULL, NULL, '', c.email, c.phone, c.street, c.city, c.state, c.postcode," \
  " c.number, c.archived = 0, 0, 0, c.name, '', 0"                                                                         \
  " FROM contact c JOIN contact_type t ON t.id = c.type"                                                                   \
  " LEFT JOIN link l ON l.connection = ?1 AND l.kind = ?2 AND l.local_id = c.id"                                           \
  " WHERE (t.is_supplier = " is_supplier " OR l.id IS NOT NULL)"

/* A site stands by its contact's name, as folded as both. */
#define SITE_SQL                                                                                                            \
  "SELECT s.id, c.name || ': ' || s.name, c.sort_key || ': ' || s.sort_key, l.remote_id, c.id, NULL, '', '', '', s.street," \
  " s.city, s.state, s.postcode, '', c.archived = 0, 0, 0, s.name, '', 0"                                                   \
  " FROM site s JOIN contact c ON c.id = s.contact JOIN contact_type t ON t.id = c.type"                                    \
  " LEFT JOIN link l ON l.connection = ?1 AND l.kind = ?2 AND l.local_id = s.id"                                            \
  " WHERE (t.is_supplier = 0 OR l.id IS NOT NULL)"

#define CODE_SELECT(table)                                                                                                             \
  "SELECT c.id, c.code, c.sort_key, l.remote_id, NULL, NULL, c.description, '', '', '', '', '', '', '', c.archived = 0, 0, 0, c.code," \
  " '', c.rate"                                                                                                                        \
  " FROM " table " c LEFT JOIN link l ON l.connection = ?1 AND l.kind = ?2 AND l.local_id = c.id"

static const char *
get_left_sql (TieKind kind,
              GType local)
{
  switch (kind)
    {
    case TIE_KIND_CUSTOMER:
      return CONTACT_SQL ("0") " UNION ALL " SITE_SQL " ORDER BY 3, 1";
    case TIE_KIND_VENDOR:
      return CONTACT_SQL ("1") " ORDER BY 3, 1";
    case TIE_KIND_EMPLOYEE:
      return "SELECT e.id, e.name, e.sort_key, l.remote_id, NULL, NULL, '', e.email, e.phone, '', '', '', '', '', e.archived = 0, 0, 0, e.name, '', e.rate"
             " FROM employee e LEFT JOIN link l ON l.connection = ?1 AND l.kind = ?2 AND l.local_id = e.id"
             " ORDER BY e.sort_key, e.id";
    case TIE_KIND_ITEM:
      if (local == TIE_TYPE_WORK_CODE)
        return CODE_SELECT ("work_code") " ORDER BY 3, 1";
      if (local == TIE_TYPE_EXPENSE_CODE)
        return CODE_SELECT ("expense_code") " ORDER BY 3, 1";
      return CODE_SELECT ("work_code") " UNION ALL " CODE_SELECT ("expense_code") " ORDER BY 3, 1";
    case TIE_KIND_ACCOUNT:
    case TIE_KIND_TAX_CODE:
    case TIE_KIND_TERM:
    case TIE_KIND_SALES_INVOICE:
    case TIE_KIND_SALES_CREDIT:
    case TIE_KIND_SUPPLIER_INVOICE:
    case TIE_KIND_SUPPLIER_CREDIT:
    case TIE_KIND_RECEIPT:
    case TIE_KIND_SUPPLIER_PAYMENT:
    case TIE_KIND_REFUND:
    case TIE_KIND_REFUND_RECEIPT:
    default:
      return NULL;
    }
}

#define RIGHT_SQL(account, join)                                                                                                                                  \
  "SELECT r.id, coalesce (r.full_name, r.name), r.sort_key, l.local_id, r.parent_id, r.version, r.company, r.email, r.phone, r.street, r.city, r.state, r.postcode," \
  " " account ", r.is_active, r.is_deleted, r.is_project, r.name, r.type, r.rate"                                                                                  \
  " FROM remote r LEFT JOIN link l ON l.connection = ?1 AND l.kind = ?2 AND l.remote_id = r.id" join                                                               \
  " WHERE r.connection = ?1 AND r.kind = ?2 ORDER BY r.sort_key, r.id"

static const char right_sql[] = RIGHT_SQL ("r.account", "");

/* An item names its account by id, or by number where the package does so: 5 is TIE_KIND_ACCOUNT. */
#define ACCOUNTS "remote a WHERE a.connection = ?1 AND a.kind = 5"
static const char right_item_sql[] = RIGHT_SQL ("coalesce ((SELECT coalesce (a.full_name, a.name) FROM " ACCOUNTS " AND a.id = r.account),"
                                                " (SELECT coalesce (a.full_name, a.name) FROM " ACCOUNTS " AND a.account = r.account AND a.is_deleted = 0"
                                                " ORDER BY a.is_active DESC, a.id LIMIT 1), r.account)",
                                                "");

static const char *
get_sql (TieKind kind,
         GType local,
         TieSide side)
{
  if (side == TIE_SIDE_LEFT)
    return get_left_sql (kind, local);
  return kind == TIE_KIND_ITEM ? right_item_sql : right_sql;
}

static void
read_row (TieCrosswalkRow *row,
          sqlite3_stmt *statement)
{
  row->id = tie_db_column_text (statement, 0);
  row->name = tie_db_column_text (statement, 1);
  row->key = tie_db_column_text (statement, 2);
  row->partner = (const char *) sqlite3_column_text (statement, 3);
  row->parent = (const char *) sqlite3_column_text (statement, 4);
  row->version = (const char *) sqlite3_column_text (statement, 5);
  row->company = tie_db_column_text (statement, 6);
  row->email = tie_db_column_text (statement, 7);
  row->phone = tie_db_column_text (statement, 8);
  row->street = tie_db_column_text (statement, 9);
  row->city = tie_db_column_text (statement, 10);
  row->state = tie_db_column_text (statement, 11);
  row->postcode = tie_db_column_text (statement, 12);
  row->account = tie_db_column_text (statement, 13);
  row->is_active = sqlite3_column_int (statement, 14) != 0;
  row->is_deleted = sqlite3_column_int (statement, 15) != 0;
  row->is_project = sqlite3_column_int (statement, 16) != 0;
  row->short_name = tie_db_column_text (statement, 17);
  row->type = tie_db_column_text (statement, 18);
  row->rate = sqlite3_column_int64 (statement, 19);
}

gboolean
tie_crosswalk_table_read (TieDb *db,
                          const char *connection,
                          TieKind kind,
                          GType local,
                          TieSide side,
                          TieCrosswalkFunc func,
                          gpointer user_data,
                          GError **error)
{
  const char *sql = get_sql (kind, local, side);
  sqlite3_stmt *statement;
  TieStep step;

  g_return_val_if_fail (sql != NULL, FALSE);

  statement = tie_db_query (db, error, sql, "si", connection, (gint64) kind);
  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      TieCrosswalkRow row;

      read_row (&row, statement);
      if (!func (&row, user_data, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }
  return step == TIE_STEP_DONE;
}
