/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-editor"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "ui/tie-editor-private.h"
#include "ui/tie-focus.h"
#include "ui/tie-status-line.h"

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (TieEditor, tie_editor, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

TieEditorPrivate *
tie_editor_get_private (TieEditor *self)
{
  return tie_editor_get_instance_private (self);
}

static void
show_banner (TieEditor *self)
{
  TieEditorPrivate *priv = tie_editor_get_instance_private (self);
  TieEditorClass *klass = TIE_EDITOR_GET_CLASS (self);
  const char *action = "editor.discard";
  const char *button = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (priv->problem != NULL)
    sentence = g_strdup (priv->problem);
  else if (priv->is_stale)
    {
      g_autofree char *title = klass->dup_title (self);

      /* Translators: %s is a document's number */
      sentence = g_strdup_printf (_ ("%s was changed meanwhile by another window."), title);
      button = _ ("Show the Other Version");
    }
  else if (!tie_session_may (priv->session, TIE_RIGHT_BILLING))
    sentence = tie_session_dup_refusal (priv->session, TIE_RIGHT_BILLING);
  else if (!klass->check_editable (self, &error))
    {
      sentence = tie_error_get_sentence (error);
      button = klass->get_way_out != NULL ? klass->get_way_out (self, &action) : NULL;
    }
  else if (klass->get_notice != NULL)
    sentence = g_strdup (klass->get_notice (self, &button, &action));
  if (priv->problem != NULL || priv->is_stale)
    gtk_widget_add_css_class (GTK_WIDGET (priv->banner), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (priv->banner), "error");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (priv->banner), action);
  tie_banner_set_button_label (priv->banner, button);
  if (sentence != NULL)
    tie_banner_set_title (priv->banner, sentence);
  tie_banner_set_revealed (priv->banner, sentence != NULL);
}

static void
store_changed_cb (TieEditor *self,
                  guint areas)
{
  TieEditorPrivate *priv = tie_editor_get_instance_private (self);

  if ((areas & TIE_EDITOR_GET_CLASS (self)->areas) != 0 && !priv->is_saving)
    tie_editor_load (self);
}

static void
tie_editor_dispose (GObject *object)
{
  TieEditor *self = TIE_EDITOR (object);
  TieEditorPrivate *priv = tie_editor_get_instance_private (self);

  g_cancellable_cancel (priv->gone);
  tie_editor_drop_afterwards (self);
  g_clear_object (&priv->session);
  G_OBJECT_CLASS (tie_editor_parent_class)->dispose (object);
}

static void
tie_editor_finalize (GObject *object)
{
  TieEditorPrivate *priv = tie_editor_get_instance_private (TIE_EDITOR (object));

  g_object_unref (priv->gone);
  g_free (priv->problem);
  g_free (priv->id);
  G_OBJECT_CLASS (tie_editor_parent_class)->finalize (object);
}

static void
tie_editor_class_init (TieEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tie_editor_dispose;
  object_class->finalize = tie_editor_finalize;
  GTK_WIDGET_CLASS (klass)->focus = tie_focus_child;
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", TIE_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  tie_editor_install_actions (GTK_WIDGET_CLASS (klass));
}

static void
tie_editor_init (TieEditor *self)
{
  TieEditorPrivate *priv = tie_editor_get_instance_private (self);

  priv->gone = g_cancellable_new ();
  g_queue_init (&priv->afterwards);
}

