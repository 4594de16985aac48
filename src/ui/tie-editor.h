/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A record that is edited as a whole and saved as one: a document, a payment.  Signal "closed": the list is to be seen
 * again. */
#define TIE_TYPE_EDITOR (tie_editor_get_type ())
G_DECLARE_INTERFACE (TieEditor, tie_editor, TIE, EDITOR, GtkWidget)

struct _TieEditorInterface
{
  GTypeInterface parent_iface;

  const char *(*get_id) (TieEditor *self);      /* NULL while it is new */
  gboolean (*is_changed) (TieEditor *self);     /* something would be lost */
  void (*leave) (TieEditor *self);              /* saves what is changed, then "closed"; what cannot be saved stays, with the reason */
};

const char *tie_editor_get_id (TieEditor *self);
gboolean tie_editor_is_changed (TieEditor *self);
void tie_editor_leave (TieEditor *self);
void tie_editor_emit_closed (TieEditor *self);

G_END_DECLS
