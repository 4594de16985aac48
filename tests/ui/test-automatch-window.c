/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "match-fixture.h"
#include "store/tie-link-table.h"
#include "ui/tie-automatch-window.h"

typedef struct
{
  MatchFixture base;
  GtkWidget *parent;
  GtkWidget *window;
  TieTable *table;
} Fixture;

static const char *const contacts[] = { "Abacus Dental LLC", "Baker & Sons, Inc.", "Carter, Joan", "Delgado Landscape", "Delgado Landscaping", "Northside Dental LLC", "Zebra Signs", NULL };
static const char *const customers[] = { "Abacus Dental", "Baker and Sons", "Carter Joan M", "Carter, J. & P.", "Delgado Landscape Inc", "Delgado Landscaping LLC", "Northside Dental", NULL };

static void
open_window (Fixture *fixture)
{
  fixture->parent = gtk_window_new ();
  gtk_window_present (GTK_WINDOW (fixture->parent));
  fixture->window = tie_automatch_window_new (GTK_WINDOW (fixture->parent), fixture->base.crosswalk, tie_crosswalk_get_left (fixture->base.crosswalk), TRUE);
  fixture->table = tie_automatch_window_get_table (TIE_AUTOMATCH_WINDOW (fixture->window));
  g_assert_cmpstr (tie_automatch_window_get_state (TIE_AUTOMATCH_WINDOW (fixture->window)), ==, "running");
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until (!g_str_equal (tie_automatch_window_get_state (TIE_AUTOMATCH_WINDOW (fixture->window)), "running"));
  match_fixture_turn ();
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  match_fixture_set_up (&fixture->base, data);
  match_fixture_add_contacts (&fixture->base, contacts);
  match_fixture_add_customers (&fixture->base, customers);
  match_fixture_load (&fixture->base);
  open_window (fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  if (fixture->window != NULL)
    {
      gpointer window = fixture->window;

      g_object_add_weak_pointer (window, &window);
      gtk_window_destroy (window);
      wait_until (window == NULL);
    }
  gtk_window_destroy (GTK_WINDOW (fixture->parent));
  match_fixture_tear_down (&fixture->base, data);
}

static GListModel *
get_shown (Fixture *fixture)
{
  return G_LIST_MODEL (tie_table_get_model (fixture->table));
}

static TieProposal *
find (Fixture *fixture,
      const char *left,
      guint *position)
{
  for (guint i = 0; i < g_list_model_get_n_items (get_shown (fixture)); i++)
    {
      g_autoptr (TieProposal) proposal = g_list_model_get_item (get_shown (fixture), i);

      if (g_str_equal (tie_pair_row_get_name (tie_proposal_get_left (proposal)), left))
        {
          *position = i;
          return proposal; /* the window keeps it */
        }
    }
  return NULL;
}

static guint
count_checked (Fixture *fixture)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (get_shown (fixture)); i++)
    {
      g_autoptr (TieProposal) proposal = g_list_model_get_item (get_shown (fixture), i);

      n += tie_proposal_get_is_checked (proposal) ? 1 : 0;
    }
  return n;
}

static void
act (Fixture *fixture,
     const char *action)
{
  g_assert_true (gtk_widget_activate_action (fixture->window, action, NULL));
}

/* Only the link band comes checked, and only that is linked; one undo step for all of it. */
static void
test_apply (Fixture *fixture,
            gconstpointer data)
{
  guint position = 0;
  guint n_checked = count_checked (fixture);
  TieProposal *dental = find (fixture, "Abacus Dental LLC", &position);
  gpointer window = fixture->window;
  g_autofree char *title = g_strdup_printf ("Automatch: %u proposals", g_list_model_get_n_items (get_shown (fixture)));

  wait_until (g_strcmp0 (gtk_window_get_title (GTK_WINDOW (fixture->window)), title) == 0);
  g_assert_nonnull (dental);
  g_assert_true (tie_proposal_get_is_checked (dental));
  g_assert_cmpuint (n_checked, >=, 3);
  g_object_add_weak_pointer (window, &window);
  act (fixture, "automatch.apply");
  wait_until (window == NULL);
  fixture->window = NULL;
  wait_until (tie_crosswalk_get_n_linked (fixture->base.crosswalk) == n_checked);
}

