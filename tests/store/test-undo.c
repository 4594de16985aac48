/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-undo"
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "model/tie-code.h"
#include "store-fixture.h"
#include "store/tie-activity-table.h"
#include "store/tie-outbox-table.h"
#include "store/tie-undo.h"

#define KIND TIE_KIND_CUSTOMER

/* A step: what is changed, and what a person reads. */
typedef struct
{
  TieStoreFunc change;
  const char *sentence;
  const char *window;
  gint64 id;
} Step;

static gboolean
step_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  Step *step = data;

  return tie_undo_begin (db, error) && step->change (db, NULL, error) && tie_undo_end (db, step->sentence, step->window, &step->id, error);
}

static gint64
do_step (StoreFixture *fixture,
         TieStoreFunc change,
         const char *sentence)
{
  Step step = { change, sentence, "main", -1 };

  store_fixture_write (fixture, step_cb, &step);
  return step.id;
}

typedef struct
{
  gint64 step;
  gboolean redo;
  guint kept;
  char *message;
} Applied;

static gboolean
apply_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  Applied *applied = data;

  return tie_undo_apply (db, applied->step, applied->redo, &applied->kept, &applied->message, error);
}

static void
expect_apply (StoreFixture *fixture,
              gint64 step,
              gboolean redo,
              guint kept,
              const char *message)
{
  Applied applied = { .step = step, .redo = redo };

  store_fixture_write (fixture, apply_cb, &applied);
  g_assert_cmpstr (applied.message, ==, message);
  g_assert_cmpuint (applied.kept, ==, kept);
  g_free (applied.message);
}

static void
expect_refusal (StoreFixture *fixture,
                gint64 step,
                gboolean redo,
                TieError code,
                const char *message)
{
  g_autofree char *before = store_fixture_dump (fixture);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  Applied applied = { .step = step, .redo = redo };

  g_assert_false (tie_store_run (fixture->store, TIE_STORE_WRITE, apply_cb, &applied, &error));
  g_assert_error (error, TIE_ERROR, (int) code);
  if (message != NULL)
    g_assert_cmpstr (error->message, ==, message);
  after = store_fixture_dump (fixture);
  g_assert_cmpstr (before, ==, after);
}

static void
set_text (TieDb *db,
          GType type,
          const char *id,
          guint field,
          const char *text,
          GError **error)
{
  g_autoptr (TieRecord) record = tie_record_table_get (db, type, id, error);

  g_assert_nonnull (record);
  tie_record_set_text (record, field, text);
  g_assert_true (tie_record_table_save (db, record, error));
}

/* The practice that all tests begin with. */
static gboolean
fill_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  add_connection (db);
  add_contact (db, "alder", "Alder, Kim", TIE_CONTACT_TYPE_CLIENT);
  add_contact (db, "baker", "Baker & Sons \"Best\"", TIE_CONTACT_TYPE_CLIENT);
  add_contact (db, "carter", "Carter, Joan 😀", TIE_CONTACT_TYPE_CLIENT);
  add_remote (db, "1", "Kim Alder");
  add_remote (db, "2", "Baker and Sons");
  add_remote (db, "3", "Joan Carter");
  return TRUE;
}

static void
set_up (StoreFixture *fixture,
        gconstpointer data)
{
  store_fixture_set_up (fixture, data);
  store_fixture_write (fixture, fill_cb, NULL);
}

static gboolean
add_site (TieDb *db,
          const char *id,
          const char *contact,
          GError **error)
{
  g_autoptr (TieRecord) site = tie_record_new (TIE_TYPE_SITE, id);

  tie_record_set_text (site, TIE_SITE_CONTACT, contact);
  tie_record_set_text (site, TIE_SITE_NAME, "Annex");
  return tie_record_table_save (db, site, error);
}

