/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "base/tie-text.h"
#include "ui/tie-banner.h"
#include "ui/tie-list-states.h"
#include "ui/tie-status-line.h"
#include "ui/tie-table.h"
#include "ui/tie-text-filter.h"

static void
turn (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static gboolean
timed_out_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Waits until the widget has the keyboard focus inside. */
static void
wait_for_focus_child (GtkWidget *widget)
{
  gboolean is_late = FALSE;
  guint timeout = g_timeout_add_seconds (20, timed_out_cb, &is_late);

  while (gtk_widget_get_focus_child (widget) == NULL && !is_late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (is_late);
  g_source_remove (timeout);
}

static char *
text_cb (gpointer item,
         gpointer data)
{
  return g_strdup_printf ("%s%s", gtk_string_object_get_string (item), data != NULL ? (char *) data : "");
}

static gboolean
is_checked_cb (gpointer item,
               gpointer data)
{
  return g_object_get_data (item, "checked") != NULL;
}

static void
count_cb (GObject *table,
          GObject *item,
          GObject **last)
{
  *last = item;
}

static gboolean
press (GtkWidget *widget,
       guint key,
       GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller) || gtk_event_controller_get_propagation_phase (GTK_EVENT_CONTROLLER (controller)) != GTK_PHASE_CAPTURE)
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          g_autofree char *trigger = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));
          g_autofree char *wanted = gtk_accelerator_name (key, modifiers);

          if (g_str_equal (trigger, wanted))
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget, NULL);
        }
    }
  return FALSE;
}

typedef struct
{
  GtkWidget *window;
  GtkWidget *before;
  TieTable *table;
  GtkWidget *after;
} TableFixture;

static void
table_set_up (TableFixture *fixture,
              gconstpointer n_rows)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkStringList *names = gtk_string_list_new (NULL);
  GtkColumnViewColumn *column;

  for (guint i = 0; i < GPOINTER_TO_UINT (n_rows); i++)
    {
      g_autofree char *name = g_strdup_printf ("Row %05u", GPOINTER_TO_UINT (n_rows) - i);

      gtk_string_list_append (names, name);
    }

  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 500, 300);
  fixture->before = gtk_button_new_with_label ("Before");
  fixture->table = TIE_TABLE (tie_table_new ("Names"));
  fixture->after = gtk_button_new_with_label ("After");
  gtk_box_append (GTK_BOX (box), fixture->before);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->table));
  gtk_box_append (GTK_BOX (box), fixture->after);
  gtk_window_set_child (GTK_WINDOW (fixture->window), box);

  tie_table_add_check_column (fixture->table, "check", "Take", is_checked_cb, NULL, NULL);
  column = tie_table_add_text_column (fixture->table, "name", "Name", text_cb, NULL);
  gtk_column_view_column_set_expand (column, TRUE);
  tie_table_add_number_column (fixture->table, "second", "Second", text_cb, (char *) " again");
  {
    GtkSortListModel *sorted = tie_table_sort_model (fixture->table, G_LIST_MODEL (names));
    g_autoptr (GtkSelectionModel) selection = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (sorted)));

    tie_table_set_model (fixture->table, selection);
  }
  gtk_window_present (GTK_WINDOW (fixture->window));
  turn ();
}

static void
table_tear_down (TableFixture *fixture,
                 gconstpointer n_rows)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->table), (gpointer *) &fixture->table);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  turn ();
  g_assert_null (fixture->table);
}

static void
test_tab_leaves (TableFixture *fixture,
                 gconstpointer n_rows)
{
  gtk_widget_grab_focus (fixture->before);
  g_assert_true (gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD));
  g_assert_nonnull (gtk_widget_get_focus_child (GTK_WIDGET (fixture->table)));
  g_assert_true (gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == fixture->after);
  g_assert_true (gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_BACKWARD));
  g_assert_nonnull (gtk_widget_get_focus_child (GTK_WIDGET (fixture->table)));
  g_assert_true (gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_BACKWARD));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == fixture->before);
}

static void
test_focus_row (TableFixture *fixture,
                gconstpointer n_rows)
{
  guint last = GPOINTER_TO_UINT (n_rows) - 1;

  tie_table_focus_row (fixture->table, last);
  wait_for_focus_child (GTK_WIDGET (fixture->table));
  g_assert_cmpuint (tie_table_get_current_position (fixture->table), ==, last);
  g_assert_cmpstr (gtk_string_object_get_string (tie_table_get_current (fixture->table)), ==, "Row 00001");

  /* The row's own focus, not only the selection. */
  gtk_selection_model_select_item (tie_table_get_model (fixture->table), 0, TRUE);
  g_assert_cmpuint (tie_table_get_current_position (fixture->table), ==, last);

  tie_table_focus_row (fixture->table, last + 1); /* no such row: nothing happens */
  g_assert_cmpuint (tie_table_get_current_position (fixture->table), ==, last);
}

