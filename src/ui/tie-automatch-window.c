/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-automatch-window"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "ui/tie-automatch-window.h"
#include "ui/tie-list-states.h"
#include "ui/tie-status-line.h"
#include "ui/tie-undo-control.h"

struct _TieAutomatchWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title_widget;  /* template child */
  GtkStack *stack;               /* template child */
  GtkSpinner *spinner;           /* template child */
  GtkLabel *running_label;       /* template child */
  GtkProgressBar *progress_bar;  /* template child */
  GtkDropDown *show_drop_down;   /* template child */
  GtkDropDown *score_drop_down;  /* template child */
  GtkCheckButton *page_check;    /* template child */
  TieListStates *states;         /* template child */
  TieTable *table;               /* template child */
  GMenuModel *row_menu;          /* template child */
  GtkWidget *bottom;             /* template child */
  GtkLabel *without_label;       /* template child */
  GtkWidget *export_button;      /* template child */
  GtkButton *apply_button;       /* template child */

  TieCrosswalk *crosswalk;  /* (owned) */
  GListModel *page;         /* (owned) (nullable) */
  GHashTable *on_page;      /* (owned) (nullable): rows of the page, once "Only this page" is on */
  GListModel *proposals;    /* (owned) (nullable): NULL while comparing */
  GHashTable *refused;      /* (owned): proposals that were refused here (TieProposal, owned) */
  GtkFilter *filter;        /* (owned) */
  GtkFilterListModel *shown; /* (owned) */
  GCancellable *cancellable; /* (owned) */
  gboolean can_export;
  guint count_source;       /* 0: none */
  guint n_checked;
};

G_DEFINE_FINAL_TYPE (TieAutomatchWindow, tie_automatch_window, ADW_TYPE_WINDOW)

enum
{
  EXPORT_ROWS,
  APPLIED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* As they stand in the drop-downs. */
enum
{
  SHOW_ALL,
  SHOW_EXACT,
  SHOW_STRONG,
  SHOW_POSSIBLE,
  SHOW_NO_MATCH,
};
static const guint least_scores[] = { 0, 50, 60, 75, 85, 90, 95, 99 };
#define DEFAULT_LEAST 3

/* The cells. */

static char *
get_left_name (gpointer item,
               gpointer data)
{
  return g_strdup (tie_pair_row_get_name (tie_proposal_get_left (item)));
}

static char *
get_right_name (gpointer item,
                gpointer data)
{
  const char *name = tie_pair_row_get_name (tie_proposal_get_right (item));
  guint position, n_candidates;

  g_object_get (item, "position", &position, "n-candidates", &n_candidates, NULL);
  if (n_candidates < 2)
    return g_strdup (name);
  /* Translators: name, which candidate it is, how many there are: "Carter Joan M  (1 of 2)" */
  return g_strdup_printf (_ ("%s  (%u of %u)"), name, position, n_candidates);
}

static char *
get_score_text (gpointer item,
                gpointer data)
{
  char *text;

  g_object_get (item, "score-text", &text, NULL);
  return text;
}

static guint
get_score (gpointer item,
           gpointer data)
{
  return tie_proposal_get_score (item);
}

static char *
get_reason (gpointer item,
            gpointer data)
{
  TieAutomatchWindow *self = data;

  if (g_hash_table_contains (self->refused, item))
    return g_strdup (_ ("never to be matched"));
  return tie_proposal_dup_reason (item);
}

static gboolean
is_checked (gpointer item,
            gpointer data)
{
  return tie_proposal_get_is_checked (item);
}

static gboolean
can_check (gpointer item,
           gpointer data)
{
  return !g_hash_table_contains (((TieAutomatchWindow *) data)->refused, item);
}

static int
compare_scores (gconstpointer a,
                gconstpointer b,
                gpointer data)
{
  return (int) tie_proposal_get_score ((gpointer) b) - (int) tie_proposal_get_score ((gpointer) a);
}

static gboolean
filter_cb (gpointer item,
           gpointer data)
{
  TieAutomatchWindow *self = data;
  TieMatchBand band = tie_proposal_get_band (item);
  gboolean is_exact = tie_proposal_get_is_exact (item);

  if (tie_proposal_get_score (item) < least_scores[MIN (gtk_drop_down_get_selected (self->score_drop_down), G_N_ELEMENTS (least_scores) - 1)])
    return FALSE;
  if (self->on_page != NULL && !g_hash_table_contains (self->on_page, tie_proposal_get_left (item)))
    return FALSE;
  switch (gtk_drop_down_get_selected (self->show_drop_down))
    {
    case SHOW_EXACT:
      return band == TIE_MATCH_LINK && is_exact;
    case SHOW_STRONG:
      return band == TIE_MATCH_LINK && !is_exact;
    case SHOW_POSSIBLE:
      return band == TIE_MATCH_REVIEW;
    case SHOW_NO_MATCH:
      return band == TIE_MATCH_LEAVE;
    case SHOW_ALL:
    default:
      return TRUE;
    }
}

/* What the window says about its rows. */

/* Left rows for which nothing is proposed. (transfer container) */
static GPtrArray *
find_rows_without (TieAutomatchWindow *self)
{
  GListModel *left = tie_crosswalk_get_left (self->crosswalk);
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) proposed = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (self->proposals); i++)
    {
      g_autoptr (TieProposal) proposal = g_list_model_get_item (self->proposals, i);

      g_hash_table_add (proposed, tie_proposal_get_left (proposal));
    }
  for (guint i = 0; i < g_list_model_get_n_items (left); i++)
    {
      g_autoptr (TiePairRow) row = g_list_model_get_item (left, i);
      TieRowState state = tie_pair_row_get_state (row);

      if (state != TIE_ROW_LINKED && state != TIE_ROW_GONE && !g_hash_table_contains (proposed, row))
        g_ptr_array_add (rows, g_steal_pointer (&row));
    }
  return rows;
}

