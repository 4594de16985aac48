/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-tracking"
#include "config.h"

#include <json-glib/json-glib.h>

#include "base/tie-money.h"
#include "billing/tie-document-actions.h"
#include "net/tie-http.h"
#include "net/tie-json.h"
#include "package-fixture.h"

/* What somebody tracks a line by over there stays with that line when the document is changed here: all lines go out, and what is
 * not said of them is gone. */

typedef struct
{
  const char *name;
  PackageCase package;
  const char *kind;    /* ours */
  TieKind there;
  const char *entity;
  const char *lines;   /* member */
  const char *line_id; /* member */
} TrackingCase;

#define QUICKBOOKS { "quickbooks", "uk" }
#define XERO { "xero", "empty" }

static const TrackingCase cases[] = {
  { "quickbooks/invoice", QUICKBOOKS, TIE_DOCUMENT_KIND_INVOICE, TIE_KIND_SALES_INVOICE, "Invoice", "Line", "Id" },
  { "quickbooks/credit", QUICKBOOKS, TIE_DOCUMENT_KIND_CREDIT, TIE_KIND_SALES_CREDIT, "CreditMemo", "Line", "Id" },
  { "quickbooks/bill", QUICKBOOKS, TIE_DOCUMENT_KIND_SUPPLIER, TIE_KIND_SUPPLIER_INVOICE, "Bill", "Line", "Id" },
  { "xero/invoice", XERO, TIE_DOCUMENT_KIND_INVOICE, TIE_KIND_SALES_INVOICE, "Invoice", "LineItems", "LineItemID" },
  { "xero/credit", XERO, TIE_DOCUMENT_KIND_CREDIT, TIE_KIND_SALES_CREDIT, "CreditNote", "LineItems", "LineItemID" },
  { "xero/bill", XERO, TIE_DOCUMENT_KIND_SUPPLIER, TIE_KIND_SUPPLIER_INVOICE, "Invoice", "LineItems", "LineItemID" },
};

static void
set_up (RunFixture *fixture,
        gconstpointer data)
{
  const TrackingCase *c = data;

  package_fixture_set_up (fixture, &c->package);
  if (g_str_equal (c->package.package, "quickbooks"))
    run_edit (fixture, "{\"action\":\"set\",\"entity\":\"Preferences\",\"members\":{\"AccountingInfoPrefs\":{\"ClassTrackingPerTxnLine\":true}}}");
}

/* ---- over there ---- */

/* As it is there now. */
static JsonNode *
read_there (RunFixture *fixture,
            const TrackingCase *c,
            const char *remote_id)
{
  TieLedger *ledger = tie_company_get_ledger (fixture->sync.company);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GError) error = NULL;
  JsonNode *root;

  tie_ledger_find_async (ledger, c->there, &(TieLedgerKey){ .id = remote_id }, NULL, sync_done_cb, &answer);
  sync_wait (&answer);
  found = tie_ledger_find_finish (ledger, answer, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  root = json_from_string (((const TieRemote *) found->pdata[0])->raw, &error);
  g_assert_no_error (error);
  return root;
}

static JsonArray *
get_lines (const TrackingCase *c,
           JsonNode *root)
{
  return tie_json_get_array (tie_json_get_root_object (root), c->lines);
}

/* Where a line names its class; NULL: it has tracking categories. */
static JsonObject *
get_detail (JsonObject *line)
{
  const char *type = tie_json_get_string (line, "DetailType");

  return type != NULL ? tie_json_get_object (line, type) : NULL;
}

static void
track_line (JsonObject *line,
            const char *tag)
{
  JsonObject *detail = get_detail (line);
  g_autofree char *json = detail != NULL ? g_strdup_printf ("{\"value\":\"%s\"}", tag) : g_strdup_printf ("[{\"Name\":\"Department\",\"Option\":\"%s\"}]", tag);

  json_object_set_member (detail != NULL ? detail : line, detail != NULL ? "ClassRef" : "Tracking", json_from_string (json, NULL));
}

/* NULL: by nothing. */
static const char *
get_tag (JsonObject *line)
{
  JsonObject *detail = get_detail (line);
  JsonArray *tracking = tie_json_get_array (line, "Tracking");

  if (detail != NULL)
    return tie_json_get_string (tie_json_get_object (detail, "ClassRef"), "value");
  return tracking != NULL && json_array_get_length (tracking) == 1 ? tie_json_get_string (tie_json_get_element_object (tracking, 0), "Option") : NULL;
}

