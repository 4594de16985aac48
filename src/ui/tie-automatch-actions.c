/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-automatch-window"
#include "config.h"

#include "ui/tie-automatch-window-private.h"
#include "ui/tie-status-line.h"
#include "ui/tie-undo-control.h"

/* A partner that a person stepped to may stand in another row's proposal: the last check counts. */
static void
uncheck_rivals (TieAutomatchWindow *self,
                TieProposal *proposal)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->proposals); i++)
    {
      g_autoptr (TieProposal) other = g_list_model_get_item (self->proposals, i);

      if (other != proposal && tie_proposal_get_right (other) == tie_proposal_get_right (proposal))
        tie_proposal_set_is_checked (other, FALSE);
    }
}

void
tie_automatch_window_set_checked (TieAutomatchWindow *self,
                                  TieProposal *proposal,
                                  gboolean checked)
{
  if (!tie_automatch_window_can_check (proposal, self))
    return;
  if (checked)
    uncheck_rivals (self, proposal);
  tie_proposal_set_is_checked (proposal, checked);
  tie_automatch_window_count_soon (self);
}

static void
check_all_action (GtkWidget *widget,
                  const char *action,
                  GVariant *parameter)
{
  TieAutomatchWindow *self = TIE_AUTOMATCH_WINDOW (widget);
  gboolean checked = g_str_equal (action, "automatch.check-all");
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL); /* of two rows with one partner the surer one is checked */

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->shown)); i++)
    {
      g_autoptr (TieProposal) proposal = g_list_model_get_item (G_LIST_MODEL (self->shown), i);

      if (tie_automatch_window_can_check (proposal, self))
        tie_proposal_set_is_checked (proposal, checked && g_hash_table_add (taken, tie_proposal_get_right (proposal)));
    }
  tie_automatch_window_count_soon (self);
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
    tie_automatch_window_look_at_refusals (self);
  tie_automatch_window_count_soon (self);
}

typedef struct
{
  TieAutomatchWindow *window; /* (owned) */
  TieProposal *proposal;      /* (owned) */
} Refusal;

static void
refusal_free (Refusal *refusal)
{
  g_object_unref (refusal->window);
  g_object_unref (refusal->proposal);
  g_free (refusal);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Refusal, refusal_free)

static void
refused_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (Refusal) refusal = user_data;
  TieAutomatchWindow *self = refusal->window;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = tie_crosswalk_change_finish (TIE_CROSSWALK (source), result, &error);
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  if (line != NULL && sentence != NULL)
    tie_status_line_say (line, sentence, TRUE);
  else if (line != NULL)
    tie_status_line_say_error (line, error);
  g_hash_table_remove (self->refusing, refusal->proposal);
  tie_automatch_window_look_at_refusals (self);
}

static void
never_action (GtkWidget *widget,
              const char *action,
              GVariant *parameter)
{
  TieAutomatchWindow *self = TIE_AUTOMATCH_WINDOW (widget);
  TieProposal *proposal = tie_table_get_current (self->table);
  Refusal *refusal;

  if (proposal == NULL || tie_automatch_window_is_refused (self, proposal))
    return;
  refusal = g_new0 (Refusal, 1);
  refusal->window = g_object_ref (self);
  refusal->proposal = g_object_ref (proposal);
  g_hash_table_add (self->refusing, g_object_ref (proposal));
  tie_crosswalk_refuse_async (self->crosswalk, tie_proposal_get_left (proposal), tie_proposal_get_right (proposal), tie_undo_control_get_id (widget), NULL,
                              refused_cb, refusal);
  tie_automatch_window_look_at_refusals (self);
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
      tie_automatch_window_count_soon (self);
      return;
    }
  g_signal_emit_by_name (self, "applied");
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
  g_autoptr (GPtrArray) rows = tie_automatch_window_find_rows_without (self);

  if (rows->len > 0)
    g_signal_emit_by_name (self, "export-rows", rows);
}

static void
lower_action (GtkWidget *widget,
              const char *action,
              GVariant *parameter)
{
  TieAutomatchWindow *self = TIE_AUTOMATCH_WINDOW (widget);

  gtk_stack_set_visible_child_name (self->stack, "review");
  gtk_widget_set_visible (self->bottom, TRUE);
  tie_automatch_window_clear_filters (self);
  tie_table_focus_row (self->table, 0);
}

void
tie_automatch_window_install_actions (GtkWidgetClass *widget_class)
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
