/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-picker"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-text.h"
#include "ui/tie-picker.h"

#define MAX_OFFERED 50
#define MAX_HEIGHT 300

struct _TiePicker
{
  TieTypedEntry parent_instance;

  TiePickList *list;             /* (owned) (nullable) */
  char *id;                      /* (owned) (nullable) */
  char *owner;                   /* (owned) (nullable) */
  char *required;                /* (owned) (nullable) */
  GtkPopover *popover;           /* (unowned) */
  GtkListView *view;             /* (unowned) */
  GtkStringList *ids;            /* (owned): of what is offered, best first */
  GtkSingleSelection *selection; /* (owned) */
  gulong changed;                /* handler of the list's signal */
  gboolean is_chosen;            /* a row was gone to by keys: it counts whatever is typed */
  gboolean is_quiet;             /* the text is set by us: nothing is to be offered */
};

G_DEFINE_FINAL_TYPE (TiePicker, tie_picker, TIE_TYPE_TYPED_ENTRY)

enum
{
  PROP_ID = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_open (TiePicker *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->popover));
}

static void
close_offer (TiePicker *self)
{
  gtk_popover_popdown (self->popover);
}

static void
take_id (TiePicker *self,
         const char *id)
{
  if (g_strcmp0 (self->id, id) == 0)
    return;
  g_free (self->id);
  self->id = g_strdup (id);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ID]);
}

static const TiePickItem *
get_selected (TiePicker *self)
{
  const char *id = is_open (self) ? gtk_string_list_get_string (self->ids, gtk_single_selection_get_selected (self->selection)) : NULL;

  return id != NULL ? tie_pick_list_find (self->list, id) : NULL;
}

/* Sighted people see the row; a screen reader is told about it by the field, which keeps the focus. */
static void
describe_selected (TiePicker *self)
{
  const TiePickItem *item = get_selected (self);
  guint position = gtk_single_selection_get_selected (self->selection);
  GtkAccessible *entry = GTK_ACCESSIBLE (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (self)));
  g_autofree char *text = NULL;

  if (item == NULL)
    {
      gtk_accessible_reset_property (entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      return;
    }
  /* Translators: a proposal below a field: name or code, what stands beside it, its place, how many there are */
  text = g_strdup_printf (_ ("%s, %s, %u of %u"), item->code, item->detail, position + 1, g_list_model_get_n_items (G_LIST_MODEL (self->ids)));
  gtk_accessible_update_property (entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
offer (TiePicker *self,
       const char *typed)
{
  g_autoptr (GPtrArray) found = self->list != NULL ? tie_pick_list_search (self->list, typed, self->owner, MAX_OFFERED) : g_ptr_array_new ();
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (ids, (gpointer) ((const TiePickItem *) g_ptr_array_index (found, i))->id);
  g_ptr_array_add (ids, NULL);
  gtk_string_list_splice (self->ids, 0, g_list_model_get_n_items (G_LIST_MODEL (self->ids)), (const char *const *) ids->pdata);
  if (found->len == 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    close_offer (self);
  else
    {
      gtk_single_selection_set_selected (self->selection, 0);
      gtk_widget_set_size_request (GTK_WIDGET (self->popover), MAX (gtk_widget_get_width (GTK_WIDGET (self)), 260), -1);
      if (is_open (self))
        gtk_popover_present (self->popover); /* as high as what is offered now */
      else
        gtk_popover_popup (self->popover);
    }
  describe_selected (self);
}

static void
changed_cb (TiePicker *self)
{
  GtkEntry *entry = tie_typed_entry_get_entry (TIE_TYPED_ENTRY (self));

  self->is_chosen = FALSE;
  if (self->is_quiet || gtk_widget_get_focus_child (GTK_WIDGET (entry)) == NULL)
    return;
  if (!tie_typed_entry_is_typed (TIE_TYPED_ENTRY (self)))
    close_offer (self);
  else
    offer (self, gtk_editable_get_text (GTK_EDITABLE (entry)));
}

/* The record that is meant: the one gone to below, the one that is written out, the best of what is offered, or the only
 * one that answers. */
static const TiePickItem *
find_meant (TiePicker *self,
            const char *text)
{
  const TiePickItem *item = get_selected (self);
  const TiePickItem *exact;
  g_autoptr (GPtrArray) found = NULL;

  if (item != NULL && self->is_chosen)
    return item;
  if (*text == '\0')
    return NULL;
  exact = tie_pick_list_find_exact (self->list, text, self->owner);
  if (exact != NULL || item != NULL)
    return exact != NULL ? exact : item;
  found = tie_pick_list_search (self->list, text, self->owner, 2);
  return found->len == 1 ? g_ptr_array_index (found, 0) : NULL;
}

static gboolean
read_reference (TieTypedEntry *entry,
                const char *text,
                GError **error)
{
  TiePicker *self = TIE_PICKER (entry);
  g_autofree char *cleaned = tie_text_clean (text);
  const TiePickItem *item = self->list != NULL ? find_meant (self, cleaned) : NULL;

  close_offer (self);
  if (item == NULL && (*cleaned != '\0' || self->required != NULL))
    {
      if (*cleaned == '\0')
        g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, self->required);
      else
        /* Translators: %s is what was typed into a field for a name or a code */
        g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("Nothing is called “%s”."), cleaned);
      return FALSE;
    }
  take_id (self, item != NULL ? item->id : NULL);
  g_signal_emit (self, signals[PICKED], 0);
  return TRUE;
}

static char *
format_reference (TieTypedEntry *entry)
{
  TiePicker *self = TIE_PICKER (entry);
  const TiePickItem *item = tie_picker_get_item (self);

  return g_strdup (item != NULL ? item->code : "");
}

static void
show_quietly (TiePicker *self)
{
  self->is_quiet = TRUE;
  tie_typed_entry_show (TIE_TYPED_ENTRY (self));
  self->is_quiet = FALSE;
}

static void
select_row (TiePicker *self,
            guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
  describe_selected (self);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint key,
                guint code,
                GdkModifierType modifiers,
                TiePicker *self)
{
  GtkEditable *entry = GTK_EDITABLE (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (self)));
  guint selected = gtk_single_selection_get_selected (self->selection);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->ids));

  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0 || !gtk_editable_get_editable (entry))
    return GDK_EVENT_PROPAGATE;
  if (key != GDK_KEY_Down && key != GDK_KEY_Up)
    return GDK_EVENT_PROPAGATE;
  if (!is_open (self))
    {
      if (key == GDK_KEY_Up)
        return GDK_EVENT_PROPAGATE;
      /* A record that stands there already is no search: everything is offered. */
      offer (self, tie_typed_entry_is_typed (TIE_TYPED_ENTRY (self)) ? gtk_editable_get_text (entry) : "");
    }
  else if (key == GDK_KEY_Down && selected + 1 < n)
    select_row (self, selected + 1);
  else if (key == GDK_KEY_Up && selected > 0)
    select_row (self, selected - 1);
  self->is_chosen = is_open (self);
  return GDK_EVENT_STOP;
}

