/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "match-fixture.h"
#include "ui/tie-automatch-window.h"
#include "ui/tie-match-page.h"
#include "ui/tie-status-line.h"
#include "ui/tie-undo-control.h"

typedef struct
{
  MatchFixture base;
  GtkWidget *window;
  TieMatchPage *page;
  TieStatusLine *line;
} Fixture;

static const char *const contacts[] = { "Abacus Dental LLC", "Bright Horizon Yoga LLC", "Carter, Joan", "Delgado Landscaping", "Zebra Signs", NULL };
static const char *const customers[] = { "Abacus Dental", "Brite Horizon Yoga", "Carter Joan M", "Delgado Landscape Inc", "Quite Another", NULL };

static void
open_window (Fixture *fixture)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 600);
  fixture->page = TIE_MATCH_PAGE (tie_match_page_new (fixture->base.company));
  fixture->line = TIE_STATUS_LINE (tie_status_line_new ());
  tie_match_page_add_list (fixture->page, fixture->base.crosswalk, &tie_match_list_customers);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->page));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->line));
  gtk_window_set_child (GTK_WINDOW (fixture->window), box);
  tie_undo_control_attach (GTK_WINDOW (fixture->window), fixture->base.store, "window");
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_widget_grab_focus (GTK_WIDGET (fixture->page));
  wait_until (gtk_window_is_active (GTK_WINDOW (fixture->window)));
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
  gpointer page = fixture->page;

  g_object_add_weak_pointer (page, &page);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  wait_until (page == NULL);
  match_fixture_tear_down (&fixture->base, data);
}

static TiePairRow *
left (Fixture *fixture,
      const char *name)
{
  TiePairRow *row = match_fixture_find (tie_crosswalk_get_left (fixture->base.crosswalk), name);

  g_assert_nonnull (row);
  return row;
}

static TiePairRow *
right (Fixture *fixture,
       const char *name)
{
  TiePairRow *row = match_fixture_find (tie_crosswalk_get_right (fixture->base.crosswalk), name);

  g_assert_nonnull (row);
  return row;
}

static guint
find_position (TieMatchPane *pane,
               TiePairRow *row)
{
  GListModel *shown = G_LIST_MODEL (tie_table_get_model (tie_match_pane_get_table (pane)));
  guint position;

  for (position = 0; position < g_list_model_get_n_items (shown); position++)
    {
      g_autoptr (TiePairRow) found = g_list_model_get_item (shown, position);

      if (found == row)
        return position;
    }
  return GTK_INVALID_LIST_POSITION;
}

/* Selects as a person does: with the signal. */
static void
click (TieMatchPane *pane,
       TiePairRow *row)
{
  wait_until (find_position (pane, row) != GTK_INVALID_LIST_POSITION);
  gtk_selection_model_select_item (tie_table_get_model (tie_match_pane_get_table (pane)), find_position (pane, row), TRUE);
}

static void
add_click (TieMatchPane *pane,
           guint position)
{
  gtk_selection_model_select_item (tie_table_get_model (tie_match_pane_get_table (pane)), position, FALSE);
}

static void
press_enter (TieMatchPane *pane,
             TiePairRow *row)
{
  g_signal_emit_by_name (tie_match_pane_get_table (pane), "row-activated", row);
}

static gboolean
has_focus (TieMatchPane *pane)
{
  return gtk_widget_get_focus_child (GTK_WIDGET (pane)) != NULL && gtk_widget_get_focus_child (GTK_WIDGET (tie_match_pane_get_table (pane))) != NULL;
}

static void
act (Fixture *fixture,
     const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->page), action, NULL));
}

static gboolean
can_undo (Fixture *fixture)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->line)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_BUTTON (child) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (child)), "undo.undo") == 0)
        return gtk_widget_get_visible (child) && gtk_widget_is_sensitive (child);
    }
  return FALSE;
}

static void
undo (Fixture *fixture)
{
  wait_until (can_undo (fixture));
  act (fixture, "undo.undo");
}

/* The dialog on top, answered. */
static GtkWindow *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    {
      if (ADW_IS_MESSAGE_DIALOG (link->data))
        return link->data;
    }
  return NULL;
}

static void
answer (const char *expected_heading,
        const char *expected_body,
        const char *response)
{
  GtkWindow *dialog;

  wait_until (find_dialog () != NULL);
  dialog = find_dialog ();
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), ==, expected_heading);
  if (expected_body != NULL)
    g_assert_cmpstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), ==, expected_body);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (dialog);
  match_fixture_turn ();
}

