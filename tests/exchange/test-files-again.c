/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-files-again"
#include "config.h"

#include "base/tie-error.h"
#include "exchange/tie-file-number.h"
#include "exchange/tie-file-post.h"
#include "files-fixture.h"
#include "store/tie-connection-table.h"
#include "store/tie-document-table.h"
#include "store/tie-link-table.h"
#include "store/tie-synced-table.h"

/* What comes after a first export: the same again, changes, posting, numbers. */

/* Twice the same, changed, taken back. */
static void
test_again (StoreFixture *fixture,
            gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "out.iif", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieFileLayout) layout = tie_file_layout_find ("iif", &error);
  g_autoptr (TieFileExport) export = tie_file_export_new (layout, TIE_EXPORT_INVOICES, TIE_FILE_READY);
  g_autofree char *sha256 = NULL;

  g_assert_true (tie_file_export_run (export, fixture->store, path, &error));
  g_assert_cmpuint (export->n_records, ==, 4);
  sha256 = g_strdup (export->batch->sha256);
  files_fixture_expect_list (fixture, TIE_EXPORT_INVOICES, TIE_FILE_READY, "iif", "");
  files_fixture_expect_list (fixture, TIE_EXPORT_INVOICES, TIE_FILE_EXPORTED, "iif", "weir odd credit plain");
  files_fixture_expect_list (fixture, TIE_EXPORT_INVOICES, TIE_FILE_CHANGED, "iif", "");
  files_fixture_expect_list (fixture, TIE_EXPORT_INVOICES, TIE_FILE_EXPORTED, "hledger", "");

  g_assert_false (tie_file_export_run (export, fixture->store, path, &error)); /* nothing is approved any more */
  g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS)); /* the first one is still there */
  files_fixture_expect_code (fixture, "iif", TIE_EXPORT_INVOICES, "weir", TIE_FILE_W1_EXPORTED, NULL);
  files_fixture_exec (fixture, "UPDATE document SET text = 'Other words' WHERE id = 'weir'");
  files_fixture_expect_list (fixture, TIE_EXPORT_INVOICES, TIE_FILE_CHANGED, "iif", "weir!");
  files_fixture_expect_list (fixture, TIE_EXPORT_INVOICES, TIE_FILE_EXPORTED, "iif", "weir! odd credit plain");
  files_fixture_expect_code (fixture, "iif", TIE_EXPORT_INVOICES, "weir", TIE_FILE_W2_CHANGED, NULL);

  export->filter = TIE_FILE_CHANGED;
  export->again = TRUE;
  tie_file_export_run (export, fixture->store, path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (export->n_records, ==, 1);
  g_assert_cmpint (export->batch->number, ==, 2);
  g_assert_cmpstr (export->batch->sha256, !=, sha256);
  files_fixture_expect_list (fixture, TIE_EXPORT_INVOICES, TIE_FILE_LAST, "iif", "weir");

  export->filter = TIE_FILE_LAST;
  tie_file_export_run (export, fixture->store, path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (export->n_records, ==, 1);
  g_assert_cmpint (export->batch->number, ==, 3);
  files_fixture_expect_list (fixture, TIE_EXPORT_INVOICES, TIE_FILE_CHANGED, "iif", "");
}

typedef struct
{
  const char *const *ids;
  const char *said;    /* of what is done, or of the error */
  const char *left;    /* (nullable) the only one */
  TieError error;      /* 0: none */
} Posting;

static gboolean
post_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  const Posting *posting = data;
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func (g_free);
  TieBillingStep step = { 0 };
  g_autoptr (GError) local_error = NULL;

  tie_file_post (db, posting->ids, left, &step, &local_error);
  if (posting->error != 0)
    {
      g_assert_error (local_error, TIE_ERROR, (int) posting->error);
      g_assert_cmpstr (local_error->message, ==, posting->said);
    }
  else
    {
      g_assert_no_error (local_error);
      g_assert_cmpstr (step.sentence, ==, posting->said);
    }
  g_assert_cmpuint (left->len, ==, posting->left != NULL ? 1 : 0);
  if (posting->left != NULL)
    g_assert_cmpstr (left->pdata[0], ==, posting->left);
  g_free (step.sentence);
  return TRUE;
}

