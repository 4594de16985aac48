/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-outbox"
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "base/tie-random.h"
#include "store-fixture.h"
#include "store/tie-outbox-table.h"
#include "store/tie-run-lock.h"
#include "store/tie-undo.h"

#define KIND TIE_KIND_CUSTOMER
/* Bytes of any sort are kept as they are. */
#define BODY "{\"DisplayName\":\"Zo\xc3\xab\"}\0\n"

static gint64
add_row (TieDb *db,
         const char *local_id,
         GError **error)
{
  g_autoptr (TieOutboxRow) row = g_new0 (TieOutboxRow, 1);

  row->connection = g_strdup (CONNECTION);
  row->kind = KIND;
  row->verb = g_strdup ("create");
  row->local_id = g_strdup (local_id);
  row->request_id = tie_random_uuid ();
  row->label = g_strdup_printf ("Contact %s", local_id);
  row->body = g_bytes_new_static (BODY, sizeof BODY - 1);
  if (!tie_outbox_table_add (db, row, error))
    return -1;
  g_assert_nonnull (row->created);
  return row->id;
}

static char *
claim (TieDb *db,
       const char *run,
       guint max)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = tie_outbox_table_claim (db, CONNECTION, run, TRUE, max, &error);
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const TieOutboxRow *row = rows->pdata[i];

      g_assert_cmpmem (g_bytes_get_data (row->body, NULL), g_bytes_get_size (row->body), BODY, sizeof BODY - 1);
      /* as it was before: how often tried, and by whom last */
      g_string_append_printf (out, "%s/%u%s%s ", row->local_id, row->tries, row->run != NULL ? "/" : "", row->run != NULL ? row->run : "");
    }
  return g_string_free (out, FALSE);
}

static void
expect_claim (TieDb *db,
              const char *run,
              guint max,
              const char *expected)
{
  g_autofree char *got = claim (db, run, max);

  g_assert_cmpstr (got, ==, expected);
}

static gboolean
claim_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  add_connection (db);
  g_assert_cmpint (add_row (db, "a", error), >, 0);
  g_assert_cmpint (add_row (db, "b", error), >, 0);
  g_assert_cmpint (add_row (db, "c", error), >, 0);
  g_assert_true (tie_run_table_begin (db, "run-1", CONNECTION, "Export", error));
  expect_claim (db, "run-1", 2, "a/0 b/0 ");
  expect_claim (db, "run-1", 2, "c/0 ");
  expect_claim (db, "run-1", 2, ""); /* in flight, not to be sent twice */
  g_assert_cmpint (tie_outbox_table_count (db, CONNECTION, TIE_OUTBOX_SENDING, error), ==, 3);
  /* Another run finds what a crash left, and sees that it is not the first try. */
  expect_claim (db, "run-2", 10, "a/1/run-1 b/1/run-1 c/1/run-1 ");
  return tie_run_table_end (db, "run-1", 0, 3, error);
}

static gint64
add_row_of (TieDb *db,
            TieKind kind,
            const char *verb,
            const char *request_id)
{
  g_autoptr (GError) error = NULL;
  TieOutboxRow row = {
    .connection = (char *) CONNECTION,
    .kind = kind,
    .verb = (char *) verb,
    .local_id = (char *) request_id,
    .request_id = (char *) request_id,
    .label = (char *) "A record",
    .body = g_bytes_new_static (BODY, sizeof BODY - 1),
    .rank = TIE_OUTBOX_RANK_DOCUMENT,
  };

  tie_outbox_table_add (db, &row, &error);
  g_assert_no_error (error);
  g_bytes_unref (row.body);
  g_free (row.created);
  return row.id;
}

static void
expect_alike (TieDb *db,
              const char *run,
              guint max,
              const char *const *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = tie_outbox_table_claim (db, CONNECTION, run, FALSE, max, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, g_strv_length ((char **) expected));
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpstr (((const TieOutboxRow *) rows->pdata[i])->request_id, ==, expected[i]);
}

