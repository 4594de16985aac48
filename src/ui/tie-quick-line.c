/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quick-line"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-typed-date.h"
#include "billing/tie-entry-actions.h"
#include "model/tie-project.h"
#include "store/tie-record-table.h"
#include "ui/tie-focus.h"
#include "ui/tie-quick-line.h"
#include "ui/tie-time-reader.h"
#include "ui/tie-verb.h"

/* In the popover. */
#define MAX_OFFERED 12

struct _TieQuickLine
{
  GtkWidget parent_instance;

  GtkBox *box;          /* (unowned): the entry and what stands beside it */
  GtkEntry *entry;      /* (unowned) */
  GtkLabel *understood; /* (unowned) */
  GtkPopover *popover;  /* (unowned) */
  GtkBox *offers;       /* (unowned): the popover's buttons */

  TieSession *session; /* (owned) */
  TieTimeReader *reader; /* (owned) */
  char *employee;      /* (owned) (nullable) */
  gboolean is_saving;
  GCancellable *gone; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TieQuickLine, tie_quick_line, GTK_TYPE_WIDGET)

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

#define ID_KEY "tie-id"
#define WHAT_KEY "tie-what"

static void
show_understood (TieQuickLine *self)
{
  gboolean is_empty = *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0';
  g_autofree char *sentence = is_empty ? g_strdup (_ ("Client, work code, hours and text in any order. Enter saves.")) : tie_time_reader_describe (self->reader);

  gtk_label_set_label (self->understood, sentence);
}

static void
set_error (TieQuickLine *self,
           const char *sentence)
{
  if (sentence != NULL)
    {
      gtk_label_set_label (self->understood, sentence);
      gtk_widget_add_css_class (GTK_WIDGET (self->understood), "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->understood), "error");
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID);
}

/* What stands against the line is still to be read. */
static void
read_cb (TieQuickLine *self)
{
  if (!gtk_widget_has_css_class (GTK_WIDGET (self->understood), "error"))
    show_understood (self);
}

static void
typed_cb (TieQuickLine *self)
{
  tie_time_reader_forget_choices (self->reader);
  set_error (self, NULL);
  tie_time_reader_read (self->reader, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  show_understood (self);
}

static void save (TieQuickLine *self);

static void
offer_clicked_cb (GtkButton *button,
                  TieQuickLine *self)
{
  TieTimeWhat what = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), WHAT_KEY));

  tie_time_reader_choose (self->reader, what, g_object_get_data (G_OBJECT (button), ID_KEY));
  gtk_popover_popdown (self->popover);
  show_understood (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  save (self);
}

/* Only what is not clear is offered, one question at a time. */
static gboolean
offer (TieQuickLine *self,
       TieTimeWhat what)
{
  GtkWidget *child;
  guint n = MIN (tie_time_reader_get_n_candidates (self->reader, what), MAX_OFFERED);

  if (tie_time_reader_get_clear (self->reader, what) != NULL || n == 0)
    return FALSE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->offers))) != NULL)
    gtk_box_remove (self->offers, child);
  for (guint i = 0; i < n; i++)
    {
      const char *id = tie_time_reader_get_candidate (self->reader, what, i);
      g_autofree char *words = tie_time_reader_describe_candidate (self->reader, what, id);
      GtkWidget *label = gtk_label_new (words);
      GtkWidget *button = gtk_button_new ();

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_button_set_child (GTK_BUTTON (button), label);
      gtk_widget_add_css_class (button, "flat");
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
      g_object_set_data_full (G_OBJECT (button), ID_KEY, g_strdup (id), g_free);
      g_object_set_data (G_OBJECT (button), WHAT_KEY, GUINT_TO_POINTER (what));
      g_signal_connect (button, "clicked", G_CALLBACK (offer_clicked_cb), self);
      gtk_box_append (self->offers, button);
    }
  gtk_popover_popup (self->popover); /* the first one has the focus */
  return TRUE;
}

typedef struct
{
  TieEntry *entry; /* (owned) */
} SaveData;

static void
save_data_free (SaveData *data)
{
  g_object_unref (data->entry);
  g_free (data);
}

