/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-contact-types-window"
#include "config.h"

#include <glib/gi18n.h>

#include "billing/tie-billing-step.h"
#include "model/tie-contact-type.h"
#include "store/tie-record-table.h"
#include "ui/tie-caption.h"
#include "ui/tie-contact-types-window.h"
#include "ui/tie-status-line.h"
#include "ui/tie-undo-control.h"
#include "ui/tie-windows.h"

struct _TieContactTypesWindow
{
  AdwWindow parent_instance;

  GtkListBox *lists[2];       /* template children: not sent, sent */
  TieStatusLine *status_line; /* template child */

  TieStore *store;    /* (owned) (nullable): NULL: gone */
  char *focus;        /* (owned) (nullable): type that was moved: the focus goes along */
  gboolean is_shown; /* the types were read once */
};

G_DEFINE_FINAL_TYPE (TieContactTypesWindow, tie_contact_types_window, ADW_TYPE_WINDOW)

#define ID_KEY "tie-id"

/* ---- showing ---- */

static gboolean
read_types (TieDb *db,
            gpointer data,
            GError **error)
{
  GPtrArray **types = data;

  *types = tie_record_table_list (db, TIE_TYPE_CONTACT_TYPE, error);
  return *types != NULL;
}

static void
types_free (gpointer data)
{
  GPtrArray **types = data;

  g_clear_pointer (types, g_ptr_array_unref);
  g_free (types);
}

static GtkWidget *
add_row (TieContactTypesWindow *self,
         TieRecord *type)
{
  GtkListBox *list = self->lists[tie_record_get_integer (type, TIE_CONTACT_TYPE_PUSH) ? 1 : 0];
  GtkWidget *label = gtk_label_new (tie_record_get_name (type));
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_margin_top (label, 8);
  gtk_widget_set_margin_bottom (label, 8);
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_end (label, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, tie_record_get_name (type), -1);
  g_object_set_data_full (G_OBJECT (row), ID_KEY, g_strdup (tie_record_get_id (type)), g_free);
  gtk_list_box_append (list, row);
  return row;
}

static void
update_actions (TieContactTypesWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (self->store == NULL) /* rows that leave with the window are no longer selected either */
    return;
  gtk_widget_action_set_enabled (widget, "types.add", gtk_list_box_get_selected_row (self->lists[0]) != NULL);
  gtk_widget_action_set_enabled (widget, "types.remove", gtk_list_box_get_selected_row (self->lists[1]) != NULL);
  gtk_widget_action_set_enabled (widget, "types.add-all", gtk_list_box_get_row_at_index (self->lists[0], 0) != NULL);
  gtk_widget_action_set_enabled (widget, "types.clear", gtk_list_box_get_row_at_index (self->lists[1], 0) != NULL);
}

static void
show (TieContactTypesWindow *self,
      GPtrArray *types)
{
  GtkWidget *focus = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    {
      GtkListBoxRow *row;

      while ((row = gtk_list_box_get_row_at_index (self->lists[i], 0)) != NULL)
        gtk_list_box_remove (self->lists[i], GTK_WIDGET (row));
    }
  for (guint i = 0; i < types->len; i++)
    {
      GtkWidget *row = add_row (self, g_ptr_array_index (types, i));

      if (g_strcmp0 (g_object_get_data (G_OBJECT (row), ID_KEY), self->focus) == 0)
        focus = row;
    }
  /* An empty list would have its scrolled window take the focus, which says nothing. */
  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    gtk_widget_set_can_focus (gtk_widget_get_ancestor (GTK_WIDGET (self->lists[i]), GTK_TYPE_SCROLLED_WINDOW), gtk_list_box_get_row_at_index (self->lists[i], 0) != NULL);
  if (focus == NULL && !self->is_shown) /* it has just opened: the first row that there is */
    {
      GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->lists[0], 0);

      focus = GTK_WIDGET (first != NULL ? first : gtk_list_box_get_row_at_index (self->lists[1], 0));
    }
  self->is_shown = TRUE;
  if (focus != NULL)
    {
      gtk_list_box_select_row (GTK_LIST_BOX (gtk_widget_get_parent (focus)), GTK_LIST_BOX_ROW (focus));
      gtk_widget_grab_focus (focus);
    }
  g_clear_pointer (&self->focus, g_free);
  update_actions (self);
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (TieContactTypesWindow) self = TIE_CONTACT_TYPES_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  GPtrArray **types = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (self->store == NULL) /* closed meanwhile */
    return;
  if (types != NULL)
    show (self, *types);
  else
    tie_status_line_say_error (self->status_line, error);
}

static void
read_again (TieContactTypesWindow *self)
{
  if (self->store != NULL)
    tie_store_run_async (self->store, TIE_STORE_READ, read_types, g_new0 (GPtrArray *, 1), types_free, NULL, read_cb, g_object_ref (self));
}

static void
store_changed_cb (TieContactTypesWindow *self,
                  guint areas)
{
  if (areas & TIE_STORE_AREA_CONTACTS)
    read_again (self);
}

/* ---- moving ---- */

typedef struct
{
  GPtrArray *ids; /* (owned) */
  gboolean is_chosen;
  char *window;   /* (owned) (nullable) */
  TieBillingStep step;
} Move;