static void
test_checks (Fixture *fixture,
             gconstpointer data)
{
  guint n_shown = g_list_model_get_n_items (get_shown (fixture));

  act (fixture, "automatch.check-none");
  g_assert_cmpuint (count_checked (fixture), ==, 0);
  match_fixture_turn ();
  act (fixture, "automatch.apply");
  match_fixture_turn ();
  g_assert_cmpuint (tie_crosswalk_get_n_linked (fixture->base.crosswalk), ==, 0);
  act (fixture, "automatch.check-all");
  g_assert_cmpuint (count_checked (fixture), ==, n_shown);
}

static void
test_never (Fixture *fixture,
            gconstpointer data)
{
  guint position = 0;
  TieProposal *dental = find (fixture, "Abacus Dental LLC", &position);
  gpointer window = fixture->window;
  guint n_checked;

  tie_table_focus_row (fixture->table, position);
  act (fixture, "automatch.never");
  g_assert_false (tie_proposal_get_is_checked (dental));
  act (fixture, "automatch.check-all");
  g_assert_false (tie_proposal_get_is_checked (dental));
  n_checked = count_checked (fixture);

  g_object_add_weak_pointer (window, &window);
  match_fixture_turn ();
  act (fixture, "automatch.apply");
  wait_until (window == NULL);
  fixture->window = NULL;
  wait_until (tie_crosswalk_get_n_linked (fixture->base.crosswalk) == n_checked);

  /* The next run does not propose the two again. */
  gtk_window_destroy (GTK_WINDOW (fixture->parent));
  open_window (fixture);
  g_assert_null (find (fixture, "Abacus Dental LLC", &position));
}

static void
take_rows_cb (TieAutomatchWindow *window,
              GPtrArray *rows,
              GPtrArray **taken)
{
  *taken = g_ptr_array_ref (rows);
}

static gboolean
forget_refusals_cb (TieDb *db,
                    gpointer data,
                    GError **error)
{
  Fixture *fixture = data;
  const char *connection = tie_company_get_connection (fixture->base.company)->id;
  g_autoptr (GPtrArray) refusals = tie_refusal_table_list (db, connection, TIE_KIND_CUSTOMER, error);

  for (guint i = 0; refusals != NULL && i < refusals->len; i++)
    {
      const TieLink *refusal = g_ptr_array_index (refusals, i);

      if (!tie_refusal_table_remove (db, connection, TIE_KIND_CUSTOMER, refusal->local_id, refusal->remote_id, error))
        return FALSE;
    }
  g_assert_cmpuint (refusals->len, ==, 1);
  return TRUE;
}

/* Taken back, here or in another window: the two may be matched again, and look like it. */
static void
test_never_undone (Fixture *fixture,
                   gconstpointer data)
{
  guint position = 0;
  TieProposal *dental = find (fixture, "Abacus Dental LLC", &position);
  g_autoptr (GError) error = NULL;

  tie_table_focus_row (fixture->table, position);
  act (fixture, "automatch.never");
  wait_until (tie_crosswalk_is_refused (fixture->base.crosswalk, tie_pair_row_get_id (tie_proposal_get_left (dental)), tie_pair_row_get_id (tie_proposal_get_right (dental))));
  tie_store_run (fixture->base.store, TIE_STORE_WRITE, forget_refusals_cb, fixture, &error);
  g_assert_no_error (error);
  wait_until (!tie_crosswalk_is_refused (fixture->base.crosswalk, tie_pair_row_get_id (tie_proposal_get_left (dental)), tie_pair_row_get_id (tie_proposal_get_right (dental))));
  g_assert_true (find (fixture, "Abacus Dental LLC", &position) == dental);
  act (fixture, "automatch.check-all");
  g_assert_true (tie_proposal_get_is_checked (dental));
}

