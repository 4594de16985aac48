/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-changed"
#include "config.h"

#include "billing/tie-document-actions.h"
#include "net/tie-http.h"
#include "package-fixture.h"
#include "store/tie-record-table.h"
#include "sync/tie-sync-actions.h"
#include "sync/tie-sync-list.h"

/* What keeps an exported document back once it was changed is said by its row as by the run, with every package. */

typedef struct
{
  const char *document;
  gint64 freight;
} Freight;

static gboolean
set_freight (TieDb *db,
             gpointer data,
             GError **error)
{
  const Freight *freight = data;
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_read (db, freight->document, error);

  if (sheet == NULL)
    return FALSE;
  tie_record_set_integer (TIE_RECORD (sheet->document), TIE_DOCUMENT_FREIGHT, freight->freight);
  return tie_document_save (db, sheet, NULL, error);
}

static void
add_freight (RunFixture *fixture,
             const char *document,
             gint64 amount)
{
  Freight freight = { document, amount };

  run_write (fixture, set_freight, &freight);
}

/* (transfer full) The row of the list that the window shows. */
static TieSyncRow *
get_row (RunFixture *fixture,
         TieSyncGroup group,
         const char *id)
{
  g_autoptr (TieSyncList) list = tie_sync_list_new (fixture->sync.company, group);

  while (tie_sync_list_get_is_loading (list))
    g_main_context_iteration (NULL, TRUE);
  return g_object_ref (tie_sync_list_find (list, id));
}

/* The row says what the run says; gives it (transfer full). */
static TieSyncFinding *
assert_held (RunFixture *fixture,
             TieSyncGroup group,
             const char *id,
             TieSyncCode code)
{
  g_autoptr (TieSyncRow) row = get_row (fixture, group, id);
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (tie_sync_row_get_state (row), ==, TIE_SYNC_STATE_BLOCKED);
  g_assert_cmpint (tie_sync_row_get_code (row), ==, code);
  g_assert_true (tie_sync_row_is_changed (row));
  g_assert_false (tie_sync_row_may_send (row));
  run_export (fixture, run, &error, id, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 0);
  run_assert_problem (run, tie_sync_row_get_sentence (row));
  return tie_sync_finding_copy (g_ptr_array_index (tie_sync_row_get_findings (row), 0));
}

static gboolean
has_action (const TieSyncFinding *finding,
            TieSyncAction action)
{
  TieSyncAction actions[TIE_SYNC_MAX_ACTIONS + 1];
  guint n = tie_sync_finding_get_actions (finding, actions);

  for (guint i = 0; i < n; i++)
    {
      if (actions[i] == action)
        return TRUE;
    }
  return FALSE;
}

/* ---- the choices that the sentences ask for ---- */

typedef struct
{
  const char *connection;
  const char *document;
  const char *item;
} Choice;

static gboolean
choose_item (TieDb *db,
             gpointer data,
             GError **error)
{
  const Choice *choice = data;
  g_autoptr (TieSyncSettings) settings = tie_sync_settings_load (db, choice->connection, error);

  if (settings == NULL)
    return FALSE;
  g_free (settings->items[TIE_SYNC_ITEM_FREIGHT]);
  settings->items[TIE_SYNC_ITEM_FREIGHT] = g_strdup (choice->item);
  return tie_sync_settings_save (db, settings, NULL, error);
}

static gboolean
choose_tax (TieDb *db,
            gpointer data,
            GError **error)
{
  const Choice *choice = data;
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_read (db, choice->document, error);

  return sheet != NULL && tie_sync_action_choose_tax (db, choice->document, NULL, tie_record_get_text (sheet->lines->pdata[0], TIE_LINE_TAX_CODE), NULL, error);
}

static gboolean
keep_ours (TieDb *db,
           gpointer data,
           GError **error)
{
  const Choice *choice = data;

  return tie_sync_action_keep_ours (db, choice->connection, TIE_KIND_SALES_INVOICE, choice->document, NULL, error);
}

/* Freight is without an item, then without a tax, and goes once both are chosen. */
static void
mend_freight (RunFixture *fixture,
              TieSyncGroup group,
              const char *id)
{
  g_autofree char *item = run_get_remote_id (fixture, TIE_KIND_ITEM, "prep");
  Choice choice = { .document = id, .item = item };
  g_autoptr (TieSyncFinding) first = assert_held (fixture, group, id, TIE_SYNC_NO_ITEM);
  g_autoptr (TieSyncFinding) second = NULL;

  choice.connection = tie_company_get_connection (fixture->sync.company)->id;
  g_assert_true (has_action (first, TIE_SYNC_ACTION_ACCOUNT_DEFAULTS));
  run_write (fixture, choose_item, &choice);
  second = assert_held (fixture, group, id, TIE_SYNC_NO_TAX);
  g_assert_true (has_action (second, TIE_SYNC_ACTION_CHOOSE_TAX));
  run_write (fixture, choose_tax, &choice);
}