/* What was changed since it was exported is not posted before it was exported again, to whichever target. */
static void
test_post_changed (StoreFixture *fixture,
                   gconstpointer unused)
{
  static const char reason[] = "I-10421 was changed since it was exported. Export it again, then post it.";
  static const char *const both[] = { "weir", "plain", NULL };
  static const char *const weir[] = { "weir", NULL };
  static const Posting held = { both, "I-10434 posted", reason, 0 };
  static const Posting refused = { weir, reason, NULL, TIE_ERROR_INVALID };
  static const Posting good = { weir, "I-10421 posted", NULL, 0 };
  g_autofree char *path = g_build_filename (fixture->folder, "out.iif", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieFileLayout) layout = tie_file_layout_find ("iif", &error);
  g_autoptr (TieFileLayout) other = tie_file_layout_find ("hledger", &error);
  g_autoptr (TieFileExport) export = tie_file_export_new (layout, TIE_EXPORT_INVOICES, TIE_FILE_READY);
  g_autoptr (TieFileExport) again = tie_file_export_new (other, TIE_EXPORT_INVOICES, TIE_FILE_EXPORTED);

  tie_file_export_run (export, fixture->store, path, &error);
  g_assert_no_error (error);
  files_fixture_exec (fixture, "UPDATE document SET text = 'Other words' WHERE id = 'weir'");
  store_fixture_write (fixture, post_cb, (gpointer) &held);
  g_assert_cmpuint (files_fixture_count (fixture, "SELECT count(*) FROM document WHERE stage = 'posted'"), ==, 1);
  store_fixture_write (fixture, post_cb, (gpointer) &refused);
  g_assert_cmpuint (files_fixture_count (fixture, "SELECT count(*) FROM document WHERE stage = 'posted'"), ==, 1);

  again->ids = g_strdupv ((char **) weir);
  again->again = TRUE;
  tie_file_export_run (again, fixture->store, path, &error);
  g_assert_no_error (error);
  store_fixture_write (fixture, post_cb, (gpointer) &good);
  g_assert_cmpuint (files_fixture_count (fixture, "SELECT count(*) FROM document WHERE stage = 'posted'"), ==, 2);
}

static gboolean
send_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  g_autoptr (TieConnection) connection = tie_connection_new ();
  g_autofree char *state = tie_synced_table_get_state (db, TIE_KIND_SALES_INVOICE, "weir", error);
  const TieSynced synced = { .kind = TIE_KIND_SALES_INVOICE, .local_id = (char *) "weir", .remote_id = (char *) "900", .number = (char *) "I-10421", .fields = state };

  g_free (connection->id);
  connection->id = g_strdup ("company");
  connection->package = g_strdup ("quickbooks");
  connection->environment = g_strdup ("local");
  connection->is_active = TRUE;
  return state != NULL &&
         tie_connection_table_save (db, connection, error) &&
         tie_link_table_add (db, "company", TIE_KIND_SALES_INVOICE, "weir", "900", error) &&
         tie_synced_table_save (db, "company", &synced, error) &&
         tie_db_exec (db, "UPDATE document SET stage = 'exported' WHERE id = 'weir'", error);
}

/* And so is what went to the connected package. */
static void
test_post_changed_there (StoreFixture *fixture,
                         gconstpointer unused)
{
  static const char *const weir[] = { "weir", NULL };
  static const Posting refused = { weir, "I-10421 was changed since it was exported. Export it again, then post it.", NULL, TIE_ERROR_INVALID };
  static const Posting good = { weir, "I-10421 posted", NULL, 0 };

  store_fixture_write (fixture, send_cb, NULL);
  files_fixture_exec (fixture, "UPDATE document SET text = 'Other words' WHERE id = 'weir'");
  store_fixture_write (fixture, post_cb, (gpointer) &refused);
  g_assert_cmpuint (files_fixture_count (fixture, "SELECT count(*) FROM document WHERE stage = 'posted'"), ==, 0);
  files_fixture_exec (fixture, "UPDATE document SET text = 'Weir gate design' WHERE id = 'weir'"); /* as it went there */
  store_fixture_write (fixture, post_cb, (gpointer) &good);
  g_assert_cmpuint (files_fixture_count (fixture, "SELECT count(*) FROM document WHERE stage = 'posted'"), ==, 1);
}

typedef struct
{
  TieExportKind kind;
  const char *const *ids;
  const char *said; /* (nullable): it is refused */
} Giving;

static gboolean
give_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  const Giving *giving = data;
  TieBillingStep step = { 0 };
  gboolean is_done = tie_file_give_numbers (db, giving->kind, giving->ids, &step, error);

  g_assert_cmpstr (step.sentence, ==, giving->said);
  g_assert_cmpint (step.id != 0, ==, is_done);
  g_free (step.sentence);
  return is_done;
}

