/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-export-list"
#include "config.h"

#include "store/tie-db.h"
#include "store/tie-export-list.h"

/* By their rowids, of which a hundred thousand take a megabyte; ids take ten.  A rowid says nothing of what kind it is, so that each
 * kind has its own. */
#define PICK(table) "INSERT INTO temp.picked_" table " (record) "
#define PICKED(table) "CREATE TEMP TABLE IF NOT EXISTS picked_" table " (position INTEGER PRIMARY KEY NOT NULL, record INTEGER UNIQUE NOT NULL); DELETE FROM temp.picked_" table ";"
/* ?1 the target, ?2 the kind. */
#define HELD(id) "EXISTS (SELECT 1 FROM export_item i JOIN export_batch b ON b.id = i.batch WHERE i.local_id = " id " AND b.target = ?1 AND b.kind = ?2 AND b.undone IS NULL)"
/* The batch that is being written stands there already, with nothing in it. */
#define IN_LAST(id) id " IN (SELECT local_id FROM export_item WHERE batch ="                                                       \
                      " (SELECT b.id FROM export_batch b WHERE b.target = ?1 AND b.kind = ?2 AND b.undone IS NULL"                              \
                      " AND EXISTS (SELECT 1 FROM export_item i WHERE i.batch = b.id) ORDER BY b.number DESC LIMIT 1))"

/* All take both parameters. */
#define CUSTOMERS "SELECT c.rowid FROM contact c JOIN contact_type t ON t.id = c.type WHERE ?2 = 1 AND t.is_supplier = 0 AND c.archived = 0 AND "
#define CUSTOMER_ORDER " ORDER BY c.sort_key, c.id"
#define INVOICES "SELECT d.rowid FROM document d WHERE ?2 = 2 AND kind IN ('invoice', 'credit') AND is_void = 0 AND "
#define PAYMENTS "SELECT d.rowid FROM payment d WHERE kind = 'receipt' AND is_void = 0 AND "
#define MONEY_ORDER " ORDER BY date, number, id"

static const char *const picks[][TIE_EXPORT_LAST + 1] = {
  [TIE_EXPORT_CUSTOMERS] = {
    [TIE_EXPORT_READY] = PICK ("contact") CUSTOMERS "TRUE" CUSTOMER_ORDER,
    [TIE_EXPORT_EXPORTED] = PICK ("contact") CUSTOMERS HELD ("c.id") CUSTOMER_ORDER,
    [TIE_EXPORT_LAST] = PICK ("contact") CUSTOMERS IN_LAST ("c.id") CUSTOMER_ORDER,
  },
  [TIE_EXPORT_INVOICES] = {
    [TIE_EXPORT_READY] = PICK ("document") INVOICES "stage = 'approved' AND do_not_send = 0" MONEY_ORDER,
    [TIE_EXPORT_EXPORTED] = PICK ("document") INVOICES "stage = 'exported' AND " HELD ("d.id") MONEY_ORDER,
    [TIE_EXPORT_LAST] = PICK ("document") INVOICES IN_LAST ("d.id") MONEY_ORDER,
  },
  [TIE_EXPORT_PAYMENTS] = {
    [TIE_EXPORT_READY] = PICK ("payment") PAYMENTS "origin = 'here' AND do_not_send = 0 AND NOT " HELD ("d.id") MONEY_ORDER,
    [TIE_EXPORT_EXPORTED] = PICK ("payment") PAYMENTS HELD ("d.id") MONEY_ORDER,
    [TIE_EXPORT_LAST] = PICK ("payment") PAYMENTS IN_LAST ("d.id") MONEY_ORDER,
  },
};

static gboolean
empty_picks (TieDb *db,
             GError **error)
{
  return tie_db_exec (db, PICKED ("contact") PICKED ("document") PICKED ("payment"), error);
}

gboolean
tie_export_pick (TieDb *db,
                 TieExportKind kind,
                 TieExportFilter filter,
                 const char *target,
                 guint *n,
                 GError **error)
{
  if (!empty_picks (db, error) || !tie_db_run (db, error, picks[kind][filter], "si", target, (gint64) kind))
    return FALSE;
  *n = tie_db_get_changes (db);
  return TRUE;
}

gboolean
tie_export_pick_ids (TieDb *db,
                     TieExportKind kind,
                     const char *const *ids,
                     guint *n,
                     GError **error)
{
  static const char *const picks_of_ids[] = {
    [TIE_EXPORT_CUSTOMERS] = PICK ("contact") "SELECT rowid FROM contact WHERE id = ? ON CONFLICT (record) DO NOTHING",
    [TIE_EXPORT_INVOICES] = PICK ("document") "SELECT rowid FROM document WHERE id = ? ON CONFLICT (record) DO NOTHING",
    [TIE_EXPORT_PAYMENTS] = PICK ("payment") "SELECT rowid FROM payment WHERE id = ? ON CONFLICT (record) DO NOTHING",
  };

  *n = 0;
  if (!empty_picks (db, error))
    return FALSE;
  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (!tie_db_run (db, error, picks_of_ids[kind], "s", ids[i]))
        return FALSE;
      *n += tie_db_get_changes (db);
    }
  return TRUE;
}

/* ?1 the target, ?2 the kind: the newest batch that holds it. */
#define NEWEST                                                                                                                 \
  " LEFT JOIN export_batch b ON b.id = (SELECT x.id FROM export_item i JOIN export_batch x ON x.id = i.batch"                  \
  " WHERE i.local_id = r.id AND x.target = ?1 AND x.kind = ?2 AND x.undone IS NULL ORDER BY x.number DESC LIMIT 1)"            \
  " LEFT JOIN export_item e ON e.batch = b.id AND e.local_id = r.id ORDER BY p.position"
#define LAST_COLUMNS ", coalesce (b.number, 0), b.moment, b.file, e.hash"

static const char *const lists[] = {
  [TIE_EXPORT_CUSTOMERS] = "SELECT r.id, r.number, '', r.name, '', '', 0" LAST_COLUMNS " FROM temp.picked_contact p JOIN contact r ON r.rowid = p.record" NEWEST,
  [TIE_EXPORT_INVOICES] = "SELECT r.id, r.number, r.kind, c.name, r.date, r.stage, r.total" LAST_COLUMNS " FROM temp.picked_document p JOIN document r ON r.rowid = p.record JOIN contact c ON c.id = r.contact" NEWEST,
  [TIE_EXPORT_PAYMENTS] = "SELECT r.id, r.number, r.kind, c.name, r.date, '', r.amount" LAST_COLUMNS " FROM temp.picked_payment p JOIN payment r ON r.rowid = p.record JOIN contact c ON c.id = r.contact" NEWEST,
};

gboolean
tie_export_list_read (TieDb *db,
                      TieExportKind kind,
                      const char *target,
                      TieExportListFunc func,
                      gpointer user_data,
                      GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error, lists[kind], "si", target, (gint64) kind);
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      const TieExportListRow row = {
        .id = tie_db_column_text (statement, 0),
        .number = tie_db_column_text (statement, 1),
        .kind = tie_db_column_text (statement, 2),
        .name = tie_db_column_text (statement, 3),
        .date = tie_db_column_text (statement, 4),
        .stage = tie_db_column_text (statement, 5),
        .total = sqlite3_column_int64 (statement, 6),
        .batch = sqlite3_column_int64 (statement, 7),
        .moment = tie_db_column_text (statement, 8),
        .file = tie_db_column_text (statement, 9),
        .hash = tie_db_column_text (statement, 10),
      };

      func (&row, user_data);
    }
  return step == TIE_STEP_DONE;
}