/* Changes of all sorts, a row more than once among them. */
static gboolean
mixed_change_cb (TieDb *db,
                 gpointer data,
                 GError **error)
{
  g_autoptr (TieRecord) code = tie_record_new (TIE_TYPE_WORK_CODE, "audit");

  tie_record_set_text (code, TIE_CODE_CODE, "AUD");
  tie_record_set_integer (code, TIE_CODE_RATE, 1250000);
  set_text (db, TIE_TYPE_CONTACT, "alder", TIE_CONTACT_CITY, "Salem", error);
  set_text (db, TIE_TYPE_CONTACT, "alder", TIE_CONTACT_NAME, "Alder-Moss, Kim", error);
  add_contact (db, "dee", "Dee", TIE_CONTACT_TYPE_SUPPLIER);
  set_text (db, TIE_TYPE_CONTACT, "dee", TIE_CONTACT_NOTES, "a\n\"b\"\\ \t c", error);
  add_contact (db, "fleeting", "Fleeting", TIE_CONTACT_TYPE_CLIENT);
  return tie_record_table_save (db, code, error) && add_site (db, "annex", "baker", error) && tie_record_table_delete (db, TIE_TYPE_CONTACT, "fleeting", error) && tie_link_table_add (db, CONNECTION, KIND, "carter", "3", error) && tie_refusal_table_add (db, CONNECTION, KIND, "baker", "1", error) && tie_setting_table_set (db, "default-state", "OR", error);
}

static gboolean
delete_baker_cb (TieDb *db,
                 gpointer data,
                 GError **error)
{
  return tie_record_table_delete (db, TIE_TYPE_CONTACT, "baker", error);
}

static void
test_there_and_back (StoreFixture *fixture,
                     gconstpointer unused)
{
  g_autofree char *start = store_fixture_dump (fixture);
  g_autofree char *changed = NULL;
  g_autofree char *deleted = NULL;
  g_autofree char *now = NULL;
  gint64 first = do_step (fixture, mixed_change_cb, "Much changed");
  gint64 second;

  changed = store_fixture_dump (fixture);
  g_assert_cmpstr (start, !=, changed);
  second = do_step (fixture, delete_baker_cb, "Contact deleted"); /* with its site and refusal */
  deleted = store_fixture_dump (fixture);
  g_assert_null (strstr (deleted, "baker"));
  g_assert_null (strstr (deleted, "fleeting"));

  for (guint i = 0; i < 2; i++)
    {
      g_clear_pointer (&now, g_free);
      expect_apply (fixture, second, FALSE, 0, "Contact deleted: undone");
      now = store_fixture_dump (fixture);
      g_assert_cmpstr (now, ==, changed);
      expect_apply (fixture, first, FALSE, 0, "Much changed: undone");
      g_clear_pointer (&now, g_free);
      now = store_fixture_dump (fixture);
      g_assert_cmpstr (now, ==, start);
      store_fixture_reopen (fixture); /* steps survive */
      expect_apply (fixture, first, TRUE, 0, "Much changed: redone");
      g_clear_pointer (&now, g_free);
      now = store_fixture_dump (fixture);
      g_assert_cmpstr (now, ==, changed);
      expect_apply (fixture, second, TRUE, 0, "Contact deleted: redone");
      g_clear_pointer (&now, g_free);
      now = store_fixture_dump (fixture);
      g_assert_cmpstr (now, ==, deleted);
    }
}

static gboolean
nothing_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  set_text (db, TIE_TYPE_CONTACT, "alder", TIE_CONTACT_CITY, "Salem", error);
  set_text (db, TIE_TYPE_CONTACT, "alder", TIE_CONTACT_CITY, "", error);
  add_contact (db, "fleeting", "Fleeting", TIE_CONTACT_TYPE_CLIENT);
  return tie_record_table_delete (db, TIE_TYPE_CONTACT, "fleeting", error);
}

static gboolean
expect_no_step_cb (TieDb *db,
                   gpointer data,
                   GError **error)
{
  g_autoptr (TieUndoStep) step = tie_undo_peek (db, "main", FALSE, error);
  gint64 rows = -1;

  g_assert_null (step);
  g_assert_true (tie_db_get_integer (db, -1, &rows, error, "SELECT count(*) FROM undo_row", ""));
  g_assert_cmpint (rows, ==, 0);
  return TRUE;
}

