/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "base/tie-typed-date.h"
#include "model/tie-code.h"
#include "store/tie-record-table.h"
#include "ui/tie-amount-entry.h"
#include "ui/tie-date-entry.h"
#include "ui/tie-picker.h"
#include "ui/tie-stage.h"

static void
turn (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static GtkWidget *
present (GtkWidget *entry)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), gtk_entry_new ());
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (entry);
  turn ();
  return window;
}

static const char *
get_text (gpointer entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (tie_typed_entry_get_entry (entry)));
}

static void
type (gpointer entry,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (tie_typed_entry_get_entry (entry)), text);
}

/* A key as the widget's own controllers get it. */
static gboolean
press (GtkWidget *widget,
       guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean is_taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !is_taken; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &is_taken);
    }
  return is_taken;
}

/* The pointer, as the entry hears of it before the text in it does. */
static void
click (gpointer entry,
       int n_press)
{
  GtkWidget *widget = GTK_WIDGET (tie_typed_entry_get_entry (entry));
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller) && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "pressed", n_press, 1.0, 1.0);
    }
}

static void
press_shortcut (GtkWidget *widget,
                guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      for (guint j = 0; GTK_IS_SHORTCUT_CONTROLLER (controller) && j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_KEYVAL_TRIGGER (trigger) && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key
              && gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget, NULL))
            return;
        }
    }
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_amount (void)
{
  GtkWidget *entry = tie_amount_entry_new ("Amount", 2, 2);
  TieAmountEntry *amount = TIE_AMOUNT_ENTRY (entry);
  GtkWidget *window = present (entry);
  guint n_notified = 0;

  g_signal_connect_swapped (entry, "notify::value", G_CALLBACK (count_cb), &n_notified);
  g_assert_cmpstr (get_text (entry), ==, "0.00");
  type (entry, "12.5*3");
  g_assert_true (tie_typed_entry_is_typed (TIE_TYPED_ENTRY (entry)));
  g_assert_cmpint (tie_amount_entry_get_value (amount), ==, 0);
  g_assert_true (tie_typed_entry_commit (TIE_TYPED_ENTRY (entry)));
  g_assert_cmpint (tie_amount_entry_get_value (amount), ==, 3750);
  g_assert_cmpstr (get_text (entry), ==, "37.50");
  g_assert_cmpuint (n_notified, ==, 1);

  /* What cannot be read stays, with the reason, and the value too. */
  type (entry, "1.234,50");
  g_assert_false (tie_typed_entry_commit (TIE_TYPED_ENTRY (entry)));
  g_assert_cmpstr (tie_typed_entry_get_error (TIE_TYPED_ENTRY (entry)), ==, "“1.234,50” is not an amount.");
  g_assert_cmpstr (get_text (entry), ==, "1.234,50");
  g_assert_cmpint (tie_amount_entry_get_value (amount), ==, 3750);
  press_shortcut (GTK_WIDGET (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (entry))), GDK_KEY_Escape);
  g_assert_cmpstr (get_text (entry), ==, "37.50");
  g_assert_null (tie_typed_entry_get_error (TIE_TYPED_ENTRY (entry)));

  type (entry, "");
  gtk_widget_grab_focus (gtk_widget_get_next_sibling (entry)); /* leaving reads it */
  turn ();
  g_assert_cmpint (tie_amount_entry_get_value (amount), ==, 0);
  g_object_set (entry, "blank-zero", TRUE, NULL);
  g_assert_cmpstr (get_text (entry), ==, "");

  gtk_widget_grab_focus (entry);
  type (entry, "7");
  gtk_editable_set_position (GTK_EDITABLE (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (entry))), -1);
  g_assert_true (press (entry, GDK_KEY_KP_Decimal));
  g_assert_cmpstr (get_text (entry), ==, "7.");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_amount_keeps_typing (void)
{
  GtkWidget *entry = tie_amount_entry_new ("Rate", 4, 2);
  GtkWidget *window = present (entry);
  GtkEditable *editable = GTK_EDITABLE (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (entry)));
  int start = 0;
  int end = 0;

  tie_amount_entry_set_value (TIE_AMOUNT_ENTRY (entry), 1250000);
  g_assert_cmpstr (get_text (entry), ==, "125.00");
  type (entry, "9");
  tie_amount_entry_set_value (TIE_AMOUNT_ENTRY (entry), 12345);
  g_assert_cmpstr (get_text (entry), ==, "9");
  press_shortcut (GTK_WIDGET (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (entry))), GDK_KEY_Escape);
  g_assert_cmpstr (get_text (entry), ==, "1.2345");

  /* A value that arrives where somebody is about to type is typed over as the one before would have been. */
  gtk_widget_grab_focus (entry);
  turn ();
  gtk_editable_select_region (editable, 0, -1);
  tie_amount_entry_set_value (TIE_AMOUNT_ENTRY (entry), 1300000);
  g_assert_cmpstr (get_text (entry), ==, "130.00");
  g_assert_true (gtk_editable_get_selection_bounds (editable, &start, &end));
  g_assert_cmpint (end - start, ==, (int) strlen ("130.00"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
tick_cb (guint *count)
{
  (*count)++;
  return G_SOURCE_CONTINUE;
}

static gboolean
is_whole_selected (gpointer entry)
{
  GtkEditable *editable = GTK_EDITABLE (tie_typed_entry_get_entry (entry));
  int start = 0;
  int end = 0;

  return gtk_editable_get_selection_bounds (editable, &start, &end) && start == 0 && end == (int) strlen (get_text (entry));
}

static GtkWidget *
get_inner (gpointer entry)
{
  return GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (tie_typed_entry_get_entry (entry))));
}

