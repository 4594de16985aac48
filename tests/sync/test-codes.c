/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/tie-error.h"
#include "model/tie-code.h"
#include "model/tie-employee.h"
#include "store/tie-link-table.h"
#include "store/tie-remote-table.h"
#include "sync-fixture.h"

/* Employees, and the two types of codes that share one list of the package. */

typedef struct
{
  SyncFixture base;
  TieCrosswalk *work;
  TieCrosswalk *expense;
} Fixture;

/* ---- what stands on both sides ---- */

static void
add_code (Fixture *fixture,
          GType type,
          const char *code,
          const char *description,
          gint64 rate)
{
  g_autoptr (TieRecord) record = tie_record_new (type, NULL);

  tie_record_set_text (record, TIE_CODE_CODE, code);
  tie_record_set_text (record, TIE_CODE_DESCRIPTION, description);
  tie_record_set_integer (record, TIE_CODE_RATE, rate);
  sync_save_record (&fixture->base, record);
}

typedef struct
{
  const char *connection;
  GPtrArray *remotes;
} Saving;

static gboolean
save_remotes (TieDb *db,
              gpointer data,
              GError **error)
{
  const Saving *saving = data;

  return tie_remote_table_save (db, saving->connection, saving->remotes, error);
}

static void
put_remote (Fixture *fixture,
            TieKind kind,
            const char *id,
            const char *name,
            const char *type,
            const char *account)
{
  g_autoptr (GPtrArray) remotes = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_remote_free);
  Saving saving = { tie_company_get_connection (fixture->base.company)->id, remotes };
  TieRemote *remote = tie_remote_new (kind, id);
  g_autoptr (GError) error = NULL;

  remote->name = g_strdup (name);
  remote->full_name = g_strdup (name);
  remote->company = g_strdup (kind == TIE_KIND_ITEM ? "described there" : NULL);
  remote->email = g_strdup (kind == TIE_KIND_EMPLOYEE ? "dana@example.com" : NULL);
  remote->type = g_strdup (type);
  remote->account = g_strdup (account);
  remote->rate = kind == TIE_KIND_ITEM ? 1250000 : 0;
  g_ptr_array_add (remotes, remote);
  tie_store_run (fixture->base.store, TIE_STORE_WRITE, save_remotes, &saving, &error);
  g_assert_no_error (error);
}

static TieCrosswalk *
load (Fixture *fixture,
      GType type)
{
  TieCrosswalk *crosswalk = tie_crosswalk_new_for_codes (fixture->base.company, type);

  sync_wait_loaded (crosswalk);
  return crosswalk;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  sync_fixture_set_up_dummy (&fixture->base, data);
  add_code (fixture, TIE_TYPE_WORK_CODE, "TAX-1040", "Individual tax return", 1500000);
  add_code (fixture, TIE_TYPE_WORK_CODE, "BOOK", "Bookkeeping", 0);
  add_code (fixture, TIE_TYPE_EXPENSE_CODE, "POSTAGE", "Certified mail", 98500);
  put_remote (fixture, TIE_KIND_ACCOUNT, "79", "4010 Tax preparation", "Income", NULL);
  put_remote (fixture, TIE_KIND_ITEM, "1", "Bookkeeping", "Service", "79");
  put_remote (fixture, TIE_KIND_ITEM, "2", "Postage", "NonInventory", "80");
  put_remote (fixture, TIE_KIND_ITEM, "3", "Tax 1040", "Service", "79");
  fixture->work = load (fixture, TIE_TYPE_WORK_CODE);
  fixture->expense = load (fixture, TIE_TYPE_EXPENSE_CODE);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_clear_object (&fixture->work);
  g_clear_object (&fixture->expense);
  sync_fixture_tear_down (&fixture->base, data);
}

static void
link_rows (TieCrosswalk *crosswalk,
           const char *left,
           const char *right)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = sync_link (crosswalk, left, right, FALSE, &error);

  g_assert_no_error (error);
}