static void
test_enter_enter (Fixture *fixture,
                  gconstpointer data)
{
  TieMatchPane *l = tie_match_page_get_left (fixture->page);
  TieMatchPane *r = tie_match_page_get_right (fixture->page);

  click (l, left (fixture, "Abacus Dental LLC"));
  press_enter (l, left (fixture, "Abacus Dental LLC"));
  g_assert_true (tie_match_pane_get_single (r) == right (fixture, "Abacus Dental"));
  wait_until (has_focus (r));

  press_enter (r, right (fixture, "Abacus Dental"));
  wait_until (tie_pair_row_get_partner (left (fixture, "Abacus Dental LLC")) == right (fixture, "Abacus Dental"));
  wait_until (has_focus (l));
  g_assert_true (tie_match_pane_get_single (l) == left (fixture, "Bright Horizon Yoga LLC"));
  g_assert_cmpstr (tie_status_line_get_sentence (fixture->line), !=, "");

  press_enter (l, left (fixture, "Bright Horizon Yoga LLC"));
  press_enter (r, right (fixture, "Brite Horizon Yoga"));
  wait_until (tie_match_pane_get_single (l) == left (fixture, "Carter, Joan"));
  g_assert_cmpuint (tie_crosswalk_get_n_linked (fixture->base.crosswalk), ==, 2);
}

static void
test_partners (Fixture *fixture,
               gconstpointer data)
{
  TieMatchPane *l = tie_match_page_get_left (fixture->page);
  TieMatchPane *r = tie_match_page_get_right (fixture->page);

  match_fixture_link (&fixture->base, "Carter, Joan", "Carter Joan M");
  match_fixture_link (&fixture->base, "Zebra Signs", "Quite Another");
  click (l, left (fixture, "Carter, Joan"));
  g_assert_true (tie_match_pane_get_single (r) == right (fixture, "Carter Joan M"));
  click (r, right (fixture, "Quite Another"));
  g_assert_true (tie_match_pane_get_single (l) == left (fixture, "Zebra Signs"));

  /* A partner leaves the selection with its row; what someone chose stays. */
  click (l, left (fixture, "Abacus Dental LLC"));
  g_assert_null (tie_match_pane_get_single (r));
  click (r, right (fixture, "Abacus Dental"));
  click (l, left (fixture, "Delgado Landscaping"));
  g_assert_true (tie_match_pane_get_single (r) == right (fixture, "Abacus Dental"));

  /* A filter that hides the partner gives way. */
  gtk_editable_set_text (GTK_EDITABLE (tie_match_pane_get_entry (r)), "abacus");
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (tie_table_get_model (tie_match_pane_get_table (r)))) == 1);
  click (l, left (fixture, "Carter, Joan"));
  g_assert_true (tie_match_pane_get_single (r) == right (fixture, "Carter Joan M"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (tie_match_pane_get_entry (r))), ==, "");
}

static void
test_link_unlink (Fixture *fixture,
                  gconstpointer data)
{
  TieMatchPane *l = tie_match_page_get_left (fixture->page);
  TieMatchPane *r = tie_match_page_get_right (fixture->page);

  click (l, left (fixture, "Zebra Signs"));
  click (r, right (fixture, "Quite Another"));
  act (fixture, "match.link");
  wait_until (tie_pair_row_get_partner (left (fixture, "Zebra Signs")) != NULL);
  wait_until (tie_match_pane_get_single (l) == left (fixture, "Abacus Dental LLC"));

  click (l, left (fixture, "Zebra Signs"));
  act (fixture, "match.unlink");
  wait_until (tie_pair_row_get_partner (left (fixture, "Zebra Signs")) == NULL);
  wait_until (has_focus (l));
  g_assert_true (tie_match_pane_get_single (l) == left (fixture, "Zebra Signs"));

  /* Ctrl+Z takes the last of the two back. */
  undo (fixture);
  wait_until (tie_pair_row_get_partner (left (fixture, "Zebra Signs")) == right (fixture, "Quite Another"));
}

static void
test_move (Fixture *fixture,
           gconstpointer data)
{
  TieMatchPane *l = tie_match_page_get_left (fixture->page);
  TieMatchPane *r = tie_match_page_get_right (fixture->page);

  match_fixture_link (&fixture->base, "Bright Horizon Yoga LLC", "Brite Horizon Yoga");
  click (l, left (fixture, "Zebra Signs"));
  press_enter (r, right (fixture, "Brite Horizon Yoga"));
  answer ("Already Linked", "Brite Horizon Yoga is already linked to Bright Horizon Yoga LLC.", "show");
  g_assert_true (tie_match_pane_get_single (l) == left (fixture, "Bright Horizon Yoga LLC"));
  g_assert_true (tie_match_pane_get_single (r) == right (fixture, "Brite Horizon Yoga"));

  click (l, left (fixture, "Zebra Signs"));
  press_enter (r, right (fixture, "Brite Horizon Yoga"));
  answer ("Already Linked", NULL, "move");
  wait_until (tie_pair_row_get_partner (left (fixture, "Zebra Signs")) == right (fixture, "Brite Horizon Yoga"));
  wait_until (tie_pair_row_get_partner (left (fixture, "Bright Horizon Yoga LLC")) == NULL);
}

