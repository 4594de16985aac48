/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-automatch-window"
#include "config.h"

#include "ui/tie-automatch-window-private.h"
#include "ui/tie-status-line.h"
#include "ui/tie-undo-control.h"

void
tie_automatch_window_set_checked (TieAutomatchWindow *self,
                                  TieProposal *proposal,
                                  gboolean checked)
{
  if (tie_automatch_window_can_check (proposal, self))
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

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->shown)); i++)
    {
      g_autoptr (TieProposal) proposal = g_list_model_get_item (G_LIST_MODEL (self->shown), i);

      tie_automatch_window_set_checked (self, proposal, checked);
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
  tie_automatch_window_count_soon (self);
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
  tie_automatch_window_count_soon (self);
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
