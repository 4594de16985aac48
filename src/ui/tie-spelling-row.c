/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-spelling-row"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-spelling-row.h"
#include "ui/tie-text-entry.h"

#define FIELD_WIDTH 220

struct _TieSpellingRow
{
  AdwActionRow parent_instance;

  TieTextEntry *entry; /* (unowned): a suffix */
  gboolean is_showing; /* the field is being set, nobody has typed */
};

G_DEFINE_FINAL_TYPE (TieSpellingRow, tie_spelling_row, ADW_TYPE_ACTION_ROW)

enum
{
  COMMIT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
text_cb (TieSpellingRow *self)
{
  if (!self->is_showing)
    g_signal_emit (self, signals[COMMIT], 0, tie_text_entry_get_text (self->entry));
}

/* GTK asks for this, too, when Shift+Tab is about to leave. */
static gboolean
tie_spelling_row_grab_focus (GtkWidget *widget)
{
  if (gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  return gtk_widget_grab_focus (GTK_WIDGET (TIE_SPELLING_ROW (widget)->entry));
}

static void
tie_spelling_row_class_init (TieSpellingRowClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = tie_spelling_row_grab_focus;
  signals[COMMIT] = g_signal_new ("commit", TIE_TYPE_SPELLING_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
tie_spelling_row_init (TieSpellingRow *self)
{
  GtkWidget *entry = tie_text_entry_new ("");

  self->entry = TIE_TEXT_ENTRY (entry);
  gtk_widget_set_size_request (entry, FIELD_WIDTH, -1);
  gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (entry, 6);
  gtk_widget_set_margin_bottom (entry, 6);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 2);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), entry);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), entry);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE); /* the field in it takes the keyboard */
  g_signal_connect_object (entry, "notify::text", G_CALLBACK (text_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
tie_spelling_row_new (const char *title)
{
  TieSpellingRow *self = g_object_new (TIE_TYPE_SPELLING_ROW, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  tie_typed_entry_set_accessible_name (TIE_TYPED_ENTRY (self->entry), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return GTK_WIDGET (self);
}

void
tie_spelling_row_set_text (TieSpellingRow *self,
                           const char *typed,
                           const char *by_rule)
{
  g_return_if_fail (TIE_IS_SPELLING_ROW (self));

  self->is_showing = TRUE;
  tie_text_entry_set_text (self->entry, typed != NULL ? typed : "");
  gtk_entry_set_placeholder_text (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (self->entry)), by_rule);
  self->is_showing = FALSE;
}

void
tie_spelling_row_set_error (TieSpellingRow *self,
                            const char *sentence)
{
  g_return_if_fail (TIE_IS_SPELLING_ROW (self));

  tie_typed_entry_set_error (TIE_TYPED_ENTRY (self->entry), sentence);
}

void
tie_spelling_row_set_editable (TieSpellingRow *self,
                               gboolean is_editable)
{
  g_return_if_fail (TIE_IS_SPELLING_ROW (self));

  tie_typed_entry_set_editable (TIE_TYPED_ENTRY (self->entry), is_editable);
}

void
tie_spelling_row_type (TieSpellingRow *self,
                       const char *text)
{
  g_return_if_fail (TIE_IS_SPELLING_ROW (self));

  gtk_editable_set_text (GTK_EDITABLE (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (self->entry))), text);
  tie_typed_entry_commit (TIE_TYPED_ENTRY (self->entry));
}
