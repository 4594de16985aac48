/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "../sync/package-fixture.h"
#include "match-fixture.h"
#include "store/tie-activity-table.h"
#include "store/tie-db.h"
#include "store/tie-link-table.h"
#include "ui/tie-overview-page.h"
#include "ui/tie-session.h"

/* The guide of the Overview with each package: it calls it by its name, each button opens what its step needs, and what was
 * done has its check. */

#define PAIR "Blue Heron Gallery"

typedef struct
{
  RunFixture run;
  TieSession *session; /* (owned) */
  GtkWidget *window;   /* (owned) */
  GtkWidget *page;
  const TiePackage *package;
} Guide;

/* What the steps need is there, and none of them was done: what is linked belongs to the beginning. */
static gboolean
begin (TieDb *db,
       gpointer data,
       GError **error)
{
  return tie_setting_table_set (db, TIE_SETTING_DEMO_LINKS, "3", error);
}

/* On both sides, and not linked. */
static void
add_pair (Guide *guide)
{
  g_autofree char *contact = sync_add_contact (&guide->run.sync, PAIR, TIE_CONTACT_TYPE_CLIENT);
  g_autoptr (TieCrosswalk) before = sync_load_crosswalk (&guide->run.sync, TIE_KIND_CUSTOMER);
  g_autoptr (TieCrosswalk) after = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *exported = sync_export (before, &error);
  g_autofree char *unlinked = NULL;

  g_assert_no_error (error);
  after = sync_load_crosswalk (&guide->run.sync, TIE_KIND_CUSTOMER); /* the first may not know of the link yet */
  unlinked = sync_unlink (after, PAIR, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sync_count_links (&guide->run.sync, TIE_KIND_CUSTOMER), ==, 2);
}

static void
set_up (Guide *guide,
        gconstpointer data)
{
  const PackageCase *package = data;

  match_fixture_use_file_for_secrets ();
  package_fixture_set_up (&guide->run, package);
  add_pair (guide);
  run_write (&guide->run, begin, NULL);
  guide->package = tie_package_find (package->package);
  guide->session = tie_session_new_with_company (guide->run.sync.company, FALSE, NULL);
  guide->page = tie_overview_page_new (guide->session);
  guide->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (guide->window), guide->page);
  gtk_window_present (GTK_WINDOW (guide->window));
}

static gboolean
do_nothing (TieDb *db,
            gpointer data,
            GError **error)
{
  return TRUE;
}

/* What a change lets the company read again is read before the practice is closed: readings wait in the order in which they were
 * asked for, and what one lets others ask for comes a turn later. */
static void
settle (Guide *guide)
{
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GError) error = NULL;

      while (g_main_context_iteration (NULL, FALSE))
        ;
      tie_store_run (guide->run.sync.store, TIE_STORE_WRITE, do_nothing, NULL, &error);
      g_assert_no_error (error);
      tie_store_run (guide->run.sync.store, TIE_STORE_READ, do_nothing, NULL, &error);
      g_assert_no_error (error);
    }
}

static void
tear_down (Guide *guide,
           gconstpointer data)
{
  gpointer window = guide->window;
  gpointer session = guide->session;

  settle (guide);
  g_object_add_weak_pointer (window, &window);
  gtk_window_destroy (GTK_WINDOW (guide->window));
  wait_until (window == NULL);
  g_object_add_weak_pointer (session, &session);
  g_object_unref (guide->session);
  wait_until (session == NULL);
  run_fixture_tear_down (&guide->run, NULL);
}

static gpointer
get_child (Guide *guide,
           const char *name)
{
  return gtk_widget_get_template_child (guide->page, TIE_TYPE_OVERVIEW_PAGE, name);
}

static gboolean
is_done (Guide *guide,
         const char *image)
{
  return g_strcmp0 (gtk_image_get_icon_name (get_child (guide, image)), "emblem-ok-symbolic") == 0;
}

/* It stands out where it is the next one. */
static gboolean
is_next (Guide *guide,
         const char *button)
{
  return gtk_widget_has_css_class (get_child (guide, button), "suggested-action");
}

static void
assert_names_package (Guide *guide,
                      const char *row)
{
  const char *subtitle = adw_action_row_get_subtitle (get_child (guide, row));

  g_assert_nonnull (strstr (subtitle, guide->package->short_name));
}

static GtkWindow *
find_window (const char *title)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    {
      const char *own = gtk_window_get_title (link->data);

      if (own != NULL && g_str_has_prefix (own, title) && gtk_widget_get_visible (link->data))
        return link->data;
    }
  return NULL;
}

/* Presses the button of a step, waits for its window, and closes it. */
static void
take_step (Guide *guide,
           const char *button,
           const char *title)
{
  g_signal_emit_by_name (get_child (guide, button), "clicked");
  wait_until (find_window (title) != NULL);
  gtk_window_destroy (find_window (title));
  wait_until (find_window (title) == NULL);
}

static void
match (Guide *guide)
{
  g_autoptr (TieCrosswalk) crosswalk = sync_load_crosswalk (&guide->run.sync, TIE_KIND_CUSTOMER);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = sync_link (crosswalk, PAIR, PAIR, FALSE, &error);

  g_assert_no_error (error);
}

static void
export (Guide *guide)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (ids, package_add_document (&guide->run, TIE_DOCUMENT_KIND_INVOICE, guide->run.client, 30000));
  run_export_whole (&guide->run, ids, 1);
}

/* As a payment that was brought over leaves it. */
static gboolean
import (TieDb *db,
        gpointer connection,
        GError **error)
{
  return tie_db_run (db, error, "INSERT INTO payment (id, sort_key, number, kind, contact, date, amount, origin)"
                                " SELECT 'paid', 'paid', 'PAY-1', 'receipt', contact, date, total, 'package' FROM document LIMIT 1", "") &&
         tie_link_table_add (db, connection, TIE_KIND_RECEIPT, "paid", "77", error);
}

static void
test_steps (Guide *guide,
            gconstpointer data)
{
  g_autofree char *integration = g_strconcat (guide->package->name, " Integration", NULL);

  assert_names_package (guide, "match_row");
  assert_names_package (guide, "import_row");
  wait_until (is_next (guide, "match_button") && !is_done (guide, "match_done_image"));

  g_signal_emit_by_name (get_child (guide, "match_button"), "clicked");
  wait_until (find_window ("Automatch") != NULL);
  g_assert_nonnull (find_window (integration));
  gtk_window_destroy (find_window ("Automatch"));
  gtk_window_destroy (find_window (integration));
  match (guide);
  wait_until (is_done (guide, "match_done_image") && is_next (guide, "export_button"));

  take_step (guide, "export_button", "Invoice Export");
  export (guide);
  wait_until (is_done (guide, "export_done_image") && is_next (guide, "import_button"));

  take_step (guide, "import_button", "Payment Import");
  run_write (&guide->run, import, tie_company_get_connection (guide->run.sync.company)->id);
  wait_until (is_done (guide, "import_done_image") && is_next (guide, "compare_button"));

  g_signal_emit_by_name (get_child (guide, "compare_button"), "clicked");
  g_assert_true (is_done (guide, "compare_done_image"));
  g_assert_false (is_next (guide, "compare_button"));
}

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  for (guint i = 0; i < N_PACKAGE_CASES; i++)
    {
      g_autofree char *name = g_strconcat ("/ui/guide/", package_cases[i].package, NULL);

      g_test_add (name, Guide, &package_cases[i], set_up, test_steps, tear_down);
    }
  return g_test_run ();
}
