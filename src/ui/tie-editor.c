/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-editor"
#include "config.h"

#include "ui/tie-editor.h"

G_DEFINE_INTERFACE (TieEditor, tie_editor, GTK_TYPE_WIDGET)

static guint closed_signal;

static void
tie_editor_default_init (TieEditorInterface *iface)
{
  closed_signal = g_signal_new ("closed", TIE_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

const char *
tie_editor_get_id (TieEditor *self)
{
  g_return_val_if_fail (TIE_IS_EDITOR (self), NULL);

  return TIE_EDITOR_GET_IFACE (self)->get_id (self);
}

gboolean
tie_editor_is_changed (TieEditor *self)
{
  g_return_val_if_fail (TIE_IS_EDITOR (self), FALSE);

  return TIE_EDITOR_GET_IFACE (self)->is_changed (self);
}

void
tie_editor_leave (TieEditor *self)
{
  g_return_if_fail (TIE_IS_EDITOR (self));

  TIE_EDITOR_GET_IFACE (self)->leave (self);
}

void
tie_editor_emit_closed (TieEditor *self)
{
  g_return_if_fail (TIE_IS_EDITOR (self));

  g_signal_emit (self, closed_signal, 0);
}