/* As a key does: what is selected is typed over. */
static void
type_over (gpointer entry,
           const char *text)
{
  GtkEditable *editable = GTK_EDITABLE (tie_typed_entry_get_entry (entry));
  int position;

  gtk_editable_delete_selection (editable);
  position = gtk_editable_get_position (editable);
  gtk_editable_insert_text (editable, text, -1, &position);
  gtk_editable_set_position (editable, position);
}

/* On X11 the news who has the primary selection come late. */
static gboolean
becomes_selected (gpointer entry,
                  guint n_ticks)
{
  guint n_turns = 0;
  const guint clock = g_timeout_add (20, (GSourceFunc) tick_cb, &n_turns);

  while (!is_whole_selected (entry) && n_turns < n_ticks)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (clock);
  return is_whole_selected (entry);
}

static void
wait_selected (gpointer entry)
{
  g_assert_true (becomes_selected (entry, 500));
}

/* Another window is active, and then this one again. */
static void
leave_and_return (GtkWidget *window)
{
  GtkWidget *other = gtk_window_new ();

  gtk_window_present (GTK_WINDOW (other));
  while (!gtk_window_is_active (GTK_WINDOW (other)) || gtk_window_is_active (GTK_WINDOW (window)))
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (other));
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_window_is_active (GTK_WINDOW (window)))
    g_main_context_iteration (NULL, TRUE);
  turn ();
}

/* Digits before an old amount make it another one: whatever brings the focus, or the value while it is there, leaves all of it
 * selected until somebody types. */
