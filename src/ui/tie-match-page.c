/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match-page"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-focus.h"
#include "ui/tie-match-page-private.h"

G_DEFINE_FINAL_TYPE (TieMatchPage, tie_match_page, GTK_TYPE_WIDGET)

enum
{
  PROP_HIDE_LINKED = 1, /* of both panes */
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

const TieMatchList *
tie_match_page_get_list (TieMatchPage *self)
{
  return g_ptr_array_index (self->lists, self->shown);
}

gboolean
tie_match_page_is_connected (TieMatchPage *self)
{
  return tie_company_get_state (self->company) == TIE_COMPANY_CONNECTED;
}

/* The keyboard. */

static void
pane_entered_cb (TieMatchPage *self,
                 GtkEventController *controller)
{
  self->active = TIE_MATCH_PANE (gtk_event_controller_get_widget (controller));
  tie_match_page_update_actions (self);
}

static void
watch_focus (TieMatchPage *self,
             TieMatchPane *pane)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (focus, "enter", G_CALLBACK (pane_entered_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (pane), focus);
}

/* A list takes Ctrl+Left and Ctrl+Right for moving, an entry needs them for its words: so they are caught at the tables. */
static void
catch_arrows (TieMatchPage *self,
              TieMatchPane *pane)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Right, GDK_CONTROL_MASK), gtk_named_action_new ("match.export")));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Left, GDK_CONTROL_MASK), gtk_named_action_new ("match.import")));
  gtk_widget_add_controller (GTK_WIDGET (tie_match_pane_get_table (pane)), keys);
}

/* Several pages stand in one window, behind each other: only the one in sight answers to keys pressed anywhere in it. */
static void
tie_match_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tie_match_page_parent_class)->map (widget);
  gtk_shortcut_controller_set_scope (TIE_MATCH_PAGE (widget)->keys, GTK_SHORTCUT_SCOPE_GLOBAL);
  tie_match_page_do_wanted (TIE_MATCH_PAGE (widget));
}

static void
tie_match_page_unmap (GtkWidget *widget)
{
  gtk_shortcut_controller_set_scope (TIE_MATCH_PAGE (widget)->keys, GTK_SHORTCUT_SCOPE_LOCAL);
  GTK_WIDGET_CLASS (tie_match_page_parent_class)->unmap (widget);
}

static gboolean
tie_match_page_grab_focus (GtkWidget *widget)
{
  TieMatchPage *self = TIE_MATCH_PAGE (widget);

  if (tie_match_pane_get_single (self->left) != NULL)
    return gtk_widget_grab_focus (GTK_WIDGET (tie_match_pane_get_table (self->left)));
  self->wants_focus = self->crosswalks->len == 0 || g_list_model_get_n_items (tie_crosswalk_get_left (tie_match_page_get_crosswalk (self))) == 0;
  if (!self->wants_focus)
    tie_match_page_go_on (self, NULL);
  return TRUE;
}

static void
tie_match_page_get_property (GObject *object,
                             guint prop_id,
                             GValue *value,
                             GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_HIDE_LINKED:
      g_value_set_boolean (value, tie_match_pane_get_hide_linked (TIE_MATCH_PAGE (object)->left));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tie_match_page_set_property (GObject *object,
                             guint prop_id,
                             const GValue *value,
                             GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_HIDE_LINKED:
      tie_match_pane_set_hide_linked (TIE_MATCH_PAGE (object)->left, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hide_linked_cb (TieMatchPage *self)
{
  gboolean hide_linked = tie_match_pane_get_hide_linked (self->left);

  tie_match_pane_set_hide_linked (self->right, hide_linked);
  gtk_widget_set_visible (self->hide_note, hide_linked);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HIDE_LINKED]);
}

static void
tie_match_page_dispose (GObject *object)
{
  TieMatchPage *self = TIE_MATCH_PAGE (object);
  GtkWidget *child;

  g_clear_handle_id (&self->suggest_source, g_source_remove);
  g_clear_pointer (&self->suggestion, tie_suggestion_free);
  for (guint i = 0; i < self->crosswalks->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->crosswalks, i), self);
  g_ptr_array_set_size (self->crosswalks, 0);
  tie_match_page_forget_doubles (self);
  if (self->company != NULL)
    g_signal_handlers_disconnect_by_data (self->company, self);
  g_clear_object (&self->company);
  g_clear_object (&self->cancellable);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (tie_match_page_parent_class)->dispose (object);
}

static void
tie_match_page_finalize (GObject *object)
{
  TieMatchPage *self = TIE_MATCH_PAGE (object);

  g_ptr_array_unref (self->crosswalks);
  g_ptr_array_unref (self->lists);
  g_ptr_array_unref (self->doubles);
  g_free (self->wanted_left);
  g_free (self->wanted_right);
  g_free (self->refusal);
  g_free (self->clear_refusal);
  G_OBJECT_CLASS (tie_match_page_parent_class)->finalize (object);
}

