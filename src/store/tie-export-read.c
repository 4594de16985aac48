/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-export-read"
#include "config.h"

#include "store/tie-db.h"
#include "store/tie-export-read.h"

struct _TieExportReader
{
  TieDb *db;
  sqlite3_stmt *records; /* borrowed from the connection, as the two below */
  sqlite3_stmt *lines;   /* (nullable) */
  sqlite3_stmt *shares;  /* (nullable) */
  TieStep lines_step;    /* where each of them stands */
  TieStep shares_step;
  GStringChunk *texts;   /* (owned) of the parts of one document */
  TieExportContact contact;
  TieExportDocument document;
  TieExportPayment payment;
};

#define CONTACT "c.id, c.number, c.name, c.email, c.phone, c.street, c.city, c.state, c.postcode, c.country, c.terms, c.notes"
/* CROSS JOIN: from the picks to their parts, so that all three come in the order of the picks without being sorted as a whole.
 * ?1 the target. */
#define NEWEST(id, kind)                                                                                                              \
  " LEFT JOIN export_batch b ON b.id = (SELECT x.id FROM export_item i JOIN export_batch x ON x.id = i.batch"                     \
  " WHERE i.local_id = " id " AND x.target = ?1 AND x.kind = " kind " AND x.undone IS NULL ORDER BY x.number DESC LIMIT 1)"         \
  " LEFT JOIN export_item e ON e.batch = b.id AND e.local_id = " id " ORDER BY p.position"

#define CONTACTS "SELECT " CONTACT ", coalesce (b.number, 0), e.hash FROM temp.picked_contact p CROSS JOIN contact c ON c.rowid = p.record" NEWEST ("c.id", "1")
#define CONTACTS_OF(table) "SELECT " CONTACT ", 0, '' FROM contact c WHERE c.id IN (SELECT r.contact FROM temp.picked_" table " p CROSS JOIN " table " r ON r.rowid = p.record) ORDER BY c.sort_key, c.id"
#define DOCUMENTS                                                                                                                 \
  "SELECT " CONTACT ", p.position, d.id, d.number, d.kind, d.date, d.due, d.terms, d.tax_code, d.reference, d.text, d.stage,"     \
  " coalesce (j.name, ''), d.freight, d.discount, d.subtotal, d.tax, d.total, d.is_void, coalesce (b.number, 0), b.moment, e.hash"          \
  " FROM temp.picked_document p CROSS JOIN document d ON d.rowid = p.record JOIN contact c ON c.id = d.contact LEFT JOIN project j ON j.id = d.project" NEWEST ("d.id", "2")
#define LINES                                                                                                                     \
  "SELECT p.position, l.id, coalesce (w.code, x.code, ''), l.work_code, l.expense_code, l.text, l.tax_code, l.quantity, l.rate, l.amount" \
  " FROM temp.picked_document p CROSS JOIN document d ON d.rowid = p.record CROSS JOIN document_line l ON l.document = d.id"                                                           \
  " LEFT JOIN work_code w ON w.id = l.work_code LEFT JOIN expense_code x ON x.id = l.expense_code ORDER BY p.position, l.position, l.id"
#define SHARES                                                                                                                    \
  "SELECT p.position, s.line, s.category, s.account, s.debit - s.credit FROM temp.picked_document p CROSS JOIN document d ON d.rowid = p.record CROSS JOIN distribution s ON s.document = d.id" \
  " ORDER BY p.position, s.position, s.id"
#define PAYMENTS                                                                                                                  \
  "SELECT " CONTACT ", y.id, y.number, y.date, y.method, y.reference, y.notes, y.amount, y.is_void, coalesce (b.number, 0), b.moment, e.hash" \
  " FROM temp.picked_payment p CROSS JOIN payment y ON y.rowid = p.record JOIN contact c ON c.id = y.contact" NEWEST ("y.id", "3")

gboolean
tie_export_begin_pass (TieDb *db,
                       gint64 *cache,
                       GError **error)
{
  return tie_db_get_integer (db, 0, cache, error, "PRAGMA cache_size", "") && tie_db_exec (db, "PRAGMA cache_size = -8000", error);
}

void
tie_export_end_pass (TieDb *db,
                     gint64 cache)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA cache_size = %" G_GINT64_FORMAT, cache);
  g_autoptr (GError) error = NULL;

  if (!tie_db_exec (db, sql, &error))
    g_warning ("The cache stays small: %s", error->message);
}