static void
test_amount_selected (void)
{
  GtkWidget *entry = tie_amount_entry_new ("Amount", 2, 2);
  TieAmountEntry *amount = TIE_AMOUNT_ENTRY (entry);
  GtkWidget *window = present (entry);
  GtkWidget *next = gtk_widget_get_next_sibling (entry);

  while (!gtk_window_is_active (GTK_WINDOW (window)))
    g_main_context_iteration (NULL, TRUE);
  wait_selected (entry);

  /* read again after the focus came, with a caret or without */
  tie_amount_entry_set_value (amount, 30000);
  wait_selected (entry);
  gtk_editable_set_position (GTK_EDITABLE (get_inner (entry)), 2);
  tie_amount_entry_set_value (amount, 45000);
  wait_selected (entry);

  /* restored, as a window does with the place where it was */
  gtk_widget_grab_focus (next);
  turn ();
  g_assert_false (is_whole_selected (entry));
  gtk_root_set_focus (GTK_ROOT (window), get_inner (entry));
  wait_selected (entry);

  /* the window was left, with nothing typed, with a caret that somebody put there, and with something typed */
  leave_and_return (window);
  wait_selected (entry);
  gtk_editable_set_position (GTK_EDITABLE (get_inner (entry)), 2);
  leave_and_return (window);
  g_assert_false (is_whole_selected (entry));
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (get_inner (entry))), ==, 2);
  gtk_editable_select_region (GTK_EDITABLE (get_inner (entry)), 0, -1);
  type_over (entry, "12.5*3");
  leave_and_return (window);
  g_assert_cmpint (tie_amount_entry_get_value (amount), ==, 3750);
  wait_selected (entry);

  /* read by Enter or a shortcut, and the field stays */
  type_over (entry, "7");
  g_assert_true (tie_typed_entry_commit (TIE_TYPED_ENTRY (entry)));
  type_over (entry, "8.00");
  g_assert_true (tie_typed_entry_commit (TIE_TYPED_ENTRY (entry)));
  type_over (entry, "9");
  g_assert_true (tie_typed_entry_commit (TIE_TYPED_ENTRY (entry)));
  g_assert_cmpint (tie_amount_entry_get_value (amount), ==, 900);

  /* what somebody has begun to type is nobody else's */
  type_over (entry, "4");
  tie_amount_entry_set_value (amount, 100);
  type_over (entry, "2");
  g_assert_cmpstr (get_text (entry), ==, "42");
  g_assert_true (tie_typed_entry_commit (TIE_TYPED_ENTRY (entry)));
  g_assert_cmpint (tie_amount_entry_get_value (amount), ==, 4200);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Another program takes the desktop's primary selection, and GTK drops ours: it is taken back a few times, and then digits replace all the same. */
static void
test_amount_primary (void)
{
  GdkDisplay *program = gdk_display_open (NULL);
  GtkWidget *entry = tie_amount_entry_new ("Amount", 2, 2);
  TieAmountEntry *amount = TIE_AMOUNT_ENTRY (entry);
  GtkWidget *window = present (entry);
  GdkClipboard *primary = gtk_widget_get_primary_clipboard (entry);
  guint n_taken = 0;

  g_assert_nonnull (program);
  while (!gtk_window_is_active (GTK_WINDOW (window)))
    g_main_context_iteration (NULL, TRUE);
  tie_amount_entry_set_value (amount, 45000);
  wait_selected (entry);
  do
    {
      gdk_clipboard_set_text (gdk_display_get_primary_clipboard (program), "of another program");
      gdk_display_sync (program);
      while (gdk_clipboard_is_local (primary))
        g_main_context_iteration (NULL, TRUE);
      n_taken++;
      turn ();
    }
  while (n_taken < 10 && becomes_selected (entry, 50));
  g_assert_cmpuint (n_taken, <, 10);
  g_assert_false (gdk_clipboard_is_local (primary));
  g_assert_false (is_whole_selected (entry));
  type_over (entry, "3");
  type_over (entry, "0");
  g_assert_cmpstr (get_text (entry), ==, "30");

  /* what is done by hand counts */
  g_assert_true (tie_typed_entry_commit (TIE_TYPED_ENTRY (entry)));
  g_signal_emit_by_name (get_inner (entry), "move-cursor", GTK_MOVEMENT_BUFFER_ENDS, -1, FALSE);
  type_over (entry, "1");
  g_assert_cmpstr (get_text (entry), ==, "130.00");
  gtk_window_destroy (GTK_WINDOW (window));
  gdk_display_close (program);
}

