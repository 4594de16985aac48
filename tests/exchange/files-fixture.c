/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "files-fixture"
#include "config.h"

#include <string.h>

#include "base/tie-csv-text.h"
#include "base/tie-error.h"
#include "billing/tie-document-actions.h"
#include "files-fixture.h"
#include "model/tie-code.h"
#include "model/tie-payment.h"
#include "model/tie-tax-code.h"

typedef struct
{
  const char *work_code;
  const char *text;
  gint64 quantity; /* × 10 000 */
  gint64 rate;     /* × 10 000 */
  gint64 amount;   /* minor units */
  const char *tax_code;
} Line;

typedef struct
{
  const char *id;
  const char *number;
  const char *kind;
  const char *contact;
  const char *date;
  const char *text;
  const char *reference;
  gint64 freight;
  const char *freight_tax;
  gint64 discount;
  Line lines[4];
} Document;

static const Document documents[] = {
  { "weir", "I-10421", TIE_DOCUMENT_KIND_INVOICE, "mills", "2026-03-14", "Weir gate design", "PO 7731", 1850, NULL, 0,
    { { "design", "Design time, February", 125000, 960000, 120000, "stx" }, { "survey", "Site survey", 10000, 3500000, 35000, NULL } } },
  { "odd", "I-10422", TIE_DOCUMENT_KIND_INVOICE, "zoe", "2026-03-15", "Weir, gate \"A\"; phase 2", "", 1200, "city", 2000,
    { { "design", "Tab\there, \"quoted\"; é ß – 漢", 30000, 333333, 10000, "stx" },
      { NULL, "-cmd|' /C calc'!A0", 10000, 0, 10001, "city" },
      { "survey", "A note without an amount", 0, 0, 0, NULL },
      { "survey", "Third of an hour", 3333, 1234567, 4115, "stx" } } },
  { "credit", "C-10433", TIE_DOCUMENT_KIND_CREDIT, "mills", "2026-03-20", "Overcharge", "I-10421", 0, NULL, 0,
    { { "design", "Design time credited", 10000, 1600000, 16000, "stx" } } },
  { "plain", "I-10434", TIE_DOCUMENT_KIND_INVOICE, "mills", "2026-03-21", "", "", 0, NULL, 0,
    { { "survey", "Site survey", 10000, 3500000, 35000, NULL } } },
};

static void
add_record (TieDb *db,
            GType type,
            const char *id,
            const char *name,
            guint rate_field,
            gint64 rate)
{
  g_autoptr (TieRecord) record = tie_record_new (type, id);
  g_autoptr (GError) error = NULL;

  tie_record_set_text (record, 1, name);
  tie_record_set_integer (record, rate_field, rate);
  tie_record_table_save (db, record, &error);
  g_assert_no_error (error);
}

static void
add_customer (TieDb *db,
              const char *id,
              const char *number,
              const char *name)
{
  g_autoptr (TieRecord) contact = tie_record_new (TIE_TYPE_CONTACT, id);
  g_autoptr (GError) error = NULL;

  tie_record_set_text (contact, TIE_CONTACT_NAME, name);
  tie_record_set_text (contact, TIE_CONTACT_TYPE_ID, TIE_CONTACT_TYPE_CLIENT);
  tie_record_set_text (contact, TIE_CONTACT_NUMBER, number);
  tie_record_set_text (contact, TIE_CONTACT_STREET, "400 Mill Lane\nGate 2");
  tie_record_set_text (contact, TIE_CONTACT_CITY, "Bend");
  tie_record_set_text (contact, TIE_CONTACT_STATE, "OR");
  tie_record_set_text (contact, TIE_CONTACT_POSTCODE, "97702");
  tie_record_set_text (contact, TIE_CONTACT_PHONE, "541-555-0101");
  tie_record_set_text (contact, TIE_CONTACT_EMAIL, "ap@mills.example");
  tie_record_table_save (db, contact, &error);
  g_assert_no_error (error);
}

