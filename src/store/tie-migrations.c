/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-migrations"
#include "config.h"

#include "base/tie-error.h"
#include "store/tie-migrations-private.h"
#include "store/tie-migrations.h"

/* Rules of the house for what stands here:
 * - A released migration is never edited; a new one is added, with a fixture of the version before in tests/data.
 * - Names in lists have sort_key, the folded name that they are ordered by.
 * - An undoable table has a text id, nothing that cascades, and its columns in undo_row: who adds a column to one also adds it
 *   at the end of each before and after there (json_set), or old steps would no longer know their rows.
 * - SQL that PostgreSQL understands too: no AUTOINCREMENT, no WITHOUT ROWID, no names that are reserved there. */
#define EDITED(is_site) "INSERT INTO edited (id, is_site) VALUES (new.id, " is_site ") ON CONFLICT (id) DO NOTHING;"

static const char *const migrations[] = {
  /* 1: part one */
  tie_migration_1,

  /* 2: part three, what a practice does: lists, projects, time, documents, payments */
  tie_migration_2,

  /* 3: pairs within one list that are no doubles; connection NULL: of the practice's own contacts */
  "CREATE TABLE not_double ("
  " id TEXT PRIMARY KEY NOT NULL,"
  " connection TEXT REFERENCES connection (id),"
  " kind INTEGER NOT NULL,"
  " first_id TEXT NOT NULL,"
  " second_id TEXT NOT NULL);"
  "CREATE UNIQUE INDEX not_double_index ON not_double (coalesce (connection, ''), kind, first_id, second_id);"
  "CREATE INDEX not_double_second_index ON not_double (second_id);",

  /* 4: users are records like others; what is looked for when a contact or a code goes */
  "ALTER TABLE practice_user ADD COLUMN sort_key TEXT NOT NULL DEFAULT '';"
  "CREATE INDEX contact_care_of_index ON contact (care_of) WHERE care_of IS NOT NULL;"
  "CREATE INDEX contact_work_code_index ON contact (work_code) WHERE work_code IS NOT NULL;",

  /* 5: sums over what is open, read from the indices alone; the work in progress apart from all that is billed */
  "DROP INDEX allocation_document_index;"
  "DROP INDEX allocation_credit_index;"
  "DROP INDEX allocation_payment_index;"
  "CREATE INDEX allocation_document_index ON allocation (document, amount);"
  "CREATE INDEX allocation_credit_index ON allocation (credit, amount) WHERE credit IS NOT NULL;"
  "CREATE INDEX allocation_payment_index ON allocation (payment, amount) WHERE payment IS NOT NULL;"
  "DROP INDEX entry_document_index;"
  "CREATE INDEX entry_document_index ON entry (document) WHERE document IS NOT NULL;"
  "DROP INDEX entry_open_index;"
  "CREATE INDEX entry_open_index ON entry (project, date, not_billable, kind, amount, quantity) WHERE document IS NULL;",

  /* 6: part four, documents and payments of the package; what was the same on both sides when they last met */
  "ALTER TABLE remote ADD COLUMN type TEXT;"
  "ALTER TABLE remote ADD COLUMN sub_type TEXT;"
  "ALTER TABLE remote ADD COLUMN rate INTEGER NOT NULL DEFAULT 0;"

  "CREATE TABLE remote_money ("
  " connection TEXT NOT NULL REFERENCES connection (id),"
  " kind INTEGER NOT NULL,"
  " id TEXT NOT NULL,"
  " number TEXT,"
  " date TEXT,"
  " due TEXT,"
  " party_id TEXT,"
  " account_id TEXT,"
  " reference TEXT,"
  " memo TEXT,"
  " currency TEXT,"
  " total INTEGER NOT NULL DEFAULT 0,"
  " tax INTEGER NOT NULL DEFAULT 0,"
  " balance INTEGER NOT NULL DEFAULT 0,"
  " is_void INTEGER NOT NULL DEFAULT 0,"
  " PRIMARY KEY (connection, kind, id));"
  "CREATE INDEX remote_money_number_index ON remote_money (connection, kind, number);"
  "CREATE INDEX remote_money_party_index ON remote_money (connection, kind, party_id);"
  "CREATE INDEX remote_money_date_index ON remote_money (connection, kind, date);"

  "CREATE TABLE remote_applied ("
  " connection TEXT NOT NULL REFERENCES connection (id),"
  " kind INTEGER NOT NULL," /* of the payment */
  " id TEXT NOT NULL,"
  " position INTEGER NOT NULL,"
  " to_kind INTEGER NOT NULL,"
  " to_id TEXT NOT NULL,"
  " amount INTEGER NOT NULL,"
  " PRIMARY KEY (connection, kind, id, position));"
  "CREATE INDEX remote_applied_to_index ON remote_applied (connection, to_kind, to_id);"

  /* Not undoable: it says what both sides had, and when. */
  "CREATE TABLE synced ("
  " connection TEXT NOT NULL REFERENCES connection (id),"
  " kind INTEGER NOT NULL,"
  " local_id TEXT NOT NULL,"
  " remote_id TEXT NOT NULL,"
  " version TEXT,"
  " moment TEXT NOT NULL,"
  " run TEXT,"
  " number TEXT,"
  " total INTEGER NOT NULL DEFAULT 0,"
  " fields TEXT NOT NULL DEFAULT '{}'," /* of names: the mapped fields; of documents and payments: their fingerprint */
  " PRIMARY KEY (connection, kind, local_id));"
  "CREATE INDEX synced_remote_index ON synced (connection, kind, remote_id);"
  "CREATE INDEX synced_moment_index ON synced (connection, moment);"

  "CREATE TABLE conflict ("
  " connection TEXT NOT NULL REFERENCES connection (id),"
  " kind INTEGER NOT NULL,"
  " local_id TEXT NOT NULL,"
  " remote_id TEXT NOT NULL,"
  " moment TEXT NOT NULL,"
  " PRIMARY KEY (connection, kind, local_id));"

  /* Names go before the documents that need them, documents before what pays them. */
  "ALTER TABLE outbox ADD COLUMN rank INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE outbox ADD COLUMN total INTEGER;" /* minor units that the package has to come to; NULL: no document */
  "ALTER TABLE outbox ADD COLUMN fields TEXT;"   /* what becomes synced.fields when it went well */
  "DROP INDEX outbox_state_index;"
  "CREATE INDEX outbox_state_index ON outbox (connection, state, rank, id);"
  "CREATE INDEX outbox_local_index ON outbox (local_id, kind, connection);",

  /* 7: what the company said of itself, so that checks know it offline; a customer's own currency */
  "ALTER TABLE connection ADD COLUMN closed_until TEXT;"
  "ALTER TABLE connection ADD COLUMN tax_model INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE connection ADD COLUMN has_multi_currency INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE remote ADD COLUMN currency TEXT;",

  /* 8: lists are read in slices, each from where the last one ended. */
  "CREATE INDEX contact_order_index ON contact (sort_key, id);"
  "CREATE INDEX project_order_index ON project (sort_key, id);",

  /* 9: the list of contacts has balances, from the indices alone */
  "DROP INDEX document_contact_index;"
  "CREATE INDEX document_contact_index ON document (contact, kind, date, is_void, total);"
  "DROP INDEX payment_contact_index;"
  "CREATE INDEX payment_contact_index ON payment (contact, kind, amount);",

  /* 10: what contacts and sites had on both sides when these last met; not undoable */
  "CREATE TABLE met ("
  " connection TEXT NOT NULL REFERENCES connection (id),"
  " kind INTEGER NOT NULL,"
  " local_id TEXT NOT NULL,"
  " remote_id TEXT NOT NULL,"
  " moment TEXT NOT NULL,"
  " here TEXT NOT NULL,"
  " there TEXT NOT NULL,"
  " PRIMARY KEY (connection, kind, local_id));",

  /* 11: what was written to contacts and sites, however that came about; not undoable */
  "CREATE TABLE edited (id TEXT PRIMARY KEY NOT NULL, is_site INTEGER NOT NULL);"
  "CREATE TRIGGER contact_added AFTER INSERT ON contact BEGIN " EDITED ("0") " END;"
  "CREATE TRIGGER contact_edited AFTER UPDATE ON contact BEGIN " EDITED ("0") " END;"
  "CREATE TRIGGER site_added AFTER INSERT ON site BEGIN " EDITED ("1") " END;"
  "CREATE TRIGGER site_edited AFTER UPDATE ON site BEGIN " EDITED ("1") " END;"
  "DELETE FROM setting WHERE id LIKE 'sync.%.push-began';",

  /* 12: part five, fees of a tax program: its files as they were last read, numbers that were chosen, what was taken over */
  "CREATE TABLE fee_file ("
  " id TEXT PRIMARY KEY NOT NULL,"
  " uri TEXT NOT NULL UNIQUE,"
  " label TEXT NOT NULL,"
  " sha256 TEXT NOT NULL,"
  " as_of TEXT NOT NULL,"
  " format TEXT NOT NULL,"
  " stamp TEXT NOT NULL,"
  " read_at TEXT NOT NULL,"
  " n_rows INTEGER NOT NULL,"
  " n_bad INTEGER NOT NULL,"
  " code INTEGER NOT NULL,"
  " problem TEXT NOT NULL);"

  "CREATE TABLE fee_row ("
  " file TEXT NOT NULL," /* fee_file, both go together */
  " line INTEGER NOT NULL,"
  " client_number TEXT NOT NULL,"
  " client_key TEXT NOT NULL,"
  " module TEXT NOT NULL,"
  " tax_year INTEGER NOT NULL,"
  " name TEXT NOT NULL,"
  " tin TEXT NOT NULL,"
  " has_amount INTEGER NOT NULL,"
  " has_bad_parts INTEGER NOT NULL,"
  " amount INTEGER NOT NULL,"
  " previous_balance INTEGER NOT NULL,"
  " invoice_number TEXT NOT NULL,"
  " invoice_date TEXT NOT NULL,"
  " calculated_at TEXT NOT NULL,"
  " status TEXT NOT NULL,"
  " problem INTEGER NOT NULL,"
  " problem_text TEXT NOT NULL,"
  " PRIMARY KEY (file, line));"
  "CREATE INDEX fee_row_key_index ON fee_row (client_key);"
  "CREATE INDEX fee_row_year_index ON fee_row (tax_year, module);"
  "CREATE INDEX fee_row_tin_index ON fee_row (tin) WHERE tin <> '';"

  "CREATE TABLE fee_link ("
  " id TEXT PRIMARY KEY NOT NULL,"
  " sort_key TEXT NOT NULL,"
  " client_key TEXT NOT NULL,"
  " module TEXT NOT NULL DEFAULT '',"
  " contact TEXT NOT NULL REFERENCES contact (id),"
  " tin TEXT NOT NULL DEFAULT '',"
  " UNIQUE (client_key, module));"
  "CREATE INDEX fee_link_contact_index ON fee_link (contact);"

  "CREATE TABLE fee_import ("
  " id TEXT PRIMARY KEY NOT NULL,"
  " sort_key TEXT NOT NULL,"
  " client_key TEXT NOT NULL DEFAULT '',"
  " project TEXT NOT NULL REFERENCES project (id),"
  " document TEXT REFERENCES document (id),"
  " kind TEXT NOT NULL,"
  " fee INTEGER NOT NULL DEFAULT 0,"
  " old_fee INTEGER NOT NULL DEFAULT 0,"
  " wip INTEGER NOT NULL DEFAULT 0,"
  " file TEXT NOT NULL DEFAULT '',"
  " line INTEGER NOT NULL DEFAULT 0,"
  " moment TEXT NOT NULL DEFAULT '',"
  " person TEXT NOT NULL DEFAULT '');"
  "CREATE INDEX fee_import_project_index ON fee_import (project);"
  "CREATE INDEX fee_import_document_index ON fee_import (document) WHERE document IS NOT NULL;",

  /* 13: what is taxed may go to other accounts than what is not */
  "ALTER TABLE policy_rule ADD COLUMN taxed TEXT NOT NULL DEFAULT '';"
  "UPDATE undo_row SET before = json_set (before, '$.taxed', '') WHERE tbl = 'policy_rule' AND before IS NOT NULL;"
  "UPDATE undo_row SET after = json_set (after, '$.taxed', '') WHERE tbl = 'policy_rule' AND after IS NOT NULL;",

  /* 14: part six, accounting files: what was written, what stood in it, and what had to be changed for it; not undoable */
  "CREATE TABLE export_batch ("
  " id TEXT PRIMARY KEY NOT NULL,"
  " number INTEGER NOT NULL,"
  " moment TEXT NOT NULL,"
  " target TEXT NOT NULL,"
  " kind INTEGER NOT NULL,"
  " file TEXT NOT NULL,"
  " sha256 TEXT NOT NULL,"
  " n_records INTEGER NOT NULL DEFAULT 0,"
  " n_rows INTEGER NOT NULL DEFAULT 0,"
  " n_changes INTEGER NOT NULL DEFAULT 0,"
  " total INTEGER NOT NULL DEFAULT 0,"
  " person TEXT NOT NULL,"
  " undone TEXT);" /* moment; NULL while it holds */
  "CREATE UNIQUE INDEX export_batch_number_index ON export_batch (number);"
  "CREATE INDEX export_batch_target_index ON export_batch (target, kind, number);"

  "CREATE TABLE export_item ("
  " batch TEXT NOT NULL," /* export_batch: they go together */
  " local_id TEXT NOT NULL,"
  " stage TEXT NOT NULL DEFAULT ''," /* of a document: the one that it had before */
  " hash TEXT NOT NULL,"
  " PRIMARY KEY (batch, local_id));"
  "CREATE INDEX export_item_local_index ON export_item (local_id);"

  "CREATE TABLE export_change ("
  " batch TEXT NOT NULL," /* export_batch */
  " position INTEGER NOT NULL,"
  " local_id TEXT NOT NULL,"
  " record TEXT NOT NULL,"
  " field TEXT NOT NULL,"
  " old_text TEXT NOT NULL,"
  " new_text TEXT NOT NULL,"
  " PRIMARY KEY (batch, position));",

  /* 15: money that goes back to a customer takes from credit notes and payments, as an invoice does */
  "CREATE TABLE allocation_new ("
  " id TEXT PRIMARY KEY NOT NULL,"
  " sort_key TEXT NOT NULL,"
  " payment TEXT REFERENCES payment (id),"
  " credit TEXT REFERENCES document (id),"
  " document TEXT REFERENCES document (id),"
  " refund TEXT REFERENCES payment (id),"
  " amount INTEGER NOT NULL DEFAULT 0);"
  "INSERT INTO allocation_new (id, sort_key, payment, credit, document, amount) SELECT id, sort_key, payment, credit, document, amount FROM allocation;"
  "DROP TABLE allocation;"
  "ALTER TABLE allocation_new RENAME TO allocation;"
  "CREATE INDEX allocation_document_index ON allocation (document, amount) WHERE document IS NOT NULL;"
  "CREATE INDEX allocation_refund_index ON allocation (refund, amount) WHERE refund IS NOT NULL;"
  "CREATE INDEX allocation_credit_index ON allocation (credit, amount) WHERE credit IS NOT NULL;"
  "CREATE INDEX allocation_payment_index ON allocation (payment, amount) WHERE payment IS NOT NULL;"
  "UPDATE undo_row SET before = json_set (before, '$.refund', NULL) WHERE tbl = 'allocation' AND before IS NOT NULL;"
  "UPDATE undo_row SET after = json_set (after, '$.refund', NULL) WHERE tbl = 'allocation' AND after IS NOT NULL;",

  /* 16: packages differ in what they have */
  "ALTER TABLE connection ADD COLUMN lacks INTEGER NOT NULL DEFAULT 0;",
};

