/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "match-fixture.h"
#include "ui/tie-doubles-window.h"
#include "ui/tie-merge-grid.h"

typedef struct
{
  MatchFixture base;
  GtkWidget *window;
  TieDoubles *doubles;
} Fixture;

static const char *const contacts[] = { "Bright Horizon Yoga LLC", "Bright Horizon Yoga", "Carter, Joan", "Delgado Landscaping", "Miller Plumbing",
                                        "Northside Orthodontics", "Pine Street Bakery", "Quill Publishing", "Zebra Signs", NULL };

static void
open_window (Fixture *fixture,
             TieKind kind)
{
  fixture->doubles = tie_doubles_new (fixture->base.company, kind);
  wait_until (!tie_doubles_get_is_looking (fixture->doubles));
  fixture->window = tie_doubles_window_new (NULL, fixture->doubles);
  gtk_window_present (GTK_WINDOW (fixture->window));
  match_fixture_turn ();
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  match_fixture_set_up (&fixture->base, data);
  match_fixture_add_contacts (&fixture->base, contacts);
  match_fixture_add_customers (&fixture->base, contacts);
  match_fixture_load (&fixture->base);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  gpointer window = fixture->window;
  gpointer doubles = fixture->doubles;

  wait_until (!tie_doubles_get_is_looking (fixture->doubles));
  g_object_add_weak_pointer (window, &window);
  gtk_window_destroy (window);
  wait_until (window == NULL);
  g_object_add_weak_pointer (doubles, &doubles);
  g_clear_object (&fixture->doubles);
  wait_until (doubles == NULL);
  match_fixture_tear_down (&fixture->base, data);
}

static const char *
get_title (Fixture *fixture)
{
  return gtk_window_get_title (GTK_WINDOW (fixture->window));
}

static void
test_refuse (Fixture *fixture,
             gconstpointer data)
{
  open_window (fixture, 0);
  g_assert_cmpstr (get_title (fixture), ==, "2 contacts look like doubles");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (tie_table_get_model (tie_doubles_window_get_table (TIE_DOUBLES_WINDOW (fixture->window))))), ==, 1);
  g_assert_true (gtk_widget_activate_action (fixture->window, "doubles.refuse", NULL));
  wait_until (g_str_equal (get_title (fixture), "No Doubles"));
}

/* The package's own records are shown, not merged. */
static void
test_package (Fixture *fixture,
              gconstpointer data)
{
  open_window (fixture, TIE_KIND_CUSTOMER);
  g_assert_cmpstr (get_title (fixture), ==, "2 records in QuickBooks look like doubles");
  gtk_widget_activate_action (fixture->window, "doubles.merge", NULL);
  match_fixture_turn ();
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, 1); /* no question */
  g_assert_true (gtk_widget_activate_action (fixture->window, "doubles.refuse", NULL));
  wait_until (g_str_equal (get_title (fixture), "No Doubles"));
}

static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window; /* GTK keeps it */
    }
  return NULL;
}

static void
answer (const char *response)
{
  GtkWidget *dialog = find_dialog ();

  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (GTK_WINDOW (dialog));
  match_fixture_turn ();
}

static void
test_merge (Fixture *fixture,
            gconstpointer data)
{
  open_window (fixture, 0);
  g_assert_true (gtk_widget_activate_action (fixture->window, "doubles.merge", NULL));
  answer ("cancel");
  match_fixture_turn ();
  g_assert_cmpstr (get_title (fixture), ==, "2 contacts look like doubles");
  g_assert_true (gtk_widget_activate_action (fixture->window, "doubles.merge", NULL));
  answer ("merge");
  wait_until (g_str_equal (get_title (fixture), "No Doubles"));
}

/* Both have a partner: one is asked which link stays. */
static void
test_both_linked (Fixture *fixture,
                  gconstpointer data)
{
  match_fixture_link (&fixture->base, "Bright Horizon Yoga LLC", "Bright Horizon Yoga LLC");
  match_fixture_link (&fixture->base, "Bright Horizon Yoga", "Bright Horizon Yoga");
  open_window (fixture, 0);
  g_assert_true (gtk_widget_activate_action (fixture->window, "doubles.merge", NULL));
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (find_dialog ())), ==, "Which Link Stays?");
  answer ("1");
  wait_until (g_str_equal (get_title (fixture), "No Doubles"));
  wait_until (tie_crosswalk_get_n_linked (fixture->base.crosswalk) == 1);
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/ui/doubles/refuse", test_refuse },
    { "/ui/doubles/package", test_package },
    { "/ui/doubles/merge", test_merge },
    { "/ui/doubles/both-linked", test_both_linked },
  };

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  return g_test_run ();
}