static void
test_space (TableFixture *fixture,
            gconstpointer n_rows)
{
  GtkWidget *view = GTK_WIDGET (tie_table_get_view (fixture->table));
  GObject *checked = NULL;

  g_signal_connect (fixture->table, "row-check", G_CALLBACK (count_cb), &checked);
  tie_table_focus_row (fixture->table, 2);
  wait_for_focus_child (GTK_WIDGET (fixture->table));
  g_assert_true (press (view, GDK_KEY_space, 0));
  g_assert_true (checked == tie_table_get_current (fixture->table));
  g_assert_nonnull (checked);
}

static void
test_row_menu (TableFixture *fixture,
               gconstpointer n_rows)
{
  GtkWidget *view = GTK_WIDGET (tie_table_get_view (fixture->table));
  g_autoptr (GMenu) menu = g_menu_new ();
  GObject *item = NULL;

  g_assert_false (press (view, GDK_KEY_Menu, 0)); /* no menu yet */
  g_menu_append (menu, "Open", "table.none");
  tie_table_set_row_menu (fixture->table, G_MENU_MODEL (menu));
  g_signal_connect (fixture->table, "row-menu", G_CALLBACK (count_cb), &item);
  tie_table_focus_row (fixture->table, 1);
  wait_for_focus_child (GTK_WIDGET (fixture->table));
  g_assert_true (press (view, GDK_KEY_F10, GDK_SHIFT_MASK));
  g_assert_true (item == tie_table_get_current (fixture->table));
  g_assert_true (GTK_IS_POPOVER_MENU (gtk_widget_get_last_child (view)));
  g_assert_true (gtk_widget_get_visible (gtk_widget_get_last_child (view)));
}

static void
resize (TableFixture *fixture,
        int width,
        GtkColumnViewColumn *column,
        gboolean is_shown)
{
  gboolean is_late = FALSE;
  guint timeout = g_timeout_add_seconds (20, timed_out_cb, &is_late);

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, 300);
  while (gtk_column_view_column_get_visible (column) != is_shown && !is_late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (is_late);
  g_source_remove (timeout);
}

/* A column leaves where there is no room for it, and comes back as wide as it was. */
static void
test_room (TableFixture *fixture,
           gconstpointer n_rows)
{
  GtkColumnViewColumn *name = tie_table_get_column (fixture->table, "name");
  GtkColumnViewColumn *second = tie_table_get_column (fixture->table, "second");

  g_assert_null (tie_table_get_column (fixture->table, "third"));
  tie_table_set_column_need (fixture->table, name, "A long name of somebody", 0);
  gtk_column_view_column_set_fixed_width (second, 300);
  tie_table_let_yield (fixture->table, "second");
  resize (fixture, 360, second, FALSE);
  resize (fixture, 800, second, TRUE);
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (second), ==, 300);

  /* A person who wants to see it all the same does. */
  resize (fixture, 360, second, FALSE);
  gtk_column_view_column_set_visible (second, TRUE);
  resize (fixture, 350, second, TRUE);
  tie_table_set_column_size (fixture->table, name, 24, 2);
  turn ();
  g_assert_true (gtk_column_view_column_get_visible (second));
}

static char *
button_cb (gpointer item,
           gpointer data)
{
  return g_str_has_suffix (gtk_string_object_get_string (item), "0") ? NULL : g_strdup ("Match…");
}