#define FIRST "11111111-1111-1111-1111-111111111111"
#define SECOND "22222222-2222-2222-2222-222222222222"

/* A package that takes one kind and verb in a call gets the very set that left together, also after a crash. */
static gboolean
claim_alike_cb (TieDb *db,
                gpointer data,
                GError **error)
{
  gint64 id;

  add_connection (db);
  add_row_of (db, TIE_KIND_SALES_INVOICE, "create", FIRST "1");
  add_row_of (db, TIE_KIND_SALES_INVOICE, "create", FIRST "2");
  add_row_of (db, TIE_KIND_SALES_INVOICE, "update", FIRST "3");
  add_row_of (db, TIE_KIND_SALES_CREDIT, "create", FIRST "4");
  id = add_row_of (db, TIE_KIND_SALES_INVOICE, "create", SECOND "1");
  expect_alike (db, "run-1", 1, (const char *const[]) { FIRST "1", NULL });
  expect_alike (db, "run-1", 10, (const char *const[]) { FIRST "2", NULL });
  expect_alike (db, "run-1", 10, (const char *const[]) { FIRST "3", NULL });
  /* Those of the crashed run first, and without what has not left yet. */
  expect_alike (db, "run-2", 10, (const char *const[]) { FIRST "1", FIRST "2", NULL });
  expect_alike (db, "run-2", 10, (const char *const[]) { FIRST "3", NULL });
  expect_alike (db, "run-2", 10, (const char *const[]) { FIRST "4", NULL });
  g_assert_true (tie_outbox_table_set_request (db, id, SECOND "7", error));
  expect_alike (db, "run-2", 10, (const char *const[]) { SECOND "7", NULL });
  expect_alike (db, "run-2", 10, (const char *const[]) { NULL });
  return TRUE;
}

static gboolean
finish_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GError) refused = NULL;
  const TieOutboxRow *failed;
  gint64 a;
  gint64 b;

  add_connection (db);
  a = add_row (db, "a", error);
  b = add_row (db, "b", error);
  expect_claim (db, "run-1", 10, "a/0 b/0 ");
  g_assert_true (tie_outbox_table_finish (db, a, TIE_OUTBOX_DONE, "129", 0, NULL, NULL, error));
  g_assert_true (tie_outbox_table_finish (db, b, TIE_OUTBOX_FAILED, NULL, TIE_ERROR_DUPLICATE, "Duplicate Name", "trace-1", error));
  open = tie_outbox_table_list_open (db, CONNECTION, error);
  g_assert_cmpuint (open->len, ==, 1);
  failed = open->pdata[0];
  g_assert_cmpint (failed->id, ==, b);
  g_assert_cmpint (failed->kind, ==, KIND);
  g_assert_cmpint (failed->state, ==, TIE_OUTBOX_FAILED);
  g_assert_cmpint (failed->fault, ==, TIE_ERROR_DUPLICATE);
  g_assert_cmpstr (failed->message, ==, "Duplicate Name");
  g_assert_cmpstr (failed->trace, ==, "trace-1");
  g_assert_cmpstr (failed->label, ==, "Contact b");

  g_assert_true (tie_outbox_table_requeue (db, b, error));
  expect_claim (db, "run-1", 10, "b/1/run-1 ");
  g_assert_false (tie_outbox_table_requeue (db, a, &refused)); /* done is done */
  g_assert_error (refused, TIE_ERROR, TIE_ERROR_NOT_FOUND);
  g_clear_error (&refused);
  g_assert_false (tie_outbox_table_finish (db, 4711, TIE_OUTBOX_DONE, "1", 0, NULL, NULL, &refused));
  g_assert_error (refused, TIE_ERROR, TIE_ERROR_NOT_FOUND);
  return TRUE;
}

