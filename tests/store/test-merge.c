/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-merge"
#include "config.h"

#include "base/tie-error.h"
#include "model/tie-contact-type.h"
#include "model/tie-site.h"
#include "store-fixture.h"
#include "store/tie-contact-merge.h"
#include "store/tie-not-double-table.h"
#include "store/tie-undo.h"

/* Two contacts of one client, and a third that refers to the one that goes. */

static void
set_field (TieDb *db,
           const char *id,
           guint field,
           const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieRecord) contact = tie_record_table_get (db, TIE_TYPE_CONTACT, id, &error);

  tie_record_set_text (contact, field, text);
  tie_record_table_save (db, contact, &error);
  g_assert_no_error (error);
}

static void
add_site (TieDb *db,
          const char *id,
          const char *contact)
{
  g_autoptr (TieRecord) site = tie_record_new (TIE_TYPE_SITE, id);
  g_autoptr (GError) error = NULL;

  tie_record_set_text (site, TIE_SITE_NAME, id);
  tie_record_set_text (site, TIE_SITE_CONTACT, contact);
  tie_record_table_save (db, site, &error);
  g_assert_no_error (error);
}

static void
add_link (TieDb *db,
          const char *local_id,
          const char *remote_id)
{
  g_autoptr (GError) error = NULL;

  tie_link_table_add (db, CONNECTION, TIE_KIND_CUSTOMER, local_id, remote_id, &error);
  g_assert_no_error (error);
}

static gboolean
fill_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  add_connection (db);
  for (guint i = 1; i <= 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("r%u", i);
      g_autofree char *name = g_strdup_printf ("Customer %u", i);

      add_remote (db, id, name);
    }
  add_contact (db, "bright", "Bright Horizon Yoga LLC", TIE_CONTACT_TYPE_CLIENT);
  add_contact (db, "brite", "Brite Horizon Yoga", TIE_CONTACT_TYPE_CLIENT);
  add_contact (db, "other", "Horizon Yoga", TIE_CONTACT_TYPE_CLIENT);
  add_contact (db, "paper", "Bright Horizon Paper", TIE_CONTACT_TYPE_SUPPLIER);
  set_field (db, "bright", TIE_CONTACT_EMAIL, "hello@bright.example");
  set_field (db, "brite", TIE_CONTACT_EMAIL, "old@bright.example");
  set_field (db, "brite", TIE_CONTACT_PHONE, "503 555 0110");
  set_field (db, "bright", TIE_CONTACT_CARE_OF, "brite");
  set_field (db, "other", TIE_CONTACT_CARE_OF, "brite");
  add_site (db, "studio", "bright");
  add_site (db, "annex", "brite");
  return tie_refusal_table_add (db, CONNECTION, TIE_KIND_CUSTOMER, "bright", "r3", error) &&
         tie_refusal_table_add (db, CONNECTION, TIE_KIND_CUSTOMER, "brite", "r3", error) &&
         tie_refusal_table_add (db, CONNECTION, TIE_KIND_CUSTOMER, "brite", "r4", error) &&
         tie_not_double_table_add (db, NULL, 0, "other", "brite", error);
}

static void
set_up (StoreFixture *fixture,
        gconstpointer data)
{
  store_fixture_set_up (fixture, data);
  store_fixture_write (fixture, fill_cb, NULL);
}

typedef struct
{
  const char *stays;
  const char *goes;
  guint64 taken;
  TieMergeLink link;
  gint64 step;
} Merge;

static gboolean
merge_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  Merge *merge = data;

  return tie_undo_begin (db, error) &&
         tie_contact_merge (db, merge->stays, merge->goes, merge->taken, merge->link, error) &&
         tie_undo_end (db, "1 contact merged", "main", &merge->step, error);
}

static gboolean
undo_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  const Merge *merge = data;
  guint kept = 1;

  if (!tie_undo_apply (db, merge->step, FALSE, &kept, NULL, error))
    return FALSE;
  g_assert_cmpuint (kept, ==, 0);
  return TRUE;
}

static gboolean
redo_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  const Merge *merge = data;
  guint kept = 1;

  if (!tie_undo_apply (db, merge->step, TRUE, &kept, NULL, error))
    return FALSE;
  g_assert_cmpuint (kept, ==, 0);
  return TRUE;
}

/* Merges, takes it back and does it again: both states are what they were, to the byte. */
static void
merge_and_undo (StoreFixture *fixture,
                Merge *merge)
{
  g_autofree char *before = store_fixture_dump (fixture);
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;

  store_fixture_write (fixture, merge_cb, merge);
  after = store_fixture_dump (fixture);
  store_fixture_write (fixture, undo_cb, merge);
  undone = store_fixture_dump (fixture);
  g_assert_cmpstr (undone, ==, before);
  store_fixture_write (fixture, redo_cb, merge);
  redone = store_fixture_dump (fixture);
  g_assert_cmpstr (redone, ==, after);
}

