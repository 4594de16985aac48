/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/tie-payment.h"
#include "store/tie-db.h"
#include "sync-ui-fixture.h"
#include "sync/tie-sync-actions.h"
#include "ui/tie-billing-kind.h"
#include "ui/tie-document-editor.h"
#include "ui/tie-payment-editor.h"
#include "ui/tie-sync-line.h"

/* How a record stands with sync, in its editor. */

static TieSyncLine *
find_line (GtkWidget *widget)
{
  if (TIE_IS_SYNC_LINE (widget))
    return TIE_SYNC_LINE (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      TieSyncLine *found = find_line (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static const char *
get_title (TieSyncLine *line)
{
  return gtk_widget_get_visible (GTK_WIDGET (line)) ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (line)) : NULL;
}

static void
open_cb (GSimpleAction *action,
         GVariant *parameter,
         GVariant **opened)
{
  *opened = g_variant_ref (parameter);
}

static TieSyncLine *
show_editor (SyncUiFixture *fixture,
             GtkWidget *editor,
             GVariant **opened)
{
  GtkWidget *window = gtk_window_new ();
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) open = g_simple_action_new ("open-sync", G_VARIANT_TYPE ("(us)"));

  g_signal_connect (open, "activate", G_CALLBACK (open_cb), opened);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (open));
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (group));
  gtk_window_set_child (GTK_WINDOW (window), editor);
  sync_ui_show (fixture, window, TIE_SYNC_INVOICES);
  return find_line (editor);
}

static gboolean
mark_do_not_send (TieDb *db,
                  gpointer id,
                  GError **error)
{
  return tie_sync_action_set_do_not_send (db, TIE_SYNC_INVOICES, id, TRUE, NULL, error);
}

static void
test_invoice (SyncUiFixture *fixture,
              gconstpointer data)
{
  g_autoptr (GPtrArray) ids = sync_ui_add_invoices (fixture, 1);
  g_autoptr (GVariant) opened = NULL;
  g_autoptr (GVariant) wanted = NULL;
  TieSyncLine *line;

  sync_ui_require_sent (fixture);
  line = show_editor (fixture, tie_document_editor_new (fixture->session, &tie_billing_invoices, ids->pdata[0]), &opened);
  wait_until (get_title (line) != NULL);
  g_assert_cmpstr (get_title (line), ==, "Not ready: 1 of 8");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (line)), ==, "Cannot sync until marked as sent.");
  gtk_widget_activate (sync_ui_find_button (GTK_WIDGET (line), "Go to Sync"));
  wait_until (opened != NULL);
  wanted = g_variant_ref_sink (g_variant_new ("(us)", TIE_SYNC_INVOICES, (const char *) ids->pdata[0]));
  g_assert_true (g_variant_equal (opened, wanted));

  /* What nobody wants to send has nothing to say; nor has a new one. */
  run_write (&fixture->run, mark_do_not_send, ids->pdata[0]);
  wait_until (get_title (line) == NULL);
}

static void
export_one (SyncUiFixture *fixture,
            const char *id)
{
  g_autoptr (TieSyncRun) run = run_new (&fixture->run);
  g_autoptr (GError) error = NULL;

  run_export (&fixture->run, run, &error, id, NULL);
  g_assert_no_error (error);
}

/* Changed since it was exported: one press, and both books have the same again. */
static void
test_changed (SyncUiFixture *fixture,
              gconstpointer data)
{
  g_autoptr (GPtrArray) ids = sync_ui_add_invoices (fixture, 1);
  g_autoptr (GVariant) opened = NULL;
  TieSyncLine *line;
  gint64 sum = 0;

  export_one (fixture, ids->pdata[0]);
  line = show_editor (fixture, tie_document_editor_new (fixture->session, &tie_billing_invoices, ids->pdata[0]), &opened);
  wait_until (get_title (line) != NULL);
  g_assert_true (g_str_has_prefix (get_title (line), "Exported "));
  g_assert_null (sync_ui_find_button (GTK_WIDGET (line), "Go to Sync"));

  run_change_document (&fixture->run, ids->pdata[0], "2025 Form 1040 and state", 12550);
  wait_until (g_str_equal (get_title (line), "Changed since export"));
  gtk_widget_activate (sync_ui_find_button (GTK_WIDGET (line), "Update in QuickBooks"));
  wait_until (g_str_has_prefix (get_title (line), "Exported "));
  sync_ui_wait_idle (fixture, TIE_SYNC_INVOICES);
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", &sum), ==, 1);
  g_assert_cmpint (sum, ==, 12550);
  g_assert_null (sync_ui_find_button (GTK_WIDGET (line), "Update in QuickBooks"));
}

