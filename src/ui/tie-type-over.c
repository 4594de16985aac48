/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-type-over"
#include "config.h"

#include "ui/tie-type-over.h"

#define MAX_MENDED 3

struct _TieTypeOver
{
  GObject parent_instance;

  GtkEntry *entry; /* (unowned) (nullable): NULL when it is gone */
  TieTypeOverIsTyped is_typed;
  gpointer user_data;
  gboolean is_fresh;   /* all was selected, and nobody has done anything since */
  gboolean is_lost;    /* since then the selection was taken away */
  gboolean was_left;   /* the focus was elsewhere in the window */
  guint n_mended;      /* since the focus came: how often what the primary selection took was selected again */
  guint mend;          /* source that does so; 0 for none */
  gboolean is_pressed; /* the pointer brings the focus just now */
};

G_DEFINE_FINAL_TYPE (TieTypeOver, tie_type_over, G_TYPE_OBJECT)

/* ---- what is done by hand ---- */

/* Whoever puts the caret somewhere wants to change what stands there. */
static void
caret_moved_cb (TieTypeOver *self)
{
  GtkEditable *editable = GTK_EDITABLE (self->entry);
  int start = 0;
  int end = 0;

  self->is_lost = FALSE;
  self->is_fresh = gtk_editable_get_selection_bounds (editable, &start, &end) && end - start == g_utf8_strlen (gtk_editable_get_text (editable), -1);
}

/* By keys, the pointer, a screen reader, or by GTK, which takes the selection away when the primary one is no longer ours. */
static void
caret_changed_cb (TieTypeOver *self)
{
  GdkClipboard *primary = gtk_widget_get_primary_clipboard (GTK_WIDGET (self->entry));

  if (!self->is_fresh || self->is_lost || gdk_clipboard_get_content (primary) != NULL)
    caret_moved_cb (self);
  else
    self->is_lost = TRUE;
}

static void
changed_cb (TieTypeOver *self)
{
  self->is_fresh = FALSE;
}

static void
insert_cb (TieTypeOver *self,
           const char *text,
           int length,
           int *position,
           GtkEditable *editable)
{
  if (!self->is_fresh || *gtk_editable_get_text (editable) == '\0')
    return;
  gtk_editable_delete_text (editable, 0, -1);
  *position = 0;
}

/* ---- the focus ---- */

static void
entered_cb (TieTypeOver *self)
{
  self->n_mended = 0;
  if (!self->is_pressed && (self->was_left || self->is_fresh) && !self->is_typed (self->user_data))
    tie_type_over_select (self);
  self->was_left = FALSE;
}

/* One selection at a time is seen.  The place where the focus went claims the primary selection first, so that ours is not given up
 * just before. */
static gboolean
deselect_cb (gpointer user_data)
{
  TieTypeOver *self = user_data;

  if (self->entry != NULL && !tie_type_over_has_focus (self))
    gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, 0);
  return G_SOURCE_REMOVE;
}

/* When another window becomes active, focus, selection and caret wait for the return. */
static void
left_cb (TieTypeOver *self)
{
  if (tie_type_over_has_focus (self))
    return;
  self->was_left = TRUE;
  self->is_fresh = FALSE;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, deselect_cb, g_object_ref (self), g_object_unref);
}

static gboolean
select_cb (gpointer user_data)
{
  TieTypeOver *self = user_data;

  self->is_pressed = FALSE;
  if (self->entry != NULL && tie_type_over_has_focus (self) && !gtk_editable_get_selection_bounds (GTK_EDITABLE (self->entry), NULL, NULL))
    tie_type_over_select (self);
  return G_SOURCE_REMOVE;
}

/* The pointer puts the caret where it is, so everything is selected after; a second press leaves the caret there. */
static void
pressed_cb (TieTypeOver *self)
{
  self->is_fresh = FALSE;
  if (tie_type_over_has_focus (self))
    return;
  self->is_pressed = TRUE;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, select_cb, g_object_ref (self), g_object_unref);
}

static gboolean
mend_cb (gpointer user_data)
{
  TieTypeOver *self = user_data;

  self->mend = 0;
  if (self->entry != NULL && self->is_fresh && tie_type_over_has_focus (self) && gtk_window_is_active (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self->entry)))))
    tie_type_over_select (self);
  return G_SOURCE_REMOVE;
}

/* After all news of it that are on their way; and a program that keeps the primary selection for itself gets it in the end. */
static void
primary_changed_cb (TieTypeOver *self,
                    GdkClipboard *primary)
{
  if (gdk_clipboard_is_local (primary) || !self->is_fresh || self->mend != 0 || self->n_mended == MAX_MENDED)
    return;
  self->n_mended++;
  self->mend = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, mend_cb, g_object_ref (self), g_object_unref);
}

static void
tie_type_over_finalize (GObject *object)
{
  g_clear_weak_pointer (&TIE_TYPE_OVER (object)->entry);
  G_OBJECT_CLASS (tie_type_over_parent_class)->finalize (object);
}

static void
tie_type_over_class_init (TieTypeOverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tie_type_over_finalize;
}

static void
tie_type_over_init (TieTypeOver *self)
{
  self->was_left = TRUE;
}

TieTypeOver *
tie_type_over_new (GtkEntry *entry,
                   TieTypeOverIsTyped is_typed,
                   gpointer user_data)
{
  TieTypeOver *self = NULL;
  GtkEditable *text = NULL;
  GtkEventController *focus = NULL;
  GtkGesture *press = NULL;

  g_return_val_if_fail (GTK_IS_ENTRY (entry), NULL);

  self = g_object_new (TIE_TYPE_TYPE_OVER, NULL);
  g_set_weak_pointer (&self->entry, entry);
  self->is_typed = is_typed;
  self->user_data = user_data;

  focus = gtk_event_controller_focus_new ();
  g_signal_connect_object (focus, "enter", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (entry), focus);
  press = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (press), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect_object (press, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (entry), GTK_EVENT_CONTROLLER (press));

  text = gtk_editable_get_delegate (GTK_EDITABLE (entry));
  g_signal_connect_object (text, "insert-text", G_CALLBACK (insert_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (text, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (text, "notify::cursor-position", G_CALLBACK (caret_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (text, "move-cursor", G_CALLBACK (caret_moved_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (gtk_widget_get_primary_clipboard (GTK_WIDGET (entry)), "changed", G_CALLBACK (primary_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

gboolean
tie_type_over_has_focus (TieTypeOver *self)
{
  GtkWidget *entry = NULL;
  GtkRoot *root = NULL;
  GtkWidget *focus = NULL;

  g_return_val_if_fail (TIE_IS_TYPE_OVER (self), FALSE);

  entry = GTK_WIDGET (self->entry);
  root = entry != NULL ? gtk_widget_get_root (entry) : NULL;
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  return focus != NULL && gtk_widget_is_ancestor (focus, entry);
}

void
tie_type_over_show (TieTypeOver *self,
                    const char *text)
{
  g_return_if_fail (TIE_IS_TYPE_OVER (self));

  if (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->entry)), text))
    return;
  self->is_fresh = FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  if (tie_type_over_has_focus (self))
    tie_type_over_select (self);
}

void
tie_type_over_select (TieTypeOver *self)
{
  g_return_if_fail (TIE_IS_TYPE_OVER (self));

  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  self->is_fresh = TRUE;
  self->is_lost = FALSE;
}