/* Somebody tracks both lines; gives their ids. */
static GStrv
track_there (RunFixture *fixture,
             const TrackingCase *c,
             const char *remote_id)
{
  g_autoptr (JsonNode) root = read_there (fixture, c, remote_id);
  g_autoptr (JsonNode) lines = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autofree char *json = NULL;

  for (guint i = 0; i < 2; i++)
    {
      JsonObject *line = tie_json_get_element_object (get_lines (c, root), i);

      track_line (line, i == 0 ? "101" : "102");
      g_strv_builder_add (ids, tie_json_get_string (line, c->line_id));
    }
  json_node_set_array (lines, get_lines (c, root));
  json = json_to_string (lines, FALSE);
  run_edit (fixture, "{\"action\":\"set\",\"entity\":\"%s\",\"id\":\"%s\",\"members\":{\"%s\":%s}}", c->entity, remote_id, c->lines, json);
  return g_strv_builder_end (ids);
}

/* ---- here ---- */

/* Another rate on the first line, and a line above it; on the second nothing. */
static gboolean
change_lines (TieDb *db,
              gpointer data,
              GError **error)
{
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_read (db, data, error);
  TieRecord *first, *added;

  if (sheet == NULL)
    return FALSE;
  first = sheet->lines->pdata[0];
  added = TIE_RECORD (tie_document_sheet_add_line (sheet));
  tie_record_set_text (added, TIE_LINE_TEXT, "Travel");
  tie_record_set_text (added, TIE_LINE_WORK_CODE, tie_record_get_text (first, TIE_LINE_WORK_CODE));
  tie_record_set_text (added, TIE_LINE_TAX_CODE, tie_record_get_text (first, TIE_LINE_TAX_CODE));
  tie_record_set_integer (added, TIE_LINE_QUANTITY, TIE_SCALE);
  tie_record_set_integer (added, TIE_LINE_RATE, 250000);
  tie_record_set_integer (added, TIE_LINE_AMOUNT, 2500);
  tie_record_set_integer (first, TIE_LINE_RATE, 2000000);
  tie_record_set_integer (first, TIE_LINE_AMOUNT, 20000);
  g_ptr_array_insert (sheet->lines, 0, g_ptr_array_steal_index (sheet->lines, sheet->lines->len - 1));
  return tie_document_save (db, sheet, NULL, error);
}

/* ---- the work ---- */

static void
test_tracking (RunFixture *fixture,
               gconstpointer data)
{
  const TrackingCase *c = data;
  gboolean is_supplier = g_str_equal (c->kind, TIE_DOCUMENT_KIND_SUPPLIER);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *there = NULL;
  g_auto (GStrv) line_ids = NULL;

  g_ptr_array_add (ids, package_add_document (fixture, c->kind, is_supplier ? fixture->supplier : fixture->client, 10010));
  run_export_whole (fixture, ids, 1);
  there = run_get_remote_id (fixture, c->there, ids->pdata[0]);
  line_ids = track_there (fixture, c, there);

  /* First a rate alone; then a line that moves all others. */
  for (guint n_added = 0; n_added < 2; n_added++)
    {
      g_autoptr (JsonNode) root = NULL;

      if (n_added == 0)
        run_change_document (fixture, ids->pdata[0], "Work", 15000);
      else
        run_write (fixture, change_lines, ids->pdata[0]);
      run_export_whole (fixture, ids, 1);
      package_assert_even (fixture);

      root = read_there (fixture, c, there);
      g_assert_cmpuint (json_array_get_length (get_lines (c, root)), >=, 2 + n_added);
      for (guint i = 0; i < 2 + n_added; i++)
        {
          JsonObject *line = tie_json_get_element_object (get_lines (c, root), i);
          const char *id = tie_json_get_string (line, c->line_id);

          if (i < n_added)
            {
              g_assert_null (get_tag (line));
              g_assert_false (g_strv_contains ((const char *const *) line_ids, id));
              continue;
            }
          g_assert_cmpstr (get_tag (line), ==, i == n_added ? "101" : "102");
          g_assert_cmpstr (id, ==, line_ids[i - n_added]);
        }
    }
  run_export_whole (fixture, ids, 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  tie_http_set_haste (1000); /* a minute's limit is soon reached by single calls */
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/tracking/", cases[i].name, NULL);

      g_test_add (path, RunFixture, &cases[i], set_up, test_tracking, run_fixture_tear_down);
    }
  return g_test_run ();
}
