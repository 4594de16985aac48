/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-field-row"
#include "config.h"

#include <string.h>

#include "ui/tie-field-row.h"
#include "ui/tie-focus.h"
#include "ui/tie-undo-control.h"

struct _TieFieldRow
{
  AdwPreferencesRow parent_instance;

  GtkBox *text_box;              /* template child */
  GtkLabel *title_label;         /* template child */
  GtkMenuButton *choices_button; /* template child */
  GtkButton *unlock_button;      /* template child */
  GtkRevealer *error_revealer;   /* template child */
  GtkLabel *error_label;         /* template child */
  GtkButton *cure_button;        /* template child */

  GtkWidget *text;   /* (unowned): GtkText, or GtkTextView for several lines */
  char *saved;       /* (owned): as set */
  char *buffer_text; /* (owned) (nullable): of a text view, for get_text */
  gboolean has_lock;
};

G_DEFINE_FINAL_TYPE (TieFieldRow, tie_field_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  COMMIT,
  CURE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

#define LINES_HEIGHT 40 /* two lines, to show that there may be more */
#define CHOICE_DASH " – "

static void
show_text (TieFieldRow *self,
           const char *text)
{
  if (GTK_IS_TEXT_VIEW (self->text))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), text, -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->text), text);
}

static gboolean
is_locked (TieFieldRow *self)
{
  return self->has_lock && !gtk_editable_get_editable (GTK_EDITABLE (self->text));
}

static void
set_is_locked (TieFieldRow *self,
               gboolean locked)
{
  if (!self->has_lock)
    return;
  gtk_editable_set_editable (GTK_EDITABLE (self->text), !locked);
  gtk_widget_set_visible (GTK_WIDGET (self->unlock_button), locked);
}

static gboolean
is_typed (TieFieldRow *self)
{
  return !g_str_equal (tie_field_row_get_text (self), self->saved);
}

static void
focus_left_cb (GtkEventControllerFocus *controller,
               TieFieldRow *self)
{
  tie_field_row_commit (self);
  set_is_locked (self, TRUE);
}

static gboolean
escape_cb (GtkWidget *text,
           GVariant *args,
           gpointer user_data)
{
  TieFieldRow *self = user_data;

  if (!is_typed (self))
    return FALSE; /* nothing to take back: Escape is the page's */
  show_text (self, self->saved);
  tie_field_row_set_error (self, NULL, NULL);
  set_is_locked (self, TRUE);
  return TRUE;
}

static void
unlock_cb (TieFieldRow *self)
{
  set_is_locked (self, FALSE);
  gtk_widget_grab_focus (self->text);
  gtk_editable_select_region (GTK_EDITABLE (self->text), 0, -1);
}

static gboolean
unlock_key_cb (GtkWidget *text,
               GVariant *args,
               gpointer user_data)
{
  if (!is_locked (user_data))
    return FALSE;
  unlock_cb (user_data);
  return TRUE;
}

static void
cure_clicked_cb (TieFieldRow *self)
{
  g_signal_emit (self, signals[CURE], 0);
}

static void
released_cb (TieFieldRow *self,
             int n_press)
{
  if (n_press == 2 && is_locked (self))
    unlock_cb (self);
  else
    gtk_widget_grab_focus (self->text);
}

static void
choice_activate_cb (GtkListView *view,
                    guint position,
                    TieFieldRow *self)
{
  g_autoptr (GtkStringObject) item = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (view)), position);
  g_autofree char *choice = g_strdup (gtk_string_object_get_string (item));
  char *dash = strstr (choice, CHOICE_DASH);

  if (dash != NULL)
    *dash = '\0';
  gtk_menu_button_popdown (self->choices_button);
  show_text (self, choice);
  gtk_widget_grab_focus (self->text);
  tie_field_row_commit (self);
}

static gboolean
tie_field_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (TIE_FIELD_ROW (widget)->text);
}

static void
tie_field_row_finalize (GObject *object)
{
  TieFieldRow *self = TIE_FIELD_ROW (object);

  g_free (self->saved);
  g_free (self->buffer_text);
  G_OBJECT_CLASS (tie_field_row_parent_class)->finalize (object);
}

static void
tie_field_row_class_init (TieFieldRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tie_field_row_finalize;
  widget_class->focus = tie_focus_child;
  widget_class->grab_focus = tie_field_row_grab_focus;

  signals[COMMIT] = g_signal_new ("commit", TIE_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CURE] = g_signal_new ("cure", TIE_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TieFieldRow, text_box);
  gtk_widget_class_bind_template_child (widget_class, TieFieldRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, TieFieldRow, choices_button);
  gtk_widget_class_bind_template_child (widget_class, TieFieldRow, unlock_button);
  gtk_widget_class_bind_template_child (widget_class, TieFieldRow, error_revealer);
  gtk_widget_class_bind_template_child (widget_class, TieFieldRow, error_label);
  gtk_widget_class_bind_template_child (widget_class, TieFieldRow, cure_button);
  gtk_widget_class_bind_template_callback (widget_class, cure_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
  gtk_widget_class_bind_template_callback (widget_class, unlock_cb);
}

static void
tie_field_row_init (TieFieldRow *self)
{
  self->saved = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_key (GtkEventController *keys,
         guint key,
         GtkShortcutFunc func,
         TieFieldRow *self)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (key, 0), gtk_callback_action_new (func, self, NULL)));
}