static const TieMigrations own = { migrations, G_N_ELEMENTS (migrations) };
static const TieMigrations *current = &own;

const TieMigrations *
tie_migrations_get (void)
{
  return current;
}

void
tie_migrations_set_for_test (const TieMigrations *replacement)
{
  current = replacement != NULL ? replacement : &own;
}

gboolean
tie_migrations_get_version (TieDb *db,
                            guint *version,
                            GError **error)
{
  gint64 value = 0;

  if (!tie_db_get_integer (db, 0, &value, error, "PRAGMA user_version", ""))
    return FALSE;
  if (value < 0 || value > current->n)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_FILE_NEWER, "The file has version %" G_GINT64_FORMAT ", this program knows %u", value, current->n);
      return FALSE;
    }
  *version = (guint) value;
  return TRUE;
}

/* One step up, or none when another program did it while we waited for the lock. */
static gboolean
run_next (TieDb *db,
          guint *version,
          GError **error)
{
  g_autofree char *set_version = NULL;

  if (!tie_db_begin (db, TIE_STORE_WRITE, error))
    return FALSE;
  if (!tie_migrations_get_version (db, version, error))
    {
      tie_db_rollback (db);
      return FALSE;
    }
  if (*version < current->n)
    {
      /* A pragma takes no parameter; the number is our own. */
      set_version = g_strdup_printf ("PRAGMA user_version = %u", *version + 1);
      if (!tie_db_exec (db, current->sql[*version], error) || !tie_db_exec (db, set_version, error))
        {
          tie_db_rollback (db);
          return FALSE;
        }
      (*version)++;
    }
  return tie_db_commit (db, error);
}

gboolean
tie_migrations_run (TieDb *db,
                    GError **error)
{
  guint version = 0;

  if (!tie_migrations_get_version (db, &version, error))
    return FALSE;
  while (version < current->n)
    {
      if (!run_next (db, &version, error))
        return FALSE;
    }
  return TRUE;
}