void
tie_editor_set_up (TieEditor *self,
                   TieSession *session,
                   const TieBillingKind *kind,
                   const char *id)
{
  TieEditorPrivate *priv = tie_editor_get_instance_private (self);

  g_return_if_fail (TIE_IS_EDITOR (self));
  g_return_if_fail (TIE_IS_SESSION (session));

  priv->session = g_object_ref (session);
  priv->kind = kind;
  priv->id = g_strdup (id);
  g_signal_connect_object (tie_session_get_store (session), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
}

void
tie_editor_set_parts (TieEditor *self,
                      GtkWidget *back_button,
                      TieBanner *banner)
{
  TieEditorPrivate *priv = tie_editor_get_instance_private (self);

  g_return_if_fail (TIE_IS_EDITOR (self));

  priv->back_button = back_button;
  priv->banner = banner;
}

const char *
tie_editor_get_id (TieEditor *self)
{
  g_return_val_if_fail (TIE_IS_EDITOR (self), NULL);

  return tie_editor_get_private (self)->id;
}

TieSession *
tie_editor_get_session (TieEditor *self)
{
  g_return_val_if_fail (TIE_IS_EDITOR (self), NULL);

  return tie_editor_get_private (self)->session;
}

const TieBillingKind *
tie_editor_get_kind (TieEditor *self)
{
  g_return_val_if_fail (TIE_IS_EDITOR (self), NULL);

  return tie_editor_get_private (self)->kind;
}

GCancellable *
tie_editor_get_gone (TieEditor *self)
{
  g_return_val_if_fail (TIE_IS_EDITOR (self), NULL);

  return tie_editor_get_private (self)->gone;
}

void
tie_editor_set_is_showing (TieEditor *self,
                           gboolean is_showing)
{
  g_return_if_fail (TIE_IS_EDITOR (self));

  tie_editor_get_private (self)->is_showing = !!is_showing;
}

gboolean
tie_editor_get_is_showing (TieEditor *self)
{
  g_return_val_if_fail (TIE_IS_EDITOR (self), FALSE);

  return tie_editor_get_private (self)->is_showing;
}

void
tie_editor_set_is_read (TieEditor *self)
{
  TieEditorPrivate *priv = tie_editor_get_instance_private (self);

  g_return_if_fail (TIE_IS_EDITOR (self));

  priv->is_read = TRUE;
  priv->is_stale = FALSE;
  g_clear_pointer (&priv->problem, g_free);
}

gboolean
tie_editor_get_is_read (TieEditor *self)
{
  g_return_val_if_fail (TIE_IS_EDITOR (self), FALSE);

  return tie_editor_get_private (self)->is_read;
}

gboolean
tie_editor_is_kept (TieEditor *self)
{
  TieEditorPrivate *priv = tie_editor_get_instance_private (self);

  g_return_val_if_fail (TIE_IS_EDITOR (self), FALSE);

  return priv->is_read && (priv->id == NULL || tie_editor_is_edited (self));
}

void
tie_editor_set_is_stale (TieEditor *self,
                         gboolean is_stale)
{
  g_return_if_fail (TIE_IS_EDITOR (self));

  tie_editor_get_private (self)->is_stale = !!is_stale;
}

gboolean
tie_editor_get_is_stale (TieEditor *self)
{
  g_return_val_if_fail (TIE_IS_EDITOR (self), FALSE);

  return tie_editor_get_private (self)->is_stale;
}

gboolean
tie_editor_get_is_saving (TieEditor *self)
{
  g_return_val_if_fail (TIE_IS_EDITOR (self), FALSE);

  return tie_editor_get_private (self)->is_saving;
}

void
tie_editor_set_problem (TieEditor *self,
                        const char *sentence)
{
  TieEditorPrivate *priv = tie_editor_get_instance_private (self);

  g_return_if_fail (TIE_IS_EDITOR (self));

  g_free (priv->problem);
  priv->problem = g_strdup (sentence);
  tie_editor_update (self);
}

const char *
tie_editor_get_problem (TieEditor *self)
{
  g_return_val_if_fail (TIE_IS_EDITOR (self), NULL);

  return tie_editor_get_private (self)->problem;
}

void
tie_editor_emit_closed (TieEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

void
tie_editor_cannot_load (TieEditor *self,
                        const GError *error)
{
  TieStatusLine *line;

  g_return_if_fail (TIE_IS_EDITOR (self));

  line = tie_status_line_for (GTK_WIDGET (self));
  if (g_error_matches (error, TIE_ERROR, TIE_ERROR_NOT_FOUND)) /* deleted, or its making undone */
    tie_editor_emit_closed (self);
  else if (line != NULL)
    tie_status_line_say_error (line, error);
}

void
tie_editor_load (TieEditor *self)
{
  g_return_if_fail (TIE_IS_EDITOR (self));

  TIE_EDITOR_GET_CLASS (self)->load (self);
}

void
tie_editor_show (TieEditor *self)
{
  g_return_if_fail (TIE_IS_EDITOR (self));

  tie_editor_set_is_showing (self, TRUE);
  TIE_EDITOR_GET_CLASS (self)->show (self);
  tie_editor_set_is_showing (self, FALSE);
  tie_editor_update (self);
}

void
tie_editor_update (TieEditor *self)
{
  g_return_if_fail (TIE_IS_EDITOR (self));

  tie_editor_update_actions (self);
  TIE_EDITOR_GET_CLASS (self)->update (self);
  show_banner (self);
}

gboolean
tie_editor_is_edited (TieEditor *self)
{
  g_return_val_if_fail (TIE_IS_EDITOR (self), FALSE);

  return TIE_EDITOR_GET_CLASS (self)->get_record (self) != NULL && TIE_EDITOR_GET_CLASS (self)->is_edited (self);
}

gboolean
tie_editor_is_editable (TieEditor *self)
{
  TieEditorClass *klass;

  g_return_val_if_fail (TIE_IS_EDITOR (self), FALSE);

  klass = TIE_EDITOR_GET_CLASS (self);
  return klass->get_record (self) != NULL && tie_session_may (tie_editor_get_session (self), TIE_RIGHT_BILLING) && klass->check_editable (self, NULL);
}

gboolean
tie_editor_commit_fields (TieEditor *self)
{
  g_return_val_if_fail (TIE_IS_EDITOR (self), FALSE);

  return TIE_EDITOR_GET_CLASS (self)->commit_fields (self);
}

gboolean
tie_editor_commit_entries (TieEditor *self,
                           TieTypedEntry *const *entries,
                           guint n_entries)
{
  for (guint i = 0; i < n_entries; i++)
    {
      if (tie_typed_entry_commit (entries[i]))
        continue;
      gtk_widget_grab_focus (GTK_WIDGET (entries[i]));
      return FALSE;
    }
  return TRUE;
}

gboolean
tie_editor_is_changed (TieEditor *self)
{
  g_return_val_if_fail (TIE_IS_EDITOR (self), FALSE);

  return tie_editor_get_is_read (self) && (!tie_editor_commit_fields (self) || tie_editor_is_edited (self));
}
