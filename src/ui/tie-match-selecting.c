/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match-page"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-code.h"
#include "ui/tie-match-page-private.h"
#include "ui/tie-status-line.h"

static gboolean
is_linked (TiePairRow *row)
{
  return tie_pair_row_get_partner (row) != NULL;
}

static void
show_suggestion (TieMatchPage *self,
                 const char *text)
{
  gtk_label_set_label (self->suggestion_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->suggestion_label), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

void
tie_match_page_forget_suggestion (TieMatchPage *self)
{
  g_clear_handle_id (&self->suggest_source, g_source_remove);
  g_clear_pointer (&self->suggestion, tie_suggestion_free);
  tie_match_pane_suggest (self->left, NULL);
  tie_match_pane_suggest (self->right, NULL);
  show_suggestion (self, "");
}

/* Its partner stands on the tab of the other codes. */
static char *
describe_taken (TieMatchPage *self,
                TiePairRow *row)
{
  const char *sentence = tie_crosswalk_get_code_type (tie_match_page_get_crosswalk (self)) == TIE_TYPE_WORK_CODE
                             /* Translators: names of a product or service and of a code */
                             ? _ ("%s is linked to the expense code %s.")
                             : _ ("%s is linked to the work code %s.");

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* one of the two above */
  return g_strdup_printf (sentence, tie_pair_row_get_name (row), tie_pair_row_get_taken_by (row));
#pragma GCC diagnostic pop
}

const TieSuggestion *
tie_match_page_look_up (TieMatchPage *self)
{
  TiePairRow *row = tie_match_pane_get_single (self->left);
  TieMatchPane *other = self->right;
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *text = NULL;

  tie_match_page_forget_suggestion (self);
  if (row == NULL || is_linked (row))
    {
      row = tie_match_pane_get_single (self->right);
      other = self->left;
    }
  if (row == NULL || is_linked (row))
    return NULL;
  if (tie_pair_row_get_taken_by (row) != NULL)
    {
      text = describe_taken (self, row);
      show_suggestion (self, text);
      return NULL;
    }
  found = tie_crosswalk_suggest (tie_match_page_get_crosswalk (self), row, 1);
  if (found == NULL || found->len == 0)
    {
      show_suggestion (self, _ ("No similar name"));
      return NULL;
    }
  self->suggestion = g_ptr_array_steal_index (found, 0);
  tie_match_pane_suggest (other, self->suggestion->row);
  /* Translators: score, word for the score, reason: "Best: 93 Strong, similar spelling" */
  text = g_strdup_printf (_ ("Best: %u %s, %s"), self->suggestion->score, self->suggestion->word, self->suggestion->reason);
  show_suggestion (self, text);
  return self->suggestion;
}

static gboolean
suggest_cb (gpointer user_data)
{
  TieMatchPage *self = user_data;

  self->suggest_source = 0;
  tie_match_page_look_up (self);
  return G_SOURCE_REMOVE;
}

/* After the frame: with Down held, only the row on which it stops is looked up. */
void
tie_match_page_suggest_soon (TieMatchPage *self)
{
  tie_match_page_forget_suggestion (self);
  self->suggest_source = g_idle_add_full (G_PRIORITY_LOW, suggest_cb, self, NULL);
}

static void
left_selected_cb (TieMatchPage *self)
{
  TiePairRow *row = tie_match_pane_get_single (self->left);
  TiePairRow *other = tie_match_pane_get_single (self->right);

  if (row != NULL && is_linked (row))
    {
      tie_match_page_forget_suggestion (self);
      if (!tie_match_pane_select (self->right, tie_pair_row_get_partner (row), FALSE))
        tie_match_pane_unselect (self->right);
    }
  else
    {
      /* A partner of the row before; a row that someone chose at right stays. */
      if (other == NULL || is_linked (other))
        tie_match_pane_unselect (self->right);
      tie_match_page_suggest_soon (self);
    }
  tie_match_page_update_actions (self);
}

/* While a left row waits for its partner, walking down the right list over linked rows must not take the selection from
 * it: only then does a linked row not bring its partner along. */
static void
right_selected_cb (TieMatchPage *self)
{
  TiePairRow *row = tie_match_pane_get_single (self->right);
  TiePairRow *other = tie_match_pane_get_single (self->left);

  if (row != NULL && is_linked (row) && (other == NULL || is_linked (other)))
    {
      tie_match_page_forget_suggestion (self);
      tie_match_pane_select (self->left, tie_pair_row_get_partner (row), FALSE);
    }
  else if (other != NULL && is_linked (other) && row != tie_pair_row_get_partner (other))
    {
      tie_match_pane_unselect (self->left);
      tie_match_page_suggest_soon (self);
    }
  else if (other == NULL)
    tie_match_page_suggest_soon (self);
  tie_match_page_update_actions (self);
}

static void
left_activated_cb (TieMatchPage *self,
                   TiePairRow *row)
{
  TiePairRow *right = tie_match_pane_get_single (self->right);
  const TieSuggestion *suggestion;

  /* Enter came here from the right: it is what was proposed for the row there. */
  if (right != NULL && !is_linked (right) && !is_linked (row) && self->suggestion != NULL && self->suggestion->row == row)
    {
      tie_match_page_link (self, row, right);
      return;
    }
  tie_match_pane_select (self->left, row, FALSE);
  if (is_linked (row))
    {
      tie_match_pane_select (self->right, tie_pair_row_get_partner (row), TRUE);
      return;
    }
  suggestion = tie_match_page_look_up (self);
  if (suggestion == NULL || !tie_match_pane_select (self->right, suggestion->row, TRUE))
    gtk_widget_error_bell (GTK_WIDGET (self));
  tie_match_page_update_actions (self);
}

static void
right_activated_cb (TieMatchPage *self,
                    TiePairRow *row)
{
  TiePairRow *left = tie_match_pane_get_single (self->left);
  const TieSuggestion *suggestion = left == NULL && !is_linked (row) ? tie_match_page_look_up (self) : NULL;

  /* From either side Enter jumps to the best candidate at the other. */
  if (suggestion != NULL && tie_match_pane_select (self->left, suggestion->row, TRUE))
    tie_match_page_update_actions (self);
  else if (left == NULL)
    {
      tie_status_line_say (tie_status_line_for (GTK_WIDGET (self)), _ ("Select one row at left first."), FALSE);
      tie_match_page_go_on (self, NULL);
    }
  else if (tie_pair_row_get_partner (left) == row)
    tie_match_pane_select (self->left, left, TRUE);
  else
    tie_match_page_link (self, left, row);
}

void
tie_match_page_go_on (TieMatchPage *self,
                      TiePairRow *after)
{
  TiePairRow *next = tie_match_pane_find_next (self->left, after);

  if (next != NULL)
    {
      tie_match_pane_select (self->left, next, TRUE);
      tie_match_pane_unselect (self->right);
      tie_match_page_suggest_soon (self);
    }
  else
    {
      /* Everything has a partner: the row stays, or the filter is where the next rows would come from. */
      tie_match_page_forget_suggestion (self);
      if (after == NULL || !tie_match_pane_select (self->left, after, TRUE))
        gtk_widget_grab_focus (GTK_WIDGET (tie_match_pane_get_entry (self->left)));
    }
  tie_match_page_update_actions (self);
}

/* ---- what others ask for ---- */

/* As if it had been selected at left, or at right. */
static void
show_row (TieMatchPage *self,
          TieMatchPane *pane,
          TiePairRow *row)
{
  TieMatchPane *other = pane == self->left ? self->right : self->left;

  tie_match_pane_unselect (other);
  tie_match_pane_select (pane, row, TRUE);
  if (is_linked (row))
    tie_match_pane_select (other, tie_pair_row_get_partner (row), FALSE);
  else
    tie_match_page_suggest_soon (self);
  tie_match_page_update_actions (self);
}

static void
show_wanted (TieMatchPage *self)
{
  TieCrosswalk *crosswalk = tie_match_page_get_crosswalk (self);
  TiePairRow *row = self->wanted_left != NULL ? tie_crosswalk_find_left (crosswalk, self->wanted_left) : NULL;

  if (self->wanted_right != NULL)
    row = tie_crosswalk_find_right (crosswalk, self->wanted_right);
  if (row == NULL)
    return;
  show_row (self, self->wanted_left != NULL ? self->left : self->right, row);
  self->wants_focus = FALSE;
  g_clear_pointer (&self->wanted_left, g_free);
  g_clear_pointer (&self->wanted_right, g_free);
}

/* Before the first frame with the rows nothing can be scrolled to, and no other window can stand over this one. */
static gboolean
tick_cb (GtkWidget *widget,
         GdkFrameClock *clock,
         gpointer data)
{
  TieMatchPage *self = TIE_MATCH_PAGE (widget);

  if (self->n_ticks++ == 0)
    return G_SOURCE_CONTINUE;
  self->n_ticks = 0;
  self->is_ticking = FALSE;
  show_wanted (self);
  if (self->wants_automatch)
    gtk_widget_activate_action (widget, "match.automatch", NULL);
  self->wants_automatch = FALSE;
  return G_SOURCE_REMOVE;
}

void
tie_match_page_do_wanted (TieMatchPage *self)
{
  gboolean is_wanted = self->wants_automatch || self->wanted_left != NULL || self->wanted_right != NULL;

  if (!is_wanted || self->is_ticking || self->crosswalks->len == 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      g_list_model_get_n_items (tie_crosswalk_get_left (tie_match_page_get_crosswalk (self))) == 0)
    return;
  self->is_ticking = TRUE;
  gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

void
tie_match_page_automatch (TieMatchPage *self)
{
  g_return_if_fail (TIE_IS_MATCH_PAGE (self));

  self->wants_automatch = TRUE;
  tie_match_page_do_wanted (self);
}

void
tie_match_page_show_record (TieMatchPage *self,
                            TieKind kind,
                            const char *local_id,
                            const char *remote_id)
{
  g_return_if_fail (TIE_IS_MATCH_PAGE (self));
  g_return_if_fail (local_id != NULL || remote_id != NULL);

  g_free (self->wanted_left);
  g_free (self->wanted_right);
  self->wanted_left = g_strdup (local_id);
  self->wanted_right = local_id == NULL ? g_strdup (remote_id) : NULL;
  for (guint i = 0; i < self->crosswalks->len; i++)
    {
      if (tie_crosswalk_get_kind (g_ptr_array_index (self->crosswalks, i)) != kind || i == self->shown)
        continue;
      if (self->list_drop_down != NULL)
        gtk_drop_down_set_selected (self->list_drop_down, i);
    }
  tie_match_page_do_wanted (self);
}

void
tie_match_page_bind_selecting (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, left_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, right_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, right_selected_cb);
}