static void
expect_refusal (StoreFixture *fixture,
                Merge *merge,
                int code,
                const char *sentence)
{
  g_autofree char *before = store_fixture_dump (fixture);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (tie_store_run (fixture->store, TIE_STORE_WRITE, merge_cb, merge, &error));
  g_assert_error (error, TIE_ERROR, code);
  g_assert_cmpstr (error->message, ==, sentence);
  after = store_fixture_dump (fixture);
  g_assert_cmpstr (after, ==, before);
}

/* Whether the one row of that query says so. */
typedef struct
{
  const char *sql;
  const char *text;
} Expected;

static gboolean
expect_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  const Expected *expected = data;
  g_autofree char *text = tie_db_get_text (db, error, expected->sql, "");

  g_assert_cmpstr (text, ==, expected->text);
  return TRUE;
}

static void
expect (StoreFixture *fixture,
        const char *sql,
        const char *text)
{
  Expected expected = { sql, text };

  store_fixture_read (fixture, expect_cb, &expected);
}

#define LINKS_SQL "SELECT group_concat (pair, ' ') FROM (SELECT local_id || '-' || remote_id AS pair FROM link ORDER BY local_id)"
#define REFUSALS_SQL "SELECT group_concat (pair, ' ') FROM (SELECT local_id || '-' || remote_id AS pair FROM refusal ORDER BY local_id, remote_id)"

static gboolean
link_going_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  add_link (db, "brite", "r4");
  add_link (db, "annex", "r2");
  return TRUE;
}

static void
test_follow (StoreFixture *fixture,
             gconstpointer data)
{
  Merge merge = { "bright", "brite", TIE_MERGE_FIELD (TIE_CONTACT_PHONE) };

  store_fixture_write (fixture, link_going_cb, NULL);
  merge_and_undo (fixture, &merge);
  expect (fixture, "SELECT email || ' ' || phone FROM contact WHERE id = 'bright'", "hello@bright.example 503 555 0110");
  expect (fixture, "SELECT group_concat (id, ' ') FROM contact WHERE id = 'brite'", NULL);
  expect (fixture, "SELECT group_concat (contact, ' ') FROM site", "bright bright");
  expect (fixture, "SELECT care_of FROM contact WHERE id = 'other'", "bright");
  expect (fixture, "SELECT care_of FROM contact WHERE id = 'bright'", NULL); /* nobody is in care of himself */
  expect (fixture, LINKS_SQL, "annex-r2 bright-r4");
  expect (fixture, REFUSALS_SQL, "bright-r3"); /* r4 is its partner now */
  expect (fixture, "SELECT first_id || ' ' || second_id FROM not_double", "bright other");
  expect (fixture, "SELECT sentence FROM undo_step", "1 contact merged");
}

static gboolean
link_both_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  add_link (db, "bright", "r1");
  add_link (db, "studio", "r3");
  return link_going_cb (db, data, error);
}

static void
test_both_linked (StoreFixture *fixture,
                  gconstpointer data)
{
  Merge ask = { "bright", "brite" };
  Merge keep_staying = { "bright", "brite", .link = TIE_MERGE_LINK_OF_STAYING };
  Merge keep_going = { "bright", "brite", .link = TIE_MERGE_LINK_OF_GOING };

  store_fixture_write (fixture, link_both_cb, NULL);
  expect_refusal (fixture, &ask, TIE_ERROR_ALREADY_LINKED,
                  "“Bright Horizon Yoga LLC” is linked to “Customer 1” and “Brite Horizon Yoga” to “Customer 4”. Choose which link stays, or unlink one first.");
  merge_and_undo (fixture, &keep_staying);
  expect (fixture, LINKS_SQL, "bright-r1 studio-r3");
  store_fixture_write (fixture, undo_cb, &keep_staying);
  merge_and_undo (fixture, &keep_going);
  expect (fixture, LINKS_SQL, "annex-r2 bright-r4");
}

static gboolean
queue_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  return tie_db_run (db, error, "INSERT INTO outbox (connection, kind, verb, local_id, request_id, label, body, state, created)"
                                " VALUES (?, 1, 'create', ?, 'x', 'Annex', '', 1, '')",
                     "ss", CONNECTION, data);
}

static void
test_refusals (StoreFixture *fixture,
               gconstpointer data)
{
  Merge supplier = { "bright", "paper" };
  Merge gone = { "bright", "nobody" };
  Merge sending = { "bright", "brite" };
  Merge sending_other_way = { "brite", "bright" };

  expect_refusal (fixture, &supplier, TIE_ERROR_INVALID, "“Bright Horizon Paper” is a supplier and “Bright Horizon Yoga LLC” is not, so they stay apart.");
  expect_refusal (fixture, &gone, TIE_ERROR_NOT_FOUND, "The record was deleted meanwhile.");
  store_fixture_write (fixture, queue_cb, (gpointer) "annex");
  expect_refusal (fixture, &sending, TIE_ERROR_IN_USE, "“Brite Horizon Yoga” is being sent as “Annex”.");
  expect_refusal (fixture, &sending_other_way, TIE_ERROR_IN_USE, "“Brite Horizon Yoga” is being sent as “Annex”.");
}