static void
test_hide (Fixture *fixture,
           gconstpointer data)
{
  TieMatchPane *l = tie_match_page_get_left (fixture->page);
  TieMatchPane *r = tie_match_page_get_right (fixture->page);
  GListModel *shown = G_LIST_MODEL (tie_table_get_model (tie_match_pane_get_table (l)));

  match_fixture_link (&fixture->base, "Carter, Joan", "Carter Joan M");
  act (fixture, "match.hide-linked");
  wait_until (g_list_model_get_n_items (shown) == 4);
  g_assert_true (tie_match_pane_get_hide_linked (r));

  click (l, left (fixture, "Zebra Signs"));
  press_enter (r, right (fixture, "Quite Another"));
  wait_until (g_list_model_get_n_items (shown) == 3);
  wait_until (has_focus (l));
  g_assert_true (tie_match_pane_get_single (l) == left (fixture, "Abacus Dental LLC"));

  /* Undo shows it again. */
  undo (fixture);
  wait_until (g_list_model_get_n_items (shown) == 4);
  act (fixture, "match.hide-linked");
  wait_until (g_list_model_get_n_items (shown) == 5);
}

static void
test_create (Fixture *fixture,
             gconstpointer data)
{
  TieMatchPane *l = tie_match_page_get_left (fixture->page);
  TieMatchPane *r = tie_match_page_get_right (fixture->page);

  /* Without a similar name nothing is asked. */
  click (l, left (fixture, "Zebra Signs"));
  act (fixture, "match.export");
  wait_until (tie_pair_row_get_partner (left (fixture, "Zebra Signs")) != NULL);
  g_assert_cmpuint (tie_dummy_ledger_count (fixture->base.ledger, TIE_KIND_CUSTOMER), ==, 6);
  wait_until (tie_match_pane_get_single (l) == left (fixture, "Abacus Dental LLC"));
  wait_until (has_focus (l));

  act (fixture, "match.export");
  answer ("Create customer “Abacus Dental LLC” in QuickBooks?", NULL, "link");
  wait_until (tie_pair_row_get_partner (left (fixture, "Abacus Dental LLC")) == right (fixture, "Abacus Dental"));
  g_assert_cmpuint (tie_dummy_ledger_count (fixture->base.ledger, TIE_KIND_CUSTOMER), ==, 6);
  wait_until (tie_match_pane_get_single (l) == left (fixture, "Bright Horizon Yoga LLC"));

  click (r, right (fixture, "Quite Another"));
  act (fixture, "match.import");
  wait_until (tie_pair_row_get_partner (right (fixture, "Quite Another")) != NULL);
  g_assert_nonnull (left (fixture, "Quite Another"));
}

static void
test_create_several (Fixture *fixture,
                     gconstpointer data)
{
  TieMatchPane *l = tie_match_page_get_left (fixture->page);

  click (l, left (fixture, "Abacus Dental LLC"));
  add_click (l, 4);
  act (fixture, "match.export");
  answer ("Create 2 records in QuickBooks?", NULL, "others");
  wait_until (tie_pair_row_get_partner (left (fixture, "Zebra Signs")) != NULL);
  g_assert_null (tie_pair_row_get_partner (left (fixture, "Abacus Dental LLC")));
  g_assert_cmpuint (tie_dummy_ledger_count (fixture->base.ledger, TIE_KIND_CUSTOMER), ==, 6);
}

static void
test_clear (Fixture *fixture,
            gconstpointer data)
{
  match_fixture_link (&fixture->base, "Carter, Joan", "Carter Joan M");
  match_fixture_link (&fixture->base, "Zebra Signs", "Quite Another");
  act (fixture, "match.clear");
  answer ("Clear 2 links?", NULL, "cancel");
  g_assert_cmpuint (tie_crosswalk_get_n_linked (fixture->base.crosswalk), ==, 2);
  act (fixture, "match.clear");
  answer ("Clear 2 links?", "Names stay on both sides. Documents already exported keep their QuickBooks numbers.", "clear");
  wait_until (tie_crosswalk_get_n_linked (fixture->base.crosswalk) == 0);
  wait_until (has_focus (tie_match_page_get_left (fixture->page)));
}

