/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "store/tie-activity-table.h"
#include "store/tie-db.h"
#include "sync-ui-fixture.h"
#include "ui/tie-activity-page.h"
#include "ui/tie-activity-row.h"
#include "ui/tie-status-line.h"
#include "ui/tie-table-export.h"

/* A run is one line, which opens in place to what became of each record. */

#define N_INVOICES 3

typedef struct
{
  SyncUiFixture base;
  GPtrArray *ids; /* (owned), element id: of the invoices that were sent */
  GtkWidget *page;
  TieTable *table;
} ActivityFixture;

static gpointer
find (GtkWidget *widget,
      GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* (transfer none): the model keeps it. */
static TieActivityRow *
get_row (ActivityFixture *fixture,
         guint position)
{
  g_autoptr (TieActivityRow) row = g_list_model_get_item (G_LIST_MODEL (tie_table_get_model (fixture->table)), position);

  return row;
}

static const TieActivity *
get (ActivityFixture *fixture,
     guint position)
{
  return tie_activity_row_get_activity (get_row (fixture, position));
}

static guint
count (ActivityFixture *fixture)
{
  return sync_ui_count_rows (fixture->table);
}

/* The page, and a run that sent the invoices on top of what it tells. */
static void
set_up (ActivityFixture *fixture,
        gconstpointer data)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  sync_ui_set_up (&fixture->base, data);
  fixture->ids = sync_ui_add_invoices (&fixture->base, N_INVOICES);
  gtk_box_append (GTK_BOX (box), tie_status_line_new ());
  gtk_window_set_child (GTK_WINDOW (window), box);
  sync_ui_show (&fixture->base, window, TIE_SYNC_INVOICES);
  g_assert_true (tie_sync_job_export (tie_session_get_sync_job (fixture->base.session), window, fixture->ids, 0));
  sync_ui_wait_idle (&fixture->base, TIE_SYNC_INVOICES);

  fixture->page = tie_activity_page_new (fixture->base.session);
  fixture->table = find (fixture->page, TIE_TYPE_TABLE);
  gtk_box_append (GTK_BOX (box), fixture->page);
  wait_until (count (fixture) > 0);
}

static void
tear_down (ActivityFixture *fixture,
           gconstpointer data)
{
  g_ptr_array_unref (fixture->ids);
  sync_ui_tear_down (&fixture->base, data);
}

/* A key as the table's own shortcuts get it; FALSE when none of them takes it. */
static gboolean
press (ActivityFixture *fixture,
       guint key)
{
  GtkWidget *view = GTK_WIDGET (tie_table_get_view (fixture->table));
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (view);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      for (guint s = 0; GTK_IS_SHORTCUT_CONTROLLER (controller) && s < g_list_model_get_n_items (G_LIST_MODEL (controller)); s++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), s);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_KEYVAL_TRIGGER (trigger) && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key)
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, view, NULL);
        }
    }
  return FALSE;
}

/* The row has the focus once it is laid out. */
static void
focus (ActivityFixture *fixture,
       guint position)
{
  TieActivityRow *row = get_row (fixture, position);

  tie_table_focus_row (fixture->table, position);
  wait_until (tie_table_get_current (fixture->table) == row);
}

static void
test_keys (ActivityFixture *fixture,
           gconstpointer data)
{
  guint n = count (fixture);
  TieActivityRow *run = get_row (fixture, 0);

  g_assert_nonnull (tie_activity_row_get_parts (run));
  g_assert_cmpstr (get (fixture, 0)->what, ==, "Exported to QuickBooks");
  g_assert_cmpstr (get (fixture, 0)->record, ==, "3 records");
  g_assert_cmpstr (get (fixture, 0)->result, ==, "All done");

  /* Right opens, and a second one has nothing to open; Left goes from a record to its run, and closes that. */
  focus (fixture, 0);
  g_assert_true (press (fixture, GDK_KEY_Right));
  g_assert_cmpuint (count (fixture), ==, n + N_INVOICES);
  g_assert_true (tie_activity_row_get_is_open (run));
  g_assert_false (press (fixture, GDK_KEY_Right));
  for (guint i = 0; i < N_INVOICES; i++)
    {
      g_assert_true (tie_activity_row_get_run (get_row (fixture, 1 + i)) == run);
      g_assert_cmpstr (get (fixture, 1 + i)->run, ==, get (fixture, 0)->run);
    }
  focus (fixture, N_INVOICES);
  g_assert_true (press (fixture, GDK_KEY_Left));
  wait_until (tie_table_get_current (fixture->table) == run);
  g_assert_true (press (fixture, GDK_KEY_Left));
  g_assert_cmpuint (count (fixture), ==, n);
  g_assert_false (press (fixture, GDK_KEY_Left));

  /* Enter does both. */
  g_signal_emit_by_name (tie_table_get_view (fixture->table), "activate", 0);
  g_assert_cmpuint (count (fixture), ==, n + N_INVOICES);
  g_signal_emit_by_name (tie_table_get_view (fixture->table), "activate", 0);
  g_assert_cmpuint (count (fixture), ==, n);
}

