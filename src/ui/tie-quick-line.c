/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quick-line"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "base/tie-typed-date.h"
#include "billing/tie-entry-actions.h"
#include "billing/tie-time-line.h"
#include "model/tie-code.h"
#include "model/tie-project.h"
#include "store/tie-record-table.h"
#include "ui/tie-list-columns.h"
#include "ui/tie-quick-line.h"
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
  TiePickList *picks[2];    /* (owned): projects, work codes */
  GArray *choices[2];  /* (owned), element TieTimeChoice: the same as the parser wants them, alive as long as the lists */
  GPtrArray *keys;     /* (owned): folded codes */
  TieTimeLine *line;   /* (owned) (nullable): as last read */
  char *chosen[2];     /* (owned) (nullable): ids picked from the popover for this line */
  char *employee;      /* (owned) (nullable) */
  gboolean is_saving;
  GCancellable *gone; /* (owned) */
};

enum
{
  PROJECT,
  CODE,
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

static GArray *
get_candidates (TieQuickLine *self,
                guint what)
{
  return what == PROJECT ? self->line->projects : self->line->codes;
}

static const char *
get_candidate (TieQuickLine *self,
               guint what,
               guint i)
{
  return g_array_index (self->choices[what], TieTimeChoice, g_array_index (get_candidates (self, what), guint, i)).id;
}

/* The one that is meant: picked by hand, or the only one that fits. */
static const char *
get_clear (TieQuickLine *self,
           guint what)
{
  if (self->chosen[what] != NULL)
    return self->chosen[what];
  return self->line != NULL && get_candidates (self, what)->len == 1 ? get_candidate (self, what, 0) : NULL;
}

static char *
describe (TieQuickLine *self,
          guint what,
          const char *id)
{
  const TiePickItem *item = tie_pick_list_find (self->picks[what], id);

  if (item == NULL)
    return g_strdup ("");
  if (what == PROJECT)
    /* Translators: a project's client and its name */
    return g_strdup_printf (_ ("%s: %s"), item->detail, item->code);
  return g_strdup (item->code);
}

static void
add_part (GString *sentence,
          const char *part)
{
  g_string_append_printf (sentence, "%s%s", sentence->len > 0 ? " · " : "", part);
}

static void
add_what (TieQuickLine *self,
          GString *sentence,
          guint what)
{
  guint n = get_candidates (self, what)->len;
  g_autofree char *part = NULL;

  if (get_clear (self, what) != NULL)
    part = describe (self, what, get_clear (self, what));
  else if (n > 0 && what == PROJECT)
    part = g_strdup_printf (ngettext ("%u project fits", "%u projects fit", n), n);
  else if (n > 0)
    part = g_strdup_printf (ngettext ("%u work code fits", "%u work codes fit", n), n);
  else
    part = g_strdup (what == PROJECT ? _ ("client?") : _ ("the project's work code"));
  add_part (sentence, part);
}

static char *
describe_hours (const TieTimeLine *line)
{
  g_autofree char *hours = tie_list_columns_format_hours (line->hours);

  switch (line->hours_state)
    {
    case TIE_TIME_LINE_GIVEN:
      /* Translators: %s is a number of hours */
      return g_strdup_printf (_ ("%s h"), hours);
    case TIE_TIME_LINE_NEGATIVE:
      return g_strdup (_ ("hours cannot be negative"));
    case TIE_TIME_LINE_TOO_MANY:
      return g_strdup (_ ("a day has 24 hours"));
    case TIE_TIME_LINE_NONE:
    default:
      return g_strdup (_ ("hours?"));
    }
}

static void
show_understood (TieQuickLine *self)
{
  g_autoptr (GString) sentence = g_string_new (NULL);
  g_autofree char *hours = NULL;

  if (self->line == NULL || *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0')
    {
      gtk_label_set_label (self->understood, _ ("Client, work code, hours and text in any order. Enter saves."));
      return;
    }
  add_what (self, sentence, PROJECT);
  add_what (self, sentence, CODE);
  hours = describe_hours (self->line);
  add_part (sentence, hours);
  if (*self->line->text != '\0')
    add_part (sentence, self->line->text);
  gtk_label_set_label (self->understood, sentence->str);
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

static void
read_line (TieQuickLine *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  g_clear_pointer (&self->line, tie_time_line_free);
  self->line = tie_time_line_parse (typed,
                                    (const TieTimeChoice *) self->choices[PROJECT]->data, self->choices[PROJECT]->len,
                                    (const TieTimeChoice *) self->choices[CODE]->data, self->choices[CODE]->len);
  if (!gtk_widget_has_css_class (GTK_WIDGET (self->understood), "error")) /* what stands against it is still to be read */
    show_understood (self);
}

static void
typed_cb (TieQuickLine *self)
{
  g_clear_pointer (&self->chosen[PROJECT], g_free);
  g_clear_pointer (&self->chosen[CODE], g_free);
  set_error (self, NULL);
  read_line (self);
}

static void
add_choice (const TiePickItem *item,
            gpointer user_data)
{
  TieQuickLine *self = user_data;
  gboolean is_project = item->type == TIE_TYPE_PROJECT;
  TieTimeChoice choice = { item->id, item->key };

  if (!is_project)
    {
      choice.key = tie_text_fold (item->code);
      g_ptr_array_add (self->keys, (char *) choice.key);
    }
  g_array_append_val (self->choices[is_project ? PROJECT : CODE], choice);
}

static void
lists_changed_cb (TieQuickLine *self)
{
  g_clear_pointer (&self->line, tie_time_line_free); /* it counts rows of the old lists */
  g_ptr_array_set_size (self->keys, 0);
  for (guint i = 0; i < G_N_ELEMENTS (self->picks); i++)
    {
      g_array_set_size (self->choices[i], 0);
      tie_pick_list_foreach (self->picks[i], add_choice, self);
    }
  read_line (self);
}

static void save (TieQuickLine *self);

static void
offer_clicked_cb (GtkButton *button,
                  TieQuickLine *self)
{
  guint what = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), WHAT_KEY));

