/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-typed-entry"
#include "config.h"

#include "base/tie-error.h"
#include "ui/tie-type-over.h"
#include "ui/tie-typed-entry.h"
#include "ui/tie-undo-control.h"

typedef struct
{
  GtkBox *box;            /* (unowned): entry and suffix */
  GtkEntry *entry;        /* (unowned) */
  TieTypeOver *over;      /* (owned): what is selected in it */
  GtkLabel *error_label;  /* (unowned) */
  char *shown;            /* (owned): the value's text as last shown */
  gboolean was_typed;     /* as it was last told */
} TieTypedEntryPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (TieTypedEntry, tie_typed_entry, GTK_TYPE_WIDGET)

enum
{
  ACTIVATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static TieTypedEntryPrivate *
get_private (TieTypedEntry *self)
{
  return tie_typed_entry_get_instance_private (self);
}

gboolean
tie_typed_entry_is_typed (TieTypedEntry *self)
{
  TieTypedEntryPrivate *priv = get_private (self);

  return !g_str_equal (gtk_editable_get_text (GTK_EDITABLE (priv->entry)), priv->shown);
}

/* What was read is shown as the program writes it: 12.5*3 becomes 37.50. */
static void
show_value (TieTypedEntry *self)
{
  TieTypedEntryPrivate *priv = get_private (self);

  g_free (priv->shown);
  priv->shown = TIE_TYPED_ENTRY_GET_CLASS (self)->format (self);
  tie_type_over_show (priv->over, priv->shown);
  tie_typed_entry_set_error (self, NULL);
}

gboolean
tie_typed_entry_commit (TieTypedEntry *self)
{
  TieTypedEntryPrivate *priv;
  g_autoptr (GError) error = NULL;
  g_autofree char *typed = NULL;
  g_autofree char *sentence = NULL;

  g_return_val_if_fail (TIE_IS_TYPED_ENTRY (self), FALSE);

  priv = get_private (self);
  if (!tie_typed_entry_is_typed (self))
    return TRUE;
  typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (priv->entry)));
  if (TIE_TYPED_ENTRY_GET_CLASS (self)->read (self, typed, &error))
    {
      show_value (self);
      if (tie_type_over_has_focus (priv->over))
        tie_type_over_select (priv->over);
      return TRUE;
    }
  sentence = tie_error_get_sentence (error);
  tie_typed_entry_set_error (self, sentence);
  return FALSE;
}

static void
activate_cb (TieTypedEntry *self)
{
  if (tie_typed_entry_commit (self))
    g_signal_emit (self, signals[ACTIVATE], 0);
}

/* Whoever has the entry offers to save what is still being typed too. */
static void
changed_cb (TieTypedEntry *self)
{
  TieTypedEntryPrivate *priv = get_private (self);
  gboolean is_typed = tie_typed_entry_is_typed (self);

  tie_typed_entry_set_error (self, NULL);
  if (priv->was_typed == is_typed)
    return;
  priv->was_typed = is_typed;
  gtk_widget_activate_action (GTK_WIDGET (self), "editor.typed", "b", is_typed);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant *args,
           gpointer user_data)
{
  TieTypedEntry *self = user_data;

  if (!tie_typed_entry_is_typed (self))
    return FALSE; /* nothing to take back: Escape is the page's */
  show_value (self);
  tie_type_over_select (get_private (self)->over);
  return TRUE;
}

