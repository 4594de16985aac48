/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/tie-activity-table.h"
#include "store/tie-db.h"
#include "sync-ui-fixture.h"
#include "sync/tie-comparison-words.h"
#include "ui/tie-comparison-view.h"
#include "ui/tie-overview-figures.h"
#include "ui/tie-overview-page.h"

/* The first page: how much can be sent and how much waits, and a guide that remembers what was done. */

static GtkWidget *
show_page (SyncUiFixture *fixture)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = tie_overview_page_new (fixture->session);

  gtk_window_set_child (GTK_WINDOW (window), page);
  sync_ui_show (fixture, window, TIE_SYNC_INVOICES);
  return page;
}

static gpointer
get_child (GtkWidget *page,
           const char *name)
{
  return gtk_widget_get_template_child (page, TIE_TYPE_OVERVIEW_PAGE, name);
}

static gboolean
says (GtkWidget *page,
      const char *label,
      const char *text)
{
  return g_str_equal (gtk_label_get_label (get_child (page, label)), text);
}

static gboolean
is_done (GtkWidget *page,
         const char *image)
{
  return g_strcmp0 (gtk_image_get_icon_name (get_child (page, image)), "emblem-ok-symbolic") == 0;
}

static gboolean
mark_sent (TieDb *db,
           gpointer id,
           GError **error)
{
  return tie_db_exec (db, "UPDATE document SET is_sent = 1 WHERE number = 'INV-1001'", error);
}

static void
test_counts (SyncUiFixture *fixture,
             gconstpointer data)
{
  g_autoptr (GPtrArray) ids = sync_ui_add_invoices (fixture, 3);
  GtkWidget *page;

  sync_ui_require_sent (fixture);
  run_write (&fixture->run, mark_sent, NULL);
  page = show_page (fixture);
  g_assert_false (gtk_widget_get_visible (get_child (page, "sync_group"))); /* not before it is known */
  wait_until (gtk_widget_get_visible (get_child (page, "sync_group")));
  wait_until (says (page, "ready_label", "1") && says (page, "blocked_label", "2"));
}

static gboolean
read_compared (TieDb *db,
               gpointer data,
               GError **error)
{
  char **value = data;

  *value = tie_setting_table_get (db, TIE_SETTING_COMPARED, error);
  return error == NULL || *error == NULL;
}

static void
test_guide (SyncUiFixture *fixture,
            gconstpointer data)
{
  g_autofree char *compared = NULL;
  GtkWidget *page = show_page (fixture);

  wait_until (!is_done (page, "compare_done_image"));
  gtk_widget_activate_action (page, "overview.show-tie-out", NULL);
  g_assert_true (is_done (page, "compare_done_image"));
  run_write (&fixture->run, read_compared, &compared);
  g_assert_nonnull (compared);

  /* The next start of the program knows. */
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  page = show_page (fixture);
  wait_until (is_done (page, "compare_done_image"));
}

static gboolean
export_elsewhere (TieDb *db,
                  gpointer data,
                  GError **error)
{
  return tie_db_exec (db, "INSERT INTO connection (id, package, environment, company_name) VALUES ('other', 'dummy', 'production', 'Bayside Ltd');"
                          "INSERT INTO link (id, connection, kind, local_id, remote_id) SELECT 'o-' || id, 'other', 8, id, '77' FROM document WHERE number = 'INV-1001'",
                      error);
}

static gpointer
get_part (GtkWidget *comparison,
          const char *name)
{
  return gtk_widget_get_template_child (comparison, TIE_TYPE_COMPARISON_VIEW, name);
}

/* What another company of the practice has is no difference to this one, and nobody is left to wonder where it went. */
static void
test_elsewhere (SyncUiFixture *fixture,
                gconstpointer data)
{
  g_autoptr (GPtrArray) ids = sync_ui_add_invoices (fixture, 1);
  GtkWidget *page;
  GtkWidget *comparison;
  GtkWidget *label;

  run_write (&fixture->run, mark_sent, NULL);
  run_write (&fixture->run, export_elsewhere, NULL);
  page = show_page (fixture);
  comparison = get_child (page, "comparison");
  label = get_part (comparison, "elsewhere_label");
  gtk_drop_down_set_selected (get_part (comparison, "period_drop_down"), TIE_PERIOD_ALL);
  wait_until (gtk_widget_get_visible (label));
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, "1 record of the period was exported to Bayside Ltd already and is left out.");
  g_assert_false (gtk_widget_get_visible (get_part (comparison, "differences_list")));
}

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, test) g_test_add ("/ui/overview/" name, SyncUiFixture, NULL, sync_ui_set_up, test, sync_ui_tear_down)
  ADD ("counts", test_counts);
  ADD ("guide", test_guide);
  ADD ("elsewhere", test_elsewhere);
#undef ADD
  return g_test_run ();
}