/* Takes the row that is gone to, also when nothing was typed. */
static void
take_selected (TiePicker *self)
{
  const TiePickItem *item = get_selected (self);

  if (item == NULL)
    return;
  close_offer (self);
  take_id (self, item->id);
  self->is_quiet = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (self))), item->code);
  gtk_editable_set_position (GTK_EDITABLE (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (self))), -1);
  tie_typed_entry_show (TIE_TYPED_ENTRY (self));
  self->is_quiet = FALSE;
  describe_selected (self);
  g_signal_emit (self, signals[PICKED], 0);
}

static gboolean
enter_cb (GtkWidget *widget,
          GVariant *args,
          gpointer user_data)
{
  TiePicker *self = user_data;

  if (self->is_chosen)
    take_selected (self);
  return FALSE; /* the entry goes on with its Enter */
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant *args,
           gpointer user_data)
{
  TiePicker *self = user_data;

  if (!is_open (self))
    return FALSE;
  close_offer (self);
  show_quietly (self);
  describe_selected (self);
  return FALSE; /* what was typed is the field's to take back */
}

static void
left_cb (TiePicker *self)
{
  close_offer (self);
  describe_selected (self);
}

static void
row_activated_cb (TiePicker *self,
                  guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  take_selected (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
list_changed_cb (TiePicker *self)
{
  close_offer (self); /* the ids below may be gone */
  show_quietly (self);
}

static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *code = gtk_label_new (NULL);
  GtkWidget *detail = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (code), 0);
  gtk_label_set_ellipsize (GTK_LABEL (code), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (detail, TRUE);
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_box_append (GTK_BOX (box), code);
  gtk_box_append (GTK_BOX (box), detail);
  gtk_list_item_set_child (list_item, box);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkListItem *list_item,
             TiePicker *self)
{
  GtkWidget *box = gtk_list_item_get_child (list_item);
  const char *id = gtk_string_object_get_string (gtk_list_item_get_item (list_item));
  const TiePickItem *item = tie_pick_list_find (self->list, id);
  g_autofree char *name = g_strjoin (", ", item != NULL ? item->code : "", item != NULL && *item->detail != '\0' ? item->detail : NULL, NULL);

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (box)), item != NULL ? item->code : "");
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (box)), item != NULL ? item->detail : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (box)), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
tie_picker_get_property (GObject *object,
                         guint prop_id,
                         GValue *value,
                         GParamSpec *pspec)
{
  if (prop_id == PROP_ID)
    g_value_set_string (value, TIE_PICKER (object)->id);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
tie_picker_set_property (GObject *object,
                         guint prop_id,
                         const GValue *value,
                         GParamSpec *pspec)
{
  if (prop_id == PROP_ID)
    tie_picker_set_id (TIE_PICKER (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
tie_picker_dispose (GObject *object)
{
  TiePicker *self = TIE_PICKER (object);

  if (self->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  self->popover = NULL;
  if (self->list != NULL)
    g_clear_signal_handler (&self->changed, self->list);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (tie_picker_parent_class)->dispose (object);
}

static void
tie_picker_finalize (GObject *object)
{
  TiePicker *self = TIE_PICKER (object);

  g_object_unref (self->selection);
  g_object_unref (self->ids);
  g_free (self->id);
  g_free (self->owner);
  g_free (self->required);
  G_OBJECT_CLASS (tie_picker_parent_class)->finalize (object);
}

static void
tie_picker_class_init (TiePickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  TieTypedEntryClass *entry_class = TIE_TYPED_ENTRY_CLASS (klass);

  object_class->dispose = tie_picker_dispose;
  object_class->finalize = tie_picker_finalize;
  object_class->get_property = tie_picker_get_property;
  object_class->set_property = tie_picker_set_property;
  entry_class->read = read_reference;
  entry_class->format = format_reference;
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[PICKED] = g_signal_new ("picked", TIE_TYPE_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
build_popover (TiePicker *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), self);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), factory));
  gtk_list_view_set_single_click_activate (self->view, TRUE);
  gtk_widget_set_can_focus (GTK_WIDGET (self->view), FALSE); /* the focus stays in the field */
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (row_activated_cb), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Proposals"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MAX_HEIGHT);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  self->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_popover_set_autohide (self->popover, FALSE);
  gtk_popover_set_has_arrow (self->popover, FALSE);
  gtk_popover_set_position (self->popover, GTK_POS_BOTTOM);
  gtk_widget_set_halign (GTK_WIDGET (self->popover), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->popover), "menu");
  gtk_popover_set_child (self->popover, scrolled);
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (self))));
}

