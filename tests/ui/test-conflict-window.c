/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "match-fixture.h"
#include "model/tie-contact.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "sync/tie-name-merge.h"
#include "ui/tie-conflict-window.h"

typedef struct
{
  MatchFixture base;
  TieSession *session;
  GtkWidget *parent;
  char *connection;
  char *contact;
  gboolean is_resolved;
} ConflictFixture;

/* The two met; then both changed the phone, and one side each the street and the city. */
static gboolean
change_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  ConflictFixture *fixture = data;
  g_autoptr (GPtrArray) contacts = tie_record_table_list (db, TIE_TYPE_CONTACT, error);
  TieRecord *contact = g_ptr_array_index (contacts, 0);
  g_autofree char *remote_id = NULL;
  g_autoptr (TieRemote) remote = NULL;
  g_autoptr (GPtrArray) remotes = g_ptr_array_new ();
  TieNameMerge merge;

  fixture->contact = g_strdup (tie_record_get_id (contact));
  remote_id = tie_link_table_find_remote (db, fixture->connection, TIE_KIND_CUSTOMER, fixture->contact, error);
  g_assert_true (tie_name_merge_follow (db, fixture->connection, &merge, error));

  tie_record_set_text (contact, TIE_CONTACT_PHONE, "503 555 0199");
  tie_record_set_text (contact, TIE_CONTACT_STREET, "12 Elm Street");
  g_assert_true (tie_record_table_save (db, contact, error));
  remote = tie_remote_table_get (db, fixture->connection, TIE_KIND_CUSTOMER, remote_id, error);
  g_free (remote->phone);
  remote->phone = g_strdup ("503 555 0222");
  g_free (remote->city);
  remote->city = g_strdup ("Salem");
  g_ptr_array_add (remotes, remote);
  g_assert_true (tie_remote_table_save (db, fixture->connection, remotes, error));
  return tie_name_merge_follow (db, fixture->connection, &merge, error) && merge.n_conflicts == 1;
}

static void
set_up (ConflictFixture *fixture,
        gconstpointer data)
{
  match_fixture_set_up (&fixture->base, data);
  match_fixture_add_contacts (&fixture->base, (const char *const[]){ "Abacus Dental LLC", NULL });
  match_fixture_add_customers (&fixture->base, (const char *const[]){ "Abacus Dental", NULL });
  match_fixture_load (&fixture->base);
  match_fixture_link (&fixture->base, "Abacus Dental LLC", "Abacus Dental");
  fixture->connection = g_strdup (tie_company_get_connection (fixture->base.company)->id);
  g_assert_true (tie_store_run (fixture->base.store, TIE_STORE_WRITE, change_cb, fixture, NULL));
  fixture->session = tie_session_new_with_company (fixture->base.company, FALSE, NULL);
  fixture->parent = gtk_window_new ();
}

static void
tear_down (ConflictFixture *fixture,
           gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->parent));
  match_fixture_turn ();
  g_clear_object (&fixture->session);
  g_free (fixture->connection);
  g_free (fixture->contact);
  match_fixture_tear_down (&fixture->base, data);
}

static void
resolved_cb (ConflictFixture *fixture)
{
  fixture->is_resolved = TRUE;
}

/* The choice of a side in a row of the grid. */
static GtkCheckButton *
get_choice (GtkWidget *window,
            int row,
            int column)
{
  GtkGrid *grid = GTK_GRID (gtk_widget_get_template_child (window, TIE_TYPE_CONFLICT_WINDOW, "grid"));

  return (GtkCheckButton *) gtk_grid_get_child_at (grid, column, row);
}

static GtkWidget *
open_window (ConflictFixture *fixture)
{
  GtkWidget *window = tie_conflict_window_new (GTK_WINDOW (fixture->parent), fixture->session, TIE_KIND_CUSTOMER, fixture->contact);

  g_signal_connect_swapped (window, "resolved", G_CALLBACK (resolved_cb), fixture);
  gtk_window_present (GTK_WINDOW (window));
  wait_until (get_choice (window, 1, 2) != NULL);
  return window;
}

typedef struct
{
  ConflictFixture *fixture;
  const char *phone;
  const char *street;
  const char *city;
} Expected;

static gboolean
expect_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  const Expected *expected = data;
  g_autoptr (TieRecord) contact = tie_record_table_get (db, TIE_TYPE_CONTACT, expected->fixture->contact, error);

  g_assert_cmpstr (tie_record_get_text (contact, TIE_CONTACT_PHONE), ==, expected->phone);
  g_assert_cmpstr (tie_record_get_text (contact, TIE_CONTACT_STREET), ==, expected->street);
  g_assert_cmpstr (tie_record_get_text (contact, TIE_CONTACT_CITY), ==, expected->city);
  g_assert_cmpint (tie_conflict_table_count (db, expected->fixture->connection, error), ==, 0);
  return TRUE;
}

static void
expect (ConflictFixture *fixture,
        const char *phone,
        const char *street,
        const char *city)
{
  Expected expected = { fixture, phone, street, city };

  g_assert_true (tie_store_run (fixture->base.store, TIE_STORE_READ, expect_cb, &expected, NULL));
}

/* Phone, street, city: what only one side changed is chosen already, Apply waits for the phone. */
static void
test_choose (ConflictFixture *fixture,
             gconstpointer data)
{
  GtkWidget *window = open_window (fixture);
  GtkWidget *apply = GTK_WIDGET (gtk_widget_get_template_child (window, TIE_TYPE_CONFLICT_WINDOW, "apply_button"));

  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Review Changes: Abacus Dental LLC");
  g_assert_false (gtk_check_button_get_active (get_choice (window, 1, 2)));
  g_assert_false (gtk_check_button_get_active (get_choice (window, 1, 3)));
  g_assert_true (gtk_check_button_get_active (get_choice (window, 2, 2)));
  g_assert_true (gtk_check_button_get_active (get_choice (window, 3, 3)));
  g_assert_false (gtk_widget_is_sensitive (apply));

  gtk_check_button_set_active (get_choice (window, 1, 3), TRUE);
  g_assert_true (gtk_widget_is_sensitive (apply));
  gtk_widget_activate (apply);
  wait_until (fixture->is_resolved);
  expect (fixture, "503 555 0222", "12 Elm Street", "Salem");
}

static void
test_keep (ConflictFixture *fixture,
           gconstpointer mine)
{
  GtkWidget *window = open_window (fixture);

  g_assert_true (gtk_widget_activate_action (window, mine != NULL ? "conflict.keep-mine" : "conflict.keep-theirs", NULL));
  g_assert_true (gtk_widget_activate_action (window, "conflict.apply", NULL));
  wait_until (fixture->is_resolved);
  if (mine != NULL)
    expect (fixture, "503 555 0199", "12 Elm Street", "");
  else
    expect (fixture, "503 555 0222", "", "Salem");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/ui/conflict/choose", ConflictFixture, NULL, set_up, test_choose, tear_down);
  g_test_add ("/ui/conflict/keep-mine", ConflictFixture, "mine", set_up, test_keep, tear_down);
  g_test_add ("/ui/conflict/keep-theirs", ConflictFixture, NULL, set_up, test_keep, tear_down);
  return g_test_run ();
}