static void
tie_match_page_class_init (TieMatchPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_match_page_dispose;
  object_class->finalize = tie_match_page_finalize;
  object_class->get_property = tie_match_page_get_property;
  object_class->set_property = tie_match_page_set_property;
  widget_class->map = tie_match_page_map;
  widget_class->unmap = tie_match_page_unmap;
  widget_class->focus = tie_focus_through;
  widget_class->grab_focus = tie_match_page_grab_focus;

  properties[PROP_HIDE_LINKED] = g_param_spec_boolean ("hide-linked", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_install_property_action (widget_class, "match.hide-linked", "hide-linked");

  g_type_ensure (TIE_TYPE_BANNER);
  g_type_ensure (TIE_TYPE_MATCH_PANE);
  gtk_widget_class_set_css_name (widget_class, "tie-match-page");
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-match-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TieMatchPage, offline_banner);
  gtk_widget_class_bind_template_child (widget_class, TieMatchPage, doubles_banner);
  gtk_widget_class_bind_template_child (widget_class, TieMatchPage, left);
  gtk_widget_class_bind_template_child (widget_class, TieMatchPage, right);
  gtk_widget_class_bind_template_child (widget_class, TieMatchPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, TieMatchPage, count_label);
  gtk_widget_class_bind_template_child (widget_class, TieMatchPage, export_label);
  gtk_widget_class_bind_template_child (widget_class, TieMatchPage, import_label);
  gtk_widget_class_bind_template_child (widget_class, TieMatchPage, link_button);
  gtk_widget_class_bind_template_child (widget_class, TieMatchPage, unlink_button);
  gtk_widget_class_bind_template_child (widget_class, TieMatchPage, automatch_button);
  gtk_widget_class_bind_template_child (widget_class, TieMatchPage, clear_button);
  gtk_widget_class_bind_template_child (widget_class, TieMatchPage, export_button);
  gtk_widget_class_bind_template_child (widget_class, TieMatchPage, import_button);
  gtk_widget_class_bind_template_child (widget_class, TieMatchPage, hide_note);
  gtk_widget_class_bind_template_child (widget_class, TieMatchPage, suggestion_label);
  tie_match_page_bind_selecting (widget_class);
  tie_match_page_install_actions (widget_class);
  tie_match_page_install_doubles (widget_class);
}

static void
tie_match_page_init (TieMatchPage *self)
{
  self->crosswalks = g_ptr_array_new_with_free_func (g_object_unref);
  self->lists = g_ptr_array_new ();
  self->doubles = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->active = self->left;
  watch_focus (self, self->left);
  watch_focus (self, self->right);
  tie_match_page_add_keys (self);
  catch_arrows (self, self->left);
  catch_arrows (self, self->right);
  g_signal_connect_object (self->left, "notify::hide-linked", G_CALLBACK (hide_linked_cb), self, G_CONNECT_SWAPPED);
}

#define OWN_TOOLTIP_KEY "tie-own-tooltip"

void
tie_match_page_show_refusal (GtkButton *button,
                             const char *refusal)
{
  /* What the button says of itself comes back with the permission. */
  if (g_object_get_data (G_OBJECT (button), OWN_TOOLTIP_KEY) == NULL)
    g_object_set_data_full (G_OBJECT (button), OWN_TOOLTIP_KEY, g_strdup (gtk_widget_get_tooltip_text (GTK_WIDGET (button))), g_free);
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), refusal != NULL ? refusal : g_object_get_data (G_OBJECT (button), OWN_TOOLTIP_KEY));
  if (refusal != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, refusal, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

void
tie_match_page_set_refusals (TieMatchPage *self,
                             const char *change,
                             const char *clear)
{
  GtkButton *const buttons[] = { self->link_button, self->unlink_button, self->automatch_button, self->export_button, self->import_button };

  g_return_if_fail (TIE_IS_MATCH_PAGE (self));

  if (g_strcmp0 (change, self->refusal) == 0 && g_strcmp0 (clear, self->clear_refusal) == 0)
    return;
  g_free (self->refusal);
  self->refusal = g_strdup (change);
  g_free (self->clear_refusal);
  self->clear_refusal = g_strdup (clear);
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    tie_match_page_show_refusal (buttons[i], change);
  tie_match_page_show_refusal (self->clear_button, clear);
  tie_match_page_update_actions (self);
}

GtkWidget *
tie_match_page_new (TieCompany *company)
{
  TieMatchPage *self;

  g_return_val_if_fail (TIE_IS_COMPANY (company), NULL);

  self = g_object_new (TIE_TYPE_MATCH_PAGE, NULL);
  self->company = g_object_ref (company);
  g_signal_connect_object (company, "notify::state", G_CALLBACK (tie_match_page_update_company), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

TieMatchPane *
tie_match_page_get_left (TieMatchPage *self)
{
  g_return_val_if_fail (TIE_IS_MATCH_PAGE (self), NULL);

  return self->left;
}

TieMatchPane *
tie_match_page_get_right (TieMatchPage *self)
{
  g_return_val_if_fail (TIE_IS_MATCH_PAGE (self), NULL);

  return self->right;
}

TieCrosswalk *
tie_match_page_get_crosswalk (TieMatchPage *self)
{
  g_return_val_if_fail (TIE_IS_MATCH_PAGE (self), NULL);
  g_return_val_if_fail (self->crosswalks->len > 0, NULL);

  return g_ptr_array_index (self->crosswalks, self->shown);
}
