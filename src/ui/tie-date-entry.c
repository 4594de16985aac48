/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-date-entry"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "base/tie-text.h"
#include "base/tie-typed-date.h"
#include "ui/tie-date-entry.h"

struct _TieDateEntry
{
  TieTypedEntry parent_instance;

  GtkMenuButton *button;  /* (unowned) */
  GtkCalendar *calendar;  /* (unowned) */
  char *date;             /* (owned): "" for none */
  TieTypedDateOrder order;
  gboolean is_required;
  gboolean is_showing; /* the calendar is being set: that is no choice */
};

G_DEFINE_FINAL_TYPE (TieDateEntry, tie_date_entry, TIE_TYPE_TYPED_ENTRY)

enum
{
  PROP_DATE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
take_date (TieDateEntry *self,
           const char *date)
{
  if (g_str_equal (self->date, date))
    return;
  g_free (self->date);
  self->date = g_strdup (date);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DATE]);
}

static gboolean
read_date (TieTypedEntry *entry,
           const char *text,
           GError **error)
{
  TieDateEntry *self = TIE_DATE_ENTRY (entry);
  g_autofree char *today = tie_typed_date_get_today ();
  g_autofree char *cleaned = tie_text_clean (text);
  g_autofree char *date = NULL;

  if (*cleaned == '\0' && self->is_required)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("A date is missing."));
      return FALSE;
    }
  date = *cleaned == '\0' ? g_strdup ("") : tie_typed_date_parse (cleaned, self->order, today, self->date, error);
  if (date == NULL)
    return FALSE;
  take_date (self, date);
  return TRUE;
}

static char *
format_date (TieTypedEntry *entry)
{
  TieDateEntry *self = TIE_DATE_ENTRY (entry);

  return tie_typed_date_format (self->date, self->order);
}

/* Moves the date that stands there, or today; what was typed is read first. */
static gboolean
move (TieDateEntry *self,
      int days,
      int months)
{
  g_autofree char *from = NULL;
  g_autofree char *date = NULL;

  if (!tie_typed_entry_get_editable (TIE_TYPED_ENTRY (self)) || !tie_typed_entry_commit (TIE_TYPED_ENTRY (self)))
    return FALSE;
  from = *self->date != '\0' ? g_strdup (self->date) : tie_typed_date_get_today ();
  date = days != 0 ? tie_typed_date_add_days (from, days) : tie_typed_date_add_months (from, months);
  if (date != NULL)
    tie_date_entry_set_date (self, date);
  gtk_editable_select_region (GTK_EDITABLE (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (self))), 0, -1);
  return TRUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint key,
                guint code,
                GdkModifierType modifiers,
                TieDateEntry *self)
{
  if (key == GDK_KEY_Down && (modifiers & GDK_ALT_MASK) != 0)
    {
      gtk_menu_button_popup (self->button);
      return GDK_EVENT_STOP;
    }
  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Up:
      return move (self, 1, 0);
    case GDK_KEY_Down:
      return move (self, -1, 0);
    case GDK_KEY_Page_Up:
      return move (self, 0, 1);
    case GDK_KEY_Page_Down:
      return move (self, 0, -1);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
day_selected_cb (TieDateEntry *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");

  if (self->is_showing)
    return;
  tie_date_entry_set_date (self, date);
  gtk_menu_button_popdown (self->button);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
popover_shown_cb (TieDateEntry *self)
{
  g_autofree char *today = tie_typed_date_get_today ();
  g_autofree char *noon = g_strconcat (*self->date != '\0' ? self->date : today, "T12:00:00Z", NULL);
  g_autoptr (GDateTime) day = g_date_time_new_from_iso8601 (noon, NULL);

  self->is_showing = TRUE;
  gtk_calendar_select_day (self->calendar, day);
  self->is_showing = FALSE;
}

static void
tie_date_entry_get_property (GObject *object,
                             guint prop_id,
                             GValue *value,
                             GParamSpec *pspec)
{
  if (prop_id == PROP_DATE)
    g_value_set_string (value, TIE_DATE_ENTRY (object)->date);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
tie_date_entry_set_property (GObject *object,
                             guint prop_id,
                             const GValue *value,
                             GParamSpec *pspec)
{
  if (prop_id == PROP_DATE)
    tie_date_entry_set_date (TIE_DATE_ENTRY (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
tie_date_entry_finalize (GObject *object)
{
  g_free (TIE_DATE_ENTRY (object)->date);
  G_OBJECT_CLASS (tie_date_entry_parent_class)->finalize (object);
}

static void
tie_date_entry_class_init (TieDateEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  TieTypedEntryClass *entry_class = TIE_TYPED_ENTRY_CLASS (klass);

  object_class->finalize = tie_date_entry_finalize;
  object_class->get_property = tie_date_entry_get_property;
  object_class->set_property = tie_date_entry_set_property;
  entry_class->read = read_date;
  entry_class->format = format_date;
  properties[PROP_DATE] = g_param_spec_string ("date", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tie_date_entry_init (TieDateEntry *self)
{
  GtkEntry *entry = tie_typed_entry_get_entry (TIE_TYPED_ENTRY (self));
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *calendar = gtk_calendar_new ();

  self->date = g_strdup ("");
  self->order = tie_typed_date_get_order ();
  self->button = GTK_MENU_BUTTON (button);
  self->calendar = GTK_CALENDAR (calendar);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 10);
  gtk_widget_add_css_class (GTK_WIDGET (entry), "numeric");
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (entry), keys);

  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_popover (self->button, popover);
  gtk_menu_button_set_icon_name (self->button, "x-office-calendar-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Calendar (Alt+Down)"));
  gtk_widget_set_can_focus (button, FALSE); /* Tab goes from field to field */
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Calendar"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (calendar), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Calendar"), -1);
  g_signal_connect_swapped (popover, "show", G_CALLBACK (popover_shown_cb), self);
  g_signal_connect_swapped (calendar, "day-selected", G_CALLBACK (day_selected_cb), self);
  g_object_bind_property (entry, "editable", button, "sensitive", G_BINDING_SYNC_CREATE);
  tie_typed_entry_add_suffix (TIE_TYPED_ENTRY (self), button);
}

GtkWidget *
tie_date_entry_new (const char *accessible_name)
{
  TieTypedEntry *self = g_object_new (TIE_TYPE_DATE_ENTRY, NULL);

  tie_typed_entry_set_accessible_name (self, accessible_name);
  return GTK_WIDGET (self);
}

const char *
tie_date_entry_get_date (TieDateEntry *self)
{
  g_return_val_if_fail (TIE_IS_DATE_ENTRY (self), NULL);

  return self->date;
}

void
tie_date_entry_set_date (TieDateEntry *self,
                         const char *date)
{
  g_autofree char *valid = NULL;

  g_return_if_fail (TIE_IS_DATE_ENTRY (self));

  valid = g_strdup (tie_date_is_valid (date) ? date : ""); /* what is given may be our own */
  take_date (self, valid);
  tie_typed_entry_show (TIE_TYPED_ENTRY (self));
}

void
tie_date_entry_set_required (TieDateEntry *self,
                             gboolean is_required)
{
  g_return_if_fail (TIE_IS_DATE_ENTRY (self));

  self->is_required = is_required;
}