static void
update_without (TieAutomatchWindow *self)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *text = NULL;

  if (self->proposals == NULL)
    return;
  rows = find_rows_without (self);
  text = g_strdup_printf (ngettext ("%u contact has no candidate.", "%u contacts have no candidate.", rows->len), rows->len);
  gtk_label_set_label (self->without_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->without_label), rows->len > 0);
  gtk_widget_set_visible (self->export_button, rows->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "automatch.export", self->can_export && rows->len > 0);
}

static gboolean
count_cb (gpointer user_data)
{
  TieAutomatchWindow *self = user_data;
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  g_autofree char *title = g_strdup_printf (ngettext ("Automatch: %u proposal", "Automatch: %u proposals", n_shown), n_shown);
  g_autofree char *verb = NULL;

  self->count_source = 0;
  self->n_checked = 0;
  for (guint i = 0; i < n_shown; i++)
    {
      g_autoptr (TieProposal) proposal = g_list_model_get_item (G_LIST_MODEL (self->shown), i);

      self->n_checked += tie_proposal_get_is_checked (proposal) ? 1 : 0;
    }
  verb = g_strdup_printf (ngettext ("Apply %u Link", "Apply %u Links", self->n_checked), self->n_checked);
  adw_window_title_set_title (self->title_widget, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_button_set_label (self->apply_button, verb);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->apply_button), GTK_ACCESSIBLE_PROPERTY_LABEL, verb, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "automatch.apply", self->n_checked > 0);
  return G_SOURCE_REMOVE;
}

/* Once for many changes. */
static void
count_soon (TieAutomatchWindow *self)
{
  if (self->count_source == 0 && self->proposals != NULL)
    self->count_source = g_idle_add_full (GDK_PRIORITY_REDRAW - 1, count_cb, self, NULL);
}

static void
filters_changed_cb (TieAutomatchWindow *self)
{
  gboolean only_page = gtk_check_button_get_active (self->page_check);

  g_clear_pointer (&self->on_page, g_hash_table_unref);
  if (only_page && self->page != NULL)
    {
      self->on_page = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
      for (guint i = 0; i < g_list_model_get_n_items (self->page); i++)
        g_hash_table_add (self->on_page, g_list_model_get_item (self->page, i));
    }
  if (self->filter != NULL)
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  count_soon (self);
}

