/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-actions-window"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "sync/tie-practice-package.h"
#include "ui/tie-actions-window-private.h"
#include "ui/tie-sync-steps.h"

TieSyncRow *
tie_actions_window_get_sync_row (TieActionsWindow *self)
{
  return self->row != NULL ? tie_transfer_row_get_row (self->row) : NULL;
}

static const TieSyncFinding *
get_finding (TieActionsWindow *self)
{
  return self->row != NULL ? tie_transfer_row_get_finding (self->row) : NULL;
}

/* The step buttons. */

/* Whether the action has a place of its own in the window. */
static gboolean
has_place (TieSyncAction action)
{
  return action == TIE_SYNC_ACTION_LINK_THIS || action == TIE_SYNC_ACTION_CREATE_NEW || action == TIE_SYNC_ACTION_ACCSID;
}

static gboolean
step_done_cb (gpointer data,
              const GError *error,
              gpointer user_data)
{
  TieActionsWindow *self = user_data;
  g_autofree char *sentence = NULL;

  if (error == NULL || self->session == NULL)
    return FALSE;
  /* What is wrong with a typed AccsID stands below it. */
  if (!gtk_widget_get_mapped (self->account_box) || gtk_widget_get_focus_child (self->account_box) == NULL || *gtk_editable_get_text (GTK_EDITABLE (self->accsid_entry)) == '\0')
    return FALSE;
  sentence = tie_error_get_sentence_for (error, tie_session_get_package (self->session)->short_name);
  gtk_label_set_label (self->accsid_note, sentence);
  gtk_widget_add_css_class (GTK_WIDGET (self->accsid_note), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->accsid_entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->accsid_entry), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->accsid_entry));
  return TRUE;
}

void
tie_actions_window_take (TieActionsWindow *self,
      TieSyncAction action,
      const char *text)
{
  g_autoptr (TieSyncFinding) none = NULL;
  const TieSyncFinding *finding = get_finding (self);

  if (self->row == NULL)
    return;
  if (finding == NULL) /* it only waits for its turn */
    finding = none = tie_sync_finding_new (tie_sync_row_get_group (tie_actions_window_get_sync_row (self)), TIE_SYNC_READY, tie_session_get_package (self->session));
  tie_sync_steps_take (GTK_WIDGET (self), self->session, tie_actions_window_get_sync_row (self), finding, action, text, step_done_cb, self);
}

static void
step_clicked_cb (TieActionsWindow *self,
                 GtkWidget *button)
{
  tie_actions_window_take (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "tie-action")), NULL);
}

static void
show_steps (TieActionsWindow *self)
{
  TieSyncAction actions[TIE_SYNC_MAX_ACTIONS] = { 0 };
  const TieSyncFinding *finding = get_finding (self);
  gboolean may = tie_session_may (self->session, TIE_RIGHT_SYNC);
  gboolean has_account = FALSE;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->steps_box))) != NULL)
    gtk_box_remove (self->steps_box, child);
  if (finding != NULL)
    tie_sync_finding_get_actions (finding, actions);
  for (guint i = 0; actions[i] != 0; i++)
    {
      g_autofree char *label = tie_sync_steps_dup_label (finding, actions[i]);
      GtkWidget *button;

      has_account = has_account || has_place (actions[i]);
      if (has_place (actions[i]))
        continue;
      button = gtk_button_new_with_label (label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      g_object_set_data (G_OBJECT (button), "tie-action", GUINT_TO_POINTER (actions[i]));
      g_signal_connect_object (button, "clicked", G_CALLBACK (step_clicked_cb), self, G_CONNECT_SWAPPED);
      gtk_widget_set_sensitive (button, may);
      if (gtk_widget_get_first_child (GTK_WIDGET (self->steps_box)) == NULL)
        gtk_widget_add_css_class (button, "suggested-action");
      gtk_box_append (self->steps_box, button);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->steps_box), gtk_widget_get_first_child (GTK_WIDGET (self->steps_box)) != NULL);
  gtk_widget_set_visible (self->account_box, has_account);
}

void
tie_actions_window_clear_accsid (TieActionsWindow *self)
{
  g_autofree char *lack = tie_practice_package_dup_lack (tie_company_get_connection (tie_session_get_company (self->session)), TIE_LACKS_TYPED_ID);
  const char *hint = tie_session_get_package (self->session)->accsid_hint;

  gtk_label_set_label (self->accsid_note, lack != NULL ? lack : hint != NULL ? _ (hint) : "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->accsid_entry), lack == NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (self->accsid_note), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->accsid_entry), "error");
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self->accsid_entry), GTK_ACCESSIBLE_STATE_INVALID);
}

static void
show_account (TieActionsWindow *self)
{
  const TieSyncFinding *finding = get_finding (self);
  gboolean is_shown = gtk_widget_get_visible (self->account_box);
  g_autofree char *name = NULL;

  if (is_shown)
    {
      name = g_strdup_printf ("“%s”", tie_sync_row_get_contact (tie_actions_window_get_sync_row (self)));
      gtk_label_set_label (self->create_label, name);
    }
  gtk_editable_set_text (GTK_EDITABLE (self->accsid_entry), "");
  tie_actions_window_clear_accsid (self);
  tie_suggestion_list_show (self->suggestions,
                            is_shown ? tie_session_get_crosswalk (self->session, finding->kind == TIE_KIND_VENDOR ? TIE_KIND_VENDOR : TIE_KIND_CUSTOMER) : NULL,
                            is_shown ? finding->record_id : NULL);
}