static TieExportReader *
create (TieDb *db)
{
  TieExportReader *self = g_new0 (TieExportReader, 1);

  self->db = db;
  self->texts = g_string_chunk_new (4096);
  self->document.lines = g_array_new (FALSE, FALSE, sizeof (TieExportLine));
  self->document.shares = g_array_new (FALSE, FALSE, sizeof (TieExportShare));
  return self;
}

TieExportReader *
tie_export_reader_new_contacts (TieDb *db,
                                TieExportKind kind,
                                GError **error)
{
  g_autoptr (TieExportReader) self = create (db);

  self->records = tie_db_query (db, error, kind == TIE_EXPORT_PAYMENTS ? CONTACTS_OF ("payment") : CONTACTS_OF ("document"), "");
  return self->records != NULL ? g_steal_pointer (&self) : NULL;
}

TieExportReader *
tie_export_reader_new (TieDb *db,
                       TieExportKind kind,
                       const char *target,
                       GError **error)
{
  g_autoptr (TieExportReader) self = create (db);

  if (kind == TIE_EXPORT_CUSTOMERS)
    self->records = tie_db_query (db, error, CONTACTS, "s", target);
  else if (kind == TIE_EXPORT_PAYMENTS)
    self->records = tie_db_query (db, error, PAYMENTS, "s", target);
  else
    self->records = tie_db_query (db, error, DOCUMENTS, "s", target);
  if (self->records == NULL)
    return NULL;
  if (kind != TIE_EXPORT_INVOICES)
    return g_steal_pointer (&self);

  self->lines = tie_db_query (db, error, LINES, "");
  self->shares = self->lines != NULL ? tie_db_query (db, error, SHARES, "") : NULL;
  if (self->shares == NULL)
    return NULL;
  self->lines_step = tie_db_step (db, self->lines, error);
  self->shares_step = self->lines_step != TIE_STEP_ERROR ? tie_db_step (db, self->shares, error) : TIE_STEP_ERROR;
  return self->shares_step != TIE_STEP_ERROR ? g_steal_pointer (&self) : NULL;
}

void
tie_export_reader_free (TieExportReader *self)
{
  if (self->records != NULL)
    sqlite3_reset (self->records);
  if (self->lines != NULL)
    sqlite3_reset (self->lines);
  if (self->shares != NULL)
    sqlite3_reset (self->shares);
  g_string_chunk_free (self->texts);
  g_array_unref (self->document.lines);
  g_array_unref (self->document.shares);
  g_free (self);
}

static void
take_contact (sqlite3_stmt *statement,
              TieExportContact *contact)
{
  contact->id = tie_db_column_text (statement, 0);
  contact->number = tie_db_column_text (statement, 1);
  contact->name = tie_db_column_text (statement, 2);
  contact->email = tie_db_column_text (statement, 3);
  contact->phone = tie_db_column_text (statement, 4);
  contact->street = tie_db_column_text (statement, 5);
  contact->city = tie_db_column_text (statement, 6);
  contact->state = tie_db_column_text (statement, 7);
  contact->postcode = tie_db_column_text (statement, 8);
  contact->country = tie_db_column_text (statement, 9);
  contact->terms = tie_db_column_text (statement, 10);
  contact->notes = tie_db_column_text (statement, 11);
}
#define N_CONTACT_COLUMNS 12

const TieExportContact *
tie_export_reader_next_contact (TieExportReader *self,
                                GError **error)
{
  if (tie_db_step (self->db, self->records, error) != TIE_STEP_ROW)
    return NULL;
  take_contact (self->records, &self->contact);
  self->contact.batch = sqlite3_column_int64 (self->records, N_CONTACT_COLUMNS);
  self->contact.hash = tie_db_column_text (self->records, N_CONTACT_COLUMNS + 1);
  return &self->contact;
}

const TieExportPayment *
tie_export_reader_next_payment (TieExportReader *self,
                                GError **error)
{
  sqlite3_stmt *statement = self->records;
  const int first = N_CONTACT_COLUMNS;

  if (tie_db_step (self->db, statement, error) != TIE_STEP_ROW)
    return NULL;
  self->payment = (TieExportPayment) {
    .id = tie_db_column_text (statement, first),
    .number = tie_db_column_text (statement, first + 1),
    .date = tie_db_column_text (statement, first + 2),
    .method = tie_db_column_text (statement, first + 3),
    .reference = tie_db_column_text (statement, first + 4),
    .notes = tie_db_column_text (statement, first + 5),
    .amount = sqlite3_column_int64 (statement, first + 6),
    .is_void = sqlite3_column_int (statement, first + 7) != 0,
    .batch = sqlite3_column_int64 (statement, first + 8),
    .moment = tie_db_column_text (statement, first + 9),
    .hash = tie_db_column_text (statement, first + 10),
  };
  take_contact (statement, &self->payment.contact);
  return &self->payment;
}