static void
add_keys (TiePicker *self)
{
  GtkWidget *entry = GTK_WIDGET (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (self)));
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  static const struct
  {
    guint key;
    GtkShortcutFunc func;
  } bound[] = { { GDK_KEY_Return, enter_cb }, { GDK_KEY_KP_Enter, enter_cb }, { GDK_KEY_Escape, escape_cb } };

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (entry, keys);
  for (guint i = 0; i < G_N_ELEMENTS (bound); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                          gtk_shortcut_new (gtk_keyval_trigger_new (bound[i].key, 0), gtk_callback_action_new (bound[i].func, self, NULL)));
  gtk_event_controller_set_propagation_phase (shortcuts, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

static void
tie_picker_init (TiePicker *self)
{
  self->ids = gtk_string_list_new (NULL);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->ids)));
  build_popover (self);
  add_keys (self);
  g_signal_connect_object (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (self)), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
tie_picker_new (const char *accessible_name,
                TiePickList *list)
{
  TiePicker *self = g_object_new (TIE_TYPE_PICKER, NULL);

  tie_typed_entry_set_accessible_name (TIE_TYPED_ENTRY (self), accessible_name);
  tie_picker_set_list (self, list);
  return GTK_WIDGET (self);
}

void
tie_picker_set_list (TiePicker *self,
                     TiePickList *list)
{
  g_return_if_fail (TIE_IS_PICKER (self));

  if (self->list != NULL)
    g_clear_signal_handler (&self->changed, self->list);
  g_set_object (&self->list, list);
  if (list != NULL)
    self->changed = g_signal_connect_swapped (list, "changed", G_CALLBACK (list_changed_cb), self);
  show_quietly (self);
}

const char *
tie_picker_get_id (TiePicker *self)
{
  g_return_val_if_fail (TIE_IS_PICKER (self), NULL);

  return self->id;
}

void
tie_picker_set_id (TiePicker *self,
                   const char *id)
{
  g_return_if_fail (TIE_IS_PICKER (self));

  take_id (self, id);
  show_quietly (self);
}

const TiePickItem *
tie_picker_get_item (TiePicker *self)
{
  g_return_val_if_fail (TIE_IS_PICKER (self), NULL);

  return self->list != NULL ? tie_pick_list_find (self->list, self->id) : NULL;
}

void
tie_picker_set_owner (TiePicker *self,
                      const char *owner)
{
  g_return_if_fail (TIE_IS_PICKER (self));

  g_free (self->owner);
  self->owner = g_strdup (owner);
}

void
tie_picker_set_required (TiePicker *self,
                         const char *sentence)
{
  g_return_if_fail (TIE_IS_PICKER (self));

  g_free (self->required);
  self->required = g_strdup (sentence);
}

guint
tie_picker_get_n_offered (TiePicker *self)
{
  g_return_val_if_fail (TIE_IS_PICKER (self), 0);

  return is_open (self) ? g_list_model_get_n_items (G_LIST_MODEL (self->ids)) : 0;
}