/* A partner has one row: who steps to another's partner and checks it takes the check from him. */
static void
test_one_to_one (Fixture *fixture,
                 gconstpointer data)
{
  guint position = 0;
  TieProposal *scape = find (fixture, "Delgado Landscape", &position);
  TieProposal *scaping = find (fixture, "Delgado Landscaping", &position);

  act (fixture, "automatch.check-all");
  g_assert_true (tie_proposal_get_right (scape) != tie_proposal_get_right (scaping));
  g_assert_true (tie_proposal_get_is_checked (scape));

  tie_table_focus_row (fixture->table, position);
  while (tie_proposal_get_right (scaping) != tie_proposal_get_right (scape) && tie_proposal_step (scaping, 1))
    ;
  g_assert_true (tie_proposal_get_right (scaping) == tie_proposal_get_right (scape));
  g_assert_false (tie_proposal_get_is_checked (scaping)); /* a person looked for it, and may go on looking */
  g_signal_emit_by_name (fixture->table, "row-check", scaping);
  g_assert_true (tie_proposal_get_is_checked (scaping));
  g_assert_false (tie_proposal_get_is_checked (scape));

  act (fixture, "automatch.check-all"); /* the surer of the two, never both */
  g_assert_true (tie_proposal_get_is_checked (scape) != tie_proposal_get_is_checked (scaping));
}

/* Linked while the window is open: its proposal goes, the others and their number stay true. */
static void
test_decided_elsewhere (Fixture *fixture,
                        gconstpointer data)
{
  guint n_shown = g_list_model_get_n_items (get_shown (fixture));
  g_autofree char *title = g_strdup_printf ("Automatch: %u proposals", n_shown - 1);
  guint position = 0;

  match_fixture_link (&fixture->base, "Northside Dental LLC", "Northside Dental");
  wait_until (find (fixture, "Northside Dental LLC", &position) == NULL);
  wait_until (g_strcmp0 (gtk_window_get_title (GTK_WINDOW (fixture->window)), title) == 0);
}

static void
test_export (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GPtrArray) taken = NULL;

  g_signal_connect (fixture->window, "export-rows", G_CALLBACK (take_rows_cb), &taken);
  act (fixture, "automatch.export");
  g_assert_nonnull (taken);
  g_assert_cmpstr (tie_pair_row_get_name (g_ptr_array_index (taken, taken->len - 1)), ==, "Zebra Signs");
}

static void
test_nothing (void)
{
  static const char *const here[] = { "Quill", NULL };
  static const char *const there[] = { "Zanzibar Shipping Agency", NULL };
  Fixture fixture = { { NULL } };

  match_fixture_set_up (&fixture.base, NULL);
  match_fixture_add_contacts (&fixture.base, here);
  match_fixture_add_customers (&fixture.base, there);
  match_fixture_load (&fixture.base);
  open_window (&fixture);
  g_assert_cmpstr (tie_automatch_window_get_state (TIE_AUTOMATCH_WINDOW (fixture.window)), ==, "none");
  tear_down (&fixture, NULL);
}

/* Closing while it compares takes the answer from nobody. */
static void
test_cancel (void)
{
  Fixture fixture = { { NULL } };
  gpointer window;

  match_fixture_set_up (&fixture.base, NULL);
  match_fixture_add_many (&fixture.base, 2000);
  match_fixture_load (&fixture.base);
  fixture.parent = gtk_window_new ();
  window = tie_automatch_window_new (GTK_WINDOW (fixture.parent), fixture.base.crosswalk, NULL, FALSE);
  g_object_add_weak_pointer (window, &window);
  gtk_window_present (window);
  gtk_window_close (window);
  wait_until (window == NULL);
  g_assert_cmpuint (tie_crosswalk_get_n_linked (fixture.base.crosswalk), ==, 0);
  tear_down (&fixture, NULL);
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
    { "/ui/automatch/apply", test_apply },
    { "/ui/automatch/checks", test_checks },
    { "/ui/automatch/never", test_never },
    { "/ui/automatch/never-undone", test_never_undone },
    { "/ui/automatch/one-to-one", test_one_to_one },
    { "/ui/automatch/decided-elsewhere", test_decided_elsewhere },
    { "/ui/automatch/export", test_export },
  };

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  g_test_add_func ("/ui/automatch/nothing", test_nothing);
  g_test_add_func ("/ui/automatch/cancel", test_cancel);
  return g_test_run ();
}