static void
add_document (TieDb *db,
              const Document *from)
{
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_new (from->kind, from->date);
  g_autoptr (GError) error = NULL;
  const char *const ids[] = { from->id, NULL };
  TieRecord *document;

  g_object_unref (sheet->document);
  sheet->document = tie_document_new (from->id);
  document = TIE_RECORD (sheet->document);
  tie_record_set_text (document, TIE_DOCUMENT_KIND, from->kind);
  tie_record_set_text (document, TIE_DOCUMENT_DATE, from->date);
  tie_record_set_text (document, TIE_DOCUMENT_NUMBER, from->number);
  tie_record_set_text (document, TIE_DOCUMENT_CONTACT, from->contact);
  tie_record_set_text (document, TIE_DOCUMENT_TEXT, from->text);
  tie_record_set_text (document, TIE_DOCUMENT_REFERENCE, from->reference);
  tie_record_set_text (document, TIE_DOCUMENT_TERMS, "net-30");
  tie_record_set_text (document, TIE_DOCUMENT_TAX_CODE, from->freight_tax);
  tie_record_set_integer (document, TIE_DOCUMENT_FREIGHT, from->freight);
  tie_record_set_integer (document, TIE_DOCUMENT_DISCOUNT, from->discount);
  for (guint i = 0; i < G_N_ELEMENTS (from->lines) && from->lines[i].text != NULL; i++)
    {
      TieRecord *line = TIE_RECORD (tie_document_sheet_add_line (sheet));

      tie_record_set_text (line, TIE_LINE_WORK_CODE, from->lines[i].work_code);
      tie_record_set_text (line, TIE_LINE_TEXT, from->lines[i].text);
      tie_record_set_integer (line, TIE_LINE_QUANTITY, from->lines[i].quantity);
      tie_record_set_integer (line, TIE_LINE_RATE, from->lines[i].rate);
      tie_record_set_integer (line, TIE_LINE_AMOUNT, from->lines[i].amount);
      tie_record_set_text (line, TIE_LINE_TAX_CODE, from->lines[i].tax_code);
    }
  tie_document_save (db, sheet, NULL, &error);
  g_assert_no_error (error);
  tie_document_approve (db, ids, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
add_payment (TieDb *db)
{
  g_autoptr (TieRecord) payment = tie_record_new (TIE_TYPE_PAYMENT, "cheque");
  g_autoptr (GError) error = NULL;

  tie_record_set_text (payment, TIE_PAYMENT_NUMBER, "P-1");
  tie_record_set_text (payment, TIE_PAYMENT_KIND, TIE_PAYMENT_KIND_RECEIPT);
  tie_record_set_text (payment, TIE_PAYMENT_CONTACT, "mills");
  tie_record_set_text (payment, TIE_PAYMENT_DATE, "2026-04-09");
  tie_record_set_integer (payment, TIE_PAYMENT_AMOUNT, 166750);
  tie_record_set_text (payment, TIE_PAYMENT_METHOD, "check");
  tie_record_set_text (payment, TIE_PAYMENT_REFERENCE, "5512");
  tie_record_set_text (payment, TIE_PAYMENT_ORIGIN, TIE_PAYMENT_ORIGIN_HERE);
  tie_record_table_save (db, payment, &error);
  g_assert_no_error (error);
}

static gboolean
fill_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  static const char *const names[] = {
    "INSERT INTO setting VALUES ('files.myob-ap.tax.stx', 'STX'), ('files.myob-ap.tax.city', 'CTY'), ('files.myob-ar.tax.stx', 'STX'), ('files.myob-ar.tax.city', 'CTY')",
    "INSERT INTO setting VALUES ('files.sage50uk.tax.stx', 'T1'), ('files.sage50uk.tax.city', 'T2'), ('files.peachtree2003.tax.stx', 'STATE'), ('files.sage50us.tax.stx', 'STATE')",
    "INSERT INTO setting VALUES ('files.peachtree2003.agency.stx', 'STREV'), ('files.iif.agency.stx', 'State Revenue Dept')",
  };

  add_record (db, TIE_TYPE_TAX_CODE, "stx", "State 8.25", TIE_TAX_CODE_RATE, 82500);
  add_record (db, TIE_TYPE_TAX_CODE, "city", "City", TIE_TAX_CODE_RATE, 10000);
  add_record (db, TIE_TYPE_WORK_CODE, "design", "DESIGN", TIE_CODE_RATE, 960000);
  add_record (db, TIE_TYPE_WORK_CODE, "survey", "SURVEY", TIE_CODE_RATE, 3500000);
  add_customer (db, "mills", "NRTHBK01", "Northbrook Mills");
  add_customer (db, "zoe", "ZOE-2", "Café \"Zoë\" & Søn; =1+1");
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    add_document (db, &documents[i]);
  add_payment (db);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (!tie_db_exec (db, names[i], error))
        return FALSE;
    }
  return TRUE;
}