static void
assert_goes (RunFixture *fixture,
             TieSyncGroup group,
             const char *id)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (TieSyncRow) before = get_row (fixture, group, id);
  g_autoptr (TieSyncRow) after = NULL;

  g_assert_cmpstr (tie_sync_row_get_sentence (before), ==, "Changed since export");
  g_assert_true (tie_sync_row_may_send (before));
  g_ptr_array_add (ids, (gpointer) id);
  run_export_whole (fixture, ids, 1);
  after = get_row (fixture, group, id);
  g_assert_cmpint (tie_sync_row_get_state (after), ==, TIE_SYNC_STATE_EXPORTED);
  package_assert_even (fixture);
}

static void
test_freight (RunFixture *fixture,
              gconstpointer data)
{
  static const struct
  {
    const char *kind;
    TieSyncGroup group;
  } cases[] = { { TIE_DOCUMENT_KIND_INVOICE, TIE_SYNC_INVOICES }, { TIE_DOCUMENT_KIND_CREDIT, TIE_SYNC_CREDITS } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
      Choice none = { NULL };

      g_ptr_array_add (ids, package_add_document (fixture, cases[i].kind, fixture->client, 10010));
      run_export_whole (fixture, ids, 1);
      none.connection = tie_company_get_connection (fixture->sync.company)->id;
      run_write (fixture, choose_item, &none);
      add_freight (fixture, ids->pdata[0], 2500);
      mend_freight (fixture, cases[i].group, ids->pdata[0]);
      assert_goes (fixture, cases[i].group, ids->pdata[0]);
    }
}

/* Somebody changes the date there. */
static void
change_there (RunFixture *fixture,
              const PackageCase *c,
              const char *invoice)
{
  g_autofree char *id = run_get_remote_id (fixture, TIE_KIND_SALES_INVOICE, invoice);

  tie_sandbox_advance_clock (fixture->sync.sandbox, 5); /* moments have whole seconds */
  if (g_str_equal (c->package, "xero"))
    run_edit (fixture, "{\"action\":\"set\",\"entity\":\"Invoice\",\"id\":\"%s\",\"members\":{\"Date\":\"/Date(1763596800000+0000)/\",\"DateString\":\"2025-11-20T00:00:00\"}}", id);
  else if (g_str_equal (c->package, "sage"))
    run_edit (fixture, "{\"action\":\"set\",\"entity\":\"sales_invoice\",\"id\":\"%s\",\"members\":{\"date\":\"2025-11-20\"}}", id);
  else
    run_edit (fixture, "{\"action\":\"set\",\"entity\":\"Invoice\",\"id\":\"%s\",\"members\":{\"TxnDate\":\"2025-11-20\"}}", id);
}

/* Changed on both sides: once ours is kept, what else keeps it back is said. */
static void
test_both (RunFixture *fixture,
           gconstpointer data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  Choice choice = { NULL };
  g_autoptr (TieSyncRow) row = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (ids, package_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10010));
  choice.document = ids->pdata[0];
  run_export_whole (fixture, ids, 1);
  add_freight (fixture, choice.document, 2500);
  change_there (fixture, data, choice.document);
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  row = get_row (fixture, TIE_SYNC_INVOICES, choice.document);
  g_assert_true (tie_sync_row_has_conflict (row));
  choice.connection = tie_company_get_connection (fixture->sync.company)->id;
  run_write (fixture, keep_ours, &choice);
  mend_freight (fixture, TIE_SYNC_INVOICES, choice.document);
  assert_goes (fixture, TIE_SYNC_INVOICES, choice.document);
}

static gboolean
drop_tax (TieDb *db,
          gpointer document,
          GError **error)
{
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_read (db, document, error);

  if (sheet == NULL)
    return FALSE;
  tie_record_set_text (sheet->lines->pdata[1], TIE_LINE_TAX_CODE, NULL);
  return tie_document_save (db, sheet, NULL, error);
}

/* A line's tax that was taken out is missed, too; of what did not change nothing is said. */
static void
test_line (RunFixture *fixture,
           gconstpointer data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (TieSyncFinding) finding = NULL;
  g_autoptr (TieSyncRow) other = NULL;

  g_ptr_array_add (ids, package_add_document (fixture, TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, 8881));
  g_ptr_array_add (ids, package_add_document (fixture, TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, 4440));
  run_export_whole (fixture, ids, 2);
  run_write (fixture, drop_tax, ids->pdata[0]);
  finding = assert_held (fixture, TIE_SYNC_SUPPLIER, ids->pdata[0], TIE_SYNC_NO_TAX);
  g_assert_cmpuint (finding->line, ==, 2);
  g_assert_true (has_action (finding, TIE_SYNC_ACTION_CHOOSE_TAX));
  other = get_row (fixture, TIE_SYNC_SUPPLIER, ids->pdata[1]);
  g_assert_cmpint (tie_sync_row_get_state (other), ==, TIE_SYNC_STATE_EXPORTED);
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (RunFixture *fixture, gconstpointer data);
  } tests[] = {
    { "freight", test_freight },
    { "both", test_both },
    { "line", test_line },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  tie_http_set_haste (1000); /* a minute's limit is soon reached by single calls */
  for (guint i = 0; i < N_PACKAGE_CASES; i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (tests); j++)
        {
          g_autofree char *path = g_strdup_printf ("/changed/%s/%s", package_cases[i].package, tests[j].name);

          g_test_add (path, RunFixture, &package_cases[i], package_fixture_set_up, tests[j].test, run_fixture_tear_down);
        }
    }
  return g_test_run ();
}
