/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-week-cell"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-money.h"
#include "billing/tie-time-line.h"
#include "ui/tie-list-columns.h"
#include "ui/tie-week-cell.h"

#define CELL_CHARS 5

struct _TieWeekCell
{
  GtkEntry parent_instance;

  guint day;
  gint64 hours;
  gboolean is_locked;
  char *shown; /* (owned) (nullable): the text that the cell was given */
};

G_DEFINE_FINAL_TYPE (TieWeekCell, tie_week_cell, GTK_TYPE_ENTRY)

enum
{
  ENTERED,
  MOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
format_hours (gint64 hours)
{
  return hours != 0 ? tie_list_columns_format_hours (hours) : g_strdup ("");
}

static const char *
get_text (TieWeekCell *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self));
}

static gboolean
is_typed (TieWeekCell *self)
{
  return gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL && g_strcmp0 (get_text (self), self->shown) != 0;
}

static void
set_shown (TieWeekCell *self,
           const char *text)
{
  g_free (self->shown);
  self->shown = g_strdup (text);
}

static void
show_hours (TieWeekCell *self)
{
  g_autofree char *text = format_hours (self->hours);

  if (!g_str_equal (get_text (self), text))
    gtk_editable_set_text (GTK_EDITABLE (self), text);
  set_shown (self, text);
  tie_week_cell_set_error (self, NULL);
}

static gboolean
move (TieWeekCell *self,
      int by)
{
  gboolean has_moved = FALSE;

  g_signal_emit (self, signals[MOVE], 0, by, &has_moved);
  return has_moved;
}

static void
activate_cb (TieWeekCell *self)
{
  move (self, 1);
}

static gboolean
move_cb (GtkWidget *widget,
         GVariant *args,
         gpointer user_data)
{
  return move (TIE_WEEK_CELL (widget), GPOINTER_TO_INT (user_data));
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant *args,
           gpointer user_data)
{
  TieWeekCell *self = TIE_WEEK_CELL (widget);
  g_autofree char *text = format_hours (self->hours);

  if (g_str_equal (text, get_text (self)))
    return FALSE;
  show_hours (self);
  return TRUE;
}

static void
add_key (GtkEventController *keys,
         guint key,
         GtkShortcutFunc func,
         int by)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (key, 0), gtk_callback_action_new (func, GINT_TO_POINTER (by), NULL)));
}

static void
tie_week_cell_finalize (GObject *object)
{
  g_free (TIE_WEEK_CELL (object)->shown);
  G_OBJECT_CLASS (tie_week_cell_parent_class)->finalize (object);
}

static void
tie_week_cell_class_init (TieWeekCellClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tie_week_cell_finalize;
  signals[ENTERED] = g_signal_new ("entered", TIE_TYPE_WEEK_CELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[MOVE] = g_signal_new ("move", TIE_TYPE_WEEK_CELL, G_SIGNAL_RUN_LAST, 0, g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 1, G_TYPE_INT);
}

static void
tie_week_cell_init (TieWeekCell *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (self), CELL_CHARS);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self), CELL_CHARS);
  gtk_editable_set_alignment (GTK_EDITABLE (self), 1);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self), "-");
  gtk_widget_add_css_class (GTK_WIDGET (self), "numeric");
  g_signal_connect (self, "activate", G_CALLBACK (activate_cb), NULL);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (tie_week_cell_commit), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  add_key (keys, GDK_KEY_Down, move_cb, 1);
  add_key (keys, GDK_KEY_Up, move_cb, -1);
  add_key (keys, GDK_KEY_Escape, escape_cb, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
tie_week_cell_new (guint day,
                   const char *name)
{
  TieWeekCell *self = g_object_new (TIE_TYPE_WEEK_CELL, NULL);

  self->day = day;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}

guint
tie_week_cell_get_day (TieWeekCell *self)
{
  g_return_val_if_fail (TIE_IS_WEEK_CELL (self), 0);

  return self->day;
}

void
tie_week_cell_show (TieWeekCell *self,
                    gint64 hours,
                    const char *billed_on)
{
  g_autofree char *billed = NULL;

  g_return_if_fail (TIE_IS_WEEK_CELL (self));

  self->hours = hours;
  self->is_locked = billed_on != NULL;
  if (is_typed (self))
    return;
  show_hours (self);
  gtk_editable_set_editable (GTK_EDITABLE (self), billed_on == NULL);
  if (billed_on == NULL)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "locked");
      return;
    }
  /* Translators: %s is a document's number */
  billed = g_strdup_printf (_ ("Billed on %s"), billed_on);
  gtk_widget_add_css_class (GTK_WIDGET (self), "locked");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), billed);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, billed, -1);
}

void
tie_week_cell_set_error (TieWeekCell *self,
                         const char *sentence)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (self);

  g_return_if_fail (TIE_IS_WEEK_CELL (self));

  gtk_widget_set_tooltip_text (GTK_WIDGET (self), sentence);
  if (sentence != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "error");
      gtk_accessible_update_state (accessible, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
      gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_accessible_reset_state (accessible, GTK_ACCESSIBLE_STATE_INVALID);
  gtk_accessible_reset_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

void
tie_week_cell_commit (TieWeekCell *self)
{
  const char *typed;
  gint64 hours;

  g_return_if_fail (TIE_IS_WEEK_CELL (self));

  typed = get_text (self);
  if (self->is_locked)
    return;
  if (!tie_time_line_parse_hours (typed, &hours))
    {
      g_autofree char *sentence = g_strdup_printf (_ ("“%s” is no number of hours. Type 1.5, 1:30 or 90m."), typed);

      tie_week_cell_set_error (self, sentence);
      return;
    }
  if (hours < 0 || hours > 24 * (gint64) TIE_SCALE)
    {
      tie_week_cell_set_error (self, hours < 0 ? _ ("Hours cannot be negative.") : _ ("A day has 24 hours."));
      return;
    }
  tie_week_cell_set_error (self, NULL);
  if (hours == self->hours)
    {
      show_hours (self);
      return;
    }
  set_shown (self, typed); /* on its way: no longer being typed */
  g_signal_emit (self, signals[ENTERED], 0, hours);
}