static void
test_nothing_changed (StoreFixture *fixture,
                      gconstpointer unused)
{
  g_assert_cmpint (do_step (fixture, nothing_cb, "Nothing"), ==, 0);
  store_fixture_read (fixture, expect_no_step_cb, NULL);
}

/* What is outside the step is not in its log, before, after, and when it failed. */
static gboolean
failing_step_cb (TieDb *db,
                 gpointer data,
                 GError **error)
{
  g_assert_true (tie_undo_begin (db, error));
  add_contact (db, "dee", "Dee", TIE_CONTACT_TYPE_CLIENT);
  g_set_error_literal (error, TIE_ERROR, TIE_ERROR_FAILED, "stop");
  return FALSE;
}

static gboolean
link_one_cb (TieDb *db,
             gpointer data,
             GError **error)
{
  return tie_link_table_add (db, CONNECTION, KIND, "alder", "1", error);
}

static void
test_failed_step (StoreFixture *fixture,
                  gconstpointer unused)
{
  g_autofree char *start = store_fixture_dump (fixture);
  g_autofree char *now = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (tie_store_run (fixture->store, TIE_STORE_WRITE, failing_step_cb, NULL, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_FAILED);
  now = store_fixture_dump (fixture);
  g_assert_cmpstr (start, ==, now);
  store_fixture_write (fixture, link_one_cb, NULL); /* its triggers are gone */
  store_fixture_read (fixture, expect_no_step_cb, NULL);
}

static gboolean
link_all_cb (TieDb *db,
             gpointer data,
             GError **error)
{
  return tie_link_table_add (db, CONNECTION, KIND, "alder", "1", error) && tie_link_table_add (db, CONNECTION, KIND, "baker", "2", error) && tie_link_table_add (db, CONNECTION, KIND, "carter", "3", error);
}

static gboolean
relink_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  return tie_link_table_remove (db, CONNECTION, KIND, "alder", error) && tie_link_table_remove (db, CONNECTION, KIND, "baker", error) && tie_link_table_add (db, CONNECTION, KIND, "baker", "1", error);
}

static gboolean
expect_links_cb (TieDb *db,
                 gpointer data,
                 GError **error)
{
  g_autoptr (GPtrArray) links = tie_link_table_list (db, CONNECTION, KIND, error);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < links->len; i++)
    {
      TieLink *link = links->pdata[i];

      g_string_append_printf (text, "%s-%s ", link->local_id, link->remote_id);
    }
  g_assert_cmpstr (text->str, ==, data);
  return TRUE;
}

static void
test_changed_since (StoreFixture *fixture,
                    gconstpointer unused)
{
  gint64 made = do_step (fixture, link_all_cb, "3 links made");
  gint64 moved = do_step (fixture, relink_cb, "Link moved");

  /* Two are not what the step left; the third goes. */
  store_fixture_read (fixture, expect_links_cb, (gpointer) "baker-1 carter-3 ");
  expect_apply (fixture, made, FALSE, 2, "2 of 3 links were changed since and stay: Alder, Kim; Baker & Sons \"Best\"");
  store_fixture_read (fixture, expect_links_cb, (gpointer) "baker-1 ");
  /* A moved link frees its place before the old ones come back. */
  expect_apply (fixture, moved, FALSE, 0, "Link moved: undone");
  store_fixture_read (fixture, expect_links_cb, (gpointer) "alder-1 baker-2 ");
}

static gboolean
unlink_carter_cb (TieDb *db,
                  gpointer data,
                  GError **error)
{
  return tie_link_table_remove (db, CONNECTION, KIND, "carter", error);
}

static gboolean
take_place_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  add_contact (db, "dee", "Dee", TIE_CONTACT_TYPE_CLIENT);
  return tie_link_table_add (db, CONNECTION, KIND, "dee", "3", error);
}