/* What may be pressed. */

void
tie_actions_window_update_actions (TieActionsWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  TieSyncRow *row = tie_actions_window_get_sync_row (self);
  gboolean may = tie_session_may (self->session, TIE_RIGHT_SYNC);
  gboolean is_document = row != NULL && tie_sync_row_get_group (row) != TIE_SYNC_CONTACTS && !tie_sync_row_is_theirs (row);
  gboolean is_free = row != NULL && may && !tie_sync_job_get_is_running (self->job);
  guint n_rows = g_list_model_get_n_items (self->rows);

  gtk_widget_action_set_enabled (widget, "actions.previous", self->row != NULL && self->position > 0);
  gtk_widget_action_set_enabled (widget, "actions.next", self->row != NULL && self->position + 1 < n_rows);
  gtk_widget_action_set_enabled (widget, "actions.help", self->row != NULL);
  gtk_widget_action_set_enabled (widget, "actions.open", row != NULL && tie_sync_steps_can_open (row));
  gtk_widget_action_set_enabled (widget, "actions.open-contact", row != NULL && tie_sync_steps_can_open_contact (row));
  gtk_widget_action_set_enabled (widget, "actions.do-not-send", may && is_document && self->code != TIE_SYNC_DO_NOT_SEND);
  gtk_widget_action_set_enabled (widget, "actions.create", may);
  gtk_widget_action_set_enabled (widget, "actions.use-accsid", may && *gtk_editable_get_text (GTK_EDITABLE (self->accsid_entry)) != '\0');
  gtk_widget_action_set_enabled (widget, "actions.try-again", is_free && tie_sync_row_may_send (row));
  gtk_widget_set_visible (self->mark_button, is_document);
}

void
tie_actions_window_focus_first_step (TieActionsWindow *self)
{
  GtkWidget *exact = tie_suggestion_list_get_default (self->suggestions);
  GtkWidget *step = gtk_widget_get_first_child (GTK_WIDGET (self->steps_box));

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (self->row == NULL)
    gtk_widget_grab_focus (self->close_button);
  else if (step != NULL)
    gtk_widget_grab_focus (step);
  else if (exact != NULL)
    gtk_widget_grab_focus (exact);
  else if (gtk_widget_get_visible (self->account_box))
    gtk_widget_grab_focus (self->create_button);
  else
    gtk_widget_grab_focus (self->try_button);
}

void
tie_actions_window_show_sentences (TieActionsWindow *self)
{
  TieSyncRow *row = tie_actions_window_get_sync_row (self);
  GPtrArray *findings = tie_sync_row_get_findings (row);
  g_autoptr (GString) others = g_string_new (NULL);

  for (guint i = 1; findings != NULL && i < findings->len; i++)
    {
      const TieSyncFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (others, "%s%s", i > 1 ? "\n" : "", finding->sentence);
    }
  gtk_label_set_label (self->sentence_label, tie_transfer_row_get_is_sending (self->row) ? _ ("Sending…") : tie_transfer_row_get_sentence (self->row));
  gtk_label_set_label (self->others_label, others->str);
  gtk_widget_set_visible (GTK_WIDGET (self->others_label), others->len > 0);
}

static char *
dup_open_label (TieActionsWindow *self,
                TieSyncRow *row)
{
  g_autoptr (TieSyncFinding) finding = tie_sync_finding_new (tie_sync_row_get_group (row), TIE_SYNC_READY, tie_session_get_package (self->session));

  return tie_sync_finding_dup_label (finding, TIE_SYNC_ACTION_OPEN_DOCUMENT);
}

/* A contact has no number. */
static char *
make_title (TieSyncRow *row)
{
  const char *number = tie_sync_row_get_number (row);
  const char *contact = tie_sync_row_get_contact (row);

  if (*number == '\0')
    /* Translators: name of a contact */
    return g_strdup_printf (_ ("Accounts Sync (Actions): %s"), contact);
  /* Translators: number of a document, name of its contact */
  return g_strdup_printf (_ ("Accounts Sync (Actions): %s %s"), number, contact);
}

void
tie_actions_window_show_row (TieActionsWindow *self)
{
  TieSyncRow *row = tie_actions_window_get_sync_row (self);
  g_autofree char *title = NULL;
  g_autofree char *open = NULL;

  gtk_stack_set_visible_child_name (self->stack, row != NULL ? "row" : "none");
  gtk_widget_set_visible (self->bottom, row != NULL);
  g_clear_pointer (&self->sentence, g_free);
  if (row == NULL)
    title = g_strdup (_ ("Accounts Sync (Actions)"));
  else
    {
      open = dup_open_label (self, row);
      gtk_button_set_label (self->open_button, open);
      gtk_widget_set_visible (GTK_WIDGET (self->open_button), tie_sync_row_get_group (row) != TIE_SYNC_CONTACTS); /* Open Contact stands there */
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->open_button), GTK_ACCESSIBLE_PROPERTY_LABEL, open, -1);
      title = make_title (row);
      self->code = tie_transfer_row_get_code (self->row);
      self->sentence = g_strdup (tie_transfer_row_get_sentence (self->row));
      tie_check_strip_show (self->strip, row);
      gtk_widget_set_visible (GTK_WIDGET (self->strip), tie_sync_row_get_group (row) != TIE_SYNC_CONTACTS);
      tie_actions_window_show_sentences (self);
      show_steps (self);
      show_account (self);
    }
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->title_widget, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  tie_actions_window_update_actions (self);
  tie_actions_window_focus_first_step (self);
}