static void
clear_filters_cb (TieAutomatchWindow *self)
{
  gtk_drop_down_set_selected (self->show_drop_down, SHOW_ALL);
  gtk_drop_down_set_selected (self->score_drop_down, 0);
  gtk_check_button_set_active (self->page_check, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

/* The comparison. */

static void
progress_cb (TieAutomatchWindow *self)
{
  guint progress;

  g_object_get (self->crosswalk, "automatch-progress", &progress, NULL);
  gtk_progress_bar_set_fraction (self->progress_bar, progress / 1000.0);
}

static void
compared_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (TieAutomatchWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) proposals = tie_crosswalk_automatch_finish (TIE_CROSSWALK (source), result, NULL, NULL, &error);
  TieStatusLine *line;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_spinner_stop (self->spinner);
  if (proposals == NULL)
    {
      line = tie_status_line_for (GTK_WIDGET (self));
      if (line != NULL)
        tie_status_line_say_error (line, error);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  self->proposals = g_steal_pointer (&proposals);
  gtk_filter_list_model_set_model (self->shown, self->proposals);
  tie_list_states_set_models (self->states, self->proposals, G_LIST_MODEL (self->shown));
  update_without (self);
  count_soon (self);
  gtk_stack_set_visible_child_name (self->stack, g_list_model_get_n_items (G_LIST_MODEL (self->shown)) > 0 ? "review" : "none");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "automatch.lower", g_list_model_get_n_items (self->proposals) > 0);
  gtk_widget_set_visible (self->bottom, g_list_model_get_n_items (G_LIST_MODEL (self->shown)) > 0);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->shown)) > 0)
    tie_table_focus_row (self->table, 0);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
start (TieAutomatchWindow *self)
{
  /* Translators: how many rows each list has */
  g_autofree char *text = g_strdup_printf (_ ("Comparing %'u with %'u…"), g_list_model_get_n_items (tie_crosswalk_get_left (self->crosswalk)),
                                           g_list_model_get_n_items (tie_crosswalk_get_right (self->crosswalk)));

  gtk_label_set_label (self->running_label, text);
  gtk_spinner_start (self->spinner);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "automatch.apply", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "automatch.export", FALSE);
  tie_crosswalk_automatch_async (self->crosswalk, self->cancellable, compared_cb, g_object_ref (self));
}

/* The verbs. */

static void
set_checked (TieAutomatchWindow *self,
             TieProposal *proposal,
             gboolean checked)
{
  if (can_check (proposal, self))
    tie_proposal_set_is_checked (proposal, checked);
  count_soon (self);
}

static void
row_check_cb (TieAutomatchWindow *self,
              TieProposal *proposal)
{
  set_checked (self, proposal, !tie_proposal_get_is_checked (proposal));
}

static gboolean
space_cb (GtkWidget *table,
          GVariant *args,
          gpointer user_data)
{
  TieAutomatchWindow *self = user_data;
  guint position = tie_table_get_current_position (self->table);
  TieProposal *proposal = tie_table_get_current (self->table);

  if (proposal == NULL)
    return FALSE;
  row_check_cb (self, proposal);
  tie_table_focus_row (self->table, position + 1);
  return TRUE;
}

static void
check_all_action (GtkWidget *widget,
                  const char *action,
                  GVariant *parameter)
{
  TieAutomatchWindow *self = TIE_AUTOMATCH_WINDOW (widget);
  gboolean checked = g_str_equal (action, "automatch.check-all");

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->shown)); i++)
    {
      g_autoptr (TieProposal) proposal = g_list_model_get_item (G_LIST_MODEL (self->shown), i);

      set_checked (self, proposal, checked);
    }
}

static void
step_action (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  TieAutomatchWindow *self = TIE_AUTOMATCH_WINDOW (widget);
  TieProposal *proposal = tie_table_get_current (self->table);

  if (proposal == NULL)
    return;
  if (!tie_proposal_step (proposal, g_str_equal (action, "automatch.next-candidate") ? 1 : -1))
    gtk_widget_error_bell (widget);
  else
    g_hash_table_remove (self->refused, proposal);
  count_soon (self);
}

static void
refused_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (TieAutomatchWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = tie_crosswalk_change_finish (TIE_CROSSWALK (source), result, &error);
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  if (line != NULL && sentence != NULL)
    tie_status_line_say (line, sentence, TRUE);
  else if (line != NULL)
    tie_status_line_say_error (line, error);
}

static void
never_action (GtkWidget *widget,
              const char *action,
              GVariant *parameter)
{
  TieAutomatchWindow *self = TIE_AUTOMATCH_WINDOW (widget);
  TieProposal *proposal = tie_table_get_current (self->table);

  if (proposal == NULL || g_hash_table_contains (self->refused, proposal))
    return;
  tie_crosswalk_refuse_async (self->crosswalk, tie_proposal_get_left (proposal), tie_proposal_get_right (proposal), tie_undo_control_get_id (widget), NULL,
                              refused_cb, g_object_ref (self));
  tie_proposal_set_is_checked (proposal, FALSE);
  g_hash_table_add (self->refused, g_object_ref (proposal));
  g_object_notify (G_OBJECT (proposal), "reason"); /* its cells look again */
  count_soon (self);
}

