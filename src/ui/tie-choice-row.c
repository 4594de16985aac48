/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-choice-row"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-choice-row.h"
#include "ui/tie-picker.h"

#define FIELD_WIDTH 280

struct _TieChoiceRow
{
  AdwActionRow parent_instance;

  TiePicker *picker; /* (unowned): a suffix */
  char *id;          /* (owned) (nullable): as set or last chosen */
  char *error;       /* (owned) (nullable): stays when the field shows its choice anew */
};

G_DEFINE_FINAL_TYPE (TieChoiceRow, tie_choice_row, ADW_TYPE_ACTION_ROW)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
picked_cb (TieChoiceRow *self)
{
  const char *id = tie_picker_get_id (self->picker);

  if (g_strcmp0 (id, self->id) == 0)
    return;
  g_free (self->id);
  self->id = g_strdup (id);
  g_clear_pointer (&self->error, g_free);
  g_signal_emit (self, signals[CHOSEN], 0, self->id);
}

/* What the list has is shown in the field, and with that its error goes: one of the choice, not of the typing, stays. */
static void
list_changed_cb (TieChoiceRow *self)
{
  if (self->error != NULL)
    tie_typed_entry_set_error (TIE_TYPED_ENTRY (self->picker), self->error);
}

/* GTK asks for this, too, when Shift+Tab is about to leave. */
static gboolean
tie_choice_row_grab_focus (GtkWidget *widget)
{
  if (gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  return gtk_widget_grab_focus (GTK_WIDGET (TIE_CHOICE_ROW (widget)->picker));
}

static void
tie_choice_row_finalize (GObject *object)
{
  TieChoiceRow *self = TIE_CHOICE_ROW (object);

  g_free (self->id);
  g_free (self->error);
  G_OBJECT_CLASS (tie_choice_row_parent_class)->finalize (object);
}

static void
tie_choice_row_class_init (TieChoiceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tie_choice_row_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = tie_choice_row_grab_focus;
  signals[CHOSEN] = g_signal_new ("chosen", TIE_TYPE_CHOICE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
tie_choice_row_init (TieChoiceRow *self)
{
  GtkWidget *picker = tie_picker_new ("", NULL);

  self->picker = TIE_PICKER (picker);
  gtk_widget_set_size_request (picker, FIELD_WIDTH, -1);
  gtk_widget_set_valign (picker, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (picker, 6);
  gtk_widget_set_margin_bottom (picker, 6);
  gtk_entry_set_placeholder_text (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (picker)), _ ("None"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), picker);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), picker);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE); /* the field in it takes the keyboard */
  g_signal_connect_object (picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
tie_choice_row_new (const char *title)
{
  TieChoiceRow *self = g_object_new (TIE_TYPE_CHOICE_ROW, "title", title, NULL);

  tie_typed_entry_set_accessible_name (TIE_TYPED_ENTRY (self->picker), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return GTK_WIDGET (self);
}

void
tie_choice_row_set_list (TieChoiceRow *self,
                         TiePickList *list)
{
  g_return_if_fail (TIE_IS_CHOICE_ROW (self));

  tie_picker_set_list (self->picker, list);
  tie_typed_entry_set_editable (TIE_TYPED_ENTRY (self->picker), list != NULL);
  if (list != NULL) /* after the field, which connected first */
    g_signal_connect_object (list, "changed", G_CALLBACK (list_changed_cb), self, G_CONNECT_SWAPPED);
}

void
tie_choice_row_set_id (TieChoiceRow *self,
                       const char *id)
{
  g_return_if_fail (TIE_IS_CHOICE_ROW (self));

  if (g_strcmp0 (id, self->id) == 0)
    return;
  g_free (self->id);
  self->id = g_strdup (id);
  tie_picker_set_id (self->picker, id);
}

void
tie_choice_row_set_error (TieChoiceRow *self,
                          const char *sentence)
{
  g_return_if_fail (TIE_IS_CHOICE_ROW (self));

  if (g_strcmp0 (sentence, self->error) == 0)
    return;
  g_free (self->error);
  self->error = g_strdup (sentence);
  tie_typed_entry_set_error (TIE_TYPED_ENTRY (self->picker), sentence);
}

const char *
tie_choice_row_get_error (TieChoiceRow *self)
{
  g_return_val_if_fail (TIE_IS_CHOICE_ROW (self), NULL);

  return tie_typed_entry_get_error (TIE_TYPED_ENTRY (self->picker));
}