/* The text is kept beyond the next step. */
static const char *
keep (TieExportReader *self,
      sqlite3_stmt *statement,
      int column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return text != NULL ? g_string_chunk_insert_len (self->texts, text, sqlite3_column_bytes (statement, column)) : NULL;
}

static gboolean
take_lines (TieExportReader *self,
            gint64 position,
            GError **error)
{
  sqlite3_stmt *statement = self->lines;

  g_array_set_size (self->document.lines, 0);
  while (self->lines_step == TIE_STEP_ROW && sqlite3_column_int64 (statement, 0) == position)
    {
      const TieExportLine line = {
        .id = keep (self, statement, 1),
        .code = keep (self, statement, 2),
        .work_code = keep (self, statement, 3),
        .expense_code = keep (self, statement, 4),
        .text = keep (self, statement, 5),
        .tax_code = keep (self, statement, 6),
        .quantity = sqlite3_column_int64 (statement, 7),
        .rate = sqlite3_column_int64 (statement, 8),
        .amount = sqlite3_column_int64 (statement, 9),
      };

      g_array_append_val (self->document.lines, line);
      self->lines_step = tie_db_step (self->db, statement, error);
    }
  return self->lines_step != TIE_STEP_ERROR;
}

static gboolean
take_shares (TieExportReader *self,
             gint64 position,
             GError **error)
{
  sqlite3_stmt *statement = self->shares;

  g_array_set_size (self->document.shares, 0);
  while (self->shares_step == TIE_STEP_ROW && sqlite3_column_int64 (statement, 0) == position)
    {
      const TieExportShare share = {
        .line = keep (self, statement, 1),
        .category = keep (self, statement, 2),
        .account = keep (self, statement, 3),
        .net = sqlite3_column_int64 (statement, 4),
      };

      g_array_append_val (self->document.shares, share);
      self->shares_step = tie_db_step (self->db, statement, error);
    }
  return self->shares_step != TIE_STEP_ERROR;
}

const TieExportDocument *
tie_export_reader_next_document (TieExportReader *self,
                                 GError **error)
{
  sqlite3_stmt *statement = self->records;
  TieExportDocument *document = &self->document;
  int i = N_CONTACT_COLUMNS;
  gint64 position;

  if (tie_db_step (self->db, statement, error) != TIE_STEP_ROW)
    return NULL;
  position = sqlite3_column_int64 (statement, i++);
  document->id = tie_db_column_text (statement, i++);
  document->number = tie_db_column_text (statement, i++);
  document->kind = tie_db_column_text (statement, i++);
  document->date = tie_db_column_text (statement, i++);
  document->due = tie_db_column_text (statement, i++);
  document->terms = (const char *) sqlite3_column_text (statement, i++);
  document->tax_code = (const char *) sqlite3_column_text (statement, i++);
  document->reference = tie_db_column_text (statement, i++);
  document->text = tie_db_column_text (statement, i++);
  document->stage = tie_db_column_text (statement, i++);
  document->project = tie_db_column_text (statement, i++);
  document->freight = sqlite3_column_int64 (statement, i++);
  document->discount = sqlite3_column_int64 (statement, i++);
  document->subtotal = sqlite3_column_int64 (statement, i++);
  document->tax = sqlite3_column_int64 (statement, i++);
  document->total = sqlite3_column_int64 (statement, i++);
  document->is_void = sqlite3_column_int (statement, i++) != 0;
  document->batch = sqlite3_column_int64 (statement, i++);
  document->moment = tie_db_column_text (statement, i++);
  document->hash = tie_db_column_text (statement, i++);
  take_contact (statement, &document->contact);
  g_string_chunk_clear (self->texts);
  return take_lines (self, position, error) && take_shares (self, position, error) ? document : NULL;
}