/* A line without a work code takes the project's. */
static gboolean
save_func (TieDb *db,
           gpointer user_data,
           TieBillingStep *step,
           GError **error)
{
  SaveData *data = user_data;
  TieRecord *record = TIE_RECORD (data->entry);

  if (tie_record_get_text (record, TIE_ENTRY_WORK_CODE) == NULL)
    {
      g_autoptr (TieRecord) project = tie_record_table_get (db, TIE_TYPE_PROJECT, tie_record_get_text (record, TIE_ENTRY_PROJECT), error);

      if (project == NULL)
        return FALSE;
      tie_record_set_text (record, TIE_ENTRY_WORK_CODE, tie_record_get_text (project, TIE_PROJECT_WORK_CODE));
    }
  return tie_entry_save (db, data->entry, NULL, step, error);
}

static gboolean
saved_cb (gpointer data,
          const GError *error,
          gpointer user_data)
{
  TieQuickLine *self = user_data;
  g_autofree char *sentence = NULL;

  self->is_saving = FALSE;
  if (g_cancellable_is_cancelled (self->gone))
    return FALSE;
  if (error != NULL)
    {
      sentence = tie_error_get_sentence (error);
      set_error (self, sentence);
      return TRUE;
    }
  tie_quick_line_clear (self);
  g_signal_emit (self, signals[SAVED], 0);
  return FALSE;
}

static void
save (TieQuickLine *self)
{
  const TieTimeLine *line = tie_time_reader_get_line (self->reader);
  g_autofree char *hours = NULL;
  g_autofree char *today = NULL;
  SaveData *data;
  TieRecord *record;

  if (self->is_saving || offer (self, TIE_TIME_PROJECT) || offer (self, TIE_TIME_CODE))
    return;
  if (tie_time_reader_get_clear (self->reader, TIE_TIME_PROJECT) == NULL)
    {
      set_error (self, _ ("No project fits. Type the beginning of a client's name."));
      return;
    }
  if (line->hours_state != TIE_TIME_LINE_GIVEN || line->hours == 0)
    {
      hours = line->hours_state == TIE_TIME_LINE_GIVEN || line->hours_state == TIE_TIME_LINE_NONE
                ? g_strdup (_ ("How many hours? Type 1.5, 1:30 or 90m."))
                : tie_time_reader_describe_hours (self->reader);
      set_error (self, hours);
      return;
    }
  today = tie_typed_date_get_today ();
  data = g_new0 (SaveData, 1);
  data->entry = tie_entry_new (NULL);
  record = TIE_RECORD (data->entry);
  tie_record_set_text (record, TIE_ENTRY_DATE, today);
  tie_record_set_text (record, TIE_ENTRY_KIND, TIE_ENTRY_KIND_TIME);
  tie_record_set_text (record, TIE_ENTRY_PROJECT, tie_time_reader_get_clear (self->reader, TIE_TIME_PROJECT));
  tie_record_set_text (record, TIE_ENTRY_WORK_CODE, tie_time_reader_get_clear (self->reader, TIE_TIME_CODE));
  tie_record_set_text (record, TIE_ENTRY_EMPLOYEE, self->employee);
  tie_record_set_text (record, TIE_ENTRY_TEXT, line->text);
  tie_record_set_integer (record, TIE_ENTRY_QUANTITY, line->hours);
  self->is_saving = TRUE;
  tie_verb_run (GTK_WIDGET (self), tie_session_get_store (self->session), save_func, data, (GDestroyNotify) save_data_free, saved_cb, self);
}

static gboolean
clear_cb (GtkWidget *widget,
          GVariant *args,
          gpointer user_data)
{
  TieQuickLine *self = user_data;

  if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0')
    return FALSE;
  tie_quick_line_clear (self);
  return TRUE;
}

static gboolean
offer_cb (GtkWidget *widget,
          GVariant *args,
          gpointer user_data)
{
  TieQuickLine *self = user_data;

  return offer (self, TIE_TIME_PROJECT) || offer (self, TIE_TIME_CODE);
}

static gboolean
tie_quick_line_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (TIE_QUICK_LINE (widget)->entry));
}

