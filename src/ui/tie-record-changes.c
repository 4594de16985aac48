/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-record-page"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "ui/tie-record-edit.h"
#include "ui/tie-record-page-private.h"
#include "ui/tie-status-line.h"
#include "ui/tie-undo-control.h"

static const char *
get_window_id (TieRecordPage *self)
{
  return tie_undo_control_get_id (GTK_WIDGET (self));
}

/* A change on its way.  It is never cancelled: what was typed last is saved also when the page closes with it. */
typedef struct
{
  TieRecordPage *page;  /* (owned) */
  TieStatusLine *line;  /* (weak) (nullable): of the window, which the page may have left meanwhile */
  guint field;          /* 0: of no single field */
  char *id;             /* (owned) (nullable): of a record that is being added */
  char *sentence;       /* (owned) */
} Change;

static Change *
change_new (TieRecordPage *self,
            guint field,
            char *sentence)
{
  Change *change = g_new0 (Change, 1);

  change->page = g_object_ref (self);
  change->field = field;
  change->sentence = sentence;
  g_set_weak_pointer (&change->line, tie_status_line_for (GTK_WIDGET (self)));
  return change;
}

static void
change_free (Change *change)
{
  g_clear_weak_pointer (&change->line);
  g_object_unref (change->page);
  g_free (change->id);
  g_free (change->sentence);
  g_free (change);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Change, change_free)

static void
say (const Change *change,
     const GError *error)
{
  if (change->line == NULL)
    return;
  if (error != NULL)
    tie_status_line_say_error (change->line, error);
  else
    tie_status_line_say (change->line, change->sentence, TRUE);
}

static gboolean
is_of_form (TieRecordPage *self,
            guint field)
{
  return self->billing_form != NULL && tie_record_form_get_widget (self->billing_form, field) != NULL;
}

static void
changed_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (Change) change = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = tie_record_edit_finish (TIE_STORE (source), result, &error);
  TieRecordPage *self = change->page;
  gboolean is_gone = g_cancellable_is_cancelled (self->gone);
  TieFieldRow *row = is_gone ? NULL : self->rows[change->field];

  if (change->id != NULL)
    {
      self->is_adding = FALSE;
      if (is_done)
        self->id = g_steal_pointer (&change->id);
    }
  if (row != NULL && g_error_matches (error, TIE_ERROR, TIE_ERROR_INVALID))
    tie_field_row_set_error (row, error->message, NULL);
  else if (!is_gone && is_of_form (self, change->field) && g_error_matches (error, TIE_ERROR, TIE_ERROR_INVALID))
    tie_record_form_set_error (self->billing_form, change->field, error->message);
  else
    say (change, error);
  if (is_done && !is_gone)
    tie_record_page_load (self);
}

static void
save_new (TieRecordPage *self,
          guint field)
{
  TieRecord *record = self->view->record;
  Change *change;

  if (self->is_adding || tie_text_is_empty (tie_record_get_name (record)))
    return;
  self->is_adding = TRUE;
  /* Translators: %s is a contact's name */
  change = change_new (self, field, g_strdup_printf (_ ("%s added"), tie_record_get_name (record)));
  change->id = g_strdup (tie_record_get_id (record));
  tie_record_edit_save_async (tie_session_get_store (self->session), record, change->sentence, get_window_id (self), NULL, changed_cb, change);
}

void
tie_record_page_set_field (TieRecordPage *self,
                           guint field,
                           const char *text)
{
  const TieField *info = &tie_record_page_get_record_class (self)->fields[field];
  Change *change;

  if (self->id == NULL)
    {
      tie_record_set_text (self->view->record, field, text);
      save_new (self, field);
      return;
    }
  /* Translators: the first %s is the name of a field, the second of a record */
  change = change_new (self, field, g_strdup_printf (_ ("%s of %s changed"), _ (info->label), tie_record_get_name (self->view->record)));
  tie_record_edit_set_async (tie_session_get_store (self->session), self->type, self->id, field, text, change->sentence, get_window_id (self), NULL, changed_cb, change);
}

static void
set_is_archived (TieRecordPage *self,
                 gboolean is_archived)
{
  const char *name = tie_record_get_name (self->view->record);
  /* Translators: %s is a contact's name */
  Change *change = change_new (self, 0, is_archived ? g_strdup_printf (_ ("%s archived"), name) : g_strdup_printf (_ ("%s brought back"), name));

  tie_record_edit_set_async (tie_session_get_store (self->session), self->type, self->id, TIE_CONTACT_ARCHIVED, is_archived ? "1" : "", change->sentence,
                             get_window_id (self), NULL, changed_cb, change);
}

static void
archive_action (GtkWidget *widget,
                const char *action_name,
                GVariant *parameter)
{
  set_is_archived (TIE_RECORD_PAGE (widget), g_str_equal (action_name, "record.archive"));
}

static void
archive_response_cb (TieRecordPage *self,
                     const char *response)
{
  if (g_str_equal (response, "archive"))
    set_is_archived (self, TRUE);
}

static void
ask_archive (TieRecordPage *self,
             const GError *error)
{
  g_autofree char *sentence = tie_error_get_sentence (error);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Archive Instead?"), sentence);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "archive", _ ("Archive"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "archive");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (archive_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
deleted_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (Change) change = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = tie_record_edit_finish (TIE_STORE (source), result, &error);
  TieRecordPage *self = change->page;

  say (change, error);
  if (g_cancellable_is_cancelled (self->gone))
    return;
  if (is_done)
    g_signal_emit_by_name (self, "back");
  else if (g_error_matches (error, TIE_ERROR, TIE_ERROR_IN_USE) && self->type == TIE_TYPE_CONTACT)
    ask_archive (self, error);
}

static void
delete_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  TieRecordPage *self = TIE_RECORD_PAGE (widget);
  /* Translators: %s is the name of a contact or site */
  Change *change = change_new (self, 0, g_strdup_printf (_ ("%s deleted"), tie_record_get_name (self->view->record)));

  tie_record_edit_delete_async (tie_session_get_store (self->session), self->type, self->id, change->sentence, get_window_id (self), NULL, deleted_cb, change);
}

void
tie_record_page_install_changes (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "record.archive", NULL, archive_action);
  gtk_widget_class_install_action (widget_class, "record.unarchive", NULL, archive_action);
  gtk_widget_class_install_action (widget_class, "record.delete", NULL, delete_action);
}