static void
test_payment (SyncUiFixture *fixture,
              gconstpointer data)
{
  g_autoptr (GPtrArray) ids = sync_ui_add_invoices (fixture, 1);
  g_autofree char *payment = run_add_payment (&fixture->run, TIE_PAYMENT_KIND_RECEIPT, fixture->run.client, ids->pdata[0], 10000);
  g_autoptr (GVariant) opened = NULL;
  TieSyncLine *line = show_editor (fixture, tie_payment_editor_new (fixture->session, payment, NULL), &opened);

  wait_until (get_title (line) != NULL);
  g_assert_cmpstr (get_title (line), ==, "Not ready");
  g_assert_true (g_str_has_suffix (adw_action_row_get_subtitle (ADW_ACTION_ROW (line)), "has not been exported."));
}

static void
test_new (SyncUiFixture *fixture,
          gconstpointer data)
{
  g_autoptr (GVariant) opened = NULL;
  TieSyncLine *line = show_editor (fixture, tie_document_editor_new (fixture->session, &tie_billing_invoices, NULL), &opened);

  g_assert_null (get_title (line));
}

static GtkLabel *
find_hint (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && g_str_has_prefix (gtk_label_get_label (GTK_LABEL (widget)), "Next number "))
    return GTK_LABEL (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkLabel *found = find_hint (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

typedef struct
{
  TieKind kind;
  const char *connection;
  const char *number;
} Theirs;

static gboolean
add_theirs (TieDb *db,
            gpointer data,
            GError **error)
{
  const Theirs *theirs = data;

  return tie_db_run (db, error, "INSERT INTO remote (connection, kind, id, sort_key, seen) VALUES (?, ?, ?, '', '')", "sis", theirs->connection, (gint64) theirs->kind, theirs->number) &&
         tie_db_run (db, error, "INSERT INTO remote_money (connection, kind, id, number, party_id, total) VALUES (?, ?, ?, ?, '1', 100)", "siss",
                     theirs->connection, (gint64) theirs->kind, theirs->number, theirs->number);
}

/* Somebody made invoices in QuickBooks with the numbers that come next here: those behind them are given. */
static void
test_numbers (SyncUiFixture *fixture,
              gconstpointer data)
{
  const char *connection = tie_company_get_connection (fixture->run.sync.company)->id;
  Theirs theirs[] = { { TIE_KIND_SALES_INVOICE, connection, "INV-1001" }, { TIE_KIND_SALES_INVOICE, connection, "INV-1002" }, { TIE_KIND_SALES_CREDIT, connection, "INV-1003" } };
  g_autoptr (GVariant) opened = NULL;
  g_autofree char *number = NULL;
  g_autofree char *id = NULL;
  GtkWidget *editor;

  for (guint i = 0; i < G_N_ELEMENTS (theirs); i++)
    run_write (&fixture->run, add_theirs, &theirs[i]);
  editor = tie_document_editor_new (fixture->session, &tie_billing_invoices, NULL);
  show_editor (fixture, editor, &opened);
  wait_until (find_hint (editor) != NULL);
  g_assert_cmpstr (gtk_label_get_label (find_hint (editor)), ==, "Next number INV-1003 (QuickBooks has INV-1002)");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (find_hint (editor))));

  id = run_add_document (&fixture->run, TIE_DOCUMENT_KIND_INVOICE, fixture->run.client, 1000);
  number = run_get_text (&fixture->run, TIE_TYPE_DOCUMENT, id, TIE_DOCUMENT_NUMBER);
  g_assert_cmpstr (number, ==, "INV-1003");
}

#define ADD(path, func) g_test_add (path, SyncUiFixture, NULL, sync_ui_set_up, func, sync_ui_tear_down)

int
main (int argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/ui/sync-line/invoice", test_invoice);
  ADD ("/ui/sync-line/changed", test_changed);
  ADD ("/ui/sync-line/payment", test_payment);
  ADD ("/ui/sync-line/new", test_new);
  ADD ("/ui/sync-line/numbers", test_numbers);

  return g_test_run ();
}