  g_free (self->chosen[what]);
  self->chosen[what] = g_strdup (g_object_get_data (G_OBJECT (button), ID_KEY));
  gtk_popover_popdown (self->popover);
  show_understood (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  save (self);
}

/* Only what is not clear is offered, one question at a time. */
static gboolean
offer (TieQuickLine *self,
       guint what)
{
  GtkWidget *child;
  guint n = MIN (get_candidates (self, what)->len, MAX_OFFERED);

  if (get_clear (self, what) != NULL || n == 0)
    return FALSE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->offers))) != NULL)
    gtk_box_remove (self->offers, child);
  for (guint i = 0; i < n; i++)
    {
      const char *id = get_candidate (self, what, i);
      g_autofree char *words = describe (self, what, id);
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
  g_autofree char *hours = NULL;
  g_autofree char *today = NULL;
  SaveData *data;
  TieRecord *record;

  if (self->is_saving || self->line == NULL || offer (self, PROJECT) || offer (self, CODE))
    return;
  if (get_clear (self, PROJECT) == NULL)
    {
      set_error (self, _ ("No project fits. Type the beginning of a client's name."));
      return;
    }
  if (self->line->hours_state != TIE_TIME_LINE_GIVEN || self->line->hours == 0)
    {
      hours = self->line->hours_state == TIE_TIME_LINE_GIVEN || self->line->hours_state == TIE_TIME_LINE_NONE
                ? g_strdup (_ ("How many hours? Type 1.5, 1:30 or 90m."))
                : describe_hours (self->line);
      set_error (self, hours);
      return;
    }
  today = tie_typed_date_get_today ();
  data = g_new0 (SaveData, 1);
  data->entry = tie_entry_new (NULL);
  record = TIE_RECORD (data->entry);
  tie_record_set_text (record, TIE_ENTRY_DATE, today);
  tie_record_set_text (record, TIE_ENTRY_KIND, TIE_ENTRY_KIND_TIME);
  tie_record_set_text (record, TIE_ENTRY_PROJECT, get_clear (self, PROJECT));
  tie_record_set_text (record, TIE_ENTRY_WORK_CODE, get_clear (self, CODE));
  tie_record_set_text (record, TIE_ENTRY_EMPLOYEE, self->employee);
  tie_record_set_text (record, TIE_ENTRY_TEXT, self->line->text);
  tie_record_set_integer (record, TIE_ENTRY_QUANTITY, self->line->hours);
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

  return self->line != NULL && (offer (self, PROJECT) || offer (self, CODE));
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
  for (guint i = 0; i < G_N_ELEMENTS (self->picks); i++)
    {
      if (self->picks[i] != NULL)
        g_signal_handlers_disconnect_by_data (self->picks[i], self);
      g_clear_object (&self->picks[i]);
    }
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

  for (guint i = 0; i < G_N_ELEMENTS (self->choices); i++)
    {
      g_array_unref (self->choices[i]);
      g_free (self->chosen[i]);
    }
  g_ptr_array_unref (self->keys);
  g_clear_pointer (&self->line, tie_time_line_free);
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
  self->keys = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < G_N_ELEMENTS (self->choices); i++)
    self->choices[i] = g_array_new (FALSE, FALSE, sizeof (TieTimeChoice));
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
  const GType types[] = { TIE_TYPE_PROJECT, TIE_TYPE_WORK_CODE };

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_QUICK_LINE, NULL);
  self->session = g_object_ref (session);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      self->picks[i] = g_object_ref (tie_session_get_pick_list (session, types[i], G_TYPE_INVALID));
      g_signal_connect_object (self->picks[i], "changed", G_CALLBACK (lists_changed_cb), self, G_CONNECT_SWAPPED);
    }
  lists_changed_cb (self);
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

  return get_clear (self, PROJECT);
}

const char *
tie_quick_line_get_work_code (TieQuickLine *self)
{
  g_return_val_if_fail (TIE_IS_QUICK_LINE (self), NULL);

  return get_clear (self, CODE);
}

const char *
tie_quick_line_get_text (TieQuickLine *self)
{
  g_return_val_if_fail (TIE_IS_QUICK_LINE (self), NULL);

  return self->line != NULL ? self->line->text : "";
}