static const char *
words (TiePairRow *row,
       TieRowTextField field)
{
  g_assert_nonnull (row);
  return tie_pair_row_get_words (row, field);
}

static TieRowState
state_of (TieCrosswalk *crosswalk,
          const char *right)
{
  return tie_pair_row_get_state (sync_get_right (crosswalk, right));
}

/* Until the other list has been told. */
static void
wait_for_state (TieCrosswalk *crosswalk,
                const char *right,
                TieRowState state)
{
  while (state_of (crosswalk, right) != state)
    sync_wait_loaded (crosswalk);
}

/* ---- tests ---- */

static void
test_lists (Fixture *fixture,
            gconstpointer data)
{
  g_assert_cmpuint (g_list_model_get_n_items (tie_crosswalk_get_left (fixture->work)), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (tie_crosswalk_get_left (fixture->expense)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (tie_crosswalk_get_right (fixture->work)), ==, 3);
  g_assert_null (sync_get_left (fixture->work, "POSTAGE"));

  g_assert_cmpstr (words (sync_get_left (fixture->work, "TAX-1040"), TIE_ROW_TEXT_COMPANY), ==, "Individual tax return");
  g_assert_cmpstr (words (sync_get_left (fixture->work, "TAX-1040"), TIE_ROW_TEXT_RATE), ==, "150.00");
  g_assert_cmpstr (words (sync_get_left (fixture->work, "BOOK"), TIE_ROW_TEXT_RATE), ==, "");
  g_assert_cmpstr (words (sync_get_right (fixture->work, "Tax 1040"), TIE_ROW_TEXT_TYPE), ==, "Service");
  g_assert_cmpstr (words (sync_get_right (fixture->work, "Tax 1040"), TIE_ROW_TEXT_ACCOUNT), ==, "4010 Tax preparation");
  g_assert_cmpstr (words (sync_get_right (fixture->work, "Postage"), TIE_ROW_TEXT_ACCOUNT), ==, "80"); /* an account that was not read */
}

static void
test_taken (Fixture *fixture,
            gconstpointer data)
{
  TiePairRow *row = sync_get_right (fixture->work, "Postage");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *refused = NULL;
  g_autoptr (GPtrArray) suggestions = NULL;

  link_rows (fixture->expense, "POSTAGE", "Postage");
  g_assert_cmpuint (state_of (fixture->expense, "Postage"), ==, TIE_ROW_LINKED);
  wait_for_state (fixture->work, "Postage", TIE_ROW_TAKEN);
  g_assert_true (sync_get_right (fixture->work, "Postage") == row);
  text = tie_pair_row_dup_state_text (row, "QuickBooks");
  g_assert_cmpstr (text, ==, "Linked to POSTAGE");
  g_assert_null (tie_pair_row_get_partner (row));
  g_assert_cmpuint (tie_crosswalk_get_n_linked (fixture->work), ==, 0);

  refused = sync_link (fixture->work, "BOOK", "Postage", FALSE, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_ALREADY_LINKED);
  g_assert_cmpstr (error->message, ==, "Postage is already linked to POSTAGE.");
  g_assert_null (refused);

  suggestions = tie_crosswalk_suggest (fixture->work, sync_get_left (fixture->work, "BOOK"), 3);
  for (guint i = 0; i < suggestions->len; i++)
    g_assert_true (((TieSuggestion *) g_ptr_array_index (suggestions, i))->row != row);
}

static void
test_move (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *moved = NULL;
  g_autofree char *undone = NULL;

  link_rows (fixture->expense, "POSTAGE", "Postage");
  wait_for_state (fixture->work, "Postage", TIE_ROW_TAKEN);
  moved = sync_link (fixture->work, "BOOK", "Postage", TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (state_of (fixture->work, "Postage"), ==, TIE_ROW_LINKED);
  wait_for_state (fixture->expense, "Postage", TIE_ROW_TAKEN);
  g_assert_cmpstr (tie_pair_row_get_taken_by (sync_get_right (fixture->expense, "Postage")), ==, "BOOK");
  g_assert_cmpuint (tie_pair_row_get_state (sync_get_left (fixture->expense, "POSTAGE")), ==, TIE_ROW_NOT_LINKED);
  g_assert_cmpint (sync_count_links (&fixture->base, TIE_KIND_ITEM), ==, 1);

  undone = sync_undo (&fixture->base, "window", FALSE);
  wait_for_state (fixture->work, "Postage", TIE_ROW_TAKEN);
  wait_for_state (fixture->expense, "Postage", TIE_ROW_LINKED);
}

/* Each tab unlinks and clears its own, and only those. */
static void
test_own_links (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (GAsyncResult) unlinked = NULL;
  g_autoptr (GAsyncResult) cleared = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *none = NULL;
  g_autofree char *sentence = NULL;

  link_rows (fixture->expense, "POSTAGE", "Postage");
  link_rows (fixture->work, "BOOK", "Bookkeeping");
  wait_for_state (fixture->work, "Postage", TIE_ROW_TAKEN);

  g_ptr_array_add (rows, sync_get_right (fixture->work, "Postage"));
  tie_crosswalk_unlink_async (fixture->work, rows, "window", NULL, sync_done_cb, &unlinked);
  sync_wait (&unlinked);
  none = tie_crosswalk_change_finish (fixture->work, unlinked, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sync_count_links (&fixture->base, TIE_KIND_ITEM), ==, 2);

  tie_crosswalk_clear_async (fixture->work, "window", NULL, sync_done_cb, &cleared);
  sync_wait (&cleared);
  sentence = tie_crosswalk_change_finish (fixture->work, cleared, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sentence, ==, "1 link removed");
  g_assert_cmpuint (state_of (fixture->work, "Postage"), ==, TIE_ROW_TAKEN);
  g_assert_cmpuint (state_of (fixture->work, "Bookkeeping"), ==, TIE_ROW_NOT_LINKED);
  g_assert_cmpuint (state_of (fixture->expense, "Postage"), ==, TIE_ROW_LINKED);
  g_assert_cmpint (sync_count_links (&fixture->base, TIE_KIND_ITEM), ==, 1);
}

static void
test_automatch (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (GListModel) proposals = NULL;
  guint n_without = 0;

  link_rows (fixture->expense, "POSTAGE", "Postage");
  wait_for_state (fixture->work, "Postage", TIE_ROW_TAKEN);
  proposals = sync_automatch (fixture->work, &n_without);
  for (guint i = 0; i < g_list_model_get_n_items (proposals); i++)
    {
      g_autoptr (TieProposal) proposal = g_list_model_get_item (proposals, i);

      g_assert_cmpstr (tie_pair_row_get_name (tie_proposal_get_right (proposal)), !=, "Postage");
      g_assert_cmpstr (tie_pair_row_get_name (tie_proposal_get_left (proposal)), !=, "POSTAGE");
    }
  g_assert_cmpuint (g_list_model_get_n_items (proposals) + n_without, ==, 2);
}

static char *
import (TieCrosswalk *crosswalk,
        const char *right)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  char *sentence;

  g_ptr_array_add (rows, sync_get_right (crosswalk, right));
  tie_crosswalk_import_async (crosswalk, rows, "window", NULL, sync_done_cb, &result);
  sync_wait (&result);
  sentence = tie_crosswalk_change_finish (crosswalk, result, &error);
  g_assert_no_error (error);
  return sentence;
}

static void
test_import_codes (Fixture *fixture,
                   gconstpointer data)
{
  g_autofree char *work = import (fixture->work, "Tax 1040");
  g_autofree char *expense = import (fixture->expense, "Postage");
  g_autofree char *undone = NULL;
  TiePairRow *row;

  g_assert_cmpstr (work, ==, "1 work code imported");
  g_assert_cmpstr (expense, ==, "1 expense code imported");
  while (sync_get_left (fixture->work, "Tax 1040") == NULL)
    sync_wait_loaded (fixture->work);
  row = sync_get_left (fixture->work, "Tax 1040");
  g_assert_cmpstr (words (row, TIE_ROW_TEXT_COMPANY), ==, "described there");
  g_assert_cmpstr (words (row, TIE_ROW_TEXT_RATE), ==, "125.00");
  wait_for_state (fixture->work, "Tax 1040", TIE_ROW_LINKED);
  wait_for_state (fixture->work, "Postage", TIE_ROW_TAKEN);
  g_assert_cmpint (sync_count_links (&fixture->base, TIE_KIND_ITEM), ==, 2);

  undone = sync_undo (&fixture->base, "window", FALSE);
  g_assert_cmpint (sync_count_links (&fixture->base, TIE_KIND_ITEM), ==, 1);
}

static void
test_employees (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (TieRecord) kim = tie_record_new (TIE_TYPE_EMPLOYEE, NULL);
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autofree char *sentence = NULL;

  tie_record_set_text (kim, TIE_EMPLOYEE_NAME, "Kim Alder");
  sync_save_record (&fixture->base, kim);
  put_remote (fixture, TIE_KIND_EMPLOYEE, "1", "Alder, Kim", NULL, NULL);
  put_remote (fixture, TIE_KIND_EMPLOYEE, "2", "Dana Reyes", NULL, NULL);
  crosswalk = sync_load_crosswalk (&fixture->base, TIE_KIND_EMPLOYEE);

  link_rows (crosswalk, "Kim Alder", "Alder, Kim");
  sentence = import (crosswalk, "Dana Reyes");
  g_assert_cmpstr (sentence, ==, "1 employee imported");
  while (sync_get_left (crosswalk, "Dana Reyes") == NULL)
    sync_wait_loaded (crosswalk);
  g_assert_cmpstr (words (sync_get_left (crosswalk, "Dana Reyes"), TIE_ROW_TEXT_EMAIL), ==, "dana@example.com");
  g_assert_cmpint (sync_count_links (&fixture->base, TIE_KIND_EMPLOYEE), ==, 2);
}

/* They go out as items of the package and are linked, once; employees are employees there. */
static void
test_export (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (TieRecord) kim = tie_record_new (TIE_TYPE_EMPLOYEE, NULL);
  g_autoptr (TieCrosswalk) employees = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *codes = sync_export (fixture->work, &error);
  g_autofree char *again = NULL;
  g_autofree char *people = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (codes, ==, "2 codes exported to Harbor Books Co.");
  g_assert_cmpuint (tie_dummy_ledger_count (fixture->base.dummy, TIE_KIND_ITEM), ==, 2);
  g_assert_cmpint (sync_count_links (&fixture->base, TIE_KIND_ITEM), ==, 2);
  while (tie_crosswalk_get_n_linked (fixture->work) < 2)
    sync_wait_loaded (fixture->work);
  again = sync_export (fixture->work, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_dummy_ledger_count (fixture->base.dummy, TIE_KIND_ITEM), ==, 2);

  tie_record_set_text (kim, TIE_EMPLOYEE_NAME, "Kim Alder");
  sync_save_record (&fixture->base, kim);
  employees = sync_load_crosswalk (&fixture->base, TIE_KIND_EMPLOYEE);
  people = sync_export (employees, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (people, ==, "1 employee exported to Harbor Books Co.");
  g_assert_cmpuint (tie_dummy_ledger_count (fixture->base.dummy, TIE_KIND_EMPLOYEE), ==, 1);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/codes/lists", test_lists);
  ADD ("/codes/taken", test_taken);
  ADD ("/codes/move", test_move);
  ADD ("/codes/own-links", test_own_links);
  ADD ("/codes/automatch", test_automatch);
  ADD ("/codes/import", test_import_codes);
  ADD ("/codes/employees", test_employees);
  ADD ("/codes/export", test_export);

  return g_test_run ();
}
