/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-list-states"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-list-states.h"

#define SPINNER_AFTER_MS 300

struct _TieListStates
{
  GtkWidget parent_instance;

  GtkStack *stack;             /* template child */
  GtkSpinner *spinner;         /* template child */
  AdwStatusPage *empty_page;   /* template child */
  AdwStatusPage *nothing_page; /* template child */
  AdwBin *rows;                /* template child */

  GListModel *all;   /* (owned) (nullable) */
  GListModel *shown; /* (owned) (nullable) */
  gboolean is_loading;
  gboolean is_filtering;
  guint timeout; /* until the spinner comes, 0: none */
};

G_DEFINE_FINAL_TYPE (TieListStates, tie_list_states, GTK_TYPE_WIDGET)

enum
{
  PROP_CHILD = 1,
  PROP_ICON_NAME,
  PROP_EMPTY_TITLE,
  PROP_EMPTY_DESCRIPTION,
  PROP_EMPTY_WIDGET,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  CLEAR_SEARCH,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_empty (GListModel *model)
{
  return model == NULL || g_list_model_get_n_items (model) == 0;
}

static gboolean
spinner_due_cb (gpointer user_data)
{
  TieListStates *self = user_data;

  self->timeout = 0;
  gtk_stack_set_visible_child_name (self->stack, "loading");
  gtk_spinner_start (self->spinner);
  return G_SOURCE_REMOVE;
}

static void
update (TieListStates *self)
{
  const char *state = "rows";

  if (is_empty (self->all))
    state = self->is_loading ? "loading" : "empty";
  else if (is_empty (self->shown))
    {
      /* As long as some may come, what is shown stays. */
      gboolean may_come = self->is_filtering || self->is_loading;

      if (!may_come || g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "nothing") == 0)
        state = "nothing";
    }

  if (!g_str_equal (state, "loading"))
    {
      g_clear_handle_id (&self->timeout, g_source_remove);
      gtk_spinner_stop (self->spinner);
      gtk_stack_set_visible_child_name (self->stack, state);
    }
  else if (self->timeout == 0 && g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "loading") != 0)
    {
      /* A list that is there at once shall not flash a spinner first. */
      gtk_stack_set_visible_child_name (self->stack, "waiting");
      self->timeout = g_timeout_add (SPINNER_AFTER_MS, spinner_due_cb, self);
    }
}

static void
clear_clicked_cb (TieListStates *self)
{
  g_signal_emit (self, signals[CLEAR_SEARCH], 0);
}

static void
tie_list_states_get_property (GObject *object,
                              guint prop_id,
                              GValue *value,
                              GParamSpec *pspec)
{
  TieListStates *self = TIE_LIST_STATES (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      g_value_set_object (value, adw_bin_get_child (self->rows));
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, adw_status_page_get_icon_name (self->empty_page));
      break;
    case PROP_EMPTY_TITLE:
      g_value_set_string (value, adw_status_page_get_title (self->empty_page));
      break;
    case PROP_EMPTY_DESCRIPTION:
      g_value_set_string (value, adw_status_page_get_description (self->empty_page));
      break;
    case PROP_EMPTY_WIDGET:
      g_value_set_object (value, adw_status_page_get_child (self->empty_page));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tie_list_states_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  TieListStates *self = TIE_LIST_STATES (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      tie_list_states_set_child (self, g_value_get_object (value));
      break;
    case PROP_ICON_NAME:
      adw_status_page_set_icon_name (self->empty_page, g_value_get_string (value));
      break;
    case PROP_EMPTY_TITLE:
      adw_status_page_set_title (self->empty_page, g_value_get_string (value));
      break;
    case PROP_EMPTY_DESCRIPTION:
      adw_status_page_set_description (self->empty_page, g_value_get_string (value));
      break;
    case PROP_EMPTY_WIDGET:
      adw_status_page_set_child (self->empty_page, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_model (TieListStates *self,
           GListModel **field,
           GListModel *model)
{
  if (*field != NULL)
    g_signal_handlers_disconnect_by_func (*field, update, self);
  g_set_object (field, model);
  if (model != NULL)
    g_signal_connect_swapped (model, "items-changed", G_CALLBACK (update), self);
}

static void
tie_list_states_dispose (GObject *object)
{
  TieListStates *self = TIE_LIST_STATES (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  set_model (self, &self->all, NULL);
  set_model (self, &self->shown, NULL);
  if (self->stack != NULL)
    {
      gtk_widget_unparent (GTK_WIDGET (self->stack));
      self->stack = NULL;
    }
  G_OBJECT_CLASS (tie_list_states_parent_class)->dispose (object);
}

static void
tie_list_states_class_init (TieListStatesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tie_list_states_dispose;
  object_class->get_property = tie_list_states_get_property;
  object_class->set_property = tie_list_states_set_property;

  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_EMPTY_TITLE] = g_param_spec_string ("empty-title", NULL, NULL, NULL, flags);
  properties[PROP_EMPTY_DESCRIPTION] = g_param_spec_string ("empty-description", NULL, NULL, NULL, flags);
  properties[PROP_EMPTY_WIDGET] = g_param_spec_object ("empty-widget", NULL, NULL, GTK_TYPE_WIDGET, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CLEAR_SEARCH] = g_signal_new ("clear-search", TIE_TYPE_LIST_STATES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "tie-list-states");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-list-states.ui");
  gtk_widget_class_bind_template_child (widget_class, TieListStates, stack);
  gtk_widget_class_bind_template_child (widget_class, TieListStates, spinner);
  gtk_widget_class_bind_template_child (widget_class, TieListStates, empty_page);
  gtk_widget_class_bind_template_child (widget_class, TieListStates, nothing_page);
  gtk_widget_class_bind_template_child (widget_class, TieListStates, rows);
  gtk_widget_class_bind_template_callback (widget_class, clear_clicked_cb);
}

static void
tie_list_states_init (TieListStates *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

GtkWidget *
tie_list_states_new (void)
{
  return g_object_new (TIE_TYPE_LIST_STATES, NULL);
}

void
tie_list_states_set_child (TieListStates *self,
                           GtkWidget *child)
{
  g_return_if_fail (TIE_IS_LIST_STATES (self));

  adw_bin_set_child (self->rows, child);
}

void
tie_list_states_set_models (TieListStates *self,
                            GListModel *all,
                            GListModel *shown)
{
  g_return_if_fail (TIE_IS_LIST_STATES (self));

  set_model (self, &self->all, all);
  set_model (self, &self->shown, shown);
  update (self);
}

void
tie_list_states_set_is_loading (TieListStates *self,
                                gboolean is_loading)
{
  g_return_if_fail (TIE_IS_LIST_STATES (self));

  self->is_loading = is_loading;
  update (self);
}

void
tie_list_states_set_is_filtering (TieListStates *self,
                                  gboolean is_filtering)
{
  g_return_if_fail (TIE_IS_LIST_STATES (self));

  self->is_filtering = is_filtering;
  update (self);
}

void
tie_list_states_set_nothing_found (TieListStates *self,
                                   const char *nothing_found)
{
  g_return_if_fail (TIE_IS_LIST_STATES (self));

  adw_status_page_set_title (self->nothing_page, nothing_found != NULL ? nothing_found : _ ("No Results"));
}

const char *
tie_list_states_get_state (TieListStates *self)
{
  g_return_val_if_fail (TIE_IS_LIST_STATES (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}