static void
applied_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (TieAutomatchWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = tie_crosswalk_change_finish (TIE_CROSSWALK (source), result, &error);
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  if (line != NULL && sentence != NULL)
    tie_status_line_say (line, sentence, TRUE);
  else if (line != NULL)
    tie_status_line_say_error (line, error);
  if (sentence == NULL)
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self->stack), TRUE);
      count_soon (self);
      return;
    }
  g_signal_emit (self, signals[APPLIED], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
apply_action (GtkWidget *widget,
              const char *action,
              GVariant *parameter)
{
  TieAutomatchWindow *self = TIE_AUTOMATCH_WINDOW (widget);

  if (self->n_checked == 0)
    return;
  gtk_widget_action_set_enabled (widget, "automatch.apply", FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), FALSE);
  /* Only what is on the screen: a check that a filter hides is not seen, and what is not seen is not applied. */
  tie_crosswalk_apply_async (self->crosswalk, G_LIST_MODEL (self->shown), tie_undo_control_get_id (widget), NULL, applied_cb, g_object_ref (self));
}

static void
export_action (GtkWidget *widget,
               const char *action,
               GVariant *parameter)
{
  TieAutomatchWindow *self = TIE_AUTOMATCH_WINDOW (widget);
  g_autoptr (GPtrArray) rows = find_rows_without (self);

  if (rows->len > 0)
    g_signal_emit (self, signals[EXPORT_ROWS], 0, rows);
}

static void
lower_action (GtkWidget *widget,
              const char *action,
              GVariant *parameter)
{
  TieAutomatchWindow *self = TIE_AUTOMATCH_WINDOW (widget);

  gtk_stack_set_visible_child_name (self->stack, "review");
  gtk_widget_set_visible (self->bottom, TRUE);
  clear_filters_cb (self);
  tie_table_focus_row (self->table, 0);
}

static gboolean
close_request_cb (TieAutomatchWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  return FALSE;
}

static void
tie_automatch_window_dispose (GObject *object)
{
  TieAutomatchWindow *self = TIE_AUTOMATCH_WINDOW (object);

  if (self->crosswalk != NULL)
    g_signal_handlers_disconnect_by_data (self->crosswalk, self);
  if (self->shown != NULL)
    gtk_filter_list_model_set_model (self->shown, NULL);
  g_clear_object (&self->proposals); /* from here on nothing is counted any more */
  g_clear_handle_id (&self->count_source, g_source_remove);
  g_clear_object (&self->filter);
  g_clear_object (&self->shown);
  g_clear_object (&self->page);
  g_clear_object (&self->crosswalk);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIE_TYPE_AUTOMATCH_WINDOW);
  G_OBJECT_CLASS (tie_automatch_window_parent_class)->dispose (object);
}

static void
tie_automatch_window_finalize (GObject *object)
{
  TieAutomatchWindow *self = TIE_AUTOMATCH_WINDOW (object);

  g_clear_pointer (&self->on_page, g_hash_table_unref);
  g_hash_table_unref (self->refused);
  G_OBJECT_CLASS (tie_automatch_window_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "automatch.apply", NULL, apply_action);
  gtk_widget_class_install_action (widget_class, "automatch.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "automatch.lower", NULL, lower_action);
  gtk_widget_class_install_action (widget_class, "automatch.check-all", NULL, check_all_action);
  gtk_widget_class_install_action (widget_class, "automatch.check-none", NULL, check_all_action);
  gtk_widget_class_install_action (widget_class, "automatch.next-candidate", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "automatch.previous-candidate", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "automatch.never", NULL, never_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "automatch.apply", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tie_automatch_window_class_init (TieAutomatchWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_automatch_window_dispose;
  object_class->finalize = tie_automatch_window_finalize;

  signals[EXPORT_ROWS] = g_signal_new ("export-rows", TIE_TYPE_AUTOMATCH_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[APPLIED] = g_signal_new ("applied", TIE_TYPE_AUTOMATCH_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (TIE_TYPE_LIST_STATES);
  g_type_ensure (TIE_TYPE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-automatch-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, title_widget);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, running_label);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, show_drop_down);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, score_drop_down);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, page_check);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, states);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, table);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, row_menu);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, bottom);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, without_label);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, export_button);
  gtk_widget_class_bind_template_child (widget_class, TieAutomatchWindow, apply_button);
  gtk_widget_class_bind_template_callback (widget_class, filters_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_filters_cb);
  install_actions (widget_class);
}