static void
test_place_taken (StoreFixture *fixture,
                  gconstpointer unused)
{
  gint64 step;

  do_step (fixture, link_all_cb, "3 links made");
  step = do_step (fixture, unlink_carter_cb, "Unlinked");
  store_fixture_write (fixture, take_place_cb, NULL);
  expect_apply (fixture, step, FALSE, 1, "1 of 1 links was changed since and stays: Carter, Joan 😀");
  store_fixture_read (fixture, expect_links_cb, (gpointer) "alder-1 baker-2 dee-3 ");
}

static gboolean
edit_all_cb (TieDb *db,
             gpointer data,
             GError **error)
{
  set_text (db, TIE_TYPE_CONTACT, "alder", TIE_CONTACT_CITY, "Salem", error);
  set_text (db, TIE_TYPE_CONTACT, "baker", TIE_CONTACT_CITY, "Salem", error);
  set_text (db, TIE_TYPE_CONTACT, "carter", TIE_CONTACT_CITY, "Salem", error);
  return TRUE;
}

static gboolean
edit_alder_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  set_text (db, TIE_TYPE_CONTACT, "alder", TIE_CONTACT_CITY, "Bend", error);
  return TRUE;
}

static gboolean
expect_city_cb (TieDb *db,
                gpointer data,
                GError **error)
{
  const char *const *expected = data;
  g_autoptr (TieRecord) record = tie_record_table_get (db, TIE_TYPE_CONTACT, expected[0], error);

  g_assert_cmpstr (tie_record_get_text (record, TIE_CONTACT_CITY), ==, expected[1]);
  return TRUE;
}

static void
test_edited_since (StoreFixture *fixture,
                   gconstpointer unused)
{
  gint64 step = do_step (fixture, edit_all_cb, "3 contacts changed");

  store_fixture_write (fixture, edit_alder_cb, NULL);
  expect_apply (fixture, step, FALSE, 1, "1 of 3 contacts was changed since and stays: Alder, Kim");
  store_fixture_read (fixture, expect_city_cb, (gpointer) (const char *const[]){ "alder", "Bend" });
  store_fixture_read (fixture, expect_city_cb, (gpointer) (const char *const[]){ "baker", "" });
  /* Redo leaves it alone as well, and twice is refused. */
  expect_refusal (fixture, step, FALSE, TIE_ERROR_INVALID, "This step is undone already.");
  expect_apply (fixture, step, TRUE, 1, "1 of 3 contacts was changed since and stays: Alder, Kim");
  expect_refusal (fixture, step, TRUE, TIE_ERROR_INVALID, "This step is not undone.");
  store_fixture_read (fixture, expect_city_cb, (gpointer) (const char *const[]){ "baker", "Salem" });
  expect_refusal (fixture, 4711, FALSE, TIE_ERROR_NOT_FOUND, "This step is too old to be undone.");
}

/* Each case: a step, then something that leans on it, then why the step cannot be undone. */
static gboolean
new_dee_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  add_contact (db, "dee", "Dee", TIE_CONTACT_TYPE_CLIENT);
  return TRUE;
}

static gboolean
site_for_dee_cb (TieDb *db,
                 gpointer data,
                 GError **error)
{
  return add_site (db, "annex", "dee", error);
}

static gboolean
link_dee_cb (TieDb *db,
             gpointer data,
             GError **error)
{
  return tie_link_table_add (db, CONNECTION, KIND, "dee", "3", error);
}

static gboolean
send_dee_cb (TieDb *db,
             gpointer data,
             GError **error)
{
  TieOutboxRow row = { .connection = (char *) CONNECTION, .kind = KIND, .verb = (char *) "create", .local_id = (char *) "dee", .request_id = (char *) "r1", .label = (char *) "Dee" };
  gboolean ok;

  row.body = g_bytes_new_static ("{}", 2);
  ok = tie_outbox_table_add (db, &row, error);
  g_bytes_unref (row.body);
  g_free (row.created);
  return ok;
}