/* The first visible one of that class; NULL for none. */
static GtkWidget *
find_widget (GtkWidget *widget,
             GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_visible (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

typedef struct
{
  GObject *item;
  char *id;
} Pressed;

static void
row_button_cb (GObject *table,
               GObject *item,
               const char *id,
               Pressed *pressed)
{
  pressed->item = item;
  pressed->id = g_strdup (id);
}

/* Row 00400 has none, so that the first button is the second row's. */
static void
test_row_button (TableFixture *fixture,
                 gconstpointer n_rows)
{
  GtkWidget *button;
  Pressed pressed = { NULL, NULL };

  tie_table_add_button_column (fixture->table, "step", "Next step", button_cb, NULL, NULL);
  g_signal_connect (fixture->table, "row-button", G_CALLBACK (row_button_cb), &pressed);
  turn ();
  button = find_widget (gtk_widget_get_last_child (GTK_WIDGET (tie_table_get_view (fixture->table))), GTK_TYPE_BUTTON);
  g_assert_nonnull (button);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "Match…");
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (gtk_string_object_get_string (GTK_STRING_OBJECT (pressed.item)), ==, "Row 00399");
  g_assert_cmpstr (pressed.id, ==, "step");
  g_assert_true (tie_table_get_current (fixture->table) == pressed.item); /* it is selected by then */
  g_free (pressed.id);
}

static void
check_all_cb (GObject *table,
              gboolean check,
              int *last)
{
  *last = check;
}

/* The box in the head: none, some or all, and it speaks only when it is pressed. */
static void
test_head (TableFixture *fixture,
           gconstpointer n_rows)
{
  GtkColumnView *view = tie_table_get_view (fixture->table);
  g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (gtk_column_view_get_columns (view), 0);
  GtkCheckButton *head;
  int last = -1;

  tie_table_add_head (fixture->table, column, "Take all");
  g_signal_connect (fixture->table, "check-all", G_CALLBACK (check_all_cb), &last);
  head = GTK_CHECK_BUTTON (find_widget (gtk_widget_get_first_child (GTK_WIDGET (view)), GTK_TYPE_CHECK_BUTTON));
  g_assert_nonnull (head);
  tie_table_set_head (fixture->table, 3, 400);
  g_assert_true (gtk_check_button_get_inconsistent (head));
  tie_table_set_head (fixture->table, 400, 400);
  g_assert_true (gtk_check_button_get_active (head));
  g_assert_false (gtk_check_button_get_inconsistent (head));
  tie_table_set_head (fixture->table, 0, 0);
  g_assert_false (gtk_check_button_get_active (head));
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (head)));
  g_assert_cmpint (last, ==, -1);
  gtk_check_button_set_active (head, TRUE);
  g_assert_cmpint (last, ==, TRUE);
}

static void
test_sort (TableFixture *fixture,
           gconstpointer n_rows)
{
  GtkColumnView *view = tie_table_get_view (fixture->table);
  g_autoptr (GtkColumnViewColumn) name = g_list_model_get_item (gtk_column_view_get_columns (view), 1);
  GListModel *model = G_LIST_MODEL (tie_table_get_model (fixture->table));
  g_autoptr (GtkStringObject) first = g_list_model_get_item (model, 0);
  g_autoptr (GtkStringObject) sorted = NULL;

  g_assert_cmpstr (gtk_string_object_get_string (first), ==, "Row 00400");
  gtk_column_view_sort_by_column (view, name, GTK_SORT_ASCENDING);
  turn ();
  sorted = g_list_model_get_item (model, 0);
  g_assert_cmpstr (gtk_string_object_get_string (sorted), ==, "Row 00001");
}

static void
test_search_keys (TableFixture *fixture,
                  gconstpointer n_rows)
{
  GtkWidget *entry = gtk_search_entry_new ();

  gtk_box_prepend (GTK_BOX (gtk_window_get_child (GTK_WINDOW (fixture->window))), entry);
  tie_table_set_search_entry (fixture->table, GTK_SEARCH_ENTRY (entry));
  gtk_widget_grab_focus (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "row");
  g_assert_true (press (entry, GDK_KEY_Down, 0));
  wait_for_focus_child (GTK_WIDGET (fixture->table));
  gtk_widget_grab_focus (entry);
  g_signal_emit_by_name (entry, "stop-search");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  wait_for_focus_child (GTK_WIDGET (fixture->table));
}

static void
test_banner (void)
{
  TieBanner *banner = TIE_BANNER (g_object_ref_sink (tie_banner_new ("Not connected.")));
  guint clicks = 0;

  g_assert_cmpstr (tie_banner_get_title (banner), ==, "Not connected.");
  g_assert_false (tie_banner_get_revealed (banner));
  tie_banner_set_revealed (banner, TRUE);
  g_assert_true (tie_banner_get_revealed (banner));
  tie_banner_set_button_label (banner, "Connect");
  g_assert_cmpstr (tie_banner_get_button_label (banner), ==, "Connect");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (banner), "win.connect");
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (banner)), ==, "win.connect");
  g_signal_connect_swapped (banner, "button-clicked", G_CALLBACK (g_atomic_int_inc), &clicks);
  g_signal_emit_by_name (banner, "button-clicked");
  g_assert_cmpuint (clicks, ==, 1);
  g_assert_finalize_object (banner);
}