void
files_fixture_set_up (StoreFixture *fixture,
                      gconstpointer data)
{
  store_fixture_set_up (fixture, data);
  store_fixture_write (fixture, fill_cb, NULL);
}

void
files_fixture_renew (StoreFixture *fixture)
{
  store_fixture_tear_down (fixture, NULL);
  files_fixture_set_up (fixture, NULL);
}

static gboolean
exec_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  return tie_db_exec (db, data, error);
}

void
files_fixture_exec (StoreFixture *fixture,
                    const char *sql)
{
  store_fixture_write (fixture, exec_cb, (gpointer) sql);
}

typedef struct
{
  const char *sql;
  gint64 count;
} Count;

static gboolean
count_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  Count *count = data;

  return tie_db_get_integer (db, 0, &count->count, error, count->sql, "");
}

guint
files_fixture_count (StoreFixture *fixture,
                     const char *sql)
{
  Count count = { sql, 0 };

  store_fixture_read (fixture, count_cb, &count);
  return (guint) count.count;
}

typedef struct
{
  TieExportKind kind;
  TieFileFilter filter;
  const char *target;
  GString *found;
} List;

static void
row_cb (const TieFileListRow *row,
        gpointer user_data)
{
  GString *found = user_data;

  g_string_append_printf (found, "%s%s%s", found->len > 0 ? " " : "", row->record->id, row->is_changed ? "!" : "");
}

static gboolean
list_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  List *list = data;

  return tie_file_list_read (db, list->kind, list->filter, list->target, row_cb, list->found, error);
}

void
files_fixture_expect_list (StoreFixture *fixture,
                           TieExportKind kind,
                           TieFileFilter filter,
                           const char *target,
                           const char *expected)
{
  g_autoptr (GString) found = g_string_new (NULL);
  List list = { kind, filter, target, found };

  store_fixture_read (fixture, list_cb, &list);
  g_assert_cmpstr (found->str, ==, expected);
}

void
files_fixture_expect_no_temporaries (StoreFixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, ".tieout-"));
}

void
files_fixture_expect_code (StoreFixture *fixture,
                           const char *target,
                           TieExportKind kind,
                           const char *id,
                           TieFileCode code,
                           const char *sentence)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieFileLayout) layout = tie_file_layout_find (target, &error);
  g_autoptr (TieFileExport) export = tie_file_export_new (layout, kind, TIE_FILE_READY);
  g_autofree char *path = g_build_filename (fixture->folder, "refused", NULL);
  g_autofree char *before = store_fixture_dump (fixture);
  g_autofree char *after = NULL;
  const TieFileProblem *problem;

  export->ids = g_strdupv ((char **) (const char *const[]) { id, NULL });
  g_assert_false (tie_file_export_run (export, fixture->store, path, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
  g_assert_cmpuint (export->problems->len, >=, 1);
  problem = export->problems->pdata[0];
  g_assert_cmpstr (tie_file_code_get_name (problem->code), ==, tie_file_code_get_name (code));
  if (sentence != NULL)
    g_assert_cmpstr (problem->sentence, ==, sentence);
  /* Nothing half-written, no stage changed. */
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_null (export->batch);
  files_fixture_expect_no_temporaries (fixture);
  after = store_fixture_dump (fixture);
  g_assert_cmpstr (before, ==, after);
}

void
files_fixture_try_to_write (StoreFixture *fixture,
                            const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieFileLayout) layout = tie_file_layout_find ("iif", &error);
  g_autoptr (TieFileExport) export = tie_file_export_new (layout, TIE_EXPORT_INVOICES, TIE_FILE_READY);

  g_assert_false (tie_file_export_run (export, fixture->store, path, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_DISK_FULL);
}

gboolean
files_fixture_begins_with (const char *path,
                           const char *text,
                           TieFileEncoding encoding)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) bytes = g_mapped_file_get_bytes (file);
  g_autoptr (GBytes) decoded = tie_csv_decode (bytes, encoding == TIE_FILE_ENCODING_WINDOWS_1252 ? TIE_ENCODING_WINDOWS_1252 : TIE_ENCODING_UTF8);

  return g_bytes_get_size (decoded) >= strlen (text) && memcmp (g_bytes_get_data (decoded, NULL), text, strlen (text)) == 0;
}