static gboolean
new_type_cb (TieDb *db,
             gpointer data,
             GError **error)
{
  g_autoptr (TieRecord) type = tie_record_new (TIE_TYPE_CONTACT_TYPE, "trust");

  tie_record_set_text (type, TIE_CONTACT_TYPE_NAME, "Trust");
  return tie_record_table_save (db, type, error);
}

static gboolean
use_type_cb (TieDb *db,
             gpointer data,
             GError **error)
{
  add_contact (db, "dee", "Dee", "trust");
  return TRUE;
}

static gboolean
give_baker_site_cb (TieDb *db,
                    gpointer data,
                    GError **error)
{
  return add_site (db, "annex", "baker", error);
}

static gboolean
delete_annex_cb (TieDb *db,
                 gpointer data,
                 GError **error)
{
  return tie_record_table_delete (db, TIE_TYPE_SITE, "annex", error);
}

static gboolean
unlink_all_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  return tie_link_table_clear (db, CONNECTION, KIND, error) >= 0;
}

typedef struct
{
  const char *why;
  TieStoreFunc before;
  TieStoreFunc change;
  TieStoreFunc after;
  const char *sentence;
} DependCase;

static const DependCase depend_cases[] = {
  { "site of a new contact", NULL, new_dee_cb, site_for_dee_cb, "“Dee” has the site “Annex”. Change or delete that first." },
  { "link of a new contact", NULL, new_dee_cb, link_dee_cb, "“Dee” is linked to “Joan Carter” now. Unlink it first." },
  { "new contact being sent", NULL, new_dee_cb, send_dee_cb, "“Dee” is being sent as “Dee”." },
  { "contact of a new type", NULL, new_type_cb, use_type_cb, "“Trust” is used by the contact “Dee”. Change or delete that first." },
  { "deleted site of a deleted contact", give_baker_site_cb, delete_annex_cb, delete_baker_cb, "“Annex” needs a record that was deleted since. Undo that first." },
  { "cleared link of a deleted contact", link_all_cb, unlink_all_cb, delete_baker_cb, "The partner of “Baker and Sons” was deleted since. Undo that first." },
};

static void
test_depends (StoreFixture *fixture,
              gconstpointer data)
{
  const DependCase *c = data;
  gint64 step;

  if (c->before != NULL)
    store_fixture_write (fixture, c->before, NULL);
  step = do_step (fixture, c->change, "Step");
  store_fixture_write (fixture, c->after, NULL);
  expect_refusal (fixture, step, FALSE, TIE_ERROR_IN_USE, c->sentence);
}

typedef struct
{
  const char *window;
  gboolean redo;
  const char *sentence; /* NULL: none */
} Peek;

static gboolean
peek_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  Peek *peek = data;
  g_autoptr (TieUndoStep) step = tie_undo_peek (db, peek->window, peek->redo, error);

  g_assert_cmpstr (step != NULL ? step->sentence : NULL, ==, peek->sentence);
  if (step != NULL)
    {
      g_assert_cmpint (step->is_undone, ==, peek->redo);
      g_assert_cmpuint (step->rows, >, 0);
      g_assert_cmpstr (step->window, ==, peek->window);
      g_assert_nonnull (step->when);
    }
  return TRUE;
}

static void
expect_peek (StoreFixture *fixture,
             const char *window,
             gboolean redo,
             const char *sentence)
{
  Peek peek = { window, redo, sentence };

  store_fixture_read (fixture, peek_cb, &peek);
}