static const char *const used[] = {
  [TIE_EXPORT_USES_ACCOUNTS] = "SELECT a.id FROM account a WHERE a.id IN (SELECT s.account FROM temp.picked_document p CROSS JOIN document d ON d.rowid = p.record CROSS JOIN distribution s ON s.document = d.id) ORDER BY a.sort_key, a.id",
  [TIE_EXPORT_USES_TERMS] = "SELECT t.id FROM term t WHERE t.id IN (SELECT d.terms FROM temp.picked_document p CROSS JOIN document d ON d.rowid = p.record) ORDER BY t.sort_key, t.id",
  [TIE_EXPORT_USES_TAX_CODES] = "SELECT t.id FROM tax_code t WHERE t.id IN (SELECT l.tax_code FROM temp.picked_document p CROSS JOIN document d ON d.rowid = p.record CROSS JOIN document_line l ON l.document = d.id"
                                " UNION SELECT d.tax_code FROM temp.picked_document p CROSS JOIN document d ON d.rowid = p.record) ORDER BY t.sort_key, t.id",
  [TIE_EXPORT_USES_TAX_ACCOUNTS] = "SELECT a.id FROM account a WHERE a.id IN (SELECT s.account FROM temp.picked_document p CROSS JOIN document d ON d.rowid = p.record CROSS JOIN distribution s ON s.document = d.id"
                                   " WHERE s.category = 'tax') ORDER BY a.sort_key, a.id",
};

GStrv
tie_export_list_used (TieDb *db,
                      TieExportUses what,
                      GError **error)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  sqlite3_stmt *statement = tie_db_query (db, error, used[what], "");
  TieStep step;

  if (statement == NULL)
    return NULL;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    g_strv_builder_add (ids, tie_db_column_text (statement, 0));
  return step == TIE_STEP_DONE ? g_strv_builder_end (ids) : NULL;
}

gboolean
tie_export_read_codes (TieDb *db,
                       TieExportCodeFunc func,
                       gpointer user_data,
                       GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error, "SELECT coalesce (w.code, x.code), coalesce (w.description, x.description), l.work_code, l.expense_code, min (s.account),"
                                                     " max (l.tax_code IS NOT NULL) FROM temp.picked_document p CROSS JOIN document d ON d.rowid = p.record CROSS JOIN document_line l ON l.document = d.id"
                                                     " JOIN distribution s ON s.line = l.id LEFT JOIN work_code w ON w.id = l.work_code LEFT JOIN expense_code x ON x.id = l.expense_code"
                                                     " WHERE l.work_code IS NOT NULL OR l.expense_code IS NOT NULL GROUP BY l.work_code, l.expense_code ORDER BY 1, l.work_code",
                                          "");
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    func (tie_db_column_text (statement, 0),
          tie_db_column_text (statement, 1),
          (const char *) sqlite3_column_text (statement, 2),
          (const char *) sqlite3_column_text (statement, 3),
          (const char *) sqlite3_column_text (statement, 4),
          sqlite3_column_int (statement, 5) != 0,
          user_data);
  return step == TIE_STEP_DONE;
}

char *
tie_export_get_first_date (TieDb *db,
                           TieExportKind kind,
                           GError **error)
{
  if (kind == TIE_EXPORT_PAYMENTS)
    return tie_db_get_text (db, error, "SELECT min (y.date) FROM temp.picked_payment p CROSS JOIN payment y ON y.rowid = p.record", "");
  return tie_db_get_text (db, error, "SELECT min (d.date) FROM temp.picked_document p CROSS JOIN document d ON d.rowid = p.record", "");
}

static gboolean
read_keys (TieDb *db,
           const char *sql,
           TieExportKeyFunc func,
           gpointer user_data,
           GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error, sql, "");
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    func (tie_db_column_text (statement, 0), tie_db_column_text (statement, 1), tie_db_column_text (statement, 2), user_data);
  return step == TIE_STEP_DONE;
}

gboolean
tie_export_read_customer_keys (TieDb *db,
                               TieExportKeyFunc func,
                               gpointer user_data,
                               GError **error)
{
  return read_keys (db, "SELECT c.id, c.number, c.name FROM contact c JOIN contact_type t ON t.id = c.type WHERE t.is_supplier = 0", func, user_data, error);
}

gboolean
tie_export_read_document_keys (TieDb *db,
                               TieExportKeyFunc func,
                               gpointer user_data,
                               GError **error)
{
  return read_keys (db, "SELECT id, number, '' FROM document WHERE kind IN ('invoice', 'credit') AND is_void = 0", func, user_data, error);
}

gboolean
tie_export_read_numbers (TieDb *db,
                         TieExportKeyFunc func,
                         gpointer user_data,
                         GError **error)
{
  return read_keys (db, "SELECT id, number, name FROM contact WHERE number <> ''", func, user_data, error);
}