static void
move_free (gpointer data)
{
  Move *move = data;

  g_ptr_array_unref (move->ids);
  tie_billing_step_clear (&move->step);
  g_free (move->window);
  g_free (move);
}

static gboolean
move_types (TieDb *db,
            gpointer data,
            GError **error)
{
  Move *move = data;
  gboolean is_own = FALSE;

  move->step.window = move->window;
  if (!tie_billing_step_begin (db, &is_own, error))
    return FALSE;
  for (guint i = 0; i < move->ids->len; i++)
    {
      g_autoptr (TieRecord) type = tie_record_table_get (db, TIE_TYPE_CONTACT_TYPE, g_ptr_array_index (move->ids, i), error);

      if (type == NULL)
        return FALSE;
      tie_record_set_integer (type, TIE_CONTACT_TYPE_PUSH, move->is_chosen);
      if (!tie_record_table_save (db, type, error))
        return FALSE;
    }
  return tie_billing_step_end (db, is_own, &move->step, g_strdup (_ ("Contact types to update changed")), error);
}

static void
moved_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (TieContactTypesWindow) self = TIE_CONTACT_TYPES_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  const Move *move = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (self->store == NULL)
    return;
  if (move != NULL && move->step.sentence != NULL)
    tie_status_line_say (self->status_line, move->step.sentence, TRUE);
  else if (move == NULL)
    tie_status_line_say_error (self->status_line, error);
}

static void
move_action (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  TieContactTypesWindow *self = TIE_CONTACT_TYPES_WINDOW (widget);
  gboolean is_all = g_str_equal (action, "types.add-all") || g_str_equal (action, "types.clear");
  gboolean is_chosen = g_str_has_prefix (action, "types.add");
  GtkListBox *from = self->lists[is_chosen ? 0 : 1];
  GtkListBoxRow *row = is_all ? gtk_list_box_get_row_at_index (from, 0) : gtk_list_box_get_selected_row (from);
  Move *move;

  if (row == NULL)
    return;
  move = g_new0 (Move, 1);
  move->ids = g_ptr_array_new_with_free_func (g_free);
  move->is_chosen = is_chosen;
  move->window = g_strdup (tie_undo_control_get_id (widget));
  for (int i = gtk_list_box_row_get_index (row); row != NULL; row = is_all ? gtk_list_box_get_row_at_index (from, ++i) : NULL)
    g_ptr_array_add (move->ids, g_strdup (g_object_get_data (G_OBJECT (row), ID_KEY)));
  g_free (self->focus);
  self->focus = g_strdup (g_ptr_array_index (move->ids, 0));
  tie_store_run_async (self->store, TIE_STORE_WRITE, move_types, move, move_free, NULL, moved_cb, g_object_ref (self));
}

static void
bind_key (GtkListBox *list,
          guint key,
          const char *action)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (key, 0), gtk_named_action_new (action)));
  gtk_widget_add_controller (GTK_WIDGET (list), keys);
}

static void
tie_contact_types_window_dispose (GObject *object)
{
  TieContactTypesWindow *self = TIE_CONTACT_TYPES_WINDOW (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->focus, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIE_TYPE_CONTACT_TYPES_WINDOW);
  G_OBJECT_CLASS (tie_contact_types_window_parent_class)->dispose (object);
}

static void
tie_contact_types_window_class_init (TieContactTypesWindowClass *klass)
{
  static const char *const actions[] = { "types.add", "types.add-all", "types.remove", "types.clear" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_contact_types_window_dispose;

  g_type_ensure (TIE_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-contact-types-window.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "available", FALSE, G_STRUCT_OFFSET (TieContactTypesWindow, lists[0]));
  gtk_widget_class_bind_template_child_full (widget_class, "chosen", FALSE, G_STRUCT_OFFSET (TieContactTypesWindow, lists[1]));
  gtk_widget_class_bind_template_child (widget_class, TieContactTypesWindow, status_line);
  gtk_widget_class_bind_template_callback (widget_class, update_actions);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], NULL, move_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tie_contact_types_window_init (TieContactTypesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  bind_key (self->lists[0], GDK_KEY_Right, "types.add");
  bind_key (self->lists[1], GDK_KEY_Left, "types.remove");
}

GtkWidget *
tie_contact_types_window_new (GtkWindow *parent,
                              TieStore *store)
{
  TieContactTypesWindow *self;

  g_return_val_if_fail (parent == NULL || GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (TIE_IS_STORE (store), NULL);

  self = g_object_new (TIE_TYPE_CONTACT_TYPES_WINDOW, "transient-for", parent, NULL);
  self->store = g_object_ref (store);
  tie_caption_set (GTK_WIDGET (self), _ ("Select Contact Types to Sync to %s"), tie_windows_get_package (GTK_WIDGET (self))->short_name);
  if (parent != NULL && tie_undo_control_get_id (GTK_WIDGET (parent)) != NULL)
    tie_undo_control_attach (GTK_WINDOW (self), store, tie_undo_control_get_id (GTK_WIDGET (parent)));
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  read_again (self);
  return GTK_WIDGET (self);
}