static void
test_stack (StoreFixture *fixture,
            gconstpointer unused)
{
  gint64 a = do_step (fixture, link_one_cb, "A");
  gint64 b = do_step (fixture, edit_all_cb, "B");
  Step other = { new_dee_cb, "C", "other", 0 };

  store_fixture_write (fixture, step_cb, &other);
  expect_peek (fixture, "main", FALSE, "B");
  expect_peek (fixture, "other", FALSE, "C");
  expect_peek (fixture, "main", TRUE, NULL);
  expect_peek (fixture, "none", FALSE, NULL);

  expect_apply (fixture, b, FALSE, 0, "B: undone");
  expect_peek (fixture, "main", FALSE, "A");
  expect_peek (fixture, "main", TRUE, "B");
  expect_apply (fixture, a, FALSE, 0, "A: undone");
  expect_peek (fixture, "main", FALSE, NULL);
  expect_peek (fixture, "main", TRUE, "A");
  expect_apply (fixture, a, TRUE, 0, "A: redone");
  expect_peek (fixture, "main", TRUE, "B");
  /* Something new on top ends redoing. */
  do_step (fixture, edit_alder_cb, "D");
  expect_peek (fixture, "main", TRUE, NULL);
  expect_peek (fixture, "main", FALSE, "D");
}

static gboolean
expect_activity_cb (TieDb *db,
                    gpointer data,
                    GError **error)
{
  g_autoptr (GPtrArray) list = tie_activity_table_list (db, 2, error);
  const TieActivity *undone = list->pdata[0];
  const TieActivity *made = list->pdata[1];

  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (made->what, ==, "3 links made");
  g_assert_cmpint (made->step, >, 0);
  g_assert_cmpstr (undone->what, ==, "3 links made: undone");
  g_assert_cmpint (undone->step, ==, 0);
  g_assert_cmpstr (undone->person, !=, "");
  return TRUE;
}

static void
test_activity (StoreFixture *fixture,
               gconstpointer unused)
{
  gint64 step = do_step (fixture, link_all_cb, "3 links made");

  expect_apply (fixture, step, FALSE, 0, "3 links made: undone");
  store_fixture_read (fixture, expect_activity_cb, NULL);
}

/* As if so many steps had been made meanwhile. */
static gboolean
skip_steps_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  return tie_db_run (db, error, "INSERT INTO undo_step (id, sentence, owner, moment, n_rows) VALUES (?, 'Step', 'other', '', 1)", "i", *(gint64 *) data);
}

static gboolean
count_rows_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  return tie_db_get_integer (db, 0, data, error, "SELECT count(*) FROM undo_row", "");
}

static void
test_old_steps_go (StoreFixture *fixture,
                   gconstpointer unused)
{
  gint64 first = do_step (fixture, link_one_cb, "First");
  gint64 second = do_step (fixture, edit_all_cb, "Second");
  gint64 skipped = first + 999;
  gint64 last;
  gint64 rows = 0;

  store_fixture_write (fixture, skip_steps_cb, &skipped);
  last = do_step (fixture, edit_alder_cb, "Last");
  g_assert_cmpint (last, ==, first + 1000);
  /* A thousand are remembered: the first is gone, with its rows. */
  store_fixture_read (fixture, count_rows_cb, &rows);
  g_assert_cmpint (rows, ==, 3 + 1);
  expect_refusal (fixture, first, FALSE, TIE_ERROR_NOT_FOUND, NULL);
  expect_apply (fixture, last, FALSE, 0, "Last: undone");
  expect_apply (fixture, second, FALSE, 0, "Second: undone");
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
    { "/undo/there-and-back", test_there_and_back },
    { "/undo/nothing-changed", test_nothing_changed },
    { "/undo/failed-step", test_failed_step },
    { "/undo/changed-since", test_changed_since },
    { "/undo/place-taken", test_place_taken },
    { "/undo/edited-since", test_edited_since },
    { "/undo/stack", test_stack },
    { "/undo/activity", test_activity },
    { "/undo/old-steps-go", test_old_steps_go },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, StoreFixture, NULL, set_up, tests[i].test, store_fixture_tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (depend_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/undo/depends/", depend_cases[i].why, NULL);

      g_test_add (path, StoreFixture, &depend_cases[i], set_up, test_depends, store_fixture_tear_down);
    }

  return g_test_run ();
}