/* The next ones of the kind that most numbers are of, one for each customer, and no number twice. */
static void
test_give_numbers (StoreFixture *fixture,
                   gconstpointer unused)
{
  static const char *const documents[] = { "weir", "credit", "odd", NULL };
  static const char *const payments[] = { "cheque", NULL };
  static const char *const contacts[] = { "mills", "zoe", NULL };
  static const struct
  {
    const char *why;
    const char *sql;
    Giving giving;
    const char *mills;
    const char *zoe;
  } cases[] = {
    { "a firm without numbers", "UPDATE contact SET number = ''", { TIE_EXPORT_INVOICES, documents, "2 customers given numbers" }, "C1001", "C1002" },
    { "goes on, with its zeros", "UPDATE contact SET number = CASE id WHEN 'zoe' THEN 'K-0099' ELSE '' END", { TIE_EXPORT_PAYMENTS, payments, "1 customer given a number" }, "K-0100", "K-0099" },
    { "a number that a supplier has", "UPDATE contact SET number = ''; INSERT INTO contact (id, sort_key, name, number, type) VALUES ('s', 's', 'S', 'c7', 'supplier'), ('t', 't', 'T', 'C6', 'supplier'), ('u', 'u', 'U', 'C5', 'supplier')",
      { TIE_EXPORT_CUSTOMERS, contacts, "2 customers given numbers" }, "C8", "C9" },
    { "a tax number is no beginning", "UPDATE contact SET number = CASE id WHEN 'zoe' THEN '931234567890' ELSE '' END", { TIE_EXPORT_CUSTOMERS, contacts, "1 customer given a number" }, "C1001", "931234567890" },
    { "all have one", "SELECT 1", { TIE_EXPORT_CUSTOMERS, contacts, NULL }, "NRTHBK01", "ZOE-2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM contact WHERE (id = 'mills' AND number = '%s') OR (id = 'zoe' AND number = '%s')", cases[i].mills, cases[i].zoe);

      g_test_message ("%s", cases[i].why);
      files_fixture_renew (fixture);
      files_fixture_exec (fixture, cases[i].sql);
      g_assert_cmpint (tie_store_run (fixture->store, TIE_STORE_WRITE, give_cb, (gpointer) &cases[i].giving, &error), ==, cases[i].giving.said != NULL);
      g_assert_true (cases[i].giving.said != NULL || g_error_matches (error, TIE_ERROR, TIE_ERROR_INVALID));
      g_assert_cmpuint (files_fixture_count (fixture, sql), ==, 2);
    }
}

static void
test_customers_changed (StoreFixture *fixture,
                        gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "out.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieFileLayout) layout = tie_file_layout_find ("csv", &error);
  g_autoptr (TieFileExport) export = tie_file_export_new (layout, TIE_EXPORT_CUSTOMERS, TIE_FILE_CHANGED);

  files_fixture_expect_list (fixture, TIE_EXPORT_CUSTOMERS, TIE_FILE_CHANGED, "csv", "zoe mills");
  g_assert_true (tie_file_export_run (export, fixture->store, path, &error));
  g_assert_cmpuint (export->n_records, ==, 2);
  files_fixture_expect_list (fixture, TIE_EXPORT_CUSTOMERS, TIE_FILE_CHANGED, "csv", "");
  files_fixture_expect_list (fixture, TIE_EXPORT_CUSTOMERS, TIE_FILE_READY, "csv", "zoe mills");
  files_fixture_exec (fixture, "UPDATE contact SET phone = '1' WHERE id = 'mills'");
  files_fixture_expect_list (fixture, TIE_EXPORT_CUSTOMERS, TIE_FILE_CHANGED, "csv", "mills!");
}

/* Two lines of 10.10 at 8.25 %: a program that rounds each row comes to 1.66, one that rounds once to the document's own 1.67. */
static void
test_computed_tax (StoreFixture *fixture,
                   gconstpointer unused)
{
  static const struct
  {
    const char *target;
    const char *sentence; /* (nullable) */
  } cases[] = {
    { "gnucash", NULL },
    { "xero-csv", "I-10421: Xero (CSV) computes and rounds the tax itself, and would come to $0.01 more or less. Look at the total there after the import." },
  };

  files_fixture_exec (fixture, "UPDATE document_line SET quantity = 10000, rate = 101000, amount = 1010, tax_code = 'stx' WHERE document = 'weir';"
                               "UPDATE document SET subtotal = 2020, tax = 167, total = 4037 WHERE id = 'weir';"
                               "UPDATE distribution SET credit = 1010 WHERE document = 'weir' AND line IS NOT NULL;"
                               "UPDATE distribution SET credit = 167 WHERE document = 'weir' AND category = 'tax';"
                               "UPDATE distribution SET debit = 4037 WHERE document = 'weir' AND category = 'total'");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TieFileLayout) layout = tie_file_layout_find (cases[i].target, &error);
      g_autoptr (TieFileExport) export = tie_file_export_new (layout, TIE_EXPORT_INVOICES, TIE_FILE_READY);
      g_autofree char *path = g_build_filename (fixture->folder, cases[i].target, NULL);
      const char *sentence = NULL;

      export->ids = g_strdupv ((char **) (const char *const[]) { "weir", NULL });
      export->again = TRUE; /* it stands in the file before */
      tie_file_export_run (export, fixture->store, path, &error);
      g_assert_no_error (error);
      for (guint k = 0; k < export->problems->len; k++)
        {
          const TieFileProblem *problem = export->problems->pdata[k];

          if (problem->code == TIE_FILE_W3_TAX_DIFFERS)
            sentence = problem->sentence;
        }
      g_assert_cmpstr (sentence, ==, cases[i].sentence);
    }
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (StoreFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/files/again", test_again },
    { "/files/post-changed", test_post_changed },
    { "/files/post-changed-there", test_post_changed_there },
    { "/files/give-numbers", test_give_numbers },
    { "/files/customers-changed", test_customers_changed },
    { "/files/computed-tax", test_computed_tax },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, StoreFixture, NULL, files_fixture_set_up, tests[i].test, store_fixture_tear_down);

  return g_test_run ();
}