/* GTK asks for this, too, when Shift+Tab is about to leave. */
static gboolean
tie_typed_entry_grab_focus (GtkWidget *widget)
{
  if (gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  return gtk_widget_grab_focus (GTK_WIDGET (get_private (TIE_TYPED_ENTRY (widget))->entry));
}

static void
tie_typed_entry_dispose (GObject *object)
{
  TieTypedEntryPrivate *priv = get_private (TIE_TYPED_ENTRY (object));
  GtkWidget *child;

  if (priv->entry != NULL)
    g_signal_handlers_disconnect_by_data (priv->entry, object);
  priv->entry = NULL;
  g_clear_object (&priv->over);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (tie_typed_entry_parent_class)->dispose (object);
}

static void
tie_typed_entry_finalize (GObject *object)
{
  g_free (get_private (TIE_TYPED_ENTRY (object))->shown);
  G_OBJECT_CLASS (tie_typed_entry_parent_class)->finalize (object);
}

static void
tie_typed_entry_class_init (TieTypedEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_typed_entry_dispose;
  object_class->finalize = tie_typed_entry_finalize;
  widget_class->grab_focus = tie_typed_entry_grab_focus;
  signals[ACTIVATE] = g_signal_new ("activate", TIE_TYPE_TYPED_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "tie-typed-entry");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
add_controllers (TieTypedEntry *self)
{
  TieTypedEntryPrivate *priv = get_private (self);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  g_signal_connect_object (focus, "leave", G_CALLBACK (tie_typed_entry_commit), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (priv->entry), focus);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_callback_action_new (escape_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (priv->entry), keys);
  tie_undo_control_share_keys (GTK_WIDGET (priv->entry), (TieUndoIsTyped) tie_typed_entry_is_typed, self);
}

static void
tie_typed_entry_init (TieTypedEntry *self)
{
  TieTypedEntryPrivate *priv = get_private (self);
  GtkWidget *label = gtk_label_new (NULL);

  priv->shown = g_strdup ("");
  priv->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  priv->entry = GTK_ENTRY (gtk_entry_new ());
  priv->over = tie_type_over_new (priv->entry, (TieTypeOverIsTyped) tie_typed_entry_is_typed, self);
  priv->error_label = GTK_LABEL (label);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (priv->box), "linked");
  gtk_widget_set_hexpand (GTK_WIDGET (priv->entry), TRUE);
  gtk_box_append (priv->box, GTK_WIDGET (priv->entry));
  gtk_label_set_wrap (priv->error_label, TRUE);
  gtk_label_set_xalign (priv->error_label, 0);
  gtk_label_set_max_width_chars (priv->error_label, 1); /* the field is as wide as it was without */
  gtk_widget_add_css_class (label, "error");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_visible (label, FALSE);
  gtk_widget_set_parent (GTK_WIDGET (priv->box), GTK_WIDGET (self));
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  g_signal_connect_swapped (priv->entry, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (priv->entry, "changed", G_CALLBACK (changed_cb), self);
  add_controllers (self);
}

void
tie_typed_entry_set_accessible_name (TieTypedEntry *self,
                                     const char *name)
{
  g_return_if_fail (TIE_IS_TYPED_ENTRY (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (get_private (self)->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
tie_typed_entry_set_error (TieTypedEntry *self,
                           const char *sentence)
{
  TieTypedEntryPrivate *priv;
  GtkAccessible *entry;

  g_return_if_fail (TIE_IS_TYPED_ENTRY (self));

  priv = get_private (self);
  entry = GTK_ACCESSIBLE (priv->entry);
  if (sentence == NULL && !gtk_widget_has_css_class (GTK_WIDGET (priv->entry), "error"))
    return;
  gtk_label_set_label (priv->error_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (priv->error_label), sentence != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (priv->entry), sentence);
  if (sentence != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (priv->entry), "error");
      gtk_accessible_update_state (entry, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
      gtk_accessible_update_relation (entry, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, priv->error_label, NULL, -1);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (priv->entry), "error");
      gtk_accessible_reset_state (entry, GTK_ACCESSIBLE_STATE_INVALID);
      gtk_accessible_reset_relation (entry, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
    }
}

const char *
tie_typed_entry_get_error (TieTypedEntry *self)
{
  TieTypedEntryPrivate *priv;

  g_return_val_if_fail (TIE_IS_TYPED_ENTRY (self), NULL);

  priv = get_private (self);
  return gtk_widget_has_css_class (GTK_WIDGET (priv->entry), "error") ? gtk_label_get_label (priv->error_label) : NULL;
}

void
tie_typed_entry_set_error_label (TieTypedEntry *self,
                                 GtkLabel *label)
{
  TieTypedEntryPrivate *priv;

  g_return_if_fail (TIE_IS_TYPED_ENTRY (self));
  g_return_if_fail (GTK_IS_LABEL (label));

  priv = get_private (self);
  if (gtk_widget_get_parent (GTK_WIDGET (priv->error_label)) == GTK_WIDGET (self))
    gtk_widget_unparent (GTK_WIDGET (priv->error_label));
  priv->error_label = label;
}

void
tie_typed_entry_set_editable (TieTypedEntry *self,
                              gboolean is_editable)
{
  g_return_if_fail (TIE_IS_TYPED_ENTRY (self));

  gtk_editable_set_editable (GTK_EDITABLE (get_private (self)->entry), is_editable);
}

gboolean
tie_typed_entry_get_editable (TieTypedEntry *self)
{
  g_return_val_if_fail (TIE_IS_TYPED_ENTRY (self), FALSE);

  return gtk_editable_get_editable (GTK_EDITABLE (get_private (self)->entry));
}

GtkEntry *
tie_typed_entry_get_entry (TieTypedEntry *self)
{
  g_return_val_if_fail (TIE_IS_TYPED_ENTRY (self), NULL);

  return get_private (self)->entry;
}

void
tie_typed_entry_add_suffix (TieTypedEntry *self,
                            GtkWidget *suffix)
{
  g_return_if_fail (TIE_IS_TYPED_ENTRY (self));

  gtk_box_append (get_private (self)->box, suffix);
}

void
tie_typed_entry_show (TieTypedEntry *self)
{
  TieTypedEntryPrivate *priv;

  g_return_if_fail (TIE_IS_TYPED_ENTRY (self));

  priv = get_private (self);
  if (tie_typed_entry_is_typed (self) && tie_type_over_has_focus (priv->over))
    {
      /* Escape and leaving will show the new value. */
      g_free (priv->shown);
      priv->shown = TIE_TYPED_ENTRY_GET_CLASS (self)->format (self);
      return;
    }
  show_value (self);
}