static void
test_panes (Fixture *fixture,
            gconstpointer data)
{
  TieMatchPane *l = tie_match_page_get_left (fixture->page);
  TieMatchPane *r = tie_match_page_get_right (fixture->page);

  wait_until (has_focus (l));
  act (fixture, "match.next-pane");
  g_assert_true (GTK_IS_BUTTON (gtk_window_get_focus (GTK_WINDOW (fixture->window))));
  act (fixture, "match.next-pane");
  wait_until (has_focus (r));
  act (fixture, "match.next-pane");
  wait_until (has_focus (l));
  act (fixture, "match.previous-pane");
  wait_until (has_focus (r));

  /* Tab: left, buttons, right. */
  gtk_widget_grab_focus (GTK_WIDGET (tie_match_pane_get_table (l)));
  wait_until (has_focus (l));
  gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD);
  g_assert_true (GTK_IS_BUTTON (gtk_window_get_focus (GTK_WINDOW (fixture->window))));
}

static void
test_offline (void)
{
  Fixture fixture = { { NULL } };

  match_fixture_set_up (&fixture.base, NULL);
  match_fixture_add_contacts (&fixture.base, contacts);
  match_fixture_load_offline (&fixture.base);
  open_window (&fixture);
  click (tie_match_page_get_left (fixture.page), left (&fixture, "Zebra Signs"));
  wait_until (g_str_equal (tie_list_states_get_state (tie_match_pane_get_states (tie_match_page_get_right (fixture.page))), "empty"));
  act (&fixture, "match.export");
  match_fixture_turn ();
  g_assert_cmpuint (tie_dummy_ledger_count (fixture.base.ledger, TIE_KIND_CUSTOMER), ==, 0);
  tear_down (&fixture, NULL);
}

/* A practice without anything: both lists say so, and nothing goes on as if it were being read. */
static void
test_empty (void)
{
  Fixture fixture = { { NULL } };

  match_fixture_set_up (&fixture.base, NULL);
  match_fixture_load_offline (&fixture.base);
  open_window (&fixture);
  wait_until (g_str_equal (tie_list_states_get_state (tie_match_pane_get_states (tie_match_page_get_left (fixture.page))), "empty"));
  wait_until (g_str_equal (tie_list_states_get_state (tie_match_pane_get_states (tie_match_page_get_right (fixture.page))), "empty"));
  g_assert_false (tie_crosswalk_get_is_loading (fixture.base.crosswalk));
  tear_down (&fixture, NULL);
}

/* What other windows ask for: the row of a record at either side has the focus, and from the right one Enter goes back to its
 * best candidate at left. */
static void
test_show_record (Fixture *fixture,
                  gconstpointer data)
{
  TiePairRow *carter = left (fixture, "Carter, Joan");
  TiePairRow *abacus = right (fixture, "Abacus Dental");
  TieMatchPane *left_pane = tie_match_page_get_left (fixture->page);
  TieMatchPane *right_pane = tie_match_page_get_right (fixture->page);

  tie_match_page_show_record (fixture->page, TIE_KIND_CUSTOMER, tie_pair_row_get_id (carter), NULL);
  wait_until (tie_match_pane_get_single (left_pane) == carter && has_focus (left_pane));
  tie_match_page_show_record (fixture->page, TIE_KIND_CUSTOMER, NULL, tie_pair_row_get_id (abacus));
  wait_until (tie_match_pane_get_single (right_pane) == abacus && has_focus (right_pane));
  g_assert_null (tie_match_pane_get_single (left_pane));
  press_enter (right_pane, abacus);
  g_assert_true (tie_match_pane_get_single (left_pane) == left (fixture, "Abacus Dental LLC"));
  g_assert_true (has_focus (left_pane));
}

static GtkWindow *
find_automatch (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    {
      if (TIE_IS_AUTOMATCH_WINDOW (link->data))
        return link->data;
    }
  return NULL;
}

static void
test_automatch (Fixture *fixture,
                gconstpointer data)
{
  g_assert_null (find_automatch ());
  tie_match_page_automatch (fixture->page);
  wait_until (find_automatch () != NULL && g_str_equal (tie_automatch_window_get_state (TIE_AUTOMATCH_WINDOW (find_automatch ())), "review"));
  gtk_window_close (find_automatch ());
  wait_until (find_automatch () == NULL);
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
    { "/ui/match/enter-enter", test_enter_enter },
    { "/ui/match/partners", test_partners },
    { "/ui/match/link-unlink", test_link_unlink },
    { "/ui/match/move", test_move },
    { "/ui/match/hide", test_hide },
    { "/ui/match/create", test_create },
    { "/ui/match/create-several", test_create_several },
    { "/ui/match/clear", test_clear },
    { "/ui/match/panes", test_panes },
    { "/ui/match/show-record", test_show_record },
    { "/ui/match/automatch", test_automatch },
  };

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  g_test_add_func ("/ui/match/offline", test_offline);
  g_test_add_func ("/ui/match/empty", test_empty);
  return g_test_run ();
}