static void
tie_quick_line_dispose (GObject *object)
{
  TieQuickLine *self = TIE_QUICK_LINE (object);
  GtkWidget *child;

  g_cancellable_cancel (self->gone);
  g_clear_pointer ((GtkWidget **) &self->popover, gtk_widget_unparent);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_quick_line_parent_class)->dispose (object);
}

static void
tie_quick_line_finalize (GObject *object)
{
  TieQuickLine *self = TIE_QUICK_LINE (object);

  g_clear_object (&self->reader);
  g_object_unref (self->gone);
  g_free (self->employee);
  G_OBJECT_CLASS (tie_quick_line_parent_class)->finalize (object);
}

static void
tie_quick_line_class_init (TieQuickLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_quick_line_dispose;
  object_class->finalize = tie_quick_line_finalize;
  widget_class->focus = tie_focus_through;
  widget_class->grab_focus = tie_quick_line_grab_focus;
  signals[SAVED] = g_signal_new ("saved", TIE_TYPE_QUICK_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
add_key (GtkEventController *keys,
         guint key,
         GtkShortcutFunc func,
         TieQuickLine *self)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (key, 0), gtk_callback_action_new (func, self, NULL)));
}

static void
tie_quick_line_init (TieQuickLine *self)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *offers = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->gone = g_cancellable_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 3);
  self->entry = GTK_ENTRY (entry);
  gtk_entry_set_placeholder_text (self->entry, _ ("carter 1040 1.5 review k-1"));
  gtk_widget_set_tooltip_text (entry, _ ("Quick time line (Ctrl+T)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Quick time line"), -1);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (typed_cb), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (save), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  add_key (keys, GDK_KEY_Escape, clear_cb, self);
  add_key (keys, GDK_KEY_Down, offer_cb, self);
  gtk_widget_add_controller (entry, keys);
  gtk_widget_set_hexpand (entry, TRUE);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_box_append (self->box, entry);
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));

  self->understood = GTK_LABEL (label);
  gtk_label_set_xalign (self->understood, 0);
  gtk_label_set_ellipsize (self->understood, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "caption");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, label, NULL, -1);
  gtk_widget_set_parent (label, GTK_WIDGET (self));

  self->popover = GTK_POPOVER (popover);
  self->offers = GTK_BOX (offers);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Which one?"), -1);
  gtk_popover_set_child (self->popover, offers);
  gtk_popover_set_position (self->popover, GTK_POS_BOTTOM);
  gtk_widget_add_css_class (popover, "menu");
  gtk_widget_add_css_class (offers, "offers");
  gtk_widget_set_parent (popover, entry);
}

GtkWidget *
tie_quick_line_new (TieSession *session)
{
  TieQuickLine *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_QUICK_LINE, NULL);
  self->session = g_object_ref (session);
  self->reader = tie_time_reader_new (session);
  g_signal_connect_object (self->reader, "changed", G_CALLBACK (read_cb), self, G_CONNECT_SWAPPED);
  show_understood (self);
  return GTK_WIDGET (self);
}

void
tie_quick_line_append (TieQuickLine *self,
                       GtkWidget *widget)
{
  g_return_if_fail (TIE_IS_QUICK_LINE (self));

  gtk_box_append (self->box, widget);
}

void
tie_quick_line_set_employee (TieQuickLine *self,
                             const char *employee)
{
  g_return_if_fail (TIE_IS_QUICK_LINE (self));

  g_free (self->employee);
  self->employee = g_strdup (employee);
}

void
tie_quick_line_clear (TieQuickLine *self)
{
  g_return_if_fail (TIE_IS_QUICK_LINE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  typed_cb (self);
}

const char *
tie_quick_line_get_project (TieQuickLine *self)
{
  g_return_val_if_fail (TIE_IS_QUICK_LINE (self), NULL);

  return tie_time_reader_get_clear (self->reader, TIE_TIME_PROJECT);
}

const char *
tie_quick_line_get_work_code (TieQuickLine *self)
{
  g_return_val_if_fail (TIE_IS_QUICK_LINE (self), NULL);

  return tie_time_reader_get_clear (self->reader, TIE_TIME_CODE);
}

const char *
tie_quick_line_get_text (TieQuickLine *self)
{
  g_return_val_if_fail (TIE_IS_QUICK_LINE (self), NULL);

  return tie_time_reader_get_line (self->reader)->text;
}
