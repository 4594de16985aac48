/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-editor"
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "ui/tie-editor-private.h"
#include "ui/tie-status-line.h"
#include "ui/tie-undo-control.h"

/* What waits for the record to be saved. */
typedef struct
{
  TieEditorFunc then;
  gpointer data;
  GDestroyNotify data_free;
} After;

static void
after_free (After *after)
{
  if (after->data_free != NULL)
    after->data_free (after->data);
  g_free (after);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (After, after_free)

static After *
after_new (TieEditorFunc then,
           gpointer data,
           GDestroyNotify data_free)
{
  After *after = g_new0 (After, 1);

  after->then = then;
  after->data = data;
  after->data_free = data_free;
  return after;
}

static void
after_do (After *after)
{
  if (after->then != NULL)
    after->then (after->data);
  after_free (after);
}

void
tie_editor_drop_afterwards (TieEditor *self)
{
  g_queue_clear_full (&tie_editor_get_private (self)->afterwards, (GDestroyNotify) after_free);
}

/* A save under way.  The callback needs it when saving failed too, so it holds a reference of its own. */
typedef struct
{
  TieEditor *editor;     /* (owned) */
  gpointer sheet;        /* (owned) (nullable): the worker's copy, as the file has it once all went well */
  GDestroyNotify sheet_free;
  gboolean (*save_sheet) (TieDb *db, gpointer sheet, TieBillingStep *step, GError **error);
  char *window;          /* (owned) (nullable) */
  TieBillingStep step;
} Saving;

static void
saving_clear (gpointer data)
{
  Saving *self = data;

  g_object_unref (self->editor);
  g_clear_pointer (&self->sheet, self->sheet_free);
  tie_billing_step_clear (&self->step);
  g_free (self->window);
}

static void
saving_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, saving_clear);
}

static gboolean
save_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  Saving *saving = user_data;

  return saving->save_sheet (db, saving->sheet, &saving->step, error);
}

static void
show_success (TieEditor *self,
              Saving *saving)
{
  TieEditorPrivate *priv = tie_editor_get_private (self);
  TieEditorClass *klass = TIE_EDITOR_GET_CLASS (self);
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));
  After *after;

  klass->take_sheet (self, g_steal_pointer (&saving->sheet));
  g_free (priv->id);
  priv->id = g_strdup (tie_record_get_id (klass->get_record (self)));
  tie_editor_set_is_read (self);
  tie_editor_show (self);
  if (line != NULL && saving->step.sentence != NULL)
    tie_status_line_say (line, saving->step.sentence, saving->step.id != 0);
  tie_editor_load (self); /* what was paid, which number comes next */
  while ((after = g_queue_pop_head (&priv->afterwards)) != NULL)
    after_do (after);
}

static void
show_failure (TieEditor *self,
              Saving *saving,
              const GError *error)
{
  TieEditorPrivate *priv = tie_editor_get_private (self);
  TieEditorClass *klass = TIE_EDITOR_GET_CLASS (self);
  g_autofree char *sentence = tie_error_get_sentence (error);
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));
  gboolean is_changed = g_error_matches (error, TIE_ERROR, TIE_ERROR_CHANGED);

  tie_editor_drop_afterwards (self);
  if (is_changed)
    priv->is_stale = TRUE;
  tie_editor_set_problem (self, is_changed ? NULL : sentence);
  if (!is_changed && klass->show_refused != NULL)
    klass->show_refused (self, saving->sheet, sentence);
  if (line != NULL)
    tie_status_line_say_error (line, error);
}

static void
saved_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  Saving *saving = user_data;
  TieEditor *self = saving->editor;
  TieEditorPrivate *priv = tie_editor_get_private (self);
  g_autoptr (GError) error = NULL;
  gboolean is_saved = tie_store_run_finish (TIE_STORE (source), result, &error) != NULL;

  priv->is_saving = FALSE;
  if (!g_cancellable_is_cancelled (priv->gone))
    {
      if (is_saved)
        show_success (self, saving);
      else
        show_failure (self, saving, error);
    }
  saving_unref (saving);
}

void
tie_editor_save (TieEditor *self,
                 TieEditorFunc then,
                 gpointer data,
                 GDestroyNotify data_free)
{
  g_autoptr (After) after = after_new (then, data, data_free);
  TieEditorPrivate *priv = tie_editor_get_private (self);
  TieEditorClass *klass = TIE_EDITOR_GET_CLASS (self);
  Saving *saving;

  g_return_if_fail (TIE_IS_EDITOR (self));

  if (priv->is_saving || !priv->is_read || !tie_editor_commit_fields (self))
    return;
  priv->is_saving = TRUE;
  g_queue_push_tail (&priv->afterwards, g_steal_pointer (&after));
  saving = g_atomic_rc_box_new0 (Saving);
  saving->editor = g_object_ref (self);
  saving->sheet = klass->copy_sheet (self);
  saving->sheet_free = klass->free_sheet;
  saving->save_sheet = klass->save_sheet;
  saving->window = g_strdup (tie_undo_control_get_id (GTK_WIDGET (self)));
  saving->step.window = saving->window;
  tie_store_run_async (tie_session_get_store (priv->session), TIE_STORE_WRITE, save_func, g_atomic_rc_box_acquire (saving), saving_unref,
                       NULL, saved_cb, saving);
}

/* The question on the way out. */
typedef struct
{
  TieEditor *editor; /* (owned) */
  After *after;      /* (owned) (nullable) */
} Leaving;

static void
leaving_free (gpointer data,
              GClosure *closure)
{
  Leaving *leaving = data;

  g_object_unref (leaving->editor);
  g_clear_pointer (&leaving->after, after_free);
  g_free (leaving);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char *response,
             Leaving *leaving)
{
  After *after;

  if (gtk_widget_get_root (GTK_WIDGET (leaving->editor)) == NULL)
    return;
  if (g_str_equal (response, "save"))
    {
      after = g_steal_pointer (&leaving->after);
      tie_editor_save (leaving->editor, after->then, after->data, after->data_free);
      g_free (after);
    }
  else if (g_str_equal (response, "discard"))
    {
      tie_editor_discard (leaving->editor);
      after_do (g_steal_pointer (&leaving->after));
    }
  else
    gtk_widget_grab_focus (GTK_WIDGET (leaving->editor));
}

static void
ask (TieEditor *self,
     After *after)
{
  TieEditorPrivate *priv = tie_editor_get_private (self);
  Leaving *leaving = g_new0 (Leaving, 1);
  g_autofree char *title = priv->id != NULL ? TIE_EDITOR_GET_CLASS (self)->dup_title (self) : NULL;
  /* Translators: %s is a document's number */
  g_autofree char *heading = title != NULL ? g_strdup_printf (_ ("Save Changes to %s?"), title) : g_strdup (_ (priv->kind->save_new_question));
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), heading, NULL);

  leaving->editor = g_object_ref (self);
  leaving->after = after;
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), _ ("What is not saved will be lost."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "discard", _ ("_Discard"), "save", _ (priv->kind->save_label), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), leaving, leaving_free, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
tie_editor_leave (TieEditor *self,
                  TieEditorFunc then,
                  gpointer data,
                  GDestroyNotify data_free)
{
  TieEditorPrivate *priv = tie_editor_get_private (self);
  After *after = after_new (then, data, data_free);

  g_return_if_fail (TIE_IS_EDITOR (self));

  if (priv->is_saving)
    g_queue_push_tail (&priv->afterwards, after);
  else if (tie_editor_is_changed (self))
    ask (self, after);
  else
    after_do (after);
}
