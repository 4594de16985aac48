/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "match-fixture.h"
#include "ui/tie-options-window.h"

static GtkWidget *
get_part (GtkWidget *window,
          const char *id)
{
  return GTK_WIDGET (gtk_widget_get_template_child (window, TIE_TYPE_OPTIONS_WINDOW, id));
}

/* A package, whichever it is: the connection is shown, and none of the other two ways. */
static gboolean
is_chosen (GtkWidget *window)
{
  return !gtk_check_button_get_active (GTK_CHECK_BUTTON (get_part (window, "none_check"))) && gtk_widget_get_visible (get_part (window, "connection_group"));
}

static GtkWidget *
open_window (MatchFixture *fixture)
{
  g_autoptr (TieSession) session = tie_session_new_with_company (fixture->company, FALSE, NULL);
  GtkWidget *window = tie_options_window_new (session);

  gtk_window_present (GTK_WINDOW (window));
  wait_until (gtk_window_get_focus (GTK_WINDOW (window)) != NULL);
  return window;
}

static void
disconnected_cb (GObject *source,
                 GAsyncResult *result,
                 gpointer is_done)
{
  g_autoptr (GError) error = NULL;

  *(gboolean *) is_done = tie_company_disconnect_finish (TIE_COMPANY (source), result, &error);
  g_assert_no_error (error);
}

/* A practice that was connected without this window keeps its package: one press connects again. */
static void
test_disconnected (MatchFixture *fixture,
                   gconstpointer data)
{
  GtkWidget *window;
  gboolean is_done = FALSE;

  match_fixture_add_contacts (fixture, (const char *const[]){ "Abacus Dental LLC", NULL });
  match_fixture_add_customers (fixture, (const char *const[]){ "Abacus Dental", NULL });
  match_fixture_load (fixture);
  window = open_window (fixture);
  g_assert_true (is_chosen (window));
  g_assert_false (gtk_widget_is_sensitive (get_part (window, "none_row")));
  g_assert_true (gtk_widget_get_visible (get_part (window, "disconnect_button")));

  gtk_widget_grab_focus (get_part (window, "disconnect_button"));
  tie_company_disconnect_async (fixture->company, NULL, disconnected_cb, &is_done);
  wait_until (is_done);
  g_assert_true (is_chosen (window));
  g_assert_true (gtk_widget_is_sensitive (get_part (window, "connect_button")));
  g_assert_false (gtk_widget_get_visible (get_part (window, "disconnect_button")));
  wait_until (gtk_window_get_focus (GTK_WINDOW (window)) != NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Nothing was ever chosen: nothing can be connected. */
static void
test_none (MatchFixture *fixture,
           gconstpointer data)
{
  GtkWidget *window = open_window (fixture);

  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (get_part (window, "none_check"))));
  g_assert_false (gtk_widget_is_sensitive (get_part (window, "connect_button")));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/ui/options/disconnected", MatchFixture, NULL, match_fixture_set_up, test_disconnected, match_fixture_tear_down);
  g_test_add ("/ui/options/none", MatchFixture, NULL, match_fixture_set_up, test_none, match_fixture_tear_down);
  return g_test_run ();
}