typedef struct
{
  const char *why;
  const char *stays[TIE_CONTACT_N_FIELDS];
  const char *goes[TIE_CONTACT_N_FIELDS];
  guint64 fills;
} FillCase;

static const FillCase fill_cases[] = {
  { "an empty one is filled, another is left", { [TIE_CONTACT_EMAIL] = "a" }, { [TIE_CONTACT_EMAIL] = "b", [TIE_CONTACT_PHONE] = "1" }, TIE_MERGE_FIELD (TIE_CONTACT_PHONE) },
  { "an address comes as a whole", { NULL }, { [TIE_CONTACT_STREET] = "1 Elm", [TIE_CONTACT_CITY] = "Salem" }, TIE_MERGE_FIELD (TIE_CONTACT_STREET) | TIE_MERGE_FIELD (TIE_CONTACT_CITY) },
  { "an address that agrees is completed", { [TIE_CONTACT_CITY] = "Salem" }, { [TIE_CONTACT_STREET] = "1 Elm", [TIE_CONTACT_CITY] = "Salem" }, TIE_MERGE_FIELD (TIE_CONTACT_STREET) },
  { "two addresses are not mixed", { [TIE_CONTACT_CITY] = "Bend" }, { [TIE_CONTACT_STREET] = "1 Elm", [TIE_CONTACT_CITY] = "Salem" }, 0 },
};

static void
test_fills (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fill_cases); i++)
    {
      g_autoptr (TieRecord) stays = tie_record_new (TIE_TYPE_CONTACT, NULL);
      g_autoptr (TieRecord) goes = tie_record_new (TIE_TYPE_CONTACT, NULL);

      for (guint k = 1; k < TIE_CONTACT_N_FIELDS; k++)
        {
          if (fill_cases[i].stays[k] != NULL)
            tie_record_set_text (stays, k, fill_cases[i].stays[k]);
          if (fill_cases[i].goes[k] != NULL)
            tie_record_set_text (goes, k, fill_cases[i].goes[k]);
        }
      g_test_message ("%s", fill_cases[i].why);
      g_assert_cmphex (tie_contact_merge_get_fills (stays, goes), ==, fill_cases[i].fills);
    }
}

/* Columns that name a contact without a foreign key, because they name other records too; merging has a word on each.  met, synced
 * and conflict count only beside a link of the same record, and wait for the merge to be undone.  What a file said of a contact that is
 * gone (export_item, export_change) stays as it was written. */
static gboolean
loose_references_cb (TieDb *db,
                     gpointer data,
                     GError **error)
{
  g_autofree char *tables = tie_db_get_text (db, error, "SELECT group_concat (name, ' ') FROM (SELECT t.name AS name FROM sqlite_schema t JOIN pragma_table_info (t.name) c"
                                                        " WHERE t.type = 'table' AND c.name IN ('local_id', 'first_id') ORDER BY t.name)",
                                             "");

  g_assert_cmpstr (tables, ==, "conflict export_change export_item link met not_double outbox refusal synced");
  return TRUE;
}

static void
test_references (StoreFixture *fixture,
                 gconstpointer data)
{
  store_fixture_read (fixture, loose_references_cb, NULL);
}

static gboolean
not_double_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  g_autoptr (GPtrArray) ours = NULL;
  g_autoptr (GPtrArray) theirs = NULL;

  g_assert_true (tie_not_double_table_add (db, NULL, 0, "brite", "other", error)); /* again, the other way round */
  g_assert_true (tie_not_double_table_add (db, CONNECTION, TIE_KIND_CUSTOMER, "r2", "r1", error));
  ours = tie_not_double_table_list (db, NULL, 0, error);
  theirs = tie_not_double_table_list (db, CONNECTION, TIE_KIND_CUSTOMER, error);
  g_assert_cmpuint (ours->len, ==, 1);
  g_assert_cmpuint (theirs->len, ==, 1);
  g_assert_cmpstr (((TieNotDouble *) g_ptr_array_index (theirs, 0))->first_id, ==, "r1");

  g_assert_true (tie_record_table_delete (db, TIE_TYPE_CONTACT, "other", error));
  g_clear_pointer (&ours, g_ptr_array_unref);
  ours = tie_not_double_table_list (db, NULL, 0, error);
  g_assert_cmpuint (ours->len, ==, 0);
  return TRUE;
}

static void
test_not_double (StoreFixture *fixture,
                 gconstpointer data)
{
  store_fixture_write (fixture, not_double_cb, NULL);
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
    { "/merge/follow", test_follow },
    { "/merge/both-linked", test_both_linked },
    { "/merge/refusals", test_refusals },
    { "/merge/references", test_references },
    { "/merge/not-double", test_not_double },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, StoreFixture, NULL, set_up, tests[i].test, store_fixture_tear_down);
  g_test_add_func ("/merge/fills", test_fills);
  return g_test_run ();
}