static void
add_columns (TieAutomatchWindow *self)
{
  g_autoptr (GtkSorter) by_score = GTK_SORTER (gtk_custom_sorter_new (compare_scores, NULL, NULL));
  GtkColumnViewColumn *column;

  column = tie_table_add_check_column (self->table, "check", _ ("Make this link"), is_checked, can_check, self);
  column = tie_table_add_text_column (self->table, "left", _ ("Tieout"), get_left_name, NULL);
  gtk_column_view_column_set_expand (column, TRUE);
  column = tie_table_add_text_column (self->table, "right", _ ("QuickBooks"), get_right_name, NULL);
  gtk_column_view_column_set_expand (column, TRUE);
  column = tie_table_add_bar_column (self->table, "score", _ ("Score"), get_score_text, get_score, NULL);
  tie_table_fit_column (self->table, column, _ ("100 Possible"), 42); /* and the bar */
  gtk_column_view_column_set_sorter (column, by_score);
  column = tie_table_add_text_column (self->table, "why", _ ("Why"), get_reason, self);
  gtk_column_view_column_set_expand (column, TRUE);
  tie_table_set_accessible_name (self->table, _ ("Proposals"));
}

static void
add_key (GtkEventController *keys,
         guint key,
         GdkModifierType modifiers,
         const char *action)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers), gtk_named_action_new (action)));
}

/* Before the list takes them for selecting and moving. */
static void
add_table_keys (TieAutomatchWindow *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_space, 0), gtk_callback_action_new (space_cb, self, NULL)));
  add_key (keys, GDK_KEY_Right, 0, "automatch.next-candidate");
  add_key (keys, GDK_KEY_Left, 0, "automatch.previous-candidate");
  add_key (keys, GDK_KEY_Delete, 0, "automatch.never");
  add_key (keys, GDK_KEY_a, GDK_CONTROL_MASK, "automatch.check-all");
  add_key (keys, GDK_KEY_a, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "automatch.check-none");
  gtk_widget_add_controller (GTK_WIDGET (self->table), keys);
}

static void
tie_automatch_window_init (TieAutomatchWindow *self)
{
  GtkStringList *scores = gtk_string_list_new (NULL);
  GtkSelectionModel *selection;

  self->refused = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_string_list_append (scores, C_ ("least score", "Any"));
  for (guint i = 1; i < G_N_ELEMENTS (least_scores); i++)
    {
      g_autofree char *score = g_strdup_printf ("%u", least_scores[i]);

      gtk_string_list_append (scores, score);
    }
  gtk_drop_down_set_model (self->score_drop_down, G_LIST_MODEL (scores));
  g_object_unref (scores);
  gtk_drop_down_set_selected (self->score_drop_down, DEFAULT_LEAST);

  self->filter = GTK_FILTER (gtk_custom_filter_new (filter_cb, self, NULL));
  self->shown = gtk_filter_list_model_new (NULL, g_object_ref (self->filter));
  selection = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (tie_table_sort_model (self->table, g_object_ref (G_LIST_MODEL (self->shown))))));
  tie_table_set_model (self->table, selection);
  g_object_unref (selection);
  add_columns (self);
  tie_table_set_row_menu (self->table, self->row_menu);
  add_table_keys (self);
  g_signal_connect_object (self->table, "row-check", G_CALLBACK (row_check_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (count_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "close-request", G_CALLBACK (close_request_cb), NULL);
}

GtkWidget *
tie_automatch_window_new (GtkWindow *parent,
                          TieCrosswalk *crosswalk,
                          GListModel *page,
                          gboolean can_export)
{
  TieAutomatchWindow *self;

  g_return_val_if_fail (parent == NULL || GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (TIE_IS_CROSSWALK (crosswalk), NULL);

  self = g_object_new (TIE_TYPE_AUTOMATCH_WINDOW, "transient-for", parent, NULL);
  self->crosswalk = g_object_ref (crosswalk);
  self->page = page != NULL ? g_object_ref (page) : NULL;
  self->can_export = can_export;
  g_signal_connect_object (crosswalk, "notify::automatch-progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crosswalk, "notify::n-linked", G_CALLBACK (update_without), self, G_CONNECT_SWAPPED);
  start (self);
  return GTK_WIDGET (self);
}

const char *
tie_automatch_window_get_state (TieAutomatchWindow *self)
{
  g_return_val_if_fail (TIE_IS_AUTOMATCH_WINDOW (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}

TieTable *
tie_automatch_window_get_table (TieAutomatchWindow *self)
{
  g_return_val_if_fail (TIE_IS_AUTOMATCH_WINDOW (self), NULL);

  return self->table;
}
