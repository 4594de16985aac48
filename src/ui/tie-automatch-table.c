/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-automatch-window"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-automatch-window-private.h"

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

#define LEFT_TO_RIGHT_MARK "\342\200\216"

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

static gboolean
begins_right_to_left (const char *text)
{
  while (*text != '\0' && !g_unichar_isalpha (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  switch (g_unichar_get_script (g_utf8_get_char (text)))
    {
    case G_UNICODE_SCRIPT_ARABIC:
    case G_UNICODE_SCRIPT_HEBREW:
    case G_UNICODE_SCRIPT_NKO:
    case G_UNICODE_SCRIPT_SYRIAC:
    case G_UNICODE_SCRIPT_THAANA:
      return TRUE;
    default:
      return FALSE;
    }
}

static char *
get_reason (gpointer item,
            gpointer data)
{
  TieAutomatchWindow *self = data;
  g_autofree char *reason = NULL;

  if (tie_automatch_window_is_refused (self, item))
    return g_strdup (_ ("never to be matched"));
  reason = tie_proposal_dup_reason (item);
  /* A sentence of ours that begins with a name written the other way round still is a sentence of ours. */
  if (gtk_widget_get_default_direction () == GTK_TEXT_DIR_LTR && begins_right_to_left (reason))
    return g_strconcat (LEFT_TO_RIGHT_MARK, reason, NULL);
  return g_steal_pointer (&reason);
}

static gboolean
is_checked (gpointer item,
            gpointer data)
{
  return tie_proposal_get_is_checked (item);
}

gboolean
tie_automatch_window_is_refused (TieAutomatchWindow *self,
                                 TieProposal *proposal)
{
  return g_hash_table_contains (self->refusing, proposal) ||
         tie_crosswalk_is_refused (self->crosswalk, tie_pair_row_get_id (tie_proposal_get_left (proposal)), tie_pair_row_get_id (tie_proposal_get_right (proposal)));
}

gboolean
tie_automatch_window_can_check (gpointer item,
                                gpointer data)
{
  return !tie_automatch_window_is_refused (data, item);
}

void
tie_automatch_window_look_at_refusals (TieAutomatchWindow *self)
{
  for (guint i = 0; self->proposals != NULL && i < g_list_model_get_n_items (self->proposals); i++)
    {
      g_autoptr (TieProposal) proposal = g_list_model_get_item (self->proposals, i);
      gboolean is_refused = tie_automatch_window_is_refused (self, proposal);

      if (is_refused == g_hash_table_contains (self->refused, proposal))
        continue;
      if (is_refused)
        {
          tie_proposal_set_is_checked (proposal, FALSE);
          g_hash_table_add (self->refused, g_object_ref (proposal));
        }
      else
        g_hash_table_remove (self->refused, proposal);
      g_object_notify (G_OBJECT (proposal), "reason"); /* its cells look again */
    }
  tie_automatch_window_count_soon (self);
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
  tie_automatch_window_count_soon (self);
}

void
tie_automatch_window_clear_filters (TieAutomatchWindow *self)
{
  gtk_drop_down_set_selected (self->show_drop_down, SHOW_ALL);
  gtk_drop_down_set_selected (self->score_drop_down, 0);
  gtk_check_button_set_active (self->page_check, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
row_check_cb (TieAutomatchWindow *self,
              TieProposal *proposal)
{
  tie_automatch_window_set_checked (self, proposal, !tie_proposal_get_is_checked (proposal));
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
add_columns (TieAutomatchWindow *self)
{
  g_autoptr (GtkSorter) by_score = GTK_SORTER (gtk_custom_sorter_new (compare_scores, NULL, NULL));
  GtkColumnViewColumn *column;

  column = tie_table_add_check_column (self->table, "check", _ ("Make this link"), is_checked, tie_automatch_window_can_check, self);
  column = tie_table_add_text_column (self->table, "left", _ ("Tieout"), get_left_name, NULL);
  gtk_column_view_column_set_expand (column, TRUE);
  self->right_column = tie_table_add_text_column (self->table, "right", "", get_right_name, NULL);
  gtk_column_view_column_set_expand (self->right_column, TRUE);
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
fill_scores (TieAutomatchWindow *self)
{
  g_autoptr (GtkStringList) scores = gtk_string_list_new (NULL);

  gtk_string_list_append (scores, C_ ("least score", "Any"));
  for (guint i = 1; i < G_N_ELEMENTS (least_scores); i++)
    {
      g_autofree char *score = g_strdup_printf ("%u", least_scores[i]);

      gtk_string_list_append (scores, score);
    }
  gtk_drop_down_set_model (self->score_drop_down, G_LIST_MODEL (scores));
  gtk_drop_down_set_selected (self->score_drop_down, DEFAULT_LEAST);
}

void
tie_automatch_window_build_table (TieAutomatchWindow *self)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  fill_scores (self);
  self->filter = GTK_FILTER (gtk_custom_filter_new (filter_cb, self, NULL));
  self->shown = gtk_filter_list_model_new (NULL, g_object_ref (self->filter));
  selection = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (tie_table_sort_model (self->table, g_object_ref (G_LIST_MODEL (self->shown))))));
  tie_table_set_model (self->table, selection);
  add_columns (self);
  tie_table_set_row_menu (self->table, self->row_menu);
  add_table_keys (self);
  g_signal_connect_object (self->table, "row-check", G_CALLBACK (row_check_cb), self, G_CONNECT_SWAPPED);
}

void
tie_automatch_window_bind_filters (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, filters_changed_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "clear_filters_cb", G_CALLBACK (tie_automatch_window_clear_filters));
}