static void
test_status_line (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *child = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWidget *button = gtk_button_new_with_label ("Here");
  TieStatusLine *line = TIE_STATUS_LINE (tie_status_line_new ());
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) cancelled = g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "no matter");
  g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "The wire broke.");

  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_box_append (GTK_BOX (box), overlay);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (line));
  gtk_window_set_child (GTK_WINDOW (child), button);
  g_assert_null (tie_status_line_for (button));
  gtk_window_set_transient_for (GTK_WINDOW (child), GTK_WINDOW (window));
  g_assert_true (tie_status_line_for (button) == line);

  tie_status_line_set_toast_overlay (line, ADW_TOAST_OVERLAY (overlay));
  tie_status_line_say (line, "22 <links> & more made", TRUE); /* markup in a toast would warn */
  g_assert_cmpstr (tie_status_line_get_sentence (line), ==, "22 <links> & more made");
  tie_status_line_set_progress (line, "Reading…", cancellable);
  tie_status_line_set_progress (line, NULL, NULL);
  tie_status_line_say_error (line, cancelled);
  g_assert_cmpstr (tie_status_line_get_sentence (line), ==, "22 <links> & more made");
  tie_status_line_say_error (line, error);
  g_assert_cmpstr (tie_status_line_get_sentence (line), ==, "The wire broke.");
  turn ();

  g_object_ref (line);
  gtk_window_destroy (GTK_WINDOW (child));
  gtk_window_destroy (GTK_WINDOW (window));
  turn ();
  g_assert_finalize_object (line);
}

static guint
count_toasts (GtkWidget *overlay)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (overlay); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += g_str_equal (gtk_widget_get_css_name (child), "toast");
  return n;
}

static GtkWidget *
get_toast (GtkWidget *overlay)
{
  GtkWidget *child = gtk_widget_get_last_child (overlay);

  return child != NULL && g_str_equal (gtk_widget_get_css_name (child), "toast") ? child : NULL;
}

static const char *
get_toast_title (GtkWidget *overlay)
{
  GtkWidget *toast = get_toast (overlay);

  return toast != NULL ? gtk_label_get_label (GTK_LABEL (adw_bin_get_child (ADW_BIN (gtk_widget_get_first_child (toast))))) : "";
}

/* As a person does: by its [x]. */
static void
dismiss_toast (GtkWidget *overlay)
{
  g_signal_emit_by_name (gtk_widget_get_last_child (get_toast (overlay)), "clicked");
}

/* However fast sentences and dismissals come (somebody holds Ctrl+Z), no toast ever replaces another that is still there. */
static void
test_toasts (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *overlay = adw_toast_overlay_new ();
  TieStatusLine *line = TIE_STATUS_LINE (tie_status_line_new ());
  gboolean is_late = FALSE;
  guint timeout = g_timeout_add_seconds (20, timed_out_cb, &is_late);

  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_box_append (GTK_BOX (box), overlay);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (line));
  tie_status_line_set_toast_overlay (line, ADW_TOAST_OVERLAY (overlay));
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_widget_get_mapped (overlay) && !is_late)
    g_main_context_iteration (NULL, TRUE);

  tie_status_line_say (line, "One", TRUE);
  g_assert_cmpstr (get_toast_title (overlay), ==, "One");
  tie_status_line_say (line, "Two", FALSE);
  g_assert_cmpuint (count_toasts (overlay), ==, 1);
  g_assert_cmpstr (get_toast_title (overlay), ==, "Two");

  dismiss_toast (overlay);
  tie_status_line_say (line, "Three", FALSE);
  tie_status_line_say (line, "Four", TRUE);
  while (!g_str_equal (get_toast_title (overlay), "Four") && !is_late)
    {
      g_assert_cmpuint (count_toasts (overlay), <=, 1);
      g_main_context_iteration (NULL, TRUE);
    }

  /* Nothing comes after one that was dismissed with nothing said since. */
  tie_status_line_say (line, "", FALSE);
  while (count_toasts (overlay) > 0 && !is_late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (is_late);
  g_source_remove (timeout);

  /* A toast that leaves together with its window, while a sentence waits for it. */
  tie_status_line_say (line, "Five", FALSE);
  dismiss_toast (overlay);
  tie_status_line_say (line, "Six", FALSE);
  g_object_ref (line);
  gtk_window_destroy (GTK_WINDOW (window));
  turn ();
  g_assert_finalize_object (line);
}