/* The first press selects, the next puts the caret where it is. */
static void
test_amount_pressed (void)
{
  GtkWidget *entry = tie_amount_entry_new ("Amount", 2, 2);
  GtkWidget *window = present (entry);
  GtkWidget *next = gtk_widget_get_next_sibling (entry);
  GtkEditable *inner = GTK_EDITABLE (get_inner (entry));

  gtk_widget_grab_focus (next);
  turn ();
  click (entry, 1);
  gtk_widget_grab_focus (GTK_WIDGET (inner));
  gtk_editable_select_region (inner, 1, 1);
  turn ();
  wait_selected (entry);
  click (entry, 1);
  gtk_editable_set_position (inner, 1);
  turn ();
  g_assert_cmpint (gtk_editable_get_position (inner), ==, 1);
  g_assert_false (is_whole_selected (entry));

  /* text that was drawn over with the pointer at once stays so */
  gtk_widget_grab_focus (next);
  turn ();
  click (entry, 1);
  gtk_root_set_focus (GTK_ROOT (window), GTK_WIDGET (inner));
  g_assert_false (is_whole_selected (entry)); /* or the pointer would drag what is selected */
  gtk_editable_select_region (inner, 1, 3);
  turn ();
  g_assert_false (is_whole_selected (entry));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_date (void)
{
  GtkWidget *entry = tie_date_entry_new ("Date");
  TieDateEntry *date = TIE_DATE_ENTRY (entry);
  GtkWidget *window = present (entry);
  GtkWidget *text = GTK_WIDGET (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (entry)));
  g_autofree char *today = tie_typed_date_get_today ();

  tie_date_entry_set_date (date, "2025-01-31");
  g_assert_cmpstr (get_text (entry), ==, "01/31/2025");
  g_assert_true (press (text, GDK_KEY_Up));
  g_assert_cmpstr (tie_date_entry_get_date (date), ==, "2025-02-01");
  g_assert_true (press (text, GDK_KEY_Down));
  g_assert_true (press (text, GDK_KEY_Page_Up));
  g_assert_cmpstr (tie_date_entry_get_date (date), ==, "2025-02-28");
  g_assert_true (press (text, GDK_KEY_Page_Down));
  g_assert_cmpstr (tie_date_entry_get_date (date), ==, "2025-01-28");
  type (entry, "+7");
  g_assert_true (tie_typed_entry_commit (TIE_TYPED_ENTRY (entry)));
  g_assert_cmpstr (tie_date_entry_get_date (date), ==, "2025-02-04");
  type (entry, "2/30/2025");
  g_assert_false (tie_typed_entry_commit (TIE_TYPED_ENTRY (entry)));
  g_assert_cmpstr (tie_typed_entry_get_error (TIE_TYPED_ENTRY (entry)), ==, "There is no 2/30/2025 in the calendar.");
  g_assert_cmpstr (tie_date_entry_get_date (date), ==, "2025-02-04");
  type (entry, "t");
  g_assert_true (tie_typed_entry_commit (TIE_TYPED_ENTRY (entry)));
  g_assert_cmpstr (tie_date_entry_get_date (date), ==, today);
  type (entry, "");
  g_assert_true (tie_typed_entry_commit (TIE_TYPED_ENTRY (entry)));
  g_assert_cmpstr (tie_date_entry_get_date (date), ==, "");
  tie_date_entry_set_date (date, "2025-01-31");
  tie_date_entry_set_required (date, TRUE);
  type (entry, "");
  g_assert_false (tie_typed_entry_commit (TIE_TYPED_ENTRY (entry)));
  gtk_window_destroy (GTK_WINDOW (window));
}

typedef struct
{
  guint n;
} FillData;

