/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-editor"
#include "config.h"

#include "ui/tie-editor-private.h"
#include "ui/tie-removal-question.h"
#include "ui/tie-void-question.h"

static void
close_func (gpointer user_data)
{
  tie_editor_emit_closed (user_data);
}

static void
back_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  tie_editor_leave (TIE_EDITOR (widget), close_func, g_object_ref (widget), g_object_unref);
}

static void
save_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  TieEditor *self = TIE_EDITOR (widget);

  if (tie_editor_get_is_read (self) && tie_editor_commit_fields (self) && tie_editor_is_edited (self))
    tie_editor_save (self, NULL, NULL, NULL);
}

/* A field takes what is typed when it is left; until then it is unsaved all the same. */
static void
typed_action (GtkWidget *widget,
              const char *action_name,
              GVariant *parameter)
{
  TieEditor *self = TIE_EDITOR (widget);

  if (!tie_editor_get_is_read (self) || TIE_EDITOR_GET_CLASS (self)->get_record (self) == NULL)
    return;
  tie_editor_update_actions (self);
  if (!g_variant_get_boolean (parameter) || !tie_editor_is_editable (self))
    return;
  gtk_widget_action_set_enabled (widget, "editor.save", TRUE);
  gtk_widget_action_set_enabled (widget, "editor.discard", TRUE);
}

void
tie_editor_discard (TieEditor *self)
{
  TieEditorPrivate *priv = tie_editor_get_private (self);

  if (priv->id == NULL)
    {
      tie_editor_emit_closed (self);
      return;
    }
  priv->is_read = FALSE;
  gtk_widget_grab_focus (priv->back_button); /* a field with the focus keeps what is typed in it */
  tie_editor_load (self);
}

static void
discard_action (GtkWidget *widget,
                const char *action_name,
                GVariant *parameter)
{
  tie_editor_discard (TIE_EDITOR (widget));
}

static void
open_contact_action (GtkWidget *widget,
                     const char *action_name,
                     GVariant *parameter)
{
  TieEditorClass *klass = TIE_EDITOR_GET_CLASS (widget);

  gtk_widget_activate_action (widget, "win.open-contact", "s", tie_record_get_text (klass->get_record (TIE_EDITOR (widget)), klass->contact_field));
}

static void
void_confirmed_cb (GtkWidget *widget,
                   const char *id)
{
  const char *const ids[] = { id, NULL };

  tie_billing_verb_run (widget, tie_editor_get_session (TIE_EDITOR (widget)), TIE_EDITOR_GET_CLASS (widget)->void_record, ids);
}

static void
void_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  TieEditor *self = TIE_EDITOR (widget);
  g_autofree char *title = TIE_EDITOR_GET_CLASS (self)->dup_title (self);

  tie_void_question_ask (widget, title, tie_editor_get_id (self), void_confirmed_cb);
}

static void
take_back (TieEditor *self,
           const char *verb)
{
  const char *const ids[] = { tie_editor_get_id (self), NULL };

  tie_removal_question_ask (GTK_WIDGET (self), tie_editor_get_session (self), ids, verb);
}

static void
void_there_action (GtkWidget *widget,
                   const char *action_name,
                   GVariant *parameter)
{
  take_back (TIE_EDITOR (widget), "void");
}

static void
delete_there_action (GtkWidget *widget,
                     const char *action_name,
                     GVariant *parameter)
{
  take_back (TIE_EDITOR (widget), "delete");
}

void
tie_editor_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "editor.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "editor.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "editor.discard", NULL, discard_action);
  gtk_widget_class_install_action (widget_class, "editor.typed", "b", typed_action);
  gtk_widget_class_install_action (widget_class, "editor.open-contact", NULL, open_contact_action);
  gtk_widget_class_install_action (widget_class, "editor.void", NULL, void_action);
  gtk_widget_class_install_action (widget_class, "editor.void-there", NULL, void_there_action);
  gtk_widget_class_install_action (widget_class, "editor.delete-there", NULL, delete_there_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "editor.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "editor.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "editor.save", NULL);
}

void
tie_editor_update_actions (TieEditor *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  TieEditorPrivate *priv = tie_editor_get_private (self);
  TieEditorClass *klass = TIE_EDITOR_GET_CLASS (self);
  TieRecord *record = klass->get_record (self);
  gboolean is_edited = tie_editor_is_edited (self);
  gboolean is_void = tie_record_get_integer (record, klass->void_field) != 0;
  gboolean may = tie_session_may (priv->session, TIE_RIGHT_BILLING);

  gtk_widget_action_set_enabled (widget, "editor.save", is_edited && may);
  gtk_widget_action_set_enabled (widget, "editor.discard", is_edited || priv->is_stale);
  gtk_widget_action_set_enabled (widget, "editor.open-contact", tie_record_get_text (record, klass->contact_field) != NULL);
  gtk_widget_action_set_enabled (widget, "editor.void", priv->id != NULL && !is_edited && !is_void && may);
}

void
tie_editor_update_removal (TieEditor *self,
                           TieKind there)
{
  TieEditorPrivate *priv = tie_editor_get_private (self);
  TieKind kind = priv->id != NULL && !tie_editor_is_edited (self) ? there : 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.void-there", tie_removal_question_may (priv->session, kind, "void"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.delete-there", tie_removal_question_may (priv->session, kind, "delete"));
}