/* However the columns are sorted, the records of a run stand after it. */
static void
test_order (ActivityFixture *fixture,
            gconstpointer data)
{
  GtkColumnView *view = tie_table_get_view (fixture->table);
  GListModel *columns = gtk_column_view_get_columns (view);
  TieActivityRow *run = get_row (fixture, 0);

  focus (fixture, 0);
  g_assert_true (press (fixture, GDK_KEY_Right));
  for (guint i = 0; i < 2 * g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i / 2);
      guint place = 0;

      gtk_column_view_sort_by_column (view, column, i % 2 == 0 ? GTK_SORT_ASCENDING : GTK_SORT_DESCENDING);
      while (get_row (fixture, place) != run)
        place++;
      for (guint part = 1; part <= N_INVOICES; part++)
        g_assert_true (tie_activity_row_get_run (get_row (fixture, place + part)) == run);
    }
}

/* One that the package refused, and a line of something else. */
static gboolean
refuse_func (TieDb *db,
             gpointer id,
             GError **error)
{
  const TieActivity activity = { .what = (char *) "Backed up" };

  return tie_db_run (db, error, "UPDATE outbox SET state = ? WHERE local_id = ?", "is", (gint64) TIE_OUTBOX_FAILED, id) &&
         tie_activity_table_add (db, &activity, error);
}

/* What comes in meanwhile leaves open what is open, and the row that one stands on. */
static void
test_reading_again (ActivityFixture *fixture,
                    gconstpointer data)
{
  guint n = count (fixture);
  TieActivityRow *run = get_row (fixture, 0);
  TieActivityRow *part;

  focus (fixture, 0);
  g_assert_true (press (fixture, GDK_KEY_Right));
  focus (fixture, 2);
  part = get_row (fixture, 2);
  run_write (&fixture->base.run, refuse_func, fixture->ids->pdata[0]);
  wait_until (count (fixture) == n + N_INVOICES + 1);
  g_assert_cmpstr (get (fixture, 0)->what, ==, "Backed up");
  g_assert_true (get_row (fixture, 1) == run && get_row (fixture, 3) == part);
  g_assert_true (tie_table_get_current (fixture->table) == part);
  g_assert_cmpstr (get (fixture, 1)->result, ==, "2 done · 1 needs attention");
  g_assert_nonnull (strstr (get (fixture, 1)->details, "request "));
}

/* What is looked for, picked out or saved is each line by itself. */
static void
test_flat (ActivityFixture *fixture,
           gconstpointer data)
{
  GtkEditable *entry = find (fixture->page, GTK_TYPE_SEARCH_ENTRY);
  guint n = count (fixture);
  g_autoptr (GBytes) csv = tie_table_make_csv (fixture->table);
  g_autofree char *text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));

  g_assert_null (strstr (text, "3 records"));
  g_assert_nonnull (strstr (text, "INV-1001"));
  g_assert_nonnull (strstr (text, "INV-1003"));

  focus (fixture, 0);
  g_assert_true (press (fixture, GDK_KEY_Right));
  gtk_editable_set_text (entry, "INV-1002 exported");
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_cmpstr (get (fixture, 0)->record_id, ==, fixture->ids->pdata[1]);
  gtk_editable_set_text (entry, "");
  g_signal_emit_by_name (entry, "search-changed");
  g_assert_cmpuint (count (fixture), ==, n + N_INVOICES); /* it was open */

  focus (fixture, 0);
  g_assert_true (gtk_widget_activate_action (fixture->page, "activity.show-run", NULL));
  g_assert_cmpuint (count (fixture), ==, N_INVOICES);
  g_assert_true (gtk_widget_activate_action (fixture->page, "activity.show-all", NULL));
  g_assert_cmpuint (count (fixture), ==, n + N_INVOICES);
}

#define ADD(path, func) g_test_add (path, ActivityFixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/ui/activity/keys", test_keys);
  ADD ("/ui/activity/order", test_order);
  ADD ("/ui/activity/reading-again", test_reading_again);
  ADD ("/ui/activity/flat", test_flat);

  return g_test_run ();
}