static gboolean
never_twice_cb (TieDb *db,
                gpointer data,
                GError **error)
{
  g_autoptr (GError) refused = NULL;
  gint64 first;

  add_connection (db);
  first = add_row (db, "a", error);
  g_assert_cmpint (add_row (db, "a", &refused), ==, -1);
  g_assert_error (refused, TIE_ERROR, TIE_ERROR_IN_USE);
  g_assert_cmpstr (refused->message, ==, "“Contact a” is being sent already.");
  g_clear_error (&refused);
  expect_claim (db, "run-1", 10, "a/0 ");
  g_assert_cmpint (add_row (db, "a", &refused), ==, -1);
  g_assert_error (refused, TIE_ERROR, TIE_ERROR_IN_USE);
  g_clear_error (&refused);
  g_assert_true (tie_outbox_table_finish (db, first, TIE_OUTBOX_FAILED, NULL, TIE_ERROR_DATA, "no", NULL, error));
  g_assert_cmpint (add_row (db, "a", error), >, first);
  /* The refused one cannot come back beside it: the file itself keeps the two apart. */
  g_assert_false (tie_outbox_table_requeue (db, first, &refused));
  g_assert_nonnull (refused);
  return TRUE;
}

static gboolean
not_undone_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  gint64 step = -1;

  add_connection (db);
  g_assert_true (tie_undo_begin (db, error));
  g_assert_cmpint (add_row (db, "a", error), >, 0);
  add_remote (db, "1", "Alder");
  g_assert_true (tie_cursor_table_set (db, CONNECTION, KIND, "x", error));
  g_assert_true (tie_undo_end (db, "Exported", "main", &step, error));
  g_assert_cmpint (step, ==, 0); /* nothing of this can be undone */
  return TRUE;
}

static gboolean
being_sent_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  g_autoptr (GError) refused = NULL;

  add_connection (db);
  add_contact (db, "a", "Alder, Kim", TIE_CONTACT_TYPE_CLIENT);
  g_assert_cmpint (add_row (db, "a", error), >, 0);
  g_assert_false (tie_record_table_delete (db, TIE_TYPE_CONTACT, "a", &refused));
  g_assert_error (refused, TIE_ERROR, TIE_ERROR_IN_USE);
  g_assert_cmpstr (refused->message, ==, "“Alder, Kim” is being sent as “Contact a”.");
  return TRUE;
}

static void
test_on_worker (StoreFixture *fixture,
                gconstpointer data)
{
  store_fixture_write (fixture, data, NULL);
}

static void
test_lock (StoreFixture *fixture,
           gconstpointer unused)
{
  g_autofree char *nowhere = g_build_filename (fixture->folder, "none", "P.tieout", NULL);
  g_autoptr (GError) error = NULL;
  TieLock *lock = tie_run_lock_take (fixture->path, &error);

  g_assert_no_error (error);
  g_assert_null (tie_run_lock_take (fixture->path, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_BUSY_RUN);
  g_clear_error (&error);
  tie_lock_release (lock);
  lock = tie_run_lock_take (fixture->path, &error);
  g_assert_no_error (error);
  tie_lock_release (lock);

  g_assert_null (tie_run_lock_take (nowhere, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_FILE_READ_ONLY);
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    TieStoreFunc func;
  } tests[] = {
    { "/outbox/claim", claim_cb },
    { "/outbox/claim-alike", claim_alike_cb },
    { "/outbox/finish", finish_cb },
    { "/outbox/never-twice", never_twice_cb },
    { "/outbox/not-undone", not_undone_cb },
    { "/outbox/being-sent", being_sent_cb },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, StoreFixture, tests[i].func, store_fixture_set_up, test_on_worker, store_fixture_tear_down);
  g_test_add ("/run-lock/one-at-a-time", StoreFixture, NULL, store_fixture_set_up, test_lock, store_fixture_tear_down);

  return g_test_run ();
}