static gboolean
fill_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  static const char *const codes[][2] = { { "TAX-1040", "Individual return" }, { "TAX-1120", "Corporate return" }, { "BOOKS", "Tax books by the month" } };
  FillData *data = user_data;

  for (guint i = 0; i < data->n; i++)
    {
      g_autofree char *id = g_strdup_printf ("code-%u", i);
      g_autofree char *code = i < G_N_ELEMENTS (codes) ? g_strdup (codes[i][0]) : g_strdup_printf ("Q-%06u", i);
      g_autoptr (TieRecord) record = tie_record_new (TIE_TYPE_WORK_CODE, id);

      tie_record_set_text (record, TIE_CODE_CODE, code);
      tie_record_set_text (record, TIE_CODE_DESCRIPTION, i < G_N_ELEMENTS (codes) ? codes[i][1] : "Anything else");
      if (!tie_record_table_save (db, record, error))
        return FALSE;
    }
  return TRUE;
}

static TieStore *
create_store (guint n_codes)
{
  g_autofree char *folder = g_dir_make_tmp ("tie-entries-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "practice.tieout", NULL);
  g_autoptr (GError) error = NULL;
  TieStore *store = tie_store_open (path, TIE_STORE_CREATE, &error);
  FillData data = { n_codes };

  g_assert_no_error (error);
  g_assert_true (tie_store_run (store, TIE_STORE_WRITE, fill_func, &data, &error));
  g_assert_no_error (error);
  return store;
}

static TiePickList *
create_list (TieStore *store)
{
  TiePickList *list = tie_pick_list_new (store, TIE_TYPE_WORK_CODE, TIE_TYPE_EXPENSE_CODE);

  while (!tie_pick_list_get_is_loaded (list))
    g_main_context_iteration (NULL, TRUE);
  return list;
}

static void
test_picker (void)
{
  g_autoptr (TieStore) store = create_store (10);
  g_autoptr (TiePickList) list = create_list (store);
  GtkWidget *entry = tie_picker_new ("Code", list);
  TiePicker *picker = TIE_PICKER (entry);
  GtkWidget *window = present (entry);
  GtkWidget *text = GTK_WIDGET (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (entry)));
  guint n_picked = 0;

  g_signal_connect_swapped (entry, "picked", G_CALLBACK (count_cb), &n_picked);
  type (entry, "tax");
  g_assert_cmpuint (tie_picker_get_n_offered (picker), ==, 3);
  g_assert_true (press (text, GDK_KEY_Down));
  g_assert_true (tie_typed_entry_commit (TIE_TYPED_ENTRY (entry)));
  g_assert_cmpstr (get_text (entry), ==, "TAX-1120");
  g_assert_cmpstr (tie_picker_get_id (picker), ==, "code-1");
  g_assert_cmpuint (n_picked, ==, 1);
  g_assert_cmpuint (tie_picker_get_n_offered (picker), ==, 0);

  type (entry, "corporate"); /* by the text beside it */
  tie_picker_set_id (picker, NULL);
  type (entry, "corporate");
  g_assert_true (tie_typed_entry_commit (TIE_TYPED_ENTRY (entry)));
  g_assert_cmpstr (tie_picker_get_id (picker), ==, "code-1");

  type (entry, "nonsense");
  g_assert_cmpuint (tie_picker_get_n_offered (picker), ==, 0);
  g_assert_false (tie_typed_entry_commit (TIE_TYPED_ENTRY (entry)));
  g_assert_cmpstr (tie_typed_entry_get_error (TIE_TYPED_ENTRY (entry)), ==, "Nothing is called “nonsense”.");
  g_assert_cmpstr (tie_picker_get_id (picker), ==, "code-1");
  press_shortcut (text, GDK_KEY_Escape);
  g_assert_cmpstr (get_text (entry), ==, "TAX-1120");

  /* Down offers everything; Enter takes the row. */
  g_assert_true (press (text, GDK_KEY_Down));
  g_assert_cmpuint (tie_picker_get_n_offered (picker), ==, 10);
  press_shortcut (entry, GDK_KEY_Return);
  g_assert_cmpstr (tie_picker_get_id (picker), ==, "code-2"); /* BOOKS comes first by name */
  g_assert_cmpstr (get_text (entry), ==, "BOOKS");

  type (entry, "");
  g_assert_true (tie_typed_entry_commit (TIE_TYPED_ENTRY (entry)));
  g_assert_null (tie_picker_get_id (picker));
  tie_picker_set_id (picker, "code-0");
  tie_picker_set_required (picker, "A code is missing.");
  type (entry, "");
  g_assert_false (tie_typed_entry_commit (TIE_TYPED_ENTRY (entry)));
  g_assert_cmpstr (tie_typed_entry_get_error (TIE_TYPED_ENTRY (entry)), ==, "A code is missing.");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_picker_ranks (void)
{
  g_autoptr (TieStore) store = create_store (4);
  g_autoptr (TiePickList) list = create_list (store);
  g_autoptr (GPtrArray) tax = tie_pick_list_search (list, "tax", NULL, 5);
  g_autoptr (GPtrArray) both = tie_pick_list_search (list, "ret indi", NULL, 5);
  g_autoptr (GPtrArray) inside = tie_pick_list_search (list, "ooks", NULL, 5);

  g_assert_cmpuint (tax->len, ==, 3);
  g_assert_cmpstr (((TiePickItem *) tax->pdata[0])->code, ==, "TAX-1040");
  g_assert_cmpstr (((TiePickItem *) tax->pdata[2])->code, ==, "BOOKS"); /* a later word of it */
  g_assert_cmpuint (both->len, ==, 1);
  g_assert_cmpuint (inside->len, ==, 1);
  g_assert_cmpstr (tie_pick_list_find_exact (list, "tax-1120", NULL)->id, ==, "code-1");
  g_assert_null (tie_pick_list_find_exact (list, "tax", NULL));
}

/* The one record among very many. */
static void
test_picker_many (void)
{
  g_autoptr (TieStore) store = create_store (100000);
  g_autoptr (TiePickList) list = create_list (store);
  g_autoptr (GPtrArray) found = tie_pick_list_search (list, "099999 else", NULL, 50);
  g_autoptr (GPtrArray) first = tie_pick_list_search (list, "else", NULL, 50);

  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpuint (first->len, ==, 50);
}

static void
test_stage (void)
{
  GtkWidget *stage = tie_stage_new ();
  GtkWidget *window = present (stage);

  g_assert_cmpstr (tie_stage_get_sentence (TIE_STAGE (stage)), ==, "Not saved yet");
  tie_stage_set_stage (TIE_STAGE (stage), "approved");
  g_assert_cmpstr (tie_stage_get_sentence (TIE_STAGE (stage)), ==, "Stage 2 of 4: Approved");
  tie_stage_set_is_void (TIE_STAGE (stage), TRUE);
  g_assert_cmpstr (tie_stage_get_sentence (TIE_STAGE (stage)), ==, "Void");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/ui/entries/amount", test_amount);
  g_test_add_func ("/ui/entries/amount-keeps-typing", test_amount_keeps_typing);
  g_test_add_func ("/ui/entries/amount-selected", test_amount_selected);
  g_test_add_func ("/ui/entries/amount-primary", test_amount_primary);
  g_test_add_func ("/ui/entries/amount-pressed", test_amount_pressed);
  g_test_add_func ("/ui/entries/date", test_date);
  g_test_add_func ("/ui/entries/picker", test_picker);
  g_test_add_func ("/ui/entries/picker-ranks", test_picker_ranks);
  g_test_add_func ("/ui/entries/picker-many", test_picker_many);
  g_test_add_func ("/ui/entries/stage", test_stage);
  return g_test_run ();
}