static void
test_list_states (void)
{
  TieListStates *states = TIE_LIST_STATES (g_object_ref_sink (tie_list_states_new ()));
  g_autoptr (GtkStringList) all = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) shown = gtk_string_list_new (NULL);
  gboolean is_late = FALSE;
  guint timeout = g_timeout_add_seconds (20, timed_out_cb, &is_late);
  guint cleared = 0;

  tie_list_states_set_is_loading (states, TRUE);
  tie_list_states_set_models (states, G_LIST_MODEL (all), G_LIST_MODEL (shown));
  g_assert_cmpstr (tie_list_states_get_state (states), ==, "waiting");
  while (!g_str_equal (tie_list_states_get_state (states), "loading") && !is_late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (is_late);
  g_source_remove (timeout);

  gtk_string_list_append (all, "One");
  g_assert_cmpstr (tie_list_states_get_state (states), ==, "rows"); /* it is still loading */
  tie_list_states_set_is_loading (states, FALSE);
  g_assert_cmpstr (tie_list_states_get_state (states), ==, "nothing");
  gtk_string_list_append (shown, "One");
  g_assert_cmpstr (tie_list_states_get_state (states), ==, "rows");

  /* That nothing was found is not said before all of it was looked at, nor taken back before something is. */
  tie_list_states_set_is_filtering (states, TRUE);
  gtk_string_list_remove (shown, 0);
  g_assert_cmpstr (tie_list_states_get_state (states), ==, "rows");
  tie_list_states_set_is_filtering (states, FALSE);
  g_assert_cmpstr (tie_list_states_get_state (states), ==, "nothing");
  tie_list_states_set_is_filtering (states, TRUE);
  g_assert_cmpstr (tie_list_states_get_state (states), ==, "nothing");
  tie_list_states_set_is_filtering (states, FALSE);
  gtk_string_list_remove (all, 0);
  tie_list_states_set_is_loading (states, FALSE);
  g_assert_cmpstr (tie_list_states_get_state (states), ==, "empty");

  g_signal_connect_swapped (states, "clear-search", G_CALLBACK (g_atomic_int_inc), &cleared);
  g_signal_emit_by_name (states, "clear-search");
  g_assert_cmpuint (cleared, ==, 1);
  g_assert_finalize_object (states);
}

static const char *
string_key (gpointer item)
{
  return gtk_string_object_get_string (item);
}

static void
changed_cb (GtkFilter *filter,
            GtkFilterChange change,
            GtkFilterChange *last)
{
  *last = change;
}

static void
test_text_filter (void)
{
  static const struct
  {
    const char *why;
    const char *typed;
    gboolean passes;
    GtkFilterChange change;
  } cases[] = {
    { "a first letter is stricter", "C", TRUE, GTK_FILTER_CHANGE_MORE_STRICT },
    { "accents and case do not count", "Café", TRUE, GTK_FILTER_CHANGE_MORE_STRICT },
    { "every word must be there", "café zoo", FALSE, GTK_FILTER_CHANGE_MORE_STRICT },
    { "taking letters away is laxer", "café zo", TRUE, GTK_FILTER_CHANGE_LESS_STRICT },
    { "words in any order", "zoe cafe", TRUE, GTK_FILTER_CHANGE_DIFFERENT },
    { "nothing typed passes all", "", TRUE, GTK_FILTER_CHANGE_LESS_STRICT },
  };
  TieTextFilter *filter = tie_text_filter_new (string_key);
  g_autofree char *key = tie_text_fold ("Café ZOË");
  g_autoptr (GtkStringObject) item = gtk_string_object_new (key);
  GtkFilterChange change = GTK_FILTER_CHANGE_DIFFERENT;

  g_signal_connect (filter, "changed", G_CALLBACK (changed_cb), &change);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      tie_text_filter_set_text (filter, cases[i].typed);
      g_assert_cmpint (gtk_filter_match (GTK_FILTER (filter), item), ==, cases[i].passes);
      g_assert_cmpint (change, ==, cases[i].change);
    }
  g_assert_true (tie_text_filter_is_empty (filter));
  g_assert_finalize_object (filter);
}

#define ADD_TABLE(name, func) \
  g_test_add ("/ui/table/" name, TableFixture, GUINT_TO_POINTER (400), table_set_up, func, table_tear_down)

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD_TABLE ("tab-leaves", test_tab_leaves);
  ADD_TABLE ("focus-row", test_focus_row);
  ADD_TABLE ("space", test_space);
  ADD_TABLE ("row-menu", test_row_menu);
  ADD_TABLE ("room", test_room);
  ADD_TABLE ("row-button", test_row_button);
  ADD_TABLE ("head", test_head);
  ADD_TABLE ("sort", test_sort);
  ADD_TABLE ("search-keys", test_search_keys);
  g_test_add_func ("/ui/banner", test_banner);
  g_test_add_func ("/ui/status-line", test_status_line);
  g_test_add_func ("/ui/toasts", test_toasts);
  g_test_add_func ("/ui/list-states", test_list_states);
  g_test_add_func ("/ui/text-filter", test_text_filter);
  return g_test_run ();
}