static GtkWidget *
create_lines (void)
{
  GtkWidget *view = gtk_text_view_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_widget_set_size_request (view, -1, LINES_HEIGHT);
  return view;
}

/* By itself GTK 4.8 keeps a GtkText from screen readers, as the inside of an entry that they meet instead. */
static GtkWidget *
create_line (void)
{
  return g_object_new (GTK_TYPE_TEXT, "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX, NULL);
}

GtkWidget *
tie_field_row_new (const char *title,
                   gboolean is_lines)
{
  TieFieldRow *self = g_object_new (TIE_TYPE_FIELD_ROW, "title", title, NULL);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_label_set_label (self->title_label, title);
  self->text = is_lines ? create_lines () : create_line ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choices_button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (self->text_box, self->text);

  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_left_cb), self, 0); /* the text may outlive the row */
  gtk_widget_add_controller (self->text, focus);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  add_key (keys, GDK_KEY_Escape, escape_cb, self);
  add_key (keys, GDK_KEY_F2, unlock_key_cb, self);
  gtk_widget_add_controller (self->text, keys);
  tie_undo_control_share_keys (self->text, (TieUndoIsTyped) is_typed, self);
  if (!is_lines)
    g_signal_connect_swapped (self->text, "activate", G_CALLBACK (tie_field_row_commit), self);
  return GTK_WIDGET (self);
}

const char *
tie_field_row_get_text (TieFieldRow *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter start;
  GtkTextIter end;

  g_return_val_if_fail (TIE_IS_FIELD_ROW (self), NULL);

  if (!GTK_IS_TEXT_VIEW (self->text))
    return gtk_editable_get_text (GTK_EDITABLE (self->text));

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  g_free (self->buffer_text);
  self->buffer_text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  return self->buffer_text;
}

void
tie_field_row_set_text (TieFieldRow *self,
                        const char *text)
{
  gboolean was_typed;

  g_return_if_fail (TIE_IS_FIELD_ROW (self));

  if (text == NULL)
    text = "";
  was_typed = is_typed (self);
  if (!g_str_equal (text, self->saved))
    {
      g_free (self->saved);
      self->saved = g_strdup (text);
    }
  if (was_typed && gtk_widget_has_focus (self->text))
    return;
  if (!g_str_equal (tie_field_row_get_text (self), text))
    show_text (self, text);
}

void
tie_field_row_set_lock (TieFieldRow *self,
                        const char *unlock)
{
  g_return_if_fail (TIE_IS_FIELD_ROW (self));
  g_return_if_fail (GTK_IS_TEXT (self->text));

  self->has_lock = TRUE;
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->unlock_button), unlock);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->unlock_button), GTK_ACCESSIBLE_PROPERTY_LABEL, unlock, -1);
  set_is_locked (self, TRUE);
}

void
tie_field_row_set_error (TieFieldRow *self,
                         const char *sentence,
                         const char *cure)
{
  GtkAccessible *text;

  g_return_if_fail (TIE_IS_FIELD_ROW (self));

  text = GTK_ACCESSIBLE (self->text);
  gtk_label_set_label (self->error_label, sentence != NULL ? sentence : "");
  gtk_revealer_set_reveal_child (self->error_revealer, sentence != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->cure_button), cure != NULL);
  gtk_button_set_label (self->cure_button, cure != NULL ? cure : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cure_button), GTK_ACCESSIBLE_PROPERTY_LABEL, cure != NULL ? cure : "", -1);
  if (sentence != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "error");
      gtk_accessible_update_state (text, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
      gtk_accessible_update_relation (text, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->error_label, NULL, -1);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
      gtk_accessible_reset_state (text, GTK_ACCESSIBLE_STATE_INVALID);
      gtk_accessible_reset_relation (text, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
    }
}

const char *
tie_field_row_get_error (TieFieldRow *self)
{
  g_return_val_if_fail (TIE_IS_FIELD_ROW (self), NULL);

  return gtk_revealer_get_reveal_child (self->error_revealer) ? gtk_label_get_label (self->error_label) : NULL;
}

static void
setup_choice_cb (GtkSignalListItemFactory *factory,
                 GtkListItem *list_item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (list_item, label);
}

static void
bind_choice_cb (GtkSignalListItemFactory *factory,
                GtkListItem *list_item)
{
  GtkWidget *label = gtk_list_item_get_child (list_item);
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (list_item));

  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (label)), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

void
tie_field_row_set_choices (TieFieldRow *self,
                           const char *const *choices)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkStringList *list = gtk_string_list_new (choices);
  GtkWidget *view;

  g_return_if_fail (TIE_IS_FIELD_ROW (self));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_choice_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_choice_cb), NULL);
  view = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (list))), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (view), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_label_get_label (self->title_label), -1);
  g_signal_connect (view, "activate", G_CALLBACK (choice_activate_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 320);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  gtk_widget_add_css_class (popover, "menu");
  gtk_menu_button_set_popover (self->choices_button, popover);
  gtk_widget_set_visible (GTK_WIDGET (self->choices_button), TRUE);
}

void
tie_field_row_commit (TieFieldRow *self)
{
  const char *text;

  g_return_if_fail (TIE_IS_FIELD_ROW (self));

  if (is_locked (self)) /* what was refused stands there to be read */
    return;
  text = tie_field_row_get_text (self);
  if (!g_str_equal (text, self->saved))
    g_signal_emit (self, signals[COMMIT], 0, text);
}
